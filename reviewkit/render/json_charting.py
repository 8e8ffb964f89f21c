"""Charting as JSON: the form in one shape. docs/json.md describes it, as it does the nouns of render/json."""

from reviewkit.model import Form, FormChoice, FormColumn, FormField, FormGroup
from reviewkit.render.json import Shape


def form(entry: Form) -> Shape:
    """The charting form: its versions with their reasons, its groups and their fields."""
    return {
        "version": entry.version,
        "versions": [{"version": one.version, "why": one.why} for one in entry.versions],
        "groups": [_group(one) for one in entry.groups],
    }


def _group(entry: FormGroup) -> Shape:
    return {
        "id": entry.id,
        "labels": dict(entry.labels),
        "question": entry.question or None,
        "fields": [form_field(one) for one in entry.fields],
    }


def form_field(entry: FormField) -> Shape:
    """A field of the form, with what it can be answered with."""
    return {
        "id": entry.id,
        "labels": dict(entry.labels),
        "type": entry.type,
        "helps": dict(entry.helps),
        "choices": [_choice(one) for one in entry.choices],
        "columns": [_column(one) for one in entry.columns],
        "required": entry.required,
        "when": {"field": entry.when.field, "is": list(entry.when.values)} if entry.when else None,
        "repeat": entry.repeat,
        "evidence": entry.evidence,
        "unit": entry.unit or None,
    }


def _choice(entry: FormChoice) -> Shape:
    return {"id": entry.id, "labels": dict(entry.labels), "definitions": dict(entry.definitions)}


def _column(entry: FormColumn) -> Shape:
    return {"id": entry.id, "labels": dict(entry.labels), "type": entry.type}
