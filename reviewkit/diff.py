"""What is different between two reviews, which may be one review at two moments, or two copies of it.

Boxes of the flow are compared by their members, so that a difference names the records, and the acts that are in only
one of the two and are about these records.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reviewkit.codebook_history import Step, amounts_to
from reviewkit.coding import Cell, Evidence, Matrix
from reviewkit.model import Decision, DuplicateVerdict, Import, Retrieval, Study
from reviewkit.prisma import Box, Unit

if TYPE_CHECKING:
    from reviewkit.review import Review

AnyFlowAct = Decision | Retrieval | DuplicateVerdict | Import


@dataclass(frozen=True, slots=True)
class Cause:
    """An act that only one of the two reviews has, and what it is: an import, a verdict, a decision, a retrieval."""

    event: str
    kind: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BoxDifference:
    """A box of the flow; `before` and `after` are None where a flow does not have it, which is no difference from 0.

    `came` and `went` are members of only one of the two, `causes` are acts on these. Where numbers were entered, nobody
    knows the members, and both are empty.
    """

    id: str
    unit: Unit
    names: Mapping[str, str]
    before: int | None
    after: int | None
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyDifference:
    """An included study as it was and as it is; None where it is not among the included ones."""

    key: str
    before: Study | None
    after: Study | None


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A cell of the matrix; None where a matrix does not have it. `came` and `went` are the marks behind it."""

    theme: str
    study: str
    before: Cell | None
    after: Cell | None
    came: tuple[Evidence, ...] = ()
    went: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class BookDifference:
    """The steps that a codebook went through, and the cells of its matrix that are different."""

    codebook: str
    steps: tuple[Step, ...]
    cells: tuple[CellDifference, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is different."""

    flow: tuple[BoxDifference, ...] = ()
    studies: tuple[StudyDifference, ...] = ()
    codebooks: tuple[BookDifference, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether anything is different."""
        return bool(self.flow or self.studies or self.codebooks)


def difference(before: "Review", after: "Review") -> Difference:
    """What is different in the second review."""
    return Difference(
        flow_difference(before, after), study_difference(before, after), book_difference(before, after)
    )


def flow_difference(before: "Review", after: "Review") -> tuple[BoxDifference, ...]:
    """The boxes of the flow with other members, or other numbers where these were entered."""
    causes = _Causes(before, after)
    boxes = {**before.flow.boxes, **after.flow.boxes}
    found = (
        _box(box, before.flow.boxes.get(name), after.flow.boxes.get(name), causes) for name, box in boxes.items()
    )
    return tuple(one for one in found if one)


def _box(known: Box, before: Box | None, after: Box | None, causes: "_Causes") -> BoxDifference | None:
    old, new = _members(before), _members(after)
    came = tuple(member for member in new if member not in old)
    went = tuple(member for member in old if member not in new)
    numbers = before.n if before else None, after.n if after else None
    if (numbers[0] or 0) == (numbers[1] or 0) and not came and not went:
        return None
    acts = causes.of((*came, *went))
    return BoxDifference(str(known.id), known.unit, known.names, *numbers, came, went, acts)


def _members(box: Box | None) -> dict[str, None]:
    return dict.fromkeys(box.members or ()) if box else {}


class _Causes:
    """The acts that are in one of two reviews alone, by the records and studies that they are about."""

    def __init__(self, before: "Review", after: "Review") -> None:
        self._reviews = (before, after)
        self._studies = [
            {study.key: study.records for study in review.included_studies} for review in self._reviews
        ]
        acts = [_acts(review) for review in self._reviews]
        self._about: dict[str, list[Cause]] = {}
        for key in acts[0].keys() ^ acts[1].keys():
            cause, records = acts[0].get(key) or acts[1][key]
            for record in records:
                self._about.setdefault(record, []).append(cause)

    def of(self, members: Iterable[str]) -> tuple[Cause, ...]:
        """The acts on these records, reports or studies, in time."""
        records = {record for member in members for record in self._records(member)}
        found = {cause for record in records for cause in self._about.get(record, ())}
        return tuple(sorted(found, key=lambda cause: (cause.at, cause.event)))

    def _records(self, member: str) -> Iterator[str]:
        """The records of a record's report, or of the reports of a study, in either review."""
        for review, studies in zip(self._reviews, self._studies, strict=True):
            for record in studies.get(member, (member,)):
                yield from review.reports.get(review.report_of.get(record, record), (record,))


def _acts(review: "Review") -> dict[tuple[str, str], tuple[Cause, Sequence[str]]]:
    """Every act that counts for the flow, by what it is and its id, with the records that it is about."""
    facts = review.facts
    records = {export.imported: export.record_ids() for export in facts.exports}
    found: list[tuple[str, AnyFlowAct, Sequence[str]]] = [
        *(("decision", act, (act.record,)) for act in facts.decisions),
        *(("retrieval", act, (act.record,)) for act in facts.retrievals),
        *(("verdict", act, (act.first, act.second)) for act in facts.verdicts),
        *(("import", act, records.get(act.id, ())) for act in facts.imports),
    ]
    return {(kind, act.id): (Cause(act.id, kind, act.by, act.at), about) for kind, act, about in found}


def study_difference(before: "Review", after: "Review") -> tuple[StudyDifference, ...]:
    """The included studies that are in one of the two alone, or are cited or described otherwise."""
    old, new = ({study.key: study for study in review.included_studies} for review in (before, after))
    found = (StudyDifference(key, old.get(key), new.get(key)) for key in {**old, **new})
    return tuple(one for one in found if _said(one.before) != _said(one.after))


def _said(study: Study | None) -> tuple[object, ...]:
    """What is said of a study, without where."""
    if study is None:
        return ()
    return study.citation, study.records, tuple(study.characteristics.items()), study.sets


def book_difference(before: "Review", after: "Review") -> tuple[BookDifference, ...]:
    """What is different in each codebook, and in its matrix."""
    old, new = ({book.name: book for book in review.facts.codebooks} for review in (before, after))
    found = []
    for name in {**old, **new}:
        said = [books[name].said if name in books else {} for books in (old, new)]
        steps = tuple(amounts_to(*said))
        cells = _cells(before.matrices.get(name), after.matrices.get(name))
        if steps or cells:
            found.append(BookDifference(name, steps, cells))
    return tuple(found)


def _cells(before: Matrix | None, after: Matrix | None) -> tuple[CellDifference, ...]:
    """The cells with another kind of mark, or with other marks behind them."""
    old, new = (dict(matrix.cells) if matrix else {} for matrix in (before, after))
    found = []
    for place in {**old, **new}:
        marks = [matrix.evidence.get(place, ()) if matrix else () for matrix in (before, after)]
        came = tuple(mark for mark in marks[1] if mark not in marks[0])
        went = tuple(mark for mark in marks[0] if mark not in marks[1])
        kinds = old.get(place), new.get(place)
        if came or went or _known(kinds[0]) is not _known(kinds[1]):
            found.append(CellDifference(*place, *kinds, came, went))
    return tuple(found)


def _known(kind: Cell | None) -> Cell | None:
    """What a cell says; nothing where nobody assessed it, and where there is none."""
    return None if kind is Cell.NOT_ASSESSED else kind
