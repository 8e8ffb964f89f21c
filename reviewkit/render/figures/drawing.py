"""A figure as placed shapes: all that a writer of any format needs to know of it.

Lengths are px, 96 to the inch; x grows to the right and y downwards. A writer measures and moves nothing: the words of
a drawing are wrapped already and are known to fit. Colours are written #rrggbb.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

Point = tuple[float, float]


class Anchor(StrEnum):
    """Which part of a text is at its point."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Text:
    """One printed line; `x` and `y` are a point on its baseline.

    `angle` turns it around that point, in degrees clockwise. A `size` or `ink` of None is that of the drawing. `joint`
    is what stood between this line and the one before where both are one paragraph that was wrapped: a space, or
    nothing where a word was cut.
    """

    text: str
    x: float
    y: float
    bold: bool = False
    size: float | None = None
    ink: str | None = None
    anchor: Anchor = Anchor.START
    angle: float = 0.0
    joint: str | None = None


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box or a bar. One with an `id` is a box of the diagram: arrows are tied to it, and a page may link it. A bar or
    cell that a page may link has the name of its `part` instead.

    `lines` are the paragraph inside it, one text per printed line; `label` is a single text that belongs to it and
    is inside it or beside it. `frame` is the colour of its outline, None for a bar without one; `corner` is the radius
    of its corners.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str
    frame: str | None = None
    thickness: float = 0.0
    corner: float = 0.0
    id: str = ""
    lines: tuple[Text, ...] = ()
    label: Text | None = None
    part: str = ""

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> float:
        """Where its middle is from left to right."""
        return self.x + self.width / 2

    @property
    def middle(self) -> float:
        """Where its middle is from top to bottom."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the box with the id `start` to the box with the id `end`, along `points`; the head is at the last of them.

    The ids stand beside the points because office programs tie an arrow to its boxes, and draw it anew when one of
    them is moved.
    """

    start: str
    end: str
    points: tuple[Point, ...]
    ink: str
    thickness: float


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    start: Point
    end: Point
    ink: str
    thickness: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle around a point."""

    x: float
    y: float
    radius: float
    ink: str


Shape = Rectangle | Text | Arrow | Line | Dot


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole figure; later shapes lie over earlier ones.

    `name` tells figures on one page apart. `description` is the alternative text: every number that the figure shows.
    `size` and `ink` are those of texts that have none of their own; `language` is that of its words.
    """

    name: str
    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...]
    size: float
    ink: str
    paper: str
    language: str = "en"

    @property
    def boxes(self) -> Mapping[str, Rectangle]:
        """The boxes that have an id, by their id."""
        return {shape.id: shape for shape in self.shapes if isinstance(shape, Rectangle) and shape.id}

    @property
    def arrows(self) -> tuple[Arrow, ...]:
        """The arrows between boxes."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Arrow))

    def texts(self) -> Iterator[Text]:
        """Every printed line, also those that belong to a rectangle."""
        for shape in self.shapes:
            if isinstance(shape, Text):
                yield shape
            elif isinstance(shape, Rectangle):
                yield from shape.lines
                if shape.label:
                    yield shape.label

    def scaled(self, factor: float, thicker: float | None = None) -> "Drawing":
        """The same figure with every length and every letter so many times as large, and lines so many times as thick:
        as many as everything else where that is None."""
        lines = factor if thicker is None else thicker
        return replace(
            self,
            width=self.width * factor,
            height=self.height * factor,
            size=self.size * factor,
            shapes=tuple(_scaled(shape, factor, lines) for shape in self.shapes),
        )


def _scaled(shape: Shape, factor: float, thicker: float) -> Shape:
    match shape:
        case Text():
            return _scaled_text(shape, factor)
        case Rectangle():
            return replace(
                shape,
                x=shape.x * factor,
                y=shape.y * factor,
                width=shape.width * factor,
                height=shape.height * factor,
                thickness=shape.thickness * thicker,
                corner=shape.corner * factor,
                lines=tuple(_scaled_text(line, factor) for line in shape.lines),
                label=_scaled_text(shape.label, factor) if shape.label else None,
            )
        case Arrow():
            points = tuple((x * factor, y * factor) for x, y in shape.points)
            return replace(shape, points=points, thickness=shape.thickness * thicker)
        case Line():
            (x1, y1), (x2, y2) = shape.start, shape.end
            ends = (x1 * factor, y1 * factor), (x2 * factor, y2 * factor)
            return replace(shape, start=ends[0], end=ends[1], thickness=shape.thickness * thicker)
        case Dot():
            return replace(shape, x=shape.x * factor, y=shape.y * factor, radius=shape.radius * factor)


def _scaled_text(text: Text, factor: float) -> Text:
    size = text.size * factor if text.size else None
    return replace(text, x=text.x * factor, y=text.y * factor, size=size)
