"""A table described once, before anybody knows in which format it will be written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

# Thousands may be marked by spaces that do not break; a number of more digits is an identifier, such as an ISBN. A sign
# behind it says that something is contradicted.
_NUMBER = re.compile(r"[<>+\-\u2212]?\d{1,9}(?:[ \u00a0\u2009\u202f.,]\d{1,3}){0,3}(?:\u00a0?%| ◐)?")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words behind a cell, and what is said of them: whose they are, from where, under which code."""

    words: str
    said: str


@dataclass(frozen=True, slots=True)
class Behind:
    """What a cell rests on. `row` and `column` are its place, from 0, among the rows; `heading` names it."""

    row: int
    column: int
    heading: str
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts. `plain_rows`, `plain_foot` and `plain_notes` are what spreadsheets get: 1 and 0 for marks, and
    numbers without a sign for thousands.

    `row_heads`: the first cell of each row names it. `choices`: the first column is to be filled in with one of these;
    a spreadsheet offers them and keeps it in sight. `draft` marks a table that is not finished; `everywhere` are
    notes that every format holds, CSV too. `for_programs`: R and Python read it, so that numbers stay numbers. `behind`
    is what cells rest on, under the heading `behind_title`; formats whose cells can be followed have it.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    plain_rows: tuple[tuple[str, ...], ...] = ()
    plain_notes: tuple[str, ...] = ()
    plain_foot: tuple[str, ...] = ()
    row_heads: bool = False
    choices: tuple[str, ...] = ()
    language: str = "en"
    draft: str = ""
    everywhere: tuple[str, ...] = ()
    for_programs: bool = False
    behind: tuple[Behind, ...] = ()
    behind_title: str = ""

    def with_note(self, note: str) -> "Table":
        """The same table with one note more, in spreadsheets too."""
        plain = (*self.plain_notes, note) if self.plain_notes else ()
        return replace(self, notes=(*self.notes, note), plain_notes=plain)

    def with_note_everywhere(self, note: str) -> "Table":
        """The same table with one note more that no format leaves out."""
        noted = self if note in self.notes else self.with_note(note)
        return replace(noted, everywhere=(*self.everywhere, note))

    @property
    def title(self) -> str:
        """The caption, behind the mark of a draft."""
        return f"{self.draft}. {self.caption}" if self.draft else self.caption

    @property
    def of_marks(self) -> tuple[bool, ...]:
        """For each column, whether it holds only numbers and marks, which stand in the middle; never the first."""
        return tuple(
            number > 0 and any(column) and all(map(_is_mark, filter(None, column)))
            for number, column in enumerate(zip(*self.body, strict=True))
        ) or (False,) * len(self.head)

    @property
    def body(self) -> tuple[tuple[str, ...], ...]:
        """The rows with the foot, as people read them."""
        return (*self.rows, self.foot) if self.foot else self.rows

    @property
    def plain_body(self) -> tuple[tuple[str, ...], ...]:
        """The rows with the foot, as programs read them."""
        rows, foot = self.plain_rows or self.rows, self.plain_foot or self.foot
        return (*rows, foot) if foot else rows


def columns_of(table: Table, kept: Sequence[int]) -> Table:
    """The table with these columns alone, by their numbers from 0; without what other cells rest on."""

    def cells(row: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(row[number] for number in kept) if row else ()

    return replace(
        table,
        head=cells(table.head),
        rows=tuple(map(cells, table.rows)),
        plain_rows=tuple(map(cells, table.plain_rows)),
        foot=cells(table.foot),
        plain_foot=cells(table.plain_foot),
        behind=(),
    )


def narrowed(widths: Sequence[int], room: int) -> list[int]:
    """The widths with the widest made narrower until all fit the room, so that narrow columns keep their words."""
    most, left = room, len(widths)
    for width in sorted(widths):
        most = room // left
        if width > most:
            break
        room, left = room - width, left - 1
    return [min(width, most) for width in widths]


def _is_mark(cell: str) -> bool:
    """Whether a cell holds a number or a sign: `1 292`, `87.7`, `●`, `x`; words, dates and spans of years are texts."""
    return len(cell) == 1 or bool(_NUMBER.fullmatch(cell))
