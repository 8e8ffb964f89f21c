"""Tables on a page: found by their ruling lines, and read row by row, each cell as a whole.

A journal rules a table above, below its head and at its foot; a word processor rules every cell. So a table is what
lies between ruling lines of one width, where that is not running text. Its columns are parted by upright lines, or by
white space from its second line to its last; its rows by lines, or by where the cells go on.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reviewkit.extract.columns import Line, Row, Table, by_height

THIN = 2.5  # points: what is thicker is a shaded cell or a picture; the rules of the journals looked at have 0.2 to 1.2
SHORTEST = 15.0  # points: what is shorter is a mark on an axis, or underlines a word
TOUCHING = 2.0  # points between the rules of two cells beside each other (none to 0.5) that are one rule
ALIGNED = 3.0  # points by which the rules of one table may differ at their ends
LONG = (
    30  # characters: a line of a wrapped cell in seven columns has up to 30, one of an article in two columns 50
)
FEW_LONG = 0.3  # of the pieces of a table; the one with the longest terms looked at has 0.12, running text 0.6
FULL = 0.9  # of the places in a ruled row that hold text: a wrapped cell leaves those beside it empty (0.4)
CLOSEST = 3.0  # points of white space between two columns; the closest table tried has 5
OVERHANG = 0.05  # of the rows may reach into the white space between two columns
FEWEST = 3  # columns of a table without rules: two columns may be running text
FAR = 3.0  # of the height of a line: no table has so much white space between two rows
TOGETHER = 0.6  # of the cells of a table without rules begin in a line with others
SPARSE = 0.6  # of the places with text: below it, cells have several lines (0.4); above it, rows have one (0.8)
APART = 1.25  # of the usual distance of two lines: what is further begins a row (14 points beside 10)
CLOSE = 0.85  # of the usual distance of two lines: a cell that goes on is set closer (9 points beside 14)


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line with its box in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def is_upright(self) -> bool:
        return self.right - self.left <= THIN < self.top - self.bottom


@dataclass(frozen=True, slots=True)
class _Frame:
    """What lies between the rules of one table: its strips from the top down, each with its lines."""

    left: float
    right: float
    heights: tuple[float, ...]
    strips: tuple[tuple[Line, ...], ...]
    cuts: tuple[float, ...]
    ruled: bool
    sparse: bool


def with_tables(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Line]:
    """The lines of a page, those of each table put together."""
    found: list[Line] = []
    rest = list(lines)
    flat, upright = _flat(rules), [rule for rule in rules if rule.is_upright]
    for left, right, heights in _groups(flat):
        inside = [line for line in rest if _within(line, left, right, heights[-1], heights[0])]
        for frame in _frames(inside, left, right, heights, upright):
            table = _table(frame, flat)
            found.append(table)
            taken = {id(line) for strip in frame.strips for line in strip}
            rest = [line for line in rest if id(line) not in taken]
    for open_table in _open_frames(rest):
        found.append(_table(open_table, ()))
        taken = {id(line) for line in open_table.strips[0]}
        rest = [line for line in rest if id(line) not in taken]
    return [*rest, *found]


def _within(line: Line, left: float, right: float, bottom: float, top: float) -> bool:
    in_width = line.left >= left - ALIGNED and line.right <= right + ALIGNED
    return in_width and bottom < (line.bottom + line.top) / 2 < top


def _flat(rules: Iterable[Rule]) -> list[Rule]:
    """The rules that lie flat, from the top down; those of cells beside each other are one."""
    found: list[Rule] = []
    flat = [rule for rule in rules if rule.top - rule.bottom <= THIN and rule.right - rule.left > THIN]
    for rule in sorted(flat, key=lambda rule: (-round(rule.middle), rule.left)):
        last = found[-1] if found else None
        if last and abs(last.middle - rule.middle) <= TOUCHING / 2 and rule.left <= last.right + TOUCHING:
            found[-1] = Rule(last.left, last.bottom, max(last.right, rule.right), last.top)
        else:
            found.append(rule)
    return sorted((one for one in found if one.right - one.left >= SHORTEST), key=lambda one: -one.middle)


def _groups(flat: Sequence[Rule]) -> Iterator[tuple[float, float, tuple[float, ...]]]:
    """Rules that begin and end together: their ends, and their heights from the top down. The widest come first."""
    groups: list[list[Rule]] = []
    for rule in flat:
        for group in groups:
            if abs(group[0].left - rule.left) <= ALIGNED and abs(group[0].right - rule.right) <= ALIGNED:
                group.append(rule)
                break
        else:
            groups.append([rule])
    for group in sorted(groups, key=lambda group: group[0].left - group[0].right):
        if len(group) > 1:
            left, right = min(one.left for one in group), max(one.right for one in group)
            yield left, right, tuple(one.middle for one in group)


def _frames(
    lines: Sequence[Line], left: float, right: float, heights: Sequence[float], upright: Sequence[Rule]
) -> Iterator[_Frame]:
    """The tables between rules of one width: strips below each other that are ruled upright or have columns."""
    run: list[tuple[float, float]] = []
    for top, bottom in [*pairwise(heights), (0.0, 0.0)]:
        strip = [line for line in lines if bottom < (line.bottom + line.top) / 2 < top]
        if strip and (_cuts(upright, left, right, bottom, top) or _has_columns(strip)):
            run.append((top, bottom))
        elif strip or not top:
            if frame := _frame(lines, left, right, run, upright):
                yield frame
            run = []


def _frame(
    lines: Sequence[Line], left: float, right: float, run: Sequence[tuple[float, float]], upright: Sequence[Rule]
) -> _Frame | None:
    if not run:
        return None
    cuts = _cuts(upright, left, right, run[-1][1], run[0][0])
    if not cuts and len(run) < 2:
        return None
    strips = tuple(
        tuple(line for line in lines if bottom < (line.bottom + line.top) / 2 < top) for top, bottom in run
    )
    body = [line for strip in strips[len(strips) > 1 :] for line in strip]
    found = cuts or _white(body)
    heights = (run[0][0], *(bottom for _, bottom in run))
    sparse = _fullness(_grid(body, found), len(found) + 1) < SPARSE
    return _Frame(left, right, heights, strips, tuple(found), bool(cuts), sparse) if found else None


def _open_frames(lines: Sequence[Line]) -> Iterator[_Frame]:
    """Tables without rules whose cells have several lines: three columns and more, in which cells begin together."""
    rows = by_height(lines)
    at = 0
    while at < len(rows):
        end, columns = _columns_from(rows, at)
        frame = _open_frame([line for row in rows[at:end] for line in row], columns) if end - at > 1 else None
        if frame:
            yield frame
        at = end if frame else at + 1


_Span = tuple[float, float]


def _columns_from(rows: Sequence[Sequence[Line]], at: int) -> tuple[int, list[_Span]]:
    """How far the columns that begin in a row go down the page, and from where to where each of them reaches."""
    columns = [(part.left, part.right) for line in rows[at] for part in _parts(line)]
    if len(columns) < FEWEST:
        return at + 1, columns
    for end in range(at + 1, len(rows)):
        gap = min(line.bottom for line in rows[end - 1]) - max(line.top for line in rows[end])
        wider = _wider(columns, rows[end])
        if wider is None or gap > FAR * max(line.height for line in rows[end]):
            return end, columns
        columns = wider
    return len(rows), columns


def _wider(columns: Sequence[_Span], row: Sequence[Line]) -> list[_Span] | None:
    """The columns with one more row; None where it does not fit into them."""
    found = list(columns)
    for line in row:
        whole = sum(_overlap((line.left, line.right), column) for column in found) < 2
        for part in (line,) if whole else _parts(line):
            span = (part.left, part.right)
            over = [column for column in found if _overlap(span, column)]
            if len(over) > 1:
                return None
            found = [column for column in found if column not in over]
            found.append(
                (min(span[0], *(one for one, _ in over)), max(span[1], *(one for _, one in over)))
                if over
                else span
            )
    return sorted(found)


def _overlap(one: _Span, other: _Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _open_frame(lines: Sequence[Line], columns: Sequence[_Span]) -> _Frame | None:
    cuts = tuple((left[1] + right[0]) / 2 for left, right in pairwise(columns))
    grid = _grid(lines, cuts)
    begins = [len(below.keys() - above.keys()) for above, below in pairwise(grid)]
    together = sum(count for count in begins if count > 1)
    if _fullness(grid, len(columns)) >= SPARSE or together < TOGETHER * max(1, sum(begins)):
        return None
    top, bottom = max(line.top for line in lines), min(line.bottom for line in lines)
    return _Frame(columns[0][0], columns[-1][1], (top, bottom), (tuple(lines),), cuts, ruled=False, sparse=True)


def _cuts(upright: Sequence[Rule], left: float, right: float, bottom: float, top: float) -> list[float]:
    """Where upright rules part what lies in a box: those that run along half of its height, in one piece or many."""
    along: dict[float, float] = {}
    for rule in upright:
        middle = (rule.left + rule.right) / 2
        length = min(rule.top, top) - max(rule.bottom, bottom)
        if length > 0 and left + ALIGNED < middle < right - ALIGNED:
            place = next((one for one in along if abs(one - middle) <= TOUCHING), middle)
            along[place] = along.get(place, 0.0) + length
    return sorted(place for place, length in along.items() if length >= (top - bottom) / 2)


def _has_columns(strip: Sequence[Line]) -> bool:
    """Whether what lies between two rules has columns that are not running text."""
    return _few_long(strip) and any(len(row) > 1 for row in by_height(strip))


def _few_long(lines: Sequence[Line]) -> bool:
    long = sum(max(len(part.text.strip()) for part in _parts(line)) >= LONG for line in lines)
    return long <= FEW_LONG * len(lines)


def _parts(line: Line) -> tuple[Line, ...]:
    return line.parts or (line,)


def _white(lines: Sequence[Line]) -> list[float]:
    """Where white space parts columns, in the rows that have more than one piece."""
    rows = [row for row in by_height(lines) if len(row) > 1]
    pieces = sorted((part for row in rows for line in row for part in _parts(line)), key=lambda line: line.left)
    none = [float("-inf")] * (int(OVERHANG * len(rows)) + 1)
    cuts, reach = [], none  # how far to the right the pieces reach that reach furthest
    for piece in pieces:
        if none[0] < reach[0] < piece.left - CLOSEST:
            cuts.append((reach[0] + piece.left) / 2)
            reach = none
        reach = sorted([*reach, piece.right])[1:]
    return cuts


def _table(frame: _Frame, flat: Sequence[Rule]) -> Table:
    rows = [row for number, strip in enumerate(frame.strips) for row in _rows(frame, number, strip, flat)]
    return Table("table", frame.left, frame.heights[-1], frame.right, frame.heights[0], rows=tuple(rows))


def _rows(frame: _Frame, number: int, strip: Sequence[Line], flat: Sequence[Rule]) -> Iterator[Row]:
    """The rows between two rules of the whole width; a rule below some of the columns parts rows too."""
    top, bottom = frame.heights[number], frame.heights[number + 1]
    inner = [rule for rule in flat if bottom + 1 < rule.middle < top - 1 and _parts_rows(rule, frame)]
    is_head = number == 0 and len(frame.strips) > 1
    for lines in _bands(strip, inner):
        grid = _grid(lines, frame.cuts)
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
        gap < line.height and line.top < other.top and _overlap((line.left, line.right), (other.left, other.right))
    )


def _parts_rows(rule: Rule, frame: _Frame) -> bool:
    """Whether a rule runs below more than one column of a table; below one, it may underline a word."""
    inside = rule.left >= frame.left - ALIGNED and rule.right <= frame.right + ALIGNED
    return inside and any(rule.left < cut < rule.right for cut in frame.cuts)


_Columns = dict[int, list[Line]]


def _grid(lines: Sequence[Line], cuts: Sequence[float]) -> list[_Columns]:
    return [_by_column(row, cuts) for row in by_height(lines)]


def _by_column(row: Sequence[Line], cuts: Sequence[float]) -> _Columns:
    found: _Columns = {}
    for line in row:
        for part in _parts(line) if any(line.left < cut < line.right for cut in cuts) else (line,):
            found.setdefault(sum(cut <= part.left + 1 for cut in cuts), []).append(part)
    return found


def _fullness(grid: Sequence[_Columns], columns: int) -> float:
    return sum(map(len, grid)) / (len(grid) * columns)


def _as_rows(grid: Sequence[_Columns], goes_on: Sequence[bool]) -> Iterator[Row]:
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


def _goes_on(grid: Sequence[_Columns], frame: _Frame, ruled: bool) -> list[bool]:
    """Whether each line of a table continues the cells of the one above; between rules, where no space parts them."""
    middles = [median((line.bottom + line.top) / 2 for lines in row.values() for line in lines) for row in grid]
    steps = [above - below for above, below in pairwise(middles)]
    usual = median(steps) if steps else 0.0
    if ruled:
        half = (len(frame.cuts) + 1) / 2
        return [
            False,
            *(step < APART * usual or len(below) < half for step, below in zip(steps, grid[1:], strict=True)),
        ]
    if frame.sparse:
        return [
            False,
            *(step < APART * usual and _may_go_on(*two) for step, two in zip(steps, pairwise(grid), strict=True)),
        ]
    widest = _right_edges(grid)
    found = [False]
    for (above, below), step in zip(pairwise(grid), steps, strict=True):
        room = {
            column: widest[column] if step < CLOSE * usual else _room(column, widest, frame) for column in below
        }
        found.append(
            below.keys() <= above.keys()
            and all(_continues(above[column][-1], below[column][0], room[column]) for column in below)
        )
    return found


def _is_one_row(grid: Sequence[_Columns], columns: int) -> bool:
    """Whether what lies between two rules is one row of cells with several lines."""
    return _fullness(grid, columns) < FULL and not any(_has_other_numbers(*two) for two in pairwise(grid))


def _may_go_on(above: _Columns, below: _Columns) -> bool:
    """Whether a line may continue the cells of the one above: hardly any cell begins in it, and no other number."""
    return len(below.keys() - above.keys()) < 2 and not _has_other_numbers(above, below)


def _has_other_numbers(above: _Columns, below: _Columns) -> bool:
    return any(_are_numbers(above[column][-1], lines[0]) for column, lines in below.items() if column in above)


def _right_edges(grid: Sequence[_Columns]) -> dict[int, float]:
    edges: dict[int, float] = {}
    for row in grid:
        for column, lines in row.items():
            edges[column] = max(edges.get(column, 0.0), lines[-1].right)
    return edges


def _room(column: int, widest: dict[int, float], frame: _Frame) -> float:
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
