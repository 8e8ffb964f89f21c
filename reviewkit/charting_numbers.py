"""The numbers that were charted in a field: their sum, median and range, and in which studies they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from reviewkit.model import FormField, Study
from reviewkit.words import FieldType

if TYPE_CHECKING:
    from reviewkit.blind import ChartView

OF_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers in one field, and the keys of the studies that have any, in the order of the studies.

    A study with several arms, measures or settings has as many numbers. What is not reported is none, and never 0.
    """

    studies: tuple[str, ...]
    values: tuple[Decimal, ...]

    @property
    def sum(self) -> Decimal:
        """The sum of all numbers, exact: 0.1 and 0.2 are 0.3."""
        return sum(self.values, Decimal())

    @property
    def median(self) -> Decimal | None:
        """The number in the middle, or the mean of the two there; None where there is none."""
        return median(self.values) if self.values else None

    @property
    def least(self) -> Decimal | None:
        """The smallest number."""
        return min(self.values, default=None)

    @property
    def most(self) -> Decimal | None:
        """The largest number."""
        return max(self.values, default=None)


def numbers(view: "ChartView", field: FormField, studies: Sequence[Study]) -> Numbers:
    """The numbers that hold in a field of these studies; what is not settled is not among them."""
    found: dict[str, list[Decimal]] = {}
    for study in studies:
        for item in view.in_field(study.key, field.id):
            held = view.chart.held(item)
            if held and isinstance(held.value, int | float):
                found.setdefault(study.key, []).append(Decimal(repr(held.value)))
    return Numbers(tuple(found), tuple(value for values in found.values() for value in values))
