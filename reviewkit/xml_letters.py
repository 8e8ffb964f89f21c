"""XML of strangers as a parser can read it, so that no letter is lost in silence, and none ends the reading.

Letters by their names in HTML (`&oslash;`) become these letters: a parser leaves them out where a file has a DOCTYPE,
and stops at them where it has none. Names that nobody knows stay as text, also those that a file declares itself, so
that no text can grow or reach for other files. A lone `&` or `<` is this sign, and what is no letter in XML is U+FFFD.
"""

import html
import re
from typing import NamedTuple

_LITERAL = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_NAMED = re.compile(r"&([^\W\d][\w:.-]*);")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_LONE = re.compile(r"&(?!(?:#\d+|#x[0-9A-Fa-f]+|[^\W\d][\w:.-]*);)|<(?![^\W\d]|[/!?:])")
_NUMBERED = re.compile(r"&#(?:x([0-9A-Fa-f]+)|([0-9]+));")
_NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_NUMBER = 12  # digits of the number of a letter, with zeros before it


class Lettered(NamedTuple):
    """A text that a parser can read, whether its end is within CDATA, and what of it was not as XML is written."""

    text: str
    is_literal: bool = False
    has_lone_sign: bool = False
    has_no_letter: bool = False


def lettered(text: str, is_literal: bool = False) -> Lettered:
    """A text, or a part of one that begins within CDATA or not, as a parser can read it."""
    parts, ends_literal = _parted(text, is_literal)
    named = [part if at % 2 else _NAMED.sub(_letter, part) for at, part in enumerate(parts)]
    signed = "".join(part if at % 2 else _LONE.sub(_sign, part) for at, part in enumerate(named))
    known = _NO_LETTER.sub("\ufffd", _NUMBERED.sub(_numbered, signed) if "&#" in signed else signed)
    return Lettered(known, ends_literal, signed != "".join(named), known != signed)


def _parted(text: str, is_literal: bool) -> tuple[list[str], bool]:
    """The text in parts of which every second is CDATA, where `&` and `<` are letters, and whether its end is."""
    if not is_literal and "<![CDATA[" not in text:
        return [text], False
    first, end, rest = text.partition("]]>") if is_literal else ("", "", text)
    if is_literal and not end:
        return ["", text], True
    parts = _LITERAL.split(rest)
    return ["", first + end, *parts], len(parts) > 1 and not parts[-2].endswith("]]>")


def _letter(found: re.Match[str]) -> str:
    """The letter of a name in HTML, or the name as text."""
    if found[1] in _OF_XML:
        return found[0]
    letter = html.unescape(found[0])
    return letter if letter != found[0] and not set(letter) & set("&<>\"'") else f"&amp;{found[1]};"


def _sign(found: re.Match[str]) -> str:
    """A lone `&` or `<` as XML writes it."""
    return "&amp;" if found[0] == "&" else "&lt;"


def _numbered(found: re.Match[str]) -> str:
    """A letter by its number, or U+FFFD where XML has no letter with that number."""
    digits = found[1] or found[2]
    number = int(digits, 16 if found[1] else 10) if len(digits) <= _LONGEST_NUMBER else 0
    is_letter = number in (9, 10, 13) or (
        32 <= number <= 0x10FFFF and number not in (0xFFFE, 0xFFFF) and not 0xD800 <= number < 0xE000
    )
    return found[0] if is_letter else "\ufffd"
