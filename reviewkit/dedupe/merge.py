"""One record made from the records of a report, with every field of every source."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from reviewkit.model import UNDERSTOOD, Field, Record
from reviewkit.normalize import folded

# Tags that other tools read however often they stand: keywords, URLs, notes, links to files.
_MAY_REPEAT = frozenset(("KW", "UR", "N1", "L1", "L2"))


def merged(records: Sequence[Record]) -> Record:
    """The first record, with what the others add; `records` are those of one report, in RIS tags.

    A value that is not in the first record is added under its own tag if the tag is missing there or may repeat, and
    otherwise as a note that names its tag and source, so that other tools still read one title and one list of authors.
    """
    kept, *others = records
    if not others:
        return kept
    fields = list(kept.fields)
    tags = {field.tag for field in fields if field.value}
    seen = {(field.tag, field.value) for field in fields}
    for other in others:
        new = [field for field in other.fields if field.value and (field.tag, field.value) not in seen]
        for field in new:
            if field.tag not in tags or field.tag in _MAY_REPEAT:
                fields.append(field)
            elif field.tag not in ("TY", "ER"):
                fields.append(Field("N1", f"{origin(other)}: {field.tag} {field.value}", field.line))
        seen.update((field.tag, field.value) for field in new)
        tags.update(field.tag for field in new)
    fields.append(Field("N1", "Merged from " + "; ".join(map(origin, records)), 0))
    return replace(kept, fields=tuple(fields))


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
