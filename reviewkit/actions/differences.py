"""What is different between a review at two moments, or between two copies of it, as one person may see it."""

from dataclasses import dataclass
from pathlib import Path

from reviewkit.actions.past import as_of
from reviewkit.blind import as_coder_sees
from reviewkit.diff import Difference, difference
from reviewkit.review import Review
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.timeline import Then

NOW = "now"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two reviews: which was asked for, and the moment that it is of (None: now)."""

    asked: str
    review: Review
    then: Then | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reviews and what is different in the second."""

    before: Side
    after: Side
    difference: Difference


def compared(folder: OpenReview, before: str, after: str, person: str) -> Compared:
    """The review as two names mean it: a day, a version of the codebook, the id of an act, `now`, or the folder of
    another copy. Raises ReviewkitError for a name that means none of these."""
    first, second = (_side(folder, asked or NOW, person) for asked in (before, after))
    return Compared(first, second, difference(first.review, second.review))


def _side(folder: OpenReview, asked: str, person: str) -> Side:
    """A review as a person may see it; what they may see is what they may see now."""
    if asked == NOW:
        return Side(asked, as_coder_sees(folder.review, person))
    if Path(asked).is_dir():
        other = open_review(Path(asked)).review
        return Side(asked, as_coder_sees(other, person if other.protocol.reviewer(person) else ""))
    past = as_of(folder, asked)
    return Side(asked, as_coder_sees(folder.review, person, past.review), past.then)
