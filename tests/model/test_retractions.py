"""A notice is a frozen value; the words of natures are in the JSON that other programs read."""

from dataclasses import FrozenInstanceError

import pytest

from reviewkit.model.retractions import Nature, Notice


def test_a_notice_says_that_an_article_was_retracted_unless_it_says_otherwise() -> None:
    assert Notice(2).nature is Nature.RETRACTION
    with pytest.raises(FrozenInstanceError):
        Notice(2).line = 3  # type: ignore[misc]


def test_the_words_of_natures_stay() -> None:
    assert [nature.value for nature in Nature] == ["retraction", "concern", "correction", "reinstatement"]
