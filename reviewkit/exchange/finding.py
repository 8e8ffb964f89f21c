"""Which report of the review a line of another tool's file is about.

The order of trust: our id, the DOI, the PubMed id, the title with the year, the title with the year one off. Records
of one report share their keys. A weaker key chooses among the reports of a stronger one; authors, journal, volume and
pages rule reports out. What can be about several reports, or contradicts the only one, is about none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reviewkit import normalize
from reviewkit.exchange.imported import ImportedDecision
from reviewkit.model import Record
from reviewkit.words import message

_MOST_LISTED = 5
_LONG_TITLE = 5  # words; shorter titles ("Editorial", "Letter to the editor") come back every year
_SMALL_WORDS = frozenset(("of", "the", "and", "in", "for", "on", "og", "i", "de", "der", "und"))


class How(StrEnum):
    """What a line was matched by, from what is trusted most."""

    ID = "id"
    DOI = "doi"
    PMID = "pmid"
    TITLE = "title-year"
    NEAR_YEAR = "title-near-year"


@dataclass(frozen=True, slots=True)
class Found:
    """The report that a line is about and what it was matched by, or a code and words why there is none.

    `record` is the record that our id names, which may be a duplicate in the report.
    """

    report: str = ""
    record: str = ""
    how: How | None = None
    code: str = ""
    why: str = ""


class _Table:
    """The records that share a key. Most keys have one, so only the others need a list."""

    def __init__(self) -> None:
        self._first: dict[object, str] = {}
        self._more: dict[object, list[str]] = {}

    def add(self, key: object, record: str) -> None:
        if self._first.setdefault(key, record) != record:
            self._more.setdefault(key, []).append(record)

    def records(self, key: object) -> list[str]:
        return [self._first[key], *self._more.get(key, ())] if key in self._first else []


class Finder:
    """Looks reports up by what another tool kept of their records. `report_of` maps each record to its report."""

    def __init__(self, records: Mapping[str, Record], report_of: Mapping[str, str]) -> None:
        self.records, self.report_of = records, report_of
        self._dois, self._pmids, self._titles = _Table(), _Table(), _Table()
        self._members: dict[str, list[str]] = {}
        for record in records.values():
            self._members.setdefault(self.report(record.id), []).append(record.id)
            title = normalize.folded(record.title)
            for table, key in (
                (self._dois, record.doi),
                (self._pmids, record.pmid),
                (self._titles, (title, record.year) if title else None),
            ):
                if key:
                    table.add(key, record.id)

    def report(self, record: str) -> str:
        """The report of a record."""
        return self.report_of.get(record, record)

    def find(self, given: ImportedDecision) -> Found:
        """The report that a line is about."""
        keys = self._by_key(given)
        if not keys:
            return Found(
                code="no-record", why=message("no record of the review matches {called}", called=_called(given))
            )
        how, reports = keys[0]
        for _, others in keys[1:]:
            if len(reports) > 1:
                reports = [report for report in reports if report in others] or reports
        if len(reports) > 1 or how in (How.TITLE, How.NEAR_YEAR):
            possible = [report for report in reports if not self._contradicts(given, report)]
            if not possible:
                return Found(code="no-record", why=self._contradicted(given, reports))
            reports = self._supported(given, possible)
        if len(reports) > 1:
            return Found(code="no-record", why=_ambiguous(given, reports))
        other = self._other_work(given, reports[0], how)
        if other:
            return Found(code="other-record", why=_other(other, reports[0], how))
        named = [record for record in (given.record, *given.other_ids) if self._is_in(record, reports[0])]
        return Found(reports[0], named[0] if named else reports[0], how)

    def _is_in(self, record: str, report: str) -> bool:
        return record in self.records and self.report(record) == report

    def _by_key(self, given: ImportedDecision) -> list[tuple[How, list[str]]]:
        """The reports that each key of a line leads to, without keys that lead to none."""
        ids = [record for record in (given.record, *given.other_ids) if record in self.records]
        title = normalize.folded(given.title)
        found = [
            (How.ID, self._reports(ids)),
            (How.DOI, self._reports(self._dois.records(given.doi))),
            (How.PMID, self._reports(self._pmids.records(given.pmid))),
            (How.TITLE, self._reports(self._titles.records((title, given.year))) if title else []),
        ]
        if not any(reports for _, reports in found):
            found.append((How.NEAR_YEAR, self._near_year(given, title)))
        return [(how, reports) for how, reports in found if reports]

    def _reports(self, records: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self.report(record) for record in records))

    def _near_year(self, given: ImportedDecision, title: str) -> list[str]:
        """The reports of the same title whose year is one off: published online in December, printed in January."""
        if not title or given.year is None:
            return []
        reports = self._reports(
            record for year in (given.year - 1, given.year + 1) for record in self._titles.records((title, year))
        )
        long_title = len(title.split()) >= _LONG_TITLE
        return [
            report
            for report in reports
            if long_title or any(_agreement(given, record).points > 0 for record in self._records(report))
        ]

    def _records(self, report: str) -> list[Record]:
        return [self.records[record] for record in self._members.get(report, ())]

    def _contradicts(self, given: ImportedDecision, report: str) -> bool:
        """Whether DOI, PubMed id or the details of a line are not those of any record of the report."""
        records = self._records(report)
        return (
            _differs(given.doi, (record.doi for record in records))
            or _differs(given.pmid, (record.pmid for record in records))
            or all(_agreement(given, record).points < 0 for record in records)
        )

    def _supported(self, given: ImportedDecision, reports: list[str]) -> list[str]:
        """The one report whose details all agree with the line, where those of every other differ in something."""
        differing = [report for report in reports if all(one.differs for one in self._agreements(given, report))]
        agreeing = [
            report
            for report in reports
            if any(one.points > 0 and not one.differs for one in self._agreements(given, report))
        ]
        return agreeing if len(agreeing) == 1 and len(differing) == len(reports) - 1 else reports

    def _agreements(self, given: ImportedDecision, report: str) -> "list[_Agreement]":
        return [_agreement(given, record) for record in self._records(report)]

    def _contradicted(self, given: ImportedDecision, reports: list[str]) -> str:
        records = [record for report in reports for record in self._records(report)]
        if _differs(given.doi, (record.doi for record in records)):
            what = message("another DOI")
        elif _differs(given.pmid, (record.pmid for record in records)):
            what = message("another PubMed id")
        else:
            what = message("other authors, or another journal, volume or page")
        return message(
            "no record of the review matches {called}: {listed} {have} its title and year, but {what}. If it is meant: "
            "reviewkit screen decide {first}",
            called=_called(given),
            listed=_listed(reports),
            have=message("has") if len(reports) == 1 else message("have"),
            what=what,
            first=reports[0],
        )

    def _other_work(self, given: ImportedDecision, report: str, how: How) -> str:
        """What shows that a line is about another work than the report: "DOI", "PubMed id", "title"; or ""."""
        records = self._records(report)
        dois, pmids = {record.doi for record in records} - {""}, {record.pmid for record in records} - {""}
        if _differs(given.doi, dois):
            return "DOI"
        of_another = any(other != report for other in self._reports(self._pmids.records(given.pmid)))
        if _differs(given.pmid, pmids) and (given.doi not in dois or of_another):
            return "PubMed id"
        if not any(titles_fit(given.title, record.title) for record in records):
            if how is How.ID:
                return "" if given.doi in dois or given.pmid in pmids else "title"
            return "" if any(_agreement(given, record).points > 0 for record in records) else "title"
        of_that_title = self._reports(self._titles.records((normalize.folded(given.title), given.year)))
        confirmed = given.doi in dois or given.pmid in pmids
        return "title" if of_that_title and report not in of_that_title and not confirmed else ""


def _differs(value: str, others: Iterable[str]) -> bool:
    """Whether a value is known on both sides, and not the same."""
    known = set(others) - {""}
    return bool(value and known and value not in known)


class _Agreement(NamedTuple):
    """How far the details of a line are those of a record: `points` are above 0 where they agree more than they
    differ, below 0 where they differ more; `differs` says that one of them does."""

    points: int
    differs: bool


def _agreement(given: ImportedDecision, record: Record) -> _Agreement:
    """How far authors (which count twice), journal, volume and first page agree, each where both sides have it."""
    points: list[int] = []
    names = {normalize.surname(name) for name in given.authors} - {""}
    others = {normalize.surname(name) for name in record.authors} - {""}
    if names and others:
        points.append(2 if names & others else -2)
    for mine, theirs, same in (
        (given.journal, record.journal, _one_journal),
        (given.volume, record.volume, _one_number),
        (given.pages, record.pages, _one_number),
    ):
        if mine and theirs:
            points.append(1 if same(mine, theirs) else -1)
    return _Agreement(sum(points), any(point < 0 for point in points))


def _one_journal(name: str, other: str) -> bool:
    """Whether two names are one journal's, one of them perhaps abbreviated: `Nord J Care`, `NJC`."""
    words, others = (
        [word for word in normalize.folded(text).split() if word not in _SMALL_WORDS] for text in (name, other)
    )
    short, long = sorted((words, others), key=lambda names: sum(map(len, names)))
    if len(short) == 1 and len(long) > 1:
        return short[0] == "".join(word[0] for word in long) or long[0] == short[0]
    return len(short) <= len(long) and all(
        whole.startswith(part) for part, whole in zip(short, long, strict=False)
    )


def _one_number(text: str, other: str) -> bool:
    """Whether two volumes, or the first of two pages, are the same."""
    one, two = (normalize.folded(value).split()[:1] for value in (text, other))
    return [word.lstrip("0") for word in one] == [word.lstrip("0") for word in two]


def titles_fit(title: str, other: str) -> bool:
    """Whether two titles can be of one work: tools cut them off, add subtitles and drop letters."""
    one, two = normalize.folded(title), normalize.folded(other)
    if not one or not two or one.startswith(two) or two.startswith(one):
        return True
    words, others = set(one.split()), set(two.split())
    ours, theirs = words - others, others - words
    if any(_is_number(word) for word in ours) and any(_is_number(word) for word in theirs):
        return False  # part 1 and part 2, hepatitis A and hepatitis B
    # Two papers of one series share all words but a few: "... number 1 of amber care", "... number 2 of birch care".
    return len(words & others) >= 0.8 * len(words | others)


def _is_number(word: str) -> bool:
    return len(word) == 1 or word.isdecimal() or word in ("ii", "iii", "iv", "vi", "vii", "viii", "ix")


def _called(given: ImportedDecision) -> str:
    return message("{name!r}", name=given.record or given.title or given.doi or given.pmid or message("this line"))


def _listed(reports: list[str]) -> str:
    more = message(" and {n} more", n=len(reports) - _MOST_LISTED) if len(reports) > _MOST_LISTED else ""
    return message("{reports}{more}", reports=", ".join(reports[:_MOST_LISTED]), more=more)


def _ambiguous(given: ImportedDecision, reports: list[str]) -> str:
    return message(
        "{called} can be any of {n} records of this review: {listed}. If they are one work, `reviewkit dedupe` first; "
        "otherwise decide on the one that is meant: reviewkit screen decide ID",
        called=_called(given),
        n=len(reports),
        listed=_listed(reports),
    )


def _other(what: str, report: str, how: How) -> str:
    named = {How.ID: message("our id"), How.DOI: message("the DOI"), How.PMID: message("the PubMed id")}
    return message(
        "{named} in this line is that of {report} in this review, but the {what} is not that of {report}, so it "
        "cannot be told which record the decision is of. Is the file of another review, or of an earlier import? "
        "Correct the line, or decide on the record that is meant: reviewkit screen decide {report}",
        named=named.get(how, message("the title")),
        report=report,
        what=what,
    )
