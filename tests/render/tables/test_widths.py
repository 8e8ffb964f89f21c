"""Columns share a page: no word is cut, and the longest texts get the most of it."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit import fonts
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.widths import ROOM, column_widths


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
