"""charting/form.yaml: everything of a form is read; the ready forms say the same in every language."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Place, Problem, ReviewkitError
from reviewkit.locales import languages
from reviewkit.model import Form, FormChoice, FormColumn, FormField, FormGroup, FormVersion, When
from reviewkit.store import forms
from reviewkit.words import FieldType, QuoteRule


def read(text: str) -> tuple[Form, list[str]]:
    """The form, and each problem as it is printed."""
    problems: list[Problem] = []
    return forms.of_text(text, problems), [str(problem) for problem in problems]


FULL = """\
language: nb
version: 1.10
versions:
  - {version: 1.9, why: begynt}
  - version: 1.10
    why: piloten
groups:
  - id: study
    label: {en: The study, nb: Studien}
    question: What was done?
    fields:
      - aim
      - id: design
        label: Design
        help: {en: The design, nb: Designet}
        type: choice
        choices:
          - Kvalitativ studie
          - id: rct
            label: {en: Trial, nb: Forsøk}
            definition: {en: At random, nb: Tilfeldig}
        required: yes
        evidence: required
  - id: arms
    label: Armer
    repeat: yes
    fields:
      - {id: name, when: {field: design, is: [rct]}}
      - {id: age, type: number, unit: år, repeat: no, evidence: none}
      - {id: measures, type: table, columns: [measure, {id: n, label: Antall, type: integer}]}
"""


def place(line: int) -> Place:
    return Place("charting/form.yaml", line)


def test_everything_of_a_form_is_read() -> None:
    form, problems = read(FULL)
    assert problems == []
    assert form.version == "1.10"
    assert form.versions == (FormVersion("1.9", "begynt", place(4)), FormVersion("1.10", "piloten", place(5)))
    study, arms = form.groups
    design = FormField(
        "design",
        {"nb": "Design"},
        FieldType.CHOICE,
        {"en": "The design", "nb": "Designet"},
        (
            FormChoice("kvalitativ-studie", {"nb": "Kvalitativ studie"}, {}, place(18)),
            FormChoice("rct", {"en": "Trial", "nb": "Forsøk"}, {"en": "At random", "nb": "Tilfeldig"}, place(19)),
        ),
        required=True,
        evidence=QuoteRule.REQUIRED,
        place=place(13),
    )
    assert study == FormGroup(
        "study",
        {"en": "The study", "nb": "Studien"},
        (FormField("aim", {}, place=place(12)), design),
        "What was done?",
        place(8),
    )
    assert arms.labels == {"nb": "Armer"}
    assert arms.fields == (
        FormField("name", {}, when=When("design", ("rct",)), repeat=True, place=place(28)),
        FormField("age", {}, FieldType.NUMBER, unit="år", repeat=False, evidence=QuoteRule.NONE, place=place(29)),
        FormField(
            "measures",
            {},
            FieldType.TABLE,
            columns=(
                FormColumn("measure", {}, FieldType.TEXT, place(30)),
                FormColumn("n", {"nb": "Antall"}, FieldType.INTEGER, place(30)),
            ),
            repeat=True,
            place=place(30),
        ),
    )


def test_the_shortest_form_is_a_list_of_texts() -> None:
    form, problems = read("groups: [{id: study, fields: [aim, result]}]\n")
    assert problems == []
    assert (form.version, form.versions, [one.id for one in form.fields()]) == ("1", (), ["aim", "result"])
    assert {(one.type, one.required, one.repeat, one.evidence) for one in form.fields()} == {
        (FieldType.TEXT, False, False, QuoteRule.OPTIONAL)
    }


def test_of_two_things_with_one_id_the_first_is_read() -> None:
    form, problems = read(
        "groups:\n  - {id: a, fields: [aim, {id: aim, type: year}]}\n  - {id: a, fields: [more]}\n"
        "  - {id: b, fields: [{id: d, type: choice, choices: [{id: x, label: One}, {id: x, label: Two}]}]}\n"
    )
    assert len(problems) == 3
    assert [(group.id, [one.id for one in group.fields]) for group in form.groups] == [
        ("a", ["aim"]),
        ("b", ["d"]),
    ]
    first, design = form.fields()
    assert first.type is FieldType.TEXT
    assert [choice.label("en") for choice in design.choices] == ["One"]


def test_no_field_depends_on_one_that_is_not_read() -> None:
    form, problems = read(
        "groups:\n  - {id: a, fields: [aim]}\n  - {id: a, fields: [more]}\n"
        "  - {id: b, fields: [{id: last, when: {field: more, is: [x]}}, more]}\n"
    )
    assert [(group.id, [(one.id, one.when) for one in group.fields]) for group in form.groups] == [
        ("a", [("aim", None)]),
        ("b", [("last", None), ("more", None)]),
    ]
    assert [said.split(": ")[1] for said in problems] == [
        "the id 'a' is used twice, first in line 2; only the first is read. Give this one another id",
        "`when` of 'last' names 'more', which is asked after it. Move 'more' before it",
    ]


def test_a_folder_without_a_form_has_none(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert forms.read(tmp_path, problems) is None
    assert problems == []


def test_a_form_that_is_no_yaml_is_a_problem_and_no_form(tmp_path: Path) -> None:
    (tmp_path / "charting").mkdir()
    (tmp_path / "charting" / "form.yaml").write_text("groups: [", encoding="utf-8")
    problems: list[Problem] = []
    assert forms.read(tmp_path, problems) is None
    assert [(one.code, one.place.path) for one in problems] == [("unreadable", "charting/form.yaml")]
    with pytest.raises(ReviewkitError, match="this is not YAML"):
        read("groups: [")


def test_a_form_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "form.yaml").write_text("groups: [{id: a, fields: [aim]}]\n", encoding="utf-8")
    (tmp_path / "review" / "charting").mkdir(parents=True)
    (tmp_path / "review" / "charting" / "form.yaml").symlink_to(tmp_path / "form.yaml")
    assert forms.read(tmp_path / "review", []) is None


# Any form at all

WORDS = st.sampled_from(
    ["aim", "design", "", "~", "yes", "Two words", "1", "choice", "choices", "table", "year", "<"]
)
KEYS = st.sampled_from(
    "id label help type choices columns required when field is repeat evidence unit fields question definition".split()
)
VALUES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=20
)
GROUPS = st.lists(
    st.fixed_dictionaries({"id": WORDS}, optional={"fields": st.lists(VALUES, max_size=4), "label": VALUES}),
    max_size=3,
)


@given(GROUPS | VALUES, VALUES, WORDS)
def test_whatever_a_form_says_it_is_read_or_named(groups: object, versions: object, version: str) -> None:
    form, problems = read(json.dumps({"version": version, "versions": versions, "groups": groups}))
    ids = [one.id for one in form.fields()]
    assert len(set(ids)) == len(ids)
    assert all(ids)
    for place, one in enumerate(form.fields()):
        assert one.when is None or (one.when.values and one.when.field in ids[:place])
    assert problems or (form.groups and all(group.fields for group in form.groups))


# The ready forms


def labels(form: Form) -> Iterator[tuple[str, dict[str, str]]]:
    """Every text by language that a form has, with where it is; helps and definitions only where there are any."""
    for group in form.groups:
        yield group.id, group.labels
        for field in group.fields:
            yield field.id, field.labels
            yield from ((f"{field.id}.{choice.id}", choice.labels) for choice in field.choices)
            yield from ((f"{field.id}.{one.id}", one.labels) for one in field.columns)
            yield from ((field.id, texts) for texts in (field.helps,) if texts)
            yield from ((choice.id, choice.definitions) for choice in field.choices if choice.definitions)


@pytest.mark.parametrize("name", forms.READY)
def test_a_ready_form_is_right_and_speaks_every_language(name: str) -> None:
    form, problems = read(forms.ready(name))
    assert problems == []
    assert form.version == "1"
    found = list(labels(form))
    assert len(found) > len(list(form.fields()))
    assert [where for where, texts in found if set(texts) != set(languages()) or not all(texts.values())] == []


def test_jbi_asks_what_the_manual_lists() -> None:
    form, _ = read(forms.ready("jbi"))
    asked = {one.id for one in form.fields()}
    assert asked >= {
        *("author", "year", "country", "aim", "population", "sample-size", "methodology"),
        *("concept", "context", "outcomes", "key-findings"),
    }
    assert {one.id: one.type for one in form.fields() if one.id in ("year", "country", "sample-size")} == {
        "year": FieldType.YEAR,
        "country": FieldType.COUNTRY,
        "sample-size": FieldType.INTEGER,
    }


def test_the_worked_example_asks_for_the_columns_of_its_published_table() -> None:
    form, _ = read(forms.ready("worked-example"))
    assert [(one.id, one.label("nb")) for one in form.fields()] == [
        ("country", "Land"),
        ("aim", "Hensikt"),
        ("sample", "Utvalg"),
        ("n", "Antall deltakere"),
        ("method", "Metode"),
        ("analysis", "Dataanalyse"),
        ("result", "Hovedresultater"),
    ]
    assert all(one.required for one in form.fields())


def test_an_appraisal_has_answers_with_what_supports_them_and_no_score() -> None:
    form, _ = read(forms.ready("appraisal"))
    items = [one for one in form.fields() if one.type is FieldType.CHOICE]
    assert len(items) > 5
    for item in items:
        assert [choice.id for choice in item.choices] == ["yes", "no", "unclear", "not-applicable"]
        support = form.field(f"{item.id}-support")
        assert support is not None
        assert support.when == When(item.id, ("yes", "no", "unclear"))
    assert {one.type for one in form.fields()} == {FieldType.CHOICE, FieldType.LONG_TEXT}


def test_a_question_with_any_letters_is_a_group_of_a_form_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "charting").mkdir()
    asked = {"en": 'Why\x7f: "x" \u2028 #?', "nb": "~"}
    (tmp_path / forms.FILE).write_text(f"groups:{forms.for_questions([asked])}", encoding="utf-8")
    problems: list[Problem] = []
    form = forms.read(tmp_path, problems)
    assert problems == []
    assert form is not None
    assert form.groups[0].labels == asked
