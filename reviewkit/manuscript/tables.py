"""The cells of a manuscript's tables beside the folder.

What a cell should say follows from its row (a study, a theme, a source, a reason, a country) and its column. How a
table writes things is its authors' business, so a cell is called wrong only in a column where most cells are right.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reviewkit.countries import code_of, countries_in
from reviewkit.manuscript.cited import studies_cited
from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.dates import dates, is_day
from reviewkit.manuscript.known import Fact, Known, KnownSource, KnownStudy, NameKind
from reviewkit.manuscript.prepared import Prepared
from reviewkit.model import FormField
from reviewkit.normalize import folded
from reviewkit.words import FieldType, message

_MARK = re.compile(r"[xX×✓✔●•+1√■]|yes|ja|\*", re.IGNORECASE)
_NO_MARK = re.compile(r"|[-–—0○]|no|nei", re.IGNORECASE)
_TRUSTED = 0.6  # of the cells of a column must be right before one is called wrong
_FEWEST = 2
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f.,]\d{3})+(?!\d)|\d+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the folder says of a cell: whether it agrees, and what should be there, from where."""

    is_right: bool
    says: str
    source: str
    kind: ClaimKind = ClaimKind.CELL


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells by row and column, each counted from 0; the first row is its head."""

    cells: tuple[tuple[Prepared | None, ...], ...]

    def text(self, row: int, column: int) -> str:
        """The text of a cell; "" where there is none."""
        one = self.cells[row][column] if column < len(self.cells[row]) else None
        return one.passage.text.strip(" *_") if one else ""


def grids(passages: Sequence[Prepared]) -> tuple[Grid, ...]:
    """The tables of a manuscript."""
    found: dict[int, dict[tuple[int, int], Prepared]] = {}
    for one in passages:
        if one.passage.cell:
            place = one.passage.cell
            found.setdefault(place.table, {})[place.row - 1, place.column - 1] = one
    return tuple(_grid(cells) for cells in found.values())


def _grid(cells: dict[tuple[int, int], Prepared]) -> Grid:
    rows, columns = (1 + max(place[axis] for place in cells) for axis in (0, 1))
    return Grid(tuple(tuple(cells.get((row, column)) for column in range(columns)) for row in range(rows)))


def checked_tables(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every cell that the folder says something of, with its answer."""
    for grid in grids(passages):
        if len(grid.cells) > 1:
            yield from _of_table(grid, known)


def _of_table(grid: Grid, known: Known) -> Iterator[CheckedClaim]:
    heads = [_head(grid, column, known) for column in range(len(grid.cells[0]))]
    is_list = bool(heads[0].theme)  # a column for each theme, with its studies
    rows = [Row() if is_list else _row(grid, number, known) for number in range(len(grid.cells))]
    for column, head in enumerate(heads):
        verdicts: list[tuple[Prepared, Verdict]] = []
        for number, row in enumerate(rows[1:], start=1):
            cells = grid.cells[number]
            one = cells[column] or next((each for each in cells if each), None)  # an empty cell is none
            if one is None or column in row.own:
                continue
            if verdict := _verdict(grid.text(number, column), one, row, head, known):
                verdicts.append((one, verdict))
        yield from _answers(verdicts)


def _answers(verdicts: Sequence[tuple[Prepared, Verdict]]) -> Iterator[CheckedClaim]:
    right = sum(verdict.is_right for _, verdict in verdicts)
    is_trusted = right >= _FEWEST and right >= _TRUSTED * len(verdicts)
    for one, verdict in verdicts:
        text = one.passage.text
        claim = Claim(verdict.kind, one.passage.number, 0, len(text), text)
        if verdict.is_right:
            yield CheckedClaim(claim, Answer.AGREES, message("{says}", says=verdict.says), (verdict.source,))
        elif is_trusted:
            yield CheckedClaim(
                claim, Answer.DISAGREES, message("{says}", says=verdict.says or "–"), (verdict.source,)
            )
        else:
            yield CheckedClaim(claim, Answer.CANNOT_BE_CHECKED)


# -- what a row and a column are of


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is of: a study, a source, or names; `own` are the columns that say so."""

    study: KnownStudy | None = None
    source: KnownSource | None = None
    names: tuple[str, ...] = ()
    own: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Head:
    """What a column is of: a theme, a study, a field of the form, or what its words say."""

    text: str
    theme: str = ""
    study: KnownStudy | None = None
    field: FormField | None = None


def _row(grid: Grid, number: int, known: Known) -> Row:
    """What a row is of, as its first cells say."""
    for column, one in enumerate(grid.cells[number][:3]):
        if one is None or not one.passage.text.strip():
            continue
        for cited in one.citations:
            if found := studies_cited(cited, known):
                return Row(study=found[0], own=frozenset({column}))
        if study := _by_author_and_year(grid, number, column, known):
            return Row(study=study, own=frozenset({column}))
        whole = [named for named in one.names if _is_most(named.end - named.start, one.passage.text)]
        sources = [named for named in whole if named.name.kind is NameKind.DATABASE]
        if sources:
            name = sources[0].name.id.partition(":")[2]
            return Row(
                source=next((each for each in known.sources if each.name == name), None), own=frozenset({column})
            )
        if whole and column < 2:
            return Row(names=tuple(named.name.id for named in whole), own=frozenset({column}))
    return Row()


def _is_most(letters: int, text: str) -> bool:
    return 2 * letters > len(text.strip())


def _by_author_and_year(grid: Grid, number: int, column: int, known: Known) -> KnownStudy | None:
    """The study of a row whose author and year are in two columns."""
    author, year = grid.text(number, column), grid.text(number, column + 1)
    if not re.fullmatch(r"(?:19|20)\d\d[a-z]?", year):
        return None
    found = [
        one
        for one in known.studies
        if one.year[:4] == year[:4] and folded(one.surnames[0]) in folded(author).split()
    ]
    return found[0] if len(found) == 1 else None


def _head(grid: Grid, column: int, known: Known) -> Head:
    one = grid.cells[0][column]
    if one is None:
        return Head("")
    text = one.passage.text
    themes = [
        named
        for named in one.names
        if named.name.kind is NameKind.THEME and _is_most(named.end - named.start, text)
    ]
    for cited in one.citations:
        if found := studies_cited(cited, known):
            return Head(text, study=found[0])
    return Head(text, themes[0].name.id if themes else "", None, _field(text, known))


def _field(text: str, known: Known) -> FormField | None:
    """The field of the form that a column shows: the one with this label in any language, or with most of its words."""
    said = folded(text)
    best: tuple[float, FormField | None] = (0, None)
    for one in known.fields:
        for label in (*one.labels.values(), one.id):
            words = set(folded(label).split())
            shared = words & set(said.split())
            score = 2.0 if folded(label) == said else len(shared) / max(len(words), len(said.split()), 1)
            if score > best[0] and score >= 0.5:
                best = (score, one)
    return best[1]


# -- what a cell should say


def _verdict(text: str, one: Prepared, row: Row, head: Head, known: Known) -> Verdict | None:
    if row.study and head.theme:
        return _mark(text, head.theme, row.study, known)
    if head.study and row.names and row.names[0].startswith("theme:"):
        return _mark(text, row.names[0], head.study, known)
    if row.study:
        return _of_study(text, one, row.study, head, known)
    if row.source:
        return _of_source(text, one, row.source, head)
    if head.theme and one.citations and text:
        return _listed(one, head.theme, known)
    if row.names and text:
        return _of_name(text, one, row.names[0], known)
    return None


def _mark(text: str, theme: str, study: KnownStudy, known: Known) -> Verdict | None:
    if (theme, study.key) not in known.cells:
        return None
    holds = known.cells[theme, study.key]
    source = f"matrix: {theme.partition(':')[2]}, {study.key}"
    if _MARK.fullmatch(text):
        return Verdict(holds, "✓" if holds else "–", source)
    if _NO_MARK.fullmatch(text):
        return Verdict(not holds, "✓" if holds else "–", source)
    return None


def _listed(one: Prepared, theme: str, known: Known) -> Verdict | None:
    """A cell with citations under the head of a theme."""
    studies = [study for cited in one.citations for study in studies_cited(cited, known)[:1]]
    wrong = [study for study in studies if not known.cells.get((theme, study.key), True)]
    if not studies:
        return None
    says = ", ".join(study.citation for study in wrong or studies)
    source = f"matrix: {theme.partition(':')[2]}, {(wrong or studies)[0].key}"
    return Verdict(not wrong, message("Not found in {studies}", studies=says) if wrong else says, source)


def _of_study(text: str, one: Prepared, study: KnownStudy, head: Head, known: Known) -> Verdict | None:
    said = folded(head.text)
    if re.fullmatch(r"(?:19|20)\d\d[a-z]?", text) and not (head.field and head.field.type is FieldType.INTEGER):
        return Verdict(text[:4] == study.year[:4], study.year, study.key, ClaimKind.CELL)
    if head.field is None or not text:
        return _themes_of_study(text, one, study, known) if said else None
    value = study.values.get(head.field.id, "")
    if not value:
        return None
    check = _CHECKS.get(head.field.type, _same_text)
    is_right = check(text, value, study, head.field)
    if is_right is None:
        return None
    shown = _label(head.field, study) or value
    return Verdict(is_right, shown[:200], f"chart: {head.field.id}, {study.key}")


def _label(one: FormField, study: KnownStudy) -> str:
    labels = [choice.labels for choice in one.choices if choice.id in study.held.get(one.id, frozenset())]
    return "; ".join(next(iter(each.values())) for each in labels if each)


def _same_number(text: str, value: str, study: KnownStudy, one: FormField) -> bool | None:
    numbers = {int(re.sub(r"\D", "", found)) for found in _NUMBER.findall(text)}
    known = {int(re.sub(r"\D", "", found)) for found in _NUMBER.findall(value)}
    return bool(numbers & known) if numbers and known else None


def _same_country(text: str, value: str, study: KnownStudy, one: FormField) -> bool | None:
    said = {code_of(part) for part in countries_in(text) or (text,)}
    known = {code_of(part) for part in countries_in(value) or (value,)}
    return said == known if "" not in known else folded(text) == folded(value)


def _same_choice(text: str, value: str, study: KnownStudy, one: FormField) -> bool | None:
    held = study.held.get(one.id, frozenset())
    said = folded(text)
    labels = {choice.id: [folded(label) for label in choice.labels.values()] for choice in one.choices}
    named = {choice for choice, names in labels.items() if any(name and name in said for name in names)}
    inside = {
        a for a in named for b in named if a != b and any(x in y and x != y for x in labels[a] for y in labels[b])
    }
    return bool(named) and held <= named and not (named - held - inside)


def _same_text(text: str, value: str, study: KnownStudy, one: FormField) -> bool | None:
    """Whether a cell has the words of what was charted; only its numbers can be wrong, because words may be others."""
    if folded(text) == folded(value):
        return True
    numbers, known = (set(re.findall(r"\d+", each)) for each in (text, value))
    words = set(folded(text).split())
    shared = len(words & set(folded(value).split())) / max(1, len(words))
    return numbers == known if shared >= 0.6 and numbers and known else None


_CHECKS: dict[FieldType, Callable[[str, str, KnownStudy, FormField], bool | None]] = {
    FieldType.INTEGER: _same_number,
    FieldType.NUMBER: _same_number,
    FieldType.YEAR: _same_number,
    FieldType.COUNTRY: _same_country,
    FieldType.CHOICE: _same_choice,
    FieldType.CHOICES: _same_choice,
    FieldType.TEXT: _same_text,
    FieldType.LONG_TEXT: _same_text,
}


def _themes_of_study(text: str, one: Prepared, study: KnownStudy, known: Known) -> Verdict | None:
    """A cell that names the themes of a study."""
    said = {named.name.id for named in one.names if named.name.kind is NameKind.THEME}
    if not said:
        return None
    holds = {theme for (theme, key), found in known.cells.items() if key == study.key and found}
    labels = ", ".join(name.label for name in known.names if name.id in holds)
    return Verdict(said == holds, labels, f"matrix: {study.key}")


def _of_source(text: str, one: Prepared, source: KnownSource, head: Head) -> Verdict | None:
    place = f"searches.yaml: {source.name}"
    found = list(dates(text, 0, len(text), one.lexicon.months))
    if found and source.date:
        return Verdict(is_day(found[0][2], source.date), source.date, place, ClaimKind.CELL)
    numbers = [int(re.sub(r"\D", "", each)) for each in _NUMBER.findall(text)]
    if len(numbers) == 1 and re.fullmatch(r"(?:n\s*+=)?[\d\s.,\u00a0\u2009\u202f]++", text):
        shown = ", ".join(map(str, sorted(source.numbers)))
        return Verdict(numbers[0] in source.numbers, shown, place)
    platform = folded(source.platform)
    if (
        platform
        and text
        and any(word in folded(head.text) for word in ("platform", "plattform", "vert", "provider", "interface"))
    ):
        return Verdict(folded(text) in platform or platform in folded(text), source.platform, place)
    return None


def _of_name(text: str, one: Prepared, name: str, known: Known) -> Verdict | None:
    if name.startswith("theme:"):
        codes = known.codes_of.get(name, frozenset())
        said = {named.name.id for named in one.names if named.name.kind is NameKind.CODE}
        parts = [part for part in re.split(r"[;,\n]\s*", text) if part.strip()]
        if said and codes:
            labels = "; ".join(each.label for each in known.names if each.id in codes)
            return Verdict(
                said <= codes and len(parts) <= len(said), labels, f"codebook: {name.partition(':')[2]}"
            )
        if one.citations:
            return _listed(one, name, known)
    facts = [fact for fact in known.facts if name in fact.names]
    return _number(text, facts, known)


def _number(text: str, facts: Sequence[Fact], known: Known) -> Verdict | None:
    match = re.fullmatch(
        r"(?:n\s*+=\s*+)?(\d[\d\s.,\u00a0\u2009\u202f]*+)(?:\((\d+(?:[.,]\d+)?)\s*+%\))?(\s*+%)?", text
    )
    if not match or not facts:
        return None
    if match[3]:
        total = known.included
        shares = {round(100 * fact.n / total) for fact in facts} if total else set()
        value = float(match[1].replace(",", "."))
        return Verdict(round(value) in shares, ", ".join(f"{share} %" for share in shares), facts[0].source)
    value_of = int(re.sub(r"\D", "", match[1]) or 0)
    says = ", ".join(dict.fromkeys(str(fact.n) for fact in facts))
    return Verdict(any(fact.n == value_of for fact in facts), says, facts[0].source)
