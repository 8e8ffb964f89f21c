"""Heat maps of coding: every number in its cell, nothing by colour alone, nothing outside the page."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.coding import Cell, matrix
from reviewkit.cooccurrence import Cooccurrence
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels, languages
from reviewkit.model import Code, Codebook, Study
from reviewkit.render.figures.coded import MOST_COLUMNS, MOST_ROWS, cooccurrence_drawing, matrix_drawing
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.svg import as_svg
from reviewkit.themes import contrast
from reviewkit.words import CountBy
from tests.counted import NAMES, bars_of, box_of, outside_of_the_page, overlapping
from tests.render.samples import MATRIX
from tests.render.tables.test_cooccurrence import CODINGS
from tests.test_coding import BOOK, STUDIES, coded
from tests.test_cooccurrence import BOOK as PAIRS
from tests.test_cooccurrence import STUDIES as OF_PAIRS

EN = labels("en")


def texts(drawing: Drawing) -> list[str]:
    return sorted(cell.label.text for cell in bars_of(drawing) if cell.label)


def found() -> Cooccurrence:
    return Cooccurrence(matrix(PAIRS, CODINGS, OF_PAIRS), CODINGS)


def test_a_cell_has_the_number_of_its_quotes_and_marks_or_a_sign() -> None:
    """Trust in Berg 1, in Åås 2 of which one contradicts; time in Berg 1; Ödén is not assessed, time not in Åås."""
    assert texts(matrix_drawing(MATRIX, EN)) == sorted(["1", "2 (1)", "1", "–", "?", "?"])
    assert sorted(MATRIX.cells.values()).count(Cell.NOT_ASSESSED) == 2


def test_what_is_contradicted_has_a_thick_frame_too_and_more_is_darker() -> None:
    thick = [cell for cell in bars_of(matrix_drawing(MATRIX, EN)) if cell.thickness > 1]
    assert [cell.label.text for cell in thick if cell.label] == ["2 (1)"]
    made = matrix(
        BOOK, [coded("berg", *["trust"] * 9), coded("aas", *["trust"] * 4), coded("oden", "trust")], STUDIES
    )
    by_number = {
        cell.label.text: contrast("#ffffff", cell.fill) for cell in bars_of(matrix_drawing(made, EN)) if cell.label
    }
    assert by_number["9"] > by_number["4"] > by_number["1"] > by_number["–"]


def test_a_map_of_ones_is_not_black() -> None:
    made = matrix(BOOK, [coded("berg", "trust")], STUDIES)
    assert max(contrast("#ffffff", cell.fill) for cell in bars_of(matrix_drawing(made, EN))) < 4


@pytest.mark.parametrize(
    ("by", "numbers"),
    [
        (CountBy.QUOTE, ["4", "2 (1)", "2 (1)", "3 (1)"]),
        (CountBy.OVERLAP, ["4", "3 (1)", "3 (1)", "3 (1)"]),
        (CountBy.STUDY, ["2", "2 (1)", "2 (1)", "2 (1)"]),
    ],
)
def test_a_cell_of_two_themes_has_how_often_they_are_together(by: CountBy, numbers: list[str]) -> None:
    assert texts(cooccurrence_drawing(found(), by, EN)) == sorted(numbers)


@pytest.mark.parametrize("language", languages())
def test_every_number_is_in_the_description_and_whose_coding_it_is_on_the_page(language: str) -> None:
    words = labels(language)
    drawing = matrix_drawing(MATRIX, words, notes=["A note."])
    assert "Åås (2019): " in drawing.description
    assert " 2 (1), " in drawing.description
    printed = " ".join(text.text for text in drawing.texts())
    assert "a, b" in printed
    assert "A note." in printed


@given(st.lists(NAMES, min_size=1, max_size=6), st.lists(NAMES, min_size=1, max_size=8), st.sampled_from(CountBy))
@settings(max_examples=30)
def test_nothing_is_outside_the_page_or_over_something_else(
    themes: list[str], studies: list[str], by: CountBy
) -> None:
    book = Codebook(
        "b", "", "1", "en", tuple(Code(f"t{n}", "theme", {"en": name}) for n, name in enumerate(themes))
    )
    keys = tuple(Study(f"s{n}", name, ()) for n, name in enumerate(studies))
    codings = [coded("s0", "t0", relation="contradicts"), coded(keys[-1].key, *["t0"] * 120)]
    made = matrix(book, codings, keys)
    for drawing in (
        matrix_drawing(made, EN, "DRAFT"),
        cooccurrence_drawing(Cooccurrence(made, codings), by, EN, "DRAFT"),
    ):
        assert (outside_of_the_page(drawing), overlapping(drawing)) == ([], [])
        for cell in bars_of(drawing):
            assert cell.label
            assert contrast(cell.fill, cell.label.ink or drawing.ink) >= 4.5
            left, _, right, _ = box_of(cell.label, drawing)
            assert cell.x < left < right < cell.right


def test_a_figure_that_nobody_could_read_is_refused() -> None:
    many = tuple(Study(f"s{n}", f"s{n}", ()) for n in range(MOST_ROWS + 1))
    with pytest.raises(ReviewkitError, match=f"{MOST_ROWS + 1} rows and 2 columns is too large"):
        matrix_drawing(matrix(BOOK, [], many), EN)
    wide = Codebook("b", "", "1", "en", tuple(Code(f"t{n}", "theme", {}) for n in range(MOST_COLUMNS + 1)))
    with pytest.raises(ReviewkitError, match="choose fewer"):
        matrix_drawing(matrix(wide, [], STUDIES), EN)
    matrix_drawing(matrix(BOOK, [], many[:MOST_ROWS]), EN)


def test_without_studies_or_themes_there_is_nothing_to_draw() -> None:
    for book, studies in ((BOOK, ()), (replace(BOOK, codes=()), STUDIES)):
        with pytest.raises(ReviewkitError, match="nothing to draw yet"):
            matrix_drawing(matrix(book, [], studies), EN)
    assert as_svg(cooccurrence_drawing(Cooccurrence(matrix(BOOK, [], ()), ()), CountBy.QUOTE, EN)).startswith(
        "<svg"
    )


def test_names_of_strangers_do_not_act() -> None:
    hostile = replace(BOOK, codes=(Code("trust", "theme", {"en": "</text><script>x</script>\u202e"}),))
    assert "<script>" not in as_svg(matrix_drawing(matrix(hostile, [coded("berg", "trust")], STUDIES), EN))
