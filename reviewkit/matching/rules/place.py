"""P: no identifier speaks, but pages and volume do, with a title or with authors and abstract."""

from reviewkit.matching.compare import Evidence
from reviewkit.matching.rules.limits import ALIKE_ABSTRACT, SAME_ABSTRACT, SAME_TITLE
from reviewkit.matching.rules.questions import (
    AGREE,
    DIFFER,
    UNKNOWN,
    abstracts,
    always,
    may_be_two_abstracts,
    same_page_range,
    years_within,
)
from reviewkit.matching.rules.rule import Part, asks, joins


def _has_year_of_pages(pair: Evidence) -> bool:
    """Whether volume or year say that the same pages are those of one report.

    Without a volume each year may begin on page 1: an annual report of two years, an editorial of the next year.
    """
    years = pair.year == 0 if pair.short_title else years_within(pair)
    return pair.volume is AGREE or years


def _same_title_and_pages(pair: Evidence) -> bool:
    pages = pair.first_page is AGREE and pair.last_page is AGREE and pair.volume is not DIFFER
    issue = not pair.short_title or pair.issue is not DIFFER
    return pages and pair.title >= SAME_TITLE and _has_year_of_pages(pair) and issue


@joins("P01", "same title, authors, journal and pages")
def title_authors_and_pages(pair: Evidence) -> bool:
    """The volume may be unknown."""
    return _same_title_and_pages(pair) and pair.authors is AGREE and pair.journal is AGREE


@joins("P02", "same title, year, volume, first and last page")
def title_and_whole_place(pair: Evidence) -> bool:
    """Authors or journal of one are unknown, or spelt otherwise."""
    return _same_title_and_pages(pair) and pair.volume is AGREE and pair.year == 0 and not pair.short_title


def _all_authors_on_the_pages(pair: Evidence) -> bool:
    full_place = same_page_range(pair) and pair.journal is AGREE and _has_year_of_pages(pair)
    return full_place and years_within(pair) and pair.all_authors


@joins("P03", "same journal, pages, year and authors, and the titles agree")
def authors_and_pages(pair: Evidence) -> bool:
    """90 is two words of twenty. With 100 later rules join the ten pairs of this one; down to 80 there is no other."""
    return _all_authors_on_the_pages(pair) and (pair.contained or (pair.title >= 90 and pair.words))


@joins("P04", "same authors, journal, volume and pages; the title may be a translation")
def translated_title_of_all_authors(pair: Evidence) -> bool:
    """A translated title has no likeness; where the issue is unknown, abstracts that are not two texts (80) say it. No
    pair."""
    known = pair.volume is AGREE and (pair.issue is AGREE or abstracts(pair, 80))
    return _all_authors_on_the_pages(pair) and known and not may_be_two_abstracts(pair)


@joins("P05", "same title, authors, journal, volume and last page; the first page may be mistyped")
def mistyped_first_page(pair: Evidence) -> bool:
    """278-289 for 277-289. The title may have a word more (95); from 85 on the rules below join the same three
    pairs."""
    issue = pair.issue is AGREE or (pair.issue is UNKNOWN and abstracts(pair, SAME_ABSTRACT))
    alike = (pair.title >= 95 and pair.authors is AGREE) or (pair.contained and pair.all_authors)
    return pair.volume is AGREE and issue and pair.last_page is AGREE and alike and pair.journal is AGREE


def _first_page_of_a_volume(pair: Evidence) -> bool:
    """Volume and first page agree; a short title may begin each issue on one page."""
    place = pair.volume is AGREE and pair.first_page is AGREE
    return place and not (pair.short_title and pair.issue is DIFFER)


def _may_be_two_of_a_page(pair: Evidence) -> bool:
    """Two abstracts on one page of a supplement, cells "associated with atypical repair" and "with atrophy", join below
    because the first 240 letters of their abstracts are 97 alike. From 75 to 95 no verdict changes."""
    told_apart = not pair.words and pair.last_page is not AGREE
    return told_apart and not abstracts(pair, ALIKE_ABSTRACT)


@asks("P11", "same volume and first page, but each title has a word of its own")
def two_of_a_page(pair: Evidence) -> bool:
    """Two abstracts or letters of one group on one page, or one whose title was mistyped."""
    return pair.authors is AGREE


@joins("P12", "same volume and pages, and the titles agree")
def volume_pages_and_title(pair: Evidence) -> bool:
    """ "40 years AO/ASIF", which two databases translated differently, is 83; with 70 a pair joins that is two reports.
    The years may be two apart (a volume of 2018 to 2020, a year that was mistyped); more or less: no pair."""
    place = years_within(pair, 2) and pair.last_page is not DIFFER
    return pair.title >= 80 and pair.authors is not DIFFER and place


@joins("P13", "same title, journal, volume and pages")
def title_journal_and_pages(pair: Evidence) -> bool:
    """Authors differ here (a group and its persons, a name mistyped), so the title must be the same. No pair."""
    full = pair.last_page is AGREE and pair.issue is not DIFFER and years_within(pair)
    journal = pair.journal is AGREE or (pair.journal is UNKNOWN and not pair.short_title)
    return pair.title >= SAME_TITLE and full and journal


@joins("P14", "same volume and first page, and title and authors agree")
def first_page_title_and_authors(pair: Evidence) -> bool:
    """The last pages differ (277-298 for 277-289), so the title must be closer than above. No pair."""
    return pair.title >= 90 and pair.authors is AGREE and years_within(pair, 2)


@joins("P15", "same title, authors, journal, volume, issue and first page; the year may be mistyped")
def mistyped_year(pair: Evidence) -> bool:
    """2002 for 2020. No pair."""
    known = pair.authors is AGREE and pair.journal is AGREE and pair.issue is AGREE
    return pair.title >= SAME_TITLE and known and not pair.short_title


@joins("P16", "same volume and first page, same authors, and one title holds the other")
def first_page_and_contained_title(pair: Evidence) -> bool:
    """A title inside another is little, so the years may be one apart only. No pair."""
    return pair.contained and pair.authors is AGREE and years_within(pair)


def _other_title(pair: Evidence) -> bool:
    """Authors, volume and pages agree under another title."""
    known = pair.authors is AGREE and pair.last_page is AGREE
    return known and years_within(pair) and pair.journal is not DIFFER


@joins("P17", "same authors, volume, pages and abstract; the title may be a translation")
def translated_title(pair: Evidence) -> bool:
    """ "Utfordringer i kvalitets- og sikkerhetsarbeid" with the English abstract. No pair."""
    return _other_title(pair) and abstracts(pair, ALIKE_ABSTRACT) and pair.issue is not DIFFER


@asks("P18", "same authors, volume and pages, but another title (a translation?)")
def other_title_on_the_pages(pair: Evidence) -> bool:
    """Without an abstract a person looks whether a title is a translation."""
    return _other_title(pair)


PLACE = (
    Part(
        always,
        (
            title_authors_and_pages,
            title_and_whole_place,
            authors_and_pages,
            translated_title_of_all_authors,
            mistyped_first_page,
        ),
    ),
    Part(lambda pair: _first_page_of_a_volume(pair) and _may_be_two_of_a_page(pair), (two_of_a_page,)),
    Part(
        lambda pair: _first_page_of_a_volume(pair) and not _may_be_two_of_a_page(pair),
        (
            volume_pages_and_title,
            title_journal_and_pages,
            first_page_title_and_authors,
            mistyped_year,
            first_page_and_contained_title,
            translated_title,
            other_title_on_the_pages,
        ),
    ),
)
