"""One reference as a database writes it: text in fields, before anything is understood."""

from dataclasses import dataclass, replace
from typing import Any

from reviewkit.model import Record


@dataclass(frozen=True, slots=True)
class Citation:
    """The values of one reference as they stand in an export. `more` are further tags of RIS with their values.

    `form` is the format that it is written in (a name of written.WRITERS).
    """

    title: str
    authors: tuple[str, ...] = ()
    year: str = ""
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    abstract: str = ""
    kind: str = "JOUR"
    more: tuple[tuple[str, str], ...] = ()
    form: str = "ris"

    def but(self, **values: Any) -> "Citation":
        """The same citation with other values."""
        return replace(self, **values)

    def also(self, tag: str, value: str) -> "Citation":
        """The same citation with one tag more."""
        return replace(self, more=(*self.more, (tag, value)))

    @property
    def first(self) -> str:
        """The first page."""
        return self.pages.partition("-")[0]

    @property
    def last(self) -> str:
        """The last page, "" where there is none."""
        return self.pages.partition("-")[2]


def of_record(record: Record) -> Citation:
    """What is understood of a record, as a plain citation of a journal article."""
    return Citation(
        title=record.title,
        authors=record.authors,
        year=str(record.year or ""),
        journal=record.journal,
        volume=record.volume,
        issue=record.issue,
        pages=record.pages,
        doi=record.doi,
        pmid=record.pmid,
        abstract=record.abstract,
    )


# What a citation knows besides its title: the settings in which the same difference is tried.


def anonymous_place(one: Citation) -> Citation:
    """Title, authors, journal and year alone."""
    return one.but(volume="", issue="", pages="", doi="", pmid="", abstract="")


def without_pages(one: Citation) -> Citation:
    """The citation without pages, identifiers and abstract: volume and issue are known."""
    return one.but(pages="", doi="", pmid="", abstract="")


def without_identifiers(one: Citation) -> Citation:
    """As a database without DOIs and PubMed ids gives it."""
    return one.but(doi="", pmid="")


def scholar(one: Citation) -> Citation:
    """Title, authors and year, as lists and search engines give them."""
    return anonymous_place(one).but(journal="")


def next_pages(one: Citation, gap: int = 1) -> Citation:
    """The same citation on the pages that follow; it must have a range of pages (`is_placed`)."""
    first, last = int(one.first), int(one.last)
    start = last + gap
    return one.but(pages=f"{start}-{start + last - first}")


def other_doi(one: Citation, mark: str = "") -> Citation:
    """The same citation with the DOI that the next article of its publisher would have; without PubMed id."""
    doi = one.doi or f"10.5555/{abs(hash_of(one.title)) % 10**7:07d}"
    page, colons, check = doi.partition("::")  # a SICI ends with a check digit, so that its page is what differs
    return one.but(doi=_next_number(page) + colons + check + mark, pmid="")


def hash_of(text: str) -> int:
    """A number that is the same in every run, unlike hash()."""
    number = 0
    for letter in text:
        number = (number * 131 + ord(letter)) % (1 << 61)
    return number


def _next_number(text: str) -> str:
    """A text whose last run of digits counts seven more; with a number behind it where it has none."""
    end = len(text)
    while end and not text[end - 1].isdigit():
        end -= 1
    start = end
    while start and text[start - 1].isdigit():
        start -= 1
    if not end or start == end:
        return text + "2"
    digits = text[start:end]
    number = str(int(digits[-9:]) + 7).zfill(len(digits[-9:]))
    return text[:start] + digits[:-9] + number + text[end:]


def is_placed(one: Citation) -> bool:
    """Whether volume and a range of pages in digits are known."""
    first, last = one.first, one.last
    known = one.volume.isdigit() and first.isdigit() and last.isdigit()
    return known and 0 < int(first) < int(last) < int(first) + 60 and len(last) < 6
