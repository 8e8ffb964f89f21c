"""Lines put together to running text: hyphens at line ends, ligatures, marks of footnotes."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from reviewkit.extract.columns import Line, Row, Table
from reviewkit.unicode_forms import in_form

HYPHENS = "\u0002\ufffe"  # how PDFium gives a hyphen at the end of a line
# All of the height of a line, set by the pages of tests/extract and three articles in one and two columns:
PARAGRAPH = 0.96  # more white space than this above a line begins a paragraph
UPWARDS = 3.0  # a line this far above the one before it is in another column
OTHER_SIZE = (0.6, 1.7)  # outside these, a line is set in another size: a heading, a footnote
CELL = 1.5  # white space between two cells of a row
_RAISED = str.maketrans("0123456789+-\u2212=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_SHOWN: dict[int, str | None] = {
    **{number: unicodedata.normalize("NFKC", chr(number)) for number in range(0xFB00, 0xFB07)},  # ligatures
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff")),
    **{number: None for number in range(32) if not chr(number).isspace() and chr(number) not in HYPHENS},
}
_LONG = 1_000_000  # letters of a text that is tidied in one piece; a paragraph has some thousand
_COLUMN = "\u2003"  # a wide blank; no number has it between its thousands
_COLUMNS = re.compile(r"(?<=\d)(?:[^\S\t]*+\t\s*+|\s\s++)(?=\d)")
_SOFT = re.compile("(?<!\u00ad)\u00ad++(?=\\w)")
_HYPHENATED = re.compile(r"(?<=\w)[-\u00ad\u2010\u0002\ufffe]$")


def raised(text: str) -> str:
    """A mark set above the line, such as that of a footnote, as raised digits: glued to a word it stays apart."""
    return text.translate(_RAISED)


def can_be_raised(text: str) -> bool:
    """Whether all of a text has letters that stand above the line."""
    return all(ord(char) in _RAISED for char in text)


def tidied(text: str) -> str:
    """Text with ligatures as letters, every run of white space as one blank, and no invisible characters: of soft
    hyphens only those at the end of a line, where they divide a word."""
    return in_form("NFC", _single_blanks(_seen(text)))


def _single_blanks(text: str) -> str:
    """A text with one blank for each run of white space; a long one piece by piece, since its words, of which each
    takes 50 bytes and more, would fill the memory."""
    if len(text) <= _LONG:
        return " ".join(text.split())
    found: list[str] = []
    is_apart = False
    for at in range(0, len(text), _LONG):
        piece = text[at : at + _LONG]
        words = " ".join(piece.split())
        if words:
            found += [" " * (bool(found) and (is_apart or piece[0].isspace())), words]
        is_apart = piece[-1].isspace() or (is_apart and not words)
    return "".join(found)


def tidied_columns(text: str) -> str:
    """Text as `tidied` leaves it, but with a wide blank between two numbers that a tab or several blanks part: those of
    `CINAHL<tab>113<tab>273` are in two columns, and not 113 thousands."""
    columns = _COLUMNS.split(_seen(text))
    return in_form("NFC", _COLUMN.join(" ".join(one.split()) for one in columns))


def parting(before: str, blanks: str, after: str) -> str:
    """What `tidied_columns` makes of the blanks between two letters."""
    is_wide = len(blanks) > 1 or blanks == "\t"
    return _COLUMN if is_wide and before.isdecimal() and after.isdecimal() else " "


def _seen(text: str) -> str:
    shown = text.translate(_SHOWN)
    return _SOFT.sub("", shown) if "\u00ad" in shown else shown


def paragraphs(block: Sequence[Line]) -> list[str]:
    """A column as paragraphs; a word divided at the end of a line is one word again."""
    found: list[str] = []
    before: Line | None = None
    is_row = False
    for line in block:
        if isinstance(line, Table):
            found += rows_of(line)
            before, is_row = line, True
            continue
        text = tidied(line.text)
        if not text:
            continue
        same_line = before is not None and _same_line(before, line)
        if before is not None and (same_line or not (is_row or _begins(before, line))):
            found[-1] = joined(found[-1], text, same_line)
        else:
            found.append(text)
        is_row = same_line and (is_row or _is_cell(before, line))
        before = line
    return [one.translate(dict.fromkeys(map(ord, HYPHENS), "-")) for one in found]


def rows_of(table: Table) -> list[str]:
    """A table as text: a row in one line, or each cell in a line of its own where most rows have cells that go on."""
    rows = [[text for cell in row if (text := _cell(cell))] for row in table.rows]
    if 2 * sum(map(_is_wrapped, table.rows)) > len(table.rows):
        return [text for row in rows for text in row]
    return [" ".join(row) for row in rows if row]


def _is_wrapped(row: Row) -> bool:
    return any(cell[0].bottom > (cell[-1].top + cell[-1].bottom) / 2 for cell in row)


def _cell(lines: Sequence[Line]) -> str:
    """A cell as running text, whatever white space its lines have."""
    found = ""
    before: Line | None = None
    for line in lines:
        text = tidied(line.text)
        if text:
            found = joined(found, text, before is not None and _same_line(before, line)) if found else text
            before = line
    return found.translate(dict.fromkeys(map(ord, HYPHENS), "-"))


def joined(first: str, second: str, same_line: bool = False) -> str:
    """Two pieces of text that follow each other; a hyphen at the end of a line is dropped where it divides a word."""
    if same_line or not _HYPHENATED.search(first):
        return f"{first} {second}"
    divides = first[-2].isalpha() and second[:1].islower()
    return first[:-1] + second if divides else f"{first[:-1]}-{second}"


def _same_line(before: Line, line: Line) -> bool:
    return before.bottom < (line.top + line.bottom) / 2 < before.top


def _is_cell(before: Line | None, line: Line) -> bool:
    """Whether a piece is so far from the one before it on its line that they are cells of a table."""
    return before is not None and line.left - before.right > CELL * line.height


def _begins(before: Line, line: Line) -> bool:
    """Whether a line begins a paragraph: it is set apart from the one above, or in another size."""
    height = max(1.0, min(before.height, line.height))
    gap = before.bottom - line.top
    smallest, largest = OTHER_SIZE
    is_apart = gap > PARAGRAPH * height or gap < -UPWARDS * height
    return is_apart or not smallest < before.height / max(1.0, line.height) < largest


def in_one(blocks: Iterable[Sequence[Line]]) -> str:
    """The text of a page. A paragraph that continues in the next column is one paragraph."""
    found: list[str] = []
    after_table = False
    for block in blocks:
        begins = isinstance(block[0], Table)
        for number, text in enumerate(paragraphs(block)):
            if number == 0 and found and not (begins or after_table) and _continues(found[-1], text):
                found[-1] = joined(found[-1], text)
            else:
                found.append(text)
        after_table = isinstance(block[-1], Table)
    return "\n".join(found)


def _continues(first: str, second: str) -> bool:
    return second[:1].islower() and (bool(_HYPHENATED.search(first)) or first[-1:].isalnum() or first[-1:] == ",")
