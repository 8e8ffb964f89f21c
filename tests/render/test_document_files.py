"""A text with headings and tables as Word, HTML and Markdown: everything is in each, and nothing acts."""

import io
import re

import docx
import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.render.document import Document, Section
from reviewkit.render.document_files import FORMATS, as_bytes, as_docx, as_html, as_markdown
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
    with pytest.raises(ReviewkitError, match="docx, html, md"):
        as_bytes(MADE, "pdf")


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


def test_in_markdown_no_text_is_markup() -> None:
    text = as_markdown(MADE)
    assert "## One \\*heading\\*" in text
    assert "Words \\| below" in text
    assert "\\<script\\>" in text
