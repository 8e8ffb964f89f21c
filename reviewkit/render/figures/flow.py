"""The flow diagram: where each box is and what it says (`flow_grid`), and the same as placed shapes (`flow_drawing`).

The figure and the terminal share the grid. Column 0 is the main arm, column 1 what leaves it; columns 2 and 3 the same
for other methods where they are kept separate; column -1 the previous version of an updated review. Layout after the
PRISMA 2020 templates.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from reviewkit import fonts
from reviewkit.flow_variants import has_other_methods, is_update
from reviewkit.locales import Labels
from reviewkit.prisma import OPEN, AnyBoxId, Box, Flow, StageBoxes, Unit, decided_by, is_unrecorded, unrecorded_id
from reviewkit.render.figures.drawing import Anchor, Arrow, Drawing, Point, Rectangle, Shape, Text
from reviewkit.render.figures.flow_additions import footnotes, own_line, version_lines, with_additions
from reviewkit.render.figures.layout import (
    COLUMN_GAP,
    LEADING,
    MARGIN,
    PADDING,
    ROW_GAP,
    SIZE,
    SMALL,
    SMALL_LEADING,
    STROKE,
    Piece,
    TextLine,
    check_letters,
    size_to_fit,
    wrapped,
)
from reviewkit.render.figures.themed import sized
from reviewkit.render.flow_methods import flow_notes
from reviewkit.themes import CLASSIC, Theme
from reviewkit.words import BoxId, Column

MAIN, SIDE, OTHER, OTHER_SIDE, PREVIOUS = 0, 1, 2, 3, -1
BAR_WIDTH, BAR_GAP, BAR_CORNER = 26.0, 14.0, 4.0  # the phases at the left
DRAFT_HEIGHT = 22.0
LEAST_BAR_SIZE, BAR_MARGIN = 10.0, 6.0  # px, of the names of the phases, and the room around them
HEAD_GAP = 12.0  # between the titles of the columns and the first row
NOTE_GAP = 8.0  # between the diagram and the notes under it


@dataclass(frozen=True, slots=True)
class DiagramBox:
    """A box of the diagram at its place in the grid."""

    id: str
    row: int
    column: int
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The title of a column and of the one beside it, above the first row, where the diagram has several of these."""

    first: int
    last: int
    text: str


class Told(NamedTuple):
    """Boxes that are read one after the other: those of a phase, or of a phase under one title of columns."""

    phase: str
    head: str
    boxes: tuple[DiagramBox, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole diagram: boxes, arrows between their ids, and a phase for each row."""

    title: str
    boxes: tuple[DiagramBox, ...]
    arrows: tuple[tuple[str, str], ...]
    phases: tuple[str, ...]
    notes: tuple[str, ...] = ()
    draft: str = ""
    language: str = "en"
    heads: tuple[Head, ...] = ()
    theme: Theme = CLASSIC

    @property
    def box_width(self) -> float:
        """How wide a box is while it is laid out with letters of the usual size."""
        return self.theme.box_width * SIZE / self.theme.size

    @property
    def description(self) -> str:
        """Every number in one text: the alternative text of the figure."""
        return " ".join([*(_sentences(told) for told in self.told), *self.notes])

    @property
    def told(self) -> tuple[Told, ...]:
        """The boxes in the order in which they are read: phase by phase, and within a phase under one title of columns
        after the other, because both arms of a review have boxes of the same name."""
        found: list[Told] = []
        rows = sorted(self.boxes, key=lambda box: box.row)
        for phase, boxes in groupby(rows, key=lambda box: self.phases[box.row]):
            under: dict[str, list[DiagramBox]] = {head.text: [] for head in self.heads}
            for box in boxes:
                under.setdefault(self.head_of(box), []).append(box)
            filled = {head: together for head, together in under.items() if together}
            found += [Told(phase, head if len(filled) > 1 else "", tuple(one)) for head, one in filled.items()]
        return tuple(found)

    def head_of(self, box: DiagramBox) -> str:
        """The title of the column of a box; "" where it has none."""
        return next((head.text for head in self.heads if head.first <= box.column <= head.last), "")


def _sentences(told: Told) -> str:
    """What boxes say, after the title of their columns."""
    said = ["; ".join(line.text.replace("\u00a0", " ") for line in box.lines) + "." for box in told.boxes]
    return " ".join([*([f"{told.head}:"] if told.head else []), *said])


def flow_grid(
    flow: Flow, labels: Labels, draft: bool = False, notes: Sequence[str] = (), theme: Theme = CLASSIC
) -> Grid:
    """The diagram of a flow in a language. `notes` are printed under it; `theme` is how it looks as a picture."""
    builder = _GridBuilder(flow, labels)
    builder.identification()
    builder.screening()
    builder.inclusion()
    boxes, phases = _without_empty_rows(builder.boxes, builder.phases)
    ids = {box.id for box in boxes}
    return Grid(
        title=labels.text("flow.title"),
        boxes=boxes,
        arrows=tuple((start, end) for start, end in builder.arrows if start in ids and end in ids),
        phases=phases,
        notes=(*footnotes(flow.additions, labels), *flow_notes(flow, labels), *notes),
        draft=labels.text("flow.draft") if draft else "",
        language=labels.language,
        heads=_heads(flow, boxes, labels),
        theme=theme,
    )


def _without_empty_rows(
    boxes: Sequence[DiagramBox], phases: Sequence[str]
) -> tuple[tuple[DiagramBox, ...], tuple[str, ...]]:
    """The boxes and phases without the rows of which nothing was stated."""
    there = sorted({box.row for box in boxes})
    places = {row: place for place, row in enumerate(there)}
    return tuple(replace(box, row=places[box.row]) for box in boxes), tuple(phases[row] for row in there)


def _heads(flow: Flow, boxes: Sequence[DiagramBox], labels: Labels) -> tuple[Head, ...]:
    """The titles of the columns as the templates have them; a diagram with one column and what leaves it needs none."""
    there = {box.column for box in boxes}
    new = "new_" if is_update(flow) else ""
    pairs = [
        (PREVIOUS, PREVIOUS, "flow.previous_studies"),
        (MAIN, SIDE, f"flow.{new}{'all' if BoxId.FROM_OTHER in flow.boxes else 'databases'}"),
        (OTHER, OTHER_SIDE, f"flow.{new}other"),
    ]
    found = tuple(
        Head(min(there & {first, last}), max(there & {first, last}), labels.text(key))
        for first, last, key in pairs
        if there & {first, last}
    )
    return found if len(found) > 1 else ()


class _GridBuilder:
    """A diagram as it grows, row by row from the top. `last` and `last_other` are where the next arrow starts."""

    def __init__(self, flow: Flow, labels: Labels) -> None:
        self.flow, self.labels = flow, labels
        self.boxes: list[DiagramBox] = []
        self.arrows: list[tuple[str, str]] = []
        self.phases: list[str] = []
        self.separate = has_other_methods(flow)
        self.last: dict[Column, str] = {Column.MAIN: BoxId.FROM_DATABASES, Column.OTHER: BoxId.OTHER_IDENTIFIED}

    def row(self, phase: str) -> None:
        self.phases.append(self.labels.text(f"phase.{phase}"))

    def add(self, box: str, column: int, lines: Sequence[TextLine]) -> None:
        """A box in the row that was begun last; one without lines is left out."""
        if lines:
            whole = with_additions(lines, box, self.flow.additions, self.labels)
            self.boxes.append(DiagramBox(box, len(self.phases) - 1, column, tuple(whole)))

    def headed(self, *boxes: AnyBoxId) -> list[TextLine]:
        """The first box in bold, the others plain below it."""
        first, *rest = boxes
        return [
            *_headed(self.flow, self.labels, first),
            *(line for box in rest for line in _plain(self.flow, self.labels, box)),
        ]

    def listed(self, *boxes: AnyBoxId) -> list[TextLine]:
        return [line for box in boxes for line in _listed(self.flow, self.labels, box)]

    def identification(self) -> None:
        self.row("identification")
        identified = self.listed(BoxId.FROM_DATABASES, BoxId.FROM_REGISTERS)
        if identified and self.flow.additions.searched:
            period = self.labels.sentence("flow.searched", period=self.flow.additions.searched)
            identified.append(TextLine(period[0].upper() + period[1:]))
        self.add(BoxId.FROM_DATABASES, MAIN, identified)
        earlier = version_lines(self.flow.additions.versions, self.labels)
        self.add("prev", PREVIOUS, [*earlier, *self.headed(BoxId.PREVIOUS_STUDIES, BoxId.PREVIOUS_REPORTS)])
        if BoxId.FROM_OTHER in self.flow.boxes:
            self.add(BoxId.FROM_OTHER, SIDE, self.listed(BoxId.FROM_OTHER))
            self.row("identification")
            self.add(BoxId.IDENTIFIED, MAIN, self.headed(BoxId.IDENTIFIED))
            self.arrows += [(BoxId.FROM_DATABASES, BoxId.IDENTIFIED), (BoxId.FROM_OTHER, BoxId.IDENTIFIED)]
            self.last[Column.MAIN] = BoxId.IDENTIFIED
        self.add(BoxId.REMOVED, SIDE, _removed(self.flow, self.labels))
        self.arrows.append((self.last[Column.MAIN], BoxId.REMOVED))
        if self.separate:
            self.add(BoxId.OTHER_IDENTIFIED, OTHER, self.listed(BoxId.OTHER_IDENTIFIED))
            self.add(BoxId.OTHER_REMOVED, OTHER_SIDE, _other_removed(self.flow, self.labels))
            self.arrows.append((BoxId.OTHER_IDENTIFIED, BoxId.OTHER_REMOVED))

    def screening(self) -> None:
        """The stages that read records, retrieval, and the stages that read full texts."""
        for place in self.flow.stage_boxes():
            if not place.stage.full_text:
                self.row("screening")
                self.screened(Column.MAIN, place)
        if self.flow.one_stage:
            self.stage(Column.OTHER, BoxId.OTHER_ASSESSED, BoxId.OTHER_REPORTS_EXCLUDED, BoxId.WAITING_OTHER)
            return
        self.stage(Column.OTHER, BoxId.OTHER_SCREENED, BoxId.OTHER_EXCLUDED, BoxId.WAITING_OTHER)
        self.row("screening")
        for column, waiting_too in ((Column.MAIN, ()), (Column.OTHER, (BoxId.WAITING_OTHER,))):
            sought, missing = BoxId.SOUGHT.of(column), BoxId.NOT_RETRIEVED.of(column)
            self.stage(column, sought, missing, BoxId.WAITING_RETRIEVAL.of(column), *waiting_too)
        columns = zip(self.flow.stage_boxes(), self.flow.stage_boxes(Column.OTHER), strict=True)
        for main, other in columns:
            if main.stage.full_text:
                self.row("screening")
                self.screened(Column.MAIN, main)
                self.screened(Column.OTHER, other)

    def screened(self, column: Column, place: StageBoxes) -> None:
        """The boxes of a screening stage, with its name where it has one."""
        if place.box:
            name = f" ({self.labels.name(place.stage.labels)})" if place.stage.labels else ""
            self.stage(column, place.box, place.excluded, place.waiting, name=name)

    def stage(self, column: Column, box: AnyBoxId, leaving: AnyBoxId, *waiting: AnyBoxId, name: str = "") -> None:
        """A box of a column, and beside it what leaves it, which may be all that was stated."""
        if column is Column.OTHER and not self.separate:
            return
        place = OTHER if column is Column.OTHER else MAIN
        if box not in self.flow.boxes:
            if leaving != BoxId.OTHER_EXCLUDED:  # that is beside the records which were identified
                self.add(leaving, place + 1, _named(self.listed(leaving), name))
                self.arrows.append((self.last[column], leaving))
            return
        undecided = _waiting(self.flow, self.labels, *waiting)
        self.add(box, place, [*_named(self.headed(box), name), *undecided])
        self.add(leaving, place + 1, self.listed(leaving))
        self.arrows += [(self.last[column], box), (box, leaving)]
        self.last[column] = box

    def inclusion(self) -> None:
        self.row("included")
        self.add("new", MAIN, self.included())
        self.add("open", SIDE, [line for box in OPEN for line in _plain(self.flow, self.labels, box)])
        self.arrows += [(self.last[Column.MAIN], "new"), ("new", "open")]
        if self.separate:
            self.arrows.append((self.last[Column.OTHER], "new"))
        if any(total in self.flow.boxes for total in (BoxId.TOTAL_STUDIES, BoxId.TOTAL_REPORTS)):
            self.row("included")
            self.add("total", MAIN, self.headed(BoxId.TOTAL_STUDIES, BoxId.TOTAL_REPORTS))
            self.arrows += [("new", "total"), ("prev", "total")]
        own = [one for one in self.flow.additions.boxes if not one.within]
        for number, one in enumerate(own, start=1):
            self.row("included")
            self.add(f"own.{number}", MAIN, [TextLine(own_line(one.texts, one.n, self.labels), bold=True)])
            before = f"own.{number - 1}" if number > 1 else self.last_included()
            self.arrows.append((before, f"own.{number}"))

    def included(self) -> list[TextLine]:
        """The included studies and reports, each with what it is made of."""
        heads = [box for box in (BoxId.NEW_STUDIES, BoxId.NEW_REPORTS) if box in self.flow.boxes]
        lines = []
        for number, box in enumerate(heads):
            head = _plain(self.flow, self.labels, box) if number else _headed(self.flow, self.labels, box)
            lines += [*head, *_made_of(self.flow, self.labels, box)]
        return lines

    def last_included(self) -> str:
        """The box that the boxes of the review's own follow."""
        return "total" if any(box.id == "total" for box in self.boxes) else "new"


def _named(lines: Sequence[TextLine], name: str) -> list[TextLine]:
    """The lines of a box with the name of its stage before the number in the first one."""
    if not lines or not name:
        return list(lines)
    first, *rest = lines
    words, number, n = first.text.rpartition(" (n")
    return [replace(first, text=f"{words}{name}{number}{n}"), *rest]


def _headed(flow: Flow, labels: Labels, box: AnyBoxId) -> list[TextLine]:
    """The box's own name and number, in bold."""
    return [replace(line, bold=True) for line in _plain(flow, labels, box)]


def _plain(flow: Flow, labels: Labels, box: AnyBoxId) -> list[TextLine]:
    if box not in flow.boxes:
        return []
    return [TextLine(f"{box_title(flow, box, labels)} {labels.count(flow.n(box))}", of=(box,))]


def box_title(flow: Flow, box: AnyBoxId, labels: Labels) -> str:
    """What a box is called: by the diagram, by its source or reason, or as that of a stage of the review's own."""
    found = flow.boxes.get(box)
    if found and found.names:
        return labels.name(found.names)
    unit = f".{found.unit}" if found and box in OPEN and found.unit is Unit.REPORTS else ""
    keys: tuple[str, ...] = (f"box.{box}{unit}", f"box.{box.rpartition('.')[2]}")
    if box in (BoxId.NEW_STUDIES, BoxId.NEW_REPORTS) and is_update(flow):
        keys = (f"box.{box}.update",)
    if box == BoxId.PREVIOUS_STUDIES and len(flow.additions.versions) > 1:
        keys = (f"box.{box}.versions",)
    if box.startswith("waiting."):
        keys = ("box.waiting", "box.waiting")
    return next((labels.text(key) for key in keys if key in labels.words), str(box))


def _listed(flow: Flow, labels: Labels, box: AnyBoxId) -> list[TextLine]:
    """The box with its parts: sources or reasons."""
    return [*_headed(flow, labels, box), *_made_of(flow, labels, box)]


def _made_of(flow: Flow, labels: Labels, box: AnyBoxId) -> list[TextLine]:
    """What a box is made of: what people and tools did, and its sources or reasons."""
    by_whom = [
        TextLine(
            f"{labels.text(f'by.{who}')} {labels.count(flow.n(decided_by(box, who)))}",
            indent=1,
            of=(decided_by(box, who),),
        )
        for who in ("human", "tool")
        if decided_by(box, who) in flow.boxes
    ]
    return [*by_whom, *(_part(part, labels) for part in flow.parts(box))]


def part_name(part: Box, labels: Labels) -> str:
    """What a source or a reason is called."""
    return _unnamed(part, labels) if is_unrecorded(part.id) else labels.name(part.names) or part.id


def _part(part: Box, labels: Labels) -> TextLine:
    return TextLine(f"{part_name(part, labels)} {labels.count(part.n)}", indent=1, of=(part.id,))


def _unnamed(part: Box, labels: Labels) -> str:
    """What a box is called that holds what nobody named: exclusions without a reason, or anything else."""
    head = part.id.rpartition(".")[0]
    return labels.text("box.unrecorded" if "excluded" in head else "box.unnamed")


def _removed(flow: Flow, labels: Labels) -> list[TextLine]:
    """What was removed before screening, by kind; without a number of all kinds where nobody stated it."""
    kinds = [
        replace(line, indent=line.indent + 1)
        for box in (BoxId.DUPLICATES, BoxId.AUTOMATION, BoxId.REMOVED_OTHERWISE)
        for line in _with_parts(flow, labels, box)
    ]
    kinds += _of_no_kind(flow, labels, BoxId.REMOVED)
    title = TextLine(f"{box_title(flow, BoxId.REMOVED, labels)}:", bold=True)
    head = _headed(flow, labels, BoxId.REMOVED) or [title]
    return [*head, *kinds] if kinds or BoxId.REMOVED in flow.boxes else []


def _other_removed(flow: Flow, labels: Labels) -> list[TextLine]:
    """What was removed of other methods: by kind, below the number of all where somebody stated it."""
    kinds = [
        line
        for box in (BoxId.OTHER_DUPLICATES, BoxId.OTHER_REMOVED_OTHERWISE)
        if flow.n(box)
        for line in _with_parts(flow, labels, box)
    ]
    if BoxId.OTHER_REMOVED in flow.boxes:
        kinds = [replace(line, indent=line.indent + 1) for line in kinds]
        head = _plain(flow, labels, BoxId.OTHER_REMOVED)
        kinds = [*head, *kinds, *_of_no_kind(flow, labels, BoxId.OTHER_REMOVED)]
    if BoxId.OTHER_SCREENED not in flow.boxes and flow.n(BoxId.OTHER_EXCLUDED):
        kinds += _with_parts(flow, labels, BoxId.OTHER_EXCLUDED)
    return kinds


def _of_no_kind(flow: Flow, labels: Labels, head: AnyBoxId) -> list[TextLine]:
    """The removals whose kind nobody stated, where other removals have one."""
    unnamed = unrecorded_id(head)
    return [_part(flow.boxes[unnamed], labels)] if unnamed in flow.boxes else []


def _with_parts(flow: Flow, labels: Labels, box: AnyBoxId) -> list[TextLine]:
    """A box and what it is made of; nobody's unnamed reasons are no line of their own."""
    return [*_plain(flow, labels, box), *_made_of(flow, labels, box)]


def _waiting(flow: Flow, labels: Labels, *boxes: AnyBoxId) -> list[TextLine]:
    waiting = tuple(box for box in boxes if flow.n(box))
    n = sum(map(flow.n, waiting))
    return [TextLine(f"{labels.text('box.waiting')} {labels.count(n)}", of=waiting)] if n else []


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the grid on the page: where it begins, and how high its highest box is (px)."""

    top: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box of the grid and the rectangle that it became."""

    box: DiagramBox
    shape: Rectangle


def flow_drawing(diagram: Grid) -> Drawing:
    """The diagram as placed shapes. Raises ReviewkitError for letters that the font lacks.

    It is laid out with letters of the usual size in boxes that are so much wider or narrower, and then scaled, so that
    what fits, fits in every size.
    """
    theme = diagram.theme
    for box in diagram.boxes:
        for line in box.lines:
            check_letters(line.text)
    rows, boxes = _placed(diagram)
    width = max(placed.shape.right for placed in boxes.values()) + MARGIN
    bottom = max(rows[-1].bottom, *(placed.shape.bottom for placed in boxes.values())) + MARGIN
    notes = _notes(diagram.notes, bottom + NOTE_GAP, width - 2 * MARGIN)
    shapes: list[Shape] = []
    if diagram.draft:
        x, y = width - MARGIN, MARGIN + 2
        shapes.append(Text(diagram.draft, x, y, bold=True, ink=theme.draft, anchor=Anchor.END))
    shapes += _phase_bars(diagram, rows)
    shapes += _head_bars(diagram)
    shapes += [_arrow(boxes[start], boxes[end], theme) for start, end in diagram.arrows]
    shapes += [boxes[box.id].shape for told in diagram.told for box in told.boxes]
    made = Drawing(
        name="flow",
        width=width,
        height=bottom + (len(notes) * SMALL_LEADING + NOTE_GAP if notes else 0),
        title=diagram.title,
        description=diagram.description,
        shapes=(*shapes, *notes),
        size=SIZE,
        ink=theme.ink,
        paper=theme.paper,
        language=diagram.language,
    )
    return sized(made, theme)


def _placed(diagram: Grid) -> tuple[list[_Row], dict[str, _Placed]]:
    """Every row and every box at its place on the page. Columns without boxes take no room."""
    pieces = {
        box.id: [piece for line in box.lines for piece in wrapped(line, diagram.box_width - 2 * PADDING)]
        for box in diagram.boxes
    }
    top = MARGIN + (DRAFT_HEIGHT if diagram.draft else 0) + _head_height(diagram)
    rows = _rows(diagram, {box.id: _height(pieces[box.id]) for box in diagram.boxes}, top)
    left_of = _columns(diagram)
    boxes = {
        box.id: _Placed(
            box,
            _rectangle(box.id, pieces[box.id], left_of[box.column], rows[box.row].top, diagram),
        )
        for box in diagram.boxes
    }
    return rows, boxes


def _rows(diagram: Grid, heights: Mapping[str, float], top: float) -> list[_Row]:
    """The rows from the top. What earlier versions included hangs beside them all, above the total that it is part
    of."""
    hanging = max((heights[box.id] for box in diagram.boxes if box.column == PREVIOUS), default=0.0)
    total = next((box.row for box in diagram.boxes if box.id == "total"), None)
    foot, rows = top + hanging + ROW_GAP, list[_Row]()
    for number, phase in enumerate(diagram.phases):
        if number == total:
            top = max(top, foot)
        of_row = [heights[box.id] for box in diagram.boxes if box.row == number and box.column != PREVIOUS]
        rows.append(_Row(top, max(of_row, default=0.0)))
        if diagram.phases[number + 1 : number + 2] != (phase,):
            first = rows[diagram.phases.index(phase)]
            rows[-1] = replace(rows[-1], height=max(rows[-1].height, _bar_height(phase) - (top - first.top)))
        top = rows[-1].bottom + ROW_GAP
    return rows


def _bar_height(phase: str) -> float:
    """How high the bar of a phase must be for its name to be read."""
    return fonts.width(phase, LEAST_BAR_SIZE, bold=True) + BAR_MARGIN


def _columns(diagram: Grid) -> dict[int, float]:
    """Where each column that has boxes begins."""
    first = MARGIN + BAR_WIDTH + BAR_GAP
    there = sorted({box.column for box in diagram.boxes})
    return {column: first + place * (diagram.box_width + COLUMN_GAP) for place, column in enumerate(there)}


def _head_lines(head: Head, left_of: Mapping[int, float], box_width: float) -> Sequence[Piece]:
    """The title of a column as lines that fit above it."""
    width = left_of[head.last] + box_width - left_of[head.first]
    return wrapped(TextLine(head.text, bold=True), width - 2 * PADDING)


def _head_height(diagram: Grid) -> float:
    """How much room the titles of the columns take, with the gap below them."""
    left_of = _columns(diagram)
    return max(
        (_height(_head_lines(head, left_of, diagram.box_width)) + HEAD_GAP for head in diagram.heads), default=0.0
    )


def _head_bars(diagram: Grid) -> Iterator[Rectangle]:
    """The titles of the columns, as bars above them."""
    left_of, height = _columns(diagram), _head_height(diagram) - HEAD_GAP
    theme = diagram.theme
    fill, ink, (frame, thickness) = theme.bar, _ink_of_bar(theme), _frame_of_bar(theme)
    top = MARGIN + (DRAFT_HEIGHT if diagram.draft else 0)
    for number, head in enumerate(diagram.heads):
        x, right = left_of[head.first], left_of[head.last] + diagram.box_width
        pieces = _head_lines(head, left_of, diagram.box_width)
        first = top + (height - _height(pieces)) / 2 + PADDING + SIZE - 2
        lines = tuple(
            Text(piece.text, x + PADDING, first + place * LEADING, True, ink=ink)
            for place, piece in enumerate(pieces)
        )
        name = f"head.{number}"
        yield Rectangle(x, top, right - x, height, fill, frame, thickness, BAR_CORNER, name, lines)


def _height(pieces: Sequence[Piece]) -> float:
    return len(pieces) * LEADING + 2 * PADDING - (LEADING - SIZE)


def _rectangle(box: str, pieces: Sequence[Piece], x: float, y: float, diagram: Grid) -> Rectangle:
    """The box with its words in it; the first baseline is 2 px above the foot of its line."""
    theme, width = diagram.theme, diagram.box_width
    lines = tuple(
        Text(
            piece.text,
            x + PADDING + piece.inset,
            y + PADDING + SIZE - 2 + place * LEADING,
            piece.bold,
            joint=piece.joint,
        )
        for place, piece in enumerate(pieces)
    )
    corner = theme.corner * SIZE / theme.size
    return Rectangle(x, y, width, _height(pieces), theme.fill, theme.frame, STROKE, corner, box, lines)


def _notes(notes: Sequence[str], y: float, width: float) -> list[Text]:
    pieces = [piece for note in notes for piece in wrapped(TextLine(note), width, SMALL)]
    return [
        Text(piece.text, MARGIN, y + place * SMALL_LEADING, size=SMALL, joint=piece.joint)
        for place, piece in enumerate(pieces)
    ]


def _phase_bars(diagram: Grid, rows: Sequence[_Row]) -> Iterator[Rectangle]:
    """The bars at the left, one for each run of rows of the same phase; their names read from bottom to top."""
    phases, theme, first = diagram.phases, diagram.theme, 0
    fill, ink, (frame, thickness) = theme.bar, _ink_of_bar(theme), _frame_of_bar(theme)
    for row in range(1, len(phases) + 1):
        if row < len(phases) and phases[row] == phases[first]:
            continue
        top, bottom = rows[first].top, rows[row - 1].bottom
        size = size_to_fit(phases[first], bottom - top - BAR_MARGIN + 0.01, bold=True)
        x = MARGIN + BAR_WIDTH / 2 + size * 0.35  # the baseline, so that capitals stand in the middle of the bar
        label = Text(phases[first], x, (top + bottom) / 2, True, size, ink, anchor=Anchor.MIDDLE, angle=-90)
        yield Rectangle(MARGIN, top, BAR_WIDTH, bottom - top, fill, frame, thickness, BAR_CORNER, label=label)
        first = row


def _ink_of_bar(theme: Theme) -> str | None:
    """The colour of the words in a bar; None where it is that of all words."""
    return None if theme.bar_ink == theme.ink else theme.bar_ink


def _frame_of_bar(theme: Theme) -> tuple[str | None, float]:
    """The outline of a bar and its thickness: none, but for one of the colour of the paper, which would not be seen."""
    return (theme.frame, STROKE) if theme.bar == theme.paper else (None, 0.0)


def _arrow(start: _Placed, end: _Placed, theme: Theme) -> Arrow:
    return Arrow(start.box.id, end.box.id, tuple(_route(start, end)), theme.frame, STROKE)


def _route(start: _Placed, end: _Placed) -> list[Point]:
    """Straight down, straight across, or down and then across where the columns differ."""
    source, target = start.shape, end.shape
    if start.box.column == end.box.column:
        return [(source.centre, source.bottom), (target.centre, target.y)]
    if start.box.row == end.box.row:
        y = min(source.middle, target.bottom - 8, source.bottom - 8)
        return [(source.right, y), (target.x, y)]
    if end.box.row == start.box.row + 1:
        y = target.y - ROW_GAP / 2
        return [(source.centre, source.bottom), (source.centre, y), (target.centre, y), (target.centre, target.y)]
    side = target.right if source.x > target.x else target.x
    return [(source.centre, source.bottom), (source.centre, target.middle), (side, target.middle)]
