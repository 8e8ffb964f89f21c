"""The PRISMA 2020 flow: how many, and which (Page et al. 2021, BMJ 372:n71).

A count is a set of ids with a length, so the records behind every box can be listed, and the sums can be checked
(balance.py). The same boxes also hold counts that a person entered, where no ids are known.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from reviewkit.errors import ReviewkitError
from reviewkit.model import DuplicateGroup, Outcome, Protocol, Source, Study
from reviewkit.words import Arm, BoxId, Column, OtherArm, Stage, Stages, State

PartId = NewType("PartId", str)  # of a source or a reason: `id.databases.cinahl`, `excluded.population`
AnyBoxId = BoxId | PartId
_FIXED = frozenset(BoxId)
UNRECORDED = "unrecorded"


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


@dataclass(frozen=True, slots=True)
class Flow:
    """All boxes by id, in PRISMA order, and the variant of the diagram."""

    boxes: Mapping[AnyBoxId, Box]
    other_arm: OtherArm
    stages: Stages
    entered: bool = False

    def n(self, box: AnyBoxId) -> int:
        """The number in a box; 0 for a box that is not in the flow."""
        found = self.boxes.get(box)
        return found.n if found else 0

    def named(self, name: str) -> Box:
        """The box that a person named. Raises ReviewkitError where the flow has none of this name."""
        box = box_id(name)
        if box not in self.boxes:
            raise ReviewkitError(f"The flow has no box {name!r}. It has: {', '.join(self.boxes)}")
        return self.boxes[box]

    def parts(self, box: BoxId) -> tuple[Box, ...]:
        """The boxes that make up a box: `id.databases` has one for each database."""
        return tuple(found for name, found in self.boxes.items() if name.rpartition(".")[0] == box)

    @property
    def included(self) -> int:
        """Included reports; where only studies were entered, one report each is assumed."""
        return self.n(BoxId.NEW_REPORTS if BoxId.NEW_REPORTS in self.boxes else BoxId.NEW_STUDIES)

    @property
    def unfinished(self) -> tuple[Box, ...]:
        """The boxes of reports that still need a decision."""
        return tuple(box for name, box in self.boxes.items() if name.startswith("waiting.") and box.n)


def flow(
    protocol: Protocol,
    sources: Sequence[Source],
    source_of: Mapping[str, str],
    groups: Sequence[DuplicateGroup],
    outcomes: Mapping[str, Outcome],
    studies: Sequence[Study],
) -> Flow:
    """The flow of a review, computed from what people did. `source_of` names the source of each record."""
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
    _main_arm(
        boxes,
        protocol,
        [r for r in kept if r not in separate_records],
        [r for r in duplicates if r not in separate_records],
        outcomes,
    )
    if separate and BoxId.OTHER_IDENTIFIED in boxes.found:
        _other_arm(
            boxes,
            protocol,
            [r for r in kept if r in separate_records],
            [r for r in duplicates if r in separate_records],
            outcomes,
        )
    included = [report for report in kept if outcomes[report].state is State.INCLUDED]
    _inclusion(boxes, protocol, included, studies, groups)
    return Flow(boxes.found, protocol.other_arm, protocol.stages)


class _Boxes:
    """The boxes as they are computed, in order."""

    def __init__(self) -> None:
        self.found: dict[AnyBoxId, Box] = {}

    def add(
        self, box: AnyBoxId, unit: Unit, members: Iterable[str], names: Mapping[str, str] | None = None
    ) -> None:
        ids = tuple(members)
        self.found[box] = Box(box, len(ids), unit, ids, names or {})

    def part(self, head: BoxId, name: str, unit: Unit, members: Iterable[str], names: Mapping[str, str]) -> None:
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


def _main_arm(
    boxes: _Boxes,
    protocol: Protocol,
    kept: Sequence[str],
    duplicates: Sequence[str],
    outcomes: Mapping[str, Outcome],
) -> None:
    removed = [report for report in kept if outcomes[report].state is State.REMOVED]
    automation = [report for report in removed if outcomes[report].by_tool]
    others = [report for report in removed if not outcomes[report].by_tool]
    boxes.add(BoxId.REMOVED, Unit.RECORDS, (*duplicates, *removed))
    boxes.add(BoxId.DUPLICATES, Unit.RECORDS, duplicates)
    if automation:
        boxes.add(BoxId.AUTOMATION, Unit.RECORDS, automation)
    if others:
        boxes.add(BoxId.REMOVED_OTHERWISE, Unit.RECORDS, others)
        for reason in sorted({outcomes[report].reason for report in others}):
            members = [report for report in others if outcomes[report].reason == reason]
            boxes.part(
                BoxId.REMOVED_OTHERWISE, slug(reason), Unit.RECORDS, members, {"en": reason} if reason else {}
            )
    screened = [report for report in kept if outcomes[report].state is not State.REMOVED]
    boxes.add(BoxId.SCREENED, Unit.RECORDS, screened)
    first = protocol.stage_list()[0]
    _excluded(boxes, BoxId.EXCLUDED, Unit.RECORDS, screened, first, outcomes, protocol)
    _waiting(boxes, BoxId(f"waiting.{first}"), screened, first, outcomes)
    if protocol.stages is Stages.TWO:
        sought = [report for report in screened if Stage.TITLE_ABSTRACT in outcomes[report].passed]
        _full_text(boxes, Column.MAIN, sought, outcomes, protocol)


def _other_arm(
    boxes: _Boxes,
    protocol: Protocol,
    kept: Sequence[str],
    duplicates: Sequence[str],
    outcomes: Mapping[str, Outcome],
) -> None:
    boxes.add(BoxId.OTHER_DUPLICATES, Unit.RECORDS, duplicates)
    removed = [report for report in kept if outcomes[report].state is State.REMOVED]
    if removed:
        boxes.add(BoxId.OTHER_REMOVED_OTHERWISE, Unit.RECORDS, removed)
    left = [report for report in kept if outcomes[report].state is not State.REMOVED]
    if protocol.stages is Stages.ONE:
        boxes.add(BoxId.OTHER_ASSESSED, Unit.REPORTS, left)
        _excluded(boxes, BoxId.OTHER_REPORTS_EXCLUDED, Unit.REPORTS, left, Stage.SCREENING, outcomes, protocol)
        _waiting(boxes, BoxId.WAITING_OTHER, left, Stage.SCREENING, outcomes)
        return
    _excluded(
        boxes, BoxId.OTHER_EXCLUDED, Unit.RECORDS, left, Stage.TITLE_ABSTRACT, outcomes, protocol, always=False
    )
    _waiting(boxes, BoxId.WAITING_OTHER, left, Stage.TITLE_ABSTRACT, outcomes)
    sought = [report for report in left if Stage.TITLE_ABSTRACT in outcomes[report].passed]
    _full_text(boxes, Column.OTHER, sought, outcomes, protocol)


def _full_text(
    boxes: _Boxes, column: Column, sought: Sequence[str], outcomes: Mapping[str, Outcome], protocol: Protocol
) -> None:
    boxes.add(BoxId.SOUGHT.of(column), Unit.REPORTS, sought)
    missing = [report for report in sought if outcomes[report].state is State.NOT_RETRIEVED]
    boxes.add(BoxId.NOT_RETRIEVED.of(column), Unit.REPORTS, missing)
    awaited = [report for report in sought if outcomes[report].state is State.SOUGHT]
    if awaited:
        boxes.add(BoxId.WAITING_RETRIEVAL.of(column), Unit.REPORTS, awaited)
    assessed = [report for report in sought if outcomes[report].state not in (State.NOT_RETRIEVED, State.SOUGHT)]
    boxes.add(BoxId.ASSESSED.of(column), Unit.REPORTS, assessed)
    excluded = BoxId.REPORTS_EXCLUDED.of(column)
    _excluded(boxes, excluded, Unit.REPORTS, assessed, Stage.FULL_TEXT, outcomes, protocol)
    _waiting(boxes, BoxId.WAITING_FULL_TEXT.of(column), assessed, Stage.FULL_TEXT, outcomes)


def _waiting(
    boxes: _Boxes, box: BoxId, reports: Sequence[str], stage: Stage, outcomes: Mapping[str, Outcome]
) -> None:
    undecided = [
        report
        for report in reports
        if outcomes[report].stage is stage and outcomes[report].state in (State.WAITING, State.CONFLICT)
    ]
    if undecided:
        boxes.add(box, Unit.RECORDS, undecided)


def _excluded(
    boxes: _Boxes,
    head: BoxId,
    unit: Unit,
    reports: Sequence[str],
    stage: Stage,
    outcomes: Mapping[str, Outcome],
    protocol: Protocol,
    always: bool = True,
) -> None:
    """The excluded reports, a box for each reason that was given, and a box for those without a reason."""
    excluded = [r for r in reports if outcomes[r].state is State.EXCLUDED and outcomes[r].stage is stage]
    if not excluded and not always:
        return
    boxes.add(head, unit, excluded)
    by_tool = [report for report in excluded if outcomes[report].by_tool]
    if by_tool:
        human = [report for report in excluded if not outcomes[report].by_tool]
        boxes.add(head.decided_by("human"), unit, human)
        boxes.add(head.decided_by("tool"), unit, by_tool)
    given = {outcomes[report].reason for report in excluded} - {""}
    if not given:
        return
    known = [reason.id for reason in protocol.reasons]
    labels = {reason.id: reason.labels for reason in protocol.reasons}
    for reason in [*(r for r in known if r in given), *sorted(given - set(known))]:
        members = [report for report in excluded if outcomes[report].reason == reason]
        boxes.part(head, reason, unit, members, labels.get(reason) or {"en": reason})
    rest = [report for report in excluded if not outcomes[report].reason]
    if rest:
        boxes.add(unrecorded_id(head), unit, rest)


def _inclusion(
    boxes: _Boxes,
    protocol: Protocol,
    included: Sequence[str],
    studies: Sequence[Study],
    groups: Iterable[DuplicateGroup],
) -> None:
    """Studies and reports. A report that no study names counts as a study of its own."""
    report_of = {record: group.kept for group in groups for record in group.records}
    study_of = {
        report_of[record]: study.key for study in studies for record in study.records if record in report_of
    }
    keys = dict.fromkeys(study_of.get(report, report) for report in included)
    boxes.add(BoxId.NEW_STUDIES, Unit.STUDIES, keys)
    boxes.add(BoxId.NEW_REPORTS, Unit.REPORTS, included)
    if protocol.previous:
        updated(boxes.found, protocol.previous.studies, protocol.previous.reports)


def updated(boxes: dict[AnyBoxId, Box], studies: int, reports: int) -> None:
    """Add the previous version of an updated review, and both versions together."""
    boxes[BoxId.PREVIOUS_STUDIES] = Box(BoxId.PREVIOUS_STUDIES, studies, Unit.STUDIES)
    boxes[BoxId.PREVIOUS_REPORTS] = Box(BoxId.PREVIOUS_REPORTS, reports, Unit.REPORTS)
    all_studies, all_reports = studies + boxes[BoxId.NEW_STUDIES].n, reports + boxes[BoxId.NEW_REPORTS].n
    boxes[BoxId.TOTAL_STUDIES] = Box(BoxId.TOTAL_STUDIES, all_studies, Unit.STUDIES)
    boxes[BoxId.TOTAL_REPORTS] = Box(BoxId.TOTAL_REPORTS, all_reports, Unit.REPORTS)


def box_id(text: str) -> AnyBoxId:
    """A box id as it was written: a fixed box, else a part of one."""
    return BoxId(text) if text in _FIXED else PartId(text)


def part_id(head: BoxId, name: str, taken: Container[AnyBoxId]) -> PartId:
    """The id of the box of a source or reason. Dots in its name are replaced, and equal names are numbered."""
    first = f"{head}.{name.replace('.', '-')}"
    box, again = PartId(first), 2
    while box in taken or box == unrecorded_id(head):
        box, again = PartId(f"{first}-{again}"), again + 1
    return box


def unrecorded_id(head: BoxId) -> PartId:
    """The part of the excluded for which no reason was recorded."""
    return PartId(f"{head}.{UNRECORDED}")


def is_unrecorded(box: AnyBoxId) -> bool:
    """Whether a part is that of what has no reason."""
    return box.endswith(f".{UNRECORDED}")


def slug(name: str) -> str:
    """A name as part of a box id: "Web of Science" becomes web-of-science."""
    return re.sub(r"[^0-9a-zæøåäöü]+", "-", name.casefold()).strip("-") or "other"
