"""A manuscript with all that is known in it: its sentences with their numbers, names and words."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviewkit.manuscript.citations import Cited, citations
from reviewkit.manuscript.counts import Sentence
from reviewkit.manuscript.lexicon import Lexicon, language_of, lexicon
from reviewkit.manuscript.masked import masked
from reviewkit.manuscript.names import Named, Names
from reviewkit.manuscript.numbers import Number, numbers
from reviewkit.manuscript.sentences import sentences
from reviewkit.model.passages import Manuscript, Passage, Role


@dataclass(frozen=True, slots=True)
class Prepared:
    """A passage with its sentences, and the citations, names and numbers of all of it."""

    passage: Passage
    lexicon: Lexicon
    sentences: tuple[Sentence, ...]
    citations: tuple[Cited, ...]
    names: tuple[Named, ...]
    heading: str = ""
    heading_names: tuple[Named, ...] = ()


def prepared(manuscript: Manuscript, names: Names) -> tuple[Prepared, ...]:
    """Every passage of a manuscript, with what is known in it."""
    main = language_of(" ".join(one.text for one in manuscript.passages[:400]))
    return tuple(_each(manuscript, names, main))


def _each(manuscript: Manuscript, names: Names, main: str) -> Iterator[Prepared]:
    heading, is_first = "", True
    of_heading: tuple[Named, ...] = ()
    for passage in manuscript.passages:
        language = language_of(passage.text, main)
        words = lexicon(language)
        if passage.role is Role.HEADING:
            heading, of_heading, is_first = passage.text, tuple(names.find(passage.text)), True
        one = _prepared(passage, words, names, heading, of_heading, is_first)
        yield one
        if passage.role is Role.BODY:
            is_first = False


def _prepared(
    passage: Passage, words: Lexicon, names: Names, heading: str, of_heading: tuple[Named, ...], is_first: bool
) -> Prepared:
    text = passage.text
    cited = tuple(citations(text, words, passage.cell is not None))
    hidden = [*masked(text, words, passage.role is Role.HEADING), *((one.start, one.end) for one in cited)]
    found_numbers = [one for one in numbers(text, words) if not _is_in(one, hidden)]
    found_names = tuple(
        each for each in names.find(text) if not any(one.start <= each.start < one.end for one in cited)
    )
    return Prepared(
        passage,
        words,
        tuple(_sentences(passage, words, found_numbers, found_names, of_heading, is_first)),
        cited,
        found_names,
        heading,
        of_heading,
    )


def _is_in(number: Number, hidden: list[tuple[int, int]]) -> bool:
    return any(start <= number.start < end for start, end in hidden)


def _sentences(
    passage: Passage,
    words: Lexicon,
    found: list[Number],
    names: tuple[Named, ...],
    heading: tuple[Named, ...],
    is_first: bool,
) -> Iterator[Sentence]:
    text = passage.text
    known = words.words(text)
    nouns, acts, connects = ([one for one in known if one.group == group] for group in ("noun", "act", "connect"))
    for place, (start, end) in enumerate(sentences(text)):
        inside = [one for one in found if start <= one.start < end]
        yield Sentence(
            text,
            start,
            end,
            words,
            tuple(inside),
            tuple(one for one in names if start <= one.start < end),
            tuple(one for one in nouns if start <= one.start < end),
            tuple(one for one in acts if start <= one.start < end),
            tuple(one for one in connects if start <= one.start < end),
            heading,
            is_first and not place,
        )
