"""Columns that were packed are those they were, though no value is a text of its own before it is asked for."""

from collections.abc import Sequence
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.matching.columns import Columns, columns, extend, no_columns
from reviewkit.matching.packed import Texts, as_bytes, from_bytes, together
from tests.matching.spreading import some_records

ODD = st.lists(st.text(st.characters(exclude_categories=()), max_size=4), max_size=5)  # halves of letters too


def table_of(texts: Sequence[str], numbers: int = 7) -> Columns:
    """A table with these texts in all its columns of texts."""
    return Columns(
        *(
            [numbers + n for n in range(len(texts))] if one.type == list[int] else list(texts)
            for one in fields(Columns)
        )
    )


@given(ODD)
def test_what_was_packed_is_read_back(texts: list[str]) -> None:
    table = table_of(texts)
    found, more = from_bytes(as_bytes(table, [["a problem", 3]]))
    assert (found, more) == (table, [["a problem", 3]])
    assert len(found) == len(texts)
    assert as_bytes(found, more) == as_bytes(table, more)


@given(st.lists(ODD, max_size=4))
def test_tables_together_are_one_behind_the_other(several: list[list[str]]) -> None:
    tables = [table_of(texts, n) for n, texts in enumerate(several)]
    whole = no_columns()
    for table in tables:
        extend(whole, table)
    assert together([no_columns(), *tables]) == whole
    assert together([no_columns(), *(from_bytes(as_bytes(table, None))[0] for table in tables)]) == whole


@given(ODD, st.integers(-6, 6), st.integers(-6, 6))
def test_texts_are_found_as_in_a_list(texts: list[str], start: int, end: int) -> None:
    found = Texts.of(texts)
    assert found[start:end] == texts[start:end]
    assert [found[n] for n in range(-len(texts), len(texts))] == texts * 2
    assert (found == texts, found == [*texts, ""], found == 7) == (True, False, False)
    several = together([table_of(texts), table_of([])]).title
    for one in (found, several):
        for place in (len(texts), -len(texts) - 1):
            with pytest.raises(IndexError):
                one[place]


def test_records_are_packed() -> None:
    table = columns(some_records(60, seed=2))
    assert from_bytes(as_bytes(table, None)) == (table, None)
