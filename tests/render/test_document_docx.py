"""A text as a Word document: pages that fit what is on them, contents, numbers, places."""

import io
import zipfile
from dataclasses import replace

import docx
from docx.oxml.ns import qn

from reviewkit.render.document import Document, Figure, Section, numbered, paragraph
from reviewkit.render.document_docx import as_docx
from reviewkit.render.figures.drawing import Drawing, Text
from reviewkit.render.tables.table import Table
from tests.render.open_xml import errors_of, needs_validator
from tests.render.samples import HOSTILE_NAME

NARROW = Table("Who coded", ("Person", "Quotes"), (("Kari", "12"),))
WIDE = Table("Wide", tuple(f"Column {n}" for n in range(8)), (("a text of many words " * 12,) * 8,))


def drawing(width: float, height: float) -> Drawing:
    return Drawing("d", width, height, "A flow", "screened 12", (Text("12", 10, 20),), 13, "#1a1a1a", "#ffffff")


REPORT = numbered(
    Document(
        "A report",
        ("The first words",),
        (
            Section("One", ("before",), (NARROW,), sections=(Section(f"Inner {HOSTILE_NAME}", ("text",)),)),
            Section("Two", ("about the wide one",), (WIDE, NARROW), (paragraph("the end"),)),
            Section("Three", blocks=(Figure(drawing(400, 300), "A figure"),)),
        ),
        "nb",
        "Innhold",
    ),
    "Tabell",
    "Figur",
)


def opened(document: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(as_docx(document)))


def pages(document: Document) -> list[tuple[bool, list[str]]]:
    """Each stretch of pages: whether it is landscape, and the paragraphs on it."""
    found, texts = [], []
    for element in opened(document).element.body:
        if element.tag == qn("w:p"):
            texts.append("".join(one.text or "" for one in element.iter(qn("w:t"))))
        if element.tag == qn("w:tbl"):
            texts.append("(table)")
        properties = [element] if element.tag == qn("w:sectPr") else list(element.iter(qn("w:sectPr")))
        if properties:
            paper = properties[0].find(qn("w:pgSz"))
            wide = int(paper.get(qn("w:w"))) > int(paper.get(qn("w:h")))
            assert (paper.get(qn("w:orient")) == "landscape") == wide
            found.append((wide, [text for text in texts if text]))
            texts = []
    return found


def test_what_is_wide_gets_landscape_pages_with_its_heading() -> None:
    first, second, third = pages(REPORT)
    assert [first[0], second[0], third[0]] == [False, True, False]
    assert second[1] == ["Two", "about the wide one", "Tabell 2. Wide", "(table)"]
    assert third[1] == ["Tabell 3. Who coded", "(table)", "the end", "Three", "12", "Figur 1. A figure"]


def test_a_figure_is_turned_only_where_that_makes_it_much_larger() -> None:
    def is_landscape(width: float, height: float) -> bool:
        section = Section("S", blocks=(Figure(drawing(width, height), "F"),))
        return pages(Document("D", (), (section,)))[-1][0]

    assert is_landscape(1600, 500)
    assert not is_landscape(700, 500)
    assert not is_landscape(500, 1600)


def test_figures_are_shapes_with_numbers_of_their_own_and_no_larger_than_the_page() -> None:
    blocks = (Figure(drawing(400, 300), "One"), Figure(drawing(900, 900), "Other"))
    body = opened(Document("D", (), (Section("S", blocks=blocks),))).element.body
    numbers = [one.get("id") for one in body.iter() if str(one.tag).endswith(("}docPr", "}cNvPr"))]
    assert len(numbers) == len(set(numbers)) >= 4
    extents = [(int(one.get("cx")), int(one.get("cy"))) for one in body.iter(qn("wp:extent"))]
    assert extents[0] == (400 * 9525, 300 * 9525)
    assert extents[1][0] <= 642 * 9525
    assert [one.get("descr") for one in body.iter(qn("wp:docPr"))] == ["screened 12"] * 2


def test_the_words_before_a_table_stay_with_it() -> None:
    kept = {one.text: one.paragraph_format.keep_with_next for one in opened(REPORT).paragraphs}
    assert kept["before"] is kept["about the wide one"] is True
    assert kept["the end"] is None


def test_a_section_without_anything_below_its_heading_is_written() -> None:
    made = opened(Document("D", (), (Section("Empty"), Section("Full", ("text",)))))
    assert [one.text for one in made.paragraphs] == ["D", "Empty", "Full", "text"]


def test_word_lays_it_out_as_it_does_now() -> None:
    settings = opened(REPORT).settings.element
    (mode,) = (one for one in settings.iter(qn("w:compatSetting")) if one.get(qn("w:name")) == "compatibilityMode")
    assert mode.get(qn("w:val")) == "15"


def test_the_contents_lead_to_the_headings() -> None:
    found = opened(REPORT).element.body
    anchors = [one.get(qn("w:anchor")) for one in found.iter(qn("w:hyperlink"))]
    places = [one.get(qn("w:name")) for one in found.iter(qn("w:bookmarkStart"))]
    assert anchors == places
    assert len(anchors) == 4
    assert [one.get(qn("w:fldCharType")) for one in found.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]
    assert list(opened(replace(REPORT, contents="")).element.body.iter(qn("w:hyperlink"))) == []


def test_the_numbers_of_captions_are_fields_of_their_own_kind() -> None:
    fields = list(opened(REPORT).element.body.iter(qn("w:fldSimple")))
    shown = [(one.get(qn("w:instr")), "".join(text.text for text in one.iter(qn("w:t")))) for one in fields]
    assert shown == [
        (" SEQ Tabell \\* ARABIC ", "1"),
        (" SEQ Tabell \\* ARABIC ", "2"),
        (" SEQ Tabell \\* ARABIC ", "3"),
        (" SEQ Figur \\* ARABIC ", "1"),
    ]


def test_the_mark_of_a_draft_stays_before_the_number() -> None:
    section = Section("S", (), (NARROW,))
    document = numbered(Document("D", (), (section,)), "Table", "Figure")
    (table,) = document.tables()
    marked = replace(document, sections=(Section("S", (), (replace(table, draft="DRAFT"),)),))
    captions = [
        "".join(text.text or "" for text in one._p.iter(qn("w:t")))
        for one in opened(marked).paragraphs
        if one.style and one.style.name == "Caption"
    ]
    assert captions == ["DRAFT. Table 1. Who coded"]


def test_every_page_has_its_number_and_every_header_row_is_repeated() -> None:
    with zipfile.ZipFile(io.BytesIO(as_docx(REPORT))) as parts:
        feet = [parts.read(name).decode() for name in parts.namelist() if "footer" in name]
        body = parts.read("word/document.xml").decode()
    assert any(' PAGE "' in foot for foot in feet)
    assert body.count("<w:tblHeader/>") == 3
    assert body.count("w:footerReference") == 3  # each stretch of pages has it


def test_the_same_text_gives_the_same_bytes() -> None:
    assert as_docx(REPORT) == as_docx(REPORT)


@needs_validator
def test_microsoft_s_validator_finds_no_fault() -> None:
    assert errors_of(as_docx(REPORT), "docx") == []
