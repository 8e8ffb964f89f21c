"""RIS: text to records without loss, and records back to text.

Which lines are tags and which records they make is our own reading, because the one in rispy drops repeated tags,
records without ER and the first record after a byte-order mark; its list of types is used here, and its tags and its
reader check ours in the tests.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from rispy.config import TYPE_OF_REFERENCE_MAPPING

from reviewkit import normalize
from reviewkit.errors import Level, Place, Problem
from reviewkit.formats.accessions import accessions
from reviewkit.formats.base import (
    MEDLINE,
    Fields,
    Format,
    Note,
    Notes,
    Reading,
    first_found,
    joined_names,
    lines_of,
    values_of,
    without_marks,
)
from reviewkit.formats.editions import edition
from reviewkit.formats.identifiers import may_have_identifiers, names, noted, own_identifiers
from reviewkit.formats.kinds import WORDS, kind_of
from reviewkit.formats.preprints import preprints
from reviewkit.formats.reference import Reference, reference
from reviewkit.model import Field, Record
from reviewkit.words import message

TYPES: dict[str, str] = dict(TYPE_OF_REFERENCE_MAPPING)

_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3})(?:  |\t| \t)-(?:[ \t](.*)|(.*))$")
_NARROW_TAG = re.compile(r"([A-Z][A-Z0-9]) -(?: (.*)|$)")
_START = re.compile(r"\s{0,3}(TY)(?:[ \t]{1,3})-[ \t]?(.*)$")
_WRITTEN_TAG = re.compile(r"[A-Z][A-Z0-9]{1,3}")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLAIN_TAGS = frozenset(one + two for one in _LETTERS for two in _LETTERS + "0123456789") - {"TY", "ER"}
_TITLES = frozenset({"TI", "T1", "CT", "BT"})
_COPYRIGHT = re.compile(r"^(Copyright of |©|\(c\) |Copyright \(c\)|\[ABSTRACT FROM AUTHOR\])", re.IGNORECASE)
_ONLY_PMID = re.compile(r"^\s*(\d{1,8})(?:\.0)?(?:\s*[;\[]|\s*$)")
_MARKED_PMID = re.compile(r"^\s*(\d{1,8})\s*\[pmid\]|\bPUBMED[ :]+(\d{1,8})\b", re.IGNORECASE)
# Which tag of which database (by its name or the host of its addresses) holds nothing but a PubMed id.
_PMID_TAGS = ((re.compile(r"\bscopus\b", re.IGNORECASE), "C2"), (re.compile(r"\bembase\b", re.IGNORECASE), "C5"))
_DOI_TAGS = ("DO", "DI", "L3", "M3", "UR", "L2", "AN")
_MONTH_AND_YEAR = re.compile(r"[A-Za-z]{3,9}(?:[-/ ][A-Za-z]{3,9})?\.? (?:\d{1,2},? )?(?:19|20)\d\d")
_ADDRESS = re.compile(r"\s*https?://", re.IGNORECASE)
_ARTICLE_NUMBER = re.compile(
    r"\s*+(?:art\w{0,10}\.?\s*+(?:(?:no\.?|number)\s*+)?)?(?=[\w./-]{0,19}\d)[\w./-]{1,20}\s*+", re.IGNORECASE
)
# A note that is only a PubMed id, or EBSCOhost's list of the record's own identifiers, of which PMID is NLM's.
_PMID_ALONE = re.compile(
    r"\s*(?:(?:https?://\S+|PMID:?\s*\d+)[\s.;]*$|Accession Number: )|.*\bPMID: NLM\d", re.IGNORECASE | re.DOTALL
)


def entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
    """The fields of one record after the other. A record starts at TY and ends at ER, at the next TY, or at the end.

    The loop is written for speed, because most lines of most exports are `XY  - value`. Lines may have their ends.
    """
    return _Entries(note).of(lines)


class _Entries:
    """Lines to entries: the entry that is open, and the one that was closed and may still get loose tags."""

    def __init__(self, note: Note) -> None:
        self.note = note
        self.fields: Fields = []
        self.more: list[str] = []  # lines that go on the value of the last field
        self.blanks = 0
        self.closed: Fields = []
        self.narrow = False
        self.outside = 0

    def of(self, lines: Iterable[str]) -> Iterator[Fields]:
        number = 0
        new = tuple.__new__  # what Field(...) does, without its own call: a fifth of the time of reading
        for number, line in enumerate(map(without_marks, lines), start=1):
            tag, value = line[:2], line[6:]
            if line[2:6] != "  - " or tag not in _PLAIN_TAGS:
                found = self._seldom(line)
                if found is None:
                    self._text(line, number)
                    continue
                tag, value = found
                if tag == "TY":
                    yield from self._finish(number)
                    self.narrow = bool(_NARROW_TAG.match(line))
                elif tag == "ER":
                    if value.strip(' "\r\n'):
                        self._go_on()
                        self.fields.append(Field(tag, value.strip(), number))
                    yield from self._close()
                    continue
            if self.more or self.blanks:
                self._go_on()
            self.fields.append(new(Field, (tag, value.strip(), number)))
        yield from self._finish(number)
        if self.closed:
            yield self.closed
        if self.outside > 1:
            self.note(0, f"{self.outside} lines of text stand outside the records", "outside")

    def _seldom(self, line: str) -> tuple[str, str] | None:
        """The tag that begins or ends a record, or one in another spelling than `XY  - value`; None where the line is
        text."""
        if line.startswith(("TY  - ", "ER  - ")):  # as nearly all do
            return line[:2], line[6:]
        if "TY" in line[:5] and (start := _START.match(line)):
            return "TY", start.group(2)
        found = _TAG.match(line) or (_NARROW_TAG.match(line) if self.narrow else None)
        if not found:
            return None
        return found.group(1), next((value for value in found.groups()[1:] if value), "")

    def _text(self, line: str, number: int) -> None:
        """A line without a tag goes on the value before; blank lines count only where text follows."""
        if not line.strip():
            self.blanks += 1
        elif self.fields:
            self.more += [""] * self.blanks
            self.more.append(line.rstrip("\r\n"))
            self.blanks = 0
        else:
            if not self.outside:
                self.note(number, "text outside a record, left in the export: " + line.strip()[:80], "outside")
            self.outside += 1

    def _go_on(self) -> None:
        """The last field is done: the lines that went on it become part of its value."""
        if self.more:
            last = self.fields[-1]
            self.fields[-1] = last._replace(value="\n".join([last.value, *self.more]).strip())
            self.more = []
        self.blanks = 0

    def _finish(self, number: int) -> Iterator[Fields]:
        """A record that no ER ended is kept, and noted."""
        if self.fields and self.fields[0].tag == "TY":
            self.note(self.fields[0].line, f"record without ER; it was ended at line {number}", "missing-er")
        yield from self._close()

    def _close(self) -> Iterator[Fields]:
        """The open entry is done; loose tags after an ER belong to the record before them."""
        self._go_on()
        if not self.fields:
            return
        entry, self.fields = self.fields, []
        if entry[0].tag != "TY":
            if self.closed and not any(item.tag in _TITLES and item.value for item in entry):
                self.note(entry[0].line, "tags after ER were kept with the record before them", "tags-after-er")
                self.closed.extend(entry)
                return
            self.note(entry[0].line, "record without TY (its type); kept as it is", "missing-ty")
        if self.closed:
            yield self.closed
        self.closed = entry


def read(text: str, path: str, source: str = "") -> Reading:
    """All records of a RIS text, in order, with every tag and every character of every value."""
    problems: list[Problem] = []
    note = Notes(path, problems)
    records = tuple(
        understood(Record("", source, Place(path, fields[0].line), tuple(fields)))
        for fields in entries(lines_of(text), note)
    )
    if not records:
        note(
            1,
            message(
                'no record found: a RIS record starts with a line such as "TY  - JOUR". '
                "Choose RIS in the database's export menu."
            ),
            "no-records",
            Level.ERROR,
        )
    return Reading(records, tuple(problems))


def understood(record: Record) -> Record:
    """The record with its raw fields mapped to title, authors, year and so on."""
    values = values_of(record.fields)
    first = _first_of(values)
    kind = first("TY").split("\n")[0].strip().upper()
    volume, issue = normalize.volume_and_issue(first("VL", "VO"), first("IS"))
    doi, pmid = _doi(values), _pmid(values)
    return Record(
        record.id,
        record.source,
        record.place,
        record.fields,
        kind=kind,
        title=normalize.readable(first("TI", "T1", "CT", "BT")),
        authors=_authors(values),
        year=_year(values),
        journal=_journal(values),
        volume=volume,
        issue=issue,
        pages=_pages(values),
        doi=doi,
        pmid=pmid,
        identifiers=(
            *_identifiers(values, kind, bool(doi or pmid or volume)),
            *_accessions(values),
            *preprints(value for tag in _ADDRESS_TAGS for value in values.get(tag, ())),
            *filter(None, [edition(kind, first("ET"))]),
        ),
        abstract=_abstract(values),
        language=first("LA"),
    )


def _first_of(values: dict[str, list[str]]) -> Callable[..., str]:
    def first(*tags: str) -> str:
        for tag in tags:
            if tag in values:
                return values[tag][0]
        return ""

    return first


def _authors(values: dict[str, list[str]]) -> tuple[str, ...]:
    lines = (line for tag in ("AU", "A1") for value in values.get(tag, ()) for line in value.split("\n"))
    return names(name for line in lines for name in joined_names(line))


def _year(values: dict[str, list[str]]) -> int | None:
    """From the date of publication; else from that of early access, which Web of Science writes as C6."""
    early = [value for value in values.get("C6", ()) if _MONTH_AND_YEAR.fullmatch(value.strip())]
    dates = [*(values[tag][0] for tag in ("PY", "Y1", "DA", "YR") if tag in values), *early]
    return next((year for date in dates if (year := normalize.year(date))), None)


def _journal(values: dict[str, list[str]]) -> str:
    """The journal or the book; an address there is not a journal but a registry, as CENTRAL writes it."""
    journals = (values[tag][0] for tag in ("T2", "JF", "JO", "JA", "J2", "J1", "BT") if tag in values)
    return normalize.readable(next((name for name in journals if not _ADDRESS.match(name)), ""))


def _pages(values: dict[str, list[str]]) -> str:
    """First and last page; else the number of the article, which Scopus, Web of Science and EndNote write as C7."""
    first = _first_of(values)
    if start := first("SP", "PG"):
        return normalize.pages(start, first("EP"))
    return normalize.pages(first("C7") if _ARTICLE_NUMBER.fullmatch(first("C7")) else first("EP"))


def _identifiers(values: dict[str, list[str]], kind: str, is_published: bool) -> tuple[str, ...]:
    """CENTRAL names an entry of a registry as its author and in C3, where articles have numbers of other databases."""
    if not may_have_identifiers(kind, is_published):
        return ()
    registry = [value for tag in ("AN", "AU", "A1", "C3", "ID", *_DOI_TAGS) for value in values.get(tag, ())]
    of_article = any("PUBMED" in value or "EMBASE" in value for value in values.get("C3", ()))
    return own_identifiers(
        kind,
        is_published or of_article,
        registry + [value for tag in ("T2", "JF", "JO") for value in values.get(tag, ()) if _ADDRESS.match(value)],
        [value for tag in ("SN", "BN") for value in values.get(tag, ())],
        [value for tag in ("M1", "SN", *(() if "VL" in values else ("IS",))) for value in values.get(tag, ())],
        [value for tag in ("T2", "T3", "JF") for value in values.get(tag, ())],
    )


def _accessions(values: dict[str, list[str]]) -> tuple[str, ...]:
    """The numbers that databases give the record. ID has few digits where it is that of EndNote."""
    if values.keys().isdisjoint(_ACCESSION_TAGS):
        return ()
    numbers = [value for tag in ("AN", "UT") for value in values.get(tag, ())]
    numbers += [value for value in values.get("ID", ()) if len(value) > _DIGITS_OF_ENDNOTE]
    numbers += [value for value in values.get("N1", ()) if value.startswith("Accession Number:")]
    addresses = [value for tag in ("UR", "L2", "L1") for value in values.get(tag, ())]
    found = accessions(numbers, addresses, values.get("DB", ()))
    # Of digits alone nothing is known here: PubMed ids, numbers of searches.
    by_form = accessions(value for tag in ("U1", "U2", "C2", "C3") for value in values.get(tag, ()))
    return tuple(dict.fromkeys((*found, *by_form)))


_ADDRESS_TAGS = ("UR", "L1", "L2", "T2", "JF", "JO")
_ACCESSION_TAGS = ("AN", "UT", "U2", "U1", "C2", "C3", "ID", "N1", "UR", "L2", "L1")
_DIGITS_OF_ENDNOTE = 7


def _doi(values: dict[str, list[str]]) -> str:
    """From DO; else from the fields where databases hide it: L3 (EBSCO), UR, M3 and notes that are only a DOI."""
    found = first_found(normalize.doi, values, _DOI_TAGS)
    if found or "N1" not in values:
        return found
    notes = [value for value in values["N1"] if value.strip().lower().startswith(("doi", "10.", "http"))]
    return first_found(normalize.doi, {"N1": notes}, ["N1"]) or noted(values["N1"], "DOI")


def _pmid(values: dict[str, list[str]]) -> str:
    """From its own tag, or where the database at hand writes it; the same tag holds other things elsewhere.

    C2 of Scopus (EndNote has the id of PubMed Central there), C5 of Embase, C3 of CENTRAL, U1 of Covidence and
    Dimensions, AN or ID of what MEDLINE itself holds. Within a longer note it is another article's, such as that of a
    comment or an erratum.
    """
    notes = [value for value in values.get("N1", ()) if _PMID_ALONE.match(value)]
    database = " ".join((*values.get("DB", ()), *values.get("DP", ())))
    in_c_fields: list[str] = []
    if "C2" in values or "C5" in values:
        known_by = " ".join((database, *map(_host, values.get("UR", ()))))
        in_c_fields = [tag for name, tag in _PMID_TAGS if name.search(known_by)]
    in_accession = [tag for tag in ("AN", "ID") if tag in values]
    if in_accession and not (MEDLINE.search(database) or _was_translated(values)):
        in_accession = []
    return (
        first_found(normalize.bare_pmid, values, ["PMID"])
        or first_found(_marked_pmid, values, ["U1", "C3"])
        or first_found(_only_pmid, values, in_c_fields)
        or first_found(normalize.pmid, {**values, "N1": notes}, ["UR", "AN", "N1", "L2", "L1"])
        or first_found(_only_pmid, values, in_accession)
        or noted(values.get("N1", ()), "PMID")
    )


def _marked_pmid(text: str) -> str:
    found = _MARKED_PMID.search(text)
    return found[1] or found[2] if found else ""


def _only_pmid(text: str) -> str:
    found = _ONLY_PMID.match(text)
    return found[1] if found else ""


def _was_translated(values: dict[str, list[str]]) -> bool:
    """Whether `translated` wrote the record out of a format of PubMed, so that AN has the PubMed id."""
    return any(value.startswith(("nbib ", "pubmed-xml ")) for value in values.get("N1", ()))


def _host(address: str) -> str:
    """The host of an address, by which a database is known that names itself nowhere else."""
    return address.partition("//")[2].partition("/")[0]


def _abstract(values: dict[str, list[str]]) -> str:
    """The first abstract that is not a copyright notice (EBSCO writes that as a second AB; Ovid uses N2)."""
    for tag in ("AB", "N2"):
        for value in values.get(tag, ()):
            if not _COPYRIGHT.match(value.strip()):
                return normalize.readable(value)
    return ""


def written(records: Iterable[Record]) -> str:
    """RIS text: every raw field in its order, one physical line per value, CRLF, an ER after each record."""
    return "".join(map(written_record, records))


def written_record(record: Record) -> str:
    """One record as RIS; a record of another format is translated, and what RIS has no tag for becomes a note."""
    lines = [_written_field(item, number) for number, item in enumerate(in_ris(record).fields)]
    if not lines or not lines[0].startswith("TY  - "):
        lines.insert(0, f"TY  - {record.kind if record.kind in TYPES else 'GEN'}")
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _written_field(item: Field, position: int) -> str:
    """A field on a line; what would begin or end another record, or is no tag of RIS, becomes a note."""
    is_tag = _WRITTEN_TAG.fullmatch(item.tag) and item.tag != "ER" and (item.tag != "TY" or position == 0)
    value = _in_one_line(item.value)
    return f"{item.tag}  - {value}" if is_tag else f"N1  - {_in_one_line(item.tag)}: {value}"


def _in_one_line(value: str) -> str:
    """The value as it was written, its lines joined by blanks: also those that only some programs take for lines."""
    lines = value.splitlines()
    if lines in ([], [value]):
        return value
    return " ".join(part.strip() for part in lines if part.strip())


def fields_of(one: Reference) -> list[Field]:
    """A reference in the tags of RIS that every reader knows, each tag once where a work has one of it."""
    record = one.record
    first, _, last = record.pages.partition("-")
    is_same_kind = record.format == "ris" and record.kind in TYPES and kind_of(record.kind) is one.kind
    serial, other_serial = one.serials
    known = [
        ("TY", record.kind if is_same_kind else WORDS[one.kind].ris),
        ("TI", record.title),
        *(("AU", name) for name in record.authors),
        *(("A2", name) for name in one.editors),
        ("PY", str(record.year or "")),
        ("DA", one.full_date("/")),
        ("T2", record.journal),
        ("T3", "" if one.series == record.journal else one.series),
        ("VL", record.volume),
        ("IS", record.issue),
        ("SP", first),
        ("EP", last),
        ("ET", one.edition),
        ("PB", one.publisher),
        ("CY", one.place),
        ("M3", one.genre),
        ("SN", " ".join(serial)),
        ("DO", record.doi),
        ("UR", one.url),
        ("AN", record.pmid),
        ("DB", "PubMed" if record.pmid else ""),
        ("LA", "; ".join(record.language.splitlines())),
        *(("KW", keyword) for keyword in one.keywords),
        ("AB", record.abstract),
        ("N1", f"SN: {' '.join(other_serial)}" if other_serial else ""),
    ]
    return [Field(tag, value, 0) for tag, value in known if value]


def translated(record: Record) -> list[Field]:
    """The RIS fields of a record of another format: what is understood, then everything else as notes."""
    known = fields_of(reference(record))
    said = {" ".join(item.value.split()) for item in known}
    rest = [item for item in record.fields if item.value and " ".join(item.value.split()) not in said]
    return [*known, *(Field("N1", f"{record.format} {item.tag}: {item.value}", 0) for item in rest)]


def in_ris(record: Record) -> Record:
    """The record with the fields of RIS, whatever format it came in."""
    return record if record.format == "ris" else replace(record, fields=tuple(translated(record)), format="ris")


def recognises(text: str) -> bool:
    """Whether a text looks like RIS: a TY line near its start, or tags of its kind that close with ER."""
    if re.search(r"(?m)^\s{0,3}TY {1,2}- ?", text):
        return True
    return bool(re.search(r"(?m)^ER {1,2}-", text) and re.search(r"(?m)^(TI|T1|AU|JF) {1,2}- ", text))


RIS = Format("ris", "RIS, as most databases export it", recognises, entries, understood)
