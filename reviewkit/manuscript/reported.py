"""Numbers of studies and of their reports that a text names together: `28 studies described in 31 reports`."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.counts import Counted, Sentence, counted, part_of
from reviewkit.manuscript.known import Fact, Known
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import wrong_number
from reviewkit.words import BoxId

_REPORTS_OF = (
    (BoxId.NEW_STUDIES, BoxId.NEW_REPORTS),
    (BoxId.PREVIOUS_STUDIES, BoxId.PREVIOUS_REPORTS),
    (BoxId.TOTAL_STUDIES, BoxId.TOTAL_REPORTS),
)
_FEWEST = 4  # studies: "three studies in four articles" may be some of them
_MOST_BETWEEN = 6  # words between the two numbers
_REPORT_NOUNS = ("paper", "report")


def checked_reported(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """The one of two numbers of studies and reports that is wrong, where the other is right."""
    boxes = {fact.source: fact for fact in known.facts}
    pairs = [
        (boxes[studies], boxes[reports]) for studies, reports in _REPORTS_OF if {studies, reports} <= set(boxes)
    ]
    for one in passages:
        for sentence in one.sentences if pairs and not one.passage.cell else ():
            for first, second in pairwise(part_of(list(counted(sentence)), sentence)):
                if _are_together(sentence, first, second):
                    studies, reports = (first, second) if first.noun == "study" else (second, first)
                    yield from _checked(one, studies, reports, pairs)


def _are_together(sentence: Sentence, first: Counted, second: Counted) -> bool:
    is_pair = (first.noun == "study" and second.noun in _REPORT_NOUNS) or (
        first.noun in _REPORT_NOUNS and second.noun == "study"
    )
    if not is_pair or any(
        one.is_part or one.is_other or one.names or one.number.whole is None for one in (first, second)
    ):
        return False
    between = sentence.text[first.number.end : second.number.start]
    return len(between.split()) <= _MOST_BETWEEN and not re.search(r"[.;]\s", between)


def _is_of_all(one: Counted) -> bool:
    return not (one.is_part or one.is_other or one.names) and one.number.whole is not None


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
