"""Answers of an older form brought to the form as it is now: confirmed as they are, or with another choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewkit.actions.charting import may_chart
from reviewkit.actions.who import Acting, acting, person
from reviewkit.blind import chart_view
from reviewkit.errors import ReviewkitError
from reviewkit.model import Answer, ChartedValue, ChartSettled, Form
from reviewkit.outdated import Outdated, Said
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.studies import chosen
from reviewkit.typed_answers import misfit
from reviewkit.words import FieldType, Role, message


@dataclass(frozen=True, slots=True)
class Turn:
    """A choice of a field that replaces an older one."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """What was logged anew for the form as it is now, or with `dry_run` would be, and what is still to look at."""

    logged: tuple[Said, ...] = ()
    left: tuple[Outdated, ...] = ()
    dry_run: bool = False

    @property
    def undo(self) -> str:
        """The name under which all of it is undone; "" where nothing was logged."""
        return ledger.token_of(self.logged[0].id) if self.logged and self.logged[0].id else ""


def migrate(
    folder: OpenReview,
    as_: str,
    turns: Sequence[Turn] = (),
    confirm: bool = False,
    studies: Sequence[str] = (),
    dry_run: bool = False,
) -> Migrated:
    """Log one's own answers of an older form anew, in one append: with another choice where `turns` has one, and as
    they are where `confirm` says so and they fit. Settlements too, for who settles, where `turns` has another choice.

    Quotes and notes stay. Raises ReviewkitError for a turn that the form does not have, and an unknown study.
    """
    if dry_run:
        act = Acting(folder, person(folder.refresh().protocol, as_))
        return replace(_plan(act, turns, confirm, studies), dry_run=True)
    with acting(folder, as_) as act:
        plan = _plan(act, turns, confirm, studies)
        ids = act.log(list(plan.logged)) if plan.logged else ()
        return replace(
            plan, logged=tuple(replace(one, id=made) for one, made in zip(plan.logged, ids, strict=True))
        )


def _plan(act: Acting, turns: Sequence[Turn], confirm: bool, studies: Sequence[str]) -> Migrated:
    may_chart(act)
    review = act.review
    for turn in turns:
        _must_be_possible(review.form, turn)
    keys = [study.key for study in chosen(review.included_studies, "", studies)]
    logged: list[Said] = []
    left: list[Outdated] = []
    for one in chart_view(review, act.who).outdated(keys):
        made = _anew(act, one, turns, confirm)
        if made is None:
            left.append(one)
        else:
            logged.append(made)
    return Migrated(tuple(logged), tuple(left))


def _must_be_possible(form: Form, turn: Turn) -> None:
    field = form.field(turn.field)
    if field is None or field.type not in (FieldType.CHOICE, FieldType.CHOICES):
        raise ReviewkitError(
            message("{field} is no field of the form with choices. Nothing was logged.", field=turn.field)
        )
    if field.choice(turn.new) is None:
        raise ReviewkitError(
            message(
                "{field} does not offer {choice!r}. It offers: {known}. Nothing was logged.",
                field=turn.field,
                choice=turn.new,
                known=", ".join(one.id for one in field.choices),
            )
        )


def _anew(act: Acting, one: Outdated, turns: Sequence[Turn], confirm: bool) -> Said | None:
    """An answer as it is logged anew; None where this person has to look at it, or another one."""
    said, review = one.said, act.review
    if not _is_theirs(act, said) or not review.chart.may_be_charted(said.study):
        return None
    answer = _turned(said.answer, {turn.old: turn.new for turn in turns if turn.field == said.field})
    is_turned = answer != said.answer
    if misfit(review.form.field(said.field), said.field, answer, said.instance) or not (is_turned or confirm):
        return None
    if isinstance(said, ChartedValue):
        return replace(said, answer=answer, form=review.form.version, at=ledger.now(), id="")
    return replace(said, by=act.who, answer=answer, at=ledger.now(), id="") if is_turned else None


def _is_theirs(act: Acting, said: Said) -> bool:
    """Whether this person gave the answer, or may settle it anew."""
    if isinstance(said, ChartSettled):
        reviewer = act.review.protocol.reviewer(act.who)
        return reviewer is not None and Role.SETTLES in reviewer.roles
    return said.by == act.who


def _turned(answer: Answer, turns: Mapping[str, str]) -> Answer:
    """An answer with other choices."""
    value = answer.value
    if isinstance(value, str):
        return Answer(turns.get(value, value))
    if isinstance(value, tuple):
        chosen_now = [turns.get(one, one) if isinstance(one, str) else one for one in value]
        return Answer(tuple(dict.fromkeys(chosen_now)))  # type: ignore[arg-type]
    return answer
