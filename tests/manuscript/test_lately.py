"""Numbers of studies of some years; the three studies are of 2018, 2020 and 2023."""

import pytest

from tests.manuscript.checked import few, wrong


@pytest.mark.parametrize(
    "text",
    [
        "{} of the studies appeared in 2020 or later.",
        "{} of them have come since 2020.",
        "{} av studiene er publisert i 2020 eller senere.",
        "{} av dei er frå 2018 eller 2023.",
    ],
)
def test_the_number_is_that_of_the_studies_of_these_years(text: str) -> None:
    assert wrong(f"# Paper\n\n{text.format('2')}\n", few()) == []
    assert wrong(f"# Paper\n\n{text.format('4')}\n", few()) == ["4"]


@pytest.mark.parametrize(
    "text",
    [
        "Two of the studies from Norway appeared in 2018 or later.",  # some of them
        "Four studies were planned since 2010.",  # before any study of the review
        "Four of the nurses have worked there since 2020.",
    ],
)
def test_other_numbers_beside_years_are_not_of_them(text: str) -> None:
    assert wrong(f"# Paper\n\n{text}\n", few()) == []
