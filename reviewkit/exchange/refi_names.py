"""What selections are called in REFI-QDA, and whether that speaks against their places.

Some programs call a selection by its words or their beginning, so that a wrong place shows. Others write nothing, an id
(ATLAS.ti: `1:5`), what somebody typed, or the question that was answered: of a whole project of such nothing is said.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from reviewkit.normalize import letters, with_letters
from reviewkit.words import message

_ID = re.compile(r"\d++:\d++(?!\S)")
_CUT = re.compile(r"\.\.\.|…")
_FEW = 3  # selections with a name, from which on it shows what a program calls them
_WORDS = 3  # of a name, from which on it is no label that people give, like `Q1` or `good example`
_SHOWN = 60  # letters of a name or quote, in a sentence
_MORE = 1_000  # letters of a quote besides those that its name could be, blanks above all
_SEARCHED = (
    50_000_000  # letters that are searched for names; 60 interviews have 3 million, and each few such names
)


@dataclass(slots=True)
class _Others:
    """Selections of a document that are called otherwise than their words: how many, and the first of them."""

    n: int = 0
    called: str = ""
    words: str = ""

    def add(self, called: str, words: str) -> None:
        if not self.n:
            self.called, self.words = called, words
        self.n += 1


@dataclass(slots=True)
class CalledOtherwise:
    """Looks at one selection after the other. `labels` are names that say nothing of words: those of codes."""

    labels: Collection[str] = ()
    named: int = 0
    agreeing: int = 0
    others: dict[str, _Others] = field(default_factory=dict)  # by document
    elsewhere: dict[str, _Others] = field(default_factory=dict)  # those whose name is elsewhere in the document
    room: int = _SEARCHED

    def look(self, document: str, text: str, called: str, start: int, end: int) -> None:
        """Look at a selection of a document, and at what it is called."""
        there = text[start : min(end, start + 4 * len(called) + _MORE)]
        said = _beginning(called)
        if not any(map(str.isalnum, said)) or _ID.match(called) or called == document or called in self.labels:
            return
        self.named += 1
        if _is_beginning(said, there):
            self.agreeing += 1
            return
        self.others.setdefault(document, _Others()).add(called, there)
        if len(said.split()) >= _WORDS and self.room > 0:
            self.room -= len(text)
            if said in text:
                self.elsewhere.setdefault(document, _Others()).add(called, there)

    def losses(self) -> list[str]:
        """What is to be told, a sentence for each document."""
        found = self.others if self._are_words() else self.elsewhere
        return [
            message(
                "{name}: some of its selections ({n}) have a name that is not what the text has at their places: the "
                "first is called {called!r}, and the text has {words!r}. What the text has was taken; look whether "
                "that was coded",
                name=document,
                n=one.n,
                called=_short(one.called),
                words=_short(one.words),
            )
            for document, one in found.items()
        ]

    def _are_words(self) -> bool:
        """Whether this project calls selections by their words, as far as it shows."""
        if self.named >= _FEW:
            return 2 * self.agreeing >= self.named
        return all(len(one.called.split()) >= _WORDS for one in self.others.values())


def _beginning(called: str) -> str:
    """What is called so, without what says that it goes on."""
    return with_letters(_CUT.split(called, maxsplit=1)[0]).strip()


def _is_beginning(said: str, there: str) -> bool:
    one, other = letters(said), letters(there)
    return one.startswith(other) or other.startswith(one)


def _short(text: str) -> str:
    words = " ".join(text[:_MORE].split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
