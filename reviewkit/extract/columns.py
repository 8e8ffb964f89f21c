"""The order in which the lines of a page are read: column by column, where it has columns.

A page is cut where white space runs between two columns of running text; what spans both of them (a title, a wide
figure, a running head) divides the page into bands, and within a band the left column is read before the right one.
This is the recursive XY cut (Nagy, Seth and Viswanathan 1992) with bands instead of the widest gap, because two columns
often have a paragraph end at the same height, where the widest gap would cut both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

GUTTER = 6.0  # points of white space between two columns; those of the journals looked at have 12 to 24
FEWEST = 3  # lines of running text on either side of a gutter
PROSE = 18  # characters of a line of running text; what is shorter may be a cell of a table


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a line as it was set, with its box in points; the y axis points upwards, as in PDF.

    A piece with wider white space has parts: they may be cells of a table that are set close.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    parts: tuple["Line", ...] = ()

    @property
    def height(self) -> float:
        return self.top - self.bottom


Row = tuple[tuple[Line, ...], ...]  # cells, each with its lines


@dataclass(frozen=True, slots=True)
class Table(Line):
    """A table stands in its column like one line; it has rows of cells."""

    rows: tuple[Row, ...] = ()


def in_reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in the order in which they are read, in blocks: a column, or what spans all columns."""
    cut = _gutter(lines)
    if cut is None:
        return [from_the_top(lines)] if lines else []
    blocks: list[list[Line]] = []
    for across, band in groupby(from_the_top(lines), key=lambda line: line.left < cut < line.right):
        found = list(band)
        if across:
            blocks.append(found)
        else:
            blocks += in_reading_order([line for line in found if line.right <= cut])
            blocks += in_reading_order([line for line in found if line.left >= cut])
    return blocks


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where to cut between the two columns that hold the most running text; None where there are no columns."""
    if len(lines) < 2 * FEWEST:
        return None
    prose = from_the_top([line for line in lines if isinstance(line, Table) or len(line.text.strip()) >= PROSE])
    beside, cut = max(((_beside(prose, cut), -cut) for cut in _candidates(prose)), default=(0, 0.0))
    return -cut if beside else None


def _beside(lines: Sequence[Line], cut: float) -> int:
    """How many lines stand in columns beside each other, in the bands between the lines that span a cut."""
    count = 0
    for across, band in groupby(lines, key=lambda line: _spans(line, cut)):
        if not across:
            found = list(band)
            left = [line for line in found if line.right <= cut]
            right = [line for line in found if line.left >= cut]
            if min(_count(left), _count(right)) >= FEWEST and _at_one_height(left, right):
                count += _count(found)
    return count


def _spans(line: Line, cut: float) -> bool:
    """Whether a line spans a cut, or reaches into the white space that has to be there."""
    return line.left < cut + GUTTER / 2 and line.right > cut - GUTTER / 2


def _candidates(lines: Iterable[Line]) -> list[float]:
    """Where a column could begin: just before the left edges that several lines share."""
    edges = sorted(line.left for line in lines)
    found: list[float] = []
    for edge in edges:
        if not found or edge - GUTTER / 2 - found[-1] > 1:
            found.append(edge - GUTTER / 2)
    return found


def _at_one_height(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether two columns are beside each other; a list indented below a paragraph is no column."""
    low = max(min(line.bottom for line in left), min(line.bottom for line in right))
    high = min(max(line.top for line in left), max(line.top for line in right))
    inside = [[line for line in side if _is_inside(line, low, high)] for side in (left, right)]
    return high > low and min(map(_count, inside)) >= FEWEST


def _is_inside(line: Line, low: float, high: float) -> bool:
    """Whether a line is between two heights; of a table, some rows are enough."""
    if isinstance(line, Table):
        return line.bottom < high and line.top > low
    return line.bottom >= low - 1 and line.top <= high + 1


def _count(lines: Iterable[Line]) -> int:
    """How many lines there are; every row of a table is one."""
    return sum(len(line.rows) if isinstance(line, Table) else 1 for line in lines)


def from_the_top(lines: Iterable[Line]) -> list[Line]:
    """From the top down; pieces at the same height from the left."""
    return [line for row in by_height(lines) for line in row]


def by_height(lines: Iterable[Line]) -> list[list[Line]]:
    """The pieces at each height, from the left. A raised mark belongs to the line beside it."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -(line.top + line.bottom)):
        middle = (line.top + line.bottom) / 2
        if rows and rows[-1][0].bottom <= middle <= rows[-1][0].top:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]
