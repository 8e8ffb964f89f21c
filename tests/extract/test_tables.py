"""Tables are read cell by cell, and running text is none."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.extract.columns import Line, Table
from reviewkit.extract.rules import Rule, flat_rules, upright_cuts
from reviewkit.extract.tables import with_tables


def line(text: str, left: float, top: float) -> Line:
    return Line(text, left, top - 8, left + 5 * len(text), top)


def flat(height: float, left: float = 40, right: float = 500) -> Rule:
    return Rule(left, height, right, height + 0.5)


def cells(lines: list[Line], rules: list[Rule]) -> list[list[str]]:
    """The cells of each row of the only table."""
    found = [one for one in with_tables(lines, rules) if isinstance(one, Table)]
    assert len(found) == 1
    return [[" ".join(one.text for one in cell) for cell in row] for row in found[0].rows]


HEAD = [line("Study", 50, 698), line("Country", 200, 698), line("Number", 350, 698)]
JOURNAL = [flat(702), flat(685), flat(600)]


def test_a_row_without_rules_below_it_goes_on_where_its_first_word_had_no_room() -> None:
    body = [
        line("A study with a long name and", 50, 680), line("Norway", 200, 680), line("12", 350, 680),
        line("authors", 50, 670),
        line("Berg", 50, 660), line("Sweden", 200, 660), line("7", 350, 660),
    ]  # fmt: skip
    assert cells([*HEAD, *body], JOURNAL) == [
        ["Study", "Country", "Number"],
        ["A study with a long name and authors", "Norway", "12"],
        ["Berg", "Sweden", "7"],
    ]


def test_a_heading_in_a_table_is_no_part_of_the_short_cell_above_it() -> None:
    body = [
        line("Men", 50, 680), line("Few", 200, 680), line("12", 350, 680),
        line("Age", 50, 670),
        line("Under 18", 50, 660), line("None", 200, 660), line("7", 350, 660),
    ]  # fmt: skip
    assert [row[0] for row in cells([*HEAD, *body], JOURNAL)] == ["Study", "Men", "Age", "Under 18"]


def test_a_number_below_a_number_is_another_row_however_narrow_the_column() -> None:
    body = [
        line(text, left, 680 - 10 * y)
        for y in range(4)
        for left, text in ((50, f"10{y}"), (200, f"20{y}"), (350, f"3{y}"))
    ]
    assert len(cells([*HEAD, *body], JOURNAL)) == 5


def test_a_number_in_brackets_belongs_to_the_one_above_it() -> None:
    body = [line("Berg", 50, 680), line("Oslo", 200, 680), line("12", 350, 680), line("(4.1)", 350, 670)]
    upright = [Rule(x, 600, x + 0.5, 702) for x in (190, 340)]
    assert cells([*HEAD, *body], [*JOURNAL, *upright])[1] == ["Berg", "Oslo", "12 (4.1)"]


def test_a_head_of_several_lines_is_one_row() -> None:
    head = [*HEAD, line("and year", 50, 690)]
    body = [line("Berg", 50, 680), line("Oslo", 200, 680), line("12", 350, 680)]
    assert cells([*head, *body], JOURNAL)[0] == ["Study and year", "Country", "Number"]


def test_a_cell_that_no_rule_crosses_stays_whole() -> None:
    """The rule below a common heading parts the head only below that heading."""
    head = [
        line("Name of", 50, 700), line("Age of those who", 210, 700),
        line("study", 50, 690),
        line("stayed", 200, 680), line("left", 350, 680),
    ]  # fmt: skip
    body = [line("Berg", 50, 660), line("41", 200, 660), line("43", 350, 660)]
    rules = [flat(704), flat(685, 190), flat(668), flat(600)]
    assert cells([*head, *body], rules) == [
        ["Name of study", "Age of those who"],
        ["stayed", "left"],
        ["Berg", "41", "43"],
    ]


def test_between_upright_rules_white_space_parts_rows() -> None:
    words = (
        ("Area", "All who live there", "Three of"),
        ("", "in a year", "four"),
        ("Road", "All who drive", "Cars, buses"),
    )
    body = [
        line(text, left, top)
        for row, top in zip((*words, ("", "and walk", "")), (680, 670, 650, 640), strict=True)
        for left, text in zip((50, 200, 350), row, strict=True)
        if text
    ]
    upright = [Rule(x, 600, x + 0.5, 702) for x in (190, 340)]
    assert cells([*HEAD, *body], [*JOURNAL, *upright])[1:] == [
        ["Area", "All who live there in a year", "Three of four"],
        ["Road", "All who drive and walk", "Cars, buses"],
    ]


def test_an_underlined_word_parts_no_row() -> None:
    body = [
        line("A study with a long name and", 50, 680),
        line("authors", 50, 670),
        line("Oslo", 200, 680),
        line("1", 350, 680),
    ]
    underlined = flat(671.5, 50, 190)
    assert len(cells([*HEAD, *body], [*JOURNAL, underlined])) == 2


def test_text_in_two_columns_between_rules_is_no_table() -> None:
    left = [line("A line of text that runs as far as the column", 50, 680 - 10 * y) for y in range(9)]
    right = [line("Another line of text that runs as far as that", 300, 680 - 10 * y) for y in range(9)]
    rules = [flat(702), flat(640), flat(585)]
    assert not [one for one in with_tables([*left, *right], rules) if isinstance(one, Table)]


def test_two_rules_alone_are_no_table() -> None:
    """The rules below the head of a page and above its foot enclose whatever is on it."""
    assert not [one for one in with_tables(HEAD, [flat(702), flat(600)]) if isinstance(one, Table)]


def test_a_drawing_of_many_rules_is_not_searched_for_tables() -> None:
    rules = [flat(702 - n / 10) for n in range(1001)]
    assert with_tables(HEAD, rules) == HEAD


def test_the_rules_of_cells_beside_each_other_are_one() -> None:
    beside = [flat(700, 40, 100), flat(700.2, 100.4, 200), flat(700, 199.5, 300)]
    assert [(one.left, one.right) for one in flat_rules(beside)] == [(40, 300)]
    assert flat_rules([flat(700, 40, 50)]) == []


def test_an_upright_rule_in_pieces_parts_columns() -> None:
    pieces = [Rule(100, 12 * n, 100.5, 12 * n + 12) for n in range(5)]
    assert upright_cuts(pieces, 40, 300, 0, 60) == [100.25]
    assert upright_cuts(pieces[:2], 40, 300, 0, 60) == []


BOXES = st.builds(
    lambda left, top, width, text: Line(text, left, top - 9, left + width, top),
    st.floats(0, 500), st.floats(10, 800), st.floats(1, 200), st.text("ab 1", min_size=1, max_size=40),
)  # fmt: skip
EDGES = st.sampled_from([0.0, 100.0, 200.0, 400.0, 700.0])
LENGTHS = st.sampled_from([300.0, 600.0])
FLAT = st.builds(lambda left, bottom, long: Rule(left, bottom, left + long, bottom + 0.5), EDGES, EDGES, LENGTHS)
UPRIGHT = st.builds(
    lambda left, bottom, long: Rule(left, bottom, left + 0.5, bottom + long), EDGES, EDGES, LENGTHS
)


@given(st.lists(BOXES, max_size=30), st.lists(st.one_of(FLAT, UPRIGHT), max_size=12))
def test_no_line_is_lost_or_doubled(lines: list[Line], rules: list[Rule]) -> None:
    found = []
    for one in with_tables(lines, rules):
        found += [part for row in one.rows for cell in row for part in cell] if isinstance(one, Table) else [one]
    assert sorted(map(id, found)) == sorted(map(id, lines))
