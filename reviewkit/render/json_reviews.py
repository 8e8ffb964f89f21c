"""Reviews of coded quotes as JSON: one shape for each noun."""

from typing import TYPE_CHECKING, Any

from reviewkit.normalize import written_moment
from reviewkit.render.json import coefficient, marks, segment_review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewkit.actions.coding_agreement import AgreementOnCodings
    from reviewkit.actions.coding_review import Reviewed, ReviewList
    from reviewkit.agreement import Agreement
    from reviewkit.coding_agreement import Compared
    from reviewkit.coding_reviews import ReviewCounts, ReviewedQuote
    from reviewkit.model import Consulted

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


def coded_segment(one: "ReviewedQuote") -> Shape:
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


def coding_agreement(found: "AgreementOnCodings", closed: "Iterable[str]") -> Shape:
    """How far people agree on codings; why not, where that means nothing, with what came of reviewing."""
    measured = found.independent
    return {
        "codebook": found.codebook.name,
        "level": found.level,
        "team": found.team,
        "why_not": found.why_not,
        "coders": list(measured.people) if measured else [],
        "studies": [study.key for study in measured.studies] if measured else [],
        "not_compared": list(found.not_compared),
        "in_files": list(found.in_files),
        "hidden": found.hidden,
        "differ": [compared(one) for one in (measured.disagreements if measured else found.differ)],
        "everything": measure(measured.everything) if measured else None,
        "themes": [{"theme": one.theme.id, **measure(one.agreement)} for one in measured.themes]
        if measured
        else [],
        "reviews": review_counts(found.reviewed),
        "reviews_by_code": {code: review_counts(one) for code, one in found.by_code.items()},
        "adjusted": [adjusted(one) for one in found.adjusted],
        "closed": list(closed),
    }


def measure(found: "Agreement") -> Shape:
    """The agreement on units."""
    return {
        "units": found.units,
        "alike": found.alike,
        "prevalence": dict(found.prevalence),
        "coefficients": [coefficient(one) for one in found.coefficients],
    }


def compared(one: "Compared") -> Shape:
    """What each person found of a theme in a study."""
    return {
        "study": one.study.key,
        "theme": one.theme.id,
        "said": dict(one.said),
        "quotes": [
            {
                "coder": entry.coder,
                "code": entry.mark.code,
                "relation": entry.mark.relation,
                "quote": entry.quote or None,
                "page": entry.page or None,
                "event": entry.event or None,
            }
            for evidence in one.evidence.values()
            for entry in evidence
        ],
    }


def adjusted(one: "ReviewedQuote") -> Shape:
    """A quote to which somebody else gave other codes: those that it had, and who gave it others, in order."""
    return {
        "event": one.segment.event,
        "study": one.study,
        "coder": one.coder,
        "quote": one.segment.quote,
        "codes": marks(one.segment.marks),
        "recoded": [
            {
                "event": act.event,
                "before": marks(act.before),
                "why": act.why,
                "by": act.by or None,
                "action": act.action,
            }
            for act in one.segment.recoded
        ],
    }


def consultation(act: "Consulted") -> Shape:
    """Whom the team asked, what they said, and what it led to."""
    return {
        "event": act.id,
        "by": act.by,
        "at": written_moment(act.at),
        "whom": act.whom,
        "day": act.day,
        "said": act.said,
        "about": list(act.about),
        "led_to": act.led_to or None,
    }
