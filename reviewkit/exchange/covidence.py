"""Decisions from Covidence: the list that a record is on is what the team agreed; its exports have no single votes."""

import re
from collections.abc import Iterable
from dataclasses import replace

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.imported import OUR_ID, ImportedDecision, Rows, about, joined_notes, row_of, split_list
from reviewkit.model import Record
from reviewkit.words import Choice, message

LISTS = {
    "select": (Choice.INCLUDE, False),
    "irrelevant": (Choice.EXCLUDE, False),
    "excluded": (Choice.EXCLUDE, True),
    "included": (Choice.INCLUDE, True),
}
_REASON = re.compile(r"Exclusion reason:\s*(.*)\Z", re.IGNORECASE | re.DOTALL)
# A reviewer's remark begins with name, time and stage: "Anna Berg (2026-03-01 10:00:00)(Screen): ..."
_REMARK = re.compile(r"\(\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?\)\s*\([^)]*\):")


def from_table(rows: Rows, path: str, list_name: str) -> tuple[ImportedDecision, ...]:
    """The decisions that a list of Covidence implies. An included record also passed title and abstract.

    Raises ReviewkitError where the list was not named, because the file does not say which list it is.
    """
    _must_be_named(list_name, path)
    return tuple(
        vote
        for line, row in rows
        for vote in _votes(
            about(row, Place(path, line)), row.get("notes", ""), split_list(row.get("tags", "")), list_name
        )
    )


def from_records(records: Iterable[Record], path: str, list_name: str) -> tuple[ImportedDecision, ...]:
    """As from_table, for a list that was exported as RIS."""
    _must_be_named(list_name, path)
    found: list[ImportedDecision] = []
    for record in records:
        row = row_of(record)
        notes = "; ".join(entry.value for entry in record.fields if entry.tag == "N1")
        found += _votes(about(row, record.place), notes, (), list_name)
    return tuple(found)


def looks_like(records: Iterable[Record]) -> bool:
    """Whether the notes of a RIS file are of the kind that Covidence writes."""
    notes = (entry.value for record in records for entry in record.fields if entry.tag == "N1")
    return any(_REMARK.search(note) or _REASON.match(note) for note in notes)


def _must_be_named(list_name: str, path: str) -> None:
    if list_name not in LISTS:
        raise ReviewkitError(
            message(
                "{path}: this is a list of Covidence, which does not say which list it is. Name it with "
                "--list, one of: {lists} (select is what went on to full text).",
                path=path,
                lists=", ".join(LISTS),
            )
        )


def _votes(record: ImportedDecision, notes: str, tags: tuple[str, ...], list_name: str) -> list[ImportedDecision]:
    choice, later = LISTS[list_name]
    reason, after, remarks = _reason_and_remarks(notes)
    vote = replace(
        record, final=True, labels=tags, note=joined_notes(f"from Covidence, list {list_name}", *remarks)
    )
    last = replace(vote, choice=choice, later_stage=later)
    if reason and choice is Choice.EXCLUDE:
        last = replace(last, reasons=(reason,), after_reason=after)
    return [replace(vote, choice=Choice.INCLUDE), last] if later else [last]


def _reason_and_remarks(notes: str) -> tuple[str, tuple[str, ...], list[str]]:
    """The exclusion reason that Covidence wrote, what follows it, and the reviewers' remarks.

    Semicolons separate the notes, and Covidence writes its own last. Only the last note that begins with "Exclusion
    reason:" is the reason, because a reviewer may quote one in a remark ("maybe Exclusion reason: wrong population").
    """
    parts = [part.strip() for part in re.split(r";\s|;\Z|\n", notes) if part.strip()]
    own = [number for number, part in enumerate(parts) if _REASON.match(part)]
    found = _REASON.match(parts[own[-1]]) if own else None
    remarks = [OUR_ID.sub("", part).strip() for number, part in enumerate(parts) if not own or number != own[-1]]
    after = tuple(parts[own[-1] + 1 :]) if own else ()
    return (found.group(1).strip() if found else "", after, [part for part in remarks if part])
