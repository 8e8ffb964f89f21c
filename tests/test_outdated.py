"""Answers that the form, changed since, takes no more, and those of an older version; nobody's answer is given away."""

from dataclasses import replace

import pytest

from reviewkit.charting import Chart
from reviewkit.errors import Level, Place
from reviewkit.model import Answer, ChartedValue, Charting, ChartingDone, ChartSettled, Form, FormField, Stamp
from reviewkit.outdated import outdated, problems
from reviewkit.words import FieldType, NotCharted
from tests.builders import moment
from tests.chart_forms import DESIGNS, FORM, field


def stamp(day: int, by: str) -> Stamp:
    return Stamp(moment(str(day)), by)


def value(name: str, answer: object, version: str = "2", by: str = "a", **more: object) -> ChartedValue:
    given = answer if isinstance(answer, Answer) else Answer(answer)  # type: ignore[arg-type]
    return ChartedValue(
        by, "berg", name, given, form=version, at=moment("1"), id=f"{by}-1", stamp=stamp(1, by),
        place=Place("charting/a.jsonl", 4), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def form(*fields: FormField, version: str = "2") -> Form:
    return Form((replace(FORM.groups[0], fields=fields),), version)


def whys(chart: Chart, of: Form) -> list[str]:
    return [str(one.why) for one in outdated(chart, of, ["berg"])]


def test_what_fits_and_was_charted_with_this_version_is_not_listed() -> None:
    values = [
        value("aim", "to learn"),
        value("n", 12),
        value("design", "trial"),
        value("designs", ("trial", "cohort")),
        value("arms", ((("name", "care"), ("size", 3)),)),
        value("funder", Answer(missing=NotCharted.NR)),
        value("age", 41.5, instance=2),
        value("aim", "not known with which", "", "b"),
    ]
    assert outdated(Chart(values), FORM, ["berg"]) == ()
    assert outdated(Chart([value("gone", "x")]), FORM, ["aas"]) == ()


@pytest.mark.parametrize(
    ("charted", "now", "why"),
    [
        (value("goal", "x"), field("aim"), "has no field 'goal' any more. Put it back"),
        (value("aim", "x"), field("aim", FieldType.INTEGER), "cannot be 'x' any more, since its type was changed"),
        (value("aim", "12"), field("aim", FieldType.INTEGER), "since its type was changed"),
        (value("n", 12), field("n"), "since its type was changed"),
        (value("age", 41.5), field("age", FieldType.INTEGER), "cannot be '41.5' any more"),
        (value("design", "trial"), field("design", FieldType.CHOICE, choices=DESIGNS[1:]), "does not offer trial"),
        (
            value("designs", ("trial", "cohort")),
            field("designs", FieldType.CHOICES, choices=DESIGNS[1:]),
            "does not offer trial any more. Chart it again, or put the choice back",
        ),
        (value("d", "trial"), field("d", FieldType.CHOICES, choices=DESIGNS), "its type was changed"),
        (value("d", ("trial",)), field("d", FieldType.CHOICE, choices=DESIGNS), "its type was changed"),
        (value("arms", ((("name", "care"),),)), field("arms"), "its type was changed"),
        (value("arms", ((("name", "care"),),)), replace(FORM.groups[0].fields[-1], columns=()), "its type was"),
        (value("age", 4, instance=2), field("age", FieldType.NUMBER), "asked once for each study now"),
    ],
)
def test_what_does_not_fit_any_more_says_why(charted: ChartedValue, now: FormField, why: str) -> None:
    (said,) = whys(Chart([charted]), form(now))
    assert why in said
    (problem,) = problems(Chart([charted]), form(now), ["berg"])
    assert (problem.place, problem.level, problem.code) == (charted.place, Level.WARNING, "chart-outdated")
    assert str(problem.message) == f"berg: {said}"


@pytest.mark.parametrize("type_", [FieldType.LONG_TEXT, FieldType.COUNTRY, FieldType.CITATION])
def test_a_text_is_a_text(type_: FieldType) -> None:
    assert outdated(Chart([value("aim", "a;\nb")]), form(field("aim", type_)), ["berg"]) == ()


def test_an_older_version_is_a_note_for_each_study() -> None:
    chart = Chart([value("aim", "x", "1"), value("method", "x", "1"), value("year", 2020)])
    (problem,) = problems(chart, FORM, ["berg"])
    assert (problem.level, problem.code, problem.place.path) == (
        Level.NOTE,
        "chart-older-form",
        "charting/form.yaml",
    )
    assert "berg was charted with version '1' of the form, which is '2' now" in str(problem.message)
    assert [(one.said.field, one.version, one.why) for one in outdated(chart, FORM, ["berg"])] == [
        ("aim", "1", None),
        ("method", "1", None),
    ]


def test_where_people_settled_only_that_is_looked_at() -> None:
    values = [value("design", "trial", "1"), value("design", "cohort", "1", "b")]
    settled = ChartSettled("a", "berg", "design", Answer("cohort"), ("a-1", "b-1"), stamp=stamp(2, "a"), id="a-2")
    now = form(field("design", FieldType.CHOICE, choices=DESIGNS[1:]))
    assert whys(Chart(values, [settled]), now) == []
    assert len(whys(Chart(values), now)) == 2
    (gone,) = outdated(Chart(values, [settled]), form(field("aim")), ["berg"])
    assert (gone.said, gone.version) == (settled, "")


def test_while_two_chart_blinded_nothing_of_their_answers_is_said() -> None:
    values = [value("design", "trial", "1"), value("goal", "secret", "1", "b")]
    now = form(field("design", FieldType.CHOICE, choices=DESIGNS[1:]))
    warning, note = problems(Chart(values, agreed=Charting(2)), now, ["berg"])
    assert str(warning.message).startswith("berg: answers do not fit the form any more. Who gave them")
    assert (warning.place, note.code) == (now.place, "chart-older-form")
    for word in ("design", "trial", "goal", "secret"):
        assert word not in f"{warning}{note}"
    dones = [ChartingDone(who, "berg", True, stamp=stamp(2, who)) for who in "ab"]
    found = problems(Chart(values, dones=dones, agreed=Charting(2)), now, ["berg"])
    assert [one.code for one in found] == ["chart-outdated", "chart-outdated", "chart-older-form"]
