"""In which order a table lists the studies: by citation, by year, or by what was charted in a field."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reviewkit.errors import ReviewkitError
from reviewkit.model import Answer, FormField, Study
from reviewkit.normalize import alphabetical
from reviewkit.words import FieldType

if TYPE_CHECKING:
    from reviewkit.blind import ChartView

CITATION, YEAR = "citation", "year"

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d)(?!\d)")

Place = tuple[
    bool, float, str, str, str
]  # whether it has none, which number, which text; then its citation and key


def in_order(view: "ChartView", studies: Iterable[Study], by: str = CITATION) -> tuple[Study, ...]:
    """Studies by citation, by year (that of the form's field `year`, else of the citation) or by the id of a field:
    numbers by size, choices as in the form, texts by the alphabet, and last those without an answer.

    Raises ReviewkitError for a field that the form does not have.
    """
    field = view.form.field(by)
    if field is None and by not in (CITATION, YEAR):
        known = ", ".join((CITATION, YEAR, *(one.id for one in view.form.fields())))
        raise ReviewkitError(f"Studies cannot be sorted by {by!r}. They can be sorted by: {known}")
    return tuple(sorted(studies, key=lambda study: _place(view, study, field, by)))


def _place(view: "ChartView", study: Study, field: FormField | None, by: str) -> Place:
    citation = (alphabetical(study.citation), study.key)
    number, text = _of_field(view, study, field) if field else (None, "")
    if number is None and by == YEAR:
        number = _year_of(study.citation)
    if field is None and by == CITATION:
        return (False, 0.0, "", *citation)
    return (number is None, number or 0.0, text, *citation)


def _of_field(view: "ChartView", study: Study, field: FormField) -> tuple[float | None, str]:
    """The place of the first answer that holds; None where there is no value."""
    held = (view.chart.held(item) for item in view.in_field(study.key, field.id))
    answer = next((one for one in held if one is not None and one.missing is None), None)
    return _of_answer(field, answer) if answer else (None, "")


def _of_answer(field: FormField, answer: Answer) -> tuple[float, str]:
    first = answer.value[0] if isinstance(answer.value, tuple) else answer.value
    if isinstance(first, int | float):
        return float(first), ""
    text = first if isinstance(first, str) else ""
    ids = ["yes", "no"] if field.type is FieldType.YES_NO else [choice.id for choice in field.choices]
    return (float(ids.index(text)) if text in ids else float(len(ids))), alphabetical(text)


def _year_of(citation: str) -> float | None:
    found = _YEAR.findall(citation)
    return float(found[-1]) if found else None
