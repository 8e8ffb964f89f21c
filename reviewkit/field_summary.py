"""What was charted in each field, over all studies: how many have each answer, and what the numbers are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewkit.charting_counts import Axis, field_axis
from reviewkit.charting_numbers import OF_NUMBERS, Numbers, numbers
from reviewkit.model import FormField, Study

if TYPE_CHECKING:
    from reviewkit.blind import ChartView


@dataclass(frozen=True, slots=True)
class FieldSummary:
    """The studies by their answers in a field; `numbers` are those of a field of numbers."""

    field: FormField
    axis: Axis
    numbers: Numbers | None = None


def summaries(
    view: "ChartView", fields: Iterable[FormField], studies: Sequence[Study]
) -> tuple[FieldSummary, ...]:
    """A summary of each field over these studies, as one person may see them."""
    return tuple(
        FieldSummary(
            field,
            field_axis(view, field, studies),
            numbers(view, field, studies) if field.type in OF_NUMBERS else None,
        )
        for field in fields
    )
