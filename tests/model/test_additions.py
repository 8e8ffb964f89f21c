"""What a person adds to the flow: nothing is false, anything is true."""

import pytest

from reviewkit.model import NO_ADDITIONS, Additions, EarlierVersion, Footnote, OwnBox


def test_nothing_added_is_nothing() -> None:
    assert not NO_ADDITIONS


@pytest.mark.parametrize(
    "added",
    [
        Additions(footnotes=(Footnote({"en": "A note"}),)),
        Additions(boxes=(OwnBox({"en": "In the meta-analysis"}, 3),)),
        Additions(versions=(EarlierVersion({"en": "Base"}),)),
        Additions(searched="2025"),
    ],
)
def test_anything_added_is_something(added: Additions) -> None:
    assert added
