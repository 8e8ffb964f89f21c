"""What was charted as tables: the characteristics of the studies, every answer in a row, the fields of the form."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reviewkit.charting import Charted, FieldAgreement
from reviewkit.charting_counts import Kind, categories
from reviewkit.charting_numbers import numbers
from reviewkit.locales import Labels
from reviewkit.model import (
    Answer,
    ChartedValue,
    Charting,
    ChartSettled,
    Form,
    FormField,
    FormGroup,
    Quoted,
    Single,
    Study,
    TableRow,
)
from reviewkit.normalize import written_moment
from reviewkit.render.tables.columns import Arrangement, each_alone
from reviewkit.render.tables.table import Table
from reviewkit.typed_answers import written
from reviewkit.words import ChartingMode, FieldType, NotCharted, ValueState

if TYPE_CHECKING:
    from reviewkit.blind import ChartView

# For programs, in every language. R and pandas would read NA as an empty cell.
_YES_NO = {True: "yes", False: "no"}
_MISSING = {NotCharted.NR: "not reported", NotCharted.NA: "not applicable", NotCharted.UNCLEAR: "unclear"}


# --- the characteristics of the studies -------------------------------------------------------------------------------


def characteristics_table(
    view: "ChartView", studies: Sequence[Study], fields: Sequence[FormField] | Arrangement, labels: Labels
) -> Table:
    """A row for each study, a column for each field (or as it is arranged), with values as people read them.

    A cell is empty where nothing was charted, and says so where nothing is settled.
    """
    made = fields if isinstance(fields, Arrangement) else each_alone(fields)
    read = _Cells(view, labels, made)
    of_programs = _Cells(view, labels, made, thousands=False)
    return Table(
        caption=labels.text("charting.caption"),
        head=tuple(_headings(view, studies, made, labels)),
        rows=tuple(read.row(study, number) for number, study in enumerate(studies, start=1)),
        plain_rows=tuple(of_programs.row(study, number) for number, study in enumerate(studies, start=1)),
        notes=(*_totals(view, studies, made, labels), *_notes(view, studies, made.fields, labels)),
        row_heads=True,
        language=labels.language,
    )


def _headings(view: "ChartView", studies: Sequence[Study], made: Arrangement, labels: Labels) -> Iterator[str]:
    """The headings of the columns: their own, or the labels of their fields with the totals behind them."""
    sums: dict[str, str] = {}
    for total in made.totals:
        sums[total.at.id] = sums.get(total.at.id, "") + _sum(view, studies, total.field, labels)
    for place, column in enumerate((made.first, *made.columns)):
        named = [f"{_head(one, labels, made.ids)}{sums.get(one.id, '')}" for one in column.fields]
        of_study = [] if place else [labels.text("table.study")]
        behind = "".join(sums.get(one.id, "") for one in column.fields)
        yield f"{column.heading}{behind}" if column.heading else " / ".join((*of_study, *named))


def _sum(view: "ChartView", studies: Sequence[Study], field: FormField, labels: Labels) -> str:
    """` (n = 1294)`; nothing where no study has a number."""
    found = numbers(view, field, studies)
    if not found.values:
        return ""
    if field.type is FieldType.INTEGER:
        return f" {labels.count(int(found.sum))}"
    return f" ({labels.text('table.total')}: {labels.measure(found.sum)})"


def _totals(view: "ChartView", studies: Sequence[Study], made: Arrangement, labels: Labels) -> Iterator[str]:
    """What each total is the sum of, and the studies that are not in it."""
    citations = {study.key: study.citation for study in studies}
    for field in {total.field.id: total.field for total in made.totals}.values():
        found = numbers(view, field, studies)
        name = field.label(labels.language)
        yield labels.sentence(
            "charting.summed",
            field=name,
            sum=labels.measure(found.sum) if found.values else labels.text("charting.no_number"),
            n=len(found.studies),
            total=len(studies),
        )
        without = [one for one in categories(view, field, studies) if one.kind is not Kind.CHARTED]
        named = [f"{citations[key]} ({_within(one.name(labels))})" for one in without for key in one.studies]
        if named:
            yield labels.sentence("charting.not_summed", field=name, studies="; ".join(named))


def _within(name: str) -> str:
    """A name as it is written within a sentence."""
    return name[:1].lower() + name[1:]


def with_agreement(
    table: Table, found: Iterable[FieldAgreement], fields: Sequence[FormField], labels: Labels
) -> Table:
    """The table with a note on how far people agreed in its fields; as it is where nobody can be compared."""
    by_field = {one.field: one.agreement for one in found}
    parts = [
        labels.sentence(
            "charting.alike",
            field=field.label(labels.language),
            alike=by_field[field.id].alike,
            units=by_field[field.id].units,
        )
        for field in fields
        if field.id in by_field
    ]
    return table.with_note(labels.sentence("charting.agreement", fields="; ".join(parts))) if parts else table


def _head(field: FormField, labels: Labels, ids: bool = False) -> str:
    if ids:
        return field.id
    label = field.label(labels.language)
    return f"{label} ({field.unit})" if field.unit else label


def _notes(
    view: "ChartView", studies: Sequence[Study], fields: Sequence[FormField], labels: Labels
) -> Iterator[str]:
    """How people charted, how far they have come, and what the signs in cells mean."""
    yield from _how(view, studies, labels)
    items = [item for study in studies for field in fields for item in view.in_field(study.key, field.id)]
    if any(item.state is ValueState.DIFFER for item in items):
        yield labels.text("charting.differ_meaning")
    if any(item.state is ValueState.ONE and view.chart.held(item) is None for item in items):
        yield labels.text("charting.only_meaning")


def _how(view: "ChartView", studies: Sequence[Study], labels: Labels) -> Iterator[str]:
    """How many people charted, and how far they have come; of what a publication states, only that."""
    begun = {person for study in studies for person in view.chart.begun(study.key)}
    if begun and begun <= view.publications:
        yield labels.text("charting.published")
        return
    yield labels.text(f"charting.{_mode(view.chart.agreed)}")
    done = [people for study in studies if (people := view.chart.done(study.key))]
    finished = sum(view.chart.is_finished(study.key) for study in studies)
    who = {person for people in done for person in people}
    if who:
        yield labels.sentence("charting.done", n=finished, total=len(studies), people=len(who))


def _mode(agreed: Charting) -> str:
    if agreed.people == 1:
        return "one"
    return "verify" if agreed.mode is ChartingMode.VERIFY else "independent"


class _Cells:
    """Answers in the words of a language; programs get numbers without a sign between thousands."""

    def __init__(
        self,
        view: "ChartView",
        labels: Labels,
        arrangement: Arrangement = Arrangement(()),
        thousands: bool = True,
    ) -> None:
        self.view = view
        self.labels = labels
        self.arrangement = arrangement
        self.thousands = thousands

    def row(self, study: Study, number: int) -> tuple[str, ...]:
        """The cells of a study; the first has its citation."""
        made = self.arrangement
        citation = f"{number}. {study.citation}" if made.numbered else study.citation
        below = self.column(study, made.first.fields, alone=False)
        first = f"{citation}\n{below}" if below else citation
        return (first, *(self.column(study, one.fields, len(one.fields) == 1) for one in made.columns))

    def column(self, study: Study, fields: Sequence[FormField], alone: bool = True) -> str:
        """The fields of a column below each other. Where there are several, one without a value says which it is."""
        texts = []
        for field in fields:
            items = self.view.in_field(study.key, field.id)
            text = self.cell(study, field)
            if text and not alone and not all(_has_value(self.view, item) for item in items):
                text = f"{_head(field, self.labels, self.arrangement.ids)}: {text}"
            texts.append(text)
        return ("\n" if fields == self.arrangement.first.fields else "\n\n").join(filter(None, texts))

    def cell(self, study: Study, field: FormField) -> str:
        """A field of a study; several arms, measures or settings on lines of their own, with their numbers."""
        items = self.view.in_field(study.key, field.id)
        texts = [self._item(field, item) for item in items]
        if [item.instance for item in items] in ([], [1]):
            return "".join(texts)
        return "\n".join(f"{item.instance}. {text}" for item, text in zip(items, texts, strict=True))

    def _item(self, field: FormField, item: Charted) -> str:
        held = self.view.chart.held(item)
        if held is None and item.state is ValueState.DIFFER:
            return self.labels.text("charting.differ")
        said = held or item.answers[0].answer
        answer = self.answer(field, said)
        if held is None:
            answer = self.labels.text("charting.only").format(answer=answer, person=item.answers[0].by)
        quotes = self._quotes(item, said) if self.arrangement.quotes else ()
        return "\n".join((answer, *quotes))

    def _quotes(self, item: Charted, said: Answer) -> Sequence[str]:
        """The quotes of those who gave this answer, each once."""
        quotes = (one for value in item.answers if value.answer == said for one in value.evidence)
        return tuple(dict.fromkeys(self._quote(one) for one in quotes))

    def _quote(self, quoted: Quoted) -> str:
        words = " ".join(quoted.quote.split())
        if not quoted.part:
            return self.labels.text("charting.quote").format(quote=words)
        unit = self.arrangement.units.get(quoted.text, "page")
        return self.labels.text(f"charting.quote_{unit}").format(quote=words, part=quoted.part)

    def answer(self, field: FormField, answer: Answer) -> str:
        """An answer: choices by their labels, NR, NA and UNCLEAR in words."""
        if self.arrangement.ids:
            return written(field, answer)
        value = answer.value
        if answer.missing is not None:
            return self.labels.text(f"charting.{answer.missing}")
        if not isinstance(value, tuple):
            return "" if value is None else self._single(field.type, value, field)
        if field.type is FieldType.TABLE:
            rows = [self._row(field, one) for one in value if not isinstance(one, str)]
            return rows[0] if len(rows) == 1 else "\n".join(f"– {row}" for row in rows)
        return "; ".join(self._choice(field, one) for one in value if isinstance(one, str))

    def _single(self, type_: FieldType, value: Single, field: FormField) -> str:
        if type_ is FieldType.CHOICE:
            return self._choice(field, str(value))
        if type_ is FieldType.YES_NO and value in ("yes", "no"):
            return self.labels.text(f"charting.{value}")
        if isinstance(value, float):
            return written(None, Answer(value)).replace(".", self.labels.text("agreement.decimal"))
        if isinstance(value, int) and type_ is not FieldType.YEAR and self.thousands:
            return self.labels.number(value)
        return str(value)

    def _choice(self, field: FormField, choice_id: str) -> str:
        choice = field.choice(choice_id)
        return choice.label(self.labels.language) if choice else choice_id

    def _row(self, field: FormField, row: TableRow) -> str:
        """A row of a table within a cell: `Name: care; Size: 12`."""
        columns = {column.id: column for column in field.columns}
        parts = []
        for column_id, value in row:
            column = columns.get(column_id)
            label = column.label(self.labels.language) if column else column_id
            parts.append(f"{label}: {self._in_row(column.type if column else FieldType.TEXT, value, field)}")
        return "; ".join(parts)

    def _in_row(self, type_: FieldType, value: Single, field: FormField) -> str:
        if value in ("NR", "NA", "UNCLEAR"):
            return self.labels.text(f"charting.{value}")
        return self._single(type_, value, field)


def _has_value(view: "ChartView", item: Charted) -> bool:
    held = view.chart.held(item)
    return held is not None and held.missing is None


def answer_in_words(view: "ChartView", field: FormField, answer: Answer, labels: Labels) -> str:
    """An answer as people read it: choices by their labels, NR, NA and UNCLEAR in words."""
    return _Cells(view, labels).answer(field, answer)


# --- every answer on a row of its own ---------------------------------------------------------------------------------

LONG = (
    "study", "field", "instance", "value", "missing", "person", "act", "final", "quote", "page", "text", "note", "form",
    "at",
)  # fmt: skip


def long_table(view: "ChartView", studies: Sequence[Study], fields: Sequence[str], labels: Labels) -> Table:
    """A row for each answer of a person and for each settlement, for R and Python, with the ids of fields and choices.

    Fields that the form no longer has can be among `fields`, which are ids. `final` is yes in one row of a study, field
    and instance where an answer holds, else in none.
    """
    rows = (
        row
        for study in studies
        for field in fields
        for item in view.in_field(study.key, field)
        for row in _long_rows(view, item)
    )
    return Table(labels.text("charting.long"), LONG, tuple(rows), language=labels.language, for_programs=True)


def _long_rows(view: "ChartView", item: Charted) -> Iterator[tuple[str, ...]]:
    field = view.form.field(item.field)
    for said, is_final in view.chart.said(item):
        yield _long_row(field, said, "settle" if isinstance(said, ChartSettled) else "chart", is_final)


def _long_row(
    field: FormField | None, said: ChartedValue | ChartSettled, act: str, final: bool
) -> tuple[str, ...]:
    quotes = said.evidence if isinstance(said, ChartedValue) else ()
    answer = said.answer
    return (
        said.study,
        said.field,
        str(said.instance),
        "" if answer.missing else written(field, answer),
        _MISSING[answer.missing] if answer.missing else "",
        said.by,
        act,
        _YES_NO[final],
        "\n".join(" ".join(one.quote.split()) for one in quotes),
        "\n".join(str(one.part or "") for one in quotes),
        "\n".join(one.text for one in quotes),
        said.note,
        said.form if isinstance(said, ChartedValue) else "",
        written_moment(said.at),
    )


# --- the fields of the form -------------------------------------------------------------------------------------------

DICTIONARY = (
    "field", "group", "label", "type", "choices", "columns", "unit", "required", "repeat", "only_if", "evidence",
    "question",
)  # fmt: skip


def dictionary_table(fields: Sequence[FormField], form: Form, labels: Labels) -> Table:
    """A row for each of these fields of the form: what the ids of the long table mean, with labels in a language."""
    group_of = {field.id: group for group in form.groups for field in group.fields}
    rows = tuple(_field_row(group_of[field.id], field, labels.language) for field in fields)
    return Table(labels.text("charting.dictionary"), DICTIONARY, rows, row_heads=True, language=labels.language)


def _field_row(group: FormGroup, field: FormField, language: str) -> tuple[str, ...]:
    return (
        field.id,
        group.label(language),
        field.label(language),
        field.type,
        ";\n".join(f"{one.id}: {one.label(language)}" for one in field.choices),
        ";\n".join(f"{one.id}: {one.label(language)} ({one.type})" for one in field.columns),
        field.unit,
        _YES_NO[field.required],
        _YES_NO[field.repeat],
        f"{field.when.field}: {'; '.join(field.when.values)}" if field.when else "",
        field.evidence,
        group.question,
    )
