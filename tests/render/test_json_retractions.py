"""What a list of retracted articles says, as JSON: what is not known is null."""

from reviewkit.actions.retractions import Checked, Found
from reviewkit.errors import Level, Place, Problem
from reviewkit.model.retractions import Notice
from reviewkit.render import json_retractions
from reviewkit.retractions import By, Hit
from reviewkit.words import Stage, State
from tests.json_schema import misfit


def test_a_list_and_what_was_found() -> None:
    notice = Notice(2, doi="10.1000/care.1")
    problem = Problem(Place("x.ris", 1), "said", Level.ERROR, "retracted")
    found = Found(Hit("a-1", notice, By.DOI, True, (notice,)), "a-1", State.INCLUDED, Stage(""), "Trust", problem)
    printed = json_retractions.checked(Checked("x.csv", "table", "2026-01-31", "", 1, 0, 4, (found,), (), ()))
    assert misfit(printed, "check-retractions") == ""
    assert printed["newest"] is None
    assert printed["found"][0]["notice"]["pmid"] is None
