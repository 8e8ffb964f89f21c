"""What cells should say."""

import pytest

from reviewkit.manuscript.cells import _number, as_number
from reviewkit.manuscript.known import Fact, Known, KnownStudy
from tests.manuscript.checked import checked, few


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


@pytest.mark.parametrize("digits", ["9" * 5_000, "1" + ".000" * 2_000, "9" * 19])
def test_more_digits_than_a_number_has_are_none(digits: str) -> None:
    assert as_number(digits) is None
    fact = Fact(3, frozenset(), "excluded", "excluded")
    found = _number(digits, [fact], Known((fact,), (), ()))
    assert found is not None
    assert not found.is_right


@pytest.mark.parametrize("digits", ["9" * 5_000, "1" + " 000" * 2_000, "\u00b2\u00b2", "1." * 3_000])
def test_a_table_with_any_digits_is_checked(digits: str) -> None:
    rows = "".join(
        f"| {name} | {digits} | {digits} |\n" for name in ("Berg & Moe (2018)", "MEDLINE", "Norway", "Total")
    )
    assert checked(f"# Paper\n\n| Study | Participants | Year |\n|---|---|---|\n{rows}", few()) is not None
