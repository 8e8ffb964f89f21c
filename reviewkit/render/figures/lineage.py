"""Which codes became which: a box for each state of a code, an arrow to what it became, time from left to right."""

from collections.abc import Mapping, Sequence

from reviewkit.codebook_lineage import Lineage, LineageNode
from reviewkit.locales import Labels
from reviewkit.model import Codebook, CodebookAct
from reviewkit.render.figures.drawing import Arrow, Drawing, Point, Rectangle, Shape, Text
from reviewkit.render.figures.layout import (
    COLUMN_GAP,
    LEADING,
    MARGIN,
    PADDING,
    SIZE,
    STROKE,
    Piece,
    TextLine,
    check_letters,
    wrapped,
)
from reviewkit.render.figures.themed import sized
from reviewkit.themes import CLASSIC, Theme

_OF_A_BOX = 200 / 270  # how wide a box is, as a share of one of the flow
_APART = 16.0  # between rows


def lineage_drawing(found: Lineage, book: Codebook, words: Labels, theme: Theme = CLASSIC) -> Drawing:
    """The figure of a codebook in a theme. Raises ReviewkitError for letters that the font lacks."""
    title = words.text("lineage.title").format(title=book.title)
    names = {code.id: code.label(words.language) for code in book.codes}
    pieces = [_pieces(found, place, names, book, words, theme) for place in range(len(found.nodes))]
    heads = wrapped(TextLine(title, bold=True), max(_width(found, theme) - 2 * MARGIN, _box_width(theme)))
    top = MARGIN + LEADING * len(heads) + PADDING
    shapes: list[Shape] = [
        Text(head.text, MARGIN, MARGIN + SIZE + LEADING * place, bold=True, joint=head.joint)
        for place, head in enumerate(heads)
    ]
    heights = {
        row: max(_height(pieces[place]) for place, node in enumerate(found.nodes) if node.code == row)
        for row in found.rows
    }
    tops: dict[str, float] = {}
    for row in found.rows:
        tops[row], top = top, top + heights[row] + _APART
    boxes = [
        _box(place, node, pieces[place], tops[node.code], heights[node.code], theme)
        for place, node in enumerate(found.nodes)
    ]
    bends = _bends(found, boxes)
    arrows = [_arrow(boxes[first], boxes[second], bends[second], theme) for first, second in found.became]
    check_letters(" ".join([title, *(piece.text for some in pieces for piece in some)]))
    made = Drawing(
        "lineage",
        max(_width(found, theme), _box_width(theme) + 2 * MARGIN),
        top - _APART + MARGIN,
        title,
        described(found, names, words),
        (*shapes, *arrows, *boxes),
        SIZE,
        theme.ink,
        theme.paper,
        words.language,
    )
    return sized(made, theme)


def described(found: Lineage, names: Mapping[str, str], words: Labels) -> str:
    """Every merge and split with its reason, in one text."""
    acts = dict.fromkeys(node.act.id for node in found.nodes if node.act)
    by_id = {node.act.id: node.act for node in found.nodes if node.act}
    return " ".join(f"{became(by_id[one], names, words)}." for one in acts)


def became(act: CodebookAct, names: Mapping[str, str], words: Labels) -> str:
    """What a merge or split made of which codes, who did it, when and why; no full stop is at the end."""

    def named(codes: tuple[str, ...]) -> str:
        return ", ".join(names.get(code, code) for code in codes)

    codes = (*act.into, *act.ids) if act.op == "merge" else act.ids
    said = words.text("lineage.became")
    return said.format(codes=named(codes), into=named(act.into), how=_how(act, words), why=act.why).rstrip(": .")


def _how(act: CodebookAct, words: Labels) -> str:
    return words.text(f"lineage.{act.op}").format(by=act.by, day=f"{act.at:%Y-%m-%d}")


def box_of(place: int) -> str:
    """The id of the box of a node, by its place in the lineage."""
    return f"node{place + 1}"


def _pieces(
    found: Lineage,
    place: int,
    names: Mapping[str, str],
    book: Codebook,
    words: Labels,
    theme: Theme,
) -> tuple[Piece, ...]:
    lines = lines_of_node(found, place, names, book, words)
    return tuple(piece for line in lines for piece in wrapped(line, _box_width(theme) - 2 * PADDING))


def lines_of_node(
    found: Lineage, place: int, names: Mapping[str, str], book: Codebook, words: Labels
) -> list[TextLine]:
    """The lines of a box: the code, how it became so, and that it is retired, where that is how it ended."""
    node = found.nodes[place]
    lines = [TextLine(names.get(node.code, node.code), bold=True)]
    if node.act:
        lines.append(TextLine(_how(node.act, words)))
    retired = any(code.id == node.code and code.status == "retired" for code in book.codes)
    if retired and all(first != place for first, _ in found.became):
        lines.append(TextLine(words.text("lineage.retired")))
    return lines


def _height(pieces: tuple[Piece, ...]) -> float:
    return LEADING * len(pieces) + 2 * PADDING - (LEADING - SIZE)


def _box_width(theme: Theme) -> float:
    """How wide a box is while it is laid out with letters of the usual size."""
    return theme.box_width * _OF_A_BOX * SIZE / theme.size


def _width(found: Lineage, theme: Theme) -> float:
    columns = 1 + max((node.column for node in found.nodes), default=0)
    return 2 * MARGIN + columns * _box_width(theme) + (columns - 1) * COLUMN_GAP


def _box(
    place: int, node: LineageNode, pieces: tuple[Piece, ...], top: float, height: float, theme: Theme
) -> Rectangle:
    wide, corner = _box_width(theme), theme.corner * SIZE / theme.size
    x = MARGIN + node.column * (wide + COLUMN_GAP)
    lines = tuple(
        Text(piece.text, x + PADDING, top + PADDING + SIZE - 2 + LEADING * at, piece.bold, joint=piece.joint)
        for at, piece in enumerate(pieces)
    )
    return Rectangle(x, top, wide, height, theme.fill, theme.frame, STROKE, corner, box_of(place), lines)


def _bends(found: Lineage, boxes: Sequence[Rectangle]) -> dict[int, float]:
    """Where the arrows to each box turn: those of different acts never on one line, so that each can be followed."""
    spans: dict[tuple[int, str], list[float]] = {}
    for first, second in found.became:
        node = found.nodes[second]
        key = (node.column, node.act.id if node.act else "")
        spans.setdefault(key, []).extend((boxes[first].middle, boxes[second].middle))
    lanes: dict[int, list[float]] = {}  # by column, where the last arrow in each lane ends
    lane_of: dict[tuple[int, str], int] = {}
    for key, ends in sorted(spans.items(), key=lambda one: min(one[1])):
        taken = lanes.setdefault(key[0], [])
        lane = next((number for number, end in enumerate(taken) if end < min(ends)), len(taken))
        taken[lane : lane + 1] = [max(ends)]
        lane_of[key] = lane
    return {
        place: boxes[place].x - COLUMN_GAP * (1 + lane_of[key]) / (1 + len(lanes[node.column]))
        for place, node in enumerate(found.nodes)
        if (key := (node.column, node.act.id if node.act else "")) in lane_of
    }


def _arrow(start: Rectangle, end: Rectangle, bend: float, theme: Theme) -> Arrow:
    """Straight across in its own row, then up or down just before what it became."""
    turn: list[Point] = [] if start.y == end.y else [(bend, start.middle), (bend, end.middle)]
    return Arrow(start.id, end.id, ((start.right, start.middle), *turn, (end.x, end.middle)), theme.frame, STROKE)
