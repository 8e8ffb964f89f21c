"""Lines of a text that belong together, as one text that knows the line and page of each of its places."""

import re
from dataclasses import dataclass, field
from typing import Final

from reviewkit.extract.manuscripts.pieces import Piece
from reviewkit.extract.prose import HYPHENS, tidied_columns
from reviewkit.model.passages import Role, Turn

_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011\u0002\ufffe]$")
_RANGE = re.compile(r"\d[\u2013-]$")  # "2018-" with the year after it on the next line
# "helse- / og omsorgstjenester": the hyphen belongs to the word, and divides none.
_SUSPENDED: Final = frozenset(("og", "eller", "and", "or", "samt", "to", "til", "versus", "vs"))


def unbroken(text: str) -> str:
    """A text with line feeds as its only line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text as it is in the file, counted from 1; `page` is None where the text has no pages."""

    text: str
    number: int | None = None
    page: int | None = None


@dataclass(slots=True)
class Paragraph:
    """Lines that are put together; each is added to what there is in constant time."""

    first: Line
    divides_words: bool = True  # at the ends of lines, as in a printed text
    parts: list[str] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    length: int = 0

    def add(self, line: Line) -> None:
        """The next line of the paragraph; a word divided at its end is one word again."""
        text = tidied_columns(line.text)
        if not text:
            return
        if self.parts:
            self._end_with(_end_before(self.parts[-1], text) if self.divides_words else f"{self.parts[-1]} ")
            self.turns.append(Turn(self.length, line.number, line.page))
        self.parts.append(text)
        self.length += len(text)

    def _end_with(self, end: str) -> None:
        self.length += len(end) - len(self.parts[-1])
        self.parts[-1] = end

    def piece(self, role: Role = Role.BODY, level: int | None = None) -> Piece:
        """The paragraph as one text."""
        text = "".join(self.parts)
        shown = text.translate(dict.fromkeys(map(ord, HYPHENS), "-"))
        return Piece(shown, role, self.first.number, self.first.page, None, level, tuple(self.turns))


def _end_before(line: str, text: str) -> str:
    """The end of a line before the next one: with a blank, or without its hyphen."""
    if _RANGE.search(line) and text[:1].isdigit():
        return line
    if not _HYPHEN.search(line):
        return f"{line} "
    if text.split(" ", 1)[0].casefold() in _SUSPENDED:
        return f"{line} "
    divides = line[-2].isalpha() and text[:1].islower()
    return line[:-1] if divides else f"{line[:-1]}-"


def paragraph(*lines: Line, divides_words: bool = True) -> Paragraph:
    """A paragraph of these lines."""
    made = Paragraph(lines[0], divides_words)
    for line in lines:
        made.add(line)
    return made
