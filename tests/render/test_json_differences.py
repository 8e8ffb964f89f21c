"""Differences as JSON: every id, and both moments."""

from reviewkit.actions.differences import compared
from reviewkit.render.json_differences import differences
from reviewkit.store.open_review import open_review
from tests.conftest import EXAMPLE


def test_every_member_and_act_is_there() -> None:
    found = compared(open_review(EXAMPLE), "2023-06-30", "", "")
    shape = differences(found.difference, ("2023-06-30", "now"), (found.before.then, found.after.then))
    assert shape["before"]["past"]["asked"] == "2023-06-30"
    assert shape["after"] == {"asked": "now", "past": None}
    excluded = next(one for one in shape["flow"] if one["id"] == "excluded")
    assert len(excluded["came"]) == len(excluded["acts"]) == 67
    assert {act["by"] for act in excluded["acts"]} == {"c"}
    assert len(shape["studies"]) == 15
    assert shape["codebooks"][0]["cells"][0]["came"]
