"""What was charted of the studies of a finding is counted from their answers; what is missing counts as nothing."""

import pytest

from reviewkit.blind import ChartView
from reviewkit.charting import Chart
from reviewkit.errors import ReviewkitError
from reviewkit.finding_facts import charted_facts, fields_of
from reviewkit.model import ChartedValue
from tests.chart_forms import FORM, of_form
from tests.test_charting import NR, TWO, value
from tests.test_charting_numbers import STUDIES


def view(*values: ChartedValue, **more: object) -> ChartView:
    return ChartView("", FORM, STUDIES, Chart(values, **more))  # type: ignore[arg-type]


def test_the_fields_of_countries_and_of_participants_are_taken_where_none_is_named() -> None:
    assert [one.id for one in fields_of(FORM)] == ["n", "country"]
    assert [one.id for one in fields_of(FORM, ["designs", "n"])] == ["designs", "n"]
    with pytest.raises(ReviewkitError, match="the form has no field 'nothing'"):
        fields_of(FORM, ["nothing"])


def test_numbers_are_added_up_over_the_studies_of_the_finding_alone() -> None:
    seen = view(value("a", 1, 12, "n", "s0"), value("a", 1, NR, "n", "s1"), value("a", 1, 30, "n", "s3"))
    (fact,) = charted_facts(seen, [of_form("n")], STUDIES[:3])
    assert fact.numbers is not None
    assert (fact.of, fact.numbers.sum, fact.numbers.studies) == (3, 12, ("s0",))


def test_answers_have_their_studies_and_what_is_missing_or_not_settled_is_no_answer() -> None:
    seen = view(
        value("a", 1, "Norway", "country", "s0"),
        value("b", 2, "Norway", "country", "s0"),
        value("a", 1, "Sweden", "country", "s1"),
        value("b", 2, "Norway", "country", "s1"),
        value("a", 1, NR, "country", "s2"),
        value("b", 2, NR, "country", "s2"),
        agreed=TWO,
    )
    (fact,) = charted_facts(seen, [of_form("country")], STUDIES)
    assert fact.numbers is None
    assert [(one.id, one.studies) for one in fact.answers] == [("Norway", ("s0",))]
    assert fact.of == len(STUDIES)
