"""What is wrong with a charting form is named with its line, in words that say what to write there."""

import pytest

from reviewkit.errors import Level, Problem
from reviewkit.locales import labels
from reviewkit.model import Form
from reviewkit.problem_codes import MEANINGS
from reviewkit.store import form_check, forms
from reviewkit.words import FieldType


def read(text: str) -> tuple[Form, list[Problem]]:
    problems: list[Problem] = []
    return forms.of_text(text, problems), problems


def fields(*lines: str) -> str:
    """A form of one group with these fields, the first of which is in line 4."""
    return "groups:\n  - id: study\n    fields:\n" + "".join(f"      - {line}\n" for line in lines)


DESIGN = "{id: design, type: choice, choices: [{id: rct}, {id: cohort}]}"

WRONG = {
    # ids
    "a field twice": (
        fields("aim", "design", "{id: aim, type: year}"),
        [
            (
                "6 form-id",
                "the id 'aim' is used twice, first in line 4; only the first is read. Give this one another id",
            )
        ],
    ),
    "a field twice in two groups": (
        fields("aim") + "  - id: findings\n    fields: [aim, result]\n",
        [
            (
                "6 form-id",
                "the id 'aim' is used twice, first in line 4; only the first is read. Give this one another id",
            )
        ],
    ),
    "a group twice": (
        fields("aim") + "  - id: study\n    fields: [result]\n",
        [
            (
                "5 form-id",
                "the id 'study' is used twice, first in line 2; only the first is read. Give this one another id",
            )
        ],
    ),
    "a text for an id": (
        fields("Aim of the study"),
        [
            (
                "4 form-id",
                "'Aim of the study' cannot be an id in the form. Use lower-case letters a-z, digits and -, such as "
                "aim-of-the-study; its name goes under `label`",
            )
        ],
    ),
    "an id with letters of Norwegian": (
        fields("{id: år}"),
        [
            (
                "4 form-id",
                "'år' cannot be an id in the form. Use lower-case letters a-z, digits and -, such as ar; its name goes "
                "under `label`",
            )
        ],
    ),
    "an id without a letter": (
        fields("{id: 年}"),
        [
            (
                "4 form-id",
                "'年' cannot be an id in the form. Use lower-case letters a-z, digits and -, such as aim; its name "
                "goes under `label`",
            )
        ],
    ),
    "a group with capital letters": (
        "groups:\n  - id: The_Study\n    fields: [aim]\n",
        [
            (
                "2 form-id",
                "'The_Study' cannot be an id in the form. Use lower-case letters a-z, digits and -, such as "
                "the-study; its name goes under `label`",
            )
        ],
    ),
    "a field without an id": (
        fields("{label: Aim}", "design"),
        [("4 yaml", "groups.fields.id is missing. Add `id: ...`")],
    ),
    "a group without an id": (
        "groups:\n  - label: Study\n    fields: [aim]\n  - {id: more, fields: [result]}\n",
        [("2 yaml", "groups.id is missing. Add `id: ...`")],
    ),
    "a group twice, the second without fields": (
        fields("aim") + "  - id: study\n",
        [
            (
                "5 form-id",
                "the id 'study' is used twice, first in line 2; only the first is read. Give this one another id",
            )
        ],
    ),
    # types
    "a type that is nearly one": (
        fields("{id: aim, type: longtext}"),
        [("4 form-type", "'longtext' is no type of a field; did you mean 'long-text'?")],
    ),
    "a type with an underscore": (
        fields("{id: aim, type: long_text}"),
        [("4 form-type", "'long_text' is no type of a field; did you mean 'long-text'?")],
    ),
    "a type of other programs": (
        fields("{id: open, type: Boolean}"),
        [("4 form-type", "'Boolean' is no type of a field; did you mean 'yes-no'?")],
    ),
    "a type in Norwegian": (
        fields("{id: n, type: Heltall}"),
        [("4 form-type", "'Heltall' is no type of a field; did you mean 'integer'?")],
    ),
    "a type that is like none": (
        fields("{id: mood, type: mood}"),
        [
            (
                "4 form-type",
                "'mood' is no type of a field. It can be: text, long-text, integer, number, year, date, yes-no, "
                "choice, choices, country, citation, table",
            )
        ],
    ),
    "a wrong type, of which nobody knows what it takes": (
        fields("{id: n, type: numbr, unit: people, choices: [a], columns: [b]}", "{id: d, type: chois}"),
        [
            ("4 form-type", "'numbr' is no type of a field; did you mean 'number'?"),
            ("5 form-type", "'chois' is no type of a field; did you mean 'choices'?"),
        ],
    ),
    "a type that is a list": (
        fields("{id: year, type: [year]}"),
        [("4 yaml", "groups.fields.type should be one value, not a list or a mapping")],
    ),
    # choices
    "a choice without choices": (
        fields("{id: design, type: choice}"),
        [
            (
                "4 form-choices",
                "'design' has no choices, so it cannot be answered. Add `choices: [...]`, or write `type: text`",
            )
        ],
    ),
    "several choices of none": (
        fields("id: design\n        type: choices\n        choices: []"),
        [
            (
                "6 form-choices",
                "'design' has no choices, so it cannot be answered. Add `choices: [...]`, or write `type: text`",
            )
        ],
    ),
    "choices of a text": (
        fields("id: design\n        choices: [rct, cohort]"),
        [
            (
                "5 form-choices",
                "'design' has choices, but its type is text. Write `type: choice` (one of them) or `type: choices` "
                "(several), or remove the choices",
            )
        ],
    ),
    "choices of a country": (
        fields("{id: country, type: country, choices: [Norway, Sweden]}"),
        [
            (
                "4 form-choices",
                "'country' has choices, but its type is country. Write `type: choice` (one of them) or `type: "
                "choices` (several), or remove the choices",
            )
        ],
    ),
    "choices of yes or no": (
        fields("{id: blinded, type: yes-no, choices: [yes, no]}"),
        [("4 form-choices", "'blinded' is answered with yes or no. Remove its choices, or write `type: choice`")],
    ),
    "two choices with one id": (
        fields("id: design\n        type: choice\n        choices:\n          - {id: rct}\n          - {id: rct}"),
        [
            (
                "8 form-id",
                "the id 'rct' is used twice, first in line 7; only the first is read. Give this one another id",
            )
        ],
    ),
    "two short choices that are one": (
        fields("{id: design, type: choice, choices: [Mixed methods, mixed-methods]}"),
        [
            (
                "4 form-id",
                "the id 'mixed-methods' is used twice, first in line 4; only the first is read. Give this one "
                "another id",
            )
        ],
    ),
    "two choices with one label": (
        fields(
            "id: design\n        type: choice\n        choices:\n          - {id: rct, label: Trial}\n"
            "          - {id: crt, label: trial}"
        ),
        [
            (
                "8 form-choices",
                "two choices of 'design' are called 'trial'. Give one of them another label, or remove it",
            )
        ],
    ),
    "two choices with one label in Norwegian": (
        fields(
            "{id: design, type: choice, choices: [{id: a, label: {en: One, nb: En}}, {id: b, label: {en: An, nb: En}}]}"
        ),
        [
            (
                "4 form-choices",
                "two choices of 'design' are called 'En'. Give one of them another label, or remove it",
            )
        ],
    ),
    "a choice with a text for an id": (
        fields("{id: design, type: choice, choices: [{id: Mixed methods}]}"),
        [
            (
                "4 form-id",
                "'Mixed methods' cannot be an id in the form. Use lower-case letters a-z, digits and -, such as "
                "mixed-methods; its name goes under `label`",
            )
        ],
    ),
    "a choice of which no id can be made": (
        fields("{id: size, type: choice, choices: ['<', small]}"),
        [("4 form-choices", "the choice has no id. Add `id: ...` with letters a-z, digits and -")],
    ),
    "choices that are no list": (
        fields("{id: design, type: choice, choices: rct}"),
        [
            ("4 yaml", "groups.fields.choices should be a list (lines that start with `- `)"),
            (
                "4 form-choices",
                "'design' has no choices, so it cannot be answered. Add `choices: [...]`, or write `type: text`",
            ),
        ],
    ),
    "one choice of a text": (
        fields("{id: design, choices: rct}"),
        [
            ("4 yaml", "groups.fields.choices should be a list (lines that start with `- `)"),
            (
                "4 form-choices",
                "'design' has choices, but its type is text. Write `type: choice` (one of them) or `type: choices` "
                "(several), or remove the choices",
            ),
        ],
    ),
    # columns
    "a table without columns": (
        fields("{id: arms, type: table}"),
        [("4 form-columns", "'arms' is a table without columns. Add `columns: [...]`")],
    ),
    "a table with nothing under columns": (
        fields("id: arms\n        type: table\n        columns:"),
        [("6 form-columns", "'arms' is a table without columns. Add `columns: [...]`")],
    ),
    "columns of a text": (
        fields("{id: arms, columns: [name, n]}"),
        [
            (
                "4 form-columns",
                "'arms' has columns, but its type is text. Write `type: table`, or remove the columns",
            )
        ],
    ),
    "a column twice": (
        fields("{id: arms, type: table, columns: [name, {id: name}]}"),
        [
            (
                "4 form-id",
                "the id 'name' is used twice, first in line 4; only the first is read. Give this one another id",
            )
        ],
    ),
    "a table in a table": (
        fields("{id: arms, type: table, columns: [{id: more, type: table}]}"),
        [
            (
                "4 form-columns",
                "a column of a table cannot be of the type table. It can be: text, long-text, integer, number, year, "
                "date, yes-no, country, citation",
            )
        ],
    ),
    "a column with a text for an id": (
        fields("{id: arms, type: table, columns: [Name of arm]}"),
        [
            (
                "4 form-id",
                "'Name of arm' cannot be an id in the form. Use lower-case letters a-z, digits and -, such as "
                "name-of-arm; its name goes under `label`",
            )
        ],
    ),
    # when
    "when names no field of the form": (
        fields(DESIGN, "id: arms\n        when: {field: desing, is: [rct]}"),
        [
            (
                "6 form-when",
                "`when` of 'arms' names 'desing', which is no field of the form; did you mean 'design'?",
            )
        ],
    ),
    "when names nothing that is like it": (
        fields("aim", "{id: arms, when: {field: design, is: [rct]}}"),
        [("5 form-when", "`when` of 'arms' names 'design', which is no field of the form")],
    ),
    "when names a later field": (
        fields("{id: arms, when: {field: design, is: [rct]}}", DESIGN),
        [("4 form-when", "`when` of 'arms' names 'design', which is asked after it. Move 'design' before it")],
    ),
    "when names itself": (
        fields("{id: arms, when: {field: arms, is: [2]}}"),
        [("4 form-when", "`when` of 'arms' names the field itself. Name one that is asked before it")],
    ),
    "when has no field": (
        fields(DESIGN, "{id: arms, when: {is: [rct]}}"),
        [("5 form-when", "`when` of 'arms' names no field. Add `field: ...`")],
    ),
    "when has no value": (
        fields(DESIGN, "{id: arms, when: {field: design}}"),
        [("5 form-when", "`when` of 'arms' names no value. Add `is: [...]`")],
    ),
    "when names no choice": (
        fields(DESIGN, "id: arms\n        when:\n          field: design\n          is: [rct, trial]"),
        [("8 form-when", "'trial' is no answer to 'design'. It can be: rct, cohort")],
    ),
    "when takes a label for a choice": (
        fields(
            "{id: design, type: choices, choices: [Mixed methods, Trial]}",
            "{id: arms, when: {field: design, is: Trial}}",
        ),
        [("5 form-when", "'Trial' is no answer to 'design'. It can be: mixed-methods, trial")],
    ),
    "when asks more of yes or no": (
        fields("{id: blinded, type: yes-no}", "{id: who, when: {field: blinded, is: [ja]}}"),
        [("5 form-when", "'ja' is no answer to 'blinded'. It can be: yes, no")],
    ),
    "when asks a table": (
        fields("{id: arms, type: table, columns: [name]}", "{id: who, when: {field: arms, is: [x]}}"),
        [
            (
                "5 form-when",
                "`when` of 'who' asks for a value of 'arms', which is a table and has no single one. Name "
                "another field",
            )
        ],
    ),
    "when is a text": (
        fields(DESIGN, "{id: arms, when: design is rct}"),
        [("5 yaml", "groups.fields.when should be a mapping (lines like `name: value`)")],
    ),
    # units
    "a unit of a text": (
        fields("id: age\n        unit: years"),
        [
            (
                "5 form-unit",
                "'age' has a unit, but its type is text. Write `type: integer` or `type: number`, or put the unit "
                "into the label",
            )
        ],
    ),
    "a unit of a year": (
        fields("{id: age, type: year, unit: years}"),
        [
            (
                "4 form-unit",
                "'age' has a unit, but its type is year. Write `type: integer` or `type: number`, or put the unit "
                "into the label",
            )
        ],
    ),
    # groups
    "nothing": (
        "",
        [
            (
                "1 form-group",
                "the form has no groups, so there is nothing to chart. Add `groups:`, with an `id` and `fields` for "
                "each",
            )
        ],
    ),
    "fields without a group": (
        "version: '1'\nfields: [aim]\n",
        [
            ("2 yaml", "unknown key 'fields'. Known keys: groups, language, version, versions"),
            (
                "1 form-group",
                "the form has no groups, so there is nothing to chart. Add `groups:`, with an `id` and `fields` for "
                "each",
            ),
        ],
    ),
    "a group without fields": (
        "groups:\n  - id: study\n    label: Study\n",
        [("2 form-group", "the group 'study' has no fields. Add `fields: [...]`, or remove the group")],
    ),
    "a group with an empty list": (
        "groups:\n  - id: study\n    fields: []\n",
        [("3 form-group", "the group 'study' has no fields. Add `fields: [...]`, or remove the group")],
    ),
    "a group that is a text": (
        "groups:\n  - study\n  - {id: more, fields: [aim]}\n",
        [("2 yaml", "groups should be a mapping (lines like `name: value`)")],
    ),
    # versions
    "a version without a reason": (
        "version: '2'\nversions:\n  - version: '1'\n    why: begun\n  - version: '2'\n" + fields("aim"),
        [("5 form-version", "version '2' of the form has no reason. Add `why: ...`")],
    ),
    "a version with an empty reason": (
        "version: '2'\nversions:\n  - version: '2'\n    why:\n" + fields("aim"),
        [("4 form-version", "version '2' of the form has no reason. Add `why: ...`")],
    ),
    "versions out of order": (
        "version: '2'\nversions:\n  - {version: '10', why: a}\n  - {version: '2', why: b}\n" + fields("aim"),
        [("4 form-version", "version '2' follows '10'. List each version once, the oldest first")],
    ),
    "a version twice": (
        "version: '1.10'\nversions:\n  - {version: '1.10', why: a}\n  - {version: '1.10', why: b}\n"
        + fields("aim"),
        [("4 form-version", "version '1.10' follows '1.10'. List each version once, the oldest first")],
    ),
    "a version that is not listed": (
        "version: '3'\nversions:\n  - {version: '1', why: a}\n  - {version: '2', why: b}\n" + fields("aim"),
        [
            (
                "1 form-version",
                "the form is of version '3', but that is not the last one under `versions`. Add it there with its "
                "reason: `- {version: 3, why: ...}`",
            )
        ],
    ),
    "a later version without any list": (
        "version: '2'\n" + fields("aim"),
        [
            (
                "1 form-version",
                "the form is of version '2', but that is not the last one under `versions`. Add it there with its "
                "reason: `- {version: 2, why: ...}`",
            )
        ],
    ),
    "versions without the form's": (
        "versions:\n  - {version: '1', why: a}\n  - {version: '2', why: b}\n" + fields("aim"),
        [
            (
                "1 form-version",
                "the form is of version '1', but that is not the last one under `versions`. Add it there with its "
                "reason: `- {version: 1, why: ...}`",
            )
        ],
    ),
    "a version without its number": (
        "versions:\n  - {why: a}\n  - {version: '1', why: b}\n" + fields("aim"),
        [("2 yaml", "versions.version is missing. Add `version: ...`")],
    ),
    "a version with nothing in it": (
        "versions:\n  - {version: }\n  - {version: '1', why: b}\n" + fields("aim"),
        [("2 yaml", "versions.version is missing. Add `version: ...`")],
    ),
    # keys and words
    "a key that is nearly one": (
        fields("{id: aim, lable: Aim}"),
        [("4 yaml", "unknown key 'lable'; did you mean 'label'?")],
    ),
    "an evidence that there is not": (
        fields("{id: aim, evidence: always}"),
        [("4 yaml", "groups.fields.evidence is 'always'. It can be: none, optional, required")],
    ),
    "required in other words": (
        fields("{id: aim, required: perhaps}"),
        [("4 yaml", "groups.fields.required is 'perhaps'. It can be: yes, no")],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_form_is_named_with_its_line_and_what_to_write(name: str) -> None:
    text, expected = WRONG[name]
    _, problems = read(text)
    assert [(f"{one.place.line} {one.code}", str(one.message)) for one in problems] == expected
    assert {one.place.path for one in problems} == {"charting/form.yaml"}
    assert {one.level for one in problems} == {Level.ERROR}


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "«age» har en enhet, men typen er text."), ("nn", "«age» har ei eining, men typen er text.")],
)
def test_a_type_is_called_in_every_language_what_people_write(language: str, said: str) -> None:
    (problem,) = read(fields("{id: age, unit: years}"))[1]
    assert labels(language).say(problem.message).startswith(said)


def test_every_code_of_a_form_is_met_above() -> None:
    met = {said.split()[1] for _, expected in WRONG.values() for said, _ in expected}
    beside_the_review = {"form-question"}  # not seen in the form alone: tests/actions/test_forms.py
    assert met == {code for code in MEANINGS if code.startswith("form-")} - beside_the_review | {"yaml"}


@pytest.mark.parametrize(
    "text",
    [
        fields("aim"),
        fields(DESIGN, "{id: arms, required: yes, when: {field: design, is: [rct, cohort]}}"),
        fields("{id: n, type: integer, unit: people}", "{id: m, type: number, unit: kg}"),
        fields("{id: n, type: integer}", "{id: lost, when: {field: n, is: ['100']}}"),
        fields("{id: blinded, type: yes-no}", "{id: who, when: {field: blinded, is: yes}}"),
        fields("{id: study, unit: '', choices: }"),
        "version: '1'\nversions: [{version: '1', why: begun}]\n" + fields("aim"),
        "version: '10'\nversions: [{version: '9', why: a}, {version: '10', why: b}]\n" + fields("aim"),
        "version: 2026-02-01\nversions: [{version: 2026-01-31, why: a}, {version: 2026-02-01, why: b}]\n"
        + fields("aim"),
    ],
)
def test_a_right_form_has_no_problem(text: str) -> None:
    assert read(text)[1] == []


def test_a_field_whose_condition_can_never_be_met_is_always_asked() -> None:
    form, problems = read(
        fields(DESIGN, "{id: arms, when: {field: design, is: [trial]}}", "{id: x, when: {field: y}}")
    )
    assert len(problems) == 2
    assert [one.when for one in form.fields()] == [None, None, None]


def test_of_several_answers_those_that_can_be_given_are_kept() -> None:
    form, _ = read(fields(DESIGN, "{id: arms, when: {field: design, is: [trial, rct]}}"))
    arms = form.field("arms")
    assert arms is not None
    assert arms.when is not None
    assert arms.when.values == ("rct",)


@pytest.mark.parametrize(
    ("text", "made"),
    [("Mixed methods", "mixed-methods"), ("Åpen (2)", "apen-2"), ("≥", ""), ("", ""), ("a_b", "a-b")],
)
def test_an_id_is_made_from_a_text(text: str, made: str) -> None:
    assert form_check.id_from(text) == made


def test_a_word_of_other_programs_stands_for_a_type_of_ours() -> None:
    assert not set(form_check._TYPES) & set(FieldType)
