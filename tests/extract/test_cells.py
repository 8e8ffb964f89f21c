"""The rows and cells of tables."""

from reviewkit.extract.rules import Rule
from tests.extract.lines import HEAD, JOURNAL, cells, flat, line


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
