"""What follows from the acts: groups of records, outcomes of reports."""

from dataclasses import dataclass, field
from typing import NamedTuple

from reviewkit.model.events import Decision, DuplicateVerdict, Retrieval
from reviewkit.words import Stage, State


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """The records of one report. `kept` is the first of them, in the order of the sources.

    `verdicts` are those in effect between any two of its records.
    """

    kept: str
    records: tuple[str, ...]
    verdicts: tuple[DuplicateVerdict, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Missing:
    """What a table still waits for. `waiting` counts records and reports that nobody has decided on, `not_coded` and
    `not_charted` are citations of studies not coded or charted to the end (of `studies` shown), `errors` counts
    problems that affect the numbers. `left_out` and `not_settled` name a study and its fields, such as
    `Berg (2020): Aim, Year`. `not_judged` name a finding and what is still to be judged of it.
    """

    waiting: int = 0
    not_coded: tuple[str, ...] = ()
    studies: int = 0
    errors: int = 0
    not_charted: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    not_settled: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether the table is a draft."""
        is_charted = not (self.not_charted or self.left_out or self.not_settled)
        is_analysed = not (self.not_coded or self.not_judged)
        return bool(self.waiting or self.errors or not self.studies or not is_charted or not is_analysed)


class Share(NamedTuple):
    """One source: its records, the reports they make, and how many of these are in no other source."""

    source: str
    records: int
    reports: int
    only_here: int

    @property
    def within(self) -> int:
        """Records that repeat another record of the same source."""
        return self.records - self.reports

    @property
    def shared(self) -> int:
        """Reports that another source has as well."""
        return self.reports - self.only_here


class Overlap(NamedTuple):
    """How many reports are in exactly these sources."""

    sources: tuple[str, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What all decisions on a report amount to: its state, at which stage, and the main reason where excluded.

    `reason` is "" where none was recorded or the reviewers' reasons differ (`reasons_differ`). `by_tool` is true
    where an automation tool decided. `passed` are the stages whose decision was to include. `decisions` are all that
    were made on the report at any stage, in order, and `retrieval` the latest on its full text. `asked` are the people
    of whom a pilot wants a decision at its stage, however many the stage itself asks.
    """

    report: str
    state: State
    stage: Stage
    reason: str = ""
    reasons_differ: bool = False
    by_tool: bool = False
    passed: frozenset[Stage] = frozenset()
    decisions: tuple[Decision, ...] = ()
    retrieval: Retrieval | None = None
    asked: frozenset[str] = frozenset()

    def at_its_stage(self) -> tuple[Decision, ...]:
        """The decisions at the stage where the report is."""
        return tuple(decision for decision in self.decisions if decision.stage == self.stage)
