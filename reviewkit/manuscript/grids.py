"""The tables of a manuscript as rows and columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit.manuscript.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells by row and column, each counted from 0; the first row is its head."""

    cells: tuple[tuple[Prepared | None, ...], ...]

    def text(self, row: int, column: int) -> str:
        """The text of a cell; "" where there is none."""
        one = self.cells[row][column] if column < len(self.cells[row]) else None
        return one.passage.text.strip(" *_") if one else ""


def grids(passages: Sequence[Prepared]) -> tuple[Grid, ...]:
    """The tables of a manuscript."""
    found: dict[int, dict[tuple[int, int], Prepared]] = {}
    for one in passages:
        if one.passage.cell:
            place = one.passage.cell
            found.setdefault(place.table, {})[place.row - 1, place.column - 1] = one
    return tuple(_grid(cells) for cells in found.values())


def _grid(cells: dict[tuple[int, int], Prepared]) -> Grid:
    rows, columns = (1 + max(place[axis] for place in cells) for axis in (0, 1))
    return Grid(tuple(tuple(cells.get((row, column)) for column in range(columns)) for row in range(rows)))
