"""Notes under a figure: wrapped to its width, one under the other, and no room taken where there are none."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reviewkit import fonts
from reviewkit.render.figures.layout import MARGIN, SMALL, SMALL_LEADING
from reviewkit.render.figures.notes import notes_under

WIDTH = 300.0


def test_without_notes_the_page_ends_where_the_figure_does() -> None:
    assert notes_under([], 100, WIDTH) == ([], 100)


@given(st.lists(st.text("abc Åø,.", min_size=1, max_size=300), min_size=1, max_size=3))
def test_notes_are_inside_the_margins_and_on_the_page(notes: list[str]) -> None:
    lines, end = notes_under(notes, 100, WIDTH)
    assert all(MARGIN + fonts.width(line.text, SMALL) <= WIDTH - MARGIN + 0.01 for line in lines)
    assert all(100 < line.y <= end for line in lines)
    assert all(below.y - above.y == SMALL_LEADING for above, below in pairwise(lines))
    assert "".join(line.text for line in lines).replace(" ", "") == "".join(notes).replace(" ", "")
