"""convert and lint: exports from one format to another, and what is odd in them."""

import json
from pathlib import Path

import pytest

from reviewkit.formats import registry
from tests.builders import papers
from tests.commands.reviews import HOSTILE, contents, is_harmless, said
from tests.conftest import Command
from tests.formats.samples import SAMPLES

GOOD = "TY  - JOUR\nTI  - A title\nAU  - Berg, Nora\nPY  - 2020\nDO  - 10.1000/x\nER  - \n"
LINKED = GOOD.replace("10.1000/x", "doi:10.1000/x")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with exports, as the current one."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "a.ris"):
        Path(name).write_text(SAMPLES["ris"], encoding="utf-8")
    Path("b.txt").write_text(SAMPLES["pubmed-xml"], encoding="utf-8")
    Path("empty.ris").write_bytes(b"")
    Path("broken.xml").write_text(SAMPLES["endnote-xml"].replace("</records>", "<rec"), encoding="utf-8")
    return tmp_path


def test_convert_streams_many_files_into_one(here: Path, rk: Command) -> None:
    ran = rk("convert", "a.txt", "b.txt", "all.jsonl")
    assert ran.status == 0
    assert ran.out.splitlines() == ["a.txt: 1 record", "b.txt: 1 record", "wrote all.jsonl: 2 records"]
    assert [json.loads(line)["format"] for line in Path("all.jsonl").read_text(encoding="utf-8").splitlines()] == [
        "ris",
        "pubmed-xml",
    ]
    assert rk("convert", "a.txt", "all.jsonl").status == 1
    assert rk("convert", "a.txt", "all.jsonl", "--force").status == 0
    assert rk("convert", "all.jsonl", "back.ris").status == 0
    assert len(registry.read(Path("back.ris").read_bytes(), "x").records) == 1


def test_convert_as_json_counts_each_file(here: Path, rk: Command) -> None:
    told = json.loads(rk("convert", "a.txt", "b.txt", "all.csv", "--json").out)
    assert told == {"written": "all.csv", "records": {"a.txt": 1, "b.txt": 1}, "not_written": {}, "problems": []}


def test_what_a_format_has_no_place_for_is_named(here: Path, rk: Command) -> None:
    Path("x.ris").write_text(GOOD.replace("ER  -", "AD  - Bergen\nN1  - a note\nUR  - u1\nUR  - u2\nER  -") * 2)
    ran = rk("convert", "x.ris", "out.bib")
    assert "note: .bib files have no place for AD (2 records), N1 (2 records), UR (2 records)" in ran.err
    told = json.loads(rk("convert", "x.ris", "out.csv", "--json").out)
    assert told["not_written"] == {"AD": 2, "N1": 2, "UR": 2}
    for ending in ("jsonl", "ris"):
        assert "no place" not in rk("convert", "x.ris", f"out.{ending}").err


@pytest.mark.parametrize("ending", ["ris", "jsonl", "csv", "bib", "json", "enw", "RIS", "Json"])
def test_the_ending_of_the_last_file_says_the_format(here: Path, rk: Command, ending: str) -> None:
    assert rk("convert", "b.txt", f"out.{ending}").status == 0
    (record,) = registry.read(Path(f"out.{ending}").read_bytes(), "x").records
    assert (record.title, record.doi) == ("A title", "10.1000/x")


def test_a_format_can_be_named(here: Path, rk: Command) -> None:
    Path("bare.txt").write_text("TI only a title\n", encoding="utf-8")
    assert rk("convert", "bare.txt", "out.ris").status == 1
    assert rk("convert", "bare.txt", "out.ris", "--format", "wos").status == 0
    assert "TI  - only a title" in Path("out.ris").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        ([], 2, "Missing argument"),
        (["a.txt"], 2, "name the files to read"),
        (["a.txt", "out.docx"], 1, "the file name must end with one of: .ris, .jsonl, .csv, .bib, .json, .enw"),
        (["a.txt", "out"], 1, "the file name must end with one of"),
        (["a.txt", "a.ris"], 1, "already exists"),
        (["a.ris", "a.ris", "--force"], 1, "this is one of the files to read"),
        (["a.ris", "./a.ris", "--force"], 1, "this is one of the files to read"),
        (["nothing.ris", "out.ris"], 1, "there is no such file"),
        ([".", "out.ris"], 1, "this is a folder"),
        (["a.txt", "out.ris", "--format", "word"], 1, "There is no format 'word'"),
        (["a.txt", "out.ris", "--format", "nbib"], 1, "this is RIS"),
        (["empty.ris", "out.ris"], 1, "the file is empty"),
        (["a.txt", "empty.ris", "out.ris"], 1, "the file is empty"),
    ],
)
def test_convert_refuses_in_words_and_leaves_no_half_file(
    here: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    before = contents(here)
    ran = rk("convert", *args)
    assert ran.status == status
    assert why in said(ran)
    assert contents(here) == before


def test_a_file_that_breaks_off_is_converted_up_to_there_and_fails(here: Path, rk: Command) -> None:
    ran = rk("convert", "broken.xml", "out.jsonl")
    assert ran.status == 1
    assert "error: broken.xml:2: the XML is cut off or damaged here" in ran.err
    assert len(Path("out.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    told = rk("convert", "broken.xml", "out2.jsonl", "--json")
    lone, cut = json.loads(told.out)["problems"]
    assert (told.status, "a lone & or < was kept" in lone, "the XML is cut off or damaged" in cut) == (
        1,
        True,
        True,
    )


def test_twenty_problems_are_shown_and_the_rest_counted(here: Path, rk: Command) -> None:
    Path("many.ris").write_text(papers(23).replace("ER  - \n", ""), encoding="utf-8")
    ran = rk("convert", "many.ris", "out.csv")
    assert ran.status == 0
    assert ran.err.count("note: many.ris:") == 20
    assert "... and 3 more (reviewkit lint lists them all)" in ran.err


def test_hostile_text_does_not_act_in_messages_and_cells(here: Path, rk: Command) -> None:
    name = "a\x1b]0;x\x07\u202e.ris"
    Path(name).write_text(f"{HOSTILE}\n" + GOOD.replace("A title", "=1+1"), encoding="utf-8")
    ran = rk("convert", name, "out.csv")
    assert ran.status == 0
    assert "evil" in ran.err
    assert is_harmless(ran)
    assert "'=1+1" in Path("out.csv").read_text(encoding="utf-8-sig")
    assert rk("convert", name, "out.bib", "--json").out.isascii()


# --- lint -----------------------------------------------------------------------------------------------------------


def test_lint_prints_writes_and_exits(here: Path, rk: Command) -> None:
    Path("x.ris").write_text(LINKED, encoding="utf-8")
    ran = rk("lint", "x.ris")
    assert ran.status == 1
    assert ran.out == (
        "x.ris:5:7: RK205 a link instead of the bare DOI: doi:10.1000/x\n"
        "x.ris:1:1: RK216 no record has: journal, volume, issue, pages, pmid, abstract\n"
        "1 finding, 1 can be fixed with --fix; 1 note\n"
    )
    assert json.loads(rk("lint", "x.ris", "--json", "--ignore", "RK216").out) == [
        {
            "path": "x.ris",
            "line": 5,
            "column": 7,
            "code": "RK205",
            "message": "a link instead of the bare DOI: doi:10.1000/x",
        }
    ]
    told = json.loads(rk("lint", "x.ris", "--sarif").out)
    assert told["version"] == "2.1.0"
    assert told["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 5,
        "startColumn": 7,
    }
    before = Path("x.ris").read_bytes()
    ran = rk("lint", "x.ris", "--fix")
    assert (ran.status, ran.err) == (1, "wrote x.fixed.ris\n")
    assert ran.out.endswith("1 finding; 1 note\n")
    assert Path("x.ris").read_bytes() == before
    assert rk("lint", "x.fixed.ris").status == 0


def test_a_file_in_order_exits_with_0(here: Path, rk: Command) -> None:
    Path("x.ris").write_text(GOOD, encoding="utf-8")
    ran = rk("lint", "x.ris", "--ignore", "RK216")
    assert (ran.status, ran.out) == (0, "0 findings\n")
    assert rk("lint", "x.ris", "--fix").status == 0
    assert not Path("x.fixed.ris").exists()
    assert json.loads(rk("lint", "x.ris", "--json", "--ignore", "RK216").out) == []


def test_columns_that_were_not_understood_and_fields_that_no_record_has_are_notes_and_no_faults(
    here: Path, rk: Command
) -> None:
    Path("x.csv").write_text('Title,Authors,Year,Colour,Rank\nA title,"Berg, N",2020,red,1\n', encoding="utf-8")
    ran = rk("lint", "x.csv")
    assert ran.status == 0
    assert ran.out == (
        "x.csv:1:1: RK215 columns that were not understood, kept as they are: Colour, Rank\n"
        "x.csv:1:1: RK216 no record has: journal, volume, issue, pages, doi, pmid, abstract\n"
        "0 findings; 2 notes\n"
    )
    levels = {one["level"] for one in json.loads(rk("lint", "x.csv", "--sarif").out)["runs"][0]["results"]}
    assert levels == {"note"}


def test_the_mended_file_is_not_replaced_without_force(here: Path, rk: Command) -> None:
    Path("x.ris").write_text(LINKED, encoding="utf-8")
    Path("x.fixed.ris").write_text("mine", encoding="utf-8")
    assert rk("lint", "x.ris", "--fix").status == 1
    assert Path("x.fixed.ris").read_text(encoding="utf-8") == "mine"
    rk("lint", "x.ris", "--fix", "--force")
    assert Path("x.fixed.ris").read_text(encoding="utf-8") != "mine"


def test_rules_can_be_left_out(here: Path, rk: Command) -> None:
    Path("x.ris").write_text(LINKED.replace("PY  - 2020\n", ""), encoding="utf-8")
    assert rk("lint", "x.ris", "--ignore", "rk205, RK203").status == 0
    assert rk("lint", "x.ris", "--ignore", "RK205,RK216").out.count("RK") == 1
    ran = rk("lint", "x.ris", "--ignore", "RK999,RK205")
    assert (ran.status, ran.err) == (
        1,
        "reviewkit: unknown rule in --ignore: RK999. The rules are listed in docs/rules.\n",
    )


def test_several_files_are_looked_at_in_their_order_and_one_that_cannot_be_read_is_a_finding(
    here: Path, rk: Command
) -> None:
    out = rk("lint", "empty.ris", "a.ris", "broken.xml").out
    assert [line.partition(":")[0] for line in out.splitlines()[:-1]][:1] == ["empty.ris"]
    assert "empty.ris:1:1: RK100 the file is empty" in out
    assert "RK110 the XML is cut off or damaged here" in out
    ran = rk("lint", "a.ris", "none.ris")
    assert (ran.status, "there is no such file" in ran.err) == (1, True)


def test_hostile_text_does_not_act_in_findings(here: Path, rk: Command) -> None:
    Path("x.ris").write_text(f"{HOSTILE}\n{GOOD.replace('JOUR', HOSTILE)}", encoding="utf-8")
    ran = rk("lint", "x.ris")
    assert ran.status == 1
    assert "RK109" in ran.out
    assert is_harmless(ran)
    for form in ("--json", "--sarif"):
        assert rk("lint", "x.ris", form).out.isascii()
