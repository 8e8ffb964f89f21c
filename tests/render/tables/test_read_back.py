"""Any text in any field of a table comes back from every format, as another program reads it.

Word is read by python-docx, Excel by openpyxl, HTML by the parser of Python (test_html.py), CSV by its csv module, and
Markdown by markdown-it, which comes with rich.
"""

import csv
import io
import itertools
import re
from collections.abc import Callable

import pytest
from docx import Document
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import as_bytes
from reviewkit.safe import in_page, safe_cell, xml_characters
from tests.render.samples import tables
from tests.render.tables.test_html import Page

Rows = list[list[str]]  # with the head


def by_word(data: bytes) -> Rows:
    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(data)).tables[0].rows]


def by_excel(data: bytes) -> Rows:
    """The rows of the sheet, notes below the table too."""
    sheet = load_workbook(io.BytesIO(data)).active
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]


def by_browser(data: bytes) -> Rows:
    text = data.decode("utf-8")
    cells, width = Page(text).cells, text.count('<th scope="col"')
    return [cells[at : at + width] for at in range(0, len(cells), width)]


def by_csv(data: bytes) -> Rows:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def by_markdown(data: bytes) -> Rows:
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(data.decode("utf-8"))
    rows: Rows = []
    for before, token in itertools.pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        if before.type in ("th_open", "td_open"):
            rows[-1].append("".join(one.content for one in token.children or ()).strip())
    return rows


def in_one_line(text: str) -> str:
    """Markdown has no line breaks in cells and no spaces around them,"""
    return in_page(re.sub(r" *[\t\r\n\v\f][ \t\r\n\v\f]*", " ", text)).strip()


def with_newlines(text: str) -> str:
    return re.sub(r"\r\n?", "\n", xml_characters(text))


FORMATS: dict[str, tuple[Callable[[bytes], Rows], Callable[[str], str]]] = {
    "docx": (by_word, with_newlines),
    "xlsx": (by_excel, with_newlines),
    "html": (by_browser, in_page),
    "csv": (by_csv, safe_cell),
    "md": (by_markdown, in_one_line),
}
HARD = Table(
    "Caption &amp; more",
    ("&lt;b&gt; &copy;", "a~~b~~ ~x~ ^y^ $z$"),
    (
        ("_x0041_ \\| `|` \\", "  two  spaces  "),
        ("007", "1e5"),
        ("\u00a0\u2009\u202f", "a\u00adb\u200bc"),
        ("*_[x](y)_* <!-- -->", "![x](y) <http://x.no>"),
        ("# no heading", "1. no list"),
    ),
    notes=("*x*", "&lt;"),
)


@pytest.mark.parametrize("name", FORMATS)
@given(table=tables())
@example(table=HARD)
@settings(max_examples=40)
def test_any_text_comes_back_from_every_format(name: str, table: Table) -> None:
    read, kept = FORMATS[name]
    rows = read(as_bytes(table, name))
    expected = [[kept(cell) for cell in row] for row in (table.head, *table.body)]
    assert (rows[: len(expected)] if name == "xlsx" else rows) == expected
