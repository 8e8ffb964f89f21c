"""Charting as a workbook for Excel: one person's own answers to fill in, and the differences of several to settle.

exchange.chart_sheets reads both back. Nothing of another person is in the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reviewkit.charting import Charted
from reviewkit.errors import ReviewkitError
from reviewkit.exchange import chart_sheets as sheets
from reviewkit.exchange.chart_sheets import RowAbout, field_names, marker, study_names, takes_quotes
from reviewkit.locales import Labels
from reviewkit.model import Answer, ChartedValue, FormChoice, FormColumn, FormField, FormGroup, Study, TableRow
from reviewkit.render.tables.workbook import BookColumn, BookSheet, CellStyle, Value, Workbook
from reviewkit.render.tables.xlsx import cell_text
from reviewkit.typed_answers import BETWEEN_CHOICES, understood, written
from reviewkit.words import MOST_INSTANCES, FieldType, NotCharted, QuoteRule, Settling

if TYPE_CHECKING:
    from reviewkit.blind import ChartView

_FREE = 500  # rows below the last one in which lists are offered
_MORE_INSTANCES, _MORE_ROWS = (
    2,
    3,
)  # empty rows for each study after its last answer, and after the last row of a table
_WIDTHS = {
    FieldType.TEXT: 28, FieldType.LONG_TEXT: 45, FieldType.INTEGER: 11, FieldType.NUMBER: 11, FieldType.YEAR: 9,
    FieldType.DATE: 13, FieldType.YES_NO: 11, FieldType.CHOICE: 22, FieldType.CHOICES: 28, FieldType.COUNTRY: 16,
    FieldType.CITATION: 32,
}  # fmt: skip
_STYLES = {
    FieldType.INTEGER: CellStyle.NUMBER, FieldType.NUMBER: CellStyle.NUMBER, FieldType.YEAR: CellStyle.YEAR,
    FieldType.DATE: CellStyle.DATE,
}  # fmt: skip
_MOST_DIGITS = 10**15
_FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
_MISSING = tuple(one.value for one in NotCharted)


# -- answers as cells


def shown(field: FormField | None, answer: Answer, labels: Labels) -> str:
    """An answer as it is written in a cell: choices by their labels, yes and no in the language, NR as NR."""
    value = answer.value
    if field is None or answer.missing is not None:
        return written(field, answer)
    if field.type is FieldType.YES_NO and value in ("yes", "no"):
        return labels.text(f"charting.{value}")
    if field.type is FieldType.CHOICE and isinstance(value, str):
        return _choice_name(field, value, labels)
    if field.type is FieldType.CHOICES and isinstance(value, tuple):
        return f"{BETWEEN_CHOICES} ".join(_choice_name(field, str(one), labels) for one in value)
    return written(field, answer)


def _choice_name(field: FormField, choice_id: str, labels: Labels) -> str:
    """The label of a choice, or its id where the label could be read as something else."""
    choice = field.choice(choice_id)
    name = " ".join(choice.label(labels.language).split()) if choice else choice_id
    return name if _means(field, name, choice_id) else choice_id


def _means(field: FormField, name: str, choice_id: str) -> bool:
    if BETWEEN_CHOICES in name or cell_text(name) != name:
        return False
    try:
        return understood(field, name).value in (choice_id, (choice_id,))
    except ReviewkitError:
        return False


def _cell(field: FormField | FormColumn, text: str, answer: Answer | None) -> Value:
    """What a cell holds: numbers and days as such, where a spreadsheet can keep them."""
    value = answer.value if answer else None
    if field.type in (FieldType.INTEGER, FieldType.NUMBER, FieldType.YEAR) and isinstance(value, int | float):
        return value if abs(value) < _MOST_DIGITS else text
    if field.type is FieldType.DATE and isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return text
        return day if day >= _FIRST_DAY else text
    return text


# -- one person's answers


def chart_book(view: "ChartView", studies: Sequence[Study], review: str, labels: Labels) -> Workbook:
    """What one person charted of these studies: a sheet of them, of each group of repeated fields, of each table, and
    of the quotes. `review` says which review it is of."""
    made = _Book(view, studies, review, labels)
    return Workbook(
        labels.text("chart_book.title").format(person=view.person),
        tuple(made.sheets()),
        labels.text("chart_book.refusal"),
        labels.text("chart_book.refusal_of_choice"),
    )


class _Book:
    """Makes the sheets of one person's answers."""

    def __init__(self, view: "ChartView", studies: Sequence[Study], review: str, labels: Labels) -> None:
        self.view, self.studies, self.review, self.labels = view, studies, review, labels
        self.names = study_names(view.studies)
        self.fields = field_names(view.form, labels.language)

    def text(self, name: str, **values: object) -> str:
        """One of the words of this workbook."""
        return self.labels.text(f"chart_book.{name}").format(**values)

    def sheets(self) -> Iterator[BookSheet]:
        """The sheets in their order."""
        once = [one for one in self.view.form.fields() if not one.repeat and one.type is not FieldType.TABLE]
        yield self._of_studies(once)
        for group in self.view.form.groups:
            several = [one for one in group.fields if one.repeat and one.type is not FieldType.TABLE]
            if several:
                yield self._of_several(group, several)
        for field in self.view.form.fields():
            if field.type is FieldType.TABLE:
                yield self._of_table(field)
        yield self._of_quotes()

    # -- rows

    def _own(self, study: Study, field: str, number: int = 1) -> ChartedValue | None:
        return self.view.chart.item(study.key, field, number).by(self.view.person)

    def _numbers(self, study: Study, fields: Sequence[FormField]) -> list[int]:
        """Which answers of repeated fields a person gave."""
        ids = {field.id for field in fields}
        return [
            item.instance
            for item in self.view.chart.of(study.key)
            if item.field in ids and item.by(self.view.person)
        ]

    def _about(self, study: Study, seen: Mapping[str, str], number: int = 1, **more: object) -> RowAbout:
        return RowAbout(
            study.key,
            self.names[study.key],
            self.view.person,
            self.view.form.version,
            self.review,
            number,
            seen=seen,
            **more,  # type: ignore[arg-type]
        )

    def _of_studies(self, fields: Sequence[FormField]) -> BookSheet:
        rows = tuple(self._row(study, fields, 1, False) for study in self.studies)
        columns = (
            BookColumn(sheets.ABOUT, "", hidden=True),
            BookColumn(sheets.OF_STUDY, self.text("study"), 24),
            *map(self._column, fields),
            BookColumn(sheets.CHECK, "", hidden=True),
        )
        return BookSheet(self.text("studies"), marker(sheets.STUDIES), columns, rows, in_sight=2)

    def _of_several(self, group: FormGroup, fields: Sequence[FormField]) -> BookSheet:
        rows = [
            self._row(study, fields, number, True)
            for study in self.studies
            for number in range(
                1, min(max([0, *self._numbers(study, fields)]) + _MORE_INSTANCES, MOST_INSTANCES) + 1
            )
        ]
        columns = (
            BookColumn(sheets.ABOUT, "", hidden=True),
            self._study_column(),
            BookColumn(sheets.OF_NUMBER, self.text("number"), 10, note=self.text("more")),
            *map(self._column, fields),
            BookColumn(sheets.CHECK, "", hidden=True),
        )
        name = group.label(self.labels.language)
        return BookSheet(name, marker(sheets.REPEATED, group.id), columns, tuple(rows), _FREE, in_sight=3)

    def _row(self, study: Study, fields: Sequence[FormField], number: int, counted: bool) -> tuple[Value, ...]:
        own = {field.id: self._own(study, field.id, number) for field in fields}
        about = self._about(study, {field: value.id for field, value in own.items() if value}, number)
        cells = [self._answer(field, own[field.id]) for field in fields]
        return about.written(), about.name, *((number,) if counted else ()), *cells, about.check

    def _answer(self, field: FormField, value: ChartedValue | None) -> Value:
        return _cell(field, shown(field, value.answer, self.labels), value.answer) if value else ""

    def _of_table(self, field: FormField) -> BookSheet:
        columns = (
            BookColumn(sheets.ABOUT, "", hidden=True),
            self._study_column(),
            *((BookColumn(sheets.OF_NUMBER, self.text("number"), 10),) if field.repeat else ()),
            BookColumn(sheets.OF_ROW, self.text("row"), 7, note=self._note(field)),
            *(self._column_of_table(field, one) for one in field.columns),
            BookColumn(sheets.CHECK, "", hidden=True),
        )
        rows = tuple(row for study in self.studies for row in self._rows_of_table(study, field))
        in_sight = 4 if field.repeat else 3
        name = field.label(self.labels.language)
        return BookSheet(name, marker(sheets.TABLE, field.id), columns, rows, _FREE, in_sight)

    def _rows_of_table(self, study: Study, field: FormField) -> Iterator[tuple[Value, ...]]:
        numbers = sorted({1, *self._numbers(study, [field])})
        if field.repeat and len(numbers) < MOST_INSTANCES:
            numbers.append(numbers[-1] + 1)
        for number in numbers:
            own = self._own(study, field.id, number)
            about = self._about(study, {field.id: own.id} if own else {}, number, field=field.id)
            table = list(_table_rows(field, own.answer)) if own else []
            for place in range(len(table) + _MORE_ROWS):
                cells = dict(table[place]) if place < len(table) else {}
                counted = (number,) if field.repeat else ()
                written_cells = [self._in_table(one, cells.get(one.id, "")) for one in field.columns]
                yield about.written(), about.name, *counted, place + 1, *written_cells, about.check

    def _in_table(self, column: FormColumn, value: str | int | float) -> Value:
        if value == "":
            return ""
        if column.type is FieldType.YES_NO and value in ("yes", "no"):
            return self.labels.text(f"charting.{value}")
        return _cell(column, written(None, Answer(value)), Answer(value))

    def _of_quotes(self) -> BookSheet:
        quoting = [one for one in self.view.form.fields() if takes_quotes(one)]
        names = tuple(self.fields[one.id] for one in quoting)
        columns = (
            BookColumn(sheets.ABOUT, "", hidden=True),
            self._study_column(),
            BookColumn(
                sheets.OF_FIELD, self.text("field"), 28, choices=names, note=self.text("one_of_these_fields")
            ),
            BookColumn(sheets.OF_NUMBER, self.text("number"), 10, note=self.text("number_of_answer")),
            BookColumn(sheets.QUOTE, self.text("quote"), 70, True, note=self.text("quote_words")),
            BookColumn(sheets.PAGE, self.text("page"), 8, True, CellStyle.NUMBER, note=self.text("page_of_quote")),
            BookColumn(sheets.CHECK, "", hidden=True),
        )
        rows = tuple(row for study in self.studies for row in self._quotes(study))
        return BookSheet(self.text("evidence"), marker(sheets.QUOTES), columns, rows, _FREE, in_sight=4)

    def _quotes(self, study: Study) -> Iterator[tuple[Value, ...]]:
        for field in self.view.form.fields():
            for item in self.view.in_field(study.key, field.id):
                own = item.by(self.view.person)
                for place, quoted in enumerate(own.evidence if own else ()):
                    seen = {field.id: own.id if own else ""}
                    name = self.fields[field.id]
                    about = self._about(study, seen, item.instance, field=field.id, quote=place, called=name)
                    page: Value = quoted.part or ""
                    yield about.written(), about.name, name, item.instance, quoted.quote, page, about.check

    # -- columns and what is said at their headings

    def _study_column(self) -> BookColumn:
        names = tuple(self.names[study.key] for study in self.studies)
        return BookColumn(sheets.OF_STUDY, self.text("study"), 24, choices=names, note=self.text("study_of_quote"))

    def _column(self, field: FormField) -> BookColumn:
        label = field.label(self.labels.language)
        return BookColumn(
            field.id,
            f"{label} ({field.unit})" if field.unit else label,
            _WIDTHS.get(field.type, 28),
            True,
            _STYLES.get(field.type, CellStyle.TEXT),
            self._offered(field),
            field.type in (FieldType.CHOICE, FieldType.YES_NO),
            self._note(field),
        )

    def _column_of_table(self, field: FormField, column: FormColumn) -> BookColumn:
        style = _STYLES.get(column.type, CellStyle.TEXT)
        hint = "\n".join((self._type(column.type), self.text("any")))
        offered = (*self._yes_no(), *_MISSING) if column.type is FieldType.YES_NO else ()
        label = column.label(self.labels.language)
        head = f"{label} ({field.unit})" if field.unit else label
        return BookColumn(column.id, head, _WIDTHS.get(column.type, 28), True, style, offered, bool(offered), hint)

    def _offered(self, field: FormField) -> tuple[str, ...]:
        if field.type is FieldType.YES_NO:
            return (*self._yes_no(), *_MISSING)
        if field.choices:
            return (*(_choice_name(field, one.id, self.labels) for one in field.choices), *_MISSING)
        return ()

    def _yes_no(self) -> tuple[str, str]:
        return self.labels.text("charting.yes"), self.labels.text("charting.no")

    def _type(self, type_: FieldType) -> str:
        return self.text("number_type" if type_ is FieldType.NUMBER else type_.value)

    def _note(self, field: FormField) -> str:
        """The help of a field, what it takes, with the definitions of its choices, and what it needs."""
        return "\n".join(filter(None, self._lines(field)))

    def _lines(self, field: FormField) -> Iterator[str]:
        yield self.labels.name(field.helps)
        yield self._type(field.type)
        yield from (self._choice_line(field, one) for one in field.choices)
        yield self.text("unit", unit=field.unit) if field.unit else ""
        if field.when and (other := self.view.form.field(field.when.field)):
            values = " / ".join(shown(other, Answer(one), self.labels) for one in field.when.values)
            yield self.text("when", field=other.label(self.labels.language), values=values)
        yield self.text("required") if field.required else ""
        if field.evidence is QuoteRule.REQUIRED:
            yield self.text("with_quote", sheet=self.text("evidence"))
        elif field.evidence is QuoteRule.NONE:
            yield self.text("without_quote")
        yield self.text("any")

    def _choice_line(self, field: FormField, choice: FormChoice) -> str:
        definition = self.labels.name(choice.definitions)
        label = choice.label(self.labels.language)
        name = label if label == choice.id else f"{label} [{choice.id}]"
        return f"– {name}: {definition}" if definition else f"– {name}"


def _table_rows(field: FormField, answer: Answer) -> Iterator[TableRow]:
    """The rows of a table; what is not reported is said in its first cell."""
    if answer.missing is not None:
        yield ((field.columns[0].id, answer.missing.value),)
    elif isinstance(answer.value, tuple):
        yield from (row for row in answer.value if not isinstance(row, str))


# -- what people differ on


def differences_book(view: "ChartView", found: Sequence[Charted], review: str, labels: Labels) -> Workbook:
    """A row for each field on which people differ: what each of them said, and cells for what holds, why, and a
    note."""
    names, fields = study_names(view.studies), field_names(view.form, labels.language)
    people = sorted({value.by for item in found for value in item.answers})

    def text(name: str) -> str:
        return labels.text(f"chart_book.{name}")

    columns = (
        BookColumn(sheets.ABOUT, "", hidden=True),
        BookColumn(sheets.OF_STUDY, text("study"), 24),
        BookColumn(sheets.OF_FIELD, text("field"), 24),
        BookColumn(sheets.OF_NUMBER, text("number"), 10),
        *(BookColumn(f"_of {person}", person, 30) for person in people),
        BookColumn(sheets.HOLDS, text("holds"), 34, True, note=f"{text('what_holds')}\n{text('any')}"),
        BookColumn(
            sheets.WHY, text("why"), 18, True, choices=tuple(text(one.value) for one in Settling), closed=True
        ),
        BookColumn(sheets.NOTE, text("note"), 34, True),
        BookColumn(sheets.CHECK, "", hidden=True),
    )
    place = 4 + len(people)
    offered = tuple(
        (row, place, words)
        for row, item in enumerate(found)
        if (words := _offered_for(view.form.field(item.field), item, labels))
    )
    rows = tuple(_difference(item, names, fields, people, view, review, labels) for item in found)
    sheet = BookSheet(text("differences"), marker(sheets.DIFFERENCES), columns, rows, in_sight=3, offered=offered)
    return Workbook(text("differences"), (sheet,), text("refusal"), text("refusal_of_choice"))


def _offered_for(field: FormField | None, item: Charted, labels: Labels) -> tuple[str, ...]:
    """What people said, then the other choices of the field."""
    said = [shown(field, value.answer, labels) for value in item.answers]
    choices = [_choice_name(field, one.id, labels) for one in field.choices] if field else []
    return tuple(dict.fromkeys((*said, *choices, *_MISSING)))


def _difference(
    item: Charted,
    names: Mapping[str, str],
    fields: Mapping[str, str],
    people: Sequence[str],
    view: "ChartView",
    review: str,
    labels: Labels,
) -> tuple[Value, ...]:
    seen = {value.by: value.id for value in item.answers}
    name = fields.get(item.field, item.field)
    about = RowAbout(
        item.study, names[item.study], "", view.form.version, review, item.instance, item.field, seen, called=name
    )
    field = view.form.field(item.field)
    said = [shown(field, own.answer, labels) if (own := item.by(person)) else "" for person in people]
    return about.written(), about.name, name, item.instance, *said, "", "", "", about.check
