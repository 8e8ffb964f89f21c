"""Tables on a page: found by their ruling lines, and by their cells where they have none.

A journal rules a table above, below its head and at its foot; a word processor rules every cell. So a table is what
lies between ruling lines of one width, where that is not running text. Its columns are parted by upright lines, or by
white space from its second line to its last.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewkit.extract.cells import SPARSE, Frame, few_long, fullness, in_grid, parts_of, table_of
from reviewkit.extract.columns import Line, by_height
from reviewkit.extract.open_tables import open_frames
from reviewkit.extract.rules import ALIGNED, Rule, flat_rules, grouped, upright_cuts, with_open_ends

MOST_RULES = 1000  # on a page with more they are a drawing; a table of 25 rows with every cell ruled has 350
CLOSEST = 3.0  # points of white space between two columns; the closest table tried has 5
OVERHANG = 0.05  # of the rows may reach into the white space between two columns


def with_tables(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Line]:
    """The lines of a page, those of each table put together."""
    found: list[Line] = []
    rest = list(lines)
    if len(rules) > MOST_RULES:
        rules = ()
    flat, upright = flat_rules(rules), [rule for rule in rules if rule.is_upright]
    for left, right, inner in grouped(flat):
        heights = with_open_ends(left, right, inner, upright)
        inside = [line for line in rest if _within(line, left, right, heights[-1], heights[0])]
        for frame in _frames(inside, left, right, heights, upright):
            table = table_of(frame, flat)
            found.append(table)
            taken = {id(line) for strip in frame.strips for line in strip}
            rest = [line for line in rest if id(line) not in taken]
    for open_table in open_frames(rest):
        found.append(table_of(open_table, ()))
        taken = {id(line) for line in open_table.strips[0]}
        rest = [line for line in rest if id(line) not in taken]
    return [*rest, *found]


def _within(line: Line, left: float, right: float, bottom: float, top: float) -> bool:
    in_width = line.left >= left - ALIGNED and line.right <= right + ALIGNED
    return in_width and bottom < (line.bottom + line.top) / 2 < top


def _frames(
    lines: Sequence[Line], left: float, right: float, heights: Sequence[float], upright: Sequence[Rule]
) -> Iterator[Frame]:
    """The tables between rules of one width: strips below each other that are ruled upright or have columns."""
    run: list[tuple[float, float]] = []
    for top, bottom in pairwise(heights):
        strip = [line for line in lines if bottom < (line.bottom + line.top) / 2 < top]
        if strip and (upright_cuts(upright, left, right, bottom, top) or _has_columns(strip)):
            run.append((top, bottom))
        elif strip:
            yield from _frame(lines, left, right, run, upright)
            run = []
    yield from _frame(lines, left, right, run, upright)


def _frame(
    lines: Sequence[Line], left: float, right: float, run: Sequence[tuple[float, float]], upright: Sequence[Rule]
) -> Iterator[Frame]:
    """The table that strips make, where it has columns; two strips at least where no upright rules part them."""
    if not run:
        return
    cuts = upright_cuts(upright, left, right, run[-1][1], run[0][0])
    if not cuts and len(run) < 2:
        return
    strips = tuple(
        tuple(line for line in lines if bottom < (line.bottom + line.top) / 2 < top) for top, bottom in run
    )
    body = [line for strip in strips[len(strips) > 1 :] for line in strip]
    found = cuts or _white(body)
    heights = (run[0][0], *(bottom for _, bottom in run))
    sparse = fullness(in_grid(body, found), len(found) + 1) < SPARSE
    if found:
        yield Frame(left, right, heights, strips, tuple(found), bool(cuts), sparse)


def _has_columns(strip: Sequence[Line]) -> bool:
    """Whether what lies between two rules has columns that are not running text."""
    return few_long(strip) and any(len(row) > 1 for row in _rows(strip))


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    return [[part for line in row for part in parts_of(line)] for row in by_height(lines)]


def _white(lines: Sequence[Line]) -> list[float]:
    """Where white space parts columns, in the rows that have more than one piece."""
    rows = [row for row in _rows(lines) if len(row) > 1]
    pieces = sorted((part for row in rows for part in row), key=lambda line: line.left)
    none = [float("-inf")] * (int(OVERHANG * len(rows)) + 1)
    cuts, reach = [], none  # how far to the right the pieces reach that reach furthest
    for piece in pieces:
        if none[0] < reach[0] < piece.left - CLOSEST:
            cuts.append((reach[0] + piece.left) / 2)
            reach = none
        reach = sorted([*reach, piece.right])[1:]
    return cuts
