"""What the rows and the columns of a manuscript's tables are of."""

import re
from dataclasses import dataclass

from reviewkit.manuscript.cited import studies_cited
from reviewkit.manuscript.grids import Grid
from reviewkit.manuscript.known import Known, KnownSource, KnownStudy, NameKind
from reviewkit.model import FormField
from reviewkit.normalize import folded

_OF_STUDIES = (NameKind.THEME, NameKind.COUNTRY, NameKind.CHOICE)


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is of: a study, a source, or names; `own` are the columns that say so."""

    study: KnownStudy | None = None
    source: KnownSource | None = None
    names: tuple[str, ...] = ()
    own: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Head:
    """What a column is of: a study, a field of the form, a theme or another name, or what its words say."""

    text: str
    name: str = ""
    study: KnownStudy | None = None
    field: FormField | None = None

    @property
    def theme(self) -> str:
        """The id of the theme that the column is of; "" where it is of none."""
        return self.name if self.name.startswith("theme:") else ""


def row_of(grid: Grid, number: int, known: Known) -> Row:
    """What a row is of, as its first cells say."""
    for column, one in enumerate(grid.cells[number][:3]):
        if one is None or not one.passage.text.strip():
            continue
        for cited in one.citations:
            if found := studies_cited(cited, known):
                return Row(study=found[0], own=frozenset({column}))
        if study := _by_author_and_year(grid, number, column, known):
            return Row(study=study, own=frozenset({column}))
        whole = [named for named in one.names if is_most(named.end - named.start, one.passage.text)]
        sources = [named for named in whole if named.name.kind is NameKind.DATABASE]
        if sources:
            name = sources[0].name.id.partition(":")[2]
            return Row(
                source=next((each for each in known.sources if each.name == name), None), own=frozenset({column})
            )
        if whole and column < 2:
            return Row(names=tuple(named.name.id for named in whole), own=frozenset({column}))
    return Row()


def is_most(letters: int, text: str) -> bool:
    """Whether so many letters are more than half of a text."""
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


def head_of(grid: Grid, column: int, known: Known) -> Head:
    one = grid.cells[0][column]
    if one is None:
        return Head("")
    text = one.passage.text
    for cited in one.citations:
        if found := studies_cited(cited, known):
            return Head(text, study=found[0])
    names = [named.name for named in one.names if is_most(named.end - named.start, text)]
    names.sort(key=lambda name: name.kind is not NameKind.THEME)
    of_studies = next((name.id for name in names if name.kind in _OF_STUDIES), "")
    return Head(text, of_studies, None, _field(text, known))


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
