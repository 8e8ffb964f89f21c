"""What a cell of a spreadsheet means for a field, whatever the spreadsheet made of what was typed."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.sheets import CellKind, Sheet, SheetCell, letters_of, typed_in
from reviewkit.words import FieldType


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_called_as_spreadsheets_call_them(column: int, letters: str) -> None:
    assert letters_of(column) == letters


def test_a_cell_of_a_csv_has_no_sheet_before_it() -> None:
    assert (Sheet("Mine", {}).at(7, 4), Sheet("", {}).at(7, 4)) == ("Mine!D7", "D7")


@pytest.mark.parametrize(
    ("cell", "type_", "typed"),
    [
        (SheetCell(" 12,5 "), FieldType.NUMBER, " 12,5 "),
        (SheetCell("2024-12-31", CellKind.DATE), FieldType.DATE, "2024-12-31"),
        (SheetCell("TRUE", CellKind.BOOLEAN), FieldType.YES_NO, "yes"),
        (SheetCell("USANN"), FieldType.YES_NO, "no"),
        (SheetCell("SANN"), FieldType.TEXT, "SANN"),
        (SheetCell("12.5%", CellKind.PERCENT), FieldType.NUMBER, "12.5%"),
        (SheetCell("12", CellKind.NUMBER), FieldType.TEXT, "12"),
        (SheetCell("#hash"), FieldType.TEXT, "#hash"),
        (SheetCell("x" * 32_766), FieldType.TEXT, "x" * 32_766),
    ],
)
def test_what_was_typed_is_read(cell: SheetCell, type_: FieldType, typed: str) -> None:
    assert typed_in(cell, type_) == typed


@pytest.mark.parametrize(
    ("cell", "type_", "why"),
    [
        (SheetCell("2024-12-31", CellKind.DATE), FieldType.TEXT, "holds the date 2024-12-31"),
        (SheetCell("2024-12-31", CellKind.DATE), FieldType.YEAR, "holds the date"),
        (SheetCell("09:30:00", CellKind.TIME), FieldType.DATE, "holds a time"),
        (SheetCell("FALSE", CellKind.BOOLEAN), FieldType.TEXT, "holds FALSE"),
        (SheetCell("#N/A", CellKind.ERROR), FieldType.TEXT, "holds the error #N/A"),
        (SheetCell(" #VERDI! "), FieldType.CHOICE, "holds the error #VERDI!"),
        (SheetCell("", CellKind.FORMULA), FieldType.TEXT, "has a formula, and its result is not in the file"),
        (SheetCell("x" * 32_767), FieldType.LONG_TEXT, "its end may be missing"),
    ],
)
def test_what_the_spreadsheet_made_something_else_of_is_refused(
    cell: SheetCell, type_: FieldType, why: str
) -> None:
    with pytest.raises(ReviewkitError, match=why):
        typed_in(cell, type_)


def test_a_cell_of_blanks_is_empty_and_one_with_a_formula_is_not() -> None:
    assert SheetCell(" \n").is_empty
    assert not SheetCell("", CellKind.FORMULA).is_empty
