"""How many studies the others are."""

import pytest

from tests.manuscript.checked import ten, wrong


def test_the_others_are_what_the_studies_before_leave() -> None:
    text = "Four studies (40%) are from Norway. The other {} come from Sweden."
    assert wrong(f"# Paper\n\n{text.format('six')}\n", ten()) == []
    assert wrong(f"# Paper\n\n{text.format('seven')}\n", ten()) == ["seven"]
    norwegian = "Fire studier (40 %) er gjort i Norge. De øvrige {} kommer fra Sverige."
    assert wrong(f"# Paper\n\n{norwegian.format('seks')}\n", ten()) == []
    assert wrong(f"# Paper\n\n{norwegian.format('sju')}\n", ten()) == ["sju"]


@pytest.mark.parametrize(
    "text", ["The other seven come from Sweden.", "Two were long. The other five were short."]
)
def test_of_what_is_not_known_the_others_are_not_either(text: str) -> None:
    assert wrong(f"# Paper\n\n{text}\n", ten()) == []
