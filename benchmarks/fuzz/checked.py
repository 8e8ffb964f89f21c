"""What the families share: something that must be true and is not, and the words of a text."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

from reviewkit.errors import ReviewkitError

_WORD = re.compile(r"[^\W_]{3,}")
T = TypeVar("T")


class BrokenError(Exception):
    """Something is not true that must be true of every input; `seen` is what is so instead."""

    def __init__(self, said: str, seen: str = "") -> None:
        super().__init__(said)
        self.seen = seen


def must(holds: object, said: str, seen: object = "") -> None:
    """Raise BrokenError where something that must be true is not."""
    if not holds:
        raise BrokenError(said, str(seen))


def attempt(work: Callable[[], T]) -> T | None:
    """What some work gives, or None where it is refused with a sentence, which must name something."""
    try:
        return work()
    except ReviewkitError as error:
        must(str(error).strip(), "an error without words")
        return None


def words(texts: Iterable[str]) -> Counter[str]:
    """How often each word of three letters and more is in the texts."""
    return Counter(word for text in texts for word in _WORD.findall(text))


def missing(wanted: Counter[str], found: Counter[str]) -> list[str]:
    """The words that are wanted more often than they are found."""
    return sorted(wanted - found)
