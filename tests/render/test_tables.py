"""One table, every format: the same cells, nothing that acts, the same bytes."""

import csv
import io
import re
import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook

from reviewkit.coding import matrix
from reviewkit.locales import labels
from reviewkit.render import tables, terminal
from reviewkit.render.matrix_table import matrix_table
from reviewkit.render.tables import Table
from reviewkit.words import Layout
from tests.conftest import REPOSITORY
from tests.test_coding import BOOK, STUDIES, coded

EXPECTED = REPOSITORY / "tests" / "expected"
CODINGS = (
    coded("berg", "trust", "time"),
    coded("aas", "open-door"),
    coded("aas", "trust", relation="contradicts", coder="b"),
)
MATRIX = matrix(BOOK, CODINGS, STUDIES)
GRID = matrix_table(MATRIX, Layout.GRID, labels("nb"))
LIST = matrix_table(MATRIX, Layout.LIST, labels("en"))
HOSTILE = Table(
    "<b>Caption</b>",
    ("=1+1", "B|C"),
    (("=cmd|' /C calc'!A0", "+1"), ("-2", " \t@x"), ("<script>x</script>", "\x1b[31mred [bold]x[/bold]")),
    notes=("[link](http://example.org) `x`",),
)


def test_the_grid_has_marks_and_totals() -> None:
    assert GRID.head == ("Studie", "Tillit", "Time", "Sum")
    assert GRID.rows == (
        ("Berg (2020)", "●", "●", "2"),
        ("Ödén (2018)", "?", "?", "0"),
        ("Åås (2019)", "◐", "–", "1"),
    )
    assert GRID.foot == ("Sum", "2", "1", "3")
    assert GRID.plain_rows[2] == ("Åås (2019)", "1", "0", "1")


def test_the_list_has_the_citations_under_each_theme() -> None:
    assert LIST.head == ("Trust", "Time")
    assert LIST.rows == (("Berg (2020)", "Berg (2020)"), ("Åås (2019)", ""))
    assert LIST.foot == ("n = 2", "n = 1")


def test_csv_opens_in_excel_and_holds_no_formula() -> None:
    data = tables.written(HOSTILE, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["'=1+1", "B|C"]
    assert rows[1] == ["'=cmd|' /C calc'!A0", "'+1"]
    assert rows[2] == ["'-2", "' \t@x"]


def test_xlsx_holds_texts_and_numbers_and_no_formula() -> None:
    sheet = load_workbook(io.BytesIO(tables.written(HOSTILE, "xlsx"))).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=3)][1] == ["=cmd|' /C calc'!A0", "+1"]
    assert {cell.data_type for row in sheet.iter_rows(max_row=4) for cell in row} <= {"s", "n"}
    sheet = load_workbook(io.BytesIO(tables.written(GRID, "xlsx"))).active
    assert [cell.value for cell in sheet[2]] == ["Berg (2020)", 1, 1, 2]
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"


def test_a_row_of_a_workbook_is_as_high_as_its_longest_text_in_programs_that_do_not_see_to_it() -> None:
    table = Table("Pairs", ("answer", "why"), (("", "short"), ("", "many words " * 20), ("", "x" * 5000)))
    sheet = load_workbook(io.BytesIO(tables.written(table, "xlsx"))).active
    heights = [sheet.row_dimensions[row].height for row in (2, 3, 4)]
    assert heights == [None, 90.0, 390.0]  # None is the height of one line


def test_a_column_to_fill_in_offers_its_choices_and_stays_in_sight() -> None:
    table = Table("Pairs", ("answer", "why"), (("", "x"), ("", "y")), choices=("same", "different"))
    sheet = load_workbook(io.BytesIO(tables.written(table, "xlsx"))).active
    offered = sheet.data_validations.dataValidation
    assert [(str(one.sqref), one.formula1) for one in offered] == [("A2:A3", '"same,different"')]
    assert sheet.freeze_panes == "B2"


@pytest.mark.parametrize(("cell", "centred"), [("1292", True), ("x", True), ("cinahl", False)])
def test_numbers_of_any_length_and_marks_stand_in_the_middle_of_their_column(cell: str, centred: bool) -> None:
    table = Table("Sources", ("Source", "Records"), (("a", cell),))
    document = Document(io.BytesIO(tables.written(table, "docx")))
    alignment = document.tables[0].rows[1].cells[1].paragraphs[0].alignment
    assert (alignment is not None) is centred


def test_docx_is_landscape_with_a_header_row_that_repeats() -> None:
    document = Document(io.BytesIO(tables.written(GRID, "docx")))
    section = document.sections[0]
    assert section.page_width > section.page_height
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        list(GRID.head),
        *map(list, GRID.rows),
        list(GRID.foot),
    ]
    xml = table._tbl.xml
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == len(table.rows)
    assert 'w:tblCaption w:val="Temaer og studiene de ble funnet i"' in xml
    assert document.paragraphs[0].text == GRID.caption


@pytest.mark.parametrize("table", [GRID, LIST, HOSTILE], ids=["grid", "list", "hostile"])
@pytest.mark.parametrize("name", tables.FORMATS)
def test_the_same_table_gives_the_same_bytes(table: Table, name: str) -> None:
    assert tables.written(table, name) == tables.written(table, name)


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_no_document_carries_the_date_of_its_making(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(tables.written(GRID, name))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} <= {1980, 2000}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"2000-01-01"}


def test_html_holds_nothing_that_acts_and_real_headers() -> None:
    page = tables.as_html(HOSTILE)
    assert "<script>x" not in page
    assert "default-src 'none'" in page
    assert '<th scope="row">Berg (2020)</th>' in tables.as_html(GRID)
    assert '<html lang="nb">' in tables.as_html(GRID)


def test_markdown_escapes_what_would_act() -> None:
    text = tables.as_markdown(HOSTILE)
    assert r"\<script\>" in text
    assert r"B\|C" in text
    assert r"\[link\]" in text


def test_the_terminal_shows_escapes_and_markup_as_they_are() -> None:
    shown = terminal.table(HOSTILE, 100)
    assert "\x1b" not in shown
    assert "[bold]x[/bold]" in shown


@pytest.mark.parametrize(
    ("name", "table"), [("grid.csv", GRID), ("grid.md", GRID), ("list.html", LIST), ("list.md", LIST)]
)
def test_golden_tables(name: str, table: Table) -> None:
    assert tables.written(table, name.partition(".")[2]) == (EXPECTED / name).read_bytes()


def test_an_empty_table_can_be_written() -> None:
    empty = matrix_table(matrix(BOOK, [], []), Layout.LIST, labels("en"))
    for name in tables.FORMATS:
        assert tables.written(empty, name)


def test_a_table_of_many_rows_is_written_in_no_time_per_cell() -> None:
    """300 x 18 cells through the document's XML, not cell by cell."""
    wide = Table("x", tuple("abcdefghijklmnopqr"), tuple(tuple("abcdefghijklmnopqr") for _ in range(300)))
    assert len(Document(io.BytesIO(tables.as_docx(wide))).tables[0].rows) == 301
