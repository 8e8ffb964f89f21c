"""What the readers of manuscripts make."""

import pytest

from reviewkit import limits
from reviewkit.extract.manuscripts.pieces import Piece, is_text, too_long
from reviewkit.model.passages import Role


@pytest.mark.parametrize(
    ("piece", "wanted"),
    [
        (Piece("15"), True),
        (Piece("å"), True),
        (Piece("•"), False),
        (Piece(""), False),
        (Piece("•", Role.CELL), True),
        (Piece("", Role.CELL), False),
    ],
)
def test_a_piece_with_a_letter_a_digit_or_a_mark_in_a_cell_says_something(piece: Piece, wanted: bool) -> None:
    assert is_text(piece) is wanted


def test_what_is_too_long_is_said_with_how_much_is_read() -> None:
    assert f"more than {limits.MANUSCRIPT_LETTERS // 1_000_000} million letters" in str(too_long("a.txt"))
