"""Every language has every label; adding a language is adding one file."""

import re

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.locales import _words, labels, language_of, languages


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
    with pytest.raises(ReviewkitError, match="Use one of: en, nb, nn"):
        labels("tlh")


@pytest.mark.parametrize(
    ("language", "n", "written"),
    [
        ("en", 0, "0"),
        ("en", 999, "999"),
        ("en", 1294, "1294"),
        ("en", 9999, "9999"),
        ("en", 10000, "10,000"),
        ("en", 1234567, "1,234,567"),
        ("nb", 999, "999"),
        ("nb", 1294, "1\u00a0294"),
        ("nn", 1234567, "1\u00a0234\u00a0567"),
        ("en", -12940, "-12,940"),
    ],
)
def test_thousands_are_marked_as_the_language_does(language: str, n: int, written: str) -> None:
    assert labels(language).number(n) == written


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("nb-NO,nb;q=0.9,no;q=0.8,nn;q=0.6,en-US;q=0.5,en;q=0.4", "nb"),
        ("no", "nb"),
        ("nn-NO, nb", "nn"),
        ("de-DE,de;q=0.9,EN;q=0.8", "en"),
        ("de", ""),
        ("*", ""),
        ("", ""),
        (",;-", ""),
    ],
)
def test_a_browser_gets_the_language_that_it_likes_best(accepted: str, language: str) -> None:
    assert language_of(accepted) == language


@pytest.mark.parametrize("language", languages())
def test_no_line_break_can_cut_a_count(language: str) -> None:
    assert not re.search(r"[ \n\t]", labels(language).count(1234567))


@pytest.mark.parametrize(
    ("language", "names", "name"),
    [
        ("nb", {"en": "Care", "nb": "Omsorg"}, "Omsorg"),
        ("nn", {"en": "Care", "nb": "Omsorg"}, "Omsorg"),
        ("nn", {"nn": "Omsorg nn", "nb": "Omsorg"}, "Omsorg nn"),
        ("nb", {"en": "Care", "nn": "Omsorg nn"}, "Omsorg nn"),
        ("en", {"de": "", "nb": "Omsorg"}, "Omsorg"),
        ("nb", {"en": "Care", "nb": ""}, "Care"),
        ("en", {"nb": "Omsorg"}, "Omsorg"),
        ("en", {}, ""),
    ],
)
def test_a_name_is_given_in_the_nearest_language(language: str, names: dict[str, str], name: str) -> None:
    assert labels(language).name(names) == name


def test_a_label_that_a_language_lacks_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    from reviewkit import locales

    words = {"en": {"a.b": "English", "a.c": "more", "format.thousands": ","}, "nb": {"a.b": "norsk"}}
    monkeypatch.setattr(locales, "_words", words.__getitem__)
    made = locales.labels.__wrapped__("nb")
    assert (made.text("a.b"), made.text("a.c"), made.thousands) == ("norsk", "more", ",")
    with pytest.raises(KeyError):
        made.text("format.thousands")


@pytest.mark.parametrize("language", languages())
def test_no_label_is_empty_or_ends_with_a_blank(language: str) -> None:
    assert not [key for key, text in labels(language).words.items() if not text or text != text.strip()]
