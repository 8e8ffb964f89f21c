"""Pilots: which reports are drawn, who is asked, and what opens when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import pilots
from reviewkit.blind import blind_view
from reviewkit.model import ConflictsOpened, Decision, Pilot, Protocol, Reviewer, ScreeningStage, Stamp
from reviewkit.progress import left
from reviewkit.review import Facts, Review
from reviewkit.words import Consensus, Order, Role, Stage, State
from tests.builders import decision, moment, protocol, record, records, verdict

IDS = [f"s-{n:04d}" for n in range(1, 7)]
THREE = Protocol(
    "A review", (Reviewer("a"), Reviewer("b"), Reviewer("c")), stages=(ScreeningStage(Stage.SCREENING),)
)


def pilot(*numbers: int, people: str = "abc", stage: Stage = Stage.SCREENING, at: str = "0") -> Pilot:
    """A pilot of the reports of these numbers, from 1."""
    drawn = tuple(IDS[n - 1] for n in numbers)
    return Pilot("a", stage, 1, tuple(people), drawn, at=moment(at), id=f"p{at}", stamp=Stamp(moment(at), "a"))


def review(*acts: Decision | Pilot, plan: Protocol = THREE, **facts: Any) -> Review:
    return Review(
        Facts(
            plan,
            records=records(*map(record, IDS)),
            decisions=tuple(act for act in acts if isinstance(act, Decision)),
            pilots=tuple(act for act in acts if isinstance(act, Pilot)),
            **facts,
        )
    )


def said(who: str, number: int, choice: str = "exclude", at: str = "1") -> Decision:
    return decision(who, IDS[number - 1], choice, at=at)


def queue(found: Review, who: str) -> list[int]:
    """What waits for a person, in the order of the sources."""
    return [IDS.index(report) + 1 for report, _ in blind_view(found, who, Order.SOURCE).queue]


# --- drawing ----------------------------------------------------------------------------------------------------------

ids = st.lists(st.text(max_size=4), unique=True, max_size=12)


@given(ids, st.integers(0, 14), st.integers(0, 99))
def test_as_many_are_drawn_as_were_asked_for_in_their_order(found: list[str], number: int, seed: int) -> None:
    drawn = pilots.sample(found, number, seed)
    assert len(drawn) == min(number, len(found))
    assert list(drawn) == [one for one in found if one in drawn]


@given(ids, st.integers(0, 14), st.integers(0, 99), st.randoms())
def test_every_computer_draws_alike(found: list[str], number: int, seed: int, chance: Any) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert set(pilots.sample(found, number, seed)) == set(pilots.sample(shuffled, number, seed))


def test_what_a_seed_draws_never_changes() -> None:
    """A later version that draws otherwise would contradict what teams wrote into their protocols."""
    hundred = [f"cinahl-{n:04d}" for n in range(1, 101)]
    assert pilots.sample(hundred, 4, 1) == DRAWN[1]
    assert pilots.sample(hundred, 4, 2) == DRAWN[2]


DRAWN: Mapping[int, tuple[str, ...]] = {
    1: ("cinahl-0005", "cinahl-0008", "cinahl-0041", "cinahl-0095"),
    2: ("cinahl-0012", "cinahl-0046", "cinahl-0049", "cinahl-0052"),
}


def test_each_report_is_as_likely_as_any_other() -> None:
    hundred = [f"cinahl-{n:04d}" for n in range(1, 101)]
    times = dict.fromkeys(hundred, 0)
    for seed in range(400):
        for report in pilots.sample(hundred, 25, seed):
            times[report] += 1
    assert all(60 <= count <= 140 for count in times.values()), "100 times each, give or take 4.6 deviations"


# --- who is asked, and for what ---------------------------------------------------------------------------------------


def test_everybody_is_asked_for_the_pilot_alone() -> None:
    found = review(pilot(2, 5))
    assert [queue(found, who) for who in "abc"] == [[2, 5]] * 3
    assert left(found) == {"a": 2, "b": 2, "c": 2}
    assert found.pilots[0].left == {"a": 2, "b": 2, "c": 2}


def test_without_a_pilot_everything_is_open() -> None:
    assert queue(review(), "c") == [1, 2, 3, 4, 5, 6]


def test_a_third_is_asked_though_the_stage_asks_two() -> None:
    found = review(pilot(2, 5), said("a", 2), said("b", 2))
    assert [queue(found, who) for who in "abc"] == [[5], [5], [2, 5]]
    assert found.outcomes[IDS[1]].state is State.WAITING
    assert found.outcomes[IDS[1]].asked == {"a", "b", "c"}


def test_who_is_done_waits_for_the_others() -> None:
    found = review(pilot(2), said("a", 2), said("c", 2))
    assert [queue(found, who) for who in "abc"] == [[], [2], []]
    assert left(found) == {"b": 1}
    (state,) = found.pilots
    assert (dict(state.left), state.finished) == ({"b": 1}, False)


def test_the_rest_opens_when_all_are_done() -> None:
    found = review(pilot(2), *(said(who, 2) for who in "abc"))
    assert found.pilots[0].finished
    assert [queue(found, who) for who in "abc"] == [[1, 3, 4, 5, 6]] * 3
    assert found.outcomes[IDS[1]].state is State.EXCLUDED


def test_an_undone_decision_closes_the_rest_again() -> None:
    decisions = [said(who, 2) for who in "abc"]
    assert not review(pilot(2), *decisions[:2]).pilots[0].finished


@pytest.mark.parametrize(
    ("consensus", "choices", "state"),
    [
        (Consensus.ALL, "nnn", State.EXCLUDED),
        (Consensus.ALL, "nny", State.CONFLICT),
        (Consensus.MAJORITY, "nny", State.EXCLUDED),
        (Consensus.MAJORITY, "yny", State.INCLUDED),
        (Consensus.ONE_INCLUDE, "nny", State.INCLUDED),
        (Consensus.ONE_INCLUDE, "nnn", State.EXCLUDED),
    ],
)
def test_the_rule_of_the_stage_counts_all_that_was_decided(
    consensus: Consensus, choices: str, state: State
) -> None:
    """Two people decide on each record; all three took part in the pilot."""
    plan = Protocol("A", THREE.reviewers, stages=(ScreeningStage(Stage.SCREENING, consensus=consensus),))
    decisions = [
        said(who, 2, {"y": "include", "n": "exclude"}[choice]) for who, choice in zip("abc", choices, strict=True)
    ]
    assert review(pilot(2), *decisions, plan=plan).outcomes[IDS[1]].state is state
    for missing in range(3):
        some = [one for n, one in enumerate(decisions) if n != missing]
        assert review(pilot(2), *some, plan=plan).outcomes[IDS[1]].state is State.WAITING


@pytest.mark.parametrize("consensus", Consensus)
def test_no_report_of_a_pilot_passes_a_stage_before_all_have_decided(consensus: Consensus) -> None:
    first = ScreeningStage(Stage.TITLE_ABSTRACT, consensus=consensus, reasons=False)
    plan = Protocol("A", THREE.reviewers, stages=(first, ScreeningStage(Stage.FULL_TEXT, full_text=True)))
    drawn = pilot(2, stage=Stage.TITLE_ABSTRACT)
    decisions = [decision(who, IDS[1], "include", "title-abstract") for who in "abc"]
    assert review(drawn, *decisions[:2], plan=plan).outcomes[IDS[1]].stage == Stage.TITLE_ABSTRACT
    passed = review(drawn, *decisions, plan=plan)
    assert (passed.outcomes[IDS[1]].state, passed.pilots[0].finished) == (State.SOUGHT, True)
    assert passed.outcomes[IDS[1]].asked == frozenset(), "at full text the pilot asks nobody"


def test_tools_do_not_finish_a_pilot() -> None:
    plan = Protocol("A", protocol().reviewers, stages=THREE.stages)
    found = review(pilot(2, people="ab"), said("robot", 2), plan=plan)
    assert found.outcomes[IDS[1]].state is State.WAITING
    assert found.pilots[0].left == {"a": 1, "b": 1}


def test_a_settlement_ends_the_wait_for_a_report() -> None:
    settled = decision("a", IDS[1], "exclude", at="3", final=True)
    found = review(pilot(2), said("a", 2), settled)
    assert (found.outcomes[IDS[1]].state, found.pilots[0].finished) == (State.EXCLUDED, True)


def test_a_report_that_is_removed_or_gone_is_waited_for_no_more() -> None:
    gone = Pilot("a", Stage.SCREENING, 1, ("a", "b", "c"), (IDS[1], "gone-0001"), id="p")
    removed = decision("a", IDS[1], "exclude", "before-screening")
    assert review(gone).pilots[0].reports == (IDS[1],)
    assert review(gone, removed).pilots[0].finished


def test_two_records_of_a_pilot_that_are_one_report_are_asked_for_once() -> None:
    found = review(pilot(2, 3), verdicts=(verdict(IDS[1], IDS[2], "same"),))
    assert found.pilots[0].reports == (IDS[1],)
    assert queue(found, "a") == [2]


def test_another_stage_stays_open() -> None:
    stages = (ScreeningStage(Stage.TITLE_ABSTRACT), ScreeningStage(Stage.FULL_TEXT, full_text=True))
    plan = Protocol("A", THREE.reviewers, stages=stages)
    passed = [decision(who, IDS[0], "include", "title-abstract") for who in "ab"]
    read = decision("a", IDS[0], "include", "full-text")
    found = review(pilot(2, stage=Stage.TITLE_ABSTRACT), *passed, read, plan=plan)
    assert blind_view(found, "b").queue == ((IDS[1], Stage.TITLE_ABSTRACT), (IDS[0], Stage.FULL_TEXT))


def test_who_left_is_not_waited_for_and_who_came_later_waits() -> None:
    people = (Reviewer("a"), Reviewer("b"), Reviewer("c", until=date(2026, 1, 31)), Reviewer("d"))
    plan = Protocol("A", people, stages=THREE.stages)
    acts = [pilot(2), said("a", 2), said("b", 2)]
    before = review(*acts, plan=plan, today=date(2026, 1, 31))
    after = review(*acts, plan=plan, today=date(2026, 2, 1))
    assert before.pilots[0].left == {"c": 1}
    assert (queue(before, "d"), queue(before, "c")) == ([], [2])
    assert after.pilots[0].finished
    assert queue(after, "d") == [1, 3, 4, 5, 6]
    assert after.outcomes[IDS[1]].state is State.EXCLUDED


def test_who_no_longer_screens_is_not_asked() -> None:
    people = (Reviewer("a"), Reviewer("b"), Reviewer("c", roles=frozenset({Role.SETTLES})))
    assert review(pilot(2), plan=Protocol("A", people, stages=THREE.stages)).pilots[0].left == {"a": 1, "b": 1}


def test_several_pilots_follow_each_other() -> None:
    done = [said(who, 2) for who in "abc"]
    found = review(pilot(2), pilot(4, 6, at="2"), *done)
    assert [state.finished for state in found.pilots] == [True, False]
    assert queue(found, "a") == [4, 6]


def test_two_pilots_that_were_drawn_in_two_copies_of_a_folder_are_both_open() -> None:
    assert queue(review(pilot(2), pilot(4, at="2")), "a") == [2, 4]


def test_who_has_not_decided_in_the_pilot_may_not_look_though_two_have() -> None:
    found = review(pilot(2), said("a", 2), said("b", 2, "include"))
    assert found.decisions_shown_to("c", IDS[1]) == ()
    assert [one.by for one in found.decisions_shown_to("a", IDS[1])] == ["a"]


ALL_BUT_C = [said(who, n, "include" if who == "a" else "exclude") for n in range(1, 7) for who in "ab"]
OPENED = (ConflictsOpened("a", Stage.SCREENING, "we meet"),)


@pytest.mark.parametrize("openings", [(), OPENED])
def test_nobody_in_an_unfinished_pilot_sees_what_others_decided(openings: tuple[ConflictsOpened, ...]) -> None:
    """Two have decided on every report, as the stage asks, and c alone has to finish the pilot."""
    found = review(pilot(2), *ALL_BUT_C, openings=openings)
    assert found.still_screened == {Stage.SCREENING}
    for who in "abc":
        assert found.conflicts_for(who) == ()
        assert all({one.by for one in found.all_decisions_shown_to(who, report)} <= {who} for report in IDS)
        shown = found.agreement_for(who, Stage.SCREENING)
        assert (shown.disagreements, shown.hidden, shown.not_compared) == ((), 5, 1)
    done = review(pilot(2), *ALL_BUT_C, said("c", 2), openings=openings)
    assert done.still_screened == frozenset()
    for who in "abc":
        assert len(done.agreement_for(who, Stage.SCREENING).disagreements) == len(done.conflicts_for(who)) == 6


def test_what_differs_in_a_finished_pilot_is_shown_after_an_opening() -> None:
    """The rest of the stage is still screened, and nobody but those who settle sees anything."""
    acts = [pilot(2), said("a", 2, "include"), said("b", 2), said("c", 2)]
    closed = review(*acts).agreement_for("a", Stage.SCREENING)
    opened = review(*acts, openings=OPENED)
    assert (closed.disagreements, closed.hidden) == ((), 1)
    assert [one.report for one in opened.agreement_for("a", Stage.SCREENING).disagreements] == [IDS[1]]
    assert opened.agreement_for("", Stage.SCREENING).hidden == 1


def test_who_waits_for_a_pilot_may_not_look_at_what_was_decided_before_it() -> None:
    """The report is closed, but their decision on it is still needed."""
    found = review(said("a", 1), pilot(2, at="2"))
    assert queue(found, "b") == [2]
    assert found.decisions_shown_to("b", IDS[0]) == ()


GIVEN = (("a", 2), ("b", 2), ("a", 5), ("b", 5))


@given(st.lists(st.sampled_from(["include", "exclude", "maybe"]), min_size=4, max_size=4))
def test_a_queue_in_a_pilot_says_nothing_of_what_others_decided(choices: list[str]) -> None:
    def seen(words: list[str]) -> object:
        decisions = [said(who, n, word) for (who, n), word in zip(GIVEN, words, strict=True)]
        found = review(pilot(2, 5), *decisions)
        return blind_view(found, "c").queue, found.pilots

    seen_as = seen([*choices])
    assert seen_as == seen(["include"] * 4)


def test_a_review_that_grew_by_a_decision_has_the_outcomes_of_one_read_afresh() -> None:
    before = review(pilot(2), said("a", 2))
    before.outcomes  # noqa: B018 - computed before
    decisions = (said("a", 2), said("b", 2))
    more = Review(
        Facts(THREE, records=before.records, decisions=decisions, pilots=before.facts.pilots), before=before
    )
    assert more.outcomes == review(pilot(2), *decisions).outcomes


@given(st.data(), st.booleans())
def test_queues_open_for_everybody_with_the_last_decision_of_a_pilot(data: st.DataObject, at_once: bool) -> None:
    """A review that lives on, as in a sitting or on the page, decision by decision or with several from a sync."""
    drawn = (pilot(2, 5),)
    in_pilot = data.draw(st.permutations([said(who, n) for who in "abc" for n in (2, 5)]))
    acts = [*in_pilot, said("a", 1, "include"), said("b", 1, "include")]
    sizes = [len(in_pilot)] if at_once else range(1, len(acts) + 1)
    facts = Facts(THREE, records=records(*map(record, IDS)), pilots=drawn)
    now = Review(facts)
    for size in sizes:
        before, _ = now, [now.queue_of(who, order) for who in "abc" for order in Order]
        now = Review(replace(facts, decisions=tuple(acts[:size])), before=before)
        afresh = review(*drawn, *acts[:size])
        for who in "abc":
            assert [now.queue_of(who, order) for order in Order] == [
                afresh.queue_of(who, order) for order in Order
            ]
        assert now.pilots == afresh.pilots
        assert (len(now.queue_of("a")) > 2) == (size >= len(in_pilot))


def test_queues_close_again_when_a_decision_of_the_pilot_is_undone() -> None:
    all_of_it = [said(who, 2) for who in "abc"]
    before = review(pilot(2), *all_of_it)
    assert queue(before, "a") == [1, 3, 4, 5, 6]
    now = Review(replace(before.facts, decisions=tuple(all_of_it[:2])), before=before)
    assert [queue(now, who) for who in "abc"] == [[], [], [2]]


def test_outcomes_are_computed_anew_when_a_pilot_is_drawn() -> None:
    before = review(said("a", 2), said("b", 2))
    assert before.outcomes[IDS[1]].state is State.EXCLUDED
    facts = Facts(THREE, records=before.records, decisions=before.facts.decisions, pilots=(pilot(2),))
    assert Review(facts, before=before).outcomes[IDS[1]].state is State.WAITING
