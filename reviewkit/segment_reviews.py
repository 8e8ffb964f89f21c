"""A coded quote after what its coder and others said of it later: the codes that it has, how it came to them, and which
questions and proposals are open.

The latest of recode, adjust and settle counts. A question or a proposal is open until the coder recodes the quote,
somebody settles it, or the person who asked agrees or adjusts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reviewkit.model import (
    AnyAct,
    Mark,
    Recoding,
    Segment,
    SegmentRecoded,
    SegmentReview,
    SegmentReviewed,
    in_order,
)

Later = SegmentRecoded | SegmentReviewed  # what is said of a quote after it was coded


def by_segment(acts: Iterable[AnyAct]) -> dict[str, list[Later]]:
    """The acts that are about each coded quote, from the first to the last."""
    found: dict[str, list[Later]] = {}
    for act in in_order(act for act in acts if isinstance(act, Later)):
        found.setdefault(act.segment, []).append(act)
    return found


def reviewed(segment: Segment, coder: str, later: Sequence[Later]) -> Segment:
    """A quote as its coder logged it, after these acts. What a coder says of their own quote is no review."""
    if not later:
        return segment
    marks = segment.marks
    recoded: list[Recoding] = []
    reviews: list[SegmentReview] = []
    for act in later:
        is_review = isinstance(act, SegmentReviewed)
        if is_review and act.by == coder:
            continue
        if gives_codes(act):
            action = act.action if isinstance(act, SegmentReviewed) else "recode"
            recoded.append(Recoding(marks, act.why, act.id, act.by, action))
            marks = act.marks
        reviews = [replace(one, is_open=one.is_open and not _answers(act, one)) for one in reviews]
        if isinstance(act, SegmentReviewed):
            reviews.append(_review(act, marks))
    return replace(segment, marks=marks, recoded=tuple(recoded), reviews=tuple(reviews))


def gives_codes(act: Later) -> bool:
    """Whether a quote has other codes from this act on; a settlement without codes keeps those that it has."""
    if isinstance(act, SegmentRecoded):
        return True
    return act.action in ("adjust", "settle") and bool(act.marks)


def _answers(act: Later, review: SegmentReview) -> bool:
    """Whether a question or a proposal is answered by an act."""
    if isinstance(act, SegmentRecoded) or act.action == "settle":
        return True
    return act.by == review.by and act.action in ("agree", "adjust")


def _review(act: SegmentReviewed, after: tuple[Mark, ...]) -> SegmentReview:
    is_open = act.action in ("question", "propose")
    return SegmentReview(act.by, act.action, act.marks, act.why, act.id, after, is_open)
