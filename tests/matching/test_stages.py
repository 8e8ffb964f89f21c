"""Each step leaves what the next one needs, once, under a name that says what it follows from."""

from dataclasses import replace

import pytest

from reviewkit import matching
from reviewkit.errors import ReviewkitError
from reviewkit.matching import blocking, stages
from reviewkit.matching.corpus import corpus_facts
from reviewkit.matching.stages import Comparing, Contradicting, Pairing, Shelf, Shelving
from reviewkit.model import Policies
from reviewkit.words import Policy
from tests.matching.spreading import ODD, Given, Kept, cut, some_records

RECORDS = some_records(120)
TABLE = matching.columns(RECORDS)


def shelved(exchange: Kept, pieces: int = 3, buckets: int = 5, version: str = "v") -> tuple[Shelf, ...]:
    return tuple(stages.shelve(Shelving(source, exchange, buckets, version)) for source in cut(RECORDS, pieces))


def paired(exchange: Kept, shelves: tuple[Shelf, ...], buckets: int = 5) -> tuple[str, ...]:
    return tuple(stages.pair(Pairing(bucket, shelves, exchange)) for bucket in range(buckets))


@pytest.mark.parametrize("pieces", [1, 2, 7, 200])
@pytest.mark.parametrize("buckets", [1, 5, 64])
def test_the_pairs_of_all_buckets_are_those_of_all_records(pieces: int, buckets: int) -> None:
    exchange = Kept()
    shelves = shelved(exchange, pieces, buckets)
    names = paired(exchange, shelves, buckets)
    packed = stages.pairs_of_range(exchange, names, (0, len(RECORDS)), len(RECORDS))
    left, right = blocking.candidate_pairs(TABLE)
    assert packed.tolist() == (left * len(RECORDS) + right).tolist()
    assert len(packed) > 100


@pytest.mark.parametrize("buckets", [1, 5, 64])
def test_buckets_show_together_what_all_records_show(buckets: int) -> None:
    exchange = Kept()
    names = paired(exchange, shelved(exchange, 3, buckets), buckets)
    facts = corpus_facts(TABLE)
    assert stages.facts_of(names, exchange) == facts
    assert facts.recurring
    assert facts.containers


def test_rows_come_back_as_they_were_from_any_shelf() -> None:
    import numpy as np

    exchange = Kept()
    shelves = shelved(exchange, 7)
    wanted = np.array([0, 1, 19, 63, 119])
    table = stages._table(wanted, shelves, exchange)
    assert table == matching.columns(RECORDS[n] for n in wanted.tolist())
    assert len(stages._table(wanted[:0], shelves, exchange)) == 0


def test_a_step_that_was_done_is_not_done_again() -> None:
    exchange = Kept()
    shelves = shelved(exchange)
    names = paired(exchange, shelves)
    comparing = Comparing(0, 60, shelves, names, exchange, Policies(), "v")
    contradicting = Contradicting(((0, 1, 2),), (), shelves, names, exchange, Policies(), "v")
    answers = stages.compare_range(comparing), stages.contradict(contradicting)
    before = list(exchange.written)
    assert shelved(exchange) == shelves
    assert paired(exchange, shelves) == names
    assert (stages.compare_range(comparing), stages.contradict(contradicting)) == answers
    assert exchange.written == before


def test_other_code_other_policies_and_other_records_have_names_of_their_own() -> None:
    exchange = Kept()
    shelves = shelved(exchange)
    names = paired(exchange, shelves)
    assert not set(shelved(exchange, version="w")) & set(shelves)
    assert not set(paired(exchange, shelves[:2])) & set(names)
    task = Comparing(0, 60, shelves, names, exchange, Policies(), "v")
    others = [
        replace(task, policies=Policies(preprints=Policy.JOIN)),
        replace(task, version="w"),
        replace(task, end=59),
        replace(task, pairs=names[:2]),
    ]
    assert len({stages.compare_range(one) for one in (task, *others)}) == 5


def test_a_half_finished_shelf_is_made_again() -> None:
    exchange = Kept()
    (shelf,) = shelved(exchange, 1)
    del exchange.files[f"{shelf.name}.shelf"]
    assert shelved(exchange, 1) == (shelf,)
    assert exchange.written.count(f"{shelf.name}.rows") == 2


@pytest.mark.parametrize("gone", ["rows", "keys", "shelf"])
def test_a_shelf_that_lost_a_file_is_made_again(gone: str) -> None:
    exchange = Kept()
    (shelf,) = shelved(exchange, 1)
    del exchange.files[f"{shelf.name}.{gone}"]
    assert shelved(exchange, 1) == (shelf,)
    assert f"{shelf.name}.{gone}" in exchange.files


@pytest.mark.parametrize("gone", ["pairs", "facts"])
def test_a_bucket_that_lost_a_file_is_made_again(gone: str) -> None:
    exchange = Kept()
    shelves = shelved(exchange)
    name = paired(exchange, shelves)[0]
    del exchange.files[f"{name}.{gone}"]
    assert paired(exchange, shelves)[0] == name
    assert f"{name}.{gone}" in exchange.files


def test_problems_of_a_source_are_known_to_who_reads_the_shelf() -> None:
    exchange = Kept()
    shelf = stages.shelve(Shelving(Given(tuple(RECORDS[:2]), (ODD,)), exchange, 2, "v"))
    assert stages.problems_of(shelf, exchange) == [ODD]


def test_what_has_gone_from_the_exchange_is_named() -> None:
    exchange = Kept()
    shelves = shelved(exchange)
    names = paired(exchange, shelves)
    del exchange.files[f"{shelves[1].name}.rows"]
    with pytest.raises(ReviewkitError, match=rf"{shelves[1].name}.*Give the same command again"):
        stages.compare_range(Comparing(0, 120, shelves, names, exchange, Policies(), "v"))
