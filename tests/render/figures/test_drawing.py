"""What writers may ask of a drawing: its boxes, its arrows, its texts."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.render.figures.drawing import Arrow, Dot, Drawing, Line, Rectangle, Shape, Text

LABELLED = Rectangle(0, 0, 10, 10, "#000000", label=Text("label", 12, 5))
BOX = Rectangle(0, 20, 50, 30, "#ffffff", id="screened", lines=(Text("first", 2, 30), Text("second", 2, 40)))
OTHER_BOX = Rectangle(0, 80, 50, 30, "#ffffff", id="new")
ARROW = Arrow("screened", "new", ((25, 50), (25, 80)), "#000000", 1)
NOTE = Text("note", 0, 120)


def drawing(*shapes: Shape) -> Drawing:
    return Drawing("test", 200, 130, "Title", "Description", shapes, 13, "#000000", "#ffffff")


WHOLE = drawing(LABELLED, ARROW, Line((0, 0), (5, 5), "#000000", 1), BOX, Dot(3, 3, 1, "#000000"), OTHER_BOX, NOTE)


def test_boxes_are_the_rectangles_with_an_id() -> None:
    assert WHOLE.boxes == {"screened": BOX, "new": OTHER_BOX}
    assert drawing(LABELLED).boxes == {}


def test_arrows_know_the_boxes_that_they_join() -> None:
    assert [(arrow.start, arrow.end) for arrow in WHOLE.arrows] == [("screened", "new")]
    assert all({arrow.start, arrow.end} <= WHOLE.boxes.keys() for arrow in WHOLE.arrows)


def test_texts_are_all_printed_lines_in_the_order_of_drawing() -> None:
    assert [text.text for text in WHOLE.texts()] == ["label", "first", "second", "note"]


def test_a_drawing_cannot_be_changed_by_a_writer() -> None:
    with pytest.raises(FrozenInstanceError):
        WHOLE.width = 5  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        BOX.x = 5  # type: ignore[misc]


lengths = st.integers(-1000, 1000).map(lambda n: n / 4)


@given(lengths, lengths, lengths.map(abs), lengths.map(abs))
def test_the_sides_of_a_rectangle_follow_from_its_corner_and_size(
    x: float, y: float, width: float, height: float
) -> None:
    shape = Rectangle(x, y, width, height, "#ffffff")
    assert (shape.right - shape.x, shape.bottom - shape.y) == (width, height)
    assert shape.centre - shape.x == shape.right - shape.centre
    assert shape.middle - shape.y == shape.bottom - shape.middle


def test_a_scaled_drawing_has_every_length_so_many_times_as_large() -> None:
    small, doubled = WHOLE, WHOLE.scaled(2)
    assert (doubled.width, doubled.height, doubled.size) == (400, 260, 26)
    assert [text.text for text in doubled.texts()] == [text.text for text in small.texts()]
    assert [(text.x, text.y) for text in doubled.texts()] == [(2 * text.x, 2 * text.y) for text in small.texts()]
    assert doubled.arrows[0].points == ((50, 100), (50, 160))
    assert (doubled.boxes["screened"].right, doubled.boxes["screened"].bottom) == (100, 100)
    assert doubled.scaled(0.5) == small
