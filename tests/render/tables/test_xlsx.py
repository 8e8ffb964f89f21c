"""A workbook that can be read, printed and filled in."""

import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from reviewkit.render.tables.table import Table
from reviewkit.render.tables.xlsx import as_xlsx
from reviewkit.safe import xml_characters
from tests.render.samples import GRID, HOSTILE, tables


def sheet_of(table: Table) -> Any:
    return load_workbook(io.BytesIO(as_xlsx(table))).active


def test_cells_are_texts_and_numbers() -> None:
    sheet = sheet_of(GRID)
    assert [cell.value for cell in sheet[1]] == list(GRID.head)
    assert [cell.value for cell in sheet[2]] == ["Berg (2020)", 1, 1, 2]
    assert [cell.value for cell in sheet[5]] == ["Sum", 2, 1, 3]


def test_no_cell_is_a_formula() -> None:
    sheet = sheet_of(HOSTILE)
    assert [cell.value for cell in sheet[2]] == ["=cmd|' /C calc'!A0", "+1"]
    assert {cell.data_type for row in sheet.iter_rows(max_row=4) for cell in row} <= {"s", "n"}


@given(tables())
@settings(max_examples=25)
def test_hostile_text_never_becomes_a_formula_or_a_link(table: Table) -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(table))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


@pytest.mark.parametrize(("cell", "value"), [("0", 0), ("999999999", 999999999), ("1234567890", "1234567890")])
def test_a_long_number_is_an_identifier_and_stays_text(cell: str, value: object) -> None:
    assert sheet_of(Table("c", ("n",), ((cell,),))).cell(2, 1).value == value


@pytest.mark.parametrize("cell", ["-1", "1.5", "1e3", "٣", "NA", "1 294"])
def test_only_plain_digits_are_numbers(cell: str) -> None:
    assert sheet_of(Table("c", ("n",), ((cell,),))).cell(2, 1).value == cell


def test_the_head_stays_in_sight_and_is_printed_on_every_page() -> None:
    sheet = sheet_of(GRID)
    assert sheet.freeze_panes == "B2"
    assert sheet_of(HOSTILE).freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, each as wide as the table


def test_head_foot_and_the_names_of_rows_are_bold() -> None:
    sheet = sheet_of(GRID)
    assert all(cell.font.bold for cell in (*sheet[1], *sheet[5]))
    assert [cell.font.bold for cell in sheet[2]] == [True, False, False, False]


def test_a_row_is_as_high_as_its_longest_text_in_programs_that_do_not_see_to_it() -> None:
    table = Table("Pairs", ("answer", "why"), (("", "short"), ("", "many words " * 20), ("", "x" * 5000)))
    heights = [sheet_of(table).row_dimensions[row].height for row in (2, 3, 4)]
    assert heights == [None, 90.0, 390.0]  # None is the height of one line


def test_a_column_is_as_wide_as_its_words_and_never_too_wide_to_read() -> None:
    table = Table("c", ("a", "a head of many words", "characteristics", "x"), (("x", "y", "z", "word " * 100),))
    widths = [sheet_of(table).column_dimensions[letter].width for letter in "ACD"]
    assert [round(width) for width in widths] == [10, 19, 43]  # Excel adds the room beside the letters


def test_a_column_to_fill_in_offers_its_choices_and_stays_in_sight() -> None:
    table = Table("Pairs", ("answer", "why"), (("", "x"), ("", "y")), choices=("same", "different"))
    sheet = sheet_of(table)
    offered = sheet.data_validations.dataValidation
    assert [(str(choice.sqref), choice.formula1) for choice in offered] == [("A2:A3", '"same,different"')]
    assert sheet.freeze_panes == "B2"
    assert not sheet_of(GRID).data_validations.dataValidation


def test_a_column_without_rows_offers_nothing() -> None:
    assert not sheet_of(Table("c", ("answer",), (), choices=("same",))).data_validations.dataValidation


def test_notes_for_programs_stand_under_the_rows() -> None:
    sheet = sheet_of(GRID)
    assert sheet.cell(7, 1).value == GRID.plain_notes[0]
    assert [cell.value for cell in sheet[6]] == [None] * 4


def test_the_title_of_the_document_is_the_caption() -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(GRID))) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert re.search(r"<dc:title>(.*?)</dc:title>", core)[1] == GRID.caption  # type: ignore[index]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (("004711", "12"), ["004711", "12"]),
        (("00221899", "12345678"), ["00221899", "12345678"]),
        (("9788215000000", "1"), ["9788215000000", "1"]),
        (("2021", "NA"), [2021, "NA"]),
        (("0", "10"), [0, 10]),
    ],
)
def test_a_column_of_identifiers_stays_text(cells: tuple[str, str], values: list[object]) -> None:
    sheet = sheet_of(Table("c", ("Study", "x"), tuple(("Berg", cell) for cell in cells)))
    assert [sheet.cell(row, 2).value for row in (2, 3)] == values


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("Searches", "Searches"),
        ("Temaer og studiene de ble funnet i", "Temaer og studiene de ble"),
        ("What: [a/b] 'x'?", "What a b 'x"),
        ("History", "Table"),
        ("", "Table"),
        ("x" * 50, "x" * 31),
    ],
)
def test_the_sheet_is_called_as_the_table_and_prints_its_title(caption: str, name: str) -> None:
    sheet = sheet_of(Table(caption, ("a",), ()))
    assert sheet.title == name
    assert (sheet.oddHeader.left.text or "") == caption


def test_a_text_longer_than_a_cell_holds_says_that_it_was_cut() -> None:
    value = sheet_of(Table("c", ("a",), (("x" * 40_000,),))).cell(2, 1).value
    assert (len(value), value.endswith("x [cut here: Excel holds no longer text]")) == (32_767, True)


def test_an_emoji_takes_the_room_of_two_letters() -> None:
    value = sheet_of(Table("c", ("a",), (("\U0001f600" * 17_000,),))).cell(2, 1).value
    assert value.endswith("\U0001f600 [cut here: Excel holds no longer text]")
    assert len(value.encode("utf-16-le")) // 2 in (32_766, 32_767)
    whole = "\U0001f600" * 16_383
    assert sheet_of(Table("c", ("a",), ((whole,),))).cell(2, 1).value == whole


@pytest.mark.parametrize(
    "text", ["Holm\u00a0et\u2009al.", "a\nb", "_x0041_", "a\x00\x1bb\uffff", "=1+1", "\u202e\u200d"]
)
def test_every_text_comes_back(text: str) -> None:
    assert sheet_of(Table("c", (text,), ((text,),))).cell(2, 1).value.replace("_x005F_", "_") == xml_characters(
        text
    )


@pytest.mark.parametrize(
    "caption", ["Feil " + "🏠" * 15, "0" * 18 + "𐀀" * 7, "🏠" * 40, "a" * 31, "& " * 200, "x" * 199 + "&"]
)
def test_a_caption_of_letters_that_excel_counts_twice_fits_its_sheet_and_its_page(caption: str) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(Table(caption, ("A",), (("x",),))))).active
    assert sheet is not None
    assert 0 < len(sheet.title.encode("utf-16-le")) // 2 <= 31
    assert caption.startswith(sheet.title)
    printed = sheet.oddHeader.left.text or sheet.oddHeader.center.text
    assert caption.startswith(printed.replace("&&", "&"))
    assert printed.count("&") % 2 == 0


def test_columns_are_aligned_by_what_they_hold_and_their_heads_with_them() -> None:
    marks = sheet_of(Table("c", ("Study", "Trust"), (("Berg", "●"), ("Dahl", "?")), ("Sum", "1")))
    assert [cell.alignment.horizontal for cell in marks["B"]][:4] == ["center"] * 4
    assert {cell.alignment.horizontal for cell in marks["A"][:4]} == {"left"}
    mixed = sheet_of(Table("c", ("Study", "n"), (("Berg", "12"), ("Dahl", "not stated"))))
    assert {cell.alignment.horizontal for cell in mixed["B"][:3]} == {"left"}


def test_many_wide_columns_can_be_read_on_one_page_across() -> None:
    table = Table("c", tuple(f"head {n}" for n in range(15)), (("long words " * 9,) * 14 + ("x",),))
    widths = [column.width for column in sheet_of(table).column_dimensions.values()]
    assert sum(widths) < 205
    assert min(widths) >= 9


def test_a_column_is_as_wide_as_the_longest_line_of_its_cells() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(Table("c", ("a", "b"), (("Berg (2020)\nNorway", "x" * 18),))))).active
    assert sheet.column_dimensions["A"].width < sheet.column_dimensions["B"].width
