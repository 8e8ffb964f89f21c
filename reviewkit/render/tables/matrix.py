"""The theme x study matrix as a table, in two layouts: as review articles print it, and as a grid of marks."""

from collections.abc import Iterator

from reviewkit.coding import AGREED, ANY, Cell, Matrix
from reviewkit.locales import Labels
from reviewkit.model import Code, Study
from reviewkit.render.tables.table import Table
from reviewkit.words import Layout, MatrixLevel

CELL_MARKS = {Cell.PRESENT: "●", Cell.CONTRADICTED: "◐", Cell.NOT_FOUND: "–", Cell.NOT_ASSESSED: "?"}
NUMBERS = {Cell.PRESENT: "1", Cell.CONTRADICTED: "contradicted", Cell.NOT_FOUND: "0", Cell.NOT_ASSESSED: "NA"}


def matrix_table(matrix: Matrix, layout: Layout, labels: Labels) -> Table:
    """The matrix as a table in a language."""
    table = _listed(matrix, labels) if layout is Layout.LIST else _grid(matrix, labels)
    for note in differ_notes(matrix, labels):
        table = table.with_note_everywhere(note)
    return table


def places(matrix: Matrix, layout: Layout) -> Iterator[tuple[int, int, Code, Study]]:
    """The row and the column (from 0) of each theme and study in a layout; in the list only where it was found."""
    if layout is Layout.LIST:
        for column, theme in enumerate(matrix.themes):
            for row, study in enumerate(matrix.studies_with(theme)):
                yield row, column, theme, study
        return
    for row, study in enumerate(matrix.studies):
        for column, theme in enumerate(matrix.themes, start=1):
            yield row, column, theme, study


def differ_notes(matrix: Matrix, labels: Labels) -> tuple[str, ...]:
    """In how many cells coders differ, where what they agree on is shown, and how many wait for a review."""
    waiting = "table.not_reviewed" if matrix.by_review else "table.open"
    cells = (("table.differ", matrix.differ), (waiting, matrix.open))
    return tuple(labels.sentence(key, n=len(found)) for key, found in cells if found)


def with_robustness(table: Table, matrix: Matrix, labels: Labels) -> Table:
    """The table with notes on the themes that would be gone without one study, or without one coder."""
    on_study = [f"{theme.label(labels.language)} ({study.citation})" for theme, study in matrix.on_one_study]
    on_coder = [f"{theme.label(labels.language)} ({coder})" for theme, coder in matrix.on_one_coder]
    none = labels.text("table.none")
    table = table.with_note(labels.text("table.one_study").format(themes="; ".join(on_study) or none))
    if len(matrix.coders) > 1:
        table = table.with_note(labels.text("table.one_coder").format(themes="; ".join(on_coder) or none))
    return table


def _caption(matrix: Matrix, labels: Labels) -> str:
    """What the table is of, and whose coding it is where that is not the only one."""
    of_themes = matrix.level is MatrixLevel.THEME
    return as_coded(labels.text("table.caption" if of_themes else f"table.caption_{matrix.level}"), matrix, labels)


def as_coded(caption: str, matrix: Matrix, labels: Labels) -> str:
    """What something is of, with whose coding it is where that is not the only one."""
    people = ", ".join(matrix.coders)
    if matrix.whose not in (ANY, AGREED):
        return labels.text("table.of_coder").format(caption=caption, coder=matrix.whose)
    if matrix.whose == AGREED and matrix.by_review:
        return labels.text("table.of_reviewed").format(caption=caption, coders=people)
    if len(matrix.coders) < 2:
        return caption
    return labels.text(f"table.of_{matrix.whose}").format(caption=caption, coders=people)


def _citation(matrix: Matrix, theme: Code, study: Study) -> str:
    contradicted = matrix.cell(theme, study) is Cell.CONTRADICTED
    return f"{study.citation} {CELL_MARKS[Cell.CONTRADICTED]}" if contradicted else study.citation


def _not_assessed_notes(matrix: Matrix, labels: Labels) -> Iterator[str]:
    """Which studies the list does not name because they are not assessed: for every theme that they are not named
    under, or for some of these."""
    whole, parts = [], []
    for study in matrix.studies:
        said = {theme.id: matrix.cell(theme, study) for theme in matrix.themes}
        if Cell.NOT_ASSESSED not in said.values():
            continue
        if Cell.NOT_FOUND in said.values():
            open_ = [one.label(labels.language) for one in matrix.themes if said[one.id] is Cell.NOT_ASSESSED]
            parts.append(f"{study.citation}: {', '.join(open_)}")
        else:
            whole.append(study.citation)
    if whole and len(whole) == len(matrix.studies):
        yield labels.text("table.none_assessed")
    elif whole:
        yield labels.text("table.not_assessed").format(studies="; ".join(whole))
    if parts:
        yield labels.text("table.not_assessed_of").format(cells="; ".join(parts))


def _listed(matrix: Matrix, labels: Labels) -> Table:
    columns = [
        [_citation(matrix, theme, study) for study in matrix.studies_with(theme)] for theme in matrix.themes
    ]
    depth = max(map(len, columns), default=0)
    rows = tuple(tuple(column[row] if row < len(column) else "" for column in columns) for row in range(depth))
    notes = [labels.text("table.count")]
    if Cell.CONTRADICTED in matrix.cells.values():
        notes.append(labels.text("table.contradicted"))
    table = Table(
        caption=_caption(matrix, labels),
        head=tuple(theme.label(labels.language) for theme in matrix.themes),
        rows=rows,
        foot=tuple(f"n = {len(column)}" for column in columns),
        notes=tuple(notes),
        language=labels.language,
    )
    for note in _not_assessed_notes(matrix, labels):
        table = table.with_note_everywhere(note)
    return table


def _grid(matrix: Matrix, labels: Labels) -> Table:
    total, contradicted = labels.text("table.total"), Cell.CONTRADICTED in matrix.cells.values()

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
        caption=_caption(matrix, labels),
        head=(
            labels.text("table.study"),
            *(theme.label(labels.language) for theme in matrix.themes),
            total,
        ),
        rows=rows(CELL_MARKS),
        plain_rows=rows(NUMBERS),
        foot=(total, *(str(len(matrix.studies_with(theme))) for theme in matrix.themes), str(matrix.marks)),
        notes=(labels.text("table.marks"),),
        plain_notes=(labels.text("table.numbers_contradicted" if contradicted else "table.numbers"),),
        row_heads=True,
        language=labels.language,
    )
