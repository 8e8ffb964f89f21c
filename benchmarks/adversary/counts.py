"""Outcomes of many tries added up, and how sure one can be of a share."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.adversary.kinds import Kind, Side
from benchmarks.adversary.trials import Outcome

Z = 1.959964  # 95% confidence


@dataclass(frozen=True, slots=True)
class Row:
    """One kind with what became of its tries."""

    kind: Kind
    joined: int
    asked: int
    linked: int
    apart: int

    @property
    def tries(self) -> int:
        """How often it was tried."""
        return self.joined + self.asked + self.linked + self.apart

    @property
    def wrong(self) -> int:
        """What must not happen: different reports joined, one report apart in silence."""
        return self.joined if self.kind.side is Side.DIFFERENT else self.apart

    @property
    def share(self) -> float:
        """The share of tries that went wrong."""
        return self.wrong / self.tries if self.tries else 0.0

    @property
    def at_most(self) -> float:
        """What the true share is under, with 95% confidence."""
        return upper_bound(self.wrong, self.tries)


def row(kind: Kind, outcomes: Iterable[Outcome]) -> Row:
    """The row of one kind."""
    n = Counter(outcomes)
    return Row(kind, n[Outcome.JOINED], n[Outcome.ASKED], n[Outcome.LINKED], n[Outcome.APART])


def upper_bound(wrong: int, tries: int) -> float:
    """The upper end of a 95% interval: 3/n where nothing went wrong (the rule of three), else Wilson's."""
    if not tries:
        return 1.0
    if not wrong:
        return min(1.0, 3 / tries)
    share = wrong / tries
    middle = share + Z * Z / (2 * tries)
    half = Z * math.sqrt(share * (1 - share) / tries + Z * Z / (4 * tries * tries))
    return min(1.0, (middle + half) / (1 + Z * Z / tries))


def worst_first(rows: Iterable[Row]) -> list[Row]:
    """The rows with the largest share first; of equal ones those that were tried less, then in the alphabet."""
    return sorted(rows, key=lambda one: (-one.share, -one.at_most, one.kind.name))
