"""What follows from the evidence on a pair, in words. The rules are read from the top; the first that fits decides.

SAME joins two records, UNSURE sends the pair to a person, None means: different, nothing to ask. A wrong SAME may
lose a study and costs more than a pair to read, so every rule that joins needs agreement from two sides at least.
"""

from reviewkit.dedupe.compare import Evidence
from reviewkit.words import Verdict

Answer = tuple[Verdict, str] | None


def answer(pair: Evidence) -> Answer:
    """The verdict on a pair and the rule that gave it, or None for two different reports."""
    if pair.companion:
        return (
            (Verdict.UNSURE, "one is a correction, reply or comment, yet both share an identifier")
            if _id(pair) and pair.title >= 95
            else None
        )
    if not pair.numbers and not (_id(pair) and pair.first_page is not False):
        return _numbered(pair)
    if pair.doi is False or pair.pmid is False:
        return _other_identifier(pair)
    return _same_identifier(pair) or _same_place(pair) or _same_words(pair) or _doubtful(pair)


def _id(pair: Evidence) -> bool:
    return bool(pair.doi or pair.pmid)


def _place(pair: Evidence) -> int:
    """How many of volume, issue, first page and last page agree."""
    return sum(bool(part) for part in (pair.volume, pair.issue, pair.first_page, pair.last_page))


def _conflict(pair: Evidence) -> bool:
    """Whether the place of publication speaks against the pair."""
    return pair.volume is False or pair.first_page is False


def _years(pair: Evidence, most: int = 1) -> bool:
    return pair.year is None or pair.year <= most


def _numbered(pair: Evidence) -> Answer:
    """Titles that differ in a number: part I and II, delta-8 and delta-9, 2018 and 2019."""
    if pair.title >= 97 and pair.authors and pair.volume and pair.first_page and pair.last_page is not False:
        return Verdict.UNSURE, "titles differ in a number, yet volume and pages agree"
    return None


def _other_identifier(pair: Evidence) -> Answer:
    """DOIs or PubMed ids differ: one in a hundred true pairs does that, so only full agreement overrules it."""
    if (
        pair.title >= 98
        and pair.authors
        and pair.volume
        and pair.first_page
        and _years(pair)
        and pair.journal is not False
    ):
        if not pair.short_title and (pair.last_page or (pair.abstract or 0) >= 90) and pair.issue is not False:
            return (
                Verdict.SAME,
                "identifiers differ, but title, authors, journal, volume and pages are the same",
            )
        return Verdict.UNSURE, "identifiers differ; title, authors, volume and first page agree"
    if pair.title >= 95 and pair.authors and not pair.short_title and _years(pair) and not _conflict(pair):
        return Verdict.UNSURE, "identifiers differ; title and authors agree"
    return None


def _same_identifier(pair: Evidence) -> Answer:
    if not _id(pair):
        return None
    name = "DOI" if pair.doi else "PubMed id"
    if pair.title >= 85 and pair.authors is not False and not _conflict(pair):
        return Verdict.SAME, f"same {name}, and the titles agree"
    everywhere = bool(pair.all_authors and pair.journal and pair.volume)
    if pair.title >= 97 and not pair.short_title and (pair.first_page is not False or everywhere):
        return Verdict.SAME, f"same {name} and the same title"
    if pair.contained and pair.authors is not False and not _conflict(pair):
        return Verdict.SAME, f"same {name}, and one title holds the other"
    if pair.authors and (pair.abstract or 0) >= 85 and (pair.title >= 97 or not _conflict(pair)):
        return Verdict.SAME, f"same {name}, authors and abstract"
    if pair.title >= 85 or (pair.authors and pair.title >= 50) or ((pair.abstract or 0) >= 90):
        return Verdict.UNSURE, f"same {name}, but title, authors or place differ"
    return None


def _same_place(pair: Evidence) -> Answer:
    spread = pair.first_page and pair.last_page and pair.all_authors and pair.journal and pair.year == 0
    if spread and pair.contained and pair.volume is not False:
        return Verdict.SAME, "same journal, pages, year and authors, and one title holds the other"
    if spread and pair.volume and pair.issue:
        return Verdict.SAME, "same authors, journal, volume, issue and pages; the title may be a translation"
    if not (pair.volume and pair.first_page):
        return None
    if pair.title >= 80 and pair.authors is not False and _years(pair, 2) and pair.last_page is not False:
        return Verdict.SAME, "same volume and pages, and the titles agree"
    full = pair.last_page and pair.issue is not False and _years(pair)
    if pair.title >= 97 and full and (pair.journal or (pair.journal is None and not pair.short_title)):
        return Verdict.SAME, "same title, journal, volume and pages"
    if pair.title >= 90 and pair.authors and _years(pair, 2):
        return Verdict.SAME, "same volume and first page, and title and authors agree"
    if pair.contained and pair.authors and _years(pair, 1):
        return Verdict.SAME, "same volume and first page, same authors, and one title holds the other"
    if pair.authors and pair.last_page and _years(pair, 1) and pair.journal is not False:
        if (pair.abstract or 0) >= 85 and pair.issue is not False:
            return Verdict.SAME, "same authors, volume, pages and abstract; the title may be a translation"
        return Verdict.UNSURE, "same authors, volume and pages, but another title (a translation?)"
    return None


def _same_words(pair: Evidence) -> Answer:
    """No identifier and no full place: title, authors, year and abstract must carry it."""
    exact = pair.title >= 97
    alike = exact and pair.all_authors and pair.year == 0 and (pair.abstract or 0) >= 95
    congress = pair.supplement and pair.first_page is False
    if alike and pair.volume and pair.journal and not congress and not pair.short_title:
        return Verdict.SAME, "same title, authors, abstract, journal and volume; one counts pages otherwise"
    if _conflict(pair) or not _years(pair):
        return None
    if pair.supplement and not pair.first_page:
        return None
    if pair.short_title:
        if exact and pair.authors and pair.year == 0 and _place(pair) >= 2:
            return Verdict.SAME, "same short title, authors, year and place"
        known = pair.journal and pair.issue is not False and not pair.recurring
        if exact and pair.all_authors and pair.year == 0 and known:
            return Verdict.SAME, "same short title, journal, year and all authors"
        if exact and pair.all_authors and pair.year == 0 and pair.bare and not pair.recurring:
            return Verdict.SAME, "same short title, year and all authors, and nothing else is known"
        return None
    abstract = (pair.abstract or 0) >= 85 and (pair.year == 0 or bool(pair.journal))
    if pair.journal is False:
        somewhere = _place(pair) >= 2
    else:
        somewhere = bool(pair.journal and pair.year == 0) or _place(pair) >= 1 or abstract
    if exact and pair.authors and somewhere and pair.issue is not False:
        return Verdict.SAME, "same title and authors, and journal, place or abstract agree"
    if exact and pair.authors and pair.year == 0 and pair.bare:
        return Verdict.SAME, "same title, year and authors, and nothing else is known"
    if (pair.title >= 92 or pair.contained) and pair.all_authors and pair.year == 0 and pair.bare:
        return Verdict.SAME, "the titles agree, same year and all authors, and nothing else is known"
    told = pair.authors and pair.year == 0 and (pair.abstract or 0) >= 85 and pair.journal is not False
    if told and pair.title >= 88:
        return Verdict.SAME, "same authors, year and abstract, and the titles agree"
    if told and pair.contained:
        return Verdict.SAME, "same authors, year and abstract, and one title holds the other"
    if pair.title >= 92 and pair.authors and pair.year == 0 and pair.journal and pair.issue is not False:
        return Verdict.SAME, "same authors, journal and year, and the titles agree"
    return None


def _doubtful(pair: Evidence) -> Answer:
    if pair.authors and pair.title >= 97 and not pair.short_title:
        if not _conflict(pair) and _years(pair):
            return Verdict.UNSURE, "same title and authors; the place is unknown"
        other_place = pair.first_page is False and (pair.volume is False or pair.journal is False)
        elsewhere = other_place and not pair.supplement
        if pair.year is not None and pair.year <= 2 and (pair.abstract or 0) >= 90 and not elsewhere:
            return (
                Verdict.UNSURE,
                "same title, authors and abstract, but another place (an abstract? a reprint?)",
            )
        return None
    if pair.title >= 97 and pair.authors is None and not _conflict(pair) and _years(pair):
        return Verdict.UNSURE, "same title, but the authors of one are unknown"
    if pair.title >= 97 and pair.short_title and pair.authors and not _conflict(pair) and _years(pair):
        return Verdict.UNSURE, "same short title and authors; the place is unknown"
    if (
        pair.authors
        and (pair.title >= 88 or pair.contained)
        and not _conflict(pair)
        and _years(pair)
        and not pair.short_title
    ):
        return Verdict.UNSURE, "the titles are nearly the same, and so are the authors"
    return None
