"""Who still has to decide sees nothing of what others decided (PRISMA 2020 item 8)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.blind import (
    blind_view,
    chart_view,
    codings_shown,
    decisions_to_export,
    not_taken_over,
    own_decisions,
    with_characteristics,
)
from reviewkit.errors import Place, ReviewkitError
from reviewkit.model import (
    Answer,
    ChartedValue,
    Charting,
    ChartingDone,
    Coding,
    Decision,
    Field,
    Retrieval,
    Reviewer,
    Stamp,
    Study,
)
from reviewkit.review import Facts, Review
from reviewkit.words import ChartingMode, Choice, Order, ReviewerKind, Stage
from tests.builders import Stages, decision, moment, protocol, record, records, verdict
from tests.chart_forms import FORM

IDS = [f"s-{n:04d}" for n in range(1, 6)]


def review(*decisions: Decision, stages: Stages = Stages.ONE, people: int = 2, **facts: Any) -> Review:
    return Review(
        Facts(
            protocol(stages, people=people),
            records=records(*map(record, IDS)),
            decisions=tuple(decisions),
            **facts,
        )
    )


def queue(found: Review, who: str) -> list[str]:
    return [report for report, _ in blind_view(found, who, Order.SOURCE).queue]


def test_a_view_holds_what_waits_for_one_person_in_an_order() -> None:
    found = review(decision("b", IDS[1], "include"), decision("b", IDS[3], "exclude"))
    waiting = tuple((one, Stage.SCREENING) for one in (IDS[0], IDS[2], IDS[4]))
    assert blind_view(found, "b", Order.SOURCE).queue == waiting
    assert queue(found, "a") == IDS
    assert sorted(blind_view(found, "b").queue) == sorted(waiting)


def test_the_order_is_random_for_each_reviewer_where_none_is_named() -> None:
    orders = {who: blind_view(review(), who).queue for who in "ab"}
    assert orders["a"] != orders["b"]
    assert blind_view(review(), "a", Order.RANDOM).queue == orders["a"]


def test_what_one_decided_oneself_is_there_and_nothing_of_others() -> None:
    mine, theirs = decision("b", IDS[0], "include"), decision("a", IDS[0], "exclude", reason="outcome")
    settled = decision("b", IDS[0], "include", at="3", final=True)
    assert blind_view(review(mine, theirs, settled), "b").own == (mine,)


def test_records_and_reports_are_those_of_the_review() -> None:
    found = review(verdicts=(verdict(IDS[0], IDS[1], "same"),))
    view = blind_view(found, "a")
    assert view.reports == {IDS[0]: (IDS[0], IDS[1]), **{one: (one,) for one in IDS[2:]}}
    assert list(view.records) == IDS
    assert (view.reviewer, view.protocol) == ("a", found.protocol)


def test_a_report_on_which_enough_people_decided_waits_for_nobody_else() -> None:
    found = review(decision("a", IDS[0], "include"), people=1)
    assert queue(found, "b") == IDS[1:]


choices = st.lists(st.sampled_from(["include", "exclude", "maybe"]), min_size=5, max_size=5)
reasons = st.lists(st.sampled_from(["", "population", "outcome"]), min_size=5, max_size=5)


@given(
    choices,
    choices,
    reasons,
    reasons,
    st.sets(st.integers(0, 4)),
    st.sets(st.integers(0, 4)),
    st.sampled_from([1, 2]),
)
def test_a_view_is_the_same_whatever_others_decided(
    said: list[str],
    otherwise: list[str],
    why: list[str],
    other_why: list[str],
    theirs: set[int],
    mine: set[int],
    people: int,
) -> None:
    """As long as they decided on the same records: what b sees tells nothing of how."""
    own = [decision("b", IDS[n], "include") for n in sorted(mine)]

    def seen(choice: list[str], reason: list[str]) -> Any:
        others = [decision("a", IDS[n], choice[n], reason=reason[n], at="2") for n in sorted(theirs)]
        view = blind_view(review(*own, *others, people=people), "b")
        return view.queue, view.own, view.last, view.reports, list(view.records)

    assert seen(said, why) == seen(otherwise, other_why)


@given(choices, st.sets(st.integers(0, 4)))
def test_what_leaves_the_folder_is_the_same_whatever_others_decided(said: list[str], theirs: set[int]) -> None:
    """Somebody still has to decide on the last report."""
    own = [decision("b", IDS[0], "include")]
    others = [decision("a", IDS[n], said[n], at="2") for n in sorted(theirs)]
    assert decisions_to_export(review(*own, *others), "b") == {IDS[0]: (Choice.INCLUDE, "")}


def test_one_s_own_last_word_leaves_with_its_reason() -> None:
    found = review(
        decision("a", IDS[0], "include"),
        decision("a", IDS[0], "exclude", reason="outcome", at="2"),
        decision("b", IDS[1], "exclude", reason="population"),
    )
    assert decisions_to_export(found, "a") == {IDS[0]: (Choice.EXCLUDE, "outcome")}
    assert decisions_to_export(found, "b") == {IDS[1]: (Choice.EXCLUDE, "population")}
    assert decisions_to_export(found, "robot") == {}


def test_a_decision_on_any_record_leaves_with_the_report() -> None:
    found = review(decision("a", IDS[1], "include"), verdicts=(verdict(IDS[0], IDS[1], "same"),))
    assert decisions_to_export(found, "a") == {IDS[0]: (Choice.INCLUDE, "")}


def test_a_decision_on_no_record_leaves_with_nothing() -> None:
    assert decisions_to_export(review(decision("a", "gone-0001", "include")), "a") == {}


def test_when_nobody_has_to_decide_any_more_the_outcomes_leave() -> None:
    done = [decision(who, one, "include") for one in IDS[:4] for who in "ab"]
    last = [decision(who, IDS[4], "exclude", reason="outcome") for who in "ab"]
    found = review(*done, *last)
    wanted = {**dict.fromkeys(IDS[:4], (Choice.INCLUDE, "")), IDS[4]: (Choice.EXCLUDE, "outcome")}
    assert decisions_to_export(found, "a") == decisions_to_export(found, "robot") == wanted


def test_a_report_that_ended_otherwise_leaves_without_a_decision() -> None:
    done = [decision(who, one, "include") for one in IDS[:4] for who in "ab"]
    removed = decision("a", IDS[4], "exclude", "before-screening", "language")
    assert decisions_to_export(review(*done, removed), "a")[IDS[4]] == (None, "language")


@pytest.mark.parametrize("open_", ["conflict", "waiting"])
def test_while_one_report_is_open_the_outcomes_stay(open_: str) -> None:
    done = [decision(who, one, "include") for one in IDS[:4] for who in "ab"]
    last = [decision("a", IDS[4], "include"), decision("b", IDS[4], "exclude")][: 2 if open_ == "conflict" else 1]
    found = decisions_to_export(review(*done, *last), "b")
    assert found == {
        decision_.record: (decision_.choice, "") for decision_ in (*done, *last) if decision_.by == "b"
    }


def test_full_texts_wait_at_their_own_stage() -> None:
    passed = [decision(who, IDS[0], "include", "title-abstract") for who in "ab"]
    found = review(*passed, stages=Stages.TWO)
    view = blind_view(found, "a")
    assert view.queue[-1] == (IDS[0], Stage.FULL_TEXT)
    assert {stage for _, stage in view.queue[:-1]} == {Stage.TITLE_ABSTRACT}
    assert view.waiting(Stage.FULL_TEXT) == view.queue[-1:]
    assert view.waiting() == view.queue
    assert view.left() == {Stage.TITLE_ABSTRACT: 4, Stage.FULL_TEXT: 1}
    assert (view.decided(Stage.TITLE_ABSTRACT), view.decided(Stage.FULL_TEXT)) == (1, 0)


def test_what_one_has_decided_is_counted_by_reports() -> None:
    twice = [decision("a", IDS[0], choice, at=at) for choice, at in (("include", "1"), ("exclude", "2"))]
    found = review(decision("a", IDS[1], "exclude"), *twice, verdicts=(verdict(IDS[0], IDS[1], "same"),))
    view = blind_view(found, "a")
    assert view.decided(Stage.SCREENING) == 1
    assert view.last == {(IDS[0], Stage.SCREENING): twice[1]}


def test_a_report_is_read_with_what_only_its_other_records_know() -> None:
    known = records(
        record("s-0001", title="Trust", fields=(Field("KW", "nurses", 1), Field("KW", "trust", 2))),
        record(
            "s-0002",
            title="Trust!",
            abstract="We trust.",
            fields=(Field("KW", "Trust", 1), Field("KW", "care", 2)),
        ),
    )
    view = blind_view(
        Review(Facts(protocol(), records=known, verdicts=(verdict("s-0001", "s-0002", "same"),))), "a"
    )
    shown = view.record("s-0001")
    assert (shown.id, shown.title, shown.abstract) == ("s-0001", "Trust", "We trust.")
    assert view.keywords("s-0001") == ("nurses", "Trust", "care")


# One's own decisions


def mine(*decisions: Decision, words: str = "", **asked: Any) -> list[str]:
    """The reports of a's own decisions in a review of three records."""
    known = records(
        record("s-0001", title="Trust at home", authors=("Ødegård, Å",), year=2019, abstract="Nurses and trust."),
        record("s-0002", title="Rats", doi="10.1000/x.2"),
        record("s-0003", title="Care"),
    )
    plan = protocol(Stages.TWO)
    view = blind_view(Review(Facts(plan, records=known, decisions=decisions)), "a")
    return [one.report for one in own_decisions(view, words, **asked)]


OWN = (
    decision("a", "s-0001", "include", "title-abstract", at="1"),
    decision("a", "s-0002", "exclude", "title-abstract", at="2"),
    decision("b", "s-0003", "exclude", "title-abstract", at="3"),
    replace(
        decision("a", "s-0001", "exclude", "full-text", "outcome", at="4"), labels=("rural",), note="ask Kåre"
    ),
)


def test_one_s_own_decisions_are_listed_the_newest_first_and_nobody_else_s() -> None:
    assert mine(*OWN) == ["s-0001", "s-0002", "s-0001"]
    assert mine(*OWN, choice=Choice.EXCLUDE) == ["s-0001", "s-0002"]
    assert mine(*OWN, stage=Stage.TITLE_ABSTRACT) == ["s-0002", "s-0001"]
    assert mine(*OWN, stage=Stage.TITLE_ABSTRACT, choice=Choice.MAYBE) == []


def test_what_cannot_be_read_yet_comes_last() -> None:
    """At full text a reviewer begins with what is here (PRISMA 2020: sought, retrieved, assessed)."""
    passed = [decision(who, one, "include", stage="title-abstract") for who in "ab" for one in IDS[:4]]
    found = review(*passed, stages=Stages.TWO, retrievals=(Retrieval("a", IDS[2], True),))
    view = blind_view(found, "a", Order.SOURCE)
    assert [report for report, _ in view.queue] == [IDS[4], *IDS[:4]]
    assert [report for report, _ in view.waiting()] == [IDS[4], IDS[2], IDS[0], IDS[1], IDS[3]]
    assert view.sought == {IDS[0], IDS[1], IDS[3]}
    assert [report for report, _ in view.waiting(Stage.FULL_TEXT)] == [IDS[2], IDS[0], IDS[1], IDS[3]]


def test_what_one_decided_oneself_on_a_report_is_in_the_order_of_the_stages() -> None:
    at_text, at_title = (
        decision("a", IDS[0], "include", stage=stage) for stage in ("full-text", "title-abstract")
    )
    others = decision("a", IDS[1], "exclude", stage="title-abstract"), decision("b", IDS[0], "exclude")
    view = blind_view(review(at_text, at_title, *others, stages=Stages.TWO), "a")
    assert view.last_on(IDS[0]) == (at_title, at_text)
    assert view.last_on(IDS[2]) == ()
    assert [view.decided(Stage(stage)) for stage in ("title-abstract", "full-text", "screening")] == [2, 1, 0]


def test_of_several_decisions_on_a_report_at_a_stage_the_last_is_listed() -> None:
    again = decision("a", "s-0001", "maybe", "title-abstract", at="5")
    assert mine(*OWN, again, stage=Stage.TITLE_ABSTRACT) == ["s-0001", "s-0002"]
    assert mine(*OWN, again, choice=Choice.INCLUDE) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("trust", ["s-0001", "s-0001"]),
        ("TRUST nurs", ["s-0001", "s-0001"]),
        ("trust rats", []),
        ("odegard 2019", ["s-0001", "s-0001"]),
        ("10.1000/x.2", ["s-0002"]),
        ("s-0002", ["s-0002"]),
        ("rural", ["s-0001"]),
        ("kåre", ["s-0001"]),
        ("outcome", ["s-0001"]),
        ("rust", []),
        ("  ", ["s-0001", "s-0002", "s-0001"]),
    ],
)
def test_own_decisions_are_found_by_words_of_the_record_and_of_what_was_said(words: str, found: list[str]) -> None:
    assert mine(*OWN, words=words) == found


def test_a_report_on_which_a_tool_decided_still_waits_for_as_many_people() -> None:
    """It waits for ever otherwise: one person's decision is not enough, and nobody else is asked."""
    found = review(decision("robot", IDS[0], "include"), decision("a", IDS[0], "include"))
    assert IDS[0] in queue(found, "b")


def test_a_view_cannot_be_asked_for_more() -> None:
    view = blind_view(review(decision("a", IDS[0], "exclude")), "b")
    assert set(view.__dataclass_fields__) == {
        "reviewer",
        "protocol",
        "queue",
        "own",
        "reports",
        "records",
        "last",
        "sought",
    }
    assert not hasattr(view, "outcomes")
    assert replace(view, own=()).own == ()


def test_a_person_s_view_of_charting_has_only_their_own_until_two_are_done() -> None:
    values = tuple(
        ChartedValue(by, "berg", "aim", Answer(by), id=by, stamp=Stamp(moment("1"), by)) for by in ("a", "b")
    )
    facts = Facts(replace(protocol(), charting=Charting(2)), form=FORM, charted=values)
    view = chart_view(Review(facts), "a")
    assert (view.person, view.form, view.chart.values) == ("a", FORM, values[:1])
    dones = tuple(ChartingDone(by, "berg", True, id=f"{by}2", stamp=Stamp(moment("2"), by)) for by in ("a", "b"))
    assert chart_view(Review(replace(facts, charting_done=dones)), "a").chart.values == values
    with pytest.raises(ReviewkitError, match="There is no charting form yet"):
        chart_view(Review(replace(facts, form=None)), "a")


def test_the_characteristics_of_a_study_are_what_was_charted_and_holds_where_there_is_a_form() -> None:
    berg, aas = (Study(key, key, (), {"country": "NO"}) for key in ("berg", "aas"))
    said = [("age", 4.5, 2), ("age", 3, 1), ("designs", ("trial", "cohort"), 1), ("gone", "x", 1)]
    values = tuple(
        ChartedValue("a", "berg", field, Answer(value), n, id=f"{field}{n}", stamp=Stamp(moment("1"), "a", at))
        for at, (field, value, n) in enumerate(said)
    )
    review = Review(Facts(protocol(), form=FORM, charted=values))
    found = {one.key: one.characteristics for one in with_characteristics(review, (berg, aas), "b")}
    assert found == {"berg": {"age": "3\n4.5", "designs": "trial; cohort"}, "aas": {}}
    assert not_taken_over(review, (berg, replace(aas, characteristics={}), aas)) == (aas,)
    older = Review(Facts(protocol()))
    assert with_characteristics(older, (berg, aas), "") == (berg, aas)
    assert not_taken_over(older, (berg, aas)) == ()


def test_a_view_of_charting_knows_who_is_a_publication() -> None:
    stated = Reviewer("published", kind=ReviewerKind.PUBLICATION)
    agreed = replace(protocol(), reviewers=(*protocol().reviewers, stated))
    assert chart_view(Review(Facts(agreed, form=FORM)), "a").publications == {"published"}


def test_a_view_of_a_study_lists_what_the_form_asks_and_what_it_no_longer_has() -> None:
    said = [("funded", Answer("yes"), 1), ("age", Answer(4), 2), ("age", Answer(3), 1), ("gone", Answer("x"), 1)]
    values = tuple(
        ChartedValue("a", "berg", field, answer, n, id=str(n), stamp=Stamp(moment("1"), "a", n))
        for field, answer, n in said
    )
    view = chart_view(Review(Facts(protocol(), form=FORM, charted=values)), "a")
    listed = [(one.field, one.instance) for one in view.of("berg")]
    assert [one for one in listed if one[0] in ("aim", "age", "funder", "gone")] == [
        ("aim", 1), ("age", 1), ("age", 2), ("funder", 1), ("gone", 1)
    ]  # fmt: skip
    assert ("funder", 1) not in [(one.field, one.instance) for one in view.of("aas")]
    assert ("aim", 1) in [(one.field, one.instance) for one in view.of("aas")]


# --- what somebody can settle


def charted_by(agreed: Charting, *said: tuple[str, str, str], done: str = "") -> Review:
    """What people said in fields of a study, and who is done with it."""
    values = tuple(
        ChartedValue(by, "berg", field, Answer(value), id=f"{by}{n}", stamp=Stamp(moment("1"), by, n))
        for n, (by, field, value) in enumerate(said)
    )
    dones = tuple(ChartingDone(by, "berg", True, id=f"{by}-done", stamp=Stamp(moment("2"), by)) for by in done)
    return Review(Facts(replace(protocol(), charting=agreed), form=FORM, charted=values, charting_done=dones))


def fields_to_settle(found: Review, who: str) -> list[str]:
    return [one.field for one in chart_view(found, who, "berg").to_settle(["berg"])]


def test_what_differs_can_be_settled_once_it_can_be_seen_in_the_order_of_the_form() -> None:
    said = [("a", "country", "x"), ("b", "country", "y"), ("a", "aim", "x"), ("b", "aim", "y"), ("a", "gone", "x")]
    assert fields_to_settle(charted_by(Charting(2), *said, done="a"), "a") == []
    assert fields_to_settle(charted_by(Charting(2), *said, done="ab"), "a") == ["aim", "country"]


def test_nobody_checks_what_they_charted_alone() -> None:
    found = charted_by(Charting(2, ChartingMode.VERIFY), ("b", "aim", "x"), done="b")
    assert fields_to_settle(found, "b") == []
    assert fields_to_settle(found, "a") == ["aim"]
    assert chart_view(found, "a").checks
    assert chart_view(found, "a").is_checked("berg")
    assert not chart_view(charted_by(Charting(2)), "a").checks


def test_a_view_of_one_study_is_that_of_all_as_far_as_the_study_goes() -> None:
    found = charted_by(Charting(2), ("a", "aim", "x"), ("b", "aim", "y"), done="b")
    for who in "abc":
        whole, one = chart_view(found, who), chart_view(found, who, "berg")
        assert one.chart.of("berg") == whole.chart.of("berg")
        assert one.chart.is_open_to(who, "berg") == whole.chart.is_open_to(who, "berg")
    assert chart_view(found, "a", "aas").chart.values == ()


def test_everybody_sees_what_everybody_coded_for_now() -> None:
    both = tuple(Coding(who, "berg", "done", (), (), Place("")) for who in "ab")
    review = Review(Facts(protocol(), codings=both))
    assert [codings_shown(review, who) for who in ("a", "b", "")] == [both] * 3
