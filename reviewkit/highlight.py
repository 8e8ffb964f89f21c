"""Where a text has words that a reviewer wants to see: the team's (review.yaml) and their own."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from reviewkit.model import Highlight
from reviewkit.unicode_forms import in_form
from reviewkit.words import Choice

_MARKS = "\u0300-\u036f"  # accents that stand behind their letter, as Macs and some databases write å
_IN_WORD = rf"[\w{_MARKS}]"
_HYPHENS = "-\u2010\u2011\u00ad"


class Span(NamedTuple):
    """A part of a text, from `start` to before `end`, that speaks for a report (include) or against it (exclude)."""

    start: int
    end: int
    kind: Choice


def spans(text: str, words: Highlight) -> tuple[Span, ...]:
    """The words found in a text, in their order and without overlap; of two that begin together the longer word.

    Capital and small letters count alike, a `*` at the end stands for any ending, and the blank in a phrase for any
    white space.
    """
    pattern, kinds = _pattern(words)
    found = pattern.finditer(text) if kinds else ()
    return tuple(Span(*match.span(), kinds[(match.lastindex or 1) - 1]) for match in found)


@lru_cache(maxsize=64)
def _pattern(words: Highlight) -> tuple[re.Pattern[str], tuple[Choice, ...]]:
    """One expression with a group for each word, the longest first, and what each group speaks for."""
    given = [(word, Choice.INCLUDE) for word in words.include] + [(word, Choice.EXCLUDE) for word in words.exclude]
    one_blank = [(" ".join(in_form("NFC", word).split()), kind) for word, kind in given]
    known = [(_expression(word), kind) for word, kind in sorted(one_blank, key=lambda entry: -len(entry[0]))]
    used = [(expression, kind) for expression, kind in known if expression]
    pattern = re.compile("|".join(f"({expression})" for expression, _ in used), re.IGNORECASE)
    return pattern, tuple(kind for _, kind in used)


def _expression(word: str) -> str:
    """A word or phrase as an expression; "" for one without a letter."""
    stem = word.rstrip("* ")
    if not any(map(str.isalnum, stem)):
        return ""
    ending = f"{_IN_WORD}*" if word.endswith("*") else ""
    before = f"(?<!{_IN_WORD})" if stem[0].isalnum() else ""
    after = f"(?!{_IN_WORD})" if stem[-1].isalnum() or ending else f"(?![{_MARKS}])"
    return before + "".join(map(_letter, stem)) + ending + after


def _letter(letter: str) -> str:
    """A letter in all its spellings: composed or not, any white space, any hyphen."""
    if letter == " ":
        return r"\s+"
    if letter in _HYPHENS:
        return f"[{_HYPHENS}]"
    apart = unicodedata.normalize("NFD", letter)
    return re.escape(letter) if apart == letter else f"(?:{re.escape(letter)}|{re.escape(apart)})"
