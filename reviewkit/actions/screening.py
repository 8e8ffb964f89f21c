"""Decisions: made one by one, imported from another tool, and settled where reviewers disagree."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reviewkit import screening
from reviewkit.actions.who import Acting, acting, known_records
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.exchange.decisions import MatchedDecision, imported_decisions, matched
from reviewkit.model import NEVER, Decision, Outcome, Protocol
from reviewkit.normalize import moment
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.files import read_bytes
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Role, Stage, number_of


class DecidedMeanwhileError(ReviewkitError):
    """The same person has decided on the report in another window since it was shown here."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was logged on a report; `record` is what the person named: the report, or a duplicate of it.

    `before` is what the same person had decided on the report at that stage. Where they had decided differently on
    several of its records, the new decision is logged on each of these, and there are several `ids`.
    """

    ids: tuple[str, ...]
    report: str
    record: str
    stage: Stage
    choice: Choice
    before: Choice | None = None


def decide(
    folder: OpenReview,
    as_: str,
    record: str,
    choice: Choice,
    reason: str = "",
    stage: Stage | None = None,
    note: str = "",
    only_first: bool = False,
) -> Decided:
    """Log one person's decision on a report, which may be named by any of its records.

    It replaces everything that the same person had decided on its records at that stage, including before these were
    known to be one report. With `only_first`, which an interface that shows undecided reports uses, nothing is logged
    for a person who has already decided (DecidedMeanwhileError). Raises ReviewkitError for a reason or stage that is
    not in the protocol.
    """
    with acting(folder, as_) as act:
        act.must(Role.SCREENS)
        outcome = _checked(act.review, record, choice, reason)
        where = _stage(act.review.protocol, stage or outcome.stage)
        mine = [entry for entry in outcome.decisions if entry.by == act.who and entry.stage == where]
        before = mine[-1].choice if mine else None
        if only_first and before:
            raise DecidedMeanwhileError(
                f"Meanwhile you decided on {record} in another window ({before.value}). That decision counts, and this "
                f"answer was not logged. To change it: reviewkit screen decide {record} --decision {choice.value}"
            )
        replaced = [entry.record for entry in mine if entry.choice is not choice]
        ids = act.log(
            [
                _decision(act, name, choice, reason, where, note)
                for name in dict.fromkeys(
                    (*replaced, outcome.report)
                )  # the report last: its decision is the newest
            ]
        )
        return Decided(ids, outcome.report, record, where, choice, before)


def settle(
    folder: OpenReview,
    as_: str,
    record: str,
    choice: Choice,
    reason: str = "",
    stage: Stage | None = None,
    note: str = "",
) -> Decided:
    """Log what the team agreed on in a conflict. Raises ReviewkitError where there is nothing to settle."""
    with acting(folder, as_) as act:
        act.must(Role.SETTLES)
        outcome = _checked(act.review, record, choice, reason)
        where = _stage(act.review.protocol, stage or outcome.stage)
        if where != outcome.stage or not screening.can_be_settled(outcome, act.review.protocol):
            raise ReviewkitError(
                f"There is no conflict to settle on {record} at {where} (its state is {outcome.state.value}). "
                f"To log your own decision: reviewkit screen decide {record} --decision {choice.value}"
            )
        ids = act.log([_decision(act, outcome.report, choice, reason, where, note, final=True)])
        return Decided(ids, outcome.report, record, where, choice)


def _decision(
    act: Acting, record: str, choice: Choice, reason: str, stage: Stage, note: str, final: bool = False
) -> Decision:
    return Decision(
        by=act.who,
        stage=stage,
        record=record,
        choice=choice,
        reason=reason,
        note=note,
        final=final,
        fingerprint=act.fingerprint(record),
        at=ledger.now(),
    )


def _checked(review: Review, record: str, choice: Choice, reason: str) -> Outcome:
    """The outcome of the record's report. Raises ReviewkitError where the decision cannot be made."""
    known_records(review, [record])
    reasons = [entry.id for entry in review.protocol.reasons]
    if reason and reason not in reasons:
        raise ReviewkitError(
            f"The exclusion reason {reason!r} is not in review.yaml. Use one of: {', '.join(reasons) or '(none yet)'}"
        )
    if reason and choice is not Choice.EXCLUDE:
        raise ReviewkitError("A reason can only be given with --decision exclude.")
    return review.outcomes[review.report_of[record]]


def _stage(protocol: Protocol, stage: Stage) -> Stage:
    if stage not in protocol.stage_list() and stage != Stage.BEFORE:
        raise ReviewkitError(
            f"This review has no stage {stage}. Its stages are: {', '.join(protocol.stage_list())}"
        )
    return stage


@dataclass(frozen=True, slots=True)
class ImportedDecisions:
    """What an import of decisions did: the new events, how many were already logged, and those that matched no
    record."""

    ids: tuple[str, ...]
    already: int
    unmatched: tuple[Problem, ...]


def import_decisions(
    folder: OpenReview, as_: str, file: Path, list_name: str = "", skip_unmatched: bool = False
) -> ImportedDecisions:
    """Match every decision in another tool's file to a record, then log all of them or none.

    Raises ReviewkitError where one cannot be understood, or matches no record and `skip_unmatched` is false.
    """
    given = imported_decisions(read_bytes(file), str(file), list_name)
    if not given:
        raise ReviewkitError(
            f"{file}: no decisions were found in this file. Rayyan includes them only if the export includes notes."
        )
    with acting(folder, as_) as act:
        ready, problems = matched(given, act.review.records, act.review.protocol, act.who, act.review.report_of)
        unmatched = [problem for problem in problems if problem.code in ("no-record", "other-record")]
        if len(problems) > len(unmatched) or (unmatched and not skip_unmatched):
            hint = " Add --skip-unmatched to import the others." if len(problems) == len(unmatched) else ""
            lines = [
                *map(str, problems),
                f"Nothing was imported; the file has {number_of(len(given), 'decision')}.{hint}",
            ]
            raise ReviewkitError("\n".join(lines))
        new = _new_decisions(act, ready, file.name)
        ids = act.log(new)
        return ImportedDecisions(ids, len(ready) - len(new), tuple(unmatched))


def _new_decisions(act: Acting, ready: Sequence[MatchedDecision], origin: str) -> list[Decision]:
    """The new decisions in a file, so that it can safely be imported again, even if it shows somebody changing their
    mind.

    A decision with a time is known if it was imported with this file before. One without a time is known if the last
    decision in the file by that person on that record is what they decided last.
    """
    decided = act.review.facts.decisions
    came_before = {
        (*_key(entry), entry.choice, entry.reason, entry.at) for entry in decided if entry.origin == origin
    }
    last = {_key(entry): (entry.choice, entry.reason) for entry in decided}
    given = [_imported(act, item, origin) for item in ready]
    wanted = {_key(entry): (entry.choice, entry.reason) for entry in given}
    now = ledger.now()
    return [
        replace(
            entry, at=min(entry.at, now) if entry.at > NEVER else now
        )  # a clock that is ahead must not prevail for years
        for entry in given
        if last.get(_key(entry)) != wanted[_key(entry)]
        and (*_key(entry), entry.choice, entry.reason, entry.at) not in came_before
    ]


def _key(decision: Decision) -> tuple[str, str, Stage]:
    return decision.by, decision.record, decision.stage


def _imported(act: Acting, item: MatchedDecision, origin: str) -> Decision:
    """The decision as it is in the file; without a time where the file gives none."""
    return Decision(
        by=item.reviewer,
        stage=item.stage,
        record=item.record,
        choice=item.decision.choice,
        reason=item.reason,
        note=item.note,
        final=item.decision.final,
        origin=origin,
        fingerprint=act.fingerprint(item.record),
        at=moment(item.decision.at) or NEVER,
    )
