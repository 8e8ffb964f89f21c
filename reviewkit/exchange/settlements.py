"""The table of conflicts that `screen conflicts -o` wrote, as the team filled it in."""

from collections.abc import Mapping
from dataclasses import dataclass

from reviewkit.errors import Level, Place, Problem
from reviewkit.exchange.decisions import known_reasons, names_of_reasons
from reviewkit.exchange.imported import Rows, choice_of, first_names, without_columns
from reviewkit.locales import labels, languages
from reviewkit.model import Protocol
from reviewkit.normalize import folded
from reviewkit.words import CONFLICT_REPORT, CONFLICT_SEEN, CONFLICT_STAGE, Choice, Stage, message

_NEEDED = (CONFLICT_REPORT, CONFLICT_STAGE, CONFLICT_SEEN)
_FILLED_IN = ("settlement", "reason", "note")


@dataclass(frozen=True, slots=True)
class GivenSettlement:
    """A row in which the team wrote what it agreed on; `seen` is the fingerprint of what it had before its eyes."""

    place: Place
    report: str
    stage: Stage
    choice: Choice
    reason: str
    note: str
    seen: str


@dataclass(frozen=True, slots=True)
class GivenSettlements:
    """The filled-in rows of a table, the number of rows that are not, and what is not understood."""

    rows: tuple[GivenSettlement, ...]
    empty: int
    problems: tuple[Problem, ...]


def is_table(names: set[str]) -> bool:
    """Whether columns with these names are those of the table of conflicts."""
    return set(_NEEDED) <= names


def settlements(rows: Rows, path: str, protocol: Protocol) -> GivenSettlements:
    """Read the table, with heads and words in any of our languages.

    Raises ReviewkitError where a column to fill in is missing.
    """
    _must_have_columns(first_names(rows), path)
    reasons = names_of_reasons(protocol)
    found: list[GivenSettlement] = []
    problems: list[Problem] = []
    empty = 0
    for line, row in rows:
        place, said = Place(path, line), _said(row)
        if not said["settlement"]:
            empty += 1
            if said["reason"] or said["note"]:
                problems.append(
                    _problem(
                        place,
                        message("a reason or note stands here, but no settlement. Fill it in, or clear both"),
                    )
                )
            continue
        wrong, settlement = _read(place, row, said, reasons)
        problems += [_problem(place, why) for why in wrong]
        found += [] if wrong else [settlement]
    return GivenSettlements(tuple(found), empty, (*problems, *_twice(found)))


def _must_have_columns(names: set[str], path: str) -> None:
    known = {_HEADS.get(folded(name)) for name in names}
    if names and (missing := [f"conflicts.{name}" for name in _FILLED_IN if name not in known]):
        raise without_columns(path, missing, names)


def _said(row: Mapping[str, str]) -> dict[str, str]:
    """What was written in the columns to fill in."""
    said = dict.fromkeys(_FILLED_IN, "")
    for head, cell in row.items():
        if name := _HEADS.get(folded(head)):
            said[name] = said[name] or cell.strip()
    return said


_HEADS = {
    folded(labels(language).text(f"conflicts.{name}")): name for language in languages() for name in _FILLED_IN
}


def _read(
    place: Place, row: Mapping[str, str], said: Mapping[str, str], reasons: Mapping[str, str]
) -> tuple[list[str], GivenSettlement]:
    """A row as a settlement, and what is wrong with it."""
    choice = choice_of(said["settlement"])
    ids = known_reasons(said["reason"], reasons) if said["reason"] else []
    wrong: list[str] = []
    if choice is None:
        wrong.append(
            message(
                "the settlement is {word!r}; choose include, exclude or maybe from the list of the cell",
                word=said["settlement"],
            )
        )
    if said["reason"] and len(ids) != 1:
        wrong.append(
            message(
                "the reason is {word!r}; choose one of those in the list of the cell (in review.yaml)",
                word=said["reason"],
            )
        )
    if said["reason"] and choice not in (Choice.EXCLUDE, None):
        wrong.append(message("only an exclusion has a reason; clear the reason, or settle it as an exclusion"))
    if not all(row[name].strip() for name in _NEEDED):
        wrong.append(
            message("it cannot be told which conflict this row is about, because its hidden columns are empty")
        )
    report, stage, seen = (row[name].strip() for name in _NEEDED)
    reason = ids[0] if len(ids) == 1 else ""
    return wrong, GivenSettlement(place, report, Stage(stage), choice or Choice.MAYBE, reason, said["note"], seen)


def _twice(found: list[GivenSettlement]) -> list[Problem]:
    """Rows that settle a conflict otherwise than a row above them."""
    first: dict[tuple[str, Stage], GivenSettlement] = {}
    return [
        _problem(
            row.place,
            message(
                "{report} is settled as {choice} here and as {other} in row {line}; leave one of the two",
                report=row.report,
                choice=row.choice,
                other=other.choice,
                line=other.place.line,
            ),
        )
        for row in found
        if (other := first.setdefault((row.report, row.stage), row)) is not row
        and (other.choice, other.reason) != (row.choice, row.reason)
    ]


def _problem(place: Place, message: str) -> Problem:
    return Problem(place, message, Level.ERROR, "decision")
