"""Decisions that people changed, and what they could know of others' decisions by then: what a reader needs to judge
how independent screening was (PRISMA 2020 items 8 and 24c)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reviewkit.model import ConflictsOpened, Decision, Facts, Protocol, Stamp, Undo
from reviewkit.words import Stage


class Known(StrEnum):
    """What could be known of others' decisions on a report when one was changed; the last that was true."""

    NOTHING = "nothing"
    ALL_DECIDED = "all_decided"  # everybody whose decision is needed had decided on the report
    OPENED = "opened"  # the conflicts of the stage were shown to those who settle
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class ChangedDecision:
    """A decision that the same person replaced by another, or took back (`after` is None)."""

    report: str
    before: Decision
    after: Decision | None
    known: Known
    at: datetime

    @property
    def by(self) -> str:
        """Whose decision it is."""
        return self.before.by

    @property
    def stage(self) -> Stage:
        """The stage at which it was made."""
        return self.before.stage


_Step = tuple[Stamp, Decision, Undo | None]


def changed_decisions(facts: Facts, report_of: Mapping[str, str]) -> tuple[ChangedDecision, ...]:
    """Every change of a choice or of its main reason, in the order of time; decisions of tools are left out.

    `report_of` names the report of each record. A decision that was undone and made again otherwise is one change.
    """
    openings = _openings(facts)
    found = [
        change
        for (report, stage), steps in _steps(facts, report_of).items()
        for change in _of_report(report, stage, steps, openings.get(stage), facts.protocol)
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.report, one.before.id)))


def _openings(facts: Facts) -> dict[Stage, Stamp]:
    """When the conflicts of each stage were first shown before everybody had decided."""
    acts = (*facts.openings, *(one.act for one in facts.taken_back))
    first: dict[Stage, Stamp] = {}
    for act in acts:
        if isinstance(act, ConflictsOpened):
            first[act.stage] = min(first.get(act.stage, act.stamp), act.stamp)
    return first


def _steps(facts: Facts, report_of: Mapping[str, str]) -> dict[tuple[str, Stage], list[_Step]]:
    """What was decided and undone on each report at each stage, from the first to the last."""
    undone = [(one.act, one.undo) for one in facts.taken_back if isinstance(one.act, Decision)]
    steps: list[_Step] = [(one.stamp, one, None) for one in (*facts.decisions, *(act for act, _ in undone))]
    steps += [(undo.stamp, act, undo) for act, undo in undone]
    found: dict[tuple[str, Stage], list[_Step]] = {}
    for step in sorted(steps, key=lambda one: (one[0], one[1].id)):
        decision = step[1]
        if decision.by not in facts.protocol.tools and decision.record in report_of:
            found.setdefault((report_of[decision.record], decision.stage), []).append(step)
    return found


def _of_report(
    report: str, stage: Stage, steps: Iterable[_Step], opening: Stamp | None, protocol: Protocol
) -> Iterator[ChangedDecision]:
    """The changes on one report at one stage. A settlement is a decision of its own beside what the person had said."""
    agreed = protocol.stage(stage)
    needed = agreed.people_for(report) if agreed else 1
    made: dict[tuple[str, bool], list[Decision]] = {}  # what counts of each person, the last one last
    withdrawn: dict[tuple[str, bool], tuple[Decision, Known, datetime]] = {}
    people: set[str] = set()
    for stamp, decision, undo in steps:
        whose = (decision.by, decision.final)
        own = made.setdefault(whose, [])
        settled = any(counting for (_, final), counting in made.items() if final)
        known = _known(len(people) >= needed, opening is not None and opening < stamp, settled)
        before = own[-1] if own else None
        if undo:
            own[:] = [one for one in own if one.id != decision.id]
            if before is decision and own:
                yield from _change(report, decision, own[-1], known, stamp.at)
            elif before is decision:
                withdrawn[whose] = (decision, known, stamp.at)
            continue
        if whose in withdrawn:
            before, known_then, _ = withdrawn.pop(whose)
            known = max(known, known_then, key=list(Known).index)
        own.append(decision)
        if not decision.final:
            people.add(decision.by)
        if before:
            yield from _change(report, before, decision, known, stamp.at)
    for before, known, at in withdrawn.values():
        yield ChangedDecision(report, before, None, known, at)


def _known(all_decided: bool, opened: bool, settled: bool) -> Known:
    if settled:
        return Known.SETTLED
    if opened:
        return Known.OPENED
    return Known.ALL_DECIDED if all_decided else Known.NOTHING


def _change(
    report: str, before: Decision, after: Decision, known: Known, at: datetime
) -> Iterator[ChangedDecision]:
    if (before.choice, before.reason) != (after.choice, after.reason):
        yield ChangedDecision(report, before, after, known, at)
