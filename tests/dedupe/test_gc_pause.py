"""The garbage collector pauses while much is made, and is afterwards as it was."""

import gc
from collections.abc import Iterator

import pytest

from reviewkit import dedupe
from reviewkit.dedupe.gc_pause import gc_paused
from reviewkit.model import Record
from tests.builders import record


def test_the_collector_pauses_inside_and_goes_on_afterwards_also_after_an_error() -> None:
    with gc_paused():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), gc_paused():
        raise KeyError
    assert gc.isenabled()


def test_who_had_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with gc_paused(), gc_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_end_of_an_inner_pause_does_not_end_the_outer_one() -> None:
    with gc_paused():
        with gc_paused():
            pass
        assert not gc.isenabled()


def test_a_function_can_be_called_with_the_collector_paused_again_and_again() -> None:
    @gc_paused()
    def is_on() -> bool:
        return gc.isenabled()

    assert [is_on(), is_on()] == [False, False]
    assert gc.isenabled()


def test_records_are_normalized_while_the_collector_pauses() -> None:
    states = []

    def stream() -> Iterator[Record]:
        states.append(gc.isenabled())
        yield record(title="Care")

    dedupe.columns(stream())
    dedupe.matches(stream())
    assert states == [False, False]
    assert gc.isenabled()
