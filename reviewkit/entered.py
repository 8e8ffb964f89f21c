"""The flow of numbers that a person entered, and what is wrong with them.

The boxes and balance checks are the same as for a review, but no ids are known behind the numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reviewkit.balance import checks, in_words
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
from reviewkit.words import BoxId, Column, OtherArm, in_language, message, number_of, together

_REMOVALS = (BoxId.DUPLICATES, BoxId.AUTOMATION, BoxId.REMOVED_OTHERWISE)
_OTHER_REMOVALS = (BoxId.OTHER_DUPLICATES, BoxId.OTHER_REMOVED_OTHERWISE)


def counted(counts: Counts) -> tuple[Flow, tuple[Problem, ...]]:
    """The flow of entered counts, and what is wrong with them, with the number that would be right.

    A number that was not given but follows from the others is computed; a number that was given is drawn as given.
    """
    result = _Entered(counts)
    identified = result.identified()
    result.removed(identified)
    result.stages(Column.MAIN, counts)
    if counts.other_arm is OtherArm.SEPARATE:
        result.other_methods()
    result.included()
    entered_flow = Flow(result.boxes, counts.other_arm, counts.stages, entered=True, additions=counts.additions)
    result.check_additions()
    result.check_balance(entered_flow)
    return entered_flow, tuple(result.problems)


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
    for head in (made.boxes.keys() & flow.boxes.keys()) - {BoxId.REMOVED}:
        boxes = _with_unnamed(boxes, head, flow, made)
    if BoxId.OTHER_REMOVED in made.boxes:
        known_removals = sum(map(flow.n, _OTHER_REMOVALS))
        n = made.n(BoxId.OTHER_REMOVED) + known_removals
        boxes[BoxId.OTHER_REMOVED] = replace(made.boxes[BoxId.OTHER_REMOVED], n=n)
    boxes = _with_unnamed_removals(boxes, BoxId.REMOVED, _REMOVALS, made)
    boxes = _with_unnamed_removals(boxes, BoxId.OTHER_REMOVED, _OTHER_REMOVALS, made)
    for head in flow.excluded_boxes():
        boxes = _with_people(boxes, head, flow, made)
    if BoxId.REMOVED not in made.boxes and made.boxes.keys() & set(_REMOVALS):
        boxes.pop(BoxId.REMOVED, None)  # nobody knows how many were removed in all
    if BoxId.IDENTIFIED in boxes:
        arms = (BoxId.FROM_DATABASES, BoxId.FROM_REGISTERS, BoxId.FROM_OTHER)
        total = sum(boxes[arm].n for arm in arms if arm in boxes)
        boxes[BoxId.IDENTIFIED] = replace(boxes[BoxId.IDENTIFIED], n=total)
    _included_together(boxes, made, counts.totals)
    together_flow = replace(flow, boxes=boxes, additions=made.additions)
    return together_flow, (*problems, *_mixed_units(flow, made, counts), *unknown_boxes(together_flow, counts))


def _mixed_units(flow: Flow, made: Flow, counts: Counts) -> list[Problem]:
    """A problem for each box in which stated studies were added to reports that are known one by one."""
    return [
        Problem(
            counts.places.get(box, counts.place),
            message(
                "{studies} in `{box}` {what} added to {reports} of this review, and the flow calls all of "
                "them reports. Write the number of reports in numbers, or import their records and remove "
                "`{box}` there",
                studies=number_of(made.n(box), "study", "studies"),
                box=box,
                what=message("was") if made.n(box) == 1 else message("were"),
                reports=number_of(flow.n(box), "report"),
            ),
            Level.WARNING,
            "units",
        )
        for box in OPEN
        if flow.n(box) and made.n(box) and flow.boxes[box].unit is not made.boxes[box].unit
    ]


def _with_unnamed(boxes: dict[AnyBoxId, Box], head: AnyBoxId, flow: Flow, made: Flow) -> dict[AnyBoxId, Box]:
    """The boxes with one for those whose reason or source was not named, where only one side names any."""
    if bool(flow.parts(head)) == bool(made.parts(head)):
        return boxes
    unnamed = made.boxes[head] if flow.parts(head) else flow.boxes[head]
    if not unnamed.n:
        return boxes
    name = unrecorded_id(head)
    members = flow.boxes[name].members if name in flow.boxes else unnamed.members
    n = unnamed.n + (boxes[name].n if name in boxes else 0)
    new = Box(name, n, unnamed.unit, members)
    return {**_inserted(boxes, new), name: new}


def _with_unnamed_removals(
    boxes: dict[AnyBoxId, Box], head: AnyBoxId, kinds: Sequence[AnyBoxId], made: Flow
) -> dict[AnyBoxId, Box]:
    """The boxes with one for the removals whose kind nobody entered, beside those that are known one by one."""
    unnamed = made.n(head) - sum(map(made.n, kinds))
    if unnamed <= 0:
        return boxes
    return _inserted(boxes, Box(unrecorded_id(head), unnamed, Unit.RECORDS))


def _with_people(boxes: dict[AnyBoxId, Box], head: AnyBoxId, flow: Flow, made: Flow) -> dict[AnyBoxId, Box]:
    """The boxes with what people excluded of the records known one by one, where only the entered numbers tell people
    and tools apart: no tool excluded any of those."""
    human = decided_by(head, "human")
    if human not in made.boxes or human in flow.boxes or not flow.n(head):
        return boxes
    known = flow.boxes[head]
    return {**boxes, human: Box(human, known.n + made.n(human), known.unit, known.members)}


def _included_together(boxes: dict[AnyBoxId, Box], made: Flow, totals: Mapping[BoxId, int]) -> None:
    """Correct what was included: the totals, and nothing where the entered numbers say only studies or only reports."""
    stated = [new for new in (BoxId.NEW_STUDIES, BoxId.NEW_REPORTS) if new in made.boxes]
    if len(stated) == 1:
        boxes.pop(BoxId.NEW_REPORTS if stated[0] is BoxId.NEW_STUDIES else BoxId.NEW_STUDIES, None)
    for total in (BoxId.TOTAL_STUDIES, BoxId.TOTAL_REPORTS):
        boxes.pop(total, None)
    previous = (boxes.get(box) for box in (BoxId.PREVIOUS_STUDIES, BoxId.PREVIOUS_REPORTS))
    updated(boxes, *(box.n if box else None for box in previous))
    for total, n in totals.items():
        boxes[total] = Box(total, n, _unit_of(total))


def _unit_of(box: BoxId) -> Unit:
    """What a box of included, previous or all of them counts."""
    return Unit.STUDIES if box.endswith("studies") else Unit.REPORTS


def unknown_boxes(flow: Flow, counts: Counts) -> list[Problem]:
    """A problem for each footnote and each line of the review's own whose box is not in the flow."""
    named = [(f"footnote.{n}", one.box) for n, one in enumerate(flow.additions.footnotes, start=1)]
    named += [(f"own.{n}", one.within) for n, one in enumerate(flow.additions.boxes, start=1)]
    return [
        Problem(
            counts.places.get(place, counts.place),
            message(
                "the flow has no box {box!r}. It has: {boxes}",
                box=box,
                boxes=", ".join(name for name in flow.boxes if name in _ORDER),
            ),
            Level.WARNING,
            "no-box",
        )
        for place, box in named
        if box and box not in flow.boxes
    ]


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
    if new.id in boxes:
        return dict(boxes)

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
    """The boxes and problems of entered counts."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.boxes: dict[AnyBoxId, Box] = {}
        self.problems: list[Problem] = []
        self.stage_names: dict[str, str] = {stage.id: in_language(stage.labels, "en") for stage in counts.stages}

    def add(self, box: AnyBoxId, n: int | None, unit: Unit) -> None:
        """Add a box, if its number was given or could be computed."""
        if n is not None:
            self.boxes[box] = Box(box, n, unit)

    def number(self, box: AnyBoxId, number: Number, unit: Unit) -> None:
        """Add a box with its parts, if its number was given."""
        self.add(box, number.n, unit)
        self.add(decided_by(box, "human"), number.human, unit)
        self.add(decided_by(box, "tool"), number.tool, unit)
        for name, n in number.parts.items():
            part = part_id(box, slug(name), self.boxes)
            self.boxes[part] = Box(part, n, unit, None, {"en": name})

    def problem(self, box: AnyBoxId, message: str, code: str, level: Level = Level.ERROR) -> None:
        """Add a problem at the place where the number of a box was given, or that of the nearest box above it."""
        places = self.counts.places
        where = next(
            (places[name] for name in (box, box_id(box.partition(".")[0])) if name in places), self.counts.place
        )
        self.problems.append(Problem(where, message, level, code))

    def identified(self) -> int | None:
        """Add the sources of each arm; returns how many records the main arm identified, None where none were given."""
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
        """Add duplicates, other removals, and how many were screened; one of them may be computed from the others.

        A computed number below 0 is reported and left out of the flow.
        """
        counts = self.counts
        other = (counts.automation.n or 0) + (counts.removed_other.n or 0)
        duplicates, first = counts.duplicates, _first_screened(counts)
        screened = counts.screened.get(first) if first else None
        if identified is not None and screened is None and first:
            screened = self.screened_left(identified, other)
        elif identified is not None and screened is not None and counts.removed is None:
            if duplicates.n is None:
                duplicates = Number(self.duplicates_left(identified, other, screened))
            elif identified - other - duplicates.n != screened:
                self.does_not_add_up(identified, other, duplicates.n, screened)
        follows = identified is not None and first in counts.screened
        self.add(BoxId.REMOVED, self.all_removed(duplicates.n, follows), Unit.RECORDS)
        self.number(BoxId.DUPLICATES, duplicates, Unit.RECORDS)
        self.number(BoxId.AUTOMATION, counts.automation, Unit.RECORDS)
        self.number(BoxId.REMOVED_OTHERWISE, counts.removed_other, Unit.RECORDS)
        self.add(BoxId.SCREENED, screened, Unit.RECORDS)

    def all_removed(self, duplicates: int | None, follows: bool) -> int | None:
        """How many were removed of all kinds: as stated, else their sum where every kind was stated or `follows` from
        how many were identified and screened. A kind that was not stated is not 0."""
        counts = self.counts
        kinds = {"duplicates": duplicates, "automation": counts.automation.n, "other": counts.removed_other.n}
        stated = [n for n in kinds.values() if n is not None]
        missing = [kind for kind, n in kinds.items() if n is None]
        if counts.removed is not None or not stated:
            return counts.removed
        if follows or not missing:
            return sum(stated)
        if self.problems:
            return None  # an impossible number was reported already
        keys = together((f"`{kind}`" for kind in missing), message(" and "))
        self.problem(
            BoxId.REMOVED,
            message(
                "how many records were removed in all is not known, nor how many were left to screen. Add "
                "{keys} (0 if there were none), or `total`",
                keys=keys,
            ),
            "removed",
            Level.WARNING,
        )
        return None

    def screened_left(self, identified: int, other: int) -> int | None:
        """How many were screened, where that was not given: the identified less the removed. None where not all that
        was removed was given."""
        counts = self.counts
        total, duplicates = counts.removed, counts.duplicates.n
        removed = other + (duplicates or 0) if total is None else total
        if removed <= identified:
            kinds_of_removal = (counts.duplicates, counts.automation, counts.removed_other)
            is_known = total is not None or all(kind.n is not None for kind in kinds_of_removal)
            return identified - removed if is_known else None
        kinds = (
            message(" ({duplicates} duplicates, {other} for other reasons)", duplicates=duplicates, other=other)
            if duplicates and other
            else ""
        )
        box = BoxId.DUPLICATES if duplicates else BoxId.REMOVED_OTHERWISE
        self.problem(
            box if total is None else BoxId.REMOVED,
            message(
                "{removed} records removed{kinds} is impossible: only {identified} were identified, {gap} fewer. "
                "Is a source missing? Correct one of these numbers",
                gap=removed - identified,
                removed=removed,
                kinds=kinds,
                identified=identified,
            ),
            "duplicates",
        )
        return None

    def duplicates_left(self, identified: int, other: int, screened: int) -> int | None:
        """How many duplicates were removed, where that was not given: the identified less the screened."""
        left = identified - other - screened
        if left >= 0:
            return left
        self.problem(BoxId.SCREENED, _more_screened(identified, other, screened), "screened")
        return None

    def does_not_add_up(self, identified: int, other: int, duplicates: int, screened: int) -> None:
        """Report that identified, removed and screened were all given, but do not add up."""
        left = identified - other - screened
        if left < 0:
            self.problem(BoxId.SCREENED, _more_screened(identified, other, screened), "screened")
            return
        removed = message(" - {other} removed for other reasons", other=other) if other else ""
        self.problem(
            BoxId.DUPLICATES,
            message(
                "{duplicates} duplicates removed is impossible: {identified} identified{removed} - "
                "{screened} screened leaves {left}: {gap}. Write {left}, or correct the other numbers",
                gap=_gap(left - duplicates),
                duplicates=duplicates,
                identified=identified,
                removed=removed,
                screened=screened,
                left=left,
            ),
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
        self.add(BoxId.OTHER_REMOVED, own.removed, Unit.RECORDS)
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
        """Add the excluded with their reasons, and a box for those without a reason."""
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
            without = number_of(rest, "has no reason", "have no reason")
            said = message(
                "{box}: the reasons add up to {stated} of {number}; {without}. Give the missing reasons",
                box=in_words(head, self.stage_names),
                stated=stated,
                number=number.n,
                without=without,
            )
            self.problem(head, said, code, Level.WARNING)
        else:
            said = message(
                "{box}: the reasons add up to {stated} of {number}, {gap} too many. Count one main reason for each",
                box=in_words(head, self.stage_names),
                gap=stated - number.n,
                stated=stated,
                number=number.n,
            )
            self.problem(head, said, code)

    def included(self) -> None:
        """Ongoing and awaiting studies, and the included ones with those of the version before."""
        counts = self.counts
        for box, n in zip(OPEN, (counts.ongoing, counts.awaiting), strict=True):
            self.add(box, n, Unit.STUDIES)
        for new, n in ((BoxId.NEW_STUDIES, counts.studies), (BoxId.NEW_REPORTS, counts.reports)):
            self.number(new, Number(n, counts.made_of.get(new, {})), _unit_of(new))
        self.previous()
        for total, n in counts.totals.items():
            self.add(total, n, _unit_of(total))
        if counts.studies is not None and counts.reports is not None and counts.studies > counts.reports:
            self.problem(
                BoxId.NEW_STUDIES,
                message(
                    "{studies} in {reports}; this is right if one report describes several studies",
                    studies=number_of(counts.studies, "study", "studies"),
                    reports=number_of(counts.reports, "report"),
                ),
                "more-studies",
                Level.NOTE,
            )

    def previous(self) -> None:
        """What earlier versions included: as stated, else what those of a living review come to; and the totals."""
        versions = self.counts.additions.versions
        stated = self.counts.previous or (None, None)
        found: list[int | None] = []
        rows = zip(
            stated,
            (BoxId.PREVIOUS_STUDIES, BoxId.PREVIOUS_REPORTS),
            (BoxId.NEW_STUDIES, BoxId.NEW_REPORTS),
            strict=True,
        )
        parts: dict[AnyBoxId, Box] = {}
        for n, box, new in rows:
            known = [version.numbers.get(new) for version in versions]
            whole = [one for one in known if one is not None]
            found.append(sum(whole) if n is None and versions and len(whole) == len(known) else n)
            if len(whole) == len(known):
                for version, one in zip(versions, whole, strict=True):
                    part = part_id(box, slug(in_language(version.names, "en")), {**self.boxes, **parts})
                    parts[part] = Box(part, one, _unit_of(box), None, version.names)
        updated(self.boxes, *found)
        for box in (BoxId.PREVIOUS_STUDIES, BoxId.PREVIOUS_REPORTS):
            for of_version in [one for one in parts.values() if one.id.startswith(f"{box}.")]:
                self.boxes = _inserted(self.boxes, of_version)

    def check_additions(self) -> None:
        """Report additions whose box is not in the flow."""
        flow = Flow(self.boxes, self.counts.other_arm, self.counts.stages, additions=self.counts.additions)
        self.problems += unknown_boxes(flow, self.counts)

    def check_balance(self, entered_flow: Flow) -> None:
        """Report every sum that does not add up and was not reported in better words already."""
        removal = any(problem.code in ("duplicates", "screened") for problem in self.problems)
        reported = {"A7"} | ({"A2"} if removal else set())
        for check in checks(entered_flow):
            missing = check.box in (BoxId.NOT_RETRIEVED, BoxId.OTHER_NOT_RETRIEVED)
            if not check.holds and (missing or check.code not in reported):
                self.problem(
                    box_id(check.box), message("does not add up: {failure}", failure=check.failure), check.code
                )


def _gap(missing: int) -> str:
    """How many are missing, or too many where this is below 0."""
    if missing < 0:
        return message("{n} too many", n=-missing)
    return number_of(missing, "is not accounted for", "are not accounted for")


def _first_screened(counts: Counts) -> str:
    """The id of the first stage that reads records; "" where there is none."""
    return next((stage.id for stage in counts.stages if not stage.full_text), "")


def _more_screened(identified: int, other: int, screened: int) -> str:
    """The message that more were screened than is possible."""
    if not other:
        return message(
            "more records were screened ({screened}) than identified ({identified}): {gap} too many. Is a source "
            "missing? Correct one of these numbers",
            gap=screened - identified,
            screened=screened,
            identified=identified,
        )
    return message(
        "more records were screened ({screened}) than were left ({identified} identified - {other} "
        "removed for other reasons): {gap} too many. Is a source missing? Correct one of these numbers",
        gap=screened - identified + other,
        screened=screened,
        identified=identified,
        other=other,
    )
