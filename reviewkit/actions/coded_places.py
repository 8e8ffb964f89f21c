"""Where coded quotes are in the full texts of their study as they can be read now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewkit.actions.quoting import texts_of
from reviewkit.actions.readings import ReadText, find_quote
from reviewkit.model import Segment, Study
from reviewkit.quotes import Match, Quote
from reviewkit.store.open_review import OpenReview


@dataclass(frozen=True, slots=True)
class PlacedSegment:
    """A coded quote with the full text that has it and from where to where, in code points.

    `match` is None where it cannot be said, because the study has no text, or one that cannot be read. A quote that the
    texts do not have, or only in other words, has no place: `text` is "", start and end are -1.
    """

    segment: Segment
    match: Match | None = None
    text: str = ""
    start: int = -1
    end: int = -1
    part: int = 0

    @property
    def is_gone(self) -> bool:
        """Whether there are texts, and none of them has these words."""
        return self.match in (Match.LOST, Match.CHANGED)


def places(folder: OpenReview, study: Study, segments: Iterable[Segment]) -> tuple[PlacedSegment, ...]:
    """The coded quotes of a study with their places."""
    read = texts_of(folder, study, keep_lost=True)
    is_complete = len(read) == len(folder.review.texts_of_study(study))
    return tuple(_placed(read, segment, is_complete) for segment in segments)


def _placed(read: Sequence[ReadText], segment: Segment, is_complete: bool) -> PlacedSegment:
    if not read:
        return PlacedSegment(segment)
    found = segment.found
    known = next((one for one in read if found and one.text.sha256 == found.text), None)
    if found and known and found.start >= 0:
        end = _end(known.reading.text, found.start, found.quote)
        if end > 0:
            part = known.reading.part_at(found.start)
            return PlacedSegment(segment, Match.FOUND, found.text, found.start, end, part)
    around = (found.prefix, found.suffix, found.start) if found else ("", "", -1)
    again = find_quote(read, Quote(segment.quote, *around))
    if again.text is None or again.passage.match is Match.CHANGED:
        return PlacedSegment(segment, again.passage.match if is_complete else None)
    passage = again.passage
    return PlacedSegment(segment, passage.match, again.text.sha256, passage.start, passage.end, again.part)


def _end(text: str, start: int, words: str) -> int:
    """Where words end that begin at a place of a text, whatever blanks are between them; 0 where others are there."""
    if text.startswith(words, start):
        return start + len(words)
    at = start
    for word in words.split():
        begin = at
        while text[at : at + 1].isspace():
            at += 1
        if (at == begin) != (begin == start) or not text.startswith(word, at):
            return 0
        at += len(word)
    return at
