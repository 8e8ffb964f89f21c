"""Present, contradicted, not found, not assessed: told apart in every table and figure of coding, in every format."""

from collections.abc import Callable
from itertools import combinations

import pytest

from reviewkit.charting_counts import Axis, Category, Kind, theme_axis
from reviewkit.coding import Cell, Matrix, agreed, matrix
from reviewkit.cooccurrence import Cooccurrence
from reviewkit.locales import labels, languages
from reviewkit.model import Coding
from reviewkit.render import terminal
from reviewkit.render.figures.coded import cooccurrence_drawing, matrix_drawing
from reviewkit.render.figures.counted import Counted
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.heat_map import heat_map_drawing
from reviewkit.render.tables.cooccurrence import cooccurrence_table
from reviewkit.render.tables.counts import cross_table
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.render.tables.matrix_quotes import with_quotes
from reviewkit.render.tables.robustness import robustness_table
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.robustness import supports
from reviewkit.words import CountBy, Layout, MatrixLevel
from tests.test_coding import BOOK, STUDIES, coded

EN = labels("en")
COUNTRY = Axis("country", (Category("NO", Kind.ANSWER, tuple(one.key for one in STUDIES)),), {"en": "Country"})


def codings_of(cell: Cell) -> list[Coding]:
    """Three studies coded alike, but for what is said of time in Berg."""
    others = [coded("aas", "trust", "time"), coded("oden", "trust")]
    of_berg = {
        Cell.PRESENT: [coded("berg", "trust", "time")],
        Cell.CONTRADICTED: [coded("berg", "trust"), coded("berg", "time", relation="contradicts")],
        Cell.NOT_FOUND: [coded("berg", "trust")],
        Cell.NOT_ASSESSED: [coded("berg", "trust", state="in-progress")],
    }
    return [*of_berg[cell], *others]


def made(cell: Cell, level: MatrixLevel = MatrixLevel.THEME) -> Matrix:
    found = matrix(BOOK, codings_of(cell), STUDIES, level=level)
    assert found.cells["time", "berg"] is cell
    return found


def _layout(layout: Layout, level: MatrixLevel) -> Callable[[Cell], Table]:
    return lambda cell: matrix_table(made(cell, level), layout, EN)


def _cross(turned: bool) -> Callable[[Cell], Table]:
    def table(cell: Cell) -> Table:
        axes = (COUNTRY, theme_axis(made(cell))) if turned else (theme_axis(made(cell)), COUNTRY)
        return cross_table(*axes, len(STUDIES), EN)

    return table


def _together(cell: Cell, layout: Layout = Layout.GRID) -> Table:
    """Of the studies: trust is in all of them, and time in Berg as the cell says, in no other."""
    codings = [one for one in codings_of(cell) if one.study == "berg"]
    found = matrix(BOOK, codings, STUDIES[:1])
    return cooccurrence_table(Cooccurrence(found, codings), layout, CountBy.STUDY, EN)


TABLES: dict[str, Callable[[Cell], Table]] = {
    **{f"{layout} of {level}s": _layout(layout, level) for layout in Layout for level in MatrixLevel},
    "themes and countries": _cross(turned=False),
    "countries and themes": _cross(turned=True),
    "what a theme rests on": lambda cell: robustness_table(made(cell), list(supports(made(cell))), EN),
    "what is found together": _together,
    "the page with quotes": lambda cell: with_quotes(
        matrix_table(made(cell), Layout.LIST, EN), made(cell), Layout.LIST, EN
    ),
}


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", TABLES)
def test_no_two_cells_are_written_alike(name: str, ending: str) -> None:
    written = {cell: as_bytes(TABLES[name](cell), ending) for cell in Cell}
    assert [pair for pair in combinations(Cell, 2) if written[pair[0]] == written[pair[1]]] == []


@pytest.mark.parametrize("name", TABLES)
def test_no_two_cells_are_printed_alike_in_a_terminal_without_colour(name: str) -> None:
    printed = {cell: terminal.table(TABLES[name](cell), 100) for cell in Cell}
    assert len(set(printed.values())) == len(Cell)
    assert not any("\x1b" in text for text in printed.values())


def test_two_that_are_never_together_are_told_apart_from_two_of_which_nobody_knows_in_the_list_too() -> None:
    """A list names what is found together; where a study is open its pair is not in it, and the grid says so."""
    grid = {cell: _together(cell).rows[0][2] for cell in Cell}
    assert grid == {Cell.PRESENT: "1", Cell.CONTRADICTED: "1 ◐", Cell.NOT_FOUND: "–", Cell.NOT_ASSESSED: "?"}


FIGURES: dict[str, Callable[[Cell], Drawing]] = {
    "heat map": lambda cell: matrix_drawing(made(cell), EN),
    "heat map of codes": lambda cell: matrix_drawing(made(cell, MatrixLevel.CODE), EN),
    "themes and countries": lambda cell: heat_map_drawing(Counted(theme_axis(made(cell)), COUNTRY, studies=3), EN),
    "found together": lambda cell: cooccurrence_drawing(
        Cooccurrence(matrix(BOOK, codings_of(cell)[:-2], STUDIES[:1]), codings_of(cell)[:-2]), CountBy.STUDY, EN
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_no_two_cells_are_drawn_alike_and_not_by_colour_alone(name: str) -> None:
    """The texts of the figure differ, so that a print in grey or a screen reader says as much."""
    texts = {cell: tuple(text.text for text in FIGURES[name](cell).texts()) for cell in Cell}
    assert len(set(texts.values())) == len(Cell)
    assert len({FIGURES[name](cell).description for cell in Cell}) == len(Cell)


@pytest.mark.parametrize("language", languages())
def test_the_list_of_what_all_agree_on_says_of_which_themes_a_study_is_not_assessed(language: str) -> None:
    """In Berg one coder found trust and the other did not; that time is absent there, both say."""
    codings = [coded("berg", "trust"), coded("berg", coder="b"), coded("aas", "trust", "time"), coded("oden")]
    table = matrix_table(agreed(BOOK, codings, STUDIES), Layout.LIST, labels(language))
    words = labels(language)
    trust = BOOK.codes[0].label(language)
    assert words.text("table.not_assessed_of").format(cells=f"Berg (2020): {trust}") in table.everywhere
    assert len(table.everywhere) == 2, "this, and in how many cells coders differ"
