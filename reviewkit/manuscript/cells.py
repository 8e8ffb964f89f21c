"""What the cells of a manuscript's tables should say by their rows and columns."""

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace

from reviewkit.countries import code_of, countries_in
from reviewkit.manuscript.cited import studies_cited
from reviewkit.manuscript.dates import dates, is_day
from reviewkit.manuscript.known import Fact, Known, KnownSource, KnownStudy, NameKind
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.rows import Head, Row
from reviewkit.model import FormField
from reviewkit.normalize import folded, whole_number
from reviewkit.words import FieldType, Message, message

_MARK = re.compile(r"[xX×✓✔●•+1√■]|yes|ja|\*", re.IGNORECASE)
_NO_MARK = re.compile(r"|[-–—0○]|no|nei", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f.,]\d{3})+(?!\d)|\d+")
_COUNT = re.compile(r"(?:n\s*+=\s*+)?(\d{1,3})(?:\s*+\(\d[^()]*+%\))?")
_NOTHING = ("", "–", "-", "—")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the folder says of a cell: whether it agrees, and what should be there, from where. `is_of_table`: cells of
    all columns are alike, as the marks of a table of themes and studies are."""

    is_right: bool
    says: str | Message
    source: str
    is_of_table: bool = False


def verdict(text: str, one: Prepared, row: Row, head: Head, known: Known) -> Verdict | None:
    """What the folder says of a cell with this text; None where it says nothing. `one` is the cell, or another one of
    its row where it is empty."""
    if row.study and head.theme:
        return _mark(text, head.theme, row.study, known)
    if head.study and row.names and row.names[0].startswith("theme:"):
        return _mark(text, row.names[0], head.study, known)
    if row.study:
        return _of_study(text, one, row.study, head, known)
    if row.source:
        return _of_source(text, one, row.source, head)
    if head.theme and one.citations and text:
        return _listed(one, head.theme, known, is_all=False)
    if row.names and head.name and row.names[0] != head.name:
        return _of_both(text, row.names[0], head.name, known)
    if row.names and text:
        return _of_name(text, one, row.names[0], known)
    if head.name and text:
        found = _number(text, [fact for fact in known.facts if head.name in fact.names], known)
        return replace(found, is_of_table=True) if found else None  # below the marks of a theme how many these are
    return None


def as_number(text: str) -> int | None:
    """The number that a cell is; None where it is none or says more."""
    said = _NUMBER.fullmatch(text.strip(" *_"))
    return whole_number(re.sub(r"\D", "", said[0])) if said else None


def _value(digits: str) -> int | str:
    """The number that digits write, with their signs for thousands; more digits than a number has stay as they are, and
    equal none."""
    plain = re.sub(r"\D", "", digits)
    number = whole_number(plain)
    return plain if number is None else number


def _of_both(text: str, first: str, second: str, known: Known) -> Verdict | None:
    """A cell that counts the studies with two names: with a design and a disease, or with two themes."""
    both = known.studies_with(first) & known.studies_with(second)
    said = _COUNT.fullmatch(text)
    if said is None and text not in _NOTHING:
        return None
    n = int(said[1]) if said else 0
    source = f"{first.partition(':')[2]}, {second.partition(':')[2]}"
    return Verdict(n == len(both), str(len(both)), source, is_of_table=True)


def _mark(text: str, theme: str, study: KnownStudy, known: Known) -> Verdict | None:
    if (theme, study.key) not in known.cells:
        return None
    holds = known.cells[theme, study.key]
    source = f"matrix: {theme.partition(':')[2]}, {study.key}"
    if _MARK.fullmatch(text):
        return Verdict(holds, "✓" if holds else "–", source, is_of_table=True)
    if _NO_MARK.fullmatch(text):
        return Verdict(not holds, "✓" if holds else "–", source, is_of_table=True)
    return None


def _listed(one: Prepared, theme: str, known: Known, is_all: bool) -> Verdict | None:
    """A cell with citations of studies that have a theme. `is_all` says that they are all that have it."""
    studies = {study.key: study for cited in one.citations for study in studies_cited(cited, known)[:1]}
    if not studies:
        return None
    wrong = [study for key, study in studies.items() if not known.cells.get((theme, key), True)]
    missing = [study for study in known.studies if is_all and _is_missing(study, theme, studies, known)]
    source = f"matrix: {theme.partition(':')[2]}, {(wrong or missing or list(studies.values()))[0].key}"
    if wrong:
        return Verdict(False, message("Not found in {studies}", studies=_citations(wrong)), source)
    if missing:
        return Verdict(False, message("Also found in {studies}", studies=_citations(missing)), source)
    return Verdict(True, _citations(studies.values()), source)


def _is_missing(study: KnownStudy, theme: str, listed: Container[str], known: Known) -> bool:
    return study.key not in listed and known.cells.get((theme, study.key), False)


def _citations(studies: Iterable[KnownStudy]) -> str:
    return ", ".join(study.citation for study in studies)


def _of_study(text: str, one: Prepared, study: KnownStudy, head: Head, known: Known) -> Verdict | None:
    said = folded(head.text)
    if re.fullmatch(r"(?:19|20)\d\d[a-z]?", text) and not (head.field and head.field.type is FieldType.INTEGER):
        return Verdict(text[:4] == study.year[:4], study.year, study.key)
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
    numbers = set(map(_value, _NUMBER.findall(text)))
    known = set(map(_value, _NUMBER.findall(value)))
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
        return Verdict(is_day(found[0][2], source.date), source.date, place)
    numbers = [_value(each) for each in _NUMBER.findall(text)]
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
            return _listed(one, name, known, is_all=True)
    facts = [fact for fact in known.facts if name in fact.names]
    return _number(text, facts, known)


def _number(text: str, facts: Sequence[Fact], known: Known) -> Verdict | None:
    match = re.fullmatch(
        r"(?:n\s*+=\s*+)?(\d[\d\s.,\u00a0\u2009\u202f]*+)(?:\((\d+(?:[.,]\d+)?)\s*+%\))?(\s*+%)?", text
    )
    if not match or not facts:
        return None
    if match[3]:
        if not re.fullmatch(r"\d{1,6}(?:[.,]\d{1,6})?", match[1].strip()):
            return None  # "24, 1.9 %" is a number and its share
        total = known.included
        shares = {round(100 * fact.n / total) for fact in facts} if total else set()
        value = float(match[1].replace(",", "."))
        return Verdict(round(value) in shares, ", ".join(f"{share} %" for share in shares), facts[0].source)
    value_of = _value(match[1])
    says = ", ".join(dict.fromkeys(str(fact.n) for fact in facts))
    return Verdict(any(fact.n == value_of for fact in facts), says, facts[0].source)
