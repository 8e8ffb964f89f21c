"""show and sources: one record with where its fields came from, two side by side, and what each source brought."""

import json
from pathlib import Path

import pytest

from tests.builders import papers
from tests.commands.reviews import ARTICLE, HOSTILE, contents, imported, is_harmless, said
from tests.conftest import Command


def test_a_report_says_which_source_gave_which_field(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[{**ARTICLE, "DO": ""}], medline=[{**ARTICLE, "AB": "An abstract.", "VL": "21"}])
    rk("dedupe", "--same", "cinahl-0001", "medline-0001", "--as", "a")
    found = json.loads(rk("show", "medline-0001", "--json").out)["fields"]
    by_field = {(one["field"], one["value"]): one["records"] for one in found}
    assert by_field["title", ARTICLE["TI"]] == ["cinahl-0001", "medline-0001"]
    assert by_field["volume", "20"] == ["cinahl-0001"]
    assert by_field["volume", "21"] == ["medline-0001"]
    assert by_field["doi", "10.1000/care.1"] == ["medline-0001"]
    ran = rk("dedupe", "--origin", "cinahl-0001")
    assert ran.out.startswith("cinahl-0001: 2 records\n")
    assert "from cinahl-0001, medline-0001" in ran.out


def test_a_report_as_json_is_named_by_its_first_record_and_holds_all(ready: Path, rk: Command) -> None:
    told = json.loads(rk("show", "medline-0001", "--json").out)
    assert told["report"] == "cinahl-0003"
    assert [one["id"] for one in told["records"]] == ["cinahl-0003", "medline-0001"]
    assert [one["verdict"] for one in told["verdicts"]] == ["same"]
    assert told == json.loads(rk("show", "cinahl-0003", "--json").out)


def test_a_long_value_is_cut_on_the_screen_and_whole_in_the_json(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[{**ARTICLE, "AB": "word " * 100}])
    (line,) = [line for line in rk("show", "cinahl-0001").out.splitlines() if line.startswith("abstract")]
    assert line == f"{'abstract':<9} {('word ' * 100)[:160]} ..."
    fields = json.loads(rk("show", "cinahl-0001", "--json").out)["fields"]
    assert [len(one["value"]) for one in fields if one["field"] == "abstract"] == [499]


def test_differences_are_marked_word_by_word(root: Path, rk: Command) -> None:
    imported(
        root, rk, cinahl=[ARTICLE], medline=[{**ARTICLE, "TI": str(ARTICLE["TI"]).replace("families", "kin")}]
    )
    shown = rk("dedupe", "--show", "cinahl-0001", "medline-0001").out
    assert "Trust between nurses and ‹families› in" in shown
    assert "Trust between nurses and ‹kin› in" in shown
    assert "=   journal" in shown
    assert shown == rk("show", "cinahl-0001", "medline-0001").out


def test_two_records_as_json_stand_in_the_order_asked_for(ready: Path, rk: Command) -> None:
    told = json.loads(rk("show", "medline-0002", "cinahl-0001", "--json").out)
    assert [one["id"] for one in told] == ["medline-0002", "cinahl-0001"]
    assert told[1]["title"].startswith("birch ")


@pytest.mark.parametrize(
    ("ids", "status", "why"),
    [
        ([], 2, "Missing argument"),
        (["cinahl-0001", "cinahl-0002", "cinahl-0003"], 2, "name one record, or two to see them side by side"),
        (["cinahl"], 1, "'cinahl' is not a record in this review; ids look like cinahl-0017"),
        ([""], 1, "'' is not a record in this review"),
        (["cinahl-0001", "cinahl-9999"], 1, "'cinahl-9999' is not a record in this review"),
        (["cinahl-0001", "cinahl-0001"], 1, "was named twice"),
        (["../review.yaml"], 1, "is not a record in this review"),
    ],
)
def test_what_cannot_be_shown_is_told(ready: Path, rk: Command, ids: list[str], status: int, why: str) -> None:
    ran = rk("show", *ids)
    assert ran.status == status
    assert why in said(ran)


def test_hostile_records_do_not_act(root: Path, rk: Command) -> None:
    evil = dict.fromkeys(("TI", "AU", "AB", "JF", "VL"), HOSTILE)
    imported(root, rk, cinahl=[evil], medline=[{**evil, "TI": f"{HOSTILE} another"}])
    for ids in (["cinahl-0001"], ["cinahl-0001", "medline-0001"]):
        ran = rk("show", *ids)
        assert "evil" in ran.out
        assert is_harmless(ran)
        assert rk("show", *ids, "--json").out.isascii()


@pytest.fixture
def two_sources(root: Path, rk: Command) -> Path:
    """Five records of cinahl, and five of medline, which has one of its own twice and three that cinahl has."""
    (root.parent / "cinahl.ris").write_text(papers(5), encoding="utf-8")
    (root.parent / "medline.ris").write_text(papers(4, start=3) + papers(1, start=3), encoding="utf-8")
    for source in ("cinahl", "medline"):
        rk("import", root.parent / f"{source}.ris", "-s", source, "--as", "a")
    rk("dedupe", "--as", "a")
    return root


def test_sources_add_up_and_are_drawn(two_sources: Path, rk: Command) -> None:
    told = json.loads(rk("dedupe", "--sources", "--json").out)
    assert told["sources"] == [
        {"source": "cinahl", "records": 5, "reports": 5, "only_here": 2},
        {"source": "medline", "records": 5, "reports": 4, "only_here": 1},
    ]
    assert sum(one["reports"] for one in told["overlaps"]) == told["reports"] == 6
    assert sum(one["records"] for one in told["sources"]) == told["records"] == 10
    assert rk("dedupe", "--sources", "-o", "o.svg", "-o", "o.png", "-o", "t.docx", "-o", "t.csv").status == 0
    svg = Path("o.svg").read_text(encoding="utf-8")
    assert all(word in svg for word in (">cinahl (5)<", ">medline (4)<", ">3</text>", ">2</text>", ">1</text>"))
    assert Path("o.png").read_bytes().startswith(b"\x89PNG")
    assert "Only in this source" in Path("t.csv").read_text(encoding="utf-8-sig")
    assert rk("dedupe", "--sources", "-o", "o.svg").status == 1
    assert "Bare i denne kilden" in rk("dedupe", "--sources", "-l", "nb").out


def test_the_page_of_the_sources_lists_the_reports_of_each_combination(two_sources: Path, rk: Command) -> None:
    ran = rk("sources", "-o", "o.html", "-l", "en")
    assert (ran.status, ran.out) == (0, "")
    page = Path("o.html").read_text(encoding="utf-8")
    overlaps = json.loads(rk("sources", "--json").out)["overlaps"]
    for one in overlaps:
        found = page.partition(f"{', '.join(one['sources'])}: {one['reports']}</summary>")[2].partition("</ol>")[0]
        assert found.count("<li>") == one["reports"]
    assert page.count("<li>") == sum(one["reports"] for one in overlaps) == 6
    assert "Only in this source" in page


def test_figures_alone_print_no_table(two_sources: Path, rk: Command) -> None:
    ran = rk("sources", "-o", "o.svg")
    assert (ran.status, ran.out, ran.err) == (0, "", "wrote o.svg\n")
    assert "medline" in rk("sources").out


def test_sources_are_called_as_the_search_log_calls_them(two_sources: Path, rk: Command) -> None:
    (two_sources / "searches.yaml").write_text("cinahl: {database: CINAHL Plus, hits: 5}\n", encoding="utf-8")
    out = rk("sources").out
    assert "CINAHL Plus" in out
    rk("sources", "-o", "o.svg")
    assert "CINAHL Plus (5)" in Path("o.svg").read_text(encoding="utf-8")
    assert json.loads(rk("sources", "--json").out)["sources"][0]["source"] == "cinahl"


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["-o", "o.gif"], 1, ".svg, .png, .pdf, .pptx or .drawio (figure)"),
        (["-o", "o"], 1, ".svg, .png, .pdf, .pptx or .drawio (figure)"),
        (["-o", "o.svg", "-o", "o.gif"], 1, ".svg, .png, .pdf, .pptx or .drawio (figure)"),
        (["-l", "tlh"], 1, "There are no labels in the language 'tlh'. Use one of: en, nb, nn"),
        (["-o", "o.csv", "--json"], 2, "cannot be used together"),
    ],
)
def test_what_cannot_be_drawn_is_told_before_anything_is_written(
    two_sources: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    before = contents(two_sources)
    ran = rk("sources", *args)
    assert ran.status == status
    assert why in said(ran)
    assert contents(two_sources) == before


def test_a_review_without_records_has_no_overlap(root: Path, rk: Command) -> None:
    told = json.loads(rk("sources", "--json").out)
    assert (told["overlaps"], told["records"], told["reports"]) == ([], 0, 0)
    assert rk("sources").status == 0
    assert rk("sources", "-o", "o.svg").status == 0


def test_hostile_names_of_databases_do_not_act(two_sources: Path, rk: Command) -> None:
    (two_sources / "searches.yaml").write_text(
        'cinahl: {database: "=1+1 \\e]0;x\\a\\u202e<b>", hits: 5}\n', encoding="utf-8"
    )
    assert is_harmless(rk("sources"))
    assert rk("sources", "-o", "t.csv").status == 0
    assert "'=1+1" in Path("t.csv").read_text(encoding="utf-8-sig")
    refused = rk("sources", "-o", "t.html")  # its figure has no letters for these signs
    assert (refused.status, Path("t.html").exists()) == (1, False)
    assert is_harmless(refused)
    (two_sources / "searches.yaml").write_text('cinahl: {database: "=1+1 <b>", hits: 5}\n', encoding="utf-8")
    assert rk("sources", "-o", "t.html").status == 0
    assert "=1+1 &lt;b&gt;" in Path("t.html").read_text(encoding="utf-8")
    assert "<b> (" not in Path("t.html").read_text(encoding="utf-8")
