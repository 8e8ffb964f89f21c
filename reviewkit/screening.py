"""What happened to each report and why, and what a reviewer may see.

PRISMA 2020 items 8 and 16: two people decide independently, disagreements are settled, one main reason is given.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from reviewkit import pilots
from reviewkit.errors import Level, Problem
from reviewkit.model import (
    ConflictsOpened,
    Decision,
    Outcome,
    Pilot,
    Protocol,
    Retrieval,
    ScreeningStage,
    Text,
    TextRequest,
    in_order,
)
from reviewkit.pilots import Asked, PilotState
from reviewkit.words import Choice, Consensus, Maybe, ReviewerKind, Role, Stage, State, message, number_of

_NOBODY: Mapping[Stage, frozenset[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StageResult:
    """The result of one stage for one report."""

    choice: Choice | None
    conflict: bool = False
    reason: str = ""
    reasons_differ: bool = False
    by_tool: bool = False


def by_report(report_of: Mapping[str, str], decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """The decisions on each report. A decision on any of its records is a decision on the report."""
    decisions_on: dict[str, list[Decision]] = {}
    for decision in decisions:
        report = report_of.get(decision.record)
        if report is not None:
            decisions_on.setdefault(report, []).append(decision)
    return decisions_on


def last_retrievals(report_of: Mapping[str, str], retrievals: Iterable[Retrieval]) -> dict[str, Retrieval]:
    """The latest retrieval of each report."""
    return {
        report_of[retrieval.record]: retrieval
        for retrieval in in_order(retrievals)
        if retrieval.record in report_of
    }


def with_tools(protocol: Protocol, decisions: Iterable[Decision]) -> Protocol:
    """The protocol with the automation tools that take part in each stage: those that decided on any report there."""
    if not protocol.tools:
        return protocol
    at: dict[Stage, set[str]] = {}
    for decision in decisions:
        if decision.by in protocol.tools:
            at.setdefault(decision.stage, set()).add(decision.by)
    return replace(protocol, tools_at={stage: frozenset(tools) for stage, tools in at.items()})


def outcomes(
    reports: Mapping[str, Sequence[str]],
    decisions: Iterable[Decision],
    retrievals: Iterable[Retrieval],
    protocol: Protocol,
    skips_title_abstract: frozenset[str] = frozenset(),
    asked: Asked = MappingProxyType({}),
) -> dict[str, Outcome]:
    """The outcome of every report. `reports` maps a report to its records.

    Reports that skip the stages before full text (other methods, kept separate) do so unless somebody decided there.
    `asked` are the people of pilots: none of these reports has a result before all of them have decided.
    """
    report_of = {record: report for report, records in reports.items() for record in records}
    decisions_on = by_report(report_of, decisions)
    retrieved = last_retrievals(report_of, retrievals)
    return {
        report: outcome(
            report,
            decisions_on.get(report, ()),
            retrieved.get(report),
            protocol,
            report in skips_title_abstract,
            asked.get(report, _NOBODY),
        )
        for report in reports
    }


def outcome(
    report: str,
    decisions: Sequence[Decision],
    retrieval: Retrieval | None,
    protocol: Protocol,
    skips_title_abstract: bool = False,
    asked: Mapping[Stage, frozenset[str]] = _NOBODY,
) -> Outcome:
    """What the decisions on one report amount to. `asked` are by stage the people whom pilots ask."""
    if not decisions and retrieval is None and not skips_title_abstract and not asked:
        return Outcome(report, State.WAITING, protocol.stages[0].id)
    ordered = in_order(decisions)
    by_stage: dict[Stage, list[Decision]] = defaultdict(list)
    for decision in ordered:
        by_stage[decision.stage].append(decision)
    found = _removed(report, by_stage.get(Stage.BEFORE, ()), protocol) or _screened(
        report, by_stage, retrieval, protocol, skips_title_abstract, asked
    )
    return replace(
        found,
        decisions=tuple(ordered),
        retrieval=retrieval,
        asked=asked.get(found.stage, frozenset()),
    )


def _removed(report: str, decisions: Sequence[Decision], protocol: Protocol) -> Outcome | None:
    """The outcome of a report that was removed before screening; None where it was not.

    The last word of people counts; that of tools where no person decided and none of them says otherwise.
    """
    people = [decision for decision in decisions if not _is_tool(decision.by, protocol)]
    last = people[-1:] or list({decision.by: decision for decision in decisions}.values())
    if not last or any(decision.choice is not Choice.EXCLUDE for decision in last):
        return None
    return Outcome(report, State.REMOVED, Stage.BEFORE, last[-1].reason, by_tool=not people)


def _screened(
    report: str,
    by_stage: Mapping[Stage, Sequence[Decision]],
    retrieval: Retrieval | None,
    protocol: Protocol,
    skips_title_abstract: bool,
    asked: Mapping[Stage, frozenset[str]],
) -> Outcome:
    """The outcome after the last stage that the report passed."""
    passed: set[Stage] = set()
    for stage in protocol.stages:
        decisions = by_stage.get(stage.id, ())
        if skips_title_abstract and not stage.full_text and not decisions and protocol.reads_full_texts:
            passed.add(stage.id)
            continue
        if stage.full_text and retrieval and not retrieval.retrieved:
            return Outcome(report, State.NOT_RETRIEVED, stage.id, passed=frozenset(passed))
        if stage.full_text and not decisions and retrieval is None and not _has_read(passed, protocol):
            return Outcome(report, State.SOUGHT, stage.id, passed=frozenset(passed))
        result = stage_result(decisions, stage, protocol, report, asked.get(stage.id, frozenset()))
        if result.choice is not Choice.INCLUDE:
            state = State.CONFLICT if result.conflict else State.EXCLUDED if result.choice else State.WAITING
            return Outcome(
                report, state, stage.id, result.reason, result.reasons_differ, result.by_tool, frozenset(passed)
            )
        passed.add(stage.id)
    return Outcome(report, State.INCLUDED, protocol.stages[-1].id, passed=frozenset(passed))


def _has_read(passed: Container[Stage], protocol: Protocol) -> bool:
    """Whether the report passed a stage where people read its full text, so that it must have been at hand."""
    return any(stage.full_text and stage.id in passed for stage in protocol.stages)


def stage_result(
    decisions: Sequence[Decision],
    stage: ScreeningStage,
    protocol: Protocol,
    report: str = "",
    asked: frozenset[str] = frozenset(),
) -> StageResult:
    """The result of the decisions of one stage, in order: a final one settles it, else the stage's rule of consensus.

    A person who decided otherwise on each of two records that turned out to be one report disagrees with themselves:
    that is a conflict too, to be settled like any other, because neither decision was made of the whole report.
    There is no result before everybody whom a pilot `asked` has decided; then the rule counts all that was decided.
    """
    if final := next((decision for decision in reversed(decisions) if decision.final), None):
        return StageResult(final.choice, reason=final.reason)
    last = {decision.by: decision for decision in decisions}
    if not asked <= last.keys():
        return StageResult(None)
    on_record = {(decision.by, decision.record): decision for decision in decisions}
    if any(decision.choice is not last[by].choice for (by, _), decision in on_record.items()):
        return StageResult(None, conflict=True)  # decided on twice, before the two records were one report
    people = [decision for decision in last.values() if not _is_tool(decision.by, protocol)]
    if not people:
        return _by_tools(last, protocol.tools_at.get(stage.id, frozenset()))
    return _by_people(people, stage, protocol, report)


def _by_people(people: Sequence[Decision], stage: ScreeningStage, protocol: Protocol, report: str) -> StageResult:
    """What the last decisions of people come to.

    Where those who screen have come to a result, the decision of somebody who only settles changes nothing of it;
    where they disagree, it settles that. Else it counts like theirs: perhaps it was made before the roles were changed.
    """
    screeners = [one for one in people if _screens(one.by, protocol)]
    if screeners and len(screeners) < len(people):
        result = _by_people(screeners, stage, protocol, report)
        settled = [one for one in people if one not in screeners and one.choice is not Choice.MAYBE]
        if result.conflict and settled and _settles(settled[-1].by, protocol):
            return StageResult(settled[-1].choice, reason=settled[-1].reason)
        if result.conflict or result.choice is not None:
            return result
    choice, conflict = _agreed([_counted(one.choice, stage) for one in people], stage, report)
    if choice is None:
        return StageResult(None, conflict=conflict)
    given = {one.reason for one in people if one.choice is choice} - {""}
    return StageResult(
        choice,
        reason=next(iter(given)) if len(given) == 1 else "",
        reasons_differ=len(given) > 1 and stage.reasons,
    )


def _screens(reviewer_id: str, protocol: Protocol) -> bool:
    """Whether somebody has the role to screen; who is not in the protocol may have had it."""
    reviewer = protocol.reviewer(reviewer_id)
    return reviewer is None or Role.SCREENS in reviewer.roles


def _settles(reviewer_id: str, protocol: Protocol) -> bool:
    reviewer = protocol.reviewer(reviewer_id)
    return reviewer is not None and Role.SETTLES in reviewer.roles


def _by_tools(last: Mapping[str, Decision], tools: frozenset[str]) -> StageResult:
    """The result of automation tools alone: an exclusion if every one of the tools of the stage excludes; anything else
    is left to people."""
    decisions = last.values()
    missing = tools - last.keys()
    if missing or not last or any(decision.choice is not Choice.EXCLUDE for decision in decisions):
        return StageResult(None)
    reasons = {decision.reason for decision in decisions} - {""}
    return StageResult(Choice.EXCLUDE, reason=reasons.pop() if len(reasons) == 1 else "", by_tool=True)


def _counted(choice: Choice, stage: ScreeningStage) -> Choice:
    """A decision as the stage counts it."""
    return Choice.INCLUDE if choice is Choice.MAYBE and stage.maybe is Maybe.INCLUDE else choice


def _agreed(choices: Sequence[Choice], stage: ScreeningStage, report: str) -> tuple[Choice | None, bool]:
    """What people agreed on by the stage's rule, or whether they are in conflict."""
    if stage.consensus is Consensus.ONE_INCLUDE and Choice.INCLUDE in choices:
        return Choice.INCLUDE, False
    needed = max(stage.people_for(report), len(choices))
    enough = needed // 2 + 1 if stage.consensus is Consensus.MAJORITY else needed
    agreed = next((choice for choice in Choice if choices.count(choice) >= enough), None)
    if agreed is not None and agreed is not Choice.MAYBE:
        return agreed, False
    differ_already = stage.consensus is Consensus.ALL and len(set(choices)) > 1
    return None, agreed is Choice.MAYBE or differ_already or len(choices) >= needed


def _is_tool(reviewer_id: str, protocol: Protocol) -> bool:
    return reviewer_id in protocol.tools


_OPEN = frozenset((State.WAITING, State.CONFLICT, State.SOUGHT))


def can_be_settled(outcome: Outcome, protocol: Protocol) -> bool:
    """Whether there is anything to settle: decisions or reasons differ, a reason is missing, or it was settled
    before."""
    here = outcome.at_its_stage()
    if outcome.state is State.CONFLICT or any(decision.final for decision in here):
        return True
    stage = protocol.stage(outcome.stage)
    needs_reason = (stage is None or stage.reasons) or outcome.reasons_differ
    return outcome.state is State.EXCLUDED and not outcome.reason and not outcome.by_tool and needs_reason


def is_awaited(reviewer: str, outcome: Outcome, protocol: Protocol, day: date | None = None) -> bool:
    """Whether this reviewer may still decide on the report, on a day if one is given.

    Looks at who has decided, never at what they decided.
    """
    stage = protocol.stage(outcome.stage)
    if outcome.state not in _OPEN or stage is None:
        return False
    person = protocol.reviewer(reviewer)
    if person is not None and not person.does(Role.SCREENS, day):
        return False
    who = {decision.by for decision in outcome.at_its_stage() if not _is_tool(decision.by, protocol)}
    if reviewer in who:
        return False
    return reviewer in outcome.asked or len(who | outcome.asked) < stage.people_for(outcome.report)


def still_screened(outcomes: Iterable[Outcome], protocol: Protocol) -> frozenset[Stage]:
    """The stages at which a report still waits for somebody's decision, whoever that may be."""
    found: set[Stage] = set()
    for outcome in outcomes:
        if outcome.state in _OPEN and outcome.stage not in found and _waits_for_somebody(outcome, protocol):
            found.add(outcome.stage)
    return frozenset(found)


def _waits_for_somebody(outcome: Outcome, protocol: Protocol) -> bool:
    stage = protocol.stage(outcome.stage)
    if stage is None or any(decision.final for decision in outcome.at_its_stage()):
        return False
    people = {decision.by for decision in outcome.at_its_stage()} - protocol.tools
    return not outcome.asked <= people or len(people) < stage.people_for(outcome.report)


def may_open(protocol: Protocol, day: date | None = None) -> tuple[str, ...]:
    """Who may open conflicts early: the people who settle without screening, else all who settle."""
    settle = protocol.have(Role.SETTLES, day)
    alone = [person.id for person in settle if Role.SCREENS not in person.roles]
    return tuple(alone or [person.id for person in settle])


def closed_to(
    reviewer: str,
    still_screened: frozenset[Stage],
    openings: Iterable[ConflictsOpened],
    protocol: Protocol,
    day: date | None = None,
) -> frozenset[Stage]:
    """The stages at which this person is not shown yet what others decided: those that are still screened, unless
    their conflicts were opened early and this is somebody who settles them."""
    person = protocol.reviewer(reviewer)
    if person is None or not person.does(Role.SETTLES, day):
        return still_screened
    return still_screened - {opening.stage for opening in openings}


def may_see(reviewer: str, outcome: Outcome, protocol: Protocol, closed: Container[Stage] = frozenset()) -> bool:
    """Whether this person may be shown what others decided on the report, at the stage where it is.

    PRISMA 2020 item 8: reviewers work independently. While a stage is `closed` (closed_to), nobody may. Otherwise those
    who have decided on the report may look, and those whose decision is no longer needed; somebody who joins later has
    to wait too.
    """
    if outcome.stage in closed:
        return False
    return any(decision.by == reviewer for decision in outcome.at_its_stage()) or not is_awaited(
        reviewer, outcome, protocol
    )


@dataclass(frozen=True, slots=True)
class Conflict:
    """A report on which reviewers disagree: in what they decided, or only in their reasons (`only_reasons`).

    `decisions` is None for a person who may not see them yet.
    """

    report: str
    stage: Stage
    only_reasons: bool
    decisions: tuple[Decision, ...] | None


def conflicts(
    reviewer: str,
    outcome_of: Mapping[str, Outcome],
    protocol: Protocol,
    closed: Container[Stage] = frozenset(),
) -> tuple[Conflict, ...]:
    """The conflicts, as this person may see them; those at a closed stage are left out, because who has decided would
    know from the conflict alone what others decided."""
    return tuple(
        Conflict(
            outcome.report,
            outcome.stage,
            outcome.state is State.EXCLUDED,
            last_of_each(outcome) if may_see(reviewer, outcome, protocol) else None,
        )
        for outcome in outcome_of.values()
        if is_conflict(outcome) and outcome.stage not in closed
    )


def is_conflict(outcome: Outcome) -> bool:
    """Whether people differ in what they decided on a report, or only in their reasons."""
    return outcome.state is State.CONFLICT or differs_in_reasons(outcome)


def differs_in_reasons(outcome: Outcome) -> bool:
    """Whether everybody excluded the report, but for different reasons, where the stage asks for one."""
    return outcome.state is State.EXCLUDED and outcome.reasons_differ


def last_of_each(outcome: Outcome) -> tuple[Decision, ...]:
    """The last decision of each person on each record of the report, at its stage."""
    last = {(decision.by, decision.record): decision for decision in outcome.at_its_stage()}
    return tuple(last.values())


def decided_differently(outcomes: Iterable[Outcome]) -> frozenset[str]:
    """Reports of several records on which, at one stage, people decided differently from one record to another."""
    found = set()
    for outcome in outcomes:
        last = {(decision.stage, decision.by, decision.record): decision for decision in outcome.decisions}
        for stage in {stage for stage, _, _ in last}:
            here = [decision for (at, _, _), decision in last.items() if at == stage]
            if len({d.record for d in here}) > 1 and len({d.choice for d in here}) > 1:
                found.add(outcome.report)
    return frozenset(found)


def waiting_for(
    reviewer: str,
    outcome_of: Mapping[str, Outcome],
    protocol: Protocol,
    day: date | None = None,
    states: Iterable[PilotState] = (),
) -> tuple[tuple[str, Stage], ...]:
    """The reports that this reviewer has to decide on, on a day if one is given, with the stage, in their order.

    At a stage with an unfinished pilot these are reports of the pilot alone.
    """
    only = pilots.open_reports(states)
    return tuple(
        (report, outcome.stage)
        for report, outcome in outcome_of.items()
        if outcome.state in _OPEN
        and report in only.get(outcome.stage, outcome_of)
        and is_awaited(reviewer, outcome, protocol, day)
    )


def pilot_states(
    drawn: Iterable[Pilot],
    report_of: Mapping[str, str],
    outcome_of: Mapping[str, Outcome],
    protocol: Protocol,
    day: date | None = None,
) -> tuple[PilotState, ...]:
    """How far each pilot has come, in the order in which they were drawn."""
    return tuple(_pilot_state(pilot, report_of, outcome_of, protocol, day) for pilot in in_order(drawn))


def _pilot_state(
    pilot: Pilot,
    report_of: Mapping[str, str],
    outcome_of: Mapping[str, Outcome],
    protocol: Protocol,
    day: date | None,
) -> PilotState:
    reports = pilots.reports_of(pilot, report_of)
    undecided = [outcome_of[report] for report in reports if outcome_of[report].stage == pilot.stage]
    counts = {
        person: sum(
            person in outcome.asked and is_awaited(person, outcome, protocol, day) for outcome in undecided
        )
        for person in pilot.people
    }
    left = {person: count for person, count in counts.items() if count}
    return PilotState(pilot.id, pilot.at, pilot.by, pilot.stage, pilot.seed, pilot.people, reports, left)


def is_needed(earlier: Sequence[Decision], stage: ScreeningStage, protocol: Protocol, report: str) -> bool:
    """Whether one more person was still needed on a report at a stage after these decisions, so that nobody who had not
    decided could be shown them."""
    who = {decision.by for decision in earlier if not _is_tool(decision.by, protocol)}
    is_decided = bool(who) and stage_result(earlier, stage, protocol, report).choice is not None
    return len(who) < stage.people_for(report) and not is_decided


def is_complete(outcome: Outcome, stage: Stage, protocol: Protocol) -> bool:
    """Whether nobody has to decide on the report at a stage any more, so that what was decided there can be compared
    without telling anybody what they may not know yet."""
    here = protocol.stage(stage)
    if here is None or outcome.stage != stage or outcome.state not in _OPEN:
        return stage in outcome.passed or outcome.stage == stage
    who = {decision.by for decision in outcome.at_its_stage() if not _is_tool(decision.by, protocol)}
    return outcome.asked <= who and len(who) >= here.people_for(outcome.report)


def problems(
    records: Container[str],
    withdrawn: Container[str],
    outcome_of: Mapping[str, Outcome],
    decisions: Sequence[Decision],
    retrievals: Sequence[Retrieval | TextRequest | Text],
    protocol: Protocol,
    day: date | None = None,
) -> list[Problem]:
    """Decisions on unknown records, words that are not in the protocol, exclusions without one main reason, and reports
    on which nobody is left to decide, on a day if one is given.

    `withdrawn` are the ids of records whose import was undone; decisions on them count again if it is restored.
    """
    return [
        *_unknown_records(records, withdrawn, [*decisions, *retrievals]),
        *_unknown_words(decisions, protocol),
        *_reasons(outcome_of, decisions, protocol),
        *_settled_without_conflict(outcome_of, protocol),
        *_nobody_left(outcome_of, protocol, day),
    ]


def _nobody_left(outcome_of: Mapping[str, Outcome], protocol: Protocol, day: date | None) -> list[Problem]:
    """Reports that wait for more decisions than there are people who may decide: they would wait for ever."""
    if not protocol.reviewers:
        return []  # a new review, whose team is not entered yet
    waiting = Counter(
        outcome.stage
        for outcome in outcome_of.values()
        if outcome.state is State.WAITING
        and not any(is_awaited(one.id, outcome, protocol, day) for one in protocol.reviewers)
    )
    screen = ", ".join(one.id for one in protocol.have(Role.SCREENS, day))
    return [
        Problem(
            protocol.place,
            message(
                "{reports} for a decision at {stage} that nobody is left to make. Who screens now: {people}. Name one "
                "more person under `reviewers` (with the role `screens`, if you name roles), or correct "
                "`reviewers_per_record`",
                reports=number_of(n, "report waits", "reports wait"),
                stage=stage,
                people=screen or message("nobody"),
            ),
            Level.WARNING,
            "nobody-left",
        )
        for stage, n in waiting.items()
    ]


def _unknown_records(
    records: Container[str],
    withdrawn: Container[str],
    acts: Sequence[Decision | Retrieval | TextRequest | Text],
) -> list[Problem]:
    found = []
    waiting = [act for act in acts if act.record not in records and act.record in withdrawn]
    if waiting:
        found.append(
            Problem(
                waiting[0].place,
                message(
                    "{entries} about records whose import was undone. They do not count, but will count again if "
                    "the import is restored",
                    entries=number_of(len(waiting), "entry is", "entries are"),
                ),
                Level.NOTE,
                "withdrawn-record",
            )
        )
    return found + [
        Problem(
            act.place,
            message(
                "{record!r} is not a record in this review, so this line does not count. Import the export "
                "that has the record, or undo this line: reviewkit undo {act}",
                record=act.record,
                act=act.id,
            ),
            Level.ERROR,
            "unknown-record",
        )
        for act in acts
        if act.record not in records and act.record not in withdrawn
    ]


def _settled_without_conflict(outcome_of: Mapping[str, Outcome], protocol: Protocol) -> list[Problem]:
    """Settlements by one person where the others agreed or had not all decided; version 0.2 allowed them."""
    found = []
    for outcome in outcome_of.values():
        for position, decision in enumerate(outcome.decisions):
            if not decision.final or decision.origin or not _is_person(decision.by, protocol):
                continue
            stage = protocol.stage(decision.stage)
            if stage is None:
                continue
            earlier = [entry for entry in outcome.decisions[:position] if entry.stage == decision.stage]
            if why := _why_nothing_to_settle(earlier, stage, protocol, outcome.report):
                found.append(
                    Problem(
                        decision.place,
                        message(
                            "{by} settled {report} as {choice}, but {why}. The settlement counts. If it was a mistake: "
                            "reviewkit undo {decision}",
                            by=decision.by,
                            report=outcome.report,
                            choice=decision.choice,
                            why=why,
                            decision=decision.id,
                        ),
                        Level.WARNING,
                        "settled-without-conflict",
                    )
                )
    return found


def _why_nothing_to_settle(
    decisions: Sequence[Decision], stage: ScreeningStage, protocol: Protocol, report: str
) -> str:
    """Why there was no conflict after these decisions of a stage, in words; "" where there was something to settle."""
    if any(decision.final for decision in decisions):
        return ""
    result = stage_result(decisions, stage, protocol, report)
    reason_is_missing = result.choice is Choice.EXCLUDE and not result.reason
    if result.conflict or (result.choice is not None and (result.reasons_differ or reason_is_missing)):
        return ""
    return message("not everybody had decided") if result.choice is None else message("nobody disagreed")


def _is_person(reviewer_id: str, protocol: Protocol) -> bool:
    reviewer = protocol.reviewer(reviewer_id)
    return reviewer is None or reviewer.kind is ReviewerKind.PERSON


def _unknown_words(decisions: Sequence[Decision], protocol: Protocol) -> list[Problem]:
    reasons = {reason.id for reason in protocol.reasons}
    people = {reviewer.id for reviewer in protocol.reviewers}
    stages = {*protocol.stage_list(), Stage.BEFORE}
    found = []
    for decision in decisions:
        given = (decision.reason, *decision.other_reasons) if decision.stage != Stage.BEFORE else ()
        for reason in given:
            if not reason or reason in reasons:
                continue
            known = ", ".join(sorted(reasons)) or "(none yet)"
            found.append(
                Problem(
                    decision.place,
                    message(
                        "the exclusion reason {reason!r} is not in review.yaml. Add it there, or decide again with "
                        "one of: {known}",
                        reason=reason,
                        known=known,
                    ),
                    Level.ERROR,
                    "unknown-reason",
                )
            )
        if decision.by not in people:
            found.append(
                Problem(
                    decision.place,
                    message(
                        "the reviewer {by!r} is not in review.yaml. Add them under `reviewers`", by=decision.by
                    ),
                    Level.ERROR,
                    "unknown-reviewer",
                )
            )
        if decision.stage not in stages:
            words = ", ".join(protocol.stage_list())
            found.append(
                Problem(
                    decision.place,
                    message(
                        "this review has no stage {stage!r}; its stages are {stages}. Correct `stages` in "
                        "review.yaml, or decide again",
                        stage=decision.stage,
                        stages=words,
                    ),
                    Level.ERROR,
                    "unknown-stage",
                )
            )
    return found


def _reasons(
    outcome_of: Mapping[str, Outcome], decisions: Sequence[Decision], protocol: Protocol
) -> list[Problem]:
    """R4: each exclusion has one main reason, at the stages where reasons are asked for."""
    place_of = {(decision.record, decision.stage): decision.place for decision in decisions}
    found = []
    for outcome in outcome_of.values():
        if outcome.state is not State.EXCLUDED or outcome.reason or outcome.by_tool:
            continue
        stage = protocol.stage(outcome.stage)
        if stage is None or not stage.reasons:
            continue
        what = (
            message("the reviewers gave different reasons")
            if outcome.reasons_differ
            else message("no reason was recorded")
        )
        found.append(
            Problem(
                place_of.get((outcome.report, outcome.stage), protocol.place),
                message(
                    "{report} was excluded, but {what}. To add one: reviewkit screen settle {report} --decision "
                    "exclude --reason REASON",
                    report=outcome.report,
                    what=what,
                ),
                Level.WARNING,
                "reason-not-recorded",
            )
        )
    return found
