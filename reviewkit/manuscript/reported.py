"""Numbers of studies and of their reports or people that a text names together: `28 studies in 31 reports`."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.counts import Counted, Sentence, counted
from reviewkit.manuscript.known import Fact, Known
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import wrong_number
from reviewkit.words import BoxId

_REPORTS_OF = (
    (BoxId.NEW_STUDIES, BoxId.NEW_REPORTS),
    (BoxId.PREVIOUS_STUDIES, BoxId.PREVIOUS_REPORTS),
    (BoxId.TOTAL_STUDIES, BoxId.TOTAL_REPORTS),
)
_PEOPLE = frozenset({"participant", "person"})
_FEWEST = 4  # studies: "three studies in four articles" may be some of them
_MOST_BETWEEN = 6  # words between the two numbers
_REPORT_NOUNS = ("paper", "report")


def checked_reported(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """The one of two numbers of studies and reports that is wrong, where the other is right."""
    boxes = {fact.source: fact for fact in known.facts}
    people = [fact for fact in known.facts if fact.nouns & _PEOPLE and not (fact.names or fact.needs or fact.acts)]
    pairs = [
        (boxes[studies], boxes[reports]) for studies, reports in _REPORTS_OF if {studies, reports} <= set(boxes)
    ]
    for one in passages:
        for sentence in one.sentences if (pairs or people) and not one.passage.cell else ():
            for first, second in pairwise(part_of(list(counted(sentence)), sentence)):
                if second.is_each and second.noun in _REPORT_NOUNS:
                    yield from _reports_each(one, sentence, first, second, known)
                elif _are_together(sentence, first, second):
                    studies, reports = (first, second) if first.noun == "study" else (second, first)
                    yield from _checked(one, studies, reports, pairs)
                elif {"study"} < {first.noun, second.noun} <= {"study", *_PEOPLE} and _are_near(
                    sentence, first, second
                ):
                    of_studies = boxes.get(BoxId.NEW_STUDIES)
                    studies, persons = (first, second) if first.noun == "study" else (second, first)
                    yield from _checked(
                        one, studies, persons, [(of_studies, fact) for fact in people if of_studies]
                    )


def _reports_each(
    one: Prepared, sentence: Sentence, studies: Counted, reports: Counted, known: Known
) -> Iterator[CheckedClaim]:
    """How many studies have so many reports: `three studies have two reports each`."""
    between = sentence.text[studies.number.end : reports.number.start]
    n = sum(study.reports == reports.number.whole for study in known.studies)
    is_of_all = not (studies.is_other or studies.names or studies.is_definite) and "(" not in between
    if (
        studies.noun == "study"
        and is_of_all
        and len(between.split()) <= _MOST_BETWEEN
        and n != studies.number.whole
    ):
        what = sentence.text[reports.number.start : reports.number.end]
        yield wrong_number(one, studies.number, what, n, "studies.yaml")


def _are_together(sentence: Sentence, first: Counted, second: Counted) -> bool:
    is_pair = (first.noun == "study" and second.noun in _REPORT_NOUNS) or (
        first.noun in _REPORT_NOUNS and second.noun == "study"
    )
    return is_pair and _are_near(sentence, first, second)


def _are_near(sentence: Sentence, first: Counted, second: Counted) -> bool:
    if not (_is_of_all(first) and _is_of_all(second)):
        return False
    between = sentence.text[first.number.end : second.number.start]
    return len(between.split()) <= _MOST_BETWEEN and not re.search(r"[.;]\s", between)


def _is_of_all(one: Counted) -> bool:
    is_some = one.is_part and (
        one.of is None or one.of.noun == "study"
    )  # "of 866 articles, 31 reports" are all of them
    return not (is_some or one.is_other or one.names) and one.number.whole is not None


def _checked(
    one: Prepared, studies: Counted, reports: Counted, pairs: Sequence[tuple[Fact, Fact]]
) -> Iterator[CheckedClaim]:
    said = (studies.number.whole, reports.number.whole)
    if any(said == (of_studies.n, of_reports.n) for of_studies, of_reports in pairs):
        return
    for of_studies, of_reports in pairs:
        if of_studies.n < _FEWEST:
            continue
        if said[0] == of_studies.n:
            yield wrong_number(one, reports.number, of_reports.what, of_reports.n, of_reports.source)
            return
        if said[1] == of_reports.n:
            yield wrong_number(one, studies.number, of_studies.what, of_studies.n, of_studies.source)
            return
