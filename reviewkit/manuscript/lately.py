"""Numbers of studies that were published in some years: `15 of them appeared in 2018 or later`."""

import re
from collections.abc import Collection, Iterator, Sequence

from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.counts import Counted, Sentence, counted
from reviewkit.manuscript.known import Known
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import wrong_number
from reviewkit.words import BoxId

_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(
    rf"(?P<since>\b(?:since|siden|sidan)\s+)?(?<!\d)(?P<year>{_YEAR})(?!\d)"
    rf"(?:\s+(?:or|eller|and|og)\s+(?:(?P<later>later|after|senere|seinare)\b|(?P<other>{_YEAR})(?!\d)))?"
)
_LAST = 10_000  # after every year
_FARTHEST = 60  # letters between a number and its years
_NEAR = 24  # letters between a number and the word that says that its studies are recent


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
    yield from _recent(passages, years, any(fact.source == BoxId.PREVIOUS_STUDIES for fact in known.facts))


def _recent(passages: Sequence[Prepared], years: Sequence[int], is_update: bool) -> Iterator[CheckedClaim]:
    """Every number of studies `from the last years` that is not one of those since some year which the text states
    elsewhere: it says the same again in other words."""
    said: dict[int, str] = {}
    recent: list[tuple[Prepared, Counted]] = []
    for one in passages:
        for sentence in one.sentences if not (one.passage.cell or one.heading_names) else ():
            found = part_of(list(counted(sentence)), sentence)
            for item in found:
                if of := _of_years(sentence, item, found):
                    n = sum(year in of[0] for year in years)
                    if n == item.number.whole:
                        said[n] = of[1]
                elif _is_recent(sentence, item, is_update):
                    recent.append((one, item))
    for one, item in recent if said else ():
        if item.number.whole not in said:
            n, words = next(iter(said.items()))
            yield wrong_number(one, item.number, words, n, "studies.yaml")


def _is_recent(sentence: Sentence, item: Counted, is_update: bool) -> bool:
    """Whether a number is of studies that are said to be recent, or new where the review is not an update."""
    is_study = item.noun == "study" or (not item.noun and item.is_part)
    if item.number.whole is None or not is_study or item.names or item.is_whole or item.is_other:
        return False
    end = item.number.end
    words = [*sentence.connects, *([] if is_update else sentence.acts)]
    return any(
        word.name in ("lately", "new")
        and end <= word.start <= end + _NEAR
        and any(copula.name == "passive" and end <= copula.start < word.start for copula in sentence.connects)
        for word in words
    )


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
