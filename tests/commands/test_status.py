"""status and check: where a review is, and what is wrong with it."""

import json
from pathlib import Path

import pytest

from tests.builders import papers, review_folder
from tests.commands.reviews import HOSTILE, boxes, events, imported, is_harmless
from tests.conftest import Command

LOG_LINE = '{"id": "a-1", "do": "decide", "at": "2026-01-05T10:00:00Z", "by": "a", "stage": "screening", %s}\n'


def test_status_says_what_is_next(root: Path, rk: Command) -> None:
    assert "next: reviewkit import" in rk("status").out
    rk("import", root.parent / "cinahl.ris", "-s", "cinahl", "--as", "a")
    assert "next: reviewkit dedupe" in rk("status").out
    rk("dedupe", "--as", "a")
    told = json.loads(rk("status", "--json").out)
    assert told["waiting"] == {"a": 4, "b": 4}
    assert told["next"] == "reviewkit screen --as a"


def test_status_counts_what_was_done(ready: Path, rk: Command) -> None:
    for who in "ab":
        rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", who)
        rk("screen", "decide", "cinahl-0002", "-d", "exclude", "-r", "outcome", "--as", who)
    rk("screen", "decide", "cinahl-0003", "-d", "include", "--as", "a")
    rk("screen", "decide", "cinahl-0003", "-d", "exclude", "-r", "outcome", "--as", "b")
    rows = dict(line.split(maxsplit=1) for line in rk("status").out.splitlines() if line[:1].islower())
    assert rows["records"] == "8 in 2 exports"
    assert rows["reports"] == "6 (2 duplicates removed)"
    assert rows["excluded"] == "1"
    assert rows["included"] == "1 report, 1 study"
    assert rows["conflicts"] == "1 (reviewkit screen conflicts)"
    told = json.loads(rk("status", "--json").out)
    assert (told["records"], told["reports"], told["conflicts"], told["included_reports"]) == (8, 6, 1, 1)
    assert told["unfinished"] == {"waiting.screening": 4}


def test_text_and_json_count_the_same_studies(ready: Path, rk: Command) -> None:
    for who in "ab":
        rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", who)
    assert "included            1 report, 1 study\n" in rk("status").out
    assert json.loads(rk("status", "--json").out)["studies"] == 1


@pytest.fixture
def two_arms(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review of two stages with three records of a database and two of websites, which are kept apart."""
    folder = review_folder(tmp_path / "two", "two")
    monkeypatch.chdir(folder)
    text = (folder / "review.yaml").read_text(encoding="utf-8")
    (folder / "review.yaml").write_text(text.replace("pooled", "separate"), encoding="utf-8")
    (folder / "searches.yaml").write_text("x: {hits: 3}\nweb: {arm: other, hits: 2}\n", encoding="utf-8")
    for source, count, start in (("x", 3, 1), ("web", 2, 10)):
        (tmp_path / f"{source}.ris").write_text(papers(count, start), encoding="utf-8")
        assert rk("import", tmp_path / f"{source}.ris", "-s", source, "--as", "a").status == 0
    assert rk("dedupe", "--as", "a").status == 0
    return folder


def both_decide(rk: Command, *lines: str) -> None:
    """Both reviewers decide: RECORD,DECISION,REASON,STAGE."""
    rows = [line.replace(",", f",{who},", 1) for who in "ab" for line in lines]
    Path("decisions.csv").write_text("\n".join(["record,reviewer,decision,reason,stage", *rows]), encoding="utf-8")
    ran = rk("screen", "import", "decisions.csv", "--as", "a")
    assert ran.status == 0, ran.err


def test_what_was_excluded_at_any_stage_is_one_number(two_arms: Path, rk: Command) -> None:
    both_decide(rk, "x-0001,exclude,outcome,title-abstract")
    both_decide(rk, *(f"{record},include,,title-abstract" for record in ("x-0002", "web-0001")))
    assert rk("screen", "retrieved", "x-0002", "web-0001", "--as", "a").status == 0
    both_decide(rk, *(f"{record},exclude,outcome,full-text" for record in ("x-0002", "web-0001")))
    out = rk("status").out
    assert "excluded            3\n" in out
    assert "possible duplicates" not in out


def test_what_was_excluded_of_other_methods_is_counted(two_arms: Path, rk: Command) -> None:
    both_decide(rk, "web-0001,exclude,outcome,title-abstract")
    assert boxes(rk)["other.excluded"] == 1
    assert "excluded            1\n" in rk("status").out


def test_status_names_possible_duplicates_problems_and_who_has_what_left(ready: Path, rk: Command) -> None:
    same = {"TI": "A long and unusual title of a doubtful report", "AU": ["Berg, Nora", "Dahl, Per"], "PY": "2020"}
    imported(ready, rk, wos=[same], eric=[{**same, "VL": "3", "SP": "7", "JF": "A journal"}])
    rk("dedupe", "--as", "a")
    out = rk("status").out
    assert "possible duplicates 1\n" in out
    assert "left for a          8\n" in out
    assert (
        "problems            3 (reviewkit check)\n" in out
    )  # two sources that the search log lacks, and the pair
    told = json.loads(rk("status", "--json").out)
    assert (told["possible_duplicates"], told["problems"]) == (1, 3)


def test_status_tells_what_was_taken_back(ready: Path, rk: Command) -> None:
    assert "taken back" not in rk("status").out
    rk("dedupe", "same", "cinahl-0001", "cinahl-0002", "--as", "b")
    (event,) = events(ready, "duplicates", "b")
    rk("undo", event, "--as", "a", "--note", "we talked")
    (line,) = [line for line in rk("status").out.splitlines() if line.startswith("undone ")]
    assert json.loads(rk("status", "--json").out)["taken_back"] == [line.removeprefix("undone").strip()]


def test_the_digest_stays_while_nothing_changes_and_changes_with_a_decision(ready: Path, rk: Command) -> None:
    def digest() -> str:
        return str(json.loads(rk("status", "--json").out)["digest"])

    before = digest()
    assert digest() == before
    assert f"digest              {before}\n" in rk("status").out
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a")
    assert digest() != before


def test_a_hostile_title_of_the_review_does_not_act(root: Path, rk: Command) -> None:
    text = (root / "review.yaml").read_text(encoding="utf-8")
    (root / "review.yaml").write_text(
        text.replace("A small review", '"A \\e]0;x\\a \\u202e review"'), encoding="utf-8"
    )
    ran = rk("status")
    assert ran.status == 0
    assert is_harmless(ran)
    assert rk("status", "--json").out.isascii()


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (
            "screening/a.jsonl",
            LOG_LINE % '"record": "cinahl-0001", "decision": "exclude", "reason": "boredom"',
            "screening/a.jsonl:1: error: the exclusion reason 'boredom' is not in review.yaml. Add it there, "
            "or decide again with one of: outcome, population",
        ),
        (
            "screening/a.jsonl",
            LOG_LINE % '"record": "cinahl-9999", "decision": "include"',
            "screening/a.jsonl:1: error: 'cinahl-9999' is not a record in this review",
        ),
        (
            "codebooks/themes.yaml",
            "codes:\n  trust:\n    lable: Trust\n",
            "codebooks/themes.yaml:3: error: unknown key 'lable'; did you mean 'label'?",
        ),
        (
            "coding/a/berg.yaml",
            "segments:\n  - {quote: words, codes: [trust]}\n",
            "coding/a/berg.yaml:1: error: the study 'berg' is not included (its state is excluded)",
        ),
        (
            "review.yaml",
            "title: x\nstgaes: one\n",
            "review.yaml:2: error: unknown key 'stgaes'; did you mean 'stages'?",
        ),
        (
            "searches.yaml",
            "cinahl: {hits: many}\n",
            "searches.yaml:1: error: cinahl.hits should be a whole number",
        ),
        ("studies.yaml", "berg: {records: [cinahl-0001]}\n", "studies.yaml:1: error: berg.citation is missing"),
    ],
)
def test_check_names_what_is_wrong_with_file_and_line(
    ready: Path, rk: Command, path: str, text: str, said: str
) -> None:
    (ready / "studies.yaml").write_text("berg: {citation: Berg, records: [cinahl-0001]}\n", encoding="utf-8")
    (ready / "codebooks").mkdir()
    (ready / "codebooks" / "themes.yaml").write_text("codes: {trust: Trust}\n", encoding="utf-8")
    if not path.startswith("screening"):
        for who in "ab":
            rk("screen", "decide", "cinahl-0001", "-d", "exclude", "-r", "outcome", "--as", who)
    (ready / path).parent.mkdir(parents=True, exist_ok=True)
    (ready / path).write_text(text, encoding="utf-8")
    ran = rk("check")
    assert ran.status == 1
    assert said in ran.out
    assert rk("prisma", "-o", "flow.svg").status == 1
    assert not Path("flow.svg").exists()


def test_check_of_a_review_in_order_exits_with_0(ready: Path, rk: Command) -> None:
    ran = rk("check")
    assert (ran.status, ran.out) == (0, "0 problems\n")
    assert (rk("check", "--json").status, json.loads(rk("check", "--json").out)) == (0, [])


def test_notes_are_shown_when_asked_for_and_are_no_reason_to_fail(ready: Path, rk: Command) -> None:
    (ready.parent / "wos.ris").write_bytes("Provider: x\nTY  - JOUR\nTI  - På Åsen\nER  - \n".encode("cp1252"))
    (ready / "searches.yaml").write_text(
        "cinahl: {hits: 4}\nmedline: {hits: 4}\nwos: {hits: 1}\n", encoding="utf-8"
    )
    rk("import", ready.parent / "wos.ris", "-s", "wos", "--as", "a")
    rk("dedupe", "--as", "a")
    ran = rk("check")
    assert (ran.status, ran.out) == (0, "0 problems, 2 notes (shown with --notes)\n")
    shown = rk("check", "--notes")
    assert shown.status == 0
    assert "searches/wos/wos.ris:3: note: not UTF-8 from here on" in shown.out
    assert shown.out.endswith("2 problems\n")
    assert [one["level"] for one in json.loads(rk("check", "--notes", "--json").out)] == ["note", "note"]


def test_check_as_json_has_path_line_level_code_and_message(ready: Path, rk: Command) -> None:
    (ready / "searches.yaml").write_text("cinahl: {hits: 5}\nmedline: {hits: 4}\n", encoding="utf-8")
    ran = rk("check", "--json")
    assert ran.status == 1
    (told,) = json.loads(ran.out)
    assert (told["path"], told["line"], told["level"], told["code"]) == ("searches.yaml", 1, "warning", "hits")
    assert "the search log says 5 hits, but 4 records were imported" in told["message"]


def test_yaml_that_cannot_be_read_stops_with_its_line(ready: Path, rk: Command) -> None:
    (ready / "review.yaml").write_text("title: x\n\treviewers: []\n", encoding="utf-8")
    ran = rk("check")
    assert ran.status == 1
    assert "review.yaml:2: this is not YAML" in ran.err


def test_hostile_words_in_problems_do_not_act(ready: Path, rk: Command) -> None:
    (ready / "studies.yaml").write_text(
        'berg: {citation: B, records: ["\\e]0;x\\a"], \'' + "\u202ekey" + "': 1}\n", encoding="utf-8"
    )
    (ready / "screening").mkdir()
    line = {"record": HOSTILE, "decision": "include"}
    (ready / "screening" / "a.jsonl").write_text(LOG_LINE % json.dumps(line)[1:-1], encoding="utf-8")
    ran = rk("check")
    assert ran.status == 1
    assert is_harmless(ran)
    assert "evil" in ran.out
