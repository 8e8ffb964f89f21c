"""V: what holds back a join, whatever else agrees. They are asked before every rule that joins; a person looks."""

from reviewkit.matching.columns import Kind
from reviewkit.matching.compare import Evidence
from reviewkit.matching.rules.questions import AGREE, DIFFER, same_page_range, shares_identifier
from reviewkit.matching.rules.rule import asks


def _surely_one_place(pair: Evidence) -> bool:
    """A shared identifier, or volume, first and last page: that is one report, though a database mistyped its title.

    A first page alone is not enough: two letters or congress abstracts of one group often begin on one page.
    """
    return shares_identifier(pair) or (pair.volume is AGREE and same_page_range(pair))


@asks("V01", "their numbers as registrations, books or reports differ, and all else agrees")
def other_number(pair: Evidence) -> bool:
    """Two NCT numbers, two ISBNs or two report numbers are two reports, or one book in two bindings."""
    return pair.own_number is DIFFER and not shares_identifier(pair)


@asks("V02", "the titles differ in a single letter (hepatitis A and B), and much else agrees")
def other_letter(pair: Evidence) -> bool:
    """ "Seroprevalence of hepatitis A" and "of hepatitis B" by one group in one year are two reports."""
    return not pair.letters and not _surely_one_place(pair)


@asks("V03", "a word of the titles is only nearly the same (losartan, valsartan), and much else agrees")
def nearly_one_word(pair: Evidence) -> bool:
    """A typing error cannot be told from another word, so a place or an identifier must say that it is one report."""
    return pair.nearly and not _surely_one_place(pair)


@asks("V04", "only one title is of another report of the study (costs, design, follow-up), and much else agrees")
def companion(pair: Evidence) -> bool:
    """A trial brings a cost-effectiveness analysis, a rationale and design, a follow-up under nearly its own title."""
    return pair.companion and not _surely_one_place(pair)


@asks("V05", "another journal or book, and much else agrees")
def other_journal(pair: Evidence) -> bool:
    """ "Introduction" by one author to two books of a year; a news story in two papers."""
    return pair.journal is DIFFER and not shares_identifier(pair) and not same_page_range(pair)


@asks("V06", "each title has a word that the other lacks, and much else agrees")
def other_word(pair: Evidence) -> bool:
    """Hypertension and hypotension, adults and children: the first 240 letters of two abstracts of one group may be the
    same."""
    return not pair.words and not _surely_one_place(pair)


@asks("V07", "one database gives them two numbers, and much else agrees")
def other_accession(pair: Evidence) -> bool:
    """A database gives each report one number, and lists some twice: then volume and pages say that they are one."""
    return pair.accession is DIFFER and not _surely_one_place(pair)


@asks("V08", "their DOIs are cut off and name only the issue, and the titles are not the same")
def cut_doi(pair: Evidence) -> bool:
    """Of a SICI ("10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2") the part before the < is the
    same for every article of the issue. 100, because "and mortality" is a small part of a long title."""
    return pair.cut_doi and pair.title < 100 and not _surely_one_place(pair)


@asks("V09", "one title has a word that the other lacks, and much else agrees")
def word_more(pair: Evidence) -> bool:
    """ "Asthma in Northern Ireland" and "in Ireland", or a subtitle that one database left out: nobody can tell. In
    bare lists, which leave out parts of titles too ("(agent-based) integration of information"), only words that set
    people, places, times or kinds of research apart count: with all words, 30 true pairs more are asked about."""
    cut = Kind.TRUNCATED in pair.only_one and pair.contained
    tells = pair.apart if pair.bare else pair.added and not cut
    return tells and not _surely_one_place(pair)


VETOES = (
    other_number,
    other_letter,
    nearly_one_word,
    companion,
    other_journal,
    other_word,
    other_accession,
    cut_doi,
    word_more,
)
