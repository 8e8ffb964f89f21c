"""What is behind the parts of figures: together it is all that they count."""

from hypothesis import given, settings

from reviewkit.charting_counts import Axis
from reviewkit.codebook_lineage import lineage
from reviewkit.locales import labels
from reviewkit.render.figure_parts import parts_of_bars, parts_of_heat_map, parts_of_lineage
from reviewkit.render.figures.bars import bar_drawing
from reviewkit.render.figures.counted import Counted
from reviewkit.render.figures.drawing import Drawing, Rectangle
from reviewkit.render.figures.heat_map import heat_map_drawing
from tests.counted import TWO, axes
from tests.render.figures.test_lineage import ACTS, BOOK

EN = labels("en")


def number_in(drawing: Drawing) -> dict[str, str]:
    """The number that each part of a figure shows."""
    parts = (shape for shape in drawing.shapes if isinstance(shape, Rectangle) and shape.part)
    return {shape.part: shape.label.text for shape in parts if shape.label}


@given(axes())
@settings(max_examples=40)
def test_behind_each_bar_are_as_many_studies_as_it_shows(axis: Axis) -> None:
    figure = Counted(axis)
    found = {part.shapes[0]: EN.number(len(part.members)) for part in parts_of_bars(figure, {}, EN)}
    assert found == {name: n for name, n in number_in(bar_drawing(figure, EN)).items() if n != "0"}


def test_behind_each_cell_are_as_many_studies_as_it_shows() -> None:
    found = {part.shapes[0]: str(len(part.members)) for part in parts_of_heat_map(TWO, {}, EN)}
    assert found == {name: n for name, n in number_in(heat_map_drawing(TWO, EN)).items() if n != "0"}


def test_every_box_of_a_lineage_leads_to_one_act() -> None:
    found = lineage(ACTS)
    boxes = [box for part in parts_of_lineage(found, BOOK, EN) for box in part.shapes]
    assert sorted(boxes) == sorted(f"node{place + 1}" for place in range(len(found.nodes)))
