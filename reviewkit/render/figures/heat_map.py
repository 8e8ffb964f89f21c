"""How many studies have each pair of answers: a cell for each with its number, the darker the more."""

from reviewkit import fonts
from reviewkit.charting_counts import Cross, crossed
from reviewkit.locales import Labels
from reviewkit.render.figures.counted import Counted, finished, ink_on, is_answer, shade
from reviewkit.render.figures.drawing import Anchor, Drawing, Rectangle, Shape, Text
from reviewkit.render.figures.grid import described, framed
from reviewkit.render.figures.layout import PAPER, SIZE

CELL, ROW = 44.0, 34.0  # px
FRAME, QUIET = "#8a8a8a", "#666666"  # of cells, and of a nought


def heat_map_drawing(figure: Counted, words: Labels) -> Drawing:
    """The figure of two fields. Raises ReviewkitError for letters that the font lacks."""
    table = crossed(figure.rows.categories, figure.across.categories)
    most = _most(table)
    wide = fonts.width(words.number(figure.studies), SIZE) + 12
    frame = framed(figure, table, words, [max(CELL, wide)] * len(table.columns), [ROW] * len(table.rows))
    shapes: list[Shape] = list(frame.shapes)
    for row, cells, top in zip(table.rows, table.cells, frame.rows, strict=True):
        for column, cell, left in zip(table.columns, cells, frame.columns, strict=True):
            is_shaded = is_answer(row) and is_answer(column)
            fill = shade(len(cell) / most) if is_shaded and most else PAPER
            ink = ink_on(fill) if cell else QUIET
            number = Text(words.number(len(cell)), left.middle, top.middle + 4.5, ink=ink, anchor=Anchor.MIDDLE)
            shapes.append(Rectangle(left.start, top.start, left.size, top.size, fill, FRAME, 0.8, label=number))
    return finished("heat-map", figure, words, described(table, words), shapes, frame.right, frame.bottom)


def _most(table: Cross) -> int:
    """The largest number in a cell of two answers."""
    return max(
        (
            len(cell)
            for row, cells in zip(table.rows, table.cells, strict=True)
            for column, cell in zip(table.columns, cells, strict=True)
            if is_answer(row) and is_answer(column)
        ),
        default=0,
    )
