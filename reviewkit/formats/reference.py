"""A record as a reference list needs it: with publisher, editors, ISBN, keywords and the like.

Writers of other formats take a Reference, so that what RIS calls PB, BibTeX school and CSL publisher is one thing.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reviewkit import normalize
from reviewkit.formats import bibtex, json
from reviewkit.formats.base import is_suffix, split_names, values_of
from reviewkit.formats.csv_profiles import ACCESSED, ADDRESS, INSTITUTION, READ, column, is_csv
from reviewkit.formats.kinds import Kind, kind_of
from reviewkit.model import Field, Record


@dataclass(frozen=True, slots=True)
class Reference:
    """A record with its kind of work and with what only reference lists need.

    `date` is year, month and day, as far as they are known; so are `accessed`, when it was got from its address, and
    `read`, when somebody read it. `genre` is what kind of thesis or report it is.
    """

    record: Record
    kind: Kind
    editors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    edition: str = ""
    series: str = ""
    isbn: tuple[str, ...] = ()
    issn: tuple[str, ...] = ()
    url: str = ""
    keywords: tuple[str, ...] = ()
    genre: str = ""
    date: tuple[int, ...] = ()
    accessed: tuple[int, ...] = ()
    read: tuple[int, ...] = ()

    @property
    def serials(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The numbers of the work itself, then the others: an article's ISSN and a book's or chapter's ISBN.

        Programs that have one field for both take whatever is there for the one that the kind of work has.
        """
        return (self.issn, self.isbn) if self.kind in _WITH_ISSN else (self.isbn, self.issn)

    def full_date(self, separator: str) -> str:
        """Year, month and day in digits; "" where no more than the year is known."""
        return in_digits(self.date, separator) if len(self.date) > 1 else ""


def in_digits(date: Sequence[int], separator: str = "-") -> str:
    """Year, month and day as far as they are known: `2024-01-31`; "" for none."""
    return separator.join(f"{part:02d}" for part in date)


class _Tags(NamedTuple):
    """Which tags of a format hold what; the first that has a value counts, of serials and keywords all do."""

    editors: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    edition: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    serial: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    genre: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    accessed: tuple[str, ...] = ()
    read: tuple[str, ...] = ()


_WOS = _Tags(("BE", "ED"), ("PU",), ("PI",), (), ("SE",), ("BN", "SN", "EI"), (), ("DE", "ID"), (), ("PD",))
_PUBMED, _EBSCO = "MedlineCitation", "header/controlInfo"
_TAGS: dict[str, _Tags] = {
    "ris": _Tags(
        ("A2", "ED"),
        ("PB",),
        ("CY", "PP"),
        ("ET",),
        ("T3",),
        ("SN",),
        ("UR",),
        ("KW",),
        ("M3",),
        ("DA", "PY", "Y1"),
        ("Y2",),
    ),
    "nbib": _Tags(("FED", "ED"), ("PB",), (), ("EN",), (), ("ISBN", "IS"), (), ("OT", "MH"), (), ("DP",)),
    "wos": _WOS,
    "wos-tab": _WOS,
    "enw": _Tags(
        ("%E",), ("%I",), ("%C",), ("%7",), ("%S",), ("%@",), ("%U",), ("%K",), ("%9",), ("%8",), ("%[",)
    ),
    "refworks": _Tags(("A2",), ("PB",), ("PP",), ("ED",), ("T3",), ("SN",), ("LK", "UL"), ("K1",), (), ("FD",)),
    "ovid": _Tags((), ("Publisher",), ("Place of Publication",), (), (), ("ISBN", "ISSN"), ("URL",), ("Keyword",)),
    "bibtex": _Tags(
        ("editor",),
        ("publisher", "school", "institution", "organization"),
        ("address", "location"),
        ("edition",),
        ("series",),
        ("isbn", "issn", "eissn"),
        ("url",),
        ("keywords", "keyword"),
        ("type",),
        ("date",),
        ("urldate",),
    ),
    "csl-json": _Tags(
        ("editor",),
        ("publisher",),
        ("publisher-place",),
        ("edition",),
        ("collection-title",),
        ("ISBN", "ISSN"),
        ("URL",),
        ("keyword",),
        ("genre",),
    ),
    "csv": _Tags(
        ("editors", "editor", "secondary authors"),
        ("publisher",),
        ("place", "place of publication", "publisher location", "place published"),
        ("edition",),
        ("series", "series title", "tertiary title"),
        ("isbn", "issn", "isbns", "issns"),
        ("url", "link", "urls"),
        ("keywords", "author keywords", "index keywords", "manual tags"),
        ("genre", "type of work"),
        ("publication date", "date"),
        ACCESSED,
        READ,
    ),
    "csv-grey": _Tags(
        ("editors", "redaktører", "redaktor", "redaktorer"),
        INSTITUTION,
        ("place", "sted", "stad"),
        url=ADDRESS,
        keywords=("keywords", "emneord"),
        genre=("type",),
        date=("date", "dato", "utgitt", "utgjeve"),
        accessed=ACCESSED,
        read=READ,
    ),
    "endnote-xml": _Tags(
        ("contributors/secondary-authors/author",),
        ("publisher",),
        ("pub-location",),
        ("edition",),
        ("titles/tertiary-title",),
        ("isbn",),
        ("urls/related-urls/url", "urls/web-urls/url"),
        ("keywords/keyword",),
        ("work-type",),
    ),
    "pubmed-xml": _Tags(
        (),
        ("BookDocument/Book/Publisher/PublisherName",),
        ("BookDocument/Book/Publisher/PublisherLocation",),
        serial=("BookDocument/Book/Isbn", f"{_PUBMED}/Article/Journal/ISSN"),
        keywords=(f"{_PUBMED}/KeywordList/Keyword", f"{_PUBMED}/MeshHeadingList/MeshHeading/DescriptorName"),
    ),
    "ebsco-xml": _Tags(
        (),
        (f"{_EBSCO}/pubinfo/pub",),
        (f"{_EBSCO}/pubinfo/place",),
        serial=(f"{_EBSCO}/jinfo/issn", f"{_EBSCO}/bkinfo/isbn"),
        keywords=(f"{_EBSCO}/artinfo/su",),
    ),
}
# Formats in which commas separate keywords; in the others a comma belongs to a keyword ("Aged, 80 and over").
_COMMAS = frozenset(("bibtex", "csl-json"))
_SEVERAL = re.compile(r"\n|;(?=https?://)")  # between addresses in one value
_PARTS_OF_NOTES = re.compile(r"[\n;]")  # screening tools put all notes of a record into one
_WITH_GENRE = frozenset((Kind.THESIS, Kind.REPORT))
_WITH_ISSN = frozenset((Kind.ARTICLE, Kind.MAGAZINE, Kind.NEWSPAPER, Kind.UNPUBLISHED, Kind.WEBPAGE, Kind.GENERIC))
_NOTED = re.compile(r"(?:\S+-\d+: [A-Z][A-Z0-9]{1,3}|(?:[a-z]+-)?[a-z]+ \S+:) (.+)", re.DOTALL)
_WITH_INITIALS = re.compile(r"(?=[^,]*?[^\W\d_A-ZÆØÅ])([^,]+) ([A-ZÆØÅ]{1,3})")  # Berg N, van Dijk PO; not WHO EU
# Words in the names of groups, in English and in Norwegian, that are never in those of people.
_GROUP_WORDS = re.compile(
    r"(?i)\b(the|of|for|and|og|i|universit\w*|\w*institut\w*|h[øo]gskole\w*|h[øo]gskule\w*|\w*direktorat\w*|ministry|\w*departement\w*|department\w*|kommune\w*|"
    r"foundation|association|society|group|consortium|council|committee|centre|center|organi[sz]ation|network|"
    r"collaborat\w+|agency|service\w*|project|trial\w*|investigators|office|board|bureau|union|federation)\b|[&\d]"
)


def reference(record: Record) -> Reference:
    """What is understood of a record, with publisher, editors, ISBN, keywords and the like from its fields."""
    tags = _TAGS.get(record.format) or _TAGS.get("csv" if is_csv(record.format) else record.format, _Tags())
    values = values_of(_plain_fields(record))
    # BibTeX has no type for newspapers and web pages; biblatex names them in this field.
    word = values.get("entrysubtype", [record.kind])[0] if record.format == "bibtex" else record.kind
    kind = kind_of(word, record.journal)
    if kind is Kind.GENERIC and record.format == "csv-grey":
        kind = Kind.REPORT  # whatever an institution calls it: a guideline, a strategy, a plan

    def all_of(names: Sequence[str]) -> list[str]:
        return [value for name in names for value in values.get(name, ())]

    def first(names: Sequence[str]) -> str:
        return normalize.readable(next(iter(all_of(names)), ""))

    editors = _editors(record, tags.editors, values)
    notes = [note.strip() for note in _PARTS_OF_NOTES.split("\n".join(all_of(("N1", "%Z", "notes"))))]
    noted = [note.removeprefix("SN: ") for note in notes if note.startswith("SN: ")]
    isbn, issn = _serials([*all_of(tags.serial), *noted])
    series = first(tags.series)
    return Reference(
        record,
        kind,
        editors=() if editors == record.authors else editors,
        publisher=first(tags.publisher),
        place=first(tags.place),
        edition=first(tags.edition),
        series=(series or record.journal) if kind is Kind.BOOK else "" if series == record.journal else series,
        isbn=isbn,
        issn=issn,
        url=_SEVERAL.split(next(iter(all_of(tags.url)), ""))[0],
        keywords=_keywords(all_of(tags.keywords), record.format in _COMMAS),
        genre=first(tags.genre) if kind in _WITH_GENRE else "",
        date=_date(record, all_of(tags.date)),
        accessed=_day(record, "accessed", all_of(tags.accessed)),
        read=_day(record, "", all_of(tags.read)),
    )


def _plain_fields(record: Record) -> tuple[Field, ...]:
    """The raw fields with their values as plain text, and the names of columns as they are compared."""
    if record.format == "bibtex":
        return bibtex.plain_fields(record.fields)
    if is_csv(record.format):
        return tuple(item._replace(tag=column(item.tag)) for item in record.fields)
    return record.fields


def _editors(record: Record, tags: Sequence[str], values: dict[str, list[str]]) -> tuple[str, ...]:
    if record.format == "csl-json":
        found: Iterable[str] = json.people(record.fields, ("editor",))
    else:
        split: Callable[[str], list[str]] = split_names if is_csv(record.format) else str.splitlines
        texts = next((values[tag] for tag in tags if tag in values), [])
        found = (name for value in texts for name in split(value))
    return tuple(dict.fromkeys(clean for name in found if (clean := normalize.readable(name))))


def _serials(values: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ISBN and the ISSN in values such as `1234-5678 (Print)` or `978-82-15-00000-0`; other numbers are neither."""
    isbn: dict[str, None] = {}
    issn: dict[str, None] = {}
    for value in values:
        whole = re.sub(r"[\s-]", "", value)
        parts = (
            [value.strip()] if re.fullmatch(r"\d{12}[\dXx]|\d{9}[\dXx]", whole) else re.split(r"[\s;,()]+", value)
        )
        for part in parts:
            digits = re.sub(r"[\s-]", "", part)
            if re.fullmatch(r"\d{7}[\dXx]", digits):
                issn[part] = None
            elif re.fullmatch(r"(97[89])?\d{9}[\dXx]", digits):
                isbn[part] = None
    return tuple(isbn), tuple(issn)


def _keywords(values: Iterable[str], commas: bool) -> tuple[str, ...]:
    """The keywords in values, which are separated by semicolons, or by commas in formats that use these."""
    found = (
        part for value in values for part in re.split(r"," if commas and ";" not in value else r"[;\n]", value)
    )
    return tuple(dict.fromkeys(clean for part in found if (clean := normalize.readable(part))))


def _date(record: Record, values: Sequence[str]) -> tuple[int, ...]:
    """Year, month and day where a value says more than the year that is understood."""
    if record.format == "csl-json":
        values = ["-".join(item.value for item in record.fields if item.tag.startswith("issued/date-parts/0/"))]
    if record.format == "bibtex":
        month = next((item.value for item in record.fields if item.tag == "month"), "")
        values = [*values, f"{record.year} {month}"]
    if not record.year:
        return ()
    fuller = (found for value in values if (found := _in_order(value)) and found[0] == record.year)
    return max((*fuller, (record.year,)), key=len)


def _day(record: Record, key: str, values: Sequence[str]) -> tuple[int, ...]:
    """The first value that is a date, with what is known of it."""
    if record.format == "csl-json" and key:
        start = f"{key}/date-parts/0/"
        values = ["-".join(item.value for item in record.fields if item.tag.startswith(start))]
    return next((found for value in values if (found := _in_order(value))), ())


def _in_order(value: str) -> tuple[int, ...]:
    """A date as year, month and day, however it is written; () for what is none."""
    return normalize.date(normalize.year_first(value))


def is_group(name: str, others: Sequence[str]) -> bool:
    """Whether a name is of a group and not of a person, as far as can be seen beside the other names.

    A name with a comma is a person's. One without is a group's where it has a word that no person's name has, or is
    the only one without a comma, as RIS and MEDLINE write people with one.
    """
    if "," in name or is_person_with_initials(name):
        return False
    words = name.split()
    if len(words) < 2 or len(words) > 4 or _GROUP_WORDS.search(name):
        return True
    return any("," in other for other in others)


def is_person_with_initials(name: str) -> bool:
    """Whether a name is that of a person as MEDLINE writes it: `Berg N`, `van Dijk PO`."""
    return _WITH_INITIALS.fullmatch(name) is not None and not _GROUP_WORDS.search(name.rpartition(" ")[0])


def is_institution(name: str) -> bool:
    """Whether a name, whatever stands beside it, is an institution's: it has a word that no person's name has."""
    return "," not in name and not is_person_with_initials(name) and _GROUP_WORDS.search(name) is not None


def endnote_name(name: str, others: Sequence[str]) -> str:
    """A name for EndNote, which takes the last word for the surname unless there is a comma: `Berg N` is `Berg, N`.

    A group's name ends with one.
    """
    initials = _WITH_INITIALS.fullmatch(name)
    if initials and not _GROUP_WORDS.search(name):
        return f"{initials[1]}, {initials[2]}"
    return f"{name}," if is_group(name, others) else name


class Person(NamedTuple):
    """A person's name in its parts."""

    family: str
    given: str
    suffix: str = ""


def person(name: str) -> Person | None:
    """The parts of `Berg, Nora` and `Smith, John, Jr.`; None where a name is not in parts."""
    family, *rest = (part.strip() for part in name.split(","))
    if not family or not rest or not rest[0]:
        return None
    if len(rest) > 1 and is_suffix(rest[-1]):
        return Person(family, ", ".join(rest[:-1]), rest[-1])
    return Person(family, ", ".join(rest))


def left_over(one: Reference) -> list[Field]:
    """The fields of the record whose values are not in the reference, in any spelling."""
    record = one.record
    said = _said(one)
    surnames = {normalize.surname(name) for name in (*record.authors, *one.editors)}
    return [
        item
        for item in _plain_fields(record)
        if item.value
        and item.tag not in ("TY", "ER", "key", "id")
        and _spelling(value := _noted(item)) not in said
        and not _says_the_same(value, record, surnames)
    ]


def _noted(item: Field) -> str:
    """The value of a field, or that of the field that a note repeats: `cinahl-0002: TI Trust`, `nbib AU: Berg N`."""
    found = _NOTED.match(item.value) if item.tag == "N1" else None
    return found.group(1) if found else item.value


def _said(one: Reference) -> set[str]:
    record = one.record
    first, _, last = record.pages.partition("-")
    names = (*record.authors, *one.editors)
    texts = [record.title, record.journal, record.volume, record.issue, record.pages, first, last, record.doi]
    texts += [record.pmid, record.abstract, record.language, record.kind, str(record.year or "")]
    texts += [one.publisher, one.place, one.edition, one.series, one.genre, *one.isbn, *one.issn, one.url]
    texts += [*one.keywords, *names, *(part for name in names for part in name.split(","))]
    texts += ["; ".join(record.authors), "; ".join(one.editors), "; ".join(one.keywords), " ".join(one.keywords)]
    texts += [", ".join(one.keywords), " ".join((*one.isbn, *one.issn)), " ".join((*one.issn, *one.isbn))]
    texts += [
        "PubMed" if record.pmid else "",
        f"PMID: {record.pmid}",
        *(f"SN: {' '.join(serial)}" for serial in (one.isbn, one.issn)),
    ]
    texts += [*map(str, one.date), one.full_date("/"), f"reviewkit:{record.id}"]
    texts += [in_digits(one.accessed), in_digits(one.read)]
    return set(map(_spelling, texts))


def _spelling(text: str) -> str:
    return normalize.folded(text) or text.strip()


def _says_the_same(value: str, record: Record, surnames: set[str]) -> bool:
    if record.doi and normalize.doi(value) == record.doi and len(value.split()) < 3:
        return True
    if re.fullmatch(r"[\d/ -]+", value) and normalize.date(value) and record.year:
        return normalize.date(value)[0] == record.year and len(normalize.date(value)) == 1
    if record.pages and normalize.pages(value.replace("--", "-")) == record.pages:
        return True
    return len(value) < 60 and all(normalize.surname(name) in surnames for name in re.split(r";| and |\n", value))
