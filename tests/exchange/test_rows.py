"""The columns of a stranger's table say what they say, or nothing."""

from reviewkit.exchange.rows import number_in, text_in


def test_texts_and_numbers() -> None:
    row = {"a": 1, "b": "2", "c": None, "d": "x"}
    assert [text_in(row, name) for name in "abcde"] == ["1", "2", "", "x", ""]
    assert [number_in(row, name) for name in "abcde"] == [1, 2, -1, -1, -1]


def test_a_number_of_thousands_of_digits_is_none() -> None:
    assert number_in({"a": "9" * 5000}, "a") == -1
