"""Tables that people filled in: XLSX, or CSV with any separator and encoding of Excel's."""

import io
import warnings
import zipfile
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.store import spreadsheets

ROWS = [
    ["Answer", " First ", "second"],
    ["same", "a-0001", "b-0001"],
    ["", "a-0002", "b-0002"],
    ["nei", "å-3", "=1"],
]
READ = [
    (2, {"answer": "same", "first": "a-0001", "second": "b-0001"}),
    (3, {"answer": "", "first": "a-0002", "second": "b-0002"}),
    (4, {"answer": "nei", "first": "å-3", "second": "=1"}),
]
CELLS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=10)


def workbook(rows: list[list[object]]) -> bytes:
    """An Excel file of these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s" if isinstance(cell.value, str) and cell.value.startswith("=") else cell.data_type
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(tmp_path: Path, data: bytes, needed: tuple[str, ...] = ("answer",)) -> list[tuple[int, dict[str, str]]]:
    path = tmp_path / "table"
    path.write_bytes(data)
    return spreadsheets.read(path, needed)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_of_excel_is_read_whatever_it_was_saved_as(
    tmp_path: Path, separator: str, encoding: str, end: str
) -> None:
    text = "".join(separator.join(row) + end for row in ROWS)
    assert read(tmp_path, text.encode(encoding)) == READ


def test_an_excel_file_gives_the_same_rows(tmp_path: Path) -> None:
    assert read(tmp_path, workbook([list(row) for row in ROWS])) == READ


def test_the_apostrophe_that_kept_a_cell_from_acting_is_taken_off(tmp_path: Path) -> None:
    assert read(tmp_path, b"answer,note\nsame,'=1+1\n") == [(2, {"answer": "same", "note": "=1+1"})]
    assert read(tmp_path, workbook([["answer", "note"], ["same", "'-1"]]))[0][1]["note"] == "-1"


@pytest.mark.parametrize("word", ["NA", "nan", "null", "None", "1", "1.0", "007", "TRUE", "2020-01-01"])
def test_words_of_a_csv_stay_as_they_were_typed(tmp_path: Path, word: str) -> None:
    assert read(tmp_path, f"answer,first\n{word},x\n".encode())[0][1]["answer"] == word


def test_a_number_in_a_cell_of_excel_is_that_number(tmp_path: Path) -> None:
    rows = read(tmp_path, workbook([["answer", "first"], [1, "x"], [0, None]]))
    assert [row for _, row in rows] == [{"answer": "1", "first": "x"}, {"answer": "0", "first": ""}]


def test_cells_over_several_lines_are_one_cell(tmp_path: Path) -> None:
    rows = read(tmp_path, b'answer,note\nsame,"two\nlines, and a comma"\nno,x\n')
    assert [row["note"] for _, row in rows] == ["two\nlines, and a comma", "x"]


def test_the_first_needed_column_that_is_missing_is_named(tmp_path: Path) -> None:
    for data in (b"first,third\na,b\n", workbook([["first", "third"], ["a", "b"]])):
        with pytest.raises(
            ReviewkitError, match=r":1: the column 'answer' is missing; .* name: answer, first, second"
        ):
            read(tmp_path, data, ("answer", "first", "second"))


def test_a_table_without_rows_has_none(tmp_path: Path) -> None:
    assert read(tmp_path, b"answer,first\n") == []
    assert read(tmp_path, workbook([["answer", "first"]])) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.4", "this is a PDF"),
        (b"PK\x03\x04 no workbook", "table cannot be read"),
        (b'answer,first\n"same,a\n', "table cannot be read"),
        (b"answer,first\nsame,a\nsame,a,b,c,d\n", "table cannot be read"),
        (b"\xd0\xcf\x11\xe0\x00\x00\x00\x00" * 9, "not a text file"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(ReviewkitError, match=said):
        read(tmp_path, data)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(ReviewkitError, match="table cannot be read"):
        read(tmp_path, out.getvalue())


def test_a_file_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        spreadsheets.read(tmp_path / "none.csv", ())
    with pytest.raises(ReviewkitError, match="this is a folder"):
        spreadsheets.read(tmp_path, ())


def with_part(name: str, content: bytes) -> bytes:
    """A workbook in which one part was replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["answer"], ["same"]]))) as good,
        zipfile.ZipFile(out, "w") as archive,
    ):
        for entry in good.namelist():
            archive.writestr(entry, content if entry == name else good.read(entry))
    return out.getvalue()


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_with_broken_xml_is_no_traceback(tmp_path: Path, part: str) -> None:
    with pytest.raises(ReviewkitError, match="table cannot be read"):
        read(tmp_path, with_part(part, b"<workbook><broken"))


def test_a_workbook_with_damaged_bytes_is_no_traceback(tmp_path: Path) -> None:
    data = bytearray(workbook([["answer"], *([f"same {n}"] for n in range(200))]))
    for at in range(40, len(data), 97):
        damaged = bytearray(data)
        damaged[at] ^= 0xFF
        try:
            read(tmp_path, bytes(damaged))
        except ReviewkitError:
            continue


def test_a_row_after_a_blank_line_has_its_own_number(tmp_path: Path) -> None:
    assert [line for line, _ in read(tmp_path, b"answer,first\n\nsame,x\n")] == [3]


def test_a_separator_at_the_end_of_every_row_moves_no_cell(tmp_path: Path) -> None:
    assert read(tmp_path, b"answer,first\nsame,x,\nno,y,\n")[0][1]["answer"] == "same"


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cells_of_a_workbook_come_back(tmp_path: Path, cells: list[tuple[str, str]]) -> None:
    found = read(tmp_path, workbook([["answer", "note"], *([one, other] for one, other in cells)]))
    told = [(row["answer"], row["note"]) for _, row in found]
    kept = [(one.removeprefix("'"), other.removeprefix("'")) for one, other in cells]
    while kept and kept[-1] == ("", ""):  # Excel does not store rows at the end that are empty
        kept.pop()
    assert told[: len(kept)] == kept


@pytest.mark.parametrize(
    "data",
    [
        b"answer,first,Answer\nsame,x,\nno,y,no\nsame,z,no\n",
        "answer,first,\u200banswer\u00ad\nsame,x,\nno,y,no\nsame,z,no\n".encode(),
    ],
)
def test_a_column_that_is_there_twice_may_not_say_two_things(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ReviewkitError, match=r":4: the column 'answer' is there twice, with 'same' and 'no'"):
        read(tmp_path, data)
    rows = [line.split(",") for line in data.decode().splitlines()]
    with pytest.raises(ReviewkitError, match=r":4: the column 'answer' is there twice"):
        read(tmp_path, workbook([list(row) for row in rows]))
    assert [row["answer"] for _, row in read(tmp_path, data.replace(b"same,z,no\n", b""))] == ["same", "no"]


@pytest.mark.parametrize("data", [b"answer,first\nsame,x\n\nno,y,z\n", b'answer,first\nsame,x\nno,"y\nsame,z\n'])
def test_a_row_that_is_no_row_of_the_table_is_named(tmp_path: Path, data: bytes) -> None:
    line = 4 if b"z\n" in data and b'"' not in data else 3
    with pytest.raises(ReviewkitError, match=rf"table:{line}: this table cannot be read"):
        read(tmp_path, data)


def test_rows_of_a_workbook_have_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    rows: list[list[object]] = [[None], ["answer", "first"], [None, None], ["same", "x"], [None], ["no", "y"]]
    assert [(line, row["answer"]) for line, row in read(tmp_path, workbook(rows))] == [
        (3, ""),
        (4, "same"),
        (5, ""),
        (6, "no"),
    ]


@pytest.mark.parametrize(
    ("cell", "said"), [("XFD5", "more than 1000 columns"), ("A900000", "more than 200000 rows")]
)
def test_a_cell_far_out_is_refused_at_once(tmp_path: Path, cell: str, said: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet[cell] = "answer", "x"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(ReviewkitError, match=said):
        read(tmp_path, out.getvalue())


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path, part: str) -> None:
    text = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'
    with pytest.raises(ReviewkitError, match="it declares entities of its own"):
        read(tmp_path, with_part(part, text))


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"'])
def test_the_line_of_excel_above_a_table_names_its_separator_and_is_counted(tmp_path: Path, line: str) -> None:
    data = f"{line}\r\nAnswer;First, of two;Second\r\nsame;a-0001;b-0001\r\n".encode()
    assert read(tmp_path, data) == [(3, {"answer": "same", "first, of two": "a-0001", "second": "b-0001"})]
    with pytest.raises(ReviewkitError, match=r"table:2: the column 'why' is missing"):
        read(tmp_path, data, ("why",))


@pytest.mark.parametrize(
    ("stored", "meant"),
    [("a_x000D_\nb", "a\r\nb"), ("_x005F_x000D_", "_x000D_"), ("_x", "_x"), ("a_xyz_", "a_xyz_")],
)
def test_signs_that_excel_writes_as_numbers_are_read_as_signs(tmp_path: Path, stored: str, meant: str) -> None:
    assert read(tmp_path, workbook([["answer"], [stored]]))[0][1]["answer"] == meant


def test_a_formula_that_no_program_has_worked_out_is_named_and_not_read_as_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["answer", "first"], ["same", "a-0001"], ["=IF(1,2,3)", "a-0002"]):
        book.active.append(row)  # type: ignore[union-attr]
    path = tmp_path / "x.xlsx"
    book.save(path)
    with pytest.raises(ReviewkitError, match=r"x\.xlsx:3: a cell of this row has a formula"):
        spreadsheets.read(path, ("answer",))


def test_the_result_of_a_formula_is_read_also_an_empty_one(tmp_path: Path) -> None:
    """As LibreOffice and Excel save it: an empty text has t="str"."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["answer", "first"])
    sheet.write_formula(1, 0, '="sa"&"me"', None, "same")
    sheet.write_formula(1, 1, '=""', None, "")
    book.close()
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b'<c r="B2">', b'<c r="B2" t="str">'))
    assert spreadsheets.read(path, ("answer",)) == [(2, {"answer": "same", "first": ""})]


def test_rows_that_would_fill_the_memory_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook([["answer", "x"], ["same", "y"]])
    assert len(read(tmp_path, data)) == 1
    monkeypatch.setattr(limits, "CELLS", 3)
    with pytest.raises(ReviewkitError, match="more than 3 cells"):
        read(tmp_path, data)


def test_cells_that_are_joined_beyond_measure_cost_nothing(tmp_path: Path) -> None:
    """Nothing is made of them: openpyxl made a cell of each, which took hours."""
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="str"><v>answer</v></c></row><row r="2"><c r="A2" t="str"><v>same</v></c></row>'
        b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    path = tmp_path / "table"
    path.write_bytes(with_part("xl/worksheets/sheet1.xml", sheet))
    assert spreadsheets.cells(path) == [["answer"], ["same"]]
    with pytest.raises(ReviewkitError, match="these cells are merged"):
        spreadsheets.read(path, ("answer",))


def merged(tmp_path: Path, area: str) -> Path:
    """A table in which cells are merged as Excel does it: only the first keeps a text."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([None, None], ["study", "trust"], ["a", 1], ["b", 1], ["c", 1], ["A remark, x", None]):
        sheet.append(row)
    sheet.merge_cells(area)
    book.save(tmp_path / "marks.xlsx")
    return tmp_path / "marks.xlsx"


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ("B3:B5", r"marks\.xlsx: Sheet!B3:B5: these cells are merged\. Unmerge them, and write"),
        ("A3:B3", r"Sheet!A3:B3: these cells are merged\. Unmerge them"),
        ("A6:B6", r"Sheet!A6:B6: these cells are merged\. Unmerge them"),
        ("A2:B2", r"Sheet!A2:B2: these cells are merged, .* If they are a title, delete that row"),
    ],
)
def test_cells_of_a_table_that_are_merged_are_refused_with_their_place(
    tmp_path: Path, area: str, said: str
) -> None:
    with pytest.raises(ReviewkitError, match=said):
        spreadsheets.table(merged(tmp_path, area))


@pytest.mark.parametrize("area", ["A1:B1", "B6:B7", "C3:C4", "A7:B8"])
def test_merged_cells_in_which_nothing_is_written_lose_nothing(tmp_path: Path, area: str) -> None:
    rows = spreadsheets.table(merged(tmp_path, area))[2]
    assert [(row["study"], row["trust"]) for _, row in rows][:3] == [("a", "1"), ("b", "1"), ("c", "1")]


def test_a_title_above_the_headings_of_a_workbook_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match=r"table:2: .* delete the rows above it, or give the column"):
        read(tmp_path, workbook([["Our title"], ["answer", "first"], ["same", "x"]]))


def test_many_names_over_many_rows_without_cells_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every row gets each name: 1,000 of them over 200,000 rows of a file of 8 kB took 7 GB."""
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c t="str"><v>answer</v></c><c t="str"><v>first</v></c><c t="str"><v>second</v></c></row>'
        b'<row r="9"><c t="str"><v>same</v></c></row></sheetData></worksheet>'
    )
    book, text = with_part("xl/worksheets/sheet1.xml", sheet), b"answer,first,second\n" + b"same\n" * 8
    assert len(read(tmp_path, book)) == len(read(tmp_path, text)) == 8
    monkeypatch.setattr(limits, "CELLS", 26)
    for data in (book, text):
        with pytest.raises(ReviewkitError, match="more than 26 cells"):
            read(tmp_path, data)


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.XML"])
def test_a_part_that_is_there_twice_is_refused(tmp_path: Path, name: str) -> None:
    """One of 9.5 MB after 150 empty ones of its name was read 151 times, with 2.9 GB."""
    out = io.BytesIO(workbook([["answer"], ["same"]]))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, b"")
    with pytest.raises(ReviewkitError, match=f"{name} is in it twice"):
        read(tmp_path, out.getvalue())


def test_a_formula_that_is_shared_with_another_cell_has_no_result_either(tmp_path: Path) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="str"><v>answer</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
        b"</sheetData></worksheet>"
    )
    with pytest.raises(ReviewkitError, match=":2: a cell of this row has a formula"):
        read(tmp_path, with_part("xl/worksheets/sheet1.xml", sheet))


def test_entities_are_found_wherever_they_are_declared(tmp_path: Path) -> None:
    for text in (
        b"<!--" + b"x" * 2000 + b'--><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'.encode("utf-16"),
    ):
        with pytest.raises(ReviewkitError, match="it declares entities of its own"):
            read(tmp_path, with_part("xl/worksheets/sheet1.xml", text))


@pytest.mark.parametrize(("limit", "said"), [("ROWS", "rows"), ("COLUMNS", "columns"), ("CELLS", "cells")])
def test_a_csv_has_the_limits_of_a_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, said: str
) -> None:
    data = b"answer,x\nsame,y\nno,z\n"
    monkeypatch.setattr(limits, limit, {"ROWS": 3, "COLUMNS": 2, "CELLS": 6}[limit])
    assert len(read(tmp_path, data)) == 2
    monkeypatch.setattr(limits, limit, 1)
    with pytest.raises(ReviewkitError, match=f"this table cannot be read \\(more than 1 {said}\\)"):
        read(tmp_path, data)


def sheets(*made: tuple[str, str, list[list[object]]]) -> bytes:
    """An Excel file of sheets: their names, whether they are seen, their rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, state, rows in made:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEAD: list[object] = ["answer", "note"]


@pytest.mark.parametrize(
    "before",
    [
        ("Old", "hidden", [HEAD, ["no", "of last year"]]),
        ("Older", "veryHidden", [HEAD, ["no", ""]]),
        ("Empty", "visible", []),
        ("Blank", "visible", [[" ", None]]),
    ],
)
def test_the_first_sheet_that_is_seen_and_has_rows_is_read(
    tmp_path: Path, before: tuple[str, str, list[list[object]]]
) -> None:
    data = sheets(
        before, ("Now", "visible", [HEAD, ["same", "x"]]), ("Notes", "visible", [["What we did"], ["y"]])
    )
    assert [row["answer"] for _, row in read(tmp_path, data)] == ["same"]


def test_a_second_sheet_with_nothing_but_the_same_heading_is_no_second_table(tmp_path: Path) -> None:
    data = sheets(("Kari", "visible", [HEAD, ["same", ""]]), ("Mal", "visible", [HEAD, ["", " "]]))
    assert [row["answer"] for _, row in read(tmp_path, data)] == ["same"]


@pytest.mark.parametrize("head", [HEAD, ["Answer ", " NOTE"], ["answer", "note", None]])
def test_two_sheets_with_the_same_columns_are_refused(tmp_path: Path, head: list[object]) -> None:
    data = sheets(("Kari", "visible", [HEAD, ["same", ""]]), ("Ola", "visible", [[], head, ["no", ""]]))
    with pytest.raises(
        ReviewkitError, match=r"table: the sheets 'Kari' and 'Ola' have the same columns\. Put all"
    ):
        read(tmp_path, data)


def test_a_date_that_a_spreadsheet_made_of_words_is_refused_and_elsewhere_written_as_a_day(tmp_path: Path) -> None:
    path = tmp_path / "quotes.xlsx"
    path.write_bytes(
        workbook(
            [
                ["page", "note"],
                [datetime(2026, 12, 14), datetime(2026, 12, 14)],
                [time(3, 4), ""],
                [True, ""],
                ["3-4", 1],
            ]
        )
    )
    assert spreadsheets.table(path)[2][0][1] == {"page": "2026-12-14", "note": "2026-12-14"}
    with pytest.raises(ReviewkitError) as refused:
        spreadsheets.table(path, lambda name: name == "page")
    lines = str(refused.value).splitlines()
    assert [line.split(": ")[1] for line in lines[:-1]] == ["A2", "A3", "A4"]
    assert "this cell holds the date 2026-12-14, perhaps because the spreadsheet made one" in lines[0]
    assert lines[-1] == "Nothing was imported."


@pytest.mark.parametrize("data", [workbook([["answer"], ["same"], ["#N/A"]]), b"answer\nsame\n#N/A\n"])
def test_what_a_formula_that_failed_left_is_no_text(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ReviewkitError, match="table: A3: this cell holds the error #N/A"):
        read(tmp_path, data)
    rows = spreadsheets.table(tmp_path / "table", may_have_errors=True)[2]
    assert [row["answer"] for _, row in rows] == ["same", "#N/A"]


def test_a_share_is_read_in_per_cent_as_it_is_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"] = "answer", 0.125, 0.1 + 0.2
    sheet["A2"].number_format = "0.0%"
    book.save(tmp_path / "x.xlsx")
    assert spreadsheets.cells(tmp_path / "x.xlsx") == [["answer"], ["12.5%"], ["0.3"]]
