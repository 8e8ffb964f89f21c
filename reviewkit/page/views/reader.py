"""The full texts of a study as they are read beside the form: what was read in them, and the words of a quote."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
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
class Place:
    """Where the words of a coded quote are in a text; `number` and `title` say which quote it is."""

    start: int
    end: int
    number: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph; `marked` are those of the quote that was asked for, `first` where they begin.

    `coded` are the coded quotes that have these words, `begins` those that begin with them.
    """

    text: str
    marked: bool = False
    first: bool = False
    coded: tuple[Place, ...] = ()
    begins: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The pieces of a paragraph, and where it begins in the text."""

    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A page, slide or paragraph with its paragraphs; `is_scan` where it is a picture without text."""

    number: int
    paragraphs: tuple[Paragraph, ...]
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


def chosen_text(sitting: Sitting, study: Study, asked: Asked) -> tuple[str, Text | None]:
    """The full text that was asked for, or the first, with its report; None where a study has none."""
    texts = texts_of_study(sitting, study)
    wanted = (one for one in texts if one[1].sha256 == asked.wanted("text"))
    return next(wanted, (*texts[:1], ("", None))[0])


def reader(
    sitting: Sitting, study: Study, asked: Asked, coded: Callable[[Reading], Sequence[Place]] | None = None
) -> dict[str, Any]:
    """What a template needs to show the text that was asked for, or the first; with the quote marked, if one is, and
    the quotes that were `coded` in it."""
    texts = texts_of_study(sitting, study)
    report, text = chosen_text(sitting, study, asked)
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
    places = coded(reading) if coded else ()
    return shown | {"parts": parts(reading, span, places), "unit": reading.unit.value, "lost": lost}


def _span(read: ReadText, asked: Asked) -> Span:
    """Where the quote that was asked for is in a text."""
    words = " ".join(asked.wanted("quote").split())
    if not words:
        return NOWHERE
    part = asked.wanted("part")
    has_part = part.isascii() and part.isdigit() and len(part) < 10 and 0 < int(part) <= len(read.reading.parts)
    start = read.reading.start_of(int(part)) if has_part else -1
    passage = find_quote([read], Quote(words, start=start)).passage
    return passage.start, passage.end


def parts(reading: Reading, span: Span = NOWHERE, coded: Sequence[Place] = ()) -> tuple[ShownPart, ...]:
    """A text part by part; a line is a paragraph."""
    cut = _Cut(span, coded)
    return tuple(
        ShownPart(number, tuple(_paragraphs(text, start, cut)), number in reading.scans and not text.strip())
        for number, (text, start) in enumerate(zip(reading.parts, reading.starts, strict=True), start=1)
    )


def paragraphs_with(reading: Reading, place: Place, coded: Sequence[Place]) -> tuple[tuple[int, Paragraph], ...]:
    """The paragraphs that a coded quote is in, each with the number of its part."""
    first, last = (reading.part_at(one) for one in (place.start, max(place.end - 1, place.start)))
    cut = _Cut(NOWHERE, [one for one in coded if one.end > reading.start_of(first)])
    return tuple(
        (number, paragraph)
        for number in range(first, last + 1)
        for paragraph in _paragraphs(reading.parts[number - 1], reading.start_of(number), cut)
        if paragraph.start < place.end
        and place.start < paragraph.start + sum(len(piece.text) for piece in paragraph.pieces)
    )


def _paragraphs(text: str, start: int, cut: "_Cut") -> Iterator[Paragraph]:
    at = start
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph(at, tuple(cut.pieces(line, at)))
        at += len(line) + 1


class _Cut:
    """Cuts the lines of a text, from the first to the last, where marked words and coded quotes begin and end."""

    def __init__(self, span: Span, coded: Sequence[Place]) -> None:
        self._span = span
        self._coming = sorted(coded, key=lambda one: (one.start, one.number), reverse=True)
        self._open: list[Place] = []

    def pieces(self, line: str, at: int) -> Iterator[Piece]:
        """A line that begins at an offset, in pieces that lie in the same quotes from end to end."""
        end = at + len(line)
        while self._coming and self._coming[-1].start < end:
            self._open.append(self._coming.pop())
        self._open = [one for one in self._open if one.end > at]
        here = [one for one in self._open if one.start < one.end]
        cuts = {at, end, *self._span, *(edge for one in here for edge in (one.start, one.end))}
        edges = sorted(edge for edge in cuts if at <= edge <= end)
        for begin, stop in pairwise(edges):
            yield self._piece(line[begin - at : stop - at], begin, stop, here)

    def _piece(self, text: str, begin: int, stop: int, here: Sequence[Place]) -> Piece:
        start, end = self._span
        coded = tuple(one for one in here if one.start < stop and begin < one.end)
        return Piece(
            text,
            start < stop and begin < end,
            start == begin < end,
            coded,
            tuple(one for one in coded if one.start == begin),
        )
