"""What a program that opens a file finds in it that could act: one function for each kind of file."""

import csv
import io
import re
from collections.abc import Iterator

_SIGNED_NUMBER = re.compile(r"[+-]\d+(?:[.,]\d+)*\s*\)")


def cells_of(text: str, separator: str) -> Iterator[str]:
    """The cells of a CSV as a program reads them that was told of this separator."""
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator):
        yield from row


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for a formula: also after blanks and tabs.

    A signed number before a parenthesis that nothing opened is none.
    """
    text = cell.lstrip()
    return text.startswith(("=", "+", "-", "@")) and not _SIGNED_NUMBER.match(text)
