"""screen: decisions one by one, from other tools, settled where people differ, and the full texts there are."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from reviewkit.formats import ris
from tests.builders import papers, review_folder
from tests.commands.reviews import ARTICLE, BARE, HOSTILE, boxes, contents, events, imported, is_harmless, said
from tests.conftest import Command


def title_of(number: int) -> str:
    """The title of a paper of tests.builders.papers."""
    return ris.read(papers(1, number), "x").records[0].title


def logged(root: Path, writer: str) -> list[dict[str, str]]:
    """The lines of a log of screening."""
    lines = (root / "screening" / f"{writer}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


# --- one decision ---------------------------------------------------------------------------------------------------


def test_a_decision_is_logged_with_its_reason_and_its_note(ready: Path, rk: Command) -> None:
    ran = rk(
        "screen", "decide", "cinahl-0003", "-d", "exclude", "-r", "outcome", "--note", "no\x1b\u202e", "--as", "b"
    )
    (line,) = logged(ready, "b")
    assert ran.status == 0
    assert ran.out == f"cinahl-0003: exclude at screening; to undo this: reviewkit undo {line['id']}\n"
    assert (line["record"], line["decision"], line["reason"], line["note"]) == (
        "cinahl-0003",
        "exclude",
        "outcome",
        "no\x1b\u202e",
    )


def test_a_decision_on_a_duplicate_says_that_it_is_on_the_report(ready: Path, rk: Command) -> None:
    ran = rk("screen", "decide", "medline-0001", "-d", "include", "--as", "b")
    (line,) = logged(ready, "b")
    assert line["record"] == "cinahl-0003"
    assert ran.out == (
        "medline-0001 is a duplicate of cinahl-0003, so the decision is on cinahl-0003\n"
        f"cinahl-0003: include at screening; to undo this: reviewkit undo {line['id']}\n"
    )


def test_a_decision_as_json_and_what_it_was_before(ready: Path, rk: Command) -> None:
    told = json.loads(rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a", "--json").out)
    (event,) = events(ready, "screening", "a")
    assert told == {
        "event": event,
        "record": "cinahl-0001",
        "stage": "screening",
        "decision": "include",
        "labels": [],
        "note": None,
    }
    ran = rk("screen", "decide", "cinahl-0001", "-d", "maybe", "--as", "a")
    assert ran.out.startswith("cinahl-0001: maybe at screening (was include); to undo this: reviewkit undo ")
    assert "was" not in rk("screen", "decide", "cinahl-0001", "-d", "maybe", "--as", "a").out


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        ([], 2, "Missing argument"),
        (["cinahl-0001"], 2, "Missing option '--decision'"),
        (["cinahl-0001", "-d", "yes"], 2, "'yes' is not one of"),
        (["cinahl-0001", "-d", ""], 2, "'' is not one of"),
        (
            ["cinahl-0001", "-d", "include", "--stage", "third"],
            1,
            "has no stage third. Its stages are: screening",
        ),
        (
            ["cinahl-0001", "-d", "include", "--stage", "full-text"],
            1,
            "has no stage full-text. Its stages are: screening",
        ),
        (["cinahl-0001", "-d", "exclude", "-r", "boredom"], 1, "'boredom' is not in review.yaml. Use one of"),
        (
            ["cinahl-0001", "-d", "include", "-r", "outcome"],
            1,
            "A reason can only be given with --decision exclude",
        ),
        (["cinahl-9999", "-d", "include"], 1, "'cinahl-9999' is not a record in this review"),
        (["", "-d", "include"], 1, "'' is not a record in this review"),
        (["../x", "-d", "include"], 1, "'../x' is not a record in this review"),
    ],
)
def test_a_decision_that_cannot_be_is_told_and_not_logged(
    ready: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    ran = rk("screen", "decide", *args, "--as", "a")
    assert ran.status == status
    assert why in said(ran)
    assert not (ready / "screening").exists()


def test_somebody_who_is_no_reviewer_cannot_decide(ready: Path, rk: Command) -> None:
    ran = rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "zoe")
    assert ran.status == 1
    assert "'zoe' is not a reviewer in this review" in ran.err
    assert rk("screen", "decide", "cinahl-0001", "-d", "include").status == 1
    assert rk("screen", "--as", "zoe").status == 1


def test_the_reviewer_can_be_set_once(ready: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWKIT_REVIEWER", "b")
    assert rk("screen", "decide", "cinahl-0001", "-d", "include").status == 0
    assert (ready / "screening" / "b.jsonl").exists()


def test_undo_while_screening_and_afterwards(ready: Path, rk: Command) -> None:
    rk("screen", "--as", "a", typed="y\nu\nq\n")
    assert boxes(rk)["waiting.screening"] == 6
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a")
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "b")
    assert boxes(rk)["new.reports"] == 1
    (event,) = (event for event in events(ready, "screening", "b"))
    assert rk("undo", event, "--as", "a").status == 1
    assert boxes(rk)["new.reports"] == 1
    assert rk("screen", "undo", event, "--as", "b").status == 0
    assert boxes(rk)["new.reports"] == 0
    assert "has already been undone, by b" in rk("undo", event, "--as", "b").err
    assert len((ready / "screening" / "a.jsonl").read_text().splitlines()) == 3


# --- conflicts ------------------------------------------------------------------------------------------------------


def test_conflicts_are_listed_and_settled(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0003", "-d", "include", "--as", "a")
    rk("screen", "decide", "medline-0001", "-d", "exclude", "-r", "outcome", "--as", "b")
    rk("upgrade", "--as", "a")
    ran = rk("screen", "conflicts", "--open", "--note", "we meet today", "--as", "a")
    assert "a: include; b: exclude (outcome)" in ran.out
    assert "1 conflict\nto settle one: reviewkit screen settle RECORD --decision ...; all in Excel: " in ran.out
    settled = rk("screen", "resolve", "cinahl-0003", "-d", "exclude", "-r", "outcome", "--as", "a")
    assert settled.status == 0
    assert settled.err == "note: reviewkit screen resolve is now written reviewkit screen settle\n"
    assert rk("screen", "conflicts", "--as", "a").out == "0 conflicts\n"
    assert boxes(rk)["excluded.outcome"] == 1


def test_conflicts_as_json_hide_them_from_who_has_not_decided(ready: Path, rk: Command) -> None:
    text = (ready / "review.yaml").read_text(encoding="utf-8")
    (ready / "review.yaml").write_text(
        text.replace("reviewers:\n", "reviewers_per_record: 3\nreviewers:\n  - id: c\n"), encoding="utf-8"
    )
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a")
    rk("screen", "decide", "cinahl-0001", "-d", "exclude", "--as", "b")
    assert json.loads(rk("screen", "conflicts", "--as", "a", "--json").out) == []
    rk("upgrade", "--as", "a")
    told_of_it = rk("screen", "conflicts", "--open", "--note", "a test", "--as", "a", "--json").out
    (told,) = json.loads(told_of_it)
    assert (told["report"], told["stage"], told["only_reasons"]) == ("cinahl-0001", "screening", False)
    assert [(one["by"], one["decision"]) for one in told["decisions"]] == [("a", "include"), ("b", "exclude")]
    assert json.loads(rk("screen", "conflicts", "--as", "c", "--json").out)[0]["decisions"] is None
    assert "hidden until you have decided yourself" in rk("screen", "conflicts", "--as", "c").out


def test_what_is_no_conflict_cannot_be_settled(ready: Path, rk: Command) -> None:
    ran = rk("screen", "settle", "cinahl-0001", "-d", "include", "--as", "a")
    assert ran.status == 1
    assert "There is no conflict to settle on cinahl-0001 at screening (its state is waiting)" in ran.err
    assert not (ready / "screening").exists()


def test_a_settlement_as_json_counts_before_the_single_decisions(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a")
    rk("screen", "decide", "cinahl-0001", "-d", "exclude", "--as", "b")
    told = json.loads(rk("screen", "settle", "cinahl-0001", "-d", "include", "--as", "b", "--json").out)
    assert (told["record"], told["decision"], told["event"]) == (
        "cinahl-0001",
        "include",
        events(ready, "screening", "b")[-1],
    )
    assert boxes(rk)["new.reports"] == 1


def test_decisions_on_two_records_that_turn_out_to_be_one_report_are_a_conflict_until_settled(
    root: Path, rk: Command
) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[{**BARE, "TI": "Tillit i hjemmesykepleien"}])
    rk("dedupe", "--as", "a")
    for who in "ab":
        rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", who)
        rk("screen", "decide", "medline-0001", "-d", "exclude", "-r", "outcome", "--as", who)
    told = rk("dedupe", "--same", "cinahl-0001", "medline-0001", "--as", "a").out
    assert "the decisions on the records of cinahl-0001 differ (a: include on cinahl-0001" in told
    assert "1 conflict\n" in rk("screen", "conflicts").out
    rk("screen", "settle", "cinahl-0001", "-d", "include", "--as", "a")
    assert json.loads(rk("prisma", "--json").out)["boxes"]["new.reports"]["n"] == 1
    rk("undo", events(root, "duplicates", "a")[-1], "--as", "a")
    assert json.loads(rk("prisma", "--json").out)["boxes"]["excluded"]["n"] == 1


def test_decisions_that_agree_stand_when_two_records_turn_out_to_be_one_report(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[{**BARE, "TI": "Tillit i hjemmesykepleien"}])
    rk("dedupe", "--as", "a")
    for who, what in (("a", "cinahl-0001"), ("b", "medline-0001")):
        rk("screen", "decide", what, "-d", "include", "--as", who)
    assert "decided on twice" not in rk("dedupe", "--same", "cinahl-0001", "medline-0001", "--as", "a").out
    assert json.loads(rk("prisma", "--json").out)["boxes"]["new.reports"]["n"] == 1


def test_a_conflict_is_counted_but_not_shown_before_everybody_has_decided(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0003", "-d", "include", "--as", "a")
    rk("screen", "decide", "cinahl-0003", "-d", "exclude", "-r", "outcome", "--note", "SECRET", "--as", "b")
    ran = rk("screen", "conflicts", "--as", "a")
    assert (ran.status, ran.out) == (0, "0 conflicts shown\n")
    assert "1 conflict is not shown until everybody has decided at screening" in ran.err
    assert "reviewkit screen conflicts --open --note WHY" in ran.err
    for command in (["show", "cinahl-0003"], ["show", "cinahl-0003", "--json"], ["screen", "conflicts", "--json"]):
        shown = rk(*command, "--as", "a").out
        assert "SECRET" not in shown
        assert "outcome" not in shown
    assert json.loads(rk("status", "--json").out)["conflicts"] == 1


def test_an_early_opening_is_told_in_status_and_can_be_undone(ready: Path, rk: Command) -> None:
    rk("upgrade", "--as", "a")
    rk("screen", "decide", "cinahl-0003", "-d", "include", "--as", "a")
    rk("screen", "decide", "cinahl-0003", "-d", "exclude", "--as", "b")
    assert "Say why" in rk("screen", "conflicts", "--open", "--as", "a").err
    ran = rk("screen", "conflicts", "--open", "--note", "we meet\x1b[31m", "--as", "a")
    event = events(ready, "screening", "a")[-1]
    assert (
        f"the conflicts at screening are shown to who settles them; to undo this: reviewkit undo {event}"
        in ran.err
    )
    told = rk("status")
    assert "a opened the conflicts at screening on " in told.out
    assert is_harmless(told)
    assert rk("undo", event, "--as", "a").status == 0
    assert "opened the conflicts" not in rk("status").out
    assert "the early opening of conflicts" in rk("status").out


@pytest.mark.parametrize("words", [["--note", "x"], ["--stage", "screening"]])
def test_what_belongs_to_an_opening_is_not_silently_ignored(ready: Path, rk: Command, words: list[str]) -> None:
    ran = rk("screen", "conflicts", *words, "--as", "a")
    assert (ran.status, "belong to --open" in said(ran)) == (2, True)


# --- notes, labels, one's own decisions -----------------------------------------------------------------------------


def test_labels_and_notes_are_logged_changed_and_shown(ready: Path, rk: Command) -> None:
    words = ["--label", "rural", "--label", "ask Kari", "--note", "hm"]
    rk("screen", "decide", "cinahl-0003", "-d", "maybe", *words, "--as", "a")
    assert 'decided   screening, a: maybe [rural, ask Kari] "hm"' in rk("show", "cinahl-0003", "--as", "a").out
    ran = rk("screen", "note", "cinahl-0003", "asked", "--label", "x", "--remove-label", "RURAL", "--as", "a")
    event = events(ready, "screening", "a")[-1]
    assert ran.out == (
        f'cinahl-0003: maybe at screening [ask Kari, x] "asked"; to undo this: reviewkit undo {event}\n'
    )
    assert logged(ready, "a")[-1]["labels"] == ["ask Kari", "x"]
    rk("undo", event, "--as", "a")
    assert 'maybe [rural, ask Kari] "hm"' in rk("show", "cinahl-0003", "--as", "a").out
    assert "SECRET" not in rk("show", "cinahl-0003", "--as", "b").out
    assert "rural" not in rk("show", "cinahl-0003", "--as", "b").out


def test_a_note_is_removed_by_an_empty_one_and_the_same_note_changes_nothing(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0003", "-d", "maybe", "--note", "hm", "--as", "a")
    ran = rk("screen", "note", "cinahl-0003", "hm", "--as", "a")
    assert ran.out == 'cinahl-0003: nothing was changed "hm"\n'
    assert json.loads(rk("screen", "note", "cinahl-0003", "hm", "--as", "a", "--json").out)["event"] is None
    assert json.loads(rk("screen", "note", "cinahl-0003", "", "--as", "a", "--json").out)["note"] is None
    assert len(logged(ready, "a")) == 2


def test_a_note_without_a_decision_is_refused(ready: Path, rk: Command) -> None:
    ran = rk("screen", "note", "cinahl-0003", "hm", "--as", "a")
    assert (ran.status, "You have not decided on cinahl-0003 yet" in ran.err) == (1, True)
    assert not (ready / "screening").exists()


def test_one_s_own_decisions_are_listed_and_searched(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a")
    rk("screen", "decide", "cinahl-0002", "-d", "exclude", "-r", "outcome", "--label", "rural", "--as", "a")
    rk("screen", "decide", "cinahl-0003", "-d", "exclude", "--note", "SECRET", "--as", "b")
    lines = rk("screen", "mine", "--as", "a").out.splitlines()
    assert [line[:11] for line in lines[::2]] == ["cinahl-0002", "cinahl-0001", "2 decisions"]
    assert lines[1].endswith(", screening, a: exclude (outcome) [rural]")
    assert rk("screen", "mine", "rural", "number", "--as", "a").out.endswith("1 decision\n")
    assert rk("screen", "mine", "rural", "nothing", "--as", "a").out == "0 decisions\n"
    assert rk("screen", "mine", "-d", "include", "--as", "a").out.startswith("cinahl-0001")
    told = json.loads(rk("screen", "mine", "--stage", "screening", "--as", "a", "--json").out)
    assert [(one["report"], one["decision"]["labels"]) for one in told] == [
        ("cinahl-0002", ["rural"]),
        ("cinahl-0001", []),
    ]
    assert rk("screen", "mine", "--as", "zoe").status == 1


# --- decisions of other tools ---------------------------------------------------------------------------------------


def test_decisions_come_in_once(ready: Path, rk: Command) -> None:
    table = ready.parent / "decisions.csv"
    table.write_text(
        "record,reviewer,decision,reason\n"
        "cinahl-0001,a,exclude,Wrong population\ncinahl-0001,Berit,exclude,population\n",
        encoding="utf-8",
    )
    assert rk("screen", "--import", table, "--as", "a").out.startswith("2 decisions imported\n")
    assert rk("screen", "--import", table, "--as", "a").out == "0 decisions imported, 2 already imported\n"
    assert boxes(rk)["excluded.population"] == 1
    assert "berit@example.org" not in (ready / "screening" / "a.jsonl").read_text(encoding="utf-8")


def test_an_import_as_json_can_be_taken_back_at_once(ready: Path, rk: Command) -> None:
    table = ready.parent / "decisions.csv"
    table.write_text(
        "record,reviewer,decision\n" + "".join(f"cinahl-000{n},a,include\n" for n in range(1, 5)), encoding="utf-8"
    )
    told = json.loads(rk("screen", "import", table, "--as", "a", "--json").out)
    assert (told["imported"], told["already"], told["unmatched"]) == (4, 0, [])
    assert told["events"] == events(ready, "screening", "a")
    rk("screen", "decide", "medline-0004", "-d", "include", "--as", "a")
    assert rk("undo", told["events"][0].rpartition("-")[0], "--as", "a").status == 0
    assert json.loads(rk("status", "--json").out)["waiting"]["a"] == 5


def test_a_table_with_a_change_of_mind_comes_in_once(ready: Path, rk: Command) -> None:
    """The second import must not bring the first of the two decisions to the end of the log."""
    table = ready.parent / "decisions.csv"
    table.write_text("record,reviewer,decision\ncinahl-0001,a,include\ncinahl-0001,a,exclude\n", encoding="utf-8")
    rk("screen", "import", table, "--as", "a")
    assert rk("screen", "import", table, "--as", "a").out == "0 decisions imported, 2 already imported\n"
    assert logged(ready, "a")[-1]["decision"] == "exclude"


def test_a_list_of_covidence_comes_in_once_also_where_there_is_one_stage(ready: Path, rk: Command) -> None:
    table = ready.parent / "excluded.csv"
    table.write_text(
        f"Title,DOI,Covidence #,Notes\n{title_of(1)},10.1000/x.1,#1,Exclusion reason: outcome\n", encoding="utf-8"
    )
    rk("screen", "import", table, "--list", "excluded", "--as", "a")
    assert boxes(rk)["excluded"] == 1
    rk("screen", "import", table, "--list", "excluded", "--as", "a")
    assert boxes(rk)["excluded"] == 1


def test_one_wrong_line_imports_nothing(ready: Path, rk: Command) -> None:
    table = ready.parent / "decisions.csv"
    table.write_text("record,reviewer,decision\ncinahl-0001,a,include\ncinahl-0099,a,include\n", encoding="utf-8")
    ran = rk("screen", "--import", table, "--as", "a")
    assert ran.status == 1
    assert f"{table}:3: no record of the review matches 'cinahl-0099'" in ran.err
    assert not (ready / "screening").exists()
    ran = rk("screen", "--import", table, "--as", "a", "--skip-unmatched")
    assert (ran.status, ran.out.splitlines()[0]) == (0, "1 decision imported, 1 left out")
    assert f"left out: {table}:3: no record of the review matches 'cinahl-0099'" in ran.err


def test_an_unknown_reason_is_no_matter_of_matching_so_it_stops_in_any_case(ready: Path, rk: Command) -> None:
    table = ready.parent / "decisions.csv"
    table.write_text("record,reviewer,decision,reason\ncinahl-0001,a,exclude,boredom\n", encoding="utf-8")
    ran = rk("screen", "import", table, "--as", "a", "--skip-unmatched")
    assert ran.status == 1
    assert "exclusion reason 'boredom' is not in review.yaml" in ran.err
    assert not (ready / "screening").exists()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (None, "there is no such file"),
        (b"", "the file is empty"),
        (b"hello\n", "these columns are missing: record, reviewer, decision"),
        (b"TY  - JOUR\nTI  - a\nER  - \n", "no decisions were found in this file"),
        (b"PK\x03\x04 broken", "the zip is damaged"),
    ],
)
def test_a_file_without_decisions_is_refused(ready: Path, rk: Command, data: bytes | None, why: str) -> None:
    file = ready.parent / "file"
    if data is not None:
        file.write_bytes(data)
    ran = rk("screen", "import", file, "--as", "a")
    assert ran.status == 1
    assert why in ran.err
    assert not (ready / "screening").exists()


def test_hostile_titles_of_another_tool_do_not_act(ready: Path, rk: Command) -> None:
    table = ready.parent / "labels.csv"
    table.write_text(f'title,doi,asreview_label\n"{HOSTILE}",,1\n', encoding="utf-8")
    ran = rk("screen", "import", table, "--as", "a")
    assert ran.status == 1
    assert "evil" in ran.err
    assert is_harmless(ran)


def test_rayyan_and_back_matches_by_our_id(ready: Path, rk: Command) -> None:
    """Rayyan overwrites AN and keeps notes; titles may have been edited there a little."""
    rk("export", "--for", "rayyan", "-o", "rayyan.ris")
    records = ris.read(Path("rayyan.ris").read_text(encoding="utf-8"), "x").records
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["key", "title", "year", "doi", "pubmed_id", "notes"])
    for number, record in enumerate(records, start=1):
        ours = next(item.value for item in record.fields if item.tag == "N1")
        vote = '{"berit@example.org"=>"Excluded"}'
        writer.writerow(
            [f"rayyan-{number}", f"{record.title} [edited]", "1900", "", "", f"{ours} | RAYYAN-INCLUSION: {vote}"]
        )
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("articles.csv", out.getvalue())
    Path("back.zip").write_bytes(archive.getvalue())
    assert rk("screen", "--import", "back.zip", "--as", "a").out.startswith("6 decisions imported\n")
    assert [(one["by"], one["record"]) for one in logged(ready, "a")] == [
        ("b", record) for record in (*(f"cinahl-{n:04d}" for n in range(1, 5)), "medline-0003", "medline-0004")
    ]


def test_covidence_lists_become_what_the_team_agreed(ready: Path, rk: Command) -> None:
    table_text = (
        "Title,Authors,Published Year,DOI,Covidence #,Notes\n"
        f'{title_of(1)},"Name31, A",1991,10.1000/x.1,#1,"Exclusion reason: Wrong population; seen by both"\n'
    )
    Path("excluded.csv").write_text(table_text, encoding="utf-8")
    ran = rk("screen", "--import", "excluded.csv", "--as", "a")
    assert ran.status == 1
    assert "Name it with --list, one of: select, irrelevant, excluded, included" in ran.err
    assert rk("screen", "--import", "excluded.csv", "--list", "irrelevant", "--as", "a").status == 0
    told = json.loads(rk("prisma", "--json").out)["boxes"]
    assert told["excluded.population"]["members"] == ["cinahl-0001"]


def test_asreview_s_labels_become_the_importer_s_decisions(ready: Path, rk: Command) -> None:
    rk("export", "--for", "asreview", "-o", "out.ris")
    labelled = (
        Path("out.ris").read_text(encoding="utf-8").replace("ER  - ", "N1  - ASReview_irrelevant\r\nER  - ", 2)
    )
    Path("labelled.ris").write_text(labelled, encoding="utf-8", newline="")
    assert rk("screen", "--import", "labelled.ris", "--as", "b").out.startswith("2 decisions imported\n")
    assert {(one["by"], one["decision"]) for one in logged(ready, "b")} == {("b", "exclude")}
    Path("labelled.csv").write_text(
        f"title,doi,asreview_label\n{title_of(3)},10.1000/x.3,1\ny,10.9/none,\n", encoding="utf-8"
    )
    assert rk("screen", "--import", "labelled.csv", "--as", "b").out.startswith("1 decision imported\n")


# --- full texts -----------------------------------------------------------------------------------------------------


def test_two_stages_with_retrieval(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = review_folder(tmp_path / "two", "two")
    monkeypatch.chdir(folder)
    (tmp_path / "x.ris").write_text(papers(3), encoding="utf-8")
    rk("import", tmp_path / "x.ris", "-s", "x", "--as", "a")
    rk("dedupe", "--as", "a")
    for who in "ab":
        for record in ("x-0001", "x-0002"):
            rk("screen", "decide", record, "-d", "include", "--as", who)
        rk("screen", "decide", "x-0003", "-d", "exclude", "--as", who)
    assert (boxes(rk)["sought"], boxes(rk)["waiting.retrieval"]) == (2, 2)
    rk("screen", "retrieved", "x-0001", "--as", "a")
    rk("screen", "retrieved", "x-0002", "--not", "--as", "a")
    for who in "ab":
        rk("screen", "decide", "x-0001", "-d", "exclude", "-r", "outcome", "--as", who)
    told = boxes(rk)
    assert [told[name] for name in ("not_retrieved", "assessed", "reports_excluded.outcome", "new.reports")] == [
        1,
        1,
        1,
        0,
    ]


def test_full_texts_are_said_to_be_there_many_at_once(ready: Path, rk: Command) -> None:
    ran = rk("screen", "retrieved", "cinahl-0001", "cinahl-0002", "--note", "library", "--as", "a")
    ids = events(ready, "retrieval", "a")
    assert ran.out == f"2 full texts retrieved; to undo this: reviewkit undo {ids[0].rpartition('-')[0]}\n"
    told = json.loads(rk("screen", "retrieved", "cinahl-0001", "--not", "--as", "a", "--json").out)
    assert told == {"records": ["cinahl-0001"], "retrieved": False, "events": events(ready, "retrieval", "a")[2:]}


@pytest.mark.parametrize(
    ("records", "status", "why"),
    [
        ([], 2, "Missing argument"),
        (["cinahl-9999"], 1, "is not a record in this review"),
        (["cinahl-0001", "cinahl-9999"], 1, "is not a record in this review"),
        (["cinahl-0001", "cinahl-0001"], 1, "was named twice"),
    ],
)
def test_a_full_text_of_no_record_is_told_and_nothing_logged(
    ready: Path, rk: Command, records: list[str], status: int, why: str
) -> None:
    before = contents(ready)
    ran = rk("screen", "retrieved", *records, "--as", "a")
    assert ran.status == status
    assert why in said(ran)
    assert contents(ready) == before


def test_the_old_form_of_undo_goes_on_working_and_names_the_new(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "b")
    (event,) = events(ready, "screening", "b")
    ran = rk("screen", "undo", event, "--as", "b")
    assert (ran.status, ran.out) == (0, f"{event} was undone\n")
    assert f"is now written reviewkit undo {event}" in ran.err
    assert "has already been undone, by b" in rk("undo", event, "--as", "b").err
