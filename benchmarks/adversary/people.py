"""Names of authors in the forms that databases give them."""

import re
import unicodedata
from dataclasses import dataclass, replace
from random import Random

from reviewkit.normalize import PARTICLES

GIVEN = {
    letter: names.split()
    for letter, names in (
        line.split(": ")
        for line in (
            "A: Anna Anders Amir Alice",
            "B: Berit Bjarne Barbara Benoit",
            "C: Clara Carlos Christine Colin",
            "D: Dagny David Dorota Daniel",
            "E: Elin Erik Elena Edward",
            "F: Frida Felix Fatima Francesco",
            "G: Greta Gunnar Giulia George",
            "H: Hanne Harald Helena Hiroshi",
            "I: Ingrid Ivan Isabel Ian",
            "J: Johanna Jonas Jelena Jorge",
            "K: Kari Knut Katarzyna Kenji",
            "L: Liv Lars Laura Luis",
            "M: Marit Magnus Maria Marek",
            "N: Nora Nils Natalia Noah",
            "O: Olga Ola Oriol Omar",
            "P: Petra Per Paola Patrick",
            "Q: Qiang Quentin",
            "R: Ragnhild Rolf Rosa Robert",
            "S: Solveig Sven Sofia Stefan",
            "T: Tove Tor Teresa Thomas",
            "U: Unni Ulrik Ursula Umberto",
            "V: Vigdis Viktor Valeria Vincent",
            "W: Wenche Willem Wanda William",
            "X: Xenia Xavier",
            "Y: Yngvild Yusuf Yuki Yves",
            "Z: Zofia Zoran Zeynep Zhang",
        )
    )
}
CYRILLIC = {
    **dict(zip("abdefghiklmnoprstuz", "абдефгхиклмнопрстуз", strict=True)),
    "c": "к",
    "j": "дж",
    "q": "к",
    "v": "в",
    "w": "в",
    "x": "кс",
    "y": "й",
}
FOLDED = str.maketrans("øØåÅ", "oOaA", "") | str.maketrans({"æ": "ae", "Æ": "Ae", "ß": "ss"})
# What PubMed and Russian journals write for the same letters.
TRANSLITERATIONS = (
    ("ya", "ia"),
    ("yu", "iu"),
    ("kh", "h"),
    ("ts", "c"),
    ("zh", "j"),
    ("ey", "ei"),
    ("iy", "y"),
    ("sch", "sh"),
    ("ck", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("v", "w"),
    ("x", "ks"),
    ("y", "i"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A surname and given names in full."""

    family: str
    given: str

    @property
    def initials(self) -> str:
        """The first letters of the given names, without dots."""
        return "".join(part[0].upper() for part in re.split(r"[\s-]+", self.given) if part[:1].isalpha())


def person(name: str) -> Person | None:
    """A name as surname and full given names (invented for initials, always the same); None for a group."""
    family, comma, given = name.partition(",")
    if not comma:
        words = name.split()
        if len(words) == 2 and words[1].isupper() and len(words[1]) < 4:
            family, given = words
        elif 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words):
            family, given = words[-1], " ".join(words[:-1])
        else:
            return None
    family, given = family.strip(), given.strip(" .,")
    if not family or not given or len(family.split()) > 4 or any(map(str.isdigit, name)):
        return None
    words = given.replace(".", " ").split()
    letters = [letter for word in words for letter in (word if word.isupper() and len(word) < 4 else word[:1])]
    full = [
        word if len(word) > 3 else _invented(letter, family)
        for word, letter in zip([*words, *[""] * 4], letters, strict=False)
    ]
    return Person(_capitalised(family), " ".join(filter(None, full[:3]))) if any(full) else None


def _invented(letter: str, family: str) -> str:
    letter = unicodedata.normalize("NFD", letter)[0].upper()
    names = GIVEN.get(letter)
    return names[sum(map(ord, family)) % len(names)] if names else ""


def _capitalised(family: str) -> str:
    return family.title() if family.isupper() and len(family) > 3 else family


def people(names: tuple[str, ...]) -> tuple[Person, ...]:
    """The persons of a list; empty where one of the names is no person's."""
    found = tuple(map(person, names))
    return tuple(one for one in found if one) if all(found) else ()


# Forms of one name


def full(one: Person) -> str:
    """Berg, Nora Marie"""
    return f"{one.family}, {one.given}"


def initials(one: Person) -> str:
    """Berg NM, as PubMed writes it"""
    return f"{one.family} {one.initials}"


def dotted(one: Person) -> str:
    """Berg, N. M."""
    return f"{one.family}, {'. '.join(one.initials)}."


def natural(one: Person) -> str:
    """Nora Marie Berg"""
    return f"{one.given} {one.family}"


def initials_first(one: Person) -> str:
    """N.M. Berg"""
    return f"{'.'.join(one.initials)}. {one.family}"


def turned(one: Person) -> str:
    """Nora, Berg: the given name taken for the surname"""
    return f"{one.given.split()[0]}, {one.family}"


def capitals(one: Person) -> str:
    """BERG, N M"""
    return f"{one.family.upper()}, {' '.join(one.initials)}"


def folded(one: Person) -> str:
    """The name without any sign over or through its letters."""
    plain = full(one).translate(FOLDED)
    return "".join(letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter))


def cyrillic(one: Person) -> str:
    """The name in Russian letters, roughly."""
    return "".join(_russian(letter) for letter in dotted(one))


def _russian(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)[0]
    russian = CYRILLIC.get(plain.lower(), plain)
    return russian.upper() if plain.isupper() else russian


def transliterated(one: Person, rng: Random) -> Person | None:
    """The name in another transliteration; None where there is none."""
    low = one.family.lower()
    found = [(old, new) for old, new in TRANSLITERATIONS if old in low]
    if not found:
        return None
    old, new = rng.choice(found)
    return replace(one, family=low.replace(old, new).title())


def compound(one: Person, second: str) -> Person:
    """The person with two surnames."""
    return replace(one, family=f"{one.family} {second}")


def has_particle(one: Person) -> bool:
    """Whether the surname begins with a particle (van, de)."""
    return one.family.split()[0].lower() in PARTICLES


def particle_behind(one: Person) -> str:
    """Moe, L van der: the particles behind the initials."""
    parts = one.family.split()
    count = next((place for place, word in enumerate(parts) if word.lower() not in PARTICLES), len(parts) - 1)
    return " ".join([" ".join(parts[count:]) + ",", one.initials, *parts[:count]])
