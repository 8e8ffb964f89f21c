"""A PDF as a manuscript: the paragraphs and tables of its pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Final

from reviewkit.errors import ReviewkitError
from reviewkit.extract.columns import Line as SetLine
from reviewkit.extract.columns import Row, Table
from reviewkit.extract.manuscripts.joining import Line, paragraph
from reviewkit.extract.manuscripts.pieces import Piece
from reviewkit.extract.manuscripts.plain import (
    is_heading_line,
    is_item,
    is_subheading,
    joined_over_breaks,
    leads_to_items,
    without_heads,
)
from reviewkit.extract.manuscripts.sections import is_caption, is_heading
from reviewkit.extract.pdf import blocks_of_pages
from reviewkit.extract.prose import tidied
from reviewkit.model.passages import Cell, Role
from reviewkit.words import message

SHORTEST: Final = 40  # letters of a paragraph that goes on on another page; a cell or a label is shorter
# Of the height of a line, set by three articles and what Word and LibreOffice print:
APART: Final = 0.25  # more white space than usual above a line begins a paragraph
OTHER_SIZE: Final = 0.3  # lines that differ as much in height are set in another size; Å is 20 % higher than A
FEWEST_LETTERS: Final = 3  # of a line whose height says in which size it is set
INDENTED: Final = 0.8  # a line as far to the right of the others begins a paragraph, after the end of a sentence
ALIGNED: Final = 3.0  # points by which the parts of a table on two pages may differ on their left
EARLY: Final = (
    0.12  # of the width of a block: a line that ends a sentence as far from its right edge ends a paragraph
)
# Of an entry of a reference list: "Berg, A.", "Berg AB, Dahl C"
_AUTHOR = re.compile(
    r"[^\W\d_][\w'\u2019-]+(?: [^\W\d_][\w'\u2019-]+)?(?:, [A-ZÆØÅÄÖÜÉ]\.| [A-ZÆØÅÄÖÜÉ]{1,3}(?:[.,]| \())"
)
_ENTRY_END = re.compile(r"[.\d]\s*$")
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
        self._pieces: list[Piece] = []
        self._tables = 0
        self._after_item = False
        self._open: _OpenTable | None = None  # what was read last, where that is a table
        self._height = 0.0  # of most lines

    def pieces(self, pages: Sequence[Sequence[Sequence[SetLine]]]) -> list[Piece]:
        """The texts of the pages, without what is printed on top or at the bottom of most of them."""
        groups: list[list[SetLine]] = []
        lines: list[Line] = []
        self._height = _usual_height(pages)
        for page, blocks in enumerate(pages, 1):
            for group in (one for block in blocks for one in _paragraphs(block)):
                text = "" if isinstance(group[0], Table) else " ".join(line.text for line in group)
                lines.append(Line(text, len(groups), page))
                groups.append(group)
        for line in without_heads(lines):
            assert line.number is not None  # the place of its group
            self._group(groups[line.number], line.page)
        self._close()
        return self._pieces

    def _group(self, group: Sequence[SetLine], page: int | None) -> None:
        if isinstance(group[0], Table):
            self._table(group[0], page)
            return
        self._close()
        lines = [Line(line.text, None, page) for line in group]
        text = " ".join(line.text.strip() for line in lines)
        heading = len(lines) < 3 and (is_heading_line(text, self._after_item) or self._is_large(group, text))
        self._after_item = leads_to_items(lines, self._after_item)
        self._pieces.append(paragraph(*lines).piece(Role.HEADING if heading else Role.BODY))

    def _is_large(self, group: Sequence[SetLine], text: str) -> bool:
        """Whether lines are set larger than most, and end as no sentence does."""
        is_larger = all(line.height > (1 + OTHER_SIZE) * self._height for line in group)
        return is_larger and not _SENTENCE_END.search(text)

    def _table(self, table: Table, page: int | None) -> None:
        """Take in the rows of a table; one that begins a page goes on where the one before it is last on its page."""
        before = self._open
        if before is None or not before.goes_on(table, page):
            self._close()
            self._tables += 1
            before = _OpenTable(self._tables, table.left, _cuts(table.rows))
        self._open = before
        for at, row in enumerate(table.rows):
            self._pieces += before.row(row, page, is_first=at == 0)
        before.page = page

    def _close(self) -> None:
        """The table that was read last does not go on."""
        if self._open is not None:
            self._pieces += self._open.last
        self._open = None


@dataclass(slots=True)
class _OpenTable:
    """A table that may go on on the next page, with its last row, which may do so too."""

    number: int
    left: float
    cuts: tuple[float, ...]  # between its columns, in points
    page: int | None = None
    rows: int = 0
    head: tuple[tuple[int, str], ...] = ()
    last: list[Piece] = field(default_factory=list)

    def goes_on(self, table: Table, page: int | None) -> bool:
        """Whether a table on the page after this one is the rest of it."""
        is_next = page is not None and self.page == page - 1
        is_as_wide = len(self.cuts) + 1 >= max(map(len, table.rows))
        return is_next and is_as_wide and abs(table.left - self.left) < ALIGNED

    def row(self, cells: Row, page: int | None, is_first: bool) -> list[Piece]:
        """The row before this one, when this one is known to be no rest of it."""
        texts = tuple((column, _cell(lines, page)) for column, lines in _by_column(cells, self.cuts))
        if is_first and self.rows and texts == self.head:  # Word prints it again on each page
            return []
        if is_first and self.rows and len(texts) == 1 and len(self.cuts) > 0:
            self._add(texts[0])
            return []
        before, self.last = self.last, []
        self.rows += 1
        self.head = self.head or texts
        for column, text in texts:
            self.last.append(Piece(text, Role.CELL, None, page, Cell(self.number, self.rows, column)))
        return before

    def _add(self, rest: tuple[int, str]) -> None:
        """The rest of a cell that the end of a page divides."""
        column, text = rest
        self.last = [
            replace(one, text=f"{one.text} {text}") if one.cell and one.cell.column == column else one
            for one in self.last
        ]


def _cuts(rows: Sequence[Row]) -> tuple[float, ...]:
    """Where the columns of a table are parted: between the cells of the row with most of them."""
    widest = max(rows, key=len)
    edges = [(min(line.left for line in cell), max(line.right for line in cell)) for cell in widest if cell]
    return tuple((left[1] + right[0]) / 2 for left, right in pairwise(edges))


def _by_column(cells: Row, cuts: Sequence[float]) -> Iterator[tuple[int, Sequence[SetLine]]]:
    """The cells of a row with their columns, from 1; a row leaves out those that are empty."""
    last = 0
    filled = [cell for cell in cells if cell]
    for at, cell in enumerate(filled, 1):
        middle = (min(line.left for line in cell) + max(line.right for line in cell)) / 2
        column = at if len(filled) > len(cuts) else 1 + sum(cut <= middle for cut in cuts)
        last = max(column, last + 1)
        yield last, cell


def _cell(lines: Sequence[SetLine], page: int | None) -> str:
    return paragraph(*(Line(line.text, None, page) for line in lines)).piece().text


def _usual_height(pages: Sequence[Sequence[Sequence[SetLine]]]) -> float:
    """The height of most lines, each counted with its letters."""
    heights: Counter[float] = Counter()
    for line in (line for page in pages for block in page for line in block if not isinstance(line, Table)):
        heights[round(line.height, 1)] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 0.0


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
        (before.bottom - line.top) / max(1.0, before.height, line.height)
        for before, line in pairwise(lines)
        if before.bottom > line.bottom and not isinstance(line, Table) and not isinstance(before, Table)
    ]
    return median(gaps) if gaps else 0.0


def _is_other_size(before: SetLine, line: SetLine) -> bool:
    """Whether two lines are set in different sizes; a line of digits is lower than one with letters."""
    has_letters = all(sum(map(str.isalpha, one.text)) >= FEWEST_LETTERS for one in (before, line))
    return has_letters and abs(before.height - line.height) > OTHER_SIZE * max(before.height, line.height)


def _begins(before: SetLine, line: SetLine, usual: float, left: float, right: float) -> bool:
    """Whether a line begins a paragraph."""
    if isinstance(before, Table) or isinstance(line, Table):
        return True
    height = max(1.0, before.height, line.height)
    if before.bottom < (line.top + line.bottom) / 2 < before.top:  # beside it
        return line.left - before.right > 1.5 * height
    gap = (before.bottom - line.top) / height
    if gap > usual + APART or gap < -3 or _is_other_size(before, line):
        return True
    ends = bool(_SENTENCE_END.search(before.text))
    is_early = before.right < right - EARLY * (right - left)
    if is_heading(before.text.strip()) or is_subheading(before.text) or (ends and is_caption(line.text.strip())):
        return True
    if is_item(line.text) and (ends or is_item(before.text)):
        return True
    if is_item(before.text) and is_early and line.text.lstrip()[:1].isupper():
        return True
    if _AUTHOR.match(line.text.strip()) and _ENTRY_END.search(before.text):
        return True
    return ends and (is_early or line.left > left + INDENTED * height)
