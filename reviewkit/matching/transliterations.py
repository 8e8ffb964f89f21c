"""Names that were written in Latin letters in several ways: Чехов is Chekhov, Čehov and Tschechow.

Cyrillic and Greek names by BGN/PCGN, ISO 9, the scholarly and the German way (and what PubMed makes of them). Names are
folded as in columns.py.
"""

from functools import lru_cache

# Longest first: what one letter is in one of the ways, and the letters that stand for all of them here.
_SOUNDS = (
    ("schtsch", "s"),
    ("shch", "s"),
    ("tsch", "c"),
    ("tch", "c"),
    ("sch", "s"),
    ("sh", "s"),
    ("zh", "j"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("gh", "g"),
    ("ck", "k"),
    ("ts", "c"),
    ("tz", "c"),
    ("ch", "c"),
    ("ks", "x"),
    ("ou", "u"),
    ("w", "v"),
    ("j", "i"),
    ("y", "i"),
    ("ei", "i"),
    ("ii", "i"),
    ("ii", "i"),
    ("ie", "e"),
)
# Letters from which a name says something: "Li" and "Ly" may be two people.
_SHORTEST = 4


@lru_cache(maxsize=1 << 14)
def sound(name: str) -> str:
    """The letters that all ways of writing a name have in common."""
    for letters, one in _SOUNDS:
        name = name.replace(letters, one)
    return name


def sound_alike(left: str, right: str) -> bool:
    """Whether at least half of the names of the shorter list sound like one of the longer.

    Half, as agreement.authors_agree asks of their letters.
    """
    ours, theirs = ({_known(name) for name in names.split()} for names in (left, right))
    return bool(ours and theirs) and len(ours & theirs) / min(len(ours), len(theirs)) >= 0.5


def _known(name: str) -> str:
    return sound(name) if len(name) >= _SHORTEST else name
