"""A table as an Excel workbook."""

import io
import textwrap
from collections.abc import Sequence
from datetime import datetime

from reviewkit.render.tables.table import Table

_FIXED_DATE = datetime(2000, 1, 1)  # the date of making would give other bytes each time
_A4 = 9
_LINE_HEIGHT = 15  # points
_NARROWEST, _WIDEST = 9, 42  # characters; a longer line is hard to read
_MOST_LINES = 26  # Excel shows no row higher than 409 points
_LONGEST_NUMBER = 9  # digits; longer ones are identifiers such as an ISBN, which Excel would show as 9.78E+12


def as_xlsx(table: Table) -> bytes:
    """One sheet: header frozen and repeated when printed, landscape; every cell is text or number, never a formula."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": table.title, "created": _FIXED_DATE})
    sheet = book.add_worksheet(table.draft.partition(":")[0][:31] or "Table")
    heavy = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DBE6F1", "border": 1})
    light = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    rows = table.plain_body
    for column, cell in enumerate(table.head):
        sheet.write_string(0, column, cell, heavy)
    for number, row in enumerate(rows, start=1):
        last = bool(table.foot) and number == len(rows)
        for column, cell in enumerate(row):
            style = heavy if last or (table.row_heads and column == 0) else light
            if _is_number(cell):
                sheet.write_number(number, column, int(cell), style)
            else:
                sheet.write_string(number, column, cell, style)
    widths = [_characters(cells) for cells in zip(table.head, *rows, strict=True)]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate((table.head, *rows)):  # Excel would do this when it opens the file; others do not
        sheet.set_row(number, _LINE_HEIGHT * max(map(_lines, row, widths)))
    if table.choices and rows:
        # "warning" lets a person write something else after all, such as "same, I think"
        offered = {"validate": "list", "source": list(table.choices), "error_type": "warning"}
        sheet.data_validation(1, 0, len(rows), 0, offered)
    notes = table.plain_notes or table.notes
    for offset, note in enumerate((table.draft, *notes) if table.draft else notes, start=len(rows) + 2):
        sheet.write_string(offset, 0, note)
    if table.draft:
        sheet.set_header(f"&L{table.draft.replace('&', '&&')}")
    sheet.freeze_panes(1, 1 if table.row_heads or table.choices else 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _is_number(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= _LONGEST_NUMBER


def _characters(cells: Sequence[str]) -> int:
    """How wide a column is, in characters: as its longest cell, as a head without cut words, at most _WIDEST."""
    head, *others = cells
    return min(max([*map(len, others), *map(len, head.split()), _NARROWEST - 3]) + 3, _WIDEST)


def _lines(cell: str, width: int) -> int:
    """How many lines a cell takes, at most as many as a row can show."""
    return min(sum(len(textwrap.wrap(line, width - 2)) or 1 for line in cell.split("\n")), _MOST_LINES)
