"""One decision as it stands in another tool's file, and the small things that all readers of them need."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from reviewkit import normalize
from reviewkit.errors import Place
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

csv.field_size_limit(2**31 - 1)


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


def rows_of(text: str) -> Rows:
    """The rows of a CSV with their lines; comma, semicolon or tab between the cells; names in small letters."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    reader.fieldnames = [name.strip().casefold() for name in reader.fieldnames or []]
    return [
        (reader.line_num, {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)})
        for row in reader
        if any(row.values())
    ]


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
