"""Who acts, and on what: the frame of every action."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewkit.actions import agreements
from reviewkit.errors import ReviewkitError
from reviewkit.model import AnyAct, Protocol, Undo
from reviewkit.review import Review
from reviewkit.store.fingerprints import fingerprint
from reviewkit.store.format import needs_format
from reviewkit.store.open_review import OpenReview
from reviewkit.words import ReviewerKind


@dataclass(frozen=True, slots=True)
class Acting:
    """A person at work in a folder whose lock is held."""

    folder: OpenReview
    who: str

    @property
    def review(self) -> Review:
        """The review as it is now."""
        return self.folder.review

    @property
    def root(self) -> Path:
        """The review folder."""
        return self.folder.root

    def log(self, acts: "Sequence[AnyAct | Undo]", kind: str = "") -> tuple[str, ...]:
        """Log acts of one kind, all or none; returns their ids."""
        return self.folder.log(self.who, acts, kind)

    def fingerprint(self, record: str) -> str:
        """Which record of which export an id stands for."""
        return fingerprint(self.review.facts.exports, record)

    def needs_new_format(self, act: str) -> None:
        """Raises ReviewkitError in a folder of version 0.2, which would pass the act over without a word."""
        needs_format(self.root, self.review.protocol.format, 2, act)


@contextlib.contextmanager
def acting(folder: OpenReview, given: str) -> Iterator[Acting]:
    """A person at work: the lock is held, the folder is read anew, changes of agreements are noted.

    Raises ReviewkitError where nobody is named who is a reviewer, or the folder cannot be written.
    """
    with folder.writing() as review:
        who = person(review.protocol, given)
        agreements.notice(folder, who)
        yield Acting(folder, who)


def person(protocol: Protocol, given: str) -> str:
    """The reviewer at the keyboard: the one given, else REVIEWKIT_REVIEWER, else the only one of the protocol.

    Raises ReviewkitError where that is nobody.
    """
    name = given or os.environ.get("REVIEWKIT_REVIEWER", "")
    people = [reviewer.id for reviewer in protocol.reviewers if reviewer.kind is not ReviewerKind.TOOL]
    if not name and len(people) == 1:
        name = people[0]
    if not name:
        raise ReviewkitError(
            f"Say who you are: --as ID, one of: {', '.join(people) or '(add reviewers to review.yaml)'}"
        )
    if protocol.reviewer(name) is None:
        raise ReviewkitError(
            f"{name!r} is no reviewer of this review; add them to review.yaml, or use one of: {', '.join(people)}"
        )
    return name


def person_or_nobody(protocol: Protocol, given: str) -> str:
    """As person, but "" where nobody is named: whoever that is may see what everybody may."""
    return person(protocol, given) if given or os.environ.get("REVIEWKIT_REVIEWER") else ""


def known_records(review: Review, records: Sequence[str]) -> None:
    """Return where every id is a record of the review and none is named twice. Raises ReviewkitError otherwise."""
    for record in records:
        if record not in review.records:
            raise ReviewkitError(f"{record!r} is no record of this review; ids look like cinahl-0017.")
    for record in records:
        if list(records).count(record) > 1:
            raise ReviewkitError(f"{record!r} was named twice; name each record once.")
