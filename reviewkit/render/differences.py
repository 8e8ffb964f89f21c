"""What is different between two reviews, as a text with tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewkit.coding import Cell, Evidence
from reviewkit.diff import BookDifference, BoxDifference, Cause, CellDifference, Difference, StudyDifference
from reviewkit.locales import Labels
from reviewkit.model import Codebook, Study
from reviewkit.prisma import Flow
from reviewkit.render.document import Document, Section
from reviewkit.render.figures.flow import box_title
from reviewkit.render.tables.table import Table

PARTS = ("flow", "studies", "codebook", "matrix")
_SHOWN = 12  # ids of records that a cell names
_ARROW = " → "


@dataclass(frozen=True, slots=True)
class Told:
    """What the words of a difference need besides it: the two flows, the codebooks and the studies by their names, the
    two moments in words, and notes on what no log says of them."""

    flows: tuple[Flow, Flow]
    books: Mapping[str, tuple[Codebook | None, Codebook | None]]
    citations: Mapping[str, str]
    moments: tuple[str, str]
    notes: tuple[str, ...] = ()


def as_document(found: Difference, told: Told, labels: Labels, parts: Sequence[str] = ()) -> Document:
    """The differences part by part, or in the parts that are asked for; a part without any says so."""
    words = _Words(told, labels)
    makers: Mapping[str, Callable[[], Section]] = {
        "flow": lambda: words.flow(found.flow),
        "studies": lambda: words.studies(found.studies),
        "codebook": lambda: words.codebooks(found.codebooks),
        "matrix": lambda: words.matrices(found.codebooks),
    }
    wanted = [name for name in PARTS if not parts or name in parts]
    return Document(
        words.say("title", before=told.moments[0], after=told.moments[1]),
        told.notes,
        tuple(makers[name]() for name in wanted),
        labels.language,
    )


class _Words:
    """Sections in one language."""

    def __init__(self, told: Told, labels: Labels) -> None:
        self.told, self.labels = told, labels

    def say(self, key: str, /, **values: object) -> str:
        return self.labels.sentence(f"differences.{key}", **values)

    def section(self, name: str, heads: str, rows: Sequence[tuple[str, ...]], *further: Table) -> Section:
        """A part with its table; without rows it says that nothing is different."""
        heading = self.say(name)
        if not rows and not further:
            return Section(heading, (self.say("nothing"),))
        return Section(heading, (), (*([self.table(heading, heads, rows)] if rows else []), *further))

    def table(self, caption: str, heads: str, rows: Sequence[tuple[str, ...]]) -> Table:
        head = tuple(self.say(f"head_{name}") for name in heads.split())
        return Table(caption, head, tuple(rows), row_heads=True, language=self.labels.language)

    def flow(self, found: Sequence[BoxDifference]) -> Section:
        rows = [
            (
                self.box(one),
                self.number(one.before),
                self.number(one.after),
                self.ids(one.came),
                self.ids(one.went),
                self.causes(one.causes),
            )
            for one in found
        ]
        return self.section("flow", "box before after came went acts", rows)

    def box(self, one: BoxDifference) -> str:
        flow = next((flow for flow in reversed(self.told.flows) if one.id in flow.boxes), self.told.flows[1])
        known = next((box for name, box in flow.boxes.items() if name == one.id), None)
        title = box_title(flow, known.id, self.labels) if known else one.id
        head = one.id.rpartition(".")[0]
        above = next((box for name, box in flow.boxes.items() if name == head), None)
        return f"{box_title(flow, above.id, self.labels)}: {title}" if above and one.names else title

    def number(self, n: int | None) -> str:
        return self.labels.number(n or 0)

    def ids(self, members: Sequence[str]) -> str:
        """How many came or went, and which: the first of them where there are many."""
        if not members:
            return ""
        shown = ", ".join(self.told.citations.get(member, member) for member in members[:_SHOWN])
        more = len(members) - _SHOWN
        named = f"{shown} {self.say('more', n=more)}" if more > 0 else shown
        return f"{self.labels.number(len(members))}: {named}"

    def causes(self, causes: Sequence[Cause]) -> str:
        """The acts by kind: how many, whose, and when."""
        said = []
        for kind in dict.fromkeys(cause.kind for cause in causes):
            of_kind = [cause for cause in causes if cause.kind == kind]
            people = ", ".join(sorted({cause.by for cause in of_kind}))
            days = list(dict.fromkeys(f"{cause.at:%Y-%m-%d}" for cause in (of_kind[0], of_kind[-1])))
            said.append(self.say(f"acts_{kind}", n=len(of_kind), people=people, days=" – ".join(days)))
        return "; ".join(said)

    def studies(self, found: Sequence[StudyDifference]) -> Section:
        rows = [(self.study(one), *self.what_of_study(one)) for one in found]
        return self.section("studies", "study what details", rows)

    def study(self, one: StudyDifference) -> str:
        named = one.after or one.before
        return f"{named.citation} ({one.key})" if named else one.key

    def what_of_study(self, one: StudyDifference) -> tuple[str, str]:
        if one.before is None or one.after is None:
            there = one.after or one.before
            return self.say("added" if one.before is None else "removed"), ", ".join(
                there.records if there else ()
            )
        pairs = zip(self.said(one.before), self.said(one.after), strict=True)
        changed = [f"{old[0]}: {old[1]}{_ARROW}{new[1]}" for old, new in pairs if old != new]
        return self.say("changed"), "; ".join(changed)

    def said(self, study: Study) -> tuple[tuple[str, str], ...]:
        characteristics = "; ".join(f"{name}: {value}" for name, value in study.characteristics.items())
        values = (study.citation, ", ".join(study.records), characteristics, ", ".join(study.sets))
        names = ("citation", "records", "characteristics", "sets")
        return tuple((self.say(name), value) for name, value in zip(names, values, strict=True))

    def codebooks(self, found: Sequence[BookDifference]) -> Section:
        tables = [self.steps(one) for one in found if one.steps]
        return self.section("codebook", "", (), *tables)

    def steps(self, one: BookDifference) -> Table:
        rows = [
            (
                self.say(f"step_{step.op}"),
                self.codes(one.codebook, step.ids),
                self.codes(one.codebook, step.into),
                "; ".join(
                    f"{change.key}: {_said(change.before)}{_ARROW}{_said(change.after)}"
                    for change in step.changes
                    if step.op != "merge"
                ),
            )
            for step in one.steps
        ]
        return self.table(self.say("codebook_named", name=one.codebook), "what codes into details", rows)

    def codes(self, book: str, ids: Iterable[str]) -> str:
        return "; ".join(self.code(book, code) for code in ids)

    def code(self, book: str, code: str) -> str:
        """A code by its label, as it is called after, or else before."""
        for codebook in reversed(self.told.books.get(book, (None, None))):
            for one in codebook.codes if codebook else ():
                if one.id == code:
                    return one.label(self.labels.language)
        return code

    def matrices(self, found: Sequence[BookDifference]) -> Section:
        tables = [self.cells(one) for one in found if one.cells]
        return self.section("matrix", "", (), *tables)

    def cells(self, one: BookDifference) -> Table:
        rows = [self.cell(one.codebook, cell) for cell in one.cells]
        return self.table(self.say("matrix_named", name=one.codebook), "theme study before after came went", rows)

    def cell(self, book: str, one: CellDifference) -> tuple[str, ...]:
        return (
            self.code(book, one.theme),
            self.told.citations.get(one.study, one.study),
            *(self.say(f"cell_{kind or Cell.NOT_ASSESSED}") for kind in (one.before, one.after)),
            self.marks(book, one.came),
            self.marks(book, one.went),
        )

    def marks(self, book: str, marks: Sequence[Evidence]) -> str:
        return "; ".join(
            f"{mark.coder}: {self.code(book, mark.mark.code)}{f' “{mark.quote}”' if mark.quote else ''}"
            for mark in marks
        )


def _said(value: object) -> str:
    """What a codebook says under a key, in words."""
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_said(one)}" for key, one in value.items())
    return ", ".join(map(_said, value)) if isinstance(value, list | tuple) else str(value)
