"""Plain text: as somebody writes it, or as pdftotext makes it of a PDF, with page numbers and broken words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from reviewkit.extract.documents import decoded
from reviewkit.extract.manuscripts.joining import Line, Paragraph, paragraph, unbroken
from reviewkit.extract.manuscripts.pieces import Piece
from reviewkit.extract.manuscripts.sections import is_caption, is_contents, is_heading
from reviewkit.model.passages import Role

_PAGE_NUMBER = re.compile(r"\s*+(?:[-\u2013]\s*+)?\d{1,4}\s*+(?:[-\u2013]\s*+)?")
_OF_PAGES = re.compile(r"(?:[Pp]age|[Ss]ide) \d+ (?:of|av) \d+")
_PAGE = re.compile(r"^\d+ | \d+$|\b(?:[Pp]age|[Ss]ide) \d+(?: (?:of|av) \d+)?")
_ITEM = re.compile(r"\s*(?:[\u2022\u00b7\u25aa\u25e6\u2013*o-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_DAY = re.compile(
    r"\s*\d{1,2}\. (?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b"
)
_NUMBERED_HEADING = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){0,3}\.? [A-ZÆØÅ]")
_SUBHEADING = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){1,3}\.? [A-ZÆØÅ]")
_SENTENCE_END = re.compile(r"[.!?:;)»\u201d\"\]]\s*$")

FEWEST_PAGES: Final = 3  # numbers that count on, or heads that are the same: two may be chance
FEWEST_LETTERS: Final = 3  # of a running title; "15 (46)" may be a cell of a table on every page
APART: Final = (
    15  # lines between two printed page numbers, at the least; a page of the worked example has 30 to 60
)
SHORT: Final = 0.5  # of the usual width: a line that ends there, before a capital letter, ends a paragraph
ALMOST: Final = 0.75  # of the same, for a line that ends as a sentence does
WIDEST: Final = 120  # letters of a line in a text that somebody has broken into lines
LONGEST_HEADING: Final = 100  # letters


def read_plain(data: bytes, name: str) -> Iterator[Piece]:
    """The paragraphs of a plain text, in UTF-8, UTF-16 or Windows-1252."""
    lines = _without_page_numbers(_lines(unbroken(decoded(data))))
    width = _usual_width(lines)
    return joined_over_breaks(_pieces(lines, width), round(width * SHORT))


def _lines(text: str) -> list[Line]:
    """The lines with their pages, where there are form feeds; a page begins after a blank line."""
    pages = text.split("\f")
    found: list[Line] = []
    number = 1
    for page, content in enumerate(pages, 1):
        shown = page if len(pages) > 1 else None
        lines = content.split("\n")
        found += [Line(line, number + at, shown) for at, line in enumerate(lines)]
        number += len(lines) - 1
        found.append(Line("", number, shown))
    return without_heads(found) if len(pages) > 1 else found


def without_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines without what is printed at the top or bottom of most pages: page numbers and running titles."""
    edges: set[int] = set()
    said: Counter[str] = Counter()
    for at in _edges_of_pages(lines):
        edges.add(at)
        if FEWEST_LETTERS <= sum(map(str.isalpha, lines[at].text)) <= LONGEST_HEADING:
            said[_head(lines[at].text)] += 1
    pages = (lines[-1].page if lines else None) or 1
    often = {head for head, count in said.items() if count >= max(FEWEST_PAGES, pages / 3)}
    return [
        line
        for at, line in enumerate(lines)
        if not (at in edges and (_PAGE_NUMBER.fullmatch(line.text) or _head(line.text) in often))
        and not _OF_PAGES.fullmatch(line.text.strip())
    ]


def _edges_of_pages(lines: Sequence[Line]) -> Iterator[int]:
    """The places of the first two and the last two lines with text of each page."""
    for _, page in groupby(range(len(lines)), key=lambda at: lines[at].page):
        filled = [at for at in page if lines[at].text.strip()]
        yield from dict.fromkeys([*filled[:2], *filled[-2:]])


def _head(text: str) -> str:
    """A line without the page number before or after it."""
    return _PAGE.sub("", " ".join(text.split()))


def _without_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines without printed page numbers in a text without form feeds: lone numbers that count on, far apart."""
    chain: list[int] = []
    for at, line in enumerate(lines):
        if line.page is None and _PAGE_NUMBER.fullmatch(line.text) and _is_alone(lines, at):
            number = int(re.sub(r"\D", "", line.text))
            if not chain or (number == _number(lines[chain[-1]]) + 1 and at - chain[-1] >= APART):
                chain.append(at)
            elif len(chain) < FEWEST_PAGES:
                chain = [at]
    printed = set(chain) if len(chain) >= FEWEST_PAGES else set()
    return [line for at, line in enumerate(lines) if at not in printed]


def _number(line: Line) -> int:
    return int(re.sub(r"\D", "", line.text))


def _is_alone(lines: Sequence[Line], at: int) -> bool:
    around = (lines[one].text.strip() for one in (at - 1, at + 1) if 0 <= one < len(lines))
    return not any(around)


def _usual_width(lines: Iterable[Line]) -> int:
    """How wide the text is set: nine of ten lines are no longer."""
    widths = sorted(len(line.text.rstrip()) for line in lines if line.text.strip())
    return min(WIDEST, widths[len(widths) * 9 // 10]) if widths else WIDEST


def _pieces(lines: Iterable[Line], width: int) -> Iterator[Piece]:
    after_item = False
    for is_text, block in groupby(lines, key=lambda line: bool(line.text.strip())):
        if not is_text:
            continue
        for group in _paragraphs(list(block), width, after_item):
            made = paragraph(*group)
            heading = len(group) == 1 and is_heading_line(group[0].text, after_item)
            after_item = leads_to_items(group, after_item)
            yield made.piece(Role.HEADING if heading else Role.BODY)


def leads_to_items(group: Sequence[Line], after_item: bool) -> bool:
    """Whether a numbered line after this is an item of a list, and no heading."""
    begins_item = is_item(group[0].text) and not is_heading_line(group[0].text, after_item)
    return group[-1].text.rstrip().endswith(":") or begins_item


def _paragraphs(block: Sequence[Line], width: int, after_item: bool) -> Iterator[list[Line]]:
    """The lines between two blank ones, divided where a new paragraph, an item or a heading begins."""
    group = [block[0]]
    for line in block[1:]:
        if _breaks(group[-1].text, line.text, width, after_item and len(group) == 1):
            yield group
            after_item = leads_to_items(group, after_item)
            group = [line]
        else:
            group.append(line)
    yield group


def _breaks(line: str, following: str, width: int, after_item: bool) -> bool:
    """Whether a paragraph ends between two lines that follow each other."""
    if is_heading_line(line, after_item) or is_heading(following.strip()) or is_contents(line):
        return True
    begins = following.lstrip()
    if is_caption(begins):
        return True
    ends = bool(_SENTENCE_END.search(line))
    if is_item(following) and (ends or is_item(line) or "\t" in following or len(line) < SHORT * width):
        return True
    if _SUBHEADING.match(following) and ends:
        return True
    if not (begins[:1].isupper() or begins[:1].isdigit() or begins[:1] in '«\u201c"\u2022'):
        return False
    if following.startswith(" ") and not line.startswith(" ") and (ends or begins[:1].isupper()):
        return True  # the first line of a page, whose form feed somebody made a blank
    if ends:
        return len(line.rstrip()) < ALMOST * width
    goes_on = line.endswith((" ", "-", "\u2013", ","))
    return not goes_on and len(line) < SHORT * width


def is_item(text: str) -> bool:
    """Whether a line begins as an item of a list does, and not with a day: "16. juni"."""
    return bool(_ITEM.match(text)) and not _DAY.match(text)


def is_subheading(text: str) -> bool:
    """Whether a line is numbered as the heading of a part of a section is: "2.1 Search"."""
    return (
        bool(_SUBHEADING.match(text)) and len(text) <= LONGEST_HEADING and not text.rstrip().endswith((".", ","))
    )


def is_heading_line(text: str, after_item: bool = False) -> bool:
    """Whether a line is a heading: the name of a section, or numbered as one."""
    shown = text.strip()
    if is_heading(shown):
        return True
    if len(shown) > LONGEST_HEADING or shown.endswith((".", ",", ";", ":", "-")) or "\t" in shown:
        return False
    return bool(_SUBHEADING.match(text) or (_NUMBERED_HEADING.match(text) and not after_item))


def joined_over_breaks(pieces: Iterable[Piece], shortest: int) -> Iterator[Piece]:
    """The pieces, with paragraphs whole again that a page or a blank line divides in a sentence."""
    open_one: Paragraph | None = None
    last: Piece | None = None
    for piece in pieces:
        if last is not None and _goes_on(last, piece, shortest):
            open_one = open_one or _reopened(last)
            _append(open_one, piece)
            last = piece
            continue
        if last is not None:
            yield open_one.piece(last.role) if open_one else last
        open_one, last = None, piece
    if last is not None:
        yield open_one.piece(last.role) if open_one else last


def _goes_on(before: Piece, piece: Piece, shortest: int) -> bool:
    if before.role is not Role.BODY or piece.role is not Role.BODY or not piece.text[:1].islower():
        return False
    is_long = len(before.text) >= shortest
    return is_long and before.text[-1:] not in ".!?:;" and not is_item(piece.text)


def _reopened(piece: Piece) -> Paragraph:
    return Paragraph(Line("", piece.line, piece.page), True, [piece.text], list(piece.turns), len(piece.text))


def _append(open_one: Paragraph, piece: Piece) -> None:
    open_one.add(Line(piece.text, piece.line, piece.page))
    begins = open_one.length - len(open_one.parts[-1])
    open_one.turns += [type(turn)(begins + turn.at, turn.line, turn.page) for turn in piece.turns]
