"""W: no identifier and no full place - title, authors, year and abstract must carry it."""

from reviewkit.matching.columns import Kind
from reviewkit.matching.compare import Evidence
from reviewkit.matching.rules.limits import ALIKE_ABSTRACT, SAME_ABSTRACT, SAME_TITLE
from reviewkit.matching.rules.questions import (
    AGREE,
    DIFFER,
    UNKNOWN,
    abstracts,
    always,
    place_differs,
    places_agreeing,
    years_within,
)
from reviewkit.matching.rules.rule import Part, asks, joins


@joins("W01", "same title, authors, abstract, journal and volume; one counts pages otherwise")
def counted_otherwise(pair: Evidence) -> bool:
    """Pages of one volume in print and online ("p16INK4a as a marker", 488 and 487-488).

    Other pages speak for two papers of one cohort, so the abstract must be the same text: with 90 one true pair more
    joins instead of being asked about ("transplanted Italian women", 246-250 and 250-254: 91), with 100 two do not.
    """
    one_text = pair.title >= SAME_TITLE and pair.authors is AGREE and pair.year == 0 and abstracts(pair, 95)
    one_volume = pair.volume is AGREE and pair.journal is AGREE
    return one_text and one_volume and not pair.both & Kind.ABSTRACT and not pair.short_title


@asks("W02", "same title and author of two dissertations, listed in two places")
def dissertation_listed_twice(pair: Evidence) -> bool:
    """Two lists of dissertations spell a title each in their way; no pair, and the answer is only to ask."""
    both = Kind.THESIS in pair.both and pair.title >= 95
    return both and pair.authors is AGREE and years_within(pair)


def _nothing_against_it(pair: Evidence) -> bool:
    """Place and years do not differ, and these are not two texts under one title.

    No pair of the labelled sets that is one report has abstracts that are under 55 alike; nor is one up to 85.
    """
    two_texts = pair.abstract is not None and pair.abstract < 55 and not places_agreeing(pair)
    return not place_differs(pair) and years_within(pair) and not two_texts


@joins("W11", "same authors and year, and one title was cut off")
def cut_off_title(pair: Evidence) -> bool:
    """A database that cuts titles (Google Scholar) marks them so."""
    cut = Kind.TRUNCATED in pair.only_one and pair.contained and pair.journal is not DIFFER
    return cut and pair.all_authors and pair.year == 0


@joins("W12", "same title, year, journal, volume and abstract, and no authors")
def no_authors(pair: Evidence) -> bool:
    """ "2015 BioIron Meeting Abstracts", twice without authors.

    Without authors the title has to say more, so it must be the same to the letter. Abstract: no pair.
    """
    titled = pair.authors is UNKNOWN and pair.title == 100 and pair.year == 0 and not pair.recurring
    place = pair.journal is AGREE and pair.volume is AGREE and pair.issue is not DIFFER
    return titled and place and abstracts(pair, SAME_ABSTRACT)


# A short title says little, and one that recurs (Editorial, Book reviews) nothing. The same year is needed ("Trade
# press news" of 1994 and 1995).


def _short_title_and_authors(pair: Evidence) -> bool:
    return pair.title >= SAME_TITLE and pair.authors is AGREE and pair.year == 0


@joins("W21", "same short title, authors, year and place")
def short_title_and_place(pair: Evidence) -> bool:
    """Two of volume, issue and pages, because editorials begin each issue on one page; one or three change no
    verdict. Without a page all authors must agree: two letters of an issue may be by others of one surname."""
    by_one = pair.all_authors or pair.first_page is AGREE
    return _short_title_and_authors(pair) and by_one and places_agreeing(pair) >= 2 and pair.issue is not DIFFER


@joins("W22", "same short title, journal, year and all authors")
def short_title_and_journal(pair: Evidence) -> bool:
    """A short title that no other report has. Where nothing else is known it must be the same to the letter:
    "Industry perspective" and "Industry perspectives" are two texts of one column."""
    known = pair.all_authors and pair.journal is AGREE and pair.issue is not DIFFER
    recurs = pair.recurring or (pair.generic and not places_agreeing(pair))
    spelt = pair.title == 100 or not pair.bare
    return _short_title_and_authors(pair) and (not recurs or pair.several) and known and spelt


@joins("W23", "same short title, year and authors, and nothing else is known")
def bare_short_title(pair: Evidence) -> bool:
    """ "New programs at DARPA and NSF" by Xiaolei and by Xiolai Qian. A short title says so little that it must be the
    same to the letter."""
    recurs = pair.recurring or pair.generic
    return _short_title_and_authors(pair) and not recurs and pair.bare and pair.title == 100


def _something_else_agrees(pair: Evidence) -> bool:
    """Whether journal, place or abstract agree, so that a long title and its authors are of one report."""
    if pair.journal is DIFFER:
        # Two of volume, issue and pages where the journals differ: one journal in Japanese and in English, both
        # 31(2). One is enough for two congress abstracts of one volume, which often have no pages; no pair.
        enough = 1 if pair.both & Kind.ABSTRACT and pair.volume is AGREE and pair.year == 0 else 2
        return places_agreeing(pair) >= enough
    # A year later needs more: PicoDBMS at VLDB 2000 and in the VLDB Journal 2001, nothing else known, are two.
    later = pair.all_authors and not pair.bare and (pair.abstract is None or pair.abstract >= ALIKE_ABSTRACT)
    journal = pair.journal is AGREE and (pair.year == 0 or later)
    abstract = abstracts(pair, ALIKE_ABSTRACT) and (pair.year == 0 or pair.journal is AGREE)
    # One of volume, issue and pages: "Behavioral neurobiology of bipolar disorder", volume 5 of a book series.
    return journal or places_agreeing(pair) >= 1 or abstract


def _same_title_and_authors(pair: Evidence) -> bool:
    return pair.title >= SAME_TITLE and pair.words and pair.authors is AGREE


@joins("W31", "same title and authors, and journal, place or abstract agree")
def title_and_authors(pair: Evidence) -> bool:
    """A long title and its authors need one thing more."""
    return _same_title_and_authors(pair) and pair.issue is not DIFFER and _something_else_agrees(pair)


@joins("W32", "same title, year and authors, and nothing else is known")
def bare_title_and_authors(pair: Evidence) -> bool:
    """Two bare copies of one reference."""
    return _same_title_and_authors(pair) and pair.year == 0 and pair.bare


@joins("W33", "the titles agree, same year and all authors, and nothing else is known")
def bare_titles_agree(pair: Evidence) -> bool:
    """ "Query optimization at the crossroads (panel)" is 92; with 94 six such pairs are asked about. With 90 three more
    join that are asked about now."""
    nearly = pair.words and (pair.title >= 91 or (pair.contained and pair.journal is not DIFFER))
    return nearly and pair.all_authors and pair.year == 0 and pair.bare


def _one_text(pair: Evidence) -> bool:
    """One abstract in two supplements of a year was read at two congresses ("baseline IL-17 receptor signaling")."""
    known = pair.authors is AGREE and pair.year == 0 and pair.journal is not DIFFER
    two_congresses = pair.both & Kind.ABSTRACT and pair.issue is DIFFER
    return known and abstracts(pair, ALIKE_ABSTRACT) and not two_congresses


@joins("W34", "same authors, year and abstract, and the titles agree")
def abstract_and_titles_agree(pair: Evidence) -> bool:
    """Two words may differ, since authors and abstract are the same. From 78 to 98 no pair; "prevention of" and
    "preventing morbidity in preterm infants" (96), a review of 2000 and of 2001, shows why the year must agree."""
    return _one_text(pair) and pair.words and pair.title >= 88


@joins("W35", "same authors, year and abstract, and one title holds the other")
def abstract_and_contained_title(pair: Evidence) -> bool:
    """A subtitle that one database leaves out."""
    return _one_text(pair) and pair.contained


@joins("W36", "same authors, journal and year, and the titles agree")
def journal_and_titles_agree(pair: Evidence) -> bool:
    """ "FlowBack: providing backward recovery for workflow (management) systems" is 91. Where one title only adds words
    at an end, these may be what tells two reports apart ("... of the north: a survey", 91), so 92."""
    known = pair.authors is AGREE and pair.year == 0 and pair.journal is AGREE and pair.issue is not DIFFER
    return pair.title >= (92 if pair.contained else 90) and pair.words and known


WORDS = (
    Part(always, (counted_otherwise, dissertation_listed_twice)),
    Part(_nothing_against_it, (cut_off_title, no_authors)),
    Part(
        lambda pair: pair.short_title and _nothing_against_it(pair),
        (short_title_and_place, short_title_and_journal, bare_short_title),
    ),
    Part(
        lambda pair: not pair.short_title and _nothing_against_it(pair),
        (
            title_and_authors,
            bare_title_and_authors,
            bare_titles_agree,
            abstract_and_titles_agree,
            abstract_and_contained_title,
            journal_and_titles_agree,
        ),
    ),
)
