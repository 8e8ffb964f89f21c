"""The counts for the methods section: what the log shows, and what is left."""

from dataclasses import replace

import pytest

from reviewkit.blind import ChartView
from reviewkit.charting import Chart
from reviewkit.charting_methods import ChartingMethods, QuoteCounts, charting_methods
from reviewkit.model import Answer, ChartedValue, Charting, ChartPilot, Form, FormVersion, Quoted, Stamp, Study
from reviewkit.words import Settling
from tests.builders import moment
from tests.chart_forms import FIELDS, FORM
from tests.test_charting import NR, TWO, VERIFY, done, settled, value, when

BERG, AAS = Study("berg", "Berg (2020)", ()), Study("aas", "Åås (2019)", ())
SHORT = Form((replace(FORM.groups[0], fields=tuple(one for one in FIELDS if one.id in ("aim", "n", "design"))),))


def counts(chart: Chart, *studies: Study, form: Form = SHORT, **more: object) -> ChartingMethods:
    tools = more.pop("tools", ())
    return charting_methods(ChartView("", form, studies or (BERG,), chart, **more), tools)  # type: ignore[arg-type]


BOTH = [value("a", 1, "to learn"), value("b", 2, "to know")]
INDEPENDENT = Chart(
    [
        *BOTH,
        value("a", 1, "trial", "design"),
        value("b", 2, "trial", "design"),
        value("a", 1, 12, "n"),
        value("b", 2, 13, "n"),
        value("a", 8, 13, "n"),
    ],
    [settled("c", 9, "to know", BOTH)],
    [done("a", 4), done("b", 5)],
    TWO,
)


def test_two_people_are_compared_before_they_saw_each_other_in_fields_that_can_be() -> None:
    found = counts(INDEPENDENT)
    assert (found.studies, found.finished, found.fields, found.fewest, found.most) == (1, 1, 3, 2, 2)
    assert found.people == (("a", 1), ("b", 1))
    assert (found.alike, found.compared) == (1, 2)  # the aim is free text, and the correction came later
    assert found.settled == ((Settling.AGREED, 1),)
    assert (found.corrections, found.not_settled, found.not_checked, found.left_out) == (1, 0, 0, 0)
    assert found.is_finished


@pytest.mark.parametrize("missing", ["settlement", "done", "field"])
def test_what_is_left_is_counted_and_nothing_is_finished_then(missing: str) -> None:
    values = [one for one in INDEPENDENT.values if missing != "field" or one.field != "design"]
    found = counts(
        Chart(
            values,
            [] if missing == "settlement" else INDEPENDENT.settlements,
            INDEPENDENT.dones[: 1 if missing == "done" else 2],
            TWO,
        ).shown_to("")
    )
    left = (found.studies - found.finished, found.not_settled, found.left_out)
    assert left == {"settlement": (0, 1, 0), "done": (1, 0, 0), "field": (0, 0, 1)}[missing]
    assert not found.is_finished


def test_nothing_is_counted_of_what_people_still_chart_blinded() -> None:
    found = counts(Chart(INDEPENDENT.values, dones=[done("a", 4)], agreed=TWO).shown_to(""))
    assert (found.compared, found.corrections, found.not_settled, found.quotes) == (0, 0, 0, QuoteCounts())
    assert found.people == (("a", 1),)


def test_with_verify_it_counts_what_was_checked_confirmed_and_left() -> None:
    values = [value("a", 1, "to learn"), value("a", 2, 12, "n"), value("a", 3, "trial", "design")]
    acts = [settled("b", 5, "to learn", values[:1]), settled("b", 6, 13, values[1:2], "n")]
    found = counts(Chart(values, acts, [done("a", 4)], VERIFY))
    assert (found.checked, found.confirmed, found.not_checked, found.not_settled) == (2, 1, 1, 0)
    assert (found.settled, found.compared, found.fewest, found.most) == ((), 0, 1, 1)
    assert not found.is_finished


def test_a_pilot_is_told_apart_from_the_other_studies() -> None:
    pilot = ChartPilot("a", ("aas",), ("a", "b", "c"), at=moment("1"), stamp=Stamp(moment("1"), "a"))
    dones = [done(who, at, study="aas") for at, who in ((2, "a"), (3, "b"), (4, "c"))]
    chart = Chart([value("a", 5, NR)], dones=[*dones, done("a", 6)], pilots=[pilot])
    found = counts(chart, BERG, AAS)
    assert [(one.studies, one.people, one.finished) for one in found.pilots] == [(1, 3, True)]
    assert (found.fewest, found.most) == (1, 1)
    begun = counts(Chart(dones=dones[:2], pilots=[pilot]), BERG, AAS)
    assert [one.finished for one in begun.pilots] == [False]


def test_quotes_are_counted_where_the_field_takes_one_and_by_whether_the_text_had_them() -> None:
    def said(by: str, field: str, answer: object, *quotes: Quoted) -> ChartedValue:
        return ChartedValue(by, "berg", field, Answer(answer), 1, quotes, **when(1, by))  # type: ignore[arg-type]

    found = counts(
        Chart(
            [
                said("a", "aim", "x", Quoted("one", "text", part=2), Quoted("two")),
                said("b", "aim", "x", Quoted("one", "text", part=2)),
                said("a", "n", 12),
                value("a", 1, NR, "design"),
                said("a", "designs", ("trial",), Quoted("no", "text")),
            ]
        ),
        form=FORM,
    )
    assert found.quotes == QuoteCounts(values=2, with_quote=1, quotes=2, found=1)


def test_publications_are_no_people_and_tools_stand_apart() -> None:
    chart = Chart([value("p", 1, "x")], dones=[done("p", 2)])
    assert counts(chart, publications=frozenset("p")).published
    assert counts(chart, publications=frozenset("p")).people == ()
    found = counts(chart, tools={"p"})
    assert (found.people, found.tools, found.published) == ((), (("p", 1),), False)


def test_changes_of_the_form_are_its_versions_but_one() -> None:
    versions = (FormVersion("1", "begun"), FormVersion("2", "better"))
    assert counts(Chart(), form=replace(SHORT, versions=versions)).changes_of_form == 1
    assert counts(Chart()).changes_of_form == 0


def test_a_review_without_studies_is_not_finished() -> None:
    assert not charting_methods(ChartView("", SHORT, (), Chart(agreed=Charting()))).is_finished
