"""What a bundle does not pass on: long quotes, and on request the names of people.

A name is replaced by the id that the person has in the logs; somebody who is no reviewer is called person-1, person-2
and so on. Doing it again changes nothing, so a bundle without names has the same hash as the review.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reviewkit.json_line import object_in
from reviewkit.manifest import FREE_TEXT, SHORTENED, Mask, as_they_are, is_withheld, nfc, shortened, withheld
from reviewkit.model import Consulted, Protocol, Source
from reviewkit.unicode_forms import in_form
from reviewkit.words import ReviewerKind, message

_SHORTEST = 3  # letters; a shorter word is no name that could be found in a text
_REPLACED = re.compile(r"person-\d+\Z")
_QUOTED = {  # the keys of a line that hold quotes, and where in these the words are
    "quote": ("exact", "prefix", "suffix"),
    "evidence": ("quote", "prefix", "suffix"),
}
_WORD = re.compile(r"\w+")
_NAMED_IN = ("review.yaml", "searches.yaml")  # earlier texts of these may hold names that nobody can know

Path = tuple[str, ...]  # the keys that lead to a text of a line


def mark_fault(line: bytes, replaces_names: bool) -> str:
    """Why the hash of a line of a log says less than it seems to; "" where it vouches for all that the line says.

    A line of which words are withheld has the hash that it had before, so no other line may say that of itself, and
    nothing that counts may be withheld. `replaces_names` says that it is a bundle in which names were replaced.
    """
    values = object_in(line)
    if values is None:
        return ""
    marked = [path for path, text in _texts(values) if is_withheld(text)]
    if not all(_may_be_withheld(path, values, replaces_names) for path in marked):
        return message(
            "a text of this line was replaced by its checksum, which no bundle does here, so that nobody can see what "
            "it says. Get the log again from who wrote it"
        )
    if SHORTENED in values and not marked and not replaces_names:
        return message(
            "this line names the hash of another one (`withheld_from`), although nothing is withheld from it, so it "
            "may say something else than it did. Get the log again from who wrote it"
        )
    return ""


def _may_be_withheld(path: Path, values: Mapping[str, Any], replaces_names: bool) -> bool:
    if path == ("difference",):
        return replaces_names and values.get("file") in _NAMED_IN
    return _is_quote(path)


def _is_quote(path: Path) -> bool:
    """Whether a text is of a quote. A column of a charted table may be called `exact` too."""
    return len(path) == 2 and path[1] in _QUOTED.get(path[0], ())


def _texts(values: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Every text of a line with the keys that lead to it; those in a list have the keys of the list. What is nested
    deeply is no error."""
    waiting: list[tuple[Path, Any]] = [((), values)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            waiting += [((*path[:2], key), one) for key, one in value.items()]
        elif isinstance(value, list):
            waiting += [(path, one) for one in value]


def names_of(
    protocol: Protocol,
    sources: Iterable[Source] = (),
    consulted: Iterable[Consulted] = (),
    other_ids: Iterable[str] = (),
) -> Mapping[str, str]:
    """The names and addresses of people, each in its composed Unicode form and with the id that replaces it.

    A word of one of the `other_ids`, of codes and the like, is no name: the team may have consulted `pasienter`, and a
    code with another id would be another code.
    """
    people = [one for one in protocol.reviewers if one.kind is ReviewerKind.PERSON]
    ids = {one.id for one in people} | {word for one in other_ids for word in (one, *_WORD.findall(one))}
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
        return {key: self._value((key,), value) for key, value in values.items()}

    def _value(self, path: Path, value: Any) -> Any:
        """A value as the bundle has it; names are replaced where people write, as they are in the hash."""
        if isinstance(value, str):
            is_long = _is_quote(path) and len(value) > self.quotes and not is_withheld(value)
            if is_long:
                return withheld(value, self.hashed)
            return self._changed(value) if path[0] in FREE_TEXT else value
        if isinstance(value, dict):
            return {inner: self._value((*path[:2], inner), one) for inner, one in value.items()}
        if isinstance(value, list):
            return [self._value(path, one) for one in value]
        return value
