"""Numbers that a person entered: the flow they make, and what in them cannot be.

The same boxes and sums serve as for a review; only that no ids are known behind a number.
"""

from collections.abc import Mapping
from dataclasses import replace

from reviewkit.balance import checks
from reviewkit.errors import Level, Problem
from reviewkit.model import Counts, Number, Protocol
from reviewkit.prisma import (
    OPEN,
    AnyBoxId,
    Box,
    Flow,
    Unit,
    box_id,
    decided_by,
    is_unrecorded,
    part_id,
    slug,
    stage_boxes,
    unrecorded_id,
    updated,
)
from reviewkit.words import BoxId, Column, OtherArm


def counted(counts: Counts) -> tuple[Flow, tuple[Problem, ...]]:
    """The flow of entered counts, and what in them cannot be, with the number that follows.

    A number that was not stated and follows from the others is worked out; what was stated is drawn as stated.
    """
    result = _Entered(counts)
    identified = result.identified()
    result.removed(identified)
    result.stages(Column.MAIN, counts)
    if counts.other_arm is OtherArm.SEPARATE:
        result.other_methods()
    result.included()
    made = Flow(result.boxes, counts.other_arm, counts.stages, entered=True)
    result.prove(made)
    return made, tuple(result.found)


def with_numbers(flow: Flow, counts: Counts, protocol: Protocol) -> tuple[Flow, tuple[Problem, ...]]:
    """The flow of a review with numbers added of records that nobody imported, and what in these cannot be.

    A box that holds both counts both; its members are those that are known one by one. A reason is added to the box of
    the same reason, by its id, label or alias.
    """
    made, problems = counted(counts)
    boxes = dict(flow.boxes)
    for box in made.boxes.values():
        name = _same_part(box, boxes, protocol)
        known = boxes.get(name)
        if known is not None:
            boxes[name] = replace(known, n=known.n + box.n)
        else:
            boxes = _inserted(boxes, replace(box, id=name))
    if BoxId.IDENTIFIED in boxes:
        arms = (BoxId.FROM_DATABASES, BoxId.FROM_REGISTERS, BoxId.FROM_OTHER)
        total = sum(boxes[arm].n for arm in arms if arm in boxes)
        boxes[BoxId.IDENTIFIED] = replace(boxes[BoxId.IDENTIFIED], n=total)
    return replace(flow, boxes=boxes), problems


def _same_part(box: Box, boxes: Mapping[AnyBoxId, Box], protocol: Protocol) -> AnyBoxId:
    """The box of the flow that a box of entered numbers is added to; its own id where there is none."""
    head, _, _ = box.id.rpartition(".")
    label = box.names.get("en", "").casefold()
    for reason in protocol.reasons:
        words = (reason.id, *reason.labels.values(), *reason.aliases)
        if label and label in map(str.casefold, words) and box_id(f"{head}.{reason.id}") in boxes:
            return box_id(f"{head}.{reason.id}")
    alike = (
        name
        for name, known in boxes.items()
        if label and name.rpartition(".")[0] == head and known.names.get("en", "").casefold() == label
    )
    return next(alike, box.id)


_ORDER = {box: place for place, box in enumerate(BoxId)}


def _inserted(boxes: Mapping[AnyBoxId, Box], new: Box) -> dict[AnyBoxId, Box]:
    """The boxes with one more: a part behind the named parts of its box, another in PRISMA order."""

    def place(box: AnyBoxId) -> int:
        while box not in _ORDER and "." in box:
            box = box_id(box.rpartition(".")[0])
        return _ORDER.get(BoxId(box), len(_ORDER)) if box in _ORDER else len(_ORDER)

    names = list(boxes)
    after = [
        number
        for number, name in enumerate(names)
        if place(name) <= place(new.id) and not (is_unrecorded(name) and place(name) == place(new.id))
    ]
    names.insert(after[-1] + 1 if after else 0, new.id)
    return {name: boxes.get(name, new) for name in names}


class _Entered:
    """Boxes and problems as they come out of entered counts."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.boxes: dict[AnyBoxId, Box] = {}
        self.found: list[Problem] = []

    def add(self, box: AnyBoxId, n: int | None, unit: Unit) -> None:
        """A box, where its number was stated or follows."""
        if n is not None:
            self.boxes[box] = Box(box, n, unit)

    def number(self, box: AnyBoxId, number: Number, unit: Unit) -> None:
        """A box with its parts, where its number was stated."""
        self.add(box, number.n, unit)
        self.add(decided_by(box, "human"), number.human, unit)
        self.add(decided_by(box, "tool"), number.tool, unit)
        for name, n in number.parts.items():
            part = part_id(box, slug(name), self.boxes)
            self.boxes[part] = Box(part, n, unit, None, {"en": name})

    def cannot(self, box: AnyBoxId, message: str, code: str, level: Level = Level.ERROR) -> None:
        """A problem at the place where the number of a box was stated, or the nearest box above it."""
        places = self.counts.places
        where = next(
            (places[name] for name in (box, box_id(box.partition(".")[0])) if name in places), self.counts.place
        )
        self.found.append(Problem(where, message, level, code))

    def identified(self) -> int | None:
        """The sources of each arm; returns what the main arm identified in all, None where nothing was stated."""
        separate = self.counts.other_arm is OtherArm.SEPARATE
        for arm, number in self.counts.identified.items():
            head = BoxId.OTHER_IDENTIFIED if arm == "other" and separate else BoxId(f"id.{arm}")
            self.number(head, number, Unit.RECORDS)
        arms = [
            head for head in (BoxId.FROM_DATABASES, BoxId.FROM_REGISTERS, BoxId.FROM_OTHER) if head in self.boxes
        ]
        total = sum(self.boxes[head].n for head in arms)
        if BoxId.FROM_OTHER in arms:
            self.add(BoxId.IDENTIFIED, total, Unit.RECORDS)
        return total if arms else None

    def removed(self, identified: int | None) -> None:
        """Duplicates and other removals, and how many were screened; one of them may follow from the rest.

        A number that would follow but falls below 0 is reported and left out of the flow.
        """
        counts = self.counts
        gone = (counts.automation.n or 0) + (counts.removed_other.n or 0)
        duplicates, first = counts.duplicates, _first_screened(counts)
        screened = counts.screened.get(first) if first else None
        if identified is not None and counts.removed is None and first:
            if screened is None:
                screened = self.screened_left(identified, gone, duplicates.n)
            elif duplicates.n is None:
                duplicates = Number(self.duplicates_left(identified, gone, screened))
            elif identified - gone - duplicates.n != screened:
                self.disagreeing(identified, gone, duplicates.n, screened)
        known = duplicates.n is not None or gone
        self.add(
            BoxId.REMOVED,
            (duplicates.n or 0) + gone if counts.removed is None and known else counts.removed,
            Unit.RECORDS,
        )
        self.number(BoxId.DUPLICATES, duplicates, Unit.RECORDS)
        self.number(BoxId.AUTOMATION, counts.automation, Unit.RECORDS)
        self.number(BoxId.REMOVED_OTHERWISE, counts.removed_other, Unit.RECORDS)
        self.add(BoxId.SCREENED, screened, Unit.RECORDS)

    def screened_left(self, identified: int, gone: int, duplicates: int | None) -> int | None:
        """How many were screened, which nobody stated: what is left of the identified."""
        left = identified - gone - (duplicates or 0)
        if left >= 0:
            return left
        removed = gone + (duplicates or 0)
        kinds = f" ({duplicates} duplicates, {gone} for other reasons)" if duplicates and gone else ""
        self.cannot(
            BoxId.DUPLICATES if duplicates else BoxId.REMOVED_OTHERWISE,
            f"{removed} records removed{kinds} cannot be: only {identified} were identified. Is a source missing? "
            "Correct one of these numbers",
            "duplicates",
        )
        return None

    def duplicates_left(self, identified: int, gone: int, screened: int) -> int | None:
        """How many duplicates were removed, which nobody stated: what is missing between identified and screened."""
        left = identified - gone - screened
        if left >= 0:
            return left
        self.cannot(BoxId.SCREENED, _more_screened(identified, gone, screened), "screened")
        return None

    def disagreeing(self, identified: int, gone: int, duplicates: int, screened: int) -> None:
        """Identified, removed and screened were all stated, and do not add up."""
        left = identified - gone - screened
        if left < 0:
            self.cannot(BoxId.SCREENED, _more_screened(identified, gone, screened), "screened")
            return
        removed = f" - {gone} removed for other reasons" if gone else ""
        self.cannot(
            BoxId.DUPLICATES,
            f"{duplicates} duplicates removed cannot be: {identified} identified{removed} - {screened} screened "
            f"leaves {left}. Write {left}, or correct the other numbers",
            "duplicates",
        )

    def stages(self, column: Column, own: Counts) -> None:
        """Screening, retrieval and eligibility of one column."""
        places = stage_boxes(self.counts.stages, column)
        for place in places:
            if not place.stage.full_text:
                if place.box and place.box != BoxId.SCREENED:
                    self.add(place.box, own.screened.get(place.stage.id), Unit.RECORDS)
                self.excluded(place.excluded, own.excluded.get(place.stage.id, Number()), Unit.RECORDS)
        self.add(BoxId.SOUGHT.of(column), own.sought, Unit.REPORTS)
        self.number(BoxId.NOT_RETRIEVED.of(column), own.not_retrieved, Unit.REPORTS)
        for place in places:
            if place.box and place.stage.full_text:
                self.add(place.box, own.assessed.get(place.stage.id), Unit.REPORTS)
                self.excluded(place.excluded, own.reports_excluded.get(place.stage.id, Number()), Unit.REPORTS)

    def other_methods(self) -> None:
        """The arm of other methods, where its records are kept separate."""
        own = self.counts.other
        if own is None:
            return
        self.number(BoxId.OTHER_DUPLICATES, own.duplicates, Unit.RECORDS)
        self.number(BoxId.OTHER_REMOVED_OTHERWISE, own.removed_other, Unit.RECORDS)
        first = _first_screened(self.counts)
        self.add(BoxId.OTHER_SCREENED, own.screened.get(first), Unit.RECORDS)
        self.stages(Column.OTHER, own)
        if not any(stage.full_text for stage in self.counts.stages):
            last = self.counts.stages[-1].id
            self.add(BoxId.OTHER_ASSESSED, own.assessed.get(last), Unit.REPORTS)
            self.excluded(BoxId.OTHER_REPORTS_EXCLUDED, own.reports_excluded.get(last, Number()), Unit.REPORTS)

    def excluded(self, head: AnyBoxId, number: Number, unit: Unit) -> None:
        """The excluded with their reasons; what has no reason gets a line of its own."""
        if number.n is None or head in self.boxes:
            return
        self.number(head, number, unit)
        stated = sum(number.parts.values())
        if not number.parts or stated == number.n:
            return
        code = "excluded" if unit is Unit.RECORDS else "reports_excluded"
        if stated < number.n:
            rest = number.n - stated
            self.add(unrecorded_id(head), rest, unit)
            have = "has" if rest == 1 else "have"
            message = f"the reasons add up to {stated} of {number.n} excluded: {rest} {have} no reason"
            self.cannot(head, message, code, Level.WARNING)
        else:
            message = (
                f"the reasons add up to {stated}, more than the {number.n} excluded; each needs one main reason"
            )
            self.cannot(head, message, code)

    def included(self) -> None:
        """Ongoing and awaiting studies, and the included ones with those of the version before."""
        counts = self.counts
        for box, n in zip(OPEN, (counts.ongoing, counts.awaiting), strict=True):
            self.add(box, n, Unit.STUDIES)
        self.add(BoxId.NEW_STUDIES, counts.studies, Unit.STUDIES)
        self.add(BoxId.NEW_REPORTS, counts.reports, Unit.REPORTS)
        if counts.previous:
            updated(self.boxes, *counts.previous)
        if counts.studies is not None and counts.reports is not None and counts.studies > counts.reports:
            self.cannot(
                BoxId.NEW_STUDIES,
                f"{counts.studies} studies in {counts.reports} reports: right where one report tells of several "
                "studies",
                "more-studies",
                Level.NOTE,
            )

    def prove(self, made: Flow) -> None:
        """Every sum that does not hold and was not reported in better words already."""
        removal = any(problem.code in ("duplicates", "screened") for problem in self.found)
        reported = {"A7"} | ({"A2"} if removal else set())
        for check in checks(made):
            missing = check.box in (BoxId.NOT_RETRIEVED, BoxId.OTHER_NOT_RETRIEVED)
            if not check.holds and (missing or check.code not in reported):
                self.cannot(box_id(check.box), f"does not add up: {check.failure}", check.code)


def _first_screened(counts: Counts) -> str:
    """The id of the first stage that reads records; "" where there is none."""
    return next((stage.id for stage in counts.stages if not stage.full_text), "")


def _more_screened(identified: int, gone: int, screened: int) -> str:
    """More were screened than there can have been."""
    if not gone:
        return (
            f"more were screened ({screened}) than identified ({identified}): is a source missing? "
            "Correct one of these numbers"
        )
    return (
        f"more were screened ({screened}) than were left ({identified} identified - {gone} removed for other reasons): "
        "is a source missing? Correct one of these numbers"
    )
