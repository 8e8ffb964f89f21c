"""What happened to each report, and why; and what a reviewer may see next.

PRISMA 2020 items 8 and 16: two people decide independently, disagreements are settled, one main reason is given.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewkit.errors import Level, Problem
from reviewkit.model import Decision, Outcome, Protocol, Retrieval
from reviewkit.words import Choice, ReviewerKind, Stage, State


@dataclass(frozen=True, slots=True)
class StageResult:
    """The result of one stage for one report."""

    choice: Choice | None
    conflict: bool = False
    reason: str = ""
    reasons_differ: bool = False
    by_tool: bool = False


def outcomes(
    reports: Mapping[str, Sequence[str]],
    decisions: Iterable[Decision],
    retrievals: Iterable[Retrieval],
    protocol: Protocol,
    straight_to_full_text: frozenset[str] = frozenset(),
) -> dict[str, Outcome]:
    """The outcome of every report.

    `reports` maps a report to its records; a decision on any of them is a decision on the report. Reports in
    `straight_to_full_text` (other methods, kept apart) skip the title-abstract stage where nobody decided there.
    """
    of_record = {record: report for report, records in reports.items() for record in records}
    cast: dict[tuple[str, Stage], list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.record in of_record:
            cast[of_record[decision.record], decision.stage].append(decision)
    fetched: dict[str, Retrieval] = {}
    for retrieval in sorted(retrievals, key=lambda entry: (entry.at, entry.id)):
        if retrieval.record in of_record:
            fetched[of_record[retrieval.record]] = retrieval
    return {
        report: _outcome(report, cast, fetched.get(report), protocol, report in straight_to_full_text)
        for report in reports
    }


def _outcome(
    report: str,
    cast: Mapping[tuple[str, Stage], list[Decision]],
    retrieval: Retrieval | None,
    protocol: Protocol,
    straight: bool,
) -> Outcome:
    if removal := cast.get((report, Stage.BEFORE)):
        last = max(removal, key=lambda entry: (entry.at, entry.id))
        if last.choice is Choice.EXCLUDE:
            tool = _is_tool(last.by, protocol)
            return Outcome(report, State.REMOVED, Stage.BEFORE, last.reason, by_tool=tool)
    passed: set[Stage] = set()
    stages = protocol.stage_list()
    for stage in stages:
        votes = cast.get((report, stage), [])
        if stage is Stage.TITLE_ABSTRACT and straight and not votes:
            passed.add(stage)
            continue
        if stage is Stage.FULL_TEXT and retrieval and not retrieval.retrieved:
            return Outcome(report, State.NOT_RETRIEVED, stage, passed=frozenset(passed))
        if stage is Stage.FULL_TEXT and not votes and not (retrieval and retrieval.retrieved):
            return Outcome(report, State.SOUGHT, stage, passed=frozenset(passed))
        ballot = _count(votes, protocol)
        if ballot.choice is not Choice.INCLUDE:
            state = State.CONFLICT if ballot.conflict else State.EXCLUDED if ballot.choice else State.WAITING
            return Outcome(
                report, state, stage, ballot.reason, ballot.reasons_differ, ballot.by_tool, frozenset(passed)
            )
        passed.add(stage)
    return Outcome(report, State.INCLUDED, stages[-1], passed=frozenset(passed))


def _count(votes: Sequence[Decision], protocol: Protocol) -> StageResult:
    """What the decisions of one stage come to: a final one settles it, else all people must agree.

    A person who decided otherwise on each of two records that turned out to be one report disagrees with themselves:
    that is a conflict too, to be settled like any other, because neither decision was made of the whole report.
    """
    ordered = sorted(votes, key=lambda entry: (entry.at, entry.id))
    if final := next((vote for vote in reversed(ordered) if vote.final), None):
        return StageResult(final.choice, reason=final.reason)
    last = {vote.by: vote for vote in ordered}
    on_record = {(vote.by, vote.record): vote for vote in ordered}
    if any(vote.choice is not last[by].choice for (by, _), vote in on_record.items()):
        return StageResult(None, conflict=True)  # decided on twice, before the two records were one report
    tool = next((vote for vote in last.values() if _is_tool(vote.by, protocol)), None)
    people = [vote for vote in last.values() if not _is_tool(vote.by, protocol)]
    if not people and tool and tool.choice is Choice.EXCLUDE:
        return StageResult(Choice.EXCLUDE, reason=tool.reason, by_tool=True)
    choices = {vote.choice for vote in people}
    if len(choices) > 1:
        return StageResult(None, conflict=True)
    if len(people) < protocol.reviewers_per_record:
        return StageResult(None)
    if choices == {Choice.MAYBE}:
        return StageResult(None, conflict=True)
    reasons = {vote.reason for vote in people}
    given = reasons - {""}
    return StageResult(
        choices.pop(), reason=next(iter(given)) if len(given) == 1 else "", reasons_differ=len(given) > 1
    )


def _is_tool(reviewer_id: str, protocol: Protocol) -> bool:
    reviewer = protocol.reviewer(reviewer_id)
    return reviewer is not None and reviewer.kind is ReviewerKind.TOOL


def differing(reports: Mapping[str, Sequence[str]], decisions: Iterable[Decision]) -> dict[str, str]:
    """Reports whose records were decided on differently at one stage, with who decided what on which record."""
    of_record = {record: report for report, records in reports.items() if len(records) > 1 for record in records}
    last: dict[tuple[str, Stage], dict[tuple[str, str], Decision]] = defaultdict(dict)
    for decision in sorted(decisions, key=lambda entry: (entry.at, entry.id)):
        if decision.record in of_record:
            last[of_record[decision.record], decision.stage][decision.by, decision.record] = decision
    found = {}
    for (report, _), votes in last.items():
        several = len({record for _, record in votes}) > 1
        if several and len({vote.choice for vote in votes.values()}) > 1:
            found[report] = ", ".join(
                f"{vote.by}: {vote.choice.value} on {vote.record}" for vote in votes.values()
            )
    return found


def waiting_for(
    reviewer: str,
    outcome_of: Mapping[str, Outcome],
    reports: Mapping[str, Sequence[str]],
    decisions: Iterable[Decision],
    protocol: Protocol,
) -> tuple[tuple[str, Stage], ...]:
    """The reports that this reviewer still has to decide on, with the stage, in the order of the reports.

    Looks at the reviewer's own decisions and at how many people decided, never at what they decided: a blinded
    list holds nothing of another reviewer's decisions.
    """
    of_record = {record: report for report, records in reports.items() for record in records}
    voices: dict[tuple[str, Stage], set[str]] = defaultdict(set)
    for decision in decisions:
        if decision.record in of_record:
            voices[of_record[decision.record], decision.stage].add(decision.by)
    found = []
    for report in reports:
        outcome = outcome_of[report]
        if outcome.state not in (State.WAITING, State.CONFLICT, State.SOUGHT) or outcome.stage is Stage.BEFORE:
            continue
        who = voices[report, outcome.stage]
        if reviewer not in who and len(who) < protocol.reviewers_per_record:
            found.append((report, outcome.stage))
    return tuple(found)


def problems(
    records: frozenset[str] | set[str],
    outcome_of: Mapping[str, Outcome],
    decisions: Sequence[Decision],
    retrievals: Sequence[Retrieval],
    protocol: Protocol,
) -> list[Problem]:
    """Decisions that point nowhere, reasons that the protocol lacks, exclusions without one main reason."""
    return [
        *_lost_references(records, decisions, retrievals),
        *_unknown_words(decisions, protocol),
        *_reasons(outcome_of, decisions, protocol),
    ]


def _lost_references(
    records: frozenset[str] | set[str], decisions: Sequence[Decision], retrievals: Sequence[Retrieval]
) -> list[Problem]:
    entries: list[Decision | Retrieval] = [*decisions, *retrievals]
    return [
        Problem(
            entry.place,
            f"{entry.record!r} is no record of this review, so this line counts for nothing. "
            "Import its export, or take the line back: reviewkit screen undo " + entry.id,
            Level.ERROR,
            "unknown-record",
        )
        for entry in entries
        if entry.record not in records
    ]


def _unknown_words(decisions: Sequence[Decision], protocol: Protocol) -> list[Problem]:
    reasons = {reason.id for reason in protocol.reasons}
    people = {reviewer.id for reviewer in protocol.reviewers}
    stages = {*protocol.stage_list(), Stage.BEFORE}
    found = []
    for decision in decisions:
        if decision.reason and decision.stage is not Stage.BEFORE and decision.reason not in reasons:
            known = ", ".join(sorted(reasons))
            found.append(
                Problem(
                    decision.place,
                    f"the exclusion reason {decision.reason!r} is not in review.yaml; it can be: {known}",
                    Level.ERROR,
                    "unknown-reason",
                )
            )
        if decision.by not in people:
            found.append(
                Problem(
                    decision.place,
                    f"the reviewer {decision.by!r} is not in review.yaml; add them under `reviewers`",
                    Level.ERROR,
                    "unknown-reviewer",
                )
            )
        if decision.stage not in stages:
            words = ", ".join(protocol.stage_list())
            found.append(
                Problem(
                    decision.place,
                    f"the stage {decision.stage.value!r} is none of this review's ({words})",
                    Level.ERROR,
                    "unknown-stage",
                )
            )
    return found


def _reasons(
    outcome_of: Mapping[str, Outcome], decisions: Sequence[Decision], protocol: Protocol
) -> list[Problem]:
    """R4: each exclusion has one main reason; at title-abstract PRISMA asks for none."""
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
                f"{outcome.report} was excluded, but {what}: "
                f"reviewkit screen resolve {outcome.report} --decision exclude --reason REASON",
                Level.WARNING,
                "reason-not-recorded",
            )
        )
    return found
