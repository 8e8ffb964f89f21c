"""A text as PDF/UA-1, set by typst (the extra `pdf`): tagged, searchable, with alternative texts and its fonts."""

import json
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from itertools import groupby
from typing import Any

from reviewkit import fonts
from reviewkit.errors import ReviewkitError
from reviewkit.render.document import Block, Document, Figure, Paragraph, Run, Section
from reviewkit.render.document_pages import on_pages, scale, with_stays
from reviewkit.render.figures.svg import as_svg
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.widths import POINTS, ROOM, UPRIGHT, column_widths
from reviewkit.safe import in_page
from reviewkit.words import message

_STANDARD = "ua-1"
_UNKNOWN_LETTER = "could not be displayed"  # in what typst says of a letter that no font has
_POINTS_TO_A_PX = 0.75
_TWENTIETHS = 20  # of a point, in which the widths of columns are
_BESIDE = 10  # points left and right of the words in a cell, and a little
_LINES_KEPT = 25  # of a cell; half a landscape page
_BREAK = "\u200b"  # a place where a word may be divided; it is not seen
_ADDRESSES = ("https://", "http://")  # what a link may lead to


def as_pdf(document: Document) -> bytes:
    """A4, upright or landscape as the tables and figures need it. The same text gives the same bytes, on every computer
    where our font has its letters. Other letters are those of the fonts on this computer, or their numbers.

    Raises ReviewkitError where typst is not installed, and for a text that it cannot set.
    """
    try:
        import typst
    except ImportError as error:
        raise ReviewkitError(
            message(
                "PDF documents are made by typst, which is not installed: pip install 'scoping-reviewkit[pdf]'"
            )
        ) from error
    values = json.dumps(_values_of(document), ensure_ascii=False)
    tries = ((values, False), (values, True), (_with_numbers(values), False))
    for given, with_other_fonts in tries:
        try:
            return _compiled(typst.compile, given, with_other_fonts)
        except typst.TypstError as error:
            why = str(error)
            if _UNKNOWN_LETTER not in why:
                break
    raise ReviewkitError(
        message("typst could not make a PDF of the text ({why}). Write it as .docx instead.", why=why)
    )


def _compiled(compiled: Callable[..., Any], values: str, with_other_fonts: bool) -> bytes:
    """The text set in our font, and in those of this computer where they are wanted for letters that it lacks."""
    made = compiled(
        (resources.files(__package__) / "document.typ").read_bytes(),
        font_paths=[fonts.folder()],
        ignore_system_fonts=not with_other_fonts,
        format="pdf",
        sys_inputs={"document": values},
        pdf_standards=_STANDARD,
    )
    return bytes(made)


def _with_numbers(values: str) -> str:
    """The text with each letter that our font lacks as its number, such as [U+4E2D]."""
    missing = fonts.missing(values).replace(_BREAK, "")
    return values.translate({ord(letter): f"[U+{ord(letter):04X}]" for letter in missing})


def _values_of(document: Document) -> dict[str, Any]:
    """What the template is given. A sheet is what comes on pages of one kind."""
    placed = [one for level, section in document.walk() for one in _placed(level, section)]
    return {
        "title": _words(document.title) or "–",  # PDF/UA takes no text without one
        "language": document.language,
        "introduction": list(map(_words, document.introduction)),
        "contents": _words(document.contents),
        "sheets": [
            {"landscape": landscape, "blocks": [value for _, value in values]}
            for landscape, values in groupby(placed, key=lambda one: one[0])
        ],
    }


def _placed(level: int, section: Section) -> Iterator[tuple[bool, dict[str, Any]]]:
    """The heading and the blocks of a section, each with whether it comes on a landscape page."""
    for number, (landscape, group) in enumerate(on_pages(section)):
        if number == 0:
            yield landscape, {"kind": "heading", "level": level, "text": _words(section.heading)}
        for block, stays in with_stays(group):
            yield landscape, _block(block, landscape, stays)


def _block(block: Block, landscape: bool, stays: bool) -> dict[str, Any]:
    match block:
        case Table():
            return _table(block, ROOM if landscape else UPRIGHT)
        case Figure(drawing, caption):
            return {
                "kind": "figure",
                "svg": in_page(as_svg(drawing)),
                "width": drawing.width * scale(block, landscape) * _POINTS_TO_A_PX,
                "description": _words(drawing.description),
                "caption": _words(caption),
            }
        case Paragraph(runs, style):
            return {"kind": "paragraph", "style": style, "runs": list(map(_run, runs)), "stays": stays}


def _run(run: Run) -> dict[str, Any]:
    link = run.link if run.link.startswith(_ADDRESSES) else ""
    return {"text": _words(run.text), "italic": run.italic, "bold": run.bold, "link": link}


def _table(table: Table, room: int) -> dict[str, Any]:
    widths = [width / _TWENTIETHS for width in column_widths(table, room)]

    def cells(row: Sequence[str]) -> list[str]:
        return [_fitting(_words(cell), width - _BESIDE) for cell, width in zip(row, widths, strict=True)]

    return {
        "kind": "table",
        "caption": _words(table.title),
        "widths": widths,
        "centred": list(table.of_marks),
        "bold": int(table.row_heads),
        "head": cells(table.head),
        "rows": [cells(row) for row in table.rows],
        "whole": [_is_short(row, widths) for row in table.rows],
        "foot": cells(table.foot) if table.foot else [],
        "notes": list(map(_words, table.notes)),
    }


def _is_short(row: Sequence[str], widths: Sequence[float]) -> bool:
    """Whether a row is kept on one page: one that is longer than a page has to be divided."""
    return all(
        cell.count("\n") + fonts.width(cell, POINTS, bold=True) / (width - _BESIDE) < _LINES_KEPT
        for cell, width in zip(row, widths, strict=True)
    )


def _fitting(text: str, room: float) -> str:
    """The text with places where a word that is wider than its cell may be divided."""
    if fonts.width(text, POINTS, bold=True) <= room:
        return text
    return "\n".join(" ".join(_divided(word, room) for word in line.split(" ")) for line in text.split("\n"))


def _divided(word: str, room: float) -> str:
    if fonts.width(word, POINTS, bold=True) <= room:
        return word
    parts, taken = [""], 0.0
    for letter in word:
        width = fonts.width(letter, POINTS, bold=True)
        if parts[-1] and taken + width > room:
            parts.append("")
            taken = 0.0
        parts[-1] += letter
        taken += width
    return _BREAK.join(parts)


def _words(text: str) -> str:
    return in_page(text).replace("\r\n", "\n").replace("\r", "\n")
