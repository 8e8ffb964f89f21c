"""What follows from the evidence on a pair, in words. The rules are read from the top; the first that fits decides.

SAME joins two records, UNSURE sends the pair to a person, DIFFERENT with a relation links two reports that belong
together (an erratum and its article, a protocol and its results), None means: different, nothing to ask. A wrong SAME
may lose a study and costs more than a pair to read, so every rule that joins needs agreement from two sides at least.

Where the numbers come from: they were set by hand and by reading disagreements on labelled sets; docs/deduplication.md
names the sets and gives the figures, among them those of sets that nobody had looked at.
"""

from dataclasses import dataclass

from reviewkit.dedupe.columns import Kind
from reviewkit.dedupe.compare import Evidence
from reviewkit.model import Policies
from reviewkit.words import Policy, Relation, Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on a pair, the rule that gave it, and what two distinct reports are to each other."""

    verdict: Verdict
    rule: str
    relation: Relation | None = None


def answer(pair: Evidence, policies: Policies | None = None) -> Answer | None:
    """The answer on a pair, or None for two different reports that have nothing to do with each other."""
    found = (
        _identical(pair)
        or _notice(pair)
        or _other_version(pair)
        or _other_kind(pair)
        or _other_numbers(pair)
        or _other_identifier(pair)
        or _same_identifier(pair)
        or _same_place(pair)
        or _same_words(pair)
        or _doubtful(pair)
    )
    if found is _NOTHING or found is None:
        found = _second_look(pair)
    if found is None:
        return None
    return _by_policy(found, policies or Policies())


def conflict(pair: Evidence, policies: Policies | None = None) -> Answer | None:
    """What forbids that a chain of joins brings these two together: another kind of report, or nothing alike."""
    found = answer(pair, policies)
    if found is not None and found.relation is not Relation.REPRINT:
        return found if found.verdict is Verdict.DIFFERENT else None
    elsewhere = pair.volume is False and pair.first_page is False
    if elsewhere and (_other_id(pair) or not _years(pair)) and not _abstracts(pair, 90):
        return Answer(Verdict.DIFFERENT, "another volume and page, and another identifier or year")
    if pair.title < 60 and not pair.contained and pair.authors is False and not _id(pair):
        return Answer(Verdict.DIFFERENT, "other titles and other authors")
    return None


def _by_policy(found: Answer, policies: Policies) -> Answer:
    if found.relation is None:
        return found
    policy = policies.of(found.relation)
    if policy is Policy.SEPARATE:
        return found
    verdict = Verdict.SAME if policy is Policy.JOIN else Verdict.UNSURE
    return Answer(verdict, f"{found.rule}; review.yaml says {policy.value}", found.relation)


_NOTHING = Answer(Verdict.DIFFERENT, "different")  # ends the reading of the rules: no later rule may speak


def _same(rule: str) -> Answer:
    return Answer(Verdict.SAME, rule)


def _unsure(rule: str) -> Answer:
    return Answer(Verdict.UNSURE, rule)


def _related(relation: Relation, rule: str) -> Answer:
    return Answer(Verdict.DIFFERENT, rule, relation)


# What several rules ask


def _id(pair: Evidence) -> bool:
    return bool(pair.doi or pair.pmid)


def _other_id(pair: Evidence) -> bool:
    return not _id(pair) and (pair.doi is False or pair.pmid is False)


def _places(pair: Evidence) -> int:
    """How many of volume, issue, first page and last page agree."""
    return sum(bool(part) for part in (pair.volume, pair.issue, pair.first_page, pair.last_page))


def _elsewhere(pair: Evidence) -> bool:
    """Whether the place of publication speaks against the pair."""
    return pair.volume is False or pair.first_page is False


def _years(pair: Evidence, most: int = 1) -> bool:
    return pair.year is None or pair.year <= most


def _abstracts(pair: Evidence, least: float) -> bool:
    return (pair.abstract or 0) >= least


def _spread(pair: Evidence) -> bool:
    """Volume (where known), first and last page agree: two reports by the same people hardly share that."""
    return bool(pair.first_page and pair.last_page and pair.volume is not False and pair.issue is not False)


def _two_abstracts(pair: Evidence) -> bool:
    """Whether these may be two congress abstracts of one group on one page, or two texts that are told apart."""
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
        return _unsure("the same title, and nothing else is known") if pair.title else _NOTHING
    if pair.recurring and pair.bare:
        return _unsure("all that is known is the same, but the title stands over many reports")
    return _same("all that is known is the same")


def _notice(pair: Evidence) -> Answer | None:
    """An erratum, a reply or a comment is a report of its own, linked with the one it is about."""
    one, other = pair.notices
    if one == other or ("about" in (one, other) and one and other):
        return None
    if pair.title < 80 and not pair.contained:
        return _NOTHING
    kind = next(kind for kind in _NOTICES if kind in pair.notices)
    marked = f"only one is marked as {kind}" if kind != "about" else "one names the volume and page of the other"
    same_spot = pair.first_page and pair.volume is not False and pair.authors is not False and _years(pair)
    known = pair.volume or _id(pair) or (pair.issue and pair.last_page)
    if same_spot and known and pair.issue is not False:
        return _same(f"{marked}, yet both begin on the same page of the same volume")
    soft = kind in ("editorial", "comment")
    if _id(pair) and not _elsewhere(pair) and pair.title >= 85:
        if soft and pair.authors is not False:
            return _same(f"same identifier and title; one calls itself {kind}")
        return _unsure(f"{marked}, yet both have the same identifier")
    if soft and pair.authors is False:
        return _NOTHING
    return _related(_NOTICES[kind], marked)


def _other_version(pair: Evidence) -> Answer | None:
    if pair.version is not False:
        return None
    if pair.year == 0 and pair.issue and pair.title >= 97:
        return _unsure("another version of one series, yet the same year and issue")
    return _related(Relation.VERSION, "another version of one series (a Cochrane update, version 2 of a preprint)")


def _other_kind(pair: Evidence) -> Answer | None:
    """One is a preprint, a protocol, a congress abstract or a dissertation, and the other is not."""
    spread = _spread(pair) and pair.journal and pair.year == 0
    one_place = spread or (pair.first_page and (pair.volume or _id(pair)))
    if not pair.only_one or one_place or pair.authors is False:
        return None
    if Kind.PROTOCOL in pair.only_one and not _id(pair):
        return _related(Relation.PROTOCOL, "only one is a protocol") if pair.title >= 80 and pair.authors else None
    if Kind.PREPRINT in pair.only_one and not _id(pair):
        alike = pair.title >= 88 or (pair.title >= 70 and _abstracts(pair, 60))
        return _related(Relation.PREPRINT, "only one is a preprint") if alike and pair.authors else _NOTHING
    if Kind.THESIS in pair.only_one and not _id(pair):
        return _related(Relation.DISSERTATION, "only one is a dissertation") if pair.title >= 85 else _NOTHING
    if Kind.ABSTRACT in pair.only_one and pair.authors and pair.title >= 85:
        return _abstract_and_paper(pair)
    return None


def _abstract_and_paper(pair: Evidence) -> Answer | None:
    """A congress abstract or a supplement beside what stands elsewhere; one text with one place is one report."""
    if _id(pair):
        return None
    other_place = _elsewhere(pair) or pair.issue is False or pair.journal is False or not _years(pair)
    if not other_place and not _other_id(pair):
        return None
    if pair.title >= 97 and pair.first_page and pair.last_page and pair.year == 0 and not _other_id(pair):
        return _unsure("same title, authors, year and pages; one names the volume of a supplement")
    alike = pair.title >= 95 or pair.all_authors
    if alike and pair.journal is not False and _years(pair) and _abstracts(pair, 90):
        return _unsure("one stands in a supplement; same title, authors and abstract, but another page or issue")
    return _related(Relation.ABSTRACT, "only one is a congress abstract or stands in a supplement")


def _other_numbers(pair: Evidence) -> Answer | None:
    """Titles that differ in a number: part I and II, delta-8 and delta-9, 2018 and 2019."""
    if pair.numbers or (_id(pair) and pair.first_page is not False):
        return None
    full = _spread(pair) and pair.authors and _years(pair) and pair.journal is not False and not _other_id(pair)
    if full and pair.title >= 75 and not _two_abstracts(pair):
        return _same(
            "same authors, volume, first and last page; the titles differ only in a number or its spelling"
        )
    if pair.title >= 95 and pair.authors and pair.volume and pair.first_page and pair.last_page is not False:
        return _unsure("titles differ in a number, yet volume and pages agree")
    if pair.authors and pair.journal and pair.year == 0 and _abstracts(pair, 90) and not _elsewhere(pair):
        return _unsure("titles differ in a number, yet authors, journal, year and abstract agree")
    if pair.title >= 93 and pair.words and pair.authors and (pair.journal or not pair.short_title):
        return _related(Relation.PART, "the titles differ in a number (a part, a year, a dose)")
    return _NOTHING


def _other_identifier(pair: Evidence) -> Answer | None:
    """DOIs or PubMed ids differ: one in a hundred true pairs does that, so only full agreement overrules it."""
    if not _other_id(pair):
        return None
    somewhere = pair.authors and pair.volume and pair.first_page and _years(pair) and pair.journal is not False
    if pair.title >= 98 and somewhere and pair.issue is not False:
        if pair.last_page or (_abstracts(pair, 90) and not pair.short_title):
            return _same("identifiers differ, but title, authors, journal, volume and pages are the same")
        return _unsure("identifiers differ; title, authors, volume and first page agree")
    if somewhere and _spread(pair) and (pair.title >= 80 or pair.contained):
        return _same(
            "identifiers differ, but authors, journal, volume and pages are the same, and the titles agree"
        )
    if pair.title < 95 or not pair.authors or pair.short_title or not _years(pair):
        return _NOTHING
    if pair.journal is False and not pair.both & Kind.PREPRINT:
        if pair.volume and _spread(pair):
            return _unsure("identifiers and journals differ; title, authors, volume and pages agree")
        return _related(Relation.REPRINT, "same title and authors in another journal, with another DOI")
    if not _elsewhere(pair):
        return _unsure("identifiers differ; title and authors agree")
    return _related(Relation.REPRINT, "same title and authors in another place, with another DOI")


def _same_identifier(pair: Evidence) -> Answer | None:
    if not _id(pair):
        return None
    name = "DOI" if pair.doi else "PubMed id"
    agreed = pair.words or pair.first_page or _abstracts(pair, 85)
    if pair.title >= 85 and agreed and pair.authors is not False and not _elsewhere(pair):
        return _same(f"same {name}, and the titles agree")
    everywhere = bool(pair.all_authors and pair.journal and pair.volume)
    if pair.title >= 97 and not pair.short_title and (pair.first_page is not False or everywhere):
        return _same(f"same {name} and the same title")
    if pair.title >= 97 and pair.authors and pair.journal and pair.year == 0 and not pair.recurring:
        return _same(f"same {name}, title, authors, journal and year")
    if pair.contained and pair.authors is not False and not _elsewhere(pair):
        return _same(f"same {name}, and one title holds the other")
    unlike = pair.title < 97 and (_elsewhere(pair) or pair.journal is False)
    if pair.authors and _abstracts(pair, 85) and not unlike:
        return _same(f"same {name}, authors and abstract")
    one_place = pair.first_page and pair.last_page is not False and pair.volume is not False and _years(pair)
    known = pair.journal is not False and not pair.both & Kind.ABSTRACT
    if pair.authors and one_place and known and (pair.last_page or pair.title >= 60):
        return _same(f"same {name}, authors and pages; the title may be a translation")
    if pair.title >= 85 or (pair.authors and (pair.title >= 50 or pair.pmid)) or _abstracts(pair, 90):
        return _unsure(f"same {name}, but title, authors or place differ")
    return None


def _same_place(pair: Evidence) -> Answer | None:
    pages = pair.first_page and pair.last_page and pair.volume is not False
    when = pair.volume or (pair.year == 0 if pair.short_title else _years(pair))  # each year may begin on page 1
    exact = pair.title >= 97 and when and (not pair.short_title or pair.issue is not False)
    if pages and exact and pair.authors and pair.journal:
        return _same("same title, authors, journal and pages")
    if pages and exact and pair.volume and pair.year == 0 and not pair.short_title:
        return _same("same title, year, volume, first and last page")
    spread = _spread(pair) and pair.all_authors and pair.journal and when and _years(pair)
    if spread and (pair.contained or (pair.title >= 90 and pair.words)):
        return _same("same journal, pages, year and authors, and the titles agree")
    if spread and pair.volume and (pair.issue or _abstracts(pair, 80)) and not _two_abstracts(pair):
        return _same("same authors, journal, volume and pages; the title may be a translation")
    issue = pair.issue or (pair.issue is None and _abstracts(pair, 90))
    alike = (pair.title >= 95 and pair.authors) or (pair.contained and pair.all_authors)
    if pair.volume and issue and pair.last_page and alike and pair.journal:
        return _same("same title, authors, journal, volume and last page; the first page may be mistyped")
    if not (pair.volume and pair.first_page) or (pair.short_title and pair.issue is False):
        return None
    if not pair.words and not pair.last_page and not _abstracts(pair, 85):
        return (
            _unsure("same volume and first page, but each title has a word of its own") if pair.authors else None
        )
    if pair.title >= 80 and pair.authors is not False and _years(pair, 2) and pair.last_page is not False:
        return _same("same volume and pages, and the titles agree")
    full = pair.last_page and pair.issue is not False and _years(pair)
    if pair.title >= 97 and full and (pair.journal or (pair.journal is None and not pair.short_title)):
        return _same("same title, journal, volume and pages")
    if pair.title >= 90 and pair.authors and _years(pair, 2):
        return _same("same volume and first page, and title and authors agree")
    if pair.title >= 97 and pair.authors and pair.journal and pair.issue and not pair.short_title:
        return _same("same title, authors, journal, volume, issue and first page; the year may be mistyped")
    if pair.contained and pair.authors and _years(pair, 1):
        return _same("same volume and first page, same authors, and one title holds the other")
    if pair.authors and pair.last_page and _years(pair, 1) and pair.journal is not False:
        if _abstracts(pair, 85) and pair.issue is not False:
            return _same("same authors, volume, pages and abstract; the title may be a translation")
        return _unsure("same authors, volume and pages, but another title (a translation?)")
    return None


def _same_words(pair: Evidence) -> Answer | None:
    """No identifier and no full place: title, authors, year and abstract must carry it."""
    exact = pair.title >= 97
    alike = exact and pair.authors and pair.year == 0 and _abstracts(pair, 95)
    if alike and pair.volume and pair.journal and not pair.both & Kind.ABSTRACT and not pair.short_title:
        return _same("same title, authors, abstract, journal and volume; one counts pages otherwise")
    if pair.both & Kind.THESIS and pair.title >= 95 and pair.authors and _years(pair):
        return _unsure("same title and author of two dissertations, listed in two places")
    if _elsewhere(pair) or not _years(pair):
        return None
    if pair.abstract is not None and pair.abstract < 55 and not _places(pair):
        return None  # two texts under one title; no pair of the labelled sets that is one report is like that
    if (
        pair.only_one & Kind.CUT
        and pair.contained
        and pair.all_authors
        and pair.year == 0
        and pair.journal is not False
    ):
        return _same("same authors and year, and one title was cut off")
    nobody = pair.authors is None and pair.title == 100 and pair.year == 0 and not pair.recurring
    if nobody and pair.journal and pair.volume and pair.issue is not False and _abstracts(pair, 90):
        return _same("same title, year, journal, volume and abstract, and no authors")
    if pair.short_title:
        return _same_short_words(pair, exact)
    abstract = _abstracts(pair, 85) and (pair.year == 0 or bool(pair.journal))
    if pair.journal is False:
        somewhere = _places(pair) >= (1 if pair.both & Kind.ABSTRACT and pair.volume and pair.year == 0 else 2)
    else:
        later = pair.all_authors and not pair.bare and (pair.abstract is None or pair.abstract >= 85)
        known = pair.journal and (pair.year == 0 or later)
        somewhere = bool(known) or _places(pair) >= 1 or abstract
    if exact and pair.words and pair.authors and somewhere and pair.issue is not False:
        return _same("same title and authors, and journal, place or abstract agree")
    if exact and pair.words and pair.authors and pair.year == 0 and pair.bare:
        return _same("same title, year and authors, and nothing else is known")
    nearly = pair.words and (pair.title >= 92 or (pair.contained and pair.journal is not False))
    if nearly and pair.all_authors and pair.year == 0 and pair.bare:
        return _same("the titles agree, same year and all authors, and nothing else is known")
    told = pair.authors and pair.year == 0 and _abstracts(pair, 85) and pair.journal is not False
    if told and pair.words and pair.title >= 88:
        return _same("same authors, year and abstract, and the titles agree")
    if told and pair.contained:
        return _same("same authors, year and abstract, and one title holds the other")
    journal = pair.authors and pair.year == 0 and pair.journal and pair.issue is not False
    if pair.title >= 92 and pair.words and journal:
        return _same("same authors, journal and year, and the titles agree")
    return None


def _same_short_words(pair: Evidence, exact: bool) -> Answer | None:
    """A short title says little, and one that recurs (Editorial, Book reviews) nothing."""
    if not exact or not pair.authors or pair.year != 0:
        return None
    if _places(pair) >= 2 and pair.issue is not False:
        return _same("same short title, authors, year and place")
    if pair.recurring:
        return None
    if pair.all_authors and pair.journal and pair.issue is not False:
        return _same("same short title, journal, year and all authors")
    if pair.bare and (pair.all_authors or pair.title == 100):
        return _same("same short title, year and authors, and nothing else is known")
    return None


def _doubtful(pair: Evidence) -> Answer | None:
    if not pair.words and not _abstracts(pair, 85):
        return None
    if pair.authors and pair.title >= 97 and not pair.short_title:
        return _doubtful_place(pair)
    near = not _elsewhere(pair) and _years(pair)
    if pair.title >= 97 and pair.authors is None and near and not pair.recurring:
        return _unsure("same title, but the authors of one are unknown")
    if pair.recurring and (pair.year != 0 or pair.journal is False):
        return None
    if pair.title >= 97 and pair.short_title and pair.authors and near:
        return _unsure("same short title and authors; the place is unknown")
    if pair.authors and (pair.title >= 88 or pair.contained) and near and not pair.short_title:
        return _unsure("the titles are nearly the same, and so are the authors")
    return None


def _second_look(pair: Evidence) -> Answer | None:
    """No rule joins these, some keep them apart, and yet so much agrees that a person should look."""
    if pair.authors is False or pair.journal is False or pair.year != 0 or pair.recurring:
        return None
    if pair.notices[0] != pair.notices[1]:
        return None
    surely = pair.all_authors and (pair.contained or pair.title >= 90)
    spot = pair.first_page and pair.last_page and (pair.volume is not False or surely)
    alike = pair.title >= 70 or pair.contained or _abstracts(pair, 85)
    if spot and alike and (surely or not _two_abstracts(pair)):
        return _unsure("same year, first and last page, but the titles or identifiers differ")
    if not (pair.authors and pair.journal and _abstracts(pair, 97)):
        return None
    if not _elsewhere(pair) or (pair.title >= 97 and pair.numbers):
        return _unsure("same authors, journal, year and abstract, but the titles or places differ")
    if pair.contained:
        return _related(Relation.REPRINT, "same authors, journal, year and abstract in another place (a reprint)")
    return None


def _doubtful_place(pair: Evidence) -> Answer | None:
    """The same long title and authors, but the place is unknown or another."""
    if not _elsewhere(pair) and _years(pair):
        if pair.journal is False and pair.year != 0 and pair.bare:
            return None
        return _unsure("same title and authors; the place is unknown")
    if pair.volume and pair.issue and pair.year == 0 and pair.journal is False:
        return _unsure("same title, authors, volume and issue, but another journal (a translated edition?)")
    if pair.volume and pair.issue is not False and pair.year == 0 and pair.journal:
        return _unsure("same title, authors, journal, year and volume, but other pages")
    other_place = pair.first_page is False and (pair.volume is False or pair.journal is False)
    if pair.year is not None and pair.year <= 2 and _abstracts(pair, 90) and not other_place:
        return _unsure("same title, authors and abstract, but another place (an abstract? a reprint?)")
    if _years(pair, 3) and pair.words:
        return _related(
            Relation.REPRINT, "same title and authors in another place (an abstract, a reprint, an erratum)"
        )
    return None
