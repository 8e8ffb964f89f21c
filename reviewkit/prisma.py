"""The PRISMA 2020 flow: how many, and which (Page et al. 2021, BMJ 372:n71).

A count is a set of ids with a length, so the records behind every box can be listed, and the sums can be checked
(balance.py). The same boxes also hold counts that a person entered, where no ids are known.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, NewType

from reviewkit.errors import ReviewkitError
from reviewkit.model import (
    NO_ADDITIONS,
    Additions,
    DuplicateGroup,
    Outcome,
    Protocol,
    ScreeningStage,
    Source,
    Study,
)
from reviewkit.words import EXCLUDED_BOXES, Arm, BoxId, Column, OtherArm, State, message

PartId = NewType("PartId", str)  # of a source, a reason (`excluded.population`), or a stage of the review's own
AnyBoxId = BoxId | PartId
OPEN = (BoxId.ONGOING, BoxId.AWAITING)  # neither included nor excluded: Cochrane Handbook, section 4.6.5
UNRECORDED = "unrecorded"
_FIXED = frozenset(BoxId)


class Unit(StrEnum):
    """What a box counts."""

    RECORDS = "records"
    REPORTS = "reports"
    STUDIES = "studies"


@dataclass(frozen=True, slots=True)
class Box:
    """One number of the flow. `members` are the ids behind it, or None where the number was entered.

    `names` are the labels of a source or a reason by language; boxes of the diagram itself are named by locales.
    """

    id: AnyBoxId
    n: int
    unit: Unit
    members: tuple[str, ...] | None = None
    names: Mapping[str, str] = field(default_factory=dict)


class StageBoxes(NamedTuple):
    """The boxes of one screening stage in one arm: the reports that reached it, were excluded there, or are
    undecided."""

    stage: ScreeningStage
    box: AnyBoxId | None
    excluded: AnyBoxId
    waiting: AnyBoxId

    @property
    def is_further(self) -> bool:
        """Whether PRISMA 2020 has no box for the stage: it is read again by a stage of the review's own."""
        return self.box is not None and self.box not in _FIXED


@dataclass(frozen=True, slots=True)
class Flow:
    """All boxes by id, in PRISMA order, and the variant of the diagram.

    `tools` are the automation tools that excluded records, each as it is named, with how many it excluded. `additions`
    are what a person added that is no box of PRISMA 2020.
    """

    boxes: Mapping[AnyBoxId, Box]
    other_arm: OtherArm
    stages: tuple[ScreeningStage, ...]
    entered: bool = False
    tools: tuple[tuple[str, int], ...] = ()
    additions: Additions = NO_ADDITIONS

    @property
    def one_stage(self) -> bool:
        """Whether nobody reads full texts as a stage of its own."""
        return not any(stage.full_text for stage in self.stages)

    def stage_boxes(self, column: Column = Column.MAIN) -> tuple[StageBoxes, ...]:
        """The boxes of each stage in a column, in order."""
        return stage_boxes(self.stages, column)

    def excluded_boxes(self) -> tuple[AnyBoxId, ...]:
        """Every box of excluded records or reports that a flow of these stages can have."""
        of_stages = (place.excluded for column in Column for place in self.stage_boxes(column))
        return tuple(dict.fromkeys((*EXCLUDED_BOXES, *of_stages)))

    def n(self, box: AnyBoxId) -> int:
        """The number in a box; 0 for a box that is not in the flow."""
        found = self.boxes.get(box)
        return found.n if found else 0

    def named(self, name: str) -> Box:
        """The box that a person named. Raises ReviewkitError where the flow has none of this name."""
        box = box_id(name)
        if box not in self.boxes:
            raise ReviewkitError(
                message("The flow has no box {name!r}. It has: {boxes}", name=name, boxes=", ".join(self.boxes))
            )
        return self.boxes[box]

    def parts(self, box: AnyBoxId) -> tuple[Box, ...]:
        """The boxes that make up a box: `id.databases` has one for each database."""
        return tuple(found for name, found in self.boxes.items() if name.rpartition(".")[0] == box)

    @property
    def included(self) -> int:
        """Included reports; where only studies were entered, one report each is assumed."""
        return self.n(BoxId.NEW_REPORTS) if BoxId.NEW_REPORTS in self.boxes else self.n(BoxId.NEW_STUDIES)

    @property
    def unfinished(self) -> tuple[Box, ...]:
        """The boxes of reports that still need a decision."""
        return tuple(box for name, box in self.boxes.items() if name.startswith("waiting.") and box.n)


def stage_boxes(stages: Sequence[ScreeningStage], column: Column = Column.MAIN) -> tuple[StageBoxes, ...]:
    """The boxes of each stage. The first that reads records and the first that reads full texts have the boxes of
    PRISMA.

    By other methods records are not screened as a stage of its own: those excluded are one box, `other.excluded`.
    """
    found, seen = [], set()
    for stage in stages:
        is_first = stage.full_text not in seen
        seen.add(stage.full_text)
        if column is Column.OTHER and not stage.full_text:
            found.append(StageBoxes(stage, None, BoxId.OTHER_EXCLUDED, BoxId.WAITING_OTHER))
            continue
        boxes = (BoxId.ASSESSED, BoxId.REPORTS_EXCLUDED) if stage.full_text else (BoxId.SCREENED, BoxId.EXCLUDED)
        box, excluded = (box if is_first else f"{stage.id}.{box}" for box in boxes)
        names = (_in_column(name, column) for name in (box, excluded, f"waiting.{stage.id}"))
        found.append(StageBoxes(stage, *names))
    return tuple(found)


def _in_column(box: str, column: Column) -> AnyBoxId:
    """The id of a box in a column, where PRISMA 2020 has the box or a stage of the review's own."""
    if column is Column.MAIN:
        return box_id(box)
    head, _, name = box.partition(".")
    return box_id(f"{head}.other-{name}" if head == "waiting" else f"other.{box}")


def flow(
    protocol: Protocol,
    sources: Sequence[Source],
    source_of: Mapping[str, str],
    groups: Sequence[DuplicateGroup],
    outcomes: Mapping[str, Outcome],
    studies: Sequence[Study],
) -> Flow:
    """The flow of a review, computed from what people did.

    `source_of` names the source of each record; `studies` are those with an included report, which name every one.
    """
    boxes = _Boxes()
    arm_of = {source.name: source.arm for source in sources}
    separate = protocol.other_arm is OtherArm.SEPARATE
    other_ids = {record for record, source in source_of.items() if arm_of.get(source) is Arm.OTHER}

    _identified(boxes, sources, source_of, separate)
    if not separate and BoxId.FROM_OTHER in boxes.found:
        boxes.add(BoxId.IDENTIFIED, Unit.RECORDS, source_of)
    kept = [group.kept for group in groups]
    duplicates = [record for group in groups for record in group.records if record != group.kept]
    separate_records = {record for record in (*kept, *duplicates) if separate and record in other_ids}
    _Arm(boxes, protocol, outcomes, Column.MAIN).main(
        [report for report in kept if report not in separate_records],
        [record for record in duplicates if record not in separate_records],
    )
    if separate and BoxId.OTHER_IDENTIFIED in boxes.found:
        _Arm(boxes, protocol, outcomes, Column.OTHER).other(
            [report for report in kept if report in separate_records],
            [record for record in duplicates if record in separate_records],
        )
    _open(boxes, protocol, kept, outcomes)
    boxes.add(BoxId.NEW_STUDIES, Unit.STUDIES, (study.key for study in studies))
    boxes.add(BoxId.NEW_REPORTS, Unit.REPORTS, (one for one in kept if outcomes[one].state is State.INCLUDED))
    if protocol.previous:
        updated(boxes.found, protocol.previous.studies, protocol.previous.reports)
    return Flow(boxes.found, protocol.other_arm, protocol.stages, tools=_tools(protocol, outcomes))


class _Boxes:
    """The boxes as they are computed, in order."""

    def __init__(self) -> None:
        self.found: dict[AnyBoxId, Box] = {}

    def add(
        self, box: AnyBoxId, unit: Unit, members: Iterable[str], names: Mapping[str, str] | None = None
    ) -> None:
        ids = tuple(members)
        self.found[box] = Box(box, len(ids), unit, ids, names or {})

    def part(
        self, head: AnyBoxId, name: str, unit: Unit, members: Iterable[str], names: Mapping[str, str]
    ) -> None:
        """A box for one source or reason within a box."""
        self.add(part_id(head, name, self.found), unit, members, names)


def _identified(boxes: _Boxes, sources: Sequence[Source], source_of: Mapping[str, str], separate: bool) -> None:
    by_source: dict[str, list[str]] = {}
    for record, name in source_of.items():
        by_source.setdefault(name, []).append(record)
    known = {source.name: source for source in sources}
    everything = [*known, *(name for name in by_source if name not in known)]
    for arm in Arm:
        names = [name for name in everything if (known[name].arm if name in known else Arm.DATABASES) is arm]
        head = BoxId.OTHER_IDENTIFIED if arm is Arm.OTHER and separate else BoxId(f"id.{arm}")
        if not names:
            continue
        boxes.add(head, Unit.RECORDS, (record for name in names for record in by_source.get(name, ())))
        for name in names:
            label = known[name].database if name in known else name
            boxes.part(head, name, Unit.RECORDS, by_source.get(name, ()), {"en": label})


class _Arm:
    """One column of the flow: databases and registers, or other methods."""

    def __init__(self, boxes: _Boxes, protocol: Protocol, outcomes: Mapping[str, Outcome], column: Column) -> None:
        self.boxes, self.protocol, self.outcomes, self.column = boxes, protocol, outcomes, column
        self.stages = stage_boxes(protocol.stages, column)

    def main(self, kept: Sequence[str], duplicates: Sequence[str]) -> None:
        """The boxes from what was removed before screening to the last stage."""
        removed = self.those(kept, State.REMOVED)
        automation = [report for report in removed if self.outcomes[report].by_tool]
        others = [report for report in removed if not self.outcomes[report].by_tool]
        self.boxes.add(BoxId.REMOVED, Unit.RECORDS, (*duplicates, *removed))
        self.boxes.add(BoxId.DUPLICATES, Unit.RECORDS, duplicates)
        if automation:
            self.boxes.add(BoxId.AUTOMATION, Unit.RECORDS, automation)
        self.removed_for_reasons(BoxId.REMOVED_OTHERWISE, others)
        left = [report for report in kept if self.outcomes[report].state is not State.REMOVED]
        for place in self.stages:
            if place.box and not place.stage.full_text:
                self.boxes.add(place.box, Unit.RECORDS, left)
                left = self.screened(left, place, Unit.RECORDS)
        if self.protocol.reads_full_texts:
            self.full_texts(left)

    def other(self, kept: Sequence[str], duplicates: Sequence[str]) -> None:
        """The boxes of other methods: records are assessed at once, or sought where full texts are read."""
        self.boxes.add(BoxId.OTHER_DUPLICATES, Unit.RECORDS, duplicates)
        self.removed_for_reasons(BoxId.OTHER_REMOVED_OTHERWISE, self.those(kept, State.REMOVED))
        left = [report for report in kept if self.outcomes[report].state is not State.REMOVED]
        if not self.protocol.reads_full_texts:
            self.boxes.add(BoxId.OTHER_ASSESSED, Unit.REPORTS, left)
            last = self.stages[-1]
            excluded = self.those(left, State.EXCLUDED)
            self.excluded(BoxId.OTHER_REPORTS_EXCLUDED, Unit.REPORTS, excluded, last.stage)
            self.waiting(BoxId.WAITING_OTHER, [r for r in left if self.outcomes[r].state in _UNDECIDED])
            return
        before = [place.stage.id for place in self.stages if not place.stage.full_text]
        excluded = [r for r in self.those(left, State.EXCLUDED) if self.outcomes[r].stage in before]
        if excluded:
            self.excluded(BoxId.OTHER_EXCLUDED, Unit.RECORDS, excluded, self.stages[0].stage)
        undecided = [r for r in left if self.outcomes[r].state in _UNDECIDED and self.outcomes[r].stage in before]
        self.waiting(BoxId.WAITING_OTHER, undecided)
        self.full_texts([report for report in left if self.outcomes[report].passed.issuperset(before)])

    def removed_for_reasons(self, head: BoxId, reports: Sequence[str]) -> None:
        """Records removed before screening by people, and a box for each reason that was given."""
        if not reports:
            return
        self.boxes.add(head, Unit.RECORDS, reports)
        given = {self.outcomes[report].reason for report in reports} - {""}
        if given:
            self.by_reason(head, Unit.RECORDS, reports, {reason: slug(reason) for reason in sorted(given)})

    def by_reason(self, head: AnyBoxId, unit: Unit, reports: Sequence[str], names: Mapping[str, str]) -> None:
        """A box for each of the reasons, in this order and under these names, and one for reports without a reason."""
        labels = {reason.id: reason.labels for reason in self.protocol.reasons}
        for reason, name in names.items():
            members = [report for report in reports if self.outcomes[report].reason == reason]
            self.boxes.part(head, name, unit, members, labels.get(reason) or {"en": reason})
        rest = [report for report in reports if not self.outcomes[report].reason]
        if rest:
            self.boxes.add(unrecorded_id(head), unit, rest)

    def full_texts(self, sought: Sequence[str]) -> None:
        """The boxes from retrieval to the last stage that reads full texts."""
        self.boxes.add(BoxId.SOUGHT.of(self.column), Unit.REPORTS, sought)
        missing = self.those(sought, State.NOT_RETRIEVED)
        self.boxes.add(BoxId.NOT_RETRIEVED.of(self.column), Unit.REPORTS, missing)
        waiting = self.those(sought, State.SOUGHT)
        self.waiting(BoxId.WAITING_RETRIEVAL.of(self.column), waiting, Unit.REPORTS)
        without_text = (State.NOT_RETRIEVED, State.SOUGHT)
        left = [report for report in sought if self.outcomes[report].state not in without_text]
        for place in self.stages:
            if place.box and place.stage.full_text:
                self.boxes.add(place.box, Unit.REPORTS, left)
                left = self.screened(left, place, Unit.REPORTS)

    def screened(self, reports: Sequence[str], place: StageBoxes, unit: Unit) -> list[str]:
        """The excluded and the undecided of a stage; returns those that passed it."""
        here = [report for report in reports if self.outcomes[report].stage == place.stage.id]
        self.excluded(place.excluded, unit, self.those(here, State.EXCLUDED), place.stage)
        self.waiting(place.waiting, [one for one in here if self.outcomes[one].state in _UNDECIDED], unit)
        return [report for report in reports if place.stage.id in self.outcomes[report].passed]

    def those(self, reports: Iterable[str], state: State) -> list[str]:
        """The reports in a state; those excluded as ongoing or awaiting classification are not excluded."""
        found = [report for report in reports if self.outcomes[report].state is state]
        if state is not State.EXCLUDED:
            return found
        return [report for report in found if not open_box(self.outcomes[report], self.protocol)]

    def waiting(self, box: AnyBoxId, reports: Sequence[str], unit: Unit = Unit.RECORDS) -> None:
        """A box of undecided reports, if there are any."""
        if reports:
            self.boxes.add(box, unit, reports)

    def excluded(self, head: AnyBoxId, unit: Unit, reports: Sequence[str], stage: ScreeningStage) -> None:
        """The excluded reports, a box for each reason that was given, and a box for those without a reason.

        Where the stage asks for no reasons, they are listed only if everybody gave one.
        """
        self.boxes.add(head, unit, reports)
        by_tool = [report for report in reports if self.outcomes[report].by_tool]
        if by_tool:
            human = [report for report in reports if not self.outcomes[report].by_tool]
            self.boxes.add(decided_by(head, "human"), unit, human)
            self.boxes.add(decided_by(head, "tool"), unit, by_tool)
        given = {self.outcomes[report].reason for report in reports}
        if not given - {""} or ("" in given and not stage.reasons):
            return
        known = [reason.id for reason in self.protocol.reasons if reason.id in given]
        others = sorted(given - {*known, ""})
        self.by_reason(head, unit, reports, {reason: reason for reason in (*known, *others)})


_UNDECIDED = (State.WAITING, State.CONFLICT)


def open_box(outcome: Outcome, protocol: Protocol) -> str:
    """The box of a report that is still open: excluded at the last stage for a reason that keeps it open; "" for
    others.

    At earlier stages such a reason is like any other, because the report has not been read as at the last stage.
    """
    if outcome.state is not State.EXCLUDED or outcome.stage != protocol.stages[-1].id:
        return ""
    return next((reason.counts_as for reason in protocol.reasons if reason.id == outcome.reason), "")


def _open(boxes: _Boxes, protocol: Protocol, kept: Sequence[str], outcomes: Mapping[str, Outcome]) -> None:
    """Reports of ongoing studies, and those that await classification."""
    for box in OPEN:
        members = [report for report in kept if open_box(outcomes[report], protocol) == box]
        if members:
            boxes.add(box, Unit.REPORTS, members)


def _tools(protocol: Protocol, outcomes: Mapping[str, Outcome]) -> tuple[tuple[str, int], ...]:
    """The description of each automation tool that excluded or removed reports without a person, with how many."""
    counts: dict[str, int] = {}
    for outcome in outcomes.values():
        if outcome.by_tool:
            for tool in {decision.by for decision in outcome.at_its_stage()} & protocol.tools:
                counts[tool] = counts.get(tool, 0) + 1
    return tuple((one.described, counts[one.id]) for one in protocol.reviewers if one.id in counts)


def updated(boxes: dict[AnyBoxId, Box], studies: int | None, reports: int | None) -> None:
    """Add the previous version of an updated review, and the totals whose two numbers are both known."""
    rows = (
        (Unit.STUDIES, studies, BoxId.PREVIOUS_STUDIES, BoxId.NEW_STUDIES, BoxId.TOTAL_STUDIES),
        (Unit.REPORTS, reports, BoxId.PREVIOUS_REPORTS, BoxId.NEW_REPORTS, BoxId.TOTAL_REPORTS),
    )
    for unit, number, previous, _, _ in rows:
        if number is not None:
            boxes[previous] = Box(previous, number, unit)
    for unit, number, _, new, total in rows:
        if number is not None and new in boxes:
            boxes[total] = Box(total, number + boxes[new].n, unit)


def box_id(text: str) -> AnyBoxId:
    """A box id as it was written: a fixed box, else a part of one or a box of a stage of the review's own."""
    return BoxId(text) if text in _FIXED else PartId(text)


def part_id(head: AnyBoxId, name: str, taken: Container[AnyBoxId]) -> PartId:
    """The id of the box of a source or reason. Dots in its name are replaced, and equal names are numbered."""
    first = f"{head}.{name.replace('.', '-')}"
    box, again = PartId(first), 2
    while box in taken or box == unrecorded_id(head):
        box, again = PartId(f"{first}-{again}"), again + 1
    return box


def unrecorded_id(head: AnyBoxId) -> PartId:
    """The id of the box of those excluded without a recorded reason."""
    return PartId(f"{head}.{UNRECORDED}")


def is_unrecorded(box: AnyBoxId) -> bool:
    """Whether a box is that of those without a recorded reason."""
    return box.endswith(f".{UNRECORDED}")


def decided_by(head: AnyBoxId, whom: str) -> AnyBoxId:
    """What people (`human`) or automation tools (`tool`) excluded, of a box of excluded records or reports."""
    return box_id(f"{head}_by.{whom}")


def slug(name: str) -> str:
    """A name as part of a box id: "Web of Science" becomes web-of-science."""
    return re.sub(r"[^0-9a-zæøåäöü]+", "-", name.casefold()).strip("-") or "other"
