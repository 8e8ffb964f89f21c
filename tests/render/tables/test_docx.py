"""A Word document as journals ask for it."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import fonts
from reviewkit.render.tables.docx import as_docx
from reviewkit.render.tables.table import Table
from reviewkit.safe import xml_characters
from tests.render.samples import GRID, HOSTILE, tables

PAGE = 14570  # twentieths of a point between the margins


def document_of(table: Table) -> Any:
    return Document(io.BytesIO(as_docx(table)))


def widths_of(table: Table) -> list[int]:
    columns = document_of(table).tables[0]._tbl.tblGrid
    return [int(column.get(qn("w:w"))) for column in columns]


def test_the_page_is_landscape_with_the_caption_above_the_table() -> None:
    document = document_of(GRID)
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert document.paragraphs[0].text == GRID.caption
    assert document.paragraphs[0].paragraph_format.keep_with_next
    assert [child.tag.rpartition("}")[2] for child in document.element.body][:2] == ["p", "tbl"]


def test_every_cell_is_there() -> None:
    table = document_of(GRID).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        list(GRID.head),
        *map(list, GRID.rows),
        list(GRID.foot),
    ]


def test_the_header_row_repeats_and_no_row_is_split() -> None:
    table = document_of(GRID).tables[0]
    xml = table._tbl.xml
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == len(table.rows)
    last_row = table.rows[-2]._tr.xml  # stays with the foot, which would mean nothing alone on a page
    assert xml.count("<w:keepNext/>") == last_row.count("<w:keepNext/>") == len(GRID.head)


def test_caption_and_notes_are_the_alternative_text() -> None:
    xml = document_of(GRID).tables[0]._tbl.xml
    assert f'w:tblCaption w:val="{GRID.caption}"' in xml
    assert f'w:tblDescription w:val="{GRID.notes[0]}"' in xml
    without = document_of(Table("Only a caption", ("a",), ())).tables[0]._tbl.xml
    assert 'w:tblDescription w:val="Only a caption"' in without


def test_notes_stand_below() -> None:
    assert [paragraph.text for paragraph in document_of(GRID).paragraphs] == [GRID.caption, *GRID.notes]


@pytest.mark.parametrize(("language", "code"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB"), ("sv", "sv")])
def test_word_checks_the_spelling_in_the_language_of_the_table(language: str, code: str) -> None:
    document = document_of(Table("c", ("a",), (), language=language))
    marks = document.styles["Normal"].element.iter(qn("w:lang"))
    assert code in [mark.get(qn("w:val")) for mark in marks]


@pytest.mark.parametrize(
    ("cells", "centred"),
    [
        (("1292", "3"), True),
        (("1\u00a0292", ""), True),
        (("x", ""), True),
        (("●", "–"), True),
        (("USA", "UK"), False),
        (("2", "USA"), False),
        (("2018-2023", "2020"), False),
        (("9788215000000", ""), False),
        (("", ""), False),
    ],
)
def test_columns_of_numbers_and_marks_stand_in_the_middle(cells: tuple[str, str], centred: bool) -> None:
    document = document_of(Table("c", ("Source", "Head"), tuple(("a", cell) for cell in cells)))
    for row in document.tables[0].rows:
        assert (row.cells[1].paragraphs[0].alignment is not None) is centred
        assert row.cells[0].paragraphs[0].alignment is None


@pytest.mark.parametrize("space", [*"\u00a0\u2009\u202f\u2007\u3000\u200b \t", "  ", "\n"])
def test_every_space_stays_in_captions_cells_and_notes(space: str) -> None:
    text = f"Holm{space}et{space}al."
    document = document_of(Table(text, (text,), ((text,),), notes=(text,)))
    assert [row.cells[0].text for row in document.tables[0].rows] == [text, text]
    assert [paragraph.text for paragraph in document.paragraphs] == [text, text]


def test_only_what_xml_forbids_is_dropped() -> None:
    document = document_of(Table("c", ("a",), (("a\x00b\x1bc\ufffed\u200de\u2028f\U0001f600",),)))
    assert document.tables[0].rows[1].cells[0].text == "abcd\u200de\u2028f\U0001f600"


def test_a_long_address_leaves_the_other_columns_their_words() -> None:
    address = "https://example.org/" + "a" * 200
    cells = ("Participants", "Characteristics", "interviews and survey", "Norway, Sweden", "2019-2020", address)
    widths = widths_of(Table("c", tuple(f"Head{n}" for n in range(6)), (cells,)))
    assert sum(widths) <= PAGE
    for cell, width in zip(cells[:-1], widths, strict=False):
        assert width >= max(fonts.width(word, 9, bold=True) * 20 for word in cell.split()), cell


def test_several_long_words_share_what_short_columns_leave() -> None:
    long = [letter * 80 for letter in "abcdefgh"]
    widths = widths_of(Table("c", ("n", *(f"H{n}" for n in range(8))), (("Berg", *long),)))
    assert PAGE - 9 <= sum(widths) <= PAGE
    assert widths[0] >= fonts.width("Berg", 9, bold=True) * 20
    assert len(set(widths[1:])) == 1


def test_head_foot_and_the_names_of_rows_are_bold() -> None:
    rows = document_of(GRID).tables[0].rows
    bold = [[cell.paragraphs[0].runs[0].bold is True for cell in row.cells] for row in rows]
    assert bold == [[True] * 4, *[[True, False, False, False]] * 3, [True] * 4]


@given(st.lists(st.text("abcW ", min_size=1, max_size=60), min_size=1, max_size=12))
@settings(max_examples=25)
def test_columns_fill_the_page_and_cut_no_word_where_there_is_room(cells: list[str]) -> None:
    table = Table("c", tuple(cells), ())
    widths = widths_of(table)
    assert PAGE - len(cells) <= sum(widths) <= PAGE
    words = [max((fonts.width(word, 9, bold=True) * 20 for word in cell.split()), default=0) for cell in cells]
    words = [min(word, PAGE // 5) for word in words]  # a longer one may be broken
    if sum(words) + 201 * len(cells) < PAGE:
        assert all(width >= word for width, word in zip(widths, words, strict=True))


def test_a_column_of_long_texts_gets_the_room_that_narrow_ones_leave() -> None:
    narrow, wide = widths_of(Table("c", ("n", "Findings"), (("1", "many words " * 30),)))
    assert wide > 5 * narrow


@given(tables())
@settings(max_examples=25)
def test_hostile_text_never_becomes_markup(table: Table) -> None:
    document = document_of(table)
    written = document.tables[0]
    tags = {element.tag.rpartition("}")[2] for element in written._tbl.iter()}
    assert tags <= set(
        "tbl tblPr tblStyle tblW tblLayout tblCellMar top left bottom right tblCaption tblDescription tblGrid gridCol "
        "tr trPr cantSplit tblHeader tc tcPr tcW shd p pPr keepNext spacing jc r rPr b t br".split()
    )
    assert len(written.rows) == 1 + len(table.body)
    assert len(document.paragraphs) == 1 + len(table.notes)
    for row, cells in zip(written.rows, (table.head, *table.body), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            assert [letter for letter in cell.text if letter.isalnum()] == [
                letter for letter in xml_characters(text) if letter.isalnum()
            ]


def test_markup_of_strangers_is_shown_as_text() -> None:
    rows = document_of(HOSTILE).tables[0].rows
    assert rows[3].cells[0].text == "<script>x</script>"
    assert rows[3].cells[1].text == "[31mred [bold]x[/bold]"


def test_a_caption_longer_than_properties_can_hold_is_cut_there_only() -> None:
    document = document_of(Table("x" * 300, ("a",), ()))
    assert document.core_properties.title == "x" * 255
    assert document.paragraphs[0].text == "x" * 300


def test_no_person_and_no_program_is_named_as_the_author() -> None:
    properties = document_of(GRID).core_properties
    assert (properties.author, properties.comments) == ("", "")


def test_a_table_of_many_rows_is_written_in_no_time_per_cell() -> None:
    """300 x 18 cells through the document's XML, not cell by cell."""
    wide = Table("x", tuple("abcdefghijklmnopqr"), tuple(tuple("abcdefghijklmnopqr") for _ in range(300)))
    assert len(document_of(wide).tables[0].rows) == 301
