"""Who acts, and on what: the frame of every action."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewkit.actions import agreements
from reviewkit.errors import ReviewkitError
from reviewkit.model import AnyAct, Protocol, Reviewer, Undo
from reviewkit.review import Review
from reviewkit.store.fingerprints import fingerprint
from reviewkit.store.format import needs_format
from reviewkit.store.open_review import OpenReview
from reviewkit.words import ReviewerKind, Role, message, together


@dataclass(frozen=True, slots=True)
class Acting:
    """A person acting in a folder whose lock they hold."""

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

    def must(self, role: Role) -> None:
        """Raises ReviewkitError where the person has not this role in the review today."""
        person = self.review.protocol.reviewer(self.who)
        if person is None or person.kind is ReviewerKind.TOOL or person.does(role, self.review.facts.today):
            return  # what a tool decided is logged by whoever ran it
        if role in person.roles:
            raise ReviewkitError(
                message(
                    "{who} takes part in this review {days}, which today is not. The days are in review.yaml "
                    "(from, until)",
                    who=self.who,
                    days=_days(person),
                )
            )
        others = ", ".join(one.id for one in self.review.protocol.have(role, self.review.facts.today))
        raise ReviewkitError(
            message(
                "{who} does not have the role `{role}` in review.yaml (`roles:` of {who}); who has it: {others}",
                who=self.who,
                role=role,
                others=others or message("nobody"),
            )
        )

    def id_of(self, name: str) -> str:
        """The id that a reviewer has now."""
        return self.review.protocol.id_of(name)

    def fingerprint(self, record: str) -> str:
        """Which record of which export an id refers to."""
        return fingerprint(self.review.facts.exports, record)

    def needs_new_format(self, act: str) -> None:
        """Raises ReviewkitError in a folder of version 0.2, because that version would silently ignore the act."""
        needs_format(self.root, self.review.protocol.format, 2, act)


def _days(person: Reviewer) -> str:
    since = message("from {day}", day=person.since) if person.since else ""
    until = message("until {day}", day=person.until) if person.until else ""
    return together(filter(None, (since, until)), " ")


@contextlib.contextmanager
def acting(folder: OpenReview, given: str) -> Iterator[Acting]:
    """Hold the lock for one person, with the folder read again and changes to YAML files logged.

    Raises ReviewkitError where no reviewer is named or the one who is only watches, or the folder cannot be written.
    """
    with folder.writing() as review:
        who = person(review.protocol, given)
        _must_do_more_than_watch(review.protocol, who)
        agreements.notice(folder, who)
        yield Acting(folder, who)


def _must_do_more_than_watch(protocol: Protocol, who: str) -> None:
    """Raises ReviewkitError where somebody only watches: they look at the review, and change nothing."""
    reviewer = protocol.reviewer(who)
    if reviewer is not None and reviewer.roles == {Role.WATCHES}:
        raise ReviewkitError(
            message(
                "{who} only watches in this review (`roles: [watches]` in review.yaml), so nothing was changed. "
                "Whoever does more says who they are with --as; if {who} is to do more, add the roles in review.yaml",
                who=who,
            )
        )


def person(protocol: Protocol, given: str) -> str:
    """The reviewer at the keyboard: the one given, else REVIEWKIT_REVIEWER, else the only one of the protocol.

    Raises ReviewkitError where there is no such reviewer.
    """
    name = given or os.environ.get("REVIEWKIT_REVIEWER", "")
    people = [reviewer.id for reviewer in protocol.reviewers if reviewer.kind is not ReviewerKind.TOOL]
    if not name and len(people) == 1:
        name = people[0]
    if not name:
        raise ReviewkitError(
            message(
                "Say who you are with --as ID. Use one of: {people}",
                people=", ".join(people) or message("(add reviewers to review.yaml)"),
            )
        )
    found = protocol.reviewer(name)
    if found is None:
        raise ReviewkitError(
            message(
                "{name!r} is not a reviewer in this review. Add them to review.yaml, or use one of: {people}",
                name=name,
                people=", ".join(people),
            )
        )
    return found.id


def person_or_nobody(protocol: Protocol, given: str) -> str:
    """As person, but "" where nobody is named; they may see what everybody may see."""
    return person(protocol, given) if given or os.environ.get("REVIEWKIT_REVIEWER") else ""


def known_records(review: Review, records: Sequence[str]) -> None:
    """Check that every id is a record in the review and none is named twice. Raises ReviewkitError otherwise."""
    for record in records:
        if record not in review.records:
            raise ReviewkitError(
                message("{record!r} is not a record in this review; ids look like cinahl-0017.", record=record)
            )
    for record in records:
        if list(records).count(record) > 1:
            raise ReviewkitError(message("{record!r} was named twice; name each record only once.", record=record))
