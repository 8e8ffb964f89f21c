"""Charting as JSON: every key of a field and of an answer, and null for what is not there or not known."""

import pytest

from reviewkit.charting import Charted
from reviewkit.model import (
    Answer,
    ChartedValue,
    ChartSettled,
    Form,
    FormChoice,
    FormColumn,
    FormField,
    FormGroup,
    FormVersion,
    Quoted,
    When,
)
from reviewkit.outdated import Outdated
from reviewkit.render import json_charting as shapes
from reviewkit.words import FieldType, NotCharted, QuoteRule, Settling, message
from tests.builders import moment
from tests.json_schema import misfit

PLAIN = FormField("aim", {"en": "Aim"})
FULL = FormField(
    "age",
    {"en": "Age"},
    FieldType.NUMBER,
    {"en": "The mean"},
    (FormChoice("a", {"nb": "A"}, {"nb": "den første"}),),
    (FormColumn("n", {}, FieldType.INTEGER),),
    required=True,
    when=When("aim", ("x", "y")),
    repeat=True,
    evidence=QuoteRule.REQUIRED,
    unit="years",
)
FORM = Form((FormGroup("study", {"en": "Study"}, (PLAIN, FULL)),), "2", (FormVersion("2", "the pilot"),))


def test_a_form_has_its_versions_and_groups() -> None:
    shape = shapes.form(FORM)
    assert misfit(shape, "form") == ""
    assert (shape["version"], shape["versions"]) == ("2", [{"version": "2", "why": "the pilot"}])
    (group,) = shape["groups"]
    assert (group["id"], group["labels"], group["question"]) == ("study", {"en": "Study"}, None)
    assert [one["id"] for one in group["fields"]] == ["aim", "age"]


def test_a_field_has_every_key() -> None:
    assert shapes.form_field(FULL) == {
        "id": "age",
        "labels": {"en": "Age"},
        "type": "number",
        "helps": {"en": "The mean"},
        "choices": [{"id": "a", "labels": {"nb": "A"}, "definitions": {"nb": "den første"}}],
        "columns": [{"id": "n", "labels": {}, "type": "integer"}],
        "required": True,
        "when": {"field": "aim", "is": ["x", "y"]},
        "repeat": True,
        "evidence": "required",
        "unit": "years",
    }


def test_what_a_field_has_not_is_null() -> None:
    shape = shapes.form_field(PLAIN)
    assert (shape["when"], shape["unit"], shape["choices"], shape["required"]) == (None, None, [], False)


VALUE = ChartedValue(
    "a",
    "berg",
    "n",
    Answer(12),
    1,
    (Quoted("12 nurses", "ab12", "We asked ", ".", 3, 907),),
    "",
    "2",
    moment("1"),
    "a-1",
)
BARE = ChartedValue(
    "b", "berg", "n", Answer(missing=NotCharted.NR), evidence=(Quoted("words"),), at=moment("1"), id="b-1"
)
SETTLED = ChartSettled(
    "c", "berg", "n", Answer(((("arm", "care"),),)), ("a-1", "b-1"), Settling.AGREED,
    at=moment("2"), id="c-1",
)  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "shape"),
    [
        (None, (None, None)),
        (Answer("x"), ("x", None)),
        (Answer(2.5), (2.5, None)),
        (Answer(("trial", "cohort")), (["trial", "cohort"], None)),
        (Answer(((("arm", "care"), ("n", 3)),)), ([{"arm": "care", "n": 3}], None)),
        (Answer(missing=NotCharted.NR), (None, "NR")),
        (Answer("NR"), ("NR", None)),
    ],
)
def test_an_answer_is_a_value_or_why_there_is_none(answer: Answer | None, shape: tuple[object, object]) -> None:
    assert shapes.answer(answer) == {"value": shape[0], "missing": shape[1]}


def test_what_is_not_known_is_null() -> None:
    found = shapes.charted_value(BARE)
    assert (found["note"], found["form"], found["missing"]) == (None, None, "NR")
    assert found["evidence"] == [
        {"quote": "words", "text": None, "part": None, "start": None, "prefix": "", "suffix": ""}
    ]
    (quote,) = shapes.charted_value(VALUE)["evidence"]
    assert (quote["part"], quote["start"], quote["text"]) == (3, 907, "ab12")


def test_a_settled_field_has_both_answers_and_what_holds() -> None:
    found = shapes.charted(Charted("berg", "n", 1, (VALUE, BARE), SETTLED))
    assert found["value"] == [{"arm": "care"}]
    assert [one["person"] for one in found["answers"]] == ["a", "b"]
    assert found["settled"]["of"] == ["a-1", "b-1"]
    assert misfit(found, "charted") == ""


def test_an_outdated_answer_says_why_where_it_does_not_fit() -> None:
    for said, form, why in ((VALUE, "2", message("gone")), (BARE, None, None), (SETTLED, None, message("gone"))):
        found = shapes.outdated(Outdated(said, why))
        assert (found["event"], found["form"], found["why"]) == (said.id, form, why)
        assert misfit({"dry_run": False, "logged": [], "left": [found], "undo": None}, "chart-migrate") == ""


def test_a_field_on_which_people_differ_has_no_value() -> None:
    found = shapes.charted(Charted("berg", "n", 1, (VALUE, BARE)))
    assert (found["state"], found["value"], found["missing"], found["settled"]) == ("differ", None, None, None)
    assert misfit(found, "charted") == ""
