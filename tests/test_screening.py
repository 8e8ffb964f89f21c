"""What all decisions on a report amount to."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import screening
from reviewkit.errors import Place
from reviewkit.model import ConflictsOpened, Decision, Outcome, Protocol, Retrieval, Reviewer
from reviewkit.review import Facts, Review
from reviewkit.words import Role, Stage, State
from tests.builders import Stages, decision, protocol, record, records

ONE, TWO = protocol(), protocol(Stages.TWO)
REPORTS = {"s-0001": ("s-0001", "s-0002")}


def outcome(*decisions: Decision, two: bool = False, retrieved: bool | None = None) -> Outcome:
    """The outcome of the one report after these decisions."""
    fetched = [] if retrieved is None else [Retrieval("a", "s-0001", retrieved, place=Place("log"))]
    return screening.outcomes(REPORTS, decisions, fetched, TWO if two else ONE)["s-0001"]


def test_one_decision_of_two_is_waiting() -> None:
    assert outcome(decision("a", "s-0001", "include")).state is State.WAITING


def test_two_who_agree_decide() -> None:
    assert outcome(decision("a", "s-0001", "include"), decision("b", "s-0001", "include")).state is State.INCLUDED
    out = outcome(
        decision("a", "s-0001", "exclude", reason="population"),
        decision("b", "s-0001", "exclude", reason="population"),
    )
    assert (out.state, out.reason) == (State.EXCLUDED, "population")


def test_a_decision_on_any_record_of_a_report_is_one_on_the_report() -> None:
    assert outcome(decision("a", "s-0001", "include"), decision("b", "s-0002", "include")).state is State.INCLUDED


@pytest.mark.parametrize("other", ["include", "maybe"])
def test_two_who_differ_are_a_conflict_until_it_is_settled(other: str) -> None:
    votes = [decision("a", "s-0001", "exclude"), decision("b", "s-0001", other)]
    assert outcome(*votes).state is State.CONFLICT
    settled = outcome(*votes, decision("a", "s-0001", "exclude", reason="outcome", at="2", final=True))
    assert (settled.state, settled.reason) == (State.EXCLUDED, "outcome")


def test_two_maybes_decide_nothing() -> None:
    assert outcome(decision("a", "s-0001", "maybe"), decision("b", "s-0001", "maybe")).state is State.CONFLICT


def test_a_reviewer_s_last_word_counts() -> None:
    votes = [
        decision("a", "s-0001", "exclude", at="1"),
        decision("a", "s-0001", "include", at="2"),
        decision("b", "s-0001", "include", at="1"),
    ]
    assert outcome(*votes).state is State.INCLUDED


def test_reasons_that_differ_are_no_reason_and_are_told() -> None:
    out = outcome(
        decision("a", "s-0001", "exclude", reason="population"),
        decision("b", "s-0001", "exclude", reason="outcome"),
    )
    assert (out.state, out.reason, out.reasons_differ) == (State.EXCLUDED, "", True)


def test_one_reason_given_is_the_reason() -> None:
    out = outcome(decision("a", "s-0001", "exclude", reason="population"), decision("b", "s-0001", "exclude"))
    assert (out.reason, out.reasons_differ) == ("population", False)


def test_a_tool_alone_can_exclude_but_not_include() -> None:
    assert outcome(decision("robot", "s-0001", "exclude")).by_tool
    assert outcome(decision("robot", "s-0001", "include")).state is State.WAITING


def test_removal_before_screening() -> None:
    out = outcome(decision("robot", "s-0001", "exclude", "before-screening", reason="language filter"))
    assert (out.state, out.by_tool, out.reason) == (State.REMOVED, True, "language filter")


def test_two_stages_go_through_retrieval() -> None:
    first = [decision(who, "s-0001", "include", "title-abstract") for who in "ab"]
    assert outcome(*first, two=True).state is State.SOUGHT
    assert outcome(*first, two=True, retrieved=False).state is State.NOT_RETRIEVED
    waiting = outcome(*first, two=True, retrieved=True)
    assert (waiting.state, waiting.stage) == (State.WAITING, Stage.FULL_TEXT)
    second = [decision(who, "s-0001", "exclude", "full-text", reason="outcome") for who in "ab"]
    out = outcome(*first, *second, two=True)
    assert (out.state, out.stage, out.passed) == (State.EXCLUDED, Stage.FULL_TEXT, {Stage.TITLE_ABSTRACT})


IDS = [f"s-{n:04d}" for n in range(1, 7)]
decisions = st.lists(
    st.builds(
        decision,
        st.sampled_from(["a", "b", "robot"]),
        st.sampled_from(IDS),
        st.sampled_from(["include", "exclude", "maybe"]),
        st.sampled_from(["screening", "before-screening"]),
        st.sampled_from(["", "population"]),
        st.sampled_from("123456789"),
        st.booleans(),
    ),
    max_size=20,
    unique_by=lambda one: one.id,
)


@given(decisions, st.randoms())
def test_logs_read_in_any_order_give_the_same_outcome(found: list[Decision], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    reports = {one: (one,) for one in IDS}
    assert screening.outcomes(reports, found, [], ONE) == screening.outcomes(reports, shuffled, [], ONE)


@given(decisions, st.data())
def test_one_more_decision_moves_at_most_one_report(found: list[Decision], data: st.DataObject) -> None:
    reports = {one: (one,) for one in IDS}
    more = decision("b", data.draw(st.sampled_from(IDS)), "include", at="99")
    before = screening.outcomes(reports, found, [], ONE)
    after = screening.outcomes(reports, [*found, more], [], ONE)
    assert {one for one in IDS if before[one] != after[one]} <= {more.record}


@given(decisions, st.sampled_from(["include", "exclude", "maybe"]), st.sampled_from(["", "population"]))
def test_a_blinded_view_holds_nothing_of_what_others_decided(
    found: list[Decision], choice: str, reason: str
) -> None:
    """b's list is the same whatever a decided, as long as a decided on the same records."""
    reports = {one: (one,) for one in IDS}
    mine = [one for one in found if one.by == "b" and not one.final and one.stage == Stage.SCREENING]
    theirs = [decision("a", one, "include") for one in IDS[:3]]
    other = [decision("a", one, choice, reason=reason) for one in IDS[:3]]

    def seen(log: list[Decision]) -> tuple[tuple[str, Stage], ...]:
        return screening.waiting_for("b", screening.outcomes(reports, log, [], ONE), ONE)

    assert seen([*mine, *theirs]) == seen([*mine, *other])


def test_problems_name_file_and_line_and_what_to_do() -> None:
    wrong = [
        decision("a", "s-9999", "include"),
        decision("zoe", "s-0001", "include"),
        decision("a", "s-0001", "exclude", reason="boredom"),
        decision("a", "s-0001", "exclude", "full-text"),
    ]
    found = screening.problems({"s-0001"}, set(), {}, wrong, [], ONE)
    codes = {"unknown-record", "unknown-reviewer", "unknown-reason", "unknown-stage"}
    assert {problem.code for problem in found} == codes
    assert all(str(problem).startswith("log:1: ") for problem in found)


# Who sees what others decided


def two_people_who_settle(*roles: frozenset[Role]) -> Protocol:
    """A review of a, b and more people with these roles."""
    more = tuple(Reviewer(name, roles=given) for name, given in zip("cdef", roles, strict=False))
    return replace(ONE, reviewers=(Reviewer("a"), Reviewer("b"), *more))


def test_a_stage_is_still_screened_while_any_report_waits_for_anybody() -> None:
    def still(*decisions: Decision) -> frozenset[Stage]:
        return screening.still_screened(screening.outcomes({"x": ("x",)}, decisions, (), ONE).values(), ONE)

    assert still() == {Stage.SCREENING}
    assert still(decision("a", "x", "include")) == {Stage.SCREENING}
    assert still(decision("a", "x", "include"), decision("robot", "x", "exclude")) == {Stage.SCREENING}
    assert still(decision("a", "x", "include"), decision("b", "x", "exclude")) == frozenset()
    assert still(decision("a", "x", "include"), decision("b", "x", "include")) == frozenset()
    assert still(decision("a", "x", "include", final=True)) == frozenset()


def test_a_later_stage_is_still_screened_while_a_full_text_is_sought() -> None:
    plan = protocol(Stages.TWO)
    passed = [decision(who, "x", "include", "title-abstract") for who in "ab"]
    found = screening.outcomes({"x": ("x",)}, passed, (), plan)
    assert screening.still_screened(found.values(), plan) == {Stage.FULL_TEXT}


def test_conflicts_are_opened_by_those_who_only_settle_else_by_all_who_settle() -> None:
    screens, settles = frozenset({Role.SCREENS}), frozenset({Role.SETTLES})
    assert screening.may_open(ONE) == ("a", "b")
    assert screening.may_open(two_people_who_settle(screens)) == ("a", "b")
    assert screening.may_open(two_people_who_settle(screens, settles, settles)) == ("d", "e")
    gone = replace(ONE, reviewers=(Reviewer("a"), Reviewer("c", roles=settles, until=date(2026, 1, 1))))
    assert screening.may_open(gone, date(2026, 1, 1)) == ("c",)
    assert screening.may_open(gone, date(2026, 1, 2)) == ("a",)


def test_an_opening_opens_its_stage_to_those_who_settle() -> None:
    plan = two_people_who_settle(frozenset({Role.SCREENS}), frozenset({Role.SETTLES}))
    opened = [ConflictsOpened("d", Stage.SCREENING, "why")]
    both = frozenset({Stage.SCREENING, Stage("second")})
    found = {who: screening.closed_to(who, both, opened, plan) for who in ("a", "c", "d", "", "robot", "zoe")}
    assert found == {"a": {"second"}, "d": {"second"}, **dict.fromkeys(("c", "", "robot", "zoe"), both)}
    assert screening.closed_to("c", frozenset(), opened, plan) == frozenset()


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.sampled_from(["include", "exclude"]))),
    st.booleans(),
)
def test_who_still_has_to_decide_on_a_report_never_sees_what_others_decided(
    said: list[tuple[str, str, str]], opened: bool
) -> None:
    """Whatever was opened; and who has decided sees nothing of a stage that is closed to them."""
    plan = two_people_who_settle(frozenset({Role.SCREENS, Role.SETTLES}))
    log = [decision(who, one, choice, at=str(number)) for number, (who, one, choice) in enumerate(said)]
    facts = Facts(
        plan,
        records=records(*map(record, "xyz")),
        decisions=tuple(log),
        openings=(ConflictsOpened("a", Stage.SCREENING, "why"),) if opened else (),
    )
    review = Review(facts)
    for who in "abc":
        shown = {one.report: one.decisions for one in review.conflicts_for(who)}
        for report, _ in review.queue_of(who):
            assert not shown.get(report)
            assert review.decisions_shown_to(who, report) == review.all_decisions_shown_to(who, report) == ()
        if not opened and review.still_screened:
            assert shown == {}
            for report in "xyz":
                seen = review.all_decisions_shown_to(who, report)
                if review.outcomes[report].stage not in review.outcomes[report].passed:
                    assert {one.by for one in seen} <= {who}


# Reports on which nobody is left to decide


def nobody_left(team: Protocol, *decisions: Decision, day: date | None = None) -> list[str]:
    outcome_of = screening.outcomes(REPORTS, decisions, [], team)
    found = screening.problems(["s-0001"], [], outcome_of, decisions, [], team, day)
    return [problem.message for problem in found if problem.code == "nobody-left"]


def test_a_report_that_needs_more_people_than_there_are_is_told() -> None:
    votes = [decision("a", "s-0001", "include"), decision("b", "s-0001", "include")]
    (message,) = nobody_left(protocol(people=3), *votes)
    assert message.startswith("1 report waits for a decision at screening that nobody is left to make")
    assert "Who screens now: a, b." in message
    assert nobody_left(protocol(people=3), votes[0]) == []
    assert nobody_left(protocol(people=2), *votes) == []


def test_a_report_is_told_when_the_last_who_could_decide_has_left() -> None:
    team = replace(ONE, reviewers=(Reviewer("a"), Reviewer("b", until=date(2026, 6, 30))))
    vote = decision("a", "s-0001", "include")
    assert nobody_left(team, vote, day=date(2026, 6, 30)) == []
    assert len(nobody_left(team, vote, day=date(2026, 7, 1))) == 1


def test_a_team_in_which_nobody_screens_is_told() -> None:
    team = replace(ONE, reviewers=(Reviewer("a", roles=frozenset({Role.SETTLES})),))
    (message,) = nobody_left(team)
    assert "Who screens now: nobody." in message
    assert nobody_left(replace(ONE, reviewers=())) == []
