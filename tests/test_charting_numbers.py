"""The numbers of a field: what is not reported is none, and nothing is rounded."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.blind import ChartView
from reviewkit.charting import Chart
from reviewkit.charting_numbers import numbers
from reviewkit.model import Answer, ChartedValue, Study
from reviewkit.words import NotCharted
from tests.chart_forms import FORM, of_form
from tests.test_charting import TWO, value, when

STUDIES = tuple(Study(f"s{number}", f"Study {number} (2020)", ()) for number in range(4))


def view(*values: ChartedValue, **more: object) -> ChartView:
    return ChartView("", FORM, STUDIES, Chart(values, **more))  # type: ignore[arg-type]


def test_what_is_not_reported_is_no_number_and_never_nought() -> None:
    said = [value("a", 1, 12, "n", "s0"), value("a", 1, 0, "n", "s1"), value("a", 1, 7, "n", "s3")]
    missing = value("a", 1, Answer(missing=NotCharted.NR), "n", "s2")
    found = numbers(view(*said, missing), of_form("n"), STUDIES)
    assert found.studies == ("s0", "s1", "s3")
    assert (found.sum, found.median, found.least, found.most) == (19, 7, 0, 12)


def test_several_arms_are_several_numbers_of_one_study() -> None:
    arms = [
        ChartedValue("a", "s0", "age", Answer(said), place, **when(1, "a")) for place, said in ((1, 0.1), (2, 0.2))
    ]
    found = numbers(view(*arms), of_form("age"), STUDIES)
    assert found.studies == ("s0",)
    assert found.sum == Decimal("0.3")
    assert found.median == Decimal("0.15")


def test_what_is_not_settled_is_not_counted() -> None:
    both = [value("a", 1, 3, "n", "s0"), value("b", 2, 4, "n", "s0"), value("a", 1, 5, "n", "s1")]
    found = numbers(view(*both, agreed=TWO), of_form("n"), STUDIES)
    assert (found.studies, found.sum, found.median, found.least, found.most) == ((), 0, None, None, None)


def test_only_the_studies_that_are_asked_for_are_counted() -> None:
    said = [value("a", 1, 3, "n", "s0"), value("a", 2, 4, "n", "s1")]
    assert numbers(view(*said), of_form("n"), STUDIES[1:2]).sum == 4


@given(st.lists(st.integers(-999, 999), min_size=4, max_size=4))
def test_the_middle_is_between_the_least_and_the_most(said: list[int]) -> None:
    found = numbers(
        view(*(value("a", 1, one, "n", f"s{at}") for at, one in enumerate(said))), of_form("n"), STUDIES
    )
    assert found.median is not None
    assert found.least is not None
    assert found.most is not None
    assert (found.sum, found.least, found.most) == (sum(said), min(said), max(said))
    assert found.least <= found.median <= found.most
