"""Numbers of studies and the citations behind them."""

import pytest

from tests.manuscript.checked import few, wrong


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two studies describe it (Berg & Moe, 2018; Dahl & Moe, 2020).", []),
        ("Three studies describe it (Berg & Moe, 2018; Dahl & Moe, 2020).", ["Three"]),
        ("Three studies describe it (e.g., Berg & Moe, 2018; Dahl & Moe, 2020).", []),
        ("Nine studies describe it (Berg & Moe, 2018; Dahl & Moe, 2020).", []),  # of a part of the sentence
        ("Three studies (Berg & Moe, 2018; Strand & Vik, 2011) describe it.", []),  # not only included studies
    ],
)
def test_a_list_has_as_many_as_its_number(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", few()) == words
