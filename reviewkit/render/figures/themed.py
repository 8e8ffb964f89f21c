"""What all figures do with a theme: letters of its size, lines of its thickness, and bold words where it has them."""

from dataclasses import replace

from reviewkit.render.figures.drawing import Arrow, Drawing, Rectangle, Shape, Text
from reviewkit.render.figures.layout import SIZE, STROKE
from reviewkit.themes import Theme

_THICKEST = 0.15  # of an arrow, as a share of the size of letters: its head is to be shorter than what leads to it


def sized(drawing: Drawing, theme: Theme) -> Drawing:
    """A figure that was laid out with letters and lines of the usual size, in the size that a theme gives these."""
    made = drawing.scaled(theme.size / SIZE, theme.stroke / STROKE)
    return replace(made, shapes=tuple(_shape(shape, theme) for shape in made.shapes))


def _shape(shape: Shape, theme: Theme) -> Shape:
    match shape:
        case Text():
            return _text(shape, theme)
        case Rectangle():
            lines = tuple(_text(line, theme) for line in shape.lines)
            return replace(shape, lines=lines, label=_text(shape.label, theme) if shape.label else None)
        case Arrow():
            return replace(shape, thickness=min(shape.thickness, _THICKEST * theme.size))
        case _:
            return shape


def _text(text: Text, theme: Theme) -> Text:
    return text if theme.bold else replace(text, bold=False)
