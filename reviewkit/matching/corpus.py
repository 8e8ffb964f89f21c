"""What only all records together show: titles that recur, DOIs of books and supplements, two names of one journal.

Titles, DOIs and journals are 64-bit codes here (codes.py), so that what parts of the records show can be brought
together wherever they were read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from reviewkit.matching.agreement import is_short
from reviewkit.matching.codes import code, coded, joined
from reviewkit.matching.columns import Columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reviewkit.matching.codes import Codes

# Years, volumes or titles from which something is shared by many reports: a short title of three years or volumes
# is a column, a DOI of three titles is a book's or a supplement's. With two years, an article and its copy with
# another year are a column, and seven true pairs no longer join; with four, 43 pairs of columns do ("Book review
# column" of a year). With two titles under a DOI, twelve true pairs no longer join; with four, one pair of one
# title on two pages joins.
_SHARED_BY_MANY = 3
# Titles that stand under two names before these are taken for one journal. News stories that two papers print and
# statements that two journals print at once may be a few in a review; "sigmod conference" and "international
# conference on management of data" share 225. From 5 to 200 no verdict of the eight sets changes.
_TITLES_IN_BOTH = 20
# The share of the titles of either name that must stand under the other as well, because two journals that print some
# texts together have many of their own: "gastroenterology" and "journal of crohns and colitis" share 3 of 57. Names
# of one journal share a third ("sigmod conference", whose authors are often spelt otherwise) to all. From 0 to .3 no
# verdict of the eight sets changes.
_SHARE_IN_BOTH = 0.2
# Letters of a title that tell the titles under one DOI apart, so that a misspelt or cut title is not another one.
# With 80 abstracts of one supplement that begin alike ("Variation in the outcome") count as many titles, and five
# pairs of them are passed over instead of asked about; with 10 no verdict changes.
_TITLE_START = 25


@dataclass(frozen=True, slots=True)
class CorpusFacts:
    """Codes of titles that recur and of DOIs of books and supplements, and pairs of codes of one journal's names.

    The smaller code of a pair comes first.
    """

    recurring: frozenset[int] = frozenset()
    containers: frozenset[int] = frozenset()
    one_journal: frozenset[tuple[int, int]] = frozenset()

    def title_recurs(self, title: str) -> bool:
        """Whether reports of several years or volumes have this short title."""
        return code(title) in self.recurring

    def is_container(self, doi: str) -> bool:
        """Whether several titles share a DOI or the number of a book."""
        return bool(self.containers) and code(doi) in self.containers

    def is_one_journal(self, name: str, other: str) -> bool:
        """Whether these are two names of one journal."""
        if not self.one_journal:
            return False
        codes = code(name), code(other)
        return (min(codes), max(codes)) in self.one_journal


class Listed(NamedTuple):
    """Things and what each is listed with, as codes in two arrays of one length: a title and its year, and so on."""

    thing: "Codes"
    listed_with: "Codes"


class Listings(NamedTuple):
    """Short titles with years and with volumes, DOIs and numbers of books with titles, long titles with journals."""

    years: Listed
    volumes: Listed
    titles: Listed
    journals: Listed


class PartFacts(NamedTuple):
    """What one part of the listings shows; all that is listed of one thing must be in one part.

    `journals` has how many titles stand under both of two names, and under one name that is paired with itself.
    """

    recurring: frozenset[int]
    containers: frozenset[int]
    journals: "Counter[tuple[int, int]]"


def corpus_facts(table: Columns) -> CorpusFacts:
    """What all records of one table show."""
    return facts_listed(listings(table))


def facts_listed(listed: Listings) -> CorpusFacts:
    """What all that is listed shows."""
    return together([part_facts(listed)])


def listings(table: Columns) -> Listings:
    """What the records of a table list."""
    import numpy as np

    titles, volumes = coded(table.title), coded(table.volume)
    years = np.asarray(table.year, dtype=np.int64)
    short = np.fromiter(map(is_short, table.title), np.bool_, len(table))
    dois = coded(table.doi)
    starts = coded([title[:_TITLE_START] for title in table.title])
    # The number of a report is one within its publisher only, so many titles have it anyway.
    numbers = coded(["" if number.startswith("report:") else number for number in table.numbers])
    of_numbers = _listed(numbers, starts, numbers != 0)
    journals = coded(table.journal)
    authors = coded(table.first_author)
    by_author = joined(titles, years, np.where(authors == 0, 1, authors))  # an unknown author is one as well
    return Listings(
        _listed(titles, years, short & (years != 0)),
        _listed(titles, volumes, short & (volumes != 0)),
        Listed(*(np.concatenate(both) for both in zip(_listed(dois, starts, dois != 0), of_numbers, strict=True))),
        _listed(by_author, journals, ~short & (by_author != 0) & (journals != 0)),
    )


def part_facts(listed: Listings) -> PartFacts:
    """What is listed with many, and the titles of each pair of journals."""
    recurring = _shared_by_many(listed.years) | _shared_by_many(listed.volumes)
    return PartFacts(recurring, _shared_by_many(listed.titles), _journals_of_one_title(listed.journals))


def together(parts: Iterable[PartFacts]) -> CorpusFacts:
    """What all parts show; a title counts once for two journals, however many records have it."""
    recurring: set[int] = set()
    containers: set[int] = set()
    journals = Counter[tuple[int, int]]()
    for part in parts:
        recurring |= part.recurring
        containers |= part.containers
        journals.update(part.journals)
    one_journal = frozenset(pair for pair in journals if _is_one_journal(pair, journals))
    return CorpusFacts(frozenset(recurring), frozenset(containers), one_journal)


def _is_one_journal(names: tuple[int, int], journals: "Counter[tuple[int, int]]") -> bool:
    """Whether so many titles stand under both of two names, and so much of all under either, that it is one journal."""
    name, other = names
    if name == other or journals[names] < _TITLES_IN_BOTH:
        return False
    most = max(journals[name, name], journals[other, other])
    return journals[names] >= _SHARE_IN_BOTH * most


def _listed(thing: "Codes", listed_with: "Codes", wanted: "NDArray[np.bool_]") -> Listed:
    return Listed(thing[wanted], listed_with[wanted])


def _shared_by_many(listed: Listed) -> frozenset[int]:
    """The things that are listed with many different others."""
    things, _, sizes = _runs(listed)
    return frozenset(things[sizes >= _SHARED_BY_MANY].tolist())


def _journals_of_one_title(listed: Listed) -> "Counter[tuple[int, int]]":
    """For each pair of journals, the titles that both have; for each journal, paired with itself, all its titles."""
    import numpy as np

    _, journals, sizes = _runs(listed)
    found = Counter(
        pair for names in _several(journals, sizes) for pair in combinations(sorted(names.tolist()), 2)
    )
    names, titles = np.unique(journals, return_counts=True)
    found.update({(name, name): count for name, count in zip(names.tolist(), titles.tolist(), strict=True)})
    return found


def _several(values: "Codes", sizes: "Codes") -> "Iterator[Codes]":
    """The values of each run of two or more."""
    import numpy as np

    ends = np.cumsum(sizes)
    for run in np.flatnonzero(sizes > 1).tolist():
        yield values[ends[run] - sizes[run] : ends[run]]


def _runs(listed: Listed) -> "tuple[Codes, Codes, Codes]":
    """Each thing once, all different values in the order of the things, and how many of them each thing has."""
    import numpy as np

    order = np.lexsort((listed.listed_with, listed.thing))
    things, values = listed.thing[order], listed.listed_with[order]
    different = np.ones(len(things), dtype=bool)
    different[1:] = (things[1:] != things[:-1]) | (values[1:] != values[:-1])
    things, values = things[different], values[different]
    starts = np.flatnonzero(np.r_[True, things[1:] != things[:-1]]) if len(things) else np.empty(0, dtype=np.int64)
    return things[starts], values, np.diff(np.r_[starts, len(things)])
