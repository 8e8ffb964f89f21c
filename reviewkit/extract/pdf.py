"""The text of a PDF, read with PDFium."""

import contextlib
import ctypes
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import TypeVar

import pypdfium2
from pypdfium2 import raw

from reviewkit.errors import ReviewkitError
from reviewkit.extract.columns import Line, in_reading_order
from reviewkit.extract.prose import in_one, raised
from reviewkit.extract.reading import Reading, Unit
from reviewkit.extract.rules import THIN, Rule
from reviewkit.extract.tables import with_tables
from reviewkit.words import message

_Found = TypeVar("_Found")
_ONE_AT_A_TIME = threading.Lock()  # PDFium can be used by one thread at a time
FEWEST_LETTERS = 20  # a page with fewer and a picture is a scan; a scanned page may have a stamped page number
_RAISED = 0.75  # of the usual height in a line: smaller characters above its middle are marks (6 points beside 10)
_ABOVE = 0.15  # of the usual height: how far below the middle of the line a mark may still begin
_INTO = 1.0  # points by which the box of a letter may reach over a ruling line
_WIDE = 1.8  # of the size of the letters: a gap in a line that is as wide as a gutter
_PARTS = (
    0.55  # of the same: a gap that may part two cells set close; between two words it is .25, justified under .5
)


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One character with the box that its font gives it, in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """The height at which the character is seen; the size that its font states may be scaled."""
        return self.top - self.bottom


def read_pdf(data: bytes, name: str) -> Reading:
    """The text of each page. Raises ReviewkitError for a file that is no whole PDF, or protected with a password."""
    pages = _each(data, name, _page)
    texts = tuple(text for text, _ in pages)
    scans = tuple(number for number, (text, has_picture) in enumerate(pages, 1) if has_picture and _is_bare(text))
    return Reading(Unit.PAGE, texts, scans)


def blocks_of_pages(data: bytes, name: str) -> list[list[list[Line]]]:
    """The blocks of each page in the order of reading, with their lines and tables. Raises ReviewkitError as above."""
    return _each(data, name, _blocks)


def _each(data: bytes, name: str, read: Callable[[pypdfium2.PdfPage], _Found]) -> list[_Found]:
    """What is read of each page."""
    try:
        with _ONE_AT_A_TIME, contextlib.closing(pypdfium2.PdfDocument(data)) as document:
            return [read(page) for page in document]
    except pypdfium2.PdfiumError as error:  # of the document, or of one of its pages
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: pypdfium2.PdfiumError) -> ReviewkitError:
    if error.err_code == raw.FPDF_ERR_PASSWORD:
        said = message(
            "{name}: this PDF cannot be read without its password. Open it with the password and print it to a new "
            "PDF, and attach that.",
            name=name,
        )
    else:
        said = message(
            "{name}: this PDF cannot be read; it is damaged or was cut off. Open it and print it to a new PDF, and "
            "attach that.",
            name=name,
        )
    return ReviewkitError(said)


def _is_bare(text: str) -> bool:
    return sum(char.isalpha() for char in text) < FEWEST_LETTERS


def _page(page: pypdfium2.PdfPage) -> tuple[str, bool]:
    """The text of a page, and whether there is a picture on it."""
    text = in_one(_blocks(page))
    has_picture = _is_bare(text) and any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    page.close()
    return text, has_picture


def _blocks(page: pypdfium2.PdfPage) -> list[list[Line]]:
    """The blocks of a page in the order of reading."""
    content = page.get_textpage()
    try:
        rules = list(_rules(page))
        return in_reading_order(with_tables(list(_lines(content, _Upright(rules))), rules))
    finally:
        content.close()


def _rules(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    """The ruling lines of a page, drawn as lines or as thin boxes."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for at in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            rule = Rule(left.value, bottom.value, right.value, top.value)
            if min(rule.right - rule.left, rule.top - rule.bottom) <= THIN:
                yield rule


class _Upright:
    """The upright rules of a page, to see whether one stands between two letters."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = sorted((one for one in rules if one.is_upright), key=lambda one: one.left)
        self._places = [one.left for one in self._rules]

    def between(self, before: _Glyph, glyph: _Glyph) -> bool:
        """Whether one does."""
        at = bisect_left(self._places, before.right - _INTO)
        middle = (glyph.bottom + glyph.top) / 2
        while at < len(self._places) and self._places[at] <= glyph.left + _INTO:
            if self._rules[at].bottom <= middle <= self._rules[at].top:
                return True
            at += 1
        return False


def _lines(content: pypdfium2.PdfTextPage, upright: _Upright) -> Iterator[Line]:
    """The pieces of lines as they were set; a gap as wide as one between columns or an upright rule divides a line."""
    piece: list[_Glyph] = []
    wide: list[int] = []  # where the piece has white space that may part two cells
    last: _Glyph | None = None  # that is no blank
    for glyph in _glyphs(content):
        apart = _apart(last or piece[0], glyph, upright) if piece else 0.0
        if apart > _WIDE:
            yield _with_parts(piece, wide)
            piece, wide, last = [], [], None
        elif apart > _PARTS:
            wide.append(len(piece))
        if glyph is not None:
            piece.append(glyph)
            last = last if glyph.text == " " else glyph
    if piece:
        yield _with_parts(piece, wide)


def _glyphs(content: pypdfium2.PdfTextPage) -> Iterator[_Glyph | None]:
    """The letters of a page in the order of the file; None at the end of a line. Blanks have no box of their own."""
    box = raw.FS_RECTF()
    for at in range(content.count_chars()):
        text = chr(raw.FPDFText_GetUnicode(content, at))
        if text in ("\r", "\n"):
            yield None
            continue
        raw.FPDFText_GetLooseCharBox(content, at, box)
        yield _Glyph(text, box.left, box.bottom, box.right, box.top)


def _apart(last: _Glyph, glyph: _Glyph | None, upright: _Upright) -> float:
    """How far a letter is from the one before, in their size; on another line or behind a rule it is endlessly far."""
    if glyph is None:
        return inf
    gap = glyph.left - last.right
    if -_INTO <= gap <= _INTO or glyph.text == " ":
        return 0.0
    size = max(last.size, glyph.size, 1.0)
    if last.left - glyph.right > size or (gap > 0 and upright.between(last, glyph)):
        return inf
    return gap / size


def _with_parts(piece: Sequence[_Glyph], wide: Sequence[int]) -> Line:
    line = _line(piece)
    if not wide:
        return line
    parts = tuple(_line(piece[begin:end]) for begin, end in pairwise([0, *wide, len(piece)]))
    return replace(line, parts=parts)


def _line(piece: Sequence[_Glyph]) -> Line:
    seen = [glyph for glyph in piece if glyph.text != " "] or piece
    left, right = min(glyph.left for glyph in seen), max(glyph.right for glyph in seen)
    usual = _usual(seen)
    on_line = [glyph for glyph in seen if glyph.size >= _RAISED * usual] or seen
    bottom, top = min(glyph.bottom for glyph in on_line), max(glyph.top for glyph in on_line)
    middle = (bottom + top) / 2
    text = "".join(
        raised(glyph.text)
        if glyph.size < _RAISED * usual and glyph.bottom >= middle - _ABOVE * usual
        else glyph.text
        for glyph in piece
    )
    return Line(text, left, bottom, right, top)


def _usual(glyphs: Sequence[_Glyph]) -> float:
    """The size of most letters of a line."""
    sizes = [round(glyph.size, 1) for glyph in glyphs]
    return max(set(sizes), key=lambda size: (sizes.count(size), size))
