"""Tables without ruling lines, and what is none."""

from reviewkit.extract.columns import Line
from reviewkit.extract.open_tables import open_frames
from tests.extract.lines import cells, line


def column(texts: list[str], left: float, top: float = 700) -> list[Line]:
    """Lines below each other; an empty one leaves its place free."""
    return [line(text, left, top - 10 * number) for number, text in enumerate(texts) if text]


BEGIN_TOGETHER = [
    *column(["Berg", "2019", "", "", "", "Ek"], 50),
    *column(["Norway", "", "", "", "", "Sweden"], 150),
    *column(["Nurses said", "that plans", "came from", "people", "above.", "Time was", "short."], 250),
]


def test_cells_that_begin_together_are_a_row_however_close_they_are_set() -> None:
    assert cells(BEGIN_TOGETHER, []) == [
        ["Berg 2019", "Norway", "Nurses said that plans came from people above."],
        ["Ek", "Sweden", "Time was short."],
    ]


def test_wide_blanks_in_a_justified_cell_part_no_columns() -> None:
    """The second word of the first line has nothing above it, and the next line runs below both."""
    page = [
        *(line(text, left, 716) for text, left in (("Study", 50), ("Country", 150), ("Results", 250))),
        *column(["Berg", "2019", "", "", "", "", "", "", "Ek"], 50),
        *column(["Norway", "", "", "", "", "", "", "", "Sweden"], 150),
        *column(["Nurses", "all over the land", "said", "that", "plans", "came", "from", "above.", "Time"], 250),
        line("went", 310, 700),
    ]
    assert cells(page, [])[1][2] == "Nurses went all over the land said that plans came from above."


def test_a_table_ends_where_text_runs_over_its_columns() -> None:
    text = line("Text that runs over all of the columns of the table above it, as text does", 50, 620)
    (frame,) = open_frames([*BEGIN_TOGETHER, text])
    assert frame.heights == (700, 632)


def test_rows_that_white_space_parts_are_rows_however_full_they_are() -> None:
    page = [
        *column(["Berg and", "Dahl", "", "Ek and", "Lie", "", "Moe and", "Ness"], 50),
        *column(["North of", "Norway", "", "South of", "Sweden", "", "All of", "Denmark"], 150),
        *column(["Time", "short", "", "Time", "long", "", "Plans", "from above"], 250),
    ]
    assert cells(page, [])[1] == ["Ek and Lie", "South of Sweden", "Time long"]
    assert len(cells(page, [])) == 3


def test_columns_of_text_that_end_at_different_heights_are_no_table() -> None:
    page = [
        *column(["some running text"] * 20, 50),
        *column(["and some more"] * 8, 200),
        *column(["the rest"] * 6, 300),
    ]
    assert not list(open_frames(page))


def test_two_columns_are_no_table() -> None:
    page = [*column(["Berg", "", "", "Ek"], 50), *column(["Nurses said", "that plans", "came", "Time"], 250)]
    assert not list(open_frames(page))


def test_numbers_below_each_other_are_no_rows_of_several_lines() -> None:
    page = [one for left in (50, 150, 250) for one in column(["1", "2", "", "3", "4", "", "5", "6"], left)]
    assert not list(open_frames(page))
