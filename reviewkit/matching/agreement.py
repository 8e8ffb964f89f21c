"""Do two values of one field agree? Titles and their numbers, authors, journals, issues, DOIs.

All values are normalized as in columns.py; "" stands for unknown, and unknown agrees with nothing. Each function gives
the same answer whichever value comes first. The pairs that comments name are from the labelled sets that
docs/deduplication.md lists; what a number would change was tried on the eight sets of the benchmark.
"""

import re
from collections import Counter
from enum import Enum
from functools import lru_cache

from reviewkit.matching.transliterations import sound_alike

_STOP_WORDS = frozenset(
    ("the", "of", "and", "in", "for", "on", "a", "an", "de", "la", "et", "der", "und", "og", "i")
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3"}
_NUMBERS_IN_WORDS = frozenset((*_ROMAN, *_NUMBER_WORDS))
_DIGITS = re.compile(r"\d+")


class Sign(Enum):
    """What one field says of a pair. Nothing known is no agreement, so a sign is neither true nor false by itself."""

    AGREE = "agree"
    DIFFER = "differ"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("say which sign is meant: AGREE, DIFFER or UNKNOWN")

    @classmethod
    def of(cls, agrees: bool) -> "Sign":
        """The sign of two known values."""
        return cls.AGREE if agrees else cls.DIFFER


def is_short(title: str) -> bool:
    """Whether a title is so short that two reports may well share it: under five words or 30 letters.

    With four words "International Multifoods - Case A" and "- Case B" are linked as one article reprinted, and 20 pairs
    of columns join; with seven words 23 true pairs no longer join. 20 letters change nothing in the sets, 45 lose
    seven true pairs.
    """
    return title.count(" ") < 4 or len(title) < 30


def is_generic(title: str) -> bool:
    """Whether a title of one word is that of a column, most likely: "Editorial", "Reports"."""
    return " " not in title


def contained(left: str, right: str, min_length: int = 25) -> bool:
    """Whether one title begins the other (a title cut off, a subtitle that one database leaves out) or is inside it.

    The shorter must have `min_length` letters. 25 is a title of four words, which others may share: with 40 "Tutorial
    on storage technology: RAID and beyond" is no longer seen to hold its title; 15 change nothing in the sets.
    """
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if not min_length <= len(short) < len(long):
        return False
    in_a_number = short[-1:].isdigit() and long[len(short)].isdigit()
    return (long.startswith(short) and not in_a_number) or f" {short} " in f" {long} "


def agree(left: str, right: str) -> Sign:
    """Whether two values are equal."""
    return Sign.of(left == right) if left and right else Sign.UNKNOWN


def own_numbers_agree(left: str, right: str) -> Sign:
    """Registrations, books and reports by their numbers (`trial:NCT1 isbn:978...`): one that is shared agrees; of one
    kind and none shared, they differ."""
    if not left or not right:
        return Sign.UNKNOWN
    ours, theirs = set(left.split()), set(right.split())
    if ours & theirs:
        return Sign.AGREE
    kinds = {one.partition(":")[0] for one in ours} & {one.partition(":")[0] for one in theirs}
    return Sign.DIFFER if kinds else Sign.UNKNOWN


def doi_agrees(left: str, right: str) -> Sign:
    """Two DOIs; where one begins with the other it may have been cut off, so nothing is known."""
    if left and right and left != right and (left.startswith(right) or right.startswith(left)):
        return Sign.UNKNOWN
    return agree(left, right)


def issues_agree(left: str, right: str) -> Sign:
    """Issues agree where the numbers of one are among those of the other: "5 Suppl 2" and "5".

    Numbers of three digits and more that differ say nothing: some exports write the number of the record there (the
    respiratory set). Few journals have a hundred issues in a volume, so two digits are an issue.
    """
    if not left or not right:
        return Sign.UNKNOWN
    if left == right or set(left.split()) <= set(right.split()) or set(right.split()) <= set(left.split()):
        return Sign.AGREE
    numbers_of_records = min(len(left), len(right)) > 2 and left.isdigit() and right.isdigit()
    return Sign.UNKNOWN if numbers_of_records else Sign.DIFFER


@lru_cache(maxsize=1 << 14)
def digits(page: str) -> str:
    """The digits of a page, in their order."""
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
        return _ROMAN[
            word
        ]  # a lone "i" or "v" is a word or an initial elsewhere: "Norwegian i ...", "hepatitis v"
    return "".join(_DIGITS.findall(word))


def letters_differ(left: str, right: str) -> bool:
    """Whether each title has a single letter that the other lacks: hepatitis A and B, factor V and X.

    "A" is a letter here, because "hepatitis a" is folded too; one that only one title has may be an article.
    """
    ours = [word for word in left.split() if len(word) == 1 and word.isalpha()]
    theirs = [word for word in right.split() if len(word) == 1 and word.isalpha()]
    if ours == theirs:
        return False
    return bool(Counter(ours) - Counter(theirs)) and bool(Counter(theirs) - Counter(ours))


_GROUP = frozenset(
    "group groups collaboration collaborative collaborators investigators consortium network committee study trial "
    "trialists team force society association institute institutt university universitet hospital department council "
    "ministry directorate agency authority organization organisation centre center gruppe gruppen utvalg direktorat "
    "helsedirektoratet kommune foretak selskap forening departement arbeitsgruppe gesellschaft".split()
)


def is_group(names: str) -> bool:
    """Whether the author is a group and no person: "HOMESTRO Study Group"."""
    return not _GROUP.isdisjoint(names.split())


def in_other_scripts(left: str, right: str) -> bool:
    """Whether one value is written in Latin letters and the other in another alphabet, so that they cannot be
    compared."""
    return bool(left and right) and _is_latin(left) != _is_latin(right)


@lru_cache(maxsize=1 << 14)
def _is_latin(text: str) -> bool:
    """Whether at least half of the letters are Latin."""
    if text.isascii():
        return True
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter < "\u0250" for letter in letters) * 2 >= len(letters)


def authors_agree(left: str, right: str, closely: bool) -> Sign:
    """Whether at least half of the names of the shorter list are in the longer one; `closely`: in any spelling.

    Half, because lists are cut and names are mistyped. With a third, 31 papers with others of their consortium are
    linked ("Minimum quality threshold in sepsis studies", in Chinese by others); with two thirds, 14 congress abstracts
    come loose from their papers.
    """
    if not left or not right or in_other_scripts(left, right):
        return Sign.UNKNOWN
    left_names, right_names = set(left.split()), set(right.split())
    if len(left_names & right_names) / min(len(left_names), len(right_names)) >= 0.5:
        return Sign.AGREE
    if closely and (sound_alike(left, right) or _authors_run_together(left, right)):
        return Sign.AGREE
    return Sign.UNKNOWN if is_group(left) != is_group(right) else Sign.DIFFER


def _authors_run_together(left: str, right: str) -> bool:
    """Names written as one ("decaterina"), with an initial before them ("sspinler"), or from another alphabet."""
    from rapidfuzz import fuzz

    # The first six names or so (80 letters), since long lists are cut: "solovyov dobrovol skaya" and "solovyeva
    # dobrovolskayaa". From 65 to 85, and with 30 letters, no verdict of the sets changes.
    if fuzz.ratio(left.replace(" ", "")[:80], right.replace(" ", "")[:80]) >= 75:
        return True
    fewer, more = sorted((left, right), key=lambda names: (names.count(" "), names))
    names = fewer.split()
    # Four letters, because "li" and "lee" end many names; no verdict of the sets changes with three or six.
    ends = tuple(other for other in more.split() if len(other) > 3)
    matched = sum(len(name) > 3 and (name in more or name.endswith(ends)) for name in names)
    return matched / len(names) >= 0.5  # as in authors_agree: a third links the same 31 pairs


def all_authors_agree(left: str, right: str) -> bool:
    """Whether every name of the shorter list is in the longer one."""
    if not left or not right:
        return False
    if left == right:
        return True
    left_names, right_names = set(left.split()), set(right.split())
    return left_names <= right_names or right_names <= left_names


@lru_cache(maxsize=1 << 15)
def journals_agree(left: str, right: str) -> Sign:
    """Whether two journal names may be one: equal, one inside the other, or an abbreviation of the other."""
    if not left or not right or in_other_scripts(left, right):
        return Sign.UNKNOWN
    return Sign.of(_may_be_one_journal(left, right))


def _may_be_one_journal(left: str, right: str) -> bool:
    left_closed, right_closed = _without_spaces(left), _without_spaces(right)
    if (
        left == right
        or left in right
        or right in left
        or left_closed in right_closed
        or right_closed in left_closed
    ):
        return True
    left_words = [word for word in left.split() if word not in _STOP_WORDS]
    right_words = [word for word in right.split() if word not in _STOP_WORDS]
    short, long = sorted((left_words, right_words), key=lambda words: (len(" ".join(words)), words))
    if len(short) == 1 and short[0] == "".join(word[0] for word in long):
        return True
    if _same_meeting(left_words, right_words):
        return True
    rest = iter(long)
    return bool(short) and all(any(_abbreviates(word, full) for full in rest) for word in short)


def _same_meeting(left: list[str], right: list[str]) -> bool:
    """Whether two congresses are one: "50th Hawaii International Conference on System Sciences 2017" has a number and
    a year that others leave out.

    Three words at least, because "international conference" is in most names; from two to five no verdict of the sets
    changes.
    """
    left_words, right_words = ({word for word in words if not word[0].isdigit()} for words in (left, right))
    shorter = min(len(left_words), len(right_words))
    return shorter >= 3 and (left_words <= right_words or right_words <= left_words)


def _without_spaces(name: str) -> str:
    """ "the scientific world journal" as "scientificworldjournal"."""
    return name.removeprefix("the ").replace(" ", "").removeprefix("the")


def _abbreviates(word: str, full: str) -> bool:
    """ "resear" and "res" abbreviate "research"; "intl" abbreviates "international".

    Three letters where some are left out: "jl" is in too many words. With two or five no verdict of the sets changes.
    """
    if full.startswith(word) or word.startswith(full):
        return True
    letters = iter(full)
    return word[0] == full[0] and len(word) >= 3 and all(letter in letters for letter in word)
