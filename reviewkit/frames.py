"""A review as pandas tables, for people who analyse it in Python.

    from reviewkit.frames import read_review
    review = read_review("my-review")
    review.outcomes.groupby(["state", "reason"]).size()

Columns are the keys of the shapes in docs/json.md, one row per noun; lists stay lists. Nothing is written.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from reviewkit.blind import (
    ChartView,
    as_coder_sees,
    chart_view,
    codings_shown,
    findings_shown,
    problems_shown,
    with_characteristics,
)
from reviewkit.model import ChartedValue, ChartSettled, FormField
from reviewkit.render import json, json_charting, json_findings
from reviewkit.store.open_review import open_review


@dataclass(frozen=True, slots=True)
class ReviewFrames:
    """The tables of a review: one row per record, report (outcome), decision, verdict, study, coding, finding
    and problem.

    `charted` has a row for each answer of a person to a field of the charting form, and for each settlement: the keys
    of a charted_value, with `act` (chart, settle), `why` (of a settlement) and `final` (whether this is what holds).
    `characteristics` has what holds: a row per study key, a column per field id, numbers as numbers, choices by their
    ids; lists where a field has several values, and nothing where there is no value (`charted.missing` says why). Where
    people still chart a study without seeing each other's answers, neither has it.

    `matrices` has the theme x study table of each codebook: a row per study key, a column per theme id, the cells as in
    `reviewkit matrix --json`.
    """

    records: pd.DataFrame
    outcomes: pd.DataFrame
    decisions: pd.DataFrame
    verdicts: pd.DataFrame
    studies: pd.DataFrame
    charted: pd.DataFrame
    characteristics: pd.DataFrame
    codings: pd.DataFrame
    findings: pd.DataFrame
    problems: pd.DataFrame
    matrices: dict[str, pd.DataFrame]


def read_review(folder: str | Path) -> ReviewFrames:
    """The review in a folder. Raises ReviewkitError where there is none, or review.yaml cannot be read."""
    review = open_review(Path(folder)).review
    facts = review.facts
    view = chart_view(review, "") if facts.form else None
    return ReviewFrames(
        records=_frame(json.record, review.records.values()),
        outcomes=_frame(lambda one: json.outcome(one, review.reports[one.report]), review.outcomes.values()),
        decisions=_frame(json.decision, facts.decisions),
        verdicts=_frame(json.verdict, facts.verdicts),
        studies=_frame(json.study, with_characteristics(review, review.included_studies, "")),
        charted=pd.DataFrame(_said(view)).convert_dtypes() if view else pd.DataFrame(),
        characteristics=_characteristics(view) if view else pd.DataFrame(),
        codings=_frame(json.coding, codings_shown(review, "")),
        findings=_frame(json_findings.finding, findings_shown(review, "")),
        problems=_frame(json.problem, problems_shown(review, "")),
        matrices={
            name: pd.DataFrame.from_dict(json.matrix(matrix, ())["cells"], orient="index")
            for name, matrix in as_coder_sees(review, "").matrices.items()
        },
    )


def _said(view: ChartView) -> Iterator[dict[str, Any]]:
    """Each answer and settlement, study after study in the order of the form; of fields that it no longer has, last."""
    for study in view.studies:
        for item in view.of(study.key):
            for said, is_final in view.chart.said(item):
                yield {**_said_row(said), "final": is_final}


def _said_row(said: ChartedValue | ChartSettled) -> dict[str, Any]:
    if isinstance(said, ChartedValue):
        return {**json_charting.charted_value(said), "act": "chart", "why": None}
    settled = json_charting.chart_settled(said)
    del settled["of"]
    return {**settled, "evidence": [], "form": None, "act": "settle"}


def _characteristics(view: ChartView) -> pd.DataFrame:
    fields = list(view.form.fields())
    rows = {study.key: {field.id: _value(view, study.key, field) for field in fields} for study in view.studies}
    made = pd.DataFrame.from_dict(rows, orient="index", columns=[field.id for field in fields])
    return made.rename_axis("study").convert_dtypes()


def _value(view: ChartView, study: str, field: FormField) -> Any:
    """What holds in a field: of one that can be repeated a list of its values, in the order of their instances."""
    held = (view.chart.held(item) for item in view.in_field(study, field.id))
    values = [json_charting.answer(one)["value"] for one in held if one and one.missing is None]
    if field.repeat:
        return values or None
    return values[0] if values else None


def _frame(shape: Callable[[Any], dict[str, Any]], nouns: Iterable[Any]) -> pd.DataFrame:
    """One row per noun; a number or word that is not known is missing, as pandas says it."""
    return pd.DataFrame([shape(noun) for noun in nouns]).convert_dtypes()
