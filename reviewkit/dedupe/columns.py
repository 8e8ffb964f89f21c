"""Records as columns of normalized values: what blocking and comparison work on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reviewkit import normalize
from reviewkit.model import Record

ABSTRACT_LENGTH = 240
_RUN_TOGETHER = re.compile(r"(?<=[a-zà-ÿ])(?<!\bMc)(?<!\bMac)(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
# What databases add behind a title: "[Review] [53 refs]", "[References]", "(abstract only)".
_REMARKS = re.compile(
    r"(\s*[\[(](review|references|letter|see comments?|abstract only|\d+ refs?)[\])]\.?)+\s*$", re.IGNORECASE
)
_SUPPLEMENT = re.compile(r"suppl|conference|meeting|congress|abstracts")
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
    supplement: list[bool]

    def __len__(self) -> int:
        return len(self.title)


def columns(records: Iterable[Record]) -> Columns:
    """The table of normalized columns; the records themselves need not be kept."""
    table = Columns([], [], [], [], [], [], [], [], [], [], [], [], [])
    for record in records:
        first, _, last = record.pages.partition("-")
        table.title.append(normalize.folded(_REMARKS.sub("", record.title)))
        table.names.append(name_words(record.authors))
        table.first_author.append(normalize.surname(record.authors[0]) if record.authors else "")
        table.year.append(record.year or 0)
        table.journal.append(normalize.folded(record.journal))
        table.volume.append(_volume(record.volume))
        table.issue.append(normalize.folded(record.issue))
        table.first_page.append(_page(first))
        table.last_page.append(_page(last))
        table.doi.append(record.doi)
        table.pmid.append(record.pmid)
        table.abstract.append(normalize.folded(record.abstract[: 2 * ABSTRACT_LENGTH])[:ABSTRACT_LENGTH])
        place = f"{record.journal} {record.volume} {record.issue} {record.pages}".casefold()
        table.supplement.append(bool(_SUPPLEMENT.search(place)))
    return table


def name_words(authors: tuple[str, ...]) -> frozenset[str]:
    """The words of the authors' names that can be compared across databases: surnames, and given names in full.

    Initials are left out; "Slavin S. A.Lin S. J." (names run together) gives its two surnames.
    """
    words: set[str] = set()
    for name in authors:
        parts = re.split(r"[\s.,;]+", _RUN_TOGETHER.sub(" ", normalize.readable(name)))
        kept = " ".join(part for part in parts if part and not _INITIALS.match(part))
        words.update(word for word in normalize.folded(kept).split() if len(word) > 1)
    return frozenset(words)


def _page(text: str) -> str:
    """A page as letters and digits without leading zeros: S498, e57261, 277. "Nov" and "Suppl" are no pages."""
    words = [word for word in normalize.folded(text).split() if any(letter.isdigit() for letter in word)]
    return words[-1].lstrip("0") if words else ""


def _volume(text: str) -> str:
    """The first number of a volume; "3)" is what is left of "12 (Suppl 3)", and unknown."""
    return "" if text.count("(") != text.count(")") else "".join(normalize.numbers(text)[:1])
