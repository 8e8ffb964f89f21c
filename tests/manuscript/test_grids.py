"""Tables as rows and columns."""

from reviewkit.manuscript.grids import grids
from tests.manuscript.checked import few, passages


def test_a_table_has_its_cells_in_their_places() -> None:
    (grid,) = grids(passages("# Paper\n\n| a | b |\n| --- | --- |\n| *c* | |\n", few()))
    assert [[grid.text(row, column) for column in range(2)] for row in range(2)] == [["a", "b"], ["c", ""]]
