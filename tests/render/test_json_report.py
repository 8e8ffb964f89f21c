"""The report for programs."""

from reviewkit.render.json_report import report as as_shape
from reviewkit.render.report.report import report
from tests.conftest import EXAMPLE
from tests.render.report.given import given_of


def test_it_has_the_numbers_and_the_words_of_each_part() -> None:
    shape = as_shape(report(given_of(EXAMPLE), ["flow", "included"]), ("berg",))
    flow, included = shape["parts"]
    assert (shape["finished"], shape["closed"]) == (True, ["berg"])
    assert flow["numbers"]["screened"] == 1285
    (figure,) = flow["content"]
    assert (figure["kind"], figure["rows"]) == ("figure", None)
    assert "(n = 1285)" in figure["description"]
    assert [block["kind"] for block in included["content"]] == ["paragraph", "table"]
    assert len(included["content"][1]["rows"]) == included["numbers"]["studies"] == 15
