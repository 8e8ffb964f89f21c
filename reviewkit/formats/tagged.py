"""Line formats with short tags: PubMed and ERIC nbib, Web of Science, EndNote's refer (.enw), RefWorks, Ovid.

Each is a loop over lines that differs in three things: how a line with a tag looks, which tag begins a record, and
what ends one. Nothing is dropped: text before the first record is noted.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reviewkit.formats.base import MEDLINE, Fields, Format, Meaning, Note, joined_names, understood_by
from reviewkit.model import Field, Record


@dataclass(slots=True)
class _Lines:
    """Fields as lines add up to them."""

    note: Note
    fields: Fields = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    more: list[str] = field(default_factory=list)  # what goes on the value of the last field, with what joins it
    outside: int = 0

    def add(self, tag: str, value: str, number: int) -> None:
        self._close()
        self.fields.append(Field(tag, value.strip(), number))
        self.tags.add(tag)

    def go_on(self, text: str, number: int, joint: str = "\n") -> None:
        """A line without a tag: it goes on the value before."""
        if not self.fields:
            if not self.outside and text.strip():
                self.note(number, f"text outside a record, left in the export: {text.strip()[:80]}", "outside")
            self.outside += bool(text.strip())
            return
        if self.more or self.fields[-1].value:
            self.more.append(joint)
        self.more.append(text.strip())

    def _close(self) -> None:
        """The last field is done: the lines that went on it become part of its value, at once."""
        if self.more:
            last = self.fields[-1]
            self.fields[-1] = last._replace(value="".join([last.value, *self.more]))
            self.more = []

    def done(self) -> Iterator[Fields]:
        self._close()
        if self.fields:
            yield self.fields
            self.fields, self.tags = [], set()


def _by_tag(
    tag_line: re.Pattern[str],
    starts: Callable[[str, Fields], bool],
    ends: frozenset[str] = frozenset(),
    alone: frozenset[str] = frozenset(),
    blank_ends: bool = False,
) -> Callable[[Iterable[str], Note], Iterator[Fields]]:
    """A reader: `starts` says whether a tag begins a new record, tags in `ends` close one, those in `alone` belong to
    the file and not to a record."""

    def entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
        record = _Lines(note)
        blank = False
        for number, line in enumerate(lines, start=1):
            found = tag_line.match(line)
            if not found:
                blank = blank or not line.strip()
                if line.strip():
                    record.go_on(line, number)
                continue
            tag, value = found.group(1), found.group(2) or ""
            if record.fields and (starts(tag, record.fields) or (blank and blank_ends)):
                yield from record.done()
            blank = False
            if tag in alone and not record.fields:
                continue
            if tag in ends:
                if value.strip():
                    record.add(tag, value, number)
                yield from record.done()
                continue
            record.add(tag, value, number)
        yield from record.done()

    return entries


# --- nbib: PubMed's MEDLINE format, and ERIC's ----------------------------------------------------------------------

_NBIB = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)$")


def _nbib_starts(tag: str, fields: Fields) -> bool:
    """PMID begins a record (a second one in a record is a correction's, and follows other tags by a blank line)."""
    return tag == "PMID" and any(item.tag == "PMID" for item in fields)


def _nbib_names(fields: Sequence[Field]) -> Iterable[str]:
    """Full names (FAU) and groups (CN) in their order; a short name (AU) where no full one comes before it.

    Collaborators (FIR, IR) are no authors.
    """
    before = ""
    for item in fields:
        if item.tag in ("FAU", "CN") or (item.tag == "AU" and before != "FAU"):
            yield item.value
        if item.tag in ("FAU", "CN", "AU"):
            before = item.tag


NBIB = Format(
    "nbib",
    "PubMed nbib (MEDLINE), ERIC nbib",
    lambda text: bool(re.search(r"(?m)^(PMID|OWN|PMC) ?- ?\w", text)),  # two blanks before the hyphen are RIS
    _by_tag(_NBIB, _nbib_starts, blank_ends=True),
    understood_by(
        Meaning(
            kind=("PT",),
            title=("TI", "BTI", "CTI"),
            year=("DP", "DEP", "EDAT"),
            journal=("JT", "TA", "BTI", "SO"),
            volume=("VI",),
            issue=("IP",),
            first_page=("PG",),
            doi=("LID", "AID", "SO"),
            pmid=("PMID",),
            abstract=("AB",),
            language=("LA",),
            accession=("PMC", "OID", "LID"),
            isbn=("ISBN",),
            edition=("EN",),
            names=_nbib_names,
        )
    ),
)

# --- Web of Science, tagged -----------------------------------------------------------------------------------------

_WOS = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)")


def _wos_starts(tag: str, fields: Fields) -> bool:
    return tag == "PT"


def _wos_names(fields: Sequence[Field]) -> Iterable[str]:
    """AF holds full names, AU short ones; a name a line."""
    for tag in ("AF", "AU"):
        lines = (line for item in fields if item.tag == tag for line in item.value.split("\n"))
        if names := [name for line in lines for name in joined_names(line)]:
            return names
    return []


_WOS_MEANING = Meaning(
    kind=("DT", "PT"),
    title=("TI",),
    year=("PY", "EY", "PD", "EA"),
    journal=("SO", "JI", "J9"),
    volume=("VL",),
    issue=("IS",),
    first_page=("BP", "AR"),  # PG says how many pages there are
    last_page=("EP",),
    doi=("DI", "D2"),
    pmid=("PM", "UT"),  # UT of what MEDLINE holds is MEDLINE:34000017
    abstract=("AB",),
    language=("LA",),
    accession=("UT",),
    isbn=("BN",),
    names=_wos_names,
)

WOS = Format(
    "wos",
    "Web of Science, tagged (.ciw, .isi)",
    lambda text: bool(re.search(r"(?m)^PT [A-Z]", text) and re.search(r"(?m)^(FN|VR|ER|TI|AU)( |$)", text)),
    _by_tag(_WOS, _wos_starts, ends=frozenset({"ER"}), alone=frozenset({"FN", "VR", "EF"})),
    understood_by(_WOS_MEANING),
)


def _tab_entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
    """Web of Science, tab-delimited: the tags are in the first line."""
    head: list[str] = []
    for number, line in enumerate(lines, start=1):
        cells = line.split("\t")
        if not head:
            head = [cell.strip() for cell in cells] if line.strip() else []
        elif line.strip():
            fields = [
                Field(tag, cell.strip(), number) for tag, cell in zip(head, cells, strict=False) if cell.strip()
            ]
            extra = [Field("", cell.strip(), number) for cell in cells[len(head) :] if cell.strip()]
            if extra:
                note(number, f"{len(extra)} cells more than columns; kept without a name", "cells")
            yield fields + extra


def _tab_names(fields: Sequence[Field]) -> Iterable[str]:
    for tag in ("AF", "AU"):
        if found := next((item.value for item in fields if item.tag == tag), ""):
            return [name.strip() for name in found.split(";")]
    return []


WOS_TAB = Format(
    "wos-tab",
    "Web of Science, tab-delimited",
    lambda text: bool(re.match(r"PT\t(AU|[A-Z0-9]{2})\t", text.lstrip("\n\r "))),
    _tab_entries,
    understood_by(
        Meaning(
            **{name: getattr(_WOS_MEANING, name) for name in Meaning.__dataclass_fields__ if name != "names"},
            names=_tab_names,
        )
    ),
)

# --- refer: EndNote's .enw ------------------------------------------------------------------------------------------

_REFER = re.compile(r"%([0-9A-Z~!@#$%^&*()+\-=?\[\]\\>_;:,.<`|'\"])(?:[ \t](.*)|(.*))$")


def _refer_entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
    """Records of lines such as `%T A title`; a blank line, or a second %0, begins another."""
    record, blank = _Lines(note), False
    for number, line in enumerate(lines, start=1):
        found = _REFER.match(line)
        if not found:
            blank = blank or not line.strip()
            if line.strip():
                record.go_on(line, number)
                blank = False
            continue
        tag = f"%{found.group(1)}"
        again = tag in ("%0", "%T") and tag in record.tags
        if record.fields and ((blank and (tag in ("%0", "%T", "%A") or again)) or (again and tag == "%0")):
            yield from record.done()
        blank = False
        record.add(tag, found.group(2) or found.group(3) or "", number)
    yield from record.done()


REFER = Format(
    "enw",
    "EndNote export (.enw, refer)",
    lambda text: bool(re.search(r"(?m)^%[0TA][ \t]", text) and re.search(r"(?m)^%[TABJDI][ \t]", text)),
    _refer_entries,
    understood_by(
        Meaning(
            kind=("%0",),
            title=("%T",),
            authors=("%A",),
            year=("%D", "%8"),
            journal=("%J", "%B", "%S"),
            volume=("%V",),
            issue=("%N",),
            first_page=("%P",),
            doi=("%R", "%U"),
            pmid=("%U",),
            abstract=("%X",),
            language=("%G",),
            accession=("%M",),
            database=("%~", "%W"),
            isbn=("%@",),
            number=("%N", "%@"),
            edition=("%7",),
            names=lambda fields: [
                name
                for item in fields
                if item.tag == "%A"
                for name in (item.value.split(";") if ";" in item.value else [item.value])
            ],
        )
    ),
)

# --- RefWorks tagged ------------------------------------------------------------------------------------------------

_REFWORKS = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)")

REFWORKS = Format(
    "refworks",
    "RefWorks tagged",
    lambda text: bool(re.search(r"(?m)^RT (?!-)[A-Z]", text) and re.search(r"(?m)^(T1|A1|SR) ", text)),
    _by_tag(_REFWORKS, lambda tag, fields: tag == "RT"),
    understood_by(
        Meaning(
            kind=("RT",),
            title=("T1",),
            year=("YR", "FD"),
            journal=("JF", "T2", "JO"),
            volume=("VO",),
            issue=("IS",),
            first_page=("SP",),
            last_page=("OP",),
            doi=("DO", "LK", "UL"),
            pmid=("LK", "UL"),
            abstract=("AB",),
            language=("LA",),
            accession=("AN",),
            database=("DB", "DS"),
            isbn=("SN",),
            number=("IS", "SN"),
            edition=("ED",),
            names=lambda fields: [item.value for item in fields if item.tag == "A1"],
        )
    ),
)

# --- Ovid: field names on lines of their own, values indented below them ---------------------------------------------

_OVID_START = re.compile(r"<\s*+(\d++)\s*+\.?\s*+>\s*+$")
_OVID_TAG = re.compile(r" ?([A-Z]{2,3}) {1,2}- (.*)$")


def _ovid_entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
    """Records begin at `<1>`; a line at the margin names a field, indented lines are its value.

    Ovid's short form (`TI  - A title`) is read as well.
    """
    record = _Lines(note)
    for number, line in enumerate(lines, start=1):
        if start := _OVID_START.match(line.strip()):
            yield from record.done()
            record.add("<>", start.group(1), number)
        elif not line.strip():
            continue
        elif short := _OVID_TAG.match(line):
            record.add(short.group(1), short.group(2), number)
        elif not record.fields or line[:1].isspace():
            record.go_on(line, number)
        else:
            record.add(line.strip(), "", number)
    yield from record.done()


# Addresses, and the numbers of institutions: "Berg, Nora 1,3", "Holm, Kari [E-mail: kari@example.org]".
_BEHIND_A_NAME = re.compile(
    r"(?<!\s)\s*+\[E-?mail:[^\]]{0,200}+\]$|(?<!\s)\s*+\(?\d[\d,+*]{0,40}+\)?$|[.]$",
)
_OVID_DATABASE = ("Database", "DB", "VN")
_by_ovid_meaning = understood_by(
    Meaning(
        kind=("Publication Type", "PT"),
        title=("Title", "TI", "Chapter Title"),
        year=("Year of Publication", "YR", "Publication Year", "Date of Publication", "Source", "SO"),
        journal=("Source", "SO", "Journal Name", "JN"),
        volume=("Volume", "VO"),
        issue=("Issue", "IP"),
        first_page=("Pages", "PG"),
        doi=("DOI", "DO", "DI", "DOI Number", "Digital Object Identifier"),
        pmid=("Unique Identifier", "UI", "PubMed ID", "PM"),
        abstract=("Abstract", "AB"),
        language=("Language", "LG"),
        accession=("Accession Number", "AN", "Unique Identifier", "UI"),
        database=_OVID_DATABASE,
        names=lambda fields: [
            _BEHIND_A_NAME.sub("", name.strip())
            for item in fields
            if item.tag in ("Author", "Authors", "AU")
            for name in re.split(r";|\n|(?<=\.)\s{2,}", item.value)
            if name.strip()
        ],
    )
)


def _ovid_understood(record: Record) -> Record:
    """Databases other than MEDLINE have identifiers of their own under the same name."""
    known = _by_ovid_meaning(record)
    database = " ".join(
        item.value for item in record.fields if item.tag in _OVID_DATABASE and "Ovid Tech" not in item.value
    )
    return known if not database or MEDLINE.search(database) else replace(known, pmid="")


OVID = Format(
    "ovid",
    "Ovid, reprint and tagged text",
    lambda text: bool(re.search(r"(?m)^\s?<[^\S\n]*+\d++[^\S\n]*+\.?[^\S\n]*+>[^\S\n]*+$(?!\n\s{0,3}TY )", text)),
    _ovid_entries,
    _ovid_understood,
)
