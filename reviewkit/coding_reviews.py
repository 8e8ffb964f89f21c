"""Coded quotes that a second person reviews: what waits for whom, what is open, what came of it, and the matrix of what
a second person has agreed with.

One person codes, others agree, adjust, question or propose (Braun & Clarke 2006 do not ask for more than one coder; a
second one is there to see more, and no coefficient says how well two of them agree).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reviewkit.coding import AGREED, Cell, Evidence, Matrix, agreed
from reviewkit.errors import Level, Problem
from reviewkit.model import Codebook, Coding, Mark, Segment, Study
from reviewkit.words import MatrixLevel, message, number_of, together


@dataclass(frozen=True, slots=True)
class ReviewedQuote:
    """A coded quote that can be reviewed: of which study, and whose."""

    study: str
    coder: str
    segment: Segment


def segments_of(codings: Iterable[Coding]) -> tuple[ReviewedQuote, ...]:
    """The quotes that are in a log. Those in files have no id, so that nobody can refer to them."""
    return tuple(
        ReviewedQuote(coding.study, coding.coder, segment)
        for coding in codings
        for segment in coding.segments
        if segment.event
    )


def without_id(codings: Iterable[Coding]) -> int:
    """How many quotes are in files, where they cannot be reviewed."""
    return sum(not segment.event for coding in codings for segment in coding.segments)


def waiting_for(person: str, codings: Iterable[Coding]) -> tuple[ReviewedQuote, ...]:
    """The quotes of others of which a person has said nothing since they have the codes that they have now."""
    return tuple(
        one
        for one in segments_of(codings)
        if person and one.coder != person and not _has_seen(person, one.segment)
    )


def _has_seen(person: str, segment: Segment) -> bool:
    return any(one.by == person and one.after == segment.marks for one in segment.reviews)


def open_segments(codings: Iterable[Coding]) -> tuple[ReviewedQuote, ...]:
    """The quotes with a question or a proposal that nobody has answered."""
    return tuple(one for one in segments_of(codings) if one.segment.open_reviews)


# --- what came of it --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """What came of reviewing quotes: how many there are, and how many somebody else agreed with, adjusted, questioned,
    proposed other codes for and settled. A quote can count for several; `reviewed` are those with any of these."""

    segments: int = 0
    reviewed: int = 0
    agree: int = 0
    adjust: int = 0
    question: int = 0
    propose: int = 0
    settle: int = 0
    open: int = 0


def counts(segments: Iterable[ReviewedQuote]) -> ReviewCounts:
    """What came of reviewing these quotes."""
    found: Counter[str] = Counter()
    for one in segments:
        actions = {review.action for review in one.segment.reviews}
        found.update(
            [
                "segments",
                *actions,
                *(["reviewed"] if actions else []),
                *(["open"] if one.segment.open_reviews else []),
            ]
        )
    return ReviewCounts(**found)


def counts_by_code(segments: Iterable[ReviewedQuote]) -> Mapping[str, ReviewCounts]:
    """As counts, by the code that the coder gave first; a quote with two codes counts for both."""
    by_code: dict[str, list[ReviewedQuote]] = {}
    for one in segments:
        for code in dict.fromkeys(mark.code for mark in as_coded(one.segment)):
            by_code.setdefault(code, []).append(one)
    return {code: counts(found) for code, found in by_code.items()}


def as_coded(segment: Segment) -> tuple[Mark, ...]:
    """The codes that a quote had before anybody else gave it others: those that its coder gave until then."""
    others = (one.before for one in segment.recoded if one.action != "recode")
    return next(others, segment.marks)


def adjusted(segments: Iterable[ReviewedQuote]) -> tuple[ReviewedQuote, ...]:
    """The quotes to which somebody else than the coder gave other codes."""
    return tuple(one for one in segments if any(act.action != "recode" for act in one.segment.recoded))


# --- what is agreed ---------------------------------------------------------------------------------------------------


def agreed_after_review(
    codebook: Codebook,
    codings: Sequence[Coding],
    studies: Sequence[Study],
    coders: int = 1,
    level: MatrixLevel = MatrixLevel.THEME,
    sequential: bool = False,
) -> Matrix:
    """The matrix of what people agree on, after questions and proposals.

    What a mark with an open question would change is not assessed. In a sequential team, where one person codes and
    others review, the same goes for marks that no second person has agreed with: by a review, or by finding the theme
    in the study as well. What one person did not find is as that person says; a review of quotes cannot show it.
    """
    whole = agreed(codebook, codings, studies, coders, level)
    segments = {one.segment.event: one for one in segments_of(codings)}
    cells, waiting = dict(whole.cells), []
    for key, evidence in whole.evidence.items():
        if key not in cells or key in whole.differ:
            continue
        sure = [one for one in evidence if not _is_open(one, segments)]
        if sequential and len({one.coder for one in sure}) < 2:
            sure = [one for one in sure if _is_reviewed(one, segments)]
        if _said(sure) is not _said(evidence):
            cells[key] = Cell.NOT_ASSESSED
            waiting.append(key)
    return replace(whole, cells=cells, whose=AGREED, open=tuple(waiting), by_review=sequential)


def _is_open(evidence: Evidence, segments: Mapping[str, ReviewedQuote]) -> bool:
    known = segments.get(evidence.event)
    return known is not None and bool(known.segment.open_reviews)


def _is_reviewed(evidence: Evidence, segments: Mapping[str, ReviewedQuote]) -> bool:
    known = segments.get(evidence.event)
    return known is not None and bool(known.segment.reviewers)


def _said(evidence: Sequence[Evidence]) -> Cell:
    """What marks say of a cell: nothing without any."""
    if not evidence:
        return Cell.NOT_ASSESSED
    contradicted = any(one.mark.relation == "contradicts" for one in evidence)
    return Cell.CONTRADICTED if contradicted else Cell.PRESENT


# --- problems ---------------------------------------------------------------------------------------------------------


def problems(codings: Sequence[Coding], included: Collection[str]) -> list[Problem]:
    """Studies with questions and proposals that nobody has answered."""
    by_study: dict[str, list[ReviewedQuote]] = {}
    for one in open_segments(codings):
        if one.study in included:
            by_study.setdefault(one.study, []).append(one)
    return [_open_problem(study, found) for study, found in by_study.items()]


def _open_problem(study: str, found: Sequence[ReviewedQuote]) -> Problem:
    asked = [review for one in found for review in one.segment.open_reviews]
    numbers = Counter(review.action for review in asked)
    what = (number_of(numbers["question"], "question"), number_of(numbers["propose"], "proposal"))
    return Problem(
        found[0].segment.place,
        message(
            "{study}: {what} on coded quotes, by {people}, {verb} open. See: reviewkit code review {study}",
            study=study,
            what=together((one for one in what if one.n), message(" and ")),
            people=", ".join(dict.fromkeys(review.by for review in asked)),
            verb=message("is") if len(asked) == 1 else message("are"),
        ),
        Level.WARNING,
        "segment-open",
    )
