"""The full texts of a study as they are read beside the form: what was read in them, and the words of a quote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reviewkit.actions import readings
from reviewkit.actions.readings import ReadText, find_quote
from reviewkit.errors import ReviewkitError
from reviewkit.extract.reading import Reading, Unit
from reviewkit.model import Study, Text
from reviewkit.page.asked import Asked
from reviewkit.page.sitting import Sitting
from reviewkit.quotes import Quote
from reviewkit.store.readings import reading_of

Span = tuple[int, int]
NOWHERE: Span = (-1, -1)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph; `marked` are those of the quote that was asked for, `first` where they begin."""

    text: str
    marked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A page, slide or paragraph with its paragraphs; `is_scan` where it is a picture without text."""

    number: int
    paragraphs: tuple[tuple[Piece, ...], ...]
    is_scan: bool = False


def texts_of_study(sitting: Sitting, study: Study) -> tuple[tuple[str, Text], ...]:
    """The full texts of a study, each with its report."""
    review = sitting.review
    return tuple(
        (report, text) for report in review.reports_of_study(study) for text in review.texts_of.get(report, ())
    )


def units_of(sitting: Sitting, study: Study) -> dict[str, str]:
    """What the parts of each full text of a study are, by its checksum."""
    return readings.units_of(sitting.review.texts_of_study(study))


def reader(sitting: Sitting, study: Study, asked: Asked) -> dict[str, Any]:
    """What a template needs to show the text that was asked for, or the first; with the quote marked, if one is."""
    texts = texts_of_study(sitting, study)
    report, text = next(
        (one for one in texts if one[1].sha256 == asked.wanted("text")), (*texts[:1], ("", None))[0]
    )
    shown: dict[str, Any] = {"texts": [one for _, one in texts], "text": text, "as_file": False, "unreadable": ""}
    shown |= {
        "parts": (),
        "unit": Unit.PAGE.value,
        "is_pdf": False,
        "lost": False,
        "reports": sitting.review.reports_of_study(study),
    }
    if text is None:
        return shown
    shown["is_pdf"] = text.path.endswith(".pdf")
    shown["as_file"] = shown["is_pdf"] and asked.wanted("as") == "file"
    try:
        reading = reading_of(sitting.opened.root, text)
    except ReviewkitError as error:
        return shown | {"unreadable": str(error)}
    span = _span(ReadText(report, text, reading), asked)
    lost = bool(asked.wanted("quote")) and span == NOWHERE
    return shown | {"parts": parts(reading, span), "unit": reading.unit.value, "lost": lost}


def _span(read: ReadText, asked: Asked) -> Span:
    """Where the quote that was asked for is in a text."""
    words = " ".join(asked.wanted("quote").split())
    if not words:
        return NOWHERE
    part = asked.wanted("part")
    has_part = part.isascii() and part.isdigit() and 0 < int(part) <= len(read.reading.parts)
    start = read.reading.start_of(int(part)) if has_part else -1
    passage = find_quote([read], Quote(words, start=start)).passage
    return passage.start, passage.end


def parts(reading: Reading, span: Span = NOWHERE) -> tuple[ShownPart, ...]:
    """A text part by part; a line is a paragraph."""
    return tuple(
        ShownPart(number, tuple(_paragraphs(text, start, span)), number in reading.scans and not text.strip())
        for number, (text, start) in enumerate(zip(reading.parts, reading.starts, strict=True), start=1)
    )


def _paragraphs(text: str, start: int, span: Span) -> Iterator[tuple[Piece, ...]]:
    at = start
    for line in text.split("\n"):
        if line.strip():
            yield tuple(_pieces(line, at, span))
        at += len(line) + 1


def _pieces(line: str, at: int, span: Span) -> Iterator[Piece]:
    """A line that begins at an offset, cut where the marked words begin and end."""
    begin, end = (min(max(one - at, 0), len(line)) for one in span)
    if begin >= end:
        yield Piece(line)
        return
    cut: Sequence[Piece] = (
        Piece(line[:begin]),
        Piece(line[begin:end], True, at <= span[0]),
        Piece(line[end:]),
    )
    yield from (piece for piece in cut if piece.text)
