"""The same report with its authors written in another way."""

from collections.abc import Callable
from random import Random

from benchmarks.adversary import people, vocabulary
from benchmarks.adversary.citation import Citation
from benchmarks.adversary.damage import Damage, in_both_settings
from benchmarks.adversary.people import Person


def each(form: Callable[[Person], str]) -> Damage:
    """All names in another form."""

    def damage(one: Citation, rng: Random) -> Citation:
        return one.but(authors=tuple(form(person) for person in people.people(one.authors)))

    return damage


def in_one_line(separator: str, form: Callable[[Person], str]) -> Damage:
    """All names as one value."""

    def damage(one: Citation, rng: Random) -> Citation | None:
        persons = people.people(one.authors)
        return one.but(authors=(separator.join(map(form, persons)),)) if len(persons) > 1 else None

    return damage


def compound_halved(one: Citation, rng: Random) -> Citation | None:
    """Of two surnames the second is left, or the first; with a hyphen or without."""
    persons = people.people(one.authors)
    if not any(len(person.family.replace("-", " ").split()) > 1 for person in persons):
        return None
    keep = rng.choice((0, -1))
    return one.but(
        authors=tuple(f"{person.family.replace('-', ' ').split()[keep]}, {person.given}" for person in persons)
    )


def compound_hyphen(one: Citation, rng: Random) -> Citation | None:
    """García-López for García López, or the other way round."""
    persons = people.people(one.authors)

    def family(text: str) -> str:
        return text.replace("-", " ") if "-" in text else text.replace(" ", "-")

    return one.but(authors=tuple(f"{family(person.family)}, {person.given}" for person in persons))


def surname_added(one: Citation, rng: Random) -> Citation:
    """Each has a second surname that the other database leaves out."""
    second = rng.choice(("García", "Hansen", "Berg", "Silva", "Olsen", "Martínez", "Lund"))
    return one.but(
        authors=tuple(people.full(people.compound(person, second)) for person in people.people(one.authors))
    )


def particle_behind(one: Citation, rng: Random) -> Citation | None:
    """Moe, L van der, for van der Moe, Liv."""
    persons = people.people(one.authors)
    if not any(map(people.has_particle, persons)):
        return None
    return one.but(authors=tuple(map(people.particle_behind, persons)))


def group(one: Citation, rng: Random) -> Citation:
    return one.but(authors=(rng.choice(vocabulary.GROUPS),))


def group_added(one: Citation, rng: Random) -> Citation:
    return one.but(authors=(rng.choice(vocabulary.GROUPS), *one.authors))


def first_and_others(one: Citation, rng: Random) -> Citation | None:
    names = tuple(map(people.initials, people.people(one.authors)))
    return one.but(authors=(names[0], "et al.")) if len(names) > 2 else None


def first_alone(one: Citation, rng: Random) -> Citation | None:
    return one.but(authors=one.authors[:1]) if len(one.authors) > 2 else None


def cut_in_a_name(one: Citation, rng: Random) -> Citation | None:
    """A list cut after so many letters, in the middle of a name: `Berg NM, Dah…`"""
    persons = people.people(one.authors)
    if len(persons) < 4:
        return None
    text = ", ".join(map(people.initials_first, persons))
    return one.but(
        authors=(*text[: len(text) // 2].split(", ")[:-1], text[: len(text) // 2].split(", ")[-1] + "…")
    )


def last_first(one: Citation, rng: Random) -> Citation | None:
    return one.but(authors=one.authors[::-1]) if len(one.authors) > 1 else None


def alphabetical(one: Citation, rng: Random) -> Citation | None:
    names = tuple(sorted(one.authors))
    return one.but(authors=names) if names != one.authors else None


def mistyped(one: Citation, rng: Random) -> Citation:
    """One letter of the first surname is another."""
    first = people.people(one.authors)[0]
    place = rng.randrange(len(first.family))
    family = first.family[:place] + rng.choice("aeionrt") + first.family[place + 1 :]
    return one.but(authors=(f"{family}, {first.given}", *one.authors[1:]))


def two_swapped(one: Citation, rng: Random) -> Citation | None:
    """Two letters of the first surname are exchanged."""
    first = people.people(one.authors)[0]
    if len(first.family) < 4:
        return None
    place = rng.randrange(1, len(first.family) - 1)
    letters = list(first.family)
    letters[place], letters[place + 1 - len(letters)] = letters[place + 1 - len(letters)], letters[place]
    return one.but(authors=(f"{''.join(letters)}, {first.given}", *one.authors[1:]))


def transliterated(one: Citation, rng: Random) -> Citation | None:
    persons = people.people(one.authors)
    other = [people.transliterated(person, rng) for person in persons]
    if not other[0]:
        return None
    return one.but(authors=tuple(people.initials(new or old) for old, new in zip(persons, other, strict=True)))


def nobody(one: Citation, rng: Random) -> Citation:
    return one.but(authors=())


def anonymous(one: Citation, rng: Random) -> Citation:
    return one.but(authors=(rng.choice(("Anonymous", "[Anonymous]", "Anon", "[No authors listed]")),))


def degrees(one: Citation, rng: Random) -> Citation:
    """Titles and degrees behind the names."""
    return one.but(
        authors=tuple(
            f"{people.natural(person)} {rng.choice(('PhD', 'MD', 'RN', 'M.Sc.', 'Dr.'))}"
            for person in people.people(one.authors)
        )
    )


def editor_as_author(one: Citation, rng: Random) -> Citation:
    """Editors or translators are listed among the authors."""
    return one.but(authors=(*one.authors, "Lunde, Kari", "Moe, Liv"))


KINDS = in_both_settings(
    (
        ("initials", "Initials instead of given names, as PubMed writes them", each(people.initials)),
        ("dotted initials", "Initials with dots", each(people.dotted)),
        ("natural order", "Given names before surnames, without a comma", each(people.natural)),
        ("initials first", "Initials before surnames", each(people.initials_first)),
        ("names turned", "Given names taken for surnames", each(people.turned)),
        ("names in capitals", "Names in capital letters", each(people.capitals)),
        ("names without accents", "Names without accents; ø, å and æ as o, a and ae", each(people.folded)),
        ("compound surname halved", "One of two surnames is left", compound_halved),
        ("compound surname hyphen", "Two surnames with a hyphen or without", compound_hyphen),
        ("second surname", "A second surname that one database leaves out", surname_added),
        ("particle behind", "van, de and the like behind the name", particle_behind),
        ("other transliteration", "Names in another transliteration", transliterated),
        ("names in Cyrillic", "Names in Cyrillic letters, the title in Latin ones", each(people.cyrillic)),
        ("names in one line", "All names in one field, with semicolons", in_one_line("; ", people.full)),
        ("names with commas", "All names in one field, with commas only", in_one_line(", ", people.initials)),
        ("names run together", "Names without anything between them", in_one_line("", people.initials)),
        ("et al.", "The first author and et al.", first_and_others),
        ("first author only", "The first author of a longer list", first_alone),
        ("names cut off", "A list that was cut in the middle of a name", cut_in_a_name),
        ("authors reversed", "The last author first", last_first),
        ("authors sorted", "Authors in the order of the alphabet", alphabetical),
        ("first author mistyped", "One letter of the first surname is wrong", mistyped),
        ("first author misread", "Two letters of the first surname are exchanged", two_swapped),
        ("degrees", "Titles and degrees behind the names", degrees),
        ("editors as authors", "Editors among the authors", editor_as_author),
        ("group for persons", "A study group instead of its persons", group),
        ("group and persons", "A study group before its persons", group_added),
        ("no authors", "No author at all", nobody),
        ("anonymous", "Anonymous instead of the authors", anonymous),
    )
)
