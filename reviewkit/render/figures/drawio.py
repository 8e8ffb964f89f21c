"""A drawing as a file of draw.io (diagrams.net): boxes that people can edit, arrows that follow them.

Every cell that is a box has its id in the file, and one of our own: `box-screened`.
"""

from collections.abc import Iterator, Mapping

from reviewkit.render.figures.drawing import Anchor, Drawing
from reviewkit.render.figures.office import Block, Connector, Glue, Paragraph, Words, pieces
from reviewkit.render.open_xml import one_line
from reviewkit.safe import xml_attribute, xml_content

_SIDES = {Anchor.START: "left", Anchor.MIDDLE: "center", Anchor.END: "right"}
_LAYER = "layer"


def as_drawio(drawing: Drawing) -> str:
    """The drawing as a diagram on a page of its own size. Its title and alternative text are data of its layer."""
    found = pieces(drawing)
    ids = {piece.name: f"box-{piece.name}" for piece in found if piece.name in drawing.boxes}
    cells = "\n".join(_cells(found, ids))
    wide, high = _number(drawing.width), _number(drawing.height)
    return (
        '<mxfile host="reviewkit">\n'
        f"<diagram id={_attribute(drawing.name)} name={_attribute(drawing.title)}>\n"
        f'<mxGraphModel grid="0" page="1" pageScale="1" pageWidth="{wide}" pageHeight="{high}" '
        f'background="{drawing.paper}" math="0" shadow="0">\n<root>\n<mxCell id="root"/>\n'
        f'<UserObject id="{_LAYER}" label="" title={_attribute(drawing.title)} '
        f"description={_attribute(drawing.description)} language={_attribute(drawing.language)}>"
        f'<mxCell parent="root"/></UserObject>\n{cells}\n</root>\n</mxGraphModel>\n</diagram>\n</mxfile>\n'
    )


def _cells(found: tuple[Block | Connector, ...], ids: Mapping[str, str]) -> Iterator[str]:
    for place, piece in enumerate(found, start=1):
        if isinstance(piece, Connector):
            yield _connector(piece, f"line-{place}", ids)
        else:
            yield _block(piece, ids.get(piece.name, f"shape-{place}"))


def _block(block: Block, cell: str) -> str:
    place = (
        f'<mxGeometry x="{_number(block.x)}" y="{_number(block.y)}" width="{_number(block.width)}" '
        f'height="{_number(block.height)}" as="geometry"/>'
    )
    label = _html(block.words) if block.words else ""
    return (
        f"<mxCell id={_attribute(cell)} value={_attribute(label)} style={_attribute(_style(block))} "
        f'vertex="1" parent="{_LAYER}">{place}</mxCell>'
    )


def _style(block: Block) -> str:
    words = block.words
    parts: dict[str, object] = {
        "html": 1,
        "fillColor": block.fill or "none",
        "strokeColor": block.frame or "none",
        "strokeWidth": _number(block.thickness),
        "shadow": 0,
    }
    if block.corner:
        parts |= {"rounded": 1, "absoluteArcSize": 1, "arcSize": _number(2 * block.corner)}
    if block.angle:
        parts["rotation"] = _number(block.angle)
    if words:
        parts |= _words_style(words)
    kind = "shape=ellipse;perimeter=ellipsePerimeter;" if block.is_round else "" if block.fill else "text;"
    return kind + "".join(f"{key}={value};" for key, value in parts.items())


def _words_style(words: Words) -> dict[str, object]:
    left, top, right, bottom = words.inset
    first = words.paragraphs[0]
    return {
        "whiteSpace": "wrap" if words.is_wrapped else "nowrap",
        "align": _SIDES[words.anchor],
        "verticalAlign": "middle" if words.is_central else "top",
        "spacing": 0,
        "spacingLeft": _number(left),
        "spacingTop": _number(top),
        "spacingRight": _number(right),
        "spacingBottom": _number(bottom),
        "horizontal": 0 if words.is_upwards else 1,
        "fontFamily": "Arial",
        "fontSize": _number(first.size),
        "fontColor": first.ink,
    }


def _html(words: Words) -> str:
    """The paragraphs as the HTML that labels of draw.io are; what strangers wrote is text in it."""
    return "".join(_paragraph(one, words) for one in words.paragraphs)


def _paragraph(one: Paragraph, words: Words) -> str:
    look = f"line-height:{_number(words.leading)}px;font-size:{_number(one.size)}px;color:{one.ink};"
    if one.left or one.first:
        look += f"padding-left:{_number(one.left)}px;text-indent:{_number(one.first - one.left)}px;"
    text = xml_content(one_line(one.text))
    return f'<div style="{look}">{f"<b>{text}</b>" if one.bold else text}</div>'


def _connector(connector: Connector, cell: str, ids: Mapping[str, str]) -> str:
    parts: dict[str, object] = {
        "edgeStyle": "orthogonalEdgeStyle" if len(connector.points) > 2 else "none",
        "rounded": 0,
        "html": 1,
        "strokeColor": connector.ink,
        "strokeWidth": _number(connector.thickness),
        "endArrow": "block" if connector.has_head else "none",
        "endFill": 1,
        "endSize": 5,
    }
    parts |= _glued("exit", connector.start) | _glued("entry", connector.end)
    style = "".join(f"{key}={value};" for key, value in parts.items())
    ends = ((" source", connector.start), (" target", connector.end))
    tied = "".join(f"{end}={_attribute(ids[glue.box])}" for end, glue in ends if glue)
    first, *turns, last = connector.points
    points = _point(first, ' as="sourcePoint"') + _point(last, ' as="targetPoint"')
    if turns:
        points += f'<Array as="points">{"".join(_point(turn) for turn in turns)}</Array>'
    return (
        f'<mxCell id="{cell}" style={_attribute(style)} edge="1"{tied} parent="{_LAYER}">'
        f'<mxGeometry relative="1" as="geometry">{points}</mxGeometry></mxCell>'
    )


def _glued(end: str, glue: Glue | None) -> dict[str, object]:
    if not glue:
        return {}
    across, down = glue.at
    return {f"{end}X": f"{across:g}", f"{end}Y": f"{down:g}", f"{end}Dx": 0, f"{end}Dy": 0, f"{end}Perimeter": 0}


def _point(point: tuple[float, float], role: str = "") -> str:
    return f'<mxPoint x="{_number(point[0])}" y="{_number(point[1])}"{role}/>'


def _attribute(text: str) -> str:
    return xml_attribute(one_line(text))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
