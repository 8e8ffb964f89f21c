"""What follows from the evidence on a pair, in words. The rules are read from the top; the first that applies decides.

SAME joins two records, UNSURE sends the pair to a person, DIFFERENT with a relation links two reports that belong
together (an erratum and its article, a protocol and its results), None means that they are different and nobody needs
to look. A wrong SAME may lose a study, which costs more than a pair to read, so every rule that joins needs at least
two things that agree.

Where the numbers come from: they were set by hand and by reading disagreements on labelled sets; docs/deduplication.md
names the sets and gives the figures, among them those of sets that nobody had looked at. Each number below names the
case that it was set by or, where none is recorded, what changes in the eight sets of the benchmark (44,563 pairs) when
it is moved. "No pair" means that moving it by five (a year by one) either way changes no verdict there;
tests/dedupe/thresholds.tsv shows a pair that it decides.
"""

from dataclasses import dataclass

from reviewkit.dedupe.columns import Kind
from reviewkit.dedupe.compare import Evidence
from reviewkit.model import Policies
from reviewkit.words import Policy, Relation, Verdict

# Title likeness from which two titles are one, apart from a typing error: "replicated databates" for "databases"
# is 98, "neurologic" for "neurological" 98.8. With 95 "Effects of IT-enabled" and "of Enhanced Monitoring Systems"
# would join unasked; with 92 also "Prospector: a content-based multimedia server" and the server without
# Prospector.
SAME_TITLE = 97
# Abstract likeness from which two abstracts are one text. The first 240 letters are compared: of the true pairs 98
# in 100 are above 95; a congress abstract and its rewritten paper are mostly under 90 ("Decreased neprilysin",
# 89).
SAME_ABSTRACT = 90
# Abstract likeness from which two abstracts support other agreement. The 1 in 100 true pairs under it are mostly
# rewritten updates of one review; two texts of one group are mostly at 40 to 60. It leaves room for a label in
# front ("Background:") and a misread letter.
ALIKE_ABSTRACT = 85
# Title likeness from which two titles agree where something else agrees as well: "Dose-response models for ..." of
# which one database left out a bacterium is 86.7; two trials of one drug by one group, years apart, are 83.
ALIKE_TITLE = 85


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on a pair, the rule that gave it, and how two distinct reports are related."""

    verdict: Verdict
    rule: str
    relation: Relation | None = None


def answer(pair: Evidence, policies: Policies | None = None) -> Answer | None:
    """The answer on a pair, or None for two unrelated reports."""
    given = (
        _identical(pair)
        or _notice(pair)
        or _different_version(pair)
        or _different_kind(pair)
        or _different_numbers(pair)
        or _different_identifiers(pair)
        or _same_identifier(pair)
        or _same_place(pair)
        or _same_text(pair)
        or _doubtful(pair)
    )
    if given is _UNRELATED or given is None:
        given = _second_look(pair)
    if given is None:
        return None
    return _by_policy(given, policies or Policies())


def conflict(pair: Evidence, policies: Policies | None = None) -> Answer | None:
    """What forbids a chain of joins to bring these two together: another kind of report, or nothing that agrees.

    The case is a record without a place that is like a paper and like its reprint two years later. No chain of the
    eight sets needs the last two rules.
    """
    given = answer(pair, policies)
    if given is not None and given.relation is not Relation.REPRINT:
        return given if given.verdict is Verdict.DIFFERENT else None
    elsewhere = pair.volume is False and pair.first_page is False
    # One abstract in two places may be one text ahead of print and in print, whatever its DOI and year are there.
    if (
        elsewhere
        and (_identifiers_differ(pair) or not _years_within(pair))
        and not _abstracts(pair, SAME_ABSTRACT)
    ):
        return Answer(Verdict.DIFFERENT, "another volume and page, and another identifier or year")
    # Under 60 two titles share the words of their field and no more (compare.TITLE_AND_ABSTRACT). Higher, a title
    # that changed before print would break its chain; lower, a translated title by others would pass as one
    # report.
    if pair.title < 60 and not pair.contained and pair.authors is False and not _shares_identifier(pair):
        return Answer(Verdict.DIFFERENT, "other titles and other authors")
    return None


def _by_policy(given: Answer, policies: Policies) -> Answer:
    """The answer according to review.yaml: related reports are kept separate, joined or asked about."""
    if given.relation is None:
        return given
    policy = policies.of(given.relation)
    if policy is Policy.SEPARATE:
        return given
    verdict = Verdict.SAME if policy is Policy.JOIN else Verdict.UNSURE
    return Answer(verdict, f"{given.rule}; review.yaml says {policy.value}", given.relation)


_UNRELATED = Answer(Verdict.DIFFERENT, "different")  # stops here: no later rule may apply


def _same(rule: str) -> Answer:
    return Answer(Verdict.SAME, rule)


def _unsure(rule: str) -> Answer:
    return Answer(Verdict.UNSURE, rule)


def _related(relation: Relation, rule: str) -> Answer:
    return Answer(Verdict.DIFFERENT, rule, relation)


# What several rules ask


def _shares_identifier(pair: Evidence) -> bool:
    return bool(pair.doi or pair.pmid)


def _identifiers_differ(pair: Evidence) -> bool:
    return not _shares_identifier(pair) and (pair.doi is False or pair.pmid is False)


def _places_agreeing(pair: Evidence) -> int:
    """How many of volume, issue, first page and last page agree."""
    return sum(bool(part) for part in (pair.volume, pair.issue, pair.first_page, pair.last_page))


def _place_differs(pair: Evidence) -> bool:
    """Whether the place of publication speaks against the pair."""
    return pair.volume is False or pair.first_page is False


def _years_within(pair: Evidence, most: int = 1) -> bool:
    """Whether the years, where known, are at most so far apart.

    One year is the rule, because an article ahead of print is dated a year before its issue (BMC Infectious Diseases
    10, 2009 and 2010). With two, one drug against prostate cancer (2013) and breast cancer (2015) is asked about.
    """
    return pair.year is None or pair.year <= most


def _abstracts(pair: Evidence, least: float) -> bool:
    """Whether both abstracts are known and at least so alike (0 to 100)."""
    return (pair.abstract or 0) >= least


def _same_page_range(pair: Evidence) -> bool:
    """Volume (where known), first and last page agree: two reports by the same people hardly share that."""
    return bool(pair.first_page and pair.last_page and pair.volume is not False and pair.issue is not False)


def _may_be_two_abstracts(pair: Evidence) -> bool:
    """Whether these may be two congress abstracts of one group on one page, or two texts that are told apart.

    Under 80 lie 1 in 100 abstracts of true pairs and 78 in 100 of others; moving it changes no verdict in the sets.
    """
    if pair.abstract is None:
        return Kind.ABSTRACT in pair.both
    return pair.abstract < 80


# What the mark of a notice makes of two reports; where both bear one, the first of this list counts.
_NOTICES = {
    "reply": Relation.REPLY,
    "retraction": Relation.RETRACTION,
    "erratum": Relation.ERRATUM,
    "comment": Relation.COMMENT,
    "editorial": Relation.COMMENT,
    "about": Relation.COMMENT,
}

# The rules


def _identical(pair: Evidence) -> Answer | None:
    """One row that was exported twice; where nothing but a title is known, a person looks."""
    if not pair.identical:
        return None
    if pair.only_title:
        return _unsure("the same title, and nothing else is known") if pair.title else _UNRELATED
    if pair.recurring and pair.bare:
        return _unsure("all that is known is the same, but the title stands over many reports")
    return _same("all that is known is the same")


def _notice(pair: Evidence) -> Answer | None:
    """An erratum, a reply or a comment is a report of its own, linked with the one it is about."""
    left, right = pair.notices
    if left == right or ("about" in (left, right) and left and right):
        return None
    # Under 80 the notice is about something else: with 78 "Editorial" is linked with "Editorial 26 - 2" of its
    # author. With 82 a reply comes loose from the article that it names ("Dietary protein consumption", 81), with
    # 90 three true pairs are lost.
    if pair.title < 80 and not pair.contained:
        return _UNRELATED
    kind = next(kind for kind in _NOTICES if kind in pair.notices)
    marked = f"only one is marked as {kind}" if kind != "about" else "one names the volume and page of the other"
    same_spot = pair.first_page and pair.volume is not False and pair.authors is not False and _years_within(pair)
    known = pair.volume or _shares_identifier(pair) or (pair.issue and pair.last_page)
    if same_spot and known and pair.issue is not False:
        return _same(f"{marked}, yet both begin on the same page of the same volume")
    soft = kind in ("editorial", "comment")
    # With 90 an erratum that one database marks twice ("Erratum: ... (PLoS One (2014) 9 ...)", 89) is not asked
    # about.
    if _shares_identifier(pair) and not _place_differs(pair) and pair.title >= ALIKE_TITLE:
        if soft and pair.authors is not False:
            return _same(f"same identifier and title; one calls itself {kind}")
        return _unsure(f"{marked}, yet both have the same identifier")
    if soft and pair.authors is False:
        return _UNRELATED
    return _related(_NOTICES[kind], marked)


def _different_version(pair: Evidence) -> Answer | None:
    """Another version of one Cochrane review, preprint or F1000 article; a mistyped version is asked about.

    The same year and issue are needed: "Magnesium for acute traumatic brain injury" is pub2 in 2006, pub3 in 2008, both
    in issue 4. Title: no pair.
    """
    if pair.version is not False:
        return None
    if pair.year == 0 and pair.issue and pair.title >= SAME_TITLE:
        return _unsure("another version of one series, yet the same year and issue")
    return _related(Relation.VERSION, "another version of one series (a Cochrane update, version 2 of a preprint)")


def _different_kind(pair: Evidence) -> Answer | None:
    """One is a preprint, a protocol, a congress abstract or a dissertation, and the other is not."""
    # A conference paper with the DOI of its preprint (SSRN) has pages, journal and year of the paper: one report.
    spread = _same_page_range(pair) and pair.journal and pair.year == 0
    one_place = spread or (pair.first_page and (pair.volume or _shares_identifier(pair)))
    if not pair.only_one or one_place or pair.authors is False:
        return None
    if Kind.PROTOCOL in pair.only_one and not _shares_identifier(pair):
        # Compared without the word "protocol". The protocol and the trial of feedback after (traumatic) brain
        # injury are 81. Down to 70 seven links more, each of one group: with 78 a protocol on cardiac stem cells
        # and an abstract on their effects.
        alike = pair.title >= 80 and pair.authors
        return _related(Relation.PROTOCOL, "only one is a protocol") if alike else None
    if Kind.PREPRINT in pair.only_one and not _shares_identifier(pair):
        # Titles change before print, so 70 is enough where the abstract (60, often rewritten too) is of one study;
        # a title alone must be nearly the same. No pair: the sets hold few preprints.
        alike = pair.title >= 88 or (pair.title >= 70 and _abstracts(pair, 60))
        return _related(Relation.PREPRINT, "only one is a preprint") if alike and pair.authors else _UNRELATED
    if Kind.THESIS in pair.only_one and not _shares_identifier(pair):
        # The one dissertation that the sets link with its article is between 90 and 95.
        alike = pair.title >= ALIKE_TITLE
        return _related(Relation.DISSERTATION, "only one is a dissertation") if alike else _UNRELATED
    # A congress abstract and its paper are reworded: 52 links are between 85 and 87 ("liraglutide inhibits the
    # proliferation of vascular smooth muscle cells"). With 83 two trials of CpG-ODN, four years apart, are linked.
    if Kind.ABSTRACT in pair.only_one and pair.authors and pair.title >= ALIKE_TITLE:
        return _abstract_and_paper(pair)
    return None


def _abstract_and_paper(pair: Evidence) -> Answer | None:
    """A congress abstract or a supplement beside a text elsewhere; one text with one place is one report."""
    if _shares_identifier(pair):
        return None
    other_place = _place_differs(pair) or pair.issue is False or pair.journal is False or not _years_within(pair)
    if not other_place and not _identifiers_differ(pair):
        return None
    # "Diclofenac/misoprostol", 31-41 of J Rheumatol 25 and of J Rheumatol Suppl 51: one supplement with two
    # volumes.
    full_place = pair.first_page and pair.last_page and pair.year == 0
    if pair.title >= SAME_TITLE and full_place and not _identifiers_differ(pair):
        return _unsure("same title, authors, year and pages; one names the volume of a supplement")
    # 95: a word may differ where the abstract is one text; no pair. Abstract: with 88 "Decreased neprilysin", an
    # abstract of 2010 and its paper of 2011 (89), is asked about; with 100 three true pairs are not.
    alike = pair.title >= 95 or pair.all_authors
    if alike and pair.journal is not False and _years_within(pair) and _abstracts(pair, SAME_ABSTRACT):
        return _unsure("one stands in a supplement; same title, authors and abstract, but another page or issue")
    return _related(Relation.ABSTRACT, "only one is a congress abstract or stands in a supplement")


def _different_numbers(pair: Evidence) -> Answer | None:
    """Titles that differ in a number: part I and II, delta-8 and delta-9, 2018 and 2019."""
    if pair.numbers or (_shares_identifier(pair) and pair.first_page is not False):
        return None
    full = (
        _same_page_range(pair)
        and pair.authors
        and _years_within(pair)
        and pair.journal is not False
        and not _identifiers_differ(pair)
    )
    # With 73 "Gordon memorial lecture. Physics and physiology of incubation" and "... of incubation-1" join
    # instead of being asked about: rightly there, but the first part of a lecture and the second would too.
    if full and pair.title >= 75 and not _may_be_two_abstracts(pair):
        return _same(
            "same authors, volume, first and last page; the titles differ only in a number or its spelling"
        )
    # One number in a title of ten words is 95. Lower, two congress abstracts on one page that differ in a number
    # and a word would be asked about; no pair.
    if pair.title >= 95 and pair.authors and pair.volume and pair.first_page and pair.last_page is not False:
        return _unsure("titles differ in a number, yet volume and pages agree")
    # One text with a number in the title that one database left out ("the 22 nursing homes"). No pair.
    if (
        pair.authors
        and pair.journal
        and pair.year == 0
        and _abstracts(pair, SAME_ABSTRACT)
        and not _place_differs(pair)
    ):
        return _unsure("titles differ in a number, yet authors, journal, year and abstract agree")
    # "Meniscal injury in dogs", part 1 and part 2 with a subtitle, is 95. With 91 a response to which one database
    # gives a date becomes a part of itself, with 88 "seven tests" and "predictors" of a disease become parts; with
    # 98 "GLP-1" beside its full name (97) is not linked.
    if pair.title >= 93 and pair.words and pair.authors and (pair.journal or not pair.short_title):
        return _related(Relation.PART, "the titles differ in a number (a part, a year, a dose)")
    return _UNRELATED


def _different_identifiers(pair: Evidence) -> Answer | None:
    """DOIs or PubMed ids differ: one in a hundred true pairs does that, so only full agreement overrules it."""
    if not _identifiers_differ(pair):
        return None
    somewhere = (
        pair.authors and pair.volume and pair.first_page and _years_within(pair) and pair.journal is not False
    )
    # 98: one letter, because the identifiers say that it is another report. With 96 one pair joins by this rule
    # that the next one joins as well. Abstract: no pair; without a last page the text must be the same.
    if pair.title >= 98 and somewhere and pair.issue is not False:
        if pair.last_page or (_abstracts(pair, SAME_ABSTRACT) and not pair.short_title):
            return _same("identifiers differ, but title, authors, journal, volume and pages are the same")
        return _unsure("identifiers differ; title, authors, volume and first page agree")
    # Where even the last page agrees, the title may be worded otherwise; under 80 it may be the next letter on the
    # page. No pair.
    if somewhere and _same_page_range(pair) and (pair.title >= 80 or pair.contained):
        return _same(
            "identifiers differ, but authors, journal, volume and pages are the same, and the titles agree"
        )
    # 95 lets one word differ, and what follows only asks or links: "animal" and "human behavioral assessments"
    # (95) are linked, "summary of: efficacy of dental prophylaxis" (96) is asked about. With 93 there are 85 more
    # links, mostly of abstracts and their reworded papers.
    if pair.title < 95 or not pair.authors or pair.short_title or not _years_within(pair):
        return _UNRELATED
    if pair.journal is False and not pair.both & Kind.PREPRINT:
        if pair.volume and _same_page_range(pair):
            return _unsure("identifiers and journals differ; title, authors, volume and pages agree")
        return _related(Relation.REPRINT, "same title and authors in another journal, with another DOI")
    if not _place_differs(pair):
        return _unsure("identifiers differ; title and authors agree")
    return _related(Relation.REPRINT, "same title and authors in another place, with another DOI")


def _same_identifier(pair: Evidence) -> Answer | None:
    """A DOI or PubMed id is shared; title, authors and place must not speak against it."""
    if not _shares_identifier(pair):
        return None
    name = "DOI" if pair.doi else "PubMed id"
    return _identifier_and_title(pair, name) or _identifier_and_text(pair, name) or _identifier_alone(pair, name)


def _identifier_and_title(pair: Evidence, name: str) -> Answer | None:
    """The titles agree as well; `name` is that of the identifier."""
    agreed = pair.words or pair.first_page or _abstracts(pair, ALIKE_ABSTRACT)
    # "Dose-response models" without one of its bacteria (86.7) is asked about with 87; down to 75 no other
    # verdict.
    if pair.title >= ALIKE_TITLE and agreed and pair.authors is not False and not _place_differs(pair):
        return _same(f"same {name}, and the titles agree")
    everywhere = bool(pair.all_authors and pair.journal and pair.volume)
    # With 95 "sAPP alpha-mediated" and "sAPPamediated" (96.8) join though their volumes differ; with 99
    # "neurologic" and "neurological diseases" (98.8) are asked about.
    if pair.title >= SAME_TITLE and not pair.short_title and (pair.first_page is not False or everywhere):
        return _same(f"same {name} and the same title")
    # The year must be the same: "Honey in otorhinolaryngology", ahead of print with a page that is none, is asked
    # about.
    if pair.title >= SAME_TITLE and pair.authors and pair.journal and pair.year == 0 and not pair.recurring:
        return _same(f"same {name}, title, authors, journal and year")
    if pair.contained and pair.authors is not False and not _place_differs(pair):
        return _same(f"same {name}, and one title holds the other")
    return None


def _identifier_and_text(pair: Evidence, name: str) -> Answer | None:
    """The titles do not agree, but authors and abstract do, or authors and pages."""
    # Abstracts of a supplement may share its DOI: "variation in the outcome" of trials in atypical hyperplasia and
    # in endometrial cancer have abstracts that are 92 alike.
    unlike = pair.title < SAME_TITLE and (_place_differs(pair) or pair.journal is False)
    # With 95 two true pairs are asked about; from 75 to 90 no pair.
    if pair.authors and _abstracts(pair, ALIKE_ABSTRACT) and not unlike:
        return _same(f"same {name}, authors and abstract")
    one_place = (
        pair.first_page and pair.last_page is not False and pair.volume is not False and _years_within(pair)
    )
    known = pair.journal is not False and not pair.both & Kind.ABSTRACT
    # Without a last page 60: "Efficacy and safety of nicotine on" and "Nicotine for Alzheimer's disease" are 62.
    # Under it, two letters that begin on one page and were given one DOI would join; none of the sets is like
    # that.
    if pair.authors and one_place and known and (pair.last_page or pair.title >= 60):
        return _same(f"same {name}, authors and pages; the title may be a translation")
    return None


def _identifier_alone(pair: Evidence, name: str) -> Answer | None:
    """A pair with one identifier is worth a look where anything else agrees.

    Two reviews of one project (EPCRC) with one DOI are 50: with 52 they are passed over, with 40 one pair more is asked
    about. A PubMed id needs no likeness, because it is no book's or supplement's. 85 and 90: no pair.
    """
    if (
        pair.title >= ALIKE_TITLE
        or (pair.authors and (pair.title >= 50 or pair.pmid))
        or _abstracts(pair, SAME_ABSTRACT)
    ):
        return _unsure(f"same {name}, but title, authors or place differ")
    return None


def _same_place(pair: Evidence) -> Answer | None:
    """No identifier speaks, but pages and volume do, with a title or with authors and abstract."""
    if given := _same_title_and_pages(pair) or _same_page_range_and_authors(pair) or _mistyped_first_page(pair):
        return given
    if not (pair.volume and pair.first_page) or (pair.short_title and pair.issue is False):
        return None
    # Two abstracts on one page of a supplement, cells "associated with atypical repair" and "with atrophy", join
    # below because the first 240 letters of their abstracts are 97 alike. From 75 to 95 no verdict changes.
    if not pair.words and not pair.last_page and not _abstracts(pair, ALIKE_ABSTRACT):
        return (
            _unsure("same volume and first page, but each title has a word of its own") if pair.authors else None
        )
    return _same_volume_and_first_page(pair) or _translated_title(pair)


def _has_year_of_pages(pair: Evidence) -> bool:
    """Whether volume or year say that the same pages are those of one report.

    Without a volume each year may begin on page 1: an annual report of two years, an editorial of the next year.
    """
    return bool(pair.volume or (pair.year == 0 if pair.short_title else _years_within(pair)))


def _same_title_and_pages(pair: Evidence) -> Answer | None:
    pages = pair.first_page and pair.last_page and pair.volume is not False
    exact = (
        pair.title >= SAME_TITLE and _has_year_of_pages(pair) and (not pair.short_title or pair.issue is not False)
    )
    if pages and exact and pair.authors and pair.journal:
        return _same("same title, authors, journal and pages")
    if pages and exact and pair.volume and pair.year == 0 and not pair.short_title:
        return _same("same title, year, volume, first and last page")
    return None


def _same_page_range_and_authors(pair: Evidence) -> Answer | None:
    full_place = _same_page_range(pair) and pair.journal and _has_year_of_pages(pair) and _years_within(pair)
    if not full_place or not pair.all_authors:
        return None
    # 90 is two words of twenty. With 100 later rules join the ten pairs of this one; down to 80 there is no other.
    if pair.contained or (pair.title >= 90 and pair.words):
        return _same("same journal, pages, year and authors, and the titles agree")
    # A translated title has no likeness; where the issue is unknown, abstracts that are not two texts (80) say it.
    # No pair.
    if pair.volume and (pair.issue or _abstracts(pair, 80)) and not _may_be_two_abstracts(pair):
        return _same("same authors, journal, volume and pages; the title may be a translation")
    return None


def _mistyped_first_page(pair: Evidence) -> Answer | None:
    """278-289 for 277-289. The title may have a word more (95); from 85 on the rules below join the same three
    pairs."""
    issue = pair.issue or (pair.issue is None and _abstracts(pair, SAME_ABSTRACT))
    alike = (pair.title >= 95 and pair.authors) or (pair.contained and pair.all_authors)
    if pair.volume and issue and pair.last_page and alike and pair.journal:
        return _same("same title, authors, journal, volume and last page; the first page may be mistyped")
    return None


def _same_volume_and_first_page(pair: Evidence) -> Answer | None:
    """Volume and first page agree, and so do the titles."""
    # "40 years AO/ASIF", which two databases translated differently, is 83; with 70 a pair joins that is two
    # reports. The years may be two apart (a volume of 2018 to 2020, a year that was mistyped); more or less: no
    # pair.
    if pair.title >= 80 and pair.authors is not False and _years_within(pair, 2) and pair.last_page is not False:
        return _same("same volume and pages, and the titles agree")
    full = pair.last_page and pair.issue is not False and _years_within(pair)
    # Authors differ here (a group and its persons, a name mistyped), so the title must be the same. No pair.
    if pair.title >= SAME_TITLE and full and (pair.journal or (pair.journal is None and not pair.short_title)):
        return _same("same title, journal, volume and pages")
    # The last pages differ (277-298 for 277-289), so the title must be closer than above. No pair.
    if pair.title >= 90 and pair.authors and _years_within(pair, 2):
        return _same("same volume and first page, and title and authors agree")
    # 2002 for 2020. No pair.
    if pair.title >= SAME_TITLE and pair.authors and pair.journal and pair.issue and not pair.short_title:
        return _same("same title, authors, journal, volume, issue and first page; the year may be mistyped")
    # A title inside another is little, so the years may be one apart only. No pair.
    if pair.contained and pair.authors and _years_within(pair, 1):
        return _same("same volume and first page, same authors, and one title holds the other")
    return None


def _translated_title(pair: Evidence) -> Answer | None:
    """Authors, volume and pages agree under another title.

    "Utfordringer i kvalitets- og sikkerhetsarbeid" with the English abstract; without it a person looks. No pair.
    """
    if not (pair.authors and pair.last_page and _years_within(pair, 1) and pair.journal is not False):
        return None
    if _abstracts(pair, ALIKE_ABSTRACT) and pair.issue is not False:
        return _same("same authors, volume, pages and abstract; the title may be a translation")
    return _unsure("same authors, volume and pages, but another title (a translation?)")


def _same_text(pair: Evidence) -> Answer | None:
    """No identifier and no full place: title, authors, year and abstract must carry it."""
    exact = pair.title >= SAME_TITLE
    if given := _counted_otherwise(pair, exact) or _dissertation_listed_twice(pair):
        return given
    if _place_differs(pair) or not _years_within(pair):
        return None
    # Two texts under one title. No pair of the labelled sets that is one report is like that; nor is one up to 85.
    if pair.abstract is not None and pair.abstract < 55 and not _places_agreeing(pair):
        return None
    if given := _cut_off_title(pair) or _same_without_authors(pair):
        return given
    if pair.short_title:
        return _same_short_title(pair, exact)
    return _same_title_and_authors(pair, exact) or _titles_agree(pair)


def _counted_otherwise(pair: Evidence, exact: bool) -> Answer | None:
    """Pages of one volume in print and online ("p16INK4a as a marker", 488 and 487-488).

    Other pages speak for two papers of one cohort, so the abstract must be the same text: with 90 one true pair more
    joins instead of being asked about ("transplanted Italian women", 246-250 and 250-254: 91), with 100 two do not.
    """
    alike = exact and pair.authors and pair.year == 0 and _abstracts(pair, 95)
    if alike and pair.volume and pair.journal and not pair.both & Kind.ABSTRACT and not pair.short_title:
        return _same("same title, authors, abstract, journal and volume; one counts pages otherwise")
    return None


def _dissertation_listed_twice(pair: Evidence) -> Answer | None:
    """Two lists of dissertations spell a title each in their way; no pair, and the answer is only to ask."""
    if pair.both & Kind.THESIS and pair.title >= 95 and pair.authors and _years_within(pair):
        return _unsure("same title and author of two dissertations, listed in two places")
    return None


def _cut_off_title(pair: Evidence) -> Answer | None:
    if not (pair.only_one & Kind.TRUNCATED and pair.contained and pair.journal is not False):
        return None
    if pair.all_authors and pair.year == 0:
        return _same("same authors and year, and one title was cut off")
    return None


def _same_without_authors(pair: Evidence) -> Answer | None:
    """ "2015 BioIron Meeting Abstracts", twice without authors.

    Without authors the title has to say more, so it must be the same to the letter. Abstract: no pair.
    """
    no_authors = pair.authors is None and pair.title == 100 and pair.year == 0 and not pair.recurring
    if no_authors and pair.journal and pair.volume and pair.issue is not False and _abstracts(pair, SAME_ABSTRACT):
        return _same("same title, year, journal, volume and abstract, and no authors")
    return None


def _something_else_agrees(pair: Evidence) -> bool:
    """Whether journal, place or abstract agree, so that a long title and its authors are of one report."""
    abstract = _abstracts(pair, ALIKE_ABSTRACT) and (pair.year == 0 or bool(pair.journal))
    if pair.journal is False:
        # Two of volume, issue and pages where the journals differ: one journal in Japanese and in English, both
        # 31(2). One is enough for two congress abstracts of one volume, which often have no pages; no pair.
        enough = 1 if pair.both & Kind.ABSTRACT and pair.volume and pair.year == 0 else 2
        return _places_agreeing(pair) >= enough
    # A year later needs more: PicoDBMS at VLDB 2000 and in the VLDB Journal 2001, nothing else known, are two.
    later = pair.all_authors and not pair.bare and (pair.abstract is None or pair.abstract >= ALIKE_ABSTRACT)
    known = pair.journal and (pair.year == 0 or later)
    # One of volume, issue and pages: "Behavioral neurobiology of bipolar disorder", volume 5 of a book series.
    return bool(known) or _places_agreeing(pair) >= 1 or abstract


def _same_title_and_authors(pair: Evidence, exact: bool) -> Answer | None:
    if exact and pair.words and pair.authors and pair.issue is not False and _something_else_agrees(pair):
        return _same("same title and authors, and journal, place or abstract agree")
    if exact and pair.words and pair.authors and pair.year == 0 and pair.bare:
        return _same("same title, year and authors, and nothing else is known")
    return None


def _titles_agree(pair: Evidence) -> Answer | None:
    """The titles are not the same, but agree; year and authors must be the same."""
    # "Query optimization at the crossroads (panel)" is 92; with 94 six such pairs are asked about. With 90 nine
    # more join, two of them a demonstration and its paper.
    nearly = pair.words and (pair.title >= 92 or (pair.contained and pair.journal is not False))
    if nearly and pair.all_authors and pair.year == 0 and pair.bare:
        return _same("the titles agree, same year and all authors, and nothing else is known")
    one_text = pair.authors and pair.year == 0 and _abstracts(pair, ALIKE_ABSTRACT) and pair.journal is not False
    # Two words may differ, since authors and abstract are the same. From 78 to 98 no pair; "prevention of" and
    # "preventing morbidity in preterm infants" (96), a review of 2000 and of 2001, shows why the year must agree.
    if one_text and pair.words and pair.title >= 88:
        return _same("same authors, year and abstract, and the titles agree")
    if one_text and pair.contained:
        return _same("same authors, year and abstract, and one title holds the other")
    journal = pair.authors and pair.year == 0 and pair.journal and pair.issue is not False
    # "The impact of database research on industrial products (panel)" and "(panel summary)" are 94. With 90 an
    # erratum whose mark is not understood ("Erratum-A database model") joins its article.
    if pair.title >= 92 and pair.words and journal:
        return _same("same authors, journal and year, and the titles agree")
    return None


def _same_short_title(pair: Evidence, exact: bool) -> Answer | None:
    """A short title says little, and one that recurs (Editorial, Book reviews) nothing.

    The same year is needed ("Trade press news" of 1994 and 1995), and two of volume, issue and pages, because
    editorials begin each issue on one page; one or three change no verdict.
    """
    if not exact or not pair.authors or pair.year != 0:
        return None
    if _places_agreeing(pair) >= 2 and pair.issue is not False:
        return _same("same short title, authors, year and place")
    if pair.recurring:
        return None
    if pair.all_authors and pair.journal and pair.issue is not False:
        return _same("same short title, journal, year and all authors")
    # "New programs at DARPA and NSF" by Xiaolei and by Xiolai Qian: where a name is spelt otherwise, the title
    # must not be; 31 pairs join by this.
    if pair.bare and (pair.all_authors or pair.title == 100):
        return _same("same short title, year and authors, and nothing else is known")
    return None


def _doubtful(pair: Evidence) -> Answer | None:
    """Much agrees and nothing decides: a person looks, or two reports in two places are linked."""
    if not pair.words and not _abstracts(pair, ALIKE_ABSTRACT):
        return None
    # With 95 sixteen pairs of one group are linked as reprints ("(potentially) enhances plaque stability", 96);
    # with 99 ten doubtful pairs are passed over ("(The) effects of incretin", 98).
    if pair.authors and pair.title >= SAME_TITLE and not pair.short_title:
        return _doubtful_place(pair)
    near = not _place_differs(pair) and _years_within(pair)
    if pair.title >= SAME_TITLE and pair.authors is None and near and not pair.recurring:
        return _unsure("same title, but the authors of one are unknown")
    # A column of another year or journal is another column ("Editor's notes" of 2001 and 2002: 221 pairs to read).
    if pair.recurring and (pair.year != 0 or pair.journal is False):
        return None
    if pair.title >= SAME_TITLE and pair.short_title and pair.authors and near:
        return _unsure("same short title and authors; the place is unknown")
    # "Context-based prefetch (- an optimization) for implementing objects on relations" is 88. With 83 five more
    # pairs are asked about, four of them real; with 78 twenty-two, four of them real.
    if pair.authors and (pair.title >= 88 or pair.contained) and near and not pair.short_title:
        return _unsure("the titles are nearly the same, and so are the authors")
    return None


def _second_look(pair: Evidence) -> Answer | None:
    """No rule joins these, some keep them apart, and yet so much agrees that a person should look.

    The year must be known and the same: with a year between them six reprints more would be linked.
    """
    if pair.authors is False or pair.journal is False or pair.year != 0 or pair.recurring:
        return None
    if pair.notices[0] != pair.notices[1]:
        return None
    # "Treatment strategies for" and "in bite injuries". With 100 two true pairs are passed over; from 80 on no
    # other.
    surely = pair.all_authors and (pair.contained or pair.title >= 90)
    spot = pair.first_page and pair.last_page and (pair.volume is not False or surely)
    # "(Gordon memorial lecture.) Physics and physiology of incubation(-1)" is 73; down to 60 no other pair.
    alike = pair.title >= 70 or pair.contained or _abstracts(pair, ALIKE_ABSTRACT)
    if spot and alike and (surely or not _may_be_two_abstracts(pair)):
        return _unsure("same year, first and last page, but the titles or identifiers differ")
    # Little but the abstract speaks here, so it must be the same text to a letter or two. With 95 "Catestatin" and
    # its reprint in two spellings (96) are linked too, with 87 two other pairs of one group are asked about.
    if not (pair.authors and pair.journal and _abstracts(pair, 97)):
        return None
    # "Reprint of: chip-based nanoelectrospray" (92) is a reprint; the same title under one abstract is a question.
    if not _place_differs(pair) or (pair.title >= SAME_TITLE and pair.numbers):
        return _unsure("same authors, journal, year and abstract, but the titles or places differ")
    if pair.contained:
        return _related(Relation.REPRINT, "same authors, journal, year and abstract in another place (a reprint)")
    return None


def _doubtful_place(pair: Evidence) -> Answer | None:
    """The same long title and authors, but the place is unknown or another."""
    if not _place_differs(pair) and _years_within(pair):
        # "Garbage collection in object(-)oriented databases" at VLDB 1997 and in the VLDB Journal 1998: known to
        # be two.
        if pair.journal is False and pair.year != 0 and pair.bare:
            return None
        return _unsure("same title and authors; the place is unknown")
    # "Genetic control of circadian rhythms and aging", 52(4) of Genetika and of the Russian Journal of Genetics.
    if pair.volume and pair.issue and pair.year == 0 and pair.journal is False:
        return _unsure("same title, authors, volume and issue, but another journal (a translated edition?)")
    # "(The) effects of incretin on artery lesions", pages 51 and 52 of one supplement.
    if pair.volume and pair.issue is not False and pair.year == 0 and pair.journal:
        return _unsure("same title, authors, journal, year and volume, but other pages")
    other_place = pair.first_page is False and (pair.volume is False or pair.journal is False)
    # "Glioblastoma: risk factors" is listed for 2012 and 2014 with one abstract; the article of 2015 is linked.
    # Abstract: "Effects of GLP-1 receptor agonist on Ca2 handling" at two congresses is 90; with 92 seven pairs
    # are linked only.
    if pair.year is not None and pair.year <= 2 and _abstracts(pair, SAME_ABSTRACT) and not other_place:
        return _unsure("same title, authors and abstract, but another place (an abstract? a reprint?)")
    # Three years: "CD26 inhibition enhances perfusion recovery", a congress abstract of 2010 and its article of
    # 2013. With two, 15 such links are lost; with five, papers and their journal versions of 1997 and 2002 are
    # linked.
    if _years_within(pair, 3) and pair.words:
        return _related(
            Relation.REPRINT, "same title and authors in another place (an abstract, a reprint, an erratum)"
        )
    return None
