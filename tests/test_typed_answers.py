"""What people type is read as they mean it, or refused with what would fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import ReviewkitError
from reviewkit.model import Answer, ChartValue, FormField
from reviewkit.typed_answers import understood, written
from reviewkit.words import FieldType, NotCharted
from tests.chart_forms import DESIGNS, FIELDS, FORM, field, of_form


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("aim", "  home \n care ", "home care"),
        ("aim", "A\u030as", "Ås"),
        ("method", " one  \n two\n", "one\n two"),
        ("n", "1294", 1294),
        ("n", "1 294", 1294),
        ("n", "1\u00a0294", 1294),
        ("n", "1\u2009294\u2009000", 1294000),
        ("n", "1'294", 1294),
        ("n", "\u22123", -3),
        ("n", "54 people", 54),
        ("age", "41,5", 41.5),
        ("age", "41.5", 41.5),
        ("age", "41.50", 41.5),
        ("age", "41,0", 41),
        ("age", "1 294,5", 1294.5),
        ("age", "1.294", 1.294),
        ("age", "0,125", 0.125),
        ("age", "1294,125", 1294.125),
        ("age", "-0,5", -0.5),
        ("year", "2024", 2024),
        ("begun", "2024-12-31", "2024-12-31"),
        ("begun", "31.12.2024", "2024-12-31"),
        ("begun", "1. 2.2024", "2024-02-01"),
        ("begun", "2024-2-1", "2024-02-01"),
        ("funded", "Yes", "yes"),
        ("funded", "ja", "yes"),
        ("funded", "NEI", "no"),
        ("funded", "n", "no"),
        ("design", "trial", "trial"),
        ("design", "TRIAL", "trial"),
        ("design", "forsøk", "trial"),
        ("design", "cohort  Study", "cohort"),
        ("design", "unclear", "unclear"),
        ("designs", "cohort; Forsøk", ("trial", "cohort")),
        ("designs", "trial;trial; ", ("trial",)),
        ("country", "Norway", "Norway"),
        ("country", "norge", "Norge"),
        ("country", "no", "NO"),
        ("country", "Lofoten", "Lofoten"),
        ("cited", "Berg, N. (2024)", "Berg, N. (2024)"),
        ("arms", "care; 1 294\n\nusual", ((("name", "care"), ("size", 1294)), (("name", "usual"),))),
        ("arms", "; NR", ((("size", "NR"),),)),
    ],
)
def test_what_is_typed_is_read_as_it_is_meant(name: str, typed: str, value: ChartValue) -> None:
    found = understood(of_form(name), typed)
    assert found == Answer(value)
    assert type(found.value) is type(value)


@pytest.mark.parametrize("one", FIELDS, ids=lambda one: one.id)
@pytest.mark.parametrize("missing", NotCharted)
def test_every_field_takes_a_reason_why_there_is_no_answer(one: FormField, missing: NotCharted) -> None:
    assert understood(one, f" {missing} ") == Answer(missing=missing)
    assert written(one, Answer(missing=missing)) == missing


def test_a_reason_in_small_letters_is_one_where_no_choice_is_called_so() -> None:
    assert understood(of_form("aim"), "nr") == Answer(missing=NotCharted.NR)
    assert understood(of_form("n"), "unclear") == Answer(missing=NotCharted.UNCLEAR)
    assert understood(of_form("design"), "Unclear") == Answer("unclear")
    assert understood(of_form("design"), "UNCLEAR") == Answer(missing=NotCharted.UNCLEAR)


@pytest.mark.parametrize(
    ("name", "typed", "would"),
    [
        ("n", "many", "a whole number, such as 1294"),
        ("n", "12.5", "a whole number"),
        ("n", "1,294", "a whole number"),
        ("n", "1.000", "a whole number"),
        ("n", "12 34", "a whole number"),
        ("n", "24\n105", "a whole number"),
        ("n", "24\t105", "a whole number"),
        ("age", "8\n240", "a number"),
        ("n", "1e3", "a whole number"),
        ("n", "9" * 16, "a whole number"),
        ("n", "54 %", "a whole number"),
        ("age", "1,294", "1294 or 1.2940: this can be read as either"),
        ("age", "1.234.567", "a number, such as 12.5 or 12,5"),
        ("age", "1,234.5", "a number"),
        ("age", "nan", "a number"),
        ("age", "inf", "a number"),
        ("age", "12-14", "a number"),
        ("age", "0," + "3" * 15, "a number"),
        ("year", "24", "a year, such as 2024"),
        ("year", "20245", "a year"),
        ("year", "1066", "a year"),
        ("year", "2101", "a year"),
        ("begun", "31.2.2024", "a date, such as 2024-12-31 or 31.12.2024"),
        ("begun", "12/31/2024", "a date"),
        ("begun", "2024-12", "a date"),
        ("begun", "45657", "a date"),
        ("funded", "perhaps", "yes or no"),
        ("design", "trail", "one of: trial, cohort, unclear"),
        ("design", "trial; cohort", "one of: trial, cohort, unclear"),
        ("designs", "trial; trail", "one of: trial, cohort, unclear"),
        ("designs", ";", "one of: trial"),
        ("arms", "care; many", "a whole number"),
        ("arms", "care; 3; 4", "a row on each line, with semicolons between: name; size"),
        ("arms", ";", "a row on each line"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(name: str, typed: str, would: str) -> None:
    with pytest.raises(ReviewkitError, match="Nothing was logged") as refused:
        understood(of_form(name), typed)
    assert f"It takes {would}" in str(refused.value)
    assert str(refused.value).startswith(name)


@pytest.mark.parametrize("one", FIELDS, ids=lambda one: one.id)
@pytest.mark.parametrize("typed", ["", " ", "\n"])
def test_nothing_is_no_answer_and_what_would_be_is_named(one: FormField, typed: str) -> None:
    with pytest.raises(ReviewkitError, match="does not say it, write NR"):
        understood(one, typed)


def test_a_label_of_two_choices_names_neither() -> None:
    choices = (DESIGNS[0], DESIGNS[1].__class__("other", {"en": "trial"}))
    assert understood(field("x", FieldType.CHOICE, choices=choices), "trial") == Answer("trial")
    with pytest.raises(ReviewkitError, match="one of: trial, other"):
        understood(field("x", FieldType.CHOICE, choices=choices), "Trial")


def test_a_label_with_a_semicolon_is_one_choice() -> None:
    choices = (DESIGNS[0].__class__("mixed", {"en": "Trial; cohort"}), *DESIGNS)
    assert understood(field("x", FieldType.CHOICES, choices=choices), "trial; cohort") == Answer(("mixed",))


def test_a_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(ReviewkitError) as refused:
        understood(of_form("n"), "long " * 100)
    assert len(str(refused.value)) < 200


@given(st.sampled_from(FIELDS), st.text(max_size=20) | st.from_regex(r"[-0-9., ;\n]{1,9}", fullmatch=True))
def test_an_answer_fits_its_field_and_reads_back_from_how_it_is_written(one: FormField, typed: str) -> None:
    """Whatever is typed is refused, or is a value of the type of the field."""
    try:
        found = understood(one, typed)
    except ReviewkitError:
        return
    assert found.missing or _fits(one, found.value)
    assert understood(one, written(one, found)) == found


def _fits(one: FormField, value: ChartValue | None) -> bool:
    ids = {choice.id for choice in one.choices}
    if one.type in (FieldType.INTEGER, FieldType.YEAR):
        return type(value) is int
    if one.type is FieldType.NUMBER:
        return type(value) in (int, float)
    if one.type is FieldType.YES_NO:
        return value in ("yes", "no")
    if one.type is FieldType.CHOICE:
        return value in ids
    if one.type is FieldType.CHOICES:
        return isinstance(value, tuple) and set(value) <= ids
    if one.type is FieldType.TABLE:
        return isinstance(value, tuple) and all(isinstance(row, tuple) and row for row in value)
    return isinstance(value, str)


def test_an_answer_is_written_also_where_the_form_has_the_field_no_more() -> None:
    for name, typed in (("arms", "care; 12\nusual; 9"), ("designs", "trial; cohort"), ("age", "0.00000125")):
        assert written(None, understood(of_form(name), typed)) == typed


def test_every_type_is_tried_here() -> None:
    assert {one.type for one in FORM.fields()} == set(FieldType)
