"""A second person reviews what others coded: agrees, gives a quote other codes, asks, proposes, settles.

Nothing that the coder logged is changed. What counts from then on follows from the acts (segment_reviews).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reviewkit.actions.codebook import relations_kept
from reviewkit.actions.coding import must_be_as_seen, start
from reviewkit.actions.who import Acting, acting
from reviewkit.blind import coding_closed_to, codings_shown
from reviewkit.coding_reviews import (
    ReviewCounts,
    ReviewedQuote,
    counts,
    open_segments,
    segments_of,
    waiting_for,
    without_id,
)
from reviewkit.errors import ReviewkitError
from reviewkit.model import Mark, SegmentReview, SegmentReviewed
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import message


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review that was logged: of which quote, study and coder, and the codes that the quote has now.

    `already` means that the person's last word on the quote was the same, so nothing was added.
    """

    id: str
    segment: str
    study: str
    coder: str
    marks: tuple[Mark, ...]
    already: bool = False


@dataclass(frozen=True, slots=True)
class NewReview:
    """What somebody says of a coded quote: `action` is one of REVIEW_ACTIONS, `codes` are given or proposed.

    A code keeps the relation that the quote has to it, unless `relations` says another of this code, or `relation` of
    all. A settlement without codes keeps those that the quote has. `seen` is the act that gave it the codes that the
    person had before them, "" where that is not known.
    """

    segment: str
    action: str
    codes: tuple[str, ...] = ()
    why: str = ""
    relation: str = ""
    seen: str = ""
    relations: Mapping[str, str] = field(default_factory=dict)


def review_segment(folder: OpenReview, as_: str, new: NewReview) -> Reviewed:
    """Log what a person says of a quote that somebody else coded.

    Raises ReviewkitError for a quote that is not there, not shown to the person yet or their own, for an unknown code,
    for codes that the quote has already or got while the person looked at it, and without a reason where one is needed.
    """
    with acting(folder, as_) as act:
        known = segment_to_review(act, new.segment)
        must_be_as_seen(known.segment, new.seen)
        start(act, known.study, new.codes)
        marks = _marks(act.review, new, known)
        _must_make_sense(new, known, marks)
        if last := _said_already(act, new, known, marks):
            return Reviewed(last.event, new.segment, known.study, known.coder, known.segment.marks, already=True)
        made = act.log(
            [SegmentReviewed(act.who, new.segment, new.action, marks, new.why.strip(), at=ledger.now())]
        )
        after = next(one for one in segments_of(act.review.facts.codings) if one.segment.event == new.segment)
        return Reviewed(made[0], new.segment, known.study, known.coder, after.segment.marks)


def segment_to_review(act: Acting, event: str) -> ReviewedQuote:
    """A quote that somebody else coded, by the act that logged it. Raises ReviewkitError where there is none that the
    person may review."""
    found = next((one for one in segments_of(act.review.facts.codings) if one.segment.event == event), None)
    if found is None:
        raise ReviewkitError(
            message(
                "No coded quote has the id {event!r}. The ids are in `reviewkit code review`; a quote in a file under "
                "coding/ has none until it is logged: reviewkit code import FILE. Nothing was logged.",
                event=event,
            )
        )
    if found.coder == act.who:
        raise ReviewkitError(
            message(
                "{event} is your own quote. To give it other codes: reviewkit code recode {event}. Nothing was logged.",
                event=event,
            )
        )
    if found.study in coding_closed_to(act.review, act.who):
        raise ReviewkitError(not_shown(act, found.study))
    return found


def not_shown(act: Acting, study: str) -> str:
    """Why what others coded of a study is not shown yet."""
    return message(
        "{study}: what others coded is shown once {people} people have finished the study, and you too if you have "
        "begun. Nothing was logged.",
        study=study,
        people=act.review.protocol.coders,
    )


def _marks(review: Review, new: NewReview, known: ReviewedQuote) -> tuple[Mark, ...]:
    """The codes that are given or proposed, with their relations."""
    kept = relations_kept(review, known.segment.marks)
    said = {code: new.relation or kept.get(code, "supports") for code in new.codes} | dict(new.relations)
    return tuple(Mark(code, said[code]) for code in dict.fromkeys(new.codes))


_NEEDS_CODES = ("adjust", "propose")
_TAKES_CODES = (*_NEEDS_CODES, "settle")


def _must_make_sense(new: NewReview, known: ReviewedQuote, marks: Sequence[Mark]) -> None:
    """Raises ReviewkitError where a reason or codes are missing, or the quote has these codes already."""
    if new.action != "agree" and not new.why.strip():
        raise ReviewkitError(message("Say why: --why REASON. Only --agree needs no reason. Nothing was logged."))
    if new.action in _NEEDS_CODES and not marks:
        raise ReviewkitError(message("Name the codes that the quote should have. Nothing was logged."))
    if new.action not in _TAKES_CODES and marks:
        raise ReviewkitError(
            message("Codes go with an adjustment, a proposal or a settlement. Nothing was logged.")
        )
    if new.action in _NEEDS_CODES and set(marks) == set(known.segment.marks):
        raise ReviewkitError(
            message(
                "{event} has these codes already. To say that they are right: reviewkit code review {event} --agree. "
                "Nothing was logged.",
                event=new.segment,
            )
        )


def _said_already(
    act: Acting, new: NewReview, known: ReviewedQuote, marks: tuple[Mark, ...]
) -> SegmentReview | None:
    """The person's last word on the quote, where it is this one and the quote still has the codes that it had then."""
    mine = [one for one in known.segment.reviews if one.by == act.who]
    if not mine or mine[-1].after != known.segment.marks:
        return None
    last = mine[-1]
    is_same = (last.action, last.marks, last.why) == (new.action, marks, new.why.strip())
    return last if is_same else None


@dataclass(frozen=True, slots=True)
class ReviewList:
    """What a person sees of reviews: the quotes of others that wait for them, the quotes with open questions, and what
    came of reviewing; of all studies, or of one. `named` is the one quote that was asked for."""

    person: str
    waiting: tuple[ReviewedQuote, ...]
    open: tuple[ReviewedQuote, ...]
    counts: ReviewCounts
    without_id: int
    named: ReviewedQuote | None = None


def review_list(review: Review, person: str, name: str = "") -> ReviewList:
    """What a person sees of reviews; `name` is a study, or the id of a quote. Raises ReviewkitError for neither."""
    shown = codings_shown(review, person)
    named = next((one for one in segments_of(shown) if name and one.segment.event == name), None)
    if name and named is None:
        _must_be_study(review, name)
        shown = tuple(one for one in shown if one.study == name)
    if named:
        shown = tuple(one for one in shown if named.segment in one.segments)
    return ReviewList(
        person,
        waiting_for(person, shown),
        open_segments(shown),
        counts(segments_of(shown)),
        without_id(shown),
        named,
    )


def _must_be_study(review: Review, name: str) -> None:
    keys = [study.key for study in (*review.included_studies, *review.facts.studies)]
    if name not in keys:
        raise ReviewkitError(
            message(
                "{name!r} is neither a study nor the id of a coded quote that you may see. The studies are: {known}",
                name=name,
                known=", ".join(dict.fromkeys(keys)) or message("(none yet)"),
            )
        )
