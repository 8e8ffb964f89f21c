"""What other programs read in our files, in our words: each by its own code, which is no part of this project.

A reader takes a file and gives, for each record, those of title, authors, editors, year, journal, volume, issue, pages,
doi, pmid, abstract, language, publisher, place, series, isbn, issn, url, keywords, kind and notes that the program has.
`differing` says which of them are not what we understand.
"""

import json
import re
import subprocess
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from reviewkit.formats.kinds import Kind
from reviewkit.formats.reference import Reference, reference
from reviewkit.model import Record

Entry = dict[str, Any]
HERE = Path(__file__).parent
ENVIRONMENT = HERE.parent / ".venv-interchange"
# Runs within ASReview's own environment.
_READ_BY_ASREVIEW = """
import json, sys
from asreview.data.ris import RISReader
from asreview.data.tabular import CSVReader
found = (CSVReader if sys.argv[1].endswith(".csv") else RISReader).read_records(sys.argv[1], "d")
print(json.dumps([dict(title=r.title, authors=list(r.authors or []), year=r.year, abstract=r.abstract or "",
    doi=r.doi or "", url=r.url or "", keywords=list(r.keywords or []), label=r.included) for r in found]))
"""
ZOTERO_NEEDS = ("translators", "utilities", "zotero-schema")
RAYYAN_NEEDS = ("ref_parsers", "rayyan-formats-core", "rayyan-formats-plugins")


@dataclass(frozen=True, slots=True)
class Program:
    """A program that reads our files: its name, and how it reads a file with an ending."""

    name: str
    read: Callable[[Path], list[Entry]]


def rispy() -> Program:
    def read(path: Path) -> list[Entry]:
        import rispy as library

        found = library.loads(path.read_text(encoding="utf-8-sig"), skip_unknown_tags=True)
        return [
            {
                "title": one.get("title", ""),
                "authors": one.get("authors", []),
                "year": one.get("year", ""),
                "journal": one.get("secondary_title", ""),
                "volume": one.get("volume", ""),
                "issue": one.get("number", ""),
                "pages": _joined(one.get("start_page"), one.get("end_page")),
                "doi": one.get("doi", ""),
                "abstract": one.get("abstract", ""),
                "language": one.get("language", ""),
                "publisher": one.get("publisher", ""),
                "keywords": one.get("keywords", []),
                "url": (one.get("urls") or [""])[0],
                "notes": one.get("notes", []),
            }
            for one in found
        ]

    return Program("rispy", read)


def asreview_is_there() -> bool:
    return (ENVIRONMENT / "bin" / "python").exists()


def asreview() -> Program:
    def read(path: Path) -> list[Entry]:
        python = ENVIRONMENT / "bin" / "python"
        found = list(_run([python, "-c", _READ_BY_ASREVIEW, path], path.parent))
        if path.suffix == ".ris":  # it keeps addresses of RIS for its exports, but has no place for them itself
            found = [{name: value for name, value in one.items() if name != "url"} for one in found]
        return found

    return Program("ASReview", read)


def asreview_again(path: Path, folder: Path) -> list[int | None]:
    """ASReview's exports of a project of a file, as asreview.ris, .csv and .xlsx in the folder, and its labels."""
    python = ENVIRONMENT / "bin" / "python"
    return list(_run([python, HERE / "readers" / "asreview_project.py", path, folder], folder))


def bibtexparser() -> Program:
    def read(path: Path) -> list[Entry]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # bibtexparser 1 uses names of pyparsing that are going away
            import bibtexparser as library

            parser = library.bparser.BibTexParser(common_strings=True, ignore_nonstandard_types=False)
            entries = library.loads(path.read_text(encoding="utf-8"), parser).entries
        return [{"title": _bare(one.get("title", "")), "year": one.get("year", "")} for one in entries]

    return Program("bibtexparser", read)


def citeproc() -> Program:
    def read(path: Path) -> list[Entry]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from citeproc.source.json import CiteProcJSON

            cited = CiteProcJSON(json.loads(path.read_text(encoding="utf-8")))
        return [
            {"title": str(one["title"]), "year": one["issued"].year if "issued" in one else ""}
            for one in cited.values()
        ]

    return Program("citeproc-py", read)


def zotero(folder: Path, also_write: str = "", to: Path | None = None) -> Program:
    """Zotero's translator for the ending of a file; `also_write` has that translator write what was read to `to`."""
    labels = {".ris": "RIS", ".bib": "BibTeX", ".json": "CSL JSON", ".enw": "ReferBibIX"}

    def read(path: Path) -> list[Entry]:
        command: list[Path | str] = ["node", HERE / "readers" / "zotero.mjs", folder, labels[path.suffix], path]
        command += [also_write, to] if to else []
        return [_of_zotero(item) for item in _run(command, ENVIRONMENT)]

    return Program("Zotero", read)


def _of_zotero(item: Entry) -> Entry:
    """A Zotero item in our words; its `extra` holds what its type has no field for."""
    extra = dict(re.findall(r"(?m)^([^:\n]+): (.*)$", item.get("extra", "")))
    in_archive = item.get("archiveLocation", "") if item.get("archive") == "PubMed" else ""
    people = item["creators"]
    named = {
        role: [_name_of(one) for one in people if one["creatorType"] in roles] for role, roles in _ROLES.items()
    }
    return {
        "title": item.get("title", ""),
        "authors": named["authors"],
        "editors": named["editors"],
        "year": next(iter(re.findall(r"\b\d{4}\b", item.get("date", ""))), ""),
        "journal": item.get("publicationTitle", item.get("conferenceName", item.get("meetingName", ""))),
        "volume": item.get("volume", ""),
        "issue": item.get("issue", ""),
        "pages": item.get("pages", "").replace("–", "-"),
        "doi": (item.get("DOI") or extra.get("DOI", "")).casefold(),
        "pmid": extra.get("PMID", in_archive),
        "abstract": item.get("abstractNote", ""),
        "language": item.get("language", ""),
        "publisher": item.get("publisher", ""),
        "place": item.get("place", ""),
        "series": item.get("series") or item.get("seriesTitle", ""),
        "isbn": item.get("ISBN") or extra.get("ISBN", ""),
        "issn": item.get("ISSN") or extra.get("ISSN", ""),
        "url": item.get("url", ""),
        "keywords": item["tags"],
        "edition": item.get("edition") or item.get("versionNumber", ""),
        "kind": _ZOTERO_KINDS.get(item["itemType"], item["itemType"]),
        "notes": [re.sub(r"^<p>|</p>$", "", unescape(note)) for note in item["notes"]],
        "numPages": item.get("numPages", ""),
        "reportNumber": item.get("reportNumber", ""),
        "genre": item.get("type", ""),
        "extra": item.get("extra", ""),
        "dropped": item["dropped"],
        "itemType": item["itemType"],
    }


_ROLES = {
    "authors": ("author", "artist", "director", "inventor", "programmer", "presenter"),
    "editors": ("editor", "seriesEditor"),
}
_ZOTERO_KINDS = {
    "journalArticle": Kind.ARTICLE,
    "bookSection": Kind.CHAPTER,
    "conferencePaper": Kind.CONFERENCE,
    "presentation": Kind.CONFERENCE,
    "magazineArticle": Kind.MAGAZINE,
    "newspaperArticle": Kind.NEWSPAPER,
    "manuscript": Kind.UNPUBLISHED,
    "preprint": Kind.UNPUBLISHED,
    "computerProgram": Kind.SOFTWARE,
    "videoRecording": Kind.VIDEO,
    "film": Kind.VIDEO,
    "document": Kind.GENERIC,
}


def _name_of(creator: Entry) -> str:
    return ", ".join(filter(None, (creator.get("lastName", ""), creator.get("firstName", ""))))


def rayyan(folder: Path, to: Path | None = None) -> Program:
    """Rayyan's importer; what was read goes out again to `to` with the endings .ris and .csv, with votes."""

    def read(path: Path) -> list[Entry]:
        command: list[Path | str] = ["ruby", HERE / "readers" / "rayyan.rb", folder, path.suffix[1:], path]
        command += [to] if to else []
        return [_of_rayyan(item) for item in _run(command, path.parent)]

    return Program("Rayyan", read)


def _of_rayyan(item: Entry) -> Entry:
    """An article of Rayyan in our words; volumes and issues are whole numbers, and it has no DOI."""
    return {
        "title": item.get("title") or "",
        "authors": item.get("authors") or [],
        "year": (item.get("date_array") or [""])[0],
        "journal": item.get("journal_title") or "",
        "volume": str(item["jvolume"] or ""),
        "issue": str(item["jissue"] or ""),
        "pages": item.get("pagination") or "",
        "abstract": "\n".join(item.get("abstracts") or []),
        "language": item.get("language") or "",
        "publisher": item.get("publisher_name") or "",
        "place": item.get("publisher_location") or "",
        "series": item.get("collection") or "",
        "url": item.get("url") or "",
        "keywords": item.get("keywords") or [],
        "pmid": item.get("sid") or "",
        "notes": (item.get("notes") or "").split("\n"),
        "raw": item,
    }


def _run(command: list[Any], folder: Path) -> Any:
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)
    if done.returncode:
        raise SystemExit(f"{command[0]} stopped: {done.stderr.strip()[-600:]}")
    return json.loads(done.stdout)


def _joined(first: object, last: object) -> str:
    return "-".join(str(part) for part in (first, last) if part)


def _bare(text: str) -> str:
    """A title without the signs that LaTeX needs or forbids."""
    return re.sub(r"[\\{}]", "", text)


WANTED: dict[str, Callable[[Reference], object]] = {
    "title": lambda one: one.record.title,
    "authors": lambda one: list(one.record.authors),
    "editors": lambda one: list(one.editors),
    "year": lambda one: str(one.record.year or ""),
    "journal": lambda one: one.record.journal,
    "volume": lambda one: one.record.volume,
    "issue": lambda one: one.record.issue,
    "pages": lambda one: one.record.pages,
    "doi": lambda one: one.record.doi,
    "pmid": lambda one: one.record.pmid,
    "abstract": lambda one: one.record.abstract,
    "language": lambda one: one.record.language,
    "publisher": lambda one: one.publisher,
    "place": lambda one: one.place,
    "series": lambda one: one.series,
    "isbn": lambda one: " ".join(one.isbn),
    "issn": lambda one: " ".join(one.issn),
    "url": lambda one: one.url,
    "keywords": lambda one: list(one.keywords),
    "edition": lambda one: one.edition,
    "kind": lambda one: one.kind,
}


def ours(record: Record) -> Entry:
    """A record as we understand it."""
    one = reference(record)
    return {name: value(one) for name, value in WANTED.items()}


def differing(record: Record, entry: Entry) -> Iterator[tuple[str, object, object]]:
    """Which fields a program has otherwise than we understand them: name, ours, the program's."""
    one = reference(record)
    for name, value in WANTED.items():
        if name in entry and _plain(ours := value(one), ours) != (theirs := _plain(entry[name], ours)):
            yield name, ours, theirs


def _name(text: str) -> str:
    """A name or a keyword without commas and full stops, which programs add and drop: `Berg, N.` is `Berg N`."""
    return " ".join(text.replace(",", " ").replace(".", " ").split())


def _plain(value: object, like: object) -> object:
    if isinstance(like, list):
        return [_name(str(part)) for part in value] if isinstance(value, list) else [value]
    return value if isinstance(like, Kind) else " ".join(str(value or "").split())
