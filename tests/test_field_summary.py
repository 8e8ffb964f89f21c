"""A summary counts each study in each field, and has the numbers of fields of numbers."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.blind import ChartView
from reviewkit.charting import Chart
from reviewkit.charting_counts import Kind
from reviewkit.field_summary import summaries
from reviewkit.model import Answer, ChartValue, Study
from reviewkit.words import NotCharted
from tests.chart_forms import FIELDS, FORM, of_form
from tests.test_charting import value

STUDIES = tuple(Study(f"s{number}", f"Study {number} (2020)", ()) for number in range(6))
SAID: dict[str, st.SearchStrategy[ChartValue]] = {
    "design": st.sampled_from(["trial", "cohort", "unclear"]),
    "designs": st.lists(st.sampled_from(["trial", "cohort"]), min_size=1, max_size=2, unique=True).map(tuple),
    "country": st.sampled_from(["Norway", "norway", "Sweden"]),
    "funded": st.sampled_from(["yes", "no"]),
    "n": st.integers(0, 5000),
    "year": st.integers(2015, 2024),
    "aim": st.just("to learn"),
}
WHY = st.sampled_from(NotCharted).map(lambda why: Answer(missing=why))


@st.composite
def charts(draw: st.DrawFn) -> ChartView:
    """Answers in some fields of some studies."""
    given = [
        value("a", 1, draw(said | WHY), field, study.key)
        for study in STUDIES
        for field, said in SAID.items()
        if draw(st.booleans())
    ]
    return ChartView("", FORM, STUDIES, Chart(given))


@given(charts())
def test_every_study_is_in_every_field_once_or_where_it_has_several_answers_more_often(view: ChartView) -> None:
    for one in summaries(view, map(of_form, SAID), STUDIES):
        counted = [key for category in one.axis.categories for key in category.studies]
        assert set(counted) == {study.key for study in STUDIES}
        assert one.axis.is_several or len(counted) == len(STUDIES)


@given(charts())
def test_numbers_are_those_of_the_studies_that_have_one(view: ChartView) -> None:
    (found,) = summaries(view, [of_form("n")], STUDIES)
    assert found.numbers is not None
    assert found.numbers.studies == next(
        (one.studies for one in found.axis.categories if one.kind is Kind.CHARTED), ()
    )


def test_only_fields_of_numbers_have_numbers() -> None:
    found = summaries(ChartView("", FORM, STUDIES, Chart()), FIELDS, STUDIES)
    assert [one.field.id for one in found] == [one.id for one in FIELDS]
    assert [one.field.id for one in found if one.numbers] == ["n", "age"]
