"""The same report with its identifiers or its abstract written in another way, and entries of registries.

Title, authors, journal and year agree; the damaged copy has no place, so that the identifier or the text has to say it.
"""

import urllib.parse
from collections.abc import Callable
from random import Random

from benchmarks.adversary import people
from benchmarks.adversary import vocabulary as words
from benchmarks.adversary.citation import Citation, anonymous_place, is_placed, scholar
from benchmarks.adversary.damage import Damage, alone
from benchmarks.adversary.damaged_titles import translated
from benchmarks.adversary.kinds import Kind, Made, same
from benchmarks.adversary.other_titles import inserted


def little_left(source: Citation) -> Citation:
    """Half of the title, one author, journal and year: without an identifier it could be many reports."""
    parts = source.title.split()
    names = tuple(map(people.initials, people.people(source.authors)))
    return anonymous_place(source).but(title=" ".join(parts[: max(4, len(parts) // 2)]), authors=names[:1])


# DOIs


def identified(change: Callable[[str, Random], str | None]) -> Damage:
    """Another form of the DOI, on a copy of which little else is left."""

    def damage(source: Citation, rng: Random) -> Citation | None:
        if not source.doi:
            return None
        doi = change(source.doi, rng)
        return little_left(source).but(doi=doi) if doi else None

    return damage


def _typo(doi: str, rng: Random) -> str:
    place = rng.randrange(len(doi) - 5, len(doi))
    sign = rng.choice([sign for sign in "0123456789" if sign != doi[place]])
    return doi[:place] + sign + doi[place + 1 :]


def _escaped(doi: str, rng: Random) -> str:
    return "https://doi.org/" + urllib.parse.quote(doi, safe="")


def doi_in_address(source: Citation, rng: Random) -> Made:
    if not source.doi:
        return None
    copy = little_left(source)
    host = rng.choice(
        ("https://doi.org/", "https://doi-org.ezproxy.example.no/", "https://onlinelibrary.wiley.com/doi/abs/")
    )
    return source, copy.also("UR", host + source.doi)


def doi_in_note(source: Citation, rng: Random) -> Made:
    if not source.doi:
        return None
    return source, little_left(source).also("N1", f"DOI: {source.doi}")


def sici_forms(source: Citation, rng: Random) -> Made:
    """One DOI with < and >, plain and escaped."""
    page, year = rng.randrange(100, 1800), rng.randrange(1996, 2001)
    doi = f"10.1002/(sici)1097-0258({year}0815)17:15<{page}::aid-sim{page}>3.0.co;2-2"
    other = rng.choice((doi.replace("<", "&lt;").replace(">", "&gt;"), _escaped(doi, rng), doi.upper()))
    copy = little_left(source).but(doi=other)
    return source.but(doi=doi, pmid=""), copy


def doi_typo_placed(source: Citation, rng: Random) -> Made:
    if not source.doi or not is_placed(source):
        return None
    return source, source.but(doi=_typo(source.doi, rng), pmid="", abstract="")


def doi_typo_bare(source: Citation, rng: Random) -> Made:
    """A DOI with one wrong digit, and no place: it may be another report."""
    return (source, anonymous_place(source).but(doi=_typo(source.doi, rng))) if source.doi else None


# PubMed ids


def pmid_shared(source: Citation, rng: Random) -> Made:
    """One PubMed id; title translated and initials, no place in the copy."""
    title = translated(source.title, rng)
    if not title:
        return None
    number = str(rng.randrange(10000000, 38000000))
    copy = anonymous_place(source).but(title=title, pmid=number)
    return source.but(pmid=number, doi=""), copy


def pmid_in_c2(source: Citation, rng: Random) -> Made:
    """The PubMed id in the tag where Scopus has it."""
    title = translated(source.title, rng)
    if not title:
        return None
    number = str(rng.randrange(10000000, 38000000))
    copy = anonymous_place(source).but(title=title).also("C2", number).also("DB", "Scopus")
    return source.but(pmid=number, doi=""), copy


def pmid_in_note(source: Citation, rng: Random) -> Made:
    number = str(rng.randrange(10000000, 38000000))
    copy = little_left(source).also("N1", f"PMID: {number}")
    return source.but(pmid=number, doi=""), copy


# Abstracts


def text(change: Callable[[str, Random], str | None]) -> Damage:
    """An abstract in another form, on a copy without place and identifiers."""

    def damage(source: Citation, rng: Random) -> Citation | None:
        if len(source.abstract) < 300:
            return None
        abstract = change(source.abstract, rng)
        return anonymous_place(source).but(abstract=abstract) if abstract else None

    return damage


def _labels(abstract: str, rng: Random) -> str:
    label = rng.choice(("BACKGROUND: ", "Introduction ", "OBJECTIVES: ", "Abstract Background ", "AIM. "))
    return label + abstract.replace(". ", ". METHODS: ", 1)


# Registries and catalogues


def registration(source: Citation, rng: Random) -> Made:
    """One NCT number, from CENTRAL and from ClinicalTrials.gov."""
    number = f"NCT{rng.randrange(1000000, 6999999):08d}"
    name = f"CN-{rng.randrange(1000000, 2999999):08d}"
    central = (
        Citation(source.title, (number,), source.year, f"https://clinicaltrials.gov/show/{number}")
        .also("AN", name)
        .also("UR", f"https://www.cochranelibrary.com/central/doi/10.1002/central/{name}/full")
    )
    entry = Citation(source.title, ("Nord University Hospital",), source.year, "ClinicalTrials.gov", kind="DBASE")
    return central, entry.also("AN", number).also("UR", f"https://clinicaltrials.gov/study/{number}")


def registration_other_title(source: Citation, rng: Random) -> Made:
    """One NCT number; the registry has a longer official title."""
    made = registration(source, rng)
    return (made[0], made[1].but(title=inserted(source.title, "in adults living at home"))) if made else None


def central_address(source: Citation, rng: Random) -> Made:
    """An article and its entry in CENTRAL, whose address is no DOI of the article."""
    if not is_placed(source):
        return None
    name = f"CN-{rng.randrange(1000000, 2999999):08d}"
    copy = source.but(doi="", pmid="", abstract="", pages=f"{source.first}‐{source.last}").also("AN", name)
    return source, copy.also("UR", f"https://www.cochranelibrary.com/central/doi/10.1002/central/{name}/full")


def book_in_two_catalogues(source: Citation, rng: Random) -> Made:
    """A book as a catalogue and as a reference manager write it."""
    book = scholar(source).but(kind="BOOK", authors=source.authors[:1])
    family = people.people(book.authors)[0]
    catalogue = book.but(
        title=f"{source.title} / {people.natural(family)} ; redigert av Tor Sand",
        authors=(f"{book.authors[0]}, 1965-",),
    )
    return book.also("PB", "Fjord"), catalogue


def thesis_in_two_lists(source: Citation, rng: Random) -> Made:
    thesis = scholar(source).but(kind="THES", authors=source.authors[:1])
    other = thesis.but(
        journal="Dissertation Abstracts International: Section B",
        authors=tuple(map(people.initials, people.people(thesis.authors))),
    )
    return thesis.also("PB", "University of Oslo"), other


def report_in_two_lists(source: Citation, rng: Random) -> Made:
    """A report by its institute, and by its persons, with one number."""
    report = scholar(source).but(kind="RPRT")
    number = f"Rapport {rng.randrange(2, 40)}/2018"
    return report.but(authors=("Nord institutt",)).also("M1", number), report.also("M1", f"nr. {number}")


def preprint_twice(source: Citation, rng: Random) -> Made:
    """One version of a preprint from the server and from a search engine."""
    doi = f"10.1101/2021.0{rng.randrange(1, 9)}.{rng.randrange(10, 28)}.{rng.randrange(21250000, 21269999)}"
    one = source.but(journal="medRxiv", volume="", issue="", pages="", pmid="", doi=doi)
    return one, scholar(one).but(journal="medRxiv : the preprint server for health sciences")


def group_and_persons(source: Citation, rng: Random) -> Made:
    """The study group in one database, its persons in the other, with one issue and first page."""
    if not is_placed(source) or not source.issue:
        return None
    one = source.but(doi="", pmid="", abstract="", pages=source.first)
    return one.but(authors=(rng.choice(words.GROUPS),)), one


KINDS: tuple[Kind, ...] = (
    *alone(
        (
            (
                "DOI as address",
                "The DOI as an address",
                identified(lambda doi, rng: rng.choice(("https://doi.org/", "http://dx.doi.org/")) + doi),
            ),
            (
                "DOI with doi:",
                "doi: before the DOI",
                identified(lambda doi, rng: rng.choice(("doi:", "DOI: ", "doi.org/")) + doi),
            ),
            ("DOI in capitals", "The DOI in capital letters", identified(lambda doi, rng: doi.upper())),
            (
                "DOI with a mark behind",
                "A dot or [doi] behind the DOI",
                identified(lambda doi, rng: doi + rng.choice((".", " [doi]", ",", ";"))),
            ),
            ("DOI escaped", "The DOI with %2F and the like", identified(_escaped)),
            (
                "DOI of the library's proxy",
                "The DOI as an address of a library's proxy",
                identified(lambda doi, rng: f"https://doi-org.ezproxy.example.no/{doi}"),
            ),
            ("abstract with labels", "Labels in the abstract, and no place", text(_labels)),
            (
                "abstract cut",
                "The abstract cut after two hundred letters, and no place",
                text(lambda abstract, rng: abstract[:200].rsplit(" ", 1)[0] + "…"),
            ),
            (
                "abstract with copyright",
                "Copyright before the abstract, and no place",
                text(lambda abstract, rng: f"© 2020 The Authors. Published by Fjord. {abstract}"),
            ),
            (
                "abstract with copyright behind",
                "Copyright behind the abstract, and no place",
                text(lambda abstract, rng: f"{abstract} Copyright of Journal is the property of Fjord."),
            ),
            (
                "abstract with tags",
                "Tags in the abstract, and no place",
                text(lambda abstract, rng: f"<jats:p><b>Background</b> {abstract}</jats:p>"),
            ),
            (
                "abstract from another place",
                "Another beginning of the abstract, and no place",
                text(lambda abstract, rng: abstract.partition(". ")[2] or None),
            ),
        )
    ),
    same("DOI in the address", "The DOI only in the address, one author.", doi_in_address),
    same("DOI in a note", "The DOI only in a note, one author.", doi_in_note),
    same("SICI DOI in two forms", "A DOI with < and >, plain and escaped.", sici_forms),
    same("DOI mistyped, placed", "One digit of the DOI is wrong; the place agrees.", doi_typo_placed),
    same(
        "DOI mistyped, bare", "One digit of the DOI is wrong, and no place is known.", doi_typo_bare, enough=False
    ),
    same("PubMed id, translated title", "One PubMed id under a translated title.", pmid_shared),
    same("PubMed id in C2", "One PubMed id, where Scopus has it, under a translated title.", pmid_in_c2),
    same("PubMed id in a note", "One PubMed id, in a note; one author.", pmid_in_note),
    same(
        "registration in two registers",
        "One NCT number from CENTRAL and from ClinicalTrials.gov, with one title.",
        registration,
    ),
    same(
        "registration, other title",
        "One NCT number from CENTRAL and from ClinicalTrials.gov, with a longer title.",
        registration_other_title,
    ),
    same("address of CENTRAL", "An article and its entry in CENTRAL.", central_address),
    same(
        "book in two catalogues",
        "A book, once with a statement of responsibility and years of life.",
        book_in_two_catalogues,
    ),
    same(
        "thesis in two lists", "A thesis from a university and from Dissertation Abstracts.", thesis_in_two_lists
    ),
    same(
        "report in two lists", "A report of one number by its institute and by its persons.", report_in_two_lists
    ),
    same("preprint twice", "One preprint, with its DOI and as a search engine lists it.", preprint_twice),
    same(
        "group for persons, first page",
        "A study group in one database, persons in the other; issue and first page agree.",
        group_and_persons,
    ),
)
