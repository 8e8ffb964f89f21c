"""The rows of PRISMA2020's table: each once, each counting a box that there is."""

from collections import Counter

from reviewkit.prisma_csv import COLUMNS, NAMES, OTHER_SOURCES, ROWS


def test_a_name_is_there_once_and_every_row_counts_something_or_has_words() -> None:
    assert set(Counter(row.data for row in ROWS if row.data).values()) == {1}
    assert all(bool(row.ours) != bool(row.words) for row in ROWS)
    assert set(OTHER_SOURCES) < NAMES
    assert COLUMNS[0] == "data"
    assert COLUMNS[-1] == "n"


def test_a_box_of_the_figure_has_one_node() -> None:
    nodes = Counter(row.box for row in ROWS if row.node)
    assert set(nodes.values()) == {1}
    assert nodes.keys() == {row.box for row in ROWS}
