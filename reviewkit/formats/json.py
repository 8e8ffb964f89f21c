"""JSON: CSL-JSON, Publish or Perish, JSON lines of other tools, and our own JSONL.

Every value becomes a field, named by its path (`author/0/family`). Our JSONL has one record a line: `fields` hold the
raw tags and values in their order, `record` what is understood of them.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields as dataclass_fields
from typing import Any

from reviewkit.errors import Level
from reviewkit.formats.base import Fields, Format, Meaning, Note, joined, understood_by, without_halves
from reviewkit.formats.producers import producer
from reviewkit.model import Field, Record
from reviewkit.words import message

KNOWN = tuple(
    item.name
    for item in dataclass_fields(Record)
    if item.name not in ("id", "source", "place", "fields", "format")
)
_BETWEEN = re.compile(r"[\s,\[\]]*")


# Where answers of programs have their records; a record that cites others has a list of references of its own.
_LISTS = frozenset(("items", "references", "results", "result"))
_AROUND = frozenset(("message", "resultList"))  # Crossref, Europe PMC
_OF_RECORDS = frozenset(("title", "display_name", "paperId"))


class _Object(list[tuple[str, Any]]):
    """The keys and values of a JSON object in their order; a key that is there twice has two values."""

    def wrapped(self) -> list[Any] | None:
        """The records in an object that only wraps them, as an answer of Crossref or OpenAlex does; else None."""
        if any(key in _OF_RECORDS for key, _ in self):
            return None
        lists = [value for key, value in self if key in _LISTS and type(value) is list]
        inner = (value.wrapped() for key, value in self if key in _AROUND and isinstance(value, _Object))
        lists += [found for found in inner if found is not None]
        return [one for found in lists for one in found] if lists else None


def entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
    """The objects of a JSON array, or of JSON lines; what programs put around an array is read through."""
    text = joined(lines)
    decoder = json.JSONDecoder(strict=False, object_pairs_hook=_Object, parse_int=_integer, parse_float=_decimal)
    position, line, counted = _next(text, 0), 1, 0
    while position < len(text):
        line, counted = line + text.count("\n", counted, position), position
        try:
            value, position = decoder.raw_decode(text, position)
            inner = value.wrapped() if isinstance(value, _Object) else None
            for one in inner if inner is not None else [value]:
                if fields := _fields(one, line, note):
                    yield fields
        except (ValueError, RecursionError):
            note(
                line,
                message("the JSON is cut off or damaged here; what comes before was read. Export it again"),
                "json",
                Level.ERROR,
            )
            return
        position = _next(text, position)


_LONGEST_PATH = 400  # letters of the names of a value; those of what is within each other would fill the memory
_MOST_DIGITS = 4_000  # of a number; Python reads none of more than 4,300


def _integer(digits: str) -> int | str:
    """A whole number, or its digits where it is so long that it is none."""
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


def _decimal(digits: str) -> float | str:
    """A decimal, or its digits where it is larger than any (1e999)."""
    number = float(digits)
    return number if math.isfinite(number) else digits


def _fields(value: Any, line: int, note: Note) -> Fields:
    """The fields of an object; anything else, and an object without a value, is no record and is noted."""
    fields = list(_flat(value, "", line)) if isinstance(value, _Object) else []
    if not fields:
        what = "an object without a value" if isinstance(value, _Object) else str(value)[:60]
        note(line, f"not a record, left in the export: {what}", "outside")
    return without_halves(fields, line, note)


def _next(text: str, position: int) -> int:
    """Where the next value begins: past blanks, commas and the brackets of arrays."""
    between = _BETWEEN.match(text, position)
    return between.end() if between else position


def _flat(value: Any, path: str, line: int) -> Iterator[Field]:
    if isinstance(value, _Object):
        for key, inner in value:
            yield from _flat(inner, f"{path}/{key}"[:_LONGEST_PATH] if path else str(key)[:_LONGEST_PATH], line)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _flat(inner, f"{path}/{number}"[:_LONGEST_PATH], line)
    elif value is not None:
        yield Field(path, value.strip() if isinstance(value, str) else json.dumps(value), line)


def people(fields: Sequence[Field], roles: Sequence[str] = ("author", "authors")) -> Iterable[str]:
    """The names of those in a role, from CSL names (family and given), a list of names, or one text with all."""
    found: dict[str, dict[str, str]] = {}
    for item in fields:
        head, *rest = item.tag.split("/")
        if head in roles:
            found.setdefault(rest[0] if rest else "", {})[rest[-1] if len(rest) > 1 else ""] = item.value
    for name in found.values():
        if "family" in name:
            particles = (name.get("dropping-particle", ""), name.get("non-dropping-particle", ""))
            family = " ".join(filter(None, (*particles, name["family"])))
            yield ", ".join(filter(None, (family, name.get("given", ""), name.get("suffix", ""))))
        elif "literal" in name:  # one name as a whole, of a group for example
            yield name["literal"]
        else:
            yield from map(str.strip, (name.get("name") or name.get("") or "").split(";"))


# Crossref has the date of the journal's issue as `issued`, and others beside it.
_PUBLISHED = ("published", "published-print", "published-online", "original-date", "available-date")


def _dates(name: str) -> tuple[str, ...]:
    """The paths in which a date of CSL-JSON has its year."""
    return (name, *(f"{name}/{part}" for part in ("date-parts/0/0", "date-parts/0", "raw", "literal")))


CSL_JSON = Format(
    "csl-json",
    "CSL-JSON, and JSON of other tools",
    lambda text: (
        text.lstrip()[:1] in ("[", "{") and bool(re.search(r'"(title|type|author|authors|id)"\s*:', text))
    ),
    entries,
    understood_by(
        Meaning(
            kind=("type",),
            title=("title", "title/0"),
            year=(
                *_dates("issued"),
                "year",
                "published_year",
                *(date for name in _PUBLISHED for date in _dates(name)),
            ),
            journal=("container-title", "container-title/0", "journal", "source", "collection-title"),
            volume=("volume",),
            issue=("issue", "number"),
            first_page=("page", "pages", "page-first", "article-number"),
            doi=("DOI", "doi", "URL", "url"),
            pmid=("PMID", "pmid", "URL", "url", "note"),
            abstract=("abstract",),
            language=("language",),
            accession=("PMCID",),
            isbn=("ISBN", "ISBN/0", "ISBN/1", "isbn"),
            number=("number",),
            edition=("edition",),
            names=people,
        )
    ),
)


def line_of(record: Record) -> str:
    """One record as a line of our JSONL. The same record gives the same line."""
    known = {name: getattr(record, name) for name in KNOWN}
    line = {
        "id": record.id,
        "file": record.place.path,
        "line": record.place.line,
        "format": record.format,
        "producer": producer(record),
        "fields": [{"tag": item.tag, "value": item.value, "line": item.line} for item in record.fields],
        "record": known,
    }
    return json.dumps(line, ensure_ascii=False)


def recognises_ours(text: str) -> bool:
    """Whether the first line is a line of our JSONL."""
    first = text.lstrip().partition("\n")[0]
    return first.startswith('{"id": ') and '"fields": [' in first and '"format": "' in first
