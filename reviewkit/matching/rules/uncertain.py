"""U: much agrees and nothing decides - a person looks, or two reports in two places are linked."""

from reviewkit.matching.compare import Evidence
from reviewkit.matching.rules.limits import ALIKE_ABSTRACT, SAME_ABSTRACT, SAME_TITLE
from reviewkit.matching.rules.questions import (
    AGREE,
    DIFFER,
    UNKNOWN,
    abstracts,
    identifiers_differ,
    may_be_two_abstracts,
    place_differs,
    years_within,
)
from reviewkit.matching.rules.rule import Part, asks, links
from reviewkit.words import Relation


def _words_agree(pair: Evidence) -> bool:
    return pair.words or abstracts(pair, ALIKE_ABSTRACT)


def _near(pair: Evidence) -> bool:
    """Whether neither volume, page nor year speaks against the pair; journal and issue may."""
    return not place_differs(pair) and years_within(pair)


def _journal_or_issue_differs(pair: Evidence) -> bool:
    return pair.journal is DIFFER or pair.issue is DIFFER


def _long_title_and_authors(pair: Evidence) -> bool:
    """With 95 sixteen pairs of one group are linked as reprints ("(potentially) enhances plaque stability", 96); with
    99 ten doubtful pairs are passed over ("(The) effects of incretin", 98)."""
    return pair.authors is AGREE and pair.title >= SAME_TITLE and not pair.short_title


@asks("U01", "same title and authors; the place is unknown")
def unknown_place(pair: Evidence) -> bool:
    """ "Garbage collection in object(-)oriented databases" at VLDB 1997 and in the VLDB Journal 1998 is left out: bare,
    with another year and journal, it is known to be two."""
    known_to_be_two = pair.journal is DIFFER and pair.year != 0 and pair.bare
    return _near(pair) and not known_to_be_two


@asks("U06", "same title and authors, but another journal or issue")
def journal_or_issue_differs(pair: Evidence) -> bool:
    """The same, where what is known of the place differs."""
    return unknown_place.holds(pair) and _journal_or_issue_differs(pair)


@asks("U02", "same title, authors, volume and issue, but another journal (a translated edition?)")
def translated_edition(pair: Evidence) -> bool:
    """ "Genetic control of circadian rhythms and aging", 52(4) of Genetika and of the Russian Journal of Genetics."""
    issue = pair.volume is AGREE and pair.issue is AGREE and pair.year == 0
    return not _near(pair) and issue and pair.journal is DIFFER


@asks("U03", "same title, authors, journal, year and volume, but other pages")
def other_pages_of_a_volume(pair: Evidence) -> bool:
    """ "(The) effects of incretin on artery lesions", pages 51 and 52 of one supplement."""
    volume = pair.volume is AGREE and pair.issue is not DIFFER and pair.year == 0
    return not _near(pair) and volume and pair.journal is AGREE


@asks("U04", "same title, authors and abstract, but another place (an abstract? a reprint?)")
def one_abstract_in_another_place(pair: Evidence) -> bool:
    """ "Glioblastoma: risk factors" is listed for 2012 and 2014 with one abstract; the article of 2015 is linked.
    Abstract: "Effects of GLP-1 receptor agonist on Ca2 handling" at two congresses is 90; with 92 seven pairs are
    linked only."""
    other_place = pair.first_page is DIFFER and (pair.volume is DIFFER or pair.journal is DIFFER)
    years = pair.year is not None and pair.year <= 2
    return not _near(pair) and years and abstracts(pair, SAME_ABSTRACT) and not other_place


@links("U05", "same title and authors in another place (an abstract, a reprint, an erratum)", Relation.REPRINT)
def reprint(pair: Evidence) -> bool:
    """Three years: "CD26 inhibition enhances perfusion recovery", a congress abstract of 2010 and its article of 2013.
    With two, 15 such links are lost; with five, papers and their journal versions of 1997 and 2002 are linked."""
    return not _near(pair) and years_within(pair, 3) and pair.words


def _column_of_another_issue(pair: Evidence) -> bool:
    """A column of another year or journal is another column ("Editor's notes" of 2001 and 2002: 221 pairs to read)."""
    return pair.recurring and (pair.year != 0 or pair.journal is DIFFER)


@asks("U11", "same title, but the authors cannot be compared (unknown, a group, or in another alphabet)")
def unknown_authors(pair: Evidence) -> bool:
    """Databases leave authors out, or name a study group in place of its persons."""
    titled = pair.title >= SAME_TITLE and pair.authors is UNKNOWN
    return titled and _near(pair) and not pair.recurring


@asks("U12", "same short title and authors; the place is unknown")
def short_title_and_authors(pair: Evidence) -> bool:
    """A short title may stand over two reports of one author."""
    titled = pair.title >= SAME_TITLE and pair.short_title and pair.authors is AGREE
    return titled and _near(pair) and not _column_of_another_issue(pair)


@asks("U15", "same short title and authors, but another journal or issue")
def short_title_in_another_journal(pair: Evidence) -> bool:
    """The same, where what is known of the place differs."""
    return short_title_and_authors.holds(pair) and _journal_or_issue_differs(pair)


@asks("U13", "the titles are nearly the same, and so are the authors")
def titles_nearly_the_same(pair: Evidence) -> bool:
    """ "Context-based prefetch (- an optimization) for implementing objects on relations" is 88. With 88 two
    pairs less are asked about, both real; with 78 seventeen more, none of them real."""
    alike = pair.authors is AGREE and (pair.title >= 83 or pair.contained) and not pair.short_title
    return alike and _near(pair) and not _column_of_another_issue(pair)


@asks("U14", "one short title begins the other or is nearly it; same authors, journal and year")
def short_title_nearly_the_same(pair: Evidence) -> bool:
    """ "In their own words", of which one database leaves out the subtitle; of eight pairs of the sets six are real.

    80 is a word more inside a title of five ("Albinism in a cocker (cocker) spaniel"); with 88 "Online query
    processing" and the same with ": a tutorial" are passed over, with 72 two pairs more are asked about, neither real.
    """
    alike = pair.contained or (pair.words and pair.title >= 80)
    known = pair.all_authors and pair.journal is AGREE and pair.year == 0
    return pair.short_title and alike and not pair.recurring and not pair.generic and known and _near(pair)


UNCERTAIN = (
    Part(
        lambda pair: _words_agree(pair) and _long_title_and_authors(pair),
        (
            journal_or_issue_differs,
            unknown_place,
            translated_edition,
            other_pages_of_a_volume,
            one_abstract_in_another_place,
            reprint,
        ),
    ),
    Part(
        lambda pair: _words_agree(pair) and not _long_title_and_authors(pair),
        (
            unknown_authors,
            short_title_in_another_journal,
            short_title_and_authors,
            titles_nearly_the_same,
            short_title_nearly_the_same,
        ),
    ),
)

# Asked last, also of what other rules keep apart: no rule joins these, and yet so much agrees that a person should
# look.


def _much_agrees(pair: Evidence) -> bool:
    """The year must be known and the same: with a year between them six reprints more would be linked."""
    nothing_differs = pair.authors is not DIFFER and pair.journal is not DIFFER and pair.year == 0
    return nothing_differs and not pair.recurring and pair.notices[0] == pair.notices[1]


@asks("U21", "same year, first and last page, but the titles or identifiers differ")
def one_range_of_pages(pair: Evidence) -> bool:
    """ "(Gordon memorial lecture.) Physics and physiology of incubation(-1)" is 73; down to 60 no other pair. Where the
    volumes differ, "Treatment strategies for" and "in bite injuries": with 100 two true pairs are passed over; from 80
    on no other."""
    surely = pair.all_authors and (pair.contained or pair.title >= 90)
    pages = pair.first_page is AGREE and pair.last_page is AGREE
    alike = pair.title >= 70 or pair.contained or abstracts(pair, ALIKE_ABSTRACT)
    one_volume = pair.volume is not DIFFER or surely
    return pages and one_volume and alike and (surely or not may_be_two_abstracts(pair))


def _one_text(pair: Evidence) -> bool:
    """Little but the abstract speaks here, so it must be the same text to a letter or two. With 95 "Catestatin" and its
    reprint in two spellings (96) are linked too, with 87 two other pairs of one group are asked about."""
    return pair.authors is AGREE and pair.journal is AGREE and abstracts(pair, 97)


@asks("U22", "same authors, journal, year and abstract, but the titles or places differ")
def one_text_under_two_titles(pair: Evidence) -> bool:
    """ "Reprint of: chip-based nanoelectrospray" (92) is a reprint; the same title under one abstract is a question."""
    titled = pair.title >= SAME_TITLE and pair.numbers
    return _one_text(pair) and (not place_differs(pair) or titled)


@links("U23", "same authors, journal, year and abstract in another place (a reprint)", Relation.REPRINT)
def reprint_that_says_so(pair: Evidence) -> bool:
    """One title holds the other ("Reprint of: ...")."""
    return _one_text(pair) and pair.contained


def _one_place(pair: Evidence) -> bool:
    """Year, volume, issue, first and last page agree."""
    volume = pair.volume is AGREE and pair.issue is AGREE and pair.year == 0
    return volume and pair.first_page is AGREE and pair.last_page is AGREE and not pair.recurring


@asks("U24", "one year, volume, issue and pages, but the titles differ (a translation?)")
def translation(pair: Evidence) -> bool:
    """ "Hausbesuche nach Schlaganfall" and "[Home visits after stroke]", in a journal that has two names; or a title in
    Cyrillic letters and its translation."""
    return pair.authors is AGREE or (pair.authors is UNKNOWN and pair.scripts)


@asks("U25", "titles in two alphabets; same authors, journal and year")
def title_in_another_alphabet(pair: Evidence) -> bool:
    """A title in Cyrillic letters and its translation, in two lists that give no pages. Several authors who all agree,
    since one may well write two papers for a journal in a year; no pair of the sets."""
    known = pair.all_authors and pair.several and pair.journal is AGREE and pair.year == 0
    return known and not identifiers_differ(pair) and not place_differs(pair) and pair.issue is not DIFFER


@asks("U26", "the titles differ in one letter; same authors, journal and year")
def one_letter(pair: Evidence) -> bool:
    """A typing error in a short word ("dig" for "dog") looks like another word (cats and rats), so a person looks."""
    known = pair.slip and pair.numbers and pair.all_authors and pair.journal is AGREE
    return known and not identifiers_differ(pair) and not place_differs(pair) and pair.issue is not DIFFER


SECOND_LOOK = (
    Part(_much_agrees, (one_range_of_pages, one_text_under_two_titles, reprint_that_says_so, one_letter)),
    Part(_one_place, (translation,)),
    Part(lambda pair: pair.scripts, (title_in_another_alphabet,)),
)
