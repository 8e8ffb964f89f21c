"""Ranges of years, single years, dates of searches."""

import pytest

from tests.manuscript.checked import few, wrong


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Studies were published in 2018–2023.", []),
        ("Studies were published between 2018 and 2023.", []),
        ("Studies were published in 2018–2024.", ["2018–2024"]),
        ("The war lasted from 1939 to 1945.", []),
        ("The oldest study is from 2018 and the newest from 2023.", []),
        ("The oldest study is from 2017 and the newest from 2023.", ["2017"]),
        ("The oldest study is from 2018 and the newest from 2024.", ["2024"]),
        ("They were published from 2018 (Berg & Moe, 2018) to 2022 (Lindqvist & Moe, 2023).", ["2022"]),
        ("MEDLINE was searched on 13 February 2024 and CINAHL on 12 February 2024.", []),
        ("MEDLINE was searched on 14 February 2024.", ["14 February 2024"]),
        ("We searched CINAHL on 13 February 2024.", ["13 February 2024"]),
        ("The databases were searched in February 2024.", []),
        ("The law came on 1 July 1999.", []),
    ],
)
def test_years_and_dates(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", few()) == words
