"""Do two values of one field agree? Titles, their numbers and words, authors, journals, issues, DOIs."""

import re
from functools import lru_cache

_SMALL = frozenset(("the", "of", "and", "in", "for", "on", "a", "an", "de", "la", "et", "der", "und", "og", "i"))
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3"}
_NUMBERS_IN_WORDS = frozenset((*_ROMAN, *_NUMBER_WORDS))
_DIGITS = re.compile(r"\d+")
# Words that look alike and mean the opposite: what is swapped in them, what is put before them, and whole words.
_SWAPPED = tuple(
    (pair.split("/")[0], pair.split("/")[1])
    for pair in (
        "hyper/hypo pre/post pre/peri peri/post pre/intra intra/post intra/inter male/female men/women man/woman "
        "endo/exo macro/micro increas/decreas over/under systolic/diastolic maternal/paternal mother/father "
        "agonist/antagonist afferent/efferent multi/uni uni/bi mono/bi mono/di quali/quanti in/out in/ex ins/ex im/ex "
        "int/ext intro/extro sub/ob up/down homo/hetero neo/ante nor/sou ea/we pro/retro first/last"
    ).split()
)
_BEFORE = frozenset("in un non im ir il dis ab a anti inter up down mis de re sub pseudo semi ultra".split())
_OTHER_WORDS = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "with/without parents/patients austria/australia iran/iraq slovakia/slovenia fetal/fatal "
        "physicians/physicists nigeria/niger dominica/dominican infants/instants early/yearly"
    ).split()
)
_NEGATIONS = frozenset(("not", "no", "never", "without", "nor"))


def is_short(title: str) -> bool:
    """Whether a title is so short that two reports may well share it."""
    return title.count(" ") < 4 or len(title) < 30


def contained(a: str, b: str, least: int = 25) -> bool:
    """Whether one title begins the other (a cut title, or a subtitle that one database leaves out) or stands in it."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return least <= len(short) < len(long) and (long.startswith(short) or f" {short} " in f" {long} ")


def agree(a: str, b: str) -> bool | None:
    return a == b if a and b else None


def doi_agrees(a: str, b: str) -> bool | None:
    """Two DOIs; where one begins with the other it may have been cut off, so nothing is known."""
    if a and b and a != b and (a.startswith(b) or b.startswith(a)):
        return None
    return agree(a, b)


def issues_agree(a: str, b: str) -> bool | None:
    """Issues agree where the numbers of one are among those of the other: "5 Suppl 2" and "5".

    Long numbers that differ say nothing: some exports write the number of the record there.
    """
    if not a or not b:
        return None
    if a == b or set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()):
        return True
    return None if min(len(a), len(b)) > 2 and a.isdigit() and b.isdigit() else False


@lru_cache(maxsize=1 << 14)
def digits(page: str) -> str:
    return "".join(_DIGITS.findall(page))


def numbers(title: str) -> str:
    """The digits of a title in their order, with roman numerals and number words as digits.

    Only the run of digits counts: databases write "P16 INK4A" and "P16INK4A", "3,6-diaza" and "36-diaza".
    """
    words = title.split()
    if _NUMBERS_IN_WORDS.isdisjoint(words):
        return "".join(_DIGITS.findall(title))
    return "".join(_number(word, title) for word in words)


def _number(word: str, title: str) -> str:
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word]
    if word in _ROMAN and (len(word) > 1 or title.endswith(f" {word}") or f"part {word}" in title):
        return _ROMAN[word]
    return "".join(_DIGITS.findall(word))


def same_words(a: str, b: str) -> bool:
    """Whether no title has a word that the other lacks in any spelling, unless it only has more words.

    Numbers are not looked at here: `numbers` does.
    """
    if a.replace(" ", "") == b.replace(" ", ""):
        return True
    first, second = a.split(), b.split()
    own = [word for word in first if word not in second and word not in _SMALL and word.isalpha()]
    other = [word for word in second if word not in first and word not in _SMALL and word.isalpha()]
    if not _NEGATIONS.isdisjoint(own) or not _NEGATIONS.isdisjoint(other):
        return False
    if "".join(own) == "".join(other):
        return True  # "non small" and "nonsmall"
    own_left = [word for word in own if not _spelt_among(word, other, b)]
    other_left = [word for word in other if not _spelt_among(word, own, a)]
    return not (own_left and other_left)


def _spelt_among(word: str, words: list[str], title: str) -> bool:
    if any(_one_word(word, other) for other in words):
        return True
    run_together = len(word) > 5 and word in title.replace(" ", "")
    return run_together and not any(_opposed(word, other) for other in words)


@lru_cache(maxsize=1 << 14)
def _one_word(a: str, b: str) -> bool:
    """Whether two words are spellings of one: a typing error, an ending, an abbreviation; never a contrast."""
    from rapidfuzz import fuzz

    if _opposed(a, b):
        return False
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) >= 3 and long.startswith(short):
        return True
    return fuzz.ratio(a, b) >= 75 and (len(short) > 5 or a[0] == b[0])


def _opposed(a: str, b: str) -> bool:
    """Whether two words that look alike are two: "effective" and "ineffective", "with" and "without"."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) > 3 and long.endswith(short) and long.removesuffix(short) in _BEFORE:
        return True
    swapped = any(a.replace(x, y) == b or b.replace(x, y) == a for x, y in _SWAPPED)
    return swapped or frozenset((a, b)) in _OTHER_WORDS


def authors_agree(a: str, b: str, closely: bool) -> bool | None:
    """At least half of the names of the shorter list stand in the longer; where looked at closely, in any spelling."""
    if not a or not b:
        return None
    first, second = set(a.split()), set(b.split())
    if len(first & second) / min(len(first), len(second)) >= 0.5:
        return True
    return closely and _authors_run_together(a, b)


def _authors_run_together(a: str, b: str) -> bool:
    """Names written as one ("decaterina"), with an initial before them ("sspinler"), or from another alphabet."""
    from rapidfuzz import fuzz

    if fuzz.ratio(a.replace(" ", "")[:80], b.replace(" ", "")[:80]) >= 75:
        return True
    fewer, more = sorted((a, b), key=lambda names: (names.count(" "), names))
    short, long = fewer.split(), more
    found = sum(
        len(word) > 3 and (word in long or any(word.endswith(name) for name in long.split() if len(name) > 3))
        for word in short
    )
    return found / len(short) >= 0.5


def all_authors_agree(a: str, b: str) -> bool:
    """Whether every name of the shorter list stands in the longer."""
    if not a or not b:
        return False
    if a == b:
        return True
    first, second = set(a.split()), set(b.split())
    return first <= second or second <= first


@lru_cache(maxsize=1 << 15)
def journals_agree(a: str, b: str) -> bool | None:
    """Whether two journal names may be one: equal, one inside the other, or an abbreviation of the other."""
    if not a or not b:
        return None
    if a == b or a in b or b in a or _closed(a) in _closed(b) or _closed(b) in _closed(a):
        return True
    first = [word for word in a.split() if word not in _SMALL]
    second = [word for word in b.split() if word not in _SMALL]
    short, long = sorted((first, second), key=lambda words: (len(" ".join(words)), words))
    if len(short) == 1 and short[0] == "".join(word[0] for word in long):
        return True
    if _same_meeting(first, second):
        return True
    rest = iter(long)
    return bool(short) and all(any(_abbreviates(word, full) for full in rest) for word in short)


def _same_meeting(first: list[str], second: list[str]) -> bool:
    """ "50th Hawaii International Conference on System Sciences 2017" without number and year."""
    one, other = ({word for word in words if not word[0].isdigit()} for words in (first, second))
    return min(len(one), len(other)) >= 3 and (one <= other or other <= one)


def _closed(name: str) -> str:
    """ "the scientific world journal" as "scientificworldjournal"."""
    return name.removeprefix("the ").replace(" ", "").removeprefix("the")


def _abbreviates(word: str, full: str) -> bool:
    """ "resear" and "res" abbreviate "research"; "intl" abbreviates "international"."""
    if full.startswith(word) or word.startswith(full):
        return True
    letters = iter(full)
    return word[0] == full[0] and len(word) >= 3 and all(letter in letters for letter in word)
