"""The proof that a flow adds up: every sum that must hold, in words with its numbers (A1 to A10, ARCHITECTURE.md)."""

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
    """Sums of a flow, as they are written down."""

    def __init__(self, the_flow: Flow) -> None:
        self.flow = the_flow
        self.found: list[BalanceCheck] = []

    def there(self, *boxes: str) -> list[str]:
        """Those of the boxes that the flow has."""
        return [box for box in boxes if box in self.flow.boxes]

    def sum(self, code: str, plus: Sequence[str], minus: Sequence[str], result: str, n: int | None = None) -> None:
        """The boxes of `plus` less those of `minus` are the box `result` (or n, where it is no box)."""
        right = self.flow.n(result) if n is None else n
        left = sum(map(self.flow.n, plus)) - sum(map(self.flow.n, minus))
        words = " + ".join(f"{self.spoken(box)} {self.flow.n(box)}" for box in plus)
        words += "".join(f" - {self.spoken(box)} {self.flow.n(box)}" for box in minus)
        self.found.append(BalanceCheck(code, f"{words} = {self.spoken(result)} {right}", left, right))

    def spoken(self, box: str) -> str:
        """A box in words: the name of its source or reason, else what the diagram calls it."""
        found = self.flow.boxes.get(box)
        return (found.names.get("en", "") if found else "") or spoken(box)

    def parts(self, code: str, *heads: str) -> None:
        """Each box is the sum of its parts."""
        for head in self.there(*heads):
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
        if by_whom := sums.there(f"{head}_by.human", f"{head}_by.tool"):
            sums.sum("A8", by_whom, [], head)
    sums.parts("A7", "excluded", "reports_excluded", "other.excluded", "other.reports_excluded")
    _check_inclusion(sums)
    return tuple(sums.found)


def _check_screening(sums: _Sums) -> None:
    there = sums.there
    if there("rm.automation", "rm.other"):
        sums.sum("A3", there("rm.duplicates", "rm.automation", "rm.other"), [], "rm")
    arms = there("id.databases", "id.registers", "id.other")
    if arms and there("rm") and there("screened"):
        sums.sum("A2", arms, ["rm"], "screened")
    if not there("screened") or not there("excluded"):
        return
    if sums.flow.stages is Stages.ONE:
        main = sums.flow.included - _included_by_other_methods(sums.flow)
        sums.sum("A4", ["screened"], ["excluded", *there("waiting.screening")], "included", main)
    elif there("sought"):
        sums.sum("A4", ["screened"], ["excluded", *there("waiting.title-abstract")], "sought")


def _check_full_text(sums: _Sums, arm: str) -> None:
    there = sums.there
    if there(f"{arm}sought") and there(f"{arm}assessed"):
        waiting = there(f"waiting.{arm.replace('.', '-')}retrieval")
        sums.sum("A5", [f"{arm}sought"], [*there(f"{arm}not_retrieved"), *waiting], f"{arm}assessed")


def _check_other_arm(sums: _Sums) -> None:
    there = sums.there
    if not there("other.identified"):
        return
    gone = there("other.rm.duplicates", "other.rm.other", "other.excluded")
    if sums.flow.stages is Stages.ONE and there("other.assessed"):
        sums.sum("A4", ["other.identified"], gone, "other.assessed")
    elif there("other.sought"):
        sums.sum("A4", ["other.identified"], [*gone, *there("waiting.other")], "other.sought")
        _check_full_text(sums, "other.")


def _check_inclusion(sums: _Sums) -> None:
    there, n = sums.there, sums.flow.n
    if there("assessed") and there("new.reports", "new.studies"):
        excluded = there("reports_excluded", "other.reports_excluded")
        waiting = there("waiting.full-text", "waiting.other-full-text")
        sums.sum(
            "A6", there("assessed", "other.assessed"), [*excluded, *waiting], "new.reports", sums.flow.included
        )
    if there("new.reports") and there("new.studies"):
        sentence = f"studies {n('new.studies')} are at most reports {n('new.reports')}"
        fewer = min(n("new.studies"), n("new.reports"))
        sums.found.append(BalanceCheck("A9", sentence, n("new.studies"), fewer))
    for unit in ("studies", "reports"):
        if there(f"total.{unit}"):
            sums.sum("A10", [f"prev.{unit}", f"new.{unit}"], [], f"total.{unit}")


def _included_by_other_methods(the_flow: Flow) -> int:
    n = the_flow.n
    return n("other.assessed") - n("other.reports_excluded") - n("waiting.other")


_SPOKEN = {
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


def spoken(box: str) -> str:
    """A box in words, for a sentence of a proof."""
    if box in _SPOKEN:
        return _SPOKEN[box]
    if box.startswith("other.") and box[6:] in _SPOKEN:
        return f"{_SPOKEN[box[6:]]} (other methods)"
    if box.startswith("waiting."):
        return f"waiting ({box[8:]})"
    return box.rpartition(".")[2] if "." in box else box
