"""The flow diagram as SVG and PNG: the grid measured with real letter widths, then drawn.

The same flow gives the same bytes. Text stays text; the title and the description hold every number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from reviewkit import fonts
from reviewkit.render.flow_grid import Cell, Grid, Line
from reviewkit.render.svg_text import as_png, attribute, check_letters, number

SIZE, LEADING, PADDING = 13.0, 17.0, 10.0
BOX_WIDTH, COLUMN_GAP, ROW_GAP, MARGIN, BAR = 270.0, 44.0, 30.0, 16.0, 26.0
INDENT, HANG = 12.0, 10.0
INK, FRAME, BAR_FILL, DRAFT_INK = "#1a1a1a", "#5a5a5a", "#dbe6f1", "#b00020"


@dataclass(frozen=True, slots=True)
class Piece:
    """One printed line: its text, and how far it stands in (px)."""

    text: str
    bold: bool = False
    inset: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A box with its place on the page (px) and its wrapped lines."""

    cell: Cell
    x: float
    y: float
    height: float
    lines: tuple[Piece, ...]

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def centre(self) -> float:
        return self.x + BOX_WIDTH / 2


def svg(grid: Grid) -> str:
    """The diagram as an SVG text. Raises ReviewkitError for letters that the font lacks."""
    for cell in grid.cells:
        for line in cell.lines:
            check_letters(line.text)
    boxes, tops, heights, width = _placed(grid)
    bottom = tops[-1] + heights[-1]
    notes = [part for note in grid.notes for part in wrapped(Line(note), width - 2 * MARGIN, SIZE - 2)]
    height = bottom + MARGIN + (len(notes) * (LEADING - 2) + 8 if notes else 0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{number(height)}" '
        f'viewBox="0 0 {number(width)} {number(height)}" role="img" aria-labelledby="flow-title flow-desc" '
        f'font-family={attribute(fonts.FAMILY)} font-size="{number(SIZE)}" fill="{INK}">',
        f'<title id="flow-title">{escape(grid.title, quote=False)}</title>',
        f'<desc id="flow-desc">{escape(grid.description, quote=False)}</desc>',
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0,0.5 L7.5,4 L0,7.5 Z" fill="{FRAME}"/></marker></defs>',
        f'<rect width="{number(width)}" height="{number(height)}" fill="#ffffff"/>',
    ]
    if grid.draft:
        parts.append(
            f'<text x="{number(width - MARGIN)}" y="{number(MARGIN + 2)}" text-anchor="end" font-weight="bold" '
            f'fill="{DRAFT_INK}">{escape(grid.draft)}</text>'
        )
    parts += _phase_bars(grid.phases, tops, heights)
    parts += [_arrow(boxes[start], boxes[end]) for start, end in grid.arrows]
    parts += [_box(drawn) for drawn in boxes.values()]
    for place, note in enumerate(notes):
        y = bottom + MARGIN + 8 + place * (LEADING - 2)
        parts.append(
            f'<text x="{number(MARGIN)}" y="{number(y)}" font-size="{number(SIZE - 2)}">{escape(note.text)}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def png(grid: Grid, dpi: int = 300) -> bytes:
    """The diagram as a PNG."""
    return as_png(svg(grid), dpi)


def wrapped(line: Line, width: float, size: float = SIZE) -> tuple[Piece, ...]:
    """The line cut between words so that no piece is wider than `width` px; a word that is too long is cut as well."""
    pieces: list[Piece] = []
    waiting = line.text.split(" ")
    while waiting:
        inset = (INDENT + (HANG if pieces else 0)) if line.indent else 0.0
        fitting = _fitting(waiting, width - inset, size, line.bold)
        if fitting:
            pieces.append(Piece(" ".join(waiting[:fitting]), line.bold, inset))
            del waiting[:fitting]
        else:
            word = waiting[0]
            cut = max(1, _fitting(list(word), width - inset, size, line.bold, ""))
            pieces.append(Piece(word[:cut], line.bold, inset))
            waiting[0] = word[cut:]
    return tuple(pieces)


def _fitting(parts: Sequence[str], room: float, size: float, bold: bool, joint: str = " ") -> int:
    """How many of the parts fit beside each other."""
    count = 0
    while count < len(parts) and fonts.width(joint.join(parts[: count + 1]), size, bold) <= room:
        count += 1
    return count


def _placed(grid: Grid) -> tuple[dict[str, Drawn], list[float], list[float], float]:
    """Every box at its place, the top and height of each row, and the width of the page."""
    lines = {
        cell.id: tuple(piece for line in cell.lines for piece in wrapped(line, BOX_WIDTH - 2 * PADDING))
        for cell in grid.cells
    }
    height_of = {box: len(pieces) * LEADING + 2 * PADDING - 4 for box, pieces in lines.items()}
    heights = [
        max((height_of[cell.id] for cell in grid.cells if cell.row == row), default=0.0)
        for row in range(len(grid.phases))
    ]
    top, tops = MARGIN + (22 if grid.draft else 0), []
    for height in heights:
        tops.append(top)
        top += height + ROW_GAP
    columns = sorted({cell.column for cell in grid.cells})
    left = {column: MARGIN + BAR + 14 + place * (BOX_WIDTH + COLUMN_GAP) for place, column in enumerate(columns)}
    boxes = {
        cell.id: Drawn(cell, left[cell.column], tops[cell.row], height_of[cell.id], lines[cell.id])
        for cell in grid.cells
    }
    return boxes, tops, heights, left[columns[-1]] + BOX_WIDTH + MARGIN


def _phase_bars(phases: Sequence[str], tops: list[float], heights: list[float]) -> list[str]:
    """The bars at the left, one for each run of rows of the same phase, lettered from below."""
    parts, first = [], 0
    for row in range(1, len(phases) + 1):
        if row < len(phases) and phases[row] == phases[first]:
            continue
        top, bottom = tops[first], tops[row - 1] + heights[row - 1]
        label, size = phases[first], SIZE
        while fonts.width(label, size, True) > bottom - top - 6 and size > 7:
            size -= 0.5
        x, y = MARGIN + BAR / 2 + size * 0.35, (top + bottom) / 2
        parts.append(
            f'<rect x="{number(MARGIN)}" y="{number(top)}" width="{number(BAR)}" height="{number(bottom - top)}" '
            f'rx="4" fill="{BAR_FILL}"/>'
            f'<text transform="translate({number(x)} {number(y)}) rotate(-90)" text-anchor="middle" '
            f'font-weight="bold" font-size="{number(size)}">{escape(label)}</text>'
        )
        first = row
    return parts


def _box(drawn: Drawn) -> str:
    rows = [
        f'<tspan x="{number(drawn.x + PADDING + line.inset)}" '
        f'y="{number(drawn.y + PADDING + SIZE - 2 + place * LEADING)}"'
        f"{' font-weight=' + attribute('bold') if line.bold else ''}>{escape(line.text)}</tspan>"
        for place, line in enumerate(drawn.lines)
    ]
    return (
        f"<g id={attribute('box-' + drawn.cell.id)}>"
        f'<rect x="{number(drawn.x)}" y="{number(drawn.y)}" '
        f'width="{number(BOX_WIDTH)}" height="{number(drawn.height)}" '
        f'fill="#ffffff" stroke="{FRAME}" stroke-width="1.2"/><text>{"".join(rows)}</text></g>'
    )


def _arrow(start: Drawn, end: Drawn) -> str:
    """Straight down, straight across, or down and then across where the columns differ."""
    if start.cell.column == end.cell.column:
        points = [(start.centre, start.bottom), (end.centre, end.y)]
    elif start.cell.row == end.cell.row:
        y = min(start.middle, end.bottom - 8, start.bottom - 8)
        points = [(start.x + BOX_WIDTH, y), (end.x, y)]
    elif end.cell.row == start.cell.row + 1:
        y = end.y - ROW_GAP / 2
        points = [(start.centre, start.bottom), (start.centre, y), (end.centre, y), (end.centre, end.y)]
    else:
        side = end.x + BOX_WIDTH if start.x > end.x else end.x
        points = [(start.centre, start.bottom), (start.centre, end.middle), (side, end.middle)]
    path = " ".join(f"{'M' if place == 0 else 'L'}{number(x)},{number(y)}" for place, (x, y) in enumerate(points))
    return f'<path d="{path}" fill="none" stroke="{FRAME}" stroke-width="1.2" marker-end="url(#arrow)"/>'
