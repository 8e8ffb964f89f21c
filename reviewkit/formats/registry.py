"""Which format a file is, from its content alone, and the one door through which every export is read."""

import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats import csv
from reviewkit.formats.base import (
    ZIP,
    Fields,
    Format,
    Notes,
    Reading,
    RefusedError,
    decoded_start,
    text_lines,
    whole_letters,
    with_newlines,
    without_halves,
    without_marks,
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
# Where the first signs of several are at the same place, the first of these is meant: it is hard to mistake.
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
# How a record begins in the formats that are recognised by any record of a text.
_SIGNS = {
    PUBMED_XML.name: re.compile("<(?:Pubmed(?:Book)?Article|MedlineCitation)"),
    EBSCO_XML.name: re.compile(r"<rec\b"),
    ENDNOTE_XML.name: re.compile("<record>|<RECORD>"),
    ICTRP_XML.name: re.compile("<Tr"),
    DUBLIN_CORE_XML.name: re.compile(r"<(?:\w+:)?(?:dc|qualifieddc|record|Description|metadata)\b"),
    RIS.name: re.compile(r"(?m)^[^\S\n]{0,3}[A-Z][A-Z0-9] {1,2}-"),
    NBIB.name: re.compile(r"(?m)^[A-Z]{2,4} {0,2}- "),
    WOS.name: re.compile(r"(?m)^(?:FN|VR|PT) "),
    REFER.name: re.compile(r"(?m)^%[0-9A-Z][ \t]"),
    REFWORKS.name: re.compile(r"(?m)^RT "),
    OVID.name: re.compile(r"(?m)^\s?<[^\S\n]*+\d"),
    BIBTEX.name: re.compile(r"(?m)^[^\S\n]*+@\s*+[A-Za-z]++\s*+[{(]"),
}
_TAG_OF_XML = re.compile("<[A-Za-z?!]")
# By name, also the CSV of each producer (csv-scopus), which is recognised by its columns.
BY_NAME = {**{one.name: one for one in FORMATS}, **csv.BY_NAME}
JSONL = "jsonl"


def first_lines(file: BinaryIO) -> bytes:
    """What is looked at to recognise a file: its first LOOK bytes, up to the last whole line in them.

    All of them where the lines are so long that little would be left, as in XML of one line below its declaration.
    """
    start = file.read(LOOK)
    whole = not file.read(1)
    end = start.rfind(b"\n") + 1
    return start if whole or end < LOOK // 2 else start[:end]


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
    """The format whose first sign comes first, of those that are recognised: further down, a title or an abstract may
    quote another format, or only look like it."""
    head = with_newlines(text[:LOOK])
    possible = [one for one in FORMATS if one.recognises(head)]
    if not possible:
        return None
    found = min(possible, key=lambda one: _first_signs(one, head))
    return csv.with_profile(head) if found is CSV else found


def _first_signs(one: Format, head: str) -> tuple[int, int]:
    """Where a text begins to look like a format that it is recognised as, and where a record of it begins."""
    begins = csv.head_at(head) if one is CSV else _at(_SIGNS.get(one.name), head)
    return _at(_TAG_OF_XML, head) if one.name.endswith("-xml") else begins, begins


def _at(sign: re.Pattern[str] | None, head: str) -> int:
    """Where a sign is first; 0 for a format that is recognised by the very beginning of a text."""
    found = sign.search(head) if sign else None
    return found.start() if found else 0


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
    problems: list[Problem] = []
    formats: set[str] = set()
    records = tuple(stream(io.BytesIO(data), path, problems, source, name, formats=formats))
    return Reading(records, tuple(problems), the_format(formats))


def the_format(formats: set[str]) -> str:
    """The format of an export, of which a zip can have several; then it is ""."""
    return next(iter(formats)) if len(formats) == 1 else ""


def stream(
    file: BinaryIO,
    path: str,
    problems: list[Problem],
    source: str = "",
    name: str = "",
    raw: bool = False,
    formats: set[str] | None = None,
) -> Iterator[Record]:
    """The records of an export, one after the other, so that memory does not grow with their number.

    Problems are added as they are met, and the names of formats to `formats`; `raw` as in records_of. Raises
    ReviewkitError as `read` does.
    """
    formats = set() if formats is None else formats
    start = first_lines(file)
    if start[:4] == ZIP:
        yield from _of_zip(file, path, problems, source, name, raw, formats)
        return
    lines = text_lines(file, start, path, problems)
    text = decoded_start(start, path)
    is_ours = not name and recognises_ours(text)
    used = None if is_ours else chosen(name, text, path)
    formats.add(used.name if used else JSONL)
    if used is None:
        yield from _ours(lines, path, source, problems)
        return
    count = 0
    for record in records_of(used, lines if used is RIS else _bare(lines), path, source, problems, raw):
        count += 1
        yield record
    if not count:
        problems.append(_no_records(used, path, name))


def _bare(lines: Iterable[str]) -> Iterator[str]:
    return (without_marks(line.rstrip("\n")) for line in lines)


def _no_records(used: Format, path: str, name: str) -> Problem:
    if name:
        said = message("no record found in this {about} file; is it really {name}?", about=used.about, name=name)
    else:
        said = message(
            "no records were found in this file, which looks like {about}. Export it again, or name its format",
            about=used.about,
        )
    return Problem(Place(path, 1), said, Level.ERROR, "no-records")


def _of_zip(
    file: BinaryIO, path: str, problems: list[Problem], source: str, name: str, raw: bool, formats: set[str]
) -> Iterator[Record]:
    """The records of all exports in a zip. The same bytes twice count once; a file that is no export is a problem."""
    was_read = False
    failed: list[str] = []
    for here, content, same in exports_in(file, path):
        if same:
            said = message("holds the same bytes as {same}; they count once", same=same)
            problems.append(Problem(Place(here), said, Level.NOTE, "imported-twice"))
            continue
        own: list[Problem] = []
        try:
            if content[:4] == ZIP:
                raise _zip_in_zip(here)
            yield from stream(io.BytesIO(content), here, own, source, name, raw, formats)
        except ReviewkitError as error:
            failed.append(str(error))
            problems.append(_left_out(here, str(error)))
            continue
        was_read = True
        problems += own
    if not was_read:
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


def _zip_in_zip(path: str) -> ReviewkitError:
    return ReviewkitError(
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
    note = Notes(path, problems)
    try:
        for fields in used.entries(lines, note):
            record = Record("", source, Place(path, fields[0].line), tuple(fields), format=used.name)
            yield record if raw and used is RIS else used.understood(record)
    except RefusedError as error:
        raise ReviewkitError(message("{path}: {error}", path=path, error=error)) from None
    note.count_the_rest()


def _with_each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object. Raises ValueError where a key is there twice, of which a dict would drop the first value."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _ours(lines: Iterable[str], path: str, source: str, problems: list[Problem]) -> Iterator[Record]:
    """Our own JSONL: each record with the format, file and line it had."""
    note = Notes(path, problems)
    for number, line in enumerate(_bare(lines), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line, object_pairs_hook=_with_each_key_once)
            written: Fields = [Field(str(f["tag"]), str(f["value"]), int(f["line"])) for f in entry["fields"]]
            fields = without_halves(written, number, note)
            used = BY_NAME[entry["format"]]
            place = Place(whole_letters(str(entry["file"])), int(entry["line"]))
            record_id = whole_letters(str(entry.get("id", "")))
            record = Record(record_id, source, place, tuple(fields), format=used.name)
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
        yield used.understood(record)
    note.count_the_rest()
