"""The number by which one database knows a record, with the database before it: `wos:000337252800006`.

Two records with one number of a database are one record of it; with two they are two of its records, which are two
reports unless the database lists one twice. Most numbers show by their form whose they are; one of digits only counts
where exactly one database is named beside it. PubMed ids are none of these: a record has them as such.
"""

import re
from collections.abc import Iterable, Iterator

from reviewkit import normalize

# Whole values. `ISI:` is what Web of Science wrote before `WOS:`, and the numbers are the same.
_FORM = re.compile(
    r"(?:wos|isi):(?P<wos>[a-z0-9]{15})"
    r"|(?P<collection>inspec|biosis|bci|bioabs|ccc|kjd|scielo|cabi|fsta|zoorec|pprn|rsci|cscd|drci|pqdt):(?P<in_collection>[\w.-]+)"
    r"|(?P<scopus>2-s2\.0-\d{8,12})"
    r"|l(?P<embase>\d{6,12})"
    r"|(?P<central>cn-\d{7,8})"
    r"|(?P<eric>e[jd]\d{5,7})"
    r"|(?P<psycinfo>(?:18|19|20)\d\d-\d{5}-\d{3})"
    r"|(?P<dimensions>pub\.\d{8,})"
    r"|(?P<lens>\d{3}(?:-\d{3}){3}-\d\d[\dx])"
    r"|(?P<openalex>w\d{6,})"
    r"|(?P<pmcid>pmc\d{4,8})(?:\.\d+)?(?:\s*\[pmcid\])?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?P<scopus>2-s2\.0-\d{8,12})"
    r"|embase\.com/\S{0,500}[?&](?:amp;)?id=l(?P<embase>\d{6,12})"
    r"|/central/doi/10\.1002/central/(?P<central>cn-\d{7,8})"
    r"|eric\.ed\.gov/\S{0,200}?\bid=(?P<eric>e[jd]\d{5,7})"
    r"|\bwos:(?P<wos>[a-z0-9]{15})\b"
    r"|lens\.org/(?:lens/)?(?:article/)?(?P<lens>\d{3}(?:-\d{3}){3}-\d\d[\dx])"
    r"|openalex\.org/(?:works/)?(?P<openalex>w\d{6,})"
    r"|dimensions\.ai/details/publication/(?P<dimensions>pub\.\d{8,})"
    r"|(?:/pmc/articles/|pmc\.ncbi\.nlm\.nih\.gov/articles/|europepmc\.org/articles?/)(?:pmc/)?(?P<pmcid>pmc\d{4,8})",
    re.IGNORECASE,
)
_EBSCO = re.compile(
    r"[?&](?:amp;)?db=(?P<db>\w{1,40}+)\S{0,100}?[?&](?:amp;)?an=(?P<number>[\w.-]{0,30}\w)", re.IGNORECASE
)
_YEARS = re.compile(r"<[^<>]*>|\([^()]*\)")  # "Embase <1974 to 2020>", "Ovid MEDLINE(R)"
_NOTED = re.compile(r"Accession Number: *([\w.-]*\w)")
_IN_CENTRAL = re.compile(r"\bEMBASE[ :]+(\d{6,12})\b")  # "PUBMED 34000017,EMBASE 2011111111"
_PLAIN = re.compile(r"[a-z]{0,5}-?\d[\d-]{3,}\d", re.IGNORECASE)
# Names of databases, also as the codes of EBSCOhost and Ovid; any other name is taken as it is.
_NAMES = (
    ("embase", re.compile(r"embase|^emed|^oemez")),
    ("cinahl", re.compile(r"cinahl|^(?:ccm|c8h|c9h|rzh|jlh|cin20|cul)$")),
    ("psycinfo", re.compile(r"psyc ?info|^psyh?$|^psyc")),
    ("eric", re.compile(r"^eric\b")),
    ("central", re.compile(r"^central$|cochrane central")),
)
# What gives the same report more than one number, or none of its own, or is MEDLINE.
_NO_DATABASE = re.compile(
    r"medline|pubmed|\bnlm\b|^(?:mdc|mnh|cmedm|mdl)$|scopus|web of science|^wos|rayyan|zotero|endnote|mendeley"
    r"|covidence|google|jstor|\blens\b|dimensions|openalex|crossref|proquest|ebsco|\bovid\b|^search\b|^pmc"
)


def accessions(
    numbers: Iterable[str], addresses: Iterable[str] = (), databases: Iterable[str] = ()
) -> tuple[str, ...]:
    """The numbers in values that may hold some, in addresses, and in notes (`Accession Number: ...`), each once."""
    return tuple(dict.fromkeys(_all(numbers, addresses, databases)))


def _all(numbers: Iterable[str], addresses: Iterable[str], databases: Iterable[str]) -> Iterator[str]:
    name = _only_name(databases)
    for value in numbers:
        yield from (f"embase:{found}" for found in _IN_CENTRAL.findall(value))
        noted = _NOTED.match(value)
        for part in [noted[1]] if noted else value.split(";"):
            yield from _numbered(part.strip(" ."), name)
    for value in addresses:
        if found := _ADDRESS.search(value):
            yield _written(found)
        elif found := _EBSCO.search(value):
            yield from _numbered(found["number"], _name_of(found["db"]))


def _numbered(number: str, database: str) -> Iterator[str]:
    if found := _FORM.fullmatch(number):
        if found["collection"]:
            yield f"{found['collection'].lower()}:{found['in_collection'].upper()}"
        else:
            yield _written(found)
    elif database and _PLAIN.fullmatch(number):
        yield f"{database}:{number.upper()}"


def _written(found: re.Match[str]) -> str:
    """The database and the number, in the case in which the database writes it."""
    database = str(found.lastgroup)
    number = found[database]
    return f"{database}:{number.lower() if database in ('scopus', 'dimensions') else number.upper()}"


def _only_name(databases: Iterable[str]) -> str:
    """The database where just one is named; "" else, and for what has no numbers of its own."""
    names = {_name_of(part) for value in databases for part in value.split(";")}
    return names.pop() if len(names) == 1 else ""


def _name_of(database: str) -> str:
    folded = normalize.folded(_YEARS.sub("", database))
    known = next((name for name, pattern in _NAMES if pattern.search(folded)), "")
    if known or _NO_DATABASE.search(folded) or len(folded) < 3:
        return known
    return folded if " " not in folded else "-".join([word for word in folded.split() if word.isalpha()][:3])
