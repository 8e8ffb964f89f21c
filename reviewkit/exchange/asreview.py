"""Decisions from ASReview: the notes of its RIS, the label column of its CSV, and its project file (.asreview).

ASReview has one label a record and does not say whose; it becomes the decision of the person who imports it.
"""

import sqlite3
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.imported import ImportedDecision, Rows, about
from reviewkit.formats.zipped import unzipped
from reviewkit.model import Record
from reviewkit.words import Choice

LABEL_COLUMNS = ("asreview_label", "asreview_included", "included", "label_included", "label", "final_included")
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
    entries = [entry for entry in archive.infolist() if not entry.filename.startswith("legacy")]
    databases = {
        entry.filename: unzipped(archive, entry, path) for entry in entries if entry.filename.endswith(".db")
    }
    labels: list[tuple[int, int, float]] = []
    records: dict[int, dict[str, str]] = {}
    try:
        for data in databases.values():
            with _opened(data) as database:
                tables = {
                    name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                }
                if "results" in tables:
                    query = "SELECT record_id, label, time FROM results WHERE label IS NOT NULL"
                    labels += database.execute(query).fetchall()
                if "record" in tables:
                    for record_id, title, year, doi in database.execute(
                        "SELECT record_id, title, year, doi FROM record"
                    ):
                        records[record_id] = {"title": title or "", "year": str(year or ""), "doi": doi or ""}
    except sqlite3.Error as error:
        raise ReviewkitError(f"{path}: the database of this ASReview project cannot be read ({error}).") from None
    return tuple(
        replace(
            about(records.get(record_id, {"title": f"ASReview record {record_id}"}), Place(path)),
            choice=Choice.INCLUDE if label else Choice.EXCLUDE,
            at=datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if time else "",
        )
        for record_id, label, time in labels
    )


def _opened(data: bytes) -> sqlite3.Connection:
    """A database from its bytes, in memory: nothing of a stranger's file is written to disk."""
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    return database
