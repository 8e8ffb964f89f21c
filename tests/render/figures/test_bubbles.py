"""Bubbles: areas as numbers, each number in or beside its circle, colours that are letters too."""

from math import pi

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.charting_counts import Axis
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels, languages
from reviewkit.render.figures.bubbles import LARGEST, LARGEST_OF_SEVERAL, bubble_drawing, radius
from reviewkit.render.figures.counted import Counted
from reviewkit.render.figures.drawing import Dot, Drawing
from reviewkit.render.figures.svg import as_svg
from reviewkit.themes import CLASSIC
from tests.counted import (
    DESIGN,
    THREE,
    TOPIC,
    TWO,
    WHO,
    axes,
    axis_of,
    bars_of,
    box_of,
    outside_of_the_page,
    overlapping,
)
from tests.render.samples import EXPECTED


def drawn(figure: Counted, language: str = "en") -> Drawing:
    return bubble_drawing(figure, labels(language))


def dots_of(drawing: Drawing) -> list[Dot]:
    return [shape for shape in drawing.shapes if isinstance(shape, Dot)]


@given(st.integers(1, 1000), st.integers(0, 1000))
def test_the_area_of_a_circle_is_proportional_to_the_number(most: int, n: int) -> None:
    area = pi * radius(min(n, most), most, LARGEST) ** 2
    assert area == pytest.approx(pi * LARGEST**2 * min(n, most) / most)


def test_a_cell_with_studies_has_a_circle_and_one_without_is_empty() -> None:
    areas = [round((dot.radius / LARGEST) ** 2 * 3, 6) for dot in dots_of(drawn(TWO))]
    assert areas == [3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1]
    assert len(bars_of(drawn(TWO))) == len(DESIGN.categories) * len(TOPIC.categories)


def test_circles_of_studies_without_an_answer_are_grey() -> None:
    inks = [dot.ink for dot in dots_of(drawn(TWO))]
    assert inks.count(CLASSIC.quiet) == 3
    assert inks[-3:] == [CLASSIC.quiet] * 3


def test_a_third_field_splits_each_cell_by_letters_and_colours() -> None:
    drawing = drawn(THREE)
    words = [text.text for text in drawing.texts()]
    assert words.count("A 3") == 1
    assert [word for word in words if word in ("A", "B", "C", "D")] == ["A", "B", "C", "D"]
    legend = dots_of(drawing)[-len(WHO.categories) :]
    assert [dot.ink for dot in legend] == [*CLASSIC.colours[:3], CLASSIC.quiet]
    largest = max(dot.radius for dot in dots_of(drawing))
    assert largest == LARGEST_OF_SEVERAL
    assert "Interviews, Feeling safe: Older people 3, Relatives 1." in drawing.description


def test_more_answers_than_colours_are_refused_in_words() -> None:
    many = axis_of([str(number) for number in range(9)], [1] * 9)
    with pytest.raises(ReviewkitError, match="field has 9 different answers, and at most 8"):
        drawn(Counted(DESIGN, TOPIC, many))


@given(axes(), axes(), st.none() | axes(most=5))
@settings(max_examples=30)
def test_nothing_is_outside_the_page_or_over_something_else(
    rows: Axis, columns: Axis, colours: Axis | None
) -> None:
    drawing = drawn(Counted(rows, columns, colours, studies=300, draft="DRAFT: not finished"))
    assert (outside_of_the_page(drawing), overlapping(drawing)) == ([], [])


@given(axes(), axes(), st.none() | axes(most=5))
@settings(max_examples=30)
def test_circles_and_numbers_are_inside_their_cells(rows: Axis, columns: Axis, colours: Axis | None) -> None:
    drawing = drawn(Counted(rows, columns, colours, studies=300))
    cells = bars_of(drawing)
    within = [dot for dot in dots_of(drawing) if dot.y < cells[-1].bottom]
    for dot in within:
        assert [
            cell
            for cell in cells
            if cell.x <= dot.x - dot.radius
            and dot.x + dot.radius <= cell.right
            and cell.y <= dot.y - dot.radius
            and dot.y + dot.radius <= cell.bottom
        ]
    for text in (text for text in drawing.texts() if text.size == 11 and text.y < cells[-1].bottom):
        left, _, right, _ = box_of(text, drawing)
        assert [cell for cell in cells if cell.x <= left and right <= cell.right and cell.y < text.y < cell.bottom]


@pytest.mark.parametrize("language", languages())
def test_the_figure_says_what_areas_and_several_answers_mean(language: str) -> None:
    words = labels(language)
    assert words.text("figures.area") in drawn(TWO, language).description
    assert words.sentence("figures.several", fields=TOPIC.title(words)) in drawn(TWO, language).description


@pytest.mark.parametrize(("name", "figure"), [("bubbles", TWO), ("bubbles-split", THREE)])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_golden_files(name: str, figure: Counted, language: str) -> None:
    """Open them in a browser: the same figure has the same bytes."""
    made = as_svg(drawn(figure, language)).encode()
    assert made == (EXPECTED / f"chart-{name}-{language}.svg").read_bytes()
