"""Coded quotes that are not, or no longer, in the full texts of their study.

A quote that was found in a text that is still attached is there: a text is known by the checksum of its bytes. Looked
for are only the others: quotes of 0.2 and of files, quotes that were kept although no text had them or it had other
words, and quotes of texts that were replaced.
"""

from collections.abc import Iterator
from pathlib import Path

from reviewkit.blind import coding_closed_to
from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.model import Segment, Study, Text
from reviewkit.quotes import Match, Quote, Searched, best_of
from reviewkit.review import Review
from reviewkit.store.readings import reading_of
from reviewkit.words import message

_SHOWN = 60  # letters of a quote in a message


def problems(root: Path, review: Review) -> tuple[Problem, ...]:
    """A problem for each coded quote of an included study that none of its full texts has, or only in other words. Of a
    study that is not open to everybody yet, the words are left out."""
    closed = coding_closed_to(review, "")
    studies = {study.key: study for study in review.included_studies}
    wanted: dict[str, list[Segment]] = {}
    for coding in review.facts.codings:
        if coding.segments and coding.study in studies:
            wanted.setdefault(coding.study, []).extend(coding.segments)
    return tuple(
        problem
        for key, segments in wanted.items()
        for problem in _of_study(root, studies[key], segments, review.texts_of_study(studies[key]), key in closed)
    )


def _of_study(
    root: Path, study: Study, segments: list[Segment], texts: tuple[Text, ...], is_closed: bool
) -> Iterator[Problem]:
    attached = {text.sha256 for text in texts}
    open_ = [one for one in segments if not _is_there(one, attached)]
    searched = _searched(root, texts) if open_ else ()
    for segment in open_ if searched else ():
        found = segment.found
        around = (found.prefix, found.suffix, found.start) if found else ("", "", -1)
        match = best_of(searched, Quote(segment.quote, *around))[1].match
        if match in (Match.LOST, Match.CHANGED):
            yield _problem(study, segment, match, is_closed)


def _is_there(segment: Segment, attached: set[str]) -> bool:
    return segment.found is not None and segment.found.start >= 0 and segment.found.text in attached


def _searched(root: Path, texts: tuple[Text, ...]) -> tuple[Searched, ...]:
    """The texts to be searched; none where one cannot be read, which is a problem of its own."""
    try:
        readings = [reading_of(root, text) for text in texts]
    except ReviewkitError:
        return ()
    return tuple(Searched(one.text, one.starts) for one in readings)


def _problem(study: Study, segment: Segment, match: Match, is_closed: bool) -> Problem:
    name = segment.event or str(segment.place)
    words = name if is_closed else " ".join(segment.quote.split())
    remedy = (
        message("If it is wrong: reviewkit code remove {event}", event=segment.event)
        if segment.event
        else message("If it is wrong, correct the file")
    )
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}..."
    if match is Match.LOST:
        said = message(
            "none of the full texts of {study} has the coded quote {words!r}. {remedy}",
            study=study.key,
            words=shown,
            remedy=remedy,
        )
        return Problem(segment.place, said, Level.WARNING, "quote-lost")
    said = message(
        "the full text of {study} has other words than the coded quote {words!r}. {remedy}",
        study=study.key,
        words=shown,
        remedy=remedy,
    )
    return Problem(segment.place, said, Level.WARNING, "quote-changed")
