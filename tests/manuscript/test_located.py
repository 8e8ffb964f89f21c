"""Countries of studies and lists of countries."""

import pytest

from tests.manuscript.checked import WRONG, checked, few, wrong


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two studies (67 %) are from Norway and one is from Sweden.", []),
        ("Two studies (67 %) are from Sweden and one is from Norway.", ["Two"]),
        ("To av de 3 studiene er gjennomført i Norge.", []),
        ("To av de 3 studiene er gjennomført i Sverige.", ["To"]),
        ("Norway contributed two studies.", []),
        ("Sweden contributed two studies.", ["two"]),
    ],
)
def test_countries_of_numbers_and_lists(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", few()) == words


def test_both_places_of_a_country_that_a_list_has_twice() -> None:
    found = [
        one
        for one in checked("# Paper\n\nThe studies are from Norway, Sweden, Norway.\n", few())
        if one.answer in WRONG
    ]
    assert [(one.claim.words, one.other and one.other.words) for one in found] == [("Norway", "Norway")]
