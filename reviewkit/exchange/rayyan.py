"""Decisions from Rayyan: its zip, its CSV, its RIS.

The log is replayed, because it tells who decided what and when and what was changed; where there is none, the notes
of the articles are read.
"""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.imported import WORDS, ImportedDecision, Rows, about, rows_of
from reviewkit.formats.zipped import file_entries, unzipped, unzipped_text
from reviewkit.model import Record
from reviewkit.words import Choice

_ARTICLES, _LOG = "articles.csv", "customizations_log.csv"
_INCLUSION = re.compile(r"RAYYAN-INCLUSION:\s*\{(.*?)\}")
_VOTE = re.compile(r'"((?:[^"\\]|\\.)*)"\s*=>\s*"(\w+)"')
_REASONS = re.compile(r"RAYYAN-EXCLUSION-REASONS:\s*([^|]*)")


def from_zip(archive: zipfile.ZipFile, path: str) -> tuple[ImportedDecision, ...]:
    """The decisions of the zip that Rayyan exports. Raises ReviewkitError where there are no articles in it."""
    articles = _table(archive, _ARTICLES, path)
    if not articles:
        raise ReviewkitError(
            f"{path}: the zip has no articles.csv, or it is empty. Choose CSV when you export from Rayyan."
        )
    log = _table(archive, _LOG, path)
    return from_log(log, articles, path) if log else from_articles(articles, path)


def _table(archive: zipfile.ZipFile, name: str, path: str) -> Rows:
    """The rows of a file of Rayyan's in the zip, which may have its number before its name; none where it is empty."""
    entries = [entry for entry in file_entries(archive) if entry.filename.endswith(name)]
    if len(entries) > 1:
        names = ", ".join(entry.filename for entry in entries)
        raise ReviewkitError(
            f"{path}: there are several files in the zip where Rayyan has one: {names}. "
            "Give the zips of Rayyan one after the other, as they were exported."
        )
    if not entries or not unzipped(archive, entries[0], path).strip():
        return []
    return rows_of(unzipped_text(archive, entries[0], path), f"{path}/{entries[0].filename}")


def from_log(log: Rows, articles: Rows, path: str) -> tuple[ImportedDecision, ...]:
    """Replay Rayyan's log: each reviewer's last word on each article and stage, with the reasons that stand."""
    by_key = {row.get("key", "").removeprefix("rayyan-"): about(row, Place(path)) for _, row in articles}
    said: dict[tuple[str, str, bool], ImportedDecision] = {}
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
            choice = WORDS.get(value)
            if choice is None:
                said.pop((article, who, later), None)
                continue
            base = by_key.get(article) or about({"title": f"Rayyan article {article}"}, Place(path))
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


def from_articles(rows: Rows, path: str) -> tuple[ImportedDecision, ...]:
    """The decisions in the notes of Rayyan's articles.csv."""
    return tuple(
        vote for line, row in rows for vote in _from_notes(row.get("notes", ""), about(row, Place(path, line)))
    )


def from_records(records: Iterable[Record]) -> tuple[ImportedDecision, ...]:
    """The decisions in the notes of Rayyan's RIS."""
    found: list[ImportedDecision] = []
    for record in records:
        notes = " | ".join(entry.value for entry in record.fields if entry.tag == "N1")
        row = {"notes": notes, "title": record.title, "doi": record.doi, "pubmed_id": record.pmid}
        found += _from_notes(notes, replace(about(row, record.place), year=record.year))
    return tuple(found)


def _from_notes(notes: str, article: ImportedDecision) -> list[ImportedDecision]:
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
        if (choice := WORDS.get(word.casefold()))
    ]
