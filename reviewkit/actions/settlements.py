"""Conflicts as a workbook for the meeting of the team, and what was agreed on there read back: all rows or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from reviewkit import screening
from reviewkit.actions.who import Acting, acting, known_records, person, person_or_nobody
from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.exchange.settlements import GivenSettlement, GivenSettlements, is_table, settlements
from reviewkit.locales import labels
from reviewkit.model import Decision, Outcome
from reviewkit.render.tables.conflicts import ConflictRow, conflicts_form
from reviewkit.render.tables.form import Form
from reviewkit.review import Review
from reviewkit.store import ledger, spreadsheets
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Role, Stage, message, together


@dataclass(frozen=True, slots=True)
class ConflictsForm:
    """The conflicts that a person may see, as a form.

    `undecided` counts those on which they have to decide first, `closed` by stage those that they are not shown before
    everybody has decided.
    """

    form: Form
    conflicts: int
    undecided: int
    closed: Mapping[Stage, int]

    @property
    def hidden(self) -> int:
        """How many conflicts are not in the form."""
        return self.undecided + sum(self.closed.values())


def conflicts_to_settle(review: Review, as_: str, language: str = "") -> ConflictsForm:
    """The conflicts that a person may see, with a column for what the team agrees on."""
    who = person_or_nobody(review.protocol, as_)
    found = review.conflicts_for(who)
    rows = [
        ConflictRow(review.merged(one.report), one.stage, one.decisions, _fingerprint(review.outcomes[one.report]))
        for one in found
        if one.decisions is not None
    ]
    form = conflicts_form(rows, review.protocol, labels(language or review.protocol.language))
    return ConflictsForm(form, len(rows), len(found) - len(rows), review.conflicts_closed_to(who))


def _fingerprint(outcome: Outcome) -> str:
    """What was decided on a report at its stage, as a short hash: it changes with every further decision and undo."""
    known = (outcome.report, outcome.stage, *(decision.id for decision in outcome.at_its_stage()))
    return blake2b(" ".join(known).encode("utf-8", "replace"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a row settles, and what people had decided."""

    report: str
    stage: Stage
    choice: Choice
    reason: str
    note: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What a table settles, or with `dry_run` would settle.

    `ids` are the new events. `already` counts rows that were read before, `empty` rows without a settlement; `left_out`
    says which conflicts changed after the table was written.
    """

    ids: tuple[str, ...]
    settlements: tuple[Settlement, ...]
    already: int
    empty: int
    left_out: tuple[Problem, ...]
    dry_run: bool = False


def settle_from_table(folder: OpenReview, as_: str, file: Path, dry_run: bool = False) -> Settled:
    """Log what a team wrote into a table of conflicts, all rows or none; nothing with `dry_run`.

    A conflict that changed since the table was written is left out. Raises ReviewkitError with every row that is not
    understood, and for a table without rows.
    """
    _, head, rows = spreadsheets.table(file)
    if not is_table(set(head)):
        raise ReviewkitError(
            message(
                "{file}: this is not the table of conflicts. To write it: reviewkit screen conflicts -o "
                "conflicts.xlsx",
                file=file,
            )
        )
    if not rows:
        raise ReviewkitError(
            message(
                "{file}: there is no conflict in this table, so there is nothing to settle. Which conflicts "
                "are shown to you: reviewkit screen conflicts",
                file=file,
            )
        )
    if dry_run:
        act = Acting(folder, person(folder.refresh().protocol, as_))
        return replace(_plan(act, settlements(rows, str(file), act.review.protocol)), dry_run=True)
    with acting(folder, as_) as act:
        plan = _plan(act, settlements(rows, str(file), act.review.protocol))
        return replace(plan, ids=act.log([_decision(act, one) for one in plan.settlements]))


def _plan(act: Acting, given: GivenSettlements) -> Settled:
    """What a table settles now. Raises ReviewkitError where a row is not understood, or the person may not settle."""
    act.must(Role.SETTLES)
    _refuse([*given.problems, *_unknown(act.review, given.rows)])
    new: dict[tuple[str, Stage], Settlement] = {}
    left_out: list[Problem] = []
    already = 0
    for row in given.rows:
        outcome = act.review.outcomes[act.review.report_of[row.report]]
        if _is_settled_so(outcome, row):
            already += 1
        elif why := _why_not(act, outcome, row):
            left_out.append(
                Problem(
                    row.place, message("{report}: {why}", report=row.report, why=why), Level.WARNING, "decision"
                )
            )
        else:
            decided = tuple(screening.last_of_each(outcome))
            new[row.report, row.stage] = Settlement(
                row.report, row.stage, row.choice, row.reason, row.note, decided
            )
    return Settled((), tuple(new.values()), already, given.empty, tuple(left_out))


def _unknown(review: Review, rows: Sequence[GivenSettlement]) -> list[Problem]:
    found = []
    for row in rows:
        try:
            known_records(review, [row.report])
        except ReviewkitError as error:
            found.append(Problem(row.place, str(error), Level.ERROR, "no-record"))
    return found


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise ReviewkitError(together([*map(str, problems), message("Nothing was logged.")]))


def _is_settled_so(outcome: Outcome, row: GivenSettlement) -> bool:
    """Whether the last settlement at the row's stage says what the row says."""
    final = [one for one in outcome.decisions if one.final and one.stage == row.stage]
    return bool(final) and (final[-1].choice, final[-1].reason) == (row.choice, row.reason)


def _why_not(act: Acting, outcome: Outcome, row: GivenSettlement) -> str:
    """Why a row must not count, in words; "" where it may."""
    if outcome.report != row.report:
        return message("it is now a duplicate of {report}", report=outcome.report)
    if _fingerprint(outcome) != row.seen:
        return message(
            "somebody decided on it, settled it or took a decision back after the table was written. "
            "Look at it again: reviewkit screen conflicts"
        )
    if not screening.may_see(act.who, outcome, act.review.protocol):
        return message("you still have to decide on it yourself")
    if not screening.can_be_settled(outcome, act.review.protocol):
        return message("there is no conflict any more")
    return ""


def _decision(act: Acting, one: Settlement) -> Decision:
    return Decision(
        by=act.who,
        stage=one.stage,
        record=one.report,
        choice=one.choice,
        reason=one.reason,
        note=one.note,
        final=True,
        fingerprint=act.fingerprint(one.report),
        at=ledger.now(),
    )
