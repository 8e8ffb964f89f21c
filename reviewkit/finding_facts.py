"""What was charted of the studies that contribute to a finding: how many people took part, and in which countries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewkit.charting_counts import Category, Kind, categories
from reviewkit.charting_numbers import Numbers, numbers
from reviewkit.errors import ReviewkitError
from reviewkit.model import Form, FormField, Study
from reviewkit.words import FieldType, message

if TYPE_CHECKING:
    from reviewkit.blind import ChartView

# Where nobody says which fields are meant: those of countries, and these of the number of people who took part.
PARTICIPANTS = ("n", "participants", "sample-size", "number-of-participants")


@dataclass(frozen=True, slots=True)
class ChartedFact:
    """What was charted in a field of the studies of a finding: numbers, or the studies by their answers.

    `of` is the number of these studies; those without an answer are in no category and have no number.
    """

    field: FormField
    of: int
    numbers: Numbers | None = None
    answers: tuple[Category, ...] = ()


def fields_of(form: Form, names: Sequence[str] = ()) -> tuple[FormField, ...]:
    """The fields that were named, or those of countries and of the number of participants.

    Raises ReviewkitError for a field that there is not, and for one whose answers cannot be counted or added up.
    """
    known = tuple(form.fields())
    if not names:
        return tuple(one for one in known if one.type is FieldType.COUNTRY or _is_of_participants(one))
    by_id = {one.id: one for one in known}
    for name in names:
        if name not in by_id:
            raise ReviewkitError(
                message(
                    "the form has no field {name!r}. The fields are: {fields}", name=name, fields=", ".join(by_id)
                )
            )
    return tuple(by_id[name] for name in names)


def _is_of_participants(field: FormField) -> bool:
    return field.type is FieldType.INTEGER and field.id in PARTICIPANTS


def charted_facts(
    view: "ChartView", fields: Sequence[FormField], studies: Sequence[Study]
) -> tuple[ChartedFact, ...]:
    """What was charted of these studies in each field, as one person may see it."""
    found = []
    for field in fields:
        if field.type in (FieldType.INTEGER, FieldType.NUMBER):
            found.append(ChartedFact(field, len(studies), numbers(view, field, studies)))
        else:
            held = categories(view, field, studies)
            answers = tuple(one for one in held if one.kind is Kind.ANSWER and one.studies)
            found.append(ChartedFact(field, len(studies), answers=answers))
    return tuple(found)
