"""A workbook to fill in and read back, described once: its sheets, what people write in each column, and what they
choose from.

The first row of each sheet is hidden and has the permanent ids of its columns, so that the headings below it can be in
any language, and columns can be moved.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = str | int | float | date


class CellStyle(StrEnum):
    """How a column to fill in takes what is typed: as text, as a number, or as a day."""

    TEXT = "text"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column of a sheet. `width` is in characters, `note` is shown at its heading.

    `choices` are offered in a list; where they are `closed`, the spreadsheet takes nothing else. `hidden` columns say
    to reviewkit what a row is about.
    """

    id: str
    head: str
    width: int = 12
    to_fill_in: bool = False
    style: CellStyle = CellStyle.TEXT
    choices: tuple[str, ...] = ()
    closed: bool = False
    note: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet: the rows in the order of its columns, and how many `free` rows for more there are below them.

    `marker` says in every language what the sheet is. `offered` are, by row and column from 0, answers that a cell
    offers of its own. `in_sight` columns stay in sight when the others are scrolled.
    """

    name: str
    marker: str
    columns: tuple[BookColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    free: int = 0
    in_sight: int = 0
    offered: tuple[tuple[int, int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in their order. `refusal` is what a spreadsheet says to who writes where nothing is to be written."""

    title: str
    sheets: tuple[BookSheet, ...]
    refusal: str
    refusal_of_choice: str
