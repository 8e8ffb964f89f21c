"""Do two values of one field agree? Titles, their numbers and words, authors, journals, issues, DOIs.

All values are normalized as in columns.py; "" stands for unknown, and unknown agrees with nothing. Each function gives
the same answer whichever value comes first. The pairs that comments name are from the labelled sets that
docs/deduplication.md lists; what a number would change was tried on the eight sets of the benchmark.
"""

import re
from collections import Counter
from enum import Enum
from functools import lru_cache

_STOP_WORDS = frozenset(
    ("the", "of", "and", "in", "for", "on", "a", "an", "de", "la", "et", "der", "und", "og", "i")
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3"}
_NUMBERS_IN_WORDS = frozenset((*_ROMAN, *_NUMBER_WORDS))
_DIGITS = re.compile(r"\d+")
# Words that look alike and mean the opposite: parts that stand for each other, prefixes, and whole words.
_OPPOSITE_PARTS = tuple(
    (pair.split("/")[0], pair.split("/")[1])
    for pair in (
        "hyper/hypo pre/post pre/peri peri/post pre/intra intra/post intra/inter male/female men/women man/woman "
        "endo/exo macro/micro increas/decreas over/under systolic/diastolic maternal/paternal mother/father "
        "agonist/antagonist afferent/efferent multi/uni uni/bi mono/bi mono/di quali/quanti in/out in/ex ins/ex im/ex "
        "int/ext intro/extro sub/ob up/down homo/hetero neo/ante nor/sou ea/we pro/retro first/last"
    ).split()
)
_OPPOSING_PREFIXES = frozenset(
    "in un non im ir il dis ab a anti inter up down mis de re sub pseudo semi ultra".split()
)
_LOOKALIKES = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "with/without parents/patients austria/australia iran/iraq slovakia/slovenia fetal/fatal "
        "physicians/physicists nigeria/niger dominica/dominican infants/instants early/yearly"
    ).split()
)
_NEGATIONS = frozenset(("not", "no", "never", "without", "nor"))


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
    return min_length <= len(short) < len(long) and (long.startswith(short) or f" {short} " in f" {long} ")


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


class Words(Enum):
    """How the words of two titles agree: each is in the other in some spelling; some are only nearly the same, by a
    typing error or because they are two words (losartan, valsartan); each title has a word of its own."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"


def same_words(left: str, right: str) -> Words:
    """Whether no title has a word that the other lacks in any spelling, unless it only has more words.

    Numbers are not looked at here: `numbers` does; nor single letters: `letters_differ` does.
    """
    if left.replace(" ", "") == right.replace(" ", ""):
        return Words.SAME
    left_words, right_words = left.split(), right.split()
    only_left = [
        word for word in left_words if word not in right_words and word not in _STOP_WORDS and word.isalpha()
    ]
    only_right = [
        word for word in right_words if word not in left_words and word not in _STOP_WORDS and word.isalpha()
    ]
    if not _NEGATIONS.isdisjoint(only_left) or not _NEGATIONS.isdisjoint(only_right):
        return Words.OTHER
    if "".join(only_left) == "".join(only_right):
        return Words.SAME  # "non small" and "nonsmall"
    found_left = [_spelt_among(word, only_right, right) for word in only_left]
    found_right = [_spelt_among(word, only_left, left) for word in only_right]
    if Words.OTHER in found_left and Words.OTHER in found_right:
        return Words.OTHER
    return Words.NEAR if Words.NEAR in (*found_left, *found_right) else Words.SAME


def letters_differ(left: str, right: str) -> bool:
    """Whether each title has a single letter that the other lacks: hepatitis A and B, factor V and X.

    "A" is a letter here, because "hepatitis a" is folded too; one that only one title has may be an article.
    """
    ours = [word for word in left.split() if len(word) == 1 and word.isalpha()]
    theirs = [word for word in right.split() if len(word) == 1 and word.isalpha()]
    if ours == theirs:
        return False
    return bool(Counter(ours) - Counter(theirs)) and bool(Counter(theirs) - Counter(ours))


def _spelt_among(word: str, words: list[str], title: str) -> Words:
    """Whether a word is one of the words in another spelling, or is in the title without the spaces around it.

    Six letters, because shorter words turn up by chance in a title without spaces ("rat" in "administration"); from
    four to nine no pair of the sets changes.
    """
    found = {_same_word(word, other) for other in words}
    if Words.SAME in found:
        return Words.SAME
    run_together = len(word) > 5 and word in title.replace(" ", "")
    if run_together and not any(_opposites(word, other) for other in words):
        return Words.SAME
    return Words.NEAR if Words.NEAR in found else Words.OTHER


@lru_cache(maxsize=1 << 14)
def _same_word(left: str, right: str) -> Words:
    """Whether two words are spellings of one: another ending or orthography, an abbreviation; never a contrast. A
    typing error is nearly the same, as another word may be."""
    from rapidfuzz import fuzz

    if _opposites(left, right):
        return Words.OTHER
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    # Three letters of an abbreviation ("res", "research"); with two, one more true pair joins ("th mis" for
    # "Themis"), and "me" is "men" and "metformin".
    if len(short) >= 3 and long.startswith(short):
        return Words.SAME
    if _spelling(left) == _spelling(right) or _endings_differ(left, right) or _slip(short, long):
        return Words.SAME
    # One letter of four, one of eight twice: "foruth" is "fourth" (83), "interventoin" is "intervention". With 65
    # "enhanced" and "enabled" are one word and two pairs of two reports join; with 85 eight true pairs
    # part. Short words must begin alike ("cats" and "rats" are 75); "Sangam" and "Gangam" need six letters.
    near = fuzz.ratio(left, right) >= 75 and (len(short) > 5 or left[0] == right[0])
    return Words.NEAR if near else Words.OTHER


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
    " s e es ed ing ion ions ive al ic ical ics er ers or ors ity ly ment ments ness y ies en et ene ene er ar a".split(
        " "
    )
)


def _slip(short: str, long: str) -> bool:
    """Whether a long word lost a letter or had two exchanged: "achitecture", "interventoin". With another letter in its
    place it may be another word (abduction, adduction); so may a short one (trial, trail)."""
    from rapidfuzz.distance import OSA

    if len(short) < _LONG_WORD or OSA.distance(short, long, score_cutoff=1) != 1:
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

    What follows the prefix must have four letters, or "image" would be the opposite of "age".
    """
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if len(short) > 3 and long.endswith(short) and long.removesuffix(short) in _OPPOSING_PREFIXES:
        return True
    swapped = any(
        left.replace(part, other) == right or right.replace(part, other) == left for part, other in _OPPOSITE_PARTS
    )
    return swapped or frozenset((left, right)) in _LOOKALIKES


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
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter < "\u0250" for letter in letters) * 2 >= len(letters)


# Beginnings of words that the title of a companion adds: the other papers that a trial brings, in the languages of the
# exports. "Study", "survey" and "review" are not among them, because subtitles that a database leaves out hold them.
_COMPANIONS = tuple(
    "aktualis analys ancillar antwort ausgangs baseline begynn berichtig berigtig comment correct corrig cost "
    "critique delstud demo design discuss econom ekonom eksplor erratum erwider ettanalys explorat ext feasib "
    "folgestud follow foreword forprosjekt forstudie genmale genomforbar gjennomforbar highlight hoc implement "
    "interim introduct kommentar korrekt kosten kostnad kvalitativ langsikt langtid langzeit long machbar "
    "mediat mellan method metode midtveis mixed moderat nachbeobacht nested okonom omkostning opfolg oppdater "
    "oppfolg perspectiv pilot plan post predict prefac prelimin process prognos prosess protocol protokoll "
    "psychometr qualitativ rasjonal rational rattels register replik reply response rettels secondar sekundar "
    "statistic subgroup subgrupp substud summar svar term tilsvar undergrupp untergrupp update uppdater "
    "uppfolj utform utgangs validat valider wirtschaft zwischen".split()
)


def companion_differs(left: str, right: str) -> bool:
    """Whether one title has a word that marks a companion, and the other does not (a cost-effectiveness analysis)."""
    only_one = set(left.split()) ^ set(right.split())
    return any(word.startswith(_COMPANIONS) for word in only_one)


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
    if closely and _authors_run_together(left, right):
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
    matched = sum(
        len(name) > 3 and (name in more or any(name.endswith(other) for other in more.split() if len(other) > 3))
        for name in names
    )
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
