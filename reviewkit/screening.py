"""What happened to each report and why, and what a reviewer may see.

PRISMA 2020 items 8 and 16: two people decide independently, disagreements are settled, one main reason is given.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reviewkit.errors import Level, Problem
from reviewkit.model import Decision, Outcome, Protocol, Retrieval, in_order
from reviewkit.words import Choice, ReviewerKind, Stage, State, number_of


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


def outcomes(
    reports: Mapping[str, Sequence[str]],
    decisions: Iterable[Decision],
    retrievals: Iterable[Retrieval],
    protocol: Protocol,
    skips_title_abstract: frozenset[str] = frozenset(),
) -> dict[str, Outcome]:
    """The outcome of every report. `reports` maps a report to its records.

    Reports that skip the title-abstract stage (other methods, kept separate) do so unless somebody decided there.
    """
    report_of = {record: report for report, records in reports.items() for record in records}
    decisions_on = by_report(report_of, decisions)
    retrieved = last_retrievals(report_of, retrievals)
    return {
        report: outcome(
            report, decisions_on.get(report, ()), retrieved.get(report), protocol, report in skips_title_abstract
        )
        for report in reports
    }


def outcome(
    report: str,
    decisions: Sequence[Decision],
    retrieval: Retrieval | None,
    protocol: Protocol,
    skips_title_abstract: bool = False,
) -> Outcome:
    """What the decisions on one report amount to."""
    if not decisions and retrieval is None and not skips_title_abstract:
        first = protocol.stage_list()[0]
        return Outcome(report, State.WAITING, first)
    ordered = in_order(decisions)
    found = _outcome(report, ordered, retrieval, protocol, skips_title_abstract)
    return replace(found, decisions=tuple(ordered), retrieval=retrieval)


def _outcome(
    report: str,
    decisions: Sequence[Decision],
    retrieval: Retrieval | None,
    protocol: Protocol,
    skips_title_abstract: bool,
) -> Outcome:
    by_stage: dict[Stage, list[Decision]] = defaultdict(list)
    for decision in decisions:
        by_stage[decision.stage].append(decision)
    if removal := by_stage.get(Stage.BEFORE):
        last = removal[-1]
        if last.choice is Choice.EXCLUDE:
            tool = _is_tool(last.by, protocol)
            return Outcome(report, State.REMOVED, Stage.BEFORE, last.reason, by_tool=tool)
    passed: set[Stage] = set()
    stages = protocol.stage_list()
    for stage in stages:
        here = by_stage.get(stage, [])
        if stage is Stage.TITLE_ABSTRACT and skips_title_abstract and not here:
            passed.add(stage)
            continue
        if stage is Stage.FULL_TEXT and retrieval and not retrieval.retrieved:
            return Outcome(report, State.NOT_RETRIEVED, stage, passed=frozenset(passed))
        if stage is Stage.FULL_TEXT and not here and not (retrieval and retrieval.retrieved):
            return Outcome(report, State.SOUGHT, stage, passed=frozenset(passed))
        result = stage_result(here, protocol)
        if result.choice is not Choice.INCLUDE:
            state = State.CONFLICT if result.conflict else State.EXCLUDED if result.choice else State.WAITING
            return Outcome(
                report, state, stage, result.reason, result.reasons_differ, result.by_tool, frozenset(passed)
            )
        passed.add(stage)
    return Outcome(report, State.INCLUDED, stages[-1], passed=frozenset(passed))


def stage_result(decisions: Sequence[Decision], protocol: Protocol) -> StageResult:
    """The result of the decisions of one stage, in order: a final one settles it, else all reviewers must agree.

    If one person decided differently on two records that turned out to be one report, that is a conflict too, to be
    settled like any other, because neither decision was about the whole report.
    """
    if final := next((decision for decision in reversed(decisions) if decision.final), None):
        return StageResult(final.choice, reason=final.reason)
    last = {decision.by: decision for decision in decisions}
    on_record = {(decision.by, decision.record): decision for decision in decisions}
    if any(decision.choice is not last[by].choice for (by, _), decision in on_record.items()):
        return StageResult(None, conflict=True)  # decided on twice, before the two records were one report
    tool = next((decision for decision in last.values() if _is_tool(decision.by, protocol)), None)
    people = [decision for decision in last.values() if not _is_tool(decision.by, protocol)]
    if not people and tool and tool.choice is Choice.EXCLUDE:
        return StageResult(Choice.EXCLUDE, reason=tool.reason, by_tool=True)
    choices = {decision.choice for decision in people}
    if len(choices) > 1:
        return StageResult(None, conflict=True)
    if len(people) < protocol.reviewers_per_record:
        return StageResult(None)
    if choices == {Choice.MAYBE}:
        return StageResult(None, conflict=True)
    reasons = {decision.reason for decision in people}
    given = reasons - {""}
    return StageResult(
        choices.pop(), reason=next(iter(given)) if len(given) == 1 else "", reasons_differ=len(given) > 1
    )


def _is_tool(reviewer_id: str, protocol: Protocol) -> bool:
    reviewer = protocol.reviewer(reviewer_id)
    return reviewer is not None and reviewer.kind is ReviewerKind.TOOL


_OPEN = frozenset((State.WAITING, State.CONFLICT, State.SOUGHT))


def can_be_settled(outcome: Outcome, protocol: Protocol) -> bool:
    """Whether there is anything to settle: decisions or reasons differ, a reason is missing, or it was settled
    before."""
    here = outcome.at_its_stage()
    if outcome.state is State.CONFLICT or any(decision.final for decision in here):
        return True
    needs_reason = outcome.stage is not Stage.TITLE_ABSTRACT or outcome.reasons_differ
    return outcome.state is State.EXCLUDED and not outcome.reason and not outcome.by_tool and needs_reason


def is_awaited(reviewer: str, outcome: Outcome, protocol: Protocol) -> bool:
    """Whether this reviewer may still decide on the report. Looks at who has decided, never at what they decided."""
    if outcome.state not in _OPEN or outcome.stage is Stage.BEFORE:
        return False
    who = {decision.by for decision in outcome.at_its_stage() if not _is_tool(decision.by, protocol)}
    return reviewer not in who and len(who) < protocol.reviewers_per_record


def may_see(reviewer: str, outcome: Outcome, protocol: Protocol) -> bool:
    """Whether this person may be shown what others decided on the report, at the stage where it is.

    PRISMA 2020 item 8: reviewers work independently. Those who have decided themselves may look, and those whose
    decision is no longer needed.
    """
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


def conflicts(reviewer: str, outcome_of: Mapping[str, Outcome], protocol: Protocol) -> tuple[Conflict, ...]:
    """Every conflict, as this person may see it."""
    return tuple(
        Conflict(
            outcome.report,
            outcome.stage,
            outcome.state is State.EXCLUDED,
            outcome.at_its_stage() if may_see(reviewer, outcome, protocol) else None,
        )
        for outcome in outcome_of.values()
        if outcome.state is State.CONFLICT or (outcome.state is State.EXCLUDED and outcome.reasons_differ)
    )


def decided_differently(outcomes: Iterable[Outcome]) -> frozenset[str]:
    """Reports of several records on which, at one stage, people decided differently from one record to another."""
    found = set()
    for outcome in outcomes:
        last = {(decision.stage, decision.by, decision.record): decision for decision in outcome.decisions}
        for stage in {stage for stage, _, _ in last}:
            here = [decision for (at, _, _), decision in last.items() if at is stage]
            if len({d.record for d in here}) > 1 and len({d.choice for d in here}) > 1:
                found.add(outcome.report)
    return frozenset(found)


def waiting_for(
    reviewer: str, outcome_of: Mapping[str, Outcome], protocol: Protocol
) -> tuple[tuple[str, Stage], ...]:
    """The reports that this reviewer still has to decide on, with the stage, in the order of the reports."""
    return tuple(
        (report, outcome.stage)
        for report, outcome in outcome_of.items()
        if outcome.state in _OPEN and is_awaited(reviewer, outcome, protocol)
    )


def problems(
    records: Container[str],
    withdrawn: Container[str],
    outcome_of: Mapping[str, Outcome],
    decisions: Sequence[Decision],
    retrievals: Sequence[Retrieval],
    protocol: Protocol,
) -> list[Problem]:
    """Decisions on unknown records, words that are not in the protocol, exclusions without one main reason.

    `withdrawn` are the ids of records whose import was undone; decisions on them count again if it is restored.
    """
    return [
        *_unknown_records(records, withdrawn, [*decisions, *retrievals]),
        *_unknown_words(decisions, protocol),
        *_reasons(outcome_of, decisions, protocol),
        *_settled_without_conflict(outcome_of, protocol),
    ]


def _unknown_records(
    records: Container[str], withdrawn: Container[str], acts: Sequence[Decision | Retrieval]
) -> list[Problem]:
    found = []
    waiting = [act for act in acts if act.record not in records and act.record in withdrawn]
    if waiting:
        found.append(
            Problem(
                waiting[0].place,
                f"{number_of(len(waiting), 'entry is', 'entries are')} about records whose import was undone. They do "
                "not count, but will count again if the import is restored",
                Level.NOTE,
                "withdrawn-record",
            )
        )
    return found + [
        Problem(
            act.place,
            f"{act.record!r} is not a record in this review, so this line does not count. "
            "Import the export that has the record, or undo this line: reviewkit undo " + act.id,
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
            earlier = [entry for entry in outcome.decisions[:position] if entry.stage is decision.stage]
            if why := _why_nothing_to_settle(earlier, protocol):
                found.append(
                    Problem(
                        decision.place,
                        f"{decision.by} settled {outcome.report} as {decision.choice.value}, but {why}. The settlement "
                        f"counts. If it was a mistake: reviewkit undo {decision.id}",
                        Level.WARNING,
                        "settled-without-conflict",
                    )
                )
    return found


def _why_nothing_to_settle(decisions: Sequence[Decision], protocol: Protocol) -> str:
    """Why there was no conflict after these decisions of one stage, in words; "" where there was something to
    settle."""
    if any(decision.final for decision in decisions):
        return ""
    result = stage_result(decisions, protocol)
    reason_is_missing = result.choice is Choice.EXCLUDE and not result.reason
    if result.conflict or (result.choice is not None and (result.reasons_differ or reason_is_missing)):
        return ""
    return "not everybody had decided" if result.choice is None else "nobody disagreed"


def _is_person(reviewer_id: str, protocol: Protocol) -> bool:
    reviewer = protocol.reviewer(reviewer_id)
    return reviewer is None or reviewer.kind is ReviewerKind.PERSON


def _unknown_words(decisions: Sequence[Decision], protocol: Protocol) -> list[Problem]:
    reasons = {reason.id for reason in protocol.reasons}
    people = {reviewer.id for reviewer in protocol.reviewers}
    stages = {*protocol.stage_list(), Stage.BEFORE}
    found = []
    for decision in decisions:
        if decision.reason and decision.stage is not Stage.BEFORE and decision.reason not in reasons:
            known = ", ".join(sorted(reasons)) or "(none yet)"
            found.append(
                Problem(
                    decision.place,
                    f"the exclusion reason {decision.reason!r} is not in review.yaml. Add it there, or decide again "
                    f"with one of: {known}",
                    Level.ERROR,
                    "unknown-reason",
                )
            )
        if decision.by not in people:
            found.append(
                Problem(
                    decision.place,
                    f"the reviewer {decision.by!r} is not in review.yaml. Add them under `reviewers`",
                    Level.ERROR,
                    "unknown-reviewer",
                )
            )
        if decision.stage not in stages:
            words = ", ".join(protocol.stage_list())
            found.append(
                Problem(
                    decision.place,
                    f"this review has no stage {decision.stage.value!r}; its stages are {words}. Correct `stages` in "
                    "review.yaml, or decide again",
                    Level.ERROR,
                    "unknown-stage",
                )
            )
    return found


def _reasons(
    outcome_of: Mapping[str, Outcome], decisions: Sequence[Decision], protocol: Protocol
) -> list[Problem]:
    """R4: each exclusion has one main reason; PRISMA does not ask for one at title-abstract."""
    place_of = {(decision.record, decision.stage): decision.place for decision in decisions}
    found = []
    for outcome in outcome_of.values():
        if outcome.state is not State.EXCLUDED or outcome.reason or outcome.by_tool:
            continue
        if outcome.stage is Stage.TITLE_ABSTRACT and not outcome.reasons_differ:
            continue
        what = "the reviewers gave different reasons" if outcome.reasons_differ else "no reason was recorded"
        found.append(
            Problem(
                place_of.get((outcome.report, outcome.stage), protocol.place),
                f"{outcome.report} was excluded, but {what}. To add one: "
                f"reviewkit screen settle {outcome.report} --decision exclude --reason REASON",
                Level.WARNING,
                "reason-not-recorded",
            )
        )
    return found
