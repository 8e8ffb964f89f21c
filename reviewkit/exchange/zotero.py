"""Records as Zotero's translator of RIS takes them; each fact here was measured with it (`make interchange`).

Zotero drops in silence what an item of a kind has no field for, and takes some of it for something else: the issue of a
chapter for its number of volumes, the pages of a book for how many these are, the ISSN of a report for its number. It
decodes HTML everywhere but in notes and abstract, and reads a note such as `Language: eng` as ProCite wrote it, after
which it changes the volumes of all later books into editions.
"""

import html
import re
from collections.abc import Iterable

from reviewkit.formats.kinds import Kind
from reviewkit.model import Field

# Zotero takes GEN and UNPB for articles, and INPR for a manuscript; ANCIENT is one of its words for a document.
_TYPES = {Kind.ARTICLE: "JOUR", Kind.UNPUBLISHED: "MANSCPT", Kind.GENERIC: "ANCIENT"}
_SERIAL = (Kind.ARTICLE, Kind.MAGAZINE, Kind.NEWSPAPER)
_IN_BOOKS = (Kind.CHAPTER, Kind.CONFERENCE)
_PAPERS = (*_SERIAL, *_IN_BOOKS)
_TITLED = (*_PAPERS, Kind.BOOK, Kind.REPORT, Kind.STANDARD, Kind.SOFTWARE, Kind.WEBPAGE, Kind.STATUTE)
_NOT_ARCHIVED = (Kind.WEBPAGE, Kind.PATENT, Kind.STATUTE)
# The kinds of work whose items have a field for what a tag says; other tags have one in every item.
_HAVE: dict[str, frozenset[Kind]] = {
    "A2": frozenset((Kind.ARTICLE, Kind.GENERIC, *_IN_BOOKS, Kind.BOOK, Kind.REPORT, Kind.STANDARD)),
    "T2": frozenset(_TITLED),
    "T3": frozenset((Kind.ARTICLE, *_IN_BOOKS, Kind.BOOK)),
    "VL": frozenset((*_PAPERS, Kind.BOOK, Kind.VIDEO)),
    "IS": frozenset((*_SERIAL, Kind.CONFERENCE)),
    "ET": frozenset((Kind.NEWSPAPER, Kind.BOOK, Kind.CHAPTER, Kind.DATASET, Kind.SOFTWARE)),
    "SP": frozenset((*_PAPERS, Kind.REPORT, Kind.STANDARD, Kind.PATENT, Kind.STATUTE)),
    "SN": frozenset((*_PAPERS, Kind.BOOK, Kind.THESIS, Kind.SOFTWARE, Kind.VIDEO)),
    "PB": frozenset(Kind) - {Kind.STATUTE, Kind.WEBPAGE, Kind.UNPUBLISHED},
    "CY": frozenset(Kind) - {Kind.STATUTE, Kind.WEBPAGE},
    "LA": frozenset(Kind) - {Kind.SOFTWARE},
    "AN": frozenset(Kind) - {*_NOT_ARCHIVED},
    "DB": frozenset(Kind) - {*_NOT_ARCHIVED},
}
_HAVE["EP"] = _HAVE["SP"]
_COUNT_PAGES = (Kind.BOOK, Kind.THESIS, Kind.UNPUBLISHED)  # a single number in SP says how many pages these have
_HTML = re.compile(r"&#?\w|<[A-Za-z/!?]")
_PROCITE = re.compile(
    r"([^A-Za-z,\s]|^)((?:Author|Artist|Series Editor|Editor/Compiler|Compiler|Cartographer|Composer|Producer|Director|"
    r"Performer) Role|Author, (?:Subsidiary|Monographic)|Record (?:ID|Number)|Notes|Connective Phrase|Extent of Work|"
    r"Packaging Method|Call Number|Edition|ISBN|Language|Publisher Name|Series Title|Proceedings Title|Page\(s\)|"
    r"(?:Volume|Issue|Series Volume) ID|Issue Identification|Scale|Place of Publication|Histroy|Size)(?=:)"
)


def for_zotero(kind: Kind, fields: Iterable[Field]) -> list[Field]:
    """The fields of a record in the tags that Zotero has a field for; the others are notes."""
    fields = list(fields)
    is_range = any(item.tag == "EP" for item in fields)
    has_series = any(item.tag == "T3" for item in fields)
    return [_as_read(_placed(kind, item, is_range, has_series)) for item in fields]


def _placed(kind: Kind, item: Field, is_range: bool, has_series: bool) -> Field:
    tag, value, _ = item
    if tag == "TY":
        return item._replace(value=_TYPES.get(kind, value))
    if tag == "SP" and kind in _COUNT_PAGES and not is_range and value.isdecimal():
        return item
    if kind not in _HAVE.get(tag, (kind,)) or (tag == "T2" and kind is Kind.BOOK and has_series):
        return item._replace(tag="N1", value=f"{'Editor' if tag == 'A2' else tag}: {value}")
    return item._replace(tag="ED") if tag == "A2" else item


def _as_read(item: Field) -> Field:
    """The field with the text that Zotero reads as this one."""
    if item.tag == "N1":
        return item._replace(value=_PROCITE.sub(r"\1\2 ", item.value))
    if item.tag != "AB" and _HTML.search(item.value):
        return item._replace(value=html.escape(item.value, quote=False))
    return item
