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

ASK = "y = include, n = exclude, m = maybe, d = duplicate, s = skip, u = undo, q = quit: "


def title_of(number: int) -> str:
    """The title of a paper of tests.builders.papers."""
    return ris.read(papers(1, number), "x").records[0].title


def logged(root: Path, writer: str) -> list[dict[str, str]]:
    """The lines of a log of screening."""
    lines = (root / "screening" / f"{writer}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


# --- at the keyboard ------------------------------------------------------------------------------------------------


def test_every_record_is_asked_about_until_nothing_is_left(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--as", "a", typed="y\nn\n1\nn\n2\nn\n\nm\nn\n0\n")
    assert ran.status == 0
    assert ran.out.endswith("nothing is left to decide for a\n")
    assert [(one["decision"], one.get("reason") or "") for one in logged(ready, "a")] == [
        ("include", ""),
        ("exclude", "population"),
        ("exclude", "outcome"),
        ("exclude", ""),
        ("maybe", ""),
        ("exclude", ""),
    ]


def test_screening_is_blinded(ready: Path, rk: Command) -> None:
    """Nothing of a's decisions shows while b screens."""
    rk("screen", "decide", "cinahl-0001", "-d", "exclude", "-r", "population", "--note", "SECRET", "--as", "a")
    shown = rk("screen", "--as", "b", typed="q\n").out
    for word in ("SECRET", "population (", "excluded by", " a:"):
        assert word not in shown
    assert "6 left for b" in shown


def test_the_last_decision_of_a_sitting_is_taken_back(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--as", "a", typed="u\ny\nu\nu\nq\n")
    assert "nothing to undo in this session" in ran.err
    assert f"{logged(ready, 'a')[0]['id']} was undone" in ran.out
    assert boxes(rk)["waiting.screening"] == 6
    assert ran.err.count("nothing to undo") == 2


def test_what_is_skipped_comes_no_more_in_this_sitting(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--as", "a", typed="s\n" * 6)
    assert (ran.status, ran.out.splitlines()[-1]) == (
        0,
        ASK + "nothing is left to decide for a, except 6 that you skipped",
    )
    assert not (ready / "screening").exists()


def test_another_key_is_told_and_the_same_record_asked_again(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--as", "a", typed="x\nY \nq\n")
    assert "type y, n, m, d, s, u or q" in ran.err
    assert [one["decision"] for one in logged(ready, "a")] == ["include"]


@pytest.mark.parametrize("number", ["3", "-1", "x", "²", "99999"])
def test_a_reason_that_is_not_on_the_list_is_asked_again(ready: Path, rk: Command, number: str) -> None:
    ran = rk("screen", "--as", "a", typed=f"n\n{number}\n2\nq\n")
    assert "type a number from 0 to 2" in ran.err
    assert logged(ready, "a")[0]["reason"] == "outcome"


def test_without_reasons_in_the_protocol_none_is_asked_for(ready: Path, rk: Command) -> None:
    text = (ready / "review.yaml").read_text(encoding="utf-8")
    (ready / "review.yaml").write_text(text[: text.index("exclusion_reasons")], encoding="utf-8")
    ran = rk("screen", "--as", "a", typed="n\nq\n")
    assert "Main reason" not in ran.out
    assert logged(ready, "a")[0]["decision"] == "exclude"


def test_a_sitting_begins_with_the_criteria_in_the_review_s_language(ready: Path, rk: Command) -> None:
    with (ready / "review.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "criteria:\n  include: [Patients at home, {en: Nurses, nb: Sykepleiere}]\n"
            '  exclude: ["\\e[31mHospital"]\n'
        )
    ran = rk("screen", "--as", "a", typed="q\n")
    assert ran.out.startswith("include:\n  - Patients at home\n  - Nurses\nexclude:\n  - ")
    assert "Hospital" in ran.out
    assert "\x1b" not in ran.out


def test_the_end_of_input_ends_a_sitting_and_keeps_what_was_decided(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--as", "a", typed="y\n")
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert len(logged(ready, "a")) == 1


def test_a_duplicate_found_while_screening_is_marked_there(ready: Path, rk: Command) -> None:
    ran = rk(
        "screen", "--as", "a", typed="d\nmedline-0009\nd\ncinahl-0001\nd\ncinahl-0002\nn\nd\ncinahl-0002\ny\nq\n"
    )
    assert "'medline-0009' is not another record in this review" in ran.err
    assert "'cinahl-0001' is not another record" in ran.err
    assert "cinahl-0001 and cinahl-0002 are the same report; to undo this: reviewkit undo " in ran.out
    assert boxes(rk)["rm.duplicates"] == 3
    last = (ready / "duplicates" / "a.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(last)["note"] == "found while screening"


def test_a_decision_made_in_another_window_meanwhile_is_not_overwritten(
    ready: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reviewkit.actions import screening
    from reviewkit.commands import screen
    from reviewkit.store.open_review import open_review
    from reviewkit.words import Choice

    def prompt(*_: object, **__: object) -> str:
        if not (ready / "screening").exists():
            screening.decide(open_review(ready), "a", "cinahl-0001", Choice.EXCLUDE)
            return "y"
        return "q"

    monkeypatch.setattr(screen.typer, "prompt", prompt)
    ran = rk("screen", "--as", "a")
    assert "Meanwhile you decided on cinahl-0001 in another window (exclude)" in ran.err
    assert [one["decision"] for one in logged(ready, "a")] == ["exclude"]


def test_hostile_records_do_not_act_while_screening(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[dict.fromkeys(("TI", "AU", "AB", "JF"), f"{HOSTILE} title")])
    rk("dedupe", "--as", "a")
    ran = rk("screen", "--as", "a", typed="q\n")
    assert is_harmless(ran)
    assert "evil [bold]markup[/bold] title" in " ".join(ran.out.split())


def test_hostile_labels_of_reasons_do_not_act_in_the_prompt(ready: Path, rk: Command) -> None:
    text = (ready / "review.yaml").read_text(encoding="utf-8")
    text = text.replace("label: Wrong population", 'label: "\\e]0;gone\\aWrong population"')
    (ready / "review.yaml").write_text(text, encoding="utf-8")
    ran = rk("screen", "--as", "a", typed="n\n1\nq\n")
    assert "Wrong population" in ran.out
    assert is_harmless(ran)


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
    assert told == {"event": event, "record": "cinahl-0001", "stage": "screening", "decision": "include"}
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
    ran = rk("screen", "conflicts")
    assert "a: include; b: exclude (outcome)" in ran.out
    assert ran.out.endswith("1 conflict\nto settle one: reviewkit screen settle RECORD --decision ...\n")
    settled = rk("screen", "resolve", "cinahl-0003", "-d", "exclude", "-r", "outcome", "--as", "a")
    assert settled.status == 0
    assert settled.err == "note: reviewkit screen resolve is now written reviewkit screen settle\n"
    assert rk("screen", "conflicts").out == "0 conflicts\n"
    assert boxes(rk)["excluded.outcome"] == 1


def test_conflicts_as_json_hide_them_from_who_has_not_decided(ready: Path, rk: Command) -> None:
    text = (ready / "review.yaml").read_text(encoding="utf-8")
    (ready / "review.yaml").write_text(
        text.replace("reviewers:\n", "reviewers_per_record: 3\nreviewers:\n  - id: c\n"), encoding="utf-8"
    )
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a")
    rk("screen", "decide", "cinahl-0001", "-d", "exclude", "--as", "b")
    (told,) = json.loads(rk("screen", "conflicts", "--as", "a", "--json").out)
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
