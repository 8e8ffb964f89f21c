"""Problems in an export: numbered rules with stable codes, and a fixed file where no guessing is needed.

RK1 rules are about the file, RK2 rules about the content of its records. docs/rules has a page for each rule.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import BinaryIO

from reviewkit import __version__, limits, normalize
from reviewkit.encodings import BYTE_ORDER_MARKS
from reviewkit.errors import Place, Problem, ReviewkitError
from reviewkit.formats import registry, ris
from reviewkit.formats.base import decoded_start, text_lines, without_marks
from reviewkit.formats.coverage import NOT_UNDERSTOOD, Coverage, coverage
from reviewkit.formats.csv_profiles import GENERIC, column, is_csv
from reviewkit.model import Field, Record
from reviewkit.words import in_line

EXCEL_CELL = 32_767


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it finds, why that matters, what to do, and whether --fix can fix it.

    What a rule that is a `note` finds is not a fault, and does not count for the exit status.
    """

    title: str
    why: str
    do: str
    fixable: bool = False
    note: bool = False


RULES: dict[str, Rule] = {
    "RK100": Rule(
        "The file cannot be read",
        "It is empty, a PDF or another kind of file, or in a format that reviewkit does not know.",
        "Export it again from the database, preferably as RIS.",
    ),
    "RK101": Rule(
        "A record has no ER line",
        "Many programs then merge it with the next record, or lose it if it is the last one.",
        "Add `ER  - ` after the record's last line.",
        True,
    ),
    "RK102": Rule(
        "There is text outside the records",
        "Ovid writes numbers and links there; some programs take it for part of a record.",
        "Nothing; --fix leaves it out of the fixed file.",
        True,
    ),
    "RK103": Rule(
        "There are tags after ER",
        "They belong to no record, and most programs ignore them.",
        "Move them before ER.",
        True,
    ),
    "RK104": Rule(
        "A record has no TY line",
        "RIS records begin with their type; many programs skip a record without one.",
        "Add `TY  - JOUR` (or the right type) before it.",
        True,
    ),
    "RK105": Rule(
        "The file is not UTF-8",
        "Programs may guess the wrong encoding, and å, ø and é then turn into other letters.",
        "Save it as UTF-8.",
        True,
    ),
    "RK106": Rule(
        "The file begins with a byte-order mark",
        "Some programs, rispy among them, then lose the first record.",
        "Save it as UTF-8 without a byte-order mark.",
        True,
    ),
    "RK107": Rule(
        "A value is spread over several lines",
        "Some programs ignore lines without a tag, which cuts off abstracts and keywords.",
        "Write each value on one line.",
        True,
    ),
    "RK108": Rule(
        "A tag is written in an unusual way",
        "A RIS tag is two characters, followed by two spaces, a hyphen and a space.",
        "Write `TI  - `.",
        True,
    ),
    "RK109": Rule(
        "The type is not a RIS type",
        "Programs then treat the record as a generic reference.",
        "Use a type from the RIS list, such as JOUR, BOOK, CHAP, THES or RPRT.",
    ),
    "RK110": Rule(
        "The file could not be read to its end",
        "It is cut off, or an entry is not closed.",
        "Export it again, or correct the line that the message names.",
    ),
    "RK111": Rule(
        "The file has characters that its format does not allow",
        "They are replaced by \ufffd; only a lone & or < in XML is kept as it is.",
        "Compare the line that the message names with the database.",
    ),
    "RK112": Rule(
        "A part of the file is in another encoding",
        "So it may not be read, as where two files were put together.",
        "Export it again, or import the files one by one.",
    ),
    "RK201": Rule("A record has no title", "It cannot be screened or compared.", "Look it up in the database."),
    "RK202": Rule("A record has no author", "Duplicates are harder to find.", "Look it up in the database."),
    "RK203": Rule("A record has no year", "Duplicates are harder to find.", "Look it up in the database."),
    "RK204": Rule(
        "The DOI is not valid",
        "A DOI begins with 10. and a number; anything else cannot be looked up or compared.",
        "Correct it, or remove it.",
    ),
    "RK205": Rule(
        "The DOI is written as a link",
        "Some programs compare DOIs character by character, and then miss duplicates.",
        "Write the bare DOI.",
        True,
    ),
    "RK206": Rule(
        "The second abstract is a copyright notice",
        "EBSCOhost exports it this way; programs that keep the last abstract show only the notice.",
        "Nothing; reviewkit uses the first abstract.",
    ),
    "RK207": Rule(
        "The text has markup or entities in it",
        "`&lt;i&gt;` or `<p>` are visible in screening, and hide duplicates from some programs.",
        "Nothing; reviewkit ignores them.",
    ),
    "RK208": Rule(
        "Letters are garbled",
        "UTF-8 text was read as Windows-1252 at some point: `FÃ¸rland` is Førland.",
        "Export it again, or correct the names.",
    ),
    "RK209": Rule(
        "The list of authors is cut off",
        "Google Scholar shows only the first few (`...`).",
        "Get the record from the publisher or another database.",
    ),
    "RK210": Rule(
        "The text is cut off",
        "Google Scholar shortens titles and abstracts (`…`).",
        "Get the record from the publisher or another database.",
    ),
    "RK211": Rule(
        "The pages were turned into a date",
        "Excel turns 6-10 into `06-Oct`.",
        "Correct the pages, and never save an export from Excel.",
    ),
    "RK212": Rule(
        "The same record is in the file twice",
        "Every field is the same, so it was exported twice.",
        "Nothing; deduplication will join them.",
    ),
    "RK213": Rule(
        "A value has control characters in it",
        "They can control a terminal or make other programs fail.",
        "Remove them.",
        True,
    ),
    "RK214": Rule(
        "A value is too long for an Excel cell",
        "Excel cuts it off after 32,767 characters.",
        "Do not save this file from Excel.",
    ),
    "RK215": Rule(
        "Columns were not understood",
        "They are kept, but nothing of a record is read from them.",
        "If one of them holds a title, an abstract or another field of a record, rename it in a copy of the file.",
        note=True,
    ),
    "RK216": Rule(
        "No record has a field",
        "The database does not export it, or it was not chosen in the export menu.",
        "Export again with all fields if the database has it.",
        note=True,
    ),
}
_FROM_READER = {
    "missing-er": "RK101",
    "outside": "RK102",
    "tags-after-er": "RK103",
    "missing-ty": "RK104",
    "encoding": "RK105",
    "signs": "RK111",
    "two-encodings": "RK112",
    "no-records": "RK100",
    "xml": "RK110",
    "json": "RK110",
    "jsonl": "RK110",
    "csv": "RK110",
    "cells": "RK110",
    "head-again": "RK110",
    "bibtex": "RK110",
}
_UNUSUAL_TAG = re.compile(r"^(?:\s+TY *-|[A-Z][A-Z0-9](?: -|\t-| \t-|  -\S)|[A-Z][A-Z0-9]{2,3}  -)")
_MARKUP = re.compile(
    r"&(?:[a-z]{2,8}|#\d{2,5});|</?(?:p|i|b|sub|sup|br|em|strong|jats:[a-z]+)\b[^<>]*>", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_EXCEL = re.compile(
    r"(?i)\b\d{1,2}-(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{1,2}\b"
)
_CUT_LIST = re.compile(r"(?:…|\.\.\.|\bet\.? al\.?)\s*$", re.IGNORECASE)
_LINKED_DOI = re.compile(r"^\s*(https?://|doi:|//)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One problem, at a line and column (both from 1)."""

    place: Place
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{in_line(self.place.path)}:{self.place.line or 1}:{self.column}: {self.code} {self.message}"


@dataclass(frozen=True, slots=True)
class Linted:
    """What is wrong with a file, by line; what is worth knowing of it; and whether --fix can fix any of it."""

    findings: list[Finding]
    notes: list[Finding]
    is_fixable: bool


def lint(file: BinaryIO, path: str, name: str = "") -> Linted:
    """The problems of a file, which is read record by record. Of each rule the first are listed, and how many more."""
    listed = _Listed()
    formats: set[str] = set()
    try:
        start = registry.first_lines(file)
        decoded_start(start, path)  # refuses a zip: what is in it has lines of its own
        file.seek(0)
        known = coverage(_checked(file, path, name, formats, listed))
        if formats == {"ris"}:
            listed.add(_unusual_lines(map(without_marks, text_lines(file, start, path, [])), path))
    except ReviewkitError as error:
        message = re.sub(rf"^{re.escape(path)}(:\d+)?: ", "", str(error))
        return Linted([Finding(Place(path, 1), 1, "RK100", message)], [], False)
    if any(start.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        listed.add([Finding(Place(path, 1), 1, "RK106", "the file begins with a byte-order mark")])
    findings = listed.in_order()
    is_fixable = formats == {"ris"} and any(RULES[finding.code].fixable for finding in findings)
    return Linted(findings, list(_notes(known, path)), is_fixable)


class _Listed:
    """The findings of a file: of each rule the first, and then how many more there are."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._counts: Counter[str] = Counter()
        self._left_out: dict[str, Place] = {}

    def add(self, findings: Iterable[Finding]) -> None:
        """Add findings, where there are not too many of their rule."""
        for finding in findings:
            self._counts[finding.code] += 1
            if self._counts[finding.code] <= limits.OF_ONE_KIND:
                self._findings.append(finding)
            else:
                self._left_out.setdefault(finding.code, finding.place)

    def add_reported(self, problems: Iterable[Problem]) -> None:
        """Add what the reader of the file reports, which has counted for itself."""
        self._findings += _of_reader(problems)

    def in_order(self) -> list[Finding]:
        """Those that are listed, by line."""
        more = (
            Finding(
                place, 1, code, f"{self._counts[code] - limits.OF_ONE_KIND} more, from here on, are not listed"
            )
            for code, place in self._left_out.items()
        )
        return sorted([*self._findings, *more])


def _checked(file: BinaryIO, path: str, name: str, formats: set[str], listed: _Listed) -> Iterator[Record]:
    """The records of a file, which are checked on the way; so is what their reader reports."""
    problems: list[Problem] = []
    first_line: dict[bytes, int] = {}
    for record in registry.stream(file, path, problems, "", name, formats=formats):
        listed.add(_in_record(record))
        listed.add(_repeated(record, first_line))
        listed.add_reported(problems)
        problems.clear()
        yield record
    listed.add_reported(problems)


def _of_reader(problems: Iterable[Problem]) -> Iterator[Finding]:
    for problem in problems:
        if problem.place.line:
            yield Finding(problem.place, 1, _FROM_READER.get(problem.code, "RK110"), problem.message)


def _notes(known: Coverage, path: str) -> Iterator[Finding]:
    """RK215 and RK216: columns of a file that were not understood, and fields that none of its records has."""
    if known.columns:
        yield Finding(Place(path, 1), 1, "RK215", f"{NOT_UNDERSTOOD}: {', '.join(known.columns)}")
    if known.records and known.missing:
        yield Finding(Place(path, 1), 1, "RK216", f"no record has: {', '.join(known.missing)}")


def _repeated(record: Record, first_line: dict[bytes, int]) -> Iterator[Finding]:
    """RK212: records of which every field is the same; two fields are too few to know.

    `first_line` are the lines of the records before, by a checksum of their fields.
    """
    if len(record.fields) < 3:
        return
    fields = repr([(item.tag, item.value) for item in record.fields]).encode("utf-8", "surrogatepass")
    checksum = blake2b(fields, digest_size=16).digest()
    if checksum in first_line:
        yield Finding(record.place, 1, "RK212", f"the same record is at line {first_line[checksum]}")
    first_line.setdefault(checksum, record.place.line)


def _unusual_lines(lines: Iterable[str], path: str) -> Iterator[Finding]:
    """RK108: tags that are not written `XY  - value`, and RK107: values spread over several lines."""
    inside = False
    for number, line in enumerate(lines, start=1):
        if _UNUSUAL_TAG.match(line) and not line.startswith("ER  -"):
            yield Finding(
                Place(path, number), 1, "RK108", f"the tag is written in an unusual way: {line[:12].strip()!r}"
            )
        starts = bool(re.match(r"\s{0,3}[A-Z][A-Z0-9]{1,3}[ \t]{1,3}-", line))
        if starts:
            inside = not line.startswith("ER")
        elif inside and line.strip():
            yield Finding(Place(path, number), 1, "RK107", "this line continues the value above")


def _in_record(record: Record) -> Iterator[Finding]:
    if not record.title:
        yield Finding(record.place, 1, "RK201", "the record has no title")
    if not record.authors:
        yield Finding(record.place, 1, "RK202", "the record has no author")
    if record.year is None:
        yield Finding(record.place, 1, "RK203", "the record has no year")
    abstracts = 0
    for item in record.fields:
        yield from _in_field(item, record)
        if record.format == "ris" and item.tag in ("AB", "N2"):
            abstracts += 1
            if abstracts > 1 and re.match(r"(?i)copyright|©", item.value):
                yield _finding(item, record, "RK206", "this abstract is a copyright notice")


def _in_field(item: Field, record: Record) -> Iterator[Finding]:
    value = item.value
    if record.format == "ris":
        if item.tag == "TY" and value.split("\n")[0].strip().upper() not in ris.TYPES:
            yield _finding(item, record, "RK109", f"{value[:30]!r} is not a RIS type")
        if item.tag == "DO":
            if not normalize.doi(value):
                yield (
                    _finding(item, record, "RK204", f"{value[:60]!r} is not a DOI")
                    if value
                    else _empty(item, record)
                )
            elif _LINKED_DOI.match(value):
                yield _finding(item, record, "RK205", f"a link instead of the bare DOI: {value[:60]}")
        if item.tag in ("SP", "EP", "PG") and _EXCEL.search(value):
            yield _finding(item, record, "RK211", f"Excel turned the pages into a date: {value[:20]!r}")
        if item.tag in ("TI", "T1", "AB", "N2", "JF", "T2") and (
            "…" in (value[:1], value[-1:]) or value.endswith("...")
        ):
            yield _finding(item, record, "RK210", "the text is cut off")
    if _has_authors(item, record) and _CUT_LIST.search(value):
        yield _finding(item, record, "RK209", "the list of authors is cut off")
    if _MARKUP.search(value):
        yield _finding(item, record, "RK207", "the text has markup or entities in it")
    if normalize.unmangled(value) != value:
        yield _finding(item, record, "RK208", f"garbled letters; probably {normalize.unmangled(value)[:40]!r}")
    if _CONTROL.search(value):
        yield _finding(item, record, "RK213", "the value has control characters in it")
    if len(value) > EXCEL_CELL:
        yield _finding(item, record, "RK214", f"{len(value)} characters, too many for an Excel cell")


def _has_authors(item: Field, record: Record) -> bool:
    if record.format == "ris":
        return item.tag in ("AU", "A1")
    return is_csv(record.format) and column(item.tag) in GENERIC.authors


def _empty(item: Field, record: Record) -> Finding:
    return _finding(item, record, "RK204", "the DOI is empty")


def _finding(item: Field, record: Record, code: str, message: str) -> Finding:
    column = 7 if record.format == "ris" else 1
    return Finding(Place(record.place.path, item.line), column, code, message)


def fixed(file: BinaryIO, path: str, name: str = "") -> Iterator[str]:
    """A file as well-formed RIS, record by record: no field is lost, only the way it is written is fixed."""
    file.seek(0)
    return map(ris.written_record, map(_fixed, registry.stream(file, path, [], "", name)))


def _fixed(record: Record) -> Record:
    fields = []
    for item in record.fields:
        value = _CONTROL.sub(" ", item.value)
        if item.tag == "DO" and _LINKED_DOI.match(value) and (bare := normalize.doi(value)):
            value = bare
        fields.append(item._replace(value=value))
    return Record("", record.source, record.place, tuple(fields), kind=record.kind)


def sarif(findings: list[Finding]) -> dict[str, object]:
    """The findings as SARIF 2.1.0, which editors read."""
    used = sorted({finding.code for finding in findings})
    driver = {"name": "reviewkit", "version": __version__, "rules": [_sarif_rule(code) for code in used]}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": [_sarif_result(finding) for finding in findings]}],
    }


def _sarif_rule(code: str) -> dict[str, object]:
    return {
        "id": code,
        "shortDescription": {"text": RULES[code].title},
        "help": {"text": RULES[code].do},
    }


def _sarif_result(finding: Finding) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": finding.place.path.replace("\\", "/")},
        "region": {"startLine": finding.place.line or 1, "startColumn": finding.column},
    }
    return {
        "ruleId": finding.code,
        "level": "note" if RULES[finding.code].note else "warning",
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }


def page(code: str) -> str:
    """The page of a rule in docs/rules."""
    rule = RULES[code]
    fix = (
        "`reviewkit lint --fix` fixes this."
        if rule.fixable
        else "`--fix` leaves this as it is: it would be guessing."
    )
    return f"# {code}: {rule.title}\n\n{rule.why}\n\n**What to do:** {rule.do}\n\n{fix}\n"
