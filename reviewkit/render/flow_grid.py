"""Which box of the flow stands where, with which words: one grid that every writer of the diagram draws.

Column 0 is the main arm, column 1 what leaves it; columns 2 and 3 the same for other methods where they are kept
apart; column -1 the previous version of an updated review. Layout after the PRISMA 2020 templates.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit.locales import Labels
from reviewkit.prisma import UNRECORDED, Box, Flow
from reviewkit.words import OtherArm, Stages

MAIN, SIDE, OTHER, OTHER_SIDE, PREVIOUS = 0, 1, 2, 3, -1


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a box before it is wrapped."""

    text: str
    bold: bool = False
    indent: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A box of the diagram at its place."""

    id: str
    row: int
    column: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole diagram: boxes, arrows between their ids, and a phase for each row."""

    title: str
    cells: tuple[Cell, ...]
    arrows: tuple[tuple[str, str], ...]
    phases: tuple[str, ...]
    notes: tuple[str, ...] = ()
    draft: str = ""

    def cell(self, box: str) -> Cell | None:
        """The cell with this id."""
        return next((cell for cell in self.cells if cell.id == box), None)

    @property
    def description(self) -> str:
        """Every number in one text: the alternative text of the figure."""
        sentences = [
            "; ".join(line.text.replace("\u00a0", " ") for line in cell.lines) + "." for cell in self.cells
        ]
        return " ".join([*sentences, *self.notes])


def grid(flow: Flow, labels: Labels, draft: bool = False, notes: Sequence[str] = ()) -> Grid:
    """The diagram of a flow in a language. `notes` are printed under it."""
    diagram = _Diagram(flow, labels)
    diagram.identification()
    diagram.screening()
    diagram.inclusion()
    ids = {cell.id for cell in diagram.cells}
    return Grid(
        title=labels.text("flow.title"),
        cells=tuple(diagram.cells),
        arrows=tuple((start, end) for start, end in diagram.arrows if start in ids and end in ids),
        phases=tuple(diagram.phases),
        notes=(*_deviations(flow, labels), *notes),
        draft=labels.text("flow.draft") if draft else "",
    )


class _Diagram:
    """A diagram as it grows, row by row from the top. `last` and `last_other` are where the next arrow starts."""

    def __init__(self, flow: Flow, labels: Labels) -> None:
        self.flow, self.labels = flow, labels
        self.cells: list[Cell] = []
        self.arrows: list[tuple[str, str]] = []
        self.phases: list[str] = []
        self.separate = flow.other_arm is OtherArm.SEPARATE and "other.identified" in flow.boxes
        self.last, self.last_other = "id.databases", "other.identified"

    def row(self, phase: str) -> None:
        self.phases.append(self.labels.text(f"phase.{phase}"))

    def put(self, box: str, column: int, lines: Sequence[Line]) -> None:
        if lines:
            self.cells.append(Cell(box, len(self.phases) - 1, column, tuple(lines)))

    def headed(self, *boxes: str) -> list[Line]:
        """The first box in bold, the others plain below it."""
        first, *rest = boxes
        return [
            *_headed(self.flow, self.labels, first),
            *(line for box in rest for line in _plain(self.flow, self.labels, box)),
        ]

    def listed(self, *boxes: str) -> list[Line]:
        return [line for box in boxes for line in _listed(self.flow, self.labels, box)]

    def identification(self) -> None:
        self.row("identification")
        self.put(self.last, MAIN, self.listed("id.databases", "id.registers"))
        self.put("prev", PREVIOUS, self.headed("prev.studies", "prev.reports"))
        if "id.other" in self.flow.boxes:
            self.put("id.other", SIDE, self.listed("id.other"))
            self.row("identification")
            self.put("id", MAIN, self.headed("id"))
            self.arrows += [("id.databases", "id"), ("id.other", "id")]
            self.last = "id"
        self.put("rm", SIDE, _removed(self.flow, self.labels))
        self.arrows.append((self.last, "rm"))
        if self.separate:
            self.put("other.identified", OTHER, self.listed("other.identified"))
            self.put("other.rm", OTHER_SIDE, _other_removed(self.flow, self.labels))
            self.arrows.append(("other.identified", "other.rm"))

    def screening(self) -> None:
        self.row("screening")
        self.stage("", "screened", "excluded", "screening", "title-abstract")
        if self.flow.stages is Stages.ONE:
            self.stage("other.", "assessed", "reports_excluded", "other")
            return
        self.row("screening")
        self.stage("", "sought", "not_retrieved", "retrieval")
        self.stage("other.", "sought", "not_retrieved", "other-retrieval", "other")
        self.row("screening")
        self.stage("", "assessed", "reports_excluded", "full-text")
        self.stage("other.", "assessed", "reports_excluded", "other-full-text")

    def stage(self, arm: str, box: str, out: str, *waiting: str) -> None:
        """A box of the main column of an arm, and beside it what leaves it."""
        if f"{arm}{box}" not in self.flow.boxes or (arm and not self.separate):
            return
        column = OTHER if arm else MAIN
        waits = _waiting(self.flow, self.labels, *waiting)
        self.put(f"{arm}{box}", column, [*self.headed(f"{arm}{box}"), *waits])
        self.put(f"{arm}{out}", column + 1, self.listed(f"{arm}{out}"))
        self.arrows += [
            (self.last_other if arm else self.last, f"{arm}{box}"),
            (f"{arm}{box}", f"{arm}{out}"),
        ]
        if arm:
            self.last_other = f"{arm}{box}"
        else:
            self.last = box

    def inclusion(self) -> None:
        self.row("included")
        self.put("new", MAIN, self.headed("new.studies", "new.reports"))
        self.arrows.append((self.last, "new"))
        if self.separate:
            self.arrows.append((self.last_other, "new"))
        if "total.studies" in self.flow.boxes:
            self.row("included")
            self.put("total", MAIN, self.headed("total.studies", "total.reports"))
            self.arrows += [("new", "total"), ("prev", "total")]


def _deviations(flow: Flow, labels: Labels) -> list[str]:
    """How the figure departs from the PRISMA 2020 templates, for the note under it."""
    found = []
    if "id.other" in flow.boxes:
        found.append(labels.text("flow.pooled"))
    if flow.stages is Stages.ONE:
        found.append(labels.text("flow.one_stage"))
    return [labels.text("flow.adapted" if found else "flow.source"), *found]


def _headed(flow: Flow, labels: Labels, box: str) -> list[Line]:
    """The box's own name and number, in bold."""
    return (
        [Line(f"{labels.text(f'box.{box}')} {labels.count(flow.n(box))}", bold=True)] if box in flow.boxes else []
    )


def _plain(flow: Flow, labels: Labels, box: str) -> list[Line]:
    return [Line(f"{labels.text(f'box.{box}')} {labels.count(flow.n(box))}")] if box in flow.boxes else []


def _listed(flow: Flow, labels: Labels, box: str) -> list[Line]:
    """The box with its parts: sources or reasons."""
    by_whom = [
        Line(f"{labels.text(f'by.{who}')} {labels.count(flow.n(f'{box}_by.{who}'))}", indent=True)
        for who in ("human", "tool")
        if f"{box}_by.{who}" in flow.boxes
    ]
    return [*_headed(flow, labels, box), *by_whom, *(_part(part, labels) for part in flow.parts(box))]


def _part(part: Box, labels: Labels) -> Line:
    name = (
        labels.text("box.unrecorded") if part.id.endswith(f".{UNRECORDED}") else labels.name(part.names) or part.id
    )
    return Line(f"{name} {labels.count(part.n)}", indent=True)


def _removed(flow: Flow, labels: Labels) -> list[Line]:
    lines = _headed(flow, labels, "rm")
    for box in ("rm.duplicates", "rm.automation", "rm.other"):
        lines += [Line(line.text, indent=True) for line in _plain(flow, labels, box)]
    return lines


def _other_removed(flow: Flow, labels: Labels) -> list[Line]:
    boxes = [box for box in ("other.rm.duplicates", "other.rm.other", "other.excluded") if flow.n(box)]
    return [line for box in boxes for line in _plain(flow, labels, box)]


def _waiting(flow: Flow, labels: Labels, *names: str) -> list[Line]:
    n = sum(flow.n(f"waiting.{name}") for name in names)
    return [Line(f"{labels.text('box.waiting')} {labels.count(n)}")] if n else []
