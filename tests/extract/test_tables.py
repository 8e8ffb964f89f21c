"""Tables are found on a page, and running text is none."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.extract.columns import Line, Table
from reviewkit.extract.rules import Rule
from reviewkit.extract.tables import with_tables
from tests.extract.lines import HEAD, cells, flat, line


def test_text_in_two_columns_between_rules_is_no_table() -> None:
    left = [line("A line of text that runs as far as the column", 50, 680 - 10 * y) for y in range(9)]
    right = [line("Another line of text that runs as far as that", 300, 680 - 10 * y) for y in range(9)]
    rules = [flat(702), flat(640), flat(585)]
    assert not [one for one in with_tables([*left, *right], rules) if isinstance(one, Table)]


def test_two_rules_alone_are_no_table() -> None:
    """The rules below the head of a page and above its foot enclose whatever is on it."""
    assert not [one for one in with_tables(HEAD, [flat(702), flat(600)]) if isinstance(one, Table)]


def test_a_row_that_goes_on_on_the_next_page_belongs_to_its_table() -> None:
    body = [line("Berg", 50, 680), line("Norway", 200, 680), line("12", 350, 680)]
    last = [line("Ek and", 50, 590), line("All of", 200, 590), line("7", 350, 590), line("Sweden", 200, 580)]
    upright = [Rule(x, 560, x + 0.5, 702) for x in (40, 190, 340, 500)]
    assert cells([*HEAD, *body, *last], [flat(702), flat(685), flat(600), *upright])[-1] == [
        "Ek and",
        "All of Sweden",
        "7",
    ]


def test_a_drawing_of_many_rules_is_not_searched_for_tables() -> None:
    rules = [flat(702 - n / 10) for n in range(1001)]
    assert with_tables(HEAD, rules) == HEAD


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
