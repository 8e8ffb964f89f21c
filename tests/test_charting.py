"""What was charted: where people differ, what holds, who may see what, and how far they agreed."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.agreement import Measure
from reviewkit.charting import Chart, agreement, answers_of, is_asked, needs_evidence, still_required
from reviewkit.model import (
    Answer,
    ChartedValue,
    Charting,
    ChartingDone,
    ChartSettled,
    ChartValue,
    Stamp,
    Study,
    Undo,
    in_order,
)
from reviewkit.store import events
from reviewkit.words import ChartingMode, NotCharted, Settling, ValueState
from tests.builders import moment
from tests.chart_forms import FORM, of_form

TWO = Charting(2)
VERIFY = Charting(2, ChartingMode.VERIFY)
NR = Answer(missing=NotCharted.NR)


def when(at: int, by: str) -> dict[str, Any]:
    return {"at": moment(str(at)), "id": f"{by}-{at}", "stamp": Stamp(moment(str(at)), by)}


def value(by: str, at: int, said: ChartValue | Answer, field: str = "aim", study: str = "berg") -> ChartedValue:
    answer = said if isinstance(said, Answer) else Answer(said)
    return ChartedValue(by, study, field, answer, **when(at, by))


def settled(by: str, at: int, said: ChartValue, of: Sequence[ChartedValue], field: str = "aim") -> ChartSettled:
    return ChartSettled(by, "berg", field, Answer(said), tuple(one.id for one in of), **when(at, by))


def done(by: str, at: int, is_done: bool = True, study: str = "berg") -> ChartingDone:
    return ChartingDone(by, study, is_done, **when(at, by))


def state(chart: Chart, field: str = "aim") -> ValueState:
    return chart.item("berg", field).state


# --- states


def test_what_nobody_charted_is_not_charted_and_NR_is_charted() -> None:  # noqa: N802
    chart = Chart([value("a", 1, NR)])
    assert (state(chart), chart.item("berg", "aim").final) == (ValueState.ONE, NR)
    assert (state(chart, "n"), chart.item("berg", "n").final) == (ValueState.NOT_CHARTED, None)
    assert NR not in {Answer("NR"), Answer(missing=NotCharted.NA)}


def test_the_last_answer_of_each_person_counts() -> None:
    chart = Chart([value("a", 1, "x"), value("b", 2, "y"), value("a", 3, "y")])
    item = chart.item("berg", "aim")
    assert [(one.by, one.answer.value) for one in item.answers] == [("a", "y"), ("b", "y")]
    assert (item.state, item.final) == (ValueState.AGREED, Answer("y"))


def test_people_who_differ_have_no_answer_until_it_is_settled_and_both_stay() -> None:
    both = [value("a", 1, "x"), value("b", 2, NR)]
    assert state(Chart(both)) is ValueState.DIFFER
    assert Chart(both).item("berg", "aim").final is None
    item = Chart(both, [settled("c", 3, "z", both)]).item("berg", "aim")
    assert (item.state, item.final) == (ValueState.SETTLED, Answer("z"))
    assert [one.answer for one in item.answers] == [Answer("x"), NR]


def test_who_answers_otherwise_later_opens_what_was_settled() -> None:
    both = [value("a", 1, "x"), value("b", 2, "y")]
    settlement = [settled("c", 3, "x", both)]
    assert state(Chart([*both, value("b", 4, "z")], settlement)) is ValueState.DIFFER
    assert state(Chart([*both, value("b", 4, "x")], settlement)) is ValueState.AGREED
    assert state(Chart([*both, value("b", 4, "y")], settlement)) is ValueState.SETTLED
    assert state(Chart([*both, value("c", 4, "x")], settlement)) is ValueState.DIFFER
    assert state(Chart(both[:1], settlement)) is ValueState.SETTLED
    assert state(Chart([], settlement)) is ValueState.NOT_CHARTED


def test_the_last_settlement_holds() -> None:
    both = [value("a", 1, "x"), value("b", 2, "y")]
    chart = Chart(both, [settled("c", 3, "x", both), settled("a", 4, "y", both)])
    assert chart.item("berg", "aim").final == Answer("y")


def test_one_of_what_was_said_is_what_holds_or_none_is() -> None:
    both = [value("a", 1, "x"), value("b", 2, "y")]
    settlement = settled("c", 3, "x", both)

    def said(chart: Chart) -> list[tuple[str, bool]]:
        return [(one.by, holds) for one, holds in chart.said(chart.item("berg", "aim"))]

    assert said(Chart(both[:1])) == [("a", True)]
    assert said(Chart(both[:1], agreed=TWO)) == [("a", False)]
    assert said(Chart(both)) == [("a", False), ("b", False)]
    assert said(Chart([both[0], value("b", 2, "x")], agreed=TWO)) == [("a", True), ("b", False)]
    assert said(Chart(both, [settlement])) == [("a", False), ("b", False), ("c", True)]
    assert said(Chart()) == []


def test_instances_and_studies_are_apart() -> None:
    second = ChartedValue("b", "berg", "age", Answer(4), 2, **when(2, "b"))
    chart = Chart([value("a", 1, 3, "age"), second, value("a", 3, 5, "age", "dahl")])
    assert [(one.study, one.instance) for one in chart.items.values()] == [("berg", 1), ("berg", 2), ("dahl", 1)]
    assert answers_of(chart, "berg") == {"age": (Answer(3), Answer(4))}
    assert answers_of(chart, "berg", "b") == {"age": (Answer(4),)}
    assert answers_of(chart, "aas") == {}


# --- who may see what


def test_nobody_sees_another_s_answers_until_both_are_done() -> None:
    values = [value("a", 1, "x"), value("b", 2, "y")]
    for dones in ([], [done("a", 3)], [done("b", 3)]):
        chart = Chart(values, (), dones, TWO)
        assert not chart.is_open("berg")
        for who, own in (("a", "x"), ("b", "y"), ("c", None)):
            shown = chart.shown_to(who)
            assert {one.by for one in shown.values} == ({who} if own else set())
            assert state(shown) is (ValueState.ONE if own else ValueState.NOT_CHARTED)
            assert shown.differences() == ()
    chart = Chart(values, (), [done("a", 3), done("b", 4)], TWO)
    for who in ("a", "b", "c"):
        assert state(chart.shown_to(who)) is ValueState.DIFFER


def test_a_third_who_is_at_it_sees_nothing_though_two_are_done() -> None:
    values = [value("a", 1, "x"), value("b", 2, "y"), value("c", 3, "z")]
    chart = Chart(values, [settled("a", 6, "x", values[:2])], [done("a", 4), done("b", 5)], TWO)
    shown = chart.shown_to("c")
    assert ([one.by for one in shown.values], shown.settlements) == (["c"], ())
    assert state(Chart(values, (), [*chart.dones, done("c", 7)], TWO).shown_to("c")) is ValueState.DIFFER


def test_who_is_not_done_after_all_sees_the_others_no_more() -> None:
    chart = Chart(
        [value("a", 1, "x"), value("b", 2, "y")], (), [done("a", 3), done("b", 4), done("b", 5, False)], TWO
    )
    assert [one.by for one in chart.shown_to("b").values] == ["b"]
    assert [one.by for one in chart.shown_to("a").values] == ["a"]


@pytest.mark.parametrize("agreed", [Charting(), VERIFY])
def test_one_person_or_one_who_checks_sees_everything(agreed: Charting) -> None:
    chart = Chart([value("a", 1, "x")], (), (), agreed)
    assert chart.is_open("berg")
    assert chart.shown_to("b") is chart


# --- what is left


def test_what_one_left_out_is_a_difference_once_both_are_done() -> None:
    chart = Chart([value("a", 1, "x")], (), [done("a", 2), done("b", 3)], TWO)
    assert [one.state for one in chart.differences()] == [ValueState.ONE]
    assert chart.differences(["dahl"]) == ()
    assert Chart(chart.values, (), [done("a", 2)], TWO).differences() == ()
    assert Chart(chart.values, (), [done("a", 2)], Charting(1)).differences() == ()


def test_what_nobody_checked_is_left_with_verify() -> None:
    values = [value("a", 1, "x"), value("a", 2, "y", "method")]
    chart = Chart(values, [settled("b", 4, "x", values[:1])], [done("a", 3)], VERIFY)
    assert [one.field for one in chart.differences()] == ["method"]
    assert Chart(values, (), (), VERIFY).differences() == ()


def test_a_study_waits_for_as_many_as_are_to_chart_it() -> None:
    chart = Chart([value("a", 1, "x")], (), [done("a", 2)], TWO)
    assert [who for who in "abc" if chart.waits_for(who, "berg")] == ["b", "c"]
    begun = Chart([*chart.values, value("b", 3, "x")], (), chart.dones, TWO)
    assert [who for who in "abc" if begun.waits_for(who, "berg")] == ["b"]
    assert [who for who in "ab" if Chart(chart.values, (), chart.dones, VERIFY).waits_for(who, "berg")] == []


def test_an_answer_after_done_is_a_correction_also_when_the_study_was_opened_again() -> None:
    late = value("a", 4, "z")
    dones = [done("a", 3), done("a", 5, False), done("a", 7)]
    chart = Chart([value("a", 1, "x"), value("b", 2, "y"), late, value("a", 6, "w")], (), dones)
    assert [one.answer.value for one in chart.corrections] == ["z", "w"]


def test_what_was_left_out_or_is_of_a_newer_form_is_no_correction() -> None:
    dones = [done("a", 3)]
    assert Chart([value("a", 1, "x"), value("a", 4, "12", "n")], (), dones).corrections == ()
    renamed = replace(value("a", 4, "y"), form="2")
    assert Chart([value("a", 1, "x"), renamed], (), dones).corrections == ()
    corrected = replace(value("a", 5, "z"), form="2")
    assert Chart([value("a", 1, "x"), renamed, corrected], (), dones).corrections == (corrected,)


# --- what the form asks


def test_a_field_is_asked_where_another_has_a_value() -> None:
    funder = of_form("funder")
    assert is_asked(of_form("aim"), {})
    assert is_asked(funder, {"funded": [Answer("no"), Answer("yes")]})
    for answers in ({}, {"funded": [Answer("no")]}, {"funded": [NR]}, {"aim": [Answer("yes")]}):
        assert not is_asked(funder, answers)
    several = of_form("funder").__class__(
        "x", {}, when=of_form("funder").when.__class__("designs", ("trial", "NR"))
    )
    assert is_asked(several, {"designs": [Answer(("cohort", "trial"))]})
    assert is_asked(several, {"designs": [NR]})
    assert not is_asked(several, {"designs": [Answer(("cohort",))]})


def test_required_is_what_is_asked_and_has_no_answer_not_even_NR() -> None:  # noqa: N802
    assert [one.id for one in still_required(FORM, {})] == ["aim"]
    assert [one.id for one in still_required(FORM, {"aim": [NR], "funded": [Answer("yes")]})] == ["funder"]
    assert still_required(FORM, {"aim": [Answer("x")], "funded": [Answer("no")]}) == ()


def test_what_is_not_reported_has_no_evidence() -> None:
    assert needs_evidence(of_form("n"), Answer(3))
    assert not needs_evidence(of_form("n"), NR)
    assert not needs_evidence(of_form("aim"), Answer("x"))


# --- agreement


def chart_of(pairs: Sequence[tuple[ChartValue | None, ChartValue | None]], field: str) -> Chart:
    """Two people who charted a study for each pair and were done; None is what was left out."""
    values, dones = [], []
    for number, pair in enumerate(pairs):
        for by, said in zip("ab", pair, strict=True):
            if said is not None:
                values.append(value(by, 10 * number + 1, said, field, f"s{number}"))
            dones.append(done(by, 10 * number + 2, study=f"s{number}"))
    return Chart(values, (), dones, TWO)


def test_choices_have_kappa_and_texts_only_the_share() -> None:
    pairs = [("trial", "trial"), ("trial", "cohort"), ("cohort", "cohort"), ("cohort", "cohort")]
    (found,) = agreement(chart_of(pairs, "design"), FORM)
    assert (found.field, found.agreement.units, found.agreement.alike) == ("design", 4, 3)
    kappa = found.agreement.of(Measure.COHEN)
    assert kappa is not None
    assert kappa.value == pytest.approx(0.5)
    assert found.agreement.of(Measure.GWET)
    (found,) = agreement(chart_of(pairs, "aim"), FORM)
    assert (found.agreement.units, found.agreement.alike) == (4, 3)
    assert [one.measure for one in found.agreement.coefficients] == [Measure.RAW]


def test_what_one_left_out_is_no_agreement_and_what_both_left_out_is_no_unit() -> None:
    (found,) = agreement(chart_of([("trial", None), (None, None), ("cohort", "cohort")], "design"), FORM)
    assert (found.agreement.units, found.agreement.alike) == (2, 1)


def test_agreement_is_of_what_was_said_before_the_answers_were_seen() -> None:
    chart = chart_of([("trial", "cohort")], "design")
    changed = [*chart.values, value("b", 9, "trial", "design", "s0")]
    (found,) = agreement(Chart(changed, (), chart.dones, TWO), FORM)
    assert (found.agreement.units, found.agreement.alike) == (1, 0)


def test_without_two_who_are_done_or_without_blinding_there_is_no_agreement() -> None:
    chart = chart_of([("trial", "cohort")], "design")
    assert agreement(Chart(chart.values, (), chart.dones[:1], TWO), FORM) == ()
    assert agreement(Chart(chart.values, (), chart.dones, VERIFY), FORM) == ()


def test_three_people_in_pairs_are_compared_too() -> None:
    values = [
        value(by, at, "trial", "design", study) for at, (by, study) in enumerate(["ax", "bx", "by", "cy"], 1)
    ]
    dones = [done(by, at, study=study) for at, (by, study) in enumerate(["ax", "bx", "by", "cy"], 11)]
    (found,) = agreement(Chart(values, (), dones, TWO), FORM)
    assert (found.agreement.units, found.agreement.alike) == (2, 2)


# --- the order of merging

people = st.sampled_from("ab")
said = st.sampled_from([Answer("x"), Answer("y"), NR])


@st.composite
def histories(draw: st.DrawFn) -> list[Any]:
    """Acts of two people, one after the other, with undos of what came before."""
    acts: list[Any] = []
    for at in range(1, draw(st.integers(1, 12)) + 1):
        by, earlier = draw(people), [one.id for one in acts]
        kind = draw(st.sampled_from(["chart", "chart", "settle", "done", "undo"]))
        if kind == "undo" and earlier:
            acts.append(Undo(draw(st.sampled_from(earlier)), by, **when(at, by)))
        elif kind == "settle":
            of = tuple(one.id for one in acts if isinstance(one, ChartedValue))
            acts.append(ChartSettled(by, "berg", "aim", draw(said), of, Settling.DISCUSSION, **when(at, by)))
        elif kind == "done":
            acts.append(done(by, at, draw(st.booleans())))
        else:
            acts.append(value(by, at, draw(said), draw(st.sampled_from(["aim", "method"]))))
    return acts


def found_in(acts: Sequence[Any], agreed: Charting, as_they_come: bool = False) -> list[Any]:
    """Everything that follows from acts that are read in some order."""
    counting, _, _ = events.standing(in_order(acts))
    if as_they_come:
        random.Random(1).shuffle(counting)
    chart = Chart(
        [one for one in counting if isinstance(one, ChartedValue)],
        [one for one in counting if isinstance(one, ChartSettled)],
        [one for one in counting if isinstance(one, ChartingDone)],
        agreed,
    )
    shown = [chart.shown_to(who) for who in "abc"]
    return [
        [sorted(one.items.items()) for one in (chart, *shown)],
        chart.done("berg"),
        sorted(one.field for one in chart.differences()),
        chart.corrections,
        agreement(chart, FORM),
    ]


@given(histories(), st.randoms(use_true_random=False), st.sampled_from([TWO, VERIFY, Charting()]))
def test_the_same_follows_in_whatever_order_folders_were_merged(
    acts: list[Any], chance: Any, agreed: Charting
) -> None:
    other = list(acts)
    chance.shuffle(other)
    assert found_in(other, agreed) == found_in(acts, agreed) == found_in(acts, agreed, as_they_come=True)


@given(histories())
def test_nobody_is_shown_more_than_their_own_before_a_study_is_open(acts: list[Any]) -> None:
    values = [one for one in acts if isinstance(one, ChartedValue)]
    dones = [one for one in acts if isinstance(one, ChartingDone)]
    chart = Chart(values, (), dones, TWO)
    for who in "ab":
        others = [one for one in chart.shown_to(who).values if one.by != who]
        assert not others or len(chart.done("berg")) == 2


# --- a part of it


def test_a_chart_of_some_studies_has_their_acts_and_no_others() -> None:
    first, second, other = value("a", 1, "x"), value("b", 2, "y"), value("a", 3, "z", study="aas")
    settlement = settled("a", 5, "y", [first, second])
    chart = Chart([first, second, other], [settlement], [done("a", 4), done("a", 4, study="aas")], TWO)
    berg = chart.only([Study("berg", "Berg (2020)", ())])
    assert (berg.values, berg.settlements, berg.dones) == ((first, second), (settlement,), (done("a", 4),))
    assert berg.agreed == TWO
    assert not chart.only([Study("aas", "Aas (2020)", ())]).settlements


@pytest.mark.parametrize(
    ("agreed", "people", "finished"),
    [(Charting(), "", False), (Charting(), "a", True), (TWO, "a", False), (TWO, "ab", True), (VERIFY, "a", True)],
)
def test_a_study_is_finished_when_those_who_chart_it_are_done(
    agreed: Charting, people: str, finished: bool
) -> None:
    chart = Chart([value("a", 1, "x")], dones=[done(who, 2) for who in people], agreed=agreed)
    assert chart.is_finished("berg") is finished
