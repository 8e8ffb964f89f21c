"""Numbers of a sentence that belong together."""

import pytest

from tests.manuscript.checked import counted_in


@pytest.mark.parametrize("text", ["Seven of the 15 studies did so.", "Of the 15 studies, seven did so."])
def test_a_part_knows_its_whole(text: str) -> None:
    part = next(one for one in counted_in(text) if one.number.value == 7)
    assert part.is_part
    assert part.of is not None
    assert part.of.number.value == 15


@pytest.mark.parametrize(
    "text",
    [
        "Two and one from Norway and Sweden were read.",
        "Norway and Sweden had studies, two and one, respectively.",
    ],
)
def test_numbers_in_a_row_are_of_names_in_a_row(text: str) -> None:
    assert [[each.name.id for each in one.names] for one in counted_in(text)] == [["country:NO"], ["country:SE"]]
