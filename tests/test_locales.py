"""Every language has every label; adding a language is adding one file."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.locales import _words, labels, languages


def test_norwegian_and_english_are_there() -> None:
    assert languages() == ("en", "nb", "nn")


@pytest.mark.parametrize("language", languages())
def test_a_language_has_every_label_and_no_other(language: str) -> None:
    assert _words(language).keys() == _words("en").keys()


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert labels("nb").count(1294) == "(n\u00a0=\u00a01\u00a0294)"
    assert labels("en").count(1294) == "(n\u00a0=\u00a01294)"
    assert labels("en").number(12940) == "12,940"


def test_a_language_without_labels_is_refused_in_words() -> None:
    with pytest.raises(ReviewkitError, match="there are: en, nb, nn"):
        labels("tlh")
