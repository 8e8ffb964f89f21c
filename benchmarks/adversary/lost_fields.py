"""The same report with fields that one database does not have: one at a time, and several."""

from collections.abc import Iterable
from random import Random

from benchmarks.adversary.citation import Citation, is_placed
from benchmarks.adversary.kinds import Kind, Made, Make, same

FIELDS = ("authors", "year", "journal", "volume", "issue", "pages", "identifiers", "abstract")
SEVERAL = ("authors", "year", "journal", "volume", "pages")


def without(one: Citation, fields: Iterable[str]) -> Citation:
    """The citation without the fields of these names; `identifiers` are DOI and PubMed id."""
    empty: dict[str, object] = {}
    for field in fields:
        empty |= {"doi": "", "pmid": ""} if field == "identifiers" else {field: () if field == "authors" else ""}
    return one.but(**empty)


def lost(*fields: str) -> Make:
    """A copy without these fields; nothing is left out that the source does not have."""

    def make(source: Citation, rng: Random) -> Made:
        copy = without(source, fields)
        return (source, copy) if is_placed(source) and copy != source else None

    return make


def lost_by_chance(count: int) -> Make:
    """Identifiers and abstract gone, and so many other fields by chance."""

    def make(source: Citation, rng: Random) -> Made:
        if not is_placed(source):
            return None
        return source, without(source, ("identifiers", "abstract", *rng.sample(SEVERAL, count)))

    return make


def lost_on_both_sides(source: Citation, rng: Random) -> Made:
    """Each copy lacks two fields that the other has."""
    if not is_placed(source):
        return None
    fields = rng.sample(SEVERAL, 4)
    return without(source, ("identifiers", *fields[:2])), without(source, ("identifiers", "abstract", *fields[2:]))


def only(*fields: str) -> Make:
    """A copy with these fields alone besides the title."""
    gone = tuple(field for field in FIELDS if field not in fields)

    def make(source: Citation, rng: Random) -> Made:
        return (source, without(source, gone)) if is_placed(source) else None

    return make


def only_first_author(source: Citation, rng: Random) -> Made:
    if not is_placed(source) or len(source.authors) < 3:
        return None
    return source, without(source, FIELDS[2:]).but(authors=source.authors[:1])


KINDS: tuple[Kind, ...] = (
    *(
        same(
            f"no {field} in one",
            f"One copy has no {field}; identifiers are on one side only.",
            lost("identifiers", field),
        )
        for field in FIELDS
        if field != "identifiers"
    ),
    same("no identifiers in one", "One copy has neither DOI nor PubMed id; all else agrees.", lost("identifiers")),
    same(
        "one field by chance",
        "One copy has no identifiers, no abstract and lacks one field more.",
        lost_by_chance(1),
    ),
    same(
        "two fields by chance",
        "One copy has no identifiers, no abstract and lacks two fields more.",
        lost_by_chance(2),
    ),
    same(
        "three fields by chance",
        "One copy has no identifiers and no abstract and lacks three of authors, year, journal, volume and pages.",
        lost_by_chance(3),
        enough=False,
    ),
    same(
        "two fields on either side",
        "Each copy lacks two fields that the other has, and both the identifiers.",
        lost_on_both_sides,
        enough=False,
    ),
    same("title, authors, year", "One copy has title, authors and year.", only("authors", "year")),
    same("title, authors", "One copy has title and authors.", only("authors")),
    same("title, first author, year", "One copy has title, first author and year.", only_first_author),
    same("title, journal, year", "One copy has title, journal and year.", only("journal", "year")),
    same("title, year", "One copy has title and year.", only("year"), enough=False),
    same("title alone", "One copy has the title alone.", only(), enough=False),
    same("title, volume, pages", "One copy has title, volume and pages.", only("volume", "pages")),
    same("title, journal, pages", "One copy has title, journal and pages.", only("journal", "pages")),
    same("title, authors, abstract", "One copy has title, authors and abstract.", only("authors", "abstract")),
)
