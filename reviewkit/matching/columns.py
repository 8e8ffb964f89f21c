"""Records as columns of normalized values: what blocking and comparison work on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import IntFlag
from functools import lru_cache

from reviewkit import normalize
from reviewkit.gc_pause import gc_paused
from reviewkit.matching.known_by import doi_of_preprint, known_by, preprint_version
from reviewkit.matching.publication import Publication, publication_of
from reviewkit.matching.titles import is_protocol, title_and_notice, without_responsibility
from reviewkit.model import Record

# Letters of an abstract that are compared. With 120 a label in front ("Introduction:") weighs twice as much, and
# six verdicts of the eight sets change between asked and linked. With 600 eight questions become links, two
# abstracts of one meeting that begin alike (atypical cells with repair, with atrophy) are asked about instead of
# joined, and the columns hold twice the text.
ABSTRACT_LENGTH = 240
# Letters from which what is given as the first author is taken for several names without separators. The first
# author is part of many keys of the blocking: with 20 or 80 letters a doubtful pair or two of DBLP-ACM are not
# compared.
_LONGEST_NAME = 40
# Letters of a title and of a name, authors and identifiers that are compared; what is longer is cut for matching alone.
# Two titles of a million letters took over 40 seconds to compare, and six records of 3,000 authors 43.
LONGEST_TITLE, LONGEST_AUTHOR, MOST_AUTHORS, _MOST_IDENTIFIERS = 2_000, 200, 300, 100
_INITIALS = re.compile(r"(?<![^\W_])[A-ZÆØÅÖÄÜÉ]{1,3}(?![^\W_])")
# Where "BergNora" and "BERGNora" are two names; "McDonald" and "MacLeod" are one.
_RUN_TOGETHER = re.compile(r"(?<=[a-zà-ÿ])(?<!\bMc)(?<!\bMac)(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
# Where names may have been run together, so that most lists are not searched for it: "Berg N.Dahl P.", "ReeEline".
_SEAM = re.compile(r"[a-zà-ÿA-ZÀ-Þ][A-ZÀ-Þ][a-zà-ÿ]|[a-zà-ÿ][A-ZÀ-Þ]|\.[A-ZÀ-Þ][a-zà-ÿ]")
_NOBODY = re.compile(r"^\W*(?:anonymous|anon|no authors? listed|\[?s\.?n\.?\]?|et al)\W*$", re.IGNORECASE)

_PREPRINT_DOI = re.compile(
    r"10\.(?:1101/(?:20\d\d\.|\d{6})|64898/|21203/rs|2139/ssrn|48550/arxiv|(?!17605)\d{5}/osf|20944/preprints|36227/techrxiv|"
    r"26434/chemrxiv|33774/|14293/(?:s2199|pr2199)|32388/|55458/neurolibre|2196/preprints|22541/(?:au|essoar)\.|"
    r"1002/essoar\.|7287/peerj\.preprints|3762/bxiv|1590/scielopreprints|31223/)"
)
_PREPRINT_PLACE = re.compile(
    r"\b(?:biorxiv|medrxiv|arxiv|psyarxiv|socarxiv|chemrxiv|ssrn|research square|preprints?|osf preprints)\b"
)
_THESIS_PLACE = re.compile(r"\b(?:dissertations?|thesis|theses|doctoral|avhandling|ph ?d)\b")
COCHRANE = "10.1002/14651858."  # how the DOI of a Cochrane review begins
_VERSION = re.compile(
    r"^(?P<series>10\.1002/14651858\.[a-z]{2}\d{6})(?:\.pub(?P<pub>\d+))?$"
    r"|^(?P<open>10\.(?:12688|3310|21955|15252)/[\w.]*\d)\.(?P<number>\d+)$"
    r"|^(?P<preprint>10\.(?:21203/rs\.\S+?|20944/preprints\S+?|48550/arxiv\.\S+?|1101/\S+?|64898/\S+?"
    r"|26434/chemrxiv\S+?|33774/\S+?|36227/techrxiv\.\S+?|22541/\S+?|7287/peerj\.preprints\.\S+?|3762/bxiv\.\S+?"
    r"|14293/\S+?|17504/protocols\.io\.\S+?|\d+/osf\.io/\w+?))(?:[/._-]?v(?P<v>\d+))$"
)
# Journals whose articles are written anew every few years under the same title.
_UPDATED = frozenset(("bmj clin evid", "bmj clinical evidence", "clinical evidence", "clin evid", "statpearls"))
_PUNCTUATION = bytes(sign for sign in range(128) if not chr(sign).isalnum())
CUT_DOI = "cut "  # before what is left of a DOI that lost its end
_COCHRANE_PAGE = re.compile(r"^[a-z]{2}\d{6}$")  # "CD001187", the number of a review, where its page should stand


class Kind(IntFlag):
    """What a record is besides a journal article; a record may be several."""

    ABSTRACT = 1
    PREPRINT = 2
    PROTOCOL = 4
    THESIS = 8
    TRUNCATED = 16  # its title was cut off: "Trust in home care: an interview …"


@dataclass(frozen=True, slots=True)
class Columns:
    """One list per normalized field, all of one length: the number of records. "" and 0 stand for unknown.

    `title` is without what databases add to it and without the mark of a notice, which is in `notice` (erratum,
    reply, ...). `names` are the words of the authors' names in their order. `series` and `version` are those of a
    report that comes in versions, such as a Cochrane review. `kind` is a sum of `Kind`. `numbers` are those of a
    registration, a book or a report, as in Record.identifiers, and `accessions` those that databases give the record.
    """

    title: list[str]
    notice: list[str]
    kind: list[int]
    series: list[str]
    version: list[str]
    names: list[str]
    first_author: list[str]
    year: list[int]
    journal: list[str]
    volume: list[str]
    issue: list[str]
    first_page: list[str]
    last_page: list[str]
    doi: list[str]
    pmid: list[str]
    numbers: list[str]
    accessions: list[str]
    abstract: list[str]

    def __len__(self) -> int:
        return len(self.title)


@gc_paused()
def columns(records: Iterable[Record]) -> Columns:
    """The table of normalized columns; the records themselves need not be kept."""
    table = no_columns()
    for record in records:
        _add(table, record)
    return table


def no_columns() -> Columns:
    """A table without a record."""
    return Columns(*([] for _ in fields(Columns)))


def extend(table: Columns, more: Columns) -> None:
    """Append the records of another table to the first, in place."""
    for column in fields(Columns):
        getattr(table, column.name).extend(getattr(more, column.name))


def rows_of(table: Columns, positions: Sequence[int]) -> Columns:
    """The records at some positions."""
    whole = [getattr(table, column.name) for column in fields(Columns)]
    return Columns(*([values[n] for n in positions] for values in whole))


def _add(table: Columns, record: Record) -> None:
    publication = publication_of(record)
    authors = tuple(name[:LONGEST_AUTHOR] for name in record.authors[:MOST_AUTHORS])
    title, notice = title_and_notice(without_responsibility(record.title[:LONGEST_TITLE], authors))
    names = name_words(authors)
    known = known_by(record.identifiers[:_MOST_IDENTIFIERS])
    preprint = "" if publication.volume else known.preprint
    doi = record.doi or doi_of_preprint(preprint)
    series, version = _version(doi, publication, title, record.year)
    if preprint and not version:
        series, version = preprint_version(preprint)
    elif known.edition and not version:
        series, version = f"edition of {title} {names}", known.edition
    table.title.append(one_spelling(title))
    table.notice.append(notice)
    table.kind.append(_kind(record, publication, title, preprint))
    table.series.append(series)
    table.version.append(version)
    table.names.append(names)
    table.first_author.append(_first_author(authors, names))
    table.year.append(record.year or 0)
    table.journal.append(publication.journal)
    table.volume.append(publication.volume)
    table.issue.append(publication.issue)
    table.first_page.append(publication.first_page)
    table.last_page.append(publication.last_page)
    table.doi.append(f"{CUT_DOI}{_letters_and_digits(doi)}" if is_cut(doi) else _letters_and_digits(doi))
    table.pmid.append(record.pmid)
    table.numbers.append(known.numbers)
    table.accessions.append(known.accessions)
    table.abstract.append(_abstract(record.abstract))


def one_spelling(words: str) -> str:
    """Folded words with aa, oe and ue as a, o and u, so that å meets aa, ø meets oe and ü meets ue."""
    return words.replace("aa", "a").replace("oe", "o").replace("ue", "u")


def _kind(record: Record, publication: Publication, title: str, preprint: str) -> int:
    """What a record is, as a sum of `Kind`; `title` is folded, `preprint` is what its address names."""
    kind = 0
    if publication.supplement:
        kind |= Kind.ABSTRACT
    on_server = preprint.startswith(("10.", "osf.io/")) and not record.doi and not publication.journal
    if on_server or _PREPRINT_DOI.match(record.doi):
        kind |= Kind.PREPRINT
    if is_protocol(title):
        kind |= Kind.PROTOCOL
    if record.kind == "THES" or record.volume.startswith("Ph.D"):
        kind |= Kind.THESIS
    if record.title.endswith(("…", "...")):
        kind |= Kind.TRUNCATED
    return kind | _kind_of_place(publication.journal)


@lru_cache(maxsize=1 << 14)
def _kind_of_place(journal: str) -> int:
    """What a record is because of where it was published."""
    preprint = Kind.PREPRINT if _PREPRINT_PLACE.search(journal) else 0
    return preprint | (Kind.THESIS if _THESIS_PLACE.search(journal) else 0)


def _version(doi: str, publication: Publication, title: str, year: int | None) -> tuple[str, str]:
    """The series and the version of a report that comes in versions: Cochrane reviews, preprints, F1000.

    The version is a number ("2"), or year and issue ("2008 4") where no DOI tells it.
    """
    if versioned := _VERSION.match(doi):
        parts = versioned.groupdict()
        series = parts["series"] or parts["open"] or _osf(parts["preprint"] or "")
        return series, parts["pub"] or parts["number"] or parts["v"] or "1"
    if _COCHRANE_PAGE.match(publication.first_page) and "cochrane" in publication.journal and year:
        return f"10.1002/14651858.{publication.first_page}", f"{year} {publication.issue}"
    if publication.journal in _UPDATED and year:
        return f"updated {title}", str(year)
    return "", ""


def _osf(series: str) -> str:
    """A preprint of OSF by the number that its addresses have too, whichever server (PsyArXiv, SocArXiv) it is on."""
    before, slash, number = series.partition("/osf.io/")
    return f"osf.io/{number}" if slash else before


def is_cut(doi: str) -> bool:
    """Whether a DOI was cut at a sign of its own: what is left of a SICI ("10.1002/(sici)...17:15/16") names the issue,
    while the whole one ends with "...co;2-x"."""
    if "(" not in doi:
        return False
    is_sici = "(sici)" in doi or "<" in doi or "::" in doi
    return bool(_ISSUE_ONLY.search(doi) or (is_sici and not _SICI_END.search(doi)))


_SICI_END = re.compile(r";\s?\d(?:-[\w#@])?$")
# An ISSN, the date or year, volume and issue, and nothing behind them.
_ISSUE_ONLY = re.compile(r"/\d{4}-\d{3}[\dx]\(\d{4,8}(?:/\d+)*\)\d+(?::\d+(?:/\d+)?)?$")


def _letters_and_digits(doi: str) -> str:
    """A DOI without its dots and dashes, because databases lose them."""
    return doi.encode("ascii", "ignore").translate(None, _PUNCTUATION).decode("ascii") if doi else ""


def _abstract(text: str) -> str:
    """The beginning of an abstract, folded; twice its length is looked at, since folding takes letters away."""
    return normalize.folded(text[: 2 * ABSTRACT_LENGTH])[:ABSTRACT_LENGTH] if text else ""


def _first_author(authors: tuple[str, ...], names: str) -> str:
    """The surname of the first author; the first word where names are run together."""
    if not names:
        return ""
    first = authors[0]
    if len(first) >= _LONGEST_NAME or _SEAM.search(first.partition(",")[0]):
        return names.partition(" ")[0]
    return one_spelling(normalize.surname(first))


def name_words(authors: tuple[str, ...]) -> str:
    """The words of the authors' names that can be compared across databases: surnames, and given names in full.

    Initials are left out; "Slavin S. A.Lin S. J." (names run together) gives its two surnames. "Anonymous" is nobody.
    """
    if not authors:
        return ""
    text = " ".join(authors)
    if len(text) < _LONGEST_NAME and _NOBODY.match(text):
        return ""
    if _SEAM.search(text):
        text = _RUN_TOGETHER.sub(" ", text)
    text = normalize.folded(_INITIALS.sub(" ", text))
    # One letter is an initial that _INITIALS did not see; two may be a surname (Li, Ku): without them two true
    # pairs are asked about and two by different people too.
    return " ".join(dict.fromkeys(word for word in one_spelling(text).split() if len(word) > 1))
