"""The order of lines on a page."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.extract.columns import Line, in_reading_order


def line(text: str, left: float, top: float, width: float = 200) -> Line:
    return Line(f"{text} and some running text", left, top - 10, left + width, top)


def order(lines: list[Line]) -> list[str]:
    return [one.text.split()[0] for block in in_reading_order(lines) for one in block]


def column(name: str, left: float, top: float, count: int) -> list[Line]:
    return [line(f"{name}{number}", left, top - 12 * number) for number in range(count)]


def test_nothing_has_no_order() -> None:
    assert in_reading_order([]) == []


def test_one_column_is_read_from_the_top() -> None:
    lines = column("a", 50, 700, 6)
    assert order(lines[::-1]) == [f"a{n}" for n in range(6)]


def test_the_left_column_comes_first_however_the_file_has_them() -> None:
    left, right = column("l", 50, 700, 5), column("r", 300, 700, 5)
    mixed = [one for pair in zip(right, left, strict=True) for one in pair]
    assert order(mixed) == [f"l{n}" for n in range(5)] + [f"r{n}" for n in range(5)]


def test_what_lies_across_parts_the_page_into_bands() -> None:
    above = [*column("a", 50, 700, 4), *column("b", 300, 700, 4)]
    below = [*column("c", 50, 500, 4), *column("d", 300, 500, 4)]
    wide = [line("wide", 50, 560, width=450)]
    names = [f"{name}{n}" for name in "ab" for n in range(4)] + ["wide"]
    assert order([*below, *above, *wide]) == names + [f"{name}{n}" for name in "cd" for n in range(4)]


def test_paragraphs_that_end_at_one_height_do_not_part_two_columns() -> None:
    left = [*column("l", 50, 700, 4), *column("m", 50, 620, 4)]
    right = [*column("r", 300, 700, 4), *column("s", 300, 620, 4)]
    assert order([*left, *right]) == [f"{name}{n}" for name in "lmrs" for n in range(4)]


def test_a_list_that_is_set_in_is_no_column() -> None:
    lines = [*column("a", 50, 700, 4), *column("i", 260, 600, 4), *column("b", 50, 500, 4)]
    assert order(lines) == [f"{name}{n}" for name in "aib" for n in range(4)]


def test_cells_of_numbers_are_read_row_by_row() -> None:
    cells = [
        Line(f"{y}{x}", 50 + 100 * x, 690 - 12 * y, 70 + 100 * x, 700 - 12 * y) for y in range(5) for x in (0, 1)
    ]
    assert [one.text for block in in_reading_order(cells) for one in block] == [
        f"{y}{x}" for y in range(5) for x in (0, 1)
    ]


BOXES = st.builds(
    lambda left, top, width, text: Line(text, left, top - 9, left + width, top),
    st.floats(0, 500), st.floats(10, 800), st.floats(1, 500), st.text("ab ", min_size=1, max_size=40),
)  # fmt: skip


@given(st.lists(BOXES, max_size=40))
def test_no_line_is_lost_or_doubled(lines: list[Line]) -> None:
    assert sorted(map(id, lines)) == sorted(id(one) for block in in_reading_order(lines) for one in block)
