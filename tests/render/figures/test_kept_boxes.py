"""The boxes of a drawing as lines of text."""

from reviewkit.extract.kept_boxes import FIRST
from reviewkit.render.figures.drawing import Drawing, Line, Rectangle, Text
from reviewkit.render.figures.kept_boxes import as_lines


def test_boxes_and_texts_are_lines_and_nothing_else_is() -> None:
    shapes = (
        Rectangle(
            0, 0, 9, 9, "#ffffff", id="screened", lines=(Text("Records\tscreened", 1, 1), Text("(n = 4)", 1, 2))
        ),
        Rectangle(0, 0, 9, 9, "#ffffff", label=Text("Bar", 1, 1)),
        Rectangle(0, 0, 9, 9, "#ffffff"),
        Line((0, 0), (1, 1), "#000000", 1),
        Text("A\nnote\x00", 1, 1),
    )
    drawing = Drawing("x", 9, 9, "Title", "", shapes, 13, "#1a1a1a", "#ffffff")
    assert as_lines(drawing) == f"{FIRST}\nscreened\tRecords screened\t(n = 4)\n\tBar\n\tA note"
