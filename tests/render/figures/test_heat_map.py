"""The heat map: every number in its cell, darker where there are more, readable on every shade."""

import pytest
from hypothesis import given, settings

from reviewkit.charting_counts import Axis, crossed
from reviewkit.locales import labels, languages
from reviewkit.render.figures.counted import Counted
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.heat_map import heat_map_drawing
from reviewkit.render.figures.svg import as_svg
from reviewkit.themes import CLASSIC, contrast
from tests.counted import (
    DESIGN,
    LONG_NAME,
    TOPIC,
    TWO,
    axes,
    axis_of,
    bars_of,
    box_of,
    outside_of_the_page,
    overlapping,
)
from tests.render.samples import EXPECTED


def drawn(figure: Counted, language: str = "en") -> Drawing:
    return heat_map_drawing(figure, labels(language))


def test_every_cell_has_its_number() -> None:
    numbers = [int(cell.label.text) for cell in bars_of(drawn(TWO)) if cell.label]
    table = crossed(DESIGN.categories, TOPIC.categories)
    assert numbers == [len(cell) for row in table.cells for cell in row]


def test_more_studies_are_darker_and_cells_without_an_answer_are_not_shaded() -> None:
    cells = [(cell, int(cell.label.text)) for cell in bars_of(drawn(TWO)) if cell.label]
    answers = [pair for place, pair in enumerate(cells) if place % 4 < 3 and place < 16]
    darkness = [contrast(CLASSIC.paper, cell.fill) for cell, _ in sorted(answers, key=lambda pair: pair[1])]
    assert darkness == sorted(darkness)
    assert len({cell.fill for cell, _ in answers}) == len({n for _, n in answers})
    others = [cell for place, (cell, _) in enumerate(cells) if place % 4 == 3 or place >= 16]
    assert {cell.fill for cell in others} == {CLASSIC.paper}


@given(axes(), axes())
@settings(max_examples=30)
def test_a_number_can_be_read_on_its_cell_and_is_inside_it(rows: Axis, columns: Axis) -> None:
    drawing = drawn(Counted(rows, columns, studies=300))
    for cell in bars_of(drawing):
        assert cell.label
        assert contrast(cell.fill, cell.label.ink or drawing.ink) >= 4.5
        left, top, right, bottom = box_of(cell.label, drawing)
        assert cell.x < left
        assert right < cell.right
        assert cell.y < top
        assert bottom < cell.bottom


@given(axes(), axes())
@settings(max_examples=30)
def test_nothing_is_outside_the_page_or_over_something_else(rows: Axis, columns: Axis) -> None:
    drawing = drawn(Counted(rows, columns, studies=300, draft="DRAFT: not finished"))
    assert (outside_of_the_page(drawing), overlapping(drawing)) == ([], [])


def test_forty_choices_with_long_names_have_room() -> None:
    names, counts = [f"{LONG_NAME} {number}" for number in range(40)], [300, *range(1, 40)]
    drawing = drawn(Counted(axis_of(names, counts), axis_of(names, counts), studies=12345))
    assert (outside_of_the_page(drawing), overlapping(drawing)) == ([], [])


@pytest.mark.parametrize("language", languages())
def test_every_number_is_in_the_description(language: str) -> None:
    said = drawn(TWO, language).description.replace("\u00a0", " ")
    first = {"en": "Interviews (n = 6): Feeling safe 3, Falls", "nb": "Intervjuer (n = 6): Trygghet 3, Fall"}
    assert first.get(language, first["nb"]) in said
    assert "Survey (n = 4)" in said or "Spørreundersøkelse (n = 4)" in said
    assert "(n = 0): 0." in said


@pytest.mark.parametrize("language", ["en", "nb"])
def test_golden_files(language: str) -> None:
    """Open them in a browser: the same figure has the same bytes."""
    assert as_svg(drawn(TWO, language)).encode() == (EXPECTED / f"chart-heat-map-{language}.svg").read_bytes()
