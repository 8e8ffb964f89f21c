"""A text with headings and tables as Word, HTML and Markdown: everything is in each, and nothing acts."""

import io
import re

import docx
import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.render.document import Document, Figure, Paragraph, Run, Section, Style, paragraph
from reviewkit.render.document_files import FORMATS, as_bytes, as_docx, as_html, as_markdown
from reviewkit.render.figures.drawing import Drawing, Text
from reviewkit.render.tables.table import Table
from tests.render.samples import HOSTILE_NAME

TABLE = Table("Who coded", ("Person", "Quotes"), (("Kari", "12"), (HOSTILE_NAME, "3")), notes=("A note",))
MADE = Document(
    f"A title {HOSTILE_NAME}",
    ("The first words", "The second"),
    (Section("One *heading*", ("Words | below",), (TABLE, TABLE)), Section("Two", ("Nothing is logged.",))),
    "nb",
)


def test_the_same_text_gives_the_same_bytes_in_each_format() -> None:
    for name in FORMATS:
        assert as_bytes(MADE, name) == as_bytes(MADE, name)
    with pytest.raises(ReviewkitError, match="docx, html, md, pdf"):
        as_bytes(MADE, "odt")


def test_word_gets_headings_paragraphs_and_tables_in_their_order() -> None:
    found = docx.Document(io.BytesIO(as_docx(MADE)))
    named = [(one.style.name, one.text) for one in found.paragraphs if one.text]  # type: ignore[union-attr]
    assert named == [
        ("Heading 1", MADE.title),
        ("Normal", "The first words"),
        ("Normal", "The second"),
        ("Heading 2", "One *heading*"),
        ("Normal", "Words | below"),
        *(("Caption", "Who coded"), ("Normal", "A note")) * 2,
        ("Heading 2", "Two"),
        ("Normal", "Nothing is logged."),
    ]
    tags = [child.tag.rpartition("}")[2] for child in found.element.body]
    assert "tbltbl" not in "".join(tags)
    assert [cell.text for cell in found.tables[1].rows[2].cells] == [HOSTILE_NAME, "3"]


def test_two_tables_without_notes_stay_two() -> None:
    bare = Table("T", ("a",), (("b",),))
    found = docx.Document(io.BytesIO(as_docx(Document("D", (), (Section("S", (), (bare, bare)),)))))
    assert len(found.tables) == 2
    assert [child.tag.rpartition("}")[2] for child in found.element.body].count("tbl") == 2
    assert not re.search("tbl,tbl", ",".join(child.tag.rpartition("}")[2] for child in found.element.body))


def test_in_html_every_text_is_escaped() -> None:
    text = as_html(MADE)
    assert "<script" not in text
    assert text.count("<table>") == 2
    assert text.count("<h2>") == 2
    assert '<html lang="nb">' in text


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\u00a0", "\r\n\r\n"])
def test_in_markdown_blanks_around_italics_are_one_space(blank: str) -> None:
    runs = Run("Berg"), Run(f"{blank}Care{blank}", italic=True), Run("2020"), Run(blank)
    text = as_markdown(Document("D", (), (Section("S", blocks=(Paragraph(runs),)),)))
    assert text.replace("\u00a0\n", "\n").endswith("\nBerg *Care* 2020\n")


@pytest.mark.parametrize("text", [" # heading", "\n- x", "\t1. x", "\r\n\r\n# x"])
def test_in_markdown_a_blank_before_the_first_words_opens_no_block(text: str) -> None:
    made = as_markdown(Document("D", (), (Section("S", blocks=(Paragraph((Run(" "), Run(text))),)),)))
    assert re.fullmatch(r"(?:1\\\.|\\[#-]) (?:heading|x)", made.splitlines()[-1])


def test_in_markdown_a_space_that_breaks_no_line_stays() -> None:
    runs = Run("p"), Run("\u00a0= 0.05 of 12"), Run("\u00a0"), Run("000")
    made = as_markdown(Document("D", (), (Section("S", blocks=(Paragraph(runs),)),)))
    assert made.splitlines()[-1] == "p\u00a0= 0.05 of 12\u00a0000"


def test_in_markdown_no_text_is_markup() -> None:
    text = as_markdown(MADE)
    assert "## One \\*heading\\*" in text
    assert "Words \\| below" in text
    assert "\\<script\\>" in text


DRAWN = Drawing("d", 96, 48, "A flow", "screened 12", (Text("12", 10, 20),), 13, "#1a1a1a", "#ffffff")
REPORT = Document(
    "Report",
    (),
    (
        Section(
            "References",
            blocks=(
                Paragraph((Run("Berg (2020). "), Run("Care *", italic=True), Run(".")), Style.REFERENCE),
                Paragraph((Run("doi", link="https://doi.org/10.5555/1"), Run("bad", link="javascript:alert(1)"))),
                paragraph("1  nurs*\n2  <b>home</b>", Style.VERBATIM),
                paragraph("said", Style.QUOTE),
                paragraph("one", Style.ITEM),
                Figure(DRAWN, "Figure 1"),
            ),
            sections=(Section("Below", ("deeper",)),),
        ),
    ),
)


def test_word_gets_the_look_of_words_the_figure_and_its_alternative_text() -> None:
    found = docx.Document(io.BytesIO(as_docx(REPORT)))
    named = [(one.style.name, one.text) for one in found.paragraphs if one.text]  # type: ignore[union-attr]
    assert ("Normal", "Berg (2020). Care *.") in named
    assert ("List Bullet", "one") in named
    assert named[-3:] == [("Caption", "Figure 1"), ("Heading 3", "Below"), ("Normal", "deeper")]
    (reference,) = (one for one in found.paragraphs if one.text.startswith("Berg"))
    assert [run.italic for run in reference.runs] == [None, True, None]
    (described,) = found.element.body.xpath(".//wp:docPr")
    assert described.get("descr") == "screened 12"


def test_html_shows_the_figure_and_leads_only_to_addresses() -> None:
    text = as_html(REPORT)
    assert "<em>Care *</em>" in text
    assert '<a href="https://doi.org/10.5555/1">doi</a>bad' in text
    assert "<pre>1  nurs*\n2  &lt;b&gt;home&lt;/b&gt;</pre>" in text
    assert "<desc" in text
    assert "<h3>Below</h3>" in text


def test_markdown_has_the_numbers_of_the_figure_and_the_look_of_words() -> None:
    text = as_markdown(REPORT)
    assert "Berg (2020). *Care \\**." in text
    assert "    1  nurs*\n    2  <b>home</b>\n" in text
    assert "> said" in text
    assert "screened 12" in text


def test_html_has_a_list_of_its_sections_that_leads_to_them() -> None:
    deep = Section("A", (), sections=(Section("B", (), sections=(Section("C"),)), Section("D")))
    text = as_html(Document("D", (), (deep, Section("E")), contents="Contents"))
    places = re.findall(r'href="#(part-\d)">([A-E])', text)
    assert places == [(f"part-{n}", name) for n, name in enumerate("ABCDE", start=1)]
    assert re.findall(r'<h\d id="(part-\d)">([A-E])<', text) == places
    nav = re.search(r"<nav.*</nav>", text, re.DOTALL)
    assert nav
    assert (nav[0].count("<ul>"), nav[0].count("</ul>"), nav[0].count("<li>"), nav[0].count("</li>")) == (
        3,
        3,
        5,
        5,
    )
    assert "<nav" not in as_html(REPORT)
