"""Tables of coding as JSON: the ids behind each number."""

from reviewkit.coding import matrix
from reviewkit.cooccurrence import Cooccurrence
from reviewkit.model import Missing
from reviewkit.render.json_coded import cooccurrence, robustness
from reviewkit.robustness import supports
from tests.json_schema import misfit
from tests.render.samples import MATRIX
from tests.render.tables.test_cooccurrence import CODINGS
from tests.test_cooccurrence import BOOK, STUDIES


def test_each_pair_has_the_ids_behind_its_numbers() -> None:
    printed = cooccurrence(Cooccurrence(matrix(BOOK, CODINGS, STUDIES), CODINGS), Missing(studies=3), "core", 9)
    pairs = {(one["first"], one["second"]): one for one in printed["pairs"]}
    assert pairs["trust", "time"] == {
        "first": "trust",
        "second": "time",
        "quotes": ["q1", "q2"],
        "contradicting": ["q1"],
        "overlapping": [["q4", "q5"]],
        "studies": ["alm", "berg"],
        "contradicted": ["berg"],
        "not_assessed": ["dahl"],
    }
    assert pairs["time", "time"]["quotes"] == ["q1", "q2", "q5"]
    assert (printed["set"], printed["included_studies"], printed["coders"]) == ("core", 9, ["a"])
    assert misfit(printed, "code-cooccur") == ""


def test_what_a_theme_rests_on_has_its_studies_and_people() -> None:
    printed = robustness(MATRIX, supports(MATRIX), Missing(studies=3))
    time = printed["rows"][1]
    assert (time["id"], time["only_study"], time["only_coder"]) == ("time", "berg", "a")
    assert time["studies_without"] == {"a": 0, "b": 1}
    assert misfit(printed, "code-robustness") == ""
