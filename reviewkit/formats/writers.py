"""Records to text, piece by piece: RIS, JSONL, CSV, BibTeX, CSL-JSON, EndNote."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from reviewkit.formats import ris
from reviewkit.formats.json import line_of
from reviewkit.formats.kinds import WORDS, Kind, kind_of
from reviewkit.formats.reference import Reference, endnote_name, in_digits, is_group, left_over, person, reference
from reviewkit.model import UNDERSTOOD, Record
from reviewkit.normalize import folded
from reviewkit.safe import csv_text, xml_characters

# Beside what is understood of every record, what reference lists need.
_MORE: dict[str, Callable[[Reference], str | tuple[str, ...]]] = {
    "editors": lambda one: one.editors,
    "publisher": lambda one: one.publisher,
    "place": lambda one: one.place,
    "edition": lambda one: one.edition,
    "series": lambda one: one.series,
    "isbn": lambda one: one.isbn,
    "issn": lambda one: one.issn,
    "url": lambda one: one.url,
    "keywords": lambda one: one.keywords,
    "genre": lambda one: one.genre,
    "date": lambda one: one.full_date("-"),
    "accessed": lambda one: in_digits(one.accessed),
    "date read": lambda one: in_digits(one.read),
}
COLUMNS = ("id", *UNDERSTOOD, *_MORE)


def as_ris(records: Iterable[Record]) -> Iterator[str]:
    """RIS: every raw field in its order, one line a value."""
    return map(ris.written_record, records)


def as_jsonl(records: Iterable[Record]) -> Iterator[str]:
    """Our JSONL: one record a line, raw fields and what is understood of them."""
    return (line_of(record) + "\n" for record in records)


def as_csv(
    records: Iterable[Record], decided: Mapping[str, tuple[str, str]] | None = None, separator: str = ","
) -> Iterator[str]:
    """What is understood of each record, as a table for Excel and R; no cell acts as a formula.

    `decided` adds the columns decision and reason, by the id of the record.
    """
    yield "\ufeff" + _row((*COLUMNS, *(("decision", "reason") if decided is not None else ())), separator)
    for record in records:
        one = reference(record)
        cells = (_MORE[name](one) if name in _MORE else getattr(record, name) for name in COLUMNS)
        texts = ["; ".join(cell) if isinstance(cell, tuple) else str(cell or "") for cell in cells]
        more = decided.get(record.id, ("", "")) if decided is not None else ()
        yield _row([*texts, *more], separator)


def _row(cells: Iterable[str], separator: str) -> str:
    return csv_text([[" ".join(cell.split()) for cell in cells]], separator)


def as_bibtex(records: Iterable[Record]) -> Iterator[str]:
    """What is understood of each record as BibTeX; braces and commands in it are made harmless."""
    for number, record in enumerate(records, start=1):
        one = reference(record)
        values = {name: _harmless(value) for name, value in _bibtex_fields(one)}
        values["pages"] = values["pages"].replace("-", "--")
        values |= {name: _harmless_address(value) for name, value in _bibtex_addresses(one)}
        names = {role: _bibtex_names(people) for role, people in _people_of(one)}
        rows = "".join(f"  {name} = {{{value}}},\n" for name, value in {**names, **values}.items() if value)
        yield f"@{_bibtex_kind(one)}{{{_key(record)}_{number},\n{rows}}}\n\n"


def _key(record: Record) -> str:
    """The first author and the year in plain letters: `Odegard2019` for Ødegård."""
    first = record.authors[0].partition(",")[0] if record.authors else "anonymous"
    plain = (letter if letter.isascii() else _without_accent(letter) for letter in first)
    letters = "".join(letter for part in plain for letter in part if letter.isascii() and letter.isalnum())
    return f"{letters or 'record'}{record.year or ''}"


def _without_accent(letter: str) -> str:
    return folded(letter).capitalize() if letter.isupper() else folded(letter)


def _people_of(one: Reference) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("author", one.record.authors), ("editor", one.editors)


def _bibtex_kind(one: Reference) -> str:
    is_master = one.kind is Kind.THESIS and re.search(r"\bmaster", f"{one.genre} {one.record.kind}", re.IGNORECASE)
    return (
        "mastersthesis" if is_master or one.record.kind.casefold() == "mastersthesis" else WORDS[one.kind].bibtex
    )


_CONTAINERS = {Kind.BOOK: "series", Kind.CHAPTER: "booktitle", Kind.CONFERENCE: "booktitle"}
_WITHOUT_WORD = {kind for kind in Kind if kind_of(WORDS[kind].bibtex) is not kind}
_PUBLISHERS = {Kind.THESIS: "school", Kind.REPORT: "institution"}


def _bibtex_fields(one: Reference) -> Iterator[tuple[str, str]]:
    """The fields of an entry that hold text; a kind has its own names for what a work is in and who published it."""
    record = one.record
    container = _CONTAINERS.get(one.kind, "journal")
    yield "title", record.title
    yield container, record.journal
    if one.series and container != "series":
        yield "series", one.series
    yield "year", str(record.year or "")
    yield "month", str(one.date[1]) if len(one.date) > 1 else ""
    yield "volume", record.volume
    yield "number", record.issue
    yield "pages", record.pages
    yield "edition", one.edition
    yield _PUBLISHERS.get(one.kind, "publisher"), one.publisher
    yield "address", one.place
    yield "type", one.genre
    yield "entrysubtype", one.kind.value if one.kind in _WITHOUT_WORD else ""
    yield "isbn", " ".join(one.isbn)
    yield "issn", " ".join(one.issn)
    yield "pmid", record.pmid
    yield "language", record.language
    yield "keywords", _keywords(one)
    yield "abstract", record.abstract
    yield "note", f"reviewkit:{record.id}" if record.id else ""


def _bibtex_addresses(one: Reference) -> Iterator[tuple[str, str]]:
    """The fields of an entry that programs read as they are, without LaTeX."""
    yield "doi", one.record.doi
    yield "url", one.url
    yield "urldate", in_digits(one.accessed)


def _keywords(one: Reference) -> str:
    """The keywords with commas between them, as BibTeX and CSL have them; with semicolons where one has a comma."""
    return ("; " if any("," in keyword for keyword in one.keywords) else ", ").join(one.keywords)


def _bibtex_names(names: tuple[str, ...]) -> str:
    return " and ".join(_bibtex_name(name, names) for name in names)


def _bibtex_name(name: str, names: tuple[str, ...]) -> str:
    """A name, in braces where it is a group's, or would be read as several names or as `others`."""
    known = person(name)
    if known and known.suffix:
        name = f"{known.family}, {known.suffix}, {known.given}"
    harmless = _harmless(name)
    is_one = re.search(r"\band\b|;|^others$", harmless, re.IGNORECASE) is None
    return harmless if is_one and not is_group(name, names) else f"{{{harmless}}}"


def _harmless(text: str) -> str:
    for letter in "\\{}":
        text = text.replace(letter, " ")
    for letter in "&%$#_":
        text = text.replace(letter, f"\\{letter}")
    for letter in "~^":
        text = text.replace(letter, f"\\{letter}{{}}")
    return xml_characters(" ".join(text.replace("--", "-{}-").split()))


def _harmless_address(text: str) -> str:
    """A DOI or URL as it is, but for the letters that would end the field or begin a command."""
    address = xml_characters("".join(text.split()))
    return "".join(f"%{ord(letter):02X}" if letter in "\\{}^" else letter for letter in address)


def as_csl(records: Iterable[Record]) -> Iterator[str]:
    """What is understood of each record as CSL-JSON."""
    start = "[\n"
    for number, record in enumerate(records, start=1):
        known = {"id": record.id or str(number), **csl_item(record)}
        yield start + json.dumps(known, ensure_ascii=False)
        start = ",\n"
    yield "[]\n" if start == "[\n" else "\n]\n"


def csl_item(record: Record) -> dict[str, object]:
    """What is understood of a record as an item of CSL-JSON, without its id."""
    return {key: value for key, value in _csl(reference(record)).items() if value}


def _csl(one: Reference) -> dict[str, object]:
    record = one.record
    is_book = one.kind is Kind.BOOK
    return {
        "type": WORDS[one.kind].csl,
        "title": record.title,
        "author": list(map(_csl_name, record.authors)),
        "editor": list(map(_csl_name, one.editors)),
        "issued": {"date-parts": [list(one.date)]} if one.date else None,
        "container-title": "" if is_book else record.journal,
        "collection-title": one.series,
        "volume": record.volume,
        "issue": record.issue,
        "page": record.pages,
        "edition": one.edition,
        "publisher": one.publisher,
        "publisher-place": one.place,
        "genre": one.genre,
        "ISBN": " ".join(one.isbn),
        "ISSN": " ".join(one.issn),
        "DOI": record.doi,
        "URL": one.url,
        "accessed": {"date-parts": [list(one.accessed)]} if one.accessed else None,
        "PMID": record.pmid,
        "language": record.language,
        "keyword": _keywords(one),
        "abstract": record.abstract,
    }


def _csl_name(name: str) -> dict[str, str]:
    known = person(name)
    return {part: value for part, value in known._asdict().items() if value} if known else {"literal": name}


_ENDNOTE_CONTAINERS = {Kind.BOOK: "%S", Kind.CHAPTER: "%B", Kind.CONFERENCE: "%B"}


def as_enw(records: Iterable[Record]) -> Iterator[str]:
    """What is understood of each record as EndNote's refer format."""
    for record in records:
        one = reference(record)
        container = _ENDNOTE_CONTAINERS.get(one.kind, "%J")
        rows = [("%0", WORDS[one.kind].endnote), ("%T", record.title)]
        rows += [("%A", endnote_name(name, record.authors)) for name in record.authors]
        rows += [("%E", endnote_name(name, one.editors)) for name in one.editors]
        rows += [
            ("%D", str(record.year or "")),
            ("%8", one.full_date("/")),
            (container, record.journal),
            ("%S", one.series if container != "%S" else ""),
            ("%V", record.volume),
            ("%N", record.issue),
            ("%P", record.pages),
            ("%7", one.edition),
            ("%I", one.publisher),
            ("%C", one.place),
            ("%9", one.genre),
            ("%@", " ".join(one.serials[0])),
            ("%R", record.doi),
            ("%U", one.url),
            ("%[", in_digits(one.accessed, "/")),
            ("%M", record.pmid),
            ("%G", "; ".join(record.language.splitlines())),
        ]
        rows += [("%K", keyword) for keyword in one.keywords]
        other = " ".join(one.serials[1])
        rows += [("%X", record.abstract), ("%Z", f"reviewkit:{record.id}" if record.id else "")]
        rows += [("%Z", f"SN: {other}" if other else "")]
        written = ((tag, xml_characters(" ".join(value.split()))) for tag, value in rows if value)
        yield "".join(f"{tag} {value}\r\n" for tag, value in written) + "\r\n"


WRITERS: dict[str, Callable[[Iterable[Record]], Iterator[str]]] = {
    "ris": as_ris,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "bib": as_bibtex,
    "json": as_csl,
    "enw": as_enw,
}
_HOLDS_EVERYTHING = ("ris", "jsonl")  # what RIS has no tag for becomes a note, and our JSONL holds the raw fields


def not_written(record: Record, ending: str) -> tuple[str, ...]:
    """The tags of a record whose values the format of an ending cannot hold, each once."""
    if ending in _HOLDS_EVERYTHING:
        return ()
    return tuple(
        dict.fromkeys(item.tag or "(no name)" for item in left_over(reference(record)) if "@" not in item.tag)
    )
