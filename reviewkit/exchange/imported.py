"""One decision as it stands in another tool's file, and the small things that all readers of them need."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass

from reviewkit import normalize
from reviewkit.errors import Place, ReviewkitError
from reviewkit.formats.base import lines_of
from reviewkit.formats.csv import by_column, delimiter_of, table_rows
from reviewkit.words import Choice

OUR_ID = re.compile(r"reviewkit:([A-Za-z0-9_-]+-\d{4,})")
WORDS = {
    "include": Choice.INCLUDE,
    "included": Choice.INCLUDE,
    "yes": Choice.INCLUDE,
    "1": Choice.INCLUDE,
    "exclude": Choice.EXCLUDE,
    "excluded": Choice.EXCLUDE,
    "no": Choice.EXCLUDE,
    "-1": Choice.EXCLUDE,
    "maybe": Choice.MAYBE,
    "undecided": Choice.MAYBE,
    "0": Choice.MAYBE,
}
Rows = list[tuple[int, dict[str, str]]]


@dataclass(frozen=True, slots=True)
class ImportedDecision:
    """One decision as it stands in a file: who and which record in the file's own words.

    `reviewer` is "" where the tool does not tell; `final` is true where the file holds what a team agreed on;
    `from_note` where the record's id was found in a note, in which it travelled through another tool.
    """

    place: Place
    reviewer: str
    choice: Choice
    reasons: tuple[str, ...] = ()
    later_stage: bool = False
    stage: str = ""
    note: str = ""
    at: str = ""
    record: str = ""
    doi: str = ""
    pmid: str = ""
    title: str = ""
    year: int | None = None
    final: bool = False
    from_note: bool = False


def rows_of(text: str, path: str = "the table") -> Rows:
    """The rows of a CSV with the lines on which they end; comma, semicolon or tab between the cells.

    The first row that is not blank names the columns, in small letters. Raises ReviewkitError with the line where a
    row cannot be told apart from those around it, or says two things in one column.
    """
    head: list[str] = []
    found: Rows = []
    delimiter = delimiter_of(next((line for line in lines_of(text) if line.strip()), ""))
    try:
        for row in table_rows(lines_of(text), delimiter):
            cells = [cell.strip() for cell in row.cells]
            if not any(row.cells if head else cells):
                continue
            if not row.closed:
                raise ReviewkitError(
                    f"{path}:{row.line}: a quotation mark in this row is not closed, so it is not clear where the "
                    "row ends. Correct the row, or export the table again."
                )
            if head:
                found.append((row.last, by_column(head, cells, f"{path}:{row.line}")))
            else:
                head = [cell.casefold() for cell in cells]
    except csv.Error as error:
        raise ReviewkitError(f"{path}: this table cannot be read ({error}). Export it again.") from None
    return found


def about(row: Mapping[str, str], place: Place) -> ImportedDecision:
    """A decision with all but who and what: the record of a row."""
    ours = OUR_ID.search(row.get("notes", "") or row.get("note", ""))
    return ImportedDecision(
        place=place,
        reviewer="",
        choice=Choice.MAYBE,
        record=ours.group(1) if ours else "",
        from_note=ours is not None,
        doi=normalize.doi(row.get("doi", "") or row.get("url", "")),
        pmid=row.get("pubmed_id", ""),
        title=row.get("title", ""),
        year=normalize.year(
            row.get("year", "") or row.get("published year", "") or row.get("publication_year", "")
        ),
    )
