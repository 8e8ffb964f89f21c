"""Acts have one order: by time, then writer, then line, and never as text."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from reviewkit.model import Decision, Stamp, in_order
from reviewkit.model.events import AFTER_ALL, NEVER, NO_STAMP
from reviewkit.words import Choice, Stage

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def decided(name: str, at: datetime = NOON, writer: str = "a", number: int = 1) -> Decision:
    stamp = Stamp(at, writer, number)
    return Decision("a", Stage.SCREENING, "x-0001", Choice.INCLUDE, at=at, id=name, stamp=stamp)


def test_acts_come_by_time_then_writer_then_line_however_they_are_given() -> None:
    acts = [
        decided("first", NOON - timedelta(seconds=1), "z", 99),
        decided("a-9", number=9),
        decided("a-10", number=10),
        decided("b-1", writer="b"),
        decided("last", NOON + timedelta(microseconds=1)),
    ]
    for shuffled in permutations(acts):
        assert in_order(shuffled) == acts


def test_acts_of_one_line_come_by_their_ids() -> None:
    assert [act.id for act in in_order([decided("b"), decided("a")])] == ["a", "b"]


def test_no_act_comes_before_none_or_after_the_end() -> None:
    assert NO_STAMP.at == NEVER < NOON
    assert NO_STAMP < decided("a").stamp < AFTER_ALL
