"""Different reports that all else says are one: other registrations, report numbers, ISBNs, DOIs, PubMed ids."""

from collections.abc import Callable
from random import Random

from benchmarks.adversary.citation import Citation, anonymous_place, is_placed, next_pages, other_doi, scholar
from benchmarks.adversary.kinds import Kind, Made, Make, different
from benchmarks.adversary.other_titles import inserted

Numbers = Callable[[Random], tuple[str, str]]


def _nct(rng: Random) -> tuple[str, str]:
    number = rng.randrange(1000000, 6999999)
    return f"NCT{number:08d}", f"NCT{number + rng.choice((1, 2, 10, 1317)):08d}"


def _isrctn(rng: Random) -> tuple[str, str]:
    number = rng.randrange(10000000, 89999999)
    return f"ISRCTN{number}", f"ISRCTN{number + rng.choice((3, 10, 90210))}"


def _eudract(rng: Random) -> tuple[str, str]:
    number = rng.randrange(1000, 5900)
    return f"EUCTR2016-00{number}-23-NO", f"EUCTR2016-00{number + 1}-41-NO"


def _actrn(rng: Random) -> tuple[str, str]:
    number = rng.randrange(100000, 800000)
    return f"ACTRN12616000{number}", f"ACTRN12616000{number + 7}"


def two_registrations(numbers: Numbers, registry: str) -> Make:
    """Two entries of one registry with one title, sponsor and year."""

    def make(source: Citation, rng: Random) -> Made:
        entry = scholar(source).but(kind="DBASE", journal=registry, authors=source.authors[:1])
        one, other = numbers(rng)
        return entry.also("AN", one), entry.also("AN", other)

    return make


def two_registrations_in_central(source: Citation, rng: Random) -> Made:
    """Two trials as CENTRAL lists them: the number of the trial as author and in the address."""
    one, other = _nct(rng)
    central = rng.randrange(1000000, 2999999)

    def entry(number: str, accession: int) -> Citation:
        name = f"CN-{accession:08d}"
        return (
            Citation(source.title, (number,), source.year, f"https://clinicaltrials.gov/show/{number}")
            .also("AN", name)
            .also("UR", f"https://www.cochranelibrary.com/central/doi/10.1002/central/{name}/full")
        )

    return entry(one, central), entry(other, central + 1)


def one_trial_two_articles(source: Citation, rng: Random) -> Made:
    """Two articles that name one trial: one number says nothing against what differs."""
    if not is_placed(source) or not source.doi:
        return None
    number, _ = _nct(rng)
    one = source.but(abstract="").also("N1", f"Trial registration: {number}")
    other = next_pages(other_doi(one), 60).but(title=inserted(source.title, "and quality of life"))
    return one, other


def report_numbers(source: Citation, rng: Random) -> Made:
    number = rng.randrange(2, 40)
    shape = rng.choice(("Rapport {}/2018", "Report no. {}", "WP-{}", "Notat {}/2018", "NIPH report 2018:{}"))
    report = scholar(source).but(kind="RPRT", authors=("Nord institutt",))
    return report.also("M1", shape.format(number)), report.also("M1", shape.format(number + rng.randrange(1, 9)))


def report_numbers_as_issue(source: Citation, rng: Random) -> Made:
    """The number of the report in the field of the issue, the series in that of the journal."""
    number = rng.randrange(2, 40)
    report = anonymous_place(source).but(kind="RPRT", authors=("Nord institutt",), journal="Rapport")
    return report.but(issue=str(number)), report.but(issue=str(number + rng.randrange(1, 9)))


def _isbn(rng: Random) -> str:
    digits = [9, 7, 8, 8, 2, *(rng.randrange(10) for _ in range(7))]
    check = -sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10
    return "".join(map(str, (*digits, check)))


def isbns(source: Citation, rng: Random) -> Made:
    book = scholar(source).but(kind="BOOK").also("PB", "Fjord")
    return book.also("SN", _isbn(rng)), book.also("SN", _isbn(rng))


def dois_bare(source: Citation, rng: Random) -> Made:
    if not source.doi:
        return None
    one = anonymous_place(source).but(doi=source.doi)
    return one, other_doi(one)


def dois_one_issue(source: Citation, rng: Random) -> Made:
    if not source.doi or not source.volume or not source.issue:
        return None
    one = source.but(pages="", abstract="", pmid="")
    return one, other_doi(one)


def dois_one_page(source: Citation, rng: Random) -> Made:
    """All else equal, to the pages: more often a mistyped DOI than two reports."""
    return (source.but(pmid=""), other_doi(source)) if source.doi and is_placed(source) else None


def dois_other_pages(source: Citation, rng: Random) -> Made:
    if not source.doi or not is_placed(source):
        return None
    one = source.but(pmid="", abstract="")
    return one, next_pages(other_doi(one))


def pmids_bare(source: Citation, rng: Random) -> Made:
    number = rng.randrange(10000000, 38000000)
    one = anonymous_place(source)
    return one.but(pmid=str(number)), one.but(pmid=str(number + rng.randrange(1, 9)))


def pmids_other_pages(source: Citation, rng: Random) -> Made:
    if not is_placed(source):
        return None
    number = rng.randrange(10000000, 38000000)
    one = source.but(doi="", abstract="", pmid=str(number))
    return one, next_pages(one).but(pmid=str(number + 1))


def accession_numbers(source: Citation, rng: Random) -> Made:
    """Two entries of one database, which gives each report one number."""
    number = rng.randrange(10000, 99999)
    one = anonymous_place(source).also("DB", "PsycInfo")
    return one.also("AN", f"2018-{number}-001"), one.also("AN", f"2018-{number}-007")


def _sici(rng: Random) -> tuple[str, str]:
    page, year, issue = rng.randrange(100, 1800), rng.randrange(1996, 2001), rng.randrange(1, 9)
    stem = f"10.1002/(sici)1097-0258({year}0815)17:{issue}"
    return f"{stem}<{page}::aid-sim{page}>3.0.co;2-2", f"{stem}<{page + 20}::aid-sim{page + 1}>3.0.co;2-4"


def sici_parts(source: Citation, rng: Random) -> Made:
    one, other = _sici(rng)
    known = anonymous_place(source)
    return (
        known.but(doi=one, title=f"{source.title}: Part I"),
        known.but(doi=other, title=f"{source.title}: Part II"),
    )


def sici_cut(source: Citation, rng: Random) -> Made:
    """The DOIs of two articles of one issue, both cut at their `<`."""
    one, _ = _sici(rng)
    known = anonymous_place(source).but(doi=one.partition("<")[0])
    return known, known.but(title=inserted(source.title, "and mortality"))


def sici_escaped(source: Citation, rng: Random) -> Made:
    one, other = (doi.replace("<", "&lt;").replace(">", "&gt;") for doi in _sici(rng))
    known = anonymous_place(source)
    return known.but(doi=one), known.but(doi=other)


KINDS: tuple[Kind, ...] = (
    different(
        "registration, NCT",
        "Two entries of ClinicalTrials.gov with one title: their numbers differ.",
        two_registrations(_nct, "ClinicalTrials.gov"),
    ),
    different(
        "registration, ISRCTN",
        "Two entries of the ISRCTN registry with one title.",
        two_registrations(_isrctn, "ISRCTN registry"),
    ),
    different(
        "registration, EudraCT",
        "Two entries of the EU register with one title.",
        two_registrations(_eudract, "EU Clinical Trials Register"),
    ),
    different(
        "registration, ACTRN",
        "Two entries of the Australian registry with one title.",
        two_registrations(_actrn, "ANZCTR"),
    ),
    different(
        "registration, CENTRAL", "Two trials with one title as CENTRAL lists them.", two_registrations_in_central
    ),
    different(
        "one trial, two articles",
        "Two articles on one trial whose titles, pages and DOIs differ.",
        one_trial_two_articles,
    ),
    different(
        "report number", "Two reports of one institute, year and title: their numbers differ.", report_numbers
    ),
    different(
        "report number as issue",
        "Two reports of one series whose number is in the field of the issue.",
        report_numbers_as_issue,
    ),
    different("ISBN", "Two books of one title, year and author: their ISBNs differ.", isbns),
    different(
        "DOI, bare", "Title, authors, journal and year agree; the DOIs differ, and no place is known.", dois_bare
    ),
    different(
        "DOI, one issue",
        "Title, authors, volume and issue agree; the DOIs differ, and pages are unknown.",
        dois_one_issue,
    ),
    different("DOI, one page", "All agrees, to the pages; the DOIs differ.", dois_one_page, enough=False),
    different("DOI, other pages", "One title in one issue; DOIs and pages differ.", dois_other_pages),
    different("PubMed id, bare", "Title, authors, journal and year agree; the PubMed ids differ.", pmids_bare),
    different("PubMed id, other pages", "One title in one issue; PubMed ids and pages differ.", pmids_other_pages),
    different(
        "accession number", "Two entries of one database with one title, under two numbers.", accession_numbers
    ),
    different("SICI DOI, parts", "Part I and II, each with a DOI that holds < and >.", sici_parts),
    different("SICI DOI, cut", "Two articles of one issue whose DOIs were cut at < and are now alike.", sici_cut),
    different("SICI DOI, escaped", "One title, and two DOIs that differ after &lt;.", sici_escaped),
)
