"""What people type into a field of the charting form, as an answer: numbers, dates and choices as they write them.

What does not fit is refused with words that say what would.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from reviewkit.countries import spelled
from reviewkit.errors import ReviewkitError
from reviewkit.model import Answer, ChartValue, FormChoice, FormColumn, FormField, Single, TableRow
from reviewkit.unicode_forms import in_form
from reviewkit.words import FieldType, Message, NotCharted, message

BETWEEN_CHOICES = ";"
BETWEEN_ROWS = "\n"
MOST_DIGITS = 15  # more than these no spreadsheet keeps
EARLIEST, LATEST = 1500, 2100  # years

_YES = {"yes", "y", "ja", "j"}
_NO = {"no", "n", "nei"}
# Thousands are parted by blanks of any width, or apostrophes; two lines of a cell are two numbers.
_NUMBER = re.compile(
    r"(?P<sign>[-−]?)(?P<whole>\d{1,3}(?:[ \u00a0\u2007-\u2009\u202f'’]\d{3})+|\d+)(?:[.,](?P<decimals>\d+))?"
)
_TWO_WAYS = re.compile(
    r"[-−]?[1-9]\d{0,2},\d{3}"
)  # 1,294 is more than a thousand in English, and not in Norwegian
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WRITTEN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def understood(field: FormField, typed: str) -> Answer:
    """What was typed into a field, as an answer. NR, NA and UNCLEAR say why there is none.

    Raises ReviewkitError where it does not fit, with what would.
    """
    text = in_form("NFC", typed).strip()
    if not text:
        raise ReviewkitError(
            message(
                "Nothing was typed for {field}. Where the report does not say it, write NR; NA where the question "
                "does not apply, UNCLEAR where it cannot be understood.",
                field=field.id,
            )
        )
    missing = _missing(field, text)
    return Answer(missing=missing) if missing else Answer(_VALUES[field.type](field, text))


def _missing(field: FormField, text: str) -> NotCharted | None:
    """NR, NA or UNCLEAR; in small letters only where no choice is called so."""
    known = {word.value for word in NotCharted}
    if text in known:
        return NotCharted(text)
    if text.upper() in known and not _named(field, text):
        return NotCharted(text.upper())
    return None


# -- texts


def _line(_: FormField, text: str) -> str:
    return " ".join(text.split())


def _lines(_: FormField, text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def _country(field: FormField, text: str) -> str:
    """A country with its capitals, so that nobody differs on these. What has no letter is no country, but a cell of
    another column."""
    if not any(map(str.isalpha, text)):
        raise _refused(field, text, message("a country, such as Norway or NO"))
    return spelled(_line(field, text))


# -- numbers


def _integer(field: FormField, text: str) -> int:
    found = _NUMBER.fullmatch(_without_unit(field, text))
    if found is None or found["decimals"] is not None or _digits(found) > MOST_DIGITS:
        raise _refused(field, text, message("a whole number, such as 1294 or 1 294"))
    return int(_whole(found))


def _number(field: FormField, text: str) -> int | float:
    number = _without_unit(field, text)
    if _TWO_WAYS.fullmatch(number):
        thousands, decimals = number.replace(",", ""), f"{number.replace(',', '.')}0"
        would = message(
            "{thousands} or {decimals}: this can be read as either", thousands=thousands, decimals=decimals
        )
        raise _refused(field, text, would)
    found = _NUMBER.fullmatch(number)
    if found is None or _digits(found) > MOST_DIGITS:
        raise _refused(field, text, message("a number, such as 12.5 or 12,5"))
    decimals = (found["decimals"] or "").rstrip("0")
    return float(f"{_whole(found)}.{decimals}") if decimals else int(_whole(found))


def _without_unit(field: FormField, text: str) -> str:
    return text.removesuffix(field.unit).strip()


def _whole(number: re.Match[str]) -> str:
    """The whole part with its sign and without what is between its thousands."""
    return ("-" if number["sign"] else "") + re.sub(r"\D", "", number["whole"])


def _digits(number: re.Match[str]) -> int:
    return sum(map(str.isdecimal, number[0]))


def _year(field: FormField, text: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", text) or not EARLIEST <= int(text) <= LATEST:
        raise _refused(field, text, message("a year, such as 2024"))
    return int(text)


def _date(field: FormField, text: str) -> str:
    iso, written = _ISO_DAY.fullmatch(text), _WRITTEN_DAY.fullmatch(text)
    year, month, day = iso.groups() if iso else reversed(written.groups()) if written else ("0", "0", "0")
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        found = date.min
    if not EARLIEST <= found.year <= LATEST:
        raise _refused(field, text, message("a date, such as 2024-12-31 or 31.12.2024"))
    return found.isoformat()


# -- choices


def _yes_no(field: FormField, text: str) -> str:
    word = text.casefold()
    if word not in _YES | _NO:
        raise _refused(field, text, message("yes or no"))
    return "yes" if word in _YES else "no"


def _choice(field: FormField, text: str) -> str:
    found = _named(field, text)
    if len(found) != 1:
        raise _refused(field, text, _choices_of(field))
    return found[0]


def _several(field: FormField, text: str) -> tuple[str, ...]:
    """Choices in the order of the form, whatever the order in which they were typed."""
    parts = [part.strip() for part in text.split(BETWEEN_CHOICES)]
    if _named(field, text):  # a label may have a semicolon in it
        parts = [text]
    chosen = {_choice(field, part) for part in parts if part}
    if not chosen:
        raise _refused(field, text, _choices_of(field))
    return tuple(one.id for one in field.choices if one.id in chosen)


def _named(field: FormField, text: str) -> list[str]:
    """The choices that a text names: the one with this id, else those with it as id or label in any language."""
    if field.choice(text):
        return [text]
    word = _plain(text)
    return [one.id for one in field.choices if word in map(_plain, _names(one))]


def _names(choice: FormChoice) -> tuple[str, ...]:
    return choice.id, *choice.labels.values()


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _choices_of(field: FormField) -> Message:
    return message("one of: {choices}", choices=", ".join(one.id for one in field.choices))


# -- tables


def _table(field: FormField, text: str) -> tuple[TableRow, ...]:
    """Rows on lines of their own, with semicolons between the cells; an empty cell has no value."""
    rows = tuple(row for line in text.splitlines() if (row := _row(field, line)))
    if not rows:
        raise _refused(field, text, _rows_of(field))
    return rows


def _row(field: FormField, line: str) -> TableRow:
    cells = [cell.strip() for cell in line.split(BETWEEN_CHOICES)]
    if any(cells[len(field.columns) :]):
        raise _refused(field, line, _rows_of(field))
    pairs = zip(field.columns, cells, strict=False)
    return tuple((column.id, understood_in_column(field, column, cell)) for column, cell in pairs if cell)


def understood_in_column(field: FormField, column: FormColumn, cell: str) -> Single:
    """What was typed into a cell of a table, by the type of its column; NR, NA and UNCLEAR stay as they are.

    Raises ReviewkitError where it does not fit, with what would.
    """
    as_field = FormField(f"{field.id}, {column.id}", column.labels, column.type, unit=field.unit)
    answer = understood(as_field, cell)
    if answer.missing:
        return answer.missing.value
    return answer.value if isinstance(answer.value, str | int | float) else cell


def _rows_of(field: FormField) -> Message:
    return message(
        "a row on each line, with semicolons between: {columns}",
        columns="; ".join(one.id for one in field.columns),
    )


# -- what does not fit


def _refused(field: FormField, text: str, would: Message) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{field} cannot be {typed!r}. It takes {would}. Nothing was logged.",
            field=field.id,
            typed=text if len(text) <= 60 else f"{text[:60]}...",
            would=would,
        )
    )


_VALUES: Mapping[FieldType, Callable[[FormField, str], ChartValue]] = {
    FieldType.TEXT: _line,
    FieldType.LONG_TEXT: _lines,
    FieldType.INTEGER: _integer,
    FieldType.NUMBER: _number,
    FieldType.YEAR: _year,
    FieldType.DATE: _date,
    FieldType.YES_NO: _yes_no,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _several,
    FieldType.COUNTRY: _country,
    FieldType.CITATION: _line,
    FieldType.TABLE: _table,
}


# -- and back


def written(field: FormField | None, answer: Answer) -> str:
    """An answer as it could have been typed, with the ids of choices; without a field where the form has it no more."""
    if answer.missing is not None:
        return answer.missing.value
    if not isinstance(answer.value, tuple):
        return _as_typed(answer.value)
    parts = [one if isinstance(one, str) else _row_written(field, one) for one in answer.value]
    return (f"{BETWEEN_CHOICES} " if isinstance(answer.value[0], str) else BETWEEN_ROWS).join(parts)


def _row_written(field: FormField | None, row: TableRow) -> str:
    cells = dict(row)
    columns = [column.id for column in field.columns] if field else list(cells)
    return f"{BETWEEN_CHOICES} ".join(_as_typed(cells.get(column)) for column in columns)


def _as_typed(value: Single | None) -> str:
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    return "" if value is None else str(value)


# -- answers of another form

_TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.COUNTRY, FieldType.CITATION)


def misfit(field: FormField | None, name: str, answer: Answer, instance: int = 1) -> Message | None:
    """Why what was charted in a field does not fit it as it is now, with the remedy; None where it does.

    `field` is None where the form has no field of this name any more.
    """
    if field is None:
        return message(
            "the form has no field {field!r} any more. Put it back into charting/form.yaml, or undo what was charted "
            "in it",
            field=name,
        )
    if instance > 1 and not field.repeat:
        return message(
            "{field} is asked once for each study now, and was charted several times. Let it `repeat` in "
            "charting/form.yaml, or undo number {n}",
            field=name,
            n=instance,
        )
    if answer.missing or _fits(field, answer):
        return None
    if gone := _not_offered(field, answer):
        return message(
            "{field} does not offer {choices} any more. Chart it again, or put the choice back into charting/form.yaml",
            field=name,
            choices=", ".join(gone),
        )
    return message(
        "{field} cannot be {typed!r} any more, since its type was changed. Chart it again, or put the type back in "
        "charting/form.yaml",
        field=name,
        typed=written(field, answer),
    )


def _fits(field: FormField, answer: Answer) -> bool:
    """Whether the answer would be the same today, if it were typed again."""
    if field.type in _TEXTS and isinstance(answer.value, str):
        return True
    try:
        return understood(field, written(field, answer)) == answer
    except ReviewkitError:
        return False


def _not_offered(field: FormField, answer: Answer) -> list[str]:
    """The choices in an answer that a field with choices has not."""
    chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    if field.type not in (FieldType.CHOICE, FieldType.CHOICES):
        return []
    return [one for one in chosen if isinstance(one, str) and field.choice(one) is None]
