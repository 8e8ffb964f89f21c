"""To other tools and back: our id travels along, and decisions only where they may."""

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest

from reviewkit.exchange.decisions import imported_decisions
from reviewkit.exchange.outgoing import outgoing
from reviewkit.formats import ris
from reviewkit.words import Choice, Tool
from tests.builders import papers, review_folder
from tests.conftest import Command, shared
from tests.formats.samples import SAMPLES


@pytest.fixture
def ready(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review with four reports, one of them from two sources of different formats."""
    folder = review_folder(tmp_path / "review")
    monkeypatch.chdir(folder)
    (tmp_path / "cinahl.ris").write_text(papers(3) + SAMPLES["ris"], encoding="utf-8")
    (tmp_path / "pubmed.nbib").write_text(SAMPLES["nbib"], encoding="utf-8")
    assert rk("import", tmp_path / "cinahl.ris", "-s", "cinahl", "--as", "a").status == 0
    assert rk("import", tmp_path / "pubmed.nbib", "-s", "pubmed", "--as", "a").status == 0
    assert rk("dedupe", "--as", "a").out.startswith("5 records, 4 reports, 1 duplicates")
    return folder


def test_bibtexparser_reads_the_bibtex_we_write(ready: Path, rk: Command) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import bibtexparser
    assert rk("convert", "../cinahl.ris", "out.bib").status == 0
    with Path("out.bib").open(encoding="utf-8") as lines:
        entries = bibtexparser.load(lines).entries
    assert len(entries) == 4
    assert entries[-1]["title"] == "A title"
    assert entries[-1]["author"] == "Berg, Nora and Dahl, Per"


def test_zotero_gets_no_tag_that_it_drops_or_mistakes() -> None:
    record = ris.read("TY  - JOUR\nID  - 5\nM1  - 3\nC1  - x\nTI  - A\nIS  - 2\nER  - \n", "x").records[0]
    tags = [item.tag for item in outgoing(record, Tool.ZOTERO).fields]
    assert tags == ["TY", "N1", "N1", "N1", "TI", "IS"]


def test_an_asreview_project_is_read() -> None:
    database = sqlite3.connect(":memory:")
    database.executescript(
        "CREATE TABLE results (record_id INTEGER, label INTEGER, time FLOAT);"
        "CREATE TABLE record (record_id INTEGER, title TEXT, year INTEGER, doi TEXT);"
        "INSERT INTO record VALUES (7, 'A title', 2020, '10.1000/x'), (8, 'Another', NULL, NULL);"
        "INSERT INTO results VALUES (7, 1, 1745432659.8), (8, 0, NULL), (9, NULL, NULL);"
    )
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("project.json", "{}")
        packed.writestr("results.db", bytes(database.serialize()))
        packed.writestr("../../evil.txt", "path tricks in a zip write nothing")
    found = imported_decisions(archive.getvalue(), "x.asreview")
    assert [(one.choice, one.title, one.doi, one.at) for one in found] == [
        (Choice.INCLUDE, "A title", "10.1000/x", "2025-04-23T18:24:19Z"),
        (Choice.EXCLUDE, "Another", "", ""),
    ]


@pytest.mark.parametrize(
    ("file", "count"),
    [
        ("asreview-project/asreview__asreview-demo-project-v2.asreview", 23),
        ("asreview-project/asreview__asreview-demo-project.asreview", 23),
        ("asreview-csv/asreview__generic_labels.csv", 6),
        ("asreview-csv/asreview__generic_partial_labels.csv", 4),
        ("asreview-ris/asreview__baseline_tag-notes_labels.ris", 20),
    ],
)
def test_real_labels_of_asreview_are_read(file: str, count: int) -> None:
    assert len(imported_decisions(shared("exports", file).read_bytes(), file)) == count
