"""The rows and cells of a table, from the lines between its edges.

Rows are parted by rules, by white space, or by where cells begin together; in a table whose rows have one line each, a
cell goes on in the next line only where the first word of that had no room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reviewkit.extract.columns import Line, Row, Table, by_height
from reviewkit.extract.rules import ALIGNED, Rule

LONG = 30  # characters: a line of a cell in seven columns has up to 30, one of an article in two columns 50
FEW_LONG = 0.3  # of the pieces of a table; the one with the longest terms looked at has 0.12, running text 0.6
FULL = 0.9  # of the places in a ruled row that hold text: a wrapped cell leaves those beside it empty (0.4)
SPARSE = 0.6  # of the places with text: below it, cells have several lines (0.4); above it, rows have one (0.8)
APART = 1.25  # of the usual distance of two lines: what is further begins a row (14 points beside 10)
CLOSE = 0.85  # of the usual distance of two lines: a cell that goes on is set closer (9 points beside 14)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a table is, and what is in it.

    `heights` are those of the rules of its whole width, from the top down, and `strips` what is between them; the head
    comes first where there are more strips than one. `cuts` part its columns; they are upright rules where it is
    `ruled`. Where it is `sparse`, most cells have several lines.
    """

    left: float
    right: float
    heights: tuple[float, ...]
    strips: tuple[tuple[Line, ...], ...]
    cuts: tuple[float, ...]
    ruled: bool
    sparse: bool


def table_of(frame: Frame, flat: Sequence[Rule]) -> Table:
    """A table with its rows and cells; `flat` are the rules of the page that lie flat."""
    rows = [row for number, strip in enumerate(frame.strips) for row in _rows(frame, number, strip, flat)]
    return Table("table", frame.left, frame.heights[-1], frame.right, frame.heights[0], rows=tuple(rows))


def _rows(frame: Frame, number: int, strip: Sequence[Line], flat: Sequence[Rule]) -> Iterator[Row]:
    """The rows between two rules of the whole width; a rule below some of the columns parts rows too."""
    top, bottom = frame.heights[number], frame.heights[number + 1]
    inner = [rule for rule in flat if bottom + 1 < rule.middle < top - 1 and _parts_rows(rule, frame)]
    is_head = number == 0 and len(frame.strips) > 1
    for lines in _bands(strip, inner):
        grid = in_grid(lines, frame.cuts)
        ruled = frame.ruled and _is_one_row(grid, len(frame.cuts) + 1)
        yield from _as_rows(grid, [True] * len(grid) if is_head else _goes_on(grid, frame, ruled))


def _bands(strip: Sequence[Line], inner: Sequence[Rule]) -> list[list[Line]]:
    """What is above, between and below rules. A cell that none of them crosses stays with its first line."""
    bands: list[list[Line]] = [[]]
    rest = list(strip)
    for rule in inner:
        above: list[Line] = []
        below: list[Line] = []
        for line in sorted(rest, key=lambda line: -line.top):
            is_above = (line.bottom + line.top) / 2 > rule.middle
            crossed = rule.left < (line.left + line.right) / 2 < rule.right
            goes_on = not crossed and any(_is_below(line, other) for other in above)
            (above if is_above or goes_on else below).append(line)
        rest = below
        bands.append(above)
    return [band for band in [*bands, rest] if band]


def _is_below(line: Line, other: Line) -> bool:
    """Whether a line stands just below another one, as in one cell."""
    gap = other.bottom - line.top
    return (
        gap < line.height and line.top < other.top and overlap((line.left, line.right), (other.left, other.right))
    )


def _parts_rows(rule: Rule, frame: Frame) -> bool:
    """Whether a rule runs below more than one column of a table; below one, it may underline a word."""
    inside = rule.left >= frame.left - ALIGNED and rule.right <= frame.right + ALIGNED
    return inside and any(rule.left < cut < rule.right for cut in frame.cuts)


Columns = dict[int, list[Line]]  # what stands at one height, by the number of its column


def in_grid(lines: Sequence[Line], cuts: Sequence[float]) -> list[Columns]:
    """Lines from the top down by their columns, which are parted at the cuts."""
    return [_by_column(row, cuts) for row in by_height(lines)]


def _by_column(row: Sequence[Line], cuts: Sequence[float]) -> Columns:
    found: Columns = {}
    for line in row:
        for part in parts_of(line) if any(line.left < cut < line.right for cut in cuts) else (line,):
            found.setdefault(sum(cut <= part.left + 1 for cut in cuts), []).append(part)
    return found


def parts_of(line: Line) -> tuple[Line, ...]:
    """The parts of a piece between wider white space."""
    return line.parts or (line,)


def few_long(lines: Sequence[Line]) -> bool:
    """Whether few pieces are as long as lines of running text."""
    long = sum(max(len(part.text.strip()) for part in parts_of(line)) >= LONG for line in lines)
    return long <= FEW_LONG * len(lines)


def fullness(grid: Sequence[Columns], columns: int) -> float:
    """How much of a table holds text, counted in columns at each height."""
    return sum(map(len, grid)) / (len(grid) * columns)


def overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two stretches have something in common."""
    return one[0] < other[1] and other[0] < one[1]


def _as_rows(grid: Sequence[Columns], goes_on: Sequence[bool]) -> Iterator[Row]:
    cells: dict[int, list[Line]] = {}
    for columns, continues in zip(grid, goes_on, strict=True):
        if cells and not continues:
            yield _row(cells)
            cells = {}
        for column, lines in columns.items():
            cells.setdefault(column, []).extend(lines)
    yield _row(cells)


def _row(cells: dict[int, list[Line]]) -> Row:
    return tuple(tuple(lines) for _, lines in sorted(cells.items()))


def _goes_on(grid: Sequence[Columns], frame: Frame, ruled: bool) -> list[bool]:
    """Whether each line of a table continues the cells of the one above; between rules, where no space parts them."""
    steps = steps_of(grid)
    if ruled:
        half, usual = (len(frame.cuts) + 1) / 2, _middle(steps)
        found = [step < APART * usual or len(below) < half for step, below in zip(steps, grid[1:], strict=True)]
    elif frame.sparse:
        usual = sorted(steps)[len(steps) // 4] if steps else 0.0
        found = [step < APART * usual and may_go_on(*two) for step, two in zip(steps, pairwise(grid), strict=True)]
    else:
        found = list(_one_by_one(grid, steps, frame))
    return [False, *found]


def steps_of(grid: Sequence[Columns]) -> list[float]:
    """How far the lines of a table are from each other."""
    middles = [_middle([(one.bottom + one.top) / 2 for cell in row.values() for one in cell]) for row in grid]
    return [above - below for above, below in pairwise(middles)]


def _middle(numbers: Sequence[float]) -> float:
    return median(numbers) if numbers else 0.0


def _one_by_one(grid: Sequence[Columns], steps: Sequence[float], frame: Frame) -> Iterator[bool]:
    """As above, in a table whose rows have one line: where no first word of a line had room in the line above."""
    widest, usual = _right_edges(grid), _middle(steps)
    for (above, below), step in zip(pairwise(grid), steps, strict=True):
        is_close = step < CLOSE * usual
        room = {column: widest[column] if is_close else _room(column, widest, frame) for column in below}
        yield below.keys() <= above.keys() and all(
            _continues(above[column][-1], below[column][0], room[column]) for column in below
        )


def _is_one_row(grid: Sequence[Columns], columns: int) -> bool:
    """Whether what lies between two rules is one row of cells with several lines."""
    return fullness(grid, columns) < FULL and not any(_has_other_numbers(*two) for two in pairwise(grid))


def may_go_on(above: Columns, below: Columns) -> bool:
    """Whether a line may continue the cells of the one above: hardly any cell begins in it, and no other number."""
    return len(below.keys() - above.keys()) < 2 and not _has_other_numbers(above, below)


def _has_other_numbers(above: Columns, below: Columns) -> bool:
    return any(_are_numbers(above[column][-1], lines[0]) for column, lines in below.items() if column in above)


def _right_edges(grid: Sequence[Columns]) -> dict[int, float]:
    edges: dict[int, float] = {}
    for row in grid:
        for column, lines in row.items():
            edges[column] = max(edges.get(column, 0.0), lines[-1].right)
    return edges


def _room(column: int, widest: dict[int, float], frame: Frame) -> float:
    """How far the lines of a column may reach: to the next one, or as far as the longest of the last one."""
    if frame.ruled:
        return [*frame.cuts, frame.right][column]
    return max(widest[column], frame.cuts[column]) if column < len(frame.cuts) else widest[column]


def _continues(above: Line, below: Line, right: float) -> bool:
    return _had_no_room(above, below, right) and not _are_numbers(above, below)


def _are_numbers(above: Line, below: Line) -> bool:
    """Whether two lines of a column are two numbers. One in brackets belongs to the number above it."""
    letters = any(char.isalpha() for line in (above, below) for char in line.text)
    return not letters and not below.text.startswith(("(", "["))


def _had_no_room(above: Line, below: Line, right: float) -> bool:
    """Whether the first word of a line did not fit at the end of the line above."""
    text = below.text.strip()
    first = len(text.split(maxsplit=1)[0]) if text else 0
    width = (below.right - below.left) * (first + 1) / max(1, len(text))
    return above.right + width > right
