"""The words that the check knows, by language, and in which language a text is."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

_BEGINNING = 3  # letters by which phrases are looked up
_OF_RUNNING_TEXT = ("noun", "act", "connect")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A known word or phrase in a text, from `start` to before `end`: the group it is of (noun, act, connect) and what
    it means there, such as `record` or `excluded`."""

    start: int
    end: int
    group: str
    name: str


_Phrases = tuple[re.Pattern[str], str, str]  # phrases as a pattern, their group and what they mean


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of a language and its family: patterns by group and name; numbers in words by their value."""

    language: str
    patterns: Mapping[tuple[str, str], re.Pattern[str]]
    numerals: Mapping[str, int]
    articles: frozenset[str]
    joiners: frozenset[str]
    hundreds: frozenset[str]
    thousands: frozenset[str]
    fractions: Mapping[str, Fraction]
    months: Mapping[str, int]
    nations: Mapping[str, str]  # the code of a country by its adjective
    signs: frozenset[str] = field(repr=False)
    little: frozenset[str] = field(repr=False)
    by_beginning: Mapping[str, Sequence[_Phrases]] = field(repr=False)
    others: Sequence[_Phrases] = field(repr=False)

    def words(self, text: str) -> list[Word]:
        """Every noun, act and connecting word in a text, in its order; of those at one place the longest first."""
        found: set[Word] = set()
        for word in _WORD.finditer(text):
            for pattern, group, name in self.by_beginning.get(word[0][:_BEGINNING].lower(), ()):
                if match := pattern.match(text, word.start()):
                    found.add(Word(match.start(), match.end(), group, name))
        for pattern, group, name in self.others:
            found.update(Word(match.start(), match.end(), group, name) for match in pattern.finditer(text))
        return sorted(found, key=lambda one: (one.start, -one.end, one.group, one.name))

    def has(self, text: str, group: str, name: str) -> bool:
        """Whether a text has one of these words."""
        return self.patterns[group, name].search(text) is not None

    def matches(self, text: str, group: str, name: str) -> Iterable[re.Match[str]]:
        """The places of these words in a text."""
        return self.patterns[group, name].finditer(text)


@cache
def languages() -> tuple[str, ...]:
    """The languages that the check knows."""
    files = resources.files("reviewkit.manuscript.languages").iterdir()
    return tuple(sorted(one.name[:-5] for one in files if one.name.endswith(".toml")))


@cache
def lexicon(language: str) -> Lexicon:
    """What is known of a language, with the languages of its family."""
    own = _file(language)
    all_of = [own, *(_file(one) for one in own["family"])]
    numerals: dict[str, int] = {}
    for said in reversed(all_of):
        numbers = said["numbers"]
        numerals |= {word: n for n, word in enumerate(numbers["ones"])}
        numerals |= {word: 10 * (n + 2) for n, word in enumerate(numbers["tens"])}
        numerals |= numbers["others"]
    return Lexicon(
        language,
        {key: _pattern(phrases) for key, phrases in _phrases(all_of).items()},
        numerals,
        frozenset(word for said in all_of for word in _split(said["numbers"]["articles"])),
        frozenset(word for said in all_of for word in _split(said["numbers"]["joiners"])),
        frozenset(said["numbers"]["hundred"] for said in all_of),
        frozenset(said["numbers"]["thousand"] for said in all_of),
        {words: Fraction(*parts) for said in all_of for words, parts in said["fractions"].items()},
        {name: n for said in all_of for names in said["months"].values() for n, name in enumerate(names, start=1)},
        {
            word.lower(): code
            for said in all_of
            for code, words in said["nationality"].items()
            for word in _split(words)
        },
        frozenset(_split(own["signs"])),
        frozenset(word for said in all_of for word in _split(said["little"])),
        *_indexed(_phrases(all_of)),
    )


def _indexed(phrases: Mapping[tuple[str, str], list[str]]) -> tuple[dict[str, list[_Phrases]], list[_Phrases]]:
    """The phrases of running text by the beginning of their first word, and those that have no such beginning."""
    beginnings: dict[tuple[str, str, str], list[str]] = {}
    for (group, name), said in phrases.items():
        if group in _OF_RUNNING_TEXT:
            for phrase in said:
                beginnings.setdefault((_beginning(phrase), group, name), []).append(phrase)
    found: dict[str, list[_Phrases]] = {}
    for (beginning, group, name), said in beginnings.items():
        found.setdefault(beginning, []).append((_pattern(said), group, name))
    return found, found.pop("", [])


def _beginning(phrase: str) -> str:
    """The first letters of a phrase; "" where it begins with a star or a sign, or where these are fewer than a word
    may have."""
    first = _WORD.match(phrase)
    if first is None:
        return ""
    is_open = phrase[first.end() : first.end() + 1] == "*" and len(first[0]) < _BEGINNING
    return "" if is_open else first[0][:_BEGINNING].lower()


def _phrases(files: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for said in files:
        for group in ("noun", "act", "connect", "pointer", "page"):
            for name, phrases in said[group].items():
                found.setdefault((group, name), []).extend(_split(phrases))
    return found


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(set(phrases), key=lambda one: (-len(one), one))
    return re.compile("|".join(map(_one_pattern, longest_first)), re.IGNORECASE)


def _one_pattern(phrase: str) -> str:
    inner = re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"[\s\u00a0]+")
    after = "" if phrase.endswith(("*", ".")) else r"(?![\w])"
    return rf"(?<![\w]){inner}{after}"


def _split(words: str) -> list[str]:
    return [one.strip() for one in words.split(",") if one.strip()]


@cache
def _file(language: str) -> Mapping[str, Any]:
    text = resources.files("reviewkit.manuscript.languages").joinpath(f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


def language_of(text: str, otherwise: str = "en") -> str:
    """The language that a text has most frequent words of; another one where it has no more of any."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {name: sum(word in lexicon(name).signs for word in words) for name in languages()}
    best = max(counts, key=lambda name: (counts[name], name == otherwise))
    return best if counts[best] > counts[otherwise] else otherwise
