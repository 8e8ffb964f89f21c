"""What decisions amount to, who is asked next and who may look: rule by rule, at its borders."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reviewkit import screening
from reviewkit.errors import Level, Place, Problem
from reviewkit.model import Decision, Outcome, Protocol, Retrieval, Reviewer, ScreeningStage, Stamp
from reviewkit.words import Choice, Consensus, Maybe, ReviewerKind, Role, Stage, State
from tests.builders import Stages, decision, moment, protocol

ONE, TWO, ALONE, THREE = protocol(), protocol(Stages.TWO), protocol(people=1), protocol(people=3)
X, Y = "s-0001", "s-0002"
TA, FT = "title-abstract", "full-text"


def said(
    by: str,
    choice: str,
    reason: str = "",
    stage: str = "screening",
    at: str = "1",
    of: str = X,
    final: bool = False,
) -> Decision:
    return decision(by, of, {"y": "include", "n": "exclude", "m": "maybe"}[choice], stage, reason, at, final)


def fetched(had: bool, at: str = "1", of: str = X) -> Retrieval:
    return Retrieval("a", of, had, at=moment(at), id=f"r{at}", stamp=Stamp(moment(at), "a"))


def outcome(
    *decisions: Decision, plan: Protocol = ONE, had: bool | None = None, skips: bool = False, reports: Any = None
) -> Outcome:
    """The outcome of the report s-0001, which has the records s-0001 and s-0002."""
    retrievals = [] if had is None else [fetched(had)]
    skipping = frozenset({X}) if skips else frozenset()
    return screening.outcomes(reports or {X: (X, Y)}, decisions, retrievals, plan, skipping)[X]


def both(choice: str, *reasons: str, stage: str = "screening") -> list[Decision]:
    """What a and b say alike, each with a reason."""
    pair = reasons if len(reasons) == 2 else (reasons * 2 or ("", ""))
    return [said(who, choice, reason, stage) for who, reason in zip("ab", pair, strict=True)]


def where(found: Outcome) -> tuple[State, Stage]:
    return found.state, found.stage


# What decisions amount to


def test_without_a_decision_a_report_waits_at_the_first_stage() -> None:
    assert outcome() == Outcome(X, State.WAITING, Stage.SCREENING)
    assert outcome(plan=TWO) == Outcome(X, State.WAITING, Stage.TITLE_ABSTRACT)


@pytest.mark.parametrize(
    ("people", "votes", "state"),
    [
        (1, "y", State.INCLUDED),
        (1, "n", State.EXCLUDED),
        (1, "m", State.CONFLICT),
        (2, "y", State.WAITING),
        (2, "n", State.WAITING),
        (2, "m", State.WAITING),
        (2, "yy", State.INCLUDED),
        (2, "nn", State.EXCLUDED),
        (2, "mm", State.CONFLICT),
        (2, "yn", State.CONFLICT),
        (2, "ym", State.CONFLICT),
        (3, "yy", State.WAITING),
        (3, "yn", State.CONFLICT),
        (3, "yyy", State.INCLUDED),
        (3, "yym", State.CONFLICT),
        (1, "yn", State.CONFLICT),
        (1, "yy", State.INCLUDED),
    ],
)
def test_as_many_as_the_protocol_asks_for_have_to_agree(people: int, votes: str, state: State) -> None:
    found = outcome(
        *(said(who, vote) for who, vote in zip("abc", votes, strict=False)), plan=protocol(people=people)
    )
    assert where(found) == (state, Stage.SCREENING)


def test_only_an_exclusion_has_a_reason() -> None:
    open_ones = [outcome(said("a", "n", "outcome")), outcome(said("a", "n", "outcome"), said("b", "y"))]
    for found in (*open_ones, outcome(*both("m")), outcome(*both("y"))):
        assert (found.reason, found.reasons_differ, found.by_tool) == ("", False, False)


def test_a_report_skips_no_stage_unless_that_is_said() -> None:
    assert where(screening.outcome(X, [], fetched(True), TWO)) == (State.WAITING, Stage.TITLE_ABSTRACT)


def test_a_tool_alone_excludes_and_what_it_says_besides_people_counts_for_nothing() -> None:
    alone = outcome(said("robot", "n", "outcome"))
    assert (alone.state, alone.reason, alone.by_tool) == (State.EXCLUDED, "outcome", True)
    assert outcome(said("robot", "m")).state is State.WAITING
    assert outcome(said("robot", "n"), said("a", "y")).state is State.WAITING
    with_people = outcome(said("robot", "n", "outcome"), *both("y"))
    assert (with_people.state, with_people.by_tool) == (State.INCLUDED, False)
    excluded = outcome(said("robot", "n", "population"), *both("n", "outcome"))
    assert (excluded.reason, excluded.by_tool) == ("outcome", False)


def test_somebody_who_is_no_reviewer_counts_as_a_person() -> None:
    assert outcome(said("zoe", "y"), said("a", "y")).state is State.INCLUDED


@pytest.mark.parametrize(
    ("reasons", "reason", "differ"),
    [
        (("", ""), "", False),
        (("outcome", "outcome"), "outcome", False),
        (("outcome", ""), "outcome", False),
        (("outcome", "population"), "", True),
    ],
)
def test_the_reason_is_the_one_that_was_given(reasons: tuple[str, str], reason: str, differ: bool) -> None:
    found = outcome(*both("n", *reasons))
    assert (found.reason, found.reasons_differ) == (reason, differ)


def test_who_decided_differently_on_two_records_of_a_report_disagrees_with_themselves() -> None:
    alone = [said("a", "y"), said("a", "n", of=Y, at="2")]
    assert outcome(*alone, plan=ALONE).state is State.CONFLICT
    assert outcome(*alone, said("b", "y"), plan=ONE).state is State.CONFLICT
    assert outcome(said("a", "y"), said("a", "y", of=Y, at="2"), plan=ALONE).state is State.INCLUDED
    changed = [said("a", "n"), said("a", "y", at="2"), said("a", "y", of=Y, at="3")]
    assert outcome(*changed, plan=ALONE).state is State.INCLUDED, "the last word on each record counts"


def test_a_settlement_counts_whatever_was_said_before_and_after() -> None:
    settled = said("a", "n", "outcome", at="2", final=True)
    for more in ([], [said("c", "y")], [said("b", "y", at="3")], [said("a", "y", of=Y, at="3")]):
        found = outcome(*both("y"), settled, *more)
        assert (found.state, found.reason, found.by_tool) == (State.EXCLUDED, "outcome", False)
    again = said("b", "y", at="4", final=True)
    assert outcome(*both("n"), settled, again).state is State.INCLUDED
    assert outcome(again, settled, *both("n")).state is State.INCLUDED, "in their order, not that of the list"


def test_the_result_of_a_stage_without_decisions_is_open() -> None:
    assert screening.stage_result([], ONE.stages[0], ONE) == screening.StageResult(None)


def test_what_was_decided_and_fetched_goes_with_the_outcome() -> None:
    votes = [said("b", "y", stage=TA, at="2"), said("a", "y", stage=TA)]
    found = outcome(*votes, plan=TWO, had=True)
    assert found.decisions == (votes[1], votes[0])
    assert found.retrieval == fetched(True)
    assert found.at_its_stage() == ()
    assert outcome(plan=TWO, had=True).retrieval == fetched(True), "though nobody has decided"
    assert replace(found, stage=Stage.TITLE_ABSTRACT).at_its_stage() == found.decisions


# Removal before screening


def test_who_takes_a_report_out_before_screening_has_the_last_word_there() -> None:
    out = said("a", "n", "retracted", "before-screening")
    back = said("b", "y", stage="before-screening", at="2")
    assert (outcome(out).state, outcome(out).stage, outcome(out).reason) == (
        State.REMOVED,
        Stage.BEFORE,
        "retracted",
    )
    assert not outcome(out).by_tool
    assert outcome(said("robot", "n", stage="before-screening")).by_tool
    assert outcome(out, back).state is State.WAITING
    assert outcome(out, back, *both("y")).state is State.INCLUDED
    assert outcome(*both("y"), out).state is State.REMOVED


# Two stages


def test_the_way_over_two_stages() -> None:
    first, second = both("y", stage=TA), both("y", stage=FT)
    passed = {Stage.TITLE_ABSTRACT}
    assert where(outcome(first[0], plan=TWO)) == (State.WAITING, Stage.TITLE_ABSTRACT)
    assert where(outcome(*both("n", stage=TA), plan=TWO)) == (State.EXCLUDED, Stage.TITLE_ABSTRACT)
    assert outcome(*both("n", stage=TA), plan=TWO).passed == frozenset()
    sought = outcome(*first, plan=TWO)
    assert (where(sought), sought.passed) == ((State.SOUGHT, Stage.FULL_TEXT), passed)
    lost = outcome(*first, plan=TWO, had=False)
    assert (where(lost), lost.passed) == ((State.NOT_RETRIEVED, Stage.FULL_TEXT), passed)
    assert outcome(*first, *second, plan=TWO, had=False).state is State.NOT_RETRIEVED
    had = outcome(*first, plan=TWO, had=True)
    assert (where(had), had.passed) == ((State.WAITING, Stage.FULL_TEXT), passed)
    assert where(outcome(*first, second[0], plan=TWO)) == (State.WAITING, Stage.FULL_TEXT), (
        "decided on, so it is had"
    )
    done = outcome(*first, *second, plan=TWO)
    assert (where(done), done.passed) == ((State.INCLUDED, Stage.FULL_TEXT), {*passed, Stage.FULL_TEXT})
    assert outcome(*both("y")).passed == {Stage.SCREENING}


def test_a_full_text_decides_nothing_before_its_title_was_included() -> None:
    assert where(outcome(*both("n", stage=FT), plan=TWO)) == (State.WAITING, Stage.TITLE_ABSTRACT)
    assert where(outcome(plan=TWO, had=False)) == (State.WAITING, Stage.TITLE_ABSTRACT)


def test_reports_that_skip_the_first_stage_do_so_where_nobody_decided_there() -> None:
    skipped = outcome(plan=TWO, skips=True)
    assert (where(skipped), skipped.passed) == ((State.SOUGHT, Stage.FULL_TEXT), {Stage.TITLE_ABSTRACT})
    assert where(outcome(said("a", "y", stage=TA), plan=TWO, skips=True)) == (State.WAITING, Stage.TITLE_ABSTRACT)
    assert where(outcome(skips=True)) == (State.WAITING, Stage.SCREENING), "a review of one stage has none to skip"
    assert where(outcome(plan=TWO, had=True, skips=True)) == (State.WAITING, Stage.FULL_TEXT)


def test_the_last_word_on_a_full_text_counts() -> None:
    of = {X: X, Y: X}
    found = screening.last_retrievals(
        of, [fetched(False, "3"), fetched(True, "2", Y), fetched(False, "9", "gone-1")]
    )
    assert found == {X: fetched(False, "3")}


def test_decisions_are_sorted_by_report_and_those_on_no_record_left_out() -> None:
    votes = [said("a", "y", of=Y), said("a", "y", of="gone-1"), said("b", "y")]
    assert screening.by_report({X: X, Y: X}, votes) == {X: [votes[0], votes[2]]}


# Who is asked


@pytest.mark.parametrize(
    ("decisions", "plan", "awaited"),
    [
        ([], ONE, "abc"),
        ([said("a", "y")], ONE, "bc"),
        ([said("a", "n")], ONE, "bc"),
        (both("y"), ONE, ""),
        ([said("a", "y"), said("b", "n")], ONE, ""),
        ([said("a", "y"), said("b", "n")], THREE, "c"),
        ([said("a", "y")], ALONE, ""),
        ([said("a", "m")], ALONE, ""),
        ([said("robot", "n")], ONE, ""),
        ([said("a", "n", stage="before-screening")], ONE, ""),
        (both("y", stage=TA), TWO, "abc"),
        ([*both("y", stage=TA), said("a", "y", stage=FT)], TWO, "bc"),
    ],
)
def test_who_has_not_decided_is_awaited_until_enough_have(
    decisions: list[Decision], plan: Protocol, awaited: str
) -> None:
    found = outcome(*decisions, plan=plan)
    assert "".join(who for who in "abc" if screening.is_awaited(who, found, plan)) == awaited
    queue = screening.waiting_for("b", {X: found}, plan)
    assert queue == (((X, found.stage),) if "b" in awaited else ())


@pytest.mark.parametrize("state", [State.REMOVED, State.EXCLUDED, State.NOT_RETRIEVED, State.INCLUDED])
def test_nobody_is_awaited_on_a_report_that_is_done(state: State) -> None:
    assert not screening.is_awaited("a", Outcome(X, state, Stage.SCREENING), ONE)


@pytest.mark.parametrize("state", [State.WAITING, State.CONFLICT, State.SOUGHT])
def test_somebody_is_awaited_on_a_report_that_is_open(state: State) -> None:
    assert screening.is_awaited("a", Outcome(X, state, Stage.FULL_TEXT), TWO)
    assert not screening.is_awaited("a", Outcome(X, state, Stage.BEFORE), TWO)


def test_what_waits_stands_in_the_order_of_the_reports() -> None:
    found = {name: Outcome(name, State.WAITING, Stage.SCREENING) for name in ("s-0003", "s-0001", "s-0002")}
    assert [report for report, _ in screening.waiting_for("a", found, ONE)] == list(found)


@pytest.mark.parametrize("state", [State.WAITING, State.CONFLICT])
def test_while_somebody_is_awaited_only_those_who_decided_may_look(state: State) -> None:
    found = replace(outcome(said("a", "y"), plan=THREE), state=state)
    assert [screening.may_see(who, found, THREE) for who in "abc"] == [True, False, False]


def test_who_is_awaited_no_more_may_look() -> None:
    found = outcome(said("a", "y"), said("b", "n"))
    assert [screening.may_see(who, found, ONE) for who in "abc"] == [True, True, True]


def test_who_decided_at_another_stage_may_not_look_at_this_one() -> None:
    found = outcome(*both("y", stage=TA), said("b", "y", stage=FT), plan=TWO)
    assert (screening.may_see("a", found, TWO), screening.may_see("b", found, TWO)) == (False, True)


# Conflicts


def test_conflicts_are_those_of_choices_and_those_of_reasons() -> None:
    found = {
        "choice": outcome(said("a", "y"), said("b", "n")),
        "reason": outcome(*both("n", "outcome", "population")),
        "none": outcome(*both("n", "outcome")),
        "included": replace(outcome(*both("y")), reasons_differ=True),
        "open": outcome(said("a", "y")),
    }
    named = {name: replace(one, report=name) for name, one in found.items()}
    conflicts = screening.conflicts("a", named, ONE)
    assert [(one.report, one.stage, one.only_reasons) for one in conflicts] == [
        ("choice", Stage.SCREENING, False),
        ("reason", Stage.SCREENING, True),
    ]
    assert conflicts[0].decisions == found["choice"].decisions


def test_of_a_conflict_who_is_still_awaited_sees_no_decision() -> None:
    found = {X: outcome(said("a", "y"), said("b", "n"), plan=THREE)}
    assert [screening.conflicts(who, found, THREE)[0].decisions is None for who in "abc"] == [False, False, True]


def test_a_conflict_shows_the_decisions_of_its_stage() -> None:
    votes = [*both("y", stage=TA), said("a", "y", stage=FT), said("b", "n", stage=FT)]
    (found,) = screening.conflicts("a", {X: outcome(*votes, plan=TWO)}, TWO)
    assert [one.stage for one in found.decisions or ()] == [Stage.FULL_TEXT] * 2


@pytest.mark.parametrize(
    ("decisions", "plan", "can"),
    [
        ([], ONE, False),
        (both("y"), ONE, False),
        (both("n", "outcome"), ONE, False),
        (both("n"), ONE, True),
        (both("n", "outcome", "population"), ONE, True),
        ([said("a", "y"), said("b", "n")], ONE, True),
        (both("m"), ONE, True),
        ([*both("y"), said("a", "n", "outcome", at="2", final=True)], ONE, True),
        ([said("robot", "n")], ONE, False),
        (both("n", stage=TA), TWO, False),
        (both("n", "outcome", "population", stage=TA), TWO, False),
        ([*both("y", stage=TA), *both("n", stage=FT)], TWO, True),
        ([*both("y", stage=TA), *both("n", "outcome", stage=FT)], TWO, False),
        ([*both("n", stage=TA), said("a", "y", stage=TA, at="2", final=True)], TWO, False),
    ],
)
def test_what_can_be_settled(decisions: list[Decision], plan: Protocol, can: bool) -> None:
    assert screening.can_be_settled(outcome(*decisions, plan=plan), plan) is can


def test_records_of_one_report_that_were_decided_on_differently_are_found() -> None:
    def found(*votes: Decision) -> bool:
        return X in screening.decided_differently([outcome(*votes)])

    assert found(said("a", "y"), said("a", "n", of=Y))
    assert found(said("a", "y"), said("b", "n", of=Y))
    assert not found(said("a", "y"), said("b", "n")), "on one record it is a plain conflict"
    assert not found(said("a", "y"), said("a", "y", of=Y))
    assert not found(said("a", "y"), said("a", "n", stage=TA, of=Y)), "at another stage"
    assert not found(said("a", "n"), said("a", "y", at="2"), said("a", "y", of=Y)), "a changed mind"
    assert not found()


# Problems


def problems(
    *decisions: Decision, plan: Protocol = ONE, retrievals: Any = (), withdrawn: Any = ()
) -> list[Problem]:
    reports = {X: (X,), Y: (Y,)}
    found = screening.outcomes(reports, decisions, retrievals, plan)
    return screening.problems(reports, withdrawn, found, decisions, retrievals, plan)


def test_decisions_that_are_in_order_are_no_problem() -> None:
    assert problems() == []
    assert problems(*both("n", "outcome"), *(replace(one, record=Y) for one in both("y"))) == []
    assert problems(said("a", "n", "because", "before-screening")) == [], (
        "a removal gives its reason in free words"
    )


def test_a_decision_or_retrieval_on_no_record_is_an_error() -> None:
    lost = said("a", "y", of="gone-1")
    missing = replace(fetched(True, of="gone-2"), place=Place("retrieval/a.jsonl", 2))
    assert problems(lost, retrievals=[missing]) == [
        Problem(
            place,
            f"{name!r} is not a record in this review, so this line does not count. "
            f"Import the export that has the record, or undo this line: reviewkit undo {event}",
            Level.ERROR,
            "unknown-record",
        )
        for place, name, event in ((Place("log", 1), "gone-1", lost.id), (missing.place, "gone-2", missing.id))
    ]


def test_decisions_on_records_whose_import_was_taken_back_wait() -> None:
    votes = [replace(said("a", "y", of=f"gone-{number}"), place=Place("log", number)) for number in (1, 2, 3)]
    found = problems(*votes, said("a", "y"), withdrawn={"gone-1", "gone-2", X})
    assert [(one.level, one.code) for one in found] == [
        (Level.NOTE, "withdrawn-record"),
        (Level.ERROR, "unknown-record"),
    ]
    assert found[0] == Problem(
        Place("log", 1),
        "2 entries are about records whose import was undone. They do not count, but will count again if the import is "
        "restored",
        Level.NOTE,
        "withdrawn-record",
    )


def test_words_that_the_protocol_lacks_are_errors() -> None:
    wrong = [said("zoe", "y"), said("a", "n", "boredom"), said("a", "n", "outcome", stage=FT)]
    assert [one for one in problems(*wrong) if one.code.startswith("unknown")] == [
        Problem(
            Place("log", 1),
            "the reviewer 'zoe' is not in review.yaml. Add them under `reviewers`",
            Level.ERROR,
            "unknown-reviewer",
        ),
        Problem(
            Place("log", 1),
            "the exclusion reason 'boredom' is not in review.yaml. Add it there, or decide again with one of: "
            "outcome, population",
            Level.ERROR,
            "unknown-reason",
        ),
        Problem(
            Place("log", 1),
            "this review has no stage 'full-text'; its stages are screening. Correct `stages` in review.yaml, or "
            "decide again",
            Level.ERROR,
            "unknown-stage",
        ),
    ]
    two = [one.message for one in problems(said("a", "y"), plan=TWO)]
    assert two == [
        "this review has no stage 'screening'; its stages are title-abstract, full-text. Correct `stages` in "
        "review.yaml, or decide again"
    ]


def reasons(*votes: Decision, plan: Protocol = ONE) -> list[str]:
    return [one.message for one in problems(*votes, plan=plan) if one.code == "reason-not-recorded"]


def test_each_exclusion_has_one_main_reason() -> None:
    settle = f"reviewkit screen settle {X} --decision exclude --reason REASON"
    assert reasons(*both("n")) == [f"{X} was excluded, but no reason was recorded. To add one: {settle}"]
    assert reasons(*both("n", "outcome", "population")) == [
        f"{X} was excluded, but the reviewers gave different reasons. To add one: {settle}"
    ]
    assert reasons(*both("n", "outcome")) == reasons(said("robot", "n")) == reasons(*both("y")) == []


def test_at_titles_and_abstracts_no_reason_is_asked_for_so_several_are_no_problem() -> None:
    assert reasons(*both("n", stage=TA), plan=TWO) == []
    assert reasons(*both("n", "outcome", "population", stage=TA), plan=TWO) == []
    assert len(reasons(*both("y", stage=TA), *both("n", stage=FT), plan=TWO)) == 1


def test_a_missing_reason_is_placed_at_the_last_decision_else_in_the_protocol() -> None:
    votes = [replace(one, place=Place("log", line)) for line, one in enumerate(both("n"), start=4)]
    assert [one.place for one in problems(*votes)] == [Place("log", 5)]
    elsewhere = screening.outcomes({X: (X, Y)}, [replace(one, record=Y) for one in votes], [], ONE)
    found = screening.problems({X, Y}, (), elsewhere, [replace(one, record=Y) for one in votes], [], ONE)
    assert [one.place for one in found] == [ONE.place]
    assert [(one.level, one.code) for one in found] == [(Level.WARNING, "reason-not-recorded")]


SETTLED = said("a", "y", at="5", final=True)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ([], "not everybody had decided"),
        ([said("a", "y")], "not everybody had decided"),
        (both("y"), "nobody disagreed"),
        (both("n", "outcome"), "nobody disagreed"),
        (both("n"), ""),
        (both("n", "outcome", "population"), ""),
        ([said("a", "y"), said("b", "n")], ""),
        (both("m"), ""),
        ([said("a", "y"), said("b", "n"), said("b", "y", at="4", final=True)], ""),
    ],
)
def test_a_settlement_where_there_was_nothing_to_settle_is_reported(before: list[Decision], why: str) -> None:
    found = [one for one in problems(*before, SETTLED) if one.code == "settled-without-conflict"]
    message = (
        f"a settled {X} as include, but {why}. The settlement counts. "
        f"If it was a mistake: reviewkit undo {SETTLED.id}"
    )
    assert found == ([Problem(Place("log", 1), message, Level.WARNING, "settled-without-conflict")] if why else [])


def test_settlements_of_other_tools_and_of_what_was_published_are_not_reported() -> None:
    published = replace(ONE, reviewers=(*ONE.reviewers, Reviewer("paper", kind=ReviewerKind.PUBLICATION)))
    assert problems(replace(SETTLED, origin="covidence.csv")) == []
    assert problems(replace(SETTLED, by="paper"), plan=published) == []
    assert problems(replace(SETTLED, by="robot")) == []
    assert [one.code for one in problems(replace(SETTLED, by="zoe"))] == [
        "unknown-reviewer",
        "settled-without-conflict",
    ]


def test_only_decisions_of_its_stage_are_before_a_settlement() -> None:
    votes = [*both("y", stage=TA), said("a", "y", stage=FT), said("b", "n", stage=FT)]
    final = said("a", "y", stage=FT, at="5", final=True)
    assert problems(*votes, final, plan=TWO) == []
    (problem,) = problems(*votes[:2], final, plan=TWO)
    assert "not everybody had decided" in problem.message


def test_a_choice_is_named_by_its_word() -> None:
    (problem,) = problems(replace(SETTLED, choice=Choice.EXCLUDE, reason="outcome"))
    assert f"settled {X} as exclude" in problem.message


# Rules of consensus


def ruled(people: int = 2, **rule: Any) -> Protocol:
    """One stage with this rule."""
    return replace(ONE, stages=(ScreeningStage(Stage.SCREENING, people=people, **rule),))


@pytest.mark.parametrize(
    ("rule", "votes", "state"),
    [
        # consensus of all: the rule where none is stated
        ({}, "yy", State.INCLUDED),
        ({}, "yn", State.CONFLICT),
        ({}, "ym", State.CONFLICT),
        ({}, "mm", State.CONFLICT),
        ({"people": 3}, "yy", State.WAITING),
        ({"people": 3}, "yn", State.CONFLICT),
        # a maybe counts as an include
        ({"maybe": Maybe.INCLUDE}, "ym", State.INCLUDED),
        ({"maybe": Maybe.INCLUDE}, "mm", State.INCLUDED),
        ({"maybe": Maybe.INCLUDE}, "mn", State.CONFLICT),
        # one include goes on
        ({"consensus": Consensus.ONE_INCLUDE}, "y", State.INCLUDED),
        ({"consensus": Consensus.ONE_INCLUDE}, "ny", State.INCLUDED),
        ({"consensus": Consensus.ONE_INCLUDE}, "n", State.WAITING),
        ({"consensus": Consensus.ONE_INCLUDE}, "nn", State.EXCLUDED),
        ({"consensus": Consensus.ONE_INCLUDE}, "m", State.WAITING),
        ({"consensus": Consensus.ONE_INCLUDE}, "mn", State.CONFLICT),
        ({"consensus": Consensus.ONE_INCLUDE, "maybe": Maybe.INCLUDE}, "nm", State.INCLUDED),
        # 2 of 3
        ({"consensus": Consensus.MAJORITY, "people": 3}, "y", State.WAITING),
        ({"consensus": Consensus.MAJORITY, "people": 3}, "yy", State.INCLUDED),
        ({"consensus": Consensus.MAJORITY, "people": 3}, "yn", State.WAITING),
        ({"consensus": Consensus.MAJORITY, "people": 3}, "ynn", State.EXCLUDED),
        ({"consensus": Consensus.MAJORITY, "people": 3}, "ynm", State.CONFLICT),
        ({"consensus": Consensus.MAJORITY, "people": 3}, "mm", State.CONFLICT),
        ({"consensus": Consensus.MAJORITY}, "yn", State.CONFLICT),
        # one person is enough outside of the share that several people screen
        ({"share": 0.0}, "y", State.INCLUDED),
        ({"share": 0.0}, "yn", State.CONFLICT),
        ({"share": 1.0}, "y", State.WAITING),
    ],
)
def test_the_rule_of_a_stage_says_what_decisions_come_to(rule: dict[str, Any], votes: str, state: State) -> None:
    people = zip("abc", votes, strict=False)
    assert outcome(*(said(by, vote) for by, vote in people), plan=ruled(**rule)).state is state


def test_the_reason_is_that_of_those_who_excluded() -> None:
    votes = [said("a", "n", "outcome"), said("b", "n", "outcome"), said("c", "y")]
    assert outcome(*votes, plan=ruled(3, consensus=Consensus.MAJORITY)).reason == "outcome"


def test_about_the_share_of_reports_is_screened_by_several_people_and_always_the_same_ones() -> None:
    stage = ScreeningStage(Stage.SCREENING, people=2, share=0.1)
    drawn = [stage.people_for(f"s-{n:04d}") for n in range(10_000)]
    assert set(drawn) == {1, 2}
    assert 900 < drawn.count(2) < 1100
    assert drawn == [stage.people_for(f"s-{n:04d}") for n in range(10_000)]
    other = [ScreeningStage(Stage.FULL_TEXT, people=2, share=0.1).people_for(f"s-{n:04d}") for n in range(10_000)]
    assert other != drawn


def test_outside_of_the_share_nobody_else_is_awaited_once_one_decided() -> None:
    plan = ruled(share=0.0)
    assert screening.is_awaited("b", outcome(plan=plan), plan)
    assert not screening.is_awaited("b", outcome(said("a", "y"), said("b", "n"), plan=plan), plan)


def robots(*votes: str, people: str = "") -> Outcome:
    """What several tools, and people, come to."""
    tools = tuple(Reviewer(f"r{n}", kind=ReviewerKind.TOOL) for n in range(3))
    plan = replace(ONE, reviewers=(*ONE.reviewers, *tools))
    decisions = [said(f"r{n}", vote) for n, vote in enumerate(votes)]
    return outcome(*decisions, *(said(by, vote) for by, vote in zip("ab", people, strict=False)), plan=plan)


def test_several_tools_exclude_only_where_all_do() -> None:
    assert (robots("n", "n").state, robots("n", "n").by_tool) == (State.EXCLUDED, True)
    assert robots("n", "y").state is State.WAITING
    assert robots("y", "n").state is State.WAITING
    assert robots("y", "y").state is State.WAITING


def test_a_tool_that_takes_part_and_has_not_answered_is_waited_for() -> None:
    tools = tuple(Reviewer(f"r{n}", kind=ReviewerKind.TOOL) for n in range(3))
    plan = replace(ONE, reviewers=(*ONE.reviewers, *tools))
    one, elsewhere = said("r0", "n"), replace(said("r1", "n"), record="m-9")
    assert outcome(one, plan=screening.with_tools(plan, [one])).state is State.EXCLUDED
    assert outcome(one, plan=screening.with_tools(plan, [one, elsewhere])).state is State.WAITING
    before = replace(elsewhere, stage=Stage.BEFORE)
    assert outcome(one, plan=screening.with_tools(plan, [one, before])).state is State.EXCLUDED


@pytest.mark.parametrize(
    ("votes", "is_removed"),
    [
        ((("r0", "n"),), True),
        ((("r0", "n"), ("r1", "n")), True),
        ((("r0", "y"), ("r1", "n")), False),
        ((("r0", "n"), ("r1", "y")), False),
        ((("a", "y"), ("r0", "n")), False),
        ((("a", "n"), ("r0", "y")), True),
        ((("a", "n"), ("a", "y")), False),
    ],
)
def test_before_screening_tools_decide_together_and_never_against_people(
    votes: tuple[tuple[str, str], ...], is_removed: bool
) -> None:
    tools = tuple(Reviewer(f"r{n}", kind=ReviewerKind.TOOL) for n in range(2))
    plan = replace(ONE, reviewers=(*ONE.reviewers, *tools))
    found = outcome(*(said(by, vote, stage=Stage.BEFORE) for by, vote in votes), plan=plan)
    assert (found.state is State.REMOVED) == is_removed
    assert found.by_tool == (is_removed and not any(by == "a" for by, _ in votes))


@pytest.mark.parametrize(
    ("votes", "state"),
    [
        ("yyn", State.INCLUDED),
        ("nny", State.EXCLUDED),
        ("yny", State.INCLUDED),
        ("ynn", State.EXCLUDED),
        ("ynm", State.CONFLICT),
    ],
)
def test_who_only_settles_settles_and_breaks_no_agreement(votes: str, state: State) -> None:
    plan = replace(ONE, reviewers=(*ONE.reviewers, Reviewer("c", roles=frozenset({Role.SETTLES}))))
    given = [said(by, vote) for by, vote in zip("abc", votes, strict=True)]
    assert outcome(*given, plan=plan).state is state


def test_who_only_watches_settles_nothing() -> None:
    plan = replace(ONE, reviewers=(*ONE.reviewers, Reviewer("c", roles=frozenset({Role.WATCHES}))))
    assert outcome(said("a", "y"), said("b", "n"), said("c", "y"), plan=plan).state is State.CONFLICT


def test_what_tools_say_does_not_count_where_people_decide() -> None:
    found = robots("n", "n", people="yy")
    assert (found.state, found.by_tool) == (State.INCLUDED, False)
    assert robots("n", people="y").state is State.WAITING


def test_more_stages_than_two_are_passed_in_their_order() -> None:
    stages = (
        ScreeningStage(Stage("title"), people=1),
        ScreeningStage(Stage("abstract"), people=1),
        ScreeningStage(Stage("first-reading"), full_text=True, people=1),
        ScreeningStage(Stage("second-reading"), full_text=True, people=1),
    )
    plan = replace(ONE, stages=stages)
    done: list[Decision] = []
    for stage in stages:
        found = outcome(*done, plan=plan)
        assert found.stage == stage.id
        assert found.state is (State.SOUGHT if stage.id == "first-reading" else State.WAITING)
        done.append(said("a", "y", stage=stage.id))
    assert outcome(*done, plan=plan).state is State.INCLUDED


# Who screens


def test_who_has_another_role_or_is_away_is_not_awaited() -> None:
    plan = replace(
        ONE,
        reviewers=(
            Reviewer("a", until=date(2026, 1, 31)),
            Reviewer("b", since=date(2026, 2, 1)),
            Reviewer("c", roles=frozenset({Role.SETTLES})),
            Reviewer("d", roles=frozenset({Role.WATCHES})),
        ),
    )
    found = outcome(plan=plan)
    assert [who for who in "abcd" if screening.is_awaited(who, found, plan, date(2026, 1, 31))] == ["a"]
    assert [who for who in "abcd" if screening.is_awaited(who, found, plan, date(2026, 2, 1))] == ["b"]
    assert [who for who in "abcd" if screening.may_see(who, found, plan)] == ["c", "d"]


def test_the_list_of_conflicts_has_each_person_s_last_decision() -> None:
    votes = [said("a", "y"), said("a", "n", "outcome", at="2"), said("b", "m"), said("b", "y", at="3")]
    (found,) = screening.conflicts("a", {X: outcome(*votes)}, ONE)
    assert [(one.by, one.choice) for one in found.decisions or ()] == [
        ("a", Choice.EXCLUDE),
        ("b", Choice.INCLUDE),
    ]
