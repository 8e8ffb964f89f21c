"""What the readers of manuscripts make: texts in the order of reading, not yet numbered."""

from dataclasses import dataclass

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.model.passages import Cell, Role, Turn
from reviewkit.words import message


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with what its format says of it.

    `level` is that of a heading, 1 for the highest, None where the format has none; `is_contents` is whether it is a
    line of a table of contents.
    """

    text: str
    role: Role = Role.BODY
    line: int | None = None
    page: int | None = None
    cell: Cell | None = None
    level: int | None = None
    turns: tuple[Turn, ...] = ()
    is_contents: bool = False


def is_text(piece: Piece) -> bool:
    """Whether a piece says anything: a letter, a digit, or a mark in a cell."""
    return bool(piece.text) and (piece.role is Role.CELL or any(char.isalnum() for char in piece.text))


def too_long(name: str) -> ReviewkitError:
    """The error for a file with more text than any manuscript has."""
    return ReviewkitError(
        message(
            "{path}: this file has more than {largest} million letters, which no manuscript has; it was not read. "
            "Divide it into several files.",
            path=name,
            largest=limits.MANUSCRIPT_LETTERS // 1_000_000,
        )
    )
