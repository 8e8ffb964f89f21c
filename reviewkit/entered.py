"""Numbers that a person entered: the flow they make, and what in them cannot be.

The same boxes and proofs serve as for a review; only that no ids are known behind a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewkit.balance import checks
from reviewkit.errors import Level, Place, Problem
from reviewkit.prisma import AnyBoxId, Box, Flow, Unit, part_id, slug, unrecorded_id, updated
from reviewkit.words import Arm, BoxId, Column, OtherArm, Stages


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers that a person entered, for a review whose records are elsewhere. None is: not stated."""

    place: Place
    other_arm: OtherArm = OtherArm.POOLED
    stages: Stages = Stages.TWO
    identified: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    duplicates: int | None = None
    automation: int | None = None
    removed_other: Mapping[str, int] = field(default_factory=dict)
    screened: int | None = None
    excluded: int | None = None
    reasons: Mapping[str, int] = field(default_factory=dict)
    sought: int | None = None
    not_retrieved: int | None = None
    assessed: int | None = None
    reports_excluded: int | None = None
    report_reasons: Mapping[str, int] = field(default_factory=dict)
    studies: int | None = None
    reports: int | None = None
    other: "Counts | None" = None
    previous: tuple[int, int] | None = None
    places: Mapping[str, Place] = field(default_factory=dict)


def counted(counts: Counts) -> tuple[Flow, tuple[Problem, ...]]:
    """The flow of entered counts, and what in them cannot be, with the number that follows.

    A number that was not stated and follows from the others is worked out; what was stated is drawn as stated.
    """
    result = _Entered(counts)
    identified = result.identified()
    result.removed(identified)
    result.reasons(BoxId.EXCLUDED, counts, counts.excluded, counts.reasons, Unit.RECORDS)
    result.full_text(Column.MAIN, counts)
    if counts.other_arm is OtherArm.SEPARATE and counts.other:
        result.full_text(Column.OTHER, counts.other)
    result.included()
    made = Flow(result.boxes, counts.other_arm, counts.stages, entered=True)
    result.prove(made)
    return made, tuple(result.found)


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

    def named(self, head: BoxId, numbers: Mapping[str, int], unit: Unit) -> None:
        """A box for each name; two names that look alike as an id are told apart by a number."""
        for name, n in numbers.items():
            box = part_id(head, slug(name), self.boxes)
            self.boxes[box] = Box(box, n, unit, None, {"en": name})

    def cannot(self, what: str, message: str, level: Level = Level.ERROR, of: Counts | None = None) -> None:
        counts = of or self.counts
        self.found.append(Problem(counts.places.get(what, counts.place), message, level, what))

    def identified(self) -> int:
        """The sources of each arm; returns what the main arm identified in all."""
        separate = self.counts.other_arm is OtherArm.SEPARATE
        for arm, numbers in self.counts.identified.items():
            if numbers:
                head = BoxId.OTHER_IDENTIFIED if arm == Arm.OTHER and separate else BoxId(f"id.{arm}")
                self.add(head, sum(numbers.values()), Unit.RECORDS)
                self.named(head, numbers, Unit.RECORDS)
        arms = (BoxId.FROM_DATABASES, BoxId.FROM_REGISTERS, BoxId.FROM_OTHER)
        total = sum(self.boxes[head].n for head in arms if head in self.boxes)
        if BoxId.FROM_OTHER in self.boxes:
            self.add(BoxId.IDENTIFIED, total, Unit.RECORDS)
        return total

    def removed(self, identified: int) -> None:
        """Duplicates and other removals, and how many were screened; one of them may follow from the rest.

        A number that would follow but falls below 0 is reported and left out of the flow.
        """
        counts = self.counts
        gone = (counts.automation or 0) + sum(counts.removed_other.values())
        duplicates, screened = counts.duplicates, counts.screened
        if identified and screened is None:
            screened = self.screened(identified, gone, duplicates or 0)
        elif identified and duplicates is None:
            duplicates = self.duplicates(identified, gone, screened or 0)
        elif identified and identified - gone - (duplicates or 0) != screened:
            self.disagreeing(identified, gone, duplicates or 0, screened or 0)
        if duplicates is not None or gone:
            self.add(BoxId.REMOVED, (duplicates or 0) + gone, Unit.RECORDS)
        self.add(BoxId.DUPLICATES, duplicates, Unit.RECORDS)
        self.add(BoxId.AUTOMATION, counts.automation, Unit.RECORDS)
        if counts.removed_other:
            self.add(BoxId.REMOVED_OTHERWISE, sum(counts.removed_other.values()), Unit.RECORDS)
            self.named(BoxId.REMOVED_OTHERWISE, counts.removed_other, Unit.RECORDS)
        self.add(BoxId.SCREENED, screened, Unit.RECORDS)

    def screened(self, identified: int, gone: int, duplicates: int) -> int | None:
        """How many were screened, which nobody stated: what is left of the identified."""
        left = identified - gone - duplicates
        if left >= 0:
            return left
        self.cannot(
            "duplicates" if duplicates else "identified",
            f"{duplicates + gone} records removed{_parts(duplicates, gone)} cannot be: only {identified} were "
            "identified. Correct one of these numbers",
        )
        return None

    def duplicates(self, identified: int, gone: int, screened: int) -> int | None:
        """How many duplicates were removed, which nobody stated: what is missing between identified and screened."""
        left = identified - gone - screened
        if left >= 0:
            return left
        removed = f" - {gone} removed for other reasons" if gone else ""
        self.cannot(
            "screened",
            f"{screened} screened cannot be: {identified} identified{removed} leaves at most {identified - gone}. "
            "Correct one of these numbers",
        )
        return None

    def disagreeing(self, identified: int, gone: int, duplicates: int, screened: int) -> None:
        """Identified, removed and screened were all stated, and do not add up."""
        left = identified - gone - screened
        removed = f" - {gone} removed for other reasons" if gone else ""
        remedy = f"Write {left}, or correct the other numbers" if left >= 0 else "Correct one of these numbers"
        self.cannot(
            "duplicates",
            f"{duplicates} duplicates removed cannot be: {identified} identified{removed} - {screened} screened "
            f"{f'leaves {left}' if left >= 0 else f'is {-left} too many'}. {remedy}",
        )

    def reasons(self, head: BoxId, own: Counts, total: int | None, numbers: Mapping[str, int], unit: Unit) -> None:
        """The excluded of one column with their reasons; what has no reason gets a line of its own."""
        if total is None and not numbers:
            return
        stated = sum(numbers.values())
        self.add(head, stated if total is None else total, unit)
        self.named(head, numbers, unit)
        if total is None or not numbers or stated == total:
            return
        what = "reports_excluded" if unit is Unit.REPORTS else "excluded"
        if stated < total:
            rest = total - stated
            self.add(unrecorded_id(head), rest, unit)
            told = f"the reasons add up to {stated} of {total} excluded: {rest} have no reason"
            self.cannot(what, told, Level.WARNING, own)
        else:
            told = f"the reasons add up to {stated}, more than the {total} excluded; each needs one main reason"
            self.cannot(what, told, of=own)

    def full_text(self, column: Column, own: Counts) -> None:
        """Retrieval and eligibility in one column."""
        self.add(BoxId.SOUGHT.of(column), own.sought, Unit.REPORTS)
        self.add(BoxId.NOT_RETRIEVED.of(column), own.not_retrieved, Unit.REPORTS)
        self.add(BoxId.ASSESSED.of(column), own.assessed, Unit.REPORTS)
        excluded = BoxId.REPORTS_EXCLUDED.of(column)
        self.reasons(excluded, own, own.reports_excluded, own.report_reasons, Unit.REPORTS)

    def included(self) -> None:
        counts = self.counts
        self.add(BoxId.NEW_STUDIES, counts.studies, Unit.STUDIES)
        self.add(BoxId.NEW_REPORTS, counts.reports, Unit.REPORTS)
        if counts.previous and counts.studies is not None and counts.reports is not None:
            updated(self.boxes, *counts.previous)

    def prove(self, made: Flow) -> None:
        """Every sum that does not hold and was not told in better words already."""
        removal = any(problem.code in ("duplicates", "screened", "identified") for problem in self.found)
        reported = {"A7"} | ({"A2"} if removal else set())
        for check in checks(made):
            if not check.holds and check.code not in reported:
                self.cannot(check.code, f"does not add up: {check.sentence}, but the left side is {check.left}")


def _parts(duplicates: int, gone: int) -> str:
    """What the removed records were, where there are two kinds."""
    return f" ({duplicates} duplicates, {gone} for other reasons)" if duplicates and gone else ""
