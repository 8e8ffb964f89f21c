"""A manuscript as the check reads it: its passages in the order of reading, each with its place."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a passage is in its manuscript."""

    TITLE = "title"
    ABSTRACT = "abstract"
    HEADING = "heading"
    BODY = "body"
    CELL = "cell"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table of the manuscript a cell is, each counted from 1."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading, a cell, an entry of the reference list: text without line breaks.

    `number` counts the passages from 1; `line` is that of a text file, `page` that of a PDF or of a text with page
    breaks, None where the file has none. `lines` are the places in the text, in code points, where each further line
    of the file begins.
    """

    number: int
    text: str
    role: Role = Role.BODY
    line: int | None = None
    page: int | None = None
    cell: Cell | None = None
    lines: tuple[int, ...] = ()

    def line_at(self, place: int) -> int | None:
        """The line of the file that has this place of the text."""
        return None if self.line is None else self.line + bisect_right(self.lines, place)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The passages of a file."""

    name: str
    passages: tuple[Passage, ...]
