"""Different reports whose titles differ in one word, letter or number, in what else is known of them.

Two reports of one group under nearly one title are the hardest pairs there are, so each difference is tried in each
setting: from a bare list to two abstracts on one page.
"""

import re
from collections.abc import Callable, Sequence
from random import Random

from benchmarks.adversary import vocabulary as words
from benchmarks.adversary.citation import (
    Citation,
    anonymous_place,
    is_placed,
    next_pages,
    other_doi,
    scholar,
    without_pages,
)
from benchmarks.adversary.kinds import Kind, Made, Make, different

Titles = tuple[str, str]
Difference = Callable[[str, Random], Titles]
Setting = Callable[[Citation, Citation], Made]
ALIKE_LETTERS = 250  # with which two abstracts of one group begin


def inserted(title: str, phrase: str) -> str:
    """A phrase at the end of a title, or of the part before its subtitle."""
    mark = re.search(r"[:?.] ", title)
    return f"{title[: mark.start()]} {phrase}{title[mark.start() :]}" if mark else f"{title} {phrase}"


def of_signs(choices: Sequence[tuple[str, Sequence[str]]]) -> Difference:
    """A difference in one sign of a phrase: {hepatitis A, hepatitis B}."""

    def titles(title: str, rng: Random) -> Titles:
        template, signs = rng.choice(choices)
        one, other = rng.sample(list(signs), 2)
        return inserted(title, template.format(one)), inserted(title, template.format(other))

    return titles


def of_words(pairs: Sequence[Titles], templates: Sequence[str] = ("{}",)) -> Difference:
    """A difference in one word: losartan and valsartan."""

    def titles(title: str, rng: Random) -> Titles:
        template, pair = rng.choice(templates), rng.choice(pairs)
        one, other = rng.sample(pair, 2)
        return inserted(title, template.format(one)), inserted(title, template.format(other))

    return titles


def of_subtitles(pairs: Sequence[Titles]) -> Difference:
    """A difference in a subtitle: a qualitative, a quantitative study."""

    def titles(title: str, rng: Random) -> Titles:
        one, other = rng.sample(rng.choice(pairs), 2)
        head = title.replace(": ", " - ")
        return f"{head}: {one}", f"{head}: {other}"

    return titles


def parts(title: str, rng: Random) -> Titles:
    """Part 1 and part 2, before the title or behind it."""
    template, signs = rng.choice(words.PARTS)
    one, other = rng.sample(signs, 2)
    shape = rng.choice(("{title}: {part}", "{part}. {title}", "{title} ({part})", "{title}. {part}"))
    return (
        shape.format(title=title, part=template.format(one)),
        shape.format(title=title, part=template.format(other)),
    )


def years(title: str, rng: Random) -> Titles:
    """The same title with the year that the report covers."""
    year = rng.randrange(1990, 2022)
    shape = rng.choice(
        ("{title} {year}", "{title}: annual report {year}", "{title}, {year}-{next}", "{year}: {title}")
    )
    return (
        shape.format(title=title, year=year, next=year + 1),
        shape.format(title=title, year=year + 1, next=year + 2),
    )


def near_the_end(title: str, rng: Random) -> Titles:
    """A long title of a series of reports in which one word near the end differs."""
    one, other = rng.sample(rng.choice(words.SERIES_WORDS), 2)
    return f"{title}, {one} County, North Carolina", f"{title}, {other} County, North Carolina"


DIFFERENCES: dict[str, tuple[str, Difference]] = {
    "letter": ("one letter: hepatitis A and B", of_signs(words.LETTERS)),
    "roman": ("a roman numeral: stage I and II", of_signs(words.ROMANS)),
    "number": ("a number: interleukin-6 and -10", of_signs(words.NUMBERS)),
    "number word": ("a number in words: two and three villages", of_signs(words.NUMBERS_IN_WORDS)),
    "name with number": ("a name with a number: CD4 and CD8", of_words(words.NAMES_WITH_NUMBERS, ("and {}",))),
    "part": ("the part: Part 1 and Part 2", parts),
    "dose": ("a dose: 5 mg and 10 mg", of_signs(words.DOSES)),
    "alike drug": (
        "a medicine whose name looks alike: losartan and valsartan",
        of_words(words.ALIKE_DRUGS, words.DRUG_TEMPLATES),
    ),
    "other drug": (
        "a medicine with quite another name: metformin and insulin",
        of_words(words.OTHER_DRUGS, words.DRUG_TEMPLATES),
    ),
    "population": ("the population: children and adults", of_words(words.POPULATIONS)),
    "opposite": ("an opposite: hyper- and hypo-, with and without", of_words(words.OPPOSITES)),
    "alike term": (
        "a term that looks alike: dysphagia and dysphasia",
        of_words(words.ALIKE_TERMS, words.TERM_TEMPLATES),
    ),
    "country": ("the country or town: Austria and Australia", of_words(words.COUNTRIES, words.PLACE_TEMPLATES)),
    "method": ("the method: a qualitative and a quantitative study", of_subtitles(words.METHODS)),
    "time": ("the time: one-year and five-year results", of_subtitles(words.TIMES)),
    "year": ("the year that is covered: 2018 and 2019", years),
    "series": ("one word near the end of a long title", near_the_end),
    "Nordic word": ("one word in Norwegian, Swedish or Danish: hos menn, hos kvinner", of_words(words.NORDIC)),
    "Nordic letter": (
        "one letter of a Norwegian, Swedish or Danish word: hjertet, hjernen",
        of_words(words.NORDIC_ALIKE),
    ),
    "compound": ("a word and one that ends with it: sykehus, lokalsykehus", of_words(words.COMPOUNDS)),
    "German word": ("one word in German: bei Männern, bei Frauen", of_words(words.GERMAN)),
}


def bare(one: Citation, other: Citation) -> Made:
    return anonymous_place(one), anonymous_place(other)


def one_issue(one: Citation, other: Citation) -> Made:
    return (without_pages(one), without_pages(other)) if one.volume else None


def adjacent(one: Citation, other: Citation) -> Made:
    if not is_placed(one):
        return None
    plain = one.but(doi="", pmid="", abstract="")
    return plain, next_pages(plain).but(title=other.title)


def own_doi(one: Citation, other: Citation) -> Made:
    if not one.doi:
        return None
    known = anonymous_place(one).but(doi=one.doi)
    return known, other_doi(known).but(title=other.title)


def one_page(one: Citation, other: Citation) -> Made:
    if not is_placed(one):
        return None
    lone = one.but(doi="", pmid="", abstract="", pages=one.first)
    return lone, lone.but(title=other.title)


def one_text(one: Citation, other: Citation) -> Made:
    """The first letters of the abstracts are the same; what follows is told in another order."""
    start, rest = one.abstract[:ALIKE_LETTERS], one.abstract[ALIKE_LETTERS:]
    if len(rest) < ALIKE_LETTERS or not one.volume:
        return None
    plain = without_pages(one)
    half = len(rest) // 2
    return plain.but(abstract=start + rest), plain.but(
        title=other.title, abstract=start + rest[half:] + rest[:half]
    )


def listed(one: Citation, other: Citation) -> Made:
    return (one, scholar(other)) if is_placed(one) and one.doi else None


SETTINGS: dict[str, tuple[str, Setting]] = {
    "bare": ("authors, journal and year are the same, nothing else is known", bare),
    "one issue": ("authors, year, volume and issue are the same, pages are unknown", one_issue),
    "next pages": ("on the pages that follow, without identifiers", adjacent),
    "own DOI": ("each has a DOI, and no place is known", own_doi),
    "one page": ("both on one page, as letters and abstracts are", one_page),
    "one text": ("the abstracts begin alike and go on otherwise, as those of one group do", one_text),
    "listed": ("one is known in full, of the other title, authors and year", listed),
}


def made_by(difference: Difference, setting: Setting) -> Make:
    """A try of one difference in one setting."""

    def make(source: Citation, rng: Random) -> Made:
        one, other = difference(source.title, rng)
        return setting(source.but(title=one), source.but(title=other))

    return make


KINDS: tuple[Kind, ...] = (
    *(
        different(f"{name}, {where}", f"Titles differ in {what}; {known}.", made_by(difference, setting))
        for name, (what, difference) in DIFFERENCES.items()
        for where, (known, setting) in SETTINGS.items()
    ),
    different(
        "Nordic letter folded, bare",
        "Two words that are one where a database has lost the letters: hosten, høsten; nothing else differs.",
        made_by(of_words(words.NORDIC_FOLDED), bare),
        enough=False,
    ),
)
