"""Decisions from Rayyan: its zip, its CSV, its RIS.

The log is replayed in the order of its times, because it says who decided what and when and what was changed; where
there is none, the notes of the articles are read.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from reviewkit.archives import Archive
from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.imported import (
    ImportedDecision,
    Rows,
    about,
    choice_of,
    row_of,
    rows_of,
    time_of,
)
from reviewkit.formats import ris
from reviewkit.formats.base import decoded
from reviewkit.formats.zipped import file_entries
from reviewkit.model import Record
from reviewkit.words import Choice, message

_ARTICLES, _LOG = "articles.csv", "customizations_log.csv"
_INCLUSION = re.compile(r"RAYYAN-INCLUSION:\s*+\{([^{}\n]*+)\}")
_VOTE = re.compile(r'(?<!\\)"((?:[^"\\]|\\.)*+)"\s*+=>\s*+"(\w++)"')
_REASONS = re.compile(r"RAYYAN-EXCLUSION-REASONS:\s*([^|]*)")
_LABELS = re.compile(r"RAYYAN-LABELS:\s*([^|]*)")
_USER_NOTES = re.compile(r"USER-NOTES:\s*+\{(.*)", re.DOTALL)
# A list that is never closed goes to the end, so that nothing is searched twice.
_NOTES_OF_ONE = re.compile(
    r'(?<!\\)"((?:[^"\\]|\\.)*+)"\s*+=>\s*+\[((?:"(?:[^"\\]|\\.)*+"|[^\]"])*+)(?:\]|.*)', re.DOTALL
)
_QUOTED = re.compile(r'(?<!\\)"((?:[^"\\]|\\.)*+)"')
_START = datetime.min.replace(tzinfo=UTC)


def from_zip(archive: Archive, path: str) -> tuple[ImportedDecision, ...]:
    """The decisions of the zip that Rayyan exports. Raises ReviewkitError where there are no articles in it."""
    articles = _table(archive, _ARTICLES, path) or _articles_of_ris(archive, path)
    if not articles:
        raise ReviewkitError(
            message(
                "{path}: the zip has no articles.csv, or it is empty, and no .ris. Choose CSV when you "
                "export from Rayyan.",
                path=path,
            )
        )
    log = _table(archive, _LOG, path)
    return from_log(log, articles, path) if log else from_articles(articles, path)


def _entry(archive: Archive, ending: str, path: str) -> zipfile.ZipInfo | None:
    """The one file of Rayyan's whose name ends so; it may have a number before its name."""
    entries = [entry for entry in file_entries(archive) if entry.filename.casefold().endswith(ending)]
    if len(entries) > 1:
        names = ", ".join(entry.filename for entry in entries)
        raise ReviewkitError(
            message(
                "{path}: there are several files in the zip where Rayyan has one: {names}. Give the zips of "
                "Rayyan one after the other, as they were exported.",
                path=path,
                names=names,
            )
        )
    return entries[0] if entries else None


def _text(archive: Archive, ending: str, path: str) -> tuple[zipfile.ZipInfo | None, str]:
    """The one file of Rayyan's whose name ends so with its text; None where there is none, or an empty one."""
    entry = _entry(archive, ending, path)
    data = archive.unpacked(entry) if entry else b""
    return (entry, decoded(data, f"{path}/{entry.filename}")[0]) if entry and data.strip() else (None, "")


def _table(archive: Archive, name: str, path: str) -> Rows:
    """The rows of a table of Rayyan's in the zip; none where it is empty."""
    entry, text = _text(archive, name, path)
    return rows_of(text, f"{path}/{entry.filename}") if entry else []


def _articles_of_ris(archive: Archive, path: str) -> Rows:
    """The articles of a RIS file in the zip, as the rows of articles.csv; Rayyan's key is the accession number."""
    entry, text = _text(archive, ".ris", path)
    if entry is None:
        return []
    records = ris.read(text, f"{path}/{entry.filename}").records
    return [(record.place.line or 0, {**row_of(record), "key": _key(record)}) for record in records]


def _key(record: Record) -> str:
    """Rayyan's number of an article, with its prefix."""
    keys = (entry.value for entry in record.fields if entry.tag in ("AN", "ID"))
    return next((key for key in keys if key.startswith("rayyan-")), "")


@dataclass(slots=True)
class _Marks:
    """What a person set on an article, in the order in which they did, until they took it off again."""

    reasons: dict[str, None] = field(default_factory=dict)
    labels: dict[str, None] = field(default_factory=dict)


def from_log(log: Rows, articles: Rows, path: str) -> tuple[ImportedDecision, ...]:
    """Replay Rayyan's log: each reviewer's last word on each article and stage, with the reasons still set."""
    by_key = {row.get("key", "").removeprefix("rayyan-"): (about(row, Place(path)), row) for _, row in articles}
    said: dict[tuple[str, str, bool], ImportedDecision] = {}
    marks: defaultdict[tuple[str, str], _Marks] = defaultdict(_Marks)
    for line, row in _by_time(log):
        article, who = row.get("article_id", ""), row.get("user_email", "")
        key, value = row.get("key", "").strip('"'), row.get("value", "")
        if key.startswith("__EXR__"):
            _set(marks[article, who].reasons, key.removeprefix("__EXR__"), value)
        elif key.startswith("__LABEL__"):
            _set(marks[article, who].labels, key.removeprefix("__LABEL__"), value)
        elif key == "included" or key.startswith("included__SYSTEM__STAGE__"):
            later = key != "included"
            choice = Choice.MAYBE if value == "0" else choice_of(value)
            said.pop((article, who, later), None)  # the last word is also last in order
            if choice is not None:
                base, _ = by_key.get(article) or (about({"title": f"Rayyan article {article}"}, Place(path)), {})
                said[article, who, later] = replace(
                    base,
                    place=Place(f"{path}/customizations_log.csv", line),
                    reviewer=who,
                    choice=choice,
                    later_stage=later,
                    at=row.get("created_at", ""),
                )
    notes = {article: row.get("notes", "") for article, (_, row) in by_key.items()}
    labelled = {article for (article, _), marked in marks.items() if marked.labels}
    return tuple(
        replace(
            vote,
            reasons=tuple(marks[article, who].reasons) if vote.choice is Choice.EXCLUDE else (),
            labels=tuple(marks[article, who].labels)
            if article in labelled
            else _listed(_LABELS, notes.get(article, "")),
            notes_of=_user_notes(notes.get(article, "")),
        )
        for (article, who, _), vote in said.items()
    )


def _by_time(log: Rows) -> Rows:
    """The lines of a log by their times; a line without one stays below the line above it."""
    last = _START
    timed = []
    for line, row in log:
        last = time_of(row.get("created_at", "")) or last
        timed.append((last, line, row))
    return [(line, row) for _, line, row in sorted(timed, key=lambda entry: entry[0])]


def _set(marks: dict[str, None], name: str, value: str) -> None:
    """Set a mark, or remove it; a mark that is set again keeps its place."""
    if value == "deleted":
        marks.pop(name, None)
    else:
        marks[name] = None


def from_articles(rows: Rows, path: str) -> tuple[ImportedDecision, ...]:
    """The decisions in the notes of Rayyan's articles.csv."""
    return tuple(
        vote for line, row in rows for vote in _from_notes(row.get("notes", ""), about(row, Place(path, line)))
    )


def from_records(records: Iterable[Record]) -> tuple[ImportedDecision, ...]:
    """The decisions in the notes of Rayyan's RIS."""
    found: list[ImportedDecision] = []
    for record in records:
        row = row_of(record)
        found += _from_notes(row["notes"], about(row, record.place))
    return tuple(found)


def _from_notes(notes: str, article: ImportedDecision) -> list[ImportedDecision]:
    """The votes in Rayyan's notes. Reasons and labels are everybody's together: the reasons go to those who excluded,
    in no order, and the labels to all."""
    inclusion = _INCLUSION.search(notes)
    if not inclusion:
        return []
    reasons = _listed(_REASONS, notes)
    return [
        replace(
            article,
            reviewer=who.replace('\\"', '"'),
            choice=choice,
            reasons=reasons if choice is Choice.EXCLUDE else (),
            reasons_in_order=False,
            labels=_listed(_LABELS, notes),
            notes_of=_user_notes(notes),
        )
        for who, word in _VOTE.findall(inclusion.group(1))
        if (choice := choice_of(word))
    ]


def _listed(pattern: re.Pattern[str], notes: str) -> tuple[str, ...]:
    """The entries of a list in the notes, which are separated by commas."""
    found = pattern.search(notes)
    return tuple(part.strip() for part in found.group(1).split(",") if part.strip()) if found else ()


def _user_notes(notes: str) -> tuple[tuple[str, str], ...]:
    """The notes of each person: `USER-NOTES: {"Anna"=>["read it", "twice"]}`."""
    found = _USER_NOTES.search(notes)
    if not found:
        return ()
    return tuple(
        (who.replace('\\"', '"'), "; ".join(text.replace('\\"', '"') for text in _QUOTED.findall(texts)))
        for who, texts in _NOTES_OF_ONE.findall(found.group(1))
    )
