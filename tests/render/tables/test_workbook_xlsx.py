"""A workbook to fill in: hidden ids, notes at headings, lists from a hidden sheet, refused cells, never a formula."""

import io
from datetime import date
from typing import Any

import openpyxl

from reviewkit.render.tables.workbook import BookColumn, BookSheet, CellStyle, Workbook
from reviewkit.render.tables.workbook_xlsx import as_workbook_xlsx, names_of_sheets

LONG = tuple(f"a choice, with a comma, number {number}" for number in range(40))  # far over 255 characters
SHEET = BookSheet(
    "What: to/chart?",
    "reviewkit:studies",
    (
        BookColumn("_about", "", hidden=True),
        BookColumn("_study", "Study", 10, choices=("Berg", "Dahl")),
        BookColumn("aim", "=Aim", 20, True, note="What it is about.\nNR: not reported."),
        BookColumn("n", "Size", 10, True, CellStyle.NUMBER),
        BookColumn("begun", "Begun", 10, True, CellStyle.DATE),
        BookColumn("design", "Design", 10, True, choices=LONG, closed=True),
        BookColumn("more", "More", 10, True, choices=("a", "b")),
    ),
    (
        ("{}", "Berg", "=1+1", 12, date(2024, 12, 31), "", ""),
        ("{}", "Dahl", "long " * 200, 41.5, "NR", "", ""),
    ),
    free=10,
    in_sight=2,
    offered=((1, 6, ("this", "that")),),
)
BOOK = Workbook("Charting", (SHEET, SHEET), "Not here.", "From the list.")


def made() -> Any:
    return openpyxl.load_workbook(io.BytesIO(as_workbook_xlsx(BOOK)))


FILE = made()
PAGE = FILE.worksheets[0]
RULES = {str(rule.sqref): rule for rule in PAGE.data_validations.dataValidation}


def test_the_first_row_is_hidden_and_has_the_ids() -> None:
    assert [cell.value for cell in PAGE[1]] == [
        "reviewkit:studies",
        "_study",
        "aim",
        "n",
        "begun",
        "design",
        "more",
    ]
    assert PAGE.row_dimensions[1].hidden
    assert [name for name, one in PAGE.column_dimensions.items() if one.hidden] == ["A"]


def test_headings_stay_in_sight_have_their_notes_and_filter_what_is_below_them() -> None:
    assert [cell.value for cell in PAGE[2]][1:3] == ["Study", "=Aim"]
    assert PAGE["C2"].comment.text == "What it is about.\nNR: not reported."
    assert (PAGE.freeze_panes, PAGE.auto_filter.ref) == ("C3", "A2:G4")


def test_numbers_and_days_are_such_and_everything_else_is_text_and_never_a_formula() -> None:
    assert [(cell.value, cell.data_type) for cell in PAGE[3]][2:4] == [("=1+1", "s"), (12, "n")]
    assert PAGE["E3"].is_date
    assert (PAGE["E4"].value, PAGE["D4"].value) == ("NR", 41.5)
    assert "f" not in {cell.data_type for sheet in FILE.worksheets for row in sheet.iter_rows() for cell in row}
    assert [PAGE.cell(3, place).number_format for place in range(3, 7)] == ["@", "General", "yyyy-mm-dd", "@"]
    assert PAGE.column_dimensions["C"].width > 19
    assert PAGE["C4"].alignment.wrap_text


def test_words_to_choose_from_are_on_a_hidden_sheet_also_for_the_rows_below() -> None:
    assert [(sheet.title, sheet.sheet_state) for sheet in FILE.worksheets] == [
        ("What to chart", "visible"),
        ("What to chart 2", "visible"),
        ("lists", "hidden"),
    ]
    closed = RULES["F3:F14"]
    assert (closed.type, closed.errorStyle, closed.showErrorMessage, closed.error) == (
        "list",
        None,
        True,
        "From the list.",
    )
    assert RULES["B5:B14"].type == "list"
    words = [[cell.value for cell in column if cell.value] for column in FILE["lists"].iter_cols()]
    assert list(LONG) in words
    assert ["this", "that"] in words
    assert RULES["G4"].formula1.startswith("lists!$")
    assert not RULES["G4"].showErrorMessage, "another answer can be written too"


def test_cells_that_are_not_to_fill_in_refuse_what_is_typed_and_no_sheet_is_protected() -> None:
    refused = {where: rule for where, rule in RULES.items() if rule.type == "custom"}
    assert refused.keys() == {"A3:A4", "B3:B4"}
    assert (refused["B3:B4"].formula1, refused["B3:B4"].error) == ("FALSE", "Not here.")
    assert not PAGE.protection.sheet, "a protected sheet cannot be sorted"


def test_the_same_workbook_gives_the_same_bytes_and_one_without_rows_opens() -> None:
    assert as_workbook_xlsx(BOOK) == as_workbook_xlsx(BOOK)
    empty = BookSheet("Empty", "reviewkit:studies", SHEET.columns, ())
    data = as_workbook_xlsx(Workbook("Charting", (empty,), "", ""))
    assert openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].max_row == 2


def test_sheets_have_names_that_excel_takes_each_once() -> None:
    assert names_of_sheets(["Arms", "arms", "Lists", "a/b:c", "x" * 40, "x" * 40]) == (
        "Arms",
        "arms 2",
        "Lists 2",
        "a b c",
        "x" * 31,
        f"{'x' * 27} 2",
    )
