"""Letters that Word keeps as a place in a font of signs (Insert > Symbol), as the letters that they look like.

Symbol is read as Adobe's table of that font at unicode.org (VENDORS/ADOBE/symbol.txt) has it. Wingdings and Wingdings 2
have no letters of their own: their signs are read as those that people type for them, so that a check mark is one.
"""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml import etree

UNKNOWN: Final = "\ufffd"  # a sign of which nobody can say what it means
OBJECT: Final = "\ufffc"  # a picture or another object that is all there is
OBJECTS: Final = ("drawing", "pict", "object")
_CODE: Final = re.compile(r"[0-9A-Fa-f]{1,6}")
_OF_FONT: Final = 0xF000  # Word writes the place 0xFC of a font of signs as F0FC
_PRIVATE: Final = (range(0xD800, 0xF900), range(0xF0000, 0x110000))
_WINGDINGS: Final = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x9E: "•", 0x9F: "•", 0xA1: "○", 0xA7: "•", 0xA8: "□",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFD: "✗", 0xFE: "✓",
}  # fmt: skip
_WINGDINGS_2: Final = {
    0x4F: "✗", 0x50: "✓", 0x51: "✗", 0x52: "✓", 0x53: "✗", 0x54: "✗", 0x97: "●", 0x98: "●", 0xA2: "■", 0xA3: "□",
}  # fmt: skip
_SYMBOL: Final = {
    **{ord(char): char for char in "0123456789!#%&()+,./:;<=>?[]_{|}"},
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x7E: "∼", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑",
    0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD6: "√", 0xD7: "⋅",
    0xD8: "¬", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_FONTS: Final = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol_of(element: "etree._Element") -> str:
    """The letter of a `w:sym`. One that is in no table is a sign of its own, which is neither a yes nor a no."""
    said = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
    if not _CODE.fullmatch(said.get("char", "")):
        return UNKNOWN
    code = int(said["char"], 16)
    table = _FONTS.get(said.get("font", "").strip().casefold())
    if table is not None:
        return table.get(code - _OF_FONT if code >= _OF_FONT else code, UNKNOWN)
    # Another font has the letters of Unicode, but for the first ones and the private ones, where it may have any sign.
    return chr(code) if _is_of_unicode(code) else UNKNOWN


def _is_of_unicode(code: int) -> bool:
    return 0xFF < code < 0x110000 and not any(code in private for private in _PRIVATE) and chr(code).isprintable()
