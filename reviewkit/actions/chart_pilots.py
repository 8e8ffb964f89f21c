"""Pilots of charting: everybody charts some studies first, so that a team sees early if it reads the form alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewkit.actions.charting import may_chart
from reviewkit.actions.pilots import left_in_words
from reviewkit.actions.studies import write_proposed
from reviewkit.actions.who import Acting, acting
from reviewkit.errors import ReviewkitError
from reviewkit.model import ChartPilot
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.studies import chosen
from reviewkit.words import Role, message


@dataclass(frozen=True, slots=True)
class BegunPilot:
    """A pilot of charting that was begun; `id` is what undoes it."""

    id: str
    pilot: ChartPilot


def begin(
    folder: OpenReview, as_: str, number: int = 0, studies: Sequence[str] = (), note: str = ""
) -> BegunPilot:
    """Log that everybody who charts today charts these studies, or the first `number` that nobody has begun.

    Raises ReviewkitError where another pilot is unfinished, fewer than two people chart, or there are no such studies.
    """
    with acting(folder, as_) as act:
        may_chart(act)
        people = _people(act)
        _no_other(act)
        keys = _studies(act, number, studies)
        write_proposed(act, keys)
        pilot = ChartPilot(act.who, keys, people, note.strip(), at=ledger.now())
        (made,) = act.log([pilot])
        return BegunPilot(made, replace(pilot, id=made))


def _people(act: Acting) -> tuple[str, ...]:
    """Who charts today. Raises ReviewkitError where these are fewer than two."""
    people = tuple(one.id for one in act.review.protocol.have(Role.CHARTS, act.review.facts.today))
    if len(people) < 2:
        raise ReviewkitError(
            message(
                "A pilot compares people, and today only {people} charts. Add the others to review.yaml (`reviewers`).",
                people=people[0] if people else message("nobody"),
            )
        )
    return people


def _no_other(act: Acting) -> None:
    pilot = act.review.chart.unfinished_pilot
    if pilot:
        raise ReviewkitError(
            message(
                "The pilot of {studies} is not finished ({left}). Finish it first, or undo it: reviewkit undo {event}",
                studies=", ".join(pilot.studies),
                left=left_in_words(act.review.chart.left_of(pilot)),
                event=pilot.id,
            )
        )


def _studies(act: Acting, number: int, named: Sequence[str]) -> tuple[str, ...]:
    """The keys of the studies that were named, or of the first that nobody has begun."""
    included, chart = act.review.included_studies, act.review.chart
    if named:
        return tuple(study.key for study in chosen(included, "", named))
    if number < 1:
        raise ReviewkitError(message("A pilot has at least 1 study; 3 to 5 are usual."))
    left = [study.key for study in included if not chart.begun(study.key)]
    if not left:
        raise ReviewkitError(
            message("Somebody has begun with every included study. Name those of the pilot by their keys.")
        )
    return tuple(left[:number])
