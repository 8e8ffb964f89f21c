"""Which format a file is, from its content alone, and the one door through which every export is read."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats.base import ZIP, Fields, Format, Note, Reading, decoded, lines_of, with_newlines
from reviewkit.formats.bibtex import BIBTEX
from reviewkit.formats.csv import CSV
from reviewkit.formats.json import CSL_JSON, recognises_ours
from reviewkit.formats.ris import RIS
from reviewkit.formats.tagged import NBIB, OVID, REFER, REFWORKS, WOS, WOS_TAB
from reviewkit.formats.xml import EBSCO_XML, ENDNOTE_XML, PUBMED_XML
from reviewkit.formats.zipped import unzipped
from reviewkit.model import Field, Record

LOOK = 200_000  # letters (or bytes) at the start of a file that are looked at to recognise it

# In the order in which they are tried: the ones that are hard to mistake come first.
FORMATS: tuple[Format, ...] = (
    PUBMED_XML,
    EBSCO_XML,
    ENDNOTE_XML,
    CSL_JSON,
    WOS_TAB,
    CSV,
    RIS,
    NBIB,
    WOS,
    REFER,
    REFWORKS,
    OVID,
    BIBTEX,
)
BY_NAME = {one.name: one for one in FORMATS}
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
        f"{path}:1: no record found, and none of the formats reviewkit reads was recognised "
        f"({', '.join(BY_NAME)}). Export it as RIS, or name the format with --format."
    )


def _found(text: str) -> Format | None:
    head = with_newlines(text[:LOOK])
    return next((one for one in FORMATS if one.recognises(head)), None)


def chosen(name: str, text: str, path: str) -> Format:
    """The format that was named, or the one that is recognised.

    Raises ReviewkitError where the text is plainly of another format than the one named; what no format recognises
    is read as named.
    """
    if not name:
        return recognised(text, path)
    if name not in BY_NAME:
        raise ReviewkitError(f"there is no format {name!r}; there are: {', '.join(BY_NAME)}")
    named = BY_NAME[name]
    if not named.recognises(with_newlines(text[:LOOK])):
        other = _found(text)
        if other:
            raise ReviewkitError(f"{path}: this is {other.about}, not {named.about}; leave --format out.")
    return named


def read(data: bytes, path: str, source: str = "", name: str = "") -> Reading:
    """The records of an export of any format, with every raw field, and what was odd about it.

    Raises ReviewkitError for what is no text, or no format that is known.
    """
    if data[:4] == ZIP:
        data, path = _unpacked(data, path)
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
                f"no record found in this {used.about} file" + (f"; is it really {name}?" if name else ""),
                Level.ERROR,
                "no-records",
            )
        )
    return Reading(records, tuple(problems), used.name)


def _unpacked(data: bytes, path: str) -> tuple[bytes, str]:
    """The export in a zip, as Rayyan gives it: articles.csv, .ris, .bib or .enw. Nothing is written to disk."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "[Content_Types].xml" in archive.namelist():
                raise ReviewkitError(
                    f"{path}: this is a Word or Excel file, where an export was expected. Export RIS from the "
                    "database, or save the sheet as CSV."
                )
            for entry in archive.infolist():
                stem, _, ending = entry.filename.rsplit("/", 1)[-1].rpartition(".")
                if ending.casefold() in ("csv", "ris", "bib", "enw", "nbib", "xml") and "log" not in stem:
                    return unzipped(archive, entry, path), f"{path}/{entry.filename}"
    except zipfile.BadZipFile:
        raise ReviewkitError(f"{path}: the zip is damaged. Export it again.") from None
    raise ReviewkitError(f"{path}: this zip holds no export (.csv, .ris, .bib, .enw, .nbib or .xml).")


def records_of(
    used: Format, lines: Iterable[str], path: str, source: str, problems: list[Problem], raw: bool = False
) -> Iterator[Record]:
    """One record after the other, from lines without their ends; nothing is held in memory.

    With `raw` the fields of RIS are not understood, for work that needs no more than the fields.
    """
    for fields in used.entries(lines, noting(path, problems)):
        record = Record("", source, Place(path, fields[0].line), tuple(fields), format=used.name)
        yield record if raw and used is RIS else used.understood(record)


def noting(path: str, problems: list[Problem]) -> Note:
    """A note-taker that adds to a list of problems."""

    def note(line: int, message: str, code: str, level: Level = Level.NOTE) -> None:
        problems.append(Problem(Place(path, line), message, level, code))

    return note


def _ours(text: str, path: str, source: str, problems: list[Problem]) -> Reading:
    """Our own JSONL: each record with the format, file and line it had."""
    records = []
    note = noting(path, problems)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            fields: Fields = [Field(str(f["tag"]), str(f["value"]), int(f["line"])) for f in told["fields"]]
            used = BY_NAME[told["format"]]
            place = Place(str(told["file"]), int(told["line"]))
            record = Record(str(told.get("id", "")), source, place, tuple(fields), format=used.name)
        except (ValueError, KeyError, TypeError) as error:
            note(
                number,
                f"this line is no record of reviewkit's JSONL ({error}); it was left out",
                "jsonl",
                Level.ERROR,
            )
            continue
        records.append(used.understood(record))
    return Reading(tuple(records), tuple(problems), JSONL)
