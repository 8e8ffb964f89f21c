"""The citations in a text: `Berg (2020)`, `(Berg et al., 2020; Dahl & Moe, 2021a)`, `Ree og Wiig (2019)`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewkit.manuscript.lexicon import Lexicon

# Names have at most 42 letters in a row, and a citation at most eight: what has no end takes the square of its length.
_NAME = (
    r"(?:(?:van|von|de|der|den|la|le|el|al|da|di|ter|ten)\s++){0,2}[A-ZÆØÅÄÖÉÜÁÓŁŠŽČÇ][\w’'\u2010\-]{0,40}[^\W\d_]"
    r"(?:\s(?:van|de|von)\s[A-Z]\w+)?"
)
_YEAR = r"(?:1[89]|20)\d\d[a-z]?"
_YEARS = rf"{_YEAR}(?:\s*+[,;]\s*+{_YEAR})*"
_ETAL = r"(?:et\s+al\.?|m\.?\s?fl\.?|med flere|med fleire|and colleagues|og kolleg(?:aer|er|aar)|and others)"
_AND = r"(?:&|og|and|och|und)"
_AUTHORS = (
    rf"(?P<first>{_NAME}|[a-zæøå]{_NAME}(?=\s++{_AND}\s))(?P<more>(?:\s*+,\s*+{_NAME}){{0,6}})(?:\s*+(?:,\s*+)?{_AND}\s++(?P<last>{_NAME}))?"
    rf"(?P<etal>\s*+(?:,\s*+)?{_ETAL})?(?:['’]s|s['’])?"
)
_CITATION = re.compile(rf"(?<!\w){_AUTHORS}\s*+(?:[,.]{{1,2}}\s*+)?(?:\(\s*+)?(?P<years>{_YEARS})(?!\d)")


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation in a text, from `start` to before `end`: surnames as written, the year, and whether `et al.` is
    written for the other authors."""

    start: int
    end: int
    surnames: tuple[str, ...]
    year: str
    is_short: bool  # with et al.


def citations(text: str, lexicon: Lexicon, is_cell: bool = False) -> Iterator[Cited]:
    """Every citation in a text; of several years with the same authors each."""
    for match in _CITATION.finditer(text):
        if _is_no_author(match, text, is_cell):
            continue
        more = [one.strip() for one in (match["more"] or "").split(",") if one.strip()]
        names = (match["first"], *more, *([match["last"]] if match["last"] else []))
        start = match.start()
        if more and _IN.search(text, max(0, start - _LONGEST_IN), start):
            names, start = names[1:], text.index(more[0], match.end("first"))  # "In Norway, Berg et al. (2019)"
        for year in re.finditer(_YEAR, match["years"]):
            begin = start if year.start() == 0 else match.start("years") + year.start()
            end = match.start("years") + year.end()
            yield Cited(
                begin,
                end + (text[end : end + 1] == ")" and "(" in text[begin:end]),
                names,
                year[0],
                bool(match["etal"]),
            )


_IN = re.compile(r"\b(?:[Ii]n|[Ff]rom|I|[Ff]r[aå])\s+$")  # before a place that is no author
_LONGEST_IN = 6  # letters of that word with the blank behind it

# Words with a capital that a year may follow and that are no authors.
_NO_AUTHORS = frozenset(
    """in since from until between january february march april may june july august september october november
    december i fra siden mellom til januar februar mars mai juni juli oktober desember frå sidan figure table figur
    tabell appendix vedlegg st meld prop covid word version ibm spss endnote windows the""".split()
)


def _is_no_author(match: re.Match[str], text: str, is_cell: bool) -> bool:
    """Whether a word with a capital before a year is a month, a table, a guideline (`PRISMA 2020`) or the like. A year
    without a comma or a bracket before it belongs to an author only within brackets."""
    name = match["first"]
    if name.lower().rstrip(".") in _NO_AUTHORS:
        return True
    authors_end = max(match.end(group) for group in ("first", "more", "last", "etal"))
    is_bare = not re.search(r"[,(]", text[authors_end : match.start("years")])
    if not is_bare or match["etal"]:
        return False
    is_inside = text.rfind("(", 0, match.start()) > text.rfind(")", 0, match.start())
    return not (is_inside or is_cell) or name.isupper()
