"""Different reports with a third record between them that is like both: joins must not run through it."""

from random import Random

from benchmarks.adversary import vocabulary as words
from benchmarks.adversary.citation import Citation, is_placed, next_pages, other_doi, scholar
from benchmarks.adversary.companions import SETTINGS as COMPANION_SETTINGS
from benchmarks.adversary.companions import companion_title
from benchmarks.adversary.kinds import Kind, Made, different
from benchmarks.adversary.other_titles import inserted


def _english(name: str, rng: Random) -> str:
    return rng.choice(words.COMPANIONS[name]["en"])


def copy_of_a_paper(source: Citation, rng: Random) -> Made:
    """Paper, its bare copy, and a companion with pages and DOI of its own."""
    title = companion_title(source.title, _english(rng.choice(sorted(words.COMPANIONS)), rng))
    ends = COMPANION_SETTINGS["elsewhere"][1](source, source.but(title=title))
    return (ends[0], scholar(source), ends[1]) if ends else None


def copy_of_two_companions(source: Citation, rng: Random) -> Made:
    """Two companions of one study in two volumes, and a copy that names the study alone."""
    one, other = rng.sample(sorted(words.COMPANIONS), 2)
    first = source.but(title=companion_title(source.title, _english(one, rng)), pmid="")
    ends = COMPANION_SETTINGS["elsewhere"][1](
        first, source.but(title=companion_title(source.title, _english(other, rng)))
    )
    return (ends[0], scholar(source), ends[1]) if ends else None


def copy_with_cut_title(source: Citation, rng: Random) -> Made:
    """Two reports that differ in a letter, and a copy whose title was cut before it."""
    if not is_placed(source) or len(source.title) < 40:
        return None
    title = source.title.replace(": ", " - ")
    one = source.but(title=f"{title} in hepatitis A", doi="", pmid="", abstract="")
    other = next_pages(one, 12).but(title=f"{title} in hepatitis B")
    return one, scholar(one).but(title=f"{title} in …"), other


def copy_without_a_part(source: Citation, rng: Random) -> Made:
    """Part 1, part 2, and a copy that names no part."""
    if not is_placed(source):
        return None
    one = source.but(title=f"{source.title}. Part 1", doi="", pmid="", abstract="")
    return one, scholar(source), next_pages(one).but(title=f"{source.title}. Part 2")


def copy_of_two_journals(source: Citation, rng: Random) -> Made:
    """One title in two journals with two DOIs, and a copy that names neither."""
    if not is_placed(source) or not source.doi:
        return None
    first = int(source.first) + 57
    other = other_doi(source).but(
        journal=rng.choice(words.OTHER_JOURNALS),
        volume=str(int(source.volume) + 3),
        issue="1",
        pages=f"{first}-{first + 7}",
        abstract="",
    )
    return source, scholar(source), other


def copies_of_both(source: Citation, rng: Random) -> Made:
    """Hepatitis A and B in two journals, each with a copy that knows only its journal."""
    if not is_placed(source) or not source.doi:
        return None
    one = source.but(title=inserted(source.title, "in hepatitis A"), pmid="", abstract="")
    first = int(source.first) + 57
    other = other_doi(one).but(
        title=inserted(source.title, "in hepatitis B"),
        journal="Tidsskrift for omsorg",
        volume="3",
        issue="1",
        pages=f"{first}-{first + 7}",
    )
    return one, scholar(one).but(journal=one.journal), scholar(other).but(journal=other.journal), other


def copy_of_an_erratum(source: Citation, rng: Random) -> Made:
    """The article, its copy, and the erratum in a later volume whose mark one database puts in brackets."""
    if not is_placed(source):
        return None
    erratum = source.but(
        title=f"{source.title} (Erratum)",
        volume=str(int(source.volume) + 1),
        pages=str(int(source.first) + 300),
        doi="",
        pmid="",
        abstract="",
    )
    return source, scholar(source), erratum


def copy_of_an_abstract(source: Citation, rng: Random) -> Made:
    """The paper, its copy with the abstract, and the congress abstract two years before."""
    if not is_placed(source) or len(source.abstract) < 200:
        return None
    abstract = source.but(
        year=str(int(source.year) - 2),
        journal=rng.choice(words.OTHER_JOURNALS),
        volume="31",
        issue="Suppl 1",
        pages=f"S{rng.randrange(100, 900)}",
        doi="",
        pmid="",
    )
    return source, scholar(source).but(abstract=source.abstract), abstract


def copy_of_two_years(source: Citation, rng: Random) -> Made:
    """A yearly report of two years, and a copy without year."""
    if not is_placed(source):
        return None
    one = source.but(doi="", pmid="", abstract="")
    first = int(one.first) + 3
    other = one.but(
        year=str(int(one.year) + 2), volume=str(int(one.volume) + 2), issue="", pages=f"{first}-{first + 8}"
    )
    return one, scholar(one).but(year="", journal=one.journal), other


def copy_of_a_preprint(source: Citation, rng: Random) -> Made:
    """Two versions of a preprint, and a copy that names no version."""
    doi = f"10.1101/2021.0{rng.randrange(1, 9)}.{rng.randrange(10, 28)}.{rng.randrange(21250000, 21269999)}"
    one = source.but(journal="medRxiv", volume="", issue="", pages="", pmid="", doi=f"{doi}v1")
    return one, scholar(one).but(journal="medRxiv"), one.but(doi=f"{doi}v2")


KINDS: tuple[Kind, ...] = (
    different(
        "chain, companion",
        "Paper and companion with DOIs of their own, and a bare copy of the paper.",
        copy_of_a_paper,
    ),
    different(
        "chain, two companions",
        "Two companions with DOIs of their own, and a bare record of the study.",
        copy_of_two_companions,
    ),
    different(
        "chain, cut title",
        "Hepatitis A and B on other pages, and a copy whose title was cut before the letter.",
        copy_with_cut_title,
    ),
    different("chain, parts", "Part 1 and part 2, and a copy that names no part.", copy_without_a_part),
    different(
        "chain, two journals",
        "One title in two journals with two DOIs, and a copy that names neither.",
        copy_of_two_journals,
    ),
    different(
        "chain, two copies", "Hepatitis A and B in two journals with two DOIs, each with a copy.", copies_of_both
    ),
    different("chain, erratum", "Article and erratum, and a bare copy of the article.", copy_of_an_erratum),
    different(
        "chain, congress abstract",
        "Paper and congress abstract, and a copy with the text of both.",
        copy_of_an_abstract,
    ),
    different("chain, two years", "A yearly report of two years, and a copy without year.", copy_of_two_years),
    different(
        "chain, preprint versions",
        "Two versions of a preprint, and a copy that names no version.",
        copy_of_a_preprint,
    ),
)
