"""What cells should say."""

import pytest

from reviewkit.manuscript.cells import as_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("1 234", 1234), ("1,234", 1234), (" *7* ", 7), ("", None), ("12 (50 %)", None), ("x", None)],
)
def test_a_cell_that_is_a_number(text: str, number: int | None) -> None:
    assert as_number(text) == number
