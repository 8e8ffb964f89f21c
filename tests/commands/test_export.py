"""export: the reports of a review for another tool; our ids travel along, and decisions only where they may."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
import rispy

from reviewkit.formats import ris
from reviewkit.words import Tool
from tests.builders import papers, review_folder
from tests.commands.reviews import HOSTILE, contents, imported, said
from tests.conftest import Command
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
    assert rk("dedupe", "--as", "a").out.startswith("5 records, 4 reports, 1 duplicate")
    return folder


@pytest.mark.parametrize("tool", [tool for tool in Tool if tool not in (Tool.CSV, Tool.EXCEL)])
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


def test_what_was_written_is_told(ready: Path, rk: Command) -> None:
    ran = rk("export", "--for", "zotero", "-o", "out.ris")
    assert (ran.status, ran.out, ran.err) == (0, "4 reports for zotero\n", "wrote out.ris\n")
    ran = rk("export", "--for", "rayyan", "-o", "mine.ris", "--decisions", "--as", "a")
    assert ran.out == "4 reports for rayyan with decisions\n"


def test_a_file_that_is_there_is_replaced_only_with_force(ready: Path, rk: Command) -> None:
    Path("out.ris").write_text("mine", encoding="utf-8")
    assert rk("export", "--for", "ris", "-o", "out.ris").status == 1
    assert Path("out.ris").read_text(encoding="utf-8") == "mine"
    assert rk("export", "--for", "ris", "-o", "out.ris", "--force").status == 0


def test_a_merged_report_keeps_the_fields_of_both_formats(ready: Path, rk: Command) -> None:
    rk("export", "--for", "ris", "-o", ready / "out.ris")
    last = ris.read((ready / "out.ris").read_text(encoding="utf-8"), "x").records[-1]
    notes = [item.value for item in last.fields if item.tag == "N1"]
    assert ("AN", "123456") in [(field.tag, field.value) for field in last.fields]
    assert "nbib OWN: NLM" in notes
    assert "Merged from cinahl-0004; pubmed-0001" in notes


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


def test_decisions_are_somebody_s(ready: Path, rk: Command) -> None:
    for who in ([], ["--as", "zoe"]):
        assert rk("export", "--for", "ris", "-o", "out.ris", "--decisions", *who).status == 1
    assert not Path("out.ris").exists()


def test_a_box_of_the_flow_can_go_out(ready: Path, rk: Command) -> None:
    for who in "ab":
        rk("screen", "decide", "cinahl-0002", "-d", "include", "--as", who)
    (ready / "studies.yaml").write_text("berg: {citation: B, records: [cinahl-0002]}\n", encoding="utf-8")
    for box in ("new.reports", "new.studies", "rm.duplicates"):
        assert rk("export", "--for", "ris", "--box", box, "-o", f"{box}.ris").out == "1 report for ris\n"
    text = Path("new.studies.ris").read_text(encoding="utf-8")
    assert text == Path("new.reports.ris").read_text(encoding="utf-8")
    assert "reviewkit:cinahl-0002" in text
    assert "reviewkit:pubmed-0001" in Path("rm.duplicates.ris").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["-o", "x.ris"], 2, "Missing option '--for'"),
        (["--for", "ris"], 2, "--output: say with -o which file to write"),
        (["--for", "word", "-o", "x.ris"], 2, "'word' is not one of"),
        (["--for", "csv", "-o", "x.ris"], 1, "x.ris: the name of a file for csv must end with .csv"),
        (["--for", "rayyan", "-o", "x.csv"], 1, "x.csv: the name of a file for rayyan must end with .ris"),
        (["--for", "ris", "-o", "x"], 1, "the name of a file for ris must end with .ris"),
        (["--for", "ris", "--box", "nowhere", "-o", "x.ris"], 1, "The flow has no box 'nowhere'. It has: "),
    ],
)
def test_what_cannot_go_out_is_told_and_nothing_is_written(
    ready: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    before = contents(ready)
    ran = rk("export", *args)
    assert ran.status == status
    assert why in said(ran)
    assert contents(ready) == before


def test_a_table_can_have_semicolons_for_norwegian_excel(ready: Path, rk: Command) -> None:
    assert rk("export", "--for", "csv", "-o", "all.csv", "--separator", ";").status == 0
    assert Path("all.csv").read_text(encoding="utf-8-sig").startswith("id;title;authors;")
    assert rk("export", "--for", "csv", "-o", "b.csv", "--separator", "|").status == 2


def test_no_title_acts_as_a_formula_in_a_table(ready: Path, rk: Command) -> None:
    imported(ready, rk, wos=[{"TI": f"=1+1{HOSTILE}", "AU": ["@SUM(A1)"], "JF": "-2"}])
    rk("export", "--for", "csv", "-o", "all.csv")
    rows = list(csv.reader(io.StringIO(Path("all.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == 6
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


# --- a sheet for Excel ------------------------------------------------------------------------------------------------


def test_a_reviewer_s_sheet_goes_out_and_comes_back(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0002", "-d", "include", "--as", "a")
    ran = rk("export", "--for", "excel", "--as", "a")
    assert ran.err == "wrote screen-a.xlsx\n"
    assert ran.out == (
        "3 to decide on and 1 decision of a. Fill in the white columns, then: reviewkit screen import "
        '"screen-a.xlsx" --as a --dry-run\n'
    )
    book = openpyxl.load_workbook("screen-a.xlsx")
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 4).value: row for row in range(2, sheet.max_row + 1)}
    sheet.cell(rows["cinahl-0001"], 5, "exclude")
    sheet.cell(rows["cinahl-0001"], 6, "Wrong outcome")
    sheet.cell(rows["cinahl-0002"], 5, "Kanskje")
    sheet.cell(rows["cinahl-0003"], 7, "ask b")
    book.save("filled.xlsx")
    shown = rk("screen", "import", "filled.xlsx", "--as", "a", "--dry-run")
    assert shown.out.splitlines()[:3] == [
        "cinahl-0001: exclude (outcome) at screening",
        "cinahl-0002: maybe at screening (was include)",
        "2 decisions would be imported",
    ]
    where = rows["cinahl-0003"]
    assert (
        shown.err
        == f"left out: filled.xlsx:{where}: cinahl-0003 has no decision, so this was not imported: note\n"
    )
    told = json.loads(rk("screen", "import", "filled.xlsx", "--as", "a", "--json").out)
    assert (told["imported"], len(told["undecided"])) == (2, 1)
    assert told["changes"][1] == {
        "record": "cinahl-0002",
        "stage": "screening",
        "by": "a",
        "decision": "maybe",
        "reason": None,
        "before": "include",
    }


def test_a_sheet_needs_a_person_and_takes_no_options_of_other_tools(ready: Path, rk: Command) -> None:
    assert "Say who you are with --as" in rk("export", "--for", "excel").err
    ran = rk("export", "--for", "excel", "--as", "a", "--box", "screened", "--decisions")
    assert (ran.status, "--box and --decisions cannot be used with --for excel" in said(ran)) == (2, True)
    assert "must end with .xlsx" in rk("export", "--for", "excel", "--as", "a", "-o", "x.csv").err
    assert "say with -o which file to write" in said(rk("export", "--for", "rayyan"))
    assert list(ready.glob("*.xlsx")) == []


def test_a_sheet_in_which_only_notes_stand_is_no_import(ready: Path, rk: Command) -> None:
    rk("export", "--for", "excel", "--as", "a")
    book = openpyxl.load_workbook("screen-a.xlsx")
    book.worksheets[0].cell(2, 7, "a note")
    book.save("screen-a.xlsx")
    ran = rk("screen", "import", "screen-a.xlsx", "--as", "a")
    assert ran.status == 1
    assert "has no decision, so this was not imported: note\nNothing was imported." in ran.err
