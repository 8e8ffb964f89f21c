"""charting/form.yaml: the form by which studies are charted; and the ready forms that a team can start from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from reviewkit.errors import Problem
from reviewkit.model import Form, FormChoice, FormColumn, FormField, FormGroup, FormVersion, When
from reviewkit.store import form_check
from reviewkit.store.files import is_there, leads_out
from reviewkit.store.yaml_edit import scalar
from reviewkit.store.yaml_section import Section, parse_section, section_or_problem
from reviewkit.words import FieldType, QuoteRule, message

FOLDER = "charting"
FILE = "charting/form.yaml"
READY = ("jbi", "worked-example", "appraisal")


def ready(name: str) -> str:
    """The text of a ready form, with labels in English, bokmål and nynorsk."""
    return resources.files("reviewkit").joinpath("templates", f"form-{name}.yaml").read_text(encoding="utf-8")


def for_questions(questions: Sequence[Mapping[str, str]]) -> str:
    """A group for each research question of the review, as text of a form: what the study says, with its words."""
    return "".join(_for_question(number, labels) for number, labels in enumerate(questions, start=1))


def _for_question(number: int, labels: Mapping[str, str]) -> str:
    said = ", ".join(f"{scalar(language)}: {scalar(text)}" for language, text in labels.items())
    return f"""
  - id: question-{number}
    label: {{{said}}}
    question: "{number}"
    fields:
      - id: answer-{number}
        label: {{en: What the study says, nb: Det studien sier, nn: Det studien seier}}
        type: long-text
        repeat: yes
        evidence: required
"""


def read(root: Path, problems: list[Problem]) -> Form | None:
    """The form of a review folder; None where there is none, or it cannot be read, which then is a problem."""
    if leads_out(root, root / FILE) or not is_there(root / FILE):
        return None
    top = section_or_problem(root / FILE, FILE, problems)
    return _form(top) if top else None


def of_text(text: str, problems: list[Problem]) -> Form:
    """The form in a text of form.yaml. Raises ReviewkitError where it is not YAML."""
    return _form(parse_section(text, FILE, problems))


@dataclass(slots=True)
class _Seen:
    """What is known of the form so far: the line of each id, and each field with the mapping of its `when`."""

    language: str
    groups: dict[str, int]
    fields: dict[str, int]
    asked: list[tuple[FormField, Section | None]]


def _form(top: Section) -> Form:
    seen = _Seen(top.text("language") or "en", {}, {}, [])
    version = top.text("version") or "1"
    sections = top.sections("versions")
    versions = tuple(_version(section) for section in sections)
    groups = [made for section in top.sections("groups") if (made := _group(section, seen))]
    top.done()
    form_check.versions(versions, sections, version, top)
    form_check.groups(groups, top)
    whens = form_check.whens(seen.asked, tuple(seen.fields))
    checked = tuple(
        replace(group, fields=tuple(replace(one, when=whens[one.id]) for one in group.fields)) for group in groups
    )
    return Form(checked, version, versions, top.place)


def _version(section: Section) -> FormVersion:
    made = FormVersion(section.needed("version"), section.text("why"), section.place)
    section.done()
    return made


def _group(section: Section, seen: _Seen) -> FormGroup | None:
    """A group with its fields; None where its id is missing or used already."""
    name = section.needed("id")
    form_check.must_be_id(section, name)
    is_new = bool(name) and form_check.is_new(section, name, seen.groups)
    repeat = section.yes("repeat", False)
    inside = seen if is_new else _Seen(seen.language, {}, {}, [])  # nothing can refer to what is not read
    made = FormGroup(
        id=name,
        labels=section.labels("label", seen.language),
        question=section.text("question"),
        fields=tuple(
            field for one in section.sections("fields", short="id") if (field := _field(one, repeat, inside))
        ),
        place=section.place,
    )
    section.done()
    if is_new:
        form_check.group(name, made.fields, section)
    return made if is_new else None


def _field(section: Section, repeat: bool, seen: _Seen) -> FormField | None:
    """A field; None where its id is missing or used already."""
    name = section.needed("id")
    form_check.must_be_id(section, name)
    is_new = bool(name) and form_check.is_new(section, name, seen.fields)
    condition = section.section("when")
    kind = form_check.type_of(section)
    made = FormField(
        id=name,
        labels=section.labels("label", seen.language),
        type=kind or FieldType.TEXT,
        helps=section.labels("help", seen.language),
        choices=_choices(name, section, seen.language),
        columns=_columns(section, seen.language),
        required=section.yes("required", False),
        when=_when(condition) if condition else None,
        repeat=section.yes("repeat", repeat),
        evidence=section.choice("evidence", QuoteRule, QuoteRule.OPTIONAL),
        unit=section.text("unit"),
        place=section.place,
    )
    section.done()
    if not is_new:
        return None
    if kind:  # of what is no type nobody knows what it takes
        form_check.answers(made, section)
    seen.asked.append((made, condition))
    return made


def _when(section: Section) -> When:
    made = When(section.text("field"), section.texts("is"))
    section.done()
    return made


def _choices(field: str, section: Section, language: str) -> tuple[FormChoice, ...]:
    """The choices of a field, each as a mapping or as a text from which its id is made."""
    known: dict[str, int] = {}
    found = []
    for one in section.sections("choices", short="label"):
        choice = _choice(one, language)
        if choice.id and form_check.is_new(one, choice.id, known):
            found.append((choice, one))
    form_check.choice_labels(field, found)
    return tuple(choice for choice, _ in found)


def _choice(section: Section, language: str) -> FormChoice:
    labels = section.labels("label", language)
    name = section.text("id")
    form_check.must_be_id(section, name)
    if not name:
        name = form_check.id_from(next(iter(labels.values()), ""))
        if not name:
            said = message("the choice has no id. Add `id: ...` with letters a-z, digits and -")
            section.problem("label", said, code="form-choices")
    made = FormChoice(name, labels, section.labels("definition", language), section.place)
    section.done()
    return made


def _columns(section: Section, language: str) -> tuple[FormColumn, ...]:
    """The columns of a table, each as a mapping or as a text that is its id."""
    known: dict[str, int] = {}
    found = []
    for one in section.sections("columns", short="id"):
        name = one.needed("id")
        form_check.must_be_id(one, name)
        made = FormColumn(
            name, one.labels("label", language), form_check.type_of(one) or FieldType.TEXT, one.place
        )
        one.done()
        form_check.column(made, one)
        if name and form_check.is_new(one, name, known):
            found.append(made)
    return tuple(found)
