"""CSV of databases and screening tools: every column is kept; what it holds is told from its name."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile

from reviewkit.errors import Level, ReviewkitError
from reviewkit.formats.base import Fields, Format, Meaning, Note, understood_by
from reviewkit.model import Field, Record

csv.field_size_limit(2**31 - 1)

_COLUMNS = Meaning(
    kind=("document type", "type", "item type", "publication type", "type_of_reference", "category"),
    title=("title", "article title", "document title", "primary_title", "ti", "titles"),
    authors=("authors", "author names", "author", "author full names", "first_authors", "au", "creators"),
    year=("year", "published year", "publication year", "publication_year", "py", "date", "year of publication"),
    journal=(
        "source title",
        "journal",
        "journal/book",
        "publication title",
        "source",
        "publication",
        "journal_name",
        "secondary_title",
    ),
    volume=("volume", "vol"),
    issue=("issue", "number", "no"),
    first_page=("page start", "startpage", "start_page", "start page", "pages", "first page", "art. no."),
    last_page=("page end", "endpage", "end_page", "end page", "last page"),
    doi=("doi", "link", "articleurl", "url", "fulltexturl"),
    pmid=("pubmed id", "pubmed_id", "pmid", "medline pmid"),
    abstract=("abstract", "notes_abstract", "ab"),
    language=("language", "language of original document", "article language"),
)
_by_name = understood_by(_COLUMNS)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the lines from which to which it goes (from 1), its cells, and whether its quotes close."""

    line: int
    last: int
    cells: list[str]
    closed: bool


def table_rows(lines: Iterable[str], delimiter: str) -> Iterator[Row]:
    """The rows of a table, from lines without their ends; blank lines are rows without cells.

    A row of several lines whose quotes do not fit is not closed: a quotation mark that nobody closed has swallowed
    the rows below it. Raises csv.Error where a cell is larger than any.
    """
    taken: list[str] = []
    at_end = False

    def fed() -> Iterator[str]:
        nonlocal at_end
        for line in lines:
            taken.append(line)
            yield f"{line}\n"
        at_end = True

    rows = csv.reader(fed(), delimiter=delimiter)
    first = 1
    for cells in rows:
        # the reader asks for a line after the last only within quotes
        closed = not at_end and (len(taken) == 1 or _quotes_fit(taken, delimiter))
        blank = 0 if closed else len(list(takewhile(str.isspace, (f"{line}\n" for line in reversed(taken)))))
        yield Row(first, rows.line_num - blank, cells, closed)
        first = rows.line_num + 1
        taken.clear()


def _quotes_fit(lines: Sequence[str], delimiter: str) -> bool:
    """Whether every quotation mark of a row of several lines begins or ends a cell, or is doubled."""
    try:
        list(csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def by_column(head: Sequence[str], cells: Sequence[str], where: str) -> dict[str, str]:
    """The cells of a row by the names of their columns; cells beyond the head have none and are left out.

    Raises ReviewkitError where a column that is there twice says two things.
    """
    row = dict.fromkeys(head, "")
    for name, cell in zip(head, cells, strict=False):
        if cell and row[name] and cell != row[name]:
            raise ReviewkitError(
                f"{where}: the column {name!r} is there twice, with {row[name][:60]!r} and {cell[:60]!r}. "
                "Take one of the two columns out."
            )
        row[name] = row[name] or cell
    return row


def delimiter_of(first: str) -> str:
    """What separates the cells of a table, by its first line: comma, semicolon or tab."""
    return max(",;\t", key=first.count)


def entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
    """A row a record; the first row that is not blank names the columns."""
    source = iter(lines)
    start = list(_to_first_text(source))
    delimiter = delimiter_of(start[-1] if start else "")
    head: list[str] = []
    number = 0
    try:
        for row in table_rows(chain(start, source), delimiter):
            number = row.last
            cells = [cell.strip() for cell in row.cells]
            if not any(cells):
                continue
            if not row.closed:
                note(row.line, _unclosed(row), "quote", Level.ERROR)
            if not head:
                head = cells
                continue
            if len(cells) > len(head):
                note(row.line, f"{len(cells) - len(head)} cells more than columns; kept without a name", "cells")
            names = head + [""] * (len(cells) - len(head))
            yield [Field(name, cell, row.line) for name, cell in zip(names, cells, strict=False) if cell]
    except csv.Error as error:
        note(number + 1, f"the table is cut off here ({error}). Export it again", "csv", Level.ERROR)


def _to_first_text(lines: Iterator[str]) -> Iterator[str]:
    """The blank lines at the start, and the first that is not blank."""
    for line in lines:
        yield line
        if line.strip():
            return


def _unclosed(row: Row) -> str:
    return (
        f"a quotation mark in this row is not closed, so lines {row.line} to {row.last} were read as one record: "
        "correct the row, or export the table again"
    )


def understood(record: Record) -> Record:
    """The record understood by the names of its columns, in small letters."""
    named = tuple(item._replace(tag=item.tag.strip().casefold()) for item in record.fields)
    return replace(_by_name(replace(record, fields=named)), fields=record.fields)


def recognises(text: str) -> bool:
    """Whether the first line names columns that references have."""
    first = text.lstrip().partition("\n")[0]
    delimiter = delimiter_of(first)
    names = {cell.strip().strip('"').casefold() for cell in first.split(delimiter)}
    known = {
        name
        for group in ("title", "authors", "year", "journal", "doi", "abstract")
        for name in getattr(_COLUMNS, group)
    }
    return (
        len(names) > 1
        and bool(names & set(_COLUMNS.title))
        and len(names & known) > 1
        and not re.match(r"\s*[\[{@%<]", first)
    )


CSV = Format("csv", "CSV of databases and screening tools", recognises, entries, understood)
