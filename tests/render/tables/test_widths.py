"""Columns share a page: no word is cut, and the longest texts get the most of it."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit import fonts
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.widths import ROOM, UPRIGHT, column_widths, is_wide, parts_of


def widths(*letters: int) -> list[int]:
    """The widths of columns whose only cells have so many letters."""
    return column_widths(
        Table("c", tuple("abcdefgh"[: len(letters)]), (tuple("word " * (n // 5) for n in letters),))
    )


def test_the_longest_texts_get_the_most_and_the_shortest_what_they_need() -> None:
    citation, aim, sample, results = widths(20, 150, 50, 600)
    assert results > 2 * aim > 2 * citation
    assert citation >= fonts.width("word word word word", 9, bold=True) * 20
    assert results < ROOM * 0.6
    assert aim > sample


def test_columns_of_like_texts_are_alike() -> None:
    first, second, third = widths(400, 400, 400)
    assert first == second == third


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=8))
def test_all_columns_together_fill_the_page(letters: list[int]) -> None:
    found = widths(*letters)
    assert ROOM - len(letters) <= sum(found) <= ROOM
    assert min(found) > 0


def test_a_table_of_few_columns_stays_upright_and_one_of_many_long_texts_does_not() -> None:
    long = "a text of many words " * 20
    assert not is_wide(Table("T", ("a", "b", "c"), ((long,) * 3,)))
    assert not is_wide(Table("T", ("a", "b", "c", "d", "e", "f"), (("1", "2", "3", "4", "5", "6"),)))
    assert is_wide(Table("T", ("a", "b", "c", "d", "e"), ((long,) * 5,)))
    assert is_wide(Table("T", ("characteristically",) * 9, (("x",) * 9,)))


def test_columns_whose_words_leave_no_room_for_texts_are_divided() -> None:
    long_words = Table("T", ("Study", *("hverdagsrehabilitering",) * 8), (("Berg", *("x",) * 8),))
    parts = parts_of(long_words)
    assert len(parts) > 1
    assert [number for part in parts for number in part] == list(range(1, 9))
    assert parts_of(Table("T", ("Study", "a", "b"), (("Berg", "1", "2"),))) == [[1, 2]]


def test_an_upright_page_is_filled_too() -> None:
    table = Table("T", ("a", "b"), (("a text of many words " * 9, "1"),))
    assert UPRIGHT - 2 <= sum(column_widths(table, UPRIGHT)) <= UPRIGHT
