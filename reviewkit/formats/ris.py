"""RIS: text to records without loss, and records back to text.

Which lines are tags and which records they make is our own reading, because the one in rispy drops repeated tags,
records without ER and the first record after a byte-order mark; its vocabulary of tags and types is used here, and
its reader checks ours in the tests.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from rispy.config import LIST_TYPE_TAGS, TAG_KEY_MAPPING, TYPE_OF_REFERENCE_MAPPING

from reviewkit import normalize
from reviewkit.errors import Level, Place, Problem
from reviewkit.formats.base import Reading
from reviewkit.model import Field, Record

TYPES: dict[str, str] = dict(TYPE_OF_REFERENCE_MAPPING)
KNOWN_TAGS = frozenset(TAG_KEY_MAPPING)
REPEATED_TAGS = frozenset(LIST_TYPE_TAGS)

_LINE_END = re.compile(r"\r\n|\n|\r")
_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3})(?:  |\t|[ ]\t)-(?:[ \t](.*)|(.*))$")
_NARROW_TAG = re.compile(r"([A-Z][A-Z0-9]) -(?: (.*)|$)")
_START = re.compile(r"\s{0,3}(TY)(?:[ \t]{1,3})-[ \t]?(.*)$")
_FILLERS = frozenset(
    ("unknown", "na", "n/a", "nan", "null", "none", "#name?", "[no title available]", "not available")
)
_TITLES = frozenset({"TI", "T1", "CT", "BT"})
_COPYRIGHT = re.compile(r"^(Copyright of |©|\(c\) |Copyright \(c\)|\[ABSTRACT FROM AUTHOR\])", re.IGNORECASE)
_ACCESSION_PMID = re.compile(r"^\d{5,9}$")
_MARKED_PMID = re.compile(r"^(\d{4,9})\[pmid\]", re.IGNORECASE)


@dataclass(slots=True)
class _Entry:
    """A record that is being read: each field is [tag, list of lines, line number]."""

    fields: list[tuple[str, list[str], int]] = field(default_factory=list)
    blanks: int = 0

    def add(self, tag: str, value: str, line: int) -> None:
        self.fields.append((tag, [value], line))
        self.blanks = 0

    def go_on(self, text: str) -> None:
        lines = self.fields[-1][1]
        lines.extend([""] * self.blanks)
        lines.append(text)
        self.blanks = 0

    def has_title(self) -> bool:
        return any(tag in _TITLES and lines[0].strip() for tag, lines, _ in self.fields)


class _Reader:
    """Lines to entries. A record starts at TY and ends at ER, at the next TY, or at the end of the file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.open: _Entry | None = None
        self.closed: _Entry | None = None
        self.narrow = False
        self.outside = 0

    def note(self, line: int, message: str, code: str, level: Level = Level.NOTE) -> None:
        self.problems.append(Problem(Place(self.path, line), message, level, code))

    def entries(self, lines: Iterable[str]) -> Iterator[_Entry]:
        number = 0
        for number, line in enumerate(lines, start=1):
            if "TY" in line[:5] and (start := _START.match(line)):
                yield from self._finish(number)
                self.narrow = bool(_NARROW_TAG.match(line))
                self.open = _Entry()
                self.open.add("TY", start.group(2).strip(), number)
                continue
            tag, value = self._tag(line)
            if tag is None:
                self._text(line, number)
            elif tag == "ER":
                yield from self._end(value, number)
            else:
                self._field(tag, value, number)
        yield from self._finish(number)
        if self.closed:
            yield self.closed

    def _tag(self, line: str) -> tuple[str | None, str]:
        if (
            line[2:6] == "  - "
            and line[:2].isalnum()
            and line[:2].isupper()
            and line[0].isalpha()
            and line.isascii()
        ):
            return line[:2], line[6:]
        found = _TAG.match(line) or (_NARROW_TAG.match(line) if self.narrow else None)
        if not found:
            return None, line
        return found.group(1), next((value for value in found.groups()[1:] if value), "")

    def _text(self, line: str, number: int) -> None:
        if not line.strip():
            if self.open:
                self.open.blanks += 1
        elif self.open and self.open.fields:
            self.open.go_on(line)
        else:
            if not self.outside:
                self.note(number, "text outside a record, left in the export: " + line.strip()[:80], "outside")
            self.outside += 1

    def _field(self, tag: str, value: str, number: int) -> None:
        if self.open is None:
            self.open = _Entry()
        self.open.add(tag, value, number)

    def _end(self, value: str, number: int) -> Iterator[_Entry]:
        if value.strip(' "'):
            self._field("ER", value, number)
        yield from self._close()

    def _finish(self, number: int) -> Iterator[_Entry]:
        """A record that no ER ended: it is kept, and the place of the missing ER is told."""
        if self.open and any(tag == "TY" for tag, _, _ in self.open.fields[:1]):
            self.note(
                self.open.fields[0][2],
                f"record without ER; it was ended at line {number}",
                "missing-er",
                Level.NOTE,
            )
        yield from self._close()

    def _close(self) -> Iterator[_Entry]:
        """The entry that is open is done; loose tags after an ER belong to the record before them."""
        entry, self.open = self.open, None
        if entry is None or not entry.fields:
            return
        if entry.fields[0][0] != "TY":
            line = entry.fields[0][2]
            if self.closed and not entry.has_title():
                self.note(line, "tags after ER were kept with the record before them", "tags-after-er")
                self.closed.fields.extend(entry.fields)
                return
            self.note(line, "record without TY (its type); kept as it is", "missing-ty", Level.NOTE)
        if self.closed:
            yield self.closed
        self.closed = entry


def read(text: str, path: str, source: str = "") -> Reading:
    """All records of a RIS text, in order, with every tag and every character of every value."""
    reader = _Reader(path)
    records = tuple(
        understood(
            Record(
                id="",
                source=source,
                place=Place(path, entry.fields[0][2]),
                fields=tuple(Field(tag, "\n".join(lines).strip(), line) for tag, lines, line in entry.fields),
            )
        )
        for entry in reader.entries(_LINE_END.split(text))
    )
    if reader.outside > 1:
        reader.note(0, f"{reader.outside} lines of text stand outside the records", "outside")
    if not records:
        reader.note(
            1,
            'no record found: a RIS record starts with a line such as "TY  - JOUR". '
            "Choose RIS in the database's export menu.",
            "no-records",
            Level.ERROR,
        )
    return Reading(records, tuple(reader.problems))


def understood(record: Record) -> Record:
    """The record with its raw fields mapped to title, authors, year and so on (see formats, dialects)."""
    values: dict[str, list[str]] = {}
    for entry in record.fields:
        if entry.value and entry.value.casefold() not in _FILLERS:
            values.setdefault(entry.tag, []).append(entry.value)
    first = _first_of(values)
    kind = (values.get("TY") or [""])[0].split("\n")[0].strip().upper()
    return replace(
        record,
        kind=kind,
        title=normalize.readable(first("TI", "T1", "CT", "BT")),
        authors=_authors(values),
        year=next((found for tag in ("PY", "Y1", "DA", "YR") if (found := normalize.year(first(tag)))), None),
        journal=normalize.readable(first("T2", "JF", "JO", "JA", "J2", "J1", "BT")),
        volume=normalize.readable(first("VL", "VO")),
        issue=normalize.readable(first("IS")),
        pages=normalize.pages(first("SP") or first("PG"), first("EP")),
        doi=_doi(values),
        pmid=_pmid(values),
        abstract=_abstract(values),
        language=first("LA"),
    )


def _first_of(values: dict[str, list[str]]) -> Callable[..., str]:
    def first(*tags: str) -> str:
        return next((values[tag][0] for tag in tags if tag in values), "")

    return first


def _authors(values: dict[str, list[str]]) -> tuple[str, ...]:
    names = [name for tag in ("AU", "A1") for value in values.get(tag, ()) for name in value.split("\n")]
    return tuple(dict.fromkeys(clean for name in names if (clean := normalize.readable(name)) and clean != "..."))


def _doi(values: dict[str, list[str]]) -> str:
    """From DO; else from the fields where databases hide it: L3 (EBSCO), UR, M3 and notes that are only a DOI."""
    for tag in ("DO", "DI", "L3", "M3", "UR", "L2", "AN"):
        for value in values.get(tag, ()):
            if found := normalize.doi(value):
                return found
    for value in values.get("N1", ()):
        if value.strip().lower().startswith(("doi", "10.", "http")) and (found := normalize.doi(value)):
            return found
    return ""


def _pmid(values: dict[str, list[str]]) -> str:
    for value in values.get("PMID", ()):
        return value.strip()
    for value in values.get("U1", ()):
        if found := _MARKED_PMID.match(value):
            return found.group(1)
    for value in (*values.get("UR", ()), *values.get("N1", ())):
        if found_id := normalize.pmid(value):
            return found_id
    database = " ".join((*values.get("DB", ()), *values.get("DP", ()))).lower()
    if any(word in database for word in ("pubmed", "medline", "nlm")):
        for tag in ("AN", "ID"):
            for value in values.get(tag, ()):
                if _ACCESSION_PMID.match(value.strip()):
                    return value.strip()
    return ""


def _abstract(values: dict[str, list[str]]) -> str:
    """The first abstract that is not a copyright notice (EBSCO writes that as a second AB; Ovid uses N2)."""
    for tag in ("AB", "N2"):
        for value in values.get(tag, ()):
            if not _COPYRIGHT.match(value.strip()):
                return normalize.readable(value)
    return ""


def written(records: Iterable[Record]) -> str:
    """RIS text: every raw field in its order, one physical line per value, CRLF, an ER after each record."""
    return "".join(_written_record(record) for record in records)


def _written_record(record: Record) -> str:
    tags = [item for item in record.fields if item.tag != "ER"]
    if not tags or tags[0].tag != "TY":
        tags.insert(0, Field("TY", record.kind or "GEN", 0))
    lines = [f"{item.tag}  - {' '.join(item.value.split())}" for item in tags]
    return "\r\n".join([*lines, "ER  - ", "", ""])
