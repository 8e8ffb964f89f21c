"""Different reports under one title: other journals, books, issues, pages, editions, languages and versions."""

from random import Random

from benchmarks.adversary import vocabulary as words
from benchmarks.adversary.citation import (
    Citation,
    anonymous_place,
    is_placed,
    next_pages,
    other_doi,
    scholar,
    without_identifiers,
)
from benchmarks.adversary.kinds import Kind, Made, different


def _two(values: tuple[str, ...], rng: Random) -> tuple[str, str]:
    one, other = rng.sample(values, 2)
    return one, other


def _elsewhere(one: Citation, rng: Random, years: int = 0) -> Citation:
    """The same text in another journal, volume and on other pages."""
    first = rng.randrange(20, 900)
    return one.but(
        journal=rng.choice(words.OTHER_JOURNALS),
        year=str(int(one.year) + years),
        volume=str(rng.randrange(2, 60)),
        issue=str(rng.randrange(1, 9)),
        pages=f"{first}-{first + rng.randrange(3, 14)}",
    )


# One long title


def other_journal_bare(source: Citation, rng: Random) -> Made:
    one = anonymous_place(source)
    if not any(map(str.isalnum, one.journal)):  # "…": it is unknown
        return None
    return one, one.but(journal=rng.choice(words.OTHER_JOURNALS))


def other_journal_placed(source: Citation, rng: Random) -> Made:
    one = without_identifiers(source).but(abstract="")
    return (one, _elsewhere(one, rng)) if is_placed(source) else None


def other_journal_dois(source: Citation, rng: Random) -> Made:
    if not (is_placed(source) and source.doi):
        return None
    return source, _elsewhere(other_doi(source), rng)


def other_journal_same_numbers(source: Citation, rng: Random) -> Made:
    """Joint publication: by chance the same volume and issue, other pages."""
    if not is_placed(source) or not source.issue:
        return None
    one = without_identifiers(source).but(abstract="")
    return one, next_pages(one, 40).but(journal=rng.choice(words.OTHER_JOURNALS))


def two_newspapers(source: Citation, rng: Random) -> Made:
    one = anonymous_place(source).but(kind="NEWS", journal="Nordlys")
    return one, one.but(
        journal=rng.choice(("Aftenposten", "Adresseavisen", "Klassekampen", "Berlingske", "Dagens Nyheter"))
    )


def other_pages(source: Citation, rng: Random) -> Made:
    """Two parts under one title, one after the other, in one issue."""
    one = without_identifiers(source).but(abstract="")
    return (one, next_pages(one)) if is_placed(source) else None


def other_volume_and_year(source: Citation, rng: Random) -> Made:
    """A report that appears every year under one title."""
    if not is_placed(source):
        return None
    one = without_identifiers(source).but(abstract="")
    first = int(one.first) + 3
    return one, one.but(
        year=str(int(one.year) + 1), volume=str(int(one.volume) + 1), issue="", pages=f"{first}-{first + 8}"
    )


def next_year_bare(source: Citation, rng: Random) -> Made:
    one = anonymous_place(source)
    return one, one.but(year=str(int(one.year) + 1))


def three_years_later_bare(source: Citation, rng: Random) -> Made:
    one = anonymous_place(source)
    return one, one.but(year=str(int(one.year) + 3))


def two_supplements(source: Citation, rng: Random) -> Made:
    """One abstract at two congresses."""
    if not source.abstract:
        return None
    page = rng.randrange(100, 900)
    one = without_identifiers(source).but(volume="31", issue="Suppl 1", pages=f"S{page}")
    other = rng.choice(words.OTHER_JOURNALS)
    return one, one.but(journal=other, volume="12", issue="Suppl 2", pages=f"A{page + 31}")


def abstract_and_paper(source: Citation, rng: Random) -> Made:
    if not is_placed(source):
        return None
    page = rng.randrange(100, 900)
    abstract = without_identifiers(source).but(
        year=str(int(source.year) - 1), issue="Suppl 1", volume=str(int(source.volume) + 7), pages=f"S{page}"
    )
    return source, abstract.but(abstract="", journal=rng.choice(words.OTHER_JOURNALS))


def two_languages(source: Citation, rng: Random) -> Made:
    """The original and the translation in one issue, on other pages; a database gives both the English title."""
    if not is_placed(source):
        return None
    one = without_identifiers(source).also("LA", "English")
    other = next_pages(without_identifiers(source), 30).also("LA", rng.choice(("Norwegian", "German", "Swedish")))
    return one.but(abstract=""), other.but(title=f"[{source.title}]", abstract="")


def two_editions_of_a_journal(source: Citation, rng: Random) -> Made:
    """A journal in English and its original, with other volumes and pages, and one abstract."""
    if not is_placed(source) or not source.issue:
        return None
    one = without_identifiers(source)
    first = int(one.first) + rng.randrange(20, 200)
    return one, one.but(
        journal=f"Russian {source.journal}", volume=str(int(one.volume) + 5), pages=f"{first}-{first + 6}"
    )


# Titles that stand over many reports


def _generic(source: Citation, rng: Random, kind: str = "JOUR") -> Citation:
    return anonymous_place(source).but(title=rng.choice(words.GENERIC), authors=source.authors[:1], kind=kind)


def generic_two_books(source: Citation, rng: Random) -> Made:
    one, other = _two(words.BOOKS, rng)
    chapter = _generic(source, rng, "CHAP")
    return chapter.but(journal=one), chapter.but(journal=other)


def generic_two_books_pages(source: Citation, rng: Random) -> Made:
    one, other = _two(words.BOOKS, rng)
    chapter = _generic(source, rng, "CHAP")
    last = rng.randrange(8, 20)
    return chapter.but(journal=one, pages=f"1-{last}"), chapter.but(journal=other, pages=f"1-{last + 2}")


def generic_two_journals(source: Citation, rng: Random) -> Made:
    one, other = _two(words.OTHER_JOURNALS, rng)
    said = _generic(source, rng)
    return said.but(journal=one), said.but(journal=other)


def generic_two_issues(source: Citation, rng: Random) -> Made:
    said = _generic(source, rng).but(volume=source.volume)
    return (said.but(issue="1"), said.but(issue="3")) if source.volume else None


def generic_two_issues_pages(source: Citation, rng: Random) -> Made:
    """Editorials begin each issue on the page where the last one ended, or all on page 1."""
    said = _generic(source, rng).but(volume=source.volume, pages="1-2")
    return (said.but(issue="1"), said.but(issue="3")) if source.volume else None


def generic_two_pages(source: Citation, rng: Random) -> Made:
    """Two letters or book reviews by one author in one issue."""
    page = rng.randrange(20, 400)
    said = _generic(source, rng).but(volume=source.volume, issue="2")
    return (said.but(pages=f"{page}"), said.but(pages=f"{page + 1}")) if source.volume else None


def generic_next_year(source: Citation, rng: Random) -> Made:
    said = _generic(source, rng)
    return said, said.but(year=str(int(said.year) + 1))


def generic_two_authors(source: Citation, rng: Random) -> Made:
    """Two letters in one issue, by others."""
    if len(source.authors) < 3 or not source.volume:
        return None
    said = _generic(source, rng).but(volume=source.volume, issue="2")
    return said.but(authors=source.authors[:1]), said.but(authors=source.authors[1:3])


def generic_no_authors(source: Citation, rng: Random) -> Made:
    said = _generic(source, rng).but(authors=(), volume=source.volume)
    return (said.but(issue="1"), said.but(issue="4")) if source.volume else None


def generic_one_book(source: Citation, rng: Random) -> Made:
    """Nothing but the title, the author and the year: which introduction it is cannot be known."""
    said = _generic(source, rng).but(journal="")
    return said, said


# Chapters, books, reports, versions


def chapters_of_one_book(source: Citation, rng: Random) -> Made:
    """Chapters by one group in one book, all with the DOI of the book, with titles that begin alike."""
    book = anonymous_place(source).but(
        kind="CHAP", journal=rng.choice(words.BOOKS), doi="10.5555/book." + source.year
    )
    topics = rng.sample(("methods", "results", "costs", "ethics", "history", "practice"), 4)
    return tuple(
        book.but(title=f"{source.title}: {topic}", pages=f"{20 * n + 1}-{20 * n + 18}")
        for n, topic in enumerate(topics)
    )


def _book(source: Citation, rng: Random) -> Citation:
    return scholar(source).but(kind="BOOK", authors=source.authors[:2]).also("PB", "Fjord")


def two_editions(source: Citation, rng: Random) -> Made:
    edition = rng.randrange(2, 7)
    one = _book(source, rng)
    return one.also("ET", f"{edition}"), one.but(year=str(int(one.year) + 4)).also("ET", f"{edition + 1}")


def two_editions_in_title(source: Citation, rng: Random) -> Made:
    one = _book(source, rng)
    return (
        one.but(title=f"{source.title} (2nd ed.)"),
        one.but(title=f"{source.title} (3rd ed.)", year=str(int(one.year) + 4)),
    )


def two_editions_one_year(source: Citation, rng: Random) -> Made:
    one = _book(source, rng)
    return one.also("ET", "2"), one.also("ET", "3")


def two_theses(source: Citation, rng: Random) -> Made:
    """One title, two people: two theses of one project."""
    if len(source.authors) < 2:
        return None
    thesis = scholar(source).but(kind="THES", abstract="").also("PB", "University of Oslo")
    return thesis.but(authors=source.authors[:1]), thesis.but(authors=source.authors[1:2])


def cochrane_dois(source: Citation, rng: Random) -> Made:
    number = f"cd{rng.randrange(1000, 15999):06d}"
    review = source.but(
        journal="Cochrane Database of Systematic Reviews", volume="", issue="4", pages=number.upper(), pmid=""
    )
    doi = f"10.1002/14651858.{number}"
    return (
        review.but(doi=f"{doi}.pub2", year="2012"),
        review.but(doi=f"{doi}.pub3", year="2016", issue="11", abstract=""),
    )


def cochrane_years(source: Citation, rng: Random) -> Made:
    """Two versions of a review from a database without DOIs."""
    number = f"CD{rng.randrange(1000, 15999):06d}"
    review = source.but(journal="Cochrane Database Syst Rev", volume="", doi="", pmid="", pages=number)
    return review.but(year="2012", issue="4"), review.but(year="2016", issue="11")


def _preprint(source: Citation, journal: str, doi: str) -> Citation:
    return source.but(journal=journal, doi=doi, volume="", issue="", pages="", pmid="")


def preprint_versions_osf(source: Citation, rng: Random) -> Made:
    doi = f"10.31234/osf.io/{''.join(rng.choices('abcdefghjkmnpqrstuvwxyz23456789', k=5))}"
    return _preprint(source, "PsyArXiv", f"{doi}_v1"), _preprint(source, "PsyArXiv", f"{doi}_v2")


def preprint_versions_medrxiv(source: Citation, rng: Random) -> Made:
    doi = f"10.1101/2021.0{rng.randrange(1, 9)}.{rng.randrange(10, 28)}.{rng.randrange(21250000, 21269999)}"
    return _preprint(source, "medRxiv", f"{doi}v1"), _preprint(source, "medRxiv", f"{doi}v2")


def preprint_versions_new_prefix(source: Citation, rng: Random) -> Made:
    doi = f"10.64898/2026.01.{rng.randrange(10, 28)}.{rng.randrange(26300000, 26399999)}"
    return _preprint(source, "", f"{doi}v1"), _preprint(source, "", f"{doi}v2")


def preprint_versions_square(source: Citation, rng: Random) -> Made:
    doi = f"10.21203/rs.3.rs-{rng.randrange(100000, 4999999)}"
    return _preprint(source, "Research Square", f"{doi}/v1"), _preprint(source, "Research Square", f"{doi}/v2")


def preprint_versions_arxiv(source: Citation, rng: Random) -> Made:
    """Versions that only the address tells."""
    number = f"21{rng.randrange(1, 12):02d}.{rng.randrange(1000, 19999):05d}"
    one = _preprint(source, "arXiv", "").but(abstract="")
    return (
        one.also("UR", f"https://arxiv.org/abs/{number}v1"),
        one.also("UR", f"https://arxiv.org/abs/{number}v2"),
    )


def preprint_and_article(source: Citation, rng: Random) -> Made:
    if not (is_placed(source) and source.doi):
        return None
    doi = f"10.1101/2021.0{rng.randrange(1, 9)}.{rng.randrange(10, 28)}.{rng.randrange(21250000, 21269999)}"
    return _preprint(source, "medRxiv", doi).but(year=str(int(source.year) - 1)), source


def preprint_and_article_new_prefix(source: Citation, rng: Random) -> Made:
    if not (is_placed(source) and source.doi):
        return None
    doi = f"10.64898/2026.01.{rng.randrange(10, 28)}.{rng.randrange(26300000, 26399999)}"
    return _preprint(source, "", doi), source


def thesis_and_article(source: Citation, rng: Random) -> Made:
    if not is_placed(source):
        return None
    thesis = scholar(source).but(kind="THES", authors=source.authors[:1], year=str(int(source.year) - 1))
    return thesis.also("PB", "University of Oslo"), source


KINDS: tuple[Kind, ...] = (
    different(
        "other journal, bare",
        "One title in two journals; authors and year agree, nothing else is known.",
        other_journal_bare,
    ),
    different(
        "other journal, own pages", "One title in two journals, each with volume and pages.", other_journal_placed
    ),
    different(
        "other journal, own DOI", "One text in two journals, each with volume, pages and DOI.", other_journal_dois
    ),
    different(
        "other journal, same volume",
        "One title in two journals, by chance of one volume and issue, on other pages.",
        other_journal_same_numbers,
    ),
    different("two newspapers", "One text in two newspapers of one year.", two_newspapers),
    different("next pages, one title", "One title twice in one issue, on the pages that follow.", other_pages),
    different(
        "yearly, own volume", "One title a year later in the next volume, on other pages.", other_volume_and_year
    ),
    different(
        "a year later, bare",
        "One title, a year later; an article ahead of print looks the same.",
        next_year_bare,
        enough=False,
    ),
    different(
        "three years later, bare",
        "One title of one group in one journal, three years later.",
        three_years_later_bare,
    ),
    different("two congresses", "One abstract in the supplements of two journals.", two_supplements),
    different(
        "abstract and paper",
        "A congress abstract in a supplement of another journal, and the paper a year later.",
        abstract_and_paper,
    ),
    different(
        "two languages",
        "The original and the translation in one issue, on other pages, under one title.",
        two_languages,
    ),
    different(
        "translated edition",
        "A journal and its translated edition, with other volumes and pages.",
        two_editions_of_a_journal,
    ),
    different(
        "generic, two books",
        "“Introduction” and the like by one author in two books of one year.",
        generic_two_books,
    ),
    different(
        "generic, two books, pages",
        "“Introduction” by one author in two books, each from page 1.",
        generic_two_books_pages,
    ),
    different(
        "generic, two journals", "“Editorial” and the like by one author in two journals.", generic_two_journals
    ),
    different("generic, two issues", "“Editorial” by one author in two issues of one volume.", generic_two_issues),
    different(
        "generic, two issues, one page",
        "“Editorial” by one author in two issues, each on page 1.",
        generic_two_issues_pages,
    ),
    different(
        "generic, two pages",
        "“Book review” twice by one author in one issue, on the next page.",
        generic_two_pages,
    ),
    different("generic, next year", "“Editorial” by one author in one journal, a year later.", generic_next_year),
    different("generic, other authors", "“Letter to the editor” by others in one issue.", generic_two_authors),
    different("generic, no authors", "“News” by nobody in two issues of one volume.", generic_no_authors),
    different(
        "generic, nothing known",
        "“Introduction” by one author, of whom only the year is known.",
        generic_one_book,
        enough=False,
    ),
    different(
        "chapters of one book",
        "Chapters of one book by one group, with the DOI of the book and titles that begin alike.",
        chapters_of_one_book,
    ),
    different("two editions", "Two editions of one book, four years apart.", two_editions),
    different(
        "two editions, in the title", "Two editions of one book, named in the title.", two_editions_in_title
    ),
    different(
        "two editions, one year",
        "Two editions of one book of which only the field of the edition differs.",
        two_editions_one_year,
    ),
    different("two theses", "Two theses of one title and year by two people.", two_theses),
    different("Cochrane, DOIs", "Two versions of one Cochrane review: .pub2 and .pub3.", cochrane_dois),
    different("Cochrane, years", "Two versions of one Cochrane review, told by year and issue.", cochrane_years),
    different("preprint v1 and v2, OSF", "Two versions of one preprint: _v1 and _v2.", preprint_versions_osf),
    different(
        "preprint v1 and v2, medRxiv",
        "Two versions of one preprint: v1 and v2 of 10.1101.",
        preprint_versions_medrxiv,
    ),
    different(
        "preprint v1 and v2, 10.64898",
        "Two versions of one preprint under the newer prefix, without the server's name.",
        preprint_versions_new_prefix,
    ),
    different(
        "preprint v1 and v2, Research Square",
        "Two versions of one preprint: /v1 and /v2.",
        preprint_versions_square,
    ),
    different(
        "preprint v1 and v2, address",
        "Two versions of one preprint, told by the address only.",
        preprint_versions_arxiv,
    ),
    different("preprint and article", "A preprint, and the article a year later.", preprint_and_article),
    different(
        "preprint and article, 10.64898",
        "A preprint under the newer prefix, without the server's name, and the article.",
        preprint_and_article_new_prefix,
    ),
    different(
        "thesis and article",
        "A thesis, and the article by its author and others a year later.",
        thesis_and_article,
    ),
)
