"""Each pair of exports is compared once, whoever ran the comparison in which copy of the folder."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.duplicates.compared import never_compared
from reviewkit.model import DedupeRun, Export


def export(name: str, records: int = 1) -> Export:
    return Export("cinahl", f"searches/cinahl/{name}.ris", name, records=records)


def run(*names: str) -> DedupeRun:
    return DedupeRun("0.3", frozenset(names))


def waiting(exports: list[Export], *runs: DedupeRun) -> list[str]:
    return [found.sha256 for found in never_compared(exports, runs)]


A, B, C = export("a"), export("b"), export("c")


def test_an_export_that_no_run_had_before_it_is_named() -> None:
    assert waiting([A, B]) == ["a", "b"]
    assert waiting([A, B], run("a")) == ["b"]
    assert waiting([A]) == ["a"], "its own records may be duplicates of each other"


def test_exports_that_one_run_had_before_it_are_compared() -> None:
    assert waiting([A, B, C], run("a", "b", "c")) == []
    assert waiting([A, B, C], run("a", "b"), run("a", "b", "c")) == []
    assert waiting([]) == []


def test_a_run_that_read_an_export_changed_did_not_compare_it() -> None:
    changed = replace(A, content="changed")
    assert waiting([changed, B], run("a", "b")) == ["a"]
    assert waiting([changed, B], run("changed", "b")) == []
    assert waiting([A, B], run("changed", "b")) == ["a"], "put back as it was imported"


def test_an_export_that_cannot_be_read_has_been_compared_if_it_was_before() -> None:
    assert waiting([replace(A, content="", unread=3, records=0), B], run("a", "b")) == []


def test_a_run_that_had_more_before_it_than_is_left_is_enough() -> None:
    """The import of z was undone."""
    assert waiting([A, B], run("a", "b", "z")) == []


def test_two_copies_that_compared_only_their_own_leave_a_pair_to_compare() -> None:
    assert waiting([A, B], run("a"), run("b")) == ["b"]


@pytest.mark.parametrize(("first", "second", "named"), [(5, 3, "b"), (3, 5, "a"), (4, 4, "b"), (0, 0, "b")])
def test_of_two_the_one_of_fewer_records_is_compared_again(first: int, second: int, named: str) -> None:
    assert waiting([export("a", first), export("b", second)], run("a"), run("b")) == [named]


def test_one_that_is_compared_again_is_enough_for_all_its_pairs() -> None:
    exports = [export("a", 9), export("b", 1), export("c", 9)]
    assert waiting(exports, run("a", "c"), run("b")) == ["b"]


def test_one_that_no_run_had_is_enough_for_its_pairs_whatever_its_size() -> None:
    exports = [export("a", 9), export("b", 1), export("c", 5)]
    assert waiting(exports, run("b", "c")) == ["a"]


exports = st.lists(
    st.builds(export, st.sampled_from("abcdef"), st.integers(0, 9)), unique_by=lambda one: one.sha256
)
runs = st.lists(st.sets(st.sampled_from("abcdefg")).map(lambda names: run(*names)), max_size=4)


@given(exports, runs)
def test_whatever_was_compared_with_what_no_pair_is_left_out(found: list[Export], done: list[DedupeRun]) -> None:
    """What is named is compared with all others: so every pair was together, or has one that is named."""
    named = set(waiting(found, *done))
    for first in found:
        if not any(first.sha256 in one.exports for one in done):
            assert first.sha256 in named
        for second in found:
            together = any({first.sha256, second.sha256} <= one.exports for one in done)
            assert together or named & {first.sha256, second.sha256}


@given(exports, runs)
def test_nothing_is_compared_again_without_need(found: list[Export], done: list[DedupeRun]) -> None:
    for name in waiting(found, *done):
        others = [one.sha256 for one in found]
        assert any(not any({name, other} <= one.exports for one in done) for other in others)


@given(exports, runs)
def test_what_is_named_keeps_the_order_of_the_exports_and_one_run_of_all_is_enough(
    found: list[Export], done: list[DedupeRun]
) -> None:
    names = [one.sha256 for one in found]
    assert waiting(found, *done) == [name for name in names if name in set(waiting(found, *done))]
    assert waiting(found, *done, run(*names)) == []
