"""Which format a file is, from its content alone, and the one door through which every export is read."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats import csv
from reviewkit.formats.base import (
    ZIP,
    Fields,
    Format,
    Reading,
    RefusedError,
    decoded,
    lines_of,
    noting,
    with_newlines,
    without_halves,
)
from reviewkit.formats.bibtex import BIBTEX
from reviewkit.formats.csv import CSV
from reviewkit.formats.embase_rows import EMBASE_ROWS
from reviewkit.formats.json import CSL_JSON, recognises_ours
from reviewkit.formats.ris import RIS
from reviewkit.formats.tagged import NBIB, OVID, REFER, REFWORKS, WOS, WOS_TAB
from reviewkit.formats.xml import DUBLIN_CORE_XML, EBSCO_XML, ENDNOTE_XML, ICTRP_XML, PUBMED_XML
from reviewkit.formats.zipped import ENDINGS, exports_in
from reviewkit.model import Field, Record
from reviewkit.words import message, together

LOOK = 200_000  # letters (or bytes) at the start of a file that are looked at to recognise it

# In the order in which they are tried: the ones that are hard to mistake come first.
FORMATS: tuple[Format, ...] = (
    PUBMED_XML,
    EBSCO_XML,
    ENDNOTE_XML,
    ICTRP_XML,
    DUBLIN_CORE_XML,
    CSL_JSON,
    WOS_TAB,
    EMBASE_ROWS,
    CSV,
    RIS,
    NBIB,
    WOS,
    REFER,
    REFWORKS,
    OVID,
    BIBTEX,
)
# By name, also the CSV of each producer (csv-scopus), which is recognised by its columns.
BY_NAME = {**{one.name: one for one in FORMATS}, **csv.BY_NAME}
JSONL = "jsonl"


def first_lines(file: BinaryIO) -> bytes:
    """What is looked at to recognise a file: its first LOOK bytes, up to the last whole line in them."""
    start = file.read(LOOK)
    whole = not file.read(1)
    return start if whole else start[: start.rfind(b"\n") + 1] or start


def recognised(text: str, path: str) -> Format:
    """The format of a text. Raises ReviewkitError where it looks like none."""
    if found := _found(text):
        return found
    raise ReviewkitError(
        message(
            "{path}:1: no record found, and none of the formats reviewkit reads was recognised "
            "({formats}). Export it as RIS, or name the format with --format.",
            path=path,
            formats=", ".join(one.name for one in FORMATS),
        )
    )


def _found(text: str) -> Format | None:
    head = with_newlines(text[:LOOK])
    found = next((one for one in FORMATS if one.recognises(head)), None)
    return csv.with_profile(head) if found is CSV else found


def chosen(name: str, text: str, path: str) -> Format:
    """The format that was named, or the one that is recognised.

    Raises ReviewkitError where the text is plainly of another format than the one named; what no format recognises
    is read as named.
    """
    if not name:
        return recognised(text, path)
    if name not in BY_NAME:
        raise ReviewkitError(
            message(
                "There is no format {name!r}. The formats are: {formats}",
                name=name,
                formats=", ".join(one.name for one in FORMATS),
            )
        )
    named = csv.with_profile(with_newlines(text[:LOOK])) if name == CSV.name else BY_NAME[name]
    if not named.recognises(with_newlines(text[:LOOK])):
        other = _found(text)
        if other:
            raise ReviewkitError(
                message(
                    "{path}: this is {about}, not {named}; leave --format out.",
                    path=path,
                    about=other.about,
                    named=named.about,
                )
            )
    return named


def read(data: bytes, path: str, source: str = "", name: str = "") -> Reading:
    """The records of an export of any format, with every raw field, and the problems that were found.

    Of a zip all exports in it are read, one after the other. Raises ReviewkitError for what is no text, or no format
    that is known.
    """
    if data[:4] == ZIP:
        return _read_zip(data, path, source, name)
    text, notes = decoded(data, path)
    problems = list(notes)
    if not name and recognises_ours(text):
        return _ours(text, path, source, problems)
    used = chosen(name, text, path)
    records = tuple(records_of(used, lines_of(text), path, source, problems))
    if not records:
        problems.append(
            Problem(
                Place(path, 1),
                message(
                    "no record found in this {about} file{hint}",
                    about=used.about,
                    hint=message("; is it really {name}?", name=name) if name else "",
                ),
                Level.ERROR,
                "no-records",
            )
        )
    return Reading(records, tuple(problems), used.name)


def _read_zip(data: bytes, path: str, source: str, name: str) -> Reading:
    """The records of all exports in a zip; the same bytes twice count once, and a file that is no export is a problem.

    The format is "" where the exports are of several.
    """
    readings: list[Reading] = []
    problems: list[Problem] = []
    failed: list[str] = []
    for here, content, same in exports_in(data, path):
        if same:
            said = message("holds the same bytes as {same}; they count once", same=same)
            problems.append(Problem(Place(here), said, Level.NOTE, "imported-twice"))
            continue
        try:
            readings.append(read(content, here, source, name) if content[:4] != ZIP else _refused_zip(here))
        except ReviewkitError as error:
            failed.append(str(error))
            problems.append(_left_out(here, str(error)))
            continue
        problems += readings[-1].problems
    if not readings:
        raise ReviewkitError(
            together(
                [
                    message(
                        "{path}: this zip holds no export ({endings}).",
                        path=path,
                        endings=", ".join(f".{one}" for one in ENDINGS),
                    ),
                    *failed,
                ]
            )
        )
    formats = {reading.format for reading in readings}
    records = tuple(record for reading in readings for record in reading.records)
    return Reading(records, tuple(problems), formats.pop() if len(formats) == 1 else "")


def _refused_zip(path: str) -> Reading:
    raise ReviewkitError(
        message("{path}: this is a zip in a zip. Unpack the outer one, and give what is in it.", path=path)
    )


def _left_out(path: str, error: str) -> Problem:
    """A file of a zip that was not read; tables and texts may be something else than exports."""
    level = Level.WARNING if path.casefold().endswith((".csv", ".txt")) else Level.ERROR
    said = message("this file of the zip was left out: {why}", why=error.removeprefix(path).lstrip(":1234567890 "))
    return Problem(Place(path), said, level, "no-records")


def records_of(
    used: Format, lines: Iterable[str], path: str, source: str, problems: list[Problem], raw: bool = False
) -> Iterator[Record]:
    """One record after the other, from lines without their ends; nothing is held in memory.

    With `raw` the fields of RIS are not understood, for work that needs no more than the fields.
    """
    try:
        for fields in used.entries(lines, noting(path, problems)):
            record = Record("", source, Place(path, fields[0].line), tuple(fields), format=used.name)
            yield record if raw and used is RIS else used.understood(record)
    except RefusedError as error:
        raise ReviewkitError(message("{path}: {error}", path=path, error=error)) from None


def _with_each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object. Raises ValueError where a key is there twice, of which a dict would drop the first value."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _ours(text: str, path: str, source: str, problems: list[Problem]) -> Reading:
    """Our own JSONL: each record with the format, file and line it had."""
    records = []
    note = noting(path, problems)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line, object_pairs_hook=_with_each_key_once)
            written: Fields = [Field(str(f["tag"]), str(f["value"]), int(f["line"])) for f in entry["fields"]]
            fields = without_halves(written, number, note)
            used = BY_NAME[entry["format"]]
            place = Place(str(entry["file"]), int(entry["line"]))
            record = Record(str(entry.get("id", "")), source, place, tuple(fields), format=used.name)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            note(
                number,
                message(
                    "this line is not a record of reviewkit's JSONL and was left out. Convert the export again"
                ),
                "jsonl",
                Level.ERROR,
            )
            continue
        records.append(used.understood(record))
    return Reading(tuple(records), tuple(problems), JSONL)
