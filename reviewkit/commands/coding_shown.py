"""What was coded, as the person at the keyboard may see it."""

from typing import TYPE_CHECKING

from reviewkit.commands.shared import warn

if TYPE_CHECKING:
    from reviewkit.review import Review


def as_seen(review: "Review", as_: str, then: "Review | None" = None) -> "Review":
    """The review, or as it was then, with the codings that this person may see; in a team that codes independently,
    those of others once everybody has finished the study. What is not shown is said on standard error."""
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.blind import as_coder_sees

    say_closed(review, as_)
    return as_coder_sees(review, person_or_nobody(review.protocol, as_), then)


def say_closed(review: "Review", as_: str) -> tuple[str, ...]:
    """The studies of which this person may not see yet what others coded, said on standard error."""
    if closed := closed_to(review, as_):
        warn(not_shown(closed, review.protocol.coders))
    return closed


def closed_to(review: "Review", as_: str) -> tuple[str, ...]:
    """The studies of which this person may not see yet what others coded."""
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.blind import coding_closed_to

    return coding_closed_to(review, person_or_nobody(review.protocol, as_))


def not_shown(closed: tuple[str, ...], people: int) -> str:
    """What is not shown yet, and until when."""
    studies = "this study" if len(closed) == 1 else "these studies"
    return (
        f"note: what others coded in {studies} is shown once {people} people, and you if you have begun, have finished "
        f"it: {', '.join(closed)}"
    )
