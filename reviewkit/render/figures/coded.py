"""Heat maps of coding: themes and studies, and themes that are found together.

Every cell has its number, or a sign for what is not found and what is not assessed, so that nothing is said by colour
alone; what is contradicted has a number in brackets and a thick frame.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewkit import fonts
from reviewkit.charting_counts import Axis, Category, Cross, Kind
from reviewkit.coding import Cell, Matrix
from reviewkit.cooccurrence import Cooccurrence
from reviewkit.errors import ReviewkitError
from reviewkit.locales import Labels
from reviewkit.render.figures.counted import NARROWEST, Counted, named, shown
from reviewkit.render.figures.drawing import Anchor, Drawing, Rectangle, Shape, Text
from reviewkit.render.figures.grid import Lane, framed
from reviewkit.render.figures.heat_map import CELL, LINE, ROW
from reviewkit.render.figures.layout import MARGIN, SIZE, check_letters
from reviewkit.render.figures.notes import notes_under
from reviewkit.render.figures.themed import sized
from reviewkit.render.tables.cooccurrence import caption_of, contradicted_by, counted_by
from reviewkit.render.tables.matrix import as_coded, differ_notes
from reviewkit.render.tables.robustness import rows_name
from reviewkit.themes import CLASSIC, Theme, ink_on, shade
from reviewkit.words import CountBy, message

MOST_ROWS, MOST_COLUMNS = 200, 60  # a page that is larger can be neither printed nor opened by some programs
_DARK = 4  # a number from which on a cell may be as dark as it gets, so that a map of ones is not a black square
_THICK = 2.4  # the frame of a cell that is contradicted
_SIGNS = {Cell.NOT_FOUND: "–", Cell.NOT_ASSESSED: "?"}


@dataclass(frozen=True, slots=True)
class MapCell:
    """A number, of which so many contradict; or what stands there instead of one."""

    n: int
    against: int = 0
    otherwise: Cell = Cell.NOT_FOUND

    def text(self, words: Labels) -> str:
        """`3`, `3 (1)`, `–` or `?`."""
        if not self.n:
            return _SIGNS[self.otherwise]
        return words.number(self.n) + (f" ({words.number(self.against)})" if self.against else "")


@dataclass(frozen=True, slots=True)
class _Map:
    """A heat map before it is drawn: its title, its rows and columns with their numbers, its cells and its notes."""

    name: str
    title: str
    rows: Axis
    columns: Axis
    cells: Sequence[Sequence[MapCell]]
    total: int
    notes: tuple[str, ...]
    draft: str
    theme: Theme


def matrix_drawing(
    matrix: Matrix, words: Labels, draft: str = "", notes: Sequence[str] = (), theme: Theme = CLASSIC
) -> Drawing:
    """The matrix with the number of quotes and marks behind each cell.

    Raises ReviewkitError for more rows or columns than a figure has room for, and for letters that the font lacks.
    """
    rows = [
        Category(one.key, Kind.ANSWER, tuple(theme.id for theme in matrix.themes_of(one)), {"en": one.citation})
        for one in matrix.studies
    ]
    columns = [
        Category(one.id, Kind.ANSWER, tuple(study.key for study in matrix.studies_with(one)), dict(one.labels))
        for one in matrix.themes
    ]
    name = rows_name(matrix, words)
    cells = [[_of_matrix(matrix, study.key, theme.id) for theme in matrix.themes] for study in matrix.studies]
    said = (words.text("coded_map.marks"), words.text("coded_map.total"), *differ_notes(matrix, words), *notes)
    title = as_coded(words.text("coded_map.title").format(rows=name), matrix, words)
    across = Axis("theme", tuple(columns), {words.language: name})
    down = Axis("study", tuple(rows), {words.language: words.text("table.study")})
    return _drawn(_Map("matrix", title, down, across, cells, matrix.marks, said, draft, theme), words)


def _of_matrix(matrix: Matrix, study: str, theme: str) -> MapCell:
    cell = matrix.cells[theme, study]
    if cell in _SIGNS:
        return MapCell(0, otherwise=cell)
    marks = matrix.evidence[theme, study]
    return MapCell(len(marks), sum(one.mark.relation == "contradicts" for one in marks))


def cooccurrence_drawing(
    found: Cooccurrence,
    by: CountBy,
    words: Labels,
    draft: str = "",
    notes: Sequence[str] = (),
    theme: Theme = CLASSIC,
) -> Drawing:
    """How often each two are found together. Raises ReviewkitError as matrix_drawing does."""
    pairs = {(first.id, second.id): one for first, second, one in found.pairs()}
    pairs |= {(second, first): one for (first, second), one in pairs.items()}
    categories = tuple(
        Category(one.id, Kind.ANSWER, _ids(counted_by(pairs[one.id, one.id], by)), dict(one.labels))
        for one in found.rows
    )
    cells = [
        [
            MapCell(
                counted_by(one, by),
                len(one.contradicted if by is CountBy.STUDY else one.contradicting)
                if contradicted_by(one, by)
                else 0,
                Cell.NOT_ASSESSED if one.not_assessed else Cell.NOT_FOUND,
            )
            for one in (pairs[row.id, column.id] for column in found.rows)
        ]
        for row in found.rows
    ]
    axis = Axis("theme", categories, {words.language: rows_name(found.matrix, words)})
    overlap = (words.text("cooccurrence.overlap"),) if by is CountBy.OVERLAP else ()
    said = (
        words.text("cooccurrence.figure_marks"),
        *overlap,
        words.text("cooccurrence.total"),
        *differ_notes(found.matrix, words),
        *notes,
    )
    total = len(found.matrix.studies) if by is CountBy.STUDY else found.n_quotes
    title = caption_of(found, by, words)
    return _drawn(_Map("cooccurrence", title, axis, axis, cells, total, said, draft, theme), words)


def _ids(n: int) -> tuple[str, ...]:
    """So many ids: what a row of the figure counts are quotes or studies, of which it needs the number alone."""
    return tuple(map(str, range(n)))


# -- drawn


def _drawn(made: _Map, words: Labels) -> Drawing:
    rows, columns = made.rows.categories, made.columns.categories
    if not rows or not columns:
        raise ReviewkitError(
            message("There is nothing to draw yet: a figure needs an included study and a theme.")
        )
    if len(rows) > MOST_ROWS or len(columns) > MOST_COLUMNS:
        raise ReviewkitError(
            message(
                "A figure of {rows} rows and {columns} columns is too large to be read. It can have {most_rows} rows "
                "and {most_columns} columns: choose fewer, or write a table",
                rows=len(rows),
                columns=len(columns),
                most_rows=MOST_ROWS,
                most_columns=MOST_COLUMNS,
            )
        )
    figure = Counted(made.rows, made.columns, studies=made.total, draft=made.draft, theme=made.theme)
    texts = [[cell.text(words) for cell in row] for row in made.cells]
    widths = [max([CELL, *(fonts.width(row[place], SIZE) + 14 for row in texts)]) for place in range(len(columns))]
    frame = framed(figure, Cross(rows, columns, ()), words, widths, [ROW] * len(rows))
    shapes = [*frame.shapes, *_cells(made, texts, frame.rows, frame.columns)]
    width = max(frame.right + MARGIN, NARROWEST)
    notes = [f"{made.title}.", *made.notes]
    for note in notes:
        check_letters(note)
    printed, height = notes_under([shown(note) for note in notes], frame.bottom + MARGIN, width)
    drawing = Drawing(
        name=made.name,
        width=width,
        height=height,
        title=shown(made.title),
        description=" ".join([*_described(made, texts, words), *made.notes]),
        shapes=(*shapes, *printed),
        size=SIZE,
        ink=made.theme.ink,
        paper=made.theme.paper,
        language=words.language,
    )
    return sized(drawing, made.theme)


def _cells(
    made: _Map, texts: Sequence[Sequence[str]], rows: Sequence[Lane], columns: Sequence[Lane]
) -> Iterator[Shape]:
    """The cells row by row, those with a thick frame last, so that none of it is covered."""
    theme = made.theme
    most = max([_DARK, *(cell.n for row in made.cells for cell in row)])
    placed = [
        (cell, text, top, left)
        for cells, line, top in zip(made.cells, texts, rows, strict=True)
        for cell, text, left in zip(cells, line, columns, strict=True)
    ]
    for cell, text, top, left in sorted(placed, key=lambda one: one[0].against > 0):
        fill = shade(theme, cell.n / most)
        ink = ink_on(fill) if cell.n else theme.quiet
        label = Text(text, left.middle, top.middle + 4.5, ink=ink, anchor=Anchor.MIDDLE)
        frame, thickness = (theme.ink, _THICK) if cell.against else (theme.frame, LINE)
        yield Rectangle(left.start, top.start, left.size, top.size, fill, frame, thickness, label=label)


def _described(made: _Map, texts: Sequence[Sequence[str]], words: Labels) -> Iterator[str]:
    """Every cell in words, for people who cannot see the figure."""
    names = [named(one, words) for one in made.columns.categories]
    for row, line in zip(made.rows.categories, texts, strict=True):
        parts = (f"{name} {text}" for name, text in zip(names, line, strict=True))
        yield f"{named(row, words)}: {', '.join(parts)}."
