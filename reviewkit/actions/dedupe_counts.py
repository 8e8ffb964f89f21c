"""What the duplicates of a review amount to, in numbers, kept on this computer until a file of the review changes.

A run in a folder where every export has been compared, and nothing has changed since, says these numbers without
reading a log.
"""

import os
from dataclasses import asdict, dataclass, replace

from reviewkit.gc_pause import gc_paused
from reviewkit.review import Review
from reviewkit.store import cache, made_by, unchanged
from reviewkit.store.local import key_of
from reviewkit.store.open_review import OpenReview

_KIND = "dedupe"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records, reports, pairs to be decided and pairs of related reports there are.

    `versions` are those of reviewkit that compared them; `run` is the id of the run just now, "" where there was none.
    """

    records: int
    reports: int
    possible: int
    related: int
    versions: tuple[str, ...]
    run: str = ""


@gc_paused()
def counts(review: Review, run: str = "") -> Counts:
    """The numbers of a review."""
    return Counts(
        len(review.records),
        len(review.records) - sum(len(group.records) - 1 for group in review.joined),
        len(review.possible_duplicates),
        len(review.related),
        tuple(sorted({one.version for one in review.facts.runs})),
        run,
    )


def keep(folder: OpenReview, as_: str, found: Counts) -> None:
    """Keep the numbers after a run of this person, who may act in the folder; not where an export that cannot be read
    is still to be compared."""
    state = unchanged.state_of(folder.root, folder.revision)
    if state is not None and not folder.review.never_compared:
        cache.write_sealed(_KIND, _key(folder), [state, _who(as_), asdict(replace(found, run=""))])


def kept(folder: OpenReview, as_: str) -> Counts | None:
    """The numbers, if nothing has changed since a run of the same person; None otherwise."""
    known = cache.read_sealed(_KIND, _key(folder))
    if known is None:
        return None
    state, who, found = known
    if who != _who(as_) or not unchanged.is_state(folder.root, state):
        return None
    return Counts(**{**found, "versions": tuple(found["versions"])})


def _who(as_: str) -> list[str]:
    """Who was named; the reviewer that this means follows from the protocol, and that is a file of the review."""
    return [as_, os.environ.get("REVIEWKIT_REVIEWER", "")]


def _key(folder: OpenReview) -> str:
    return f"{key_of(folder.root)}-{made_by.version()}"
