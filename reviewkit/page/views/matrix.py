"""The theme x study matrix in the page, and the quotes behind each cell."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from reviewkit.actions.readings import units_of
from reviewkit.blind import as_coder_sees
from reviewkit.coding import ANY, Cell, Matrix
from reviewkit.model import Code, Study
from reviewkit.page.asked import Address, Answer, Asked, NotThereError, Show
from reviewkit.page.sitting import Sitting
from reviewkit.render.tables.matrix import CELL_MARKS
from reviewkit.render.tables.quotes import place_of
from reviewkit.words import MatrixLevel


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: its mark, what it means, and the address of its quotes where it has any."""

    mark: str
    cell: Cell
    theme: Code
    study: Study
    address: str = ""


@dataclass(frozen=True, slots=True)
class ShownMatrix:
    """The matrix of one codebook, a row of cells for each study."""

    matrix: Matrix
    rows: tuple[tuple[ShownCell, ...], ...]


def shown_matrices(sitting: Sitting) -> list[ShownMatrix]:
    """The matrix of each codebook."""
    return [_shown(matrix) for matrix in as_coder_sees(sitting.review, sitting.who).matrices.values()]


def _shown(matrix: Matrix) -> ShownMatrix:
    rows = (tuple(_cell(matrix, theme, study) for theme in matrix.themes) for study in matrix.studies)
    return ShownMatrix(matrix, tuple(rows))


def _cell(matrix: Matrix, theme: Code, study: Study) -> ShownCell:
    cell = matrix.cell(theme, study)
    has_evidence = bool(matrix.evidence.get((theme.id, study.key)))
    address = address_of(matrix, theme, study) if has_evidence else ""
    return ShownCell(CELL_MARKS[cell], cell, theme, study, address)


def address_of(matrix: Matrix, theme: Code, study: Study, **query: str) -> str:
    """The address of the quotes behind a cell."""
    path = "/".join(quote(part, safe="") for part in (matrix.codebook.name, theme.id, study.key))
    return f"/cell/{path}{'?' if query else ''}{urlencode(query)}"


def cell(sitting: Sitting, asked: Asked) -> Answer:
    """The marks behind a cell: whose they are, with quotes and pages; as one person coded, or at another level, where
    the address says so."""
    try:
        level = MatrixLevel(asked.wanted("level") or MatrixLevel.THEME)
    except ValueError:
        raise NotThereError from None
    seen = as_coder_sees(sitting.review, sitting.who)
    matrix = seen.matrices_of(asked.wanted("whose") or ANY, None, level).get(asked.path["book"])
    theme = next((one for one in matrix.themes if one.id == asked.path["theme"]), None) if matrix else None
    study = next((one for one in matrix.studies if one.key == asked.path["study"]), None) if matrix else None
    if matrix is None or theme is None or study is None:
        raise NotThereError
    codes = {code.id: code for code in matrix.codebook.codes}
    units = units_of(sitting.review.facts.texts)
    marks = [
        (one, codes.get(one.mark.code), place_of(one.page, one.found, units, sitting.words))
        for one in matrix.evidence.get((theme.id, study.key), ())
    ]
    trace = f"cell:{matrix.codebook.name}/{theme.id}/{study.key}" if level is MatrixLevel.THEME else ""
    values = {"theme": theme, "study": study, "cell": matrix.cell(theme, study), "marks": marks, "trace": trace}
    return Show("cell.html", values)


ADDRESSES = (Address("/cell/{book}/{theme}/{study}", cell),)
