"""Whether a flow adds up: every sum that must hold, in words with its numbers (A1 to A10, ARCHITECTURE.md).

A sum is checked between any two boxes of an arm that follow each other and are in the flow: where a box between them
was not stated, across it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from reviewkit.model import EarlierVersion
from reviewkit.prisma import (
    OPEN,
    AnyBoxId,
    Flow,
    StageBoxes,
    Unit,
    box_id,
    decided_by,
    is_unrecorded,
    unrecorded_id,
)
from reviewkit.words import BoxId, Column, in_language, message, number_of, together

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Claim(StrEnum):
    """What a check says: how many are left, what a number is made of, or how many there can be at most."""

    REST = "rest"
    PARTS = "parts"
    AT_MOST = "at-most"


@dataclass(frozen=True, slots=True)
class BalanceCheck:
    """A sum that must hold, in words with its numbers. Code A1 to A10 as in ARCHITECTURE.md.

    `box` is the box that the sum should come to.
    """

    code: str
    sentence: str
    left: int
    right: int
    box: str = ""
    claim: Claim = Claim.REST

    @property
    def holds(self) -> bool:
        return self.left == self.right

    @property
    def failure(self) -> str:
        """What is wrong with the sum, for a message: it, what it comes to, and how many are missing or too many."""
        gap = self.left - self.right
        if self.claim is Claim.AT_MOST:
            return message("{sentence}: {n} too many", sentence=self.sentence, n=gap)
        missing = -gap if self.claim is Claim.PARTS else gap
        rest = (
            number_of(missing, "is not accounted for", "are not accounted for")
            if missing > 0
            else message("{n} too many", n=-missing)
        )
        return message(
            "{sentence}, but the left side is {left}: {rest}", sentence=self.sentence, left=self.left, rest=rest
        )


@dataclass(frozen=True, slots=True)
class _Step:
    """One station of an arm: its boxes, what leaves it, and the code of the sum that begins here.

    Without the boxes of `needed` nobody can say how many went on, only that these are no more than came. A `further`
    station, beside those of PRISMA 2020, can be missing without that.
    """

    code: str
    boxes: tuple[AnyBoxId, ...]
    leaving: tuple[AnyBoxId, ...]
    needed: AnyBoxId | None = None
    further: bool = False


class _Sums:
    """The sums of a flow, collected one by one."""

    def __init__(self, the_flow: Flow) -> None:
        self.flow = the_flow
        self.stages: dict[str, str] = {stage.id: in_language(stage.labels, "en") for stage in the_flow.stages}
        self.found: list[BalanceCheck] = []

    def present(self, *boxes: AnyBoxId) -> list[AnyBoxId]:
        """Those of the boxes that are in the flow."""
        return [box for box in boxes if box in self.flow.boxes]

    def sum(
        self,
        code: str,
        plus: Sequence[AnyBoxId],
        minus: Sequence[AnyBoxId],
        result: AnyBoxId,
        n: int | None = None,
        claim: Claim = Claim.REST,
    ) -> None:
        """The boxes of `plus` less those of `minus` are the box `result` (or n, where it is no box)."""
        right = self.flow.n(result) if n is None else n
        sentence = message(
            "{left} = {box} {n}", left=self.difference(plus, minus), box=self.in_words(result), n=right
        )
        self.found.append(BalanceCheck(code, sentence, self.left(plus, minus), right, result, claim))

    def at_most(
        self, code: str, boxes: Sequence[AnyBoxId], plus: Sequence[AnyBoxId], minus: Sequence[AnyBoxId] = ()
    ) -> None:
        """The boxes together hold no more than those of `plus` less those of `minus`."""
        n, most = self.left(boxes, ()), self.left(plus, minus)
        sentence = message(
            "{left} are at most {right}", left=self.difference(boxes, ()), right=self.difference(plus, minus)
        )
        self.found.append(BalanceCheck(code, sentence, n, min(n, most), boxes[0], Claim.AT_MOST))

    def left(self, plus: Sequence[AnyBoxId], minus: Sequence[AnyBoxId]) -> int:
        """How many are left of `plus` without `minus`."""
        return sum(map(self.flow.n, plus)) - sum(map(self.flow.n, minus))

    def difference(self, plus: Sequence[AnyBoxId], minus: Sequence[AnyBoxId]) -> str:
        """The same in words: "screened 90 - excluded 60"."""
        first = together((self.with_number(box) for box in plus), " + ")
        return together((first, *map(self.with_number, minus)), " - ")

    def with_number(self, box: AnyBoxId) -> str:
        """A box in words with its number: "screened 90"."""
        return message("{box} {n}", box=self.in_words(box), n=self.flow.n(box))

    def in_words(self, box: AnyBoxId) -> str:
        """A box in words: the name of its source or reason, else what the diagram calls it."""
        found = self.flow.boxes.get(box)
        return (found.names.get("en", "") if found else "") or in_words(box, self.stages)

    def parts(self, code: str, *heads: AnyBoxId) -> None:
        """Each box is the sum of its parts."""
        for head in self.present(*heads):
            if parts := self.flow.parts(head):
                self.sum(code, [part.id for part in parts], [], head, claim=Claim.PARTS)

    def removed(self, head: AnyBoxId, duplicates: AnyBoxId, *other_kinds: AnyBoxId) -> None:
        """What was removed is the sum of its kinds; duplicates alone need not be all of it."""
        if head in self.flow.boxes and (others := self.present(*other_kinds, unrecorded_id(head))):
            self.sum("A3", [*self.present(duplicates), *others], [], head, claim=Claim.PARTS)

    def by_whom(self) -> None:
        """Each box is what people and tools did together; where not all of that was stated, no less than what was.

        In a review that is known for what was excluded alone.
        """
        known = self.flow.boxes if self.flow.entered else self.flow.excluded_boxes()
        for head in self.flow.boxes:
            stated = self.present(decided_by(head, "human"), decided_by(head, "tool"))
            if len(stated) == 2 and head in known:
                self.sum("A8", stated, [], head, claim=Claim.PARTS)
            elif stated:
                self.at_most("A8", stated, [head])

    def version(self, box: str, version: EarlierVersion) -> None:
        """No more of an earlier version of a living review reached a box than the one before it."""
        steps = [(code, one, version.numbers[one]) for code, one in _VERSION_STEPS if one in version.numbers]
        name = in_language(version.names, "en")
        for (code, before, most), (_, after, n) in pairwise(steps):
            sentence = message(
                "{name}: {after} {n} are at most {before} {most}",
                name=name,
                after=in_words(after),
                n=n,
                before=in_words(before),
                most=most,
            )
            self.found.append(BalanceCheck(code, sentence, n, min(n, most), box, Claim.AT_MOST))

    def walk(self, steps: Sequence[_Step]) -> _Step | None:
        """The sums from each station to the next that is there; returns the last, with what leaves the arm after it.

        Where that is not the last of `steps`, nobody can say how many went on from it.
        """
        before: _Step | None = None
        last = next((step for step in reversed(steps) if not step.further), None)
        for step in steps:
            boxes = tuple(self.present(*step.boxes))
            leaving = tuple(self.present(*step.leaving))
            needed = None if step.needed in self.flow.boxes else step.needed
            if not boxes and before is None:
                continue
            if not boxes and before is not None:
                unseen = None if step.further else needed
                unknown = before.needed or unseen or (step.boxes[0] if step is last else None)
                before = _Step(before.code, before.boxes, (*before.leaving, *leaving), unknown)
                continue
            if before is not None and before.needed:
                self.at_most(before.code, boxes[:1], before.boxes, before.leaving)
            elif before is not None:
                self.sum(before.code, before.boxes, before.leaving, boxes[0])
            before = _Step(step.code, boxes, leaving, needed)
        return before


def checks(the_flow: Flow) -> tuple[BalanceCheck, ...]:
    """Every sum of the flow that must hold, with its numbers."""
    sums = _Sums(the_flow)
    arms = (BoxId.FROM_DATABASES, BoxId.FROM_REGISTERS, BoxId.FROM_OTHER)
    sums.parts("A1", *arms, BoxId.OTHER_IDENTIFIED, BoxId.IDENTIFIED)
    sums.removed(BoxId.REMOVED, BoxId.DUPLICATES, BoxId.AUTOMATION, BoxId.REMOVED_OTHERWISE)
    sums.removed(BoxId.OTHER_REMOVED, BoxId.OTHER_DUPLICATES, BoxId.OTHER_REMOVED_OTHERWISE)
    sums.parts(
        "A3", BoxId.DUPLICATES, BoxId.REMOVED_OTHERWISE, BoxId.OTHER_DUPLICATES, BoxId.OTHER_REMOVED_OTHERWISE
    )
    main = sums.walk(_main_steps(the_flow))
    other = sums.walk(_other_steps(the_flow))
    sums.by_whom()
    sums.parts("A7", *the_flow.excluded_boxes(), BoxId.NOT_RETRIEVED, BoxId.OTHER_NOT_RETRIEVED)
    _check_inclusion(sums, [end for end in (main, other) if end])
    for previous, new, total in (
        (BoxId.PREVIOUS_STUDIES, BoxId.NEW_STUDIES, BoxId.TOTAL_STUDIES),
        (BoxId.PREVIOUS_REPORTS, BoxId.NEW_REPORTS, BoxId.TOTAL_REPORTS),
    ):
        stated = sums.present(previous, new)
        if sums.present(total) and len(stated) == 2:
            sums.sum("A10", stated, [], total)
        elif sums.present(total) and stated:
            sums.at_most("A10", stated, [total])
    sums.parts("A6", BoxId.NEW_STUDIES, BoxId.NEW_REPORTS)
    sums.parts("A10", BoxId.PREVIOUS_STUDIES, BoxId.PREVIOUS_REPORTS)
    for number, version in enumerate(the_flow.additions.versions, start=1):
        sums.version(f"version.{number}", version)
    return tuple(sums.found)


def _main_steps(the_flow: Flow) -> list[_Step]:
    """The stations of databases and registers."""
    arms = (BoxId.FROM_DATABASES, BoxId.FROM_REGISTERS, BoxId.FROM_OTHER)
    stages = [_stage_step("A4", place) for place in the_flow.stage_boxes() if not place.stage.full_text]
    steps = [_Step("A2", arms, (BoxId.REMOVED,), BoxId.REMOVED), *stages]
    return steps if the_flow.one_stage else [*steps, *_full_text_steps(the_flow, Column.MAIN)]


def _other_steps(the_flow: Flow) -> list[_Step]:
    """The stations of other methods."""
    kinds = (BoxId.OTHER_DUPLICATES, BoxId.OTHER_REMOVED_OTHERWISE)
    removed = (BoxId.OTHER_REMOVED,) if BoxId.OTHER_REMOVED in the_flow.boxes else kinds
    identified = _Step("A4", (BoxId.OTHER_IDENTIFIED,), removed)
    screened, excluded = (BoxId.OTHER_SCREENED,), (BoxId.OTHER_EXCLUDED,)
    if the_flow.one_stage:
        left = (BoxId.OTHER_REPORTS_EXCLUDED, BoxId.WAITING_OTHER)
        assessed = _Step("A6", (BoxId.OTHER_ASSESSED,), left, BoxId.OTHER_REPORTS_EXCLUDED)
        return [identified, _Step("A4", screened, excluded), assessed]
    waiting = _Step("A4", screened, (*excluded, BoxId.WAITING_OTHER))
    return [identified, waiting, *_full_text_steps(the_flow, Column.OTHER)]


def _full_text_steps(the_flow: Flow, column: Column) -> list[_Step]:
    """The stations from retrieval on."""
    left = (BoxId.NOT_RETRIEVED.of(column), BoxId.WAITING_RETRIEVAL.of(column))
    stages = [_stage_step("A6", place) for place in the_flow.stage_boxes(column) if place.stage.full_text]
    return [_Step("A5", (BoxId.SOUGHT.of(column),), left), *stages]


def _stage_step(code: str, place: StageBoxes) -> _Step:
    """The station of a screening stage."""
    boxes = (place.box,) if place.box else ()
    return _Step(code, boxes, (place.excluded, place.waiting), place.excluded, place.is_further)


def _check_inclusion(sums: _Sums, ends: Sequence[_Step]) -> None:
    """What the arms come to at their ends is what was included."""
    result = next(iter(sums.present(BoxId.NEW_REPORTS, BoxId.NEW_STUDIES)), None)
    if result is None:
        for end in ends:
            if end.leaving:
                sums.at_most(end.code, end.leaving, end.boxes)
        return
    if not ends:
        return
    code = "A4" if sums.flow.one_stage else "A6"
    plus = [box for end in ends for box in end.boxes]
    minus = [box for end in ends for box in end.leaving]
    if any(end.needed for end in ends):
        sums.at_most(code, [result], plus, minus)
        return
    minus += [box for box in sums.present(*OPEN) if sums.flow.boxes[box].unit is Unit.REPORTS]
    included = sums.flow.included + _reports_of_open_studies(sums, plus, minus)
    sums.sum(code, plus, minus, result, included)


def _reports_of_open_studies(sums: _Sums, plus: Sequence[AnyBoxId], minus: list[AnyBoxId]) -> int:
    """How many reports ongoing studies and those awaiting classification have, where only the studies were stated.

    Each has at least one report; stated numbers of included reports may also count these already. Where more studies
    were stated than are left, their boxes are added to those that leave.
    """
    boxes = [box for box in sums.present(*OPEN) if sums.flow.boxes[box].unit is Unit.STUDIES]
    studies, rest = sum(map(sums.flow.n, boxes)), sums.left(plus, minus) - sums.flow.included
    if 0 < rest < studies:
        minus += boxes
    return rest if studies and rest >= studies else 0


_VERSION_STEPS = (
    ("A2", BoxId.IDENTIFIED),
    ("A4", BoxId.SCREENED),
    ("A5", BoxId.SOUGHT),
    ("A6", BoxId.ASSESSED),
    ("A6", BoxId.NEW_REPORTS),
)

_IN_WORDS: dict[str, str] = {
    BoxId.ONGOING: message("ongoing"),
    BoxId.AWAITING: message("awaiting classification"),
    BoxId.IDENTIFIED: message("identified"),
    BoxId.SCREENED: message("screened"),
    BoxId.EXCLUDED: message("excluded"),
    BoxId.NEW_REPORTS: message("included reports"),
    BoxId.NEW_STUDIES: message("included studies"),
    BoxId.PREVIOUS_STUDIES: message("previous studies"),
    BoxId.PREVIOUS_REPORTS: message("previous reports"),
    BoxId.TOTAL_STUDIES: message("studies in total"),
    BoxId.TOTAL_REPORTS: message("reports in total"),
    BoxId.FROM_DATABASES: message("from databases"),
    BoxId.FROM_REGISTERS: message("from registers"),
    BoxId.FROM_OTHER: message("from other methods"),
    BoxId.OTHER_IDENTIFIED: message("identified by other methods"),
    BoxId.REMOVED: message("removed"),
    BoxId.DUPLICATES: message("duplicates"),
    BoxId.AUTOMATION: message("removed by automation tools"),
    BoxId.REMOVED_OTHERWISE: message("removed for other reasons"),
    BoxId.NOT_RETRIEVED: message("not retrieved"),
    BoxId.SOUGHT: message("reports sought"),
    BoxId.ASSESSED: message("reports assessed"),
    BoxId.REPORTS_EXCLUDED: message("reports excluded"),
}


def in_words(box: str, stages: Mapping[str, str] = _NO_NAMES) -> str:
    """A box in words, for the sentence of a balance check; `stages` are the names of stages that have one."""
    if box in _IN_WORDS:
        return _IN_WORDS[box]
    if is_unrecorded(box_id(box)):
        return message("reason not recorded") if "excluded" in box else message("not specified")
    if box.startswith("other.") and box[6:] in _IN_WORDS:
        return message("{box} (other methods)", box=_IN_WORDS[box[6:]])
    if box.startswith("waiting."):
        return message("waiting ({stage})", stage=stages.get(box[8:]) or box[8:])
    head, by, whom = box.partition("_by.")
    if by:
        said = in_words(head, stages)
        if whom == "human":
            return message("{box} by people", box=said)
        return message("{box} by automation tools", box=said)
    stage, _, what = box.partition(".")
    if what in (BoxId.SCREENED, BoxId.EXCLUDED, BoxId.ASSESSED, BoxId.REPORTS_EXCLUDED):
        return message("{box} ({stage})", box=_IN_WORDS.get(what, what), stage=stages.get(stage) or stage)
    return box.rpartition(".")[2] if "." in box else box
