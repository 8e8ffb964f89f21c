"""The charting form finds its fields and choices by their ids."""

from reviewkit.model import Form, FormChoice, FormField, FormGroup
from reviewkit.words import FieldType

DESIGN = FormField(
    "design",
    {"en": "Design", "nb": "Design"},
    FieldType.CHOICE,
    choices=(FormChoice("qualitative", {"nb": "Kvalitativ"}), FormChoice("mixed", {})),
)
FORM = Form(
    (FormGroup("study", {}, (FormField("aim", {}), DESIGN)), FormGroup("findings", {}, (FormField("n", {}),)))
)


def test_fields_are_found_by_their_ids_and_listed_in_order() -> None:
    assert [one.id for one in FORM.fields()] == ["aim", "design", "n"]
    assert FORM.field("design") is DESIGN
    assert FORM.field("nothing") is None


def test_choices_are_found_by_their_ids_and_called_by_their_labels() -> None:
    found = DESIGN.choice("qualitative")
    assert found is not None
    assert (found.label("nn"), found.label("en")) == ("Kvalitativ", "Kvalitativ")
    assert DESIGN.choice("Kvalitativ") is None
    assert DESIGN.choices[1].label("nb") == "mixed"
