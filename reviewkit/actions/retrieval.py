"""Full texts that are sought: who was asked for them, whether they could be retrieved, and which are still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewkit.actions.who import acting, known_records
from reviewkit.errors import ReviewkitError
from reviewkit.model import Outcome, Record, Retrieval, Text, TextRequest
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import State, message


def record_retrieval(
    folder: OpenReview, as_: str, records: Sequence[str], retrieved: bool, note: str = ""
) -> tuple[str, ...]:
    """Log that the full texts of records were retrieved, or could not be; returns the ids of the events."""
    with acting(folder, as_) as act:
        known_records(act.review, records)
        return act.log(
            [
                Retrieval(act.who, record, retrieved, note, act.fingerprint(record), at=ledger.now())
                for record in records
            ]
        )


def request(folder: OpenReview, as_: str, records: Sequence[str], note: str = "") -> tuple[str, ...]:
    """Log that somebody was asked for full texts (`note` says whom); returns the ids of the events.

    Raises ReviewkitError where one of them has been retrieved.
    """
    with acting(folder, as_) as act:
        act.needs_new_format(message("a request"))
        known_records(act.review, records)
        for record in records:
            if _was_retrieved(act.review.outcomes[act.review.report_of[record]]):
                raise ReviewkitError(
                    message(
                        "The full text of {record} was retrieved already. If that is wrong: reviewkit screen "
                        "retrieved {record} --not. Nothing was logged.",
                        record=record,
                    )
                )
        return act.log(
            [TextRequest(act.who, record, note, act.fingerprint(record), at=ledger.now()) for record in records]
        )


def _was_retrieved(outcome: Outcome) -> bool:
    return outcome.retrieval is not None and outcome.retrieval.retrieved


class SoughtState(StrEnum):
    """How far the search for a full text has come."""

    MISSING = "missing"  # nobody has said anything of it
    REQUESTED = "requested"
    RETRIEVED = "retrieved"
    NOT_RETRIEVED = "not-retrieved"


@dataclass(frozen=True, slots=True)
class Sought:
    """A report whose full text is sought: its merged record, who asked for it last, what came of it, and its texts."""

    record: Record
    state: SoughtState
    request: TextRequest | None
    retrieval: Retrieval | None
    texts: tuple[Text, ...]

    @property
    def last(self) -> TextRequest | Retrieval | None:
        """What was said last of it."""
        said: list[TextRequest | Retrieval] = [one for one in (self.request, self.retrieval) if one is not None]
        return max(said, key=lambda act: act.stamp, default=None)


def sought(review: Review, only_open: bool = False) -> tuple[Sought, ...]:
    """The reports whose full texts are sought, or only those that nobody has retrieved or given up."""
    found = (_sought(review, report) for report in review.sought)
    closed = (SoughtState.RETRIEVED, SoughtState.NOT_RETRIEVED)
    return tuple(one for one in found if not only_open or one.state not in closed)


def _sought(review: Review, report: str) -> Sought:
    outcome, request_ = review.outcomes[report], review.last_requests.get(report)
    return Sought(
        review.merged(report),
        _state(outcome, request_),
        request_,
        outcome.retrieval,
        review.texts_of.get(report, ()),
    )


def _state(outcome: Outcome, last_request: TextRequest | None) -> SoughtState:
    """The state after the last act; somebody may be asked again for what could not be retrieved."""
    retrieval = outcome.retrieval
    if outcome.state not in (State.SOUGHT, State.NOT_RETRIEVED):
        return SoughtState.RETRIEVED
    if last_request and (retrieval is None or retrieval.stamp < last_request.stamp):
        return SoughtState.REQUESTED
    return SoughtState.NOT_RETRIEVED if retrieval else SoughtState.MISSING
