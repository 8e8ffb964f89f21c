"""Unicode forms (NFC, NFD, NFKC, NFKD) of texts of strangers, in time in proportion to their length.

Python sorts the accents that follow a letter by insertion: 40,000 of them take 6 seconds, and twice as many four times
as long.
"""

import re
import unicodedata
from functools import cache
from typing import Literal

_FIRST, _LAST = 0x0300, 0x1EFFF  # of the accents; Unicode 16 has none outside
_MOST_ACCENTS = 30  # on a letter: UAX #15, Stream-Safe Text Format; no writing has more


def in_form(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """A text in a Unicode form. Accents of which a letter has more than 30 stay as they are."""
    if text.isascii():
        return text
    if len(text) <= _MOST_ACCENTS:
        return unicodedata.normalize(form, text)
    parts = _many_accents().split(text)  # every second one is a row of accents
    return "".join(part if at % 2 else unicodedata.normalize(form, part) for at, part in enumerate(parts))


@cache
def _many_accents() -> re.Pattern[str]:
    """A row of more accents than a letter has."""
    accents = "".join(letter for letter in map(chr, range(_FIRST, _LAST)) if unicodedata.combining(letter))
    return re.compile(f"([{re.escape(accents)}]{{{_MOST_ACCENTS + 1},}}+)")
