"""Quotes that people give for what they charted or coded, found again in the full texts of the study."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit.actions.readings import FoundQuote, ReadText, find_quote, must_have_part
from reviewkit.errors import ReviewkitError
from reviewkit.model import Quoted, Study
from reviewkit.quotes import Match, Quote
from reviewkit.store.open_review import OpenReview
from reviewkit.store.readings import reading_of
from reviewkit.words import Message, message

AROUND = 40  # letters before and after a quote that are kept, so that the right one is found where it occurs twice


@dataclass(frozen=True, slots=True)
class GivenQuote:
    """The words of a report, as somebody gave them; `part` is the page, 0 where not given, and `text` the checksum of
    the full text that they were taken from, "" where it can be any of the study; `start` is where they were selected
    in it, -1 where they were not. `prefix` and `suffix` are the words around them, where somebody knows them.

    `strict` refuses a page that no text has. A page that is printed on the paper need not be one of the file.
    """

    words: str
    part: int = 0
    text: str = ""
    strict: bool = True
    start: int = -1
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class PlacedQuote:
    """A quote with its place in a full text, and what to know about it; `match` is None where there is no text."""

    quoted: Quoted
    match: Match | None = None
    notice: Message | None = None


def placed_in(
    folder: OpenReview,
    study: Study,
    quotes: Sequence[GivenQuote],
    keep_lost: bool,
    before: Sequence[Quoted] = (),
) -> tuple[tuple[Quoted, ...], tuple[Message, ...]]:
    """The quotes with their places in the full texts of a study, and what to know about them. One that was logged
    `before` keeps the place that it was found at.

    Raises ReviewkitError for a quote that none of them has, unless `keep_lost`.
    """
    known = {GivenQuote(one.quote, one.part, one.text): PlacedQuote(one) for one in before}
    is_new = any(given not in known for given in quotes)
    read = texts_of(folder, study, keep_lost) if is_new else ()
    placed = [known.get(given) or place_quote(study, read, given, keep_lost) for given in quotes]
    return tuple(one.quoted for one in placed), tuple(one.notice for one in placed if one.notice)


def texts_of(folder: OpenReview, study: Study, keep_lost: bool) -> tuple[ReadText, ...]:
    """The full texts of a study that can be read. Raises ReviewkitError where there are some and none can be, unless
    quotes are kept that are not found."""
    review = folder.review
    reports = review.reports_of_study(study)
    attached = [(report, text) for report in reports for text in review.texts_of.get(report, ())]
    found, errors = [], []
    for report, text in attached:
        try:
            found.append(ReadText(report, text, reading_of(folder.root, text)))
        except ReviewkitError as error:
            errors.append(error)
    if errors and not found and not keep_lost:
        raise errors[0]
    return tuple(found)


def place_quote(study: Study, read: Sequence[ReadText], given: GivenQuote, keep_lost: bool) -> PlacedQuote:
    """A quote with its place in the texts of a study.

    Raises ReviewkitError for a quote without words, or that none of the texts has (unless `keep_lost`).
    """
    words = " ".join(given.words.split())
    if not words:
        raise ReviewkitError(message("The quote is empty. Give the exact words of the report."))
    if not read:
        said = message(
            "there is no full text of {study} that can be read, so the quote was not looked for", study=study.key
        )
        return PlacedQuote(Quoted(words, part=given.part), None, said)
    read = [one for one in read if one.text.sha256 == given.text] or read
    if given.part and given.strict:
        must_have_part(read, given.part)
    start = given.start if given.start >= 0 and len(read) == 1 else _start(read, given.part)
    found = find_quote(read, Quote(words, given.prefix, given.suffix, start))
    if found.text is None:
        if not keep_lost:
            raise ReviewkitError(
                message(
                    "None of the full texts of {study} has these words: {words!r}. Copy them from the text, or keep "
                    "them all the same with --keep-lost. Nothing was logged.",
                    study=study.key,
                    words=words if len(words) <= 80 else f"{words[:80]}...",
                )
            )
        said = message("the quote is in none of the full texts; it was kept")
        return PlacedQuote(Quoted(words, part=given.part), Match.LOST, said)
    return PlacedQuote(_with_place(words, read, found), found.passage.match, _notice(given, found))


def _start(read: Sequence[ReadText], part: int) -> int:
    """Where a page begins in the only text; -1 where there are several, or it has no such page."""
    if len(read) != 1 or not 0 < part <= len(read[0].reading.parts):
        return -1
    return read[0].reading.start_of(part)


def _with_place(words: str, read: Sequence[ReadText], found: FoundQuote) -> Quoted:
    text = next(one.reading.text for one in read if one.text == found.text)
    start, end = found.passage.start, found.passage.end
    return Quoted(
        words,
        found.text.sha256 if found.text else "",
        text[max(0, start - AROUND) : start],
        text[end : end + AROUND],
        found.part,
        start,
    )


def _notice(given: GivenQuote, found: FoundQuote) -> Message | None:
    if found.passage.match is Match.CHANGED:
        return message("the text has other words there: {words!r}", words=" ".join(found.words.split()))
    if given.part and found.part != given.part:
        return message("the quote was found at number {found}, not {given}", found=found.part, given=given.part)
    return None
