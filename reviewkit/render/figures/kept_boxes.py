"""The boxes of a figure as lines of text, for files that show them only as dots or letters: PNG and PDF.

The first line names the sort of these lines. Each other one is a box: its id, and its printed lines, parted by tabs;
texts that belong to no box have no id. extract/kept_boxes reads them again.
"""

from collections.abc import Iterator

from reviewkit import fonts
from reviewkit.extract.kept_boxes import FIRST
from reviewkit.render.figures.drawing import Drawing, Rectangle, Shape, Text
from reviewkit.safe import xml_characters


def as_lines(drawing: Drawing) -> str:
    """The boxes and the other texts of a drawing, in its order."""
    parts = (tuple(_parts(shape)) for shape in drawing.shapes)
    return "\n".join([FIRST, *("\t".join(words) for words in parts if len(words) > 1)])


def _parts(shape: Shape) -> Iterator[str]:
    """The id of a shape, and its words."""
    match shape:
        case Rectangle():
            yield _plain(shape.id)
            yield from (_plain(line.text) for line in shape.lines)
            if shape.label:
                yield _plain(shape.label.text)
        case Text():
            yield ""
            yield _plain(shape.text)


def _plain(text: str) -> str:
    """A text on one line, without tabs."""
    return " ".join(fonts.composed(xml_characters(text)).split())
