"""Screening decisions as other tools write them, and the records of the review that they are about.

Plain tables, Rayyan, Covidence and ASReview are told apart by their content; each has a file of its own.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewkit import normalize
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.exchange import asreview, covidence, rayyan
from reviewkit.exchange.imported import WORDS, ImportedDecision, Rows, rows_of
from reviewkit.formats import ris
from reviewkit.formats.base import ZIP, decoded
from reviewkit.model import Protocol, Record, Reviewer
from reviewkit.words import Stage

_NEEDED = ("record", "reviewer", "decision")


@dataclass(frozen=True, slots=True)
class MatchedDecision:
    """A vote with the review's own ids."""

    vote: ImportedDecision
    record: str
    reviewer: str
    reason: str
    stage: Stage
    note: str


def votes(data: bytes, path: str, list_name: str = "") -> tuple[ImportedDecision, ...]:
    """The decisions of a file. `list_name` says which list a Covidence export is.

    Raises ReviewkitError where the file is none of these, with file and line where a line is at fault.
    """
    if data[:4] == ZIP:
        return _from_zip(data, path)
    text, _ = decoded(data, path)
    if ris.recognises(text[:20_000]) and not text.lstrip().startswith("key,"):
        records = ris.read(text, path).records
        return rayyan.from_records(records) or asreview.from_records(records)
    rows = rows_of(text)
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
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(name.rsplit("/", 1)[-1] == "project.json" for name in archive.namelist()):
                return asreview.from_project(archive, path)
            return rayyan.from_zip(archive, path)
    except zipfile.BadZipFile:
        raise ReviewkitError(f"{path}: the zip is damaged. Export it again.") from None


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
    found: Sequence[ImportedDecision], records: Mapping[str, Record], protocol: Protocol, importer: str = ""
) -> tuple[tuple[MatchedDecision, ...], tuple[Problem, ...]]:
    """The votes with the review's ids, and a problem for each that has no record, reviewer, stage or reason.

    A record is found by our id, then DOI, PubMed id, title and year. Several reasons are no main reason: they go to
    the note, and the exclusion stays without a reason until somebody names one. Votes of nobody are the importer's.
    """
    finder = _Finder(records)
    result, problems = [], []
    for vote in found:
        record = finder.record(vote)
        reviewer = _reviewer(vote.reviewer or importer, protocol)
        stage = _stage(vote, protocol)
        reasons, unknown = _reasons(vote.reasons, protocol)
        for wrong in (
            None if record else f"no record of the review matches {vote.record or vote.title or 'this line'!r}",
            None
            if reviewer
            else f"the reviewer {_hidden(vote.reviewer)!r} is not in review.yaml; add the name or "
            "address there under `addresses` of that reviewer",
            None
            if stage
            else f"the stage {vote.stage!r} is none of this review's ({', '.join(protocol.stage_list())})",
            f"the exclusion reason {', '.join(unknown)!r} is not in review.yaml; add it there, or as one of the "
            f"`aliases` of a reason; known: {', '.join(reason.id for reason in protocol.reasons)}"
            if unknown
            else None,
        ):
            if wrong:
                code = "no-record" if wrong.startswith("no record") else "decision"
                problems.append(Problem(vote.place, wrong, Level.ERROR, code))
        if record and reviewer and stage and not unknown:
            several = f"reasons given: {', '.join(reasons)}" if len(reasons) > 1 else ""
            note = "; ".join(part for part in (vote.note, several) if part)
            result.append(
                MatchedDecision(vote, record, reviewer.id, reasons[0] if len(reasons) == 1 else "", stage, note)
            )
    return tuple(result), tuple(problems)


class _Finder:
    """Looks a record up by what the other tool kept of it; a key that two records share finds none."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self.records = records
        self.tables: list[dict[object, str | None]] = [{}, {}, {}]
        for record in records.values():
            for table, key in zip(
                self.tables, self._keys(record.doi, record.pmid, record.title, record.year), strict=True
            ):
                if key:
                    table.setdefault(key, record.id)

    def record(self, vote: ImportedDecision) -> str | None:
        if vote.record in self.records:
            return vote.record
        for table, key in zip(self.tables, self._keys(vote.doi, vote.pmid, vote.title, vote.year), strict=True):
            if key and (found := table.get(key)):
                return found
        return None

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


def _stage(vote: ImportedDecision, protocol: Protocol) -> Stage | None:
    stages = protocol.stage_list()
    if vote.stage:
        return next((stage for stage in stages if stage.value == vote.stage.casefold()), None)
    return stages[-1] if vote.later_stage else stages[0]


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
