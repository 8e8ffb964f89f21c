"""One decision as it is written in another tool's file, and what all readers of decisions need."""

import csv
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from reviewkit import limits, normalize
from reviewkit.errors import Place, ReviewkitError
from reviewkit.formats.base import lines_of, split_names
from reviewkit.formats.csv import Room, by_column, start_of, table_rows
from reviewkit.locales import labels, languages
from reviewkit.model import Record
from reviewkit.words import Choice, message

OUR_ID = re.compile(r"reviewkit:([A-Za-z0-9_-]+-\d{4,})")
_BARE_ID = re.compile(r"[A-Za-z0-9_-]+-\d{4,}\Z")
_NORWEGIAN_DAY = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s+(?:kl\.?\s*)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?\Z"
)
# The words for a decision, in small letters. What 0 means depends on the tool: see each reader.
WORDS = {
    **dict.fromkeys(("include", "included", "yes", "true", "1", "1.0"), Choice.INCLUDE),
    **dict.fromkeys(
        ("inkluder", "inkluderes", "inkludert", "inkludere", "inkluderast", "ja", "sann"), Choice.INCLUDE
    ),
    **dict.fromkeys(("exclude", "excluded", "no", "false", "-1", "-1.0"), Choice.EXCLUDE),
    **dict.fromkeys(
        ("ekskluder", "ekskluderes", "ekskludert", "ekskludere", "ekskluderast", "nei", "usann"), Choice.EXCLUDE
    ),
    **dict.fromkeys(("maybe", "undecided", "unsure", "unclear"), Choice.MAYBE),
    **dict.fromkeys(("kanskje", "usikker", "uavklart"), Choice.MAYBE),
}
Rows = list[tuple[int, dict[str, str]]]


@dataclass(frozen=True, slots=True)
class ImportedDecision:
    """One decision as it is written in a file: who and which record in the file's own words.

    `reviewer` is "" where the file names nobody, `also_called` a second name of the same person. `final` is true where
    the file holds what a team agreed on. `record` is our id where the file has one, `other_ids` are further texts in
    the line that look like our ids. `reasons_in_order` says that the first reason is the main one; `tags` may be
    reasons or labels; the protocol decides which. `notes_of` are notes by the names of their writers.
    `after_reason` are the texts behind the only reason, of which the first may belong to it.
    `seen` is the id of the reviewer's decision that a sheet of ours showed, "" for none; None in other files.
    """

    place: Place
    reviewer: str
    choice: Choice
    also_called: str = ""
    reasons: tuple[str, ...] = ()
    reasons_in_order: bool = True
    after_reason: tuple[str, ...] = ()
    later_stage: bool = False
    stage: str = ""
    note: str = ""
    notes_of: tuple[tuple[str, str], ...] = ()
    labels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    at: str = ""
    record: str = ""
    other_ids: tuple[str, ...] = ()
    doi: str = ""
    pmid: str = ""
    title: str = ""
    year: int | None = None
    authors: tuple[str, ...] = ()
    journal: str = ""
    volume: str = ""
    pages: str = ""
    final: bool = False
    seen: str | None = None


def choice_of(word: str) -> Choice | None:
    """What a word for a decision means, in English or Norwegian; None for 0 and for any other word."""
    return WORDS.get(word.strip().casefold())


def time_of(text: str) -> datetime | None:
    """A time in ISO 8601 or as `31.01.2026 09:30`, in UTC; None where the text is no time."""
    found = _NORWEGIAN_DAY.match(text.strip())
    if found is None:
        return normalize.moment(text)
    day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def rows_of(text: str, path: str = "the table") -> Rows:
    """The rows of a CSV with the lines on which they end; comma, semicolon or tab between the cells.

    The first row that is not blank names the columns, in small letters; the line `sep=;` of Excel may be above it.
    Raises ReviewkitError with the line where it is not clear where a row ends, or where a row has two values for one
    column.
    """
    head: list[str] = []
    found: Rows = []
    lines = lines_of(text)
    delimiter, skipped = start_of(lines)
    room = Room(limits.DECISIONS)
    try:
        for number, row in enumerate(table_rows(lines[skipped:], delimiter, skipped + 1), start=1):
            room.take(number, len(row.cells))
            cells = [cell.strip() for cell in row.cells]
            if not any(row.cells if head else cells):
                continue
            if not row.closed:
                raise ReviewkitError(
                    message(
                        "{path}:{line}: a quotation mark in this row is not closed, so it is not clear where the row "
                        "ends. Correct the row, or export the table again.",
                        path=path,
                        line=row.line,
                    )
                )
            if head:
                found.append((row.last, by_column(head, cells, f"{path}:{row.line}")))
            else:
                head = [cell.casefold() for cell in cells]
    except csv.Error:
        raise ReviewkitError(message("{path}: this table is damaged. Export it again.", path=path)) from None
    except ValueError as error:
        raise ReviewkitError(
            message(
                "{path}: this table has {more}, so it was not read. Is it the file you mean?",
                path=path,
                more=error,
            )
        ) from None
    return found


def about(row: Mapping[str, str], place: Place) -> ImportedDecision:
    """A decision with all but who and what: the record of a row, known by columns of any name that tools give them."""
    ids = _ids_in(row)
    address = _first(row, "url", "link")
    return ImportedDecision(
        place=place,
        reviewer="",
        choice=Choice.MAYBE,
        record=ids[0] if ids else "",
        other_ids=tuple(ids[1:]),
        doi=normalize.doi(_first(row, "doi")) or normalize.doi(address),
        pmid=normalize.bare_pmid(_first(row, "pubmed_id", "pubmed id", "pmid", "medline pmid"))
        or normalize.pmid(address),
        title=_first(row, "title", "primary_title", "article title", "tittel"),
        year=normalize.year(
            _first(row, "year", "published year", "publication_year", "publication year", "år", "utgivelsesår")
        ),
        authors=tuple(split_names(_first(row, "authors", "first_authors", "author", "forfattere", "forfatter"))),
        journal=_first(
            row, "journal", "journal_name", "secondary_title", "alternate_title3", "source title", "tidsskrift"
        ),
        volume=_whole(_first(row, "volume", "volum", "årgang")),
        pages=_whole(_first(row, "pages", "start_page", "sider")),
    )


def about_record(record: Record, row: Mapping[str, str] | None = None) -> ImportedDecision:
    """As `about`, for a record of a format that reviewkit reads; our id may be in any of its fields."""
    return about(row if row is not None else row_of(record), record.place)


def row_of(record: Record) -> dict[str, str]:
    """A record as a row: what is understood of it, its notes under `notes`, and every field under its tag."""
    fields = {f"field {number}": entry.value for number, entry in enumerate(record.fields)}
    return {
        "record": record.id,
        "title": record.title,
        "doi": record.doi,
        "pubmed_id": record.pmid,
        "year": str(record.year or ""),
        "authors": "; ".join(record.authors),
        "journal": record.journal,
        "volume": record.volume,
        "pages": record.pages,
        "notes": " | ".join(entry.value for entry in record.fields if entry.tag.casefold() in ("n1", "notes")),
        **fields,
    }


def split_list(text: str) -> tuple[str, ...]:
    """The parts of a list in one cell, separated by commas, semicolons or bars."""
    return tuple(part for piece in re.split(r"[;,|]", text) if (part := piece.strip()))


def _ids_in(row: Mapping[str, str]) -> list[str]:
    """The texts of a row that are or may be our ids, those in a column for them and those marked as ours first."""
    named = [row[name] for name in ("record", "record_id", "record id", "post", "id") if row.get(name)]
    marked = [found for cell in row.values() if "reviewkit:" in cell for found in OUR_ID.findall(cell)]
    bare = [cell for cell in row.values() if len(cell) < 100 and _BARE_ID.match(cell)]
    return list(dict.fromkeys([*filter(_BARE_ID.match, named), *marked, *bare]))


def _first(row: Mapping[str, str], *names: str) -> str:
    return next((value for name in names if (value := row.get(name, ""))), "")


def _whole(number: str) -> str:
    """A number as it was before a program of tables made `12.0` of it."""
    return number[:-2] if number.endswith(".0") and number[:-2].isdecimal() else number


def joined_notes(*parts: str) -> str:
    """Notes as one text, without repetitions."""
    return "; ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def first_names(rows: Rows) -> set[str]:
    """The names of the columns of a table."""
    return set(rows[0][1]) if rows else set()


# Headings of our forms by which their language is told.
_OF_FORMS = tuple(
    f"sheet.{name}" for name in ("record", "decision", "labels", "title", "abstract", "year", "stage")
)


def without_columns(path: str, missing: Sequence[str], names: Collection[str]) -> ReviewkitError:
    """The error for a form of ours in which columns are missing: what was written under another heading would be lost.

    `missing` are the headings by their names in our texts (sheet.note), `names` those that the form has.
    """
    known = set(map(normalize.folded, names))
    language = max(
        languages(), key=lambda one: sum(normalize.folded(labels(one).text(head)) in known for head in _OF_FORMS)
    )
    return ReviewkitError(
        message(
            "{path}: these columns are missing: {columns}. If a column was renamed, give it its name back; if it was "
            "deleted, add an empty one with that name. Nothing was imported.",
            path=path,
            columns=", ".join(labels(language).text(head) for head in missing),
        )
    )
