"""Workbooks of strangers: what is needed is read as openpyxl reads it, and nothing else costs anything."""

import io
import itertools
import warnings
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import limits
from reviewkit.archives import Archive
from reviewkit.errors import ReviewkitError
from reviewkit.store import xlsx
from reviewkit.store.xlsx import XlsxArea, XlsxBook, XlsxCell, corners_of

SHEET = "xl/worksheets/sheet1.xml"
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(-1e300, 1e300),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=9),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)).map(lambda one: one.replace(microsecond=0)),
)
FORMATS = st.sampled_from(
    ("", "General", "0%", "dd.mm.yyyy", "[h]:mm", "[Red]0;[Blue]0", '"day"0', "[$-409]d/m", "@")
)


def saved(rows: list[list[tuple[Any, str]]]) -> bytes:
    """A workbook as Excel would save it, with shared texts, of values and their number formats."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Data")
        for row, cells in enumerate(rows):
            for column, (value, number_format) in enumerate(cells):
                style = book.add_format({"num_format": number_format}) if number_format else None
                if isinstance(value, str):
                    sheet.write_string(row, column, value, style)
                elif isinstance(value, datetime):
                    sheet.write_datetime(row, column, value, style)
                else:
                    sheet.write(row, column, value, style)
    return out.getvalue()


def with_parts(data: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """A workbook in which parts were written anew, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()} | changed
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def part_of(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


PLAIN = saved([[("one", ""), (2, "")]])


def replaced(name: str, old: str, new: str, data: bytes = PLAIN) -> bytes:
    text = part_of(data, name)
    assert old in text
    return with_parts(data, {name: text.replace(old, new).encode("utf-8")})


def with_cells(cells: str) -> bytes:
    return replaced(SHEET, "</sheetData>", f"{cells}</sheetData>")


def after_cells(text: str) -> bytes:
    return replaced(SHEET, "</sheetData>", f"</sheetData>{text}")


def cells_of(data: bytes, at: int = 0) -> dict[tuple[int, int], XlsxCell]:
    return read_of(data, at)[0]


def read_of(data: bytes, at: int = 0) -> tuple[dict[tuple[int, int], XlsxCell], XlsxArea]:
    found: dict[tuple[int, int], XlsxCell] = {}
    with Archive(data, "x.xlsx", "damaged") as archive:
        book = XlsxBook(archive, limits.FORM)
        area = book.read(book.sheets[at], lambda row, column, cell: found.update({(row, column): cell}))
    return found, area


def values_of(data: bytes) -> list[object]:
    return [cell.value for cell in cells_of(data).values()]


@given(st.lists(st.lists(st.tuples(VALUES, FORMATS), min_size=1, max_size=4), min_size=1, max_size=4))
@settings(max_examples=60)
def test_cells_are_what_openpyxl_reads(rows: list[list[tuple[Any, str]]]) -> None:
    data = saved(rows)
    ours = cells_of(data)
    with warnings.catch_warnings(action="ignore"):  # of dates that Excel does not have
        theirs = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    for row in theirs.iter_rows():
        for cell in row:
            found = ours.get((cell.row, cell.column), XlsxCell(None, "General", False, False, False))
            assert found.value == cell.value
            assert type(found.value) is type(cell.value)
            assert found.number_format == cell.number_format
            assert found.is_error == (cell.data_type == "e")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<c><v>1.5</v></c>", 1.5),
        ("<c><v>1E3</v></c>", 1000.0),
        ("<c><v>1e999</v></c>", float("inf")),
        ("<c><v>5.0</v></c>", "5"),
        ("<c><v>2E1</v></c>", "20"),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="str"><f>A1</f><v>x</v></c>', "x"),
        ('<c t="inlineStr"><is><t>a</t></is></c>', "a"),
        ('<c t="inlineStr"><is><r><t>a</t></r><rPh><t>no</t></rPh><r><t>b</t></r></is></c>', "ab"),
        ('<c t="inlineStr"><is><t>&#97;<!-- x --><![CDATA[<b>]]></t></is></c>', "a<b>"),
        ('<c t="d"><v>2024-02-03</v></c>', date(2024, 2, 3)),
        ('<c t="d"><v>08:30:00</v></c>', time(8, 30)),
        ('<c t="d"><v>PT30H</v></c>', timedelta(hours=30)),
        ("<c><f>A1</f><v></v></c>", None),
        ('<c s="99"><v>1</v></c>', 1),
    ],
)
def test_a_cell_is_read_as_it_is_written(cell: str, value: object) -> None:
    found = values_of(with_cells(f"<row>{cell}</row>"))[-1]
    assert (str(found) if isinstance(value, str) else found) == value


@pytest.mark.parametrize("number", ["1_000", "\u0663", "0x1F", "nan", "infinity", "1 000", "--1", ""])
def test_a_number_that_only_python_knows_is_none(number: str) -> None:
    data = with_cells(f"<row><c><v>{number}</v></c></row>")
    if number:
        with pytest.raises(ValueError):  # noqa: PT011 - said in words by those who read
            cells_of(data)
    else:
        assert values_of(data)[-1] is None


def test_a_text_that_many_cells_share_counts_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SHEET_LETTERS", 1_000)
    shared = saved([[("x" * 100, "")] for _ in range(10)])
    assert len(cells_of(shared)) == 10
    with pytest.raises(ValueError, match="its cells have more than 1000 letters"):
        cells_of(saved([[("x" * 100, "")] for _ in range(11)]))


def test_a_cell_of_more_letters_than_any_program_keeps_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CELL_LETTERS", 100)
    assert len(cells_of(saved([[("x" * 100, "")]]))) == 1
    with pytest.raises(ValueError, match="a cell has more than 100 letters"):
        cells_of(saved([[("x" * 101, "")]]))


def test_a_formula_without_a_result_is_told_from_one_with_an_empty_text() -> None:
    cells = list(cells_of(with_cells('<row><c><f>A1</f></c><c t="str"><f>A1</f><v></v></c></row>')).values())[-2:]
    assert cells == [XlsxCell(None, "General", False, True, False), XlsxCell(None, "General", False, True, True)]


def test_cells_without_a_place_follow_each_other() -> None:
    places = [*cells_of(with_cells('<row><c/><c r="D2"/><c/></row><row r="7"><c/></row><row><c/></row>'))]
    assert places == [(1, 1), (1, 2), (2, 1), (2, 4), (2, 5), (7, 1), (8, 1)]


def test_a_workbook_in_the_strict_form_and_one_with_prefixes_are_read() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = replaced(SHEET, main, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    other = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row><x:c t="str"><x:v>one</x:v></x:c><x:c><x:v>2</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    for data in (strict, with_parts(PLAIN, {SHEET: other.encode("utf-8")})):
        assert values_of(data) == ["one", 2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_a_part_may_be_in_another_encoding(encoding: str) -> None:
    text = part_of(with_cells('<row><c t="str"><v>blåbær</v></c></row>'), SHEET).partition("?>")[2]
    named = encoding.removesuffix("-sig")
    part = f'<?xml version="1.0" encoding="{named}"?>{text}'.encode(encoding)
    assert values_of(with_parts(PLAIN, {SHEET: part}))[-1] == "blåbær"


@pytest.mark.parametrize(
    ("written", "told"),
    [("A1:XFD1048576", "A1:XFD1048576"), ("&#65;1:B2", "A1:B2"), ("$A$1:$B$2", "A1:B2"), ("C3", "C3")],
)
def test_merged_areas_are_told_however_they_are_written(written: str, told: str) -> None:
    text = f'<mergeCells><mergeCell {"xml:lang=" + chr(34) + "x" * 9000 + chr(34)} ref="{written}"/></mergeCells>'
    assert read_of(after_cells(text)) == (cells_of(PLAIN), XlsxArea(1, (told,)))


def test_of_very_many_merged_areas_the_first_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MERGED", 2)
    text = f"<mergeCells>{'<mergeCell ref=' + chr(34) + 'A1:B2' + chr(34) + '/>'}</mergeCells>" * 3
    assert read_of(after_cells(text))[1].merged == ("A1:B2", "A1:B2")


@pytest.mark.parametrize(
    "text",
    [
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>',
        '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="x"/></conditionalFormatting>',
        '<dataValidations><dataValidation sqref="A1:XFD1048576"/></dataValidations>',
        '<dimension ref="A1:XFD1048576"/>',
        '<cols><col min="1" max="99999999999999999999"/></cols>',
        '<tableParts><tablePart r:id="none" xmlns:r="r"/></tableParts>',
        "<sheetData2><row><c><v>9</v></c></row></sheetData2>",
        '<x xmlns="other"><mergeCells><mergeCell ref="A1:B2"/></mergeCells></x>',
    ],
)
def test_what_no_table_needs_is_not_read(text: str) -> None:
    assert read_of(after_cells(text)) == read_of(PLAIN)


@pytest.mark.parametrize(
    "cells",
    [
        "<row><c><v>NaN</v></c></row>",
        f"<row><c><v>{'9' * 5000}</v></c></row>",
        '<row><c t="b"><v>x</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="s"><v>99</v></c></row>',
        '<row><c t="d"><v>9999999999-01-01</v></c></row>',
        '<row><c s="x"><v>1</v></c></row>',
        '<row r="0"><c><v>1</v></c></row>',
        f'<row r="{"9" * 30}"><c><v>1</v></c></row>',
        '<row><c r="ZZZZ1"><v>1</v></c></row>',
        f'<row><c r="A{"1" * 99}"><v>1</v></c></row>',
        '<row><c r="1A"><v>1</v></c></row>',
        "<row><c><v>1</c></row>",
        "<a>" * 200 + "</a>" * 200,
        "".join(f"<a{number}/>" for number in range(21_000)),
        "".join(f'<a b{number}=""/>' for number in range(21_000)),
    ],
)
def test_a_damaged_sheet_raises_what_is_told_in_words(cells: str) -> None:
    with pytest.raises((ValueError, LookupError, OverflowError, xlsx.expat.ExpatError)) as raised:
        cells_of(with_cells(cells))
    assert xlsx.said_of(raised.value) == "it is damaged"


def test_a_date_that_excel_does_not_have_is_an_error() -> None:
    data = saved([[(1, "yyyy"), (1, "[h]:mm")]])
    for style, number in itertools.product("12", ("1000000000000", "1e300", "1e999", "9" * 300, "-1e9")):
        text = f'<row r="5"><c s="{style}"><v>{number}</v></c></row>'
        found = cells_of(replaced(SHEET, "</sheetData>", f"{text}</sheetData>", data))[5, 1]
        assert (found.value, found.is_error) == ("#VALUE!", True)


@pytest.mark.parametrize(
    "long",
    [
        "<!--{}-->",
        "<?x {}?>",
        '<x a="{}"/>',
        "<x>{}</x>",
        "<x><![CDATA[{}]]></x>",
        '<sheetData><row><c t="inlineStr"><is><t>{}</t></is></c></row></sheetData>',
    ],
)
def test_what_is_longer_than_any_cell_is_refused(long: str) -> None:
    """openpyxl read a comment of 30 MB in 52 seconds."""
    for data in (
        after_cells(long.format("ab " * 600_000)),
        replaced("xl/styles.xml", "<fonts", f"{long.format('ab ' * 600_000)}<fonts"),
    ):
        with pytest.raises(ValueError, match="there is more in one place of it than any cell holds"):
            cells_of(data)
    assert read_of(after_cells(long.format("ab " * 9_000)))[0][1, 1].value == "one"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"])
def test_a_part_with_a_document_type_is_refused(part: str) -> None:
    text = part_of(PLAIN, part).partition("?>")[2]
    for data in (f"<!DOCTYPE x>{text}".encode(), f'<!DOCTYPE x [<!ENTITY a "a">]>{text}'.encode("utf-16")):
        with pytest.raises(ValueError, match="it declares entities of its own"):
            cells_of(with_parts(PLAIN, {part: data}))


@pytest.mark.parametrize(
    "target",
    ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "https://a.no/sheet1.xml", "", "a/../../b"],
)
def test_a_sheet_outside_of_the_workbook_is_none(target: str) -> None:
    data = replaced("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", target)
    with pytest.raises(LookupError):
        cells_of(data)


@pytest.mark.parametrize(
    "target", ["/xl/worksheets/sheet1.xml", "../xl/worksheets/Sheet1.xml", "x/../worksheets/sheet1.xml"]
)
def test_a_sheet_is_found_by_any_path_within_the_workbook(target: str) -> None:
    data = replaced("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", escape(target))
    assert values_of(data) == ["one", 2]


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET])
def test_a_workbook_without_one_of_its_parts_is_damaged(part: str) -> None:
    with pytest.raises(LookupError):
        cells_of(with_parts(PLAIN, {part: None}))


def test_a_sheet_that_is_named_twice_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """100,000 names of one sheet would be as many readings of it."""
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    for name in ("Data", "data", "More"):
        again = f'<sheet name="{name}" sheetId="2" r:id="rId1" {space}/></sheets>'
        data = replaced("xl/workbook.xml", "</sheets>", again)
        with pytest.raises(ValueError, match="two of its sheets are one"):
            cells_of(data)
    monkeypatch.setattr(limits, "SHEETS", 1)
    assert cells_of(PLAIN)
    with pytest.raises(ValueError, match="more than 1 sheets"):
        cells_of(data)


def test_a_chart_between_the_sheets_is_none() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Data!$A$1"})
        book.add_chartsheet("Chart").set_chart(chart)
        book.add_worksheet("Data").write(0, 0, "one")
    assert values_of(out.getvalue()) == ["one"]


@pytest.mark.parametrize(
    ("limit", "part", "more", "said"),
    [
        ("CELLS", "xl/sharedStrings.xml", "<si/></sst>", "more than 1 cells"),
        ("STYLES", "xl/styles.xml", '<xf numFmtId="0"/></cellXfs>', "more than 1 cell formats"),
        ("NUMBER_FORMATS", "xl/styles.xml", None, "more than 1 cell formats"),
    ],
)
def test_texts_and_formats_are_not_more_than_any_workbook_has(
    monkeypatch: pytest.MonkeyPatch, limit: str, part: str, more: str | None, said: str
) -> None:
    if more:
        data = replaced(part, more.rpartition("</")[1] + more.rpartition("</")[2], more)
    else:
        formats = (
            '<numFmts><numFmt numFmtId="200" formatCode="0"/><numFmt numFmtId="201" formatCode="0"/></numFmts>'
        )
        data = replaced(part, "<fonts", f"{formats}<fonts")
    assert values_of(data) == ["one", 2]
    monkeypatch.setattr(limits, limit, 1)
    with pytest.raises(ValueError, match=said):
        cells_of(data)


def test_a_workbook_that_is_larger_than_said_is_not_read() -> None:
    with Archive(PLAIN, "x.xlsx", "damaged") as archive, pytest.raises(ValueError, match="larger than any table"):
        XlsxBook(archive, 1_000)


def test_a_part_that_grows_is_refused_by_its_archive() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + b" " * (11_000_000 if name == SHEET else 0))
    with pytest.raises(ReviewkitError, match=r"sheet1\.xml in it becomes too large"):
        cells_of(out.getvalue())


@pytest.mark.parametrize("area", ["C4:B9", "$B$9:$C$4", "B4:C9"])
def test_the_corners_of_an_area_are_its_first_and_last_cell(area: str) -> None:
    assert corners_of(area) == ((4, 2), (9, 3))
