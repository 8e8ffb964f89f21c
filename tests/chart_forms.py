"""A charting form with a field of every type, for tests."""

from reviewkit.model import Form, FormChoice, FormColumn, FormField, FormGroup, When
from reviewkit.words import FieldType, QuoteRule

DESIGNS = (
    FormChoice("trial", {"en": "Trial", "nb": "Forsøk"}),
    FormChoice("cohort", {"en": "Cohort study", "nb": "Kohortstudie"}),
    FormChoice("unclear", {"en": "Not clear"}),
)


def field(field_id: str, type_: FieldType = FieldType.TEXT, **more: object) -> FormField:
    """A field with its id as its label."""
    return FormField(field_id, {"en": field_id}, type_, **more)  # type: ignore[arg-type]


FIELDS = (
    field("aim", required=True),
    field("method", FieldType.LONG_TEXT),
    field("n", FieldType.INTEGER, evidence=QuoteRule.REQUIRED, unit="people"),
    field("age", FieldType.NUMBER, repeat=True),
    field("year", FieldType.YEAR),
    field("begun", FieldType.DATE),
    field("funded", FieldType.YES_NO),
    field("funder", required=True, when=When("funded", ("yes",))),
    field("design", FieldType.CHOICE, choices=DESIGNS),
    field("designs", FieldType.CHOICES, choices=DESIGNS, evidence=QuoteRule.NONE),
    field("country", FieldType.COUNTRY),
    field("cited", FieldType.CITATION),
    field(
        "arms",
        FieldType.TABLE,
        columns=(FormColumn("name", {"en": "Name"}), FormColumn("size", {"en": "Size"}, FieldType.INTEGER)),
    ),
)
FORM = Form((FormGroup("basics", {"en": "Basics"}, FIELDS),), version="2")


def of_form(field_id: str) -> FormField:
    """A field of the form."""
    found = FORM.field(field_id)
    assert found is not None
    return found
