"""Signs that Word keeps as a place in a font."""

import pytest
from lxml import etree

from reviewkit.extract.symbols import UNKNOWN, symbol_of


@pytest.mark.parametrize(
    ("font", "char", "wanted"),
    [
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "00FC", "✓"),
        ("wingdings", "fe", "✓"),
        ("Wingdings", "F0FB", "✗"),
        ("Wingdings", "F06C", "●"),
        ("Wingdings", "F04A", UNKNOWN),
        ("Wingdings 2", "F050", "✓"),
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F061", "α"),
        ("Symbol", "F02D", "−"),
        ("Symbol", "F035", "5"),
        ("Segoe UI Symbol", "2713", "✓"),
        ("Webdings", "F061", UNKNOWN),
        ("Webdings", "0061", UNKNOWN),
        ("Arial", "D800", UNKNOWN),
        ("Arial", "FFFFFF", UNKNOWN),
        ("Arial", "200B", UNKNOWN),
        ("Wingdings", "x", UNKNOWN),
        ("Wingdings", "", UNKNOWN),
    ],
)
def test_a_sign_is_the_letter_that_it_looks_like(font: str, char: str, wanted: str) -> None:
    assert symbol_of(etree.fromstring(f'<w:sym xmlns:w="urn:w" w:font="{font}" w:char="{char}"/>')) == wanted


def test_a_sign_of_which_nothing_is_said_is_one() -> None:
    assert symbol_of(etree.fromstring("<sym/>")) == UNKNOWN
