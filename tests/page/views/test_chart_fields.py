"""A field of the form in the page: its controls hold what was charted, and what they hold is what is logged."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.model import Answer, FormField
from reviewkit.page.asked import Asked
from reviewkit.page.views.chart_fields import (
    ShownField,
    ShownQuote,
    choices_of,
    quotes_of,
    rows_of,
    typed_of,
    with_answer,
)
from reviewkit.typed_answers import understood
from reviewkit.words import FieldType, NotCharted
from tests.chart_forms import FIELDS, of_form

ANSWERS = {
    "aim": ["to learn", "a; b"],
    "method": ["one\n\ntwo"],
    "n": [12, -3],
    "age": [41.5, 7],
    "year": [2024],
    "begun": ["2024-12-31"],
    "funded": ["yes", "no"],
    "funder": ["a fund"],
    "design": ["trial", "unclear"],
    "designs": [("trial", "cohort"), ("unclear",)],
    "country": ["Norway"],
    "cited": ["Berg et al. 2020"],
    "arms": [((("name", "care"), ("size", 12)), (("size", 3),)), ((("name", "NR"),),)],
}
CASES = [(field, Answer(value)) for field in FIELDS for value in ANSWERS[field.id]]


def as_sent(shown: ShownField) -> Asked:
    """The form that a browser sends of what a field shows."""
    form: dict[str, list[str]] = {"value": [*shown.chosen] or [shown.typed], "was": [shown.missing]}
    for at, column in enumerate(shown.field.columns):
        form[f"cell-{column.id}"] = [row[at] for row in shown.rows]
    return Asked(form=form)


def shown(field: FormField) -> ShownField:
    return ShownField(field, 1, field.id, "", rows=(("",) * len(field.columns),) * 2)


@pytest.mark.parametrize(("field", "answer"), CASES)
def test_what_is_shown_and_sent_again_is_the_same_answer(field: FormField, answer: Answer) -> None:
    assert understood(field, typed_of(field, as_sent(with_answer(shown(field), answer)))) == answer


@pytest.mark.parametrize("word", NotCharted)
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.id)
def test_no_answer_stays_none(field: FormField, word: NotCharted) -> None:
    sent = as_sent(with_answer(shown(field), Answer(missing=word)))
    assert understood(field, typed_of(field, sent)) == Answer(missing=word)


def test_the_first_nine_choices_have_keys() -> None:
    words = labels("nb")
    assert [one.key for one in choices_of(of_form("design"), words)] == ["1", "2", "3"]
    assert [one.label for one in choices_of(of_form("funded"), words)] == ["ja", "nei"]
    assert choices_of(of_form("aim"), words) == ()


def test_a_table_is_read_row_by_row_without_those_that_are_empty() -> None:
    asked = Asked(form={"cell-name": ["care", " ", "x"], "cell-size": ["12", ""]})
    assert rows_of(of_form("arms"), asked) == (("care", "12"), ("x", ""))


def test_a_semicolon_in_a_cell_is_refused() -> None:
    with pytest.raises(ReviewkitError, match="semicolon"):
        typed_of(of_form("arms"), Asked(form={"cell-name": ["a; b"], "cell-size": ["1"]}))


def test_quotes_come_with_their_pages_and_go_by_their_number() -> None:
    form = {"quote": ["one", " ", "two"], "part": ["1", "", "x"], "text": ["abc", "", ""], "without": ["0"]}
    assert quotes_of(Asked(form=form)) == (ShownQuote("two"),)
    more = {**form, "without": [], "new_quote": ["three"], "new_part": ["3"]}
    assert quotes_of(Asked(form=more)) == (ShownQuote("one", 1, "abc"), ShownQuote("two"), ShownQuote("three", 3))


def test_a_field_of_any_type_is_tried_here() -> None:
    assert {field.type for field in FIELDS} == set(FieldType)
