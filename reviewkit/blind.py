"""What a reviewer may see before others have decided (PRISMA 2020 item 8: reviewers decide independently).

An interface for screening gets one of these and nothing else, so it cannot show other people's decisions.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reviewkit.model import Decision, Protocol, Record
from reviewkit.review import Review
from reviewkit.words import Choice, Stage, State


@dataclass(frozen=True, slots=True)
class BlindView:
    """One reviewer's screening: what they still have to decide on, in order, and their own decisions.

    `records` and `reports` are what was imported and which records are one report; nobody's decision is in them.
    """

    reviewer: str
    protocol: Protocol
    queue: tuple[tuple[str, Stage], ...]
    own: tuple[Decision, ...]
    reports: Mapping[str, tuple[str, ...]]
    records: Mapping[str, Record]


def blind_view(review: Review, reviewer: str) -> BlindView:
    """A review as one reviewer may see it."""
    return BlindView(
        reviewer,
        review.protocol,
        review.waiting_for(reviewer),
        tuple(decision for decision in review.facts.decisions if decision.by == reviewer and not decision.final),
        review.reports,
        review.records,
    )


def decisions_to_export(review: Review, reviewer: str) -> dict[str, tuple[Choice | None, str]]:
    """By report, the decisions that may leave the folder: the outcomes once everybody has decided, until then the
    reviewer's own decisions."""
    if not review.flow.unfinished:
        done = {State.EXCLUDED: Choice.EXCLUDE, State.INCLUDED: Choice.INCLUDE}
        return {report: (done.get(outcome.state), outcome.reason) for report, outcome in review.outcomes.items()}
    return {
        review.report_of[decision.record]: (decision.choice, decision.reason)
        for decision in blind_view(review, reviewer).own
        if decision.record in review.report_of
    }
