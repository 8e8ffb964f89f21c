"""Whether a flow adds up: every sum that must hold, in words with its numbers (A1 to A10, ARCHITECTURE.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewkit.prisma import AnyBoxId, Flow, box_id, unrecorded_id
from reviewkit.words import EXCLUDED_BOXES, BoxId, Column, Stages


@dataclass(frozen=True, slots=True)
class BalanceCheck:
    """A sum that must hold, in words with its numbers. Code A1 to A10 as in ARCHITECTURE.md."""

    code: str
    sentence: str
    left: int
    right: int

    @property
    def holds(self) -> bool:
        return self.left == self.right


class _Sums:
    """The sums of a flow, collected one by one."""

    def __init__(self, the_flow: Flow) -> None:
        self.flow = the_flow
        self.found: list[BalanceCheck] = []

    def present(self, *boxes: BoxId) -> list[BoxId]:
        """Those of the boxes that are in the flow."""
        return [box for box in boxes if box in self.flow.boxes]

    def sum(self, code: str, plus: Sequence[AnyBoxId], minus: Sequence[AnyBoxId], result: BoxId) -> None:
        """The boxes of `plus` less those of `minus` are the box `result`."""
        self.sum_to(code, plus, minus, self.in_words(result), self.flow.n(result))

    def sum_to(
        self, code: str, plus: Sequence[AnyBoxId], minus: Sequence[AnyBoxId], result: str, right: int
    ) -> None:
        """The boxes of `plus` less those of `minus` are the number `right`, which is called `result`."""
        left = sum(map(self.flow.n, plus)) - sum(map(self.flow.n, minus))
        words = " + ".join(f"{self.in_words(box)} {self.flow.n(box)}" for box in plus)
        words += "".join(f" - {self.in_words(box)} {self.flow.n(box)}" for box in minus)
        self.found.append(BalanceCheck(code, f"{words} = {result} {right}", left, right))

    def in_words(self, box: AnyBoxId) -> str:
        """A box in words: the name of its source or reason, else what the diagram calls it."""
        found = self.flow.boxes.get(box)
        return (found.names.get("en", "") if found else "") or in_words(box)

    def parts(self, code: str, *heads: BoxId) -> None:
        """Each box is the sum of its parts."""
        for head in self.present(*heads):
            if parts := self.flow.parts(head):
                self.sum(code, [part.id for part in parts], [], head)


def checks(the_flow: Flow) -> tuple[BalanceCheck, ...]:
    """Every sum of the flow that must hold, with its numbers."""
    sums = _Sums(the_flow)
    sums.parts(
        "A1",
        BoxId.FROM_DATABASES,
        BoxId.FROM_REGISTERS,
        BoxId.FROM_OTHER,
        BoxId.OTHER_IDENTIFIED,
        BoxId.IDENTIFIED,
    )
    _check_screening(sums)
    _check_full_text(sums, Column.MAIN)
    _check_other_arm(sums)
    for head in EXCLUDED_BOXES:
        if by_whom := sums.present(head.decided_by("human"), head.decided_by("tool")):
            sums.sum("A8", by_whom, [], head)
    sums.parts("A7", *EXCLUDED_BOXES)
    _check_inclusion(sums)
    return tuple(sums.found)


def _check_screening(sums: _Sums) -> None:
    present = sums.present
    if present(BoxId.AUTOMATION, BoxId.REMOVED_OTHERWISE):
        removed = present(BoxId.DUPLICATES, BoxId.AUTOMATION, BoxId.REMOVED_OTHERWISE)
        sums.sum("A3", removed, [], BoxId.REMOVED)
    arms = present(BoxId.FROM_DATABASES, BoxId.FROM_REGISTERS, BoxId.FROM_OTHER)
    if arms and present(BoxId.REMOVED) and present(BoxId.SCREENED):
        sums.sum("A2", arms, [BoxId.REMOVED], BoxId.SCREENED)
    if not present(BoxId.SCREENED) or not present(BoxId.EXCLUDED):
        return
    if sums.flow.stages is Stages.ONE:
        left = [BoxId.EXCLUDED, *present(BoxId.WAITING_SCREENING)]
        main = sums.flow.included - _included_by_other_methods(sums.flow)
        sums.sum_to("A4", [BoxId.SCREENED], left, "included", main)
    elif present(BoxId.SOUGHT):
        left = [BoxId.EXCLUDED, *present(BoxId.WAITING_TITLE_ABSTRACT)]
        sums.sum("A4", [BoxId.SCREENED], left, BoxId.SOUGHT)


def _check_full_text(sums: _Sums, column: Column) -> None:
    present = sums.present
    sought, assessed = BoxId.SOUGHT.of(column), BoxId.ASSESSED.of(column)
    if present(sought) and present(assessed):
        missing = present(BoxId.NOT_RETRIEVED.of(column), BoxId.WAITING_RETRIEVAL.of(column))
        sums.sum("A5", [sought], missing, assessed)


def _check_other_arm(sums: _Sums) -> None:
    present = sums.present
    if not present(BoxId.OTHER_IDENTIFIED):
        return
    removed = present(BoxId.OTHER_DUPLICATES, BoxId.OTHER_REMOVED_OTHERWISE, BoxId.OTHER_EXCLUDED)
    if sums.flow.stages is Stages.ONE and present(BoxId.OTHER_ASSESSED):
        sums.sum("A4", [BoxId.OTHER_IDENTIFIED], removed, BoxId.OTHER_ASSESSED)
    elif present(BoxId.OTHER_SOUGHT):
        sums.sum("A4", [BoxId.OTHER_IDENTIFIED], [*removed, *present(BoxId.WAITING_OTHER)], BoxId.OTHER_SOUGHT)
        _check_full_text(sums, Column.OTHER)


def _check_inclusion(sums: _Sums) -> None:
    present, n = sums.present, sums.flow.n
    if present(BoxId.ASSESSED) and present(BoxId.NEW_REPORTS, BoxId.NEW_STUDIES):
        excluded = present(BoxId.REPORTS_EXCLUDED, BoxId.OTHER_REPORTS_EXCLUDED)
        waiting = present(BoxId.WAITING_FULL_TEXT, BoxId.WAITING_OTHER_FULL_TEXT)
        assessed, included = present(BoxId.ASSESSED, BoxId.OTHER_ASSESSED), sums.flow.included
        sums.sum_to("A6", assessed, [*excluded, *waiting], sums.in_words(BoxId.NEW_REPORTS), included)
    if present(BoxId.NEW_REPORTS) and present(BoxId.NEW_STUDIES):
        studies, reports = n(BoxId.NEW_STUDIES), n(BoxId.NEW_REPORTS)
        sentence = f"studies {studies} are at most reports {reports}"
        sums.found.append(BalanceCheck("A9", sentence, studies, min(studies, reports)))
    for previous, new, total in (
        (BoxId.PREVIOUS_STUDIES, BoxId.NEW_STUDIES, BoxId.TOTAL_STUDIES),
        (BoxId.PREVIOUS_REPORTS, BoxId.NEW_REPORTS, BoxId.TOTAL_REPORTS),
    ):
        if present(total):
            sums.sum("A10", [previous, new], [], total)


def _included_by_other_methods(the_flow: Flow) -> int:
    n = the_flow.n
    return n(BoxId.OTHER_ASSESSED) - n(BoxId.OTHER_REPORTS_EXCLUDED) - n(BoxId.WAITING_OTHER)


_IN_WORDS: Mapping[AnyBoxId, str] = {
    BoxId.IDENTIFIED: "identified",
    BoxId.EXCLUDED_BY_HUMAN: "excluded by people",
    BoxId.EXCLUDED_BY_TOOL: "excluded by automation tools",
    BoxId.NEW_REPORTS: "included reports",
    BoxId.NEW_STUDIES: "included studies",
    BoxId.PREVIOUS_STUDIES: "previous studies",
    BoxId.PREVIOUS_REPORTS: "previous reports",
    BoxId.TOTAL_STUDIES: "studies in total",
    BoxId.TOTAL_REPORTS: "reports in total",
    unrecorded_id(BoxId.EXCLUDED): "reason not recorded",
    unrecorded_id(BoxId.REPORTS_EXCLUDED): "reason not recorded",
    BoxId.FROM_DATABASES: "from databases",
    BoxId.FROM_REGISTERS: "from registers",
    BoxId.FROM_OTHER: "from other methods",
    BoxId.OTHER_IDENTIFIED: "identified by other methods",
    BoxId.REMOVED: "removed",
    BoxId.DUPLICATES: "duplicates",
    BoxId.AUTOMATION: "removed by automation tools",
    BoxId.REMOVED_OTHERWISE: "removed for other reasons",
    BoxId.NOT_RETRIEVED: "not retrieved",
    BoxId.SOUGHT: "reports sought",
    BoxId.ASSESSED: "reports assessed",
    BoxId.REPORTS_EXCLUDED: "reports excluded",
}


def in_words(box: AnyBoxId) -> str:
    """A box in words, for the sentence of a balance check."""
    if box in _IN_WORDS:
        return _IN_WORDS[box]
    if box.startswith("other.") and (main := box_id(box[6:])) in _IN_WORDS:
        return f"{_IN_WORDS[main]} (other methods)"
    if box.startswith("waiting."):
        return f"waiting ({box[8:]})"
    return box.rpartition(".")[2] if "." in box else box
