"""The proof that a flow adds up: every sum that must hold, in words with its numbers (A1 to A10, ARCHITECTURE.md).

A sum is checked between any two boxes of an arm that follow each other and are in the flow: where a box between them
was not stated, across it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit.prisma import OPEN, Flow, Unit


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

    @property
    def holds(self) -> bool:
        return self.left == self.right

    @property
    def failure(self) -> str:
        """What is wrong with the sum, for a message: it, what it comes to, and how many are missing or too many."""
        gap = self.left - self.right
        rest = f"{gap} {'is' if gap == 1 else 'are'} not accounted for" if gap > 0 else f"{-gap} too many"
        return f"{self.sentence}, but the left side is {self.left}: {rest}"


@dataclass(frozen=True, slots=True)
class _Step:
    """One station of an arm: its boxes, what leaves it, and the code of the sum that begins here.

    Without the boxes of `needed` nobody can say how many went on, only that these are no more than came. A `further`
    station, beside those of PRISMA 2020, can be missing without that.
    """

    code: str
    boxes: tuple[str, ...]
    leaving: tuple[str, ...]
    needed: str = ""
    further: bool = False


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
        self.found.append(BalanceCheck(code, f"{words} = {self.spoken(result)} {right}", left, right, result))

    def at_most(self, code: str, box: str, whole: Sequence[str]) -> None:
        """A box holds no more than those before it."""
        n, most = self.flow.n(box), sum(map(self.flow.n, whole))
        words = " + ".join(f"{self.spoken(one)} {self.flow.n(one)}" for one in whole)
        self.found.append(BalanceCheck(code, f"{self.spoken(box)} {n} are at most {words}", n, min(n, most), box))

    def spoken(self, box: str) -> str:
        """A box in words: the name of its source or reason, else what the diagram calls it."""
        found = self.flow.boxes.get(box)
        return (found.names.get("en", "") if found else "") or spoken(box)

    def parts(self, code: str, *heads: str) -> None:
        """Each box is the sum of its parts."""
        for head in self.there(*heads):
            if parts := self.flow.parts(head):
                self.sum(code, [part.id for part in parts], [], head)

    def walk(self, steps: Sequence[_Step]) -> _Step | None:
        """The sums from each station to the next that is there; returns the last, with what leaves the arm after it.

        Where that is not the last of `steps`, nobody can say how many went on from it.
        """
        before: _Step | None = None
        last = next((step for step in reversed(steps) if not step.further), None)
        for step in steps:
            boxes = tuple(self.there(*step.boxes))
            leaving = tuple(self.there(*step.leaving))
            needed = step.needed if step.needed not in self.flow.boxes else ""
            if not boxes and before is None:
                continue
            if not boxes and before is not None:
                unknown = before.needed or (step.boxes[0] if step is last else "")
                before = _Step(before.code, before.boxes, (*before.leaving, *leaving), unknown)
                continue
            if before is not None and before.needed:
                self.at_most(before.code, boxes[0], before.boxes)
            elif before is not None:
                self.sum(before.code, before.boxes, before.leaving, boxes[0])
            before = _Step(step.code, boxes, leaving, needed)
        return before


def checks(the_flow: Flow) -> tuple[BalanceCheck, ...]:
    """Every sum of the flow that must hold, with its numbers."""
    sums = _Sums(the_flow)
    sums.parts("A1", "id.databases", "id.registers", "id.other", "other.identified", "id")
    if sums.there("rm.automation", "rm.other"):
        sums.sum("A3", sums.there("rm.duplicates", "rm.automation", "rm.other"), [], "rm")
    sums.parts("A3", "rm.duplicates", "rm.other", "other.rm.duplicates", "other.rm.other")
    main = sums.walk(_main_steps(the_flow))
    other = sums.walk(_other_steps(the_flow)) if "other.identified" in the_flow.boxes else None
    for head in the_flow.excluded_boxes():
        if by_whom := sums.there(f"{head}_by.human", f"{head}_by.tool"):
            sums.sum("A8", by_whom, [], head)
    sums.parts("A7", *the_flow.excluded_boxes(), "not_retrieved", "other.not_retrieved")
    _check_inclusion(sums, [end for end in (main, other) if end])
    for unit in Unit.STUDIES, Unit.REPORTS:
        if sums.there(f"total.{unit}"):
            sums.sum("A10", [f"prev.{unit}", f"new.{unit}"], [], f"total.{unit}")
    return tuple(sums.found)


def _main_steps(the_flow: Flow) -> list[_Step]:
    """The stations of databases and registers."""
    steps = [_Step("A2", ("id.databases", "id.registers", "id.other"), ("rm",), "rm")]
    places = the_flow.stage_boxes()
    steps += [
        _Step("A4", (place.box,), (place.excluded, place.waiting), place.excluded, place.is_further)
        for place in places
        if not place.stage.full_text
    ]
    return [*steps, *_full_text_steps(the_flow, "")]


def _other_steps(the_flow: Flow) -> list[_Step]:
    """The stations of other methods."""
    removed = ("other.rm.duplicates", "other.rm.other")
    steps = [
        _Step("A4", ("other.identified",), removed),
        _Step("A4", ("other.screened",), ("other.excluded",)),
    ]
    if not the_flow.one_stage:
        steps[1] = _Step("A4", ("other.screened",), ("other.excluded", "waiting.other"))
        return [*steps, *_full_text_steps(the_flow, "other.")]
    left = ("other.reports_excluded", "waiting.other")
    return [*steps, _Step("A6", ("other.assessed",), left, "other.reports_excluded")]


def _full_text_steps(the_flow: Flow, arm: str) -> list[_Step]:
    """The stations from retrieval on."""
    if the_flow.one_stage:
        return []
    waiting = f"waiting.{arm.replace('.', '-')}retrieval"
    steps = [_Step("A5", (f"{arm}sought",), (f"{arm}not_retrieved", waiting))]
    return steps + [
        _Step("A6", (place.box,), (place.excluded, place.waiting), place.excluded, place.is_further)
        for place in the_flow.stage_boxes(arm)
        if place.stage.full_text
    ]


def _check_inclusion(sums: _Sums, ends: Sequence[_Step]) -> None:
    """What the arms come to at their ends is what was included."""
    result = next(iter(sums.there("new.reports", "new.studies")), "")
    if not result or not ends:
        return
    code = "A4" if sums.flow.one_stage else "A6"
    plus = [box for end in ends for box in end.boxes]
    if any(end.needed for end in ends):
        sums.at_most(code, result, plus)
        return
    minus = [box for end in ends for box in end.leaving]
    minus += [box for box in sums.there(*OPEN) if sums.flow.boxes[box].unit is Unit.REPORTS]
    included = sums.flow.included + _reports_of_open_studies(sums, plus, minus)
    sums.sum(code, plus, minus, result, included)


def _reports_of_open_studies(sums: _Sums, plus: Sequence[str], minus: Sequence[str]) -> int:
    """How many reports ongoing studies and those awaiting classification have, where only the studies were stated.

    Each has at least one report; stated numbers of included reports may also count these already.
    """
    studies = sum(sums.flow.n(box) for box in sums.there(*OPEN) if sums.flow.boxes[box].unit is Unit.STUDIES)
    rest = sum(map(sums.flow.n, plus)) - sum(map(sums.flow.n, minus)) - sums.flow.included
    return rest if studies and rest >= studies else 0


_SPOKEN = {
    "ongoing": "ongoing",
    "awaiting": "awaiting classification",
    "id": "identified",
    "screened": "screened",
    "excluded": "excluded",
    "reports_excluded_by.human": "reports excluded by people",
    "reports_excluded_by.tool": "reports excluded by automation tools",
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
    stage, _, what = box.partition(".")
    if what in ("screened", "excluded", "assessed", "reports_excluded"):
        return f"{_SPOKEN.get(what, what)} ({stage})"
    return box.rpartition(".")[2] if "." in box else box
