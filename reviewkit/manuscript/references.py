"""The entries of the reference list beside the records of the included studies."""

import re
from collections.abc import Iterator, Sequence

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.known import Known, KnownStudy
from reviewkit.manuscript.near import same_name
from reviewkit.manuscript.prepared import Prepared
from reviewkit.model import Record
from reviewkit.model.passages import Passage, Role
from reviewkit.normalize import doi as plain_doi
from reviewkit.normalize import folded, surname
from reviewkit.words import message

_YEAR = re.compile(r"(?<![\d–-])((?:1[89]|20)\d\d)[a-z]?(?![\d–-])")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PAGES = re.compile(r"(?<![\d.])([a-z]?\d+)\s*[-–—]\s*([a-z]?\d+)(?!\d|\.\d)", re.IGNORECASE)
_VOLUME = re.compile(r"(?<![\d\w])(\d{1,4})(?=\*?\s*+(?:\(\d[^()]*+\))?\*?\s*+[,:])")
_SHARED = 0.6  # of the words of a title, for an entry to be of it
_SHORTEST_TITLE = 4  # words
_SHORTEST_SURE_TITLE = 3
_MOST_OTHER_WORDS = 2  # in a title that is the same: with more it is another edition or a translation
_MOST_AUTHORS = 6  # of which the names are looked for: many styles shorten longer lists


def checked_references(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Each entry that is of an included record: names, year, DOI, pages and volume."""
    titles = [(study, record, folded(record.title).split()) for study in known.studies for record in study.records]
    for one in passages:
        if one.passage.role is Role.REFERENCE and (found := _record(one.passage, titles)):
            yield from _entry(one.passage, *found)


def _record(
    passage: Passage, titles: Sequence[tuple[KnownStudy, Record, list[str]]]
) -> tuple[KnownStudy, Record] | None:
    """The record that an entry is of: the one most of whose title's words it has."""
    text = folded(passage.text)
    words = set(text.split())
    best: tuple[float, int] = (0.0, -1)
    for number, (_, record, title) in enumerate(titles):
        if len(title) < 3:
            continue
        share = 2.0 if " ".join(title) in text else sum(word in words for word in title) / len(title)
        if share > best[0] or (share == best[0] and share and str(record.year) in text):
            best = (share, number)
    if best[0] < _SHARED:
        return None
    study, record, _ = titles[best[1]]
    authors = {folded(surname(one)) for one in record.authors}
    is_of_them = best[0] > 1 or any(name and name in text for name in authors)
    return (study, record) if is_of_them else None


def _entry(passage: Passage, study: KnownStudy, record: Record) -> Iterator[CheckedClaim]:
    text = passage.text
    year = _YEAR.search(text)
    if year and record.year:
        known_years = {str(one.year) for one in study.records if folded(one.title) == folded(record.title)}
        yield _checked(passage, year.span(1), year[1] in known_years, ", ".join(sorted(known_years)), record)
    names = text[: year.start()] if year and year.start() > 3 else text[:200]
    yield from _names(passage, names, record)
    if record.doi and (found := _DOI.search(text)):
        is_same = plain_doi(found[0].rstrip(".,;)")) == plain_doi(record.doi)
        yield _checked(passage, found.span(), is_same, record.doi, record)
    yield from _title(passage, record, _is_surely(text, year[1] if year else "", record))
    rest = text[year.end() :] if year and year.start() < len(text) / 2 else text
    offset = len(text) - len(rest)
    yield from _pages(passage, rest, offset, record)


def _names(passage: Passage, names: str, record: Record) -> Iterator[CheckedClaim]:
    """The first authors: each surname is in the entry."""
    said = list(re.finditer(r"[^\W\d_][\w’'\u2010-]*[^\W\d_]", names))
    for author in record.authors[:_MOST_AUTHORS]:
        last = surname(author).split()
        if not last:
            continue
        if any(same_name(match[0], part) for match in said for part in (last[-1], "".join(last))):
            continue
        if re.search(r"et al|mfl|m\.fl|\.\.\.|…", names):
            return
        span = said[0].span() if said else (0, min(20, len(names)))
        yield _checked(passage, span, False, "; ".join(record.authors), record)
        return
    if said and record.authors:
        yield _checked(passage, said[0].span(), True, "; ".join(record.authors), record)


def _is_surely(text: str, year: str, record: Record) -> bool:
    """Whether an entry is of a record by its year and by its volume and first page, whatever its title is."""
    words = re.findall(r"[a-z]?\d+", text.lower())
    first = re.findall(r"[a-z]?\d+", record.pages.lower())[:1]
    return bool(first) and year == str(record.year) and {*first, record.volume.lower()} <= set(words)


def _title(passage: Passage, record: Record, is_surely: bool) -> Iterator[CheckedClaim]:
    """The title: as in the record, or with one or two other words in their places. A title of three words is only
    looked at where it is surely that of the record (`is_surely`)."""
    title = folded(record.title).split()
    found = list(re.finditer(r"[^\W_]+", passage.text))
    said = [folded(word[0]) for word in found]
    if len(title) < (_SHORTEST_SURE_TITLE if is_surely else _SHORTEST_TITLE):
        return
    best = max(range(max(1, len(said) - len(title) + 1)), key=lambda at: _same(title, said[at:]))
    same = _same(title, said[best:])
    fewest = max(len(title) - _MOST_OTHER_WORDS, len(title) // 2 + 1)
    if best + len(title) > len(found) or same < fewest:
        return
    span = (found[best].start(), found[best + len(title) - 1].end())
    yield _checked(passage, span, same == len(title), record.title, record)


def _same(title: Sequence[str], said: Sequence[str]) -> int:
    return sum(a == b for a, b in zip(title, said, strict=False))


def _pages(passage: Passage, rest: str, offset: int, record: Record) -> Iterator[CheckedClaim]:
    known = re.findall(r"[a-z]?\d+", record.pages, re.IGNORECASE)
    ranges = list(_PAGES.finditer(rest))
    if len(known) == 2 and ranges:
        match = ranges[-1]
        first, last = match[1].lower(), match[2].lower()
        full = known[1].lower()
        is_same = first == known[0].lower() and (last == full or full.endswith(re.sub(r"\D", "", last)))
        yield _checked(passage, (offset + match.start(), offset + match.end()), is_same, record.pages, record)
    if record.volume and (volume := _VOLUME.search(rest)):
        is_same = volume[1] == record.volume
        yield _checked(passage, (offset + volume.start(), offset + volume.end()), is_same, record.volume, record)


def _checked(passage: Passage, span: tuple[int, int], is_right: bool, says: str, record: Record) -> CheckedClaim:
    start, end = span
    claim = Claim(ClaimKind.REFERENCE, passage.number, start, end, passage.text[start:end])
    return CheckedClaim(
        claim, Answer.AGREES if is_right else Answer.DISAGREES, message("{says}", says=says), (record.id,)
    )
