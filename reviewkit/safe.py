"""Imported text made harmless: titles, names and notes that a terminal, a spreadsheet or XML would act on.

Each function serves one place where text is shown; none of them changes what is stored.
"""

import re
import unicodedata
from html import escape

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Control and format characters, lone surrogates, private use, unassigned: all that can control a terminal or hide text.
_CONTROLLING = ("Cc", "Cf", "Cs", "Co", "Cn")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_NOT_IN_PAGE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    """The text with a replacement sign for everything that could control a terminal: escapes, bells, direction
    marks."""
    return "".join(
        letter if letter == "\n" or unicodedata.category(letter) not in _CONTROLLING else "\ufffd"
        for letter in text
    )


def safe_cell(text: str) -> str:
    """The text, changed so that no spreadsheet takes it for a formula, even after leading spaces."""
    acts = text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    return f"'{text}" if acts else text


def as_in_a_cell(text: str) -> str:
    """What is left of a text in a cell, whatever became of its spaces, line breaks and the apostrophes before it."""
    return " ".join(xml_characters(text).lstrip("' \t\r\n\u00a0").split()).lstrip("' ")


def xml_characters(text: str) -> str:
    """The text without the characters that XML 1.0 forbids even where they are escaped, such as form feeds."""
    return _NOT_IN_XML.sub("", text)


def xml_attribute(text: str) -> str:
    """The text as a quoted XML attribute."""
    return f'"{escape(xml_characters(text), quote=True)}"'


def in_page(text: str) -> str:
    """The text with a replacement sign for control characters and for marks that turn the direction of what follows.

    Joiners and soft hyphens stay: a page shows them as what they are, and letters of many languages need them.
    """
    return _NOT_IN_PAGE.sub("\ufffd", text)
