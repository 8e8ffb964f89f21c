"""The form as JSON: every key of a field, and null for what is not there."""

from reviewkit.model import Form, FormChoice, FormColumn, FormField, FormGroup, FormVersion, When
from reviewkit.render import json_charting
from reviewkit.words import Evidence, FieldType
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
    evidence=Evidence.REQUIRED,
    unit="years",
)
FORM = Form((FormGroup("study", {"en": "Study"}, (PLAIN, FULL)),), "2", (FormVersion("2", "the pilot"),))


def test_a_form_has_its_versions_and_groups() -> None:
    shape = json_charting.form(FORM)
    assert misfit(shape, "form") == ""
    assert (shape["version"], shape["versions"]) == ("2", [{"version": "2", "why": "the pilot"}])
    (group,) = shape["groups"]
    assert (group["id"], group["labels"], group["question"]) == ("study", {"en": "Study"}, None)
    assert [one["id"] for one in group["fields"]] == ["aim", "age"]


def test_a_field_has_every_key() -> None:
    assert json_charting.form_field(FULL) == {
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
    shape = json_charting.form_field(PLAIN)
    assert (shape["when"], shape["unit"], shape["choices"], shape["required"]) == (None, None, [], False)
