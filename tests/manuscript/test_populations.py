"""Numbers whose words name one population of the flow."""

import pytest

from tests.manuscript.checked import ten, wrong


@pytest.mark.parametrize(
    ("text", "right", "other"),
    [
        ("Of {} records, ten studies were included.", "237", "236"),
        ("The others were excluded. That left {} studies.", "ten", "eleven"),
        ("We excluded 25 reports. The {} that remained are described below.", "ten", "nine"),
        ("Vi ekskluderte 25. De {} som sto igjen, er grunnlaget for oversikten.", "ti", "ni"),
        ("One reason was given for each exclusion, from a list of {}.", "four", "fourteen"),
        ("Vi fikk 200 treff fra databasene og fra registeret {}.", "37", "38"),
    ],
)
def test_a_number_is_that_of_a_box_of_its_population(text: str, right: str, other: str) -> None:
    assert wrong(f"# Paper\n\n{text.format(right)}\n", ten()) == []
    assert wrong(f"# Paper\n\n{text.format(other)}\n", ten()) == [other]


@pytest.mark.parametrize(
    "text",
    [
        "Eleven studies ask who is left outside.",
        "The seven that we knew best are short.",
        "Of 300 records we kept the first page.",
        "They had a list of fourteen to choose from.",
    ],
)
def test_words_that_name_no_population_say_nothing(text: str) -> None:
    assert wrong(f"# Paper\n\n{text}\n", ten()) == []
