"""Letters of a document that know where in it they are, tidied as every text is."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reviewkit.extract.prose import parting, tidied

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True, slots=True)
class Where:
    """A letter in the text of an element, counted from 0."""

    element: "etree._Element"
    at: int


class Letter(NamedTuple):
    """A letter of a passage and where it is in the document; None for a blank between two of its paragraphs."""

    text: str
    where: Where | None


def tidied_letters(letters: Iterable[Letter]) -> tuple[Letter, ...]:
    """The letters as `tidied_columns` leaves them: one blank for white space, none at the ends, nothing that is not
    seen."""
    found: list[Letter] = []
    blanks: list[Letter] = []
    for letter in _composed(_without_soft_hyphens(letters)):
        if letter.text.isspace():
            blanks.append(letter)
            continue
        if blanks and found:
            found.append(Letter(parting(found[-1].text, text_of(blanks), letter.text[0]), blanks[0].where))
        blanks = []
        found += [Letter(text, letter.where) for text in letter.text]
    return tuple(found)


def _without_soft_hyphens(letters: Iterable[Letter]) -> list[Letter]:
    """The letters without the soft hyphens in words, which are seen nowhere but at the ends of lines."""
    given = list(letters)
    if not any(letter.text == "\u00ad" for letter in given):
        return given
    kept: list[Letter] = []
    in_word = False
    for letter in reversed(given):
        if letter.text == "\u00ad" and in_word:
            continue
        kept.append(letter)
        if _one(letter.text):
            in_word = letter.text[0].isalnum() or letter.text[0] == "_"
    kept.reverse()
    return kept


def _composed(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Letters with the marks that are written after them, each group in one spelling."""
    group: list[str] = []
    where: Where | None = None
    first = ""
    for letter in letters:
        if not (shown := _one(letter.text)):
            continue
        if group and _joins(group[-1], letter.text):
            group.append(letter.text)
            continue
        if group:
            yield Letter(first if len(group) == 1 else _one("".join(group)), where)
        group, where, first = [letter.text], letter.where, shown
    if group:
        yield Letter(first if len(group) == 1 else _one("".join(group)), where)


def _joins(before: str, letter: str) -> bool:
    """Whether a letter is one with the one before it, as an accent that is written on its own is."""
    if letter.isascii() or before.isspace():
        return False
    return bool(unicodedata.combining(letter)) or len(unicodedata.normalize("NFC", before + letter)) < 2


def _one(text: str) -> str:
    if text.isspace():
        return "\t" if "\t" in text else " "
    return text if text.isascii() and text.isprintable() else tidied(text)


def text_of(letters: Iterable[Letter]) -> str:
    """The text of letters."""
    return "".join(letter.text for letter in letters)
