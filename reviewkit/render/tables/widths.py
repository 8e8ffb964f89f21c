"""How wide the columns of a table are on a page, for the formats that have pages."""

import re

from reviewkit import fonts
from reviewkit.render.tables.table import Table, narrowed

POINTS = 9  # size of the letters
# Lengths in twentieths of a point, as Word counts.
ROOM = 14570  # between the margins of a landscape A4 page: 25.7 cm
_BESIDE = 200  # left and right of the words in a cell, and a little
_LONGEST_WORD = ROOM // 5  # a longer word, such as an address, is broken so that other columns keep theirs whole
_SHORT = 2600  # 4.6 cm: a text that fits there is not wrapped, while half of the page is left for the others
_WIDEST = 6000  # as wide as a column wants to be; longer texts are wrapped
_OF_THE_REST = 3  # a third of what is longer still counts, so that the longest texts get most of the page
_BREAKS = re.compile(r"[ \t\n\r\u2000-\u2006\u2008-\u200b\u205f\u3000]")  # not at no-break spaces


def column_widths(table: Table) -> list[int]:
    """Widths in twentieths of a point: no word is cut but the longest, short texts stay on a line if there is room,
    and long texts share what is left of the page."""
    words, short, wanted = [], [], []
    for head, *cells in zip(table.head, *table.body, strict=True):
        longest = max([_width(head) // 2, *(_width(line) for cell in cells for line in cell.split("\n"))])
        word = max(_width(word) for cell in (head, *cells) for word in _BREAKS.split(cell))
        words.append(min(word, _LONGEST_WORD))
        short.append(longest if words[-1] < longest <= _SHORT else words[-1])
        wanted.append(_wanted(longest))
    least = short if sum(short) <= ROOM // 2 else words
    spare = ROOM - sum(least)
    if spare < 0:
        return narrowed(least, ROOM)
    shares = [max(wide - narrow, 0) + 40 for wide, narrow in zip(wanted, least, strict=True)]
    return [narrow + spare * share // sum(shares) for narrow, share in zip(least, shares, strict=True)]


def _wanted(longest: int) -> int:
    return min(longest, _WIDEST) + max(longest - _WIDEST, 0) // _OF_THE_REST


def _width(text: str) -> int:
    return round(fonts.width(text, POINTS, bold=True) * 20) + _BESIDE
