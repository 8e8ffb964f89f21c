"""Wrong words for right ones: what an author, a copy editor or a program may leave in a manuscript instead."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from benchmarks.manuscripts import words

UNUSED_DATABASES = ("AMED", "Web of Science", "Scopus", "SveMed+", "LILACS")
UNUSED_DESIGNS = {
    "en": ("register study", "case study", "Delphi study", "longitudinal study", "action research"),
    "nb": ("registerstudie", "casestudie", "delfistudie", "longitudinell studie", "aksjonsforskning"),
    "nn": ("registerstudie", "casestudie", "delfistudie", "longitudinell studie", "aksjonsforsking"),
}
_OTHER_WORDS = {
    "en": ("gardens", "music", "faith", "bridges"),
    "nb": ("hager", "musikk", "tro", "broer"),
    "nn": ("hagar", "musikk", "tru", "bruer"),
}
_VOWELS = str.maketrans("aeiouæøåAEIOUÆØÅ", "eiouaøåæEIOUAØÅÆ")


def numbers(right: int) -> Iterator[int]:
    """Numbers that are not this one: off by one, digits exchanged, a digit mistyped, one left out or doubled."""
    digits = str(right)
    swapped = int(digits[:-2] + digits[-1] + digits[-2]) if right > 9 else right + 2
    mistyped = int(f"{9 - int(digits[0]) or 1}{digits[1:]}") if right > 99 else right + 3
    shorter = int(digits[1:]) if right > 99 else right - 2
    longer = right + 10
    for found in dict.fromkeys((right + 1, right - 1, swapped, mistyped, longer, shorter)):
        if found != right and found > 1:
            yield found


def in_digits(right: int, language: str) -> tuple[str, ...]:
    """Wrong numbers in digits."""
    return tuple(words.in_digits(one, language) for one in numbers(right))


def in_words(right: int, language: str) -> tuple[str, ...]:
    """Wrong numbers in words."""
    found = (one for one in (right + 1, right - 1, right + 2, right + 10) if 1 < one <= words.MOST_IN_WORDS)
    return tuple(words.in_words(one, language) for one in found)


def percents(right: int, language: str) -> tuple[str, ...]:
    """Wrong percentages, none of them a matter of rounding."""
    others = (
        right + 3,
        100 - right,
        int(str(right)[::-1]),
        *(right + off for off in (-3, 10, -10, 5, -5, 20, -20)),
    )
    found = dict.fromkeys(one for one in others if 0 < one < 100 and abs(one - right) > 1)
    return tuple(words.percent_of(one, language) for one in found)


def year_ranges(first: int, last: int, dash: str = "–") -> tuple[str, ...]:
    """Wrong first or last years."""
    pairs = (
        (first + 1, last),
        (first - 1, last),
        (first, last + 1),
        (first, last - 1),
        (first + 5, last),
        (first, last - 2),
    )
    return tuple(f"{one}{dash}{other}" for one, other in pairs if one < other)


def years(right: int) -> tuple[str, ...]:
    """Wrong years."""
    return tuple(str(right + off) for off in (1, -1, -2, 10, -10, 3))


def days(right: date, said: Callable[[date, str], str], language: str) -> tuple[str, ...]:
    """Wrong days: of the week after, of another month, of another year. As months where `said` says months."""
    others = [right + timedelta(days=off) for off in (1, 31, 9, -365, -1, 61, 365, -14)]
    return tuple(dict.fromkeys(text for one in others if (text := said(one, language)) != said(right, language)))


def slips(name: str) -> tuple[str, ...]:
    """A name mistyped: two letters exchanged, one left out, one doubled, another vowel."""
    middle = len(name) // 2
    a, b = name[middle - 1], name[middle]
    found = (
        name[: middle - 1] + b + a + name[middle + 1 :],
        name[:middle] + name[middle + 1 :],
        name[:middle] + b + name[middle:],
        name[:1] + name[1:].translate(_VOWELS),
    )
    return tuple(dict.fromkeys(one for one in found if one != name))


def word_changed(phrase: str, language: str) -> tuple[str, ...]:
    """A phrase with its longest word replaced by one that has nothing to do with it."""
    longest = max(re.findall(r"\w+", phrase), key=len)
    return tuple(phrase.replace(longest, other, 1) for other in _OTHER_WORDS[language] if other != longest)


def quotes(right: str) -> tuple[str, ...]:
    """A quote with another word, without a word, with two words exchanged."""
    found = right.split()
    at = max(range(1, len(found) - 1), key=lambda place: (len(found[place]), place))
    without = [*found[:at], *found[at + 1 :]]
    swapped = [*found[: at - 1], found[at], found[at - 1], *found[at + 1 :]]
    replaced = [*found[:at], "somewhere", *found[at + 1 :]]
    negated = [*found[:1], "not", *found[1:]]
    return tuple(" ".join(one) for one in (without, swapped, replaced, negated) if one != found)


def pages(right: str) -> tuple[str, ...]:
    """Wrong pages: the next one, one of another article, two digits exchanged."""
    letter, number = re.fullmatch(r"(\D*)(\d+)", right).groups()  # type: ignore[union-attr]
    off = (int(number) + 1, int(number) + 200, int(number) - 1, int(number) + 10)
    return tuple(f"{letter}{one}" for one in off)


def pointers(right: str) -> tuple[str, ...]:
    """Tables, figures and appendices that there are not: "Table 3" becomes "Table 8"."""
    head, _, name = right.rpartition(" ")
    return tuple(f"{head} {one}" for one in (("7", "8", "9") if name.isdigit() else ("F", "H", "K")))


def others(right: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Names of the same list, from the next one on."""
    names = list(known)
    at = names.index(right) if right in names else 0
    return tuple(one for one in (*names[at + 1 :], *names[:at]) if one != right)[:most]


def mixed(*lists: Sequence[str]) -> tuple[str, ...]:
    """Several lists of wrong words in turns, so that the first ones are of every sort."""
    longest = max(map(len, lists))
    return tuple(dict.fromkeys(chain.from_iterable(own[at : at + 1] for at in range(longest) for own in lists)))
