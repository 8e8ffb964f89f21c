"""Whether a flow adds up: every sum that must hold, in words with its numbers (A1 to A10, ARCHITECTURE.md)."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit.prisma import Flow
from reviewkit.words import Stages


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

    def present(self, *boxes: str) -> list[str]:
        """Those of the boxes that are in the flow."""
        return [box for box in boxes if box in self.flow.boxes]

    def sum(self, code: str, plus: Sequence[str], minus: Sequence[str], result: str, n: int | None = None) -> None:
        """The boxes of `plus` less those of `minus` are the box `result` (or n, where it is no box)."""
        right = self.flow.n(result) if n is None else n
        left = sum(map(self.flow.n, plus)) - sum(map(self.flow.n, minus))
        words = " + ".join(f"{self.in_words(box)} {self.flow.n(box)}" for box in plus)
        words += "".join(f" - {self.in_words(box)} {self.flow.n(box)}" for box in minus)
        self.found.append(BalanceCheck(code, f"{words} = {self.in_words(result)} {right}", left, right))

    def in_words(self, box: str) -> str:
        """A box in words: the name of its source or reason, else what the diagram calls it."""
        found = self.flow.boxes.get(box)
        return (found.names.get("en", "") if found else "") or in_words(box)

    def parts(self, code: str, *heads: str) -> None:
        """Each box is the sum of its parts."""
        for head in self.present(*heads):
            if parts := self.flow.parts(head):
                self.sum(code, [part.id for part in parts], [], head)


def checks(the_flow: Flow) -> tuple[BalanceCheck, ...]:
    """Every sum of the flow that must hold, with its numbers."""
    sums = _Sums(the_flow)
    sums.parts("A1", "id.databases", "id.registers", "id.other", "other.identified", "id")
    _check_screening(sums)
    _check_full_text(sums, "")
    _check_other_arm(sums)
    for head in ("excluded", "reports_excluded", "other.excluded", "other.reports_excluded"):
        if by_whom := sums.present(f"{head}_by.human", f"{head}_by.tool"):
            sums.sum("A8", by_whom, [], head)
    sums.parts("A7", "excluded", "reports_excluded", "other.excluded", "other.reports_excluded")
    _check_inclusion(sums)
    return tuple(sums.found)


def _check_screening(sums: _Sums) -> None:
    present = sums.present
    if present("rm.automation", "rm.other"):
        sums.sum("A3", present("rm.duplicates", "rm.automation", "rm.other"), [], "rm")
    arms = present("id.databases", "id.registers", "id.other")
    if arms and present("rm") and present("screened"):
        sums.sum("A2", arms, ["rm"], "screened")
    if not present("screened") or not present("excluded"):
        return
    if sums.flow.stages is Stages.ONE:
        main = sums.flow.included - _included_by_other_methods(sums.flow)
        sums.sum("A4", ["screened"], ["excluded", *present("waiting.screening")], "included", main)
    elif present("sought"):
        sums.sum("A4", ["screened"], ["excluded", *present("waiting.title-abstract")], "sought")


def _check_full_text(sums: _Sums, arm: str) -> None:
    present = sums.present
    if present(f"{arm}sought") and present(f"{arm}assessed"):
        waiting = present(f"waiting.{arm.replace('.', '-')}retrieval")
        sums.sum("A5", [f"{arm}sought"], [*present(f"{arm}not_retrieved"), *waiting], f"{arm}assessed")


def _check_other_arm(sums: _Sums) -> None:
    present = sums.present
    if not present("other.identified"):
        return
    removed = present("other.rm.duplicates", "other.rm.other", "other.excluded")
    if sums.flow.stages is Stages.ONE and present("other.assessed"):
        sums.sum("A4", ["other.identified"], removed, "other.assessed")
    elif present("other.sought"):
        sums.sum("A4", ["other.identified"], [*removed, *present("waiting.other")], "other.sought")
        _check_full_text(sums, "other.")


def _check_inclusion(sums: _Sums) -> None:
    present, n = sums.present, sums.flow.n
    if present("assessed") and present("new.reports", "new.studies"):
        excluded = present("reports_excluded", "other.reports_excluded")
        waiting = present("waiting.full-text", "waiting.other-full-text")
        sums.sum(
            "A6", present("assessed", "other.assessed"), [*excluded, *waiting], "new.reports", sums.flow.included
        )
    if present("new.reports") and present("new.studies"):
        sentence = f"studies {n('new.studies')} are at most reports {n('new.reports')}"
        fewer = min(n("new.studies"), n("new.reports"))
        sums.found.append(BalanceCheck("A9", sentence, n("new.studies"), fewer))
    for unit in ("studies", "reports"):
        if present(f"total.{unit}"):
            sums.sum("A10", [f"prev.{unit}", f"new.{unit}"], [], f"total.{unit}")


def _included_by_other_methods(the_flow: Flow) -> int:
    n = the_flow.n
    return n("other.assessed") - n("other.reports_excluded") - n("waiting.other")


_IN_WORDS = {
    "id": "identified",
    "excluded_by.human": "excluded by people",
    "excluded_by.tool": "excluded by automation tools",
    "new.reports": "included reports",
    "new.studies": "included studies",
    "prev.studies": "previous studies",
    "prev.reports": "previous reports",
    "total.studies": "studies in total",
    "total.reports": "reports in total",
    "excluded.unrecorded": "reason not recorded",
    "reports_excluded.unrecorded": "reason not recorded",
    "id.databases": "from databases",
    "id.registers": "from registers",
    "id.other": "from other methods",
    "other.identified": "identified by other methods",
    "rm": "removed",
    "rm.duplicates": "duplicates",
    "rm.automation": "removed by automation tools",
    "rm.other": "removed for other reasons",
    "not_retrieved": "not retrieved",
    "sought": "reports sought",
    "assessed": "reports assessed",
    "reports_excluded": "reports excluded",
}


def in_words(box: str) -> str:
    """A box in words, for the sentence of a balance check."""
    if box in _IN_WORDS:
        return _IN_WORDS[box]
    if box.startswith("other.") and box[6:] in _IN_WORDS:
        return f"{_IN_WORDS[box[6:]]} (other methods)"
    if box.startswith("waiting."):
        return f"waiting ({box[8:]})"
    return box.rpartition(".")[2] if "." in box else box
