"""Databases with the day on which they were searched."""

import pytest

from tests.manuscript.checked import WRONG, checked, few, wrong


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We searched MEDLINE on 13 February 2024, and CINAHL on 12 February 2024.", []),
        ("We searched MEDLINE and CINAHL on 13 February 2024.", ["CINAHL"]),
        ("We searched MEDLINE and CINAHL in February 2024.", []),
        ("MEDLINE og CINAHL ble søkt 12. februar 2024.", ["MEDLINE"]),
        ("MEDLINE and AMED were searched on 13 February 2024.", ["AMED"]),
    ],
)
def test_databases_beside_a_day(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", few()) == words


def test_the_wrong_day_of_one_database_names_the_database() -> None:
    text = "# Paper\n\nWe searched CINAHL on 13 February 2024.\n"
    (found,) = [one for one in checked(text, few()) if one.answer in WRONG]
    assert (found.claim.words, found.other and found.other.words) == ("13 February 2024", "CINAHL")
