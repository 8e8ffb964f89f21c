"""Records as columns of normalized values: what blocking and comparison work on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reviewkit import normalize
from reviewkit.model import Record

ABSTRACT_LENGTH = 240
_INITIALS = re.compile(r"^[A-ZÆØÅÖÄÜÉ]{1,3}$")


@dataclass(frozen=True, slots=True)
class Columns:
    """One list per normalized field, all of one length: the number of records. "" and 0 stand for unknown."""

    title: list[str]
    names: list[frozenset[str]]
    first_author: list[str]
    year: list[int]
    journal: list[str]
    volume: list[str]
    issue: list[str]
    first_page: list[str]
    last_page: list[str]
    doi: list[str]
    pmid: list[str]
    abstract: list[str]

    def __len__(self) -> int:
        return len(self.title)


def columns(records: Iterable[Record]) -> Columns:
    """The table of normalized columns; the records themselves need not be kept."""
    table = Columns([], [], [], [], [], [], [], [], [], [], [], [])
    for record in records:
        first, _, last = record.pages.partition("-")
        table.title.append(normalize.folded(record.title))
        table.names.append(name_words(record.authors))
        table.first_author.append(normalize.surname(record.authors[0]) if record.authors else "")
        table.year.append(record.year or 0)
        table.journal.append(normalize.folded(record.journal))
        table.volume.append("".join(normalize.numbers(record.volume)[:1]))
        table.issue.append(normalize.folded(record.issue))
        table.first_page.append(_page(first))
        table.last_page.append(_page(last))
        table.doi.append(record.doi)
        table.pmid.append(record.pmid)
        table.abstract.append(normalize.folded(record.abstract[: 2 * ABSTRACT_LENGTH])[:ABSTRACT_LENGTH])
    return table


def name_words(authors: tuple[str, ...]) -> frozenset[str]:
    """The words of the authors' names that can be compared across databases: surnames, and given names in full.

    Initials are left out; "Slavin S. A.Lin S. J." (names run together) gives its two surnames.
    """
    words: set[str] = set()
    for name in authors:
        family, comma, given = normalize.readable(name).partition(",")
        if comma and given.strip():
            words.update(normalize.folded(family).split())
            words.update(word for word in normalize.folded(given).split() if len(word) > 2)
        else:
            kept = [part for part in re.split(r"[\s.,;]+", family) if part and not _INITIALS.match(part)]
            words.update(word for word in normalize.folded(" ".join(kept)).split() if len(word) > 1)
    return frozenset(words)


def _page(text: str) -> str:
    """A page as letters and digits without leading zeros: S498, e57261, 277."""
    return normalize.folded(text).replace(" ", "").lstrip("0")
