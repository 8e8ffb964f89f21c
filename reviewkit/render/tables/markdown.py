"""A table as Markdown."""

import re
from collections.abc import Sequence

from reviewkit.render.tables.table import Table

_LINE_ENDS = re.compile(r"(?<! ) *+[\t\r\n\v\f][ \t\r\n\v\f]*+")
# What programs take for markup; the last three are those of GitHub and pandoc (H~2~O, x^2^, $x$).
_MARKUP = re.compile(r"[\\|*_<>`\[\]~^$]|&(?=#?\w+;)")


def as_markdown(table: Table) -> str:
    """A pipe table with its caption and notes."""
    rows = [_row(table.head), f"|{'|'.join([' --- '] * len(table.head))}|", *map(_row, table.body)]
    return "\n".join([f"**{escaped(table.title)}**", "", *rows, "", *map(escaped, table.notes)]) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(escaped, cells)) + " |"


def escaped(text: str) -> str:
    """A text in which no sign is markup, on one line."""
    return _LINE_ENDS.sub(" ", _MARKUP.sub(r"\\\g<0>", text)).strip(" ")
