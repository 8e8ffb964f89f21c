"""A table as Markdown."""

import re
from collections.abc import Sequence

from reviewkit.render.tables.table import Table
from reviewkit.safe import in_page

_LINE_ENDS = re.compile(r"(?<! ) *+[\t\r\n\v\f][ \t\r\n\v\f]*+")
# What programs take for markup; the last six are those of GitHub, pandoc and MkDocs (H~2~O, x^2^, $x$, {onclick=x},
# @berg2019).
_MARKUP = re.compile(r"[\\|*_<>`\[\]~^${}]|&(?=#?\w+;)|(?<!\w)@(?=\w)")
# What begins a heading, a list, a line across the page, a caption or a block of pandoc's, where a paragraph begins;
# pandoc numbers lists with letters and Roman numbers too ("A. Berg" begins none: after a capital letter it wants two
# spaces).
_BEGINS_BLOCK = re.compile(
    r"[#+=:-]|!(?=!!)|[Tt]able(?=:)|\(?(?:\d{1,9}|[a-z]|[ivxlcdm]{2,9}|[IVXLCDM]{2,9})(?=[.)](?:\s|\Z))"
    r"|\(?[A-Z](?=\)(?:\s|\Z)|\.(?:\s\s|\Z))"
)


def as_markdown(table: Table) -> str:
    """A pipe table with its caption and notes."""
    rows = [_row(table.head), f"|{'|'.join([' --- '] * len(table.head))}|", *map(_row, table.body)]
    notes = [as_paragraph(escaped(note)) for note in table.notes]
    return "\n".join([f"**{escaped(table.title)}**", "", *rows, "", *notes, ""])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(escaped, cells)) + " |"


def escaped(text: str) -> str:
    """A text in which no sign is markup, on one line."""
    return in_page(_LINE_ENDS.sub(" ", _MARKUP.sub(r"\\\g<0>", text))).strip(" ")


def as_paragraph(words: str) -> str:
    """Words of `escaped` as a paragraph, whatever they begin with."""
    begins = _BEGINS_BLOCK.match(words)
    if not begins:
        return words
    return f"\\{words}" if begins[0] in "#+=:!-" else f"{begins[0]}\\{words[begins.end() :]}"
