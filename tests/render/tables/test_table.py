"""What a table is before anybody writes it."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given

from reviewkit.render.tables.table import Table, columns_of, narrowed
from tests.render.samples import GRID, tables

MARKS = Table("c", ("Study", "Trust"), (("Berg", "●"),), foot=("Total", "1"), plain_rows=(("Berg", "1"),))


def test_the_body_is_the_rows_and_the_foot() -> None:
    assert MARKS.body == (("Berg", "●"), ("Total", "1"))
    assert Table("c", ("a",), (("x",),)).body == (("x",),)


def test_programs_get_numbers_where_people_get_marks() -> None:
    assert MARKS.plain_body == (("Berg", "1"), ("Total", "1"))


@given(tables())
def test_without_rows_for_programs_both_get_the_same(table: Table) -> None:
    assert table.plain_body == table.body
    assert len(table.body) == len(table.rows) + bool(table.foot)


def test_every_row_has_a_cell_for_every_column() -> None:
    assert {len(row) for row in (GRID.head, *GRID.body, *GRID.plain_body)} == {len(GRID.head)}


def test_a_table_cannot_be_changed_by_a_writer() -> None:
    with pytest.raises(FrozenInstanceError):
        MARKS.caption = "another"  # type: ignore[misc]


def test_the_widest_columns_give_way_first() -> None:
    assert narrowed([5, 40, 40, 9], 60) == [5, 23, 23, 9]
    assert narrowed([5, 40], 60) == [5, 40]
    assert narrowed([], 60) == []


def test_a_table_can_be_cut_to_some_of_its_columns() -> None:
    table = Table("T", ("a", "b", "c"), (("1", "2", "3"),), ("x", "y", "z"), ("note",))
    cut = columns_of(table, [0, 2])
    assert (cut.head, cut.rows, cut.foot, cut.notes) == (("a", "c"), (("1", "3"),), ("x", "z"), ("note",))
    assert columns_of(Table("T", ("a", "b"), (("1", "2"),)), [1]).foot == ()
