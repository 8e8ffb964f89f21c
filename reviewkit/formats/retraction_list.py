"""Lists of retracted articles, as text: the file of Retraction Watch, other tables, plain numbers, and exports.

Retraction Watch's file, as Crossref publishes it, has a row a notice: American dates with an hour (`8/16/2023 0:00`),
`unavailable` or 0 where an article has no DOI or PubMed id, semicolons between names and reasons, and a comma too
many at the end of its head. An article can have several rows.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from reviewkit import normalize
from reviewkit.errors import ReviewkitError
from reviewkit.formats.base import split_names
from reviewkit.formats.csv import delimiter_of, start_of, table_rows
from reviewkit.model import Record
from reviewkit.model.retractions import Nature, Notice
from reviewkit.words import message

LARGEST_ROW = 20_000_000  # letters; a row that is longer has a quotation mark that nobody closed
_ABOVE = 20  # lines in which the head of a table is looked for
_LONGEST_ID = 500  # letters of a cell in which a day, a nature or the number of a notice is looked for
_LONGEST_TEXT = 2_000  # letters of a title or reason that are kept


class ListKind(StrEnum):
    """What a list of retracted articles is."""

    RETRACTION_WATCH = "retraction-watch"
    TABLE = "table"
    NUMBERS = "numbers"  # a DOI or PubMed id a line
    EXPORT = "export"  # of a database: every record in it is a retracted article, or the notice of one


# The names of columns, in small letters without blanks; those of Retraction Watch come first, because its rows also
# have the DOI of the notice.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "nature": ("retractionnature", "natureofnotice", "nature"),
    "date": ("retractiondate", "dateofretraction", "noticedate"),
    "doi": ("originalpaperdoi", "doi", "articledoi"),
    "pmid": ("originalpaperpubmedid", "originalpaperpmid", "pmid", "pubmedid"),
    "title": ("title", "articletitle"),
    "authors": ("author", "authors"),
    "year": ("originalpaperdate", "year", "publicationyear"),
    "journal": ("journal", "journaltitle", "sourcetitle", "journalbook"),
    "reason": ("reason", "reasons", "reasonforretraction"),
    "notice_doi": ("retractiondoi", "noticedoi"),
    "notice_pmid": ("retractionpubmedid", "retractionpmid", "noticepmid"),
}
_OF_RETRACTION_WATCH = frozenset(("originalpaperdoi", "originalpaperpubmedid", "retractionnature"))
_NUMBERED = ("doi", "pmid")
_NATURES = (
    (re.compile(r"reinstat", re.IGNORECASE), Nature.REINSTATEMENT),
    (re.compile(r"concern", re.IGNORECASE), Nature.CONCERN),
    (re.compile(r"correct|errat|corrigend", re.IGNORECASE), Nature.CORRECTION),
)
_AMERICAN = re.compile(r"\s*([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?![0-9])")
_DOTTED = re.compile(r"\s*([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})(?![0-9])")
_ISO = re.compile(r"\s*([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")
_REASON_MARK = re.compile(r"(?:^|(?<=;))\s*\+\s*")
_PMID = re.compile(r"\bPMID:?\s*([1-9][0-9]{0,7})\b")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head of a table is: the lines before it, what separates cells, how many it has, and the position of
    each column that is understood."""

    above: int
    delimiter: str
    width: int
    columns: Mapping[str, int]
    kind: ListKind


def columns_of(cells: Sequence[str]) -> Mapping[str, int]:
    """The position of each column that is understood; none where neither DOI nor PubMed id is among them."""
    names: dict[str, int] = {}
    for position, cell in enumerate(cells):
        names.setdefault("".join(letter for letter in cell.casefold() if letter.isalnum()), position)
    found = {
        key: next(names[name] for name in known if name in names)
        for key, known in _COLUMNS.items()
        if any(name in names for name in known)
    }
    return found if any(key in found for key in _NUMBERED) else {}


def kind_of(cells: Sequence[str]) -> ListKind:
    """Whether a head is that of Retraction Watch, or of another table."""
    names = {"".join(letter for letter in cell.casefold() if letter.isalnum()) for cell in cells}
    return ListKind.RETRACTION_WATCH if len(names & _OF_RETRACTION_WATCH) > 1 else ListKind.TABLE


def head_in(lines: Sequence[str]) -> Head | None:
    """The head of a table among the first lines of a text, or None."""
    separator, above = start_of(lines)
    for position, line in enumerate(lines[above:_ABOVE], start=above):
        delimiter = separator if above else delimiter_of(line)
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        if columns := columns_of(cells):
            return Head(position, delimiter, len(cells), columns, kind_of(cells))
    return None


def rows_of(lines: Iterable[str], head: Head, path: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row below the head, with its line, from the lines of the whole text without their ends.

    Below a head of one column a row is one cell: a comma in it is one between two numbers, or within one.

    Raises ReviewkitError where a quotation mark is not closed, before the rest of a large file fills the memory.
    """
    length = 0

    def fed() -> Iterator[str]:
        nonlocal length
        for number, line in enumerate(lines):
            length += len(line)
            if length > LARGEST_ROW:
                raise _unclosed(path, first)
            if number > head.above:
                yield line

    first = head.above + 2
    try:
        for row in table_rows(fed(), head.delimiter, first):
            if not row.closed:
                raise _unclosed(path, row.line)
            length, first = 0, row.last + 1
            if any(cell.strip() for cell in row.cells):
                yield row.line, row.cells if head.width > 1 else [head.delimiter.join(row.cells)]
    except csv.Error as error:
        raise ReviewkitError(
            message("{path}:{line}: this table cannot be read ({error}).", path=path, line=first, error=error)
        ) from None


def _unclosed(path: str, line: int) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{path}:{line}: a quotation mark in this row is not closed, so the list cannot be read. Download it "
            "again, or correct the row.",
            path=path,
            line=line,
        )
    )


def _cell(key: str, cells: Sequence[str], columns: Mapping[str, int], longest: int = _LONGEST_ID) -> str:
    position = columns.get(key, -1)
    return cells[position].strip()[:longest] if 0 <= position < len(cells) else ""


def articles_of_row(line: int, cells: Sequence[str], columns: Mapping[str, int]) -> list[Notice]:
    """The notice in a row of a table, with no more than its day and what its article can be known by.

    Of a row with several numbers there is one for each.
    """
    notice = Notice(
        line,
        date=day(_cell("date", cells, columns)),
        title=normalize.readable(_cell("title", cells, columns, _LONGEST_TEXT)),
    )
    return _with_numbers(
        notice,
        normalize.dois(_cell("doi", cells, columns, LARGEST_ROW)),
        normalize.pmids(_cell("pmid", cells, columns, LARGEST_ROW)),
    )


def _with_numbers(notice: Notice, dois: Sequence[str], pmids: Sequence[str]) -> list[Notice]:
    """A notice with the DOI and the PubMed id of its article; of several, which may be those of several articles, a
    notice for each."""
    if len(dois) < 2 and len(pmids) < 2:
        return [replace(notice, doi="".join(dois), pmid="".join(pmids))]
    return [*(replace(notice, doi=one) for one in dois), *(replace(notice, pmid=one) for one in pmids)]


def completed(notice: Notice, cells: Sequence[str], columns: Mapping[str, int]) -> Notice:
    """The notice with everything else that its row says."""
    return replace(
        notice,
        nature=nature_of(_cell("nature", cells, columns)),
        authors=tuple(split_names(_cell("authors", cells, columns, _LONGEST_TEXT))),
        year=year_of(_cell("year", cells, columns)),
        journal=normalize.readable(_cell("journal", cells, columns, _LONGEST_TEXT)),
        reason=_reason(_cell("reason", cells, columns, _LONGEST_TEXT)),
        notice_doi=normalize.doi(_cell("notice_doi", cells, columns)),
        notice_pmid=normalize.bare_pmid(_cell("notice_pmid", cells, columns)),
    )


def notices_of_line(line: int, text: str) -> list[Notice]:
    """The notices that a line with DOIs and PubMed ids is; none where it has no number."""
    dois, pmids = normalize.dois(text), normalize.pmids(text)
    return _with_numbers(Notice(line), dois, pmids) if dois or pmids else []


def nature_of(text: str) -> Nature:
    """What a notice says; a list without such a column is one of retractions."""
    return next((nature for pattern, nature in _NATURES if pattern.search(text[:_LONGEST_ID])), Nature.RETRACTION)


@lru_cache(maxsize=10_000)
def day(text: str) -> str:
    """A day as 2023-08-16, from `8/16/2023 0:00`, `16.08.2023` or `2023-08-16 00:00:00`; "" for anything else.

    Between slashes the month comes first, as Crossref writes it, unless there is no such month.
    """
    if found := _ISO.match(text):
        year, month, of_month = map(int, found.groups())
    elif found := _DOTTED.match(text):
        of_month, month, year = map(int, found.groups())
    elif found := _AMERICAN.match(text):
        month, of_month, year = map(int, found.groups())
        if month > 12:
            month, of_month = of_month, month
    else:
        return ""
    try:
        return date(year, month, of_month).isoformat()
    except ValueError:
        return ""


def year_of(text: str) -> int | None:
    """The year of a day or of a text."""
    known = day(text)
    return int(known[:4]) if known else normalize.year(text)


def _reason(text: str) -> str:
    """The reasons of Retraction Watch (`+Paper Mill;+Concerns/Issues About Data;`), as a list that people read."""
    parts = (normalize.readable(part) for part in _REASON_MARK.sub("", text).split(";"))
    return "; ".join(filter(None, parts))


def notices_of_record(record: Record) -> list[Notice]:
    """The notices that a record of an export is: of itself, or of the articles that it says to retract.

    PubMed names in a retracted article where it was retracted (RIN), and in a notice what it retracts (ROF, ECF).
    """
    kinds = _types(record)
    if "retracted publication" not in kinds:
        for tag, reference, nature, names in _ABOUT_OTHERS:
            if kinds & names or any(item.tag == tag for item in record.fields):
                others = _linked(record, tag, reference)
                return [
                    Notice(
                        record.place.line,
                        nature,
                        doi=doi,
                        pmid=pmid,
                        notice_doi=record.doi,
                        notice_pmid=record.pmid,
                    )
                    for doi, pmid in others
                ]
    doi, pmid = next(iter(_linked(record, "RIN", "RetractionIn")), ("", ""))
    return [
        Notice(
            record.place.line,
            Nature.RETRACTION,
            doi=record.doi,
            pmid=record.pmid,
            title=record.title,
            authors=record.authors,
            year=record.year,
            journal=record.journal,
            notice_doi=doi,
            notice_pmid=pmid,
        )
    ]


_ABOUT_OTHERS = (
    ("ROF", "RetractionOf", Nature.RETRACTION, {"retraction of publication", "retraction notice"}),
    ("ECF", "ExpressionOfConcernFor", Nature.CONCERN, {"expression of concern"}),
)


def _types(record: Record) -> set[str]:
    """The types of publication of a record of PubMed, in small letters."""
    return {
        item.value.strip().casefold()
        for item in record.fields
        if item.tag == "PT" or item.tag.endswith("PublicationType")
    }


def _linked(record: Record, tag: str, reference: str) -> list[tuple[str, str]]:
    """DOI and PubMed id of each article that a record of PubMed names in this relation."""
    found: list[tuple[str, str]] = []
    relation = ""
    for item in record.fields:
        if item.tag == tag:
            number = _PMID.search(item.value)
            found.append((normalize.doi(item.value[:_LONGEST_TEXT]), number.group(1) if number else ""))
        elif item.tag.endswith("CommentsCorrections@RefType"):
            relation = item.value
        elif item.tag.endswith("CommentsCorrections/PMID") and relation == reference:
            found.append(("", normalize.bare_pmid(item.value)))
    return [(doi, pmid) for doi, pmid in found if doi or pmid]
