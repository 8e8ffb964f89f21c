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
class Turn:
    """Where a passage goes on in another line or on another page: from the code point `at` on."""

    at: int
    line: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading, a cell, an entry of the reference list: text without line breaks.

    `number` counts the passages from 1; `line` is that of a text file, `page` that of a PDF or of a text with page
    breaks, None where the file has none. Both are of its beginning; `turns` are the lines and pages after it.
    """

    number: int
    text: str
    role: Role = Role.BODY
    line: int | None = None
    page: int | None = None
    cell: Cell | None = None
    turns: tuple[Turn, ...] = ()

    def line_at(self, offset: int) -> int | None:
        """The line of a place in the text, which is given in code points."""
        turn = self._turn_at(offset)
        return turn.line if turn else self.line

    def page_at(self, offset: int) -> int | None:
        """The page of a place in the text, which is given in code points."""
        turn = self._turn_at(offset)
        return turn.page if turn else self.page

    def _turn_at(self, offset: int) -> Turn | None:
        after = bisect_right(self.turns, offset, key=lambda turn: turn.at)
        return self.turns[after - 1] if after else None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The passages of a file."""

    name: str
    passages: tuple[Passage, ...]
