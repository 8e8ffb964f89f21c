"""A manuscript with all that is known in it: its sentences with their numbers, names and words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reviewkit import limits
from reviewkit.manuscript.citations import Cited, citations
from reviewkit.manuscript.counts import Sentence
from reviewkit.manuscript.known import PAPERS
from reviewkit.manuscript.lexicon import Lexicon, Word, language_of, lexicon
from reviewkit.manuscript.masked import masked
from reviewkit.manuscript.names import Named, Names
from reviewkit.manuscript.numbers import Number, numbers
from reviewkit.manuscript.sentences import sentences
from reviewkit.model.passages import Manuscript, Passage, Role

_MOST_ADJECTIVES = 2  # words between an article and its noun: "one large Swedish study"
_NEXT = re.compile(r"\s*(?:[.,;:)]|$|(\w++))")
_LOOKED_AT = 8  # known words behind an article
_ONE_WHO = ("som", "who", "that", "der")  # "one who has been there"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A passage with its sentences, and the citations, names and numbers of all of it."""

    passage: Passage
    lexicon: Lexicon
    sentences: tuple[Sentence, ...]
    citations: tuple[Cited, ...]
    names: tuple[Named, ...]
    heading_names: tuple[Named, ...] = ()


def prepared(manuscript: Manuscript, names: Names) -> tuple[Prepared, ...]:
    """Every passage of a manuscript, with what is known in it."""
    main = language_of(" ".join(one.text for one in manuscript.passages[:400]))
    return tuple(_each(manuscript, names, main))


def _each(manuscript: Manuscript, names: Names, main: str) -> Iterator[Prepared]:
    is_first = True
    of_heading: tuple[Named, ...] = ()
    for passage in manuscript.passages:
        language = language_of(passage.text, main)
        words = lexicon(language)
        if passage.role is Role.HEADING:
            of_heading, is_first = tuple(names.find(passage.text)), True
        one = _prepared(passage, words, names, of_heading, is_first)
        yield one
        if passage.role is Role.BODY:
            is_first = False


def _prepared(
    passage: Passage, words: Lexicon, names: Names, of_heading: tuple[Named, ...], is_first: bool
) -> Prepared:
    text = passage.text
    cited = tuple(citations(text, words, passage.cell is not None))
    in_citations = _Places((one.start, one.end) for one in cited)
    hidden = _Places(masked(text, words, passage.role is Role.HEADING))
    found_names = tuple(each for each in names.find(text) if not in_citations.has(each.start))
    in_names = _Places((each.start, each.end) for each in found_names)
    known = words.words(text)
    found_numbers = [
        one
        for one in numbers(text, words)
        if not (hidden.has(one.start) or in_citations.has(one.start) or in_names.has(one.start))
        and (not one.is_article or _counts(text, one, known, words.articles))
    ]
    return Prepared(
        passage,
        words,
        tuple(_sentences(passage, words, found_numbers, found_names, known, of_heading, is_first)),
        cited,
        found_names,
        of_heading,
    )


def _counts(text: str, article: Number, known: Sequence[Word], articles: Container[str]) -> bool:
    """Whether a word such as `one` or `et` counts papers, or some of them, and is not the article of `a theme`."""
    following = _NEXT.match(text, article.end)
    if following and (not following[1] or following[1].lower() in articles):
        return True  # "three and one, respectively", "two used interviews and one a survey"
    behind = bisect_left(known, article.end, key=lambda word: word.start)
    for word in known[behind : behind + _LOOKED_AT]:
        between = text[article.end : word.start].split()
        if word.group == "noun" and word.name in PAPERS and len(between) <= _MOST_ADJECTIVES:
            return True
        if word.name in ("partitive", "stops") and not between:
            return text[word.start : word.end].lower() not in _ONE_WHO
    return False


class _Places:
    """Places of a text, asked for one after the other."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(places):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def has(self, place: int) -> bool:
        """Whether a place is in one of them."""
        before = bisect_right(self._starts, place) - 1
        return before >= 0 and place < self._ends[before]


_Found = TypeVar("_Found", Number, Named, Word)


def _between(found: Sequence[_Found], start: int, end: int) -> tuple[_Found, ...]:
    """Those that begin between two places; they are in their order."""
    first, last = (bisect_left(found, place, key=lambda one: one.start) for place in (start, end))
    return tuple(found[first:last])


def _sentences(
    passage: Passage,
    words: Lexicon,
    found: list[Number],
    names: tuple[Named, ...],
    known: Sequence[Word],
    heading: tuple[Named, ...],
    is_first: bool,
) -> Iterator[Sentence]:
    text = passage.text
    nouns, acts, connects = ([one for one in known if one.group == group] for group in ("noun", "act", "connect"))
    for place, (start, end) in enumerate(sentences(text)):
        inside = _between(found, start, end)
        is_data = len(inside) > limits.SENTENCE_NUMBERS or end - start > limits.SENTENCE_LETTERS
        yield Sentence(
            text,
            start,
            end,
            words,
            () if is_data else inside,
            _between(names, start, end),
            _between(nouns, start, end),
            _between(acts, start, end),
            _between(connects, start, end),
            heading,
            is_first and not place,
            inside if is_data else (),
        )
