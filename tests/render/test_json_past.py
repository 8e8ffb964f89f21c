"""The moment that a table is of, as JSON."""

from datetime import UTC, datetime

from reviewkit.model import Stamp
from reviewkit.render.json_past import past
from reviewkit.timeline import Gap, NotKnown, Then


def test_a_table_of_now_has_none() -> None:
    assert past(None) is None


def test_the_moment_and_what_is_not_known() -> None:
    moment = Stamp(datetime(2026, 3, 4, 9, tzinfo=UTC))
    assert past(Then("2", moment, False, changes=1, gaps=(Gap(NotKnown.FILE, ("studies.yaml",)),))) == {
        "reading": "as-of",
        "asked": "2",
        "moment": "2026-03-04T09:00:00Z",
        "changes_since_version": 1,
        "not_known": [{"what": "file", "files": ["studies.yaml"]}],
        "later_codes": [],
    }
    assert past(Then("2", moment, False, True, later=("calm",)))["reading"] == "under"  # type: ignore[index]
