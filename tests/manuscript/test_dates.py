"""The dates in a text."""

import pytest

from reviewkit.manuscript.dates import dates, is_day
from reviewkit.manuscript.lexicon import lexicon


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "on 12 February 2024 and March 2, 2024", [(2024, 2, 12), (2024, 3, 2)]),
        ("nb", "12. februar 2024 og i mars 2024", [(2024, 2, 12), (2024, 3, 0)]),
        ("nn", "4.3.2024 og 2024-05-06", [(2024, 3, 4), (2024, 5, 6)]),
        ("en", "in 2024, 12 records", []),
    ],
)
def test_dates_are_read_in_words_and_digits(language: str, text: str, found: list[tuple[int, int, int]]) -> None:
    assert [said for _, _, said in dates(text, 0, len(text), lexicon(language).months)] == found


def test_a_month_is_any_of_its_days_and_a_year_alone_is_compared_as_one() -> None:
    assert is_day((2024, 2, 0), "2024-02-13")
    assert not is_day((2024, 2, 12), "2024-02-13")
    assert is_day((2024, 2, 12), "2024")
