"""N: titles that differ in a number - part I and II, delta-8 and delta-9, 2018 and 2019."""

from reviewkit.matching.compare import Evidence
from reviewkit.matching.rules.limits import SAME_ABSTRACT
from reviewkit.matching.rules.questions import (
    AGREE,
    DIFFER,
    abstracts,
    identifiers_differ,
    may_be_two_abstracts,
    place_differs,
    same_page_range,
    shares_identifier,
    years_within,
)
from reviewkit.matching.rules.rule import Part, asks, joins, links, parts
from reviewkit.words import Relation


def _numbers_differ(pair: Evidence) -> bool:
    """A shared identifier excuses another number, unless the first pages differ."""
    shared = shares_identifier(pair) or pair.own_number is AGREE
    return not pair.numbers and not (shared and pair.first_page is not DIFFER)


@joins("N01", "same authors, volume, first and last page; the titles differ only in a number or its spelling")
def number_spelt_otherwise(pair: Evidence) -> bool:
    """With 73 "Gordon memorial lecture. Physics and physiology of incubation" and "... of incubation-1" join instead of
    being asked about: rightly there, but the first part of a lecture and the second would too."""
    journal = pair.journal is not DIFFER and not identifiers_differ(pair)
    full = same_page_range(pair) and pair.authors is AGREE and years_within(pair) and journal
    return full and pair.title >= 75 and not may_be_two_abstracts(pair)


@asks("N02", "titles differ in a number, yet volume and pages agree")
def number_on_one_page(pair: Evidence) -> bool:
    """One number in a title of ten words is 95. Lower, two congress abstracts on one page that differ in a number and a
    word would be asked about; no pair."""
    place = pair.volume is AGREE and pair.first_page is AGREE and pair.last_page is not DIFFER
    return pair.title >= 95 and pair.authors is AGREE and place


@asks("N03", "titles differ in a number, yet authors, journal, year and abstract agree")
def number_left_out(pair: Evidence) -> bool:
    """One text with a number in the title that one database left out ("the 22 nursing homes"). No pair."""
    known = pair.authors is AGREE and pair.journal is AGREE and pair.year == 0
    return known and abstracts(pair, SAME_ABSTRACT) and not place_differs(pair)


@links("N04", "the titles differ in a number (a part, a year, a dose)", Relation.PART)
def part_of_a_series(pair: Evidence) -> bool:
    """ "Meniscal injury in dogs", part 1 and part 2 with a subtitle, is 95. With 91 a response to which one database
    gives a date becomes a part of itself, with 88 "seven tests" and "predictors" of a disease become parts; with 98
    "GLP-1" beside its full name (97) is not linked."""
    known = pair.journal is AGREE or not pair.short_title
    return pair.title >= 93 and pair.words and pair.authors is AGREE and known


@parts("N05", "other numbers in the titles")
def other_numbers(pair: Evidence) -> bool:
    """Nothing overrules a number that differs."""
    return True


NUMBERS = (
    Part(
        _numbers_differ,
        (number_spelt_otherwise, number_on_one_page, number_left_out, part_of_a_series, other_numbers),
    ),
)
