"""Pilots: a sample that everybody who screens decides on before the rest of a stage opens, so that the team sees early
whether it reads the criteria alike."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b

from reviewkit.model import Pilot, Protocol
from reviewkit.words import Role, Stage

Asked = Mapping[
    str, Mapping[Stage, frozenset[str]]
]  # by report and stage, the people of whom a pilot wants a decision


@dataclass(frozen=True, slots=True)
class PilotState:
    """How far a pilot has come: its reports, who decides on them, and how many each still has `left`.

    Counts only: nothing here shows what anybody decided. `event` is the id of the pilot, `at` when `by` drew it.
    """

    event: str
    at: datetime
    by: str
    stage: Stage
    seed: int
    people: tuple[str, ...]
    reports: tuple[str, ...]
    left: Mapping[str, int]

    @property
    def finished(self) -> bool:
        """Whether everybody has decided on all of it, so that the rest of the stage is open."""
        return not self.left


def sample(reports: Collection[str], number: int, seed: int) -> tuple[str, ...]:
    """As many reports as were asked for, or all where there are fewer; in their order.

    They are drawn by a hash of seed and id, so every computer draws alike, in whatever order it reads them.
    """
    by_hash = sorted(reports, key=lambda report: blake2b(f"{seed} {report}".encode(), digest_size=16).digest())
    drawn = frozenset(by_hash[:number])
    return tuple(report for report in reports if report in drawn)


def reports_of(pilot: Pilot, report_of: Mapping[str, str]) -> tuple[str, ...]:
    """The reports of a pilot as they are called now, each once; records whose import was undone are left out."""
    return tuple(dict.fromkeys(report_of[record] for record in pilot.records if record in report_of))


def asked(pilots: Iterable[Pilot], report_of: Mapping[str, str], protocol: Protocol, day: date | None) -> Asked:
    """Who is to decide on which report, at which stage: those of a pilot's people who still screen on that day."""
    screeners = {reviewer.id for reviewer in protocol.have(Role.SCREENS, day)}
    found: defaultdict[str, dict[Stage, frozenset[str]]] = defaultdict(dict)
    for pilot in pilots:
        people = screeners & set(pilot.people)
        for report in reports_of(pilot, report_of):
            found[report][pilot.stage] = found[report].get(pilot.stage, frozenset()) | people
    return dict(found)


def open_reports(states: Iterable[PilotState]) -> dict[Stage, frozenset[str]]:
    """By stage, the only reports that are open there; stages without an unfinished pilot are left out."""
    found: dict[Stage, frozenset[str]] = {}
    for state in states:
        if not state.finished:
            found[state.stage] = found.get(state.stage, frozenset()) | frozenset(state.reports)
    return found
