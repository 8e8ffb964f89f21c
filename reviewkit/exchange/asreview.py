"""Decisions from ASReview: the notes of its RIS, the columns of its CSV and Excel files, and its project (.asreview).

Version 3 also says who labelled a record, when, with which note and tags. Where it does not say who, the label is the
decision of the person who imports it.
"""

import contextlib
import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from reviewkit import databases
from reviewkit.archives import Archive
from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.imported import ImportedDecision, Rows, about, row_of
from reviewkit.formats import registry
from reviewkit.formats.zipped import file_entries
from reviewkit.model import Record
from reviewkit.normalize import folded, whole_number
from reviewkit.words import Choice, message

LABEL_COLUMNS = ("asreview_label", "asreview_included", "included", "label_included", "label", "final_included")
_TAG = "asreview_tag_"
_LABELS = {"1": Choice.INCLUDE, "1.0": Choice.INCLUDE, "0": Choice.EXCLUDE, "0.0": Choice.EXCLUDE}
_NOTE = re.compile(r"(asreview_\w+): (.*)\Z", re.DOTALL)


def label_column(names: Iterable[str]) -> str:
    """The column that holds ASReview's labels, or ""."""
    known = set(names)
    return next((name for name in LABEL_COLUMNS if name in known), "")


def from_table(rows: Rows, path: str) -> tuple[ImportedDecision, ...]:
    """The labels of ASReview's tables: 1 is relevant, 0 irrelevant, anything else was not seen."""
    column = label_column(rows[0][1]) if rows else ""
    return tuple(
        _labelled(about(_of_the_record(row), Place(path, line)), _LABELS[row[column]], row)
        for line, row in rows
        if row.get(column, "") in _LABELS
    )


def from_records(records: Iterable[Record]) -> tuple[ImportedDecision, ...]:
    """The labels in the notes of ASReview's RIS: ASReview_relevant, ASReview_irrelevant, ASReview_not_seen.

    Further notes say who, when and why (`asreview_user_name: "Anna"`). Raises ReviewkitError where one record has both
    labels.
    """
    found = []
    for record in records:
        notes = [entry.value for entry in record.fields if entry.tag == "N1"]
        relevant = any("ASReview_relevant" in note for note in notes)
        irrelevant = any("ASReview_irrelevant" in note for note in notes)
        if relevant and irrelevant:
            raise ReviewkitError(
                message(
                    "{place}: this record is labelled both ASReview_relevant and ASReview_irrelevant, so one of "
                    "them is of an earlier screening. Take that one out of the file.",
                    place=record.place,
                )
            )
        if relevant or irrelevant:
            choice = Choice.INCLUDE if relevant else Choice.EXCLUDE
            found.append(_labelled(about(row_of(record), record.place), choice, _from_notes(notes)))
    return tuple(found)


def _of_the_record(row: Mapping[str, str]) -> dict[str, str]:
    """The columns that the data set had before ASReview added its own."""
    return {name: cell for name, cell in row.items() if not name.startswith("asreview_")}


def _from_notes(notes: Iterable[str]) -> dict[str, str]:
    """ASReview's columns as the notes of a RIS have them; each value is JSON."""
    said = {}
    for note in notes:
        if found := _NOTE.match(note.strip()):
            name, value = found.groups()
            with contextlib.suppress(ValueError, RecursionError):
                said[name.casefold()] = _text(json.loads(value))
    return said


def _labelled(record: ImportedDecision, choice: Choice, row: Mapping[str, str]) -> ImportedDecision:
    """The decision on a record, with who, when and why from ASReview's columns."""
    address, name = row.get("asreview_user_email", ""), row.get("asreview_user_name", "")
    tags = [
        column.removeprefix(_TAG)
        for column, cell in row.items()
        if column.startswith(_TAG) and _LABELS.get(cell) is Choice.INCLUDE
    ]
    return replace(
        record,
        choice=choice,
        reviewer=address or name,
        also_called=name if address else "",
        at=row.get("asreview_time", ""),
        note=row.get("asreview_note", ""),
        tags=tuple(tags),
        reasons_in_order=False,
    )


# --- projects -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Project:
    """What the databases of a project hold: results and records, each a row by column name."""

    results: list[dict[str, object]]
    records: dict[object, dict[str, object]]


def from_project(archive: Archive, path: str) -> tuple[ImportedDecision, ...]:
    """The labels of an ASReview project. Raises ReviewkitError where its database cannot be read."""
    project = _Project([], {})
    for entry in file_entries(archive):
        legacy = entry.filename.startswith("legacy")
        data = archive.unpacked(entry) if entry.filename.endswith(".db") and not legacy else b""
        if not data:
            continue  # SQLite calls an empty file an empty database
        with contextlib.closing(_opened(data, path)) as database:
            taken = databases.Taken()
            project.results.extend(_rows(database, path, taken, "results", ("record_id", "label", "time")))
            records = _rows(database, path, taken, "record", ("record_id", "title", "year", "doi"))
            project.records.update({row["record_id"]: row for row in records})
    data_sets = _data_sets(archive, path) if project.results else {}
    return tuple(
        _of_result(result, project.records.get(result["record_id"]), data_sets, path)
        for result in project.results
        if result["label"] is not None
    )


def _of_result(
    result: Mapping[str, object],
    record: Mapping[str, object] | None,
    data_sets: Mapping[str, tuple[Record, ...]],
    path: str,
) -> ImportedDecision:
    """The decision of one row of the results."""
    known = {name: _text(value) for name, value in record.items()} if record else {}
    row = {name: known.get(name, "") for name in ("title", "year", "doi", "url")}
    if record is None:
        row["title"] = f"ASReview record {_text(result['record_id'])}"
    row["authors"] = "; ".join(_texts(known.get("authors", "")))
    source = _row_of_data_set(known, data_sets)
    said = {
        "asreview_time": _time(result["time"]),
        "asreview_note": _text(result.get("note")),
        **dict.fromkeys((f"{_TAG}{tag}" for tag in _tags(_text(result.get("tags")))), "1"),
    }
    merged = {**source, **{name: value for name, value in row.items() if value}}
    if not merged.get("title") and not merged.get("doi"):
        merged["title"] = f"ASReview record {_text(result['record_id'])}"  # by which the message names it
    return _labelled(about(merged, Place(path)), _choice(result["label"], result["record_id"], path), said)


def _row_of_data_set(known: Mapping[str, str], data_sets: Mapping[str, tuple[Record, ...]]) -> dict[str, str]:
    """The line of the data set that a record was read from, where our id and the title of a RIS may be.

    {} where the project's title is another, so that a data set which ASReview counts otherwise misleads nobody.
    """
    records, row = data_sets.get(known.get("dataset_id", ""), ()), known.get("dataset_row", "")
    number = whole_number(row)
    if number is None or number >= len(records):
        return {}
    found = records[number]
    title = known.get("title", "")
    return {} if title and found.title and folded(title) != folded(found.title) else row_of(found)


def _data_sets(archive: Archive, path: str) -> dict[str, tuple[Record, ...]]:
    """The records of each data set of a project, by its id; what cannot be read is left out."""
    by_name = {entry.filename: entry for entry in file_entries(archive)}
    if "project.json" not in by_name:
        return {}
    try:
        project = json.loads(archive.unpacked(by_name["project.json"]))
        named = {str(entry["id"]): f"data/{entry['name']}" for entry in project.get("datasets", [])}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    found = {}
    for data_set, name in named.items():
        with contextlib.suppress(ReviewkitError):
            if name in by_name:
                found[data_set] = registry.read(archive.unpacked(by_name[name]), f"{path}/{name}").records
    return found


def _rows(
    database: sqlite3.Connection, path: str, taken: databases.Taken, table: str, needed: tuple[str, ...]
) -> list[dict[str, object]]:
    """The rows of a table, by the names of its columns; none where the database has no such table."""
    known = databases.tables(database, path).get(table)
    if known is None:
        return []
    missing = [name for name in needed if name not in known]
    if missing:
        raise ReviewkitError(
            message(
                "{path}: the table {table} of this project has no column {column}, so it cannot be read. Export the "
                "project again, with a newer ASReview.",
                path=path,
                table=table,
                column=missing[0],
            )
        )
    wanted = (*needed, *(name for name in _ALSO[table] if name in known))
    return [dict(zip(wanted, row, strict=True)) for row in databases.rows(database, path, table, wanted, taken)]


_ALSO = {"results": ("note", "tags"), "record": ("authors", "url", "dataset_row", "dataset_id")}


def _tags(text: str) -> list[str]:
    """The tags that are set, each with its group before it: `[{"export": "reason", "values": [{"export": ...}]}]`."""
    try:
        return [
            f"{_text(group.get('export', group.get('name')))}_{_text(tag.get('export', tag.get('name')))}"
            for group in json.loads(text or "[]")
            for tag in group.get("values", [])
            if tag.get("checked")
        ]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return []


def _texts(text: str) -> list[str]:
    """The texts of a JSON list."""
    try:
        value = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


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
            message(
                "{path}: the label of record {record_id} is {text!r}; ASReview has 1 (relevant) and 0. "
                "Correct it in ASReview, and export the project again.",
                path=path,
                record_id=record_id,
                text=_text(label)[:40],
            )
        )
    return choice


def _time(value: object) -> str:
    """Seconds since 1970 as a time; "" where the value is empty or no time."""
    try:
        seconds = float(_text(value) or 0)
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if seconds > 0 else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _opened(data: bytes, path: str) -> sqlite3.Connection:
    """A database from its bytes, in memory: nothing of a stranger's file is written to disk."""
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(data)
        databases.guard(database)
    except (sqlite3.Error, OverflowError, MemoryError) as error:
        raise databases.unreadable(path, error) from None
    return database
