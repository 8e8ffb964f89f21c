"""Numbers of studies beside the studies that are cited behind them: `five studies ... (A; B; C; D; E)`."""

import re
from collections.abc import Iterator, Sequence

from reviewkit.manuscript.cited import studies_cited
from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Counted, Sentence, counted
from reviewkit.manuscript.known import Known
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.words import message

_BRACKETS = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_FEWEST = 2  # citations of a list


def checked_lists(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Each number of studies with a list of included studies in brackets behind it that has one more or less."""
    for one in passages:
        if one.passage.cell or not one.citations:
            continue
        for sentence in one.sentences:
            found = part_of(list(counted(sentence)), sentence)
            for place, item in enumerate(found):
                stop = found[place + 1].number.start if place + 1 < len(found) else sentence.end
                if checked := _checked(one, sentence, item, _after(found, item, stop), known):
                    yield checked


def _after(found: Sequence[Counted], item: Counted, stop: int) -> int:
    """Where what is said of a number ends: at the next number that is not the whole that it is a part of."""
    if item.of is None:
        return stop
    later = [one.number.start for one in found if one.number.start > item.of.number.start]
    return later[0] if later else item.of.number.end + 10_000


def _checked(one: Prepared, sentence: Sentence, item: Counted, stop: int, known: Known) -> CheckedClaim | None:
    number = item.number
    is_study = item.noun in ("study", "paper") or (item.noun == "" and item.is_part)
    if number.whole is None or not is_study or number.may_be_a_year or number.is_article:
        return None
    every = [
        each
        for each in _BRACKETS.finditer(sentence.text, number.end, sentence.end)
        if re.search(r"\d{4}", each[0])
    ]
    brackets = every[0] if len(every) == 1 and every[0].start() < stop else None
    if brackets is None or item.is_each or sentence.lexicon.has(brackets[1], "connect", "example"):
        return None
    cited = [each for each in one.citations if brackets.start() <= each.start < brackets.end()]
    studies = [studies_cited(each, known) for each in cited]
    if len(cited) < _FEWEST or not all(studies):
        return None
    n = len({found[0].key for found in studies})
    claim = Claim(
        ClaimKind.NUMBER, one.passage.number, number.start, number.end, sentence.text[number.start : number.end]
    )
    keys = tuple(found[0].key for found in studies)
    if n == number.whole:
        return CheckedClaim(claim, Answer.AGREES, message("{n} are cited here.", n=n), keys)
    if abs(n - number.whole) > max(2, number.whole // 2):
        return None  # the citations are of a part of the sentence
    return CheckedClaim(claim, Answer.PARTS_DISAGREE, message("{n} are cited here.", n=n), keys)
