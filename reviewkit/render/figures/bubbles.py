"""How many studies have each pair of answers: a circle for each pair, its area as large as its number.

A third field splits each cell: a circle for each of its answers, with the letter of that answer and the number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from reviewkit import fonts
from reviewkit.charting_counts import Category, Cross, crossed
from reviewkit.errors import ReviewkitError
from reviewkit.locales import Labels
from reviewkit.render.figures.counted import (
    LETTERS,
    Counted,
    finished,
    is_answer,
    named,
)
from reviewkit.render.figures.drawing import Anchor, Dot, Drawing, Rectangle, Shape, Text
from reviewkit.render.figures.grid import Lane, described, framed
from reviewkit.render.figures.layout import MARGIN, SMALL, TextLine, wrapped
from reviewkit.themes import Theme, ink_on, mixed
from reviewkit.words import message

LARGEST = 27.0  # radius of the largest circle, px
LARGEST_OF_SEVERAL = 15.0
LINE = 0.8  # thickness of the frame of a cell
_FAINT = 0.45  # of the colour of frames, in that of a cell: the circles are what is to be seen
AROUND = 5.0  # free room in a cell
_BESIDE = 3.0  # between a circle and the number beside it
_LEADING = 17.0


def radius(n: int, most: int, largest: float) -> float:
    """The radius of a circle whose area is to that of the largest as n to the most."""
    return largest * sqrt(n / most) if most else 0.0


def bubble_drawing(figure: Counted, words: Labels) -> Drawing:
    """The figure of two fields, or three. Raises ReviewkitError for letters that the font lacks, and for a third field
    with more answers than colours."""
    table = crossed(figure.rows.categories, figure.across.categories)
    cells = _split(figure, table, words) if figure.colours else _whole(figure.theme, table, words)
    room = _Room.of(cells, is_split=figure.colours is not None)
    heights = [max(cell.height for cell in row) for row in cells]
    tall = heights if figure.colours else [max(heights)] * len(heights)
    frame = framed(figure, table, words, [room.width] * len(table.columns), tall)
    paper, line = figure.theme.paper, mixed(figure.theme.paper, figure.theme.frame, _FAINT)
    shapes: list[Shape] = list(frame.shapes)
    for row, top in zip(cells, frame.rows, strict=True):
        for cell, left in zip(row, frame.columns, strict=True):
            shapes.append(Rectangle(left.start, top.start, left.size, top.size, paper, line, LINE))
            shapes += cell.drawn(room.line_in(left), top)
    y = frame.bottom
    said = described(table, words)
    if figure.colours:
        legend, y = _legend(figure, words, y)
        shapes += legend
        said = f"{said} {_described_split(figure, table, words)}"
    noted = replace(figure, notes=(words.text("figures.area"), *figure.notes))
    return finished("bubbles", noted, words, said, shapes, frame.right, y)


@dataclass(frozen=True, slots=True)
class _Bubble:
    """A circle with its words, which are in it where they have room, else beside it."""

    size: float  # radius
    ink: str
    words: str

    @property
    def _wide(self) -> float:
        return fonts.width(self.words, SMALL)

    @property
    def is_inside(self) -> bool:
        return self._wide <= self.size * 1.6

    @property
    def reach(self) -> float:
        """How far it goes to the right of its middle, with what is beside it."""
        return self.size + (0.0 if self.is_inside else _BESIDE + self._wide)

    @property
    def height(self) -> float:
        return max(self.size * 2, SMALL + 2)

    def drawn(self, x: float, y: float) -> Iterator[Shape]:
        """The circle around a point, with its words."""
        yield Dot(x, y, self.size, self.ink)
        if self.is_inside:
            yield Text(self.words, x, y + 4, size=SMALL, ink=ink_on(self.ink), anchor=Anchor.MIDDLE)
        else:
            yield Text(self.words, x + self.size + _BESIDE, y + 4, size=SMALL)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The circles of a cell, one below the other."""

    bubbles: tuple[_Bubble, ...]

    @property
    def height(self) -> float:
        return sum(one.height + 3 for one in self.bubbles) - 3 + 2 * AROUND if self.bubbles else 0.0

    def drawn(self, x: float, top: Lane) -> Iterator[Shape]:
        """The circles with their middles on an upright line."""
        y = top.middle - self.height / 2 + AROUND
        for one in self.bubbles:
            yield from one.drawn(x, y + one.height / 2)
            y += one.height + 3


@dataclass(frozen=True, slots=True)
class _Room:
    """How far circles and what is beside them go to both sides of the line on which they are."""

    left: float
    right: float

    @classmethod
    def of(cls, cells: Sequence[Sequence[_Cell]], is_split: bool) -> "_Room":
        """The room of all cells; a circle that is alone in its cell is in the middle of it."""
        bubbles = [bubble for row in cells for cell in row for bubble in cell.bubbles]
        right = max((one.reach for one in bubbles), default=0.0)
        return cls(max((one.size for one in bubbles), default=0.0) if is_split else right, right)

    @property
    def width(self) -> float:
        return self.left + self.right + 2 * AROUND

    def line_in(self, lane: Lane) -> float:
        """Where the line is in a column."""
        return lane.middle + (self.left - self.right) / 2


def _whole(theme: Theme, table: Cross, words: Labels) -> list[list[_Cell]]:
    """A circle for each cell that has a study."""
    most = max((len(cell) for row in table.cells for cell in row), default=0)
    return [
        [
            _Cell((_bubble(len(cell), most, _ink_of(row, column, theme), words),) if cell else ())
            for column, cell in zip(table.columns, cells, strict=True)
        ]
        for row, cells in zip(table.rows, table.cells, strict=True)
    ]


def _ink_of(row: Category, column: Category, theme: Theme) -> str:
    return theme.mark if is_answer(row) and is_answer(column) else theme.quiet


def _bubble(n: int, most: int, ink: str, words: Labels) -> _Bubble:
    return _Bubble(radius(n, most, LARGEST), ink, words.number(n))


def _split(figure: Counted, table: Cross, words: Labels) -> list[list[_Cell]]:
    """In each cell a circle for each answer in the third field that a study of the cell has."""
    parts = colours(figure)
    counts = [[_shared(cell, parts) for cell in row] for row in table.cells]
    most = max((n for row in counts for cell in row for n in cell), default=0)
    return [
        [
            _Cell(
                tuple(
                    _Bubble(
                        radius(n, most, LARGEST_OF_SEVERAL),
                        _colour_of(place, parts[place], figure.theme),
                        f"{LETTERS[place]} {words.number(n)}",
                    )
                    for place, n in enumerate(cell)
                    if n
                )
            )
            for cell in row
        ]
        for row in counts
    ]


def _colour_of(place: int, part: Category, theme: Theme) -> str:
    """The colour of the category at a place of the third field."""
    return theme.colours[place] if is_answer(part) else theme.quiet


def colours(figure: Counted) -> tuple[Category, ...]:
    """The categories of the third field that have a study, each of which has a colour and a letter.

    Raises ReviewkitError where there are too many.
    """
    found = figure.colours.with_studies if figure.colours else ()
    answers, most = sum(map(is_answer, found)), len(figure.theme.colours)
    if figure.colours and answers > most:
        raise ReviewkitError(
            message(
                "{field} has {n} different answers, and at most {most} can be told apart by their colours. Choose "
                "another field for the colours",
                field=figure.colours.id,
                n=answers,
                most=most,
            )
        )
    return found


def _shared(cell: Sequence[str], parts: Sequence[Category]) -> list[int]:
    """How many of these studies are in each category."""
    return [sum(study in members for study in cell) for members in (frozenset(part.studies) for part in parts)]


def _legend(figure: Counted, words: Labels, y: float) -> tuple[list[Shape], float]:
    """What the letters and colours mean, below the figure; and where it ends."""
    assert figure.colours is not None
    shapes: list[Shape] = []
    y += 34
    for piece in wrapped(TextLine(figure.colours.title(words), bold=True), 380):
        shapes.append(Text(piece.text, MARGIN, y, bold=True, joint=piece.joint))
        y += _LEADING + 3
    for place, part in enumerate(colours(figure)):
        shapes.append(Dot(MARGIN + 7, y - 4.5, 7, _colour_of(place, part, figure.theme)))
        shapes.append(Text(LETTERS[place], MARGIN + 20, y, bold=True))
        for piece in wrapped(TextLine(f"{named(part, words)} {words.count(part.n)}"), 340):
            shapes.append(Text(piece.text, MARGIN + 36, y, joint=piece.joint))
            y += _LEADING
        y += 3
    return shapes, y - _LEADING


def _described_split(figure: Counted, table: Cross, words: Labels) -> str:
    """How the studies of each cell are divided by the third field."""
    parts = colours(figure)
    sentences = []
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            found = zip(parts, _shared(cell, parts), strict=True)
            said = ", ".join(f"{named(part, words)} {n}" for part, n in found if n)
            if said:
                sentences.append(f"{named(row, words)}, {named(column, words)}: {said}.")
    return " ".join(sentences)
