"""What a passage is in its manuscript, from what its format says and the headings above it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from reviewkit.extract.manuscripts.pieces import Piece, is_text
from reviewkit.model.passages import Passage, Role

# Headings as authors write them in English, bokmål and nynorsk, without their numbers.
ABSTRACTS: Final = frozenset(
    (
        "abstract",
        "summary",
        "executive summary",
        "plain language summary",
        "sammendrag",
        "samandrag",
        "english summary",
    )
)
REFERENCES: Final = frozenset(
    (
        "references", "reference list", "bibliography", "literature cited", "works cited", "literature", "referanser",
        "referansar", "referanseliste", "litteratur", "litteraturliste", "kilder", "kjelder", "kildeliste",
    )
)  # fmt: skip
OTHERS: Final = frozenset(
    (
        "introduction", "background", "aim", "aims", "objective", "objectives", "method", "methods",
        "materials and methods", "methods and materials", "results", "findings", "discussion", "conclusion",
        "conclusions", "strengths and limitations", "limitations", "implications", "acknowledgements",
        "acknowledgments", "funding", "conflicts of interest", "competing interests", "author contributions",
        "data availability", "data availability statement", "appendices", "innledning", "innleiing", "bakgrunn",
        "hensikt", "formål", "føremål", "metode", "metoder", "metodar", "metode og materiale",
        "materiale og metode", "resultat", "resultater", "funn", "diskusjon", "drøfting", "konklusjon",
        "konklusjoner", "konklusjonar", "styrker og svakheter", "styrkar og veikskapar", "takk", "finansiering",
        "interessekonflikter", "interessekonfliktar", "innhold", "innhald", "contents", "vedlegg", "keywords",
        "nøkkelord", "om forfatterne", "om forfattarane",
    )
)  # fmt: skip
HEADINGS: Final = ABSTRACTS | REFERENCES | OTHERS

LONGEST_TITLE: Final = 300  # letters; the longest of three articles from journals has 140
LONGEST_APPENDIX: Final = 120  # letters of its heading
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,8}\.?|[IVX]{1,4}\.)\s+")
_RUN_IN = re.compile(r"([^\W\d_][\w ]{3,30})\s*[:.\u2013\u2014]\s+\S")  # "Abstract: This review ..."
_APPENDIX = re.compile(
    r"(?:Appendix|APPENDIX|Vedlegg|VEDLEGG|Tillegg)(?:\s+(?:[A-Z]|\d{1,2}))?[.:]?(?:\s+[A-ZÆØÅ]|$)"
)
_CAPTION = re.compile(
    r"(?:Supplementary )?(?:T(?:able|abell|ABLE|ABELL)|F(?:igure|igur|ig\.|IGURE|IGUR|IG\.)|Box|Boks)"
    r"\s+[A-Z]{0,2}\d{1,3}[a-z]?"
    r"(?:\s*[.:|\u2013\u2014-]\s|\s*[.:]?$|\s+[A-ZÆØÅ«\u201c\"(])"
)
_LEADERS = re.compile(r"(?<!\.)\.{4,}+\s*+\d*+$|(?<!\. )(?:\. ){4,}+\s*+\d*+$")


def named(text: str) -> str:
    """A heading as the sets above name it: without its number, in small letters."""
    return _NUMBER.sub("", text, count=1).strip(" .:").casefold()


def is_heading(text: str) -> bool:
    """Whether a whole line says no more than the name of a section."""
    return len(text) < 60 and named(text) in HEADINGS


def _is_appendix(text: str) -> bool:
    """Whether a text is the heading of an appendix: "Vedlegg 1 Søk i databaser"."""
    return len(text) < LONGEST_APPENDIX and bool(_APPENDIX.match(text)) and not text.endswith(".")


def is_caption(text: str) -> bool:
    """Whether a text begins as that below a figure or above a table does: "Table 1. ..." and not "Table 1 shows"."""
    return bool(_CAPTION.match(text))


def is_contents(text: str) -> bool:
    """Whether this is a line of a table of contents, with dots up to its page."""
    return bool(_LEADERS.search(text))


def passages_of(pieces: Iterable[Piece]) -> tuple[Passage, ...]:
    """The passages with their roles and numbers; what has no letter or digit is left out."""
    seen = list(filter(is_text, pieces))
    if not any(piece.role is Role.TITLE for piece in seen):
        seen = _with_title(seen)
    roles = _Roles()
    return tuple(
        Passage(number, piece.text, roles.of(piece), piece.line, piece.page, piece.cell, piece.turns)
        for number, piece in enumerate(seen, 1)
    )


def _with_title(pieces: list[Piece]) -> list[Piece]:
    """The first piece as the title, where it may be one."""
    for at, piece in enumerate(pieces[:5]):
        is_text = piece.role in (Role.BODY, Role.HEADING)
        if is_text and any(map(str.isalpha, piece.text)) and len(piece.text) <= LONGEST_TITLE:
            is_named = is_heading(piece.text) or piece.is_contents or is_contents(piece.text)
            return pieces if is_named else [*pieces[:at], replace(piece, role=Role.TITLE), *pieces[at + 1 :]]
    return pieces


class _Roles:
    """The section that is being read, and what passages are in it."""

    def __init__(self) -> None:
        self._section = Role.BODY
        self._level: int | None = None  # of its heading

    def of(self, piece: Piece) -> Role:
        """The role of the next piece."""
        if piece.is_contents or is_contents(piece.text):
            return Role.HEADING
        is_named = is_heading(piece.text) or _is_appendix(piece.text)
        if piece.role is Role.HEADING or (piece.role is Role.BODY and is_named):
            self._enter(piece)
            return Role.HEADING
        if piece.role is not Role.BODY:
            return piece.role
        if _begins_abstract(piece.text) and self._section is Role.BODY:
            return Role.ABSTRACT
        if is_caption(piece.text) and self._section is not Role.REFERENCE:
            return Role.CAPTION
        return self._section

    def _enter(self, piece: Piece) -> None:
        name = named(piece.text)
        if name in ABSTRACTS:
            self._section, self._level = Role.ABSTRACT, piece.level
        elif name in REFERENCES:
            self._section, self._level = Role.REFERENCE, piece.level
        elif not self._is_inside(piece):
            self._section, self._level = Role.BODY, piece.level

    def _is_inside(self, piece: Piece) -> bool:
        """Whether a heading is one of the parts of an abstract or a reference list."""
        return piece.level is not None and self._level is not None and piece.level > self._level


def _begins_abstract(text: str) -> bool:
    found = _RUN_IN.match(text)
    return found is not None and found[1].strip().casefold() in ABSTRACTS
