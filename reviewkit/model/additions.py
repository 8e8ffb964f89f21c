"""What a person adds to the flow diagram that PRISMA 2020 has no box for: footnotes, lines and boxes of their own, and
the earlier versions of a living review."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note under the figure, by language. `box` is the id of the box that its mark stands in; "" for no mark."""

    texts: Mapping[str, str]
    box: str = ""


@dataclass(frozen=True, slots=True)
class OwnBox:
    """A number of the review's own, by language: a line in the box `within`, or a box under what was included."""

    texts: Mapping[str, str]
    n: int | None = None
    within: str = ""


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """An earlier version of a living review: what it is called, when its search ran, and its numbers by box."""

    names: Mapping[str, str]
    searched: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Additions:
    """All that was added. `searched` is when the search of this version ran; `versions` begin with the oldest."""

    footnotes: tuple[Footnote, ...] = ()
    boxes: tuple[OwnBox, ...] = ()
    versions: tuple[EarlierVersion, ...] = ()
    searched: str = ""

    def __bool__(self) -> bool:
        return bool(self.footnotes or self.boxes or self.versions or self.searched)


NO_ADDITIONS = Additions()
