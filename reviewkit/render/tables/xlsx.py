"""A table as an Excel workbook."""

import io
import re
import textwrap
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reviewkit.render.tables.table import Table, narrowed
from reviewkit.safe import xml_characters

FIXED_DATE = datetime(2000, 1, 1)  # the date of making would give other bytes each time
A4 = 9
LINE_HEIGHT = 15  # points
_NARROWEST, _WIDEST = 9, 42  # characters; a longer line is hard to read
_ROOM = 190  # characters across; on paper, where all columns are on one page, more would be too small to read
_MOST_LINES = 26  # Excel shows no row higher than 409 points
_MOST_LETTERS = 32_767  # in a cell, where an emoji is two; xlsxwriter cuts the rest off without a word
_CUT = " [cut here: Excel holds no longer text]"
_LONGEST_SHEET_NAME, _LONGEST_HEADER = 31, 200  # as Excel counts them: an emoji is two
_LONGEST_NUMBER = 9  # digits; longer ones are identifiers such as an ISBN, which Excel would show as 9.78E+12


def as_xlsx(table: Table) -> bytes:
    """One sheet: header frozen and repeated when printed, landscape; every cell is text or number, never a formula."""
    out = io.BytesIO()
    book = new_workbook(out, table.title)
    sheet = book.add_worksheet(sheet_name(table.title))
    if on_paper := _on_paper(table.title):
        sheet.set_header(f"&L{on_paper}")
    every = {"text_wrap": True, "valign": "top", "border": 1}
    aligned = [{**every, "align": "center" if of_marks else "left"} for of_marks in table.of_marks]
    heavy = [book.add_format({**style, "bold": True, "bg_color": "#DBE6F1"}) for style in aligned]
    light = [book.add_format(style) for style in aligned]
    rows = table.plain_body
    of_numbers = [_holds_numbers(cells) for cells in zip(*rows, strict=True)]
    for column, cell in enumerate(table.head):
        sheet.write_string(0, column, cell_text(cell), heavy[column])
    for number, row in enumerate(rows, start=1):
        last = bool(table.foot) and number == len(rows)
        for column, cell in enumerate(row):
            style = (heavy if last or (table.row_heads and column == 0) else light)[column]
            if of_numbers[column] and _is_number(cell):
                sheet.write_number(number, column, int(cell), style)
            else:
                sheet.write_string(number, column, cell_text(cell), style)
    room = max(_ROOM, _NARROWEST * len(table.head))
    widths = narrowed([_characters(cells) for cells in zip(table.head, *rows, strict=True)], room)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate((table.head, *rows)):  # Excel would do this when it opens the file; others do not
        sheet.set_row(number, LINE_HEIGHT * max(map(lines_in, row, widths)))
    if table.choices and rows:
        # "warning" lets a person write something else after all, such as "same, I think"
        offered = {"validate": "list", "source": list(table.choices), "error_type": "warning"}
        sheet.data_validation(1, 0, len(rows), 0, offered)
    notes = table.plain_notes or table.notes
    for offset, note in enumerate((table.draft, *notes) if table.draft else notes, start=len(rows) + 2):
        sheet.write_string(offset, 0, cell_text(note))
    sheet.freeze_panes(1, 1 if table.row_heads or table.choices else 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def new_workbook(out: io.BytesIO, title: str) -> Any:
    """A workbook of xlsxwriter in which a text is neither a formula nor a link, whatever it begins with."""
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": xml_characters(title), "created": FIXED_DATE})
    return book


def _holds_numbers(cells: Sequence[str]) -> bool:
    """Whether the digits in a column are numbers: a zero in front, or more digits, show that they are identifiers."""
    return all(_is_number(cell) for cell in cells if cell.isascii() and cell.isdigit())


def _is_number(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= _LONGEST_NUMBER and str(int(cell)) == cell


def cell_text(cell: str) -> str:
    """The text of a cell, without what XML forbids; one longer than Excel holds says that it was cut.

    Excel's line ends are newlines; others come back as `_x000D_` from programs that are not Excel.
    """
    text = re.sub(r"\r\n?", "\n", xml_characters(cell))
    fits = 2 * len(text) <= _MOST_LETTERS or _cut(text, _MOST_LETTERS) == text
    return text if fits else _cut(text, _MOST_LETTERS - len(_CUT)) + _CUT


def sheet_name(caption: str) -> str:
    """The caption as the name of a sheet: whole words, as many as fit, without the signs that Excel refuses there."""
    words = re.sub(r"[\[\]:*?/\\\x00-\x1f]+", " ", xml_characters(caption)).strip("' ").split()
    name = ""
    for word in words:
        longer = f"{name} {word}".strip()
        if _cut(longer, _LONGEST_SHEET_NAME) != longer:
            break
        name = longer
    name = (name or _cut(" ".join(words), _LONGEST_SHEET_NAME)).strip("' ")
    return name if name and name.casefold() != "history" else "Table"  # Excel keeps the name History for itself


def _on_paper(caption: str) -> str:
    """The caption for the top of each printed page, where & begins a command of Excel."""
    cut = _cut(xml_characters(caption).replace("&", "&&"), _LONGEST_HEADER)
    in_half = (len(cut) - len(cut.rstrip("&"))) % 2 == 1
    return cut[:-1] if in_half else cut


def _cut(text: str, most: int) -> str:
    """The text, or so much of its beginning as Excel has room for: it counts halves of UTF-16."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def _characters(cells: Sequence[str]) -> int:
    """How wide a column is, in characters: as the longest line of a cell, as a head without cut words, at most
    _WIDEST."""
    head, *others = cells
    lines = (line for cell in others for line in cell.split("\n"))
    return min(max([*map(len, lines), *map(len, head.split()), _NARROWEST - 3]) + 3, _WIDEST)


def lines_in(cell: str, width: int) -> int:
    """How many lines a cell takes, at most as many as a row can show."""
    return min(sum(len(textwrap.wrap(line, width - 2)) or 1 for line in cell.split("\n")), _MOST_LINES)
