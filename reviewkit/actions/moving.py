"""The characteristics of studies.yaml as answers of the charting form: moved over once, with a preview."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviewkit.actions.charting import may_chart, must_be_asked, must_have_evidence
from reviewkit.actions.who import Acting, acting, person
from reviewkit.charting import answers_seen_by
from reviewkit.errors import ReviewkitError
from reviewkit.model import Answer, ChartedValue, Form, FormField, Study
from reviewkit.normalize import letters
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.typed_answers import BETWEEN_CHOICES, understood
from reviewkit.words import FieldType, message


@dataclass(frozen=True, slots=True)
class Moved:
    """A characteristic of a study as the answer to a field; `id` is "" where nothing was logged."""

    study: str
    name: str
    field: str
    answer: Answer
    id: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A characteristic that stays where it is, and why."""

    study: str
    name: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class MovedCharacteristics:
    """What was charted of studies.yaml, or with `dry_run` would be.

    `already` are answers that the person had charted before, `left` what does not fit, and `unknown` the names that no
    field has.
    """

    moved: tuple[Moved, ...] = ()
    already: tuple[Moved, ...] = ()
    left: tuple[Left, ...] = ()
    unknown: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def undo(self) -> str:
        """The name under which all of it is undone; "" where nothing was logged."""
        return ledger.token_of(self.moved[0].id) if self.moved and self.moved[0].id else ""


def move_characteristics(folder: OpenReview, as_: str, dry_run: bool = False) -> MovedCharacteristics:
    """Chart the characteristics of studies.yaml as one person's answers, in one append; nothing with `dry_run`.

    What was charted before stays, so a second run logs nothing. studies.yaml stays as it is.
    """
    if dry_run:
        act = Acting(folder, person(folder.refresh().protocol, as_))
        return replace(_plan(act), dry_run=True)
    with acting(folder, as_) as act:
        plan = _plan(act)
        ids = act.log([_value(act, one) for one in plan.moved]) if plan.moved else ()
        return replace(plan, moved=tuple(replace(one, id=made) for one, made in zip(plan.moved, ids, strict=True)))


def _value(act: Acting, one: Moved) -> ChartedValue:
    return ChartedValue(act.who, one.study, one.field, one.answer, form=act.review.form.version, at=ledger.now())


def _plan(act: Acting) -> MovedCharacteristics:
    """What would be charted now. Raises ReviewkitError where the person may not chart, or there is no form."""
    may_chart(act)
    form, included = act.review.form, {study.key for study in act.review.included_studies}
    found: list[Moved | Left] = []
    already: list[Moved] = []
    for study in act.review.facts.studies:
        if study.key in included:
            made, known = _of_study(act, form, study)
            found += made
            already += known
        else:
            why = message("this study is not included")
            found += [Left(study.key, name, text, why) for name, text in study.characteristics.items() if text]
    names = dict.fromkeys(name for study in act.review.facts.studies for name in study.characteristics)
    return MovedCharacteristics(
        tuple(one for one in found if isinstance(one, Moved)),
        tuple(already),
        tuple(one for one in found if isinstance(one, Left)),
        tuple(name for name in names if not _called(form, name)),
    )


def _of_study(act: Acting, form: Form, study: Study) -> tuple[list[Moved | Left], list[Moved]]:
    """What becomes of each characteristic of a study, in the order of the form; and what was charted before.

    A field that depends on another one comes after it there, so it is asked once the other has its answer.
    """
    chart = act.review.chart
    known = answers_seen_by(chart, study.key, act.who)
    is_open = chart.is_open_to(act.who, study.key)
    taken = {one.field for one in chart.of(study.key) if is_open or one.by(act.who)}
    found: list[Moved | Left] = []
    already: list[Moved] = []
    for name, text, field in _in_order(form, study):
        try:
            if field is None:
                raise ReviewkitError(_which(form, name))
            answer = _understood(field, text)
            if answer in known.get(field.id, ()):
                already.append(Moved(study.key, name, field.id, answer))
                continue
            if field.id in taken:
                raise ReviewkitError(
                    message("{field} is charted otherwise already, and that stays", field=field.id)
                )
            must_be_asked(field, answer, known)
            must_have_evidence(field, answer)
        except ReviewkitError as error:
            found.append(Left(study.key, name, text, error.args[0]))
        else:
            known[field.id] = (answer,)
            taken.add(field.id)
            found.append(Moved(study.key, name, field.id, answer))
    return found, already


def _in_order(form: Form, study: Study) -> Iterator[tuple[str, str, FormField | None]]:
    """The characteristics that a field has, each with its field, None where several are called so; the latter last."""
    given = [(name, text, _called(form, name)) for name, text in study.characteristics.items() if text]
    for field in form.fields():
        yield from ((name, text, field) for name, text, fields in given if fields == [field])
    yield from ((name, text, None) for name, text, fields in given if len(fields) > 1)


def _called(form: Form, name: str) -> list[FormField]:
    """The field with this id; else those with it as id or label in any language, in whatever spelling."""
    exact = form.field(name)
    if exact:
        return [exact]
    word = letters(name)
    return [one for one in form.fields() if word in map(letters, (one.id, *one.labels.values()))]


def _understood(field: FormField, text: str) -> Answer:
    """A characteristic as an answer. In studies.yaml, several choices are separated by commas."""
    try:
        return understood(field, text)
    except ReviewkitError:
        if field.type is not FieldType.CHOICES or "," not in text:
            raise
        return understood(field, text.replace(",", BETWEEN_CHOICES))


def _which(form: Form, name: str) -> str:
    return message(
        "several fields are called so: {fields}. Name it in studies.yaml by the id of one of them",
        fields=", ".join(one.id for one in _called(form, name)),
    )
