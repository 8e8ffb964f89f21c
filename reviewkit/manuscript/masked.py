"""What in a text is no number of the review: addresses, pages, numbers of tables and sections, parts of citations."""

import re
from collections.abc import Iterator

from reviewkit.manuscript.dates import dates
from reviewkit.manuscript.lexicon import Lexicon

_ADDRESS = re.compile(
    r"\b(?:https?://|www\.|doi:|10\.\d{4,9}/)\S+|\b(?:ISBN|ISSN)[: ]*[\dX-]+|\b(?:CRD|NCT|PMC|PMID)[: ]*\d+"
)
_LIST_MARK = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)](?=\s)|\(\d+\)|[-*•]\s)")
_HEADING_NUMBER = re.compile(r"^\s*\d+(?:\.\d+)*\.?\s")
_NUMBERED = re.compile(
    r"\b(?:Meld\. ?St\.|Prop\.|NOU|St\.meld\.|nr\.|No\.|version|versjon|vol\.|kap\.|chapter|kapittel"
    r"|(?:årsak|reason|grunn)(?=\s\d+:)|trinn|fase|phase|step|stage|level|nivå|steg)\s*\d+(?:\s*\(\d{4}[–-]\d{4}\))?",
    re.IGNORECASE,
)
_STATISTIC = re.compile(
    r"\b(?:p|k|κ|kappa|t|F|r|α|alpha|CI|SD|OR|RR)\s*[=<>≤≥]\s*-?\d*[.,]?\d+|\b95\s*%\s*(?:CI|KI)\b|\b\d+\s*%\s*(?:CI|KI)\b",
    re.IGNORECASE,
)
_IN_EQUATION = re.compile(
    r"(?:\d[\d.,]{0,20}+)?[\^_√]\([^()]{0,60}\)"
)  # as extract/equations writes powers and roots
_ITEM_NUMBER = re.compile(r"(?:(?<=[,:;]\s)|(?<!\S)\()(\d{1,2})[.)]\s")
_POINTED_AT = re.compile(
    r"[\s\u00a0]*[A-Za-z]?\d+[a-z]?(?:\s*[–-]\s*\d+)?(?:(?:,| and| og)\s*\d+(?!\s*\w))?"
)  # behind the word: (table) 2, (pages) 3–7


def masked(text: str, lexicon: Lexicon, is_heading: bool) -> list[tuple[int, int]]:
    """The places in a text whose numbers are not counts."""
    return sorted(_places(text, lexicon, is_heading))


def _places(text: str, lexicon: Lexicon, is_heading: bool) -> Iterator[tuple[int, int]]:
    for pattern in (_ADDRESS, _NUMBERED, _STATISTIC, _IN_EQUATION):
        yield from (match.span() for match in pattern.finditer(text))
    items = list(_ITEM_NUMBER.finditer(text))
    is_list = any(int(match[1]) == 1 for match in items)  # "survey (7), trial (4) and interviews (2)" is none
    yield from (match.span() for match in items if is_list or match[0][0] != "(")
    yield from ((start, end) for start, end, _ in dates(text, 0, len(text), lexicon.months))
    first = (_HEADING_NUMBER if is_heading else _LIST_MARK).match(text)
    if first:
        yield first.span()
    for group, names in (("pointer", ("table", "figure", "appendix")), ("page", ("page",))):
        for name in names:
            for match in lexicon.matches(text, group, name):
                if number := _POINTED_AT.match(text, match.end()):
                    yield match.start(), number.end()
