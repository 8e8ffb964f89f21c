"""import and searches: exports come into the review whole, and the search log tells of them."""

import csv
import json
from pathlib import Path

import pytest

from tests.builders import papers
from tests.commands.reviews import HOSTILE, boxes, contents, events, imported, is_harmless, said
from tests.conftest import Command

BAD = {
    "empty file": (b"", "the file is empty"),
    "a PDF named .ris": (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF, not an export"),
    "a zip named .ris": (b"PK\x03\x04xxxx", "the zip is damaged"),
    "a photo": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 9, "not a text file"),
    "a letter": (b"Dear all,\nplease find attached\n", "no record found"),
}


def test_an_import_says_how_many_records_went_where_and_how_to_take_it_back(root: Path, rk: Command) -> None:
    file = root.parent / "cinahl.ris"
    ran = rk("import", file, "-s", "cinahl", "--as", "a")
    (event,) = events(root, "searches/imports", "a")
    assert ran.status == 0
    assert ran.out == (
        f"{file}: 4 records imported into cinahl; to undo this: reviewkit undo {event}\n"
        "  filled: title 100%, authors 100%, year 100%, volume 100%, pages 100%, doi 100%\n"
        "  no record has: journal, issue, pmid, abstract\n"
    )
    assert (root / "searches" / "cinahl" / "cinahl.ris").read_bytes() == file.read_bytes()


def test_an_import_as_json(root: Path, rk: Command) -> None:
    file = root.parent / "cinahl.ris"
    file.write_text(papers(2).replace("TI  -", "DP  - EBSCOhost\nTI  -"), encoding="utf-8")
    told = json.loads(rk("import", file, "-s", "cinahl", "--as", "a", "--json").out)
    (event,) = events(root, "searches/imports", "a")
    assert told == {
        "imported": [
            {
                "file": str(file),
                "source": "cinahl",
                "records": 2,
                "already": "",
                "put_back": False,
                "producer": "EBSCOhost",
                "event": event,
                "filled": {
                    **dict.fromkeys(("title", "authors", "year", "volume", "pages", "doi"), 2),
                    **dict.fromkeys(("journal", "issue", "pmid", "abstract"), 0),
                },
                "columns_not_understood": [],
            }
        ],
        "failed": [],
    }
    again = json.loads(rk("import", file, "-s", "other", "--as", "a", "--json").out)["imported"][0]
    assert (again["records"], again["already"], again["event"]) == (0, "searches/cinahl/cinahl.ris", None)


def test_an_import_names_the_columns_that_were_not_understood(root: Path, rk: Command) -> None:
    file = root.parent / "x.csv"
    rows = 'Title,Authors,Year,Colour\nA,"Berg, N",2020,red\nB,,2021,\nC,,,\n'
    file.write_text(rows, encoding="utf-8")
    out = rk("import", file, "-s", "cinahl", "--as", "a").out
    assert "  filled: title 100%, authors 33%, year 67%\n" in out
    assert "  columns that were not understood, kept as they are: Colour\n" in out


def test_the_database_that_wrote_a_file_is_named(root: Path, rk: Command) -> None:
    file = root.parent / "cinahl.ris"
    file.write_text(papers(2).replace("TI  -", "DP  - EBSCOhost\nTI  -"), encoding="utf-8")
    assert (
        "2 records imported into cinahl (written by EBSCOhost); "
        in rk("import", file, "-s", "cinahl", "--as", "a").out
    )


def test_the_same_file_twice_changes_nothing(root: Path, rk: Command) -> None:
    args = ("import", root.parent / "cinahl.ris", "-s", "cinahl", "--as", "a")
    rk(*args)
    before = contents(root)
    ran = rk(*args)
    assert ran.status == 0
    assert "this file has already been imported, as searches/cinahl/cinahl.ris; nothing was changed" in ran.out
    assert contents(root) == before


def test_the_same_file_puts_a_missing_one_back(root: Path, rk: Command) -> None:
    file = root.parent / "export.ris"
    file.write_text(papers(2), encoding="utf-8")
    rk("import", file, "-s", "cinahl", "--as", "a")
    back = "was missing; it is back as searches/cinahl/export.ris"
    for further, words in (((), back), (("--json",), '"put_back": true')):
        (root / "searches/cinahl/export.ris").unlink()
        assert words in rk("import", file, "-s", "cinahl", "--as", "a", *further).out
        assert rk("status").status == 0


@pytest.mark.parametrize("name", BAD)
def test_files_that_are_no_export_are_refused_and_leave_nothing(name: str, root: Path, rk: Command) -> None:
    data, why = BAD[name]
    file = root.parent / "bad.ris"
    file.write_bytes(data)
    before = sorted(path for path in root.rglob("*"))
    ran = rk("import", file, "-s", "cinahl", "--as", "a")
    assert ran.status == 1
    assert f"{file}" in ran.err
    assert why in ran.err
    assert sorted(path for path in root.rglob("*")) == before


def test_a_bad_file_among_good_ones_stops_none_of_them(root: Path, rk: Command) -> None:
    (root.parent / "bad.ris").write_bytes(b"")
    ran = rk("import", root.parent / "bad.ris", root.parent / "cinahl.ris", "-s", "cinahl", "--as", "a")
    assert ran.status == 1
    assert "4 records imported into cinahl" in ran.out
    assert "bad.ris: the file is empty" in ran.err


def test_what_failed_stands_in_the_json_too(root: Path, rk: Command) -> None:
    (root.parent / "bad.ris").write_bytes(b"")
    args = ("import", root.parent / "bad.ris", root.parent / "cinahl.ris", "-s", "cinahl", "--as", "a", "--json")
    ran = rk(*args)
    told = json.loads(ran.out)
    assert (ran.status, len(told["imported"]), len(told["failed"])) == (1, 1, 1)


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["-s", "cinahl"], 2, "Missing argument 'files'"),
        (["../cinahl.ris"], 2, "Missing option '--source'"),
        (["../cinahl.ris", "-s", "CINAHL plus"], 1, "'CINAHL plus' cannot be the name of a source"),
        (["../cinahl.ris", "-s", "../x"], 1, "'../x' cannot be the name of a source"),
        (["../cinahl.ris", "-s", ""], 1, "'' cannot be the name of a source"),
        (["../none.ris", "-s", "cinahl"], 1, "../none.ris: there is no such file"),
        (["..", "-s", "cinahl"], 1, "this is a folder"),
        (["../cinahl.ris", "-s", "cinahl", "--format", "word"], 1, "There is no format 'word'"),
        (["../cinahl.ris", "-s", "cinahl", "--format", "nbib"], 1, "this is RIS"),
    ],
)
def test_what_cannot_be_imported_is_told_and_leaves_nothing(
    root: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    before = contents(root)
    ran = rk("import", *args, "--as", "a")
    assert ran.status == status
    assert why in said(ran)
    assert contents(root) == before


def test_a_source_without_an_entry_gets_lines_to_paste(root: Path, rk: Command) -> None:
    ran = rk("import", root.parent / "cinahl.ris", "-s", "wos", "--as", "a")
    assert "searches.yaml has no entry for wos yet. Paste this" in ran.err
    assert "\nwos:\n  database: wos\n" in ran.err


def test_an_import_does_not_work_out_what_is_a_duplicate(
    root: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewkit.duplicates.groups", lambda *_: pytest.fail("reports were made"))
    (root / "searches.yaml").write_text("cinahl: {hits: 5}\n", encoding="utf-8")
    ran = rk("import", root.parent / "cinahl.ris", "-s", "cinahl", "--as", "a")
    assert ran.status == 0
    assert "the search log says 5 hits" in ran.err


def test_hits_that_differ_are_told_at_once(root: Path, rk: Command) -> None:
    (root / "searches.yaml").write_text("cinahl: {hits: 5}\n", encoding="utf-8")
    ran = rk("import", root.parent / "cinahl.ris", "-s", "cinahl", "--as", "a")
    assert ran.status == 0
    assert "the search log says 5 hits, but 4 records were imported" in ran.err


def test_notes_are_shown_up_to_five(root: Path, rk: Command) -> None:
    file = root.parent / "cinahl.ris"
    file.write_text(papers(8).replace("ER  - \n", ""), encoding="utf-8")
    err = rk("import", file, "-s", "cinahl", "--as", "a").err
    assert err.count("record without ER") == 5
    assert "note: ... and 3 more: reviewkit check --notes" in err


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_is_more_than_a_note_is_shown_first(root: Path, rk: Command, form: list[str]) -> None:
    file = root.parent / "open.csv"
    file.write_text('Title,Year\nA,2020\n"B,2021\nC,2022\n', encoding="utf-8")
    ran = rk("import", file, "-s", "cinahl", "--as", "a", *form)
    assert ran.status == 0
    assert f"{file}:3: a quotation mark in this row is not closed" in ran.err
    assert "a quotation mark in this row is not closed" in rk("check").out


def test_hostile_names_and_texts_do_not_act(root: Path, rk: Command) -> None:
    file = root.parent / "a\x1b]0;x\x07\u202e.ris"
    file.write_text(f"{HOSTILE}\n" + papers(1), encoding="utf-8")
    ran = rk("import", file, "-s", "cinahl", "--as", "a")
    assert ran.status == 0
    assert "evil" in ran.err
    assert is_harmless(ran)
    assert rk("import", file, "-s", "x", "--as", "a", "--json").out.isascii()


def test_the_search_table_counts_every_source_also_one_without_an_entry(ready: Path, rk: Command) -> None:
    (ready / "searches.yaml").write_text("cinahl: {database: CINAHL, hits: 4}\n", encoding="utf-8")
    told = json.loads(rk("searches", "--json").out)
    assert [(one["source"], one["hits"], one["records"]) for one in told] == [
        ("cinahl", 4, 4),
        ("medline", None, 4),
    ]
    assert "(not in searches.yaml)" in rk("searches").out


def test_the_search_log_is_written_as_a_table_once(ready: Path, rk: Command) -> None:
    assert rk("searches", "-o", "log.csv", "-o", "log.html").status == 0
    with Path("log.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    assert rows[0] == ["Source", "Database", "Platform", "Date", "Limits", "Hits", "Records"]
    assert rows[-1][0] == "Total"
    assert rows[-1][-2:] == ["8", "8"]
    before = Path("log.csv").read_bytes()
    assert rk("searches", "-o", "log.csv").status == 1
    assert Path("log.csv").read_bytes() == before
    assert rk("searches", "-o", "log.csv", "--force").status == 0
    assert rk("searches", "-o", "log.pdf").status == 1


def test_the_language_of_the_search_table_is_that_of_the_review(ready: Path, rk: Command) -> None:
    with (ready / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("language: nb\n")
    rk("searches", "-o", "log.html")
    assert '<html lang="nb">' in Path("log.html").read_text(encoding="utf-8")


def test_a_language_without_labels_is_refused(ready: Path, rk: Command) -> None:
    assert rk("searches", "-l", "xx").status == 1


def test_hostile_words_of_the_search_log_do_not_act(ready: Path, rk: Command) -> None:
    (ready / "searches.yaml").write_text(
        'cinahl: {database: "\\e]0;x\\a\\u202eC", platform: "=1+1"}\n', encoding="utf-8"
    )
    assert is_harmless(rk("searches"))
    rk("searches", "-o", "log.csv")
    assert "'=1+1" in Path("log.csv").read_text(encoding="utf-8-sig")


def test_a_source_gets_another_name_and_its_records_keep_their_ids(ready: Path, rk: Command) -> None:
    assert rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a").status == 0
    assert "reviewkit upgrade" in rk("searches", "rename", "cinahl", "ebsco", "--as", "a").err
    rk("upgrade", "--as", "a")
    ran = rk("searches", "rename", "cinahl", "ebsco", "--note", "a slip", "--as", "b")
    assert ran.status == 0
    assert ran.out.startswith("cinahl is now called ebsco; its 4 records keep their ids\nto undo this: ")
    assert boxes(rk)["id.databases.ebsco"] == 4
    assert rk("show", "cinahl-0001").status == 0
    assert (ready / "searches.yaml").read_text(encoding="utf-8").startswith("ebsco: {hits: 4}")
    rk("undo", *events(ready, "searches/imports", "b"), "--as", "b")
    assert boxes(rk)["id.databases.cinahl"] == 4


def test_a_rename_as_json(ready: Path, rk: Command) -> None:
    rk("upgrade", "--as", "a")
    told = json.loads(rk("searches", "rename", "cinahl", "ebsco", "--as", "b", "--json").out)
    assert told == {"source": "ebsco", "records": 4, "events": events(ready, "searches/imports", "b")}


@pytest.mark.parametrize(
    ("names", "status", "why"),
    [
        (["cinahl"], 2, "Missing argument 'new'"),
        (["scopus", "ebsco"], 1, "There is no source 'scopus'. The sources are: cinahl, medline"),
        (["cinahl", "EBSCO host"], 1, "'EBSCO host' cannot be the name of a source"),
        (["cinahl", ""], 1, "'' cannot be the name of a source"),
    ],
)
def test_a_rename_that_cannot_be_is_told(
    ready: Path, rk: Command, names: list[str], status: int, why: str
) -> None:
    rk("upgrade", "--as", "a")
    before = contents(ready)
    ran = rk("searches", "rename", *names, "--as", "a")
    assert ran.status == status
    assert why in said(ran)
    assert contents(ready) == before


def test_an_import_taken_back_stops_counting_and_counts_again(ready: Path, rk: Command) -> None:
    rk("upgrade", "--as", "a")
    imported(ready, rk, wos=[{"TI": "A title", "PY": "2020"}])
    event = events(ready, "searches/imports", "a")[-1]
    rk("undo", event, "--as", "a")
    assert "id.databases.wos" not in boxes(rk)
    rk("undo", events(ready, "searches/imports", "a")[-1], "--as", "a")
    assert boxes(rk)["id.databases.wos"] == 1


# --- the description of a search ------------------------------------------------------------------------------------


def test_a_search_is_described_from_the_command_line(ready: Path, rk: Command) -> None:
    words = ["--database", "CINAHL", "--platform", "EBSCOhost", "--arm", "databases", "--date", "2026-01-31"]
    words += [
        "--hits",
        "5",
        "--difference",
        "one is empty",
        "--set",
        "limits=English; 2018-",
        "--set",
        "explained=4",
    ]
    ran = rk("searches", "describe", "cinahl", *words, "--as", "a")
    assert ran.out.startswith("searches.yaml was changed; to undo this: reviewkit undo a-")
    (source,) = [one for one in json.loads(rk("searches", "--json").out) if one["source"] == "cinahl"]
    assert (source["database"], source["platform"], source["hits"]) == ("CINAHL", "EBSCOhost", 5)
    assert (source["limits"], source["difference"]) == ("English; 2018-", "one is empty")
    assert "cinahl" not in rk("check").out
    assert "already" in rk("searches", "describe", "cinahl", "--hits", "5", "--as", "a").out


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        ([], 2, "say what is known of the search"),
        (["--set", "colour=red"], 2, "the keys are kind, searcher, limits, note, rerun_of, press"),
        (["--set", "limits"], 2, "write KEY=TEXT"),
        (["--hits", "many"], 1, "should be a whole number"),
    ],
)
def test_a_description_that_cannot_be_is_refused(
    ready: Path, rk: Command, words: list[str], status: int, why: str
) -> None:
    before = (ready / "searches.yaml").read_bytes()
    ran = rk("searches", "describe", "cinahl", *words, "--as", "a")
    assert ran.status == status
    assert why in " ".join(ran.err.replace("│", " ").split())
    assert (ready / "searches.yaml").read_bytes() == before
