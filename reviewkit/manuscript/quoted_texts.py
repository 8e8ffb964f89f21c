"""Quotations in a manuscript beside the full texts of the study that is cited with them."""

import re
from bisect import bisect_right
from functools import lru_cache

from reviewkit.manuscript.cited import studies_cited
from reviewkit.manuscript.known import Known, KnownStudy, KnownText
from reviewkit.manuscript.lexicon import language_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.normalize import whole_number
from reviewkit.quotes import LOST, Match, Passage, Quote, Searched, best_of

_NEAR = 160  # letters between a quotation and the citation of its study
_FEWEST_WORDS = 8  # of a quotation that is said to be in no full text: fewer may be a term in quotation marks


def quoted_study(one: Prepared, start: int, end: int, known: Known) -> KnownStudy | None:
    """The included study that a quotation is from: the one that is cited behind it, or else before it."""
    behind = [each for each in one.citations if end <= each.start <= end + _NEAR]
    ahead = [each for each in one.citations if start - _NEAR <= each.end <= start]
    for cited in (*behind[:1], *ahead[-1:]):
        return next(iter(studies_cited(cited, known)), None)
    return None


def found_in(texts: tuple[KnownText, ...], words: str) -> tuple[KnownText, Passage] | None:
    """The text that has a quotation most exactly, and where: LOST where none has it. None where there is no text."""
    if not texts:
        return None
    number, passage = best_of([_searched(text) for text in texts], Quote(words))
    return texts[number], passage if passage.match is not Match.LOST else LOST


def is_surely_missing(texts: tuple[KnownText, ...], words: str, page: str) -> bool:
    """Whether a quotation that no text has can be said to be wrong: it names its page, and is no translation."""
    is_whole = len(words.split()) >= _FEWEST_WORDS and page.isdecimal()
    return is_whole and any(language_of(text.text[:20_000]) == language_of(words) for text in texts)


def pages_of(text: KnownText, place: int) -> tuple[int, ...]:
    """The numbers that the page of a place has: the one that is printed, and the one in its file; none where the
    printed one is not known."""
    if not (text.starts and text.printed):
        return ()
    number = max(1, bisect_right(text.starts, place))
    return (text.printed + number - 1, number)


def printed_page(pages: str, count: int) -> int:
    """The number that is printed on the first page of a file of so many pages, from the pages of its record: a cover
    or two may be before the first. 0 where that is not known."""
    numbers = re.findall(r"\d+", pages)
    if len(numbers) != 2:
        return 0
    first, last = whole_number(numbers[0]), whole_number(numbers[1])
    if first is None or last is None:
        return 0
    last = int(numbers[0][: -len(numbers[1])] + numbers[1]) if last < first else last
    covers = count - (last - first + 1)
    return first - covers if 0 <= covers <= 2 else 0


@lru_cache(maxsize=8)
def _searched(text: KnownText) -> Searched:
    return Searched(text.text, text.starts)
