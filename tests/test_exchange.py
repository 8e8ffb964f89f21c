"""To other tools and back: our id travels along, and decisions only where they may."""

import csv
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
import rispy

from reviewkit.exchange.decisions import imported_decisions
from reviewkit.exchange.outgoing import outgoing
from reviewkit.formats import registry, ris
from reviewkit.words import Choice, Tool
from tests.builders import papers, review_folder
from tests.conftest import Command, shared
from tests.formats.test_registry import SAMPLES


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


@pytest.mark.parametrize("tool", [tool for tool in Tool if tool is not Tool.CSV])
def test_what_goes_out_is_read_by_an_independent_reader_with_our_ids(ready: Path, rk: Command, tool: Tool) -> None:
    out = ready / f"{tool.value}.ris"
    assert rk("export", "--for", tool.value, "-o", out).status == 0
    text = out.read_bytes().decode("utf-8-sig")
    assert (out.read_bytes()[:3] == b"\xef\xbb\xbf") == (tool is Tool.ENDNOTE)
    found = rispy.loads(text.replace("\r\n", "\n"))
    assert [entry["notes"][0] for entry in found] == [f"reviewkit:cinahl-{n:04d}" for n in range(1, 5)]
    assert all("title" in entry or "primary_title" in entry for entry in found)
    assert "\nM1  - " not in text
    lines = text.replace("\r\n", "\n").split("\n")
    assert all(line[2:6] == "  - " for line in lines if line)


def test_a_merged_report_keeps_the_fields_of_both_formats(ready: Path, rk: Command) -> None:
    rk("export", "--for", "ris", "-o", ready / "out.ris")
    last = ris.read((ready / "out.ris").read_text(encoding="utf-8"), "x").records[-1]
    notes = [item.value for item in last.fields if item.tag == "N1"]
    assert ("AN", "123456") in [(field.tag, field.value) for field in last.fields]
    assert "nbib OWN: NLM" in notes
    assert "Merged from cinahl-0004; pubmed-0001" in notes


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


def test_decisions_travel_only_when_asked_and_never_another_s_while_blinded(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a")
    rk("screen", "decide", "cinahl-0002", "-d", "exclude", "-r", "outcome", "--as", "b")
    rk("export", "--for", "asreview", "-o", "plain.ris")
    assert "ASReview" not in Path("plain.ris").read_text(encoding="utf-8")
    rk("export", "--for", "asreview", "-o", "mine.ris", "--decisions", "--as", "a")
    mine = Path("mine.ris").read_text(encoding="utf-8")
    assert mine.count("ASReview_relevant") == 1
    assert mine.count("ASReview_irrelevant") == 0
    assert mine.count("ASReview_not_seen") == 3
    for record in ("cinahl-0001", "cinahl-0002", "cinahl-0003", "cinahl-0004"):
        for who in "ab":
            rk("screen", "decide", record, "-d", "exclude", "-r", "outcome", "--as", who)
    rk("export", "--for", "csv", "-o", "all.csv", "--decisions", "--as", "a")
    rows = list(csv.DictReader(io.StringIO(Path("all.csv").read_text(encoding="utf-8-sig"))))
    assert [(row["id"], row["decision"], row["reason"]) for row in rows] == [
        (f"cinahl-{n:04d}", "exclude", "outcome") for n in range(1, 5)
    ]


def test_a_box_of_the_flow_can_go_out(ready: Path, rk: Command) -> None:
    for who in "ab":
        rk("screen", "decide", "cinahl-0002", "-d", "include", "--as", who)
    assert rk("export", "--for", "ris", "--box", "new.reports", "-o", "in.ris").out == "1 reports for ris\n"
    assert rk("export", "--for", "ris", "--box", "rm.duplicates", "-o", "dup.ris").out == "1 reports for ris\n"
    assert rk("export", "--for", "ris", "--box", "nowhere", "-o", "x.ris").status == 1
    assert rk("export", "--for", "csv", "-o", "x.ris").status == 1


def test_rayyan_and_back_matches_by_our_id(ready: Path, rk: Command) -> None:
    """Rayyan overwrites AN and keeps notes; titles may have been edited there."""
    rk("export", "--for", "rayyan", "-o", "rayyan.ris")
    records = ris.read(Path("rayyan.ris").read_text(encoding="utf-8"), "x").records
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["key", "title", "year", "doi", "pubmed_id", "notes"])
    for number, record in enumerate(records, start=1):
        ours = next(item.value for item in record.fields if item.tag == "N1")
        vote = '{"berit@example.org"=>"Excluded"}'
        writer.writerow([f"rayyan-{number}", "Edited", "1900", "", "", f"{ours} | RAYYAN-INCLUSION: {vote}"])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("articles.csv", out.getvalue())
    Path("back.zip").write_bytes(archive.getvalue())
    assert rk("screen", "--import", "back.zip", "--as", "a").out.startswith("4 decisions imported\n")
    logged = [json.loads(line) for line in Path("screening/a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["by"], one["record"]) for one in logged] == [("b", f"cinahl-{n:04d}") for n in range(1, 5)]


def test_covidence_lists_become_what_the_team_agreed(ready: Path, rk: Command) -> None:
    table_text = (
        "Title,Authors,Published Year,DOI,Covidence #,Notes\n"
        'x,y,1991,10.1000/x.1,#1,"Exclusion reason: Wrong population; seen by both"\n'
    )
    Path("excluded.csv").write_text(table_text, encoding="utf-8")
    ran = rk("screen", "--import", "excluded.csv", "--as", "a")
    assert ran.status == 1
    assert "Name it with --list, one of: select, irrelevant, excluded, included" in ran.err
    assert rk("screen", "--import", "excluded.csv", "--list", "irrelevant", "--as", "a").status == 0
    boxes = json.loads(rk("prisma", "--json").out)["boxes"]
    assert boxes["excluded.population"]["members"] == ["cinahl-0001"]


def test_asreview_s_labels_become_the_importer_s_decisions(ready: Path, rk: Command) -> None:
    rk("export", "--for", "asreview", "-o", "out.ris")
    labelled = (
        Path("out.ris").read_text(encoding="utf-8").replace("ER  - ", "N1  - ASReview_irrelevant\r\nER  - ", 2)
    )
    Path("labelled.ris").write_text(labelled, encoding="utf-8", newline="")
    assert rk("screen", "--import", "labelled.ris", "--as", "b").out.startswith("2 decisions imported\n")
    logged = [json.loads(line) for line in Path("screening/b.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {(one["by"], one["decision"]) for one in logged} == {("b", "exclude")}
    Path("labelled.csv").write_text("title,doi,asreview_label\nx,10.1000/x.3,1\ny,10.9/none,\n", encoding="utf-8")
    assert rk("screen", "--import", "labelled.csv", "--as", "b").out.startswith("1 decisions imported\n")


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


def test_convert_streams_many_files_into_one(tmp_path: Path, rk: Command) -> None:
    (tmp_path / "a.txt").write_text(SAMPLES["ris"], encoding="utf-8")
    (tmp_path / "b.txt").write_text(SAMPLES["pubmed-xml"], encoding="utf-8")
    out = tmp_path / "all.jsonl"
    ran = rk("convert", tmp_path / "a.txt", tmp_path / "b.txt", out)
    assert (ran.status, ran.out.splitlines()[-1]) == (0, f"wrote {out}: 2 records")
    assert [json.loads(line)["format"] for line in out.read_text(encoding="utf-8").splitlines()] == [
        "ris",
        "pubmed-xml",
    ]
    assert rk("convert", tmp_path / "a.txt", out).status == 1
    assert rk("convert", tmp_path / "a.txt", out, "--force").status == 0
    assert rk("convert", out, tmp_path / "back.ris").status == 0
    assert len(registry.read((tmp_path / "back.ris").read_bytes(), "x").records) == 1


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["a.txt"], 2, "name the files to read"),
        (["a.txt", "out.docx"], 1, "end the name with one of: .ris, .jsonl, .csv, .bib, .json, .enw"),
        (["a.txt", "a.ris"], 1, "exists already"),
        (["a.ris", "a.ris", "--force"], 1, "is one of the files to read"),
        (["nothing.ris", "out.ris"], 1, "there is no such file"),
        (["a.txt", "out.ris", "--format", "word"], 1, "there is no format 'word'"),
        (["empty.ris", "out.ris"], 1, "the file is empty"),
        (["broken.xml", "out.jsonl"], 1, "the XML breaks off here"),
    ],
)
def test_convert_refuses_in_words_and_leaves_no_half_file(
    tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch, args: list[str], status: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "a.ris"):
        Path(name).write_text(SAMPLES["ris"], encoding="utf-8")
    Path("empty.ris").write_bytes(b"")
    Path("broken.xml").write_text(SAMPLES["endnote-xml"].replace("</records>", "<rec"), encoding="utf-8")
    before = Path("a.ris").read_bytes()
    ran = rk("convert", *args)
    assert ran.status == status
    assert said in ran.err.replace("\n", " ").replace("│", "").replace("  ", " ")
    assert Path("a.ris").read_bytes() == before
    assert not Path("out.ris").exists()
