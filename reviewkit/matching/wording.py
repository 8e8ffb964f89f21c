"""Which words of two titles have no counterpart in the other: how a person sees that two reports are not one.

Titles are normalized as in columns.py. A word has a counterpart where the other title has it in any spelling or
inflection, in two words or run together; each word of a title answers for one of the other. The pairs that comments
name are from the labelled sets that docs/deduplication.md lists.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

_SMALL_WORDS = frozenset(
    "the of and in for on a an de la et der und og i en ett eit ein eine das die den det och pa av plus".split()
)
# Words that look alike and mean the opposite: parts that stand for each other, prefixes, and whole words.
_OPPOSITE_PARTS = tuple(
    (pair.split("/")[0], pair.split("/")[1])
    for pair in (
        "hyper/hypo pre/post pre/peri peri/post pre/intra intra/post intra/inter male/female men/women man/woman "
        "endo/exo macro/micro increas/decreas over/under systolic/diastolic maternal/paternal mother/father "
        "agonist/antagonist afferent/efferent multi/uni uni/bi mono/bi mono/di quali/quanti in/out in/ex ins/ex im/ex "
        "int/ext intro/extro sub/ob up/down homo/hetero neo/ante nor/sou ea/we pro/retro first/last "
        "otomy/ostomy otomy/ectomy ostomy/ectomy tracheo/trachelo"
    ).split()
)
_OPPOSING_PREFIXES = frozenset(
    "in un non nor im ir il dis ab a anti inter up down mis de re sub pseudo semi ultra u ikke icke".split()
)
_LOOKALIKES = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "with/without parents/patients austria/australia iran/iraq slovakia/slovenia fetal/fatal "
        "physicians/physicists nigeria/niger dominica/dominican infants/instants early/yearly"
    ).split()
)
_NEGATIONS = frozenset(("not", "no", "never", "without", "nor", "non"))


class Words(Enum):
    """How the words of two titles agree: each is in the other in some spelling; some are only nearly the same, by a
    typing error or because they are two words (losartan, valsartan); each title has a word of its own."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Wording:
    """How the words of two titles agree, and those that have no counterpart, in the order of each title."""

    words: Words
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()

    @property
    def added(self) -> bool:
        """Whether just one title has words that the other lacks."""
        return bool(self.left) != bool(self.right)

    @property
    def turned(self) -> "Wording":
        """The same of the titles in the other order."""
        return Wording(self.words, self.right, self.left)

    @property
    def unmatched(self) -> tuple[str, ...]:
        """The words of either title that the other lacks."""
        return (*self.left, *self.right)


SAME_WORDS = Wording(Words.SAME)


def wording(left: str, right: str) -> Wording:
    """What each of two titles says that the other does not.

    Numbers are not looked at here: agreement.numbers does; nor single letters: agreement.letters_differ does.
    """
    if left.replace(" ", "") == right.replace(" ", ""):
        return SAME_WORDS
    if left > right:  # so that the answer does not depend on which title comes first
        return wording(right, left).turned
    ours, theirs = _run_together(*_not_shared(left.split(), right.split()), left, right)
    damaged = near = False
    if ours and theirs:
        ours, theirs = _paired(ours, theirs, Words.SAME)
        damaged = _letters_lost(ours, theirs)
        before = len(ours)
        ours, theirs = _paired(ours, theirs, Words.NEAR)
        near = len(ours) < before
    ours, theirs = list(filter(_says_something, ours)), list(filter(_says_something, theirs))
    if (ours and theirs) or not _NEGATIONS.isdisjoint((*ours, *theirs)):
        words = Words.OTHER
    else:
        words = Words.NEAR if near or damaged else Words.SAME
    return Wording(words, tuple(ours), tuple(theirs))


def slipped(left: str, right: str) -> bool:
    """Whether two titles differ in one sign only: it is another, is missing, or changed places with the next."""
    from rapidfuzz.distance import OSA

    return OSA.distance(left, right, score_cutoff=1) == 1


def _says_something(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word not in _SMALL_WORDS


def _not_shared(left: list[str], right: list[str]) -> tuple[list[str], list[str]]:
    """The words of each title that the other does not have as often, in their order."""
    return _beyond(left, Counter(right)), _beyond(right, Counter(left))


def _beyond(words: Iterable[str], others: Counter[str]) -> list[str]:
    found = []
    for word in words:
        if others[word] > 0:
            others[word] -= 1
        else:
            found.append(word)
    return found


def _run_together(ours: list[str], theirs: list[str], left: str, right: str) -> tuple[list[str], list[str]]:
    """The words without those that stand in the other title as several words: "nonsmall" and "non small"."""
    if theirs:
        ours, theirs = _without_compounds(ours, theirs, right.split())
    if ours:
        theirs, ours = _without_compounds(theirs, ours, left.split())
    return ours, theirs


def _without_compounds(ours: list[str], theirs: list[str], title: Sequence[str]) -> tuple[list[str], list[str]]:
    left = []
    for word in ours:
        parts = _parts_of(word, title)
        if len(parts) > 1 and any(part in theirs for part in parts):
            theirs = _beyond(theirs, Counter(parts))
        else:
            left.append(word)
    return left, theirs


def _parts_of(word: str, title: Sequence[str]) -> Sequence[str]:
    """The words that follow each other in a title and make up a word; empty where none do."""
    for start, first in enumerate(title):
        if not word.startswith(first):
            continue
        end, length = start + 1, len(first)
        while end < len(title) and length < len(word) and word.startswith(title[end], length):
            length += len(title[end])
            end += 1
        if length == len(word):
            return title[start:end]
    return ()


# What a Nordic letter that became a question mark or a space may have been: å, ä, ø, ö, æ, ü as columns.py folds them.
_LOST = "(?:ae|[aou])"
# Pieces that a word with lost letters falls into: "v?ster?s" is "v ster s".
_MOST_PIECES = 3


def _letters_lost(ours: list[str], theirs: list[str]) -> bool:
    """Takes words out of both lists that are one where a letter was lost: "s?rbare" and "sårbare". Whether any were.

    They are nearly one word only: "tone" may be a word as well as what is left of "åtone".
    """
    before = len(ours)
    _take_damaged(ours, theirs)
    _take_damaged(theirs, ours)
    return len(ours) < before


def _take_damaged(pieces: list[str], whole: list[str]) -> None:
    torn = any(len(piece) == 1 for piece in pieces)
    for word in [word for word in whole if len(word) > 1 and word.isalpha()]:
        for start, count in (
            (start, count) for start in range(len(pieces)) for count in range(1, _MOST_PIECES + 1)
        ):
            if _is_damaged(pieces[start : start + count], word, torn):
                del pieces[start : start + count]
                whole.remove(word)
                break


def _is_damaged(pieces: list[str], word: str, torn: bool) -> bool:
    """Whether pieces of a word are all of it but one letter at each seam and, perhaps, at its ends.

    "Typical" is no damaged "atypical"; but where a single letter stands beside it, "p lesund" is "på Ålesund".
    """
    length = sum(map(len, pieces))
    if not length < len(word) <= length + 2 * (len(pieces) + 1) or any(piece not in word for piece in pieces):
        return False
    is_found = re.fullmatch(f"{_LOST}?{_LOST.join(pieces)}{_LOST}?", word) is not None
    return is_found and (torn or len(pieces) > 1 or not _opposites(pieces[0], word))


def _paired(ours: list[str], theirs: list[str], likeness: Words) -> tuple[list[str], list[str]]:
    """The words of both that are left when each has found a counterpart that is so much like it."""
    left, others = [], list(theirs)
    for word in ours:
        other = next((other for other in others if _same_word(word, other) is likeness), None)
        if other is None or not _says_something(word):
            left.append(word)
        else:
            others.remove(other)
    return left, others


@lru_cache(maxsize=1 << 14)
def _same_word(left: str, right: str) -> Words:
    """Whether two words are spellings of one: another ending or orthography; never a contrast. A typing error or an
    abbreviation is nearly the same, as another word may be (Niger, Nigeria)."""
    from rapidfuzz import fuzz

    if _opposites(left, right):
        return Words.OTHER
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if _spelling(left) == _spelling(right) or _endings_differ(left, right) or _slip(short, long):
        return Words.SAME
    # Three letters of an abbreviation ("res", "research"); with two, "me" is "men" and "metformin".
    if len(short) >= 3 and long.startswith(short):
        return Words.SAME if long[len(short) :] in _ENDINGS else Words.NEAR
    # One letter of four, one of eight twice: "foruth" is "fourth" (83), "interventoin" is "intervention". With 65
    # "enhanced" and "enabled" are one word and two pairs of two reports join; with 85 eight true pairs
    # part. Short words must begin alike ("cats" and "rats" are 75); "Sangam" and "Gangam" have six letters.
    alike = fuzz.ratio(left, right) >= 75
    near = alike and (len(short) > _SHORT_WORD or left[0] == right[0] or _lost_letter(short, long))
    return Words.NEAR if near or (len(left) == len(right) and _lost_letter(left, right)) else Words.OTHER


# Letters of a word of which the first must be the same: in longer ones it may be mistyped ("aliac" for "iliac").
_SHORT_WORD = 4


def _spelling(word: str) -> str:
    """A word in one orthography: "behaviour" is "behavior", "haemophilia" "hemophilia", "randomised" "randomized"."""
    for british, american in _ORTHOGRAPHY:
        word = word.replace(british, american)
    return _DOUBLED.sub(r"\1", word)


_ORTHOGRAPHY = (
    ("ae", "e"),
    ("ostro", "estro"),
    ("osoph", "esoph"),
    ("odem", "edem"),
    ("fotal", "fetal"),
    ("rrhoa", "rrhea"),
    ("our", "or"),
    ("ys", "yz"),
    ("is", "iz"),
    ("ph", "f"),
    ("tre", "ter"),
    ("k", "c"),
    ("y", "i"),
    ("th", "t"),
)
_DOUBLED = re.compile(r"(.)\1")
_ENDINGS = frozenset(
    (
        *("", "s", "d"),
        *"e es ed ing ion ions ive al ic ical ics er ers or ors ity ly ment ments ness y ies en et ene er ar a".split(),
    )
)


def _slip(short: str, long: str) -> bool:
    """Whether a long word lost a letter or had two exchanged: "achitecture", "interventoin". With another letter in its
    place it may be another word (abduction, adduction); so may a short one (trial, trail)."""
    return len(short) >= _LONG_WORD and _lost_letter(short, long)


def _lost_letter(short: str, long: str) -> bool:
    """Whether one letter is missing or two are exchanged: "tatus" and "status", "tiral" and "trial"."""
    from rapidfuzz.distance import OSA

    if OSA.distance(short, long, score_cutoff=1) != 1:
        return False
    return len(short) < len(long) or sorted(short) == sorted(long)


# Letters from which a slip is no other word: "casual" and "causal" have six, "prenatal" and "perinatal" eight.
_LONG_WORD = 9


def _endings_differ(left: str, right: str) -> bool:
    """Whether two words are one stem of five letters at least with two endings: "prevention" and "preventing"."""
    same = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        same += 1
    return any(left[cut:] in _ENDINGS and right[cut:] in _ENDINGS for cut in range(same, 4, -1))


def _opposites(left: str, right: str) -> bool:
    """Whether two words that look alike are two: "effective" and "ineffective", "with" and "without".

    What follows the prefix must have four letters, or "image" would be the opposite of "age"; five after a single
    letter, or "rhus" the opposite of "arhus".
    """
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    prefix = long.removesuffix(short)
    if prefix in _OPPOSING_PREFIXES and len(short) > (4 if len(prefix) == 1 else 3):
        return True
    swapped = any(
        left.replace(part, other) == right or right.replace(part, other) == left for part, other in _OPPOSITE_PARTS
    )
    return swapped or frozenset((left, right)) in _LOOKALIKES
