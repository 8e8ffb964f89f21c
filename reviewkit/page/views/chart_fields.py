"""What the page shows of the fields of the form for one study: what is asked, what was answered, on which words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewkit.blind import ChartView
from reviewkit.charting import answers_seen_by, is_asked
from reviewkit.errors import ReviewkitError
from reviewkit.locales import Labels
from reviewkit.model import Answer, ChartedValue, FormField, FormGroup
from reviewkit.page.asked import Asked, OddValueError
from reviewkit.render.tables.charting import answer_in_words
from reviewkit.typed_answers import BETWEEN_CHOICES, BETWEEN_ROWS, written
from reviewkit.words import FieldType, Message, QuoteRule, in_language, message

EMPTY_ROWS = 2  # of a table, so that somebody without script can write on
_MOST_KEYS = 9


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """Words that an answer rests on, their page (0: not known), and the checksum of the text that they are in."""

    words: str
    part: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A choice with the key that chooses it."""

    id: str
    label: str
    definition: str
    key: str


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as it is shown: what is in its controls is `typed`, `chosen` or `rows`; `summary` is what was logged.

    `error` says why the last answer was not logged; `is_next` that it is a further arm, measure or setting, still
    empty; `hint` that it does not fit the form any more. `others` are the answers of other people, where they may be
    seen.
    """

    field: FormField
    instance: int
    label: str
    help: str
    choices: tuple[ShownChoice, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    typed: str = ""
    chosen: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    missing: str = ""
    quotes: tuple[ShownQuote, ...] = ()
    note: str = ""
    event: str = ""
    summary: str = ""
    error: str = ""
    hint: str = ""
    is_next: bool = False
    others: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Its id in the page."""
        return f"f-{self.field.id}-{self.instance}"

    @property
    def needs_quote(self) -> bool:
        """Whether an answer is logged only with the words that it rests on."""
        return self.field.evidence is QuoteRule.REQUIRED

    @property
    def takes_quote(self) -> bool:
        """Whether it takes the words that an answer rests on."""
        return self.field.evidence is not QuoteRule.NONE


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group of the form with the fields that are asked."""

    group: FormGroup
    label: str
    fields: tuple[ShownField, ...]

    @property
    def asked(self) -> int:
        """How many of its fields are asked."""
        return len({one.field.id for one in self.fields})

    @property
    def answered(self) -> int:
        """How many of these have an answer."""
        return len({one.field.id for one in self.fields if one.event})


@dataclass(frozen=True, slots=True)
class Failed:
    """An answer that was not logged: of which field, why, and the form that was sent."""

    field: str
    instance: int
    why: str
    asked: Asked


def shown_groups(
    view: ChartView, study: str, words: Labels, unsaved: Sequence[Failed] = ()
) -> tuple[ShownGroup, ...]:
    """The form as one person fills it in for a study; in the fields that are `unsaved` with what was typed there."""
    typed = {(one.field, one.instance): one for one in unsaved}
    known = answers_seen_by(view.chart, study, view.person)
    hints = {(one.said.field, one.said.instance): str(one.why) for one in view.outdated([study]) if one.why}
    own = _own(view, study)
    not_asked = words.text("page.chart.not_asked")
    return tuple(
        ShownGroup(
            group,
            group.label(words.language),
            tuple(
                with_failure(
                    replace(
                        shown, hint=hints.get((one.id, shown.instance), "" if is_asked(one, known) else not_asked)
                    ),
                    typed.get((one.id, shown.instance)),
                )
                for one in group.fields
                if is_asked(one, known) or one.id in own
                for shown in _instances(view, study, one, own.get(one.id, ()), words)
            ),
        )
        for group in view.form.groups
    )


def _own(view: ChartView, study: str) -> dict[str, tuple[ChartedValue, ...]]:
    """By field, what this person charted of a study, instance after instance."""
    found: dict[str, list[ChartedValue]] = {}
    for item in sorted(view.chart.of(study), key=lambda one: one.instance):
        if said := item.by(view.person):
            found.setdefault(item.field, []).append(said)
    return {name: tuple(values) for name, values in found.items()}


def _instances(
    view: ChartView, study: str, asked: FormField, own: Sequence[ChartedValue], words: Labels
) -> list[ShownField]:
    """A field as often as it was charted, or once, and once more where there can be another."""
    said = {one.instance: one for one in own}
    others = {one.instance: one for one in view.in_field(study, asked.id) if one.instance not in said}
    numbers = sorted({*said, *others}) or [1]
    shown = [shown_field(view, study, asked, number, said.get(number), words) for number in numbers]
    if asked.repeat:
        more = shown_field(view, study, asked, numbers[-1] + 1, None, words)
        shown.append(replace(more, is_next=True))
    return shown


def shown_field(
    view: ChartView, study: str, asked: FormField, instance: int, said: ChartedValue | None, words: Labels
) -> ShownField:
    """One field with what a person charted in it."""
    language = words.language
    others = tuple(
        (one.by, answer_in_words(view, asked, one.answer, words))
        for one in view.chart.item(study, asked.id, instance).answers
        if one.by != view.person
    )
    empty = ShownField(
        asked,
        instance,
        asked.label(language),
        in_language(asked.helps, language),
        choices_of(asked, words),
        tuple((one.id, one.label(language)) for one in asked.columns),
        rows=((("",) * len(asked.columns)),) * EMPTY_ROWS,
        others=others,
    )
    return _filled(empty, said, answer_in_words(view, asked, said.answer, words)) if said else empty


def choices_of(asked: FormField, words: Labels) -> tuple[ShownChoice, ...]:
    """What a field offers; yes and no are choices too."""
    if asked.type is FieldType.YES_NO:
        named = [(one, words.text(f"charting.{one}"), "") for one in ("yes", "no")]
    else:
        language = words.language
        named = [(one.id, one.label(language), in_language(one.definitions, language)) for one in asked.choices]
    return tuple(
        ShownChoice(*one, str(number) if number <= _MOST_KEYS else "") for number, one in enumerate(named, start=1)
    )


def _filled(empty: ShownField, said: ChartedValue, summary: str) -> ShownField:
    made = with_answer(empty, said.answer)
    quotes = tuple(ShownQuote(one.quote, one.part, one.text) for one in said.evidence)
    return replace(made, quotes=quotes, note=said.note, event=said.id, summary=summary)


def with_answer(shown: ShownField, answer: Answer) -> ShownField:
    """A field with an answer in its controls."""
    asked = shown.field
    if answer.missing is not None:
        return replace(shown, missing=answer.missing.value)
    typed = written(asked, answer)
    if asked.type is FieldType.TABLE:
        rows = tuple(_cells(row, len(asked.columns)) for row in typed.split(BETWEEN_ROWS))
        return replace(shown, rows=(*rows, *shown.rows))
    if asked.type in (FieldType.CHOICE, FieldType.CHOICES, FieldType.YES_NO):
        return replace(shown, chosen=tuple(one.strip() for one in typed.split(BETWEEN_CHOICES)))
    return replace(shown, typed=typed)


def _cells(row: str, columns: int) -> tuple[str, ...]:
    cells = [cell.strip() for cell in row.split(BETWEEN_CHOICES)]
    return tuple((cells + [""] * columns)[:columns])


def with_failure(shown: ShownField, failed: Failed | None) -> ShownField:
    """A field with what was typed into it, and why that was not logged; as it is where all was."""
    if failed is None:
        return shown
    asked = failed.asked
    return replace(
        shown,
        typed=asked.text("value"),
        chosen=asked.texts("value"),
        rows=(*rows_of(shown.field, asked), *shown.rows[-EMPTY_ROWS:]),
        missing=asked.text("missing"),
        quotes=quotes_of(asked),
        note=asked.text("note"),
        error=failed.why,
    )


def by_label(said: str, asked_field: FormField, words: Labels) -> str:
    """A message about a field, with the label that people see instead of its id."""
    if isinstance(said, Message) and said.values.get("field") == asked_field.id:
        said = Message(said.template, {**said.values, "field": asked_field.label(words.language)})
    return words.say(said)


# --- a form that was sent ---------------------------------------------------------------------------------------------


def typed_of(asked_field: FormField, asked: Asked) -> str:
    """What was given in the controls of a field, as it could be typed; what `was` said before (NR, NA, UNCLEAR) where
    only its quotes or its note are other ones."""
    if missing := asked.text("missing"):
        return missing
    if asked_field.type is FieldType.TABLE:
        given = _rows_typed(rows_of(asked_field, asked))
    elif asked_field.type is FieldType.CHOICES:
        given = f"{BETWEEN_CHOICES} ".join(asked.texts("value"))
    else:
        given = asked.text("value")
    return given or asked.text("was")


def _rows_typed(rows: Sequence[Sequence[str]]) -> str:
    """Rows as they could be typed. Raises ReviewkitError for a semicolon in a cell, which would divide it."""
    if any(BETWEEN_CHOICES in cell for row in rows for cell in row):
        raise ReviewkitError(message("A cell cannot have a semicolon. Write a comma instead. Nothing was logged."))
    return BETWEEN_ROWS.join(f"{BETWEEN_CHOICES} ".join(row) for row in rows)


def rows_of(asked_field: FormField, asked: Asked) -> tuple[tuple[str, ...], ...]:
    """The rows of a table that have anything in them."""
    columns: Sequence[Sequence[str]] = [asked.form.get(f"cell-{one.id}", ()) for one in asked_field.columns]
    count = max(map(len, columns), default=0)
    rows = [tuple(cells[at].strip() if at < len(cells) else "" for cells in columns) for at in range(count)]
    return tuple(row for row in rows if any(row))


def quotes_of(asked: Asked) -> tuple[ShownQuote, ...]:
    """The quotes that were sent with a field: those that it had and was not rid of, and a new one."""
    lists: Mapping[str, Sequence[str]] = asked.form
    words, pages, texts = (lists.get(name, ()) for name in ("quote", "part", "text"))
    gone = set(asked.texts("without"))
    found = [
        ShownQuote(said.strip(), _number(page), text.strip())
        for at, (said, page, text) in enumerate(zip(words, pages, texts, strict=False))
        if said.strip() and str(at) not in gone
    ]
    if more := asked.text("new_quote"):
        found.append(ShownQuote(more, _number(asked.text("new_part")), asked.text("new_text")))
    return tuple(dict.fromkeys(found))


def instance_of(asked: Asked) -> int:
    """Which arm, measure or setting a form is about. Raises OddValueError for what is no number."""
    given = asked.text("instance", "1")
    if not (given.isascii() and given.isdigit() and len(given) < 4):
        raise OddValueError("instance")
    return int(given)


def _number(text: str) -> int:
    """A number of a page; 0 for what is none."""
    return int(text) if text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 7 else 0
