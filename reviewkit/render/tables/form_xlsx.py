"""A form as an Excel workbook: drop-down lists, hidden columns, and cells that refuse what is typed into them.

The sheet is not protected, because Excel cannot sort a protected one. Words to choose from are on a hidden sheet: a
list in the cell itself is dropped by Excel where it is longer than 255 characters.
"""

import io
from collections.abc import Sequence
from typing import Any

from reviewkit.render.tables.form import Column, Form
from reviewkit.render.tables.xlsx import A4, LINE_HEIGHT, cell_text, lines_in, new_workbook, sheet_name

_LISTS = "lists"
_LONGEST_MESSAGE = 255  # of what a spreadsheet says to who writes where nothing is to be written


def as_form_xlsx(form: Form) -> bytes:
    """The form on the first sheet, its words to choose from on a hidden second one. No cell is a formula."""
    out = io.BytesIO()
    book = new_workbook(out, form.title)
    sheet = book.add_worksheet(sheet_name(form.title))
    _write_cells(book, sheet, form)
    _lay_out(sheet, form)
    _offer(sheet, book.add_worksheet(_LISTS), form)
    if form.rows:
        _refuse_writing(sheet, form)
    book.close()
    return out.getvalue()


def _write_cells(book: Any, sheet: Any, form: Form) -> None:
    """Every cell as text; those to fill in are white and take what is typed as text, the others are grey."""
    frame = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    head = book.add_format({**frame, "bold": True, "bg_color": "#DBE6F1"})
    given = book.add_format({**frame, "bg_color": "#F7F7F7"})
    to_fill_in = book.add_format({**frame, "num_format": "@"})
    for place, column in enumerate(form.columns):
        sheet.write_string(0, place, cell_text(column.head), head)
        style = to_fill_in if column.to_fill_in else given
        for number, row in enumerate(form.rows, start=1):
            sheet.write_string(number, place, cell_text(row[place]), style)


def _lay_out(sheet: Any, form: Form) -> None:
    """Widths, heights, what stays in sight, filters, and how it is printed."""
    for place, column in enumerate(form.columns):
        sheet.set_column(place, place, column.width, None, {"hidden": True} if column.hidden else {})
    shown = [(place, column.width) for place, column in enumerate(form.columns) if not column.hidden]
    for number, row in enumerate((tuple(column.head for column in form.columns), *form.rows)):
        sheet.set_row(number, LINE_HEIGHT * max(lines_in(row[place], width) for place, width in shown))
    sheet.freeze_panes(1, form.in_sight)
    sheet.autofilter(0, 0, len(form.rows), len(form.columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _offer(sheet: Any, lists: Any, form: Form) -> None:
    """Put the words to choose from on the hidden sheet, and let the cells offer them.

    A "warning" lets a person write something else after all, such as two reasons.
    """
    lists.hide()
    for place, column in enumerate(form.columns):
        for number, word in enumerate(column.choices):
            lists.write_string(number, place, cell_text(word))
        if column.choices and form.rows:
            rule = {"validate": "list", "source": _range(place, column.choices), "error_type": "warning"}
            sheet.data_validation(1, place, len(form.rows), place, rule)


def _range(place: int, words: Sequence[str]) -> str:
    from xlsxwriter.utility import xl_range_abs

    return f"={_LISTS}!{xl_range_abs(0, place, len(words) - 1, place)}"


def _refuse_writing(sheet: Any, form: Form) -> None:
    """Let the cells that are not to fill in refuse what is typed."""
    rule = {"validate": "custom", "value": "=FALSE", "error_message": form.refusal[:_LONGEST_MESSAGE]}
    for place, column in enumerate(form.columns):
        if not _is_written_in(column):
            sheet.data_validation(1, place, len(form.rows), place, rule)


def _is_written_in(column: Column) -> bool:
    return column.to_fill_in or bool(column.choices)
