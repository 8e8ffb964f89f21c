"""Decisions from ASReview: the notes of its RIS, the label column of its CSV, and its project file (.asreview).

ASReview has one label a record and does not say whose; it becomes the decision of the person who imports it.
"""

import contextlib
import sqlite3
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.imported import ImportedDecision, Rows, about
from reviewkit.formats.zipped import file_entries, unzipped
from reviewkit.model import Record
from reviewkit.words import Choice

LABEL_COLUMNS = ("asreview_label", "asreview_included", "included", "label_included", "label", "final_included")
_LONGEST_VALUE = 10_000_000  # bytes of a value in a database; a column can be computed and grow without end
_LABELS = {"1": Choice.INCLUDE, "1.0": Choice.INCLUDE, "0": Choice.EXCLUDE, "0.0": Choice.EXCLUDE}


def label_column(names: Iterable[str]) -> str:
    """The column that holds ASReview's labels, or ""."""
    known = set(names)
    return next((name for name in LABEL_COLUMNS if name in known), "")


def from_table(rows: Rows, path: str) -> tuple[ImportedDecision, ...]:
    """The labels of ASReview's CSV: 1 is relevant, 0 irrelevant, anything else was not seen."""
    column = label_column(rows[0][1]) if rows else ""
    return tuple(
        replace(about(row, Place(path, line)), choice=_LABELS[row[column]])
        for line, row in rows
        if row.get(column, "") in _LABELS
    )


def from_records(records: Iterable[Record]) -> tuple[ImportedDecision, ...]:
    """The labels in the notes of ASReview's RIS: ASReview_relevant, ASReview_irrelevant, ASReview_not_seen."""
    found = []
    for record in records:
        notes = " | ".join(entry.value for entry in record.fields if entry.tag == "N1")
        row = {"notes": notes, "title": record.title, "doi": record.doi, "pubmed_id": record.pmid}
        for word, choice in (("ASReview_irrelevant", Choice.EXCLUDE), ("ASReview_relevant", Choice.INCLUDE)):
            if word in notes:
                found.append(replace(about(row, record.place), choice=choice, year=record.year))
                break
    return tuple(found)


def from_project(archive: zipfile.ZipFile, path: str) -> tuple[ImportedDecision, ...]:
    """The labels of an ASReview project. Raises ReviewkitError where its database cannot be read."""
    entries = [entry for entry in file_entries(archive) if not entry.filename.startswith("legacy")]
    labels: list[tuple[object, object, object]] = []
    records: dict[object, dict[str, str]] = {}
    for entry in entries:
        data = unzipped(archive, entry, path) if entry.filename.endswith(".db") else b""
        if not data:
            continue  # SQLite calls an empty file an empty database
        try:
            with contextlib.closing(_opened(data)) as database:
                labels += _labels_in(database)
                records |= _records_in(database)
        except (sqlite3.Error, MemoryError, OverflowError, UnicodeError) as error:
            raise ReviewkitError(
                f"{path}: the database of this ASReview project cannot be read ({error})."
            ) from None
    return tuple(
        replace(
            about(records.get(record_id, {"title": f"ASReview record {record_id}"}), Place(path)),
            choice=_choice(label, record_id, path),
            at=_time(time),
        )
        for record_id, label, time in labels
    )


def _labels_in(database: sqlite3.Connection) -> list[tuple[object, object, object]]:
    """Record, label and time of every record that somebody labelled."""
    if not _has_table(database, "results"):
        return []
    return database.execute("SELECT record_id, label, time FROM results WHERE label IS NOT NULL").fetchall()


def _records_in(database: sqlite3.Connection) -> dict[object, dict[str, str]]:
    if not _has_table(database, "record"):
        return {}
    rows = database.execute("SELECT record_id, title, year, doi FROM record")
    return {
        record_id: {"title": _text(title), "year": _text(year), "doi": _text(doi)}
        for record_id, title, year, doi in rows
    }


def _has_table(database: sqlite3.Connection, name: str) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return database.execute(query, (name,)).fetchone() is not None


def _text(value: object) -> str:
    """A value of any type, since SQLite keeps what it is given, as text."""
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _choice(label: object, record_id: object, path: str) -> Choice:
    """What a label means. Raises ReviewkitError for one that ASReview does not have."""
    choice = _LABELS.get(_text(label))
    if choice is None:
        raise ReviewkitError(
            f"{path}: the label of record {record_id} is {_text(label)[:40]!r}; ASReview has 1 (relevant) and 0. "
            "Correct it in ASReview, and export the project again."
        )
    return choice


def _time(value: object) -> str:
    """Seconds since 1970 as a time, or "" where there is none or it is none."""
    try:
        seconds = float(_text(value) or 0)
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if seconds > 0 else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _opened(data: bytes) -> sqlite3.Connection:
    """A database from its bytes, in memory: nothing of a stranger's file is written to disk."""
    database = sqlite3.connect(":memory:")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    database.deserialize(data)
    return database
