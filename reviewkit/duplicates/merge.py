"""One record made from the records of a report, with every field of every source."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from reviewkit.model import UNDERSTOOD, Field, Record
from reviewkit.normalize import folded, surname

# Tags that other tools read however often they stand: keywords, URLs, notes, links to files.
_MAY_REPEAT = frozenset(("KW", "UR", "N1", "L1", "L2"))
# Databases write the same thing under different tags; a report has one title, one list of authors, one year.
_SAME = {
    **dict.fromkeys(("T1", "CT"), "TI"),
    "A1": "AU",
    **dict.fromkeys(("Y1", "YR"), "PY"),
    "N2": "AB",
    **dict.fromkeys(("JF", "JO", "JA", "J1", "J2"), "T2"),
    "VO": "VL",
    "DI": "DO",
}


def merged(records: Sequence[Record]) -> Record:
    """The first record, with what the others add; `records` are those of one report, in RIS tags.

    What is understood is taken from the first record that has it, and the abstract from the one with the longest. A raw
    value that is not in the first record is added under its own tag if no tag of the same meaning is there or the tag
    may repeat, and otherwise as a note that names its tag and source, so that other tools still read one title and one
    list of authors.
    """
    kept, *others = records
    if not others:
        return kept
    fields = list(kept.fields)
    meanings = {_meaning(field) for field in fields if field.value}
    seen = {(field.tag, field.value) for field in fields}
    for other in others:
        new = [field for field in other.fields if field.value and (field.tag, field.value) not in seen]
        for field in new:
            if _meaning(field) not in meanings or field.tag in _MAY_REPEAT:
                fields.append(field)
            elif field.tag not in ("TY", "ER"):
                fields.append(Field("N1", f"{origin(other)}: {field.tag} {field.value}", field.line))
        seen.update((field.tag, field.value) for field in new)
        meanings.update(map(_meaning, new))
    fields.append(Field("N1", "Merged from " + "; ".join(map(origin, records)), 0))
    return replace(_known_to_any(records), fields=tuple(fields))


def _meaning(field: Field) -> str:
    return _SAME.get(field.tag, field.tag)


def _known_to_any(records: Sequence[Record]) -> Record:
    """The first record with what is understood of the others where it says nothing itself."""
    kept = records[0]
    known = {name: next(filter(None, (getattr(one, name) for one in records)), None) for name in UNDERSTOOD}
    known["abstract"] = max((one.abstract for one in records), key=len)
    known["authors"] = _with_their_letters([one.authors for one in records if one.authors])
    known["pages"] = max((one.pages for one in records if _begin_alike(one.pages, kept.pages)), key=len)
    return replace(kept, **{name: value for name, value in known.items() if value})


def _with_their_letters(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The first list of authors, each in the spelling with most letters beyond a to z: databases drop these.

    The case: Førland, Backåberg and Strandås, whom one of three databases calls Forland, Backaberg and Strandas.
    """
    if not lists:
        return ()
    surnames = list(map(surname, lists[0]))
    alike = [names for names in lists if list(map(surname, names)) == surnames]
    return tuple(max(spellings, key=_letters_beyond_z) for spellings in zip(*alike, strict=True))


def _letters_beyond_z(name: str) -> int:
    return sum(not letter.isascii() for letter in name)


def _begin_alike(pages: str, others: str) -> bool:
    """Whether pages begin on the same page, or one of the two does not say."""
    return not others or pages.partition("-")[0] == others.partition("-")[0]


class FieldOrigin(NamedTuple):
    """One value of a field of a report, and the records that gave it, in any spelling."""

    field: str
    value: str
    records: tuple[str, ...]


def field_origins(records: Sequence[Record]) -> tuple[FieldOrigin, ...]:
    """Every value that the records of a report have for each understood field, with the records that have it."""
    origins: list[FieldOrigin] = []
    for name in UNDERSTOOD:
        by_spelling: dict[str, tuple[str, list[str]]] = {}
        for record in records:
            value = getattr(record, name)
            text = "; ".join(value) if isinstance(value, tuple) else str(value or "")
            if text:
                by_spelling.setdefault(folded(text) or text, (text, []))[1].append(origin(record))
        origins += [FieldOrigin(name, text, tuple(sources)) for text, sources in by_spelling.values()]
    return tuple(origins)


def origin(record: Record) -> str:
    """Where a record came from: its id in a review, else file and line."""
    return record.id or str(record.place)
