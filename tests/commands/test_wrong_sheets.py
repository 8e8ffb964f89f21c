"""Wrong Excel files: each is refused with its sheet, its cell and what would fit; nothing is logged, nothing is lost.

Cells that are only unusual are read.
"""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.chart_books import Book, Change, add, changed, put
from tests.commands.reviews import HOSTILE, contents, is_harmless
from tests.commands.test_wrong_answers import ASKED, CHOICE, COUNTRY, DATE, NUMBER, WHOLE, YEAR, YES
from tests.conftest import Command

FILE = Path("chart.xlsx")
SAID = "We asked 12 nurses in home care."
QUOTE = "Give them as a quote"
MADE_A_DATE = "perhaps because the spreadsheet made one of what was typed. Format the cell as text"
ERROR = "this cell holds the error"
FULL = "this text is as long as a cell of Excel can be"
BASICS = "repeated:basics"

# the field, the value, its format in Excel, and what would fit
WRONG_VALUES: tuple[tuple[str, object, str, str], ...] = (
    ("n", "twelve", "", WHOLE),
    ("n", 12.5, "", WHOLE),
    ("n", "12,5", "", WHOLE),
    ("n", 0.12, "0%", WHOLE),
    ("n", datetime(2024, 1, 2), "", MADE_A_DATE),
    ("n", datetime(2024, 1, 2, 9, 30), "", "this cell holds a time (2024-01-02 09:30:00)"),
    ("n", time(9, 30), "", "this cell holds a time"),
    ("n", timedelta(hours=26), "[h]:mm", "this cell holds a time"),
    ("n", True, "", "this cell holds TRUE"),
    ("n", "#N/A", "", ERROR),
    ("n", "9" * 400, "@", WHOLE),
    ("n", 1e300, "", WHOLE),
    ("n", "12; 13", "", WHOLE),
    ("n", "1.294", "", WHOLE),
    ("n", "1,294", "", WHOLE),
    ("n", 13, "", QUOTE),
    ("n", "12 nurses", "", WHOLE),
    ("year", 24, "", YEAR),
    ("year", 2024.5, "", YEAR),
    ("year", datetime(2024, 1, 1), "yyyy", MADE_A_DATE),
    ("year", "2024-25", "", YEAR),
    ("year", "in 2024", "", YEAR),
    ("year", 45292, "", YEAR),
    ("begun", 45292, "General", DATE),
    ("begun", 45292.5, "General", DATE),
    ("begun", "31/12/2024", "", DATE),
    ("begun", "31.12.24", "", DATE),
    ("begun", "2024", "", DATE),
    ("begun", datetime(2024, 12, 31, 10), "", "this cell holds a time"),
    ("begun", datetime(2204, 12, 31), "", DATE),
    ("begun", False, "", "this cell holds FALSE"),
    ("funded", "maybe", "", YES),
    ("funded", 1, "", YES),
    ("funded", 0.5, "0%", YES),
    ("funder", "EU", "", ASKED),
    ("design", "trail", "", CHOICE),
    ("design", "trial; cohort", "", CHOICE),
    ("design", 1, "", CHOICE),
    ("design", "Trial\ncohort", "", CHOICE),
    ("design", datetime(2024, 1, 2), "", MADE_A_DATE),
    ("design", "#VALUE!", "", ERROR),
    ("designs", "trial, cohort", "", CHOICE),
    ("designs", ";", "", CHOICE),
    ("designs", "trial; trail", "", CHOICE),
    ("designs", 12, "", CHOICE),
    ("country", 12.5, "", COUNTRY),
    ("country", "?", "", COUNTRY),
    ("country", datetime(2024, 3, 1), "d-mmm", MADE_A_DATE),
    ("aim", datetime(2024, 3, 1), "d-mmm", MADE_A_DATE),
    ("aim", True, "", "this cell holds TRUE"),
    ("aim", "#REF!", "", ERROR),
    ("aim", "#I/T", "@", ERROR),
    ("aim", "x" * 32_767, "", FULL),
    ("method", "word " * 7_000, "", FULL),
    ("cited", time(1, 2), "", "this cell holds a time"),
)
SEVERAL = (
    ("forty", "", NUMBER),
    ("41.5 years", "", NUMBER),
    ("1,294", "", "It takes 1294 or 1.2940: this can be read as either"),
    (0.415, "0.0%", NUMBER),
    ("NaN", "", NUMBER),
    (datetime(2024, 5, 4), "d.m", MADE_A_DATE),
    (1e300, "", NUMBER),
)
IN_TABLE = (
    ("size", "many", WHOLE),
    ("size", 12.5, WHOLE),
    ("size", datetime(2024, 1, 2), MADE_A_DATE),
    ("name", "care; usual", "a cell of a table cannot have a semicolon in it"),
    ("name", "#NUM!", ERROR),
)


def refused(root: Path, rk: Command, *would: str, file: Path = FILE, who: str = "a") -> str:
    """Nothing is logged, and everything that is wrong is said."""
    before = contents(root)
    shown = rk("chart", "show", "berg", "--as", "a", "--json").out
    ran = rk("chart", "import", file, "--yes", "--as", who)
    assert (ran.status, ran.out) == (1, ""), ran
    for one in would:
        assert one in ran.err, ran.err
    assert "Traceback" not in ran.err
    assert is_harmless(ran)
    assert contents(root) == before
    assert rk("chart", "show", "berg", "--as", "a", "--json").out == shown
    return ran.err


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("field", "value", "number_format", "would"), WRONG_VALUES, ids=lambda one: repr(one)[:40]
)
def test_a_wrong_cell_is_refused_with_its_place_and_what_would_fit(
    three: Path, rk: Command, field: str, value: object, number_format: str, would: str
) -> None:
    book = changed(FILE, put("dahl", field, value, number_format))
    at = book.cell("dahl", field).coordinate
    assert refused(three, rk, f"chart.xlsx: Studies!{at}: ", would).endswith("Nothing was logged.\n")


@pytest.mark.parametrize(("value", "number_format", "would"), SEVERAL, ids=lambda one: repr(one)[:40])
def test_a_wrong_cell_of_a_repeated_field_too(
    three: Path, rk: Command, value: object, number_format: str, would: str
) -> None:
    book = changed(FILE, put("dahl", "age", value, number_format, 2, BASICS))
    refused(three, rk, f"chart.xlsx: Basics!{book.cell('dahl', 'age', 2, BASICS).coordinate}: ", would)


@pytest.mark.parametrize(("column", "value", "would"), IN_TABLE, ids=lambda one: repr(one)[:40])
def test_a_wrong_cell_of_a_table_too(three: Path, rk: Command, column: str, value: object, would: str) -> None:
    book = changed(FILE, put("dahl", column, value, marker="table:arms"))
    refused(three, rk, f"chart.xlsx: arms!{book.cell('dahl', column, marker='table:arms').coordinate}: ", would)


def test_all_wrong_cells_are_named_at_once_and_none_of_the_right_ones_is_logged(three: Path, rk: Command) -> None:
    book = changed(
        FILE,
        put("dahl", "n", "few"),
        put("dahl", "aim", "right"),
        put("lund", "year", 24),
        put("lund", "design", "x"),
    )
    said = refused(three, rk)
    places = [
        book.cell(study, field).coordinate
        for study, field in (("dahl", "n"), ("lund", "year"), ("lund", "design"))
    ]
    lines = said.splitlines()
    assert [line.removeprefix("reviewkit: ").split(": ")[1] for line in lines[:-1]] == [
        f"Studies!{at}" for at in places
    ]
    assert lines[-1] == "Nothing was logged."
    assert said.count("Nothing was logged") == 1


# --- quotes -----------------------------------------------------------------------------------------------------------

WRONG_QUOTES: tuple[tuple[dict[str, object], str, str], ...] = (
    ({"_field": "aim", "_quote": SAID}, "B", "this row does not say which study it is about"),
    ({"_study": "Nobody", "_field": "aim", "_quote": SAID}, "B", "there is no included study 'Nobody'"),
    ({"_study": "berg", "_quote": SAID}, "C", "this quote does not say which field it is for"),
    ({"_study": "berg", "_field": "goal", "_quote": SAID}, "C", "the form has no field 'goal'"),
    ({"_study": "berg", "_field": "aim", "_quote": SAID, "_page": 9}, "E", "the last is"),
    ({"_study": "berg", "_field": "aim", "_quote": SAID, "_page": "iv"}, "F", "the page is 'iv'"),
    ({"_study": "berg", "_field": "aim", "_quote": SAID, "_page": -1}, "F", "the page is '-1'"),
    ({"_study": "berg", "_field": "aim", "_quote": SAID, "_page": 1.5}, "F", "the page is '1.5'"),
    ({"_study": "berg", "_field": "aim", "_page": 4}, "F", "this page has no quote"),
    (
        {"_study": "berg", "_field": "aim", "_quote": "Nobody was asked about anything"},
        "E",
        "Copy them from the text",
    ),
    ({"_study": "berg", "_field": "designs", "_quote": SAID}, "E", "designs takes no quote, as the form says"),
    ({"_study": "berg", "_field": "country", "_quote": SAID}, "E", "country of berg has no answer"),
    ({"_study": "berg", "_field": "age", "_number": 2, "_quote": SAID}, "E", "age of berg has no answer"),
    ({"_study": "berg", "_field": "age", "_number": "two", "_quote": SAID}, "D", "the number is 'two'"),
    ({"_study": "berg", "_field": "age", "_number": 100, "_quote": SAID}, "D", "from 1 to 99"),
    ({"_study": "berg", "_field": "aim", "_number": 2, "_quote": SAID}, "E", "asked once for each study"),
    ({"_study": "berg", "_field": "aim", "_quote": datetime(2024, 1, 2)}, "E", MADE_A_DATE),
    ({"_study": "berg", "_field": "aim", "_quote": "#N/A"}, "E", ERROR),
)


@pytest.mark.parametrize(("cells", "column", "would"), WRONG_QUOTES, ids=lambda one: repr(one)[:60])
def test_a_wrong_row_of_quotes_is_refused_with_its_cell(
    three: Path, rk: Command, cells: dict[str, object], column: str, would: str
) -> None:
    rows: list[int] = []
    changed(FILE, lambda book: rows.append(book.add("quotes", **cells)))
    refused(three, rk, f"chart.xlsx: Quotes!{column}{rows[0]}: ", would)


# --- sheets, rows and columns -----------------------------------------------------------------------------------------


def _without_column(field: str, marker: str = "studies") -> Change:
    return lambda book: book.sheet(marker).delete_cols(book.column(field, marker))


def _without_ids(book: Book) -> None:
    book.sheet().delete_rows(1)


def _merged(book: Book) -> None:
    first = book.cell("dahl", "aim").coordinate
    last = book.cell("lund", "aim").coordinate
    book.sheet().merge_cells(f"{first}:{last}")


def _row_twice(book: Book) -> None:
    cells = [cell.value for cell in book.sheet()[book.row("berg")]]
    book.sheet().append(cells)


def _column_twice(book: Book) -> None:
    sheet = book.sheet()
    column, new = book.column("aim"), sheet.max_column + 1
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, new).value = sheet.cell(row, column).value


def _sheet_twice(book: Book) -> None:
    book.file.copy_worksheet(book.sheet())


def _sorted_without(field: str) -> Change:
    """Sort the rows, but leave one column as it is."""

    def change(book: Book) -> None:
        sheet = book.sheet()
        left = sheet.max_column if field == "_check" else book.column(field)
        first, second = book.row("berg"), book.row("dahl")
        for column in range(1, sheet.max_column + 1):
            if column != left:
                one, other = sheet.cell(first, column), sheet.cell(second, column)
                one.value, other.value = other.value, one.value

    return change


def _about(of: str, **more: object) -> Change:
    """Change what a hidden cell says."""

    def change(book: Book) -> None:
        cell = book.sheet().cell(book.row(of), 1)
        cell.value = json.dumps({**json.loads(cell.value), **more})

    return change


def _no_study_of_ours(book: Book) -> None:
    _about("dahl", study="gone")(book)
    sheet = book.sheet()
    sheet.cell(book.row("gone"), book.column("_check")).value = "gone 1  -1"


def _moved_quote(book: Book) -> None:
    book.sheet("quotes").cell(3, 3).value = "aim"


SHAPES: tuple[tuple[str, Change, str], ...] = (
    ("the hidden row is gone", _without_ids, "chart.xlsx: Studies: the hidden first row or column of this sheet"),
    (
        "the hidden column is gone",
        _without_column("reviewkit:studies"),
        "the hidden first row or column of this sheet",
    ),
    ("the other hidden column is gone", _without_column("_check"), "Studies: a column was deleted that says what"),
    ("the studies of quotes are gone", _without_column("_study", "quotes"), "Quotes: a column was deleted"),
    ("the numbers are gone", _without_column("_number", BASICS), "Basics: a column was deleted"),
    ("the rows of a table are gone", _without_column("_row", "table:arms"), "arms: a column was deleted"),
    ("merged cells", _merged, "Studies!C4:C5: these cells are merged"),
    ("a row twice", _row_twice, "Studies!B6: Berg (2024) is in this row and in row 3"),
    ("a field twice", _column_twice, "this column is there twice, also in Studies!C2"),
    ("a sheet twice", _sheet_twice, "Studies Copy: this sheet and the sheet Studies are copies of one"),
    (
        "sorted without the names",
        _sorted_without("_study"),
        "Studies!B3: this row is of Dahl (2020), but says Berg",
    ),
    (
        "sorted without the last column",
        _sorted_without("_check"),
        "the cells of this row belong to different rows",
    ),
    ("another study in its name", put("dahl", "_study", "Lund (2021)"), "but says Lund (2021). Put that back"),
    ("no name", put("dahl", "_study", None), "but says nothing. Put that back"),
    (
        "another number",
        put("dahl", "_number", 7, marker=BASICS),
        "Basics!C6: this row is of Dahl (2020) 1, but says 7",
    ),
    ("a study that is not there", _no_study_of_ours, "gone is no included study of this review. Delete this row"),
    ("broken hidden cell", lambda book: setattr(book.sheet()["A3"], "value", '{"reviewkit":1'), "different rows"),
    (
        "empty hidden cell",
        lambda book: setattr(book.sheet()["A3"], "value", None),
        "Studies!C3: it cannot be told",
    ),
    ("a study of one's own", add("studies", _study="Vik (2022)", aim="x"), "Studies!C6: it cannot be told"),
    ("no number of one's own", add(BASICS, _study="berg", age=4), "the number is ''. It counts the answers"),
    ("number nought", add(BASICS, _study="berg", _number=0, age=4), "the number is '0'"),
    ("a number that is there", add(BASICS, _study="Berg (2024)", _number=1, age=4), "is in this row and in row 3"),
    ("no row of one's own", add("table:arms", _study="berg", name="x"), "the row is ''. It counts the rows"),
    ("row x", add("table:arms", _study="berg", _row="x", name="x"), "the row is 'x'"),
    ("nobody's arm", add("table:arms", _row=1, name="x"), "this row does not say which study it is about"),
    ("a row of a table twice", add("table:arms", _study="berg", _row=1, name="x"), "is in this row and in row 3"),
    ("a quote of another field", _moved_quote, "Quotes!C3: this row is of n, but says aim"),
    ("another review", _about("berg", review="0" * 12), "Studies!B3: this row is of another review"),
    ("another person", _about("berg", person="b"), "this row has the answers of b, not of a. b imports them"),
    ("another form", _about("berg", form="9"), "this row is of version '9' of the form, which charting/form.yaml"),
    (
        "a newer reviewkit",
        lambda book: setattr(book.sheet()["A1"], "value", "reviewkit:dreams"),
        "a newer version",
    ),
)


@pytest.mark.parametrize(("change", "would"), [one[1:] for one in SHAPES], ids=[one[0] for one in SHAPES])
def test_a_file_that_was_changed_in_its_shape_is_refused_with_the_place(
    three: Path, rk: Command, change: Change, would: str
) -> None:
    changed(FILE, put("lund", "method", "right"), change)
    refused(three, rk, "chart.xlsx: ", would)


# --- files ------------------------------------------------------------------------------------------------------------


def _with_entry(name: str, data: bytes) -> bytes:
    file = io.BytesIO(FILE.read_bytes())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, data)
    return file.getvalue()


def _replaced(old: bytes, new: bytes) -> bytes:
    """The file with other XML in its first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(FILE) as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            data = archive.read(name)
            made.writestr(name, data.replace(old, new) if name == "xl/worksheets/sheet1.xml" else data)
    return out.getvalue()


def _other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return out.getvalue()


def _foreign() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["study", "aim"])
    book.active.append(["berg", "x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FILES: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("macros", lambda: _with_entry("xl/vbaProject.bin", b"x"), "this workbook has macros. Save it as .xlsx"),
    (
        "a password",
        lambda: OLD + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le"),
        "this workbook has a password",
    ),
    ("an old .xls", lambda: OLD + b"\0" * 500, "this is a file of an older Excel (.xls)"),
    ("another zip", _other_zip, "this is no workbook of Excel"),
    ("half a file", lambda: FILE.read_bytes()[: FILE.stat().st_size // 2], "this is no workbook of Excel"),
    ("nothing", lambda: b"", "the file is empty"),
    ("a PDF", lambda: b"%PDF-1.7 x", "this is a PDF"),
    ("a CSV of something else", lambda: b"study;aim\nberg;x\n", "not a table that reviewkit wrote for charting"),
    ("another workbook", _foreign, "not a table that reviewkit wrote for charting"),
    ("a broken CSV", lambda: b'reviewkit:studies;aim\n"x;y\nz\n', "a quotation mark in this row is not closed"),
    ("entities", lambda: _replaced(b"<worksheet", b"<!DOCTYPE x><worksheet"), "cannot be read"),
    ("no XML", lambda: _replaced(b"</worksheet>", b""), "cannot be read"),
    ("NaN", lambda: _replaced(b"<v>2020</v>", b"<v>NaN</v>"), "cannot be read"),
)


@pytest.mark.parametrize(("made", "would"), [one[1:] for one in FILES], ids=[one[0] for one in FILES])
def test_a_file_that_is_no_workbook_of_ours_is_refused_with_what_to_do(
    three: Path, rk: Command, made: Callable[[], bytes], would: str
) -> None:
    data = made()
    FILE.write_bytes(data)
    refused(three, rk, "chart.xlsx", would)


def test_a_formula_that_nobody_worked_out_is_refused_with_its_cell(three: Path, rk: Command) -> None:
    book = changed(FILE, put("dahl", "aim", "=1+1", "General"), put("lund", "aim", "=cmd|'/C calc'!A0", "General"))
    for study in ("dahl", "lund"):
        refused(
            three, rk, f"Studies!{book.cell(study, 'aim').coordinate}: this cell has a formula, and its result is"
        )


def test_a_number_beyond_all_numbers_is_refused_with_its_cell(three: Path, rk: Command) -> None:
    for number in (b"1e999", b"9" * 400):
        FILE.write_bytes(_replaced(b"<v>2020</v>", b"<v>" + number + b"</v>"))
        refused(three, rk, "chart.xlsx: Studies!F3: ", YEAR)
        rk("chart", "export", "-o", FILE, "--force", "--as", "a")


def test_a_text_that_would_act_in_a_terminal_is_shown_harmlessly(three: Path, rk: Command) -> None:
    changed(FILE, put("dahl", "design", HOSTILE.replace("\x1b", "").replace("\x07", "")))
    refused(three, rk, CHOICE)


def test_there_are_more_than_a_hundred() -> None:
    assert len(WRONG_VALUES) + len(SEVERAL) + len(IN_TABLE) + len(WRONG_QUOTES) + len(SHAPES) + len(FILES) > 100


# --- unusual, and right -----------------------------------------------------------------------------------------------


def _sorted(book: Book) -> None:
    """The rows in the order of their names, from the last, in every column."""
    for sheet in book.file.worksheets[:-1]:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        rows.sort(key=lambda row: str(row[1]), reverse=True)
        for number, row in enumerate(rows, start=3):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value


def _with_own_notes(book: Book) -> None:
    sheet = book.sheet()
    sheet.insert_cols(3)
    sheet["C2"], sheet["C3"], sheet["C40"] = "My notes", "look at this", "and this far below"


def _reordered(book: Book) -> None:
    sheet = book.sheet()
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(reversed(row), start=1):
            sheet.cell(number, column).value = value


def _hidden(book: Book) -> None:
    sheet = book.sheet()
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[book.row("dahl")].hidden = True
    sheet.auto_filter.add_filter_column(1, ["Lund (2021)"])


def _retitled(book: Book) -> None:
    sheet = book.sheet()
    sheet.title = "Mine!"
    for cell in sheet[2]:
        cell.value = f"My {cell.value}" if cell.value else None


def _without_other_sheets(book: Book) -> None:
    for sheet in book.file.worksheets[1:]:
        book.file.remove(sheet)


def _without_lists(book: Book) -> None:
    book.file.remove(book.file["lists"])


def _with_more_sheets(book: Book) -> None:
    more = book.file.create_sheet("Scratch", 0)
    more["A1"], more["B7"] = "my own thoughts", "=1+1"


def _with_blank_rows(book: Book) -> None:
    book.sheet().insert_rows(4, 3)


UNUSUAL: tuple[tuple[str, Change], ...] = (
    ("as it is", lambda book: None),
    ("sorted rows", _sorted),
    ("notes of one's own", _with_own_notes),
    ("columns in another order", _reordered),
    ("hidden columns and filtered rows", _hidden),
    ("other headings and another name of the sheet", _retitled),
    ("only the first sheet", _without_other_sheets),
    ("no hidden sheet", _without_lists),
    ("more sheets", _with_more_sheets),
    ("blank rows", _with_blank_rows),
    ("fields that were deleted", _without_column("cited")),
    ("studies that were deleted", lambda book: book.sheet().delete_rows(book.row("lund"))),
)


@pytest.mark.parametrize("shape", [one[1] for one in UNUSUAL], ids=[one[0] for one in UNUSUAL])
def test_a_file_in_another_shape_is_read_as_it_was(three: Path, rk: Command, shape: Change) -> None:
    changed(FILE, put("dahl", "aim", "to know"), put("berg", "country", "Norway"))
    book = Book(FILE)
    shape(book)
    book.save()
    ran = rk("chart", "import", FILE, "--yes", "--as", "a")
    assert ran.status == 0, ran.err
    assert sorted(ran.out.splitlines()[:-1]) == [
        "berg: country: (nothing) → Norway",
        "dahl: aim: (nothing) → to know",
    ]
    assert ran.out.splitlines()[-1].startswith("2 answers logged; to undo this: ")
