"""Texts of LibreOffice as manuscripts."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.extract.manuscripts.open_document import read_open_document
from reviewkit.model.passages import Cell, Passage, Role
from tests.extract.test_office import zipped
from tests.growth import LINEAR, growth

NAMES = (
    'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:ta" xmlns:style="urn:s" xmlns:draw="urn:d" '
    'xmlns:fo="urn:f" xmlns:number="urn:n"'
)
STYLES = (
    '<number:text>no text</number:text><style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
)


def odt(body: str) -> bytes:
    return zipped(
        content=f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def passages(body: str) -> tuple[Passage, ...]:
    return read_manuscript(odt(body), "a.odt").passages


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_styles_say_what_a_paragraph_is() -> None:
    body = (
        p("A review", "P1") + '<text:h text:outline-level="1">Abstract</text:h>' + p("We found 15.")
        + '<text:h text:outline-level="1">Results</text:h>' + p("Flow", "Figure")
        + f"<text:table-of-content>{p('Results 4')}</text:table-of-content>"
        + '<text:h text:outline-level="1">Referanser</text:h>' + p("Berg A.")
    )  # fmt: skip
    assert [(one.role.value, one.text) for one in passages(body)] == [
        ("title", "A review"),
        ("heading", "Abstract"),
        ("abstract", "We found 15."),
        ("heading", "Results"),
        ("caption", "Flow"),
        ("heading", "Results 4"),
        ("heading", "Referanser"),
        ("reference", "Berg A."),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d", ["a b c d"]),
        ("1<text:s text:c='2'/>113<text:tab/>273<text:line-break/>29 15", ["1\u2003113\u2003273\u200329 15"]),
        ("studies<text:span text:style-name='T1'>12</text:span> were", ["studies¹² were"]),
        ("We<office:annotation><text:p>said</text:p></office:annotation> found", ["We found"]),
        ("One<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Seven.</text:p>"
         "</text:note-body></text:note> two", ["One two", "Seven."]),
        ("out<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>", ["out", "box"]),
        ("out<draw:custom-shape><text:p>n = 7</text:p></draw:custom-shape>", ["out", "n = 7"]),
    ],
)  # fmt: skip
def test_what_is_seen_is_read_once(text: str, wanted: list[str]) -> None:
    assert [one.text for one in passages(p(text))] == wanted


def test_what_was_deleted_is_no_text() -> None:
    deleted = f"<text:tracked-changes><text:changed-region>{p('16')}</text:changed-region></text:tracked-changes>"
    assert [one.text for one in passages(deleted + p("We found 15"))] == ["We found 15"]


def test_tables_cell_by_cell() -> None:
    cell = "<table:table-cell table:number-columns-repeated='{}'>{}</table:table-cell>"
    rows = (
        f"<table:table-header-rows><table:table-row>{cell.format(2, p('A'))}{cell.format(1, p('B'))}</table:table-row>"
        f"</table:table-header-rows><table:table-row>{cell.format(1, p('C') + p('D'))}{cell.format(1, '')}"
        f"{cell.format(1, p('●'))}</table:table-row>"
    )
    found = passages(p("Title") + f"<table:table>{rows}</table:table>")
    assert [(one.text, one.cell) for one in found if one.role is Role.CELL] == [
        ("A", Cell(1, 1, 1)),
        ("B", Cell(1, 1, 3)),
        ("C D", Cell(1, 2, 1)),
        ("●", Cell(1, 2, 3)),
    ]


def test_pages_are_those_that_libreoffice_set() -> None:
    found = passages(p("Title") + p("first <text:soft-page-break/>second") + p("after"))
    assert [found[1].page_at(0), found[1].page_at(found[1].text.index("second")), found[2].page] == [1, 2, 2]
    assert found[1].text == "first second"


def test_a_file_that_is_no_text_of_libreoffice_is_refused_in_a_sentence() -> None:
    with pytest.raises(ReviewkitError, match="damaged"):
        read_manuscript(zipped(other="<a/>"), "a.odt")


def test_a_cell_for_a_thousand_million_columns_is_one_cell() -> None:
    cell = f"<table:table-cell table:number-columns-repeated='999999999'>{p('A')}</table:table-cell>"
    assert len(passages(p("T") + f"<table:table><table:table-row>{cell}</table:table-row></table:table>")) == 2


def test_time_grows_with_the_length() -> None:
    assert (
        growth(lambda size: passages(p("a <text:soft-page-break/>b") * size + p("c<text:s/>" * size)), 700)
        < LINEAR
    )


@pytest.mark.parametrize("level", ["9" * 5_000, "\u00b2", "x", ""])
def test_a_heading_of_no_level_is_a_heading(level: str) -> None:
    _, found = passages(f'<text:p>A text.</text:p><text:h text:outline-level="{level}">A heading</text:h>')
    assert found.role is Role.HEADING


@pytest.mark.parametrize("style", ["Heading_20_\u00b2", "Heading_20_x"])
def test_a_style_that_is_numbered_in_another_way_is_no_heading(style: str) -> None:
    _, found = passages(f'<text:p>A text.</text:p><text:p text:style-name="{style}">Another</text:p>')
    assert found.role is Role.BODY


def test_letters_after_a_comment_in_the_xml_are_read() -> None:
    (found,) = passages("<text:p>We <!-- c -->found <text:span>1<?pi x?>7</text:span>.</text:p>")
    assert found.text == "We found 17."


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        (f"<text:section>{p('16 studies')}</text:section>", ["16 studies"]),
        (f"<text:section><text:section>{p('a')}</text:section>{p('b')}</text:section>{p('c')}", ["a b c"]),
        (f"<text:list><text:list-item>{p('a')}<text:list-item>{p('b')}</text:list-item></text:list-item></text:list>",
         ["a b"]),
        (f"<text:section><text:list><text:list-item>{p('a')}</text:list-item></text:list></text:section>", ["a"]),
        (f"<draw:frame><draw:text-box>{p('box')}</draw:text-box></draw:frame>", ["", "box"]),
        (p("<draw:frame><draw:image/></draw:frame>"), ["\ufffc"]),
        (p("yes <draw:frame><draw:image/></draw:frame>"), ["yes"]),
        (f"<office:annotation>{p('a comment')}</office:annotation>", [""]),
    ],
)  # fmt: skip
def test_nothing_in_a_cell_is_lost(inside: str, wanted: list[str]) -> None:
    cells = f"<table:table-cell>{p('T')}</table:table-cell><table:table-cell>{inside}</table:table-cell>"
    body = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    assert [one.text for one in read_open_document(odt(body), "a.odt")] == ["T", *wanted]


def test_a_table_in_a_section_of_a_cell_comes_after_the_cell() -> None:
    row = f"<table:table-row><table:table-cell>{p('in')}</table:table-cell></table:table-row>"
    inner = f"<table:table>{row}</table:table>"
    cell = f"<table:table-cell><text:section>{p('out')}{inner}</text:section></table:table-cell>"
    found = passages(f"<table:table><table:table-row>{cell}</table:table-row></table:table>")
    assert [(one.text, one.cell) for one in found] == [("out", Cell(1, 1, 1)), ("in", Cell(2, 1, 1))]
