"""The names of the folder in a text: themes, codes, sources, reasons, countries, choices."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reviewkit.manuscript.known import Name, NameKind

_BEGINNING = 4  # letters of the first word of a name by which it is looked up
_SAYS_SOMETHING = 3  # letters of a word by which a name is known
_SAYS_NOTHING = frozenset(
    """about alle andre annen anna are det dei den der does ein eit ene for fra frå hos ikke ikkje med not other
    over som the til under uten utan wrong feil with who how what why where when hva hvem hvor hvordan hvorfor
    kva kven kor korleis kvifor når""".split()
)
_FEWEST_WORDS = 2  # of a name of which one may be another
_MANY_WORDS = 5  # of a name that is known by them although each says little: "Å se framgang hos andre"
_STEM = 5  # letters that two forms of a word share
_INFLECTED = 5  # a last word of so many letters may have an ending
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text, from `start` to before `end`."""

    start: int
    end: int
    name: Name


class Names:
    """The names of a folder, prepared so that all of them can be found in a text in one pass."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._by_beginning: dict[str, list[tuple[tuple[str, ...], int, Name]]] = {}
        for name in names:
            for spelling in name.spellings:
                if words := tuple(_WORD.findall(spelling)):
                    entry = (words, len(spelling), name)
                    self._by_beginning.setdefault(_key(words[0]), []).append(entry)
        for entries in self._by_beginning.values():
            entries.sort(key=lambda one: -one[1])

    def find(self, text: str) -> list[Named]:
        """Every name in a text, in its order; of those that begin at one place the longest, and all that are equally
        long (a code and a theme of one name)."""
        found: list[Named] = []
        end = 0
        for word in _WORD.finditer(text):
            if word.start() < end:
                continue
            best = 0
            for words, _, name in self._by_beginning.get(_key(word[0]), ()):
                match = _pattern(words, name.kind).match(text, word.start())
                if match and match.end() >= best:
                    best = match.end()
                    if not any(one.name.id == name.id and one.start == match.start() for one in found[-3:]):
                        found.append(Named(match.start(), best, name))
            end = max(end, best)
        return found


def _key(word: str) -> str:
    return word[:_BEGINNING].lower()


@lru_cache(maxsize=10_000)
def _pattern(words: tuple[str, ...], kind: NameKind) -> re.Pattern[str]:
    """Capitals do not count, nor hyphens and blanks within a word, as in `studie design` or `kompetanse-utvikling`."""
    inner = r"(?:[^\w.;:]{1,3}|\.(?=\w))".join(
        r"[\s\u00ad-]{0,2}".join(map(re.escape, _without_y(word, kind))) + _ending(word, kind) for word in words
    )
    return re.compile(inner + r"(?!\w)", re.IGNORECASE)


def _without_y(word: str, kind: NameKind) -> str:
    """A word without the last letter that is another one in the plural: `municipalities` of `municipality`."""
    return word[:-1] if word.endswith("y") and _ending(word, kind) else word


def _ending(word: str, kind: NameKind) -> str:
    if len(word) > _INFLECTED and word.endswith("y") and kind is not NameKind.DATABASE:
        return r"(?:y|ies|ied)"
    return r"\w{0,3}" if len(word) >= _INFLECTED and kind is not NameKind.DATABASE else ""


class NearNames:
    """The names of several words, prepared so that texts can be found that have all of their words but one."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._with_word: dict[str, list[tuple[Name, tuple[str, ...], int]]] = {}
        for name in names:
            for spelling in dict.fromkeys(name.spellings):
                words = tuple(word.lower() for word in _WORD.findall(spelling))
                for place, word in enumerate(words):
                    if len(words) > 1 and (_says(word) or len(words) not in range(3, _MANY_WORDS)):
                        self._with_word.setdefault(word, []).append((name, words, place))

    def find(self, text: str) -> list[tuple[int, int, Name, int]]:
        """From where to where words are nearly a name, the name, and the length of its longest word that is there; 0
        where it has two words and that one says nothing."""
        found = list(_WORD.finditer(text))
        low = [word[0].lower() for word in found]
        near: dict[tuple[int, int], tuple[int, int, Name, int]] = {}
        for place, word in enumerate(low):
            for name, words, inside in self._with_word.get(word, ()):
                first = place - inside
                if first < 0 or first + len(words) > len(low):
                    continue
                same = [a for a, b in zip(words, low[first:], strict=False) if a == b]
                if len(same) == len(words) - 1 and not _is_inflected(words, low[first:]):
                    start, end = found[first].start(), found[first + len(words) - 1].end()
                    longest = max(map(_says if len(words) == _FEWEST_WORDS else len, same))
                    near.setdefault((start, end), (start, end, name, longest))
        return list(near.values())


def _says(word: str) -> int:
    return len(word) if len(word) >= _SAYS_SOMETHING and word not in _SAYS_NOTHING else 0


def _is_inflected(words: Iterable[str], said: Iterable[str]) -> bool:
    """Whether the one other word is only another form: `sjukdomar` for `sjukdommar`."""
    return any(a != b and a[:_STEM] == b[:_STEM] for a, b in zip(words, said, strict=False))
