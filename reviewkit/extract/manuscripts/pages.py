"""A PDF as a manuscript: the paragraphs and tables of its pages."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from reviewkit.errors import ReviewkitError
from reviewkit.extract.columns import Line as SetLine
from reviewkit.extract.columns import Table
from reviewkit.extract.manuscripts.joining import Line, paragraph
from reviewkit.extract.manuscripts.pieces import Piece
from reviewkit.extract.manuscripts.plain import (
    is_heading_line,
    is_item,
    joined_over_breaks,
    leads_to_items,
    without_heads,
)
from reviewkit.extract.manuscripts.sections import is_heading
from reviewkit.extract.pdf import blocks_of_pages
from reviewkit.extract.prose import tidied
from reviewkit.model.passages import Cell, Role
from reviewkit.words import message

SHORTEST: Final = 40  # letters of a paragraph that goes on on another page; a cell or a label is shorter
# Of the height of a line, set by three articles and what Word and LibreOffice print:
APART: Final = 0.25  # more white space than usual above a line begins a paragraph
OTHER_SIZE: Final = 0.07  # lines that differ as much in height are set in another size: a heading, a note
INDENTED: Final = 0.8  # a line as far to the right of the others begins a paragraph, after the end of a sentence
EARLY: Final = (
    0.12  # of the width of a block: a line that ends a sentence as far from its right edge ends a paragraph
)
_SENTENCE_END = re.compile(r"[.!?:;)»\u201d\"\]]\s*$")


def read_pages(data: bytes, name: str) -> Iterator[Piece]:
    """The paragraphs of a PDF and the cells of its tables, with their pages.

    Raises ReviewkitError for one that cannot be read, or whose pages are pictures.
    """
    pages = blocks_of_pages(data, name)
    if not any(any(map(str.isalpha, line.text)) for page in pages for block in page for line in block):
        raise ReviewkitError(
            message(
                "{path}: there are no letters in this PDF, only pictures of pages. Save the manuscript from the "
                "program that you write it in.",
                path=name,
            )
        )
    return joined_over_breaks(_Pages().pieces(pages), SHORTEST)


class _Pages:
    """What is counted while the pages are read."""

    def __init__(self) -> None:
        self._tables = 0
        self._after_item = False

    def pieces(self, pages: Sequence[Sequence[Sequence[SetLine]]]) -> Iterator[Piece]:
        """The texts of the pages, without what is printed on top or at the bottom of most of them."""
        groups: list[list[SetLine]] = []
        lines: list[Line] = []
        for page, blocks in enumerate(pages, 1):
            for group in (one for block in blocks for one in _paragraphs(block)):
                lines.append(Line(" ".join(line.text for line in group), len(groups), page))
                groups.append(group)
        for line in without_heads(lines):
            assert line.number is not None  # the place of its group
            yield from self._group(groups[line.number], line.page)

    def _group(self, group: Sequence[SetLine], page: int | None) -> Iterator[Piece]:
        if isinstance(group[0], Table):
            yield from self._table(group[0], page)
            return
        lines = [Line(line.text, None, page) for line in group]
        heading = len(lines) < 3 and is_heading_line(
            " ".join(line.text.strip() for line in lines), self._after_item
        )
        self._after_item = leads_to_items(lines, self._after_item)
        yield paragraph(*lines).piece(Role.HEADING if heading else Role.BODY)

    def _table(self, table: Table, page: int | None) -> Iterator[Piece]:
        self._tables += 1
        for row, cells in enumerate(table.rows, 1):
            for column, cell in enumerate(cells, 1):
                if cell:
                    text = paragraph(*(Line(line.text, None, page) for line in cell)).piece(Role.CELL)
                    yield Piece(text.text, Role.CELL, None, page, Cell(self._tables, row, column))


def _paragraphs(block: Sequence[SetLine]) -> Iterator[list[SetLine]]:
    """The lines of a block in groups: a table, or the lines of a paragraph."""
    lines = [line for line in block if isinstance(line, Table) or tidied(line.text)]
    if not lines:
        return
    usual = _usual_gap(lines)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    group = [lines[0]]
    for before, line in pairwise(lines):
        if _begins(before, line, usual, left, right):
            yield group
            group = []
        group.append(line)
    yield group


def _usual_gap(lines: Sequence[SetLine]) -> float:
    """The white space between two lines of a paragraph, as a share of their height."""
    gaps = [
        (before.bottom - line.top) / max(1.0, line.height)
        for before, line in pairwise(lines)
        if before.bottom > line.bottom and not isinstance(line, Table) and not isinstance(before, Table)
    ]
    return median(gaps) if gaps else 0.0


def _begins(before: SetLine, line: SetLine, usual: float, left: float, right: float) -> bool:
    """Whether a line begins a paragraph."""
    if isinstance(before, Table) or isinstance(line, Table):
        return True
    height = max(1.0, min(before.height, line.height))
    if before.bottom < (line.top + line.bottom) / 2 < before.top:  # beside it
        return line.left - before.right > 1.5 * height
    gap = (before.bottom - line.top) / height
    if gap > usual + APART or gap < -3 or abs(before.height - line.height) > OTHER_SIZE * height:
        return True
    if is_item(line.text) or is_heading(before.text.strip()):
        return True
    ends = bool(_SENTENCE_END.search(before.text))
    is_early = before.right < right - EARLY * (right - left)
    return ends and (is_early or line.left > left + INDENTED * height)
