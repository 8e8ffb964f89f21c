"""Reviews of coded quotes as JSON: one shape for each noun."""

from typing import TYPE_CHECKING, Any

from reviewkit.render.json import marks, segment_review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewkit.actions.coding_review import Reviewed, ReviewList
    from reviewkit.coding_reviews import CodedSegment, ReviewCounts

Shape = dict[str, Any]


def reviewed(done: "Reviewed") -> Shape:
    """A review that was logged, and the codes that the quote has now."""
    return {
        "event": done.id,
        "segment": done.segment,
        "study": done.study,
        "coder": done.coder,
        "codes": marks(done.marks),
        "already": done.already,
    }


def review_list(found: "ReviewList", closed: "Iterable[str]") -> Shape:
    """What waits for a person, what is open, and what came of reviewing."""
    return {
        "person": found.person or None,
        "segment": coded_segment(found.named) if found.named else None,
        "waiting": [coded_segment(one) for one in found.waiting],
        "open": [coded_segment(one) for one in found.open],
        "counts": review_counts(found.counts),
        "without_id": found.without_id,
        "closed": list(closed),
    }


def coded_segment(one: "CodedSegment") -> Shape:
    """A coded quote with what others said of it."""
    segment = one.segment
    return {
        "event": segment.event,
        "study": one.study,
        "coder": one.coder,
        "quote": segment.quote,
        "page": segment.page or None,
        "codes": marks(segment.marks),
        "reviews": [segment_review(review) for review in segment.reviews],
    }


def review_counts(found: "ReviewCounts") -> Shape:
    """How many quotes there are, and how many somebody else reviewed, agreed with, adjusted, ..."""
    return {
        "segments": found.segments,
        "reviewed": found.reviewed,
        "agreed": found.agree,
        "adjusted": found.adjust,
        "questioned": found.question,
        "proposed": found.propose,
        "settled": found.settle,
        "open": found.open,
    }
