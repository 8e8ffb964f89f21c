"""XML of strangers as a parser can read it, so that no letter is lost in silence, and none ends the reading.

Letters by their names in HTML (`&oslash;`) become these letters: a parser leaves them out where a file has a DOCTYPE,
and stops at them where it has none. Names that nobody knows stay as text, also those that a file declares itself, so
that no text can grow or reach for other files. A lone `&` or `<` is this sign, and what is no letter in XML is U+FFFD.
"""

import re
from html.entities import html5
from typing import NamedTuple

# What begins a part in which `&` and `<` mean nothing, and what ends it: CDATA, comments, instructions. The address in
# a DOCTYPE is such a part too, as far as it is in one line.
_OPENING = re.compile(r"<!\[CDATA\[|<!--|<\?|<!DOCTYPE[^>\[]*")
_END_OF = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
_START = (
    ":A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)  # https://www.w3.org/TR/xml/#NT-NameStartChar
_NAME = f"[{_START}][{_START}\\-.0-9\xb7\u0300-\u036f\u203f\u2040]*"
_NAMED = re.compile(f"&({_NAME});")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
# An element may begin in one line and end in another: `<title` and `<title type` at the end of a line are elements.
_ELEMENT = rf"{_NAME}(?:\s*/?>|\s*\Z|\s+{_NAME}\s*(?:=|\Z))"
_LONE = re.compile(rf"&(?!(?:#[0-9]+|#x[0-9A-Fa-f]+|{'|'.join(_OF_XML)});)|<(?![/!?]|{_ELEMENT})")
_NUMBERED = re.compile(r"&#(?:x([0-9A-Fa-f]+)|([0-9]+));")
_NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_NUMBER = 12  # digits of the number of a letter, with zeros before it


class Lettered(NamedTuple):
    """A text that a parser can read, and what of it was not as XML is written.

    `awaited` is what ends the part in which the text ends, where its `&` and `<` are letters (`]]>`); "" outside one.
    """

    text: str
    awaited: str = ""
    has_lone_sign: bool = False
    has_no_letter: bool = False


def lettered(text: str, awaited: str = "") -> Lettered:
    """A text, or a line without its end, as a parser can read it; `awaited` is that of the line before."""
    if text.isprintable() and not ("&" in text or "<" in text or (awaited and ">" in text)):
        return Lettered(text, awaited)  # as most lines are, of which a file of 30 MB may have 15 million
    parts, ends_in = _parted(text, awaited)
    named = [part if at % 2 else _NAMED.sub(_letter, part) for at, part in enumerate(parts)]
    signed = [part if at % 2 else _LONE.sub(_sign, part) for at, part in enumerate(named)]
    known = "".join(part if at % 2 else _NUMBERED.sub(_numbered, part) for at, part in enumerate(signed))
    known = _NO_LETTER.sub("\ufffd", known)
    return Lettered(known, ends_in, signed != named, known != "".join(signed))


def _parted(text: str, awaited: str) -> tuple[list[str], str]:
    """The text in parts, in every second of which `&` and `<` are letters, and what would end the last of these."""
    if not awaited and "<!" not in text and "<?" not in text:
        return [text], ""
    parts = [""] if awaited else []
    begins = looked = 0
    while True:
        if awaited:
            end = text.find(awaited, looked)
            looked = end + len(awaited) if end >= 0 else len(text)
            parts.append(text[begins:looked])
            if end < 0:
                return parts, awaited
            begins, awaited = looked, ""
        found = _OPENING.search(text, begins)
        if not found:
            return [*parts, text[begins:]], ""
        parts.append(text[begins : found.start()])
        begins, looked = found.span()
        awaited = _END_OF.get(found[0], "")
        if not awaited:
            parts.append(found[0])
            begins = looked


def _letter(found: re.Match[str]) -> str:
    """The letter of a name in HTML, or the name as text."""
    if found[1] in _OF_XML:
        return found[0]
    letter = html5.get(f"{found[1]};", "")
    if not letter or set(letter) & set("&<>\"'"):
        return f"&amp;{found[1]};"
    # A line end (&NewLine;) by its number, so that what follows keeps the number of its line.
    return letter if letter.isprintable() else "".join(f"&#{ord(sign)};" for sign in letter)


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
