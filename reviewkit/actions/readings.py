"""Read full texts, and find quotes in them again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reviewkit.actions.who import known_records
from reviewkit.errors import ReviewkitError
from reviewkit.extract.reading import Reading, Unit
from reviewkit.model import Text
from reviewkit.quotes import LOST, Match, Passage, Quote, Searched, best_of
from reviewkit.store.open_review import OpenReview
from reviewkit.store.readings import reading_of
from reviewkit.words import message

_UNITS = {"pdf": Unit.PAGE, "pptx": Unit.SLIDE}


def units_of(texts: Iterable[Text]) -> dict[str, str]:
    """What the parts of each full text are (page, slide or paragraph), by its checksum."""
    return {text.sha256: _UNITS.get(text.path.rpartition(".")[2], Unit.PARAGRAPH).value for text in texts}


@dataclass(frozen=True, slots=True)
class ReadText:
    """A full text of a report with what can be read in it."""

    report: str
    text: Text
    reading: Reading


def read_texts(folder: OpenReview, record: str) -> tuple[ReadText, ...]:
    """The full texts of a record's report. Raises ReviewkitError where it has none, or one cannot be read."""
    review = folder.review
    known_records(review, [record])
    report = review.report_of[record]
    attached = review.texts_of.get(report, ())
    if not attached:
        raise ReviewkitError(
            message(
                "{report} has no full text yet. To attach one: reviewkit text add {report} FILE", report=report
            )
        )
    return tuple(ReadText(report, text, reading_of(folder.root, text)) for text in attached)


def must_have_part(read: Sequence[ReadText], part: int) -> None:
    """Raises ReviewkitError where none of the texts has a page (slide, paragraph) with this number."""
    longest = max(read, key=lambda one: len(one.reading.parts)).reading
    if part > len(longest.parts):
        raise ReviewkitError(
            message(
                "There is no number {part} in the full texts of {report}; the last is {last}.",
                report=read[0].report,
                part=part,
                last=len(longest.parts),
            )
        )


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """Where a quote is: the text, its page (slide, paragraph) from 1, and the words that are there now."""

    passage: Passage
    text: Text | None = None
    unit: str = ""
    part: int = 0
    words: str = ""


@lru_cache(maxsize=8)
def searched(reading: Reading) -> Searched:
    """A text prepared for quotes. To prepare one of 60 pages takes longer than anybody waits for a key, so the last few
    are kept."""
    return Searched(reading.text, reading.starts)


def find_quote(read: Sequence[ReadText], quote: Quote) -> FoundQuote:
    """A quote in the texts of a report: in the one that has it most exactly."""
    number, passage = best_of([searched(one.reading) for one in read], quote)
    if passage.match is Match.LOST:
        return FoundQuote(LOST)
    one = read[number]
    words = one.reading.text[passage.start : passage.end]
    return FoundQuote(passage, one.text, one.reading.unit.value, one.reading.part_at(passage.start), words)
