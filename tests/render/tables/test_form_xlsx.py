"""A form in Excel: drop-down lists from a hidden sheet, hidden columns, refused cells, and never a formula."""

import io
from typing import Any

import openpyxl
import pytest

from reviewkit.render.tables.form import Column, Form
from reviewkit.render.tables.form_xlsx import as_form_xlsx

LONG = tuple(f"a reason, with a comma, number {number}" for number in range(40))  # far over 255 characters
FORM = Form(
    "What to decide",
    (
        Column("key", hidden=True),
        Column("id", 10),
        Column("decision", 12, True, ("include", "=exclude")),
        Column("reason", 20, True, LONG),
        Column("note", 20, True),
        Column("abstract", 40),
    ),
    (("k1", "1", "", "", "=1+1", "long " * 200), ("k2", "2", "include", "", "-1", "short")),
    in_sight=3,
    refusal="Not here.",
)


def book_of(form: Form) -> Any:
    return openpyxl.load_workbook(io.BytesIO(as_form_xlsx(form)))


BOOK = book_of(FORM)
SHEET = BOOK.worksheets[0]
RULES = {str(rule.sqref): rule for rule in SHEET.data_validations.dataValidation}


def test_every_cell_is_a_text_and_none_a_formula() -> None:
    cells = [cell for row in SHEET.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert SHEET["E2"].value == "=1+1"
    assert SHEET["F2"].value == "long " * 200


def test_words_to_choose_from_are_on_a_hidden_sheet_however_many_they_are() -> None:
    assert [(sheet.title, sheet.sheet_state) for sheet in BOOK.worksheets] == [
        ("What to decide", "visible"),
        ("lists", "hidden"),
    ]
    assert (RULES["C2:C3"].type, RULES["C2:C3"].formula1) == ("list", "lists!$C$1:$C$2")
    assert (RULES["D2:D3"].type, RULES["D2:D3"].formula1) == ("list", "lists!$D$1:$D$40")
    assert [cell.value for cell in BOOK["lists"]["D"]] == list(LONG)
    assert BOOK["lists"]["C2"].data_type == "s"
    assert RULES["C2:C3"].errorStyle == "warning"


def test_cells_that_are_not_to_fill_in_refuse_what_is_typed_and_the_others_do_not() -> None:
    refused = {where for where, rule in RULES.items() if rule.type == "custom"}
    assert refused == {"A2:A3", "B2:B3", "F2:F3"}
    assert (RULES["A2:A3"].formula1, RULES["A2:A3"].error) == ("FALSE", "Not here.")
    assert not SHEET.protection.sheet, "a protected sheet cannot be sorted"


def test_what_is_typed_into_a_cell_to_fill_in_stays_text() -> None:
    assert [SHEET.cell(2, place).number_format for place in range(3, 7)] == ["@", "@", "@", "General"]


def test_hidden_columns_are_hidden_and_the_others_are_not() -> None:
    hidden = {name for name, column in SHEET.column_dimensions.items() if column.hidden}
    assert hidden == {"A"}


def test_the_head_and_the_first_columns_stay_in_sight_and_texts_wrap() -> None:
    assert SHEET.freeze_panes == "D2"
    assert SHEET["F2"].alignment.wrap_text
    assert (SHEET.row_dimensions[2].height, SHEET.row_dimensions[3].height) == (26 * 15, None)
    assert SHEET.auto_filter.ref == "A1:F3"


@pytest.mark.parametrize("rows", [(), FORM.rows])
def test_the_same_form_gives_the_same_bytes_and_an_empty_one_opens(rows: tuple[tuple[str, ...], ...]) -> None:
    form = Form(FORM.title, FORM.columns, rows)
    assert as_form_xlsx(form) == as_form_xlsx(form)
    assert book_of(form).worksheets[0].max_row == 1 + len(rows)
