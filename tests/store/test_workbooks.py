"""Cells as people see them: numbers with the digits of Excel, dates, shares, errors and formulas; and CSV as Excel
counts its rows."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.sheets import CellKind, Sheet, SheetCell
from reviewkit.store.workbooks import read


def test_the_result_of_a_formula_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "x.xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            made.writestr(name, archive.read(name).replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"))
    (tmp_path / "x.xlsx").write_bytes(out.getvalue())
    assert read(tmp_path / "x.xlsx")[0].rows == {1: {1: SheetCell("2", CellKind.NUMBER)}}


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "=A2", "x"
    book.save(tmp_path / "x.xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            made.writestr(name, archive.read(name).replace(b'<c r="A1"', b'<c r="A1" t="str"'))
    (tmp_path / "x.xlsx").write_bytes(out.getvalue())
    assert read(tmp_path / "x.xlsx")[0].rows == {1: {2: SheetCell("x", CellKind.TEXT)}}


def test_every_sheet_is_read_with_its_merged_cells_and_a_cell_far_out_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "far"
    more = book.create_sheet("More")
    more["A1"] = "x"
    more.merge_cells("A1:A3")
    more.sheet_state = "hidden"
    book.save(tmp_path / "x.xlsx")
    first, second = read(tmp_path / "x.xlsx")
    assert first.rows == {1_048_576: {16_384: SheetCell("far")}}
    assert second == Sheet("More", {1: {1: SheetCell("x")}}, ("A1:A3",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize(("separator", "first"), [(";", ""), (",", ""), ("\t", ""), (";", "sep=;\n")])
def test_a_csv_is_a_sheet_whose_rows_are_those_that_a_spreadsheet_shows(
    tmp_path: Path, encoding: str, separator: str, first: str
) -> None:
    text = f'{first}a{separator}b\n"two\nlines"{separator}æ\n\n{separator}last\n'
    (tmp_path / "x.csv").write_bytes(text.encode(encoding))
    (sheet,) = read(tmp_path / "x.csv")
    assert sheet == Sheet(
        "",
        {
            1: {1: SheetCell("a"), 2: SheetCell("b")},
            2: {1: SheetCell("two\nlines"), 2: SheetCell("æ")},
            4: {2: SheetCell("last")},
        },
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 no zip", "this is no workbook of Excel. Save it as .xlsx"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "an older Excel"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "has a password"),
        (b"", "empty"),
        (b'a;"b\nc\n', "a quotation mark in this row is not closed"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "x.xlsx").write_bytes(data)
    with pytest.raises(ReviewkitError, match=why):
        read(tmp_path / "x.xlsx")


def test_a_file_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "x")
        made.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    with pytest.raises(ReviewkitError, match="larger than any table"):
        read(tmp_path / "x.xlsx")


def test_a_csv_has_the_limits_of_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    assert len(read(tmp_path / "x.csv")[0].rows) == 3
    monkeypatch.setattr("reviewkit.limits.ROWS", 2)
    with pytest.raises(ReviewkitError, match="more than 2 rows"):
        read(tmp_path / "x.csv")


@pytest.mark.parametrize(
    "element", ['<hyperlink ref="A1:XFD1048576" location="x"/>', '<mergeCell ref="$A$1:$ZZ$9999"/>']
)
def test_links_and_merged_cells_over_a_whole_sheet_cost_nothing(tmp_path: Path, element: str) -> None:
    path = tmp_path / "w.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.save(path)
    kind = "hyperlinks" if "hyperlink" in element else "mergeCells"
    changed(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("<pageMargins", f"<{kind}>{element}</{kind}><pageMargins"),
    )
    merged = () if "hyperlink" in element else ("A1:ZZ9999",)
    assert read(path) == (Sheet("Sheet", {1: {1: SheetCell("x")}}, merged),)


def test_a_sheet_has_not_more_cells_than_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.create_sheet("More").append(["c"])
    book.save(tmp_path / "x.xlsx")
    assert len(read(tmp_path / "x.xlsx")) == 2
    monkeypatch.setattr("reviewkit.limits.FORM_CELLS", 2)
    with pytest.raises(ReviewkitError, match=r"this workbook cannot be read \(more than 2 cells\)"):
        read(tmp_path / "x.xlsx")


def changed(path: Path, part: str, change: Callable[[str], str]) -> None:
    """A workbook with one part of it written anew."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
