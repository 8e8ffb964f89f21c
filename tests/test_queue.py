"""The order of the reports that wait for a reviewer."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit import queue
from reviewkit.words import Order, Stage
from tests.builders import Stages, protocol, record, records

TWO = protocol(Stages.TWO)
IDS = [f"s-{n:04d}" for n in range(1, 41)]
TA, FT = Stage.TITLE_ABSTRACT, Stage.FULL_TEXT


def in_random_order(reviewer: str, seed: int = 1, ids: list[str] = IDS) -> list[str]:
    ranks = queue.ranks(Order.RANDOM, reviewer, seed, ids, {})
    return [report for report, _ in queue.ordered([(one, TA) for one in ids], TWO, ranks)]


def sorted_by(order: Order, **known: dict[str, object]) -> list[str]:
    """The ids of records, known as given, in an order."""
    found = records(*(record(name, **fields) for name, fields in known.items()))
    ranks = queue.ranks(order, "a", 0, found, found)
    return [report for report, _ in queue.ordered([(name, TA) for name in found], TWO, ranks)]


def test_each_reviewer_has_an_order_of_their_own_that_the_seed_decides() -> None:
    orders = [in_random_order("a"), in_random_order("b"), in_random_order("a", seed=2), IDS]
    assert len(set(map(tuple, orders))) == 4
    assert all(sorted(order) == IDS for order in orders)
    assert in_random_order("a") == in_random_order("a")


def test_the_random_order_is_the_same_on_every_computer() -> None:
    """Written down once: another result would give each computer its own order, and change it in running reviews."""
    assert in_random_order("a", 471102, IDS[:6]) == [
        "s-0006",
        "s-0003",
        "s-0002",
        "s-0005",
        "s-0001",
        "s-0004",
    ]


def test_two_reviewers_do_not_meet_the_same_reports_last() -> None:
    a, b = in_random_order("a"), in_random_order("b")
    assert len(set(a[-10:]) & set(b[-10:])) < 8


@given(st.sets(st.sampled_from(IDS), min_size=1), st.integers(0, 99))
def test_a_new_import_disturbs_nothing(before: set[str], seed: int) -> None:
    first = in_random_order("a", seed, sorted(before))
    assert [report for report in in_random_order("a", seed) if report in before] == first


def test_by_source_reports_come_as_they_were_imported() -> None:
    assert sorted_by(Order.SOURCE, b={}, a={}, c={}) == ["b", "a", "c"]


def test_by_year_the_newest_comes_first_and_an_unknown_year_last() -> None:
    assert sorted_by(Order.YEAR, a={"year": 1999}, b={}, c={"year": 2024}, d={"year": 1999}) == [
        "c",
        "a",
        "d",
        "b",
    ]


def test_by_title_small_and_capital_letters_are_alike() -> None:
    assert sorted_by(Order.TITLE, a={"title": "Beta"}, b={"title": "alpha"}, c={"title": "Gamma"}) == [
        "b",
        "a",
        "c",
    ]


@given(
    st.lists(st.tuples(st.sampled_from(IDS), st.booleans()), unique_by=lambda item: item[0]),
    st.sampled_from(Order),
)
def test_every_report_of_a_stage_comes_before_those_of_the_next(
    given: list[tuple[str, bool]], order: Order
) -> None:
    known = records(*map(record, IDS))
    waiting = [(report, FT if later else TA) for report, later in given]
    found = queue.ordered(waiting, TWO, queue.ranks(order, "a", 3, IDS, known))
    assert sorted(found) == sorted(waiting)
    stages = [stage for _, stage in found]
    assert stages == [TA] * stages.count(TA) + [FT] * stages.count(FT)


@given(
    st.dictionaries(st.sampled_from(IDS), st.sampled_from([TA, FT])),
    st.dictionaries(st.sampled_from(IDS), st.sampled_from([TA, FT, None])),
)
def test_a_queue_after_a_change_is_the_queue_sorted_anew(
    before: dict[str, Stage], changed: dict[str, Stage | None]
) -> None:
    ranks = queue.ranks(Order.RANDOM, "a", 3, IDS, {})
    now = {**before, **changed}
    waiting = [(report, stage) for report, stage in now.items() if stage]
    moved = [(report, stage) for report, stage in changed.items() if stage]
    old = queue.ordered(before.items(), TWO, ranks)
    assert queue.after(old, changed.keys(), moved, TWO, ranks) == queue.ordered(waiting, TWO, ranks)


def test_one_stage_of_a_queue_and_the_counts_of_each() -> None:
    items = [("a", TA), ("b", TA), ("c", FT)]
    assert queue.at_stage(items, FT) == (("c", FT),)
    assert queue.at_stage(items, None) == tuple(items)
    assert queue.at_stage(items, Stage.SCREENING) == ()
    assert queue.counts(items) == {TA: 2, FT: 1}
