"""XML exports: EndNote, PubMed, EBSCOhost. Every text and every attribute becomes a field, named by its path.

The parser is expat; entities that a file declares are refused, so that no text can grow without end or reach for
other files. Line numbers come from the parser.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from xml.parsers import expat

from reviewkit import normalize
from reviewkit.errors import Level
from reviewkit.formats.base import Fields, Format, Meaning, Note, RefusedError, joined_names, understood_by
from reviewkit.model import Field, Record
from reviewkit.words import message
from reviewkit.xml_letters import lettered

# Elements that only format their text, which belongs to the value around them.
_DRESS = frozenset(("style", "i", "b", "u", "sup", "sub", "em", "strong", "italic", "bold", "emphasis"))

# The names that a field is called by: PubMed has six elements within each other. A file of 600 kB with 200,000 within
# each other took over 40 seconds when a field was named by all of them.
_DEEPEST, _LONGEST_NAME = 12, 60


class _Flattener:
    """Turns the elements inside each record into fields."""

    def __init__(self, records: frozenset[str]) -> None:
        self.records = records
        self.path: list[str] = []
        self.texts: list[list[str]] = []
        self.lines: list[int] = []
        self.done: list[Fields] = []
        self.empty: list[int] = []  # lines at which records without a value begin
        self.fields: Fields = []
        self.depth = -1
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.EntityDeclHandler = self.refuse

    def refuse(self, *declared: object) -> None:
        raise RefusedError(
            message("the file declares entities of its own, which no export needs; it was not read")
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.depth < 0:
            if name not in self.records:
                return
            self.depth, self.path, self.texts, self.lines, self.fields = 0, [], [], [], []
        elif name in _DRESS:
            self.depth += 1
            return
        else:
            self.path.append(name)
        self.depth += 1
        self.texts.append([])
        self.lines.append(self.parser.CurrentLineNumber)
        tag = self.tag()
        for key, value in attributes.items():
            self.fields.append(Field(f"{tag}@{key}", value.strip(), self.lines[-1]))

    def tag(self) -> str:
        """The names of the elements around, from the outermost; those of the deepest are left out, and none is long."""
        return "/".join(name[:_LONGEST_NAME] for name in self.path[:_DEEPEST])

    def text(self, data: str) -> None:
        if self.depth > 0:
            self.texts[-1].append(data)

    def end(self, name: str) -> None:
        if self.depth <= 0:
            return
        self.depth -= 1
        if name in _DRESS and (not self.path or self.path[-1] != name):
            return
        value = "".join(self.texts.pop()).strip()
        line = self.lines.pop()
        if value:
            self.fields.append(Field(self.tag(), value, line))
        if self.path:
            self.path.pop()
        else:
            self.depth = -1
            if self.fields:
                self.done.append(sorted(self.fields, key=lambda item: item.line))
            else:
                self.empty.append(line)


_PIECE = 100_000  # letters of a line that the parser is given at a time
_Entries = Callable[[Iterable[str], Note], Iterator[Fields]]


def _reader(*records: str) -> _Entries:
    """The reader of the elements that are records."""
    names = frozenset(records)

    def entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
        flattener = _Flattener(names)
        try:
            for piece in _pieces(lines, note, flattener.parser):
                flattener.parser.Parse(piece, False)
                yield from _done(flattener, note)
            flattener.parser.Parse("", True)
        except expat.ExpatError as error:
            said = message("the XML is cut off or damaged here; what comes before was read. Export it again")
            note(error.lineno, said, "xml", Level.ERROR)
        yield from _done(flattener, note)

    return entries


def _pieces(lines: Iterable[str], note: Note, parser: expat.XMLParserType) -> Iterator[str]:
    """The lines, several at once where what began has not ended: expat reads it from its beginning for each piece.

    A comment of 200,000 lines is read some twenty times, and not 200,000 times. A long line, which may be the whole
    file, is divided.
    """
    held: list[str] = []
    size = enough = 0
    for line in _repaired(lines, note):
        for at in range(0, len(line), _PIECE):
            held.append(line[at : at + _PIECE])
            size += len(held[-1])
            if size < enough:
                continue
            before = parser.CurrentByteIndex
            yield "".join(held)
            enough = 0 if parser.CurrentByteIndex > before else enough + size
            held, size = [], 0
    yield "".join(held)


def _done(flattener: _Flattener, note: Note) -> Iterator[Fields]:
    """The records that are done; those without any value are noted."""
    for line in flattener.empty:
        note(line, "a record without a value is none; left in the export", "outside")
    yield from flattener.done
    flattener.done, flattener.empty = [], []


def _repaired(lines: Iterable[str], note: Note) -> Iterator[str]:
    """The lines as a parser can read them, with a note of what was not as XML is written.

    The text is decoded already, so what the file says of its encoding must not count again.
    """
    awaited = ""
    for number, line in enumerate(lines, start=1):
        if number == 1:
            line = re.sub(r"^\s*<\?xml[^>]*\?>", "", line)
        text, awaited, has_lone_sign, has_no_letter = lettered(line, awaited)
        if has_lone_sign:
            note(number, message("a lone & or < was kept as it is; XML writes &amp; and &lt;"), "signs")
        if has_no_letter:
            note(number, message("what is no letter in XML was replaced by \ufffd"), "signs")
        yield text + "\n"


def _people(author: str, family: str, given: str, group: str) -> Callable[[Sequence[Field]], Iterable[str]]:
    """Names from the fields of each author: family and given name, or the name of a group."""

    def names(fields: Sequence[Field]) -> Iterable[str]:
        found: list[list[str]] = []
        for item in fields:
            if not item.tag.startswith(author):
                continue
            if item.tag.endswith(family):
                found.append([item.value])
            elif item.tag.endswith(given) and found:
                found[-1].append(item.value)
            elif group and item.tag.endswith(group):
                found.append([item.value])
        return [", ".join(name) for name in found]

    return names


ENDNOTE_XML = Format(
    "endnote-xml",
    "EndNote XML",
    lambda text: bool(
        re.search(r"<record>|<RECORD>", text) and re.search(r"<ref-type|<contributors|<titles", text)
    ),
    _reader("record"),
    understood_by(
        Meaning(
            kind=("ref-type@name", "ref-type"),
            title=("titles/title",),
            year=("dates/year", "dates/pub-dates/date"),
            journal=("periodical/full-title", "titles/secondary-title", "alt-periodical/full-title"),
            volume=("volume",),
            issue=("number", "issue"),
            first_page=("pages",),
            doi=("electronic-resource-num", "urls/related-urls/url"),
            pmid=("urls/related-urls/url",),
            abstract=("abstract",),
            language=("language",),
            accession=("accession-num",),
            database=("remote-database-name", "remote-database-provider"),
            edition=("edition",),
            isbn=("isbn",),
            number=("number", "isbn"),
            names=lambda fields: [item.value for item in fields if item.tag == "contributors/authors/author"],
        )
    ),
)

_ARTICLE = "MedlineCitation/Article"
_BOOK = "BookDocument"

PUBMED_XML = Format(
    "pubmed-xml",
    "PubMed XML",
    lambda text: "<PubmedArticle" in text or "<PubmedBookArticle" in text or "<MedlineCitation" in text,
    _reader("PubmedArticle", "PubmedBookArticle"),
    understood_by(
        Meaning(
            kind=(f"{_ARTICLE}/PublicationTypeList/PublicationType",),
            title=(f"{_ARTICLE}/ArticleTitle", f"{_BOOK}/ArticleTitle", f"{_BOOK}/Book/BookTitle"),
            year=(
                f"{_ARTICLE}/Journal/JournalIssue/PubDate/Year",
                f"{_ARTICLE}/Journal/JournalIssue/PubDate/MedlineDate",
                f"{_ARTICLE}/ArticleDate/Year",
                f"{_BOOK}/Book/PubDate/Year",
            ),
            journal=(f"{_ARTICLE}/Journal/Title", f"{_ARTICLE}/Journal/ISOAbbreviation"),
            volume=(f"{_ARTICLE}/Journal/JournalIssue/Volume",),
            issue=(f"{_ARTICLE}/Journal/JournalIssue/Issue",),
            first_page=(f"{_ARTICLE}/Pagination/MedlinePgn", f"{_ARTICLE}/Pagination/StartPage"),
            last_page=(),
            doi=(
                "PubmedData/ArticleIdList/ArticleId",
                f"{_ARTICLE}/ELocationID",
                f"{_BOOK}/ArticleIdList/ArticleId",
            ),
            pmid=("MedlineCitation/PMID", f"{_BOOK}/PMID"),
            accession=("PubmedData/ArticleIdList/ArticleId",),
            isbn=(f"{_BOOK}/Book/Isbn",),
            abstract=(f"{_ARTICLE}/Abstract/AbstractText", f"{_BOOK}/Abstract/AbstractText"),
            language=(f"{_ARTICLE}/Language", "BookDocument/Language"),
            names=_people(f"{_ARTICLE}/AuthorList/Author", "LastName", "ForeName", "CollectiveName"),
        )
    ),
)

_EBSCO = "header/controlInfo"

EBSCO_XML = Format(
    "ebsco-xml",
    "EBSCOhost XML",
    lambda text: bool(re.search(r"<rec\b[^<>]*resultID", text)),
    _reader("rec"),
    understood_by(
        Meaning(
            kind=(f"{_EBSCO}/artinfo/pubtype", f"{_EBSCO}/artinfo/doctype"),
            title=(f"{_EBSCO}/artinfo/tig/atl", f"{_EBSCO}/bkinfo/btl"),
            year=(f"{_EBSCO}/pubinfo/dt@year", f"{_EBSCO}/pubinfo/dt"),
            journal=(f"{_EBSCO}/jinfo/jtl",),
            volume=(f"{_EBSCO}/pubinfo/vid",),
            issue=(f"{_EBSCO}/pubinfo/iid",),
            first_page=(f"{_EBSCO}/artinfo/ppf",),
            doi=(f"{_EBSCO}/artinfo/ui",),
            abstract=(f"{_EBSCO}/artinfo/ab",),
            language=(f"{_EBSCO}/language",),
            names=lambda fields: [item.value for item in fields if item.tag.endswith("artinfo/aug/au")],
        )
    ),
)

ICTRP_XML = Format(
    "ictrp-xml",
    "ICTRP XML (registries of trials)",
    lambda text: "<Trials_downloaded_from_ICTRP" in text or bool(re.search(r"<TrialID>", text)),
    _reader("Trial"),
    understood_by(
        Meaning(
            kind=("Study_type",),
            title=("Public_title", "Scientific_title"),
            year=("Date_registration3", "Date_registration", "Date_enrollement"),
            language=(),
            registry=("TrialID",),
        )
    ),
)

# "Nordic Journal of Care; Vol. 14 No. 2 (2021): Spring; 101-110", as Open Journal Systems writes it.
_DC_SOURCE = re.compile(
    r"^(?P<journal>[^;]++);\s*+(?:vol|bd|band|årg|jg|t|v)\w{0,10}\.?\s*+(?P<volume>\d++)"
    r"(?:[^;]{0,100}?\b(?:no|nr|núm|num|issue|iss|heft|h|n)\w{0,10}\.?\s{0,5}(?P<issue>\d[\w/-]{0,40}+))?[^;]*+"
    r"(?:;\s*+(?P<pages>[^;]*\d[^;]*+))?$",
    re.IGNORECASE,
)
_DC_PREFIX = re.compile(r"^.*?(?:^|/)(?:dc|dcterms|dct):(?=\w+$)|^(?:metadata/)?(?:(?:\w+:\w+|dc)/)?(?=\w+$)")
_by_dublin_core = understood_by(
    Meaning(
        kind=("type",),
        title=("title",),
        year=("issued", "date", "created", "available"),
        journal=("isPartOf", "journal"),
        doi=("identifier", "doi", "relation", "hasVersion", "isVersionOf"),
        pmid=("identifier", "relation"),
        abstract=("abstract", "description"),
        language=("language",),
        registry=("identifier",),
        isbn=("identifier", "isbn"),
        number=("identifier",),
        names=lambda fields: (
            _names_in(fields, frozenset(("creator", "author"))) or _names_in(fields, frozenset(("contributor",)))
        ),
    )
)


def _names_in(fields: Sequence[Field], tags: frozenset[str]) -> list[str]:
    """The names in these elements; some archives write all of them into one."""
    return [name for item in fields if item.tag in tags for name in joined_names(item.value)]


def _without_deleted(entries: _Entries) -> _Entries:
    """The entries but for those of which an archive has only the header left, as it does of what it deleted."""

    def kept(lines: Iterable[str], note: Note) -> Iterator[Fields]:
        for fields in entries(lines, note):
            if all(re.match(r"header\b", item.tag) for item in fields):
                note(fields[0].line, "a record that the archive has deleted; left in the export", "outside")
            else:
                yield fields

    return kept


def _dublin_core(record: Record) -> Record:
    """A record by the names of its elements, without prefix and path; journal, volume and pages out of `source`."""
    fields = [item._replace(tag=_DC_PREFIX.sub("", item.tag)) for item in record.fields if "@" not in item.tag]
    known = replace(_by_dublin_core(replace(record, fields=tuple(fields))), fields=record.fields)
    sources = [item.value for item in fields if item.tag in ("source", "bibliographicCitation")]
    for found in filter(None, map(_DC_SOURCE.match, sources)):
        return replace(
            known,
            journal=normalize.readable(found["journal"]),
            volume=found["volume"],
            issue=found["issue"] or "",
            pages=normalize.pages(found["pages"] or ""),
        )
    plain = next((source for source in sources if not re.fullmatch(r"[\d\sxX-]+|https?:.*", source)), "")
    return known if known.journal else replace(known, journal=normalize.readable(plain))


DUBLIN_CORE_XML = Format(
    "dublin-core-xml",
    "Dublin Core XML",
    lambda text: (
        bool(re.search(r"<(?:\w+:)?(?:dc|qualifieddc|record|Description|metadata)\b", text))
        and "<dc:title" in text
    ),
    _without_deleted(
        _reader(
            "record",
            "oai_dc:dc",
            "srw_dc:dc",
            "dc",
            "dc:dc",
            "oai_dc",
            "qdc:qualifieddc",
            "rdf:Description",
            "metadata",
        )
    ),
    _dublin_core,
)
