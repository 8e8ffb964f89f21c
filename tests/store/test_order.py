"""One order of all events, whatever the clocks say and in whatever order the logs are read."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Level, Place
from reviewkit.model import NEVER
from reviewkit.normalize import written_moment
from reviewkit.store import ledger, order
from reviewkit.store.ledger import Event
from tests.builders import moment


def line(log: str, number: int, at: str | datetime, copy: str = "", **values: Any) -> Event:
    """A line of a log, written on a day by a copy of the folder."""
    when = moment(at) if isinstance(at, str) else at
    known = {"copy": copy, **values} if copy else values
    name = f"{log}-{number}"
    return Event(name, "decide", when, known, ledger.SCREENING, log, Place(f"screening/{log}.jsonl", number), name)


def saw(*events: Event) -> dict[str, str]:
    """What a line says that had these before it."""
    return {f"{event.kind}/{event.log}": f"{event.id} 0123abcd" for event in events}


def ids(*logs: Sequence[Event]) -> list[str]:
    return [event.id for event in order.in_order(logs)]


def test_events_of_several_logs_stand_by_their_times() -> None:
    assert ids([line("a", 1, "1"), line("a", 2, "3")], [line("b", 1, "2"), line("b", 2, "4")]) == [
        "a-1",
        "b-1",
        "a-2",
        "b-2",
    ]


def test_equal_times_go_by_writer_and_then_by_line() -> None:
    assert ids([line("b", 1, "1")], [line("a", n, "1") for n in range(1, 12)]) == [
        *(f"a-{n}" for n in range(1, 12)),
        "b-1",
    ]


def test_the_stamp_of_an_event_is_its_time_its_log_and_its_line() -> None:
    (event,) = order.in_order([[line("a", 3, "1")]])
    assert event.stamp == (moment("1"), "a", 3)
    assert event.at == moment("1")


def test_a_clock_that_was_ahead_puts_no_line_behind_those_that_follow_it() -> None:
    assert ids([line("a", 1, "50", "x"), line("a", 2, "2", "x")], [line("b", 1, "3", "y")]) == [
        "a-1",
        "a-2",
        "b-1",
    ]


def test_a_clock_that_was_behind_puts_no_line_before_those_above_it() -> None:
    """The lines above count as no later than it: their times were the ones that were wrong, for all we know."""
    assert ids([line("a", 1, "5", "x"), line("a", 2, "1", "x")], [line("b", 1, "3", "y")]) == ["a-1", "a-2", "b-1"]


def test_two_copies_of_a_folder_bind_each_other_not() -> None:
    assert ids([line("a", 1, "5", "x"), line("a", 2, "1", "y")]) == ["a-2", "a-1"]


def test_the_lines_of_0_2_are_one_chain() -> None:
    assert ids([line("a", 1, "5"), line("a", 2, "1")]) == ["a-1", "a-2"]


def test_an_event_that_another_log_names_as_seen_came_before() -> None:
    ahead = line("a", 1, "50", "x")
    assert ids([ahead], [line("b", 1, "2", "y", seen=saw(ahead)), line("b", 2, "3", "y")]) == ["a-1", "b-1", "b-2"]


def test_a_line_without_a_time_may_have_seen_others() -> None:
    """Its time is the first that there is, and nothing can be before that."""
    seen = line("a", 1, "5")
    assert sorted(ids([seen], [line("b", 1, NEVER, seen=saw(seen))])) == ["a-1", "b-1"]


def test_with_what_was_seen_all_above_it_came_before() -> None:
    first, second = line("a", 1, "40", "x"), line("a", 2, "50", "x")
    assert ids([first, second], [line("b", 1, "2", "y", seen=saw(second))]) == ["a-1", "a-2", "b-1"]


def test_a_correction_goes_on_to_what_the_corrected_line_had_seen() -> None:
    first = line("a", 1, "50", "x")
    second = line("b", 1, "60", "y", seen=saw(first))
    third = line("c", 1, "2", "z", seen=saw(second))
    assert ids([first], [second], [third]) == ["a-1", "b-1", "c-1"]


def test_what_was_seen_came_before_whatever_the_names_of_the_writers() -> None:
    ahead = line("b", 1, "50", "y")
    assert ids([line("a", 1, "2", "x", seen=saw(ahead))], [ahead]) == ["b-1", "a-1"]


def test_a_correction_goes_on_through_any_number_of_logs() -> None:
    """One clock was right, the others a month ahead; nothing here contradicts anything."""
    logs = [line("a", 1, "40", "copy a")]
    for name in "bcdefgh":
        logs.append(line(name, 1, "40", f"copy {name}", seen=saw(logs[-1])))
    logs[-1] = line("h", 1, "2", "copy h", seen=saw(logs[-2]))
    between = line("z", 1, "20", "copy z")
    assert ids(*([one] for one in logs), [between])[-1] == "z-1"


def test_what_was_seen_in_a_log_of_another_kind_moves_nothing_here() -> None:
    """The line of c saw the run a-1 in duplicates/; the decision a-1 it has not seen."""
    run = {"duplicates/a": "a-1 0123abcd"}
    decision, between = line("a", 1, "5"), line("b", 1, "4", "y")
    assert ids([decision], [between], [line("c", 1, "3", "z", seen=run)]) == ["c-1", "b-1", "a-1"]


# Decisions that were made in another tool


def imported(log: str, number: int, at: str, copy: str = "x", logged: str = "", **values: Any) -> Event:
    """A line of an import: the time at which the other tool made it, and when it was logged where that is said."""
    more = {"logged": written_moment(moment(logged))} if logged else {}
    return line(log, number, at, copy, **{"from": "rayyan.csv"}, **more, **values)


def test_a_decision_made_in_another_tool_counts_at_its_time_there() -> None:
    own = [line("b", 1, "2", "y"), line("b", 2, "4", "y")]
    assert ids([imported("a", 1, "3"), imported("a", 2, "5")], own) == ["b-1", "a-1", "b-2", "a-2"]


def test_what_another_tool_dated_moves_no_line_above_it() -> None:
    assert ids([line("a", 1, "5", "x"), imported("a", 2, "1"), line("a", 3, "6", "x")], [line("b", 1, "3")]) == [
        "a-2",
        "b-1",
        "a-1",
        "a-3",
    ]


def test_an_imported_decision_is_no_later_than_its_import() -> None:
    """The other tool's clock was ahead."""
    assert ids([imported("a", 1, "50", logged="2"), line("a", 2, "3", "x")], [line("b", 1, "4", "y")]) == [
        "a-1",
        "a-2",
        "b-1",
    ]


def test_when_an_import_was_logged_binds_the_lines_above_it() -> None:
    assert ids([line("a", 1, "50", "x"), imported("a", 2, "1", logged="3")], [line("b", 1, "4", "y")]) == [
        "a-2",
        "a-1",
        "b-1",
    ]


@pytest.mark.parametrize("logged", ["soon", "", 3, None])
def test_a_time_of_logging_that_is_none_is_passed_over(logged: object) -> None:
    assert ids([line("a", 1, "3", "x", logged=logged)], [line("b", 1, "2", "y")]) == ["b-1", "a-1"]


def test_what_another_tool_dated_moves_nothing_that_the_import_had_seen() -> None:
    """b's own decision of day 5 is later than the one of day 4 that a brings for b out of another tool."""
    own = line("b", 1, "5", "y")
    rows = [imported("a", 1, "1", seen=saw(own)), imported("a", 2, "4")]
    assert ids(rows, [own]) == ["a-1", "a-2", "b-1"]


# Whatever happened


class History(NamedTuple):
    """Logs as they came to be, and their events in the order in which they were written, whatever the clocks said."""

    logs: dict[str, list[Event]]
    written: list[Event]
    seen: list[tuple[str, str]]


@st.composite
def histories(draw: st.DrawFn, wrong: int = 5) -> History:
    """Up to four people, one of them at two computers, with clocks so wrong, who see some of what others wrote."""
    logs: dict[str, list[Event]] = {}
    seen: list[tuple[str, str]] = []
    written: list[Event] = []
    off = {copy: draw(st.integers(-wrong, wrong)) for copy in ("a1", "a2", "b1", "c1", "d1")}
    for time in range(draw(st.integers(1, 14))):
        copy = draw(st.sampled_from(sorted(off)))
        who = copy[0]
        others = [logs[name][-1] for name in sorted(logs) if name != who and draw(st.booleans())]
        when = moment("10") + timedelta(hours=time + off[copy] * draw(st.integers(1, 3)))
        number = len(logs.setdefault(who, [])) + 1
        written.append(line(who, number, when, copy, **({"seen": saw(*others)} if others else {})))
        logs[who].append(written[-1])
        seen += [(other.id, written[-1].id) for other in others]
    return History(logs, written, seen)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_is_the_same_in_whatever_order_the_logs_are_given(history: History, random: Any) -> None:
    found = order.in_order(history.logs.values())
    shuffled = list(history.logs.values())
    random.shuffle(shuffled)
    assert order.in_order(shuffled) == found


@given(histories())
def test_the_order_is_total_and_holds_each_event_once(history: History) -> None:
    found = order.in_order(history.logs.values())
    assert sorted(event.id for event in found) == sorted(
        one.id for events in history.logs.values() for one in events
    )
    assert all(before.stamp < after.stamp for before, after in pairwise(found))


@given(histories())
def test_within_a_chain_lines_keep_their_order_whatever_the_clocks(history: History) -> None:
    found = order.in_order(history.logs.values())
    for copy in {event.values["copy"] for event in found}:
        numbers = [event.number for event in found if event.values["copy"] == copy]
        assert numbers == sorted(numbers)


@given(histories())
def test_what_was_seen_is_dated_no_later_than_what_saw_it(history: History) -> None:
    stamp = {event.id: event.stamp for event in order.in_order(history.logs.values())}
    for earlier, later in history.seen:
        assert stamp[earlier].at <= stamp[later].at


@given(histories())
def test_an_event_is_dated_as_early_as_the_earliest_that_came_after_it_for_certain(history: History) -> None:
    after: dict[str, set[str]] = {event.id: {event.id} for event in history.written}
    for event in reversed(history.written):
        later = [one for one in history.logs[event.log] if one.number > event.number]
        same_chain = [one.id for one in later if one.values["copy"] == event.values["copy"]]
        who_saw = [saw for was_seen, saw in history.seen if was_seen == event.id]
        after[event.id].update(*(after[name] for name in (*same_chain, *who_saw)))
    at = {event.id: event.at for event in history.written}
    for event in order.in_order(history.logs.values()):
        earliest = min(at[name] for name in after[event.id])
        assert timedelta() <= earliest - event.stamp.at < timedelta(milliseconds=1)  # before who saw it
        assert event.at == at[event.id]


@given(histories(wrong=0))
def test_where_clocks_are_right_events_stand_as_they_were_written(history: History) -> None:
    found = order.in_order(history.logs.values())
    assert [event.id for event in found] == [event.id for event in history.written]
    assert all(event.stamp.at == event.at for event in found)


# What is not yet


def test_what_is_dated_more_than_a_day_ahead_is_reported() -> None:
    events = [line("a", 1, "1"), line("a", 2, "2"), line("a", 3, "3")]
    (problem,) = order.from_the_future(events, moment("1") + timedelta(hours=12))
    assert (problem.place, problem.level, problem.code) == (
        Place("screening/a.jsonl", 3),
        Level.WARNING,
        "future",
    )
    assert "2026-01-04T00:00:00Z" in problem.message


def test_a_clock_of_another_time_zone_is_no_alarm() -> None:
    assert order.from_the_future([line("a", 1, "2")], moment("1")) == []
    assert len(order.from_the_future([line("a", 1, "2")], moment("1") - timedelta(seconds=1))) == 1
