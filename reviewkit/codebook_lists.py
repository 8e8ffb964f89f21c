"""What a team looks through while it makes, reviews and names themes (Braun & Clarke 2006, phases 3 to 5).

Codes without a theme or a use, themes without a definition, extracts that contradict: lists of what is there, and no
judgement of it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from reviewkit.coding import (
    CodedQuote,
    by_citation,
    coded_quotes,
    current_ids,
    parked_codes,
    themes_by_code,
    themes_of,
)
from reviewkit.model import Code, Codebook, Coding, Said, Segment, Study
from reviewkit.words import FINISHED_STATES, in_language


class BookList(StrEnum):
    """The lists, by the names that people type."""

    NO_THEME = "no-theme"
    UNUSED = "unused"
    PARKED = "parked"
    NOT_CODED = "not-coded"
    CANDIDATES = "candidates"
    CONTRADICTING = "contradicting"
    UNDEFINED = "undefined"
    ONE_CODER = "one-coder"


@dataclass(frozen=True, slots=True)
class CodeCounts:
    """How often a code is used in the included studies: quotes, marks on studies as a whole, studies, and by whom.

    Of a theme everything counts that is coded below it, each quote and study once.
    """

    code: Code
    quotes: int = 0
    study_marks: int = 0
    studies: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()

    @property
    def marks(self) -> int:
        """Quotes, and marks on studies as a whole."""
        return self.quotes + self.study_marks

    @property
    def is_used(self) -> bool:
        """Whether anybody has used it."""
        return bool(self.quotes or self.study_marks)


@dataclass(frozen=True, slots=True)
class StudyLeft:
    """An included study in which nobody has used a code; `finished` says who coded it to the end all the same."""

    study: Study
    finished: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeTexts:
    """A theme that is not described yet: whether it has a definition and a central concept. `bare_topic` is a hint: its
    label is one word, so it may name a topic rather than say what is found about it (Braun & Clarke 2006, phase 5)."""

    theme: Code
    definition: bool
    central_concept: bool
    bare_topic: bool = False


@dataclass(frozen=True, slots=True)
class BookLists:
    """All lists of a codebook. `uses` has every code that is not retired; `themes` has each theme with all below it."""

    book: Codebook
    uses: Mapping[str, CodeCounts]
    themes: tuple[CodeCounts, ...]
    theme_of: Mapping[str, str]
    no_theme: tuple[CodeCounts, ...]
    unused: tuple[CodeCounts, ...]
    parked: tuple[CodeCounts, ...]
    not_coded: tuple[StudyLeft, ...]
    candidates: tuple[CodeCounts, ...]
    contradicting: tuple[CodedQuote, ...]
    undefined: tuple[ThemeTexts, ...]
    one_coder: tuple[CodeCounts, ...]
    coders: tuple[str, ...]

    def sizes(self) -> dict[BookList, int]:
        """How long each list is, in their order."""
        return {name: len(getattr(self, name.name.lower())) for name in BookList}


@dataclass(slots=True)
class _Counting:
    quotes: int = 0
    study_marks: int = 0
    studies: dict[str, None] = field(default_factory=dict)
    coders: dict[str, None] = field(default_factory=dict)

    def add(self, study: str, coder: str, is_quote: bool) -> None:
        self.quotes += is_quote
        self.study_marks += not is_quote
        self.studies[study] = self.coders[coder] = None

    def of(self, code: Code) -> CodeCounts:
        return CodeCounts(code, self.quotes, self.study_marks, tuple(self.studies), tuple(self.coders))


def lists(book: Codebook, codings: Iterable[Coding], studies: Sequence[Study]) -> BookLists:
    """The lists of a codebook, from the codings of the included studies.

    Codes that other codes are below are never `unused` while one of these is in use, nor is a theme without a code.
    """
    keys = {study.key for study in studies}
    own = [one for one in codings if one.study in keys and one.codebook in ("", book.name)]
    themes = themes_of(book)
    theme_of, parked = themes_by_code(book, themes), parked_codes(book)
    in_use = [code for code in book.codes if code.status != "retired"]
    by_code, by_theme = _counted(book, own, theme_of)
    uses = {code.id: by_code.get(code.id, _Counting()).of(code) for code in in_use}
    of_themes = tuple(by_theme.get(theme.id, _Counting()).of(theme) for theme in themes)
    has_themes = any(code.kind == "theme" for code in themes)
    used_below = _with_those_above(book, [code for code, use in uses.items() if use.is_used])
    coders = tuple(dict.fromkeys(one.coder for one in own))
    several = len(coders) > 1
    return BookLists(
        book=book,
        uses=uses,
        themes=of_themes,
        theme_of=theme_of,
        no_theme=tuple(
            use
            for code, use in uses.items()
            if code not in parked and (code not in theme_of if has_themes else use.code.kind != "theme")
        ),
        unused=tuple(use for code, use in uses.items() if code not in used_below),
        parked=tuple(use for code, use in uses.items() if use.code.status == "parked"),
        not_coded=_not_coded(own, studies),
        candidates=tuple(use for use in of_themes if use.code.kind == "theme" and use.code.status == "candidate"),
        contradicting=_contradicting(book, own, studies),
        undefined=tuple(
            _texts_of(theme, book) for theme in themes if has_themes and not _is_described(theme, book)
        ),
        one_coder=tuple(use for use in uses.values() if several and use.quotes and len(use.coders) == 1),
        coders=coders,
    )


def extracts(book: Codebook, codings: Iterable[Coding], studies: Sequence[Study], theme: str) -> list[CodedQuote]:
    """Every quote that counts for a theme, or is coded with a code that has none: those that contradict come first."""
    found = coded_quotes(book, codings, studies)
    own = [one for one in found if theme in (one.theme.id if one.theme else "", one.code.id)]
    return sorted(own, key=lambda one: one.relation != "contradicts")


def text_of(book: Codebook, code: str, key: str) -> str:
    """What a codebook says of a code under a key, such as its central concept, in the language of the codebook."""
    return in_words(book.said.get(code, {}).get(key), book.language)


def in_words(said: Said | None, language: str) -> str:
    """A text, or of texts by language the nearest."""
    if isinstance(said, dict):
        return in_language(
            {key: text for key, text in said.items() if isinstance(text, str)}, language
        ) or " ".join(text for text in said.values() if isinstance(text, str))
    return said if isinstance(said, str) else ""


def _counted(
    book: Codebook, codings: Sequence[Coding], theme_of: Mapping[str, str]
) -> tuple[dict[str, _Counting], dict[str, _Counting]]:
    """How often each code, and each theme with all that counts for it, is used."""
    current = current_ids(book.codes)
    by_code: dict[str, _Counting] = {}
    by_theme: dict[str, _Counting] = {}
    for coding in codings:
        for names, is_quote in _marked(coding):
            codes = dict.fromkeys(current[name] for name in names if name in current)
            themes = dict.fromkeys(theme_of[code] for code in codes if code in theme_of)
            for found, counts in ((codes, by_code), (themes, by_theme)):
                for one in found:
                    counts.setdefault(one, _Counting()).add(coding.study, coding.coder, is_quote)
    return by_code, by_theme


def _marked(coding: Coding) -> Iterable[tuple[list[str], bool]]:
    """The codes of each quote, and of each mark on the study as a whole; and which of the two it is."""
    for segment in coding.segments:
        yield [mark.code for mark in segment.marks], True
    for mark in coding.study_marks:
        yield [mark.code], False


def _with_those_above(book: Codebook, codes: Iterable[str]) -> set[str]:
    current = current_ids(book.codes)
    parents = {code.id: current.get(code.parent, code.parent) for code in book.codes}
    found: set[str] = set()
    for code in codes:
        while code in parents and code not in found:
            found.add(code)
            code = parents[code]
    return found


def _contradicting(book: Codebook, codings: Iterable[Coding], studies: Sequence[Study]) -> tuple[CodedQuote, ...]:
    """The quotes that contradict a code of theirs, under that code. Few do, so all others are left out at once."""
    few = [replace(one, segments=tuple(filter(_contradicts, one.segments))) for one in codings]
    return tuple(one for one in coded_quotes(book, few, studies) if one.relation == "contradicts")


def _contradicts(segment: Segment) -> bool:
    return any(mark.relation == "contradicts" for mark in segment.marks)


def _not_coded(codings: Sequence[Coding], studies: Sequence[Study]) -> tuple[StudyLeft, ...]:
    with_code = {one.study for one in codings if one.segments or one.study_marks}
    finished: dict[str, dict[str, None]] = {}
    for one in codings:
        if one.state in FINISHED_STATES:
            finished.setdefault(one.study, {})[one.coder] = None
    return tuple(
        StudyLeft(study, tuple(finished.get(study.key, ())))
        for study in by_citation(studies)
        if study.key not in with_code
    )


def _is_described(theme: Code, book: Codebook) -> bool:
    texts = _texts_of(theme, book)
    return texts.definition and texts.central_concept and not texts.bare_topic


def _texts_of(theme: Code, book: Codebook) -> ThemeTexts:
    return ThemeTexts(
        theme,
        bool(theme.definition),
        bool(text_of(book, theme.id, "central_concept")),
        len(theme.label(book.language).split()) < 2,
    )


def free_id(label: str, book: Codebook) -> str:
    """An id for a new code that no code of the book has, nor had, made of the letters and digits of its label."""
    stem = "_".join(re.findall(r"[^\W_]+", label.lower()))[:40].strip("_") or "code"
    taken = {name for code in book.codes for name in (code.id, *code.aliases)}
    return next(name for name in (stem, *(f"{stem}_{n}" for n in range(2, len(taken) + 3))) if name not in taken)
