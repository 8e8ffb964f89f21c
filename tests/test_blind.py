"""Who still has to decide sees nothing of what others decided (PRISMA 2020 item 8)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.blind import blind_view, decisions_to_export
from reviewkit.model import Decision
from reviewkit.review import Facts, Review
from reviewkit.words import Choice, Stage
from tests.builders import Stages, decision, protocol, record, records, verdict

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
    return [report for report, _ in blind_view(found, who).queue]


def test_a_view_holds_what_waits_for_one_person_in_the_order_of_the_reports() -> None:
    found = review(decision("b", IDS[1], "include"), decision("b", IDS[3], "exclude"))
    assert blind_view(found, "b").queue == tuple((one, Stage.SCREENING) for one in (IDS[0], IDS[2], IDS[4]))
    assert queue(found, "a") == IDS


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
        return view.queue, view.own, view.reports, list(view.records)

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
    assert blind_view(found, "a").queue[0] == (IDS[0], Stage.FULL_TEXT)
    assert {stage for _, stage in blind_view(found, "a").queue[1:]} == {Stage.TITLE_ABSTRACT}


def test_a_report_on_which_a_tool_decided_still_waits_for_as_many_people() -> None:
    """It waits for ever otherwise: one person's decision is not enough, and nobody else is asked."""
    found = review(decision("robot", IDS[0], "include"), decision("a", IDS[0], "include"))
    assert IDS[0] in queue(found, "b")


def test_a_view_cannot_be_asked_for_more() -> None:
    view = blind_view(review(decision("a", IDS[0], "exclude")), "b")
    assert set(view.__dataclass_fields__) == {"reviewer", "protocol", "queue", "own", "reports", "records"}
    assert not hasattr(view, "outcomes")
    assert replace(view, own=()).own == ()
