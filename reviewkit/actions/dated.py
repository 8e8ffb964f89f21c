"""When something is done: now, except in the worked example, whose people worked in 2023."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from reviewkit.store import ledger


@contextmanager
def dated(moment: str) -> Iterator[None]:
    """What is done in this block is logged as of a moment (2023-05-02T10:00, UTC)."""
    with ledger.dated(datetime.fromisoformat(moment).replace(tzinfo=UTC)):
        yield
