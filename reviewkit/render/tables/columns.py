"""How a table of characteristics is laid out: which fields make a column, under which heading, and with which totals.

What a person types for it: columns with commas between them, + between fields that share one, the field of a total in
parentheses, = before a heading: `study+country, aim, sample(n)+method, result=Main results`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reviewkit.charting_numbers import OF_NUMBERS
from reviewkit.errors import ReviewkitError
from reviewkit.model import Form, FormField

STUDY = "study"  # the citation, where the form has no field of this name
_NAMED = re.compile(r"\s*(?P<field>[^()\s]+)\s*(?:\(\s*(?P<total>[^()\s]+)\s*\)\s*)?")


@dataclass(frozen=True, slots=True)
class Column:
    """Fields below each other in one column; without a heading it has their labels."""

    fields: tuple[FormField, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a field of numbers, which stands behind the label of the field `at`."""

    field: FormField
    at: FormField


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The columns of a table of characteristics. `first` are the fields below the citation.

    `numbered`: 1., 2. before the citations. `quotes`: below each value the words that it rests on, with their page.
    `ids`: of fields and choices, instead of labels. `units` says what the parts of a text are, by its checksum: page,
    slide or paragraph.
    """

    columns: tuple[Column, ...]
    first: Column = Column(())
    totals: tuple[Total, ...] = ()
    numbered: bool = False
    quotes: bool = False
    ids: bool = False
    units: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Every field of the table, each once: those in its columns, and those that only a total has."""
        shown = (one for column in (self.first, *self.columns) for one in column.fields)
        by_id = {one.id: one for one in (*shown, *(total.field for total in self.totals))}
        return tuple(by_id.values())


def each_alone(fields: Iterable[FormField]) -> Arrangement:
    """A column for each field."""
    return Arrangement(tuple(Column((one,)) for one in fields))


def arranged(form: Form, typed: str) -> Arrangement:
    """The columns that were typed, or one for each field of the form; a field that is named again is left out there.

    Raises ReviewkitError for an unknown field, and for the total of a field that has no numbers.
    """
    known = {one.id: one for one in form.fields()}
    first, columns, totals, seen = Column(()), list[Column](), list[Total](), set[str]()
    for place, part in enumerate(part for part in typed.split(",") if part.strip()):
        names, _, heading = part.partition("=")
        parts = [_with_total(name) for name in names.split("+") if name.strip()]
        of_study = place == 0 and parts[:1] == [(STUDY, None)] and STUDY not in known
        found = [(_field(known, name), total) for name, total in parts[int(of_study) :]]
        fields = {one.id: one for one, _ in found if one.id not in seen}
        totals += [Total(_of_numbers(known, total), one) for one, total in found if total]
        seen.update(fields)
        column = Column(tuple(fields.values()), " ".join(heading.split()))
        if of_study:
            first = column
        elif fields:
            columns.append(column)
    if not seen and not first.heading:
        return each_alone(known.values())
    return Arrangement(tuple(columns), first, tuple(totals))


def _with_total(name: str) -> tuple[str, str | None]:
    """The id of a field, and of the field in parentheses behind it."""
    found = _NAMED.fullmatch(name)
    return (found["field"], found["total"]) if found else (name.strip(), None)


def _field(known: Mapping[str, FormField], name: str) -> FormField:
    if name not in known:
        raise ReviewkitError(
            f"The charting form has no field {name!r}. Its fields are: {', '.join(known) or '(none yet)'}"
        )
    return known[name]


def _of_numbers(known: Mapping[str, FormField], name: str) -> FormField:
    found = _field(known, name)
    if found.type not in OF_NUMBERS:
        of_numbers = ", ".join(one.id for one in known.values() if one.type in OF_NUMBERS) or "(none)"
        raise ReviewkitError(
            f"{name} is a field of type {found.type}, which has no total. Fields of numbers are: {of_numbers}"
        )
    return found
