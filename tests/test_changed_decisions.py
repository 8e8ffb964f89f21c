"""Decisions that people changed, and what they could know by then."""

from dataclasses import replace

from reviewkit.changed_decisions import Known, changed_decisions
from reviewkit.model import ConflictsOpened, Decision, Facts, Protocol, Stamp, TakenBack, Undo
from reviewkit.words import Choice, Stage
from tests.builders import Stages, decision, moment, protocol

X, Y = "s-0001", "s-0002"
REPORTS = {X: X, Y: X}


def said(by: str, choice: str, at: str, reason: str = "", of: str = X, final: bool = False) -> Decision:
    return decision(by, of, {"y": "include", "n": "exclude", "m": "maybe"}[choice], "screening", reason, at, final)


def undone(act: Decision, at: str) -> TakenBack:
    return TakenBack(act, Undo(act.id, act.by, at=moment(at), id=f"u{at}", stamp=Stamp(moment(at), act.by)))


def opened(at: str) -> ConflictsOpened:
    return ConflictsOpened("c", Stage.SCREENING, at=moment(at), id=f"o{at}", stamp=Stamp(moment(at), "c"))


def changes(
    *decisions: Decision, back: tuple[TakenBack, ...] = (), opening: str = "", plan: Protocol | None = None
) -> list[tuple[str, str, str, Known]]:
    facts = Facts(
        plan or protocol(),
        decisions=decisions,
        taken_back=back,
        openings=(opened(opening),) if opening else (),
    )
    return [
        (one.by, one.before.choice, one.after.choice if one.after else "", one.known)
        for one in changed_decisions(facts, REPORTS)
    ]


def test_a_decision_that_was_never_changed_is_no_change() -> None:
    assert changes(said("a", "y", "1"), said("b", "n", "2"), said("a", "y", "3")) == []


def test_a_correction_before_others_had_decided_is_blind() -> None:
    found = changes(said("a", "y", "1"), said("a", "n", "2"), said("b", "n", "3"))
    assert found == [("a", "include", "exclude", Known.NOTHING)]


def test_a_change_after_everybody_had_decided_is_told_as_such() -> None:
    found = changes(said("a", "y", "1"), said("b", "n", "2"), said("a", "n", "3"))
    assert found == [("a", "include", "exclude", Known.ALL_DECIDED)]


def test_where_one_person_is_enough_nothing_waits_for_a_second() -> None:
    found = changes(said("a", "y", "1"), said("a", "n", "2"), plan=protocol(people=1))
    assert found == [("a", "include", "exclude", Known.ALL_DECIDED)]


def test_a_change_after_conflicts_were_opened() -> None:
    before, after = said("a", "y", "1"), said("a", "n", "3")
    assert changes(before, after, opening="2")[0][-1] is Known.OPENED
    assert changes(before, after, opening="4")[0][-1] is Known.NOTHING


def test_a_change_after_a_settlement_and_a_settlement_that_was_changed() -> None:
    both = (said("a", "y", "1"), said("b", "n", "2"), said("a", "n", "3", final=True))
    assert changes(*both) == []
    assert changes(*both, said("b", "y", "4")) == [("b", "exclude", "include", Known.SETTLED)]
    assert changes(*both, said("c", "y", "4", final=True)) == []
    assert changes(*both, said("a", "y", "4", final=True)) == [("a", "exclude", "include", Known.SETTLED)]


def test_another_reason_is_a_change_and_another_record_of_the_report_is_the_same_report() -> None:
    found = changes(said("a", "n", "1", "population"), said("a", "n", "2", "language", of=Y))
    assert found == [("a", "exclude", "exclude", Known.NOTHING)]


def test_undone_and_made_again_is_one_change_and_undone_alone_is_one_too() -> None:
    first, again = said("a", "y", "1"), said("a", "n", "3")
    assert changes(again, back=(undone(first, "2"),)) == [("a", "include", "exclude", Known.NOTHING)]
    assert changes(back=(undone(first, "2"),)) == [("a", "include", "", Known.NOTHING)]
    same = replace(again, choice=Choice.INCLUDE)
    assert changes(same, back=(undone(first, "2"),)) == []


def test_an_undo_that_brings_back_what_was_said_before_is_a_change_back() -> None:
    first, second = said("a", "y", "1"), said("a", "n", "2")
    found = changes(first, back=(undone(second, "4"),))
    assert found == [("a", "include", "exclude", Known.NOTHING), ("a", "exclude", "include", Known.NOTHING)]


def test_what_was_known_when_it_was_undone_counts_too() -> None:
    first, other, again = said("a", "y", "1"), said("b", "n", "2"), said("a", "n", "5")
    settled = said("b", "n", "3", final=True)
    back = (undone(first, "4"),)
    assert changes(other, settled, again, back=back) == [("a", "include", "exclude", Known.SETTLED)]


def test_tools_and_unknown_records_are_left_out() -> None:
    assert changes(said("robot", "y", "1"), said("robot", "n", "2")) == []
    assert changes(said("a", "y", "1", of="gone-0001"), said("a", "n", "2", of="gone-0001")) == []


def test_two_stages_are_apart() -> None:
    first = decision("a", X, "include", "title-abstract", at="1")
    second = decision("a", X, "exclude", "full-text", at="2")
    facts = Facts(protocol(Stages.TWO), decisions=(first, second))
    assert changed_decisions(facts, REPORTS) == ()
