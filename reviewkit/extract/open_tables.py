"""Tables without ruling lines: three columns and more of cells with several lines, which begin together."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewkit.extract.cells import (
    APART,
    SPARSE,
    Columns,
    Frame,
    few_long,
    fullness,
    in_grid,
    may_go_on,
    overlap,
    parts_of,
    steps_of,
)
from reviewkit.extract.columns import Line, by_height

FEWEST = 3  # columns of a table without rules: two columns may be running text
FEWEST_ROWS = 2  # that stand apart, and lines that go on: one of each may be a heading
FAR = 3.0  # of the height of a line: no table has so much white space between two rows
TOGETHER = 0.6  # of the cells of a table without rules begin in a line with others

_MARK = re.compile(r"\W*|[\[(]?\w{1,3}[.)\]]")  # a bullet, or "1." and "a)"

_Span = tuple[float, float]


def open_frames(lines: Sequence[Line]) -> Iterator[Frame]:
    """Tables without rules whose cells have several lines: three columns and more, in which cells begin together."""
    rows = by_height(lines)
    at = 0
    while at < len(rows):
        end, columns = _columns_from(rows, at)
        inside = [line for row in rows[at:end] for line in row]
        cuts = tuple((left[1] + right[0]) / 2 for left, right in pairwise(columns))
        grid = _without_marks(in_grid(inside, cuts))
        if _is_table(grid, inside):
            top, bottom = max(line.top for line in inside), min(line.bottom for line in inside)
            yield Frame(columns[0][0], columns[-1][1], (top, bottom), (tuple(inside),), cuts, False, True)
            at = end
        else:
            at = at + 1 if _is_sparse(grid) else max(end, at + 1)


def _is_table(grid: Sequence[Columns], lines: Sequence[Line]) -> bool:
    if len(_used(grid)) < FEWEST:
        return False
    return (_is_sparse(grid) and _begin_together(grid)) or (few_long(lines) and _stand_apart(grid))


def _used(grid: Sequence[Columns]) -> set[int]:
    return {column for row in grid for column in row}


def _is_sparse(grid: Sequence[Columns]) -> bool:
    return bool(grid) and fullness(grid, len(_used(grid))) < SPARSE


def _columns_from(rows: Sequence[Sequence[Line]], at: int) -> tuple[int, list[_Span]]:
    """How far the columns that begin in a row go down the page, and from where to where each of them reaches."""
    firm = [(part.left, part.right) for line in rows[at] for part in parts_of(line)]
    if len(firm) < FEWEST:
        return at + 1, firm
    loose: list[_Span] = []  # columns without a place in the first row; a wide blank in a cell may look like that
    for end in range(at + 1, len(rows)):
        gap = min(line.bottom for line in rows[end - 1]) - max(line.top for line in rows[end])
        wider = _wider(firm, loose, rows[end])
        if wider is None or gap > FAR * max(line.height for line in rows[end]):
            return end, sorted([*firm, *loose])
        firm, loose = wider
    return len(rows), sorted([*firm, *loose])


def _wider(
    firm: Sequence[_Span], loose: Sequence[_Span], row: Sequence[Line]
) -> tuple[list[_Span], list[_Span]] | None:
    """The columns with one more row; None where it runs over several of the first row."""
    sure, unsure = list(firm), list(loose)
    for line in row:
        whole = sum(overlap((line.left, line.right), column) for column in sure) < 2
        for part in (line,) if whole else parts_of(line):
            span = (part.left, part.right)
            over = [column for column in sure if overlap(span, column)]
            if len(over) > 1:
                return None
            joins = [column for column in unsure if overlap(span, column)]
            both = [span, *over, *joins]
            wide = (min(one for one, _ in both), max(one for _, one in both))
            unsure = [column for column in unsure if column not in joins]
            if over:
                sure = [wide if column in over else column for column in sure]
            else:
                unsure.append(wide)
    return sure, unsure


def _without_marks(grid: Sequence[Columns]) -> list[Columns]:
    """A table without what stands before the entries of a list; lists may stand in columns of running text."""
    marks = _used(grid)
    for row in grid:
        marks -= {column for column, lines in row.items() if not _MARK.fullmatch(lines[0].text.strip())}
    rows = [{column: lines for column, lines in row.items() if column not in marks} for row in grid]
    return [row for row in rows if row]


def _begin_together(grid: Sequence[Columns]) -> bool:
    """Whether most cells that begin below empty places begin beside others."""
    begins = [len(below.keys() - above.keys()) for above, below in pairwise(grid)]
    together = sum(count for count in begins if count > 1)
    return together > 0 and together >= TOGETHER * sum(begins)


def _stand_apart(grid: Sequence[Columns]) -> bool:
    """Whether white space parts rows whose cells go on in closer lines, where no other cell begins."""
    steps = steps_of(grid)
    apart = [step >= APART * min(steps) for step in steps]
    close = [two for two, is_apart in zip(pairwise(grid), apart, strict=True) if not is_apart]
    goes_on = all(below.keys() <= above.keys() and may_go_on(above, below) for above, below in close)
    return goes_on and min(len(close), sum(apart)) >= FEWEST_ROWS
