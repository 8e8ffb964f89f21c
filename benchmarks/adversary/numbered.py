"""Numbers of databases, registries, reports, books and servers: two that differ, and one that is written in two ways.

All else agrees that a list without places gives: title, authors, journal and year. What differs is the number alone.
"""

from collections.abc import Callable
from random import Random

from benchmarks.adversary.citation import Citation, anonymous_place, is_placed, next_pages, scholar
from benchmarks.adversary.kinds import Kind, Made, Make, different, same
from benchmarks.adversary.other_titles import inserted

Tags = tuple[tuple[str, str], ...]


def _tagged(one: Citation, tags: Tags) -> Citation:
    return one.but(more=(*one.more, *tags))


def _first(rng: Random) -> int:
    return rng.randrange(10000000, 89999999)


# What each database writes of a record with a number; the number is one of eight digits
DATABASES: tuple[tuple[str, Callable[[int], Tags]], ...] = (
    ("Web of Science", lambda n: (("AN", f"WOS:0003{n}009"),)),
    ("Web of Science, old", lambda n: (("AN", f"ISI:0002{n}004"),)),
    (
        "Scopus",
        lambda n: (("DB", "Scopus"), ("UR", f"https://www.scopus.com/inward/record.uri?eid=2-s2.0-850{n}")),
    ),
    ("Embase.com", lambda n: (("U2", f"L20{n}"),)),
    ("Embase, Ovid", lambda n: (("DB", "Embase <1974 to 2023>"), ("AN", f"20{n}"))),
    ("CINAHL", lambda n: (("DB", "ccm"), ("N1", f"Accession Number: 1{n}; Source Info: Nov"))),
    (
        "CINAHL, address",
        lambda n: (("UR", f"https://search.ebscohost.com/login.aspx?direct=true&db=rzh&AN=1{n}"),),
    ),
    ("PsycInfo", lambda n: (("DB", "psyh"), ("AN", f"2018-{n % 90000 + 10000}-001"))),
    ("ERIC", lambda n: (("AN", f"28{n}; EJ1{n % 900000 + 100000}"), ("DB", "ERIC"))),
    ("CENTRAL", lambda n: (("AN", f"CN-{n}"),)),
    ("CAB Abstracts", lambda n: (("DB", "CAB Abstracts <1990 to 2023>"), ("ID", f"20{n}1"))),
    ("PubMed Central", lambda n: (("UR", f"https://pmc.ncbi.nlm.nih.gov/articles/PMC{n % 9000000 + 1000000}/"),)),
)


def two_numbers(tags: Callable[[int], Tags]) -> Make:
    """One title twice in a database, under two of its numbers."""

    def make(source: Citation, rng: Random) -> Made:
        number, one = _first(rng), anonymous_place(source)
        return _tagged(one, tags(number)), _tagged(one, tags(number + rng.choice((1, 7, 4032))))

    return make


def one_number(tags: Callable[[int], Tags]) -> Make:
    """A record before and after the database changed its title, in two exports of it."""

    def make(source: Citation, rng: Random) -> Made:
        number, one = _first(rng), anonymous_place(source)
        return _tagged(one, tags(number)), _tagged(
            one.but(title=inserted(source.title, "in adults")), tags(number)
        )

    return make


def two_numbers_in_a_chain(source: Citation, rng: Random) -> Made:
    """Two records of a database on other pages, and a bare copy that is like both."""
    if not is_placed(source):
        return None
    number = _first(rng)
    one = source.but(doi="", pmid="", abstract="")
    return (
        one.also("AN", f"WOS:0003{number}009"),
        scholar(source),
        next_pages(one).also("AN", f"WOS:0003{number + 1}009"),
    )


# Registries


REGISTRIES: tuple[tuple[str, Callable[[int], str]], ...] = (
    ("ChiCTR", lambda n: f"ChiCTR2100{n % 900000 + 100000}"),
    ("DRKS", lambda n: f"DRKS000{n % 90000 + 10000}"),
    ("UMIN", lambda n: f"JPRN-UMIN000{n % 900000 + 100000}"),
    ("CTIS", lambda n: f"CTIS2023-{n % 900000 + 100000}-12-00"),
    ("PROSPERO", lambda n: f"CRD42021{n % 900000 + 100000}"),
    ("CTRI", lambda n: f"CTRI/2021/05/{n % 900000 + 100000}"),
)


def two_entries(number: Callable[[int], str]) -> Make:
    def make(source: Citation, rng: Random) -> Made:
        entry = scholar(source).but(kind="DBASE", authors=source.authors[:1])
        first = _first(rng)
        return entry.also("AN", number(first)), entry.also("AN", number(first + 1))

    return make


# Reports and theses


SERIES: tuple[tuple[str, str, str, str], ...] = (
    ("FHI", "RPRT", "M1", "FHI rapport 2019:{}"),
    ("series", "RPRT", "T3", "FHI rapport 2019:{}"),
    ("NOU", "RPRT", "M1", "NOU 2020: {}"),
    ("Meld. St.", "RPRT", "M1", "Meld. St. {} (2017–2018)"),
    ("Prop.", "RPRT", "M1", "Prop. {} L (2016-2017)"),
    ("technology assessment", "RPRT", "M1", "Evidence Report/Technology Assessment No. {}"),
    ("AHRQ", "RPRT", "M1", "AHRQ Publication No. {}-EHC034-EF"),
    ("IS", "RPRT", "M1", "IS-28{}"),
    ("theses", "THES", "T3", "Doktoravhandlinger ved NTNU, 2019:{}"),
)


def two_of_a_series(kind: str, tag: str, shape: str) -> Make:
    def make(source: Citation, rng: Random) -> Made:
        number = rng.randrange(10, 60)
        one = scholar(source).but(kind=kind, authors=("Nord institutt",) if kind == "RPRT" else source.authors[:1])
        return one.also(tag, shape.format(number)), one.also(tag, shape.format(number + rng.randrange(1, 9)))

    return make


FORMS: tuple[tuple[str, str], ...] = (
    ("NOU 2020: {}", "NOU 2020:{}"),
    ("Meld. St. {} (2017–2018)", "Meld.St. {} (2017-18)"),
    ("FHI rapport 2019:{}", "Rapport 2019:{}"),
    ("NIPH report no. {}", "{}"),
)


def number_in_two_forms(source: Citation, rng: Random) -> Made:
    """One number of a report, under two names of its series."""
    one, other = rng.choice(FORMS)
    number = rng.randrange(3, 60)
    report = scholar(source).but(kind="RPRT", authors=("Nord institutt",))
    return report.also("M1", one.format(number)), report.also("M1", other.format(number))


# Books


def _check_10(digits: list[int]) -> str:
    rest = -sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def isbn_in_two_forms(source: Citation, rng: Random) -> Made:
    """One ISBN with 10 and with 13 digits; the catalogue gives two lines of it."""
    digits = [8, 2, *(rng.randrange(10) for _ in range(7))]
    long = [9, 7, 8, *digits]
    check = -sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(long)) % 10
    book = scholar(source).but(kind="BOOK")
    short = "".join(map(str, digits)) + _check_10(digits)
    other = f"{''.join(map(str, long))}{check} (trykt); 978-0-00-000000-2 (pdf)"
    return book.also("SN", short), book.but(authors=source.authors[:1]).also("SN", other)


EDITIONS: tuple[tuple[str, str], ...] = (
    ("2nd ed.", "3rd ed."),
    ("2. utg.", "3. utg."),
    ("Second edition", "Third edition"),
    ("2. utgave", "3. reviderte utgave"),
    ("2. Auflage", "3., überarb. Aufl."),
    ("2014 Edition", "2016 Edition"),
)


def two_editions_in_words(source: Citation, rng: Random) -> Made:
    one, other = rng.choice(EDITIONS)
    book = scholar(source).but(kind="BOOK", authors=source.authors[:2])
    return book.also("ET", one), book.also("ET", other)


def edition_in_two_forms(source: Citation, rng: Random) -> Made:
    book = scholar(source).but(kind="BOOK", authors=source.authors[:2])
    one, other = rng.sample(("2", "2nd ed.", "2. utg.", "Second edition", "2nd revised edition"), 2)
    return book.also("ET", one), book.also("ET", other)


# Preprints


SERVERS: tuple[tuple[str, str], ...] = (
    ("arXiv", "https://arxiv.org/pdf/2101.{n}v{v}"),
    ("medRxiv", "https://www.medrxiv.org/content/10.1101/2021.01.12.212{n}v{v}.full.pdf"),
    ("OSF", "https://osf.io/preprints/psyarxiv/a{n4}_v{v}"),
    ("Research Square", "https://www.researchsquare.com/article/rs-1{n}/v{v}"),
    ("Preprints.org", "https://www.preprints.org/manuscript/202101.{n4}/v{v}"),
    ("F1000Research", "https://f1000research.com/articles/9-{n4}/v{v}"),
)


def two_versions(address: str) -> Make:
    """Versions that only the address tells, as search engines list them."""

    def make(source: Citation, rng: Random) -> Made:
        number = rng.randrange(10000, 99999)
        one = scholar(source)
        return tuple(one.also("UR", address.format(n=number, n4=number % 9000 + 1000, v=v)) for v in (1, 2))

    return make


DOIS: tuple[tuple[str, str], ...] = (
    ("ChemRxiv", "10.26434/chemrxiv-2021-x{}-v"),
    ("TechRxiv", "10.36227/techrxiv.{}.v"),
    ("Preprints.org", "10.20944/preprints202101.{}.v"),
    ("Authorea", "10.22541/au.1622.{}/v"),
    ("PeerJ", "10.7287/peerj.preprints.{}v"),
    ("arXiv", "10.48550/arXiv.2101.{}v"),
)


def two_versions_by_doi(doi: str) -> Make:
    def make(source: Citation, rng: Random) -> Made:
        stem = doi.format(rng.randrange(10000, 99999))
        one = scholar(source)
        return one.but(doi=f"{stem}1"), one.but(doi=f"{stem}2")

    return make


def arxiv_address_and_doi(source: Citation, rng: Random) -> Made:
    """One preprint by its address, with half of its title, and by its DOI."""
    number = f"2101.{rng.randrange(10000, 99999)}"
    one = scholar(source)
    parts = source.title.split()
    half = " ".join(parts[: max(4, len(parts) // 2)])
    return one.but(doi=f"10.48550/arXiv.{number}", journal="arXiv"), one.but(title=half).also(
        "UR", f"http://arxiv.org/abs/{number}"
    )


def preprint_by_address_and_article(source: Citation, rng: Random) -> Made:
    """The preprint as a search engine lists it, and the article in its journal."""
    if not (is_placed(source) and source.doi):
        return None
    return scholar(source).also("UR", f"https://arxiv.org/abs/2101.{rng.randrange(10000, 99999)}"), source


# DOIs that lost their end


def dois_cut_at_the_issue(source: Citation, rng: Random) -> Made:
    """The DOIs of two articles of an issue of a society's journal, both cut before their `<`."""
    doi = f"10.1175/1520-0442({rng.randrange(1996, 2004)})013"
    known = anonymous_place(source).but(doi=doi)
    return known, known.but(title=inserted(source.title, "and mortality"))


KINDS: tuple[Kind, ...] = (
    *(
        different(f"two numbers, {name}", f"One title twice, under two numbers of {name}.", two_numbers(tags))
        for name, tags in DATABASES
    ),
    *(
        same(f"one number, {name}", f"One number of {name} under a title with a phrase more.", one_number(tags))
        for name, tags in DATABASES
    ),
    different(
        "chain, two numbers",
        "Two records of Web of Science on other pages, and a bare copy.",
        two_numbers_in_a_chain,
    ),
    *(
        different(f"registration, {name}", f"Two entries of {name} with one title.", two_entries(number))
        for name, number in REGISTRIES
    ),
    *(
        different(
            f"number of a series, {name}",
            f"Two of one series, title and year: {shape.format(12)} and the like.",
            two_of_a_series(kind, tag, shape),
        )
        for name, kind, tag, shape in SERIES
    ),
    same("number of a report in two forms", "One number under two names of its series.", number_in_two_forms),
    same("ISBN in two forms", "One ISBN with 10 and with 13 digits.", isbn_in_two_forms),
    different("two editions, in words", "Two editions of one book, in words, in one year.", two_editions_in_words),
    same("edition in two forms", "One edition of a book, written in two ways.", edition_in_two_forms),
    *(
        different(
            f"versions by address, {name}",
            f"Version 1 and 2 on {name}, told by the address.",
            two_versions(address),
        )
        for name, address in SERVERS
    ),
    *(
        different(
            f"versions by DOI, {name}", f"Version 1 and 2 on {name}, told by the DOI.", two_versions_by_doi(doi)
        )
        for name, doi in DOIS
    ),
    same("arXiv address and DOI", "One preprint by its address and by its DOI.", arxiv_address_and_doi),
    different(
        "preprint by address and article",
        "A preprint as a search engine lists it, and the article.",
        preprint_by_address_and_article,
    ),
    different(
        "DOI cut at the issue",
        "Two articles of one issue whose DOIs were cut before their page.",
        dois_cut_at_the_issue,
    ),
)
