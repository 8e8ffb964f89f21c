"""Numbers of studies that were published in some years: `15 of them appeared in 2018 or later`."""

import re
from collections.abc import Collection, Iterator, Sequence

from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.counts import Counted, Sentence, counted
from reviewkit.manuscript.known import Known
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import wrong_number

_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(
    rf"(?P<since>\b(?:since|siden|sidan)\s+)?(?<!\d)(?P<year>{_YEAR})(?!\d)"
    rf"(?:\s+(?:or|eller)\s+(?:(?P<later>later|after|senere|seinare)\b|(?P<other>{_YEAR})(?!\d)))?"
)
_LAST = 10_000  # after every year
_FARTHEST = 60  # letters between a number and its years


def checked_lately(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every number of studies that is said to be of some years and is not."""
    years = [int(study.year[:4]) for study in known.studies if study.year[:4].isdigit()]
    if not years or len(years) < len(known.studies):
        return
    for one in passages:
        for sentence in one.sentences if not one.passage.cell else ():
            found = part_of(list(counted(sentence)), sentence)
            for item in found:
                said = _of_years(sentence, item, found)
                if said is None or item.number.whole is None:
                    continue
                of, words = said
                n = sum(year in of for year in years)
                if n != item.number.whole and min(of) >= min(years):
                    yield wrong_number(one, item.number, words, n, "studies.yaml")


def _of_years(sentence: Sentence, item: Counted, found: Sequence[Counted]) -> tuple[Collection[int], str] | None:
    """The years that a number of studies is said to be of, and their words."""
    number = item.number
    is_study = item.noun == "study" or (not item.noun and item.is_part)
    if not is_study or item.names or item.is_whole or number.may_be_a_year:
        return None
    stop = min(sentence.end, number.end + _FARTHEST)
    match = _YEARS.search(sentence.text, number.end, stop)
    if match is None or any(number.end <= one.start < match.start() for one in sentence.names):
        return None
    others = [
        one
        for one in found
        if number.end <= one.number.start < match.start("year")
        and one.number.whole is not None
        and one is not item.of
    ]
    if any(one.number is not (item.of.number if item.of else None) for one in others):
        return None
    first = int(match["year"])
    if match["since"] or match["later"]:
        return range(first, _LAST), match[0].strip()
    return ((first, int(match["other"])), match[0]) if match["other"] else None
