"""Ranges of years and dates of searches."""

import re
from collections.abc import Iterator, Sequence

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Sentence
from reviewkit.manuscript.dates import dates, is_day
from reviewkit.manuscript.known import Known
from reviewkit.manuscript.prepared import Prepared
from reviewkit.words import message

_YEAR = r"(?<![\d/.-])(?P<{}>(?:19|20)\d\d)(?![\d/]|\.\d)"
_RANGE = re.compile(
    _YEAR.format("low")
    + r"\s*(?:[-–—−]|to|and|og|til(?: og med)?|through|until|fram til|frem til)\s*(?:\w{3,9}\s+)?"
    + _YEAR.format("high")
)
_ALONE_IN_BRACKETS = re.compile(r"\(\s*$")
_SAYS_RANGE = ("published", "limited", "included", "searched")


def checked_years(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every range of years with its answer: those of what the searches were limited to and of the included studies."""
    for one in passages:
        cited = [(each.start, each.end) for each in one.citations]
        for sentence in one.sentences:
            for match in _RANGE.finditer(sentence.text, sentence.start, sentence.end):
                if not any(start <= match.start() < end for start, end in cited):
                    yield _range(one, sentence, match, known)


def _range(one: Prepared, sentence: Sentence, match: re.Match[str], known: Known) -> CheckedClaim:
    claim = Claim(ClaimKind.YEARS, one.passage.number, match.start(), match.end(), match[0])
    low, high = int(match["low"]), int(match["high"])
    for first, last, source in known.years:
        if (first, last) == (low, high):
            return CheckedClaim(claim, Answer.AGREES, message("{first}–{last}", first=first, last=last), (source,))
    text = sentence.text
    in_brackets = _ALONE_IN_BRACKETS.search(text[: match.start()]) and text[match.end() : match.end() + 1] == ")"
    acts = {word.name for word in sentence.acts}
    if in_brackets or not known.years or not acts & set(_SAYS_RANGE) or low > high:
        return CheckedClaim(claim, Answer.CANNOT_BE_CHECKED)
    said = {(first, last): source for first, last, source in known.years}
    shown = ", ".join(f"{first}–{last}" for first, last in said)
    return CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=shown), tuple(said.values()))


# -- dates


def checked_dates(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every date in a sentence about searches, held against the dates of the searches."""
    if not known.dates:
        return
    for one in passages:
        for sentence in one.sentences:
            acts = {word.name for word in sentence.acts}
            if acts & {"searched", "search_day"} or any(
                named.name.id.startswith("source:") for named in sentence.names
            ):
                for start, end, said in dates(
                    sentence.text, sentence.start, sentence.end, sentence.lexicon.months
                ):
                    yield _date(one, sentence, start, end, said, known)


def _date(
    one: Prepared, sentence: Sentence, start: int, end: int, said: tuple[int, int, int], known: Known
) -> CheckedClaim:
    claim = Claim(ClaimKind.DATE, one.passage.number, start, end, sentence.text[start:end])
    of = known.dates
    if any(is_day(said, day) for day in of.values()):
        key = next(key for key, day in of.items() if is_day(said, day))
        return CheckedClaim(
            claim, Answer.AGREES, message("{says}", says=of[key]), (f"searches.yaml: {key.split('|')[1]}",)
        )
    shown = ", ".join(sorted(set(of.values())))
    sources = tuple(f"searches.yaml: {key.split('|')[1]}" for key in of)
    return CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=shown), sources)
