"""What is odd in an export: numbered rules with stable codes, and what can be mended without guessing.

RK1 is about how a file is written, RK2 about what a record says. A page for each rule stands in docs/rules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewkit import __version__, normalize
from reviewkit.errors import Place, ReviewkitError
from reviewkit.formats import registry, ris
from reviewkit.formats.base import BYTE_ORDER_MARKS, decoded, lines_of
from reviewkit.formats.coverage import NOT_UNDERSTOOD, coverage
from reviewkit.formats.csv_profiles import GENERIC, column
from reviewkit.model import Field, Record

EXCEL_CELL = 32_767


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it finds, why that matters, what to do, whether --fix mends it.

    What a rule that is a `note` finds is nothing wrong, and does not count for the exit status.
    """

    title: str
    why: str
    do: str
    fixable: bool = False
    note: bool = False


RULES: dict[str, Rule] = {
    "RK100": Rule(
        "The file cannot be read",
        "It is empty, a PDF, a zip, another kind of file, or in no format that is known.",
        "Export it again from the database; choose RIS.",
    ),
    "RK101": Rule(
        "A record has no ER line",
        "Many programs then merge it with the next record, or drop it at the end of the file.",
        "Add `ER  - ` after the record's last line.",
        True,
    ),
    "RK102": Rule(
        "Text stands outside the records",
        "Ovid writes numbers and links there; some programs take it for part of a record.",
        "Nothing needs doing; --fix leaves it out of the mended file.",
        True,
    ),
    "RK103": Rule(
        "Tags stand after ER",
        "They belong to no record; most programs drop them.",
        "Move them before ER.",
        True,
    ),
    "RK104": Rule(
        "A record has no TY line",
        "RIS records begin with their type; many programs skip a record without it.",
        "Add `TY  - JOUR` (or the right type) before it.",
        True,
    ),
    "RK105": Rule(
        "The file is not UTF-8",
        "Programs guess another encoding, and å, ø, é turn into other letters.",
        "Save it as UTF-8.",
        True,
    ),
    "RK106": Rule(
        "The file begins with a byte-order mark",
        "Some programs, rispy among them, then lose the first record.",
        "Save it as UTF-8 without the mark.",
        True,
    ),
    "RK107": Rule(
        "A value goes on over several lines",
        "Lines without a tag are dropped by some programs, which cuts abstracts and keywords.",
        "Write each value in one line.",
        True,
    ),
    "RK108": Rule(
        "A tag is written in an unusual way",
        "RIS wants two letters, two spaces, a dash and a space.",
        "Write `TI  - `.",
        True,
    ),
    "RK109": Rule(
        "The type is no RIS type",
        "Programs then take the record for something generic.",
        "Use a type of the RIS list, such as JOUR, BOOK, CHAP, THES, RPRT.",
    ),
    "RK110": Rule(
        "The file could not be read to its end",
        "It breaks off, or an entry is not closed.",
        "Export it again, or correct the place that is named.",
    ),
    "RK201": Rule("A record has no title", "It cannot be screened or matched.", "Look it up in the database."),
    "RK202": Rule("A record has no author", "Duplicates are harder to find.", "Look it up in the database."),
    "RK203": Rule("A record has no year", "Duplicates are harder to find.", "Look it up in the database."),
    "RK204": Rule(
        "The DOI is no DOI",
        "A DOI begins with 10. and a number; anything else cannot be looked up or matched.",
        "Correct it, or take it away.",
    ),
    "RK205": Rule(
        "The DOI is written as a link",
        "Some programs match DOIs letter by letter, and then miss duplicates.",
        "Write the bare DOI.",
        True,
    ),
    "RK206": Rule(
        "The second abstract is a copyright notice",
        "EBSCOhost writes it so; programs that keep the last abstract show only that.",
        "Nothing needs doing here; reviewkit takes the first.",
    ),
    "RK207": Rule(
        "Markup or entities in the text",
        "`&lt;i&gt;` or `<p>` show up in screening and keep titles from matching.",
        "Nothing needs doing here; reviewkit reads through them.",
    ),
    "RK208": Rule(
        "Letters were mangled",
        "Text in UTF-8 was once read as Windows-1252: `FÃ¸rland` is Førland.",
        "Export again, or correct the names.",
    ),
    "RK209": Rule(
        "The list of authors is cut",
        "Google Scholar shows the first few only (`...`).",
        "Take the record from the publisher or another database.",
    ),
    "RK210": Rule(
        "The text is cut",
        "Google Scholar cuts titles and abstracts (`…`).",
        "Take the record from the publisher or another database.",
    ),
    "RK211": Rule(
        "The pages were turned into a date",
        "Excel made `06-Oct` of 6-10.",
        "Correct them; never open exports in Excel to save them.",
    ),
    "RK212": Rule(
        "The same record stands twice",
        "Every field is the same, so it was exported twice.",
        "Nothing is lost by keeping both; deduplication joins them.",
    ),
    "RK213": Rule(
        "Control characters in a value",
        "They can steer a terminal or break other programs.",
        "Take them away.",
        True,
    ),
    "RK214": Rule(
        "A value is longer than an Excel cell",
        "Excel cuts it at 32 767 letters.",
        "Do not pass this file through Excel.",
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
    "no-records": "RK100",
    "xml": "RK110",
    "json": "RK110",
    "jsonl": "RK110",
    "csv": "RK110",
    "cells": "RK110",
    "bibtex": "RK110",
}
_ODD_TAG = re.compile(r"^(?:\s+TY *-|[A-Z][A-Z0-9](?: -|\t-| \t-|  -\S)|[A-Z][A-Z0-9]{2,3}  -)")
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
    """One thing that is odd, at a line and column (both from 1)."""

    place: Place
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.place.path}:{self.place.line or 1}:{self.column}: {self.code} {self.message}"


def lint(data: bytes, path: str, name: str = "") -> tuple[list[Finding], bytes | None]:
    """What is odd in the bytes of a file, by line, and the mended file where something can be mended (RIS only)."""
    try:
        text, _ = decoded(data, path)
        reading = registry.read(data, path, "", name)
    except ReviewkitError as error:
        said = re.sub(rf"^{re.escape(path)}(:\d+)?: ", "", str(error))
        return [Finding(Place(path, 1), 1, "RK100", said)], None
    found = [
        Finding(problem.place, 1, _FROM_READER.get(problem.code, "RK110"), problem.message)
        for problem in reading.problems
        if problem.place.line
    ]
    if any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        found.append(Finding(Place(path, 1), 1, "RK106", "the file begins with a byte-order mark"))
    if reading.format == "ris":
        found += _odd_lines(text, path)
    seen: dict[tuple[tuple[str, str], ...], int] = {}
    for record in reading.records:
        found += _in_record(record)
        whole = tuple((item.tag, item.value) for item in record.fields)
        if whole in seen and len(whole) > 2:
            told = f"the same record stands at line {seen[whole]}"
            found.append(Finding(record.place, 1, "RK212", told))
        seen.setdefault(whole, record.place.line)
    found.sort()
    mendable = reading.format == "ris" and any(RULES[finding.code].fixable for finding in found)
    return found, _mended(reading.records) if mendable else None


def notes(data: bytes, path: str, name: str = "") -> list[Finding]:
    """RK215 and RK216: columns of a file that were not understood, and fields that none of its records has."""
    try:
        known = coverage(registry.read(data, path, "", name).records)
    except ReviewkitError:
        return []
    found = []
    if known.columns:
        found.append(("RK215", f"{NOT_UNDERSTOOD}: {', '.join(known.columns)}"))
    if known.records and known.missing:
        found.append(("RK216", f"no record has: {', '.join(known.missing)}"))
    return [Finding(Place(path, 1), 1, code, message) for code, message in found]


def _odd_lines(text: str, path: str) -> Iterator[Finding]:
    """RK108: tags in another spelling than `XY  - value`, and RK107: values over several lines."""
    inside = False
    for number, line in enumerate(lines_of(text), start=1):
        if _ODD_TAG.match(line) and not line.startswith("ER  -"):
            yield Finding(Place(path, number), 1, "RK108", f"unusual spelling of a tag: {line[:12].strip()!r}")
        starts = bool(re.match(r"\s{0,3}[A-Z][A-Z0-9]{1,3}[ \t]{1,3}-", line))
        if starts:
            inside = not line.startswith("ER")
        elif inside and line.strip():
            yield Finding(Place(path, number), 1, "RK107", "the value before goes on in this line")


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
            yield _finding(item, record, "RK109", f"{value[:30]!r} is no RIS type")
        if item.tag == "DO":
            if not normalize.doi(value):
                yield (
                    _finding(item, record, "RK204", f"{value[:60]!r} is no DOI") if value else _empty(item, record)
                )
            elif _LINKED_DOI.match(value):
                yield _finding(item, record, "RK205", f"a link where the bare DOI belongs: {value[:60]}")
        if item.tag in ("SP", "EP", "PG") and _EXCEL.search(value):
            yield _finding(item, record, "RK211", f"{value[:20]!r} is what Excel makes of pages")
        if item.tag in ("TI", "T1", "AB", "N2", "JF", "T2") and (
            "…" in (value[:1], value[-1:]) or value.endswith("...")
        ):
            yield _finding(item, record, "RK210", "the text is cut")
    if _has_authors(item, record) and _CUT_LIST.search(value):
        yield _finding(item, record, "RK209", "the list of authors is cut")
    if _MARKUP.search(value):
        yield _finding(item, record, "RK207", "markup or entities in the text")
    if normalize.unmangled(value) != value:
        yield _finding(item, record, "RK208", f"mangled letters: {normalize.unmangled(value)[:40]!r} was meant")
    if _CONTROL.search(value):
        yield _finding(item, record, "RK213", "control characters in the value")
    if len(value) > EXCEL_CELL:
        yield _finding(item, record, "RK214", f"{len(value)} letters, more than an Excel cell holds")


def _has_authors(item: Field, record: Record) -> bool:
    if record.format == "ris":
        return item.tag in ("AU", "A1")
    return record.format.startswith("csv") and column(item.tag) in GENERIC.authors


def _empty(item: Field, record: Record) -> Finding:
    return _finding(item, record, "RK204", "the DOI is empty")


def _finding(item: Field, record: Record, code: str, message: str) -> Finding:
    column = 7 if record.format == "ris" else 1
    return Finding(Place(record.place.path, item.line), column, code, message)


def _mended(records: tuple[Record, ...]) -> bytes:
    """The records as well-formed RIS: no field is lost, only its spelling is mended."""
    mended = []
    for record in records:
        fields = []
        for item in record.fields:
            value = _CONTROL.sub(" ", item.value)
            if item.tag == "DO" and _LINKED_DOI.match(value) and (bare := normalize.doi(value)):
                value = bare
            fields.append(item._replace(value=value))
        mended.append(Record("", record.source, record.place, tuple(fields), kind=record.kind))
    return ris.written(mended).encode("utf-8")


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
    """The page of a rule, as it stands in docs/rules."""
    rule = RULES[code]
    mends = (
        "`reviewkit lint --fix` mends it." if rule.fixable else "`--fix` leaves it: mending it would be guessing."
    )
    return f"# {code}: {rule.title}\n\n{rule.why}\n\n**What to do:** {rule.do}\n\n{mends}\n"
