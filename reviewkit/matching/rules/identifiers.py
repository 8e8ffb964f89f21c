"""D: DOIs, PubMed ids and other numbers that differ, and such that are shared."""

from reviewkit.matching.columns import Kind
from reviewkit.matching.compare import Evidence
from reviewkit.matching.rules.limits import ALIKE_ABSTRACT, ALIKE_TITLE, SAME_ABSTRACT, SAME_TITLE
from reviewkit.matching.rules.questions import (
    AGREE,
    DIFFER,
    abstracts,
    identifiers_differ,
    place_differs,
    same_page_range,
    shares_identifier,
    years_within,
)
from reviewkit.matching.rules.rule import Part, asks, joins, links, parts
from reviewkit.words import Relation

# DOIs or PubMed ids differ: one in a hundred true pairs does that, so only full agreement overrules it.


def _one_place(pair: Evidence) -> bool:
    """Authors, volume and first page agree, and journal and years do not speak against it."""
    place = pair.volume is AGREE and pair.first_page is AGREE and pair.journal is not DIFFER
    return pair.authors is AGREE and place and years_within(pair)


def _title_to_a_letter(pair: Evidence) -> bool:
    """98: one letter, because the identifiers say that it is another report. With 96 one pair joins by D01 that D03
    joins as well."""
    return pair.title >= 98 and _one_place(pair) and pair.issue is not DIFFER


@joins("D01", "identifiers differ, but title, authors, journal, volume and pages are the same")
def other_identifier_same_place(pair: Evidence) -> bool:
    """Abstract: no pair; without a last page the text must be the same."""
    one_text = abstracts(pair, SAME_ABSTRACT) and not pair.short_title
    return _title_to_a_letter(pair) and (pair.last_page is AGREE or one_text)


@asks("D02", "identifiers differ; title, authors, volume and first page agree")
def other_identifier_same_first_page(pair: Evidence) -> bool:
    """Two DOIs of one article, or two letters that begin on one page."""
    return _title_to_a_letter(pair)


@joins("D03", "identifiers differ, but authors, journal, volume and pages are the same, and the titles agree")
def other_identifier_same_pages(pair: Evidence) -> bool:
    """Where even the last page agrees, the title may be worded otherwise; under 80 it may be the next letter on the
    page. No pair."""
    return _one_place(pair) and same_page_range(pair) and (pair.title >= 80 or pair.contained)


@parts("D04", "identifiers differ, and title, authors or year too")
def other_identifier(pair: Evidence) -> bool:
    """95 lets one word differ, and what follows only asks or links: "animal" and "human behavioral assessments" (95)
    are linked, "summary of: efficacy of dental prophylaxis" (96) is asked about. With 93 there are 85 more links,
    mostly of abstracts and their reworded papers."""
    return pair.title < 95 or pair.authors is not AGREE or pair.short_title or not years_within(pair)


def _other_journal(pair: Evidence) -> bool:
    return pair.journal is DIFFER and not pair.both & Kind.PREPRINT


@asks("D05", "identifiers and journals differ; title, authors, volume and pages agree")
def other_identifier_and_journal_same_pages(pair: Evidence) -> bool:
    """A journal with two names, and a DOI with each."""
    return _other_journal(pair) and pair.volume is AGREE and same_page_range(pair)


@links("D06", "same title and authors in another journal, with another DOI", Relation.REPRINT)
def reprint_in_another_journal(pair: Evidence) -> bool:
    """An article printed again, or in two journals at once."""
    return _other_journal(pair)


@asks("D07", "identifiers differ; title and authors agree")
def other_identifier_no_place(pair: Evidence) -> bool:
    """Nothing is known of the place of one, or it is the same."""
    return not place_differs(pair)


@links("D08", "same title and authors in another place, with another DOI", Relation.REPRINT)
def reprint_with_another_identifier(pair: Evidence) -> bool:
    """An article printed again in another volume or on other pages."""
    return True


# A DOI or PubMed id is shared; title, authors and place must not speak against it.


@joins("D11", "same {identifier}, and the titles agree")
def identifier_and_title(pair: Evidence) -> bool:
    """ "Dose-response models" without one of its bacteria (86.7) is asked about with 87; down to 75 no
    other verdict."""
    agreed = pair.words or pair.first_page is AGREE or abstracts(pair, ALIKE_ABSTRACT)
    return pair.title >= ALIKE_TITLE and agreed and pair.authors is not DIFFER and not place_differs(pair)


@joins("D12", "same {identifier} and the same title")
def identifier_and_same_title(pair: Evidence) -> bool:
    """With 95 "sAPP alpha-mediated" and "sAPPamediated" (96.8) join though their volumes differ; with 99 "neurologic"
    and "neurological diseases" (98.8) are asked about."""
    everywhere = pair.all_authors and pair.journal is AGREE and pair.volume is AGREE
    return pair.title >= SAME_TITLE and not pair.short_title and (pair.first_page is not DIFFER or everywhere)


@joins("D13", "same {identifier}, title, authors, journal and year")
def identifier_title_and_journal(pair: Evidence) -> bool:
    """The year must be the same: "Honey in otorhinolaryngology", ahead of print with a page that is none, is asked
    about. So are chapters with the DOI of their book that differ in a word and in their pages."""
    known = pair.authors is AGREE and pair.journal is AGREE and pair.year == 0
    chapters = not pair.words and place_differs(pair)
    return pair.title >= SAME_TITLE and known and not pair.recurring and not chapters


@joins("D14", "same {identifier}, and one title holds the other")
def identifier_and_contained_title(pair: Evidence) -> bool:
    """A subtitle that one database leaves out."""
    return pair.contained and pair.authors is not DIFFER and not place_differs(pair)


@joins("D15", "same {identifier}, authors and abstract")
def identifier_and_abstract(pair: Evidence) -> bool:
    """With 95 two true pairs are asked about; from 75 to 90 no pair. Abstracts of a supplement may share its DOI:
    "variation in the outcome" of trials in atypical hyperplasia and in endometrial cancer have abstracts that are 92
    alike. A congress abstract may bear the DOI of its paper ("serotonin transporter gene methylation", page S7)."""
    unlike = pair.title < SAME_TITLE and (place_differs(pair) or pair.journal is DIFFER)
    elsewhere = pair.journal is DIFFER and pair.first_page is DIFFER
    return pair.authors is AGREE and abstracts(pair, ALIKE_ABSTRACT) and not unlike and not elsewhere


@joins("D16", "same {identifier}, authors and pages; the title may be a translation")
def identifier_and_pages(pair: Evidence) -> bool:
    """Without a last page 60: "Efficacy and safety of nicotine on" and "Nicotine for Alzheimer's disease" are 62. Under
    it, two letters that begin on one page and were given one DOI would join; none of the sets is like that."""
    pages = pair.first_page is AGREE and pair.last_page is not DIFFER and pair.volume is not DIFFER
    known = pair.journal is not DIFFER and not pair.both & Kind.ABSTRACT
    titled = pair.last_page is AGREE or pair.title >= 60
    return pair.authors is AGREE and pages and years_within(pair) and known and titled


@asks("D17", "same {identifier}, but title, authors or place differ")
def identifier_alone(pair: Evidence) -> bool:
    """A pair with one identifier is worth a look where anything else agrees. Two reviews of one project (EPCRC) with
    one DOI are 50: with 52 they are passed over, with 40 one pair more is asked about. A PubMed id needs no likeness,
    because it is no book's or supplement's. 85 and 90: no pair."""
    by_the_same = pair.authors is AGREE and (pair.title >= 50 or pair.pmid is AGREE or pair.accession is AGREE)
    return pair.title >= ALIKE_TITLE or by_the_same or abstracts(pair, SAME_ABSTRACT)


# The number of a registration, a book or a report is shared. In `compare` a number that many titles share says nothing.


@joins("D21", "same number of the registration, book or report, and the titles agree")
def own_number_and_title(pair: Evidence) -> bool:
    """One trial in two registers, one book in two catalogues. The year may be one apart (a book dated ahead)."""
    alike = pair.title >= ALIKE_TITLE and pair.words and pair.numbers
    return alike and pair.authors is not DIFFER and years_within(pair) and not place_differs(pair)


@asks("D22", "same number of the registration, book or report, but title, authors or year differ")
def own_number_alone(pair: Evidence) -> bool:
    """The public title of a trial and its scientific one may have no word in common."""
    return True


IDENTIFIERS = (
    Part(
        identifiers_differ,
        (
            other_identifier_same_place,
            other_identifier_same_first_page,
            other_identifier_same_pages,
            other_identifier,
            other_identifier_and_journal_same_pages,
            reprint_in_another_journal,
            other_identifier_no_place,
            reprint_with_another_identifier,
        ),
    ),
    Part(
        shares_identifier,
        (
            identifier_and_title,
            identifier_and_same_title,
            identifier_title_and_journal,
            identifier_and_contained_title,
            identifier_and_abstract,
            identifier_and_pages,
            identifier_alone,
        ),
    ),
    Part(lambda pair: pair.own_number is AGREE, (own_number_and_title, own_number_alone)),
)
