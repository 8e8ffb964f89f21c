"""Append-only logs, one JSON object a line: what people decided, and what the machine proposed.

A log file belongs to one writer (`screening/a.jsonl`), so two people never write the same file and a shared folder
merges without conflict. An event's id is its writer and its number; an event `undo` takes another one back.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.model import Decision, DedupeRun, DuplicateVerdict, Export, Retrieval
from reviewkit.store.files import append_lines, read_text
from reviewkit.words import Choice, Relation, Stage, Verdict

IMPORTS, DUPLICATES, SCREENING, RETRIEVAL = "searches/imports", "duplicates", "screening", "retrieval"
WHAT_THEY_HOLD = {
    IMPORTS: ("import",),
    DUPLICATES: ("verdict", "run"),
    SCREENING: ("decide", "resolve"),
    RETRIEVAL: ("retrieval",),
}

_WRITER = re.compile(r"^[a-z0-9][a-z0-9_-]{0,30}$")
Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a log that nobody took back."""

    id: str
    values: dict[str, Any]
    place: Place

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise ValueError(f"{key!r} should be text")
        return value


def writer_name(name: str) -> str:
    """A reviewer's id that can be a file name. Raises ReviewkitError otherwise."""
    if not _WRITER.match(name):
        raise ReviewkitError(
            f"{name!r} cannot be a reviewer's id: use small letters a-z, digits, - and _ (such as `a`)."
        )
    return name


def append(root: Path, kind: str, writer: str, events: Iterable[dict[str, Any]]) -> list[str]:
    """Add events to the writer's log of a kind; returns their ids. Nothing before them is changed."""
    path = root / kind / f"{writer_name(writer)}.jsonl"
    before = path.read_bytes().count(b"\n") if path.exists() else 0
    lines, ids = [], []
    for number, event in enumerate(events, start=before + 1):
        ids.append(f"{writer}-{number}")
        lines.append(json.dumps({"id": ids[-1], **event}, ensure_ascii=False, separators=(", ", ": ")))
    if lines:
        append_lines(path, lines)
    return ids


def events(root: Path, kind: str, problems: list[Problem]) -> list[Event]:
    """The events of all writers' logs of a kind, less those that were taken back, in the order of time."""
    found: dict[str, Event] = {}
    folder = root / kind
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else []:
        shown = path.relative_to(root).as_posix()
        if not _WRITER.match(path.stem):
            problems.append(
                Problem(
                    Place(shown),
                    "this looks like a conflicted copy that a sync program made; its lines are read too. "
                    "Move lines that the other file lacks into it, then delete this file",
                    Level.WARNING,
                    "conflicted-copy",
                )
            )
        for event in _file_events(path, shown, problems):
            if event.id not in found:
                found[event.id] = event
            elif found[event.id].values != event.values:
                problems.append(
                    Problem(
                        event.place,
                        f"the id {event.id} is used twice; this line is left out",
                        Level.ERROR,
                        "log",
                    )
                )
    for event in found.values():
        if event.values.get("do") not in (*WHAT_THEY_HOLD[kind], "undo"):
            problems.append(
                Problem(
                    event.place,
                    f"unknown event {event.values.get('do')!r}; it was left out",
                    Level.ERROR,
                    "log",
                )
            )
    undone = {str(event.values.get("event")) for event in found.values() if event.values.get("do") == "undo"}
    kept = [event for event in found.values() if event.id not in undone and event.values.get("do") != "undo"]
    return sorted(kept, key=lambda event: str(event.values.get("at", "")))


def _file_events(path: Path, shown: str, problems: list[Problem]) -> Iterable[Event]:
    text = read_text(path)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            if not isinstance(values, dict) or not isinstance(values.get("id"), str):
                raise ValueError("an event is an object with an id")
        except ValueError:
            torn = not text.endswith("\n") and number == text.count("\n") + 1
            what = (
                "the last line is not whole (a crash?); it was left out"
                if torn
                else "this line is not JSON; it was left out"
            )
            problems.append(Problem(Place(shown, number), what, Level.ERROR, "log"))
            continue
        yield Event(values["id"], values, Place(shown, number))


def of_run(log: Iterable[Event], event_id: str) -> list[Event]:
    """The event of an id; with a run also the machine's verdicts that were logged with it."""
    found = {event.id: event for event in log}
    if event_id not in found:
        return []
    run = found[event_id]
    if run.values.get("do") != "run":
        return [run]
    writer, _, number = event_id.rpartition("-")
    made = [run]
    while (event := found.get(f"{writer}-{int(number) + len(made)}")) and _of_machine(event, run):
        made.append(event)
    return made


def _of_machine(event: Event, run: Event) -> bool:
    """Whether an event is a verdict that the machine gave in a run."""
    same = all(event.values.get(key) == run.values.get(key) for key in ("at", "by", "version"))
    return same and event.values.get("do") == "verdict"


def exports(log: Iterable[Event], problems: list[Problem]) -> tuple[Export, ...]:
    """Which exports were imported."""

    def export(event: Event) -> Export:
        return Export(
            event.text("source"),
            int(event.values["number"]),
            event.text("file"),
            event.text("sha256"),
            event.place,
        )

    return _nouns(log, ("import",), export, problems)


def verdicts(log: Iterable[Event], problems: list[Problem]) -> tuple[DuplicateVerdict, ...]:
    """All verdicts on pairs of records, of people and machine."""

    def verdict(event: Event) -> DuplicateVerdict:
        first, second = event.values["records"]
        return DuplicateVerdict(
            id=event.id,
            at=event.text("at"),
            by=event.text("by"),
            first=str(first),
            second=str(second),
            verdict=Verdict(event.text("verdict")),
            rule=event.text("rule"),
            score=float(event.values.get("score", 0.0)),
            tool_version=event.text("version"),
            note=event.text("note"),
            relation=Relation(relation) if (relation := event.text("relation")) else None,
            update=event.values.get("update") is True,
            place=event.place,
        )

    return _nouns(log, ("verdict",), verdict, problems)


def runs(log: Iterable[Event], problems: list[Problem]) -> tuple[DedupeRun, ...]:
    """The machine's runs, with the exports that each compared."""

    def run(event: Event) -> DedupeRun:
        return DedupeRun(event.text("at"), event.text("version"), frozenset(map(str, event.values["exports"])))

    return _nouns(log, ("run",), run, problems)


def decisions(log: Iterable[Event], problems: list[Problem]) -> tuple[Decision, ...]:
    """All screening decisions; those that settle a conflict are final."""

    def decision(event: Event) -> Decision:
        return Decision(
            id=event.id,
            at=event.text("at"),
            by=event.text("by"),
            stage=Stage(event.text("stage")),
            record=event.text("record"),
            choice=Choice(event.text("decision")),
            reason=event.text("reason"),
            note=event.text("note"),
            final=event.values["do"] == "resolve",
            place=event.place,
        )

    return _nouns(log, ("decide", "resolve"), decision, problems)


def retrievals(log: Iterable[Event], problems: list[Problem]) -> tuple[Retrieval, ...]:
    """Which full texts could be had."""

    def retrieval(event: Event) -> Retrieval:
        result = event.text("result")
        if result not in ("retrieved", "not-retrieved"):
            raise ValueError(f"result is {result!r}; it can be retrieved or not-retrieved")
        return Retrieval(
            event.id,
            event.text("at"),
            event.text("by"),
            event.text("record"),
            result == "retrieved",
            event.text("note"),
            event.place,
        )

    return _nouns(log, ("retrieval",), retrieval, problems)


def _nouns(
    log: Iterable[Event], do: tuple[str, ...], made: Callable[[Event], Noun], problems: list[Problem]
) -> tuple[Noun, ...]:
    """The events of a kind as nouns; one that cannot be understood is a problem and is left out."""
    found = []
    for event in log:
        if event.values.get("do") not in do:
            continue
        try:
            found.append(made(event))
        except (KeyError, ValueError, TypeError) as error:
            said = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            problems.append(
                Problem(event.place, f"not understood: {said}; the line was left out", Level.ERROR, "log")
            )
    return tuple(found)
