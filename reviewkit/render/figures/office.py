"""A drawing as office programs know figures: shapes that hold their words as paragraphs, and connectors that are glued.

Lengths stay px. Words that a drawing has as printed lines become the paragraphs that they were before they were
wrapped, because people edit them; the room for them is a little wider than ours, so that a program whose letters are
a trifle wider breaks no line elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from reviewkit import fonts
from reviewkit.render.figures.drawing import Anchor, Arrow, Dot, Drawing, Line, Point, Rectangle, Shape, Text

LEADING = 1.3  # of a single line, as a share of its size
BASELINE = 0.8  # how far down a line its baseline is, in the programs that are told how high a line is
SLACK = 4.0  # px of room that the widest line does not need
MORE_SLACK = 0.03  # and as a share of its width
UPWARDS = -90.0
SIDES: tuple[Point, ...] = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))  # where any rectangle can be glued
_NEAR = 0.5  # px
_NEXT_LINE = 1.6  # how far below each other notes are that belong together, as a share of their size


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words with one look; `left` is where its lines begin and `first` where its first one does."""

    text: str
    size: float
    ink: str
    bold: bool = False
    left: float = 0.0
    first: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """The paragraphs in a shape: their room inside it, how high each line is, and which way they run."""

    paragraphs: tuple[Paragraph, ...]
    leading: float
    anchor: Anchor = Anchor.START
    inset: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # left, top, right, bottom
    is_central: bool = False  # from top to bottom
    is_upwards: bool = False
    is_wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A shape that can hold words: a box, a bar, a dot, or words alone, which have neither fill nor frame.

    `sites` are where connectors are glued besides the middles of its sides, as shares of its width and height.
    """

    name: str
    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    frame: str | None = None
    thickness: float = 0.0
    corner: float = 0.0
    angle: float = 0.0
    is_round: bool = False
    sites: tuple[Point, ...] = ()
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Glue:
    """Where a connector is tied: the name of a box, the number of the place, and the place as shares of the box."""

    box: str
    site: int
    at: Point


@dataclass(frozen=True, slots=True)
class Connector:
    """A line, or an arrow along `points` between the boxes that it is glued to."""

    name: str
    points: tuple[Point, ...]
    ink: str
    thickness: float
    start: Glue | None = None
    end: Glue | None = None
    has_head: bool = False


Piece = Block | Connector


def pieces(drawing: Drawing) -> tuple[Piece, ...]:
    """The shapes of a drawing in its order; a box has its id as its name."""
    sites = _sites(drawing)
    found: list[Piece] = []
    for shapes in _together(drawing.shapes):
        first = shapes[0]
        match first:
            case Text():
                found.append(_words_alone([shape for shape in shapes if isinstance(shape, Text)], drawing))
            case Rectangle():
                found += _rectangle(first, sites.get(first.id, ()), drawing)
            case Dot():
                size = 2 * first.radius
                left, top = first.x - first.radius, first.y - first.radius
                found.append(Block("dot", left, top, size, size, fill=first.ink, is_round=True))
            case Line():
                found.append(Connector("line", (first.start, first.end), first.ink, first.thickness))
            case Arrow():
                found.append(_connector(first, drawing.boxes, sites))
    return tuple(found)


# -- words


def _together(shapes: Sequence[Shape]) -> Iterator[list[Shape]]:
    """The shapes one by one, but printed lines that are below each other as one."""
    run: list[Shape] = []
    for shape in shapes:
        if run and not _goes_on(run[-1], shape):
            yield run
            run = []
        run.append(shape)
    if run:
        yield run


def _goes_on(last: Shape, text: Shape) -> bool:
    """Whether a printed line is the next one of the same words."""
    if not isinstance(last, Text) or not isinstance(text, Text):
        return False
    if (last.anchor, last.angle, last.size) != (text.anchor, text.angle, text.size):
        return False
    if text.angle:
        return text.angle == UPWARDS and text.joint is not None and text.y == last.y
    if text.x != last.x:
        return False
    if text.joint is not None:
        return text.y > last.y
    return text.size is not None and 0 < text.y - last.y <= _NEXT_LINE * text.size


def _paragraphs(lines: Iterable[Text], drawing: Drawing, left: float) -> tuple[Paragraph, ...]:
    """Printed lines as the paragraphs that they were cut from; `left` is where those begin that are not indented."""
    cut: list[list[Text]] = []
    for line in lines:
        if line.joint is None or not cut:
            cut.append([line])
        else:
            cut[-1].append(line)
    return tuple(_paragraph(some, drawing, left) for some in cut)


def _paragraph(lines: Sequence[Text], drawing: Drawing, left: float) -> Paragraph:
    first, *rest = lines
    words = first.text + "".join(f"{line.joint}{line.text}" for line in rest)
    below = rest[0].x if rest else first.x
    is_indented = first.anchor is Anchor.START and not first.angle
    places = (below - left, first.x - left) if is_indented else (0.0, 0.0)
    return Paragraph(
        fonts.composed(words), first.size or drawing.size, first.ink or drawing.ink, first.bold, *places
    )


def _leading(lines: Sequence[Text], size: float) -> float:
    """From one baseline to the next."""
    if len(lines) < 2:
        return size * LEADING
    return abs(lines[1].x - lines[0].x) if lines[0].angle else lines[1].y - lines[0].y


def _words_alone(lines: Sequence[Text], drawing: Drawing) -> Block:
    """Printed lines as a box of their own without fill and frame, turned as they are."""
    first = lines[0]
    size = first.size or drawing.size
    leading = _leading(lines, size)
    widest = max(fonts.width(line.text, line.size or drawing.size, line.bold) for line in lines)
    is_wrapped = any(line.joint is not None for line in lines)
    width, height = widest * (1 + MORE_SLACK) + SLACK, len(lines) * leading
    if is_wrapped and first.anchor is Anchor.START and not first.angle:  # long lines leave the figure no margin
        width = max(widest, min(width, drawing.width - first.x - SLACK))
    before = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[first.anchor]
    words = Words(
        _paragraphs(lines, drawing, first.x),
        leading,
        first.anchor,
        is_upwards=first.angle == UPWARDS,
        is_wrapped=is_wrapped,
    )
    if words.is_upwards:  # the words begin at the foot, and the first line is the leftmost
        left, top = first.x - BASELINE * leading, first.y - width + before
        return Block("text", left, top, height, width, words=words)
    left, top = first.x - before, first.y - BASELINE * leading
    if first.angle:
        left, top = _turned((left, top), (width, height), (first.x, first.y), first.angle)
    return Block("text", left, top, width, height, angle=first.angle, words=words)


def _turned(corner: Point, size: Point, around: Point, angle: float) -> Point:
    """Where a box begins that is turned around its own middle, so that it lies as if it were turned around a point."""
    across, down = corner[0] + size[0] / 2 - around[0], corner[1] + size[1] / 2 - around[1]
    turn = radians(angle)
    x = around[0] + across * cos(turn) - down * sin(turn)
    y = around[1] + across * sin(turn) + down * cos(turn)
    return x - size[0] / 2, y - size[1] / 2


def _rectangle(shape: Rectangle, sites: tuple[Point, ...], drawing: Drawing) -> Iterator[Block]:
    """A box with its words in it, or a bar; a label that is not in the middle of it is beside it."""
    label = shape.label
    words = _in_box(shape, drawing) if shape.lines else None
    if words is None and label and _is_in_the_middle(label, shape):
        size = label.size or drawing.size
        paragraph = _paragraph([label], drawing, label.x)
        words = Words((paragraph,), size * LEADING, Anchor.MIDDLE, is_central=True, is_upwards=bool(label.angle))
        label = None
    yield Block(
        shape.id or "bar",
        shape.x,
        shape.y,
        shape.width,
        shape.height,
        shape.fill,
        shape.frame,
        shape.thickness,
        shape.corner,
        sites=sites,
        words=words,
    )
    if label:
        yield _words_alone([label], drawing)


def _is_in_the_middle(label: Text, shape: Rectangle) -> bool:
    inside = shape.x <= label.x <= shape.right and shape.y <= label.y <= shape.bottom
    return inside and label.anchor is Anchor.MIDDLE and label.angle in (0.0, UPWARDS)


def _in_box(shape: Rectangle, drawing: Drawing) -> Words:
    """The paragraphs of a box, with the room around them that the drawing gives and a little more at the right."""
    first = shape.lines[0]
    leading = _leading(shape.lines, first.size or drawing.size)
    left = min(line.x for line in shape.lines)
    beside = left - shape.x if first.anchor is Anchor.START else SLACK
    top = max(0.0, first.y - BASELINE * leading - shape.y)
    inset = (beside, top, min(SLACK, beside), 0.0)
    paragraphs = _paragraphs(shape.lines, drawing, left)
    return Words(paragraphs, leading, first.anchor, inset, is_wrapped=True)


# -- connectors


def _sites(drawing: Drawing) -> dict[str, tuple[Point, ...]]:
    """Where arrows touch each box elsewhere than in the middle of a side."""
    found: dict[str, dict[Point, None]] = {}
    boxes = drawing.boxes
    for arrow in drawing.arrows:
        for box, point in ((arrow.start, arrow.points[0]), (arrow.end, arrow.points[-1])):
            if box in boxes and _side(boxes[box], point) is None:
                found.setdefault(box, {})[_share(boxes[box], point)] = None
    return {box: tuple(points) for box, points in found.items()}


def _side(box: Rectangle, point: Point) -> int | None:
    """The side in the middle of which a point is."""
    for place, (across, down) in enumerate(SIDES):
        x, y = box.x + across * box.width, box.y + down * box.height
        if abs(x - point[0]) <= _NEAR and abs(y - point[1]) <= _NEAR:
            return place
    return None


def _share(box: Rectangle, point: Point) -> Point:
    """A point as shares of the width and the height of a box."""
    across = (point[0] - box.x) / box.width if box.width else 0.0
    down = (point[1] - box.y) / box.height if box.height else 0.0
    return round(across, 5), round(down, 5)


def _connector(arrow: Arrow, boxes: Mapping[str, Rectangle], sites: Mapping[str, tuple[Point, ...]]) -> Connector:
    def glue(box: str, point: Point) -> Glue | None:
        if box not in boxes:
            return None
        side = _side(boxes[box], point)
        if side is not None:
            return Glue(box, side, SIDES[side])
        share = _share(boxes[box], point)
        return Glue(box, len(SIDES) + sites[box].index(share), share)

    return Connector(
        f"{arrow.start} - {arrow.end}",
        arrow.points,
        arrow.ink,
        arrow.thickness,
        glue(arrow.start, arrow.points[0]),
        glue(arrow.end, arrow.points[-1]),
        has_head=True,
    )
