"""Unicode forms in time in proportion to the length of a text."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.unicode_forms import _FIRST, _LAST, in_form
from tests.growth import LINEAR, growth

FORMS = ("NFC", "NFD", "NFKC", "NFKD")
ACCENTED = st.text(
    st.one_of(st.sampled_from("ae\u0301\u0327\u00e9\ufb01\u212b"), st.characters(codec="utf-8")), max_size=60
)


@pytest.mark.parametrize("form", FORMS)
@given(ACCENTED)
def test_a_text_is_in_the_form_that_unicode_says(form: str, text: str) -> None:
    assert in_form(form, text) == unicodedata.normalize(form, text)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMS)
def test_time_grows_with_the_number_of_accents(form: str) -> None:
    assert growth(lambda size: in_form(form, "e" + "\u0301\u0327" * size), 10_000) < LINEAR  # type: ignore[arg-type]


def test_accents_that_no_letter_has_stay_and_the_text_around_them_does_not() -> None:
    many = "\u0301\u0327" * 20
    assert in_form("NFC", f"re\u0301sume\u0301 x{many} a\u030a") == f"r\u00e9sum\u00e9 x{many} \u00e5"


def test_every_accent_of_unicode_is_known() -> None:
    accents = [number for number in range(sys.maxunicode + 1) if unicodedata.combining(chr(number))]
    assert accents[0] >= _FIRST
    assert accents[-1] < _LAST
