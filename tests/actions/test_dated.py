"""What is done in a block is logged as of the moment that is named, and what comes after it as of now."""

from datetime import UTC, datetime

import pytest

from reviewkit.actions.dated import dated
from reviewkit.store import ledger


def test_the_clock_stands_in_the_block_and_goes_on_after_it() -> None:
    with dated("2023-05-02T10:00"):
        assert ledger.now() == datetime(2023, 5, 2, 10, tzinfo=UTC)
        with dated("2023-05-03T10:00"):
            assert ledger.now().day == 3
        assert ledger.now().day == 2
    assert abs(ledger.now() - datetime.now(UTC)).total_seconds() < 60


def test_also_after_an_error() -> None:
    with pytest.raises(ValueError, match="no"), dated("2023-05-02T10:00"):
        raise ValueError("no")
    assert ledger.now().year > 2023
