"""What strangers wrote acts nowhere: not in a terminal, not in a spreadsheet, not in XML."""

import unicodedata
import xml.etree.ElementTree as ET
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.safe import as_in_a_cell, plain, safe_cell, xml_attribute, xml_characters

ANYTHING = st.text(st.characters(codec=None, exclude_categories=[]))


@pytest.mark.parametrize("text", ["\x1b[31mred", "bell\x07", "\u202egnp.exe", "zero\u200bwidth", "\ud800"])
def test_what_steers_a_terminal_is_shown_as_a_sign(text: str) -> None:
    assert "\ufffd" in plain(text)
    assert len(plain(text)) == len(text)


@given(ANYTHING)
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    left = {unicodedata.category(letter) for letter in plain(text) if letter != "\n"}
    assert not left & {"Cc", "Cf", "Cs", "Co", "Cn"}


@pytest.mark.parametrize("text", ["", "Åse 中文", "two\nlines", "no\u00a0break"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text
    assert safe_cell(text) == text
    assert xml_characters(text) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "  =1", "\r\n@x"])
def test_a_formula_is_given_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@given(ANYTHING)
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(ANYTHING)
def test_any_text_can_stand_in_xml(text: str) -> None:
    kept = xml_characters(text).replace("\r\n", "\n").replace("\r", "\n")  # as XML reads line ends
    assert (ET.fromstring(f"<a>{escape(xml_characters(text))}</a>").text or "") == kept


@given(ANYTHING)
def test_an_attribute_cannot_be_left(text: str) -> None:
    root = ET.fromstring(f"<a b={xml_attribute(text)}/>")
    assert root.keys() == ["b"]
    assert len(root) == 0


def test_what_xml_forbids_is_dropped_and_every_space_is_kept() -> None:
    assert xml_characters("a\x0c\x00\ufffe\ud800b") == "ab"
    assert xml_characters("1\u00a0294 1\u2009294\t\n") == "1\u00a0294 1\u2009294\t\n"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a  b\r\nc ", "a b c"),
        ("'=1", "=1"),
        (" ''x", "x"),
        ("\x1b", ""),
        ("it's", "it's"),
        ("\u00a0a\u00a0", "a"),
    ],
)
def test_a_text_and_what_a_cell_leaves_of_it_are_compared_alike(text: str, left: str) -> None:
    assert as_in_a_cell(text) == left
    assert as_in_a_cell(left) == left
