"""What the readers of manuscripts make: texts in the order of reading, not yet numbered."""

from dataclasses import dataclass

from reviewkit.model.passages import Cell, Role, Turn


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with what its format says of it. `level` is that of a heading, 1 for the highest; None where the format
    has none."""

    text: str
    role: Role = Role.BODY
    line: int | None = None
    page: int | None = None
    cell: Cell | None = None
    level: int | None = None
    turns: tuple[Turn, ...] = ()
