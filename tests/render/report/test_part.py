"""What a part is made of."""

from pathlib import Path

from tests.conftest import EXAMPLE
from tests.render.report.given import given_of


def test_records_wait_for_no_decision_and_studies_do(ready: Path) -> None:
    given = given_of(ready)
    assert not given.of_records().anything
    assert given.of_studies().waiting == 6


def test_it_speaks_the_language_asked_for() -> None:
    assert given_of(EXAMPLE, "nb").say("heading_included") == "Inkluderte studier"
