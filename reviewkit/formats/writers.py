"""Records to text, piece by piece: RIS, JSONL, CSV, BibTeX, CSL-JSON, EndNote."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from reviewkit.formats import ris
from reviewkit.formats.json import line_of
from reviewkit.model import UNDERSTOOD, Record
from reviewkit.safe import safe_cell

COLUMNS = ("id", *UNDERSTOOD)


def as_ris(records: Iterable[Record]) -> Iterator[str]:
    """RIS: every raw field in its order, one line a value."""
    return map(ris.written_record, records)


def as_jsonl(records: Iterable[Record]) -> Iterator[str]:
    """Our JSONL: one record a line, raw fields and what is understood of them."""
    return (line_of(record) + "\n" for record in records)


def as_csv(records: Iterable[Record], decided: Mapping[str, tuple[str, str]] | None = None) -> Iterator[str]:
    """What is understood of each record, as a table for Excel and R; no cell acts as a formula.

    `decided` adds the columns decision and reason, by the id of the record.
    """
    yield "\ufeff" + _row((*COLUMNS, *(("decision", "reason") if decided is not None else ())))
    for record in records:
        cells = (getattr(record, name) for name in COLUMNS)
        texts = ["; ".join(cell) if isinstance(cell, tuple) else str(cell or "") for cell in cells]
        yield _row([*texts, *(decided.get(record.id, ("", "")) if decided is not None else ())])


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([safe_cell(" ".join(cell.split())) for cell in cells])
    return out.getvalue()


def as_bibtex(records: Iterable[Record]) -> Iterator[str]:
    """What is understood of each record as BibTeX; braces and commands in it are made harmless."""
    for number, record in enumerate(records, start=1):
        first = record.authors[0].partition(",")[0] if record.authors else "anonymous"
        key = "".join(letter for letter in first if letter.isascii() and letter.isalnum()) or "record"
        known = {
            "title": record.title,
            "journal": record.journal,
            "year": str(record.year or ""),
            "volume": record.volume,
            "number": record.issue,
            "pages": record.pages.replace("-", "--"),
            "doi": record.doi,
            "language": record.language,
            "abstract": record.abstract,
            "note": f"reviewkit:{record.id}" if record.id else "",
        }
        authors = " and ".join(map(_bibtex_name, record.authors))
        values = {"author": authors, **{name: _harmless(value) for name, value in known.items()}}
        rows = "".join(f"  {name} = {{{value}}},\n" for name, value in values.items() if value)
        yield f"@{'article' if record.journal else 'misc'}{{{key}{record.year or ''}_{number},\n{rows}}}\n\n"


def _bibtex_name(name: str) -> str:
    """A name; one that would be taken for several, or for the others, is in braces."""
    harmless = _harmless(name)
    is_one = re.search(r"\band\b|;|^others$", harmless, re.IGNORECASE) is None
    return harmless if is_one else f"{{{harmless}}}"


def _harmless(text: str) -> str:
    for letter in "\\{}":
        text = text.replace(letter, " ")
    for letter in "&%$#_":
        text = text.replace(letter, f"\\{letter}")
    for letter in "~^":
        text = text.replace(letter, f"\\{letter}{{}}")
    return " ".join(text.split())


def as_csl(records: Iterable[Record]) -> Iterator[str]:
    """What is understood of each record as CSL-JSON."""
    start = "[\n"
    for number, record in enumerate(records, start=1):
        known = {
            "id": record.id or str(number),
            "type": "article-journal" if record.journal else "document",
            "title": record.title,
            "author": [_person(name) for name in record.authors],
            "issued": {"date-parts": [[record.year]]} if record.year else None,
            "container-title": record.journal,
            "volume": record.volume,
            "issue": record.issue,
            "page": record.pages,
            "DOI": record.doi,
            "PMID": record.pmid,
            "language": record.language,
            "abstract": record.abstract,
        }
        yield start + json.dumps({key: value for key, value in known.items() if value}, ensure_ascii=False)
        start = ",\n"
    yield "[]\n" if start == "[\n" else "\n]\n"


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma and given.strip() else {"literal": name}


def as_enw(records: Iterable[Record]) -> Iterator[str]:
    """What is understood of each record as EndNote's refer format."""
    for record in records:
        rows = [("%0", "Journal Article" if record.journal else "Generic"), ("%T", record.title)]
        rows += [("%A", name) for name in record.authors]
        rows += [
            ("%D", str(record.year or "")),
            ("%J", record.journal),
            ("%V", record.volume),
            ("%N", record.issue),
            ("%P", record.pages),
            ("%R", record.doi),
            ("%G", record.language),
            ("%X", record.abstract),
            ("%Z", f"reviewkit:{record.id}" if record.id else ""),
        ]
        yield "".join(f"{tag} {' '.join(value.split())}\r\n" for tag, value in rows if value) + "\r\n"


WRITERS: dict[str, Callable[[Iterable[Record]], Iterator[str]]] = {
    "ris": as_ris,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "bib": as_bibtex,
    "json": as_csl,
    "enw": as_enw,
}
