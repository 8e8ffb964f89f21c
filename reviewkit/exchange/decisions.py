"""Screening decisions as other tools write them, and the records of the review that they are about.

Plain tables, Rayyan, Covidence and ASReview are told apart by their content; each has a file of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewkit import normalize
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.exchange import asreview, covidence, rayyan
from reviewkit.exchange.imported import WORDS, ImportedDecision, Rows, rows_of
from reviewkit.formats import ris
from reviewkit.formats.base import ZIP, decoded
from reviewkit.formats.zipped import opened
from reviewkit.model import Protocol, Record, Reviewer
from reviewkit.words import Stage

_MOST_LISTED = 5
_NEEDED = ("record", "reviewer", "decision")


@dataclass(frozen=True, slots=True)
class MatchedDecision:
    """A decision of another tool with the review's own ids."""

    decision: ImportedDecision
    record: str
    reviewer: str
    reason: str
    stage: Stage
    note: str


def imported_decisions(data: bytes, path: str, list_name: str = "") -> tuple[ImportedDecision, ...]:
    """The decisions of a file. `list_name` says which list a Covidence export is.

    Raises ReviewkitError where the file is none of these, with file and line where a line is at fault.
    """
    if data[:4] == ZIP:
        return _from_zip(data, path)
    text, _ = decoded(data, path)
    if ris.recognises(text[:20_000]) and not text.lstrip().startswith("key,"):
        records = ris.read(text, path).records
        return rayyan.from_records(records) or asreview.from_records(records)
    rows = rows_of(text, path)
    names = set(rows[0][1]) if rows else set()
    if {"key", "title", "notes"} <= names:
        return rayyan.from_articles(rows, path)
    if {"article_id", "key", "value"} <= names:
        raise ReviewkitError(
            f"{path}: this is Rayyan's log alone; it does not say which article is which. "
            "Give the whole zip that Rayyan exported, with articles.csv in it."
        )
    if "covidence #" in names:
        return covidence.from_table(rows, path, list_name)
    if "title" in names and "decision" not in names and asreview.label_column(names):
        return asreview.from_table(rows, path)
    return _from_plain(rows, path)


def _from_zip(data: bytes, path: str) -> tuple[ImportedDecision, ...]:
    with opened(data, path) as archive:
        if any(name.rsplit("/", 1)[-1] == "project.json" for name in archive.namelist()):
            return asreview.from_project(archive, path)
        return rayyan.from_zip(archive, path)


def _from_plain(rows: Rows, path: str) -> tuple[ImportedDecision, ...]:
    names = set(rows[0][1]) if rows else set()
    lacking = [name for name in _NEEDED if name not in names]
    if lacking:
        raise ReviewkitError(
            f"{path}:1: these columns are missing: {', '.join(lacking)}. A table of decisions has the columns "
            "record, reviewer, decision (include, exclude, maybe), and if wanted reason, stage, note, at."
        )
    found, wrong = [], []
    for line, row in rows:
        choice = WORDS.get(row["decision"].casefold())
        if choice is None:
            wrong.append(
                f"{path}:{line}: the decision is {row['decision']!r}; it can be include, exclude or maybe"
            )
            continue
        found.append(
            ImportedDecision(
                place=Place(path, line),
                reviewer=row["reviewer"],
                choice=choice,
                reasons=(row["reason"],) if row.get("reason") else (),
                stage=row.get("stage", ""),
                note=row.get("note", ""),
                at=row.get("at", ""),
                record=row["record"],
                doi=normalize.doi(row.get("doi", "")),
                title=row.get("title", ""),
                year=normalize.year(row.get("year", "")),
            )
        )
    if wrong:
        raise ReviewkitError("\n".join([*wrong, "Nothing was imported."]))
    return tuple(found)


def matched(
    found: Sequence[ImportedDecision],
    records: Mapping[str, Record],
    protocol: Protocol,
    importer: str = "",
    report_of: Mapping[str, str] | None = None,
) -> tuple[tuple[MatchedDecision, ...], tuple[Problem, ...]]:
    """The decisions with the review's ids, and a problem for each that has no record, reviewer, stage or reason.

    A record is found by our id, then DOI, PubMed id, title and year. Records of one report (`report_of`, by record)
    may share these; a line that can be about several reports is a problem, since nobody can tell which is meant. A
    title or DOI that does not fit the record at our id is a problem: the file may be of another review. Several
    reasons are no main reason: they go to the note, and the exclusion stays without a reason until somebody names
    one. Decisions of nobody are the importer's.
    """
    finder = _Finder(records, report_of or {})
    result, problems = [], []
    for given in found:
        candidates = finder.candidates(given)
        record = candidates[0] if len(candidates) == 1 else None
        reviewer = _reviewer(given.reviewer or importer, protocol)
        stage = _stage(given, protocol)
        reasons, unknown = _reasons(given.reasons, protocol)
        wrong = [
            *_wrong_record(given, candidates, records),
            *_wrong_words(given, reviewer, stage, unknown, protocol),
        ]
        problems += [Problem(given.place, message, Level.ERROR, code) for code, message in wrong]
        if record and reviewer and stage and not wrong:
            several = f"reasons given: {', '.join(reasons)}" if len(reasons) > 1 else ""
            note = "; ".join(part for part in (given.note, several) if part)
            reason = reasons[0] if len(reasons) == 1 else ""
            result.append(MatchedDecision(given, record, reviewer.id, reason, stage, note))
    return tuple(result), tuple(problems)


def _wrong_record(
    given: ImportedDecision, candidates: Sequence[str], records: Mapping[str, Record]
) -> list[tuple[str, str]]:
    called = repr(given.record or given.title or "this line")
    if not candidates:
        return [("no-record", f"no record of the review matches {called}")]
    if len(candidates) > 1:
        listed = ", ".join(candidates[:_MOST_LISTED])
        more = f" and {len(candidates) - _MOST_LISTED} more" if len(candidates) > _MOST_LISTED else ""
        message = (
            f"{called} can be any of {len(candidates)} records of this review: {listed}{more}. If they are one "
            "work, `reviewkit dedupe` first; otherwise decide on the one that is meant: reviewkit screen decide ID"
        )
        return [("no-record", message)]
    record = candidates[0]
    other = _other_work(given, records[record]) if given.record == record else ""
    if other:
        message = (
            f"the {other} in this line is not that of {record} in this review, so the decision is of another record. "
            "Is the file of another review, or of an earlier import? Take the column with our ids out to match by DOI "
            "and title"
        )
        return [("other-record", message)]
    return []


def _other_work(given: ImportedDecision, record: Record) -> str:
    """What shows that a line is about another work than the record: "DOI", "title", or "" where nothing does.

    People edit titles in other tools, so where our id came back in a note it takes both.
    """
    other_doi = bool(given.doi and record.doi and given.doi != record.doi)
    other_title = not _titles_fit(given.title, record.title)
    if given.from_note:
        return "title and the DOI" if other_doi and other_title else ""
    if given.doi and given.doi == record.doi:
        return ""
    return "DOI" if other_doi else "title" if other_title else ""


def _titles_fit(title: str, other: str) -> bool:
    """Whether two titles can be of one work: tools cut them off, add subtitles and drop letters."""
    one, two = normalize.folded(title), normalize.folded(other)
    if not one or not two or one.startswith(two) or two.startswith(one):
        return True
    words, others = set(one.split()), set(two.split())
    # Two papers of one series share all words but a few: "... number 1 of amber care", "... number 2 of birch care".
    return len(words & others) >= 0.8 * len(words | others)


def _wrong_words(
    given: ImportedDecision,
    reviewer: Reviewer | None,
    stage: Stage | None,
    unknown: Sequence[str],
    protocol: Protocol,
) -> list[tuple[str, str]]:
    wrong = []
    if reviewer is None:
        wrong.append(
            f"the reviewer {_hidden(given.reviewer)!r} is not in review.yaml; add the name or address there under "
            "`addresses` of that reviewer"
        )
    if stage is None:
        wrong.append(f"the stage {given.stage!r} is none of this review's ({', '.join(protocol.stage_list())})")
    if unknown:
        wrong.append(
            f"the exclusion reason {', '.join(unknown)!r} is not in review.yaml; add it there, or as one of the "
            f"`aliases` of a reason; known: {', '.join(reason.id for reason in protocol.reasons)}"
        )
    if given.at and normalize.moment(given.at) is None:
        wrong.append(f"{given.at!r} is not a time. Write it as 2026-01-31T09:30:00Z, or leave it empty")
    return [("decision", message) for message in wrong]


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


class _Finder:
    """Looks a record up by what the other tool kept of it: our id, then DOI, PubMed id, title and year."""

    def __init__(self, records: Mapping[str, Record], report_of: Mapping[str, str]) -> None:
        self.records, self.report_of = records, report_of
        self.tables = (_Table(), _Table(), _Table())
        for record in records.values():
            keys = self._keys(record.doi, record.pmid, record.title, record.year)
            for table, key in zip(self.tables, keys, strict=True):
                if key:
                    table.add(key, record.id)

    def candidates(self, given: ImportedDecision) -> list[str]:
        """The records that a line can be about, one of each report; a weaker key chooses among those of a stronger."""
        if given.record in self.records:
            return [given.record]
        found: dict[str, str] = {}
        keys = self._keys(given.doi, given.pmid, given.title, given.year)
        for table, key in zip(self.tables, keys, strict=True):
            if not key or len(found) == 1:
                continue
            here: dict[str, str] = {}
            for record in table.records(key):
                if table is not self.tables[-1] or not self._contradicts(given, record):
                    here.setdefault(self.report_of.get(record, record), record)
            found = {report: record for report, record in found.items() if report in here} or found or here
        return list(found.values())

    def _contradicts(self, given: ImportedDecision, record: str) -> bool:
        """Whether a record of the same title and year is another work, because DOI or PubMed id differ."""
        other = self.records[record]
        return bool(
            (given.doi and other.doi and given.doi != other.doi)
            or (given.pmid and other.pmid and given.pmid != other.pmid)
        )

    @staticmethod
    def _keys(doi: str, pmid: str, title: str, year: int | None) -> tuple[object, object, object]:
        words = normalize.folded(title)
        return doi, pmid, (words, year) if words else None


def _reviewer(name: str, protocol: Protocol) -> Reviewer | None:
    wanted = name.strip().casefold()
    for reviewer in protocol.reviewers:
        if wanted in {reviewer.id.casefold(), reviewer.name.casefold(), *map(str.casefold, reviewer.addresses)} - {
            ""
        }:
            return reviewer
    return None


def _stage(given: ImportedDecision, protocol: Protocol) -> Stage | None:
    stages = protocol.stage_list()
    if given.stage:
        return next((stage for stage in stages if stage == given.stage.casefold()), None)
    return stages[-1] if given.later_stage else stages[0]


def _reasons(words: Iterable[str], protocol: Protocol) -> tuple[list[str], list[str]]:
    known = {
        name.strip().casefold(): reason.id
        for reason in protocol.reasons
        for name in (reason.id, *reason.labels.values(), *reason.aliases)
    }
    found = [known.get(word.strip().casefold(), "") for word in words]
    return list(dict.fromkeys(filter(None, found))), [
        word for word, reason in zip(words, found, strict=True) if not reason
    ]


def _hidden(name: str) -> str:
    """An address is shown with its first letters only: logs and messages get passed on."""
    local, at, domain = name.partition("@")
    return f"{local[:2]}...@{domain}" if at else name
