"""C: what forbids a chain of joins (A is B, B is C) to bring A and C together.

The case is a record without a place that is like a paper and like its reprint two years later. No chain of the eight
sets needs these two rules.
"""

from reviewkit.matching.compare import Evidence
from reviewkit.matching.rules.limits import SAME_ABSTRACT, SAME_TITLE
from reviewkit.matching.rules.questions import (
    AGREE,
    DIFFER,
    abstracts,
    identifiers_differ,
    place_differs,
    places_agreeing,
    shares_identifier,
    years_within,
)
from reviewkit.matching.rules.rule import parts


@parts("C01", "another volume and page, and another identifier or year")
def elsewhere(pair: Evidence) -> bool:
    """One abstract in two places may be one text ahead of print and in print, whatever its DOI and year are there."""
    other_place = pair.volume is DIFFER and pair.first_page is DIFFER
    other_report = identifiers_differ(pair) or not years_within(pair)
    return other_place and other_report and not abstracts(pair, SAME_ABSTRACT)


@parts("C02", "other titles and other authors")
def nothing_in_common(pair: Evidence) -> bool:
    """Under 60 two titles share the words of their field and no more (compare.TITLE_AND_ABSTRACT). Higher, a title that
    changed before print would break its chain; lower, a translated title by others would pass as one report."""
    unlike = pair.title < 60 and not pair.contained
    return unlike and pair.authors is DIFFER and not shares_identifier(pair)


@parts("C03", "two identifiers of one kind, and no rule joins them")
def other_identifiers(pair: Evidence) -> bool:
    """A bare copy is like a paper and like its companion: it must not bring their two DOIs together."""
    return identifiers_differ(pair) or pair.own_number is DIFFER or pair.accession is DIFFER


@parts("C04", "titles that differ in a letter, a number or a word, and no rule joins them")
def other_words(pair: Evidence) -> bool:
    """A title that was cut off before the word that tells two reports apart is like both."""
    return not pair.letters or not pair.numbers or not pair.words


@parts("C05", "another journal, and another volume or page")
def other_journal_and_place(pair: Evidence) -> bool:
    """Two articles in two journals, like a copy of which neither journal nor place is known."""
    return pair.journal is DIFFER and (pair.volume is DIFFER or pair.first_page is DIFFER)


@parts("C06", "another year, and neither place nor text says that it is one report")
def other_year(pair: Evidence) -> bool:
    """A report of each year under one title, and a copy of which no year is known. Beside another volume or first page
    one issue or last page is chance: 1(3) 161-166 and 3 164-166."""
    placed = places_agreeing(pair) and not place_differs(pair)
    known = shares_identifier(pair) or placed or abstracts(pair, SAME_ABSTRACT)
    return pair.year is not None and pair.year > 0 and not known


def one_text(pair: Evidence) -> bool:
    """Title and abstract are one, so that another place or DOI may be an error: of "Rate of cervical cancer" (BMJ 340)
    two databases give the page, two the number, and without this it comes apart. So may the volume be where first and
    last page are one: "Diclofenac/misoprostol", 31-41 of J Rheumatol 25 and of its supplement 51."""
    alike = pair.title >= SAME_TITLE and pair.letters and pair.numbers and pair.words
    pages = pair.first_page is AGREE and pair.last_page is AGREE and pair.year == 0
    return alike and pair.own_number is not DIFFER and (pages or abstracts(pair, SAME_ABSTRACT))


CHAINS = (elsewhere, nothing_in_common, other_identifiers, other_words, other_journal_and_place, other_year)
