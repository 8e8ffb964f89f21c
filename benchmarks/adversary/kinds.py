"""What a kind of change is: its name, one sentence, and a function that makes the citations of one try."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from random import Random

from benchmarks.adversary.citation import Citation

Made = tuple[Citation, ...] | None
Make = Callable[[Citation, Random], Made]


class Side(Enum):
    """What the first and the last citation of a try are."""

    DIFFERENT = "different reports"
    SAME = "the same report"


@dataclass(frozen=True, slots=True)
class Kind:
    """One way in which two reports differ, or in which one report is damaged.

    `make` gives the citations of one try, or None where a source is not suitable; what counts is what becomes of the
    first and the last of them. `enough`: whether enough is left to tell; where it is not, the kind is judged apart.
    """

    name: str
    sentence: str
    side: Side
    make: Make
    enough: bool = True


def different(name: str, sentence: str, make: Make, enough: bool = True) -> Kind:
    """A kind of two different reports."""
    return Kind(name, sentence, Side.DIFFERENT, make, enough)


def same(name: str, sentence: str, make: Make, enough: bool = True) -> Kind:
    """A kind of one report, twice."""
    return Kind(name, sentence, Side.SAME, make, enough)
