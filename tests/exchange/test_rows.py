"""The columns of a stranger's table say what they say, or nothing."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.rows import Row, Tables, id_in, number_in, text_in


def test_texts_and_numbers() -> None:
    row = {"a": 1, "b": "2", "c": None, "d": "x"}
    assert [text_in(row, name) for name in "abcde"] == ["1", "2", "", "x", ""]
    assert [number_in(row, name) for name in "abcde"] == [1, 2, -1, -1, -1]


def test_a_number_of_thousands_of_digits_is_none() -> None:
    assert number_in({"a": "9" * 5000}, "a") == -1


def test_whole_numbers_are_numbers_however_they_are_kept() -> None:
    row = {"a": 4.0, "b": 4.5, "c": float("inf"), "d": -5}
    assert [number_in(row, name) for name in "abcd"] == [4, -1, -1, -5]
    assert text_in({"a": 1.5}, "a") == "1.5"


@pytest.mark.parametrize(
    ("kept", "meant"),
    [
        (1, 1),
        (1.0, 1),
        ("1", 1),
        ("1.0", 1),
        (-3, -3),
        ("a", "a"),
        ("0012", "0012"),
        (1.5, "1.5"),
        ("9" * 99, "9" * 99),
        (None, None),
        ("", None),
    ],
)
def test_an_id_is_the_value_itself(kept: str | int | float | None, meant: str | int | None) -> None:
    assert id_in({"id": kept}, "id") == meant


def test_rows_without_an_id_are_left_out_and_told() -> None:
    tables = Tables({"code": [{"id": None}, {"id": "a"}, {}, {"id": 2.0}]})
    assert list(tables.by_id("code", "id")) == ["a", 2]
    assert tables.by_id("none", "id") == {}
    assert tables.losses() == ["left out: rows of the table code without an id (2)"]


@pytest.mark.parametrize(("one", "other"), [(1, 1), (1, 1.0), ("a", "a"), (2.0, "2")])
def test_two_rows_of_one_id_are_refused(one: str | float, other: str | float) -> None:
    with pytest.raises(
        ReviewkitError, match=r"^p\.qda: two rows of the table code have the id .*; nothing was imported"
    ):
        Tables({"code": [{"id": one}, {"id": other}]}, "p.qda").by_id("code", "id")


def test_a_row_is_a_mapping_like_any_other() -> None:
    row = Row({"a": 0, "b": 1}, (1, None))
    assert (row, dict(row), len(row), list(row)) == ({"a": 1, "b": None}, {"a": 1, "b": None}, 2, ["a", "b"])
    assert [text_in(row, name) for name in "abc"] == ["1", "", ""]
    assert not hasattr(row, "__dict__")
