"""Screening decisions as other tools write them: a plain CSV, or Rayyan's export (zip, log, or notes).

Rayyan's log is replayed, because it tells who decided what and when and what was changed; where there is none, the
notes of the articles are read. What is read here is matched to the review's records by `matched`.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reviewkit import normalize
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats import ris
from reviewkit.formats.base import decoded
from reviewkit.model import Protocol, Record, Reviewer
from reviewkit.words import Choice, Stage

LARGEST = 500_000_000  # bytes of one unpacked file; more is no export but a zip bomb
OUR_ID = re.compile(r"reviewkit:([A-Za-z0-9_-]+-\d{4,})")
_INCLUSION = re.compile(r"RAYYAN-INCLUSION:\s*\{(.*?)\}")
_VOTE = re.compile(r'"((?:[^"\\]|\\.)*)"\s*=>\s*"(\w+)"')
_REASONS = re.compile(r"RAYYAN-EXCLUSION-REASONS:\s*([^|]*)")
_NEEDED = ("record", "reviewer", "decision")
_WORDS = {
    "include": Choice.INCLUDE,
    "included": Choice.INCLUDE,
    "yes": Choice.INCLUDE,
    "1": Choice.INCLUDE,
    "exclude": Choice.EXCLUDE,
    "excluded": Choice.EXCLUDE,
    "no": Choice.EXCLUDE,
    "-1": Choice.EXCLUDE,
    "maybe": Choice.MAYBE,
    "undecided": Choice.MAYBE,
    "0": Choice.MAYBE,
}

csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True)
class Vote:
    """One decision as it stands in a file: who and which record in the file's own words."""

    place: Place
    reviewer: str
    choice: Choice
    reasons: tuple[str, ...] = ()
    later_stage: bool = False
    stage: str = ""
    note: str = ""
    at: str = ""
    record: str = ""
    doi: str = ""
    pmid: str = ""
    title: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class MatchedVote:
    """A vote with the review's own ids."""

    vote: Vote
    record: str
    reviewer: str
    reason: str
    stage: Stage
    note: str


def votes(data: bytes, path: str) -> tuple[Vote, ...]:
    """The decisions of a plain CSV or of Rayyan's export, recognised from the content.

    Raises ReviewkitError where the file is none of these, with file and line where a line is at fault.
    """
    if data[:4] == b"PK\x03\x04":
        return _from_zip(data, path)
    text, _ = decoded(data, path)
    if text.lstrip().startswith("TY  -"):
        return _from_records(ris.read(text, path).records)
    rows = _rows(text)
    names = set(rows[0][1]) if rows else set()
    if {"key", "title", "notes"} <= names:
        return _from_articles(rows, path)
    if {"article_id", "key", "value"} <= names:
        raise ReviewkitError(
            f"{path}: this is Rayyan's log alone; it does not say which article is which. "
            "Give the whole zip that Rayyan exported, with articles.csv in it."
        )
    return _from_plain(rows, path)


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV with their lines; comma, semicolon or tab between the cells; names in small letters."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    reader.fieldnames = [name.strip().casefold() for name in reader.fieldnames or []]
    return [
        (reader.line_num, {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)})
        for row in reader
        if any(row.values())
    ]


def _from_plain(rows: list[tuple[int, dict[str, str]]], path: str) -> tuple[Vote, ...]:
    names = set(rows[0][1]) if rows else set()
    lacking = [name for name in _NEEDED if name not in names]
    if lacking:
        raise ReviewkitError(
            f"{path}:1: these columns are missing: {', '.join(lacking)}. A table of decisions has the columns "
            "record, reviewer, decision (include, exclude, maybe), and if wanted reason, stage, note, at."
        )
    found, wrong = [], []
    for line, row in rows:
        choice = _WORDS.get(row["decision"].casefold())
        if choice is None:
            wrong.append(
                f"{path}:{line}: the decision is {row['decision']!r}; it can be include, exclude or maybe"
            )
            continue
        found.append(
            Vote(
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


def _from_zip(data: bytes, path: str) -> tuple[Vote, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            texts = {
                entry.filename.rsplit("/", 1)[-1]: _unpacked(archive, entry, path)
                for entry in archive.infolist()
                if entry.filename.endswith(("articles.csv", "customizations_log.csv"))
            }
    except zipfile.BadZipFile:
        raise ReviewkitError(f"{path}: the zip is damaged. Export it from Rayyan again.") from None
    articles = next((text for name, text in texts.items() if name.endswith("articles.csv")), "")
    if not articles:
        raise ReviewkitError(f"{path}: there is no articles.csv in the zip. Choose CSV in Rayyan's export.")
    rows = _rows(articles)
    log = next((text for name, text in texts.items() if name.endswith("customizations_log.csv")), "")
    return _from_log(_rows(log), rows, path) if log.strip() else _from_articles(rows, path)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str) -> str:
    with archive.open(entry) as packed:
        data = packed.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ReviewkitError(f"{path}: {entry.filename} in the zip is larger than any export; it was not read.")
    return decoded(data, f"{path}/{entry.filename}")[0]


def _article(row: Mapping[str, str]) -> Vote:
    """A vote with all but who and what: the article of a row."""
    ours = OUR_ID.search(row.get("notes", ""))
    return Vote(
        place=Place(""),
        reviewer="",
        choice=Choice.MAYBE,
        record=ours.group(1) if ours else "",
        doi=normalize.doi(row.get("doi", "") or row.get("url", "")),
        pmid=row.get("pubmed_id", ""),
        title=row.get("title", ""),
        year=normalize.year(row.get("year", "")),
    )


def _from_log(
    log: Iterable[tuple[int, dict[str, str]]], articles: Iterable[tuple[int, dict[str, str]]], path: str
) -> tuple[Vote, ...]:
    """Replay Rayyan's log: each reviewer's last word on each article and stage, with the reasons that stand."""
    by_key = {row["key"].removeprefix("rayyan-"): _article(row) for _, row in articles}
    said: dict[tuple[str, str, bool], Vote] = {}
    reasons: dict[tuple[str, str], dict[str, None]] = {}
    for line, row in log:
        article, who = row.get("article_id", ""), row.get("user_email", "")
        key, value = row.get("key", "").strip('"'), row.get("value", "")
        if key.startswith("__EXR__"):
            standing = reasons.setdefault((article, who), {})
            if value == "deleted":
                standing.pop(key[7:], None)
            else:
                standing[key[7:]] = None
        elif key == "included" or key.startswith("included__SYSTEM__STAGE__"):
            later = key != "included"
            choice = _WORDS.get(value)
            if choice is None:
                said.pop((article, who, later), None)
                continue
            base = by_key.get(article) or replace(_article({}), title=f"Rayyan article {article}")
            said[article, who, later] = replace(
                base,
                place=Place(f"{path}/customizations_log.csv", line),
                reviewer=who,
                choice=choice,
                later_stage=later,
                at=row.get("created_at", ""),
            )
    return tuple(
        replace(vote, reasons=tuple(reasons.get((article, who), {})) if vote.choice is Choice.EXCLUDE else ())
        for (article, who, _), vote in said.items()
    )


def _from_articles(rows: Iterable[tuple[int, dict[str, str]]], path: str) -> tuple[Vote, ...]:
    return tuple(
        vote
        for line, row in rows
        for vote in _from_notes(row.get("notes", ""), replace(_article(row), place=Place(path, line)))
    )


def _from_records(records: Iterable[Record]) -> tuple[Vote, ...]:
    found: list[Vote] = []
    for record in records:
        notes = " | ".join(entry.value for entry in record.fields if entry.tag == "N1")
        row = {"notes": notes, "title": record.title, "doi": record.doi, "pubmed_id": record.pmid}
        found += _from_notes(notes, replace(_article(row), place=record.place, year=record.year))
    return tuple(found)


def _from_notes(notes: str, article: Vote) -> list[Vote]:
    """The votes in Rayyan's notes. The reasons are everybody's together, so they go to those who excluded."""
    inclusion = _INCLUSION.search(notes)
    if not inclusion:
        return []
    named = _REASONS.search(notes)
    reasons = tuple(part.strip() for part in named.group(1).split(",") if part.strip()) if named else ()
    return [
        replace(
            article,
            reviewer=who.replace('\\"', '"'),
            choice=choice,
            reasons=reasons if choice is Choice.EXCLUDE else (),
        )
        for who, word in _VOTE.findall(inclusion.group(1))
        if (choice := _WORDS.get(word.casefold()))
    ]


def matched(
    found: Sequence[Vote], records: Mapping[str, Record], protocol: Protocol
) -> tuple[tuple[MatchedVote, ...], tuple[Problem, ...]]:
    """The votes with the review's ids, and a problem for each that has no record, reviewer, stage or reason.

    A record is found by our id, then DOI, PubMed id, title and year. Several reasons are no main reason: they go to
    the note, and the exclusion stays without a reason until somebody names one.
    """
    finder = _Finder(records)
    result, problems = [], []
    for vote in found:
        record = finder.record(vote)
        reviewer = _reviewer(vote.reviewer, protocol)
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
                problems.append(Problem(vote.place, wrong, Level.ERROR, "decision"))
        if record and reviewer and stage and not unknown:
            several = f"reasons given: {', '.join(reasons)}" if len(reasons) > 1 else ""
            note = "; ".join(part for part in (vote.note, several) if part)
            result.append(
                MatchedVote(vote, record, reviewer.id, reasons[0] if len(reasons) == 1 else "", stage, note)
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

    def record(self, vote: Vote) -> str | None:
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


def _stage(vote: Vote, protocol: Protocol) -> Stage | None:
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
