"""Charting: answers to the fields of the form with their evidence, what holds where people differ, and done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reviewkit.actions.pilots import left_in_words
from reviewkit.actions.quoting import GivenQuote, placed_in
from reviewkit.actions.studies import write_proposed
from reviewkit.actions.who import Acting, acting
from reviewkit.charting import (
    Chart,
    Charted,
    answers_of,
    answers_seen_by,
    is_asked,
    needs_evidence,
    still_required,
)
from reviewkit.errors import ReviewkitError
from reviewkit.model import Answer, ChartedValue, ChartingDone, ChartSettled, FormField, Study
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.typed_answers import understood, written
from reviewkit.words import (
    MOST_INSTANCES,
    ChartingMode,
    Message,
    NotCharted,
    QuoteRule,
    Role,
    Settling,
    message,
    together,
)


@dataclass(frozen=True, slots=True)
class SetValue:
    """An answer that was logged; `notices` say what to know about its quotes.

    `already` means that it had been logged before, so nothing was added.
    """

    id: str
    value: ChartedValue
    notices: tuple[Message, ...] = ()
    already: bool = False


def set_value(
    folder: OpenReview,
    as_: str,
    study: str,
    field: str,
    typed: str,
    quotes: Sequence[GivenQuote] = (),
    instance: int = 1,
    note: str = "",
    keep_lost: bool = False,
    is_whole: bool = False,
) -> SetValue:
    """Log what a person charted in a field of a study. The same again is logged once, as after a crash; with a newer
    version of the form it is logged again, with its quotes. `is_whole` says that the quotes and the note are all that
    there are to be, so that those which are not given again are dropped.

    Raises ReviewkitError, with nothing logged, for a study that is not included, a field that the form has not or does
    not ask there, a value that does not fit, evidence that is missing, and a quote that none of the full texts has
    (unless `keep_lost`).
    """
    with acting(folder, as_) as act:
        may_chart(act)
        of_study, asked = study_of(act.review, study), field_of(act.review, field, instance)
        answer = understood(asked, typed)
        version, chart = act.review.form.version, act.review.chart_of(study)
        must_be_open(chart, study)
        before = chart.item(study, field, instance).by(act.who)
        same = before if before and not is_whole and _is_said_again(before, answer, quotes, note) else None
        if same and same.form == version:
            return SetValue(same.id, same, already=True)
        must_be_asked(asked, answer, answers_seen_by(chart, study, act.who))
        if same and same.evidence:
            evidence, notices = same.evidence, tuple[Message, ...]()
        else:
            must_have_evidence(asked, answer, quotes)
            known = before.evidence if before else ()
            evidence, notices = placed_in(folder, of_study, quotes, keep_lost, known)
        said = note.strip() or (same.note if same else "")
        value = ChartedValue(act.who, study, field, answer, instance, evidence, said, version, at=ledger.now())
        if before and _said(before) == _said(value):
            return SetValue(before.id, before, notices, already=True)
        write_proposed(act, [study])
        (made,) = act.log([value])
        return SetValue(made, replace(value, id=made), notices)


def _is_said_again(before: ChartedValue, answer: Answer, quotes: Sequence[GivenQuote], note: str) -> bool:
    """Whether nothing is given that was not logged: with a newer form this confirms the answer and its quotes."""
    return before.answer == answer and not quotes and note in ("", before.note)


def _said(value: ChartedValue) -> tuple[object, ...]:
    return value.answer, value.evidence, value.note, value.form


@dataclass(frozen=True, slots=True)
class SettledValue:
    """What was settled in a field, and the answers that stay beside it."""

    id: str
    settlement: ChartSettled
    answers: tuple[ChartedValue, ...]
    already: bool = False


def settle(
    folder: OpenReview,
    as_: str,
    study: str,
    field: str,
    typed: str,
    why: Settling | None = None,
    instance: int = 1,
    note: str = "",
) -> SettledValue:
    """Log what holds in a field: where people differ, or (with verify) what another one charted. Their answers stay.

    `why` is a third person where it is not given and somebody settles who did not chart the field, else agreed.
    Raises ReviewkitError where there is nothing to settle, people are still at it without seeing each other's answers,
    or one of those who charted does not say in the note which third person decided.
    """
    with acting(folder, as_) as act:
        may_settle(act, study)
        plan = settlement_of(act, study, field, typed, why, instance, note)
        if plan.already:
            return plan
        (made,) = act.log([plan.settlement])
        return replace(plan, id=made, settlement=replace(plan.settlement, id=made))


def may_settle(act: Acting, study: str) -> None:
    """Raises ReviewkitError where the person may not settle what people differ on; with verify, who charts does."""
    is_verified = act.review.chart_of(study).agreed_for(study).mode is ChartingMode.VERIFY
    may_chart(act, Role.CHARTS if is_verified else Role.SETTLES)


def settlement_of(
    act: Acting, study: str, field: str, typed: str, why: Settling | None = None, instance: int = 1, note: str = ""
) -> SettledValue:
    """What settling a field would log (the id is then ""), or what was logged before. Raises ReviewkitError as
    `settle`."""
    study_of(act.review, study)
    asked = field_of(act.review, field, instance)
    chart = act.review.chart_of(study)
    item = chart.item(study, field, instance)
    _must_be_shown(act, chart, study)
    _must_be_to_settle(act, chart, item)
    why = why_settled(act, item, why, note)
    answer = understood(asked, typed)
    if item.settled and _is_settled_so(item.settled, answer, why, note):
        return SettledValue(item.settled.id, item.settled, item.answers, already=True)
    of = tuple(one.id for one in item.answers)
    settlement = ChartSettled(act.who, study, field, answer, of, why, instance, note.strip(), at=ledger.now())
    return SettledValue("", settlement, item.answers)


def _is_settled_so(settled: ChartSettled, answer: Answer, why: Settling, note: str) -> bool:
    """Whether nothing is said that was not logged: the same without a note, or with the same one."""
    return (settled.answer, settled.why) == (answer, why) and note.strip() in ("", settled.note)


def why_settled(act: Acting, item: Charted, why: Settling | None, note: str) -> Settling:
    """How it was settled, as somebody says or as follows from who they are.

    Raises ReviewkitError where somebody who charted the study does not say in the note which third person decided.
    """
    chart = act.review.chart_of(item.study)
    is_third = chart.agreed_for(item.study).is_blind and act.who not in chart.begun(item.study)
    if why is Settling.THIRD_PERSON and not is_third and not note.strip():
        raise ReviewkitError(
            message(
                "You charted {study} yourself, or check it. Write in the note which third person decided. Nothing was "
                "logged.",
                study=item.study,
            )
        )
    return why or (Settling.THIRD_PERSON if is_third else Settling.AGREED)


@dataclass(frozen=True, slots=True)
class DoneCharting:
    """Whether a person is done with a study; `opened` says that everybody's answers can be seen now, and `notices` what
    the tables still wait for."""

    id: str
    study: str
    done: bool
    opened: bool = False
    already: bool = False
    notices: tuple[Message, ...] = ()


def finish(folder: OpenReview, as_: str, study: str, done: bool = True, note: str = "") -> DoneCharting:
    """Log that the person is done with charting a study, or not after all.

    Raises ReviewkitError where a field that needs an answer has none.
    """
    with acting(folder, as_) as act:
        may_chart(act)
        study_of(act.review, study)
        chart = act.review.chart_of(study)
        if (act.who in chart.done(study)) is done:
            last = [one for one in chart.dones if (one.study, one.by) == (study, act.who)]
            return DoneCharting(last[-1].id if last else "", study, done, chart.is_open(study), already=True)
        if done:
            must_be_open(chart, study)
            _must_be_complete(act, chart, study)
        write_proposed(act, [study])
        (made,) = act.log([ChartingDone(act.who, study, done, note.strip(), at=ledger.now())])
        chart = act.review.chart_of(study)
        notices = tuple(_left_out(act, chart, study)) if done else ()
        return DoneCharting(made, study, done, chart.is_open(study), notices=notices)


# -- what is allowed


def may_chart(act: Acting, role: Role = Role.CHARTS) -> None:
    """Raises ReviewkitError where the person does not have the role, or there is no form, or the folder is too old."""
    act.needs_new_format(message("charting"))
    act.must(role)
    act.review.form  # noqa: B018 - raises where there is none


def study_of(review: Review, key: str) -> Study:
    """The included study with this key."""
    studies = {study.key: study for study in review.included_studies}
    if key not in studies:
        raise ReviewkitError(
            message(
                "There is no included study {key!r}. The studies are: {known}",
                key=key,
                known=", ".join(studies) or message("(none yet)"),
            )
        )
    return studies[key]


def field_of(review: Review, field_id: str, instance: int) -> FormField:
    """The field of the form with this id."""
    form = review.form
    field = form.field(field_id)
    if field is None:
        raise ReviewkitError(
            message(
                "The charting form has no field {field!r}. Its fields are: {known}",
                field=field_id,
                known=", ".join(one.id for one in form.fields()),
            )
        )
    if instance != 1 and not field.repeat:
        raise ReviewkitError(
            message("{field} is asked once for each study, so it has no number {n}.", field=field_id, n=instance)
        )
    if not 1 <= instance <= MOST_INSTANCES:
        raise ReviewkitError(
            message(
                "{field} can be charted up to {most} times in a study, counted from 1.",
                field=field_id,
                most=MOST_INSTANCES,
            )
        )
    return field


def must_be_open(chart: Chart, study: str) -> None:
    """Raises ReviewkitError where a pilot of other studies has to be finished before this one is charted."""
    pilot = chart.unfinished_pilot
    if pilot is None or chart.may_be_charted(study):
        return
    raise ReviewkitError(
        message(
            "{study} opens when everybody has finished the pilot of {studies} ({left}). Nothing was logged. To end the "
            "pilot: reviewkit undo {event}",
            study=study,
            studies=", ".join(pilot.studies),
            left=left_in_words(chart.left_of(pilot)),
            event=pilot.id,
        )
    )


def must_be_asked(field: FormField, answer: Answer, known: Mapping[str, Sequence[Answer]]) -> None:
    """Raises ReviewkitError for an answer to a field that the form does not ask after what is `known` of the study.

    That it does not apply (NA) can always be said.
    """
    if field.when is None or answer.missing is NotCharted.NA or is_asked(field, known):
        return
    here = together([written(None, one) for one in known.get(field.when.field, ())], "; ")
    raise ReviewkitError(
        message(
            "{field} is asked only where {other} is {values}; here it is {answer}. Chart {other} first, or chart NA. "
            "Nothing was logged.",
            field=field.id,
            other=field.when.field,
            values=together(field.when.values, " / "),
            answer=here or message("not charted"),
        )
    )


def must_have_evidence(field: FormField, answer: Answer, quotes: Sequence[GivenQuote] = ()) -> None:
    """Raises ReviewkitError where the form asks for a quote and there is none, or takes none and there is one."""
    if needs_evidence(field, answer) and not quotes:
        raise ReviewkitError(
            message(
                "{field} needs the words of the report that the answer rests on. Give them as a quote. Nothing was "
                "logged.",
                field=field.id,
            )
        )
    if quotes and field.evidence is QuoteRule.NONE:
        raise ReviewkitError(
            message("{field} takes no quote, as the form says. Leave it out. Nothing was logged.", field=field.id)
        )


def _must_be_shown(act: Acting, chart: Chart, study: str) -> None:
    if chart.is_open_to(act.who, study):
        return
    done = ", ".join(chart.done(study))
    raise ReviewkitError(
        message(
            "{study} is not yet charted to the end by {people} people (done: {done}), so what they differ on cannot be "
            "seen or settled.",
            study=study,
            people=chart.agreed_for(study).people,
            done=done or message("nobody"),
        )
    )


def _must_be_to_settle(act: Acting, chart: Chart, item: Charted) -> None:
    """People differ, or one left it out; or somebody checks what another one charted."""
    checks = chart.agreed_for(item.study).mode is ChartingMode.VERIFY and bool(item.answers)
    if checks and all(one.by == act.who for one in item.answers):
        raise ReviewkitError(
            message(
                "You charted {field} of {study} yourself, so somebody else checks it. To change it, chart it anew.",
                field=item.field,
                study=item.study,
            )
        )
    if not checks and not item.settled and item not in chart.differences([item.study]):
        raise ReviewkitError(
            message(
                "Nobody differs on {field} of {study}, so there is nothing to settle. Nothing was logged.",
                field=item.field,
                study=item.study,
            )
        )


def _answered(act: Acting, chart: Chart, study: str) -> dict[str, tuple[Answer, ...]]:
    """What was answered of a study by who finishes it; with verify by anybody."""
    author = "" if chart.agreed_for(study).mode is ChartingMode.VERIFY else act.who
    return answers_of(chart, study, author)


def _left_out(act: Acting, chart: Chart, study: str) -> Iterator[Message]:
    """Which fields nobody has to answer and the person did not, because a table is unfinished without them."""
    answers = _answered(act, chart, study)
    left = [one.id for one in act.review.form.fields() if one.id not in answers and is_asked(one, answers)]
    if left:
        yield message(
            "{study} has no answer in: {fields}. Tables with these are not finished; where the report does not say it, "
            "chart NR.",
            study=study,
            fields=", ".join(left),
        )


def _must_be_complete(act: Acting, chart: Chart, study: str) -> None:
    left = still_required(act.review.form, _answered(act, chart, study))
    if left:
        raise ReviewkitError(
            message(
                "{study} still needs an answer in: {fields}. Where the report does not say it, chart NR.",
                study=study,
                fields=", ".join(one.id for one in left),
            )
        )
