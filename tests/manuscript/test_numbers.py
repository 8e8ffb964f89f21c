"""The numbers in a text, in digits and words."""

import pytest

from reviewkit.manuscript.lexicon import lexicon
from reviewkit.manuscript.numbers import numbers
from tests.manuscript.checked import few, wrong


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "Fifteen of twenty-one studies", ["15", "21"]),
        ("en", "one hundred and eighty-four, two hundred", ["184", "200"]),
        ("en", "one thousand five hundred and two records", ["1502"]),
        ("en", "1,502 and 1 502 and 1.502 and 1\u2009502", ["1502"] * 4),
        ("en", "12, 345", ["12", "345"]),
        ("en", "fire at ten to nine", ["10", "9"]),
        ("nb", "Sju av femten, tjueen og trettifem", ["7", "15", "21", "35"]),
        ("nb", "ett tusen fem hundre og to treff", ["1502"]),
        ("nb", "tolvhundre og hundreogsytten", ["1200", "117"]),
        ("nb", "henholdsvis ni og åtte og sju", ["9", "8", "7"]),
        ("nb", "enighet, tilsyn og tidligere seksjoner", []),
        ("nn", "sytten av tjueto studiar", ["17", "22"]),
    ],
)
def test_numbers_are_read_in_digits_and_words(language: str, text: str, values: list[str]) -> None:
    assert [str(one.value) for one in numbers(text, lexicon(language))] == values


def test_a_share_is_one_number_and_not_the_numbers_in_its_words() -> None:
    (found,) = numbers("three-quarters of them", lexicon("en"))
    assert found.is_share
    assert str(found.value) == "0.75"


def test_percent_and_decimals_are_no_counts() -> None:
    found = numbers("46 % and 3.5 and fifteen per cent", lexicon("en"))
    assert [one.whole for one in found] == [None, None, None]
    assert [one.is_percent for one in found] == [True, False, True]


@pytest.mark.parametrize("text", ["1" + " 000" * 2_000, "1" + ".000" * 10, "tusen" * 2_000, "hundred" * 2_000])
def test_what_nobody_counts_is_no_count(text: str) -> None:
    found = numbers(f"We found {text} studies", lexicon("en"))
    assert [one.whole for one in found] in ([None], [])


def test_a_share_of_what_nobody_counts_is_not_checked() -> None:
    assert wrong(f"We excluded 1{' 000' * 12} records (12.1234 %).", few()) == []
