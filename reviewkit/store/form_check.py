"""What is wrong with a charting form, in words that name the line and what to write there.

Each check gets what was read and the mapping of the file it was read from, and adds to the problems of that mapping.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reviewkit.model import FormChoice, FormColumn, FormField, FormVersion, When
from reviewkit.normalize import folded
from reviewkit.store.yaml_section import Section
from reviewkit.words import FieldType, message

WITH_CHOICES = (FieldType.CHOICE, FieldType.CHOICES)
WITH_UNIT = (FieldType.INTEGER, FieldType.NUMBER)
IN_COLUMNS = tuple(one for one in FieldType if one not in (*WITH_CHOICES, FieldType.TABLE))
YES_NO = ("yes", "no")

_ID = re.compile(r"[a-z0-9-]+\Z")
_TYPES = {  # what people write for a type, and what it is called here
    "string": FieldType.TEXT,
    "tekst": FieldType.TEXT,
    "lang tekst": FieldType.LONG_TEXT,
    "textarea": FieldType.LONG_TEXT,
    "paragraph": FieldType.LONG_TEXT,
    "int": FieldType.INTEGER,
    "whole number": FieldType.INTEGER,
    "heltall": FieldType.INTEGER,
    "float": FieldType.NUMBER,
    "decimal": FieldType.NUMBER,
    "tall": FieldType.NUMBER,
    "desimaltall": FieldType.NUMBER,
    "år": FieldType.YEAR,
    "årstall": FieldType.YEAR,
    "dato": FieldType.DATE,
    "boolean": FieldType.YES_NO,
    "bool": FieldType.YES_NO,
    "checkbox": FieldType.YES_NO,
    "ja-nei": FieldType.YES_NO,
    "list": FieldType.CHOICE,
    "select": FieldType.CHOICE,
    "dropdown": FieldType.CHOICE,
    "radio": FieldType.CHOICE,
    "valg": FieldType.CHOICE,
    "flervalg": FieldType.CHOICES,
    "multiple": FieldType.CHOICES,
    "multiselect": FieldType.CHOICES,
    "checkboxes": FieldType.CHOICES,
    "land": FieldType.COUNTRY,
    "reference": FieldType.CITATION,
    "tabell": FieldType.TABLE,
}


def id_from(text: str) -> str:
    """An id made from a text: `Mixed methods` is mixed-methods; "" where it has no letter or digit of ours."""
    return "-".join(re.findall(r"[a-z0-9]+", folded(text)))


def must_be_id(section: Section, name: str) -> None:
    """Name an id that holds anything but lower-case letters, digits and hyphens; an empty one is named elsewhere."""
    if name and not _ID.match(name):
        said = message(
            "{name!r} cannot be an id in the form. Use lower-case letters a-z, digits and -, such as {proposed}; "
            "its name goes under `label`",
            name=name,
            proposed=id_from(name) or "aim",
        )
        section.problem("id", said, code="form-id")


def is_new(section: Section, name: str, known: dict[str, int]) -> bool:
    """Whether an id is used for the first time; `known` has the line of each. One that is used again is named."""
    line = section.place_of("id").line
    if name not in known:
        known[name] = line
        return True
    said = message(
        "the id {name!r} is used twice, first in line {line}; only the first is read. Give this one another id",
        name=name,
        line=known[name],
    )
    section.problem("id", said, code="form-id")
    return False


def type_of(section: Section) -> FieldType | None:
    """The type of a field or column, text where none is written; a word that is none is named, with what is like it."""
    given = section.text("type") or FieldType.TEXT
    if given in list(FieldType):
        return FieldType(given)
    word = " ".join(given.casefold().split())
    near = difflib.get_close_matches(word, list(FieldType), 1)
    meant = _TYPES.get(word) or next(iter(near), "")
    hint = (
        message("; did you mean {meant!r}?", meant=str(meant))
        if meant
        else message(". It can be: {words}", words=", ".join(FieldType))
    )
    said = message("{given!r} is no type of a field{hint}", given=given, hint=hint)
    section.problem("type", said, code="form-type")
    return None


def answers(field: FormField, section: Section) -> None:
    """Choices, columns and units belong to fields of some types, and to no others."""
    _choices(field, section)
    _columns(field, section)
    if field.unit and field.type not in WITH_UNIT:
        said = message(
            "{field!r} has a unit, but its type is {type}. Write `type: integer` or `type: number`, or put the unit "
            "into the label",
            field=field.id,
            type=field.type.value,
        )
        section.problem("unit", said, code="form-unit")


def _choices(field: FormField, section: Section) -> None:
    has = _gives(section, "choices")
    if field.type in WITH_CHOICES and not field.choices:
        said = message(
            "{field!r} has no choices, so it cannot be answered. Add `choices: [...]`, or write `type: text`",
            field=field.id,
        )
        section.problem("choices" if "choices" in section.values else "type", said, code="form-choices")
    elif has and field.type is FieldType.YES_NO:
        said = message(
            "{field!r} is answered with yes or no. Remove its choices, or write `type: choice`", field=field.id
        )
        section.problem("choices", said, code="form-choices")
    elif has and field.type not in WITH_CHOICES:
        said = message(
            "{field!r} has choices, but its type is {type}. Write `type: choice` (one of them) or `type: choices` "
            "(several), or remove the choices",
            field=field.id,
            type=field.type.value,
        )
        section.problem("choices", said, code="form-choices")


def _columns(field: FormField, section: Section) -> None:
    has = _gives(section, "columns")
    if field.type is FieldType.TABLE and not field.columns:
        said = message("{field!r} is a table without columns. Add `columns: [...]`", field=field.id)
        section.problem("columns" if "columns" in section.values else "type", said, code="form-columns")
    elif has and field.type is not FieldType.TABLE:
        said = message(
            "{field!r} has columns, but its type is {type}. Write `type: table`, or remove the columns",
            field=field.id,
            type=field.type.value,
        )
        section.problem("columns", said, code="form-columns")


def _gives(section: Section, key: str) -> bool:
    """Whether something is written at a key."""
    return section.is_list(key) or section.is_value(key)


def column(made: FormColumn, section: Section) -> None:
    """A cell of a table holds one value of its own."""
    if made.type not in IN_COLUMNS:
        said = message(
            "a column of a table cannot be of the type {type}. It can be: {words}",
            type=made.type.value,
            words=", ".join(IN_COLUMNS),
        )
        section.problem("type", said, code="form-columns")


def choice_labels(field: str, choices: Sequence[tuple[FormChoice, Section]]) -> None:
    """Two choices with one label look alike to whoever answers."""
    known: set[tuple[str, str]] = set()
    for choice, section in choices:
        labels = {(language, " ".join(text.casefold().split())) for language, text in choice.labels.items()}
        if labels & known:
            said = message(
                "two choices of {field!r} are called {label!r}. Give one of them another label, or remove it",
                field=field,
                label=choice.labels[min(labels & known)[0]],
            )
            section.problem("label", said, code="form-choices")
        known |= labels


def group(name: str, fields: Sequence[object], section: Section) -> None:
    """A group is there for its fields."""
    if not fields:
        said = message("the group {name!r} has no fields. Add `fields: [...]`, or remove the group", name=name)
        section.problem("fields" if "fields" in section.values else "id", said, code="form-group")


def groups(found: Sequence[object], top: Section) -> None:
    """A form without a group has nothing to chart."""
    if not found:
        said = message(
            "the form has no groups, so there is nothing to chart. Add `groups:`, with an `id` and `fields` for each"
        )
        top.problem("groups", said, code="form-group")


def versions(made: Sequence[FormVersion], sections: Sequence[Section], version: str, top: Section) -> None:
    """Each version has a reason, they are in order, and the last of them is that of the form."""
    for one, section in zip(made, sections, strict=True):
        if one.version and not one.why:
            said = message("version {version!r} of the form has no reason. Add `why: ...`", version=one.version)
            section.problem("why" if "why" in section.values else "version", said, code="form-version")
    for before, one, section in zip(made, made[1:], sections[1:], strict=False):
        if _number(one.version) <= _number(before.version):
            said = message(
                "version {version!r} follows {before!r}. List each version once, the oldest first",
                version=one.version,
                before=before.version,
            )
            section.problem("version", said, code="form-version")
    if (made and made[-1].version != version) or (not made and version != "1"):
        said = message(
            "the form is of version {version!r}, but that is not the last one under `versions`. Add it there with its "
            "reason: `- {{version: {version}, why: ...}}`",
            version=version,
        )
        top.problem("version" if "version" in top.values else "versions", said, code="form-version")


def _number(version: str) -> tuple[int, ...]:
    """The numbers in a version, by which versions are in order: 2 is before 10, and 1.9 before 1.10."""
    return tuple(int(digits[:15]) for digits in re.findall("[0-9]+", version))


def whens(found: Iterable[tuple[FormField, Section | None]], ids: Sequence[str]) -> dict[str, When | None]:
    """By field, when it is asked: only where an earlier field has a value that it can have.

    `found` has each field with the mapping of its `when`, if there is one, in the order of the form; `ids` those of all
    of them. A condition that can never be met is named and left out, so that the field is always asked.
    """
    before: dict[str, FormField] = {}
    kept: dict[str, When | None] = {}
    for field, section in found:
        kept[field.id] = _when(field, section, before, ids) if section and field.when else None
        before[field.id] = field
    return kept


def _when(field: FormField, section: Section, before: dict[str, FormField], ids: Sequence[str]) -> When | None:
    assert field.when is not None
    other = before.get(field.when.field)
    if other is None:
        _wrong_field(field, field.when.field, section, ids)
        return None
    if other.type is FieldType.TABLE:
        said = message(
            "`when` of {field!r} asks for a value of {other!r}, which is a table and has no single one. Name another "
            "field",
            field=field.id,
            other=other.id,
        )
        section.problem("field", said, code="form-when")
        return None
    if not field.when.values:
        said = message("`when` of {field!r} names no value. Add `is: [...]`", field=field.id)
        section.problem("is" if "is" in section.values else "field", said, code="form-when")
        return None
    can_be = _values_of(other)
    kept = tuple(value for value in field.when.values if not can_be or value in can_be)
    for value in field.when.values:
        if value not in kept:
            said = message(
                "{value!r} is no answer to {other!r}. It can be: {words}",
                value=value,
                other=other.id,
                words=", ".join(can_be),
            )
            section.problem("is", said, code="form-when")
    return replace(field.when, values=kept) if kept else None


def _values_of(field: FormField) -> tuple[str, ...]:
    """The only values that a field can have; empty where it can have others than could be listed."""
    if field.type is FieldType.YES_NO:
        return YES_NO
    return tuple(choice.id for choice in field.choices) if field.type in WITH_CHOICES else ()


def _wrong_field(field: FormField, name: str, section: Section, ids: Sequence[str]) -> None:
    """Say why a field cannot depend on the one with this name."""
    if not name:
        said = message("`when` of {field!r} names no field. Add `field: ...`", field=field.id)
    elif name == field.id:
        said = message(
            "`when` of {field!r} names the field itself. Name one that is asked before it", field=field.id
        )
    elif name in ids:
        said = message(
            "`when` of {field!r} names {other!r}, which is asked after it. Move {other!r} before it",
            field=field.id,
            other=name,
        )
    else:
        near = difflib.get_close_matches(name, ids, 1)
        hint = message("; did you mean {meant!r}?", meant=near[0]) if near else ""
        said = message(
            "`when` of {field!r} names {other!r}, which is no field of the form{hint}",
            field=field.id,
            other=name,
            hint=hint,
        )
    section.problem("field", said, code="form-when")
