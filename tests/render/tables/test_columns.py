"""What is typed for the columns of a table of characteristics, and what they are."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.model import Form, FormGroup
from reviewkit.render.tables.columns import Arrangement, arranged, each_alone
from tests.chart_forms import FIELDS, FORM, field

Columns = list[tuple[list[str], str]]


def columns(made: Arrangement) -> Columns:
    """The ids of the fields and the heading of each column, that of the citation first."""
    return [([one.id for one in column.fields], column.heading) for column in (made.first, *made.columns)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("n, aim", [([], ""), (["n"], ""), (["aim"], "")]),
        ("aim+n,method", [([], ""), (["aim", "n"], ""), (["method"], "")]),
        ("study+country+year, aim", [(["country", "year"], ""), (["aim"], "")]),
        ("study, aim", [([], ""), (["aim"], "")]),
        (
            "study + country = Who / where , aim+n = Aim: a = b",
            [(["country"], "Who / where"), (["aim", "n"], "Aim: a = b")],
        ),
        ("aim, n, aim", [([], ""), (["aim"], ""), (["n"], "")]),
        ("aim+aim, n+aim", [([], ""), (["aim"], ""), (["n"], "")]),
        (" , aim,, +n+ ,", [([], ""), (["aim"], ""), (["n"], "")]),
        ("study=Source", [([], "Source")]),
    ],
)
def test_commas_part_columns_a_plus_joins_fields_and_a_heading_follows_an_equals_sign(
    typed: str, found: Columns
) -> None:
    assert columns(arranged(FORM, typed)) == found


@pytest.mark.parametrize("typed", ["", " ", ",", "study"])
def test_without_fields_every_field_of_the_form_has_a_column(typed: str) -> None:
    assert arranged(FORM, typed).columns == each_alone(FIELDS).columns


def test_study_is_the_field_of_a_form_that_has_one() -> None:
    form = Form((FormGroup("g", {}, (field("study"), field("aim"))),))
    assert columns(arranged(form, "study+aim")) == [([], ""), (["study", "aim"], "")]


@pytest.mark.parametrize("typed", ["size", "aim+size", "aim, study+n", "aim; n", "study+size"])
def test_an_unknown_field_is_named_with_those_that_there_are(typed: str) -> None:
    with pytest.raises(ReviewkitError, match=r"The charting form has no field .* Its fields are: aim, method, n,"):
        arranged(FORM, typed)


def test_a_total_stands_at_the_field_that_it_follows_and_its_field_belongs_to_the_table() -> None:
    made = arranged(FORM, "aim ( age ) + n(n)=What, method")
    assert [(one.field.id, one.at.id) for one in made.totals] == [("age", "aim"), ("n", "n")]
    assert [one.id for one in made.fields] == ["aim", "n", "method", "age"]
    assert columns(made) == [([], ""), (["aim", "n"], "What"), (["method"], "")]
    twice = arranged(FORM, "study+aim(n), n, aim(age)+n(n)")
    assert [(one.field.id, one.at.id) for one in twice.totals] == [("n", "aim"), ("age", "aim"), ("n", "n")]
    assert columns(twice) == [(["aim"], ""), (["n"], "")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("n(aim)", "aim is a field of type text, which has no total. Fields of numbers are: n, age"),
        ("n(year)", "year is a field of type year, which has no total"),
        ("n(size)", "has no field 'size'"),
        ("study(n)", "has no field 'study'"),
        ("n(", r"has no field 'n\('"),
        ("aim(n)(n)", r"has no field 'aim\(n\)\(n\)'"),
        ("aim n", "has no field 'aim n'"),
    ],
)
def test_a_total_of_what_has_no_numbers_is_refused(typed: str, said: str) -> None:
    with pytest.raises(ReviewkitError, match=said):
        arranged(FORM, typed)
