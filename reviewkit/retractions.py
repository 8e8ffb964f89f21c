"""Which records of a review a list of retracted articles is about, and what holds of their articles now.

A DOI or PubMed id that is the same tells it, unless the other one or the title says otherwise. Where neither can be
compared, the rules of matching/ look at title, authors, year and journal: what they would join is told, what they
would ask a person about is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reviewkit.errors import Place
from reviewkit.exchange.finding import titles_fit
from reviewkit.matching import matches
from reviewkit.matching.titles import title_and_notice
from reviewkit.model import Record
from reviewkit.model.retractions import Nature, Notice
from reviewkit.words import Verdict

# Words at the beginning, or at the end, of two titles that are compared where identifiers cannot be: with fewer,
# every "effect of exercise on" of a large list would be.
_SHARED_WORDS = 5
# How much a nature matters where notices have no dates: the first of these counts.
_WEIGHT = (Nature.RETRACTION, Nature.CONCERN, Nature.REINSTATEMENT, Nature.CORRECTION)


class By(StrEnum):
    """What a record and an article of the list have in common."""

    DOI = "doi"
    PMID = "pmid"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that the list is about: the notice that counts, what it was known by, and whether that is certain.

    `notices` are all those of the article, the oldest first.
    """

    record: str
    standing: Notice
    by: By
    certain: bool
    notices: tuple[Notice, ...]


def standing(notices: Sequence[Notice]) -> Notice:
    """The notice that counts of several about one article.

    A retraction stands until the article is reinstated: a correction or concern after it ends nothing, and where it
    is not known which was first, the retraction counts. Without one the latest counts.
    """
    latest = max(notices, key=lambda one: (one.date, -_WEIGHT.index(one.nature)))
    retractions = [one for one in notices if one.nature is Nature.RETRACTION]
    if not retractions:
        return latest
    last = max(retractions, key=lambda one: one.date)
    ends = [one for one in notices if one.nature is Nature.REINSTATEMENT]
    if not any(last.date and one.date >= last.date for one in ends):
        return last
    after = [one for one in notices if one.nature is not Nature.RETRACTION and one.date >= last.date]
    return max(after, key=lambda one: (one.date, -_WEIGHT.index(one.nature)))


class Finder:
    """Looks for the articles of a list among the records of a review. Notices that are about none are not kept."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records: dict[str, Record] = {}
        self._by_number: dict[tuple[By, str], list[str]] = defaultdict(list)
        self._by_title: dict[str, list[str]] = defaultdict(list)
        self._told: dict[str, dict[Notice, By]] = defaultdict(dict)
        self._alike: dict[str, dict[Notice, None]] = defaultdict(dict)
        for record in records:
            self._add(record)

    def _add(self, record: Record) -> None:
        self._records[record.id] = replace(record, fields=(), abstract="")  # a review may have a hundred thousand
        for by, number in ((By.DOI, record.doi), (By.PMID, record.pmid)):
            if number:
                self._by_number[by, number].append(record.id)
        for key in _title_keys(record.title):
            self._by_title[key].append(record.id)

    def wants(self, notice: Notice) -> bool:
        """Whether a notice is, or may be, about one of the records."""
        return (
            (By.DOI, notice.doi) in self._by_number
            or (By.PMID, notice.pmid) in self._by_number
            or any(key in self._by_title for key in _title_keys(notice.title))
        )

    def look(self, notice: Notice) -> None:
        """Keep a notice for the records that it is, or may be, about."""
        if title_and_notice(notice.title)[1] == "retraction":
            return  # an export of notices: its numbers are those of the notice, which nobody retracted
        known: dict[str, By] = {}
        for by, number in ((By.PMID, notice.pmid), (By.DOI, notice.doi)):
            if number:
                known.update(dict.fromkeys(self._by_number.get((by, number), ()), by))
        for record, by in known.items():
            self._told[record].setdefault(notice, by)
        for key in _title_keys(notice.title):
            for record in self._by_title.get(key, ()):
                if record not in known and _can_be_compared(self._records[record], notice):
                    self._alike[record].setdefault(notice)

    def hits(self) -> tuple[Hit, ...]:
        """The records that the notices are about, in the order of the records; first what is certain."""
        by_title = self._by_rules()
        found: list[Hit] = []
        for record in self._records:
            certain, possible = _told_apart(self._records[record], self._told.get(record, {}))
            for notice, verdict in by_title.get(record, {}).items():
                (certain if verdict is Verdict.SAME else possible)[notice] = By.TITLE
            if certain:
                found.append(_hit(record, certain, certain=True))
            else:
                found += [_hit(record, each, certain=False) for each in _articles(possible)]
        return tuple(found)

    def _by_rules(self) -> Mapping[str, Mapping[Notice, Verdict]]:
        """What the rules of matching say of records and notices with like titles, where they say anything."""
        notices = list(dict.fromkeys(notice for each in self._alike.values() for notice in each))
        if not notices:
            return {}
        ids = list(self._alike)
        position = {notice: len(ids) + number for number, notice in enumerate(notices)}
        pairs = {(n, position[notice]): (one, notice) for n, one in enumerate(ids) for notice in self._alike[one]}
        known = [*(self._records[one] for one in ids), *map(_as_record, notices)]
        found: dict[str, dict[Notice, Verdict]] = defaultdict(dict)
        for match in matches(known, new=[False] * len(ids) + [True] * len(notices)):
            pair = pairs.get((match.left, match.right))
            if pair and match.verdict in (Verdict.SAME, Verdict.UNSURE):
                found[pair[0]][pair[1]] = match.verdict
        return found


def _hit(record: str, notices: Mapping[Notice, By], *, certain: bool) -> Hit:
    counts = standing(list(notices))
    in_order = tuple(sorted(notices, key=lambda one: (one.date, one.line)))
    return Hit(record, counts, notices[counts], certain, in_order)


def _told_apart(record: Record, known: Mapping[Notice, By]) -> tuple[dict[Notice, By], dict[Notice, By]]:
    """The notices that are certainly about a record with the same number, and those that contradict it otherwise."""
    certain: dict[Notice, By] = {}
    possible: dict[Notice, By] = {}
    for notice, by in known.items():
        (possible if _contradicts(record, notice) else certain)[notice] = by
    return certain, possible


def _contradicts(record: Record, notice: Notice) -> bool:
    """Whether one number is the same, and the other number or the title is another one's."""
    pairs = [(record.doi, notice.doi), (record.pmid, notice.pmid)]
    known = [one == other for one, other in pairs if one and other]
    if len(known) == 2:
        return not all(known)
    return not titles_fit(title_and_notice(record.title)[0], title_and_notice(notice.title)[0])


def _can_be_compared(record: Record, notice: Notice) -> bool:
    """Whether neither number says that an article is another one than the record."""
    return not (record.doi and notice.doi) and not (record.pmid and notice.pmid)


def _title_keys(title: str) -> Iterator[str]:
    """What titles are looked up by: the whole, its beginning and its end."""
    folded = title_and_notice(title)[0] if title else ""
    if not folded:
        return
    words = folded.split()
    yield folded
    if len(words) > _SHARED_WORDS:
        yield f"{' '.join(words[:_SHARED_WORDS])} ..."
        yield f"... {' '.join(words[-_SHARED_WORDS:])}"


def _articles(possible: Mapping[Notice, By]) -> list[dict[Notice, By]]:
    """Notices by the article that they are about: a record may be like several."""
    found: dict[str, dict[Notice, By]] = {}
    for notice, by in possible.items():
        article = notice.doi or notice.pmid or title_and_notice(notice.title)[0]
        found.setdefault(article, {})[notice] = by
    return list(found.values())


def _as_record(notice: Notice) -> Record:
    """The article of a notice as a record that the rules can compare."""
    return Record(
        "",
        "",
        Place("", notice.line),
        title=notice.title,
        authors=notice.authors,
        year=notice.year,
        journal=notice.journal,
        doi=notice.doi,
        pmid=notice.pmid,
        kind="JOUR",
    )
