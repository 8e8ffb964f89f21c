"""What the lines of all logs share; tests/store/test_events.py writes and reads whole lines of every noun."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.model import Quoted
from reviewkit.store import ledger
from reviewkit.store.ledger import Event
from reviewkit.store.line_values import (
    filled,
    list_in,
    optional_texts,
    quoted_line,
    read_quoted,
    text_in,
    texts_in,
    whole_number,
)


@pytest.fixture
def event(tmp_path: Path) -> Event:
    """A line with values of every kind."""
    line = {"do": "x", "at": datetime(2026, 1, 31, tzinfo=UTC).isoformat(), "by": "a"}
    line |= {"n": 3, "yes": True, "words": ["a", "b"], "mixed": ["a", 1], "word": "a"}
    (event_id,) = ledger.append(tmp_path, ledger.CODING, "a", [line])
    problems: list[object] = []
    (log,) = ledger.read_logs(tmp_path, ledger.CODING, problems).values()  # type: ignore[arg-type]
    (found,) = log.events
    assert (found.id, problems) == (event_id, [])
    return found


def test_values_are_taken_as_they_should_be(event: Event) -> None:
    assert whole_number(event, "n") == 3
    assert whole_number(event, "none", 7) == 7
    assert list_in(event, "mixed") == ["a", 1]
    assert texts_in(event, "words") == ["a", "b"]
    assert optional_texts(event, "none") == ()
    assert text_in(event.values, "word") == "a"


@pytest.mark.parametrize("key", ["yes", "words", "word"])
def test_what_is_no_number_is_refused(event: Event, key: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        whole_number(event, key)


@pytest.mark.parametrize("key", ["n", "word", "mixed"])
def test_what_is_no_list_of_texts_is_refused(event: Event, key: str) -> None:
    with pytest.raises(ValueError, match="should be a list"):
        texts_in(event, key)


def test_empty_values_are_not_written() -> None:
    assert filled({"a": "", "b": None, "c": (), "d": [], "e": 0, "f": "x"}) == {"e": 0, "f": "x"}


@given(
    st.builds(Quoted, st.text(), st.text(), st.text(), st.text(), st.integers(0, 10**8), st.integers(-1, 10**8))
)
def test_a_quote_comes_back_from_its_line(quoted: Quoted) -> None:
    assert read_quoted(quoted_line(quoted)) == quoted


@pytest.mark.parametrize("value", [{"quote": "x", "part": True}, {"quote": "x", "start": -2}, {"quote": 3}, "x"])
def test_a_quote_with_odd_values_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="should be"):
        read_quoted(value)
