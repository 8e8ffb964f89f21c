"""Duplicates: reviewkit's runs, people's answers, and updates of verdicts that an earlier version gave."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from reviewkit import __version__, duplicates, matching
from reviewkit.actions import kept_codes, kept_columns
from reviewkit.actions.who import Acting, acting, known_records
from reviewkit.errors import ReviewkitError
from reviewkit.gc_pause import gc_paused
from reviewkit.matching.audit import Audit, audit
from reviewkit.model import Decision, DedupeRun, DuplicateGroup, DuplicateVerdict
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Verdict, message, together

Explanation = matching.Explanation
Result = TypeVar("Result")
Spinner = Callable[[str, Callable[[], Result]], Result]


def _at_once(what: str, work: Callable[[], Result]) -> Result:
    return work()


@dataclass(frozen=True, slots=True)
class DedupeResult:
    """What a run found, and its id, or "" where every export had already been compared."""

    id: str
    review: Review


@gc_paused()
def run(
    folder: OpenReview, as_: str, with_spinner: Spinner[Sequence[DuplicateVerdict]] = _at_once
) -> DedupeResult:
    """Compare what no run has compared yet, and log the run with its verdicts, all or none.

    `with_spinner` shows that work is in progress. Raises ReviewkitError where there are no records.
    """
    with acting(folder, as_) as act:
        review = act.review
        if not review.records:
            raise ReviewkitError(
                message("There are no records yet. To import some: reviewkit import FILE --source NAME")
            )
        if not review.never_compared:
            return DedupeResult("", review)
        verdicts = with_spinner("comparing", lambda: new_verdicts(review))
        ids = act.log(_logged_run(act, verdicts))
        return DedupeResult(ids[0], act.review)


def new_verdicts(review: Review) -> list[DuplicateVerdict]:
    """reviewkit's verdicts on pairs in which at least one record is from an export that no run has seen."""
    ids = list(review.records)
    fresh = {record for export in review.never_compared for record in export.record_ids()}
    new = [record in fresh for record in ids]
    position = {record: n for n, record in enumerate(ids)}
    by_runs: list[tuple[int, int]] = []
    by_people: list[tuple[int, int]] = []
    for (first, second), verdict in review.standing_verdicts.items():
        if verdict.verdict is Verdict.SAME and first in position and second in position:
            joined = by_runs if verdict.tool_version else by_people
            joined.append((position[first], position[second]))
    table, found_by = kept_codes.of_records(review.records)
    found = matching.matches(
        table, review.protocol.duplicates, new=new, joined=by_runs, found_by=found_by, by_people=by_people
    )
    return duplicates.verdicts(ids, found)


def _logged_run(act: Acting, verdicts: Iterable[DuplicateVerdict]) -> list[DedupeRun | DuplicateVerdict]:
    """A run and its verdicts, all with the same time: version 0.2 uses it to tell which verdicts belong to a run."""
    now = ledger.now()
    where = act.folder.fingerprints()
    exports = frozenset(export.content for export in act.review.facts.exports if export.content)
    return [
        DedupeRun(__version__, exports, at=now),
        *(
            replace(verdict, at=now, fingerprints=(where[verdict.first], where[verdict.second]))
            for verdict in verdicts
        ),
    ]


@dataclass(frozen=True, slots=True)
class Answered:
    """A person's verdict that was logged.

    `conflict` is the report on which decisions now differ, and `decisions` are those, if the person may see them.
    """

    id: str
    conflict: str = ""
    decisions: tuple[Decision, ...] = ()


def answer(folder: OpenReview, as_: str, pair: tuple[str, str], verdict: Verdict, note: str = "") -> Answered:
    """Log a person's answer on a pair. Raises ReviewkitError unless these are two records in the review."""
    with acting(folder, as_) as act:
        known_records(act.review, pair)
        (event_id,) = act.log([_answer(act, pair, verdict, note)])
        report = act.review.report_of[pair[0]]
        if verdict is not Verdict.SAME or report not in act.review.decided_differently:
            return Answered(event_id)
        return Answered(event_id, report, act.review.decisions_shown_to(act.who, report))


def _answer(act: Acting, pair: tuple[str, str], verdict: Verdict, note: str, origin: str = "") -> DuplicateVerdict:
    return DuplicateVerdict(
        by=act.who,
        first=pair[0],
        second=pair[1],
        verdict=verdict,
        note=note,
        origin=origin,
        fingerprints=(act.fingerprint(pair[0]), act.fingerprint(pair[1])),
        at=ledger.now(),
    )


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A filled-in row of a queue table, and where it is (FILE:ROW)."""

    where: str
    pair: tuple[str, str]
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswersLogged:
    """How many answers in a table were new, and how many had already been logged."""

    ids: tuple[str, ...]
    already: int


def log_answers(
    folder: OpenReview, as_: str, given: Sequence[GivenAnswer], origin: str, errors: Sequence[str] = ()
) -> AnswersLogged:
    """Log the answers in a filled-in table, all or none. Raises ReviewkitError that lists every row with an error.

    `errors` are messages about rows whose answer could not be read.
    """
    with acting(folder, as_) as act:
        messages = list(errors)
        for row in given:
            try:
                known_records(act.review, row.pair)
            except ReviewkitError as error:
                messages.append(message("{place}: {said}", place=row.where, said=error))
        messages += _contradictions(given)
        if messages:
            raise ReviewkitError(together([*messages, message("Nothing was logged.")]))
        new = _new_answers(act, given)
        ids = act.log([_answer(act, row.pair, row.verdict, row.note, origin) for row in new])
        return AnswersLogged(ids, len(given) - len(new))


def _contradictions(given: Sequence[GivenAnswer]) -> list[str]:
    """The rows that answer a pair otherwise than a row before them, in words."""
    before: dict[frozenset[str], GivenAnswer] = {}
    return [
        f"{row.where}: this pair is {row.verdict.value} here and {other.verdict.value} at {other.where}; "
        "leave one of the two answers"
        for row in given
        if (other := before.setdefault(frozenset(row.pair), row)).verdict is not row.verdict
    ]


def _new_answers(act: Acting, given: Sequence[GivenAnswer]) -> list[GivenAnswer]:
    """The rows that change the person's last answer on a pair, so that a table can safely be read again."""
    answered = {
        frozenset((entry.first, entry.second)): entry.verdict
        for entry in act.review.facts.verdicts
        if entry.by == act.who
    }
    wanted = {frozenset(row.pair): row.verdict for row in given}
    return [row for row in given if answered.get(frozenset(row.pair)) is not wanted[frozenset(row.pair)]]


class RuleChanges(NamedTuple):
    """How many verdicts a rule changes, from one to another."""

    rule: str
    before: Verdict
    now: Verdict
    verdicts: int


@dataclass(frozen=True, slots=True)
class VerdictChanges:
    """Where this version's answers differ from reviewkit's verdicts in effect."""

    changes: tuple[DuplicateVerdict, ...]
    before: tuple[DuplicateGroup, ...]
    after: tuple[DuplicateGroup, ...]
    id: str = ""

    @property
    def by_rule(self) -> tuple[RuleChanges, ...]:
        """The changes of each rule, the most first."""
        counted = Counter((change.rule, change.note, change.verdict) for change in self.changes)
        return tuple(
            RuleChanges(rule, Verdict(before), now, count)
            for (rule, before, now), count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        )


def verdict_changes(review: Review) -> VerdictChanges:
    """What this version and the policies in review.yaml would change in reviewkit's verdicts. Nothing is logged."""
    ids = list(review.records)
    table, found_by = kept_codes.of_records(review.records)
    found = matching.matches(table, review.protocol.duplicates, found_by=found_by)
    changes = duplicates.changes(ids, review.facts.verdicts, found)
    return VerdictChanges(changes, review.groups, duplicates.groups(ids, (*review.facts.verdicts, *changes)))


def update(folder: OpenReview, as_: str, with_spinner: Spinner[VerdictChanges] = _at_once) -> VerdictChanges:
    """Log where this version's answers differ, as a run that can be undone. People's verdicts always stay."""
    with acting(folder, as_) as act:
        made = with_spinner("comparing", lambda: verdict_changes(act.review))
        if not made.changes:
            return made
        changed = [replace(change, note="") for change in made.changes]
        ids = act.log(_logged_run(act, changed))
        return replace(made, id=ids[0])


def explained(review: Review, pair: tuple[str, str]) -> Explanation:
    """The evidence on a pair, and what reviewkit answers now."""
    position = {record: n for n, record in enumerate(review.records)}
    return matching.explanation(
        columns_of(review), position[pair[0]], position[pair[1]], review.protocol.duplicates
    )


def columns_of(review: Review) -> matching.Columns:
    """The records of a review as they are compared; those of an export that was compared before are not read again."""
    return kept_columns.of_records(review.records)


def audited(review: Review, advanced: Callable[[int], None]) -> Audit:
    """Compare every title with every other, to see which likely pairs the blocking missed; `advanced` gets the
    progress.

    Raises ReviewkitError where there are fewer than two records.
    """
    if len(review.records) < 2:
        raise ReviewkitError(message("There must be at least two records to compare."))
    return audit(columns_of(review), review.protocol.duplicates, advanced)
