"""What records are found by is the same for a table and for its parts, put together."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import matching
from reviewkit.matching.blocking import candidate_pairs, pairs_by_codes
from reviewkit.matching.columns import no_columns
from reviewkit.matching.corpus import corpus_facts, facts_listed
from reviewkit.matching.findable import (
    Findable,
    as_arrays,
    as_bytes,
    findable,
    from_arrays,
    from_bytes,
    put_together,
)
from tests.matching.spreading import cut, some_records


def same(one: Findable, other: Findable) -> bool:
    pairs = list(zip(as_arrays(one), as_arrays(other), strict=True))
    return all(np.array_equal(left, right) for left, right in pairs) and len(one.keys) == len(other.keys)


def test_a_table_without_records_is_found_by_nothing() -> None:
    nothing = findable(no_columns())
    assert not any(map(len, as_arrays(nothing)))
    assert len(nothing.keys) == len(findable(matching.columns(some_records(2))).keys) > 15


def test_the_arrays_are_those_of_the_parts() -> None:
    one = findable(matching.columns(some_records(9)))
    assert same(from_arrays(as_arrays(one)), one)
    assert same(from_bytes(as_bytes(one)), one)
    assert len(one.whole) == 9
    assert len(one.listings.journals.thing) == len(one.listings.journals.listed_with)


@given(st.integers(1, 60), st.integers(1, 4), st.integers(0, 9), st.booleans())
def test_found_by_parts_the_answers_are_those_of_the_whole(
    number: int, pieces: int, seed: int, some_are_new: bool
) -> None:
    records = some_records(number, seed)
    table = matching.columns(records)
    parts = [findable(matching.columns(part.records)) for part in cut(records, pieces)]
    found_by = put_together(parts)
    new = [n >= number // 2 for n in range(number)] if some_are_new else None
    by_codes = pairs_by_codes(found_by.keys, found_by.whole, new)
    assert [side.tolist() for side in by_codes] == [side.tolist() for side in candidate_pairs(table, new)]
    assert facts_listed(found_by.listings) == corpus_facts(table)
    assert matching.matches(table, new=new, found_by=found_by) == matching.matches(table, new=new)
