"""Charting as JSON: the form and what was charted, in one shape each. docs/json.md describes them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING

from reviewkit.charting import Charted, FieldAgreement
from reviewkit.charting_counts import Axis, Category, crossed
from reviewkit.charting_numbers import numbers
from reviewkit.model import (
    Answer,
    ChartedValue,
    ChartPilot,
    ChartSettled,
    Form,
    FormChoice,
    FormColumn,
    FormField,
    FormGroup,
    Missing,
    Quoted,
    Study,
)
from reviewkit.normalize import written_moment
from reviewkit.render.json import Shape, coefficient
from reviewkit.render.tables.columns import Arrangement, Total
from reviewkit.render.tables.columns import Column as TableColumn

if TYPE_CHECKING:
    from reviewkit.blind import ChartView, Gap
    from reviewkit.coding import Matrix
    from reviewkit.outdated import Outdated


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


def answer(entry: Answer | None) -> Shape:
    """A value (text, number, list of choices, or rows by column), or why there is none; both null where nothing is."""
    if entry is None:
        return {"value": None, "missing": None}
    value = entry.value
    if isinstance(value, tuple):
        return {"value": [one if isinstance(one, str) else dict(one) for one in value], "missing": None}
    return {"value": value, "missing": entry.missing}


def quoted(entry: Quoted) -> Shape:
    """The words that an answer rests on, and where they are."""
    return {
        "quote": entry.quote,
        "text": entry.text or None,
        "part": entry.part or None,
        "start": entry.start if entry.start >= 0 else None,
        "prefix": entry.prefix,
        "suffix": entry.suffix,
    }


def charted_value(entry: ChartedValue) -> Shape:
    """What one person charted in a field."""
    return {
        **_said(entry),
        "evidence": [quoted(one) for one in entry.evidence],
        "note": entry.note or None,
        "form": entry.form or None,
        "at": written_moment(entry.at),
    }


def chart_settled(entry: ChartSettled) -> Shape:
    """What was settled in a field."""
    return {
        **_said(entry),
        "of": list(entry.of),
        "why": entry.why,
        "note": entry.note or None,
        "at": written_moment(entry.at),
    }


def _said(entry: ChartedValue | ChartSettled) -> Shape:
    """Who said what of which field."""
    return {
        "event": entry.id,
        "person": entry.by,
        "study": entry.study,
        "field": entry.field,
        "instance": entry.instance,
        **answer(entry.answer),
    }


def charted(entry: Charted) -> Shape:
    """One field of one study: what holds, what each person said, and what was settled."""
    return {
        "study": entry.study,
        "field": entry.field,
        "instance": entry.instance,
        "state": entry.state,
        **answer(entry.final),
        "answers": [charted_value(one) for one in entry.answers],
        "settled": chart_settled(entry.settled) if entry.settled else None,
    }


def outdated(entry: "Outdated") -> Shape:
    """An answer that was charted before the form was changed."""
    one = entry.said
    return {
        "study": one.study,
        "field": one.field,
        "instance": one.instance,
        "person": one.by,
        "event": one.id,
        **answer(one.answer),
        "form": entry.version or None,
        "why": entry.why,
    }


def charted_study(view: "ChartView", key: str) -> Shape:
    """A study with its fields, as one person may see it."""
    return {**charted_progress(view, key), "fields": [charted(one) for one in view.of(key)]}


def charted_progress(view: "ChartView", key: str) -> Shape:
    """How far a study has come."""
    chart = view.chart
    return {
        "study": key,
        "open": chart.is_open_to(view.person, key),
        "done": list(chart.done(key)),
        "waits_for_you": view.waits(key),
        "charted": len(chart.of(key)),
        "differences": len(chart.differences([key])),
    }


def chart_table(
    view: "ChartView", studies: Sequence[Study], made: Arrangement, missing: Missing, set_name: str = ""
) -> Shape:
    """The fields of a table of characteristics in each study, as one person may see them, and what it waits for."""
    fields = made.fields
    gaps = view.gaps(studies, fields)
    return {
        "finished": not missing.anything,
        "missing": {
            "not_charted": [study.key for study in gaps.not_charted],
            "left_out": [_gap(one) for one in gaps.left_out],
            "not_settled": [_gap(one) for one in gaps.not_settled],
            "waiting": missing.waiting,
            "errors": missing.errors,
        },
        "set": set_name or None,
        "included_studies": len(view.studies),
        "people": view.chart.agreed.people,
        "mode": view.chart.agreed.mode,
        "fields": [one.id for one in fields],
        "columns": [_column_of_table(one) for one in (made.first, *made.columns)],
        "totals": [_total(view, studies, one) for one in made.totals],
        "studies": [_study_of_table(view, one, fields) for one in studies],
    }


def _column_of_table(column: TableColumn) -> Shape:
    return {"fields": [field.id for field in column.fields], "heading": column.heading or None}


def _total(view: "ChartView", studies: Sequence[Study], total: Total) -> Shape:
    found = numbers(view, total.field, studies)
    return {
        "field": total.field.id,
        "at": total.at.id,
        "sum": number(found.sum) if found.values else None,
        "studies": list(found.studies),
    }


def number(value: Decimal) -> int | float:
    """A number as it was charted: whole where it has no decimals."""
    return int(value) if value == value.to_integral_value() else float(value)


def _gap(gap: "Gap") -> Shape:
    return {"study": gap[0].key, "fields": [field.id for field in gap[1]]}


def _study_of_table(view: "ChartView", study: Study, fields: Sequence[FormField]) -> Shape:
    items = (item for field in fields for item in view.in_field(study.key, field.id))
    return {
        "study": study.key,
        "citation": study.citation,
        "done": list(view.chart.done(study.key)),
        "charted": [{**charted(item), "holds": view.chart.held(item) is not None} for item in items],
    }


def chart_status(view: "ChartView", with_agreement: bool) -> Shape:
    """How far every study has come, the corrections, and where it was asked for the agreement."""
    return {
        "studies": [charted_progress(view, study.key) for study in view.studies],
        "corrections": [charted_value(one) for one in view.chart.corrections],
        "pilots": [chart_pilot(view, one) for one in view.chart.pilots],
        "agreement": field_agreements(view.agreement()) if with_agreement else None,
        "checks": [asdict(one) for one in view.field_checks()] if with_agreement else None,
    }


def chart_pilot(view: "ChartView", pilot: ChartPilot) -> Shape:
    """A pilot of charting: how many studies each has left, and once it is finished how far people agreed."""
    left = view.chart.left_of(pilot)
    return {
        "event": pilot.id,
        "person": pilot.by,
        "studies": list(pilot.studies),
        "people": list(pilot.people),
        "left": dict(left),
        "finished": not left,
        "agreement": None if left else field_agreements(view.agreement(view.of_pilot(pilot))),
        "note": pilot.note or None,
        "at": written_moment(pilot.at),
    }


def field_agreements(found: Iterable[FieldAgreement]) -> list[Shape]:
    """How far people agreed in each field."""
    return [
        {
            "field": one.field,
            "units": one.agreement.units,
            "alike": one.agreement.alike,
            "coefficients": [coefficient(entry) for entry in one.agreement.coefficients],
        }
        for one in found
    ]


def counted(
    axes: Sequence[Axis], studies: int, missing: Missing, set_name: str = "", matrix: "Matrix | None" = None
) -> Shape:
    """Studies along one, two or three groupings, with the keys of the studies behind each number.

    `cells` are those of the first two, row by row; `matrix` is that of the themes, where they are one of them.
    """
    cells = crossed(axes[0].categories, axes[1].categories).cells if len(axes) > 1 else ()
    return {
        "finished": not missing.anything,
        "set": set_name or None,
        "studies": studies,
        "axes": [counted_axis(one) for one in axes],
        "cells": [[list(cell) for cell in row] for row in cells],
        "level": matrix.level if matrix else None,
        "whose": matrix.whose if matrix else None,
        "coders": list(matrix.coders) if matrix else [],
    }


def counted_axis(entry: Axis) -> Shape:
    """A grouping of studies with its name."""
    return {
        "id": entry.id,
        "labels": dict(entry.labels),
        "several": entry.is_several,
        "categories": [_counted_category(one) for one in entry.categories],
    }


def _counted_category(entry: Category) -> Shape:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "labels": dict(entry.labels),
        "studies": list(entry.studies),
        "spellings": list(entry.spellings),
    }
