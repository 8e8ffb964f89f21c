"""Themes that a text says in other words than their names: `nurses and their work`, for `New work for nurses`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reviewkit.manuscript.known import Known, NameKind
from reviewkit.manuscript.lexicon import languages, lexicon

_WORD = re.compile(r"[^\W\d_]{3,}")
# Endings of English and Norwegian words: two words are forms of one that are alike but for one of these each.
_ENDINGS = frozenset(
    " ernes eres enes anes ering ane ene ere ers ing ies jer je nes ne es en et er ar ed de te e a n r s t y".split(
        " "
    )
)
_BEGINNING = 3  # letters that forms of a word share at least
_LONG_BEGINNING = 7  # letters that a word and its compound share at least
_SHORTEST_SECOND = 5  # letters of the second part of a compound


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme in a text. `is_all`: its words are all that its name has; `is_named`: some are of its name, and not only
    what the codebook calls its codes."""

    theme: str
    is_all: bool
    is_named: bool


def are_alike(one: str, other: str) -> bool:
    """Whether two words in small letters are forms of one: `nurse` and `nurses`."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    short, long = sorted((one[shared:], other[shared:]), key=len)
    is_compound = (
        shared >= _LONG_BEGINNING and len(long) >= _SHORTEST_SECOND
    )  # "kompetanse" of "kompetanseutvikling"
    return shared >= _BEGINNING and short in _ENDINGS and (is_compound or long in _ENDINGS)


def _words(label: str) -> frozenset[str]:
    """The words of a label that say something."""
    return frozenset(word for word in map(str.lower, _WORD.findall(label)) if _says_something(word))


@lru_cache(maxsize=10_000)
def _says_something(word: str) -> bool:
    """Whether a word is not one of all texts, nor one for what is counted, such as record, in any language."""
    known = [lexicon(language) for language in languages()]
    return not any(word in one.little or any(said.name == "record" for said in one.words(word)) for one in known)


class Topics:
    """The words by which each theme of a folder can be told from the others."""

    def __init__(self, known: Known, title: str = "") -> None:
        """`title` is that of the manuscript, whose words say nothing about one theme."""
        names = {name.id: name.spellings for name in known.names}
        themes = [name.id for name in known.names if name.kind is NameKind.THEME]
        self._labels = {theme: [_words(said) for said in names[theme]] for theme in themes}
        own = {theme: _union((*self._labels[theme], _words(_id(theme)))) for theme in themes}
        codes = {theme: _union(_words(_id(code)) for code in known.codes_of.get(theme, ())) for theme in themes}
        self._by_beginning: dict[str, list[tuple[str, str]]] = {}
        for theme in themes:
            of_others = _union([_words(title), *(own[other] for other in themes if other != theme)])
            of_codes = _union(codes[other] for other in themes if other != theme)
            for word in own[theme] | codes[theme]:
                is_clear = word in own[theme] or not any(are_alike(word, other) for other in of_codes)
                if is_clear and not any(are_alike(word, other) for other in of_others):
                    self._by_beginning.setdefault(word[:_BEGINNING], []).append((word, theme))

    def find(self, text: str, start: int, end: int) -> list[Topic]:
        """The themes that a part of a text speaks of, in the order of their first words."""
        said = [match[0].lower() for match in _WORD.finditer(text, start, end)]
        themes = dict.fromkeys(theme for word in said if (theme := self._theme_of(word)))
        return [Topic(theme, self._has_all(theme, said), self._is_named(theme, said)) for theme in themes]

    def _theme_of(self, word: str) -> str | None:
        known = self._by_beginning.get(word[:_BEGINNING], ())
        return next((theme for own, theme in known if are_alike(own, word)), None)

    def _is_named(self, theme: str, said: Sequence[str]) -> bool:
        own = {word for label in (*self._labels[theme], _words(_id(theme))) for word in label}
        return any(self._theme_of(word) == theme and any(are_alike(one, word) for one in own) for word in said)

    def _has_all(self, theme: str, said: Sequence[str]) -> bool:
        return any(
            len(label) > 1 and all(any(are_alike(own, word) for word in said) for own in label)
            for label in self._labels[theme]
        )


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset(word for each in sets for word in each)


def _id(name: str) -> str:
    """What a theme or code is called in the codebook."""
    return name.partition(":")[2].replace("_", " ")


class Overlaps:
    """How many studies have a theme, and two themes."""

    def __init__(self, known: Known) -> None:
        self._studies: dict[str, set[str]] = {}
        for (theme, study), is_there in known.cells.items():
            if is_there:
                self._studies.setdefault(theme, set()).add(study)

    def n(self, *themes: str) -> int:
        """How many studies have all of these themes."""
        return len(set.intersection(*(self._studies.get(one, set()) for one in themes)))

    def with_another(self, theme: str) -> set[int]:
        """The numbers of studies that have this theme and another one."""
        return {self.n(theme, other) for other in self._studies if other != theme}
