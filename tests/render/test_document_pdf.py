"""A text as PDF: tagged, searchable, the same bytes each time, and nothing in it acts."""

import io
import sys
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.render.document import Document, Figure, Paragraph, Run, Section, Style, numbered, paragraph
from reviewkit.render.document_pdf import as_pdf
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.drawing import Text as Shown
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.tables.table import Table
from tests.render.samples import HOSTILE_NAME, flow_of

ACTING = 'a "quote" \\ #eval("1") $x$ <label> @ref *b* _i_ `c` // /* = - + [x] {y} https://example.org'
NARROW = Table(
    "Who coded", ("Person", "Quotes"), (("Kari", "12"), (HOSTILE_NAME, "3")), ("Sum", "15"), ("A note",)
)
WIDE = Table("Wide", tuple(f"Column {n}" for n in range(8)), (("a text of many words " * 12,) * 8,))
FLOW = Figure(flow_drawing(flow_grid(flow_of(), labels("nb"))), "The flow")
REPORT = numbered(
    Document(
        f"A report {ACTING}",
        ("The first words",),
        (
            Section(
                "One", (f"before {ACTING}",), (NARROW,), sections=(Section(f"Inner {HOSTILE_NAME}", ("text",)),)
            ),
            Section("Two", ("about the wide one",), (WIDE, NARROW), (paragraph("the end"),)),
            Section("Three", blocks=(FLOW,)),
            Section(
                "Four",
                blocks=(
                    Paragraph(
                        (Run("in italics", italic=True), Run(" and "), Run("bold", bold=True)), Style.REFERENCE
                    ),
                    Paragraph((Run("there", link="https://example.org/a"), Run("not", link="javascript:x"))),
                    paragraph("a   search\n  of two lines", Style.VERBATIM),
                    paragraph("an item", Style.ITEM),
                    paragraph("words of somebody", Style.QUOTE),
                    paragraph("a small note", Style.NOTE),
                ),
            ),
        ),
        "nb",
        "Innhold",
    ),
    "Tabell",
    "Figur",
)


def pages(data: bytes) -> list[str]:
    return [
        " ".join(page.get_textpage().get_text_bounded().replace("\ufffe", "").split())
        for page in pypdfium2.PdfDocument(data)
    ]


def opened(document: Document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(as_pdf(document)))


def tags(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from tags(kid)


def of(words: str, **changes: object) -> Document:
    return replace(Document("T", (), (Section("S", (words,)),)), **changes)  # type: ignore[arg-type]


def test_every_word_is_on_the_pages_as_it_was_given() -> None:
    text = " ".join(pages(as_pdf(REPORT)))
    for words in (
        "The first words",
        f"before {ACTING}",
        f"Inner {HOSTILE_NAME}",
        "Tabell 1. Who coded",
        "Figur 1. The flow",
        "A note",
        "a search of two lines",
        "in italics and bold",
        "an item",
        "words of somebody",
        "a small note",
    ):
        assert words in text


def test_words_in_italics_are_set_in_italics() -> None:
    """A reference list needs them."""
    fonts_of = {
        str(font.BaseFont).partition("+")[2]
        for page in opened(REPORT).pages
        for font in page.Resources.Font.values()
    }
    assert {"Arimo", "Arimo-Bold", "Arimo-Italic"} <= fonts_of


def test_the_same_text_gives_the_same_bytes() -> None:
    assert as_pdf(REPORT) == as_pdf(REPORT)


def test_it_says_that_it_is_pdf_ua_in_its_language_with_its_title() -> None:
    made = opened(REPORT)
    assert made.Root.MarkInfo.Marked
    assert str(made.Root.Lang).startswith("nb")
    with made.open_metadata() as data:
        assert data["pdfuaid:part"] == "1"
        assert data["dc:title"] == REPORT.title
    assert made.Root.ViewerPreferences.DisplayDocTitle


def test_headings_tables_and_figures_are_tagged_as_what_they_are() -> None:
    made = opened(REPORT)
    kids = made.Root.StructTreeRoot.K
    found = list(tags(kids[0] if isinstance(kids, pikepdf.Array) else kids))
    names = [str(one.S) for one in found]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/Caption", "/Link", "/LI"} <= set(names)
    assert [str(one.Alt) for one in found if one.S == "/Figure"] == [FLOW.drawing.description]


def test_a_link_leads_only_to_the_web() -> None:
    made = opened(REPORT)
    targets = [
        str(note.A.URI)
        for page in made.pages
        for note in page.get("/Annots", [])
        if "/A" in note and "/URI" in note.A
    ]
    assert set(targets) == {"https://example.org/a"}
    assert "/JavaScript" not in str(made.Root)


def test_wide_tables_and_figures_are_on_landscape_pages() -> None:
    made = pypdfium2.PdfDocument(as_pdf(REPORT))
    texts = [page.get_textpage().get_text_bounded() for page in made]
    turned = ["Column 7" in text or "Figur 1." in text for text in texts]
    assert turned == [page.get_width() > page.get_height() for page in made]
    assert True in turned


def test_a_long_table_repeats_its_head_on_each_page() -> None:
    long = Table("Long", ("Nr.", "What"), tuple((str(n), f"line {n}") for n in range(200)))
    texts = pages(as_pdf(Document("T", (), (Section("S", tables=(long,)),))))
    assert len(texts) > 3
    assert all("Nr. What" in text for text in texts)


def test_a_row_that_is_longer_than_a_page_is_divided_and_a_word_wider_than_its_cell_too() -> None:
    long = Table("Long", ("a", "b"), (("x" * 900, " ".join(f"word{n}" for n in range(3000))),))
    text = " ".join(pages(as_pdf(Document("T", (), (Section("S", tables=(long,)),)))))
    assert all(f"word{n}" in text for n in range(3000))
    assert "".join(text.split()).count("x") == 900


@pytest.mark.parametrize(
    "words", ["学习", "😀", "עברית", "\ue000", "\u202eturned", "\x07\x1b[31m", "\ufffd", "a\u0301"]
)
def test_letters_that_the_font_lacks_and_signs_that_act_do_no_harm(words: str) -> None:
    text = " ".join(pages(as_pdf(of(f"before {words} after"))))
    assert "before" in text
    assert "after" in text
    assert not set(text) & set("\u202e\x07\x1b")


@pytest.mark.parametrize("sign", ["\x85", "\x9b", "\u2028", "\u202e"])
def test_signs_that_act_do_no_harm_in_a_figure(sign: str) -> None:
    drawing = Drawing(
        "x", 300, 100, f"A{sign}title", f"A{sign}text", (Shown(f"a{sign}b", 10, 50),), 12, "#000", "#fff"
    )
    made = as_pdf(Document("T", (), (Section("H", blocks=(Figure(drawing, f"A{sign}caption"),)),)))
    assert len(pypdfium2.PdfDocument(made)) == 1


def test_a_letter_of_no_font_is_its_number() -> None:
    assert "before [U+0378] after" in " ".join(pages(as_pdf(of("before \u0378 after"))))


@pytest.mark.parametrize("title", ["", " ", "T" * 3000])
def test_any_title_will_do(title: str) -> None:
    assert "words" in " ".join(pages(as_pdf(of("words", title=title))))


def test_without_typst_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ReviewkitError, match=r"pip install 'scoping-reviewkit\[pdf\]'"):
        as_pdf(REPORT)
