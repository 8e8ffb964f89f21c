"""What the lines of all logs share: values of an event, checked as they are read, and quotes with their places."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reviewkit.model import Quoted
from reviewkit.store.ledger import Event

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LineFormat:
    """How one noun is logged: in which logs, under which words of the key `do`, and both directions."""

    noun: type
    kind: str
    do: tuple[str, ...]
    written: Callable[[Any], Values]
    read: Callable[[Event], Any]


def logged_values(event: Event) -> Values:
    """What every act has."""
    return {
        "at": event.at,
        "by": event.text("by") or event.log,
        "id": event.id,
        "stamp": event.stamp,
        "place": event.place,
    }


def filled(values: Mapping[str, Any]) -> Values:
    """The values that are not empty."""
    return {key: value for key, value in values.items() if value not in ("", None, (), [])}


def whole_number(event: Event, key: str, default: int | None = None) -> int:
    value = event.values[key] if default is None else event.values.get(key, default)
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
    if not is_count and value != default:
        raise ValueError(f"{key!r} should be a whole number")
    return int(value)


def list_in(event: Event, key: str) -> list[Any]:
    value = event.values[key]
    if not isinstance(value, list):
        raise ValueError(f"{key!r} should be a list")
    return value


def texts_in(event: Event, key: str) -> list[str]:
    """A list of texts. Raises ValueError for anything else."""
    value = list_in(event, key)
    if not all(isinstance(item, str) for item in value):
        raise ValueError(f"{key!r} should be a list of texts")
    return value


def optional_texts(event: Event, key: str) -> tuple[str, ...]:
    """A list of texts that a line need not have. Raises ValueError for anything else."""
    return tuple(texts_in(event, key)) if key in event.values else ()


def text_in(value: object, key: str) -> str:
    if not isinstance(value, dict) or not isinstance(value.get(key), str):
        raise ValueError(f"{key!r} should be text")
    return str(value[key])


def quoted_line(quoted: Quoted) -> Values:
    return {
        "quote": quoted.quote,
        **filled({"text": quoted.text, "prefix": quoted.prefix, "suffix": quoted.suffix}),
        **({"part": quoted.part} if quoted.part else {}),
        **({"start": quoted.start} if quoted.start >= 0 else {}),
    }


def read_quoted(value: object) -> Quoted:
    quote = text_in(value, "quote")
    known = value if isinstance(value, dict) else {}
    return Quoted(
        quote,
        text=text_in({"text": "", **known}, "text"),
        prefix=text_in({"prefix": "", **known}, "prefix"),
        suffix=text_in({"suffix": "", **known}, "suffix"),
        part=_place_in(known, "part", 0),
        start=_place_in(known, "start", -1),
    )


def _place_in(known: Values, key: str, default: int) -> int:
    value = known.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not default <= value < 10**9:
        raise ValueError(f"{key!r} should be a whole number")
    return value
