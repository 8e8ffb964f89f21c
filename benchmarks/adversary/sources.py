"""The real records that everything is made of: each report of the exports once, as a plain citation."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.adversary.citation import Citation, of_record
from benchmarks.adversary.people import full, people
from reviewkit.errors import ReviewkitError
from reviewkit.formats import registry
from reviewkit.matching.titles import title_and_notice
from reviewkit.model import Record
from reviewkit.normalize import folded

# Folders of files that were made for tests of programs and not by searches.
NO_SEARCHES = ("synthetic-broken", "zotero-tests-ris", "rayyan-fixture-ris", "synthesisr-ris", "asreview-csv")
ABSTRACT = 800  # letters of an abstract that are kept, to write and read less; matching compares fewer
LEAST_WORDS = 5  # of a title, so that a difference of one word is one in a title that says something


@dataclass(frozen=True, slots=True)
class Source:
    """A real record: the file and the position in it (from 1), and the citation."""

    file: str
    position: int
    citation: Citation

    @property
    def key(self) -> str:
        """What it is called in lists: file and position."""
        return f"{self.file}#{self.position}"


def read_sources(folder: Path) -> list[Source]:
    """The records of all exports that have title, authors, year and journal, each report once, in the order of files.

    A report is seen again where title, DOI or PubMed id is; matching itself is not asked, so that the sources stay
    the same when its rules change.
    """
    seen: set[str] = set()
    found = []
    for file, position, record in _records(folder):
        marks = {folded(record.title), record.doi, record.pmid and f"pmid {record.pmid}"} - {""}
        known = bool(marks & seen)
        seen |= marks
        if not known and (source := source_of(file, position, record)):
            found.append(source)
    return found


def _records(folder: Path) -> Iterator[tuple[str, int, Record]]:
    with (folder / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        files = sorted(row["file"] for row in csv.DictReader(lines, delimiter="\t"))
    for file in files:
        if file.partition("/")[0] in NO_SEARCHES:
            continue
        try:
            records = registry.read((folder / file).read_bytes(), file).records
        except ReviewkitError:
            continue
        for position, record in enumerate(records, start=1):
            yield file, position, record


def source_of(file: str, position: int, record: Record) -> Source | None:
    """A record as a source, with all given names in full; None where it says too little or is a notice itself."""
    title, notice = title_and_notice(record.title)
    persons = people(record.authors)
    says = record.year and record.journal and persons and len(title.split()) >= LEAST_WORDS
    if not says or notice or record.title.rstrip().endswith(("...", "…")) or "|" in record.title:
        return None
    citation = of_record(record).but(
        authors=tuple(map(full, persons)), title=record.title.strip(" ."), abstract=record.abstract[:ABSTRACT]
    )
    return Source(file, position, citation)
