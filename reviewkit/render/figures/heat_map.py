"""How many studies have each pair of answers: a cell for each with its number, the darker the more."""

from reviewkit import fonts
from reviewkit.charting_counts import Cross, crossed
from reviewkit.locales import Labels
from reviewkit.render.figures.counted import Counted, finished, is_answer
from reviewkit.render.figures.drawing import Anchor, Drawing, Rectangle, Shape, Text
from reviewkit.render.figures.grid import described, framed
from reviewkit.render.figures.layout import SIZE
from reviewkit.themes import ink_on, shade

CELL, ROW = 44.0, 34.0  # px
LINE = 0.8  # thickness of the frame of a cell


def heat_map_drawing(figure: Counted, words: Labels) -> Drawing:
    """The figure of two fields. Raises ReviewkitError for letters that the font lacks."""
    table = crossed(figure.rows.categories, figure.across.categories)
    theme, most = figure.theme, _most(table)
    wide = fonts.width(words.number(figure.studies), SIZE) + 12
    frame = framed(figure, table, words, [max(CELL, wide)] * len(table.columns), [ROW] * len(table.rows))
    shapes: list[Shape] = list(frame.shapes)
    for at, (row, cells, top) in enumerate(zip(table.rows, table.cells, frame.rows, strict=True)):
        for beside, (column, cell, left) in enumerate(zip(table.columns, cells, frame.columns, strict=True)):
            is_shaded = is_answer(row) and is_answer(column)
            fill = shade(theme, len(cell) / most) if is_shaded and most else theme.paper
            ink = ink_on(fill) if cell else theme.quiet
            number = Text(words.number(len(cell)), left.middle, top.middle + 4.5, ink=ink, anchor=Anchor.MIDDLE)
            place = (left.start, top.start, left.size, top.size)
            shapes.append(Rectangle(*place, fill, theme.frame, LINE, label=number, part=part_of_cell(at, beside)))
    return finished("heat-map", figure, words, described(table, words), shapes, frame.right, frame.bottom)


def part_of_cell(row: int, column: int) -> str:
    """The name of a cell, by the places of its row and column."""
    return f"cell-{row + 1}-{column + 1}"


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
