"""The text of a document, page by page or paragraph by paragraph."""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate


class Unit(StrEnum):
    """What the parts of a document are counted in: a PDF has pages, a web page only paragraphs."""

    PAGE = "page"
    SLIDE = "slide"
    PARAGRAPH = "paragraph"


BETWEEN = "\n\n"  # between two parts in the whole text


@dataclass(frozen=True, slots=True)
class Reading:
    """What can be read in a document: the text of each part, counted from 1 in its unit.

    `scans` are the numbers of the parts that show pictures where text would be; `text` is that of all parts, and every
    offset is a number of code points in it; `starts` is where each part begins.
    """

    unit: Unit
    parts: tuple[str, ...]
    scans: tuple[int, ...] = ()
    text: str = field(init=False, repr=False, compare=False)
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lengths = (len(part) + len(BETWEEN) for part in self.parts)
        object.__setattr__(self, "text", BETWEEN.join(self.parts))
        object.__setattr__(self, "starts", tuple(accumulate(lengths, initial=0))[: len(self.parts)])

    def part_at(self, offset: int) -> int:
        """The number of the part (page, slide, paragraph) that an offset in the text lies in."""
        return max(1, bisect_right(self.starts, offset))

    def start_of(self, part: int) -> int:
        """Where a part begins in the text."""
        return self.starts[part - 1]
