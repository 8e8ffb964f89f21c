"""Numbers of studies that are said to be of a nation."""

import pytest

from tests.manuscript.checked import ten, wrong


@pytest.mark.parametrize(
    "text",
    [
        "{} of the studies are Norwegian.",
        "{} av studiene er norske.",
        "Ten studies were included, and {} of them are Norwegian.",
        "{} av dei inkluderte studiane er norske.",
    ],
)
def test_the_number_is_that_of_the_country(text: str) -> None:
    assert wrong(f"# Paper\n\n{text.format('4')}\n", ten()) == []
    assert wrong(f"# Paper\n\n{text.format('7')}\n", ten()) == ["7"]


@pytest.mark.parametrize(
    "text",
    [
        "Three studies are about heavy stories, and two of them are Norwegian.",  # some of them
        "Two other studies are Norwegian.",
        "Seven Norwegian studies were read by us.",
        "Seven of the nurses are Norwegian.",
    ],
)
def test_of_some_studies_and_of_others_nothing_is_known(text: str) -> None:
    assert wrong(f"# Paper\n\n{text}\n", ten()) == []
