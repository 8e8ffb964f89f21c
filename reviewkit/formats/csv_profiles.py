"""How producers of CSV name their columns: one row a producer, and one for all others.

A file is read by the first profile of which it has all columns of a head, so the most telling heads come first.
Names are compared in small letters and without punctuation ("Author(s)", "author.s" and "author_s" are one). What a
producer calls by a name that means something else elsewhere (Scopus has the name of its database as Source, DiVA the
number of pages as Pages) is why producers have profiles of their own.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from reviewkit import normalize
from reviewkit.formats.base import Meaning, split_names
from reviewkit.formats.identifiers import noted
from reviewkit.model import Field, Record


@dataclass(frozen=True, slots=True)
class Profile:
    """One producer's CSV: the columns that give it away, and what its columns mean.

    `heads` are the sets of columns of which a file of the producer has at least one as a whole.
    `completed` adds what a column with several things in it holds (the source line of Embase).
    """

    name: str
    producer: str
    heads: tuple[tuple[str, ...], ...]
    meaning: Meaning
    completed: Callable[[Record, dict[str, str]], Record] = lambda record, cells: record

    def is_of(self, names: set[str]) -> bool:
        """Whether columns with these names are the producer's."""
        return any(names.issuperset(head) for head in self.heads)

    @property
    def columns(self) -> frozenset[str]:
        """The names of all columns that are understood."""
        tags = (getattr(self.meaning, item.name) for item in fields(Meaning) if item.name != "names")
        return frozenset(name for group in tags for name in group)


@lru_cache(maxsize=1 << 12)
def column(name: str) -> str:
    """The name of a column as it is compared: small letters and digits, blanks between words."""
    return normalize.folded(name.lstrip("\ufeff"))


def is_csv(format_name: str) -> bool:
    """Whether records of a format are understood by the names of columns."""
    return format_name == "csv" or format_name.startswith("csv-") or format_name == "embase-rows"


def _people(
    *columns: str, part: Callable[[str], Iterable[str]] = split_names
) -> Callable[[Sequence[Field]], Iterable[str]]:
    """Names out of the first of these columns that has a value."""

    def names(row: Sequence[Field]) -> Iterable[str]:
        values = {item.tag: item.value for item in row}
        return part(next((values[name] for name in columns if values.get(name)), ""))

    return names


# "Kari LundeOla Berge": SpringerLink writes names without anything between; McDonald and DeVries are one name.
_SEAM = re.compile(
    r"(?<=[a-zà-ÿ.])(?<!Mc)(?<!Mac)(?<!De)(?<!Di)(?<!Du)(?<!La)(?<!Le)(?<!Van)(?<!Von)(?<!Fitz)(?<! [A-Z]\.)"
    r"(?=[A-ZÀ-Þ])"
)


def _run_together(text: str) -> Iterable[str]:
    return split_names(text) if re.search(r"[;|]|, ", text) else _SEAM.split(text)


def _without_brackets(text: str) -> Iterable[str]:
    """DiVA writes user names, ORCID and departments after each name: `Lunde, Kari [abc] (Nord [12])`."""
    for _ in range(_DEEPEST_BRACKETS):
        if text == (text := _BRACKETS.sub("", text)):
            break
    return split_names(text)


_BRACKETS = re.compile(r"(?<!\s)\s*+(?:\[[^\[\]]*+\]|\([^()]*+\))")
_DEEPEST_BRACKETS = 20  # in DiVA's lists two are within each other


# Embase writes such as "Nordic Care (2014) 3:3 (152-160). Date of Publication: 2014".
_EMBASE_SOURCE = re.compile(
    r"^(?P<journal>.{1,1000}?) ?\((?P<year>\d{4})\) ?(?P<volume>[^:()]{0,100}?)(?:: ?(?P<issue>[^()]{0,100}?))? ?"
    r"(?:\((?P<pages>[^()]*+)\))?"
    r"(?:\.|$| ?(?=(?:Article Number|Date of|Number of)))(?P<rest>.*)$",
    re.DOTALL,
)


def _embase_source(record: Record, cells: dict[str, str]) -> Record:
    """Journal, year, volume, issue and pages out of Embase's line of source."""
    found = _EMBASE_SOURCE.match(normalize.readable(cells.get("source", "")))
    if not found:
        return record
    article = re.search(r"Article Number:\s*([\w.-]*\w)", found["rest"])
    pages = found["pages"] or (article.group(1) if article else "")
    volume, issue = normalize.volume_and_issue(found["volume"], found["issue"] or "")
    return replace(
        record,
        journal=found["journal"],
        year=record.year or int(found["year"]),
        volume=record.volume or volume,
        issue=record.issue or issue,
        pages=record.pages or normalize.pages(pages),
    )


def _openalex_journal(record: Record, cells: dict[str, str]) -> Record:
    """OpenAlex writes several places of a work in one cell, separated by `|`; the first is the journal."""
    return replace(record, journal=record.journal.partition("|")[0])


def _by_institution(record: Record, cells: dict[str, str]) -> Record:
    """A document without authors is its institution's."""
    institution = next((cells[name] for name in INSTITUTION if cells.get(name)), "")
    return replace(record, authors=record.authors or (normalize.readable(institution),)) if institution else record


def _rayyan_notes(record: Record, cells: dict[str, str]) -> Record:
    """The DOI and PubMed id that travelled through Rayyan in its notes."""
    notes = [cells.get("notes", "")]
    return replace(record, doi=record.doi or noted(notes, "DOI"), pmid=record.pmid or noted(notes, "PMID"))


ZOTERO = Meaning(
    kind=("item type",),
    title=("title",),
    authors=("author",),
    year=("publication year", "date"),
    journal=("publication title", "proceedings title", "conference name"),
    volume=("volume",),
    issue=("issue",),
    first_page=("pages",),
    doi=("doi", "url", "extra"),
    pmid=("extra", "url"),
    abstract=("abstract note",),
    language=("language",),
    registry=("archive location", "call number"),
    isbn=("isbn",),
    number=("number", "issue", "series number"),
    accession=("archive location", "call number", "extra"),
    edition=("edition",),
)
LENS = Meaning(
    kind=("publication type",),
    title=("title",),
    authors=("author s", "authors"),
    year=("publication year", "date published"),
    journal=("source title",),
    volume=("volume",),
    issue=("issue number",),
    first_page=("start page",),
    last_page=("end page",),
    doi=("doi", "external url", "source urls"),
    pmid=("pmid",),
    abstract=("abstract",),
    language=("language",),
    accession=("lens id",),
)
DIMENSIONS = Meaning(
    kind=("publication type",),
    title=("title",),
    authors=("authors",),
    year=("pubyear", "publication date", "publication date online", "publication date print"),
    journal=("source title", "anthology title", "proceedings title", "book title"),
    volume=("volume",),
    issue=("issue",),
    first_page=("pagination",),
    doi=("doi",),
    pmid=("pmid",),
    abstract=("abstract",),
    isbn=("isbn",),
    accession=("publication id",),
)
OPENALEX = Meaning(
    kind=("type", "type crossref"),
    title=("display name", "title"),
    authors=("authorships author display name", "author", "authors", "authorships raw author name"),
    year=("publication year", "publication date", "year"),
    journal=(
        "primary location source display name",
        "so",
        "source",
        "host venue display name",
        "source display name",
    ),
    volume=("biblio volume", "volume"),
    issue=("biblio issue", "issue"),
    first_page=("biblio first page", "first page"),
    last_page=("biblio last page", "last page"),
    doi=("doi", "ids doi"),
    pmid=("ids pmid", "pmid"),
    abstract=("abstract", "ab"),
    language=("language",),
    names=_people(
        "authorships author display name",
        "author",
        "authors",
        "authorships raw author name",
        part=lambda text: text.split("|") if "|" in text else split_names(text),
    ),
    accession=("work id", "id"),
)
DIVA = Meaning(
    kind=("publicationtype", "contenttype"),
    title=("title",),
    authors=("name",),
    year=("year", "publicationdate"),
    journal=("journal", "hostpublication"),
    volume=("volume",),
    issue=("issue",),
    first_page=("startpage",),
    last_page=("endpage",),
    doi=("doi",),
    pmid=("pmid",),
    abstract=("abstract",),
    language=("language",),
    isbn=("isbn",),
    number=("isrn",),
    names=_people("name", part=_without_brackets),
)
ERIC = Meaning(
    kind=("publication type", "publicationtype"),
    title=("title",),
    authors=("author s", "authors", "author"),
    year=("publication date", "publicationdateyear", "year"),
    journal=("source", "journal"),
    doi=("doi", "url", "link"),
    abstract=("abstract", "description"),
    language=("language",),
    isbn=("isbn",),
    accession=("eric number",),
)
EBSCO = Meaning(
    kind=("doctype", "publication type"),
    title=("article title", "title"),
    authors=("author", "authors"),
    year=("publication date",),
    journal=("journal title",),
    volume=("volume",),
    issue=("issue",),
    first_page=("first page",),
    doi=("doi", "plink"),
    abstract=("abstract",),
    language=("language",),
    isbn=("isbn",),
    accession=("accession number",),
)
EBSCO_NEW = Meaning(
    kind=("pubtypes", "doctypes", "publicationtype", "pubtype", "doctype"),
    title=("title",),
    authors=("contributors", "authors"),
    year=("publicationdate", "coverdate"),
    journal=("source", "publicationname"),
    volume=("volume",),
    issue=("issue",),
    first_page=("pagestart", "firstpage", "startpage", "pages"),
    last_page=("pageend", "lastpage", "endpage"),
    doi=("doi",),
    abstract=("abstract",),
    language=("language",),
    isbn=("isbns", "isbn"),
)
SPRINGER = Meaning(
    kind=("content type",),
    title=("item title",),
    authors=("authors",),
    year=("publication year",),
    journal=("publication title", "book series title"),
    volume=("journal volume",),
    issue=("journal issue",),
    doi=("item doi", "url"),
    names=_people("authors", part=_run_together),
)
SCOPUS = Meaning(
    kind=("document type",),
    title=("title", "titles"),
    authors=("authors", "author s", "author full names"),
    year=("year",),
    journal=("source title", "conference name"),
    volume=("volume",),
    issue=("issue",),
    first_page=("page start", "art no"),
    last_page=("page end",),
    doi=("doi",),
    pmid=("pubmed id",),
    abstract=("abstract",),
    language=("language of original document",),
    isbn=("isbn",),
    accession=("eid",),
    edition=("edition",),
)
CLINICAL_TRIALS = Meaning(
    kind=("study type", "study types"),
    title=("study title", "title", "official title", "brief title"),
    year=("first posted", "first submitted", "start date"),
    abstract=("brief summary",),
    registry=("identifiers", "nct number", "nct id", "study url", "url"),
)
ICTRP = Meaning(
    kind=("study type",),
    title=("public title", "scientific title"),
    year=("date registration3", "date registration", "date enrollement"),
    registry=("trialid",),
)
PUBMED = Meaning(
    title=("title",),
    authors=("authors",),
    year=("publication year", "create date"),
    journal=("journal book",),
    doi=("doi",),
    pmid=("pmid",),
    names=_people("authors", part=lambda text: split_names(text.strip().removesuffix("."))),
)
EMBASE = Meaning(
    kind=("publication type",),
    title=("title", "original title", "original non english title"),
    authors=("author names",),
    year=("publication year", "date of publication"),
    journal=("source title", "source"),
    volume=("volume",),
    issue=("issue",),
    first_page=("first page", "page range", "pages", "article number"),
    last_page=("last page",),
    doi=("doi", "full text link"),
    pmid=("medline pmid", "pmid"),
    abstract=("abstract",),
    language=("article language", "language of article", "language"),
    isbn=("isbn",),
    accession=("embase accession id",),
)
# RIS as a table, with the names that rispy gives to its tags: ASReview exports a project of a RIS file so.
RISPY = Meaning(
    kind=("type of reference",),
    title=("title", "primary title"),
    authors=("authors", "first authors"),
    year=("year", "publication year", "date"),
    journal=("secondary title", "alternate title3", "journal name", "alternate title2", "alternate title1"),
    volume=("volume",),
    issue=("number",),
    first_page=("start page", "custom7"),
    last_page=("end page",),
    doi=("doi", "urls", "url"),
    pmid=("urls", "url"),
    abstract=("abstract", "notes abstract"),
    language=("language",),
    accession=("accession number",),
    database=("name of database", "database provider"),
    isbn=("issn",),
    number=("note",),
)
# Documents that people list themselves, in English and Norwegian: reports, guidelines and web pages of institutions.
GREY = Meaning(
    kind=("type",),
    title=("title", "tittel"),
    authors=("authors", "author", "forfattere", "forfatter", "forfattarar"),
    year=("date", "year", "dato", "ar", "utgitt", "utgjeve"),
    doi=("doi",),
    abstract=("abstract", "summary", "sammendrag", "samandrag"),
    language=("language", "sprak"),
    isbn=("isbn",),
    number=("report number", "rapportnummer"),
)
INSTITUTION = ("institution", "institusjon", "utgiver", "utgjevar")
ADDRESS = ("address", "url", "adresse", "nettadresse")
ACCESSED = ("access date", "accessed", "hentet", "henta")
READ = ("date read", "read", "lest", "lese")
# All others, with the names that screening tools, Excel tables and catalogues use, in English, Norwegian, Swedish,
# Danish, German, French and Spanish.
GENERIC = Meaning(
    kind=(
        *(
            "document type",
            "publication type",
            "item type",
            "type of reference",
            "content type",
            "type",
            "category",
        ),
        *("publikasjonstype", "dokumenttype", "publikationstyp", "dokumenttyp", "type de document"),
        *("tipo de documento", "kategori", "pt", "kind"),
    ),
    title=(
        *(
            "title",
            "article title",
            "document title",
            "primary title",
            "item title",
            "study title",
            "ti",
            "titles",
        ),
        *("publication title and subtitle", "tittel", "titel", "titre", "titulo", "display name"),
    ),
    authors=(
        *("authors", "author names", "author", "author s", "author full names", "first authors", "au", "creators"),
        *("creator", "contributors", "forfattere", "forfatter", "forfatter e", "forfattare", "autor", "autoren"),
        *("autor en", "verfasser", "auteurs", "auteur", "auteur s", "autores", "autor es", "personer"),
        *("autor herausgeber oder institution",),
    ),
    year=(
        *("year", "published year", "publication year", "py", "pubyear", "year of publication", "date"),
        *(
            "publication date",
            "date published",
            "published",
            "pubdate",
            "ar",
            "arstall",
            "utgivelsesar",
            "publiseringsar",
        ),
        *("utgitt", "utgivningsar", "udgivelsesar", "jahr", "erscheinungsjahr", "publikationsjahr", "annee"),
        *("annee de publication", "date de publication", "ano", "ano de publicacion", "fecha"),
        *("fecha de publicacion", "dato"),
    ),
    journal=(
        *(
            "source title",
            "journal",
            "journal book",
            "journal title",
            "publication title",
            "source",
            "publication",
        ),
        *(
            "journal name",
            "secondary title",
            "container title",
            "publication name",
            "so",
            "tidsskrift",
            "tidskrift",
        ),
        *("zeitschrift", "zeitschrift zeitung", "revue", "titre de la revue", "revista", "fuente", "publisert i"),
        *("kilde", "quelle", "book title", "boktittel", "pubtitle"),
    ),
    volume=("volume", "vol", "volume number", "argang", "bind", "volum", "jahrgang", "band", "volumen", "tome"),
    issue=(
        *(
            "issue",
            "number",
            "no",
            "issue number",
            "hefte",
            "nummer",
            "nr",
            "heft",
            "ausgabe",
            "heftnummer",
            "numero",
        ),
        *("hafte", "haefte"),
    ),
    first_page=(
        *("page start", "startpage", "start page", "pages", "first page", "page range", "pagination", "art no"),
        *("article number", "pp", "startside", "fra side", "forste side", "sider", "side", "sidor", "erste seite"),
        *("seiten", "seiten von bis", "pages debut", "page debut", "paginas", "pagina inicial"),
    ),
    last_page=(
        "page end",
        "endpage",
        "end page",
        "last page",
        "sluttside",
        "til side",
        "letzte seite",
        "page fin",
        "pagina final",
    ),
    doi=("doi", "link", "articleurl", "url", "fulltexturl", "item doi", "dois", "external url", "lenke"),
    pmid=("pubmed id", "pmid", "medline pmid", "pubmedid", "extra"),
    abstract=(
        *("abstract", "notes abstract", "ab", "abstract note", "summary", "sammendrag", "abstrakt", "resume"),
        *("zusammenfassung", "resumen", "sammanfattning", "referat"),
    ),
    language=(
        *(
            "language",
            "language of original document",
            "article language",
            "languages",
            "sprak",
            "sprog",
            "sprache",
        ),
        *("langue", "idioma"),
    ),
    registry=("identifiers", "nct number", "trial id", "trialid", "registration number", "isrctn"),
    isbn=("isbn", "isbns", "identifiers"),
    number=("report number", "rapportnummer"),
    accession=("accession number", "accession no", "eric number", "eid", "ut unique wos id"),
    edition=("edition", "utgave"),
)

GENERAL = Profile("csv", "", (), GENERIC)
PROFILES: tuple[Profile, ...] = (
    Profile("csv-zotero", "Zotero", (("key", "item type", "abstract note"),), ZOTERO),
    Profile("csv-lens", "Lens", (("lens id", "title"),), LENS),
    Profile("csv-dimensions", "Dimensions", (("publication id", "title", "pubyear"),), DIMENSIONS),
    Profile(
        "csv-openalex",
        "OpenAlex",
        (
            ("display name", "publication date"),
            ("display name", "publication year"),
            ("title", "authorships author display name"),
            ("work id", "title"),
        ),
        OPENALEX,
        _openalex_journal,
    ),
    Profile("csv-diva", "DiVA", (("pid", "name", "title", "publicationtype"),), DIVA),
    Profile("csv-eric", "ERIC", (("title", "eric number"), ("title", "publicationdateyear")), ERIC),
    Profile("csv-ebsco", "EBSCOhost", (("article title", "journal title", "accession number"),), EBSCO),
    Profile(
        "csv-ebsco-new",
        "EBSCOhost",
        (("title", "contributors", "longdbname"), ("title", "contributors", "publicationdate")),
        EBSCO_NEW,
    ),
    Profile("csv-springer", "SpringerLink", (("item title", "item doi"),), SPRINGER),
    Profile(
        "csv-grey",
        "",
        (
            ("title", "institution", "address"),
            ("title", "institution", "type"),
            ("tittel", "institusjon"),
            ("tittel", "utgiver", "nettadresse"),
            ("tittel", "utgjevar", "nettadresse"),
        ),
        GREY,
        _by_institution,
    ),
    Profile("csv-scopus", "Scopus", (("title", "eid"),), SCOPUS),
    Profile(
        "csv-clinicaltrials",
        "ClinicalTrials.gov",
        (("nct number", "study title"), ("nct number", "title", "conditions")),
        CLINICAL_TRIALS,
    ),
    Profile("csv-ictrp", "ICTRP", (("trialid", "public title"),), ICTRP),
    Profile("csv-pubmed", "PubMed", (("pmid", "title", "journal book"),), PUBMED),
    Profile("csv-rayyan", "Rayyan", (("key", "title", "journal", "notes"),), GENERIC, _rayyan_notes),
    Profile(
        "csv-rispy", "ASReview", (("type of reference", "title"), ("type of reference", "primary title")), RISPY
    ),
    Profile(
        "csv-embase",
        "Embase.com",
        (
            ("title", "author names", "embase accession id"),
            ("title", "author names", "original title"),
            ("title", "author names", "emtree drug index terms"),
        ),
        EMBASE,
        _embase_source,
    ),
)
PRODUCERS = {profile.name: profile.producer for profile in PROFILES}
# Columns of which a table of references has two, one of them a title.
_TELLING = frozenset(
    name
    for group in (GENERIC.title, GENERIC.authors, GENERIC.year, GENERIC.journal, GENERIC.doi, GENERIC.abstract)
    for name in group
)


def profile_of(head: Iterable[str]) -> Profile:
    """The profile of a table, by the names in its head."""
    names = {column(name) for name in head}
    return next((profile for profile in PROFILES if profile.is_of(names)), GENERAL)


def is_head(cells: Iterable[str], telling: int = 2) -> bool:
    """Whether cells name the columns of references: those of a producer, or at least `telling` that most have."""
    names = {column(cell) for cell in cells}
    if any(profile.is_of(names) for profile in PROFILES):
        return True
    return len(names) > 1 and not names.isdisjoint(GENERIC.title) and len(names & _TELLING) >= telling
