"""The theme x study matrix as a table, in two layouts: as review articles print it, and as a grid of marks."""

from reviewkit.coding import Cell, Matrix
from reviewkit.locales import Labels
from reviewkit.render.tables.table import Table
from reviewkit.words import Layout

CELL_MARKS = {Cell.PRESENT: "●", Cell.CONTRADICTED: "◐", Cell.NOT_FOUND: "–", Cell.NOT_ASSESSED: "?"}
NUMBERS = {Cell.PRESENT: "1", Cell.CONTRADICTED: "1", Cell.NOT_FOUND: "0", Cell.NOT_ASSESSED: "NA"}


def matrix_table(matrix: Matrix, layout: Layout, labels: Labels) -> Table:
    """The matrix as a table in a language."""
    return _listed(matrix, labels) if layout is Layout.LIST else _grid(matrix, labels)


def _listed(matrix: Matrix, labels: Labels) -> Table:
    columns = [[study.citation for study in matrix.studies_with(theme)] for theme in matrix.themes]
    depth = max(map(len, columns), default=0)
    rows = tuple(tuple(column[row] if row < len(column) else "" for column in columns) for row in range(depth))
    return Table(
        caption=labels.text("table.caption"),
        head=tuple(theme.label(labels.language) for theme in matrix.themes),
        rows=rows,
        foot=tuple(f"n = {len(column)}" for column in columns),
        notes=(labels.text("table.count"),),
        language=labels.language,
    )


def _grid(matrix: Matrix, labels: Labels) -> Table:
    total = labels.text("table.total")

    def rows(marks: dict[Cell, str]) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (
                study.citation,
                *(marks[matrix.cell(theme, study)] for theme in matrix.themes),
                str(len(matrix.themes_of(study))),
            )
            for study in matrix.studies
        )

    return Table(
        caption=labels.text("table.caption"),
        head=(
            labels.text("table.study"),
            *(theme.label(labels.language) for theme in matrix.themes),
            total,
        ),
        rows=rows(CELL_MARKS),
        plain_rows=rows(NUMBERS),
        foot=(total, *(str(len(matrix.studies_with(theme))) for theme in matrix.themes), str(matrix.marks)),
        notes=(labels.text("table.marks"),),
        plain_notes=(labels.text("table.numbers"),),
        row_heads=True,
        language=labels.language,
    )
