"""The frame of figures with rows and columns: names at the left and on top, the studies of each at the right and below.

Heads of columns are level where every one of them has room, else they are written upwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewkit import fonts
from reviewkit.charting_counts import Category, Cross
from reviewkit.locales import Labels
from reviewkit.render.figures.counted import Counted, heading, is_answer, lines_of, named, shown
from reviewkit.render.figures.drawing import Anchor, Point, Shape, Text
from reviewkit.render.figures.layout import MARGIN, SIZE, Piece, TextLine, check_letters, wrapped

NAMES = 230.0  # the widest column of names
LEVEL = 116.0  # how wide a column may be made so that its head is level
MOST_LINES = 4  # of a level head
MOST_WIDENED = 8  # columns that are made wider so that their heads are level
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
    names = [wrapped(TextLine(named(one, words)), NAMES) for one in table.rows]
    down = shown(figure.rows.title(words))
    left = MARGIN + max([_widest(lines) for lines in names] + [min(fonts.width(down, SIZE, True), NAMES)]) + 10
    heads = _heads(table, words, widths)
    columns = _lanes(left, heads.sizes, table.columns)
    total = Lane(columns[-1].end + 12, max(40.0, fonts.width(words.number(figure.studies), SIZE, True)))
    shapes, y = heading(figure, (), total.end + MARGIN)
    across, y = _axis_title(shown(figure.across.title(words)), left, y, max(total.end - left, NAMES))
    foot = y + heads.height + 4
    tall = [
        max(_SMALLEST_ROW, height, len(lines) * _LEADING + 8) for lines, height in zip(names, heights, strict=True)
    ]
    rows = _lanes(foot + _UNDER_HEADS, tall, table.rows)
    under = rows[-1].end + 20
    shapes += [*across, *heads.drawn(columns, foot), *_at_foot(down, MARGIN, foot - 4, left - MARGIN - 10)]
    for category, lane in zip(table.rows, rows, strict=True):
        shapes += lines_of(named(category, words), left - 8, lane.middle, NAMES, Anchor.END)
    shapes += _totals(figure, table, words, rows, columns, (total.middle, foot - 4), (left - 8, under))
    right = max(total.end, *(text.x + fonts.width(text.text, SIZE, True) for text in across))
    return Frame(rows, columns, tuple(shapes), right, under)


def _totals(
    figure: Counted,
    table: Cross,
    words: Labels,
    rows: Sequence[Lane],
    columns: Sequence[Lane],
    head: Point,
    foot: Point,
) -> Iterator[Text]:
    """How many studies are in each row, in a column below `head`, and in each column, in a row beside `foot`."""
    (right, _), (_, under) = head, foot
    yield Text(words.text("figures.total"), *head, bold=True, anchor=Anchor.MIDDLE)
    yield Text(words.text("figures.total"), *foot, bold=True, anchor=Anchor.END)
    for category, lane in zip(table.rows, rows, strict=True):
        yield Text(words.number(category.n), right, lane.middle + 4.5, anchor=Anchor.MIDDLE)
    for category, lane in zip(table.columns, columns, strict=True):
        yield Text(words.number(category.n), lane.middle, under, anchor=Anchor.MIDDLE)
    yield Text(words.number(figure.studies), right, under, bold=True, anchor=Anchor.MIDDLE)


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


@dataclass(frozen=True, slots=True)
class _Heads:
    """The heads of columns in lines, level or upwards, and how wide the columns are with them."""

    pieces: tuple[tuple[Piece, ...], ...]
    is_level: bool
    sizes: tuple[float, ...]

    @property
    def height(self) -> float:
        return max(len(lines) * _LEADING if self.is_level else _widest(lines) for lines in self.pieces)

    def drawn(self, columns: Sequence[Lane], foot: float) -> Iterator[Text]:
        """The heads, each in the middle of its column, down to the foot."""
        for lines, lane in zip(self.pieces, columns, strict=True):
            before = (len(lines) - 1) * _LEADING
            for place, piece in enumerate(lines):
                if self.is_level:
                    yield Text(
                        piece.text,
                        lane.middle,
                        foot - 4 - before + place * _LEADING,
                        anchor=Anchor.MIDDLE,
                        joint=piece.joint,
                    )
                else:
                    yield Text(
                        piece.text,
                        lane.middle - before / 2 + 4.5 + place * _LEADING,
                        foot,
                        angle=-90,
                        joint=piece.joint,
                    )


def _heads(table: Cross, words: Labels, widths: Sequence[float]) -> _Heads:
    """The heads of columns that are at least so wide, and have room for the number of their studies."""
    names = [named(one, words) for one in table.columns]
    needed = [
        max(width, fonts.width(words.number(one.n), SIZE) + 8)
        for one, width in zip(table.columns, widths, strict=True)
    ]
    if levels := _level(names, needed):
        widest = max(_widest(lines) + 8 for lines in levels)
        return _Heads(levels, True, (max(widest, *needed),) * len(names))
    upwards = tuple(wrapped(TextLine(name), UPWARDS) for name in names)
    sizes = (max(width, len(lines) * _LEADING + 4) for lines, width in zip(upwards, needed, strict=True))
    return _Heads(upwards, False, tuple(sizes))


def _level(names: Sequence[str], widths: Sequence[float]) -> tuple[tuple[Piece, ...], ...]:
    """The names in level lines, none of which cuts a word; nothing where one of them has no room."""
    found = []
    for name, width in zip(names, widths, strict=True):
        lines = wrapped(TextLine(name), max(LEVEL, width) - 8)
        if len(lines) > MOST_LINES or " ".join(piece.text for piece in lines) != name:
            return ()
        found.append(lines)
    fits_as_it_is = all(_widest(lines) <= min(widths) - 4 for lines in found)
    return tuple(found) if len(names) <= MOST_WIDENED or fits_as_it_is else ()


def _axis_title(text: str, x: float, y: float, room: float) -> tuple[list[Text], float]:
    pieces = wrapped(TextLine(text, bold=True), room)
    lines = [
        Text(piece.text, x, y + 12 + place * _LEADING, bold=True, joint=piece.joint)
        for place, piece in enumerate(pieces)
    ]
    return lines, y + len(pieces) * _LEADING + 4


def _at_foot(text: str, x: float, foot: float, room: float) -> list[Text]:
    """The name of the rows, above them at the left; its last line is level with the heads."""
    pieces = wrapped(TextLine(text, bold=True), room)
    first = foot - (len(pieces) - 1) * _LEADING
    return [
        Text(piece.text, x, first + place * _LEADING, bold=True, joint=piece.joint)
        for place, piece in enumerate(pieces)
    ]
