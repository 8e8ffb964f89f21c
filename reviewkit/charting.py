"""Charting: what people wrote of each study in each field of the form, where they differ, and what holds.

Nothing that is not yet charted has an answer. NR, NA and UNCLEAR are answers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reviewkit.agreement import Agreement, Measure, of_group, of_pair
from reviewkit.errors import Level, Problem
from reviewkit.gc_pause import gc_paused
from reviewkit.model import (
    Answer,
    ChartedValue,
    Charting,
    ChartingDone,
    ChartPilot,
    ChartSettled,
    Form,
    FormField,
    Stamp,
    Study,
    in_order,
)
from reviewkit.words import ChartingMode, FieldType, QuoteRule, ValueState, message, number_of

# --- one field of one study -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Charted:
    """One field of one study (of several arms, measures or settings the one that `instance` counts).

    `answers` are the last that each person gave, in the order of the people; `settled` is the settlement that holds.
    """

    study: str
    field: str
    instance: int
    answers: tuple[ChartedValue, ...] = ()
    settled: ChartSettled | None = None

    @property
    def state(self) -> ValueState:
        """How far it has come."""
        if self.settled:
            return ValueState.SETTLED
        if len(self.answers) < 2:
            return ValueState.ONE if self.answers else ValueState.NOT_CHARTED
        first = self.answers[0].answer
        for one in self.answers[1:]:  # a loop, because a table of 2,000 studies asks this half a million times
            if one.answer != first:
                return ValueState.DIFFER
        return ValueState.AGREED

    @property
    def final(self) -> Answer | None:
        """The answer that holds; None while there is none, or people differ."""
        if self.settled:
            return self.settled.answer
        return None if self.state in (ValueState.NOT_CHARTED, ValueState.DIFFER) else self.answers[0].answer

    def by(self, person: str) -> ChartedValue | None:
        """The last answer of a person."""
        return next((one for one in self.answers if one.by == person), None)


def _charted(key: "Key", values: Sequence[ChartedValue], settlements: Sequence[ChartSettled]) -> Charted:
    """A field from what was said of it, in order.

    A settlement holds as long as everybody still says what was compared then: who later answers otherwise opens it
    again.
    """
    last = {value.by: value for value in values}
    answers = tuple(last[person] for person in sorted(last))
    if not settlements:
        return Charted(*key, answers)
    said = {value.id: (value.by, value.answer) for value in values}
    for settlement in reversed(settlements):
        compared = {said[event] for event in settlement.of if event in said}
        if all((one.by, one.answer) in compared for one in answers):
            return Charted(*key, answers, settlement)
    return Charted(*key, answers)


# --- all of them ------------------------------------------------------------------------------------------------------

Key = tuple[str, str, int]


class Chart:
    """What was charted, by study, field and instance; and who is done with what.

    Built of the acts that count, in whatever order they come.
    """

    def __init__(
        self,
        values: Iterable[ChartedValue] = (),
        settlements: Iterable[ChartSettled] = (),
        dones: Iterable[ChartingDone] = (),
        agreed: Charting = Charting(),
        pilots: Iterable[ChartPilot] = (),
    ) -> None:
        self.agreed = agreed
        self.pilots = tuple(in_order(pilots))
        self.values = tuple(in_order(values))
        self.settlements = tuple(in_order(settlements))
        self.dones = tuple(in_order(dones))

    @cached_property
    @gc_paused()
    def items(self) -> Mapping[Key, Charted]:
        """Every field of a study that anybody charted."""
        values: dict[Key, list[ChartedValue]] = {}
        for value in self.values:
            values.setdefault((value.study, value.field, value.instance), []).append(value)
        settled: dict[Key, list[ChartSettled]] = {}
        for one in self.settlements:
            settled.setdefault((one.study, one.field, one.instance), []).append(one)
        return {key: _charted(key, said, settled.get(key, ())) for key, said in values.items()}

    @cached_property
    def _by_study(self) -> Mapping[str, tuple[Charted, ...]]:
        found: dict[str, list[Charted]] = {}
        for item in self.items.values():
            found.setdefault(item.study, []).append(item)
        return {study: tuple(items) for study, items in found.items()}

    def of(self, study: str) -> tuple[Charted, ...]:
        """What anybody charted of a study."""
        return self._by_study.get(study, ())

    @cached_property
    @gc_paused()
    def _by_field(self) -> Mapping[tuple[str, str], tuple[Charted, ...]]:
        found: dict[tuple[str, str], list[Charted]] = {}
        for item in self.items.values():
            found.setdefault((item.study, item.field), []).append(item)
        return {key: tuple(sorted(items, key=lambda one: one.instance)) for key, items in found.items()}

    def in_field(self, study: str, field: str) -> tuple[Charted, ...]:
        """What anybody charted of a study in a field, instance after instance."""
        return self._by_field.get((study, field), ())

    def item(self, study: str, field: str, instance: int = 1) -> Charted:
        """One field of a study; not charted where nobody has."""
        return self.items.get((study, field, instance)) or Charted(study, field, instance)

    @cached_property
    def _done(self) -> Mapping[str, tuple[str, ...]]:
        last = {(one.study, one.by): one.done for one in self.dones}
        found: dict[str, list[str]] = {}
        for (study, person), done in sorted(last.items()):
            if done:
                found.setdefault(study, []).append(person)
        return {study: tuple(people) for study, people in found.items()}

    def done(self, study: str) -> tuple[str, ...]:
        """Who is done with a study."""
        return self._done.get(study, ())

    @cached_property
    def _begun(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for study, person in ((one.study, one.by) for acts in (self.values, self.dones) for one in acts):
            found.setdefault(study, set()).add(person)
        return {study: frozenset(people) for study, people in found.items()}

    def begun(self, study: str) -> frozenset[str]:
        """Who has charted anything of a study, or said that they are done with it."""
        return self._begun.get(study, frozenset())

    # -- how each study is charted

    @cached_property
    def _pilot_of(self) -> Mapping[str, ChartPilot]:
        return {study: pilot for pilot in self.pilots for study in pilot.studies}

    def agreed_for(self, study: str) -> Charting:
        """How a study is charted: in a pilot by all of its people without seeing each other's answers."""
        pilot = self._pilot_of.get(study)
        return Charting(len(pilot.people)) if pilot else self.agreed

    def _still_charting(self, study: str) -> int:
        """How many people are still to be done with a study before everybody may see what others charted."""
        pilot = self._pilot_of.get(study)
        if pilot:
            return len(set(pilot.people) - set(self.done(study)))
        return max(0, self.agreed.people - len(self.done(study)))

    def left_of(self, pilot: ChartPilot) -> Mapping[str, int]:
        """How many studies of a pilot each of its people still has to chart; who has finished it is left out."""
        left = {person: sum(person not in self.done(study) for study in pilot.studies) for person in pilot.people}
        return {person: count for person, count in left.items() if count}

    @cached_property
    def unfinished_pilot(self) -> ChartPilot | None:
        """The pilot that has to be finished before other studies open."""
        return next((pilot for pilot in self.pilots if self.left_of(pilot)), None)

    def may_be_charted(self, study: str) -> bool:
        """Whether no pilot of other studies has to be finished before."""
        return self.unfinished_pilot is None or study in self.unfinished_pilot.studies

    # -- blinding

    def is_open(self, study: str) -> bool:
        """Whether as many people are done with a study as were to chart it without seeing each other's answers."""
        return not self.agreed_for(study).is_blind or not self._still_charting(study)

    def is_open_to(self, person: str, study: str) -> bool:
        """Whether somebody may see what others charted of a study: not while they are at it themselves."""
        is_blind = self.agreed_for(study).is_blind
        still_at_it = is_blind and person in self.begun(study) and person not in self.done(study)
        return self.is_open(study) and not still_at_it

    @gc_paused()
    def shown_to(self, person: str) -> "Chart":
        """What one person may see: everything in the studies that are open to them, of the others only their own."""
        if not self.agreed.is_blind and not self.pilots:
            return self
        seen = {study for study in self._by_study if self.is_open_to(person, study)}
        if len(seen) == len(self._by_study):
            return self
        return Chart(
            (one for one in self.values if one.by == person or one.study in seen),
            (one for one in self.settlements if one.study in seen),
            self.dones,
            self.agreed,
            self.pilots,
        )

    def only(self, studies: Iterable[Study]) -> "Chart":
        """What was charted of these studies."""
        keys = {study.key for study in studies}
        return Chart(
            (one for one in self.values if one.study in keys),
            (one for one in self.settlements if one.study in keys),
            (one for one in self.dones if one.study in keys),
            self.agreed,
            self.pilots,
        )

    # -- what holds

    def held(self, item: Charted) -> Answer | None:
        """The answer of the team. Where two people chart or check each study, what one of them said is
        not enough."""
        is_half = item.state is ValueState.ONE and self.agreed_for(item.study).people > 1
        return None if is_half else item.final

    def said(self, item: Charted) -> tuple[tuple[ChartedValue | ChartSettled, bool], ...]:
        """Each person's answer and the settlement, and whether it is the one that holds: one of them is, or none."""
        holds = self.held(item) is not None and item.settled is None
        answers = tuple((value, holds and number == 0) for number, value in enumerate(item.answers))
        return (*answers, (item.settled, True)) if item.settled else answers

    # -- what is left to do

    def is_finished(self, study: str) -> bool:
        """Whether as many people are done with a study as chart it. With verify that is one; what the other one has not
        checked yet is a difference."""
        return (
            bool(self.done(study))
            if self.agreed_for(study).mode is ChartingMode.VERIFY
            else not self._still_charting(study)
        )

    def waits_for(self, person: str, study: str) -> bool:
        """Whether a study is still to be charted by somebody: they have begun, or there are too few others."""
        if person in self.done(study) or not self.may_be_charted(study):
            return False
        if pilot := self._pilot_of.get(study):
            return person in pilot.people
        wanted = 1 if self.agreed.mode is ChartingMode.VERIFY else self.agreed.people
        return person in self.begun(study) or len(self.begun(study)) < wanted

    def differences(self, studies: Iterable[str] = ()) -> tuple[Charted, ...]:
        """What has to be settled in these studies, or in all: where people differ, and in a study that several have
        charted to the end also what one of them left out. With verify: what nobody but its author has checked."""
        wanted = list(studies) or list(self._by_study)
        return tuple(item for study in wanted for item in self.of(study) if self._is_different(item))

    def _is_different(self, item: Charted) -> bool:
        if item.state is ValueState.ONE:
            agreed = self.agreed_for(item.study)
            is_verified = agreed.mode is ChartingMode.VERIFY and agreed.people > 1
            left_out = agreed.is_blind and self.is_open(item.study)
            return left_out or (is_verified and bool(self.done(item.study)))
        return item.state is ValueState.DIFFER

    @cached_property
    def corrections(self) -> tuple[ChartedValue, ...]:
        """Other answers that somebody gave after they had said for the first time that they were done with the study.

        What they had left out was not corrected, and neither was an answer that was brought to a newer version of the
        form.
        """
        before: dict[tuple[Key, str], ChartedValue] = {}
        found = []
        for value in self.values:
            key = ((value.study, value.field, value.instance), value.by)
            first, last = self.first_done(value.study).get(value.by), before.get(key)
            if first is not None and value.stamp > first and last and _is_corrected(last, value):
                found.append(value)
            before[key] = value
        return tuple(found)

    def first_done(self, study: str) -> Mapping[str, Stamp]:
        """When each person said for the first time that they were done with a study."""
        return self._first_done.get(study, {})

    @cached_property
    def _first_done(self) -> Mapping[str, Mapping[str, Stamp]]:
        found: dict[str, dict[str, Stamp]] = {}
        for one in self.dones:
            if one.done:
                found.setdefault(one.study, {}).setdefault(one.by, one.stamp)
        return found


def pilots_of(
    pilots: Iterable[ChartPilot], dones: Iterable[ChartingDone], charters: Collection[str]
) -> tuple[ChartPilot, ...]:
    """Pilots without those of their people who left before they had finished, because nobody can wait for them.

    `charters` are the people who chart today. Where fewer than two are left there is nothing to compare, and no pilot.
    """
    last = {(one.study, one.by): one.done for one in in_order(dones)}
    found = []
    for pilot in pilots:
        people = tuple(
            person
            for person in pilot.people
            if person in charters or all(last.get((study, person)) for study in pilot.studies)
        )
        if len(people) > 1:
            found.append(replace(pilot, people=people))
    return tuple(found)


def _is_corrected(before: ChartedValue, after: ChartedValue) -> bool:
    return before.form == after.form and before.answer != after.answer


def answers_of(chart: Chart, study: str, person: str = "") -> dict[str, tuple[Answer, ...]]:
    """By field, the answers of a person in a study, instance after instance; those that hold where nobody is named."""
    found: dict[str, list[tuple[int, Answer]]] = {}
    for item in chart.of(study):
        own = item.by(person)
        answer = (own.answer if own else None) if person else item.final
        if answer is not None:
            found.setdefault(item.field, []).append((item.instance, answer))
    return {field: tuple(answer for _, answer in sorted(found[field], key=_instance)) for field in found}


def answers_seen_by(chart: Chart, study: str, person: str) -> dict[str, tuple[Answer, ...]]:
    """By field, what a person knows of a study: what holds where it is open to them, and their own answers."""
    held = answers_of(chart, study) if chart.is_open_to(person, study) else {}
    return {**answers_of(chart, study, person), **held}


def _instance(pair: tuple[int, Answer]) -> int:
    return pair[0]


# --- what the form asks -----------------------------------------------------------------------------------------------


def is_asked(field: FormField, answers: Mapping[str, Sequence[Answer]]) -> bool:
    """Whether a field is asked, after what was answered in others: always, or where another one has a value."""
    if field.when is None:
        return True
    return any(_has(answer, field.when.values) for answer in answers.get(field.when.field, ()))


def _has(answer: Answer, values: Sequence[str]) -> bool:
    if answer.missing is not None:
        return answer.missing.value in values
    if isinstance(answer.value, tuple):
        return any(one in values for one in answer.value)
    return str(answer.value) in values


def still_required(form: Form, answers: Mapping[str, Sequence[Answer]]) -> tuple[FormField, ...]:
    """The fields that need an answer and have none, not even NR."""
    return tuple(
        field
        for field in form.fields()
        if field.required and not answers.get(field.id) and is_asked(field, answers)
    )


def needs_evidence(field: FormField, answer: Answer) -> bool:
    """Whether an answer needs a quote: what is not reported has none."""
    return field.evidence is QuoteRule.REQUIRED and answer.missing is None


def question_problems(form: Form, questions: int) -> list[Problem]:
    """Groups for a research question that the review has not, and questions that no group is for.

    `questions` is how many the review has. A form that names none by its number has its own order.
    """
    asked = [(group, int(group.question[:9])) for group in form.groups if group.question.isdecimal()]
    found = [
        Problem(
            group.place,
            message(
                "the group {group} is for question {number}, and review.yaml has {questions}. Correct the number, or "
                "add the question",
                group=group.id,
                number=group.question,
                questions=number_of(questions, "question"),
            ),
            Level.WARNING,
            "form-question",
        )
        for group, number in asked
        if not 1 <= number <= questions
    ]
    named = {number for _, number in asked}
    left = [str(number) for number in range(1, questions + 1) if asked and number not in named]
    if left:
        said = message("no group of the form is for question {numbers} of review.yaml", numbers=", ".join(left))
        found.append(Problem(form.place, said, Level.NOTE, "form-question"))
    return found


# --- agreement --------------------------------------------------------------------------------------------------------

_OF_CHOICES = (FieldType.CHOICE, FieldType.CHOICES, FieldType.YES_NO)


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far people agreed in one field, before they saw each other's answers.

    Kappa and AC1 are of choices alone: by chance nobody writes the same sentence.
    """

    field: str
    agreement: Agreement


def agreement(chart: Chart, form: Form) -> tuple[FieldAgreement, ...]:
    """The agreement in each field, over the studies that several people have charted to the end without seeing each
    other's answers. What one of them left out is an answer of its own there."""
    units: dict[str, list[Unit]] = {}
    values: dict[str, list[ChartedValue]] = {}
    for value in chart.values:
        values.setdefault(value.study, []).append(value)
    for study, said in values.items():
        for field, unit in _before_they_saw(chart, study, said):
            units.setdefault(field, []).append(unit)
    return tuple(
        FieldAgreement(field.id, _agreement(field, units[field.id]))
        for field in form.fields()
        if field.id in units
    )


Unit = dict[str, str]  # what each person said of one field of one study


def _before_they_saw(chart: Chart, study: str, values: Sequence[ChartedValue]) -> list[tuple[str, Unit]]:
    """By field and instance, what those said who charted a study without seeing each other's answers; "" for what one
    of them left out."""
    finished = chart.first_done(study)
    agreed = chart.agreed_for(study)
    people = sorted(finished, key=lambda person: finished[person])[: agreed.people]
    if not agreed.is_blind or len(people) < agreed.people:
        return []
    opened = max(finished[person] for person in people)
    said: dict[tuple[str, int], Unit] = {}
    for value in values:
        if value.by in people and value.stamp < opened:
            unit = said.setdefault((value.field, value.instance), dict.fromkeys(sorted(people), ""))
            unit[value.by] = _category(value.answer)
    return [(field, unit) for (field, _), unit in said.items()]


def _category(answer: Answer) -> str:
    return f"missing {answer.missing}" if answer.missing else f"value {answer.value!r}"


def _agreement(field: FormField, units: Sequence[Unit]) -> Agreement:
    if field.type not in _OF_CHOICES:
        raw = of_pair(("", "" if len(set(unit.values())) == 1 else "other") for unit in units)
        return replace(
            raw, prevalence={}, coefficients=tuple(one for one in raw.coefficients if one.measure is Measure.RAW)
        )
    people = {tuple(unit) for unit in units}
    if len(people) == 1:
        return of_pair((first, second) for first, second in map(dict.values, units))
    return of_group([tuple(unit.values()) for unit in units])


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """How many answers in a field were checked by somebody who had not given them, and how many they confirmed."""

    field: str
    checked: int
    confirmed: int


def checks(chart: Chart, form: Form) -> tuple[FieldCheck, ...]:
    """What came of checking each field, in the studies that one person charts and another checks (verify).

    Counted is the first check of each answer: one that was corrected and then agreed on is no confirmed one.
    """
    values = {value.id: value for value in chart.values}
    found: dict[str, dict[Key, bool]] = {}
    for one in chart.settlements:
        if chart.agreed_for(one.study).mode is ChartingMode.VERIFY:
            compared = [values[event] for event in one.of if event in values]
            said = found.setdefault(one.field, {})
            said.setdefault(
                (one.study, one.field, one.instance), all(value.answer == one.answer for value in compared)
            )
    return tuple(
        FieldCheck(field.id, len(found[field.id]), sum(found[field.id].values()))
        for field in form.fields()
        if field.id in found
    )
