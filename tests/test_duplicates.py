"""Duplicates in a review, from the first run to a later search: what is asked, shared, explained, changed, undone."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import dedupe
from tests.builders import papers, record, review_folder, ris
from tests.conftest import Command

ARTICLE: dict[str, str | list[str]] = {
    "TI": "Trust between nurses and families in home care: an interview study",
    "AU": ["Berg, Nora", "Dahl, Per"],
    "PY": "2020",
    "JF": "Nordic Journal of Care",
    "VL": "20",
    "SP": "277",
    "EP": "289",
    "DO": "10.1000/care.1",
}
BARE = {"TI": ARTICLE["TI"], "AU": ARTICLE["AU"], "PY": "2021"}


def doubtful(n: int) -> tuple[dict[str, str | list[str]], dict[str, str | list[str]]]:
    """Two records on which the machine does not decide."""
    title = f"A long and unusual title number {n} of a doubtful report on care"
    one: dict[str, str | list[str]] = {"TI": title, "AU": ["Berg, Nora", "Dahl, Per"], "PY": "2020"}
    return one, {**one, "VL": str(n), "SP": str(7 + n), "JF": "A journal"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = review_folder(tmp_path / "review")
    monkeypatch.chdir(folder)
    return folder


def imported(root: Path, rk: Command, **sources: list[dict[str, str | list[str]]]) -> None:
    for source, entries in sources.items():
        path = root.parent / f"{source}.ris"
        path.write_text(ris(*entries), encoding="utf-8")
        assert rk("import", path, "-s", source, "--as", "a").status == 0


def state(rk: Command) -> tuple[str, str, str]:
    """All that duplicates decide: the flow, the queue, the links."""
    return (
        rk("prisma", "--json").out,
        rk("dedupe", "--queue", "--json").out,
        rk("dedupe", "--related", "--json").out,
    )


@pytest.fixture
def asked(root: Path, rk: Command) -> Path:
    """A review with six doubtful pairs."""
    pairs = [doubtful(n) for n in range(6)]
    imported(root, rk, cinahl=[one for one, _ in pairs], medline=[other for _, other in pairs])
    rk("dedupe", "--as", "a")
    return root


def test_evidence_is_told_in_words(root: Path, rk: Command) -> None:
    imported(
        root, rk, cinahl=[ARTICLE], medline=[{**ARTICLE, "TI": f"Correction: {ARTICLE['TI']}", "SP": "", "EP": ""}]
    )
    rk("dedupe", "--as", "a")
    told = rk("dedupe", "--explain", "cinahl-0001", "medline-0001").out
    assert "+  speaks for one report:\n     the titles are the same" in told
    assert "the one is marked as nothing, the other as erratum" in told
    assert "so:  unsure (only one is marked as erratum, yet both have the same identifier)" in told
    assert "log: reviewkit " in told
    assert told.endswith("log: they are two reports\n")
    as_json = json.loads(rk("dedupe", "--explain", "cinahl-0001", "medline-0001", "--json").out)
    assert {"speaks": "for", "words": "the DOI agrees"} in as_json["evidence"]
    assert as_json["verdict"] == "unsure"


def test_evidence_on_records_of_files(root: Path, rk: Command) -> None:
    path = root.parent / "all.ris"
    path.write_text(ris(ARTICLE, {**ARTICLE, "IS": "4"}), encoding="utf-8")
    told = rk("dedupe", path, "--explain", f"{path}:1", f"{path}:2").out
    assert "so:  same (same DOI, and the titles agree)" in told
    assert rk("dedupe", path, "--explain", f"{path}:1", f"{path}:9").status == 1


def test_what_belongs_together_is_listed(root: Path, rk: Command) -> None:
    protocol = {
        **ARTICLE,
        "TI": f"{ARTICLE['TI']}: study protocol",
        "DO": "10.1000/p",
        "VL": "1",
        "SP": "e4",
        "EP": "",
    }
    imported(root, rk, cinahl=[ARTICLE], medline=[protocol])
    assert "1 pairs are distinct but belong together" in rk("dedupe", "--as", "a").out
    assert rk("dedupe", "--related").out.startswith("protocol: only one is a protocol")
    assert json.loads(rk("dedupe", "--related", "--json").out)[0]["relation"] == "protocol"


def test_the_protocol_of_the_review_says_what_happens_to_preprints(root: Path, rk: Command) -> None:
    preprint = {**ARTICLE, "JF": "medRxiv", "DO": "10.1101/2020.01.02.1234", "VL": "", "SP": "", "EP": ""}
    imported(root, rk, cinahl=[ARTICLE], medline=[preprint])
    with (root / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("duplicates:\n  preprints: join\n")
    assert "1 reports, 1 duplicates" in rk("dedupe", "--as", "a").out
    (root / "review.yaml").write_text(
        (root / "review.yaml").read_text(encoding="utf-8").replace("preprints: join", "preprints: glue"),
        encoding="utf-8",
    )
    assert "is 'glue'; it can be: separate, join, ask" in rk("check").out


def test_the_queue_goes_to_a_spreadsheet_and_comes_back(asked: Path, rk: Command) -> None:
    assert rk("dedupe", "--queue", "-o", "queue.xlsx").status == 0
    book = openpyxl.load_workbook("queue.xlsx")
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:6] == ["answer", "note", "first", "second", "score", "why"]
    for row, word in ((2, "same"), (3, "Different"), (4, " ja ")):
        sheet.cell(row, 1).value = word
    sheet.cell(2, 2).value = "I looked at both"
    book.save("queue.xlsx")
    ran = rk("dedupe", "--answers", "queue.xlsx", "--as", "b")
    assert ran.out == "3 answers logged, 3 rows without an answer\n"
    assert rk("dedupe", "--answers", "queue.xlsx", "--as", "b").out.startswith(
        "0 answers logged, 3 were here already"
    )
    assert len(json.loads(rk("dedupe", "--queue", "--json").out)) == 3
    assert '"note": "I looked at both"' in (asked / "duplicates" / "b.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_that_norwegian_excel_saved_comes_back(
    asked: Path, rk: Command, encoding: str, separator: str
) -> None:
    rk("dedupe", "--queue", "-o", "queue.csv")
    with Path("queue.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows[0]["answer"], rows[0]["note"] = "nei", "ikke samme på noen måte"
    with Path("saved.csv").open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys(), delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    ran = rk("dedupe", "--answers", "saved.csv", "--as", "b")
    assert (ran.status, ran.out) == (0, "1 answers logged, 5 rows without an answer\n"), ran.err


def test_one_wrong_answer_logs_none(asked: Path, rk: Command) -> None:
    Path("q.csv").write_text(
        "answer,first,second\nsame,cinahl-0001,medline-0001\nperhaps,cinahl-0002,medline-0002\nsame,cinahl-0003,x-1\n",
        encoding="utf-8",
    )
    ran = rk("dedupe", "--answers", "q.csv", "--as", "b")
    assert ran.status == 1
    assert "q.csv:3: the answer 'perhaps' should be same or different, or empty" in ran.err
    assert "q.csv:4: 'x-1' is no record of this review" in ran.err
    assert not (asked / "duplicates" / "b.jsonl").exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("q.csv", b"", "the file is empty"),
        ("q.xlsx", b"PK\x03\x04 no workbook", "no table that can be read"),
        ("q.csv", b"first,second\na,b\n", "the column 'answer' is missing"),
        ("q.pdf", b"%PDF-1.4", "this is a PDF"),
    ],
)
def test_what_is_no_queue_is_refused(asked: Path, rk: Command, name: str, content: bytes, told: str) -> None:
    Path(name).write_bytes(content)
    ran = rk("dedupe", "--answers", name, "--as", "b")
    assert ran.status == 1
    assert told in ran.err


def test_two_people_split_the_queue(asked: Path, rk: Command) -> None:
    whole = {tuple(one["records"]) for one in json.loads(rk("dedupe", "--queue", "--json").out)}
    parts = [
        {tuple(one["records"]) for one in json.loads(rk("dedupe", "--queue", "--json", "--part", part).out)}
        for part in ("1/2", "2/2")
    ]
    assert parts[0] | parts[1] == whole
    assert not parts[0] & parts[1]
    assert all(parts)
    rk("dedupe", "--review", "--as", "a", "--part", "1/2", typed="n\n" * len(parts[0]))
    left = {tuple(one["records"]) for one in json.loads(rk("dedupe", "--queue", "--json").out)}
    assert left == parts[1]
    assert rk("dedupe", "--queue", "--part", "3/2").status == 2


def test_the_queue_at_the_keyboard_says_why_skips_and_takes_back(asked: Path, rk: Command) -> None:
    before = state(rk)
    ran = rk("dedupe", "--review", "--as", "b", typed="w\ny\nu\nx\ns\nq\n")
    assert "speaks for one report" in ran.out
    assert "type y, n, w, s, u or q" in ran.err
    assert ran.out.endswith("0 answered, 6 possible duplicates left\n")
    assert state(rk) == before


def test_undo_gives_back_the_state_before_byte_for_byte(asked: Path, rk: Command) -> None:
    before = state(rk)
    rk("dedupe", "same", "cinahl-0001", "medline-0001", "--as", "b")
    rk("dedupe", "different", "cinahl-0002", "medline-0002", "--as", "b")
    assert state(rk) != before
    for event in ids(asked, "b"):
        assert rk("undo", event, "--as", "a").status == 1
        assert rk("undo", event, "--as", "a", "--note", "we talked").status == 0
    assert state(rk) == before


def test_a_whole_run_is_taken_back_with_its_verdicts(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[{**ARTICLE, "DB": "MEDLINE"}])
    before = state(rk)
    rk("dedupe", "--as", "a")
    assert state(rk) != before
    run = ids(root, "a")[0]
    assert rk("dedupe", "--undo", run, "--as", "a").out == f"{run} was taken back with its 1 verdicts\n"
    assert state(rk) == before
    assert "1 reports, 1 duplicates" in rk("dedupe", "--as", "a").out


def test_a_later_search_leaves_what_people_said(asked: Path, rk: Command) -> None:
    rk("dedupe", "--different", "cinahl-0001", "medline-0001", "--as", "b")
    rk("dedupe", "--same", "cinahl-0002", "medline-0002", "--as", "b")
    bridge = {**doubtful(0)[1], "DO": "10.1000/new"}
    imported(asked, rk, wos=[bridge, doubtful(1)[1], *({"TI": f"Other {n}", "PY": "1999"} for n in range(3))])
    rk("dedupe", "--as", "b")
    groups = _groups(rk)
    assert {"cinahl-0002", "medline-0002", "wos-0002"} in groups
    assert not any({"cinahl-0001", "medline-0001"} <= group for group in groups)


def _groups(rk: Command) -> list[set[str]]:
    from reviewkit.store.open_review import open_review

    return [set(group.records) for group in open_review(Path()).review.groups]


def ids(root: Path, writer: str) -> list[str]:
    """The ids of the events in a writer's log of duplicates."""
    lines = (root / "duplicates" / f"{writer}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


def test_a_newer_version_shows_what_it_would_change_and_waits(root: Path, rk: Command) -> None:
    """The log of an old version says that two identical records are different, and that two strangers are the same."""
    imported(
        root,
        rk,
        cinahl=[ARTICLE],
        medline=[{**ARTICLE, "DB": "MEDLINE"}],
        wos=[{**BARE, "TI": "Quite another title", "DO": "10.1/z"}],
    )
    rk("dedupe", "--as", "a")
    log = root / "duplicates" / "a.jsonl"
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line["version"] = "0.0.1"
        if line["do"] == "verdict":
            line.update(records=["cinahl-0001", "wos-0001"])
            del line["fingerprints"]
    log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    before = state(rk)
    assert "some verdicts are of reviewkit 0.0.1" in rk("dedupe", "--as", "a").out
    shown = rk("dedupe", "--preview").out
    assert "cinahl-0001 and medline-0001: different, would become same" in shown
    assert "cinahl-0001 and wos-0001: same, would become different (no rule joins them any more)" in shown
    assert "nothing was changed" in shown
    assert state(rk) == before
    rk("dedupe", "--update", "--as", "b")
    assert {"cinahl-0001", "medline-0001"} in _groups(rk)
    assert rk("dedupe", "--preview").out.startswith("0 verdicts of the machine would change")
    run = ids(root, "b")[0]
    assert rk("dedupe", "--undo", run, "--as", "b").out == f"{run} was taken back with its 2 verdicts\n"
    assert state(rk) == before


def test_an_update_changes_no_verdict_of_a_person(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[{**ARTICLE, "DB": "MEDLINE"}])
    rk("dedupe", "--as", "a")
    rk("dedupe", "--different", "cinahl-0001", "medline-0001", "--as", "b")
    assert rk("dedupe", "--update", "--as", "a").out.startswith("0 verdicts of the machine would change")
    assert len(_groups(rk)) == 2


def test_decisions_on_two_records_that_turn_out_to_be_one_report_are_a_conflict_until_settled(
    root: Path, rk: Command
) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[{**BARE, "TI": "Tillit i hjemmesykepleien"}])
    rk("dedupe", "--as", "a")
    for who in "ab":
        rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", who)
        rk("screen", "decide", "medline-0001", "-d", "exclude", "-r", "outcome", "--as", who)
    told = rk("dedupe", "--same", "cinahl-0001", "medline-0001", "--as", "a").out
    assert "cinahl-0001 was decided on twice, and not alike (a: include on cinahl-0001" in told
    assert "1 conflicts" in rk("screen", "conflicts").out
    rk("screen", "settle", "cinahl-0001", "-d", "include", "--as", "a")
    assert json.loads(rk("prisma", "--json").out)["boxes"]["new.reports"]["n"] == 1
    rk("undo", ids(root, "a")[-1], "--as", "a")
    assert json.loads(rk("prisma", "--json").out)["boxes"]["excluded"]["n"] == 1


def test_decisions_that_agree_stand_when_two_records_turn_out_to_be_one_report(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[{**BARE, "TI": "Tillit i hjemmesykepleien"}])
    rk("dedupe", "--as", "a")
    for who, what in (("a", "cinahl-0001"), ("b", "medline-0001")):
        rk("screen", "decide", what, "-d", "include", "--as", who)
    assert "decided on twice" not in rk("dedupe", "--same", "cinahl-0001", "medline-0001", "--as", "a").out
    assert json.loads(rk("prisma", "--json").out)["boxes"]["new.reports"]["n"] == 1


def test_a_duplicate_found_while_screening_is_marked_there(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[{**BARE, "TI": "Tillit i hjemmesykepleien"}])
    rk("dedupe", "--as", "a")
    ran = rk("screen", "--as", "a", typed="d\nmedline-0009\nd\nmedline-0001\ny\nq\n")
    assert "'medline-0009' is no other record of this review" in ran.err
    assert "cinahl-0001 and medline-0001 are same" in ran.out
    assert _groups(rk) == [{"cinahl-0001", "medline-0001"}]
    assert '"by": "a"' in (root / "duplicates" / "a.jsonl").read_text(encoding="utf-8").splitlines()[-1]


def test_sources_add_up_and_are_drawn(root: Path, rk: Command) -> None:
    (root.parent / "cinahl.ris").write_text(papers(5), encoding="utf-8")
    (root.parent / "medline.ris").write_text(papers(4, start=3) + papers(1, start=3), encoding="utf-8")
    for source in ("cinahl", "medline"):
        rk("import", root.parent / f"{source}.ris", "-s", source, "--as", "a")
    rk("dedupe", "--as", "a")
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
    assert "Only in this source" in Path("t.csv").read_text(encoding="utf-8-sig")
    assert rk("dedupe", "--sources", "-o", "o.svg").status == 1
    assert "Bare i denne kilden" in rk("dedupe", "--sources", "-l", "nb").out


names = st.sampled_from(["cinahl", "medline", "wos"])


@given(st.lists(st.lists(names, min_size=1, max_size=5), max_size=12))
@settings(max_examples=50)
def test_every_record_and_report_is_counted_once(groups: list[list[str]]) -> None:
    source_of = {f"{g}-{n}": name for g, group in enumerate(groups) for n, name in enumerate(group)}
    records = [[f"{g}-{n}" for n in range(len(group))] for g, group in enumerate(groups)]
    order = ["cinahl", "medline", "wos"]
    shares = dedupe.shares(order, source_of, records)
    overlaps = dedupe.overlaps(order, source_of, records)
    assert sum(one.records for one in shares) == len(source_of)
    assert sum(one.reports for one in overlaps) == len(groups)
    for share in shares:
        assert share.reports == sum(one.reports for one in overlaps if share.source in one.sources)
        assert share.only_here == sum(one.reports for one in overlaps if one.sources == (share.source,))


def test_a_report_says_which_source_gave_which_field(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[{**ARTICLE, "DO": ""}], medline=[{**ARTICLE, "AB": "An abstract.", "VL": "21"}])
    rk("dedupe", "--same", "cinahl-0001", "medline-0001", "--as", "a")
    found = json.loads(rk("show", "medline-0001", "--json").out)["fields"]
    by_field = {(one["field"], one["value"]): one["records"] for one in found}
    assert by_field["title", ARTICLE["TI"]] == ["cinahl-0001", "medline-0001"]
    assert by_field["volume", "20"] == ["cinahl-0001"]
    assert by_field["volume", "21"] == ["medline-0001"]
    assert by_field["doi", "10.1000/care.1"] == ["medline-0001"]
    assert "from cinahl-0001, medline-0001" in rk("dedupe", "--origin", "cinahl-0001").out


def test_the_audit_compares_all_titles_and_names_what_was_missed(
    root: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(
        root, rk, cinahl=[ARTICLE], medline=[{**ARTICLE, "IS": "2"}], wos=[{"TI": "Something else", "PY": "2001"}]
    )
    whole = json.loads(rk("dedupe", "--audit-blocking", "--json").out)
    assert whole == {"compared": 3, "likely": 1, "proposed": 1, "missed": []}
    import numpy as np

    from reviewkit.dedupe import audit

    none = np.empty(0, dtype=np.int64)
    monkeypatch.setattr(audit, "candidate_pairs", lambda table: (none, none))
    missed = json.loads(rk("dedupe", "--audit-blocking", "--json").out)
    assert missed["proposed"] == 0
    assert missed["missed"] == [
        {"records": ["cinahl-0001", "medline-0001"], "verdict": "same", "rule": "same DOI, and the titles agree"}
    ]
    assert "(0.00%)" in rk("dedupe", "--audit-blocking").out


def test_differences_are_marked_word_by_word(root: Path, rk: Command) -> None:
    imported(
        root, rk, cinahl=[ARTICLE], medline=[{**ARTICLE, "TI": str(ARTICLE["TI"]).replace("families", "kin")}]
    )
    shown = rk("dedupe", "--show", "cinahl-0001", "medline-0001").out
    assert "Trust between nurses and ‹families› in" in shown
    assert "Trust between nurses and ‹kin› in" in shown
    assert "=   journal" in shown


def test_policies_of_files_are_typed(root: Path, rk: Command) -> None:
    path = root.parent / "all.ris"
    preprint = {**ARTICLE, "JF": "medRxiv", "DO": "10.1101/2020.01.02.1234", "VL": "", "SP": "", "EP": ""}
    path.write_text(ris(ARTICLE, preprint), encoding="utf-8")
    assert rk("dedupe", path).out.startswith("2 records, 2 unique")
    assert rk("dedupe", path, "--policy", "preprints=join").out.startswith("2 records, 1 unique")
    assert rk("dedupe", path, "--policy", "preprint=join").status == 2
    assert rk("dedupe", path, "--policy", "preprints").status == 2
    assert json.loads(rk("dedupe", path, "--json").out)["related"][0]["relation"] == "preprint"


def test_hostile_titles_do_not_act_in_a_queue(root: Path, rk: Command) -> None:
    one, other = doubtful(1)
    evil = '=HYPERLINK("http://x")\x1b[31m<b>[red]'
    imported(root, rk, cinahl=[{**one, "AU": [evil]}], medline=[{**other, "AU": [evil]}])
    rk("dedupe", "--as", "a")
    assert rk("dedupe", "--queue", "-o", "q.csv", "-o", "q.xlsx").status == 0
    with Path("q.csv").open(encoding="utf-8-sig", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert "\x1b" not in rk("dedupe", "--queue").out


def test_identical_records_of_a_stream_join_in_any_file_order() -> None:
    entries = [record(f"s-{n}", title=f"Title number {n % 4} of nurses at work", year=2000) for n in range(12)]
    for order in (entries, entries[::-1]):
        found = dedupe.verdicts([one.id for one in order], dedupe.matches(iter(order)))
        groups = dedupe.groups([one.id for one in order], found)
        assert {frozenset(group.records) for group in groups} == {
            frozenset(f"s-{n}" for n in range(k, 12, 4)) for k in range(4)
        }


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (
            ["--same", "cinahl-0001", "medline-0001", "--different", "cinahl-0001", "medline-0001"],
            2,
            "No such option: --different",
        ),
        (["--preview", "--update"], 2, "No such option: --update"),
        (["x.ris", "--related"], 2, "unexpected extra argument"),
        (["--queue", "-o", "queue.pdf"], 1, "end the name with .xlsx or .csv"),
        (["--sources", "-o", "o.pdf"], 1, ".svg or .png for the figure"),
        (["--explain", "cinahl-0001", "cinahl-0001"], 1, "was named twice"),
        (["--explain", "cinahl-0001"], 2, "Missing argument"),
        (["--undo", "a-99", "--as", "a"], 1, "is no act that is in effect"),
        (["--origin", "cinahl"], 1, "is no record of this review"),
        (["-o", "x.ris"], 2, "go with FILES"),
        (["--queue", "--part", "half"], 2, "say 1/2 or 2/2"),
    ],
)
def test_what_cannot_be_asked_is_told(asked: Path, rk: Command, args: list[str], status: int, told: str) -> None:
    before = {path: path.read_bytes() for path in asked.rglob("*") if path.is_file()}
    ran = rk("dedupe", *args)
    assert ran.status == status
    assert told in " ".join(ran.err.replace("│", " ").split())
    assert {path: path.read_bytes() for path in asked.rglob("*") if path.is_file()} == before
