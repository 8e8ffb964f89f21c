"""Word documents as manuscripts."""

from io import BytesIO

import docx
import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import read
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.extract.manuscripts.word import word_pieces
from reviewkit.extract.xml import Parts
from reviewkit.model.passages import Cell, Passage, Role
from tests.extract.test_office import W, word
from tests.growth import LINEAR, growth


def passages(data: bytes) -> tuple[Passage, ...]:
    return read_manuscript(data, "a.docx").passages


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def test_styles_of_word_say_what_a_paragraph_is() -> None:
    made = docx.Document()
    made.add_paragraph("A scoping review", "Title")
    made.add_heading("Abstract", 1)
    made.add_paragraph("We found 15.")
    made.add_heading("Results of it", 1)
    made.add_heading("Included", 2)
    made.add_paragraph("Figure 1 Flow", "Caption")
    made.add_paragraph("A short line").runs[0].bold = True
    made.add_heading("References", 1)
    made.add_paragraph("Berg A. Title.")
    out = BytesIO()
    made.save(out)
    assert [(one.role.value, one.text) for one in passages(out.getvalue())] == [
        ("title", "A scoping review"),
        ("heading", "Abstract"),
        ("abstract", "We found 15."),
        ("heading", "Results of it"),
        ("heading", "Included"),
        ("caption", "Figure 1 Flow"),
        ("heading", "A short line"),
        ("heading", "References"),
        ("reference", "Berg A. Title."),
    ]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (f"<w:p>{run('We found ')}<w:ins>{run('15')}</w:ins><w:del>{run('16')}</w:del></w:p>", ["We found 15"]),
        (f"<w:p>{run('seen')}{run('hidden', '<w:vanish/>')}</w:p>", ["seen"]),
        (f"<w:p><w:r><w:instrText>REF x</w:instrText></w:r>{run('Table 1')}</w:p>", ["Table 1"]),
        (f"<w:p><w:fldSimple w:instr='SEQ'>{run('7')}</w:fldSimple>{run(' studies')}</w:p>", ["7 studies"]),
        (f"<w:p><w:hyperlink>{run('Berg')}</w:hyperlink>{run(', 2020')}</w:p>", ["Berg, 2020"]),
        (f"<w:sdt><w:sdtContent>{paragraph('inside')}</w:sdtContent></w:sdt>", ["inside"]),
        (f"<w:p>{run('body')}<w:r><w:pict><w:txbxContent>{paragraph('a box')}</w:txbxContent></w:pict></w:r></w:p>",
         ["body", "a box"]),
        (f"<w:p>{run('studies')}{run('12', '<w:vertAlign w:val=' + repr('superscript') + '/>')}</w:p>", ["studies¹²"]),
    ],
)  # fmt: skip
def test_what_is_seen_counts_and_what_is_not_does_not(body: str, wanted: list[str]) -> None:
    assert [one.text for one in passages(word(body))] == wanted


def test_tables_cell_by_cell_with_wide_cells_and_marks() -> None:
    table = (
        "<w:tbl>" + row(paragraph("Study"), "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + paragraph("Themes"))
        + row(paragraph("Berg") + paragraph("2020"), paragraph("●"), paragraph("")) + "</w:tbl>"
    )  # fmt: skip
    found = passages(word(paragraph("Title") + table + table))
    assert [(one.text, one.cell) for one in found[1:5]] == [
        ("Study", Cell(1, 1, 1)),
        ("Themes", Cell(1, 1, 2)),
        ("Berg 2020", Cell(1, 2, 1)),
        ("●", Cell(1, 2, 2)),
    ]
    assert found[-1].cell == Cell(2, 2, 2)


def test_pages_are_those_that_word_set_last() -> None:
    broken = f"<w:p>{run('first ')}<w:r><w:lastRenderedPageBreak/><w:t>second</w:t></w:r></w:p>"
    found = passages(word(paragraph("Title") + broken + paragraph("after")))
    assert [found[1].page_at(0), found[1].page_at(found[1].text.index("second")), found[2].page] == [1, 2, 2]
    assert passages(word(paragraph("Title")))[0].page is None


def test_notes_come_last() -> None:
    notes = (
        f"<w:footnotes {W}><w:footnote w:type='separator' w:id='0'>{paragraph('line')}</w:footnote>"
        f"<w:footnote w:id='2'>{paragraph('Seven studies.')}</w:footnote></w:footnotes>"
    )
    found = passages(word(paragraph("Title"), word__footnotes=notes))
    assert [(one.role, one.text) for one in found[1:]] == [(Role.FOOTNOTE, "Seven studies.")]


def test_each_letter_is_where_it_says() -> None:
    body = f"<w:p>{run('  Two  ')}{run('ﬁnal e')}{run(chr(0x301) + 'd')}</w:p>"
    (piece,) = word_pieces(Parts(word(body), "a.docx"))
    assert piece.piece.text == "Two final éd"
    assert len(piece.letters) == len(piece.piece.text)
    for letter in piece.letters[:4]:
        assert letter.where is not None
        assert (letter.where.element.text or "")[letter.where.at] == letter.text


def test_a_damaged_document_is_refused_in_a_sentence() -> None:
    with pytest.raises(ReviewkitError, match="damaged"):
        read_manuscript(b"PK\x03\x04 and no more", "a.docx")


def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    def work(size: int) -> object:
        inside = f"<w:p>{(run('word ') + '<w:r><w:lastRenderedPageBreak/></w:r>') * size}</w:p>"
        return passages(word(inside + paragraph("text") * size))

    assert growth(work, 500) < LINEAR


@pytest.mark.parametrize(
    "body",
    [
        "<w:sdt><w:sdtContent>" * 400 + paragraph("deep") + "</w:sdtContent></w:sdt>" * 400,
        f"<w:tbl>{row('<w:tcPr><w:gridSpan w:val=' + repr('9' * 30) + '/></w:tcPr>' + paragraph('wide'))}</w:tbl>",
        "<w:p><w:r><w:t>not closed",
    ],
)
def test_a_hostile_document_ends_in_passages_or_a_sentence(body: str) -> None:
    said = ""
    try:
        found = passages(word(paragraph("Title") + body))
    except ReviewkitError as error:
        found, said = (), str(error)
    assert found or said.startswith("a.docx: ")


@pytest.mark.parametrize("value", ["9" * 5_000, "\u00b2", "-1", "x", "9"])
def test_a_level_that_word_has_not_makes_no_heading(value: str) -> None:
    _, found = passages(word(paragraph("A text.") + paragraph("Another", f'<w:outlineLvl w:val="{value}"/>')))
    assert found.role is Role.BODY


@pytest.mark.parametrize(("value", "column"), [("2", 3), ("999999999", 1001), ("9" * 5_000, 2), ("\u00b2", 2)])
def test_a_cell_takes_no_more_columns_than_a_table_may_have(value: str, column: int) -> None:
    cells = (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr>{paragraph("a")}</w:tc><w:tc>{paragraph("b")}</w:tc>'
    )
    assert passages(word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))[1].cell == Cell(1, 1, column)


@pytest.mark.parametrize(
    "between", ["<w:tab/>", "<w:br/>", '<w:t xml:space="preserve">  </w:t>', "</w:r></w:p><w:p><w:r>"]
)
def test_numbers_in_two_columns_or_lines_of_a_cell_are_two(between: str) -> None:
    cell = f"<w:p><w:r><w:t>113</w:t>{between}<w:t>273</w:t></w:r></w:p>"
    table = f"<w:tbl>{row(paragraph('Study'), cell)}</w:tbl>"
    assert [one.piece.text for one in word_pieces(Parts(word(table), "a.docx"))] == ["Study", "113\u2003273"]


def test_letters_after_a_comment_in_the_xml_are_read() -> None:
    (found,) = passages(word("<w:p><w:r><w:t>We <!-- c -->found 1<?pi x?>7.</w:t></w:r></w:p>"))
    assert found.text == "We found 17."


CHECK = "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>"
PICTURE = "<w:r><w:drawing><w:inline/></w:drawing></w:r>"


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        (CHECK, "✓"),
        ("<w:r><w:sym w:font='Webdings' w:char='F061'/></w:r>", "\ufffd"),
        (run("n ") + "<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>" + run(" 5"), "n ≥ 5"),
        (PICTURE, "\ufffc"),
        ("<w:r><w:pict/></w:r>", "\ufffc"),
        ("<w:r><w:object/></w:r>", "\ufffc"),
        (PICTURE + run("yes"), "yes"),
        (f"<w:del>{PICTURE}</w:del>", ""),
        (f"<w:del>{CHECK}</w:del>", ""),
    ],
)
def test_a_cell_with_a_sign_or_a_picture_is_not_empty(inside: str, wanted: str) -> None:
    table = f"<w:tbl>{row(paragraph('Study'), f'<w:p>{inside}</w:p>')}</w:tbl>"
    assert [one.piece.text for one in word_pieces(Parts(word(table), "a.docx"))] == ["Study", wanted]


def character_style(name: str, properties: str, based_on: str = "") -> str:
    return (
        f"<w:style w:type='character' w:styleId='{name}'><w:basedOn w:val='{based_on}'/>"
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


RAISED = "<w:vertAlign w:val='superscript'/>"
STYLES = (
    character_style("Sup", RAISED) + character_style("Mark", "<w:b/>", "Sup") + character_style("Hid", "<w:vanish/>")
    + character_style("Secret", "", "Hid") + character_style("Base", "<w:vertAlign w:val='baseline'/>", "Sup")
    + character_style("Round", "", "Round")
)  # fmt: skip


@pytest.mark.parametrize(
    ("style", "own", "wanted"),
    [
        ("Sup", "", "studies³"),
        ("Mark", "", "studies³"),
        ("Base", "", "studies3"),
        ("Round", "", "studies3"),
        ("None", "", "studies3"),
        ("Sup", "<w:vertAlign w:val='baseline'/>", "studies3"),
        ("Hid", "", "studies"),
        ("Secret", "", "studies"),
        ("Hid", "<w:vanish w:val='0'/>", "studies3"),
    ],
)
def test_character_styles_raise_and_hide_as_a_run_does(style: str, own: str, wanted: str) -> None:
    styled = run("3", f"<w:rStyle w:val='{style}'/>{own}")
    data = word(f"<w:p>{run('studies')}{styled}</w:p>", word__styles=f"<w:styles {W}>{STYLES}</w:styles>")
    assert [one.text for one in passages(data)] == [wanted]


CHOICE = "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
BOX = f"<w:r><w:pict><w:txbxContent>{paragraph('a box')}</w:txbxContent></w:pict></w:r>"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (f"<w:p>{run('See ')}{CHOICE.format('', run('it'))}</w:p>", ["See it"]),
        (f"<w:p>{run('See ')}{CHOICE.format(run('this'), run('it'))}</w:p>", ["See this"]),
        (f"<w:p><w:r>{CHOICE.format('', '<w:t>it</w:t>')}</w:r></w:p>", ["it"]),
        (f"<w:p>{run('one')}{CHOICE.format('', BOX)}</w:p>", ["one", "a box"]),
        (CHOICE.format("", paragraph("it")), ["it"]),
        (CHOICE.format("", paragraph("it")).replace("<mc:F", f"<mc:X>{paragraph('this')}</mc:X><mc:F", 1), ["this"]),
        (CHOICE.format(paragraph("this"), paragraph("it")), ["this"]),
        (f"{run('We found ')}<w:bookmarkStart/>{run('15.')}{paragraph('All.')}", ["We found 15.", "All."]),
        (f"<w:sdt><w:sdtPr><w:rPr/></w:sdtPr><w:sdtContent>{run('15 studies')}</w:sdtContent></w:sdt>", ["15 studies"]),
        (f"<w:hyperlink>{run('Berg')}</w:hyperlink>{run(', 2020')}", ["Berg, 2020"]),
        (f"<w:ins>{run('15 studies')}</w:ins><w:del>{run('16 studies')}</w:del>", ["15 studies"]),
        (f"{run('one')}{BOX}", ["one", "a box"]),
        (f"<w:p><w:r><w:pict><w:txbxContent>{run('in a box')}</w:txbxContent></w:pict></w:r></w:p>", ["in a box"]),
        (f"<w:tbl>{row(run('15') + run(' studies'), '<w:sdt><w:sdtContent>' + run('b') + '</w:sdtContent></w:sdt>')}"
         "</w:tbl>", ["15 studies", "b"]),
    ],
)  # fmt: skip
def test_nothing_that_is_shown_is_lost(body: str, wanted: list[str]) -> None:
    assert [one.text for one in passages(word(body))] == wanted
    assert list(read(word(body), "docx", "a.docx").parts) == wanted


def test_a_note_whose_words_are_in_no_paragraph_is_read() -> None:
    notes = f"<w:footnotes {W}><w:footnote w:id='2'>{run('Seven studies.')}</w:footnote></w:footnotes>"
    data = word(paragraph("Text"), word__footnotes=notes)
    assert [one.text for one in passages(data)] == ["Text", "Seven studies."]
    assert read(data, "docx", "a.docx").parts == ("Text", "Seven studies.")
