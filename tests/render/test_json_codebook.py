"""The shapes of a codebook's history; what commands print is in test_json_schema."""

from reviewkit.actions.codebook_past import BookDifference, PastAct
from reviewkit.codebook_history import Step
from reviewkit.model import CodebookAct, CodeChange, Undo
from reviewkit.render import json_codebook
from tests.builders import moment
from tests.json_schema import misfit

CHANGES = (CodeChange("near", "status", None, "retired"), CodeChange("", "version", "1", "2"))
ACT = CodebookAct("a", "themes", "merge", ("near",), CHANGES, ("trust",), "alike", 4, at=moment("1"), id="a-1")


def test_an_act_has_its_reason_its_changes_and_its_undo() -> None:
    shape = json_codebook.past_act(PastAct(ACT, Undo("a-1", "b", "no", moment("2"), "b-1")))
    assert misfit(shape, "codebook_act") == ""
    assert (shape["codes"], shape["into"], shape["why"], shape["phase"]) == (["near"], ["trust"], "alike", 4)
    assert shape["changes"][1] == {"code": None, "key": "version", "before": "1", "after": "2"}
    assert shape["undone"]["by"] == "b"
    assert json_codebook.past_act(PastAct(ACT))["undone"] is None


def test_a_difference_names_its_moments_where_they_were_named() -> None:
    steps = (Step("merge", ("near",), ("trust",), CHANGES),)
    shape = json_codebook.difference(BookDifference("themes", "1", "", steps))
    assert misfit(shape, "codebook-diff") == ""
    assert (shape["since"], shape["until"]) == ("1", None)
