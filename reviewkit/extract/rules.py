"""The ruling lines of tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

THIN = 2.5  # points: what is thicker is a shaded cell or a picture; the rules of the journals looked at have 0.2 to 1.2
SHORTEST = 15.0  # points: what is shorter is a mark on an axis, or underlines a word
TOUCHING = 2.0  # points between the rules of two cells beside each other (none to 0.5) that are one rule
OPEN = 7.0  # points by which upright rules reach beyond the last rule that lies flat, where a line of text follows
ALIGNED = 3.0  # points by which the rules of one table may differ at their ends


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line with its box in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.bottom + self.top) / 2

    @property
    def is_upright(self) -> bool:
        """Whether it parts columns."""
        return self.right - self.left <= THIN < self.top - self.bottom


def flat_rules(rules: Iterable[Rule]) -> list[Rule]:
    """The rules that lie flat, from the top down; those of cells beside each other are one."""
    found: list[Rule] = []
    flat = [rule for rule in rules if rule.top - rule.bottom <= THIN and rule.right - rule.left > THIN]
    for rule in sorted(flat, key=lambda rule: (-round(rule.middle), rule.left)):
        last = found[-1] if found else None
        if last and abs(last.middle - rule.middle) <= TOUCHING / 2 and rule.left <= last.right + TOUCHING:
            found[-1] = Rule(last.left, last.bottom, max(last.right, rule.right), last.top)
        else:
            found.append(rule)
    return sorted((one for one in found if one.right - one.left >= SHORTEST), key=lambda one: -one.middle)


def grouped(flat: Sequence[Rule]) -> Iterator[tuple[float, float, tuple[float, ...]]]:
    """Rules that begin and end together: their ends, and their heights from the top down. The widest come first."""
    found: list[list[Rule]] = []
    for rule in flat:
        for group in found:
            if abs(group[0].left - rule.left) <= ALIGNED and abs(group[0].right - rule.right) <= ALIGNED:
                group.append(rule)
                break
        else:
            found.append([rule])
    for group in sorted(found, key=lambda group: group[0].left - group[0].right):
        if len(group) > 1:
            left, right = min(one.left for one in group), max(one.right for one in group)
            yield left, right, tuple(one.middle for one in group)


def upright_cuts(upright: Sequence[Rule], left: float, right: float, bottom: float, top: float) -> list[float]:
    """Where upright rules part what lies in a box: those that run along half of its height, in one piece or many."""
    along: dict[float, float] = {}
    for rule in upright:
        middle = (rule.left + rule.right) / 2
        length = min(rule.top, top) - max(rule.bottom, bottom)
        if length > 0 and left + ALIGNED < middle < right - ALIGNED:
            place = next((one for one in along if abs(one - middle) <= TOUCHING), middle)
            along[place] = along.get(place, 0.0) + length
    return sorted(place for place, length in along.items() if length >= (top - bottom) / 2)


def with_open_ends(
    left: float, right: float, heights: tuple[float, ...], upright: Sequence[Rule]
) -> tuple[float, ...]:
    """The heights of a table and of the ends of its upright rules: a row may go on on another page without a rule."""
    inside = [rule for rule in upright if left - ALIGNED <= rule.left <= right + ALIGNED]
    above = [rule.top for rule in inside if rule.bottom <= heights[0] + OPEN < rule.top]
    below = [rule.bottom for rule in inside if rule.bottom < heights[-1] - OPEN <= rule.top]
    top = (max(above),) if len(above) > 1 else ()
    bottom = (min(below),) if len(below) > 1 else ()
    return (*top, *heights, *bottom)
