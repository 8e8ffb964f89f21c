"""Which decisions are compared, and that nobody agrees the more by changing their mind, undoing, or settling."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.agreement import Measure
from reviewkit.model import Decision, Pilot, Protocol, Reviewer, ScreeningStage, Stamp, TakenBack, Undo, two_stages
from reviewkit.review import Facts, Review
from reviewkit.screening_agreement import Comparison, StageAgreement, independent
from reviewkit.words import Choice, Consensus, ReviewerKind, Stage
from tests.builders import decision, moment, protocol, record, records, verdict

X = "s-0001"
IDS = [f"s-{n:04d}" for n in range(1, 251)]
WORDS = {"y": "include", "n": "exclude", "m": "maybe"}


def said(who: str, choice: str, at: int, of: str = X, **more: Any) -> Decision:
    return decision(who, of, WORDS[choice], at=str(at), **more)


def undone(act: Decision, at: int, by: str = "") -> TakenBack:
    return TakenBack(
        act, Undo(act.id, by or act.by, at=moment(str(at)), stamp=Stamp(moment(str(at)), by or act.by))
    )


def alone(*acts: Decision | TakenBack) -> dict[str, str]:
    """What each decided on their own, as y, n or m."""
    found = independent(
        [act for act in acts if isinstance(act, Decision)], [act for act in acts if isinstance(act, TakenBack)]
    )
    short = {word: letter for letter, word in WORDS.items()}
    return {who: short[made.choice] for who, made in found.items()}


# --- which decision of a person counts --------------------------------------------------------------------------------


def test_the_only_decision_counts() -> None:
    assert alone(said("a", "y", 1), said("b", "n", 2)) == {"a": "y", "b": "n"}


def test_who_is_first_may_change_their_mind_until_somebody_else_decides() -> None:
    assert alone(said("a", "n", 1), said("a", "y", 2), said("b", "n", 3)) == {"a": "y", "b": "n"}


def test_a_change_after_others_had_decided_does_not_count() -> None:
    assert alone(said("a", "y", 1), said("b", "n", 2), said("a", "n", 3)) == {"a": "y", "b": "n"}


def test_of_who_is_second_the_first_decision_counts() -> None:
    """From then on they may look at what the other decided."""
    assert alone(said("a", "y", 1), said("b", "n", 2), said("b", "y", 3)) == {"a": "y", "b": "n"}


def test_what_a_tool_had_decided_could_be_seen_as_well() -> None:
    assert alone(said("robot", "n", 1), said("a", "y", 2), said("a", "n", 3))["a"] == "y"


def test_what_was_settled_and_decided_afterwards_does_not_count() -> None:
    settled = said("c", "y", 3, final=True)
    assert alone(said("a", "y", 1), said("b", "n", 2), settled, said("b", "y", 4), said("c", "y", 5)) == {
        "a": "y",
        "b": "n",
    }


def test_a_mistake_that_was_undone_before_anybody_else_decided_does_not_count() -> None:
    assert alone(undone(said("a", "y", 1), 2), said("a", "n", 3), said("b", "n", 4)) == {"a": "n", "b": "n"}


def test_a_decision_that_was_undone_after_others_had_decided_counts() -> None:
    """Otherwise one would agree by undoing: `undo` and a new decision in place of a change."""
    assert alone(said("a", "n", 1), undone(said("b", "y", 2), 3), said("b", "n", 4)) == {"a": "n", "b": "y"}
    assert alone(undone(said("a", "y", 1), 3), said("b", "n", 2), said("a", "n", 4)) == {"a": "y", "b": "n"}


def test_who_withdrew_all_they_had_decided_is_not_compared() -> None:
    assert alone(said("a", "n", 1), undone(said("b", "y", 2), 3)) == {"a": "n"}


def test_an_import_that_was_undone_is_as_if_it_had_never_been() -> None:
    wrong = Decision(
        "b", Stage.SCREENING, X, Choice.INCLUDE, origin="x.csv", id="w", stamp=Stamp(moment("1"), "b")
    )
    assert alone(undone(wrong, 4), said("a", "n", 2), said("a", "y", 3), said("b", "n", 5)) == {"a": "y", "b": "n"}


def test_decisions_of_one_moment_are_taken_in_the_order_of_the_logs() -> None:
    assert alone(said("b", "n", 1), said("a", "y", 1)) == {"a": "y", "b": "n"}


acts = st.lists(
    st.builds(said, st.sampled_from("abc"), st.sampled_from("ynm"), st.integers(1, 30)),
    max_size=10,
    unique_by=lambda act: act.at,
)


@given(acts, st.sampled_from("abc"), st.sampled_from("ynm"))
def test_nobody_changes_what_counts_once_two_have_decided(made: list[Decision], who: str, choice: str) -> None:
    before = alone(*made)
    if who in before and len(before) > 1:
        assert alone(*made, said(who, choice, 31)) == before
        last = [act for act in made if act.by == who][-1]
        rest = [act for act in made if act is not last]
        assert alone(*rest, undone(last, 31), said(who, choice, 32)) == before


@given(acts, st.randoms())
def test_logs_read_in_any_order_compare_the_same(made: list[Decision], chance: Any) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert alone(*made) == alone(*shuffled)


def repeated(act: Decision, at: int, **more: Any) -> Decision:
    """The same decision once more with another note, as `screen note` logs it."""
    stamp = Stamp(moment(str(at)), act.by)
    return replace(act, note="look again", at=moment(str(at)), id=f"{act.id}-{at}", stamp=stamp, **more)


def test_a_note_or_label_that_came_later_makes_no_new_decision() -> None:
    first = said("a", "n", 1, reason="outcome")
    others = [said("b", "y", 3)]
    for noted in (repeated(first, 2), repeated(first, 2, labels=("odd",)), repeated(first, 4)):
        assert independent([first, noted, *others])["a"] == first
    another = repeated(first, 2, reason="population")
    assert independent([first, another, *others])["a"] == another


@given(
    st.lists(st.builds(said, st.sampled_from("abc"), st.sampled_from("ynm"), st.just(1)), max_size=6), st.data()
)
def test_notes_change_nothing_of_what_is_compared(made: list[Decision], data: st.DataObject) -> None:
    """Each may be noted at once, or after the decisions that follow, as long as it is the last of its person."""
    stamped = [
        replace(act, id=f"d{n}", at=moment(f"{10 * n}"), stamp=Stamp(moment(f"{10 * n}"), act.by))
        for n, act in enumerate(made)
    ]
    notes = []
    for n, act in enumerate(stamped):
        until = next((k for k in range(n + 1, len(stamped)) if stamped[k].by == act.by), len(stamped))
        if data.draw(st.booleans()):
            notes.append(repeated(act, 10 * data.draw(st.integers(n, until - 1)) + 5))
    assert independent([*stamped, *notes]) == independent(stamped)


def test_notes_change_neither_the_agreement_nor_the_order_of_its_blocks() -> None:
    made = grid(*["nny"] * 60, *["nnn"] * 60)
    notes = [repeated(one, 5000 + n) for n, one in enumerate(made[:90])]
    early = [repeated(one, 10 * n + 1) for n, one in enumerate(made) if n % 3 == 2]
    assert found([*made, *notes, *early]) == found(made)


# --- what is compared with what ---------------------------------------------------------------------------------------

THREE = Protocol(
    "A review",
    (Reviewer("a"), Reviewer("b"), Reviewer("c"), Reviewer("robot", kind=ReviewerKind.TOOL)),
    protocol().reasons,
    (ScreeningStage(Stage.SCREENING, people=3),),
)


def review(decisions: list[Decision], plan: Protocol = THREE, **facts: Any) -> Review:
    """A review of the reports that anybody decided on, so that a stage is over when these are."""
    known = {one.record for one in decisions}
    there = records(*(record(one) for one in IDS if one in known))
    return Review(Facts(plan, records=there, decisions=tuple(decisions), **facts))


def grid(*rows: str, people: str = "abc", **more: Any) -> list[Decision]:
    """Decisions, a row for each report with a letter for each person; a dot is none."""
    return [
        said(who, letter, 10 * n + place, of=IDS[n], **more)
        for n, row in enumerate(rows)
        for place, (who, letter) in enumerate(zip(people, row, strict=True), start=1)
        if letter != "."
    ]


def found(decisions: list[Decision], who: str = "a", **more: Any) -> StageAgreement:
    return review(decisions, **more).agreement_for(who, Stage.SCREENING)


def sizes(comparisons: tuple[Comparison, ...]) -> dict[str, tuple[int, int]]:
    return {"".join(one.reviewers): (one.agreement.units, one.agreement.alike) for one in comparisons}


def test_all_together_and_each_two() -> None:
    result = found(grid("yyy", "nnn", "nny", "ynn"))
    assert sizes((result.everybody,)) == {"abc": (4, 2)}
    assert sizes(result.pairs) == {"ab": (4, 3), "ac": (4, 2), "bc": (4, 3)}
    assert [one.measure for one in result.pairs[0].agreement.coefficients] == [
        Measure.RAW,
        Measure.COHEN,
        Measure.GWET,
    ]
    assert result.everybody.agreement.of(Measure.FLEISS)
    assert result.everybody.agreement.of(Measure.ORDINAL)


def test_two_people_are_one_pair() -> None:
    result = found(grid("yy", "nn", "yn", people="ab"), plan=protocol())
    assert result.everybody == result.pairs[0]
    assert result.everybody.agreement.of(Measure.COHEN)


def test_a_tool_is_compared_with_people_and_is_none_of_them() -> None:
    tool = [said("robot", letter, 0, of=IDS[n]) for n, letter in enumerate("yny")]
    result = found([*grid("yyy", "nnn", "nny"), *tool])
    assert sizes((result.everybody,)) == {"abc": (3, 2)}
    assert sizes(result.tools) == {"arobot": (3, 2), "brobot": (3, 2), "crobot": (3, 3)}
    assert all("robot" not in one.reviewers for one in result.pairs)
    assert [one.report for one in result.disagreements] == [IDS[2]]


def test_a_published_outcome_is_nobody_s_decision() -> None:
    people = (*protocol().reviewers, Reviewer("published", kind=ReviewerKind.PUBLICATION))
    plan = Protocol("A", people, stages=protocol().stages)
    result = found([*grid("yy", people="ab"), said("published", "n", 5)], plan=plan)
    assert (sizes((result.everybody,)), result.tools, result.disagreements) == ({"ab": (1, 1)}, (), ())


def test_disagreements_come_in_time_and_those_of_reasons_alone_last() -> None:
    reasons = [
        said("a", "n", 1, of=IDS[0], reason="outcome"),
        said("b", "n", 2, of=IDS[0], reason="population"),
        said("a", "n", 21, of=IDS[1]),
        said("b", "y", 22, of=IDS[1]),
        said("a", "m", 11, of=IDS[2]),
        said("b", "y", 12, of=IDS[2]),
    ]
    result = found(reasons, plan=protocol())
    assert [(one.report, one.only_reasons) for one in result.disagreements] == [
        (IDS[2], False),
        (IDS[1], False),
        (IDS[0], True),
    ]
    assert [made.choice for made in result.disagreements[0].decisions] == [Choice.MAYBE, Choice.INCLUDE]


def test_reasons_are_compared_apart_and_among_those_who_gave_one() -> None:
    reasons = [
        said("a", "n", 1, of=IDS[0], reason="outcome"),
        said("b", "n", 2, of=IDS[0], reason="population"),
        said("a", "n", 11, of=IDS[1], reason="outcome"),
        said("b", "n", 12, of=IDS[1], reason="outcome"),
        said("a", "n", 21, of=IDS[2], reason="outcome"),
        said("b", "n", 22, of=IDS[2]),
    ]
    result = found(reasons, plan=protocol())
    assert sizes((result.everybody,)) == {"ab": (3, 3)}
    assert result.reasons is not None
    assert sizes((result.reasons,)) == {"ab": (2, 1)}
    assert result.reasons.agreement.prevalence == {"outcome": 0.75, "population": 0.25}
    assert found(grid("yy", people="ab"), plan=protocol()).reasons is None


def test_where_no_reasons_are_asked_for_different_ones_are_no_disagreement() -> None:
    plan = Protocol("A", protocol().reviewers, protocol().reasons, two_stages())
    made = [
        decision("a", X, "exclude", "title-abstract", "outcome"),
        decision("b", X, "exclude", "title-abstract", "population"),
    ]
    assert review(made, plan=plan).agreement_for("a", Stage.TITLE_ABSTRACT).disagreements == ()


def test_blocks_are_of_a_hundred_reports_in_the_order_in_which_they_were_decided_on() -> None:
    rows = ["nnn"] * 130 + ["nny"] * 100
    backwards = [
        said(who, letter, 10 * (300 - n) + place, of=IDS[n])
        for n, row in enumerate(rows)
        for place, (who, letter) in enumerate(zip("abc", row, strict=True))
    ]
    result = found(backwards)
    assert [(one.agreement.units, one.agreement.alike) for one in result.blocks] == [
        (100, 0),
        (100, 100),
        (30, 30),
    ]
    first, second, _ = result.blocks
    assert first.first is not None
    assert first.last is not None
    assert second.first is not None
    assert first.first < first.last < second.first


def test_a_hundred_reports_are_no_blocks() -> None:
    assert found(grid(*["nnn"] * 100)).blocks == ()
    assert len(found(grid(*["nnn"] * 101)).blocks) == 2


def test_decisions_on_any_record_of_a_report_are_compared_on_the_report() -> None:
    made = [said("a", "y", 1, of=IDS[0]), said("b", "n", 2, of=IDS[1])]
    result = found(made, plan=protocol(), verdicts=(verdict(IDS[0], IDS[1], "same"),))
    assert sizes((result.everybody,)) == {"ab": (1, 0)}


def test_each_stage_is_compared_for_itself() -> None:
    plan = Protocol("A", protocol().reviewers, protocol().reasons, two_stages())
    made = [decision(who, X, "include", "title-abstract", at="1") for who in "ab"]
    made += [
        decision("a", X, "include", "full-text", at="2"),
        decision("b", X, "exclude", "full-text", "outcome", at="3"),
    ]
    shown = review(made, plan=plan)
    assert sizes((shown.agreement_for("a", Stage.TITLE_ABSTRACT).everybody,)) == {"ab": (1, 1)}
    assert sizes((shown.agreement_for("a", Stage.FULL_TEXT).everybody,)) == {"ab": (1, 0)}


def test_a_settlement_leaves_the_agreement_as_it_was() -> None:
    made = grid("yn", "nn", people="ab")
    settled = said("a", "n", 30, final=True)
    before, after = found(made, plan=protocol()), found([*made, settled], plan=protocol())
    assert (before.everybody, before.disagreements) == (after.everybody, after.disagreements)


# --- what may be seen -------------------------------------------------------------------------------------------------


def test_a_report_on_which_somebody_still_has_to_decide_is_not_compared() -> None:
    result = found(grid("yyy", "yn.", "y..", "..."))
    assert sizes((result.everybody,)) == {"abc": (1, 1)}
    assert (result.not_compared, result.disagreements, result.hidden) == (2, (), 0)


def test_who_decided_when_they_were_not_needed_any_more_could_look_and_is_left_out() -> None:
    result = found(grid("yyn", "nnn"), plan=replace(THREE, stages=(ScreeningStage(Stage.SCREENING, people=2),)))
    assert sizes((result.everybody,)) == {"ab": (2, 2)}


def test_in_a_pilot_a_third_is_needed() -> None:
    two = replace(THREE, stages=(ScreeningStage(Stage.SCREENING, people=2),))
    drawn = Pilot("a", Stage.SCREENING, 1, ("a", "b", "c"), (IDS[0],), id="p")
    result = found(grid("yyn", "nnn"), plan=two, pilots=(drawn,))
    assert (result.everybody.agreement.units, sizes(result.pairs)) == (
        2,
        {"ab": (2, 2), "ac": (1, 0), "bc": (1, 0)},
    )


def test_where_one_include_is_enough_who_decides_after_it_is_left_out() -> None:
    stage = ScreeningStage(Stage.SCREENING, people=2, consensus=Consensus.ONE_INCLUDE)
    result = found(grid("yn", "ny", "nn", people="ab"), plan=replace(THREE, stages=(stage,)))
    assert sizes((result.everybody,)) == {"ab": (2, 1)}


def test_what_another_tool_brought_was_decided_there() -> None:
    """Three people screened blinded in another program; review.yaml says two."""
    brought = [replace(act, origin="rayyan.csv") for act in grid("yyn", "nnn")]
    result = found(brought, plan=replace(THREE, stages=(ScreeningStage(Stage.SCREENING, people=2),)))
    assert sizes((result.everybody,)) == {"abc": (2, 1)}


def test_once_it_is_settled_nobody_has_to_decide_any_more() -> None:
    result = found([*grid("yn."), said("a", "y", 9, final=True)])
    assert (sizes((result.everybody,)), result.not_compared) == ({"ab": (1, 0)}, 0)


def test_a_report_of_an_unfinished_pilot_waits_until_it_is_finished() -> None:
    drawn = Pilot("a", Stage.SCREENING, 1, ("a", "b", "c"), (IDS[0], IDS[1]), id="p")
    assert sizes((found(grid("yyy", "yy."), pilots=(drawn,)).everybody,)) == {"": (0, 0)}
    assert found(grid("yyy", "yy."), pilots=(drawn,)).not_compared == 2
    assert sizes((found(grid("yyy", "yyn"), pilots=(drawn,)).everybody,)) == {"abc": (2, 1)}


def test_the_agreement_of_some_reports_is_of_these_alone() -> None:
    shown = review(grid("yyy", "yyn", "nnn"))
    result = shown.agreement_for("a", Stage.SCREENING, {IDS[1]})
    assert (sizes((result.everybody,)), len(result.disagreements)) == ({"abc": (1, 0)}, 1)


def test_who_may_not_see_a_disagreement_gets_its_number() -> None:
    """b's decision at full text is still needed; at the stage before that everything is in the open."""
    plan = Protocol("A", protocol().reviewers, protocol().reasons, two_stages())
    made = [
        decision("a", X, "include", "title-abstract", at="1"),
        decision("b", X, "exclude", "title-abstract", at="2"),
        decision("a", X, "include", "title-abstract", at="3", final=True),
        decision("a", X, "include", "full-text", at="4"),
    ]
    shown = review(made, plan=plan)
    assert len(shown.agreement_for("b", Stage.TITLE_ABSTRACT).disagreements) == 1
    at_full_text = shown.agreement_for("b", Stage.FULL_TEXT)
    assert (at_full_text.disagreements, at_full_text.not_compared) == ((), 1)


letters = st.lists(st.sampled_from("ynm"), min_size=6, max_size=6)


@given(letters, letters)
def test_nothing_shows_what_others_decided_on_what_one_has_to_decide_on(
    theirs: list[str], otherwise: list[str]
) -> None:
    """c has decided on the first two reports; whatever a and b say of three others, c sees the same."""

    def seen(words: list[str]) -> StageAgreement:
        others = [said("ab"[n % 2], letter, 100 + n, of=IDS[2 + n // 2]) for n, letter in enumerate(words)]
        return found([*grid("yyy", "nny"), *others], who="c")

    assert seen(theirs) == seen(otherwise)
    assert seen(theirs).not_compared == 3


@pytest.mark.parametrize("who", ["a", "b", "c", "", "robot"])
def test_everybody_gets_the_same_numbers(who: str) -> None:
    made = grid("yyy", "nny", "yn.")
    assert found(made, who=who).everybody == found(made, who="a").everybody
