"""Duplicates: the machine's runs, people's answers, and answers of an earlier version brought up to date."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from reviewkit import __version__, dedupe
from reviewkit.actions.who import Acting, acting, known_records
from reviewkit.dedupe.audit import Audit, audit
from reviewkit.errors import ReviewkitError
from reviewkit.model import Decision, DedupeRun, DuplicateGroup, DuplicateVerdict
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Verdict

Result = TypeVar("Result")
Waiting = Callable[[str, Callable[[], Result]], Result]


def _at_once(what: str, work: Callable[[], Result]) -> Result:
    return work()


@dataclass(frozen=True, slots=True)
class DedupeResult:
    """What a run found: the id of the run, or "" where every export had been compared."""

    id: str
    review: Review


def run(folder: OpenReview, as_: str, waiting: Waiting[Sequence[DuplicateVerdict]] = _at_once) -> DedupeResult:
    """Compare what no run has compared yet, and log what was found with the run, all or none.

    `waiting` shows that the work goes on. Raises ReviewkitError where there are no records.
    """
    with acting(folder, as_) as act:
        review = act.review
        if not review.records:
            raise ReviewkitError("there are no records yet: reviewkit import FILE --source NAME")
        if not review.never_compared:
            return DedupeResult("", review)
        verdicts = waiting("comparing", lambda: new_verdicts(review))
        ids = act.log(_logged_run(act, verdicts))
        return DedupeResult(ids[0], act.review)


def new_verdicts(review: Review) -> list[DuplicateVerdict]:
    """The machine's verdicts on pairs with at least one record of an export that no run has seen."""
    import numpy as np

    ids = list(review.records)
    fresh = {record for export in review.never_compared for record in export.record_ids()}
    new = np.fromiter((record in fresh for record in ids), bool, len(ids))
    position = {record: n for n, record in enumerate(ids)}
    joined = [
        (position[first], position[second])
        for (first, second), verdict in dedupe.standing(review.facts.verdicts).items()
        if verdict.verdict is Verdict.SAME and first in position and second in position
    ]
    found = dedupe.matches(review.records.values(), review.protocol.duplicates, new=new, joined=joined)
    return dedupe.verdicts(ids, found)


def _logged_run(act: Acting, verdicts: Iterable[DuplicateVerdict]) -> list[DedupeRun | DuplicateVerdict]:
    """A run and its verdicts as they are logged, of one moment: version 0.2 tells by it which verdicts a run gave."""
    now = ledger.now()
    where = act.folder.fingerprints()
    exports = frozenset(export.sha256 for export in act.review.facts.exports)
    return [
        DedupeRun(__version__, exports, at=now),
        *(
            replace(verdict, at=now, fingerprints=(where[verdict.first], where[verdict.second]))
            for verdict in verdicts
        ),
    ]


@dataclass(frozen=True, slots=True)
class Answered:
    """A verdict of a person that was logged.

    `conflict` names the report that people decided on differently now, `decisions` what they decided, where the person
    may see it.
    """

    id: str
    conflict: str = ""
    decisions: tuple[Decision, ...] = ()


def answer(folder: OpenReview, as_: str, pair: tuple[str, str], verdict: Verdict, note: str = "") -> Answered:
    """Log what a person says of a pair. Raises ReviewkitError where the two are not two records of the review."""
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
    """A row of a queue table that somebody filled in, and where it is (FILE:ROW)."""

    where: str
    pair: tuple[str, str]
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswersLogged:
    """How many answers of a table were new, and how many had been given before."""

    ids: tuple[str, ...]
    already: int


def log_answers(
    folder: OpenReview, as_: str, given: Sequence[GivenAnswer], origin: str, not_understood: Sequence[str] = ()
) -> AnswersLogged:
    """Log the answers of a filled-in table, all or none. Raises ReviewkitError with each row that is wrong.

    `not_understood` are rows whose answer could not be read, in words.
    """
    with acting(folder, as_) as act:
        wrong = list(not_understood)
        for row in given:
            try:
                known_records(act.review, row.pair)
            except ReviewkitError as error:
                wrong.append(f"{row.where}: {error}")
        wrong += _contradictions(given)
        if wrong:
            raise ReviewkitError("\n".join([*wrong, "Nothing was logged."]))
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
    """The rows on pairs whose last row is not what the person answered last, so that a table can come in again."""
    answered = {
        frozenset((entry.first, entry.second)): entry.verdict
        for entry in act.review.facts.verdicts
        if entry.by == act.who
    }
    wanted = {frozenset(row.pair): row.verdict for row in given}
    return [row for row in given if answered.get(frozenset(row.pair)) is not wanted[frozenset(row.pair)]]


@dataclass(frozen=True, slots=True)
class VerdictChanges:
    """What this version would answer otherwise than the machine's verdicts in effect."""

    changes: tuple[DuplicateVerdict, ...]
    before: tuple[DuplicateGroup, ...]
    after: tuple[DuplicateGroup, ...]
    id: str = ""


def verdict_changes(review: Review) -> VerdictChanges:
    """What this version and the policies of review.yaml would change in the machine's verdicts. Nothing is logged."""
    ids = list(review.records)
    found = dedupe.matches(review.records.values(), review.protocol.duplicates)
    changes = dedupe.changes(ids, review.facts.verdicts, found)
    return VerdictChanges(changes, review.groups, dedupe.groups(ids, (*review.facts.verdicts, *changes)))


def update(folder: OpenReview, as_: str, waiting: Waiting[VerdictChanges] = _at_once) -> VerdictChanges:
    """Log what this version answers otherwise, as a run that can be taken back. People's verdicts stay in any case."""
    with acting(folder, as_) as act:
        made = waiting("comparing", lambda: verdict_changes(act.review))
        if not made.changes:
            return made
        changed = [replace(change, note="") for change in made.changes]
        ids = act.log(_logged_run(act, changed))
        return replace(made, id=ids[0])


def explained(review: Review, pair: tuple[str, str]) -> dedupe.Explanation:
    """What speaks for and against one report, and what the machine says of the pair now."""
    position = {record: n for n, record in enumerate(review.records)}
    return dedupe.explanation(columns_of(review), position[pair[0]], position[pair[1]], review.protocol.duplicates)


def columns_of(review: Review) -> dedupe.Columns:
    """The records of a review as they are compared."""
    return dedupe.columns(review.records.values())


def audited(review: Review, advanced: Callable[[int], None]) -> Audit:
    """All titles compared with all, to see which likely pairs the blocking missed; `advanced` is told of the progress.

    Raises ReviewkitError where there are no two records.
    """
    if len(review.records) < 2:
        raise ReviewkitError("there are no two records to compare.")
    return audit(columns_of(review), review.protocol.duplicates, advanced)
