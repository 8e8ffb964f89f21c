"""The citations of a manuscript beside the included studies, its reference list and each other."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from reviewkit.manuscript.citations import Cited
from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.known import Known, KnownStudy
from reviewkit.manuscript.near import PARTICLES, distance, is_slip, near_name, same_name
from reviewkit.manuscript.prepared import Prepared
from reviewkit.model.passages import Passage, Role
from reviewkit.normalize import folded
from reviewkit.words import message

_ENTRY_YEAR = re.compile(r"(?<!\d)((?:1[89]|20)\d\d[a-z]?)(?!\d)")
_ENTRY_NAME = re.compile(r"[A-ZÆØÅÄÖÉÜÁÓŁŠŽČÇ][\w’'\u2010-]*[^\W\d_]")
_FEWEST_ENTRIES = 5  # of a reference list, before a citation without one is reported
_FEWEST_OTHERS = 3  # authors, for a citation with et al.
_SHORTENED = r"et al|mfl|m\.fl|\.\.\.|…"
_MOST_UNLISTED = 0.25  # of the citations; with more the list was not understood


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the reference list: the names before its year, its year, and its passage."""

    names: tuple[str, ...]
    year: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Work:
    """One citation of the manuscript, with where it is."""

    cited: Cited
    passage: int


def entries(passages: Iterable[Passage]) -> tuple[Entry, ...]:
    """The entries of the reference list that have a year."""
    found = []
    for one in passages:
        if one.role is Role.REFERENCE and (year := _ENTRY_YEAR.search(one.text)):
            names = tuple(_ENTRY_NAME.findall(one.text[: year.start()]))
            if names:
                found.append(Entry(names, year[1], one))
    return tuple(found)


def studies_cited(cited: Cited, known: Known) -> tuple[KnownStudy, ...]:
    """The included studies that a citation may be of: those with these authors and this year."""
    found = [
        one for one in known.studies if _same_authors(cited, one.surnames) and _same_year(cited.year, one.year)
    ]
    return tuple(found)


def checked_citations(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every citation in running text, tables and captions with its answer."""
    listed = entries(one.passage for one in passages)
    works = [
        Work(cited, one.passage.number)
        for one in passages
        if one.passage.role is not Role.REFERENCE
        for cited in one.citations
    ]
    texts = {one.passage.number: one.passage.text for one in passages}
    is_listed = [bool(studies_cited(work.cited, known) or _entries_of(work.cited, listed)) for work in works]
    trusts_list = len(listed) >= _FEWEST_ENTRIES and is_listed.count(False) <= _MOST_UNLISTED * len(works)
    spellings = Counter((work.cited.surnames, work.cited.year) for work in works)
    for work in works:
        answer = _answer(work, known, listed, trusts_list, spellings)
        yield _checked(work, texts[work.passage], answer)


_Said = tuple[Answer, str | None, tuple[str, ...]]
_NOT_LISTED = message("No entry of the reference list has these authors and this year.")
_UNKNOWN: _Said = (Answer.CANNOT_BE_CHECKED, None, ())


def _checked(work: Work, text: str, said: _Said) -> CheckedClaim:
    cited = work.cited
    claim = Claim(ClaimKind.CITATION, work.passage, cited.start, cited.end, text[cited.start : cited.end])
    answer, says, sources = said
    return CheckedClaim(claim, answer, message("{says}", says=says) if says else None, sources)


def _answer(
    work: Work,
    known: Known,
    listed: Sequence[Entry],
    trusts_list: bool,
    spellings: Counter[tuple[tuple[str, ...], str]],
) -> _Said:
    cited = work.cited
    if found := studies_cited(cited, known):
        if trusts_list and not any(
            _begins_with(entry, cited) and _has_second(entry, found) for entry in _entries_of(cited, listed)
        ):
            near = next((_shown(entry) for entry in listed if _is_near_entry(cited, entry)), _NOT_LISTED)
            return Answer.PARTS_DISAGREE, near, tuple(one.key for one in found)
        return Answer.AGREES, found[0].citation, tuple(one.key for one in found)
    if entry := next(iter(_entries_of(cited, listed)), None):
        return Answer.AGREES, _shown(entry), ()
    if close := _close_studies(cited, known):
        return Answer.DISAGREES, " / ".join(one.citation for one in close), tuple(one.key for one in close)
    if trusts_list:
        nearest = next((entry for entry in listed if _is_near_entry(cited, entry)), None)
        if nearest:
            return Answer.PARTS_DISAGREE, _shown(nearest), ()
        return Answer.PARTS_DISAGREE, _NOT_LISTED, ()
    if slips := _misspelled(cited, known, spellings):
        return Answer.DISAGREES, slips[0].citation, (slips[0].key,)
    if other := _misprinted(cited, spellings):
        return Answer.PARTS_DISAGREE, other, ()
    return _UNKNOWN


def _shown(entry: Entry) -> str:
    return entry.passage.text[:120]


def _same_year(one: str, other: str) -> bool:
    return one[:4] == other[:4] and (len(one) == 4 or len(other) == 4 or one == other)


def _same_authors(cited: Cited, surnames: Sequence[str]) -> bool:
    """Whether the authors of a citation are these: all that it names, in order; only those with et al. may be more."""
    if not surnames or len(cited.surnames) > len(surnames):
        return False
    return all(same_name(one, other) for one, other in zip(cited.surnames, surnames, strict=False))


def _entries_of(cited: Cited, listed: Sequence[Entry]) -> Iterator[Entry]:
    for entry in listed:
        first, *others = cited.surnames
        is_author = same_name(first.split()[-1], entry.names[0]) or any(
            same_name(first.split()[-1], name) for name in entry.names[:3]
        )
        has_others = all(any(same_name(one.split()[-1], name) for name in entry.names) for one in others)
        if is_author and has_others and _same_year(cited.year, entry.year):
            yield entry


def _begins_with(entry: Entry, cited: Cited) -> bool:
    """Whether the first author of an entry is that of a citation; particles of names may come before it."""
    words = {folded(word) for word in cited.surnames[0].split()}
    own = next((name for name in entry.names if folded(name) not in PARTICLES - words), "")
    return folded(own) in words or same_name(cited.surnames[0], own)


def _has_second(entry: Entry, studies: Sequence[KnownStudy]) -> bool:
    """Whether an entry names the second of three or more authors too: else it is of another work of the first one."""
    if re.search(_SHORTENED, entry.passage.text):
        return True
    return any(
        len(one.surnames) < _FEWEST_OTHERS
        or any(same_name(word, name) for word in one.surnames[1].split() for name in entry.names)
        for one in studies
    )


def _close_studies(cited: Cited, known: Known) -> list[KnownStudy]:
    """Included studies with these authors and another year, or this year and a name that is nearly the same."""
    other_year = [one for one in known.studies if _same_authors(cited, one.surnames) and _is_alike(cited, one)]
    if other_year:
        return other_year
    return [
        one
        for one in known.studies
        if _same_year(cited.year, one.year) and _nearly_same_authors(cited.surnames, one.surnames)
    ]


def _is_alike(cited: Cited, study: KnownStudy) -> bool:
    """Whether a citation has as many authors as the study: `Berg (2020)` is none of `Berg et al. (2019)`."""
    several = len(study.surnames) > 2 or "et al" in study.citation.lower() or "fl." in study.citation
    if cited.is_short:
        return several or len(study.surnames) > 1
    return len(cited.surnames) == len(study.surnames) or (len(cited.surnames) > 2 and several)


def _nearly_same_authors(cited: Sequence[str], surnames: Sequence[str]) -> bool:
    pairs = [(one, other) for one, other in zip_longest(cited, surnames[: len(cited)], fillvalue="")]
    same = sum(same_name(one, other) for one, other in pairs)
    if same and same == len(pairs) - 1:  # the other names say that it is the same work
        return any(0 < distance(folded(one), folded(other), 2) <= 2 for one, other in pairs)
    return len(pairs) == 1 and near_name(*pairs[0])


def _misspelled(cited: Cited, known: Known, spellings: Counter[tuple[tuple[str, ...], str]]) -> list[KnownStudy]:
    """Included studies of this year whose first author is spelled in another way elsewhere in the manuscript, twice or
    more: a letter of a short name is wrong, or the vowels of a longer one are others."""
    if not cited.is_short or len(cited.surnames) > 1 or spellings[cited.surnames, cited.year] > 1:
        return []
    return [
        one
        for one in known.studies
        if _same_year(cited.year, one.year)
        and one.surnames
        and spellings[one.surnames[:1], one.year] > 1
        and is_slip(cited.surnames[0], one.surnames[0])
    ]


def _is_near_entry(cited: Cited, entry: Entry) -> bool:
    first = cited.surnames[0]
    if same_name(first, entry.names[0]):
        return True
    return _same_year(cited.year, entry.year) and near_name(first, entry.names[0])


def _misprinted(cited: Cited, spellings: Counter[tuple[tuple[str, ...], str]]) -> str:
    """How the same work is cited elsewhere, where one of several names differs by a letter; "" where it is not."""
    if len(cited.surnames) < 2:
        return ""
    own = spellings[cited.surnames, cited.year]
    for (surnames, year), n in spellings.items():
        is_other = year == cited.year and n >= own and surnames != cited.surnames
        if is_other and len(surnames) == len(cited.surnames) and _nearly_same_authors(cited.surnames, surnames):
            return f"{' & '.join(surnames)} ({year})"
    return ""
