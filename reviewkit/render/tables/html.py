"""A table as an HTML page of its own: real header cells, no script, nothing from the network."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from reviewkit.render.tables.table import Behind, Table
from reviewkit.safe import html_text

_STYLE = """\
body { font: 15px/1.4 Arial, sans-serif; margin: 2em; color: #1a1a1a }
table { border-collapse: collapse }
caption { text-align: left; font-weight: bold; padding: 0 0 .6em }
th, td { border: 1px solid #8a8a8a; padding: .3em .6em; vertical-align: top; text-align: left }
thead th, tfoot th, tfoot td { background: #dbe6f1 }"""
_MARKS = ".mark { text-align: center }"
_SPACES = "th, td, caption, p { white-space: pre-wrap }"
_QUOTES = """\
td a { color: #1d4f7c }
section { max-width: 46em }
section:target h3 { background: #dbe6f1 }
h3 { font-size: 1em; margin: 1.4em 0 .3em }
blockquote { margin: .3em 0; padding-left: .8em; border-left: 3px solid #8a8a8a; white-space: pre-wrap }
section p { margin: .1em 0 .8em; color: #444444 }"""
_KEPT = re.compile(r"^ |  |[\t\r\n]| $")  # spaces and line ends of which a browser would make one space, or none
_LONG_WORD = re.compile(r"(\S{31,})")  # letters; 30 are a fifth of a page
_PIECES = re.compile(r".{1,10}", re.DOTALL)


def as_html(table: Table) -> str:
    """The page. Every text is escaped, and the policy keeps a browser from acting on any that was missed."""
    body = f"{element_of(table)}\n{notes_of(table)}{_behind(table)}\n"
    return page_of(table.title, style_of([table]), body, table.language)


def page_of(title: str, style: str, body: str, language: str) -> str:
    """A page of its own: `body` is HTML, the title is a text."""
    return f"""<!doctype html>
<html lang="{html_text(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{html_text(title)}</title>
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
    kept = _SPACES if any(_KEPT.search(text) for table in tables for text in _texts_of(table)) else ""
    quotes = _QUOTES if any(table.behind for table in tables) else ""
    return "\n".join(filter(None, (_STYLE, _MARKS if marks else "", kept, quotes)))


def _texts_of(table: Table) -> tuple[str, ...]:
    return (table.title, *table.head, *(cell for row in table.body for cell in row), *table.notes)


def element_of(table: Table) -> str:
    """The table with its caption, as HTML."""
    marks = table.of_marks
    columns = zip(table.head, marks, strict=True)
    head = "".join(f'<th scope="col"{_class(of_marks)}>{_words(cell)}</th>' for cell, of_marks in columns)
    links = {(one.row, one.column): one for one in table.behind}
    body = "\n".join(
        f"<tr>{_row(row, table.row_heads, marks, [links.get((number, column)) for column in range(len(row))])}</tr>"
        for number, row in enumerate(table.rows)
    )
    foot = f"<tfoot><tr>{_row(table.foot, True, marks)}</tr></tfoot>" if table.foot else ""
    return f"""<table>
<caption>{html_text(table.title)}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
{foot}
</table>"""


def notes_of(table: Table) -> str:
    """The notes below the table, as HTML."""
    return "".join(f"<p>{html_text(note)}</p>" for note in table.notes)


def _row(cells: Sequence[str], row_head: bool, marks: Sequence[bool], links: Sequence[Behind | None] = ()) -> str:
    """The cells; the first names the row where `row_head` is true, so that a screen reader says it with each cell."""
    texts = [_linked(_words(cell), link) for cell, link in zip_longest(cells, links)]
    first = f'<th scope="row">{texts[0]}</th>' if row_head else f"<td>{texts[0]}</td>"
    others = zip(texts[1:], marks[1:], strict=True)
    return first + "".join(f"<td{_class(of_marks)}>{text}</td>" for text, of_marks in others)


def _linked(text: str, link: Behind | None) -> str:
    """The text of a cell, which leads to the quotes behind it where there are any."""
    return f'<a href="#{_place(link)}" aria-label="{html_text(link.heading)}">{text}</a>' if link else text


def _place(link: Behind) -> str:
    return f"cell-{link.row + 1}-{link.column + 1}"


def _behind(table: Table) -> str:
    """The quotes behind the cells, cell by cell, below the table."""
    if not table.behind:
        return ""
    parts = [f"\n<h2>{html_text(table.behind_title)}</h2>"]
    for one in table.behind:
        parts.append(f'<section id="{_place(one)}"><h3>{html_text(one.heading)}</h3>')
        for quotation in one.quotations:
            words = f'<blockquote dir="auto">{html_text(quotation.words)}</blockquote>' if quotation.words else ""
            parts.append(f"{words}<p>{html_text(quotation.said)}</p>")
        parts.append("</section>")
    return "\n".join(parts)


def _class(of_marks: bool) -> str:
    return ' class="mark"' if of_marks else ""


def _words(text: str) -> str:
    """The text, escaped; a word that would squeeze the other columns, such as an address, may be broken."""
    parts = _LONG_WORD.split(text)
    return "".join(
        "<wbr>".join(map(html_text, _PIECES.findall(part))) if n % 2 else html_text(part)
        for n, part in enumerate(parts)
    )
