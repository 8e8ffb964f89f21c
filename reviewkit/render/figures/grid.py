"""The frame of figures with rows and columns: names at the left and on top, the studies of each at the right and below.

Heads of columns are level where every one of them has room, else they are written upwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit import fonts
from reviewkit.charting_counts import Category, Cross
from reviewkit.locales import Labels
from reviewkit.render.figures.counted import Counted, heading, is_answer, lines_of, named, shown
from reviewkit.render.figures.drawing import Anchor, Shape, Text
from reviewkit.render.figures.layout import MARGIN, SIZE, Piece, TextLine, check_letters, wrapped

NAMES = 230.0  # the widest column of names
LEVEL = 116.0  # how wide a column may be made so that its head is level
MOST_LINES = 4  # of a level head
UPWARDS = 230.0  # the longest head that is written upwards
BREAK = 10.0  # before the studies without an answer
_LEADING = 17.0
_SMALLEST_ROW = 26.0
_UNDER_HEADS = 8.0


@dataclass(frozen=True, slots=True)
class Lane:
    """A row or a column: where it begins and how wide it is (px)."""

    start: float
    size: float

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.size

    @property
    def middle(self) -> float:
        """Its middle."""
        return self.start + self.size / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """The rows and columns of a figure on the page, and what is printed around them."""

    rows: tuple[Lane, ...]
    columns: tuple[Lane, ...]
    shapes: tuple[Shape, ...]
    right: float
    bottom: float


def framed(
    figure: Counted, table: Cross, words: Labels, widths: Sequence[float], heights: Sequence[float]
) -> Frame:
    """The frame around cells that are at least as wide and high as this.

    Raises ReviewkitError for letters that the font lacks.
    """
    check_letters(figure.title(words))
    rows = [wrapped(TextLine(named(one, words)), NAMES) for one in table.rows]
    heads = [named(one, words) for one in table.columns]
    across, down = (shown(axis.title(words)) for axis in (figure.across, figure.rows))
    levels = _level(heads, widths)
    pieces = levels or [wrapped(TextLine(head), UPWARDS) for head in heads]
    sizes = [_column(lines, width, bool(levels)) for lines, width in zip(pieces, widths, strict=True)]
    sizes = [max(sizes)] * len(sizes) if levels else sizes
    names = max([_widest(lines) for lines in rows] + [min(fonts.width(down, SIZE, True), NAMES)])
    left = MARGIN + names + 10
    columns = _lanes(left, sizes, table.columns)
    total = Lane(columns[-1].end + 12, 40.0)
    shapes, y = heading(figure, (), total.end + MARGIN)
    deep = max(len(lines) * _LEADING if levels else _widest(lines) for lines in pieces)
    printed, y = _axis_title(across, left, y, max(total.end - left, NAMES))
    shapes += printed
    foot = y + deep + 4
    for lines, lane in zip(pieces, columns, strict=True):
        shapes += _level_head(lines, lane, foot) if levels else _upward_head(lines, lane, foot)
    shapes.append(_bold(words.text("figures.total"), total.middle, foot - 4))
    shapes += _at_foot(down, MARGIN, foot - 4, names)
    tall = [
        max(_SMALLEST_ROW, height, len(lines) * _LEADING + 8) for lines, height in zip(rows, heights, strict=True)
    ]
    lanes = _lanes(foot + _UNDER_HEADS, tall, table.rows)
    for category, lane in zip(table.rows, lanes, strict=True):
        shapes += lines_of(named(category, words), left - 8, lane.middle, NAMES, Anchor.END)
        shapes.append(_number(category.n, total.middle, lane.middle + 4.5, words))
    under = lanes[-1].end + 20
    shapes.append(_bold(words.text("figures.total"), left - 8, under, Anchor.END))
    for category, lane in zip(table.columns, columns, strict=True):
        shapes.append(_number(category.n, lane.middle, under, words))
    shapes.append(_bold(words.number(figure.studies), total.middle, under))
    right = max(total.end, *(text.x + fonts.width(text.text, SIZE, True) for text in printed))
    return Frame(lanes, columns, tuple(shapes), right, under)


def described(table: Cross, words: Labels) -> str:
    """Every number in one text; combinations without a study are left out, and the text says so."""
    columns = [named(one, words) for one in table.columns]
    sentences = []
    for row, cells in zip(table.rows, table.cells, strict=True):
        parts = [f"{name} {len(cell)}" for name, cell in zip(columns, cells, strict=True) if cell]
        sentences.append(f"{named(row, words)} {words.count(row.n)}: {', '.join(parts) or 0}.")
    heads = "; ".join(f"{name} {words.count(one.n)}" for name, one in zip(columns, table.columns, strict=True))
    return " ".join([*sentences, f"{heads}.", words.text("figures.others")])


def _lanes(start: float, sizes: Sequence[float], categories: Sequence[Category]) -> tuple[Lane, ...]:
    """One beside the other, with a break before the first that is no answer."""
    found: list[Lane] = []
    for place, (size, category) in enumerate(zip(sizes, categories, strict=True)):
        if place and not is_answer(category) and is_answer(categories[place - 1]):
            start += BREAK
        found.append(Lane(start, size))
        start += size
    return tuple(found)


def _widest(lines: Sequence[Piece]) -> float:
    return max((fonts.width(piece.text, SIZE) for piece in lines), default=0.0)


def _level(heads: Sequence[str], widths: Sequence[float]) -> list[tuple[Piece, ...]]:
    """The heads in level lines, none of which cuts a word; nothing where one of them has no room."""
    found = []
    for head, width in zip(heads, widths, strict=True):
        lines = wrapped(TextLine(head), max(LEVEL, width) - 8)
        if len(lines) > MOST_LINES or " ".join(piece.text for piece in lines) != head:
            return []
        found.append(lines)
    return found if len(heads) <= 8 or all(_widest(lines) <= min(widths) - 4 for lines in found) else []


def _column(lines: Sequence[Piece], width: float, is_level: bool) -> float:
    """How wide a column is with this head."""
    return max(width, _widest(lines) + 8 if is_level else len(lines) * _LEADING + 4)


def _level_head(lines: Sequence[Piece], lane: Lane, foot: float) -> list[Text]:
    first = foot - 4 - (len(lines) - 1) * _LEADING
    return [
        Text(piece.text, lane.middle, first + place * _LEADING, anchor=Anchor.MIDDLE)
        for place, piece in enumerate(lines)
    ]


def _upward_head(lines: Sequence[Piece], lane: Lane, foot: float) -> list[Text]:
    first = lane.middle - (len(lines) - 1) * _LEADING / 2 + 4.5
    return [Text(piece.text, first + place * _LEADING, foot, angle=-90) for place, piece in enumerate(lines)]


def _axis_title(text: str, x: float, y: float, room: float) -> tuple[list[Text], float]:
    pieces = wrapped(TextLine(text, bold=True), room)
    lines = [Text(piece.text, x, y + 12 + place * _LEADING, bold=True) for place, piece in enumerate(pieces)]
    return lines, y + len(pieces) * _LEADING + 4


def _at_foot(text: str, x: float, foot: float, room: float) -> list[Text]:
    """The name of the rows, above them at the left; its last line is level with the heads."""
    pieces = wrapped(TextLine(text, bold=True), room)
    first = foot - (len(pieces) - 1) * _LEADING
    return [Text(piece.text, x, first + place * _LEADING, bold=True) for place, piece in enumerate(pieces)]


def _bold(text: str, x: float, y: float, anchor: Anchor = Anchor.MIDDLE) -> Text:
    return Text(text, x, y, bold=True, anchor=anchor)


def _number(n: int, x: float, y: float, words: Labels) -> Text:
    return Text(words.number(n), x, y, anchor=Anchor.MIDDLE)
