"""What a bundle does not pass on: long quotes, and on request the names of people.

A name is replaced by the id that the person has in the logs; somebody who is no reviewer is called person-1, person-2
and so on. Doing it again changes nothing, so a bundle without names has the same hash as the review.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reviewkit.manifest import Mask, as_they_are, is_withheld, nfc, shortened, withheld
from reviewkit.model import Consulted, Protocol, Source
from reviewkit.unicode_forms import in_form
from reviewkit.words import ReviewerKind

_SHORTEST = 3  # letters; a shorter word is no name that could be found in a text
_REPLACED = re.compile(r"person-\d+\Z")
_QUOTED = ("exact", "prefix", "suffix")  # keys of a quote in a log
_NAMED_IN = ("review.yaml", "searches.yaml")  # earlier texts of these may hold names that nobody can know


def has_misplaced_marks(line: bytes) -> bool:
    """Whether a line of a log has the mark of a withheld text where no bundle withholds one: of what was done or
    decided, it would hide that something else was, under the same hash."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return False
    if not isinstance(values, dict):
        return False
    may_be = {*_QUOTED, "difference"} if values.get("file") in _NAMED_IN else set(_QUOTED)
    return any(key not in may_be for key in _marked("", values))


def _marked(key: str, value: Any) -> Iterator[str]:
    """The keys of a line whose texts are marks."""
    if isinstance(value, str):
        if is_withheld(value):
            yield key
    elif isinstance(value, dict):
        for inner, one in value.items():
            yield from _marked(inner, one)
    elif isinstance(value, list):
        for one in value:
            yield from _marked(key, one)


def names_of(
    protocol: Protocol, sources: Iterable[Source] = (), consulted: Iterable[Consulted] = ()
) -> Mapping[str, str]:
    """The names and addresses of people, each in its composed Unicode form and with the id that replaces it."""
    people = [one for one in protocol.reviewers if one.kind is ReviewerKind.PERSON]
    ids = {one.id for one in people}
    names = {nfc(name): one.id for one in people for name in (one.name, *one.addresses) if _is_name(name, ids)}
    searched = [name for one in sources for name in (one.searcher, one.press.by if one.press else "")]
    others = sorted({nfc(name) for name in (*searched, *(one.whom for one in consulted))} - names.keys())
    strangers = [name for name in others if _is_name(name, ids)]
    return names | {name: f"person-{number}" for number, name in enumerate(strangers, start=1)}


def _is_name(text: str, ids: set[str]) -> bool:
    is_replaced = text in ids or bool(_REPLACED.match(text)) or is_withheld(text)
    return len(text) >= _SHORTEST and not is_replaced


def mask_of(names: Mapping[str, str]) -> Mask:
    """A function that replaces these names wherever they are whole words of a text."""
    if not names:
        return as_they_are
    written = {form: word for name, word in names.items() for form in (name, in_form("NFD", name))}
    longest_first = sorted(written, key=lambda name: (-len(name), name))
    any_of = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return lambda text: any_of.sub(lambda found: written[found[0]], text)


@dataclass(frozen=True, slots=True)
class Withholding:
    """What is withheld from a bundle: quotes of more than so many letters, and names where `mask` replaces them.

    `hashed` is the mask with which the review is hashed, whether names are replaced or not.
    """

    quotes: int
    hashed: Mask = as_they_are
    replaces_names: bool = False
    _changed: Callable[[str], str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_changed", self.hashed if self.replaces_names else as_they_are)

    def text(self, text: str) -> str:
        """A text of an agreement as the bundle has it."""
        return self._changed(text)

    def line(self, line: bytes) -> bytes:
        """A line of a log as the bundle has it."""
        return shortened(line, self._values)

    def _values(self, values: dict[str, Any]) -> dict[str, Any]:
        if self.replaces_names and values.get("file") in _NAMED_IN and isinstance(values.get("difference"), str):
            values = {**values, "difference": withheld(values["difference"], self.hashed)}
        return {key: self._value(key, value) for key, value in values.items()}

    def _value(self, key: str, value: Any) -> Any:
        if isinstance(value, str):
            is_long = key in _QUOTED and len(value) > self.quotes and not is_withheld(value)
            return withheld(value, self.hashed) if is_long else self._changed(value)
        if isinstance(value, dict):
            return {inner: self._value(inner, one) for inner, one in value.items()}
        if isinstance(value, list):
            return [self._value(key, one) for one in value]
        return value
