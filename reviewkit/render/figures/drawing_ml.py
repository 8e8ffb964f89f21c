"""The shapes of a figure in DrawingML, which PowerPoint and Word share: their places, their looks, their bends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewkit.render.figures.drawing import Drawing, Point
from reviewkit.render.figures.office import Block, Connector, Words
from reviewkit.render.open_xml import one_line
from reviewkit.safe import xml_attribute

NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
_EMU = 9525  # of a px
_TURN = 60_000  # of a degree
_WHOLE = 100_000  # of a share
_NEAR = 0.05  # px


def emu(length: float) -> int:
    """A length in the unit of Office."""
    return round(length * _EMU)


def fill_xml(colour: str | None) -> str:
    """A plain fill, or none."""
    return f"<a:solidFill>{colour_xml(colour)}</a:solidFill>" if colour else "<a:noFill/>"


def colour_xml(colour: str) -> str:
    """A colour written #rrggbb."""
    return f'<a:srgbClr val="{colour.removeprefix("#").upper()}"/>'


def block_xml(block: Block) -> str:
    """Where a shape is and how it looks; without a style of the theme, which would add shadows."""
    return (
        f"{_placed(block.x, block.y, block.width, block.height, block.angle)}{_outline_of(block)}"
        f"{fill_xml(block.fill)}{_line_xml(block.frame, block.thickness)}"
    )


def connector_xml(connector: Connector) -> str:
    """Where a line is, how it bends and how it looks."""
    route = _route(connector.points)
    head = '<a:tailEnd type="triangle" w="med" len="med"/>' if connector.has_head else ""
    placed = _placed(route.x, route.y, route.width, route.height, route.angle, route.flips)
    return f"{placed}{route.form}{_line_xml(connector.ink, connector.thickness, head)}"


def body_xml(words: Words) -> str:
    """How words lie in their shape: the attributes and the content of the element for that.

    It says that neither the words nor the shape are ever made to fit.
    """
    left, top, right, bottom = map(emu, words.inset)
    turn = 'vert="vert270" ' if words.is_upwards else ""
    return (
        f'{turn}wrap="{"square" if words.is_wrapped else "none"}" lIns="{left}" tIns="{top}" rIns="{right}" '
        f'bIns="{bottom}" anchor="{"ctr" if words.is_central else "t"}"><a:noAutofit/>'
    )


def glue_xml(connector: Connector, numbers: Mapping[str, int]) -> str:
    """What a connector is tied to, by the numbers of the boxes."""
    ends = (("stCxn", connector.start), ("endCxn", connector.end))
    return "".join(f'<a:{end} id="{numbers[glue.box]}" idx="{glue.site}"/>' for end, glue in ends if glue)


def group_xml(drawing: Drawing) -> str:
    """The place of the whole figure, in which its shapes have their own places unchanged."""
    size = f'cx="{emu(drawing.width)}" cy="{emu(drawing.height)}"'
    return f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'


def described(drawing: Drawing) -> str:
    """The title and the alternative text as attributes of the group."""
    return f"descr={xml_attribute(one_line(drawing.description))} title={xml_attribute(one_line(drawing.title))}"


def _placed(x: float, y: float, width: float, height: float, angle: float = 0.0, flips: str = "") -> str:
    turn = f' rot="{round(angle % 360 * _TURN)}"' if angle else ""
    return (
        f'<a:xfrm{turn}{flips}><a:off x="{emu(x)}" y="{emu(y)}"/>'
        f'<a:ext cx="{emu(max(width, 0))}" cy="{emu(max(height, 0))}"/></a:xfrm>'
    )


def _line_xml(colour: str | None, thickness: float, head: str = "") -> str:
    if not colour or not thickness:
        return "<a:ln><a:noFill/></a:ln>"
    return f'<a:ln w="{emu(thickness)}">{fill_xml(colour)}<a:miter lim="800000"/>{head}</a:ln>'


# -- outlines


def _outline_of(block: Block) -> str:
    if block.sites:
        return _outline_with_sites(block)
    if block.is_round:
        return _preset("ellipse")
    if block.corner and min(block.width, block.height):
        return _preset("roundRect", adj=block.corner / min(block.width, block.height))
    return _preset("rect")


def _preset(name: str, **shares: float) -> str:
    values = "".join(f'<a:gd name="{key}" fmla="val {round(share * _WHOLE)}"/>' for key, share in shares.items())
    return f'<a:prstGeom prst="{name}"><a:avLst>{values}</a:avLst></a:prstGeom>'


def _outline_with_sites(block: Block) -> str:
    """A rectangle that can be glued elsewhere than in the middle of its sides; the places move with its size."""
    guides = "".join(
        f'<a:gd name="{axis}{place}" fmla="*/ {side} {round(share * _WHOLE)} {_WHOLE}"/>'
        for place, site in enumerate(block.sites)
        for axis, side, share in (("x", "w", site[0]), ("y", "h", site[1]))
    )
    middles = (("16200000", "hc", "t"), ("10800000", "l", "vc"), ("5400000", "hc", "b"), ("0", "r", "vc"))
    others = ((_direction(site), f"x{place}", f"y{place}") for place, site in enumerate(block.sites))
    sites = "".join(
        f'<a:cxn ang="{angle}"><a:pos x="{x}" y="{y}"/></a:cxn>' for angle, x, y in (*middles, *others)
    )
    return (
        f"<a:custGeom><a:avLst/><a:gdLst>{guides}</a:gdLst><a:ahLst/><a:cxnLst>{sites}</a:cxnLst>"
        f'<a:rect l="l" t="t" r="r" b="b"/><a:pathLst>{_path(block)}</a:pathLst></a:custGeom>'
    )


def _direction(site: Point) -> str:
    """Where a connector leaves a place on the edge: up, to the left, down or to the right."""
    across, down = site
    ways = {"16200000": down, "10800000": across, "5400000": 1 - down, "0": 1 - across}
    return min(ways, key=lambda way: abs(ways[way]))


def _path(block: Block) -> str:
    """The edge of a rectangle, whose corners may be round."""
    wide, high, corner = emu(block.width), emu(block.height), emu(block.corner)
    corner = min(corner, wide // 2, high // 2)
    if not corner:
        edge = f"{_to('moveTo', 0, 0)}{_to('lnTo', wide, 0)}{_to('lnTo', wide, high)}{_to('lnTo', 0, high)}"
    else:
        arcs = [
            f'<a:arcTo wR="{corner}" hR="{corner}" stAng="{start}" swAng="5400000"/>'
            for start in (10_800_000, 16_200_000, 0, 5_400_000)
        ]
        ends = (_to("lnTo", wide - corner, 0), _to("lnTo", wide, high - corner), _to("lnTo", corner, high), "")
        edge = _to("moveTo", 0, corner) + "".join(f"{arc}{end}" for arc, end in zip(arcs, ends, strict=True))
    return f'<a:path w="{wide}" h="{high}">{edge}<a:close/></a:path>'


def _to(what: str, x: int, y: int) -> str:
    return f'<a:{what}><a:pt x="{x}" y="{y}"/></a:{what}>'


# -- routes


@dataclass(frozen=True, slots=True)
class _Route:
    """A connector as Office describes it: a box, how it is turned and mirrored, and the line in it."""

    x: float
    y: float
    width: float
    height: float
    form: str
    angle: float = 0.0
    flips: str = ""


def _route(points: Sequence[Point]) -> _Route:
    """A line with at most two bends as one that Office draws anew where a box is moved; one with more as it is."""
    start, end = points[0], points[-1]
    left, top = min(start[0], end[0]), min(start[1], end[1])
    wide, high = abs(end[0] - start[0]), abs(end[1] - start[1])
    is_left, is_up = end[0] < start[0], end[1] < start[1]
    if len(points) == 2:
        return _Route(left, top, wide, high, _preset("straightConnector1"), flips=_flips(is_left, is_up))
    if len(points) > 4 or not _is_of_right_angles(points):
        return _as_it_is(points)
    is_level = abs(points[1][1] - start[1]) <= _NEAR
    form = _preset("bentConnector2")
    if len(points) == 4:
        along = 0 if is_level else 1
        whole = end[along] - start[along]
        if not whole:
            return _as_it_is(points)
        form = _preset("bentConnector3", adj1=(points[1][along] - start[along]) / whole)
    if is_level:
        return _Route(left, top, wide, high, form, flips=_flips(is_left, is_up))
    # the form begins level: turned by a quarter it begins downwards, from the right to the left unless it is mirrored
    across, down = left + wide / 2, top + high / 2
    flips = _flips(is_up, not is_left)
    return _Route(across - high / 2, down - wide / 2, high, wide, form, angle=90, flips=flips)


def _flips(across: bool, down: bool) -> str:
    return (' flipH="1"' if across else "") + (' flipV="1"' if down else "")


def _is_of_right_angles(points: Sequence[Point]) -> bool:
    """Whether each part is level or upright, and the next one is the other."""
    ways = []
    for (x1, y1), (x2, y2) in pairwise(points):
        if abs(x1 - x2) > _NEAR and abs(y1 - y2) > _NEAR:
            return False
        ways.append(abs(y1 - y2) <= _NEAR)
    return all(way != following for way, following in pairwise(ways))


def _as_it_is(points: Sequence[Point]) -> _Route:
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    edge = "".join(
        _to("lnTo" if place else "moveTo", emu(x - left), emu(y - top)) for place, (x, y) in enumerate(points)
    )
    form = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{emu(wide)}" h="{emu(high)}" fill="none">{edge}</a:path></a:pathLst></a:custGeom>'
    )
    return _Route(left, top, wide, high, form)
