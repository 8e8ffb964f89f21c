"""A summary as JSON has the studies behind each number."""

from reviewkit.field_summary import summaries
from reviewkit.model import Missing
from reviewkit.render.json_counts import chart_summary
from tests.chart_forms import of_form
from tests.render.tables.test_counts import SEEN
from tests.test_field_summary import STUDIES


def test_each_number_has_its_studies_and_numbers_are_as_they_were_charted() -> None:
    found = summaries(SEEN, [of_form("n"), of_form("age"), of_form("design")], STUDIES)
    printed = chart_summary(found, 6, Missing(studies=6), "core")
    assert (printed["finished"], printed["set"], printed["studies"]) == (True, "core", 6)
    n, age, design = printed["fields"]
    assert n["numbers"] == {
        "studies": ["s0", "s1"], "values": [12, 1294], "median": 653, "least": 12, "most": 1294, "sum": 1306,
    }  # fmt: skip
    assert age["numbers"] == {
        "studies": [],
        "values": [],
        "median": None,
        "least": None,
        "most": None,
        "sum": None,
    }
    assert design["numbers"] is None
    assert [(one["id"], one["studies"]) for one in design["categories"]][:2] == [
        ("trial", ["s0"]),
        ("cohort", ["s1", "s2"]),
    ]
