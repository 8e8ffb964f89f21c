"""The order of the studies in a table: by citation, year or field, with those last that have none."""

import pytest

from reviewkit.blind import ChartView
from reviewkit.charting import Chart
from reviewkit.errors import ReviewkitError
from reviewkit.model import Answer, ChartedValue, Form, FormGroup, Study
from reviewkit.study_order import in_order
from reviewkit.words import NotCharted
from tests.chart_forms import FIELDS, FORM
from tests.test_charting import TWO, value

STUDIES = tuple(
    Study(key, citation, ())
    for key, citation in (
        ("oden", "Ödén (2018)"), ("berg", "Berg et al. (2021)"), ("aas", "Aas (1999)"), ("dahl", "Dahl (in press)"),
    )
)  # fmt: skip
WITHOUT_YEAR = Form((FormGroup("g", {}, tuple(one for one in FIELDS if one.id != "year")),))


def order(by: str, *values: ChartedValue, form: Form = WITHOUT_YEAR, **more: object) -> str:
    view = ChartView("", form, STUDIES, Chart(values, **more))  # type: ignore[arg-type]
    return " ".join(study.key for study in in_order(view, STUDIES, by))


def test_citations_are_in_the_order_of_the_alphabet() -> None:
    assert order("citation") == "berg dahl oden aas"


def test_years_are_those_of_the_citations_and_one_without_a_year_is_last() -> None:
    assert order("year") == "aas oden berg dahl"


def test_a_year_that_was_charted_counts_before_that_of_the_citation() -> None:
    assert order("year", value("a", 1, 2024, "year", "aas"), value("a", 1, 2020, "year", "dahl"), form=FORM) == (
        "oden dahl berg aas"
    )


def test_numbers_are_sorted_by_size_and_what_is_not_reported_is_last() -> None:
    said = [value("a", 1, 1000, "n", "aas"), value("a", 1, 9, "n", "dahl"), value("a", 1, -1, "n", "oden")]
    missing = value("a", 1, Answer(missing=NotCharted.NR), "n", "berg")
    assert order("n", *said, missing) == "oden dahl aas berg"


def test_choices_are_sorted_as_in_the_form_and_like_ones_by_citation() -> None:
    said = [("aas", "unclear"), ("berg", "cohort"), ("oden", "cohort"), ("dahl", "trial")]
    assert order("design", *(value("a", 1, one, "design", key) for key, one in said)) == "dahl berg oden aas"
    several = [("aas", ("cohort",)), ("berg", ("trial", "unclear")), ("dahl", ("gone",))]
    assert order("designs", *(value("a", 1, one, "designs", key) for key, one in several)) == "berg aas dahl oden"
    assert order("funded", value("a", 1, "no", "funded", "berg"), value("a", 1, "yes", "funded", "aas")) == (
        "aas berg dahl oden"
    )


def test_texts_are_sorted_by_the_alphabet() -> None:
    said = [("aas", "Åpen"), ("berg", "zebra"), ("oden", "Ærlig"), ("dahl", "apen")]
    assert order("aim", *(value("a", 1, one, "aim", key) for key, one in said)) == "dahl berg oden aas"


def test_what_is_not_settled_has_no_place() -> None:
    assert order("n", value("a", 1, 5, "n", "oden"), agreed=TWO) == "berg dahl oden aas"


def test_an_unknown_field_is_refused_with_what_there_is() -> None:
    with pytest.raises(ReviewkitError, match=r"cannot be sorted by 'size'\. .*citation, year, aim, method"):
        order("size")


def test_by_citation_norwegian_letters_come_last() -> None:
    citations = ("Østby (2020)", "berg (2020)", "Abel (2021)", "Åås (2019)")
    studies = tuple(Study(str(n), citation, ()) for n, citation in enumerate(citations))
    view = ChartView("", FORM, studies, Chart())
    assert [one.citation for one in in_order(view, studies)] == [
        "Abel (2021)", "berg (2020)", "Østby (2020)", "Åås (2019)"
    ]  # fmt: skip
