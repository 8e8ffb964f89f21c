"""What was imported: a record is one reference in one export, a source one search in one database."""

from dataclasses import dataclass
from typing import NamedTuple

from reviewkit.errors import Place
from reviewkit.words import Arm


class Field(NamedTuple):
    """One tag of an export with its value as the database wrote it, and the line it began on.

    A tuple, because a review holds hundreds of thousands of them and they are made three times as fast.
    """

    tag: str
    value: str
    line: int


# What is understood of a record, in the order in which people read it.
UNDERSTOOD = (
    "title",
    "authors",
    "year",
    "journal",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "identifiers",
    "language",
    "kind",
    "abstract",
)


@dataclass(frozen=True, slots=True)
class Record:
    """One reference in one export: the raw fields, and how they are understood.

    `id` is the source and the position in its exports (`cinahl-0017`); it is "" where the record is in no review.
    `identifiers` are those of the report itself besides DOI and PubMed id, each with its kind before it:
    `trial:NCT00000000` of an entry in a trial registry, `isbn:9788200000000` of a whole book, `report:12/2018`,
    which is one of a kind only within its publisher; `wos:000337252800006`, by which a database knows the record
    (formats/accessions.py); `preprint:10.48550/arxiv.2101.01234v2` of an address; `edition:2` of a book.
    `format` is the format of the export (a name of formats/registry.py), which says what the tags of the fields mean.
    """

    id: str
    source: str
    place: Place
    fields: tuple[Field, ...] = ()
    kind: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    abstract: str = ""
    language: str = ""
    format: str = "ris"
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueryLine:
    """One line of a search strategy with its hits.

    `query` is what was searched, as it was typed. `number` is what other lines call it (S3, #3), "" for its place in
    the list. `element` is the id of the element of the question that it is about. `of` names the lines that it joins
    or narrows, where the query does not. `limits` are those that were set for this line alone, `date` the day it was
    run.
    """

    step: str
    query: str = ""
    hits: int | None = None
    number: str = ""
    element: str = ""
    of: tuple[str, ...] = ()
    limits: str = ""
    date: str = ""
    place: Place = Place("searches.yaml")


@dataclass(frozen=True, slots=True)
class Press:
    """Who reviewed a search strategy before it was run (PRESS, McGowan et al. 2016; PRISMA-S item 14)."""

    by: str
    date: str = ""
    note: str = ""


NOT_LOGGED = "(not in searches.yaml)"  # the database of a source that the search log does not name


@dataclass(frozen=True, slots=True)
class Source:
    """One search in one database, as described in the search log (PRISMA-S items 1, 8, 9, 13, 15).

    `difference` explains why the number of imported records is not `hits`; `explained` is the number of records that it
    was written for, None where it does not say. `rerun_of` is the source that is the same search at an earlier time.
    """

    name: str
    database: str
    arm: Arm = Arm.DATABASES
    kind: str = ""
    platform: str = ""
    date: str = ""
    searcher: str = ""
    limits: str = ""
    lines: tuple[QueryLine, ...] = ()
    hits: int | None = None
    difference: str = ""
    explained: int | None = None
    place: Place = Place("searches.yaml")
    press: Press | None = None
    rerun_of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """One imported file that counts, and the ids that its records have: `ids` is the part before the position.

    The n-th record (from 0) of the file is called `{ids}-{first + n:04d}`. `content` is the checksum of the file as it
    is now, which differs from that at import if somebody has changed it. Of a file that cannot be read, no `records`
    count; `unread` is how many it has according to the log, and their ids stay theirs.
    """

    source: str
    path: str
    sha256: str
    format: str = ""
    ids: str = ""
    first: int = 1
    records: int = 0
    imported: str = ""
    content: str = ""
    place: Place = Place("")
    unread: int = 0

    def record_ids(self) -> tuple[str, ...]:
        """The ids of its records, in the order of the file."""
        return self._ids(self.records)

    def unread_ids(self) -> tuple[str, ...]:
        """The ids of the records that do not count, because the file cannot be read."""
        return self._ids(self.unread)

    def _ids(self, count: int) -> tuple[str, ...]:
        return tuple(f"{self.ids}-{number:04d}" for number in range(self.first, self.first + count))
