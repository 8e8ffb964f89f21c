"""Quotations in a manuscript beside the coded quotes, or else the full texts: their words, and the page that is named
with them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.known import Known, KnownQuote
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.quoted_texts import found_in, is_surely_missing, pages_of, quoted_study
from reviewkit.model.passages import Role
from reviewkit.normalize import folded, whole_number
from reviewkit.quotes import Match
from reviewkit.words import message

_QUOTED = re.compile(r"“([^“”]{15,})”|\"([^\"]{15,})\"|«([^«»]{15,})»|‘([^‘’]{15,})’(?!\w)|„([^„“”]{15,})[“”]")
_LEFT_OUT = re.compile(r"\[?(?:\.\.\.|…)\]?|\[[^\]]{1,40}\]")
_SOURCE = re.compile(
    r"(?<!\s)\s*+\((?:[^()]*+\([^()]*+\))*+(?=[^()]*?\b(?:pp?|s|side|page)\b)[^()]*+\)\s*+(?:\.\s*+)?$"
)  # at the end of a block: (Berg, 2020, p. 7)
_LONGEST_BLOCK = 700  # letters of a block quotation
_FEWEST_WORDS = 4
_SHARED = 0.5  # of the pairs of words next to each other, for two quotes to be one that was changed
_NEAR = 160  # letters behind a quotation in which its page is named
_SAYS_PAGE = re.compile(r"\b(?:pp?|s|side|page|pages|sider)\b\.?", re.IGNORECASE)
_PAGE = re.compile(r"[\s\u00a0]*([a-zA-Z]{0,2}\d+)")


@dataclass(frozen=True, slots=True)
class _Said:
    """A quotation in a passage, from `start` to before `end`, and its words in small letters."""

    start: int
    end: int
    words: tuple[str, ...]
    is_marked: bool  # in quotation marks


class _Quotes:
    """The coded quotes, found by two words next to each other."""

    def __init__(self, quotes: Sequence[KnownQuote]) -> None:
        self.words = [tuple(folded(one.words).split()) for one in quotes]
        self.quotes = quotes
        self._with_pair: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, words in enumerate(self.words):
            for pair in set(pairwise(words)):
                self._with_pair[pair].append(number)

    def nearest(self, words: tuple[str, ...]) -> tuple[KnownQuote, bool] | None:
        """The quote that shares most with these words, and whether one is within the other; None where none shares
        enough."""
        counts: dict[int, int] = defaultdict(int)
        pairs = set(pairwise(words))
        for pair in pairs:
            for number in self._with_pair.get(pair, ()):
                counts[number] += 1
        if not counts:
            return None
        best = max(counts, key=lambda number: (counts[number], -len(self.words[number])))
        fewer = min(len(pairs), len(self.words[best]) - 1)
        if counts[best] < _SHARED * fewer:
            return None
        return self.quotes[best], _is_within(words, self.words[best]) or _is_within(self.words[best], words)


def _is_within(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    return f" {' '.join(inner)} " in f" {' '.join(outer)} "


def checked_quotations(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every quotation that is a coded quote or words of a full text, or nearly, with its answer; and its page."""
    quotes = _Quotes(known.quotes)
    before = ""
    for one in passages:
        text = one.passage.text
        if one.passage.role in (Role.BODY, Role.ABSTRACT, Role.CELL, Role.FOOTNOTE):
            for said in _quotations(text, may_be_block=before.endswith(":") or _SOURCE.search(text) is not None):
                yield from _checked(one, said, quotes, known)
        before = text.rstrip()


def _quotations(text: str, may_be_block: bool) -> Iterator[_Said]:
    """What stands in quotation marks, in parts where words are left out; and a whole passage that a
    colon or a source with a page makes a block."""
    for match in _QUOTED.finditer(text):
        yield from _parts(text, *match.span(match.lastindex or 0), is_marked=True)
    source = _SOURCE.search(text)
    end = source.start() if source else len(text)
    if may_be_block and not _QUOTED.search(text) and len(text) <= _LONGEST_BLOCK:
        yield from _parts(text, 0, end, is_marked=False)


def _parts(text: str, start: int, end: int, is_marked: bool) -> Iterator[_Said]:
    for gap in (*_LEFT_OUT.finditer(text, start, end), None):
        stop = gap.start() if gap else end
        words = tuple(folded(text[start:stop]).split())
        if len(words) >= _FEWEST_WORDS:
            yield _Said(start, stop, words, is_marked)
        start = gap.end() if gap else end


def _checked(one: Prepared, said: _Said, quotes: _Quotes, known: Known) -> Iterator[CheckedClaim]:
    found = quotes.nearest(said.words)
    claim = _claim(one, said.start, said.end)
    if found is None and (in_text := list(_in_texts(one, said, claim, known))):
        yield from in_text
        return
    if found is None:
        if said.is_marked and len(said.words) > 2 * _FEWEST_WORDS:
            yield CheckedClaim(claim, Answer.CANNOT_BE_CHECKED)
        return
    quote, is_same = found
    if not is_same and not said.is_marked and not _is_as_long(said.words, tuple(folded(quote.words).split())):
        return
    answer = Answer.AGREES if is_same else Answer.DISAGREES
    yield CheckedClaim(claim, answer, message("{says}", says=quote.words[:300]), (quote.study,))
    yield from _page(one, said.end, quote)


def _in_texts(one: Prepared, said: _Said, claim: Claim, known: Known) -> Iterator[CheckedClaim]:
    """What the full texts of the cited study say of a quotation that nobody coded."""
    study = quoted_study(one, said.start, said.end, known)
    texts = known.texts_of(study.key) if study else ()
    found = found_in(texts, claim.words)
    if study is None or found is None:
        return
    text, place = found
    number = _page_behind(one, said.end)
    if place.match is Match.LOST:
        if said.is_marked and is_surely_missing(texts, claim.words, number[1] if number else ""):
            says = message("None of the full texts of {study} has these words.", study=study.citation)
            yield CheckedClaim(claim, Answer.DISAGREES, says, (study.key,))
        return
    words = " ".join(text.text[place.start : place.end].split())
    answer = Answer.DISAGREES if place.match is Match.CHANGED else Answer.AGREES
    yield CheckedClaim(claim, answer, message("{says}", says=words[:300]), (study.key,))
    pages = pages_of(text, place.start)
    if number and pages and number[1].isdecimal():
        answer = Answer.AGREES if whole_number(number[1]) in pages else Answer.DISAGREES
        says = message("Page {page}: {quote}", page=pages[0], quote=words[:80])
        yield CheckedClaim(_claim(one, number.start(1), number.end(1)), answer, says, (study.key,))


def _is_as_long(words: tuple[str, ...], quote: tuple[str, ...]) -> bool:
    """Whether a passage may be a block quotation of a quote: about as long, or a part of it."""
    return len(words) <= len(quote) + 3


def _claim(one: Prepared, start: int, end: int) -> Claim:
    return Claim(ClaimKind.QUOTE, one.passage.number, start, end, one.passage.text[start:end])


def _page(one: Prepared, end: int, quote: KnownQuote) -> Iterator[CheckedClaim]:
    """The page that is named behind a quotation."""
    pages = re.findall(r"[a-zA-Z]{0,2}\d+", quote.page)
    number = _page_behind(one, end) if pages else None
    if number:
        is_right = number[1] in pages or (len(pages) == 2 and _is_between(number[1], pages))
        answer = Answer.AGREES if is_right else Answer.DISAGREES
        says = message("Page {page}: {quote}", page=quote.page, quote=quote.words[:80])
        yield CheckedClaim(_claim(one, number.start(1), number.end(1)), answer, says, (quote.study,))


def _page_behind(one: Prepared, end: int) -> re.Match[str] | None:
    """The page that is named behind a quotation, before the next one."""
    text = one.passage.text
    following = _QUOTED.search(text, end + 1)
    stop = min(end + _NEAR, following.start() if following else len(text))
    for match in _SAYS_PAGE.finditer(text, end, stop):
        if number := _PAGE.match(text, match.end()):
            return number
    return None


def _is_between(page: str, pages: Sequence[str]) -> bool:
    number, first, last = (whole_number(re.sub(r"\D", "", one)) for one in (page, *pages))
    return number is not None and first is not None and last is not None and first <= number <= last
