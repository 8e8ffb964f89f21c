"""A drawing as SVG. Text stays text, the title and the description hold every number, each box is a group with an id.

The same drawing gives the same bytes; what strangers wrote is never markup.
"""

from collections.abc import Mapping
from typing import NamedTuple

from reviewkit import fonts
from reviewkit.render.figures.drawing import Anchor, Arrow, Dot, Drawing, Line, Point, Rectangle, Shape, Text
from reviewkit.safe import xml_attribute, xml_content


class Link(NamedTuple):
    """Where a box leads; `name` is what a screen reader says of it, "" where the words in the box say enough."""

    address: str
    name: str = ""


NO_LINKS: Mapping[str, Link] = {}


def as_svg(drawing: Drawing, links: Mapping[str, Link] = NO_LINKS) -> str:
    """The drawing as an SVG text. `links` are where boxes and parts lead, by the id of the box or the part."""
    width, height = _number(drawing.width), _number(drawing.height)
    title, description = f"{drawing.name}-title", f"{drawing.name}-desc"
    heads = _arrow_heads(drawing)
    role = "group" if links else "img"  # what is inside a picture cannot be reached by keyboard
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="{role}" aria-labelledby="{title} {description}" '
        f'font-family={xml_attribute(fonts.FAMILY)} font-size="{_number(drawing.size)}" fill="{drawing.ink}">',
        f'<title id="{title}">{_content(drawing.title)}</title>',
        f'<desc id="{description}">{_content(drawing.description)}</desc>',
        *([_definitions(heads)] if heads else []),
        f'<rect width="{width}" height="{height}" fill="{drawing.paper}"/>',
        *(_linked(shape, _shape(shape, heads), links) for shape in drawing.shapes),
    ]
    return "\n".join([*parts, "</svg>", ""])


def _linked(shape: Shape, drawn: str, links: Mapping[str, Link]) -> str:
    """A box or part that leads somewhere, inside its link, to which the page can lead back."""
    if not isinstance(shape, Rectangle) or (shape.id or shape.part) not in links:
        return drawn
    link = links[shape.id or shape.part]
    place = "" if shape.id else f"id={xml_attribute('box-' + shape.part)} "
    name = f" aria-label={xml_attribute(fonts.composed(link.name))}" if link.name else ""
    return f"<a {place}href={xml_attribute(link.address)}{name}>{drawn}</a>"


def _arrow_heads(drawing: Drawing) -> dict[str, str]:
    """The id of an arrowhead in each colour that arrows have: a head cannot take the colour of its line in SVG 1.1."""
    inks = dict.fromkeys(arrow.ink for arrow in drawing.arrows)
    return {ink: "arrow" if number == 1 else f"arrow-{number}" for number, ink in enumerate(inks, start=1)}


def _definitions(heads: Mapping[str, str]) -> str:
    markers = "".join(
        f'<marker id="{head}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0,0.5 L7.5,4 L0,7.5 Z" fill="{ink}"/></marker>'
        for ink, head in heads.items()
    )
    return f"<defs>{markers}</defs>"


def _shape(shape: Shape, heads: Mapping[str, str]) -> str:
    match shape:
        case Rectangle():
            return _rectangle(shape)
        case Text():
            return _text(shape)
        case Arrow():
            stroke = f'fill="none" stroke="{shape.ink}" stroke-width="{_number(shape.thickness)}"'
            return f'<path d="{_path(shape.points)}" {stroke} marker-end="url(#{heads[shape.ink]})"/>'
        case Line():
            stroke = f'stroke="{shape.ink}" stroke-width="{_number(shape.thickness)}"'
            return f'<path d="{_path((shape.start, shape.end))}" {stroke}/>'
        case Dot():
            centre = f'cx="{_number(shape.x)}" cy="{_number(shape.y)}"'
            return f'<circle {centre} r="{_number(shape.radius)}" fill="{shape.ink}"/>'


def _rectangle(shape: Rectangle) -> str:
    """A rectangle with the texts that belong to it; one with an id is a group, so that a page can link to it."""
    corner = f' rx="{_number(shape.corner)}"' if shape.corner else ""
    frame = f' stroke="{shape.frame}" stroke-width="{_number(shape.thickness)}"' if shape.frame else ""
    parts = [
        f'<rect x="{_number(shape.x)}" y="{_number(shape.y)}" '
        f'width="{_number(shape.width)}" height="{_number(shape.height)}"{corner} fill="{shape.fill}"{frame}/>'
    ]
    if shape.lines:  # one text element, so that the paragraph is selected and read aloud as a whole
        parts.append(f"<text>{''.join(_text(line, 'tspan') for line in shape.lines)}</text>")
    if shape.label:
        parts.append(_text(shape.label))
    drawn = "".join(parts)
    return f"<g id={xml_attribute('box-' + shape.id)}>{drawn}</g>" if shape.id else drawn


def _text(text: Text, element: str = "text") -> str:
    at = f'x="{_number(text.x)}" y="{_number(text.y)}"'
    if text.angle:
        at = f'transform="translate({_number(text.x)} {_number(text.y)}) rotate({_number(text.angle)})"'
    anchor = f' text-anchor="{text.anchor}"' if text.anchor is not Anchor.START else ""
    bold = ' font-weight="bold"' if text.bold else ""
    size = f' font-size="{_number(text.size)}"' if text.size else ""
    ink = f' fill="{text.ink}"' if text.ink else ""
    return f"<{element} {at}{anchor}{bold}{size}{ink}>{_content(text.text, quote=True)}</{element}>"


def _path(points: tuple[Point, ...]) -> str:
    return " ".join(f"{'L' if place else 'M'}{_number(x)},{_number(y)}" for place, (x, y) in enumerate(points))


def _content(text: str, quote: bool = False) -> str:
    return xml_content(fonts.composed(text), quote)


def _number(value: float) -> str:
    """A number without needless digits, so that the same figure has the same bytes."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
