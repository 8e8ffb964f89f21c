"""How wide the columns of a table are on a page, for the formats that have pages."""

import re

from reviewkit import fonts
from reviewkit.render.tables.table import Table, narrowed

POINTS = 9  # size of the letters
# Lengths in twentieths of a point, as Word counts.
ROOM = 14570  # between the margins of a landscape A4 page: 25.7 cm
UPRIGHT = 9638  # of an upright page: 17 cm
_BESIDE = 200  # left and right of the words in a cell, and a little
_OF_THE_LONGEST_WORD = 5  # a word longer than a fifth of the page, such as an address, is broken
_SHORT = 2600  # 4.6 cm: a text that fits there is not wrapped, while half of the page is left for the others
_WIDEST = 6000  # as wide as a column wants to be; longer texts are wrapped
_OF_THE_REST = 3  # a third of what is longer still counts, so that the longest texts get most of the page
_MOST_UPRIGHT = 2  # as many times the width of an upright page a table may want, which doubles its lines
_FEW_COLUMNS = 4  # which are legible on an upright page, however long their texts are
_OF_WORDS = 0.75  # of a page that the longest words of a table may take up; the rest is for its longer texts
_BREAKS = re.compile(r"[ \t\n\r\u2000-\u2006\u2008-\u200b\u205f\u3000]")  # not at no-break spaces


def column_widths(table: Table, room: int = ROOM) -> list[int]:
    """Widths in twentieths of a point that fill the room: no word is cut but the longest, short texts stay on a line if
    there is room, and long texts share what is left of the page."""
    words, short, wanted = [], [], []
    for longest, word in _measured(table):
        words.append(min(word, room // _OF_THE_LONGEST_WORD))
        short.append(longest if words[-1] < longest <= _SHORT else words[-1])
        wanted.append(_wanted(longest))
    least = short if sum(short) <= room // 2 else words
    spare = room - sum(least)
    if spare < 0:
        return narrowed(least, room)
    shares = [max(wide - narrow, 0) + 40 for wide, narrow in zip(wanted, least, strict=True)]
    return [narrow + spare * share // sum(shares) for narrow, share in zip(least, shares, strict=True)]


def is_wide(table: Table) -> bool:
    """Whether a table is for a landscape page: upright its words would be cut, or its texts wrapped again and again."""
    measured = _measured(table)
    if sum(min(word, UPRIGHT // _OF_THE_LONGEST_WORD) for _, word in measured) > UPRIGHT:
        return True
    wanted = sum(_wanted(longest) for longest, _ in measured)
    return len(measured) > _FEW_COLUMNS and wanted > _MOST_UPRIGHT * UPRIGHT


def parts_of(table: Table) -> list[list[int]]:
    """The columns beside the first, by number, divided so that the words of each part leave room on a landscape page
    for its texts. One part where all fit."""
    first, *others = (min(word, ROOM // _OF_THE_LONGEST_WORD) for _, word in _measured(table))
    parts: list[list[int]] = [[]]
    taken = first
    for number, word in enumerate(others, start=1):
        if parts[-1] and taken + word > ROOM * _OF_WORDS:
            parts.append([])
            taken = first
        parts[-1].append(number)
        taken += word
    return parts


def _measured(table: Table) -> list[tuple[int, int]]:
    """The longest line and the longest word of each column."""
    return [
        (
            max([_width(head) // 2, *(_width(line) for cell in cells for line in cell.split("\n"))]),
            max(_width(word) for cell in (head, *cells) for word in _BREAKS.split(cell)),
        )
        for head, *cells in zip(table.head, *table.body, strict=True)
    ]


def _wanted(longest: int) -> int:
    return min(longest, _WIDEST) + max(longest - _WIDEST, 0) // _OF_THE_REST


def _width(text: str) -> int:
    return round(fonts.width(text, POINTS, bold=True) * 20) + _BESIDE
