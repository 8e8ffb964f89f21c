"""The flow of numbers that a person entered, and what is wrong with them.

The boxes and balance checks are the same as for a review, but no ids are known behind the numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewkit.balance import checks
from reviewkit.errors import Level, Place, Problem
from reviewkit.prisma import AnyBoxId, Box, Flow, Unit, part_id, slug, unrecorded_id, updated
from reviewkit.words import Arm, BoxId, Column, OtherArm, Stages, number_of


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers that a person entered, for a review whose records are elsewhere. None means not given."""

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
    """The flow of entered counts, and what is wrong with them, with the number that would be right.

    A number that was not given but follows from the others is computed; a number that was given is drawn as given.
    """
    result = _Entered(counts)
    identified = result.identified()
    result.removed(identified)
    result.reasons(BoxId.EXCLUDED, counts, counts.excluded, counts.reasons, Unit.RECORDS)
    result.full_text(Column.MAIN, counts)
    if counts.other_arm is OtherArm.SEPARATE and counts.other:
        result.full_text(Column.OTHER, counts.other)
    result.included()
    entered_flow = Flow(result.boxes, counts.other_arm, counts.stages, entered=True)
    result.check_balance(entered_flow)
    return entered_flow, tuple(result.problems)


class _Entered:
    """The boxes and problems of entered counts."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.boxes: dict[AnyBoxId, Box] = {}
        self.problems: list[Problem] = []

    def add(self, box: AnyBoxId, n: int | None, unit: Unit) -> None:
        """Add a box, if its number was given or could be computed."""
        if n is not None:
            self.boxes[box] = Box(box, n, unit)

    def named(self, head: BoxId, numbers: Mapping[str, int], unit: Unit) -> None:
        """Add a box for each name; names with the same id are numbered."""
        for name, n in numbers.items():
            box = part_id(head, slug(name), self.boxes)
            self.boxes[box] = Box(box, n, unit, None, {"en": name})

    def problem(self, what: str, message: str, level: Level = Level.ERROR, of: Counts | None = None) -> None:
        counts = of or self.counts
        self.problems.append(Problem(counts.places.get(what, counts.place), message, level, what))

    def identified(self) -> int:
        """Add the sources of each arm; returns how many records the main arm identified."""
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
        """Add duplicates, other removals, and how many were screened; one of them may be computed from the others.

        A computed number below 0 is reported and left out of the flow.
        """
        counts = self.counts
        other = (counts.automation or 0) + sum(counts.removed_other.values())
        duplicates, screened = counts.duplicates, counts.screened
        if identified and screened is None:
            screened = self.screened(identified, other, duplicates or 0)
        elif identified and duplicates is None:
            duplicates = self.duplicates(identified, other, screened or 0)
        elif identified and identified - other - (duplicates or 0) != screened:
            self.does_not_add_up(identified, other, duplicates or 0, screened or 0)
        if duplicates is not None or other:
            self.add(BoxId.REMOVED, (duplicates or 0) + other, Unit.RECORDS)
        self.add(BoxId.DUPLICATES, duplicates, Unit.RECORDS)
        self.add(BoxId.AUTOMATION, counts.automation, Unit.RECORDS)
        if counts.removed_other:
            self.add(BoxId.REMOVED_OTHERWISE, sum(counts.removed_other.values()), Unit.RECORDS)
            self.named(BoxId.REMOVED_OTHERWISE, counts.removed_other, Unit.RECORDS)
        self.add(BoxId.SCREENED, screened, Unit.RECORDS)

    def screened(self, identified: int, other: int, duplicates: int) -> int | None:
        """How many were screened, where that was not given: the identified less the removed."""
        left = identified - other - duplicates
        if left >= 0:
            return left
        self.problem(
            "duplicates" if duplicates else "identified",
            f"{duplicates + other} records removed{_parts(duplicates, other)} is impossible: only {identified} were "
            "identified. Correct one of these numbers",
        )
        return None

    def duplicates(self, identified: int, other: int, screened: int) -> int | None:
        """How many duplicates were removed, where that was not given: the identified less the screened."""
        left = identified - other - screened
        if left >= 0:
            return left
        removed = f" - {other} removed for other reasons" if other else ""
        self.problem(
            "screened",
            f"{screened} screened is impossible: {identified} identified{removed} leaves at most {identified - other}. "
            "Correct one of these numbers",
        )
        return None

    def does_not_add_up(self, identified: int, other: int, duplicates: int, screened: int) -> None:
        """Report that identified, removed and screened were all given, but do not add up."""
        left = identified - other - screened
        removed = f" - {other} removed for other reasons" if other else ""
        remedy = f"Write {left}, or correct the other numbers" if left >= 0 else "Correct one of these numbers"
        self.problem(
            "duplicates",
            f"{duplicates} duplicates removed is impossible: {identified} identified{removed} - {screened} screened "
            f"{f'leaves {left}' if left >= 0 else f'is {-left} too many'}. {remedy}",
        )

    def reasons(self, head: BoxId, own: Counts, total: int | None, numbers: Mapping[str, int], unit: Unit) -> None:
        """Add the excluded of one column with their reasons, and a box for those without a reason."""
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
            without = number_of(rest, "has no reason", "have no reason")
            message = f"the reasons add up to {stated} of {total} excluded; {without}. Give the missing reasons"
            self.problem(what, message, Level.WARNING, own)
        else:
            message = (
                f"the reasons add up to {stated}, more than the {total} excluded. Count one main reason for each"
            )
            self.problem(what, message, of=own)

    def full_text(self, column: Column, own: Counts) -> None:
        """Add retrieval and eligibility for one column."""
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

    def check_balance(self, entered_flow: Flow) -> None:
        """Report every sum that does not add up and was not reported in better words already."""
        removal = any(problem.code in ("duplicates", "screened", "identified") for problem in self.problems)
        reported = {"A7"} | ({"A2"} if removal else set())
        for check in checks(entered_flow):
            if not check.holds and check.code not in reported:
                self.problem(check.code, f"does not add up: {check.sentence}, but the left side is {check.left}")


def _parts(duplicates: int, other: int) -> str:
    """The kinds of removed records, where there are two."""
    return f" ({duplicates} duplicates, {other} for other reasons)" if duplicates and other else ""
