"""How alike two words are: the letters that must change to make one of the other."""

from functools import lru_cache

from reviewkit.normalize import folded

PARTICLES = frozenset("van von der den de la le di da ter ten du".split())  # of surnames, which some leave out
_SHORT = 5  # letters: of a shorter name one letter makes another name (Berg, Borg)
_LONG = 9
_NO_VOWELS = str.maketrans("", "", "aeiouyæøåäöü")


def same_name(first: str, second: str) -> bool:
    """Whether two surnames are one, in any spelling of their letters; a Norwegian genitive is the same name."""
    one, other = _plain(first), _plain(second)
    return one == other or one == f"{other}s" or other == f"{one}s"


def near_name(first: str, second: str, most: int = 1) -> bool:
    """Whether one surname may be a misprint of another: a letter is wrong (or `most`), or two of a long name."""
    one, other = _plain(first), _plain(second)
    shorter = min(len(one), len(other))
    if shorter < _SHORT or same_name(first, second) or one[:1] != other[:1]:
        return False
    return distance(one, other, 2) <= (2 if shorter >= _LONG else most)


def is_slip(first: str, second: str) -> bool:
    """Whether one surname may be a slip of another that is written often: a letter is wrong, or only its vowels are
    others."""
    one, other = _plain(first), _plain(second)
    if min(len(one), len(other)) < _SHORT - 1 or same_name(first, second) or one[:1] != other[:1]:
        return False
    has_same = len(one) > _SHORT and one.translate(_NO_VOWELS) == other.translate(_NO_VOWELS)
    return has_same or distance(one, other, 1) <= 1


@lru_cache(maxsize=10_000)
def _plain(name: str) -> str:
    words = folded(name).split()
    while len(words) > 1 and words[0] in PARTICLES:
        words = words[1:]
    return "".join(words)


def distance(one: str, other: str, most: int) -> int:
    """How many letters are changed, left out, added or swapped with their neighbour; `most` + 1 where it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        two_before, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
