"""A table in the format that was asked for by name, which is also the ending of its file."""

from collections.abc import Callable

from reviewkit.errors import ReviewkitError
from reviewkit.render.tables.csv import as_csv
from reviewkit.render.tables.docx import as_docx
from reviewkit.render.tables.html import as_html
from reviewkit.render.tables.latex import as_latex
from reviewkit.render.tables.markdown import as_markdown
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.xlsx import as_xlsx

_WRITERS: dict[str, Callable[[Table], str | bytes]] = {
    "csv": as_csv,
    "md": as_markdown,
    "html": as_html,
    "xlsx": as_xlsx,
    "docx": as_docx,
    "tex": as_latex,
}
FORMATS = tuple(_WRITERS)


def as_bytes(table: Table, format_name: str, separator: str = "") -> bytes:
    """The table as the bytes of a file in one of FORMATS. The same table gives the same bytes.

    `separator` parts the cells of a CSV; without one it is that of the table's language.
    """
    if format_name not in _WRITERS:
        raise ReviewkitError(f"a table cannot be written as {format_name!r}; there are: {', '.join(FORMATS)}")
    content = as_csv(table, separator) if format_name == "csv" else _WRITERS[format_name](table)
    return content.encode("utf-8") if isinstance(content, str) else content
