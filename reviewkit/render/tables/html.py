"""A table as an HTML page of its own: real header cells, no script, nothing from the network."""

from collections.abc import Sequence
from html import escape

from reviewkit.render.tables.table import Table

_STYLE = """\
body { font: 15px/1.4 Arial, sans-serif; margin: 2em; color: #1a1a1a }
table { border-collapse: collapse }
caption { text-align: left; font-weight: bold; padding: 0 0 .6em }
th, td { border: 1px solid #8a8a8a; padding: .3em .6em; vertical-align: top; text-align: left }
thead th, tfoot th, tfoot td { background: #dbe6f1 }"""


def as_html(table: Table) -> str:
    """The page. Every text is escaped, and the policy keeps a browser from acting on any that was missed."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    body = "\n".join(f"<tr>{_row(row, table.row_heads)}</tr>" for row in table.rows)
    foot = f"<tfoot><tr>{_row(table.foot, True)}</tr></tfoot>" if table.foot else ""
    notes = "".join(f"<p>{escape(note)}</p>" for note in table.notes)
    return f"""<!doctype html>
<html lang="{escape(table.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{escape(table.title)}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<table>
<caption>{escape(table.title)}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
{foot}
</table>
{notes}
</body>
</html>
"""


def _row(cells: Sequence[str], row_head: bool) -> str:
    """The cells; the first names the row where `row_head` is true, so that a screen reader says it with each cell."""
    first = f'<th scope="row">{escape(cells[0])}</th>' if row_head else f"<td>{escape(cells[0])}</td>"
    return first + "".join(f"<td>{escape(cell)}</td>" for cell in cells[1:])
