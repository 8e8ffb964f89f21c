"""A table as an HTML page of its own: real header cells, no script, nothing from the network."""

import re
from collections.abc import Sequence
from html import escape

from reviewkit.render.tables.table import Table

_STYLE = """\
body { font: 15px/1.4 Arial, sans-serif; margin: 2em; color: #1a1a1a }
table { border-collapse: collapse }
caption { text-align: left; font-weight: bold; padding: 0 0 .6em }
th, td { border: 1px solid #8a8a8a; padding: .3em .6em; vertical-align: top; text-align: left }
thead th, tfoot th, tfoot td { background: #dbe6f1 }"""
_MARKS = ".mark { text-align: center }"
_SPACES = "th, td, caption, p { white-space: pre-wrap }"
_KEPT = re.compile(r"^ |  |[\t\r\n]| $")  # spaces and line ends of which a browser would make one space, or none
_LONG_WORD = re.compile(r"(\S{31,})")  # letters; 30 are a fifth of a page
_PIECES = re.compile(r".{1,10}", re.DOTALL)


def as_html(table: Table) -> str:
    """The page. Every text is escaped, and the policy keeps a browser from acting on any that was missed."""
    return page_of(table.title, style_of([table]), f"{element_of(table)}\n{notes_of(table)}\n", table.language)


def page_of(title: str, style: str, body: str, language: str) -> str:
    """A page of its own: `body` is HTML, the title is a text."""
    return f"""<!doctype html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
<style>
{style}
</style>
</head>
<body>
{body}</body>
</html>
"""


def style_of(tables: Sequence[Table]) -> str:
    """The style that these tables need."""
    marks = any(any(table.of_marks) for table in tables)
    texts = (text for table in tables for text in _texts_of(table))
    kept = _SPACES if any(map(_KEPT.search, texts)) else ""
    return "\n".join(filter(None, (_STYLE, _MARKS if marks else "", kept)))


def _texts_of(table: Table) -> tuple[str, ...]:
    return (table.title, *table.head, *(cell for row in table.body for cell in row), *table.notes)


def element_of(table: Table) -> str:
    """The table with its caption, as HTML."""
    marks = table.of_marks
    columns = zip(table.head, marks, strict=True)
    head = "".join(f'<th scope="col"{_class(of_marks)}>{_words(cell)}</th>' for cell, of_marks in columns)
    body = "\n".join(f"<tr>{_row(row, table.row_heads, marks)}</tr>" for row in table.rows)
    foot = f"<tfoot><tr>{_row(table.foot, True, marks)}</tr></tfoot>" if table.foot else ""
    return f"""<table>
<caption>{escape(table.title)}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
{foot}
</table>"""


def notes_of(table: Table) -> str:
    """The notes below the table, as HTML."""
    return "".join(f"<p>{escape(note)}</p>" for note in table.notes)


def _row(cells: Sequence[str], row_head: bool, marks: Sequence[bool]) -> str:
    """The cells; the first names the row where `row_head` is true, so that a screen reader says it with each cell."""
    first = f'<th scope="row">{_words(cells[0])}</th>' if row_head else f"<td>{_words(cells[0])}</td>"
    others = zip(cells[1:], marks[1:], strict=True)
    return first + "".join(f"<td{_class(of_marks)}>{_words(cell)}</td>" for cell, of_marks in others)


def _class(of_marks: bool) -> str:
    return ' class="mark"' if of_marks else ""


def _words(text: str) -> str:
    """The text, escaped; a word that would squeeze the other columns, such as an address, may be broken."""
    parts = _LONG_WORD.split(text)
    return "".join(
        "<wbr>".join(map(escape, _PIECES.findall(part))) if n % 2 else escape(part) for n, part in enumerate(parts)
    )
