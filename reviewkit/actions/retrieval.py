"""Log whether full texts could be retrieved."""

from collections.abc import Sequence

from reviewkit.actions.who import acting, known_records
from reviewkit.model import Retrieval
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview


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
