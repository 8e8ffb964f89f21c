"""A workbook to fill in as an Excel file: hidden ids, lists to choose from, notes at headings, cells that refuse.

Sheets are not protected, because Excel cannot sort a protected one. Words to choose from are on a hidden sheet: a list
in the cell itself is dropped by Excel where it is longer than 255 characters. The same workbook gives the same bytes.
"""

import io
import textwrap
from collections.abc import Sequence
from datetime import date, datetime
from math import ceil
from typing import Any

from reviewkit.exchange.chart_sheets import LISTS
from reviewkit.render.tables.workbook import BookColumn, BookSheet, CellStyle, Value, Workbook
from reviewkit.render.tables.xlsx import A4, LINE_HEIGHT, cell_text, lines_in, new_workbook, sheet_name

IDS, HEAD, FIRST = 0, 1, 2  # rows, from 0: the hidden ids, the headings, and the first of those to fill in
_ROOM = 190  # characters across a printed page
_LONGEST_MESSAGE = 255  # of what a spreadsheet says to who writes where nothing is to be written
_NOTE_WIDTH, _NOTE_LETTERS = 340, 52  # of a note at a heading: pixels, and the letters that they hold
_FORMATS = {CellStyle.TEXT: "@", CellStyle.NUMBER: "General", CellStyle.YEAR: "0", CellStyle.DATE: "yyyy-mm-dd"}


def as_workbook_xlsx(book: Workbook) -> bytes:
    """The workbook as bytes. No cell is a formula."""
    return _Writer(book).bytes()


def names_of_sheets(wanted: Sequence[str]) -> tuple[str, ...]:
    """Names that Excel takes for sheets, each once, whatever their case."""
    found: list[str] = []
    taken = {LISTS}
    for one in wanted:
        name, number = sheet_name(one), 2
        while name.casefold() in taken:
            name, number = f"{sheet_name(one)[:27]} {number}", number + 1
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)


class _Writer:
    """Writes one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.out = io.BytesIO()
        self.file: Any = new_workbook(self.out, book.title)
        frame = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.id = self.file.add_format({"font_color": "#808080"})
        self.head = self.file.add_format({**frame, "bold": True, "bg_color": "#DBE6F1"})
        self.given = self.file.add_format({**frame, "align": "left", "bg_color": "#EDEDED"})
        self.free = {
            style: self.file.add_format({**frame, "align": "left", "num_format": _FORMATS[style]})
            for style in CellStyle
        }
        self.lists: Any = None
        self.listed: dict[tuple[str, ...], str] = {}

    def bytes(self) -> bytes:
        """The file."""
        names = names_of_sheets([one.name for one in self.book.sheets])
        sheets = [self.file.add_worksheet(name) for name in names]
        self.lists = self.file.add_worksheet(LISTS)
        self.lists.hide()
        for sheet, described in zip(sheets, self.book.sheets, strict=True):
            self._cells(sheet, described)
            self._lay_out(sheet, described)
            self._rules(sheet, described)
        self.file.close()
        return self.out.getvalue()

    def _cells(self, sheet: Any, described: BookSheet) -> None:
        for place, column in enumerate(described.columns):
            sheet.write_string(IDS, place, cell_text(column.id if place else described.marker), self.id)
            sheet.write_string(HEAD, place, cell_text(column.head), self.head)
            if column.note:
                sheet.write_comment(HEAD, place, cell_text(column.note), _size_of_note(column.note))
            for number, row in enumerate(described.rows, start=FIRST):
                self._cell(sheet, number, place, row[place], self._style(column))

    def _style(self, column: BookColumn) -> Any:
        return self.free[column.style] if column.to_fill_in else self.given

    @staticmethod
    def _cell(sheet: Any, row: int, place: int, value: Value, style: Any) -> None:
        if isinstance(value, date):
            sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), style)
        elif value == "":
            sheet.write_blank(row, place, "", style)
        elif isinstance(value, str):
            sheet.write_string(row, place, cell_text(value), style)
        else:
            sheet.write_number(row, place, value, style)

    def _lay_out(self, sheet: Any, described: BookSheet) -> None:
        """Widths, heights, what stays in sight, filters, and how it is printed."""
        for place, column in enumerate(described.columns):
            style = None if column.hidden else self.free[column.style]
            sheet.set_column(place, place, column.width, style, {"hidden": True} if column.hidden else {})
        shown = [(place, one.width) for place, one in enumerate(described.columns) if not one.hidden]
        heads = tuple(column.head for column in described.columns)
        for number, row in enumerate((heads, *described.rows), start=HEAD):
            lines = max(lines_in(str(row[place]), width) for place, width in shown)
            sheet.set_row(number, LINE_HEIGHT * lines)
        sheet.set_row(IDS, None, None, {"hidden": True})
        sheet.freeze_panes(FIRST, described.in_sight)
        sheet.autofilter(HEAD, 0, max(HEAD + len(described.rows), FIRST), len(described.columns) - 1)
        sheet.repeat_rows(HEAD)
        sheet.set_landscape()
        sheet.set_paper(A4)
        across = ceil(sum(width for _, width in shown) / _ROOM)  # on fewer pages it would be too small to read
        sheet.fit_to_pages(max(across, 1), 0)
        if across > 1:
            sheet.repeat_columns(0, max(described.in_sight - 1, 0))

    def _rules(self, sheet: Any, described: BookSheet) -> None:
        """Offer words to choose from, and let cells that are not to fill in refuse what is typed."""
        offered = {(row, place) for row, place, _ in described.offered}
        for row, place, words in described.offered:
            sheet.data_validation(FIRST + row, place, FIRST + row, place, self._choice(words, False))
        last = FIRST + len(described.rows) - 1
        for place, column in enumerate(described.columns):
            if place in {one for _, one in offered}:
                continue
            if not column.to_fill_in:
                self._rule(sheet, place, FIRST, last, self._refused())
            if column.choices:
                first = FIRST if column.to_fill_in else last + 1
                self._rule(sheet, place, first, last + described.free, self._choice(column.choices, column.closed))

    @staticmethod
    def _rule(sheet: Any, place: int, first: int, last: int, rule: dict[str, object]) -> None:
        if first <= last:
            sheet.data_validation(first, place, last, place, rule)

    def _refused(self) -> dict[str, object]:
        return {"validate": "custom", "value": "=FALSE", "error_message": self.book.refusal[:_LONGEST_MESSAGE]}

    def _choice(self, words: tuple[str, ...], closed: bool) -> dict[str, object]:
        """The rule for a cell that offers these words; those that are not closed take others without a word."""
        rule: dict[str, object] = {"validate": "list", "source": self._range(words)}
        if closed:
            return {**rule, "error_message": self.book.refusal_of_choice[:_LONGEST_MESSAGE]}
        return {**rule, "show_error": False}

    def _range(self, words: tuple[str, ...]) -> str:
        """Where the words are on the hidden sheet, in a column of their own."""
        from xlsxwriter.utility import xl_range_abs

        if words not in self.listed:
            place = len(self.listed)
            for number, word in enumerate(words):
                self.lists.write_string(number, place, cell_text(word))
            self.listed[words] = f"={LISTS}!{xl_range_abs(0, place, len(words) - 1, place)}"
        return self.listed[words]


def _size_of_note(note: str) -> dict[str, object]:
    """How large a note must be, so that all of it is seen."""
    lines = sum(len(textwrap.wrap(line, _NOTE_LETTERS)) or 1 for line in note.split("\n"))
    return {"width": _NOTE_WIDTH, "height": min(18 * lines + 12, 600), "author": ""}
