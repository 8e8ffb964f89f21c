"""A pipe table that any Markdown program shows as a table, whatever the cells hold."""

import re

import pytest
from hypothesis import given

from reviewkit.render.tables.markdown import as_markdown, as_paragraph, escaped
from reviewkit.render.tables.table import Table
from tests.render.samples import HOSTILE, LIST, tables


def test_caption_head_rows_foot_and_notes_in_their_order() -> None:
    table = Table("Caption", ("a", "b"), (("1", "2"),), foot=("n", "m"), notes=("First.", "Second."))
    assert as_markdown(table) == (
        "**Caption**\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n| n | m |\n\nFirst.\nSecond.\n"
    )


def test_what_would_act_is_escaped() -> None:
    text = as_markdown(HOSTILE)
    assert r"\<script\>" in text
    assert r"B\|C" in text
    assert r"\[link\]" in text
    assert r"\`x\`" in text


def test_braces_are_no_attributes() -> None:
    assert escaped('Trust {onclick="x"}') == r'Trust \{onclick="x"\}'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. Nurses", "1\\. Nurses"),
        ("(2) nurses", "(2\\) nurses"),
        ("a. Nurses", "a\\. Nurses"),
        ("(iv) nurses", "(iv\\) nurses"),
        ("XI) nurses", "XI\\) nurses"),
        ("!!! note", "\\!!! note"),
        ("Table: nurses", "Table\\: nurses"),
        ("# Nurses", "\\# Nurses"),
        ("A.  Nurses", "A\\.  Nurses"),
        ("B) nurses", "B\\) nurses"),
        ("Nurses. They", "Nurses. They"),
        ("A. Berg and others", "A. Berg and others"),
        ("e.g. nurses", "e.g. nurses"),
        ("U.S. nurses", "U.S. nurses"),
        ("1.5 hours", "1.5 hours"),
        ("anna@example.org", "anna@example.org"),
        ("Ask @berg2019", "Ask \\@berg2019"),
        ("12 nurses", "12 nurses"),
    ],
)
def test_a_paragraph_is_no_list_heading_or_caption(text: str, written: str) -> None:
    assert as_paragraph(escaped(text)) == written


def test_a_backslash_is_escaped_once() -> None:
    assert r"| a\\\| |" in as_markdown(Table("c", ("a\\|",), ()))


def test_a_line_break_in_a_cell_does_not_end_its_row() -> None:
    assert "| two lines |" in as_markdown(Table("c", ("head",), (("two\nlines",),)))


@given(tables())
def test_every_row_has_as_many_cells_as_the_head(table: Table) -> None:
    lines = as_markdown(table).split("\n")
    rows = [line for line in lines[2 : 4 + len(table.body)] if not line.startswith("| ---")]
    for row in rows:
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == len(table.head) + 1


def test_nordic_letters_and_marks_stay() -> None:
    assert "Åås (2019)" in as_markdown(LIST)


def test_no_break_and_thin_spaces_stay() -> None:
    assert "| Holm\u00a0et\u2009al. |" in as_markdown(Table("c", ("head",), (("Holm\u00a0et\u2009al.",),)))


def test_two_spaces_in_a_cell_stay_two() -> None:
    assert "| To  mellomrom |" in as_markdown(Table("c", ("To  mellomrom",), ()))
