"""What cells should say."""

import pytest

from reviewkit.manuscript.cells import _number, as_number
from reviewkit.manuscript.known import Fact, Known, KnownStudy


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("1 234", 1234), ("1,234", 1234), (" *7* ", 7), ("", None), ("12 (50 %)", None), ("x", None)],
)
def test_a_cell_that_is_a_number(text: str, number: int | None) -> None:
    assert as_number(text) == number


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("60 %", True),
        ("60,0 %", True),
        ("3", True),
        ("61 %", False),
        ("24, 1.9 %", None),
        ("13 87 %", None),
        ("60, 5 %", None),
        ("9" * 400 + " %", None),
    ],
)
def test_a_cell_is_a_share_where_it_is_one_number(text: str, agrees: bool | None) -> None:
    fact = Fact(3, frozenset(), "excluded", "excluded")
    found = _number(
        text, [fact], Known((fact,), (), tuple(KnownStudy(key, key, (), "2020", ()) for key in "abcde"))
    )
    assert (found and found.is_right) == agrees
