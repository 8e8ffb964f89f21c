"""K: reports of different kinds - notices and what they are about, versions, preprints, protocols, abstracts, theses.

They are reports of their own, linked with the one that they belong to.
"""

from reviewkit.matching.columns import Kind
from reviewkit.matching.compare import Evidence
from reviewkit.matching.rules.limits import ALIKE_TITLE, SAME_ABSTRACT, SAME_TITLE
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

# What the mark of a notice makes of two reports; where both bear one, the first of this list counts.
_NOTICES = {
    "reply": Relation.REPLY,
    "retraction": Relation.RETRACTION,
    "erratum": Relation.ERRATUM,
    "comment": Relation.COMMENT,
    "editorial": Relation.COMMENT,
    "about": Relation.COMMENT,
}
_SOFT = ("editorial", "comment")  # marks that databases give to articles as well


def notice_of(pair: Evidence) -> str:
    """The mark that makes one of a pair a notice; "" where none has one."""
    return next((kind for kind in _NOTICES if kind in pair.notices), "")


def marked(pair: Evidence) -> str:
    """How one of a pair is marked as a notice, in words."""
    kind = notice_of(pair)
    return f"only one is marked as {kind}" if kind != "about" else "one names the volume and page of the other"


def _is_notice(pair: Evidence) -> bool:
    """Whether just one is a notice, or both are and of different kinds."""
    left, right = pair.notices
    return left != right and not ("about" in (left, right) and left and right)


@parts("K01", "a notice about something else")
def notice_about_another(pair: Evidence) -> bool:
    """Under 80 the notice is about something else: with 78 "Editorial" is linked with "Editorial 26 - 2" of its author.

    With 82 a reply comes loose from the article that it names ("Dietary protein consumption", 81), with 90 three true
    pairs are lost.
    """
    return pair.title < 80 and not pair.contained


@joins("K02", "{marked}, yet both begin on the same page of the same volume")
def notice_on_the_page_of_the_article(pair: Evidence) -> bool:
    """A database marked the article itself."""
    same_spot = pair.first_page is AGREE and pair.volume is not DIFFER and pair.authors is not DIFFER
    known = pair.volume is AGREE or shares_identifier(pair) or (pair.issue is AGREE and pair.last_page is AGREE)
    return same_spot and years_within(pair) and known and pair.issue is not DIFFER


def _identifier_of_the_article(pair: Evidence) -> bool:
    """With 90 an erratum that one database marks twice ("Erratum: ... (PLoS One (2014) 9 ...)", 89) is not asked
    about."""
    return shares_identifier(pair) and not place_differs(pair) and pair.title >= ALIKE_TITLE


@joins("K03", "same identifier and title; one calls itself {notice}")
def editorial_with_the_identifier(pair: Evidence) -> bool:
    """Databases call articles editorials and comments."""
    return notice_of(pair) in _SOFT and _identifier_of_the_article(pair) and pair.authors is not DIFFER


@asks("K04", "{marked}, yet both have the same identifier")
def notice_with_the_identifier(pair: Evidence) -> bool:
    """Some databases give an erratum the identifier of its article."""
    return _identifier_of_the_article(pair)


@parts("K05", "an editorial or comment by others")
def comment_by_others(pair: Evidence) -> bool:
    """Under one title ("Home care") others comment on something else."""
    return notice_of(pair) in _SOFT and pair.authors is DIFFER


@links("K06", "{marked}", lambda pair: _NOTICES[notice_of(pair)])
def notice(pair: Evidence) -> bool:
    """An erratum, a reply or a comment is a report of its own, linked with the one that it is about."""
    return True


@asks("K11", "another version of one series, yet the same year and issue")
def version_in_one_issue(pair: Evidence) -> bool:
    """A version may be mistyped. The same year and issue are needed: "Magnesium for acute traumatic brain injury" is
    pub2 in 2006, pub3 in 2008, both in issue 4. Title: no pair."""
    return pair.year == 0 and pair.issue is AGREE and pair.title >= SAME_TITLE


@links("K12", "another version of one series (a Cochrane update, version 2 of a preprint)", Relation.VERSION)
def version(pair: Evidence) -> bool:
    """Another version of one Cochrane review, preprint or F1000 article."""
    return True


def _another_kind(pair: Evidence) -> Kind | None:
    """The kind that makes two reports of a pair: only one is of it, and they have no identifier or place in common."""
    if not pair.only_one or pair.authors is DIFFER or shares_identifier(pair):
        return None
    # A conference paper with the DOI of its preprint (SSRN) has pages, journal and year of the paper: one report.
    spread = same_page_range(pair) and pair.journal is AGREE and pair.year == 0
    if spread or (pair.first_page is AGREE and pair.volume is AGREE):
        return None
    kinds = (Kind.PROTOCOL, Kind.PREPRINT, Kind.THESIS, Kind.ABSTRACT)
    return next((kind for kind in kinds if kind in pair.only_one), None)


@links("K21", "only one is a protocol", Relation.PROTOCOL)
def protocol(pair: Evidence) -> bool:
    """Compared without the word "protocol". The protocol and the trial of feedback after (traumatic) brain injury are
    81. Down to 70 seven links more, each of one group: with 78 a protocol on cardiac stem cells and an abstract on
    their effects."""
    return pair.title >= 80 and pair.authors is AGREE


@links("K22", "only one is a preprint", Relation.PREPRINT)
def preprint(pair: Evidence) -> bool:
    """Titles change before print, so 70 is enough where the abstract (60, often rewritten too) is of one study; a title
    alone must be nearly the same. No pair: the sets hold few preprints."""
    alike = pair.title >= 88 or (pair.title >= 70 and abstracts(pair, 60))
    return alike and pair.authors is AGREE


@parts("K23", "a preprint of something else")
def preprint_of_another(pair: Evidence) -> bool:
    """Titles or authors of a preprint and an article do not agree."""
    return True


@links("K24", "only one is a dissertation", Relation.DISSERTATION)
def dissertation(pair: Evidence) -> bool:
    """The one dissertation that the sets link with its article is between 90 and 95."""
    return pair.title >= ALIKE_TITLE


@parts("K25", "a dissertation on something else")
def dissertation_on_another(pair: Evidence) -> bool:
    """The titles of a dissertation and an article do not agree."""
    return True


def _abstract_elsewhere(pair: Evidence) -> bool:
    """A congress abstract or a supplement beside a text elsewhere; one text with one place is one report.

    A congress abstract and its paper are reworded: 52 links are between 85 and 87 ("liraglutide inhibits the
    proliferation of vascular smooth muscle cells"). With 83 two trials of CpG-ODN, four years apart, are linked.
    """
    if _another_kind(pair) is not Kind.ABSTRACT or pair.authors is not AGREE or pair.title < ALIKE_TITLE:
        return False
    other_place = place_differs(pair) or pair.issue is DIFFER or pair.journal is DIFFER or not years_within(pair)
    return other_place or identifiers_differ(pair)


@asks("K26", "same title, authors, year and pages; one names the volume of a supplement")
def volume_of_a_supplement(pair: Evidence) -> bool:
    """ "Diclofenac/misoprostol", 31-41 of J Rheumatol 25 and of J Rheumatol Suppl 51: one supplement with two
    volumes."""
    full_place = pair.first_page is AGREE and pair.last_page is AGREE and pair.year == 0
    return pair.title >= SAME_TITLE and full_place and not identifiers_differ(pair)


@asks("K27", "one stands in a supplement; same title, authors and abstract, but another page or issue")
def one_abstract_in_a_supplement(pair: Evidence) -> bool:
    """95: a word may differ where the abstract is one text; no pair. Abstract: with 88 "Decreased neprilysin", an
    abstract of 2010 and its paper of 2011 (89), is asked about; with 100 three true pairs are not."""
    alike = pair.title >= 95 or pair.all_authors
    return alike and pair.journal is not DIFFER and years_within(pair) and abstracts(pair, SAME_ABSTRACT)


@links("K28", "only one is a congress abstract or stands in a supplement", Relation.ABSTRACT)
def congress_abstract(pair: Evidence) -> bool:
    """A congress abstract is a report of its own, linked with its paper."""
    return True


KINDS = (
    Part(
        _is_notice,
        (
            notice_about_another,
            notice_on_the_page_of_the_article,
            editorial_with_the_identifier,
            notice_with_the_identifier,
            comment_by_others,
            notice,
        ),
    ),
    Part(lambda pair: pair.version is DIFFER, (version_in_one_issue, version)),
    Part(lambda pair: _another_kind(pair) is Kind.PROTOCOL, (protocol,)),
    Part(lambda pair: _another_kind(pair) is Kind.PREPRINT, (preprint, preprint_of_another)),
    Part(lambda pair: _another_kind(pair) is Kind.THESIS, (dissertation, dissertation_on_another)),
    Part(_abstract_elsewhere, (volume_of_a_supplement, one_abstract_in_a_supplement, congress_abstract)),
)
