"""What can go wrong: a problem (a value with a place) or an error that stops the command and says what to do next."""

from dataclasses import dataclass
from enum import StrEnum

from reviewkit.words import in_line, message


class Level(StrEnum):
    """How much a problem matters."""

    NOTE = "note"  # worth knowing; nothing needs doing and nothing was lost
    WARNING = "warning"  # somebody should look at it
    ERROR = "error"  # a printed number would be wrong


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in which file; the path is relative to the review folder, the line counts from 1."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        path = in_line(self.path)
        return f"{path}:{self.line}" if self.line else path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, in a sentence that says what to do about it."""

    place: Place
    message: str
    level: Level = Level.WARNING
    code: str = ""

    def __str__(self) -> str:
        return message("{place}: {said}", place=self.place, said=self.message)


class ReviewkitError(Exception):
    """The command cannot continue. The message says what to do next; cli.py prints it and exits with status 1."""


class PlacedError(ReviewkitError):
    """As ReviewkitError, for something that is wrong at a place in a file."""

    def __init__(self, place: Place, said: str) -> None:
        super().__init__(message("{place}: {said}", place=place, said=said))
        self.place, self.said = place, said
