"""A flow diagram in the look of a theme."""

from dataclasses import replace

from reviewkit.render.figures.drawing import Arrow, Drawing, Rectangle, Shape, Text
from reviewkit.render.figures.flow import DRAFT_INK, Grid, flow_drawing
from reviewkit.render.figures.layout import SIZE
from reviewkit.themes import CLASSIC, Theme

_THICKEST = 0.15  # of an arrow, as a share of the size of letters: its head is to be shorter than what leads to it


def themed_flow(diagram: Grid, theme: Theme = CLASSIC) -> Drawing:
    """The diagram as placed shapes in a theme. Raises ReviewkitError for letters that the font lacks.

    It is laid out with letters of the usual size in boxes that are so much wider or narrower, and then scaled, so that
    what fits, fits in every size.
    """
    if theme == CLASSIC:
        return flow_drawing(diagram)
    scale = theme.size / SIZE
    drawing = flow_drawing(replace(diagram, box_width=theme.box_width / scale)).scaled(scale)
    shapes = tuple(_shape(shape, theme) for shape in drawing.shapes)
    return replace(drawing, shapes=shapes, ink=theme.ink, paper=theme.paper)


def _shape(shape: Shape, theme: Theme) -> Shape:
    match shape:
        case Rectangle():
            return _rectangle(shape, theme)
        case Text():
            return _text(shape, theme, theme.draft if shape.ink == DRAFT_INK else shape.ink)
        case Arrow():
            return replace(shape, ink=theme.frame, thickness=min(theme.stroke, _THICKEST * theme.size))
        case _:
            return shape


def _rectangle(shape: Rectangle, theme: Theme) -> Rectangle:
    """A box, which has a frame, or a bar with the name of a phase or a column."""
    is_box = shape.frame is not None
    ink = None if is_box else theme.bar_ink
    lines = tuple(_text(line, theme, ink) for line in shape.lines)
    label = _text(shape.label, theme, ink) if shape.label else None
    if is_box:
        made = replace(shape, fill=theme.fill, frame=theme.frame, thickness=theme.stroke, corner=theme.corner)
        return replace(made, lines=lines, label=label)
    outlined = theme.bar == theme.paper  # a bar of the colour of the paper would not be seen
    frame, thickness = (theme.frame, theme.stroke) if outlined else (None, 0.0)
    return replace(shape, fill=theme.bar, frame=frame, thickness=thickness, lines=lines, label=label)


def _text(text: Text, theme: Theme, ink: str | None) -> Text:
    return replace(text, bold=text.bold and theme.bold, ink=ink)
