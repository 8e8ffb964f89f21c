"""The evidence on each pair: how alike are title, authors, year, place of publication, identifiers and abstract?"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reviewkit.dedupe.columns import Columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORTH_READING = 62.0  # title likeness under which only a shared identifier or place makes a pair worth a look

_SMALL = frozenset(("the", "of", "and", "in", "for", "on", "a", "an", "de", "la", "et", "der", "und", "og", "i"))
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_COMPANIONS = re.compile(
    r"^(erratum|corrigendum|correction|corrections|retraction|retracted|reply|response|comment|comments|commentary|"
    r"letter|editorial|addendum|expression of concern|withdrawn|author correction|authors reply|re|rettelse)\b|"
    r"\b(erratum|corrigendum|authors? (?:reply|response)|reply|response to the letter|vol \d+ pg? \d+)$"
)
_NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one pair. Likenesses go from 0 to 100; True, False and None are agree, differ, unknown.

    `contained`: one title begins or holds the other. `companion`: just one is a correction, reply or comment.
    `recurring`: a short title that stands three times or more, such as "Book reviews".
    `supplement`: just one is from a supplement or a congress. `bare`: neither has a place, identifier or abstract.
    """

    title: float
    contained: bool
    short_title: bool
    recurring: bool
    numbers: bool
    companion: bool
    supplement: bool
    bare: bool
    authors: bool | None
    all_authors: bool
    year: int | None
    journal: bool | None
    volume: bool | None
    issue: bool | None
    first_page: bool | None
    last_page: bool | None
    doi: bool | None
    pmid: bool | None
    abstract: float | None


def evidence(
    table: Columns, left: "NDArray[np.int64]", right: "NDArray[np.int64]"
) -> Iterator[tuple[int, int, Evidence]]:
    """The pairs worth reading with their evidence; pairs whose titles have little in common are passed over."""
    import numpy as np
    from rapidfuzz import fuzz, process

    def likeness(
        column: list[str], scorer: Any, a: "NDArray[np.int64]", b: "NDArray[np.int64]"
    ) -> "NDArray[np.float32]":
        return process.cpdist(
            [column[i] for i in a], [column[i] for i in b], scorer=scorer, workers=-1, dtype=np.float32
        )

    titles_seen = Counter(table.title)
    crowded = {value for value, count in Counter(filter(None, table.doi)).items() if count > 8}
    plain = likeness(table.title, fuzz.ratio, left, right)
    linked = np.fromiter((_linked(table, i, j) for i, j in zip(left, right, strict=True)), bool, len(left))
    keep = (plain >= 50) | linked
    left, right, plain = left[keep], right[keep], plain[keep]
    linked = linked[keep]
    titles = np.maximum(plain, likeness(table.title, fuzz.token_sort_ratio, left, right))
    prefix = np.fromiter(
        (_contained(table.title[i], table.title[j]) for i, j in zip(left, right, strict=True)),
        bool,
        len(left),
    )
    keep = (titles >= WORTH_READING) | linked | prefix
    left, right, titles, prefix = left[keep], right[keep], titles[keep], prefix[keep]
    abstracts = likeness(table.abstract, fuzz.ratio, left, right)
    for i, j, title, contained, abstract in zip(
        left.tolist(), right.tolist(), titles.tolist(), prefix.tolist(), abstracts.tolist(), strict=True
    ):
        yield i, j, _evidence(table, i, j, title, contained, abstract, crowded, titles_seen)


def _linked(table: Columns, i: int, j: int) -> bool:
    """Whether an identifier is shared, or a name and the first page with the volume or the last page."""
    if table.doi[i] and table.doi[i] == table.doi[j]:
        return True
    if table.pmid[i] and table.pmid[i] == table.pmid[j]:
        return True
    if not table.first_page[i] or table.first_page[i] != table.first_page[j]:
        return False
    placed = any(column[i] and column[i] == column[j] for column in (table.volume, table.last_page))
    return placed and bool(table.names[i] & table.names[j])


def _contained(a: str, b: str) -> bool:
    """Whether one title begins the other (a cut title, or a subtitle that one database leaves out) or stands in it."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return len(short) >= 25 and len(short) < len(long) and (long.startswith(short) or f" {short} " in f" {long} ")


def _evidence(
    table: Columns,
    i: int,
    j: int,
    title: float,
    contained: bool,
    abstract: float,
    crowded: set[str],
    titles_seen: Mapping[str, int],
) -> Evidence:
    a, b = table.title[i], table.title[j]
    short = min(len(a.split()), len(b.split())) < 5 or min(len(a), len(b)) < 30
    doi = _agree(table.doi[i], table.doi[j])
    if doi and table.doi[i] in crowded:
        doi = None  # a book's or a supplement's DOI, shared by its parts, says nothing
    return Evidence(
        title=title,
        contained=contained,
        short_title=short,
        recurring=short and max(titles_seen[a], titles_seen[b]) > 2,
        numbers=_numbers(a) == _numbers(b)
        or (contained and (_numbers(a) in _numbers(b) or _numbers(b) in _numbers(a))),
        companion=bool(_COMPANIONS.search(a)) != bool(_COMPANIONS.search(b)),
        supplement=table.supplement[i] != table.supplement[j],
        bare=not any(
            column[row]
            for column in (table.volume, table.first_page, table.doi, table.pmid, table.abstract)
            for row in (i, j)
        ),
        authors=_authors_agree(table.names[i], table.names[j]),
        all_authors=_all_authors(table.names[i], table.names[j]),
        year=abs(table.year[i] - table.year[j]) if table.year[i] and table.year[j] else None,
        journal=journals_agree(table.journal[i], table.journal[j]),
        volume=_agree(table.volume[i], table.volume[j]),
        issue=_agree(table.issue[i], table.issue[j]),
        first_page=_agree(table.first_page[i], table.first_page[j]),
        last_page=_agree(table.last_page[i], table.last_page[j]),
        doi=doi,
        pmid=_agree(table.pmid[i], table.pmid[j]),
        abstract=abstract if min(len(table.abstract[i]), len(table.abstract[j])) >= 60 else None,
    )


def _agree(a: str, b: str) -> bool | None:
    return a == b if a and b else None


def _numbers(title: str) -> str:
    """The digits of a title in their order, with roman numerals and number words as digits.

    Only the run of digits counts: databases write "P16 INK4A" and "P16INK4A", "3,6-diaza" and "36-diaza".
    """
    found = []
    for word in title.split():
        if word in _NUMBER_WORDS:
            found.append(_NUMBER_WORDS[word])
        elif word in _ROMAN and (len(word) > 1 or title.endswith(f" {word}") or f"part {word}" in title):
            found.append(_ROMAN[word])
        else:
            found.extend(letter for letter in word if letter.isdigit())
    return "".join(found)


def _authors_agree(a: frozenset[str], b: frozenset[str]) -> bool | None:
    """At least half of the shorter list of names stands in the longer; unknown where a list is empty."""
    if not a or not b:
        return None
    return len(a & b) / min(len(a), len(b)) >= 0.5


def _all_authors(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether every name of the shorter list stands in the longer."""
    return bool(a and b) and (a <= b or b <= a)


def journals_agree(a: str, b: str) -> bool | None:
    """Whether two journal names may be one: equal, one inside the other, or an abbreviation of the other."""
    if not a or not b:
        return None
    if a == b or a in b or b in a:
        return True
    first = [word for word in a.split() if word not in _SMALL]
    second = [word for word in b.split() if word not in _SMALL]
    short, long = (first, second) if len(" ".join(first)) <= len(" ".join(second)) else (second, first)
    if len(short) == 1 and short[0] == "".join(word[0] for word in long):
        return True
    rest = iter(long)
    return bool(short) and all(any(_abbreviates(word, full) for full in rest) for word in short)


def _abbreviates(word: str, full: str) -> bool:
    """ "resear" and "res" abbreviate "research"; "intl" abbreviates "international"."""
    if full.startswith(word) or word.startswith(full):
        return True
    letters = iter(full)
    return word[0] == full[0] and len(word) >= 3 and all(letter in letters for letter in word)
