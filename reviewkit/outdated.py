"""Answers of a form that was changed after they were charted: those that do not fit it any more, and older ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewkit.charting import Chart
from reviewkit.errors import Level, Problem
from reviewkit.model import Answer, ChartedValue, ChartSettled, Form
from reviewkit.typed_answers import misfit
from reviewkit.words import Message, message

Said = ChartedValue | ChartSettled


@dataclass(frozen=True, slots=True)
class Outdated:
    """An answer that counts, charted before the form was changed.

    `why` says why it does not fit any more, with the remedy; None where only the form has another version now.
    """

    said: Said
    why: Message | None = None

    @property
    def version(self) -> str:
        """The version of the form that it was charted with; "" where that is not known."""
        return self.said.form if isinstance(self.said, ChartedValue) else ""


def outdated(chart: Chart, form: Form, studies: Iterable[str]) -> tuple[Outdated, ...]:
    """The answers in these studies that do not fit the form any more, or were charted with another version of it.

    Where people differed, what they settled on is looked at, and not what they had said.
    """
    fields = {field.id: field for field in form.fields()}
    known: dict[tuple[str, int, Answer], Message | None] = {}

    def why(said: Said) -> Message | None:
        key = (said.field, min(said.instance, 2), said.answer)
        if key not in known:
            known[key] = misfit(fields.get(said.field), said.field, said.answer, said.instance)
        return known[key]

    found = (Outdated(said, why(said)) for study in studies for said in _counting(chart, study))
    return tuple(one for one in found if one.why or one.version not in ("", form.version))


def _counting(chart: Chart, study: str) -> Iterator[Said]:
    for item in chart.of(study):
        yield from (item.settled,) if item.settled else item.answers


def problems(chart: Chart, form: Form, studies: Iterable[str]) -> list[Problem]:
    """A warning for each answer that does not fit the form any more, and a note for each study with older answers.

    Of a study that people still chart without seeing each other's answers, nothing is said but that there are some.
    """
    found: dict[str, list[Outdated]] = {}
    for one in outdated(chart, form, studies):
        found.setdefault(one.said.study, []).append(one)
    return [
        problem
        for study, those in found.items()
        for problem in _of_study(study, those, form, chart.is_open(study))
    ]


def _of_study(study: str, found: list[Outdated], form: Form, is_open: bool) -> Iterator[Problem]:
    misfits = [one for one in found if one.why]
    if misfits and not is_open:
        said = message(
            "{study}: answers do not fit the form any more. Who gave them sees which: reviewkit chart migrate --as ID",
            study=study,
        )
        yield Problem(form.place, said, Level.WARNING, "chart-outdated")
    for one in misfits if is_open else ():
        said = message("{study}: {why}", study=study, why=one.why)
        yield Problem(one.said.place, said, Level.WARNING, "chart-outdated")
    for version in dict.fromkeys(one.version for one in found if one.version not in ("", form.version)):
        said = message(
            "{study} was charted with version {old!r} of the form, which is {new!r} now. See whether the answers still "
            "hold: reviewkit chart migrate",
            study=study,
            old=version,
            new=form.version,
        )
        yield Problem(form.place, said, Level.NOTE, "chart-older-form")
