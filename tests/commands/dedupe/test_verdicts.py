"""dedupe, where it logs verdicts: runs, answers, updates, and that each can be taken back."""

import json
from pathlib import Path

import pytest

from tests.builders import papers
from tests.commands.dedupe.pairs import doubtful, groups, state
from tests.commands.reviews import ARTICLE, BARE, HOSTILE, contents, events, imported, is_harmless, said
from tests.conftest import Command

SAME = {**ARTICLE, "DB": "MEDLINE"}


def test_a_run_as_json_and_in_words(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE, doubtful(1)[0]], medline=[SAME, doubtful(1)[1]])
    told = json.loads(rk("dedupe", "--as", "a", "--json").out)
    assert told == {
        "records": 4,
        "reports": 3,
        "duplicates": 1,
        "possible_duplicates": 1,
        "related_pairs": 0,
        "compared_now": True,
        "event": events(root, "duplicates", "a")[0],
    }
    again = rk("dedupe", "--as", "a")
    assert again.status == 0
    assert again.out.startswith(
        "every export has already been compared; earlier verdicts are in effect\n4 records, 3 reports, 1 duplicate\n"
    )
    assert "to undo this" not in again.out
    assert json.loads(rk("dedupe", "--as", "a", "--json").out) == {**told, "compared_now": False, "event": None}


def test_a_run_says_how_to_take_it_back(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[SAME])
    ran = rk("dedupe", "--as", "a")
    run = events(root, "duplicates", "a")[0]
    assert ran.out == f"2 records, 1 report, 1 duplicate\nto undo this: reviewkit undo {run}\n"


def test_a_run_without_records_says_what_to_do(root: Path, rk: Command) -> None:
    ran = rk("dedupe", "--as", "a")
    assert ran.status == 1
    assert "There are no records yet. To import some: reviewkit import FILE --source NAME" in ran.err


def test_a_run_is_somebody_s(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[SAME])
    for args in ([], ["--as", "zoe"]):
        assert rk("dedupe", *args).status == 1
    assert not (root / "duplicates").exists()


def test_a_later_source_is_compared_and_earlier_verdicts_stay(root: Path, rk: Command) -> None:
    for source, start in (("cinahl", 1), ("medline", 3)):
        (root.parent / f"{source}.ris").write_text(papers(4, start=start), encoding="utf-8")
        rk("import", root.parent / f"{source}.ris", "-s", source, "--as", "a")
    rk("dedupe", "--as", "a")
    before = (root / "duplicates" / "a.jsonl").read_text(encoding="utf-8")
    (root.parent / "wos.ris").write_text(papers(3, start=6), encoding="utf-8")
    rk("import", root.parent / "wos.ris", "-s", "wos", "--as", "b")
    assert "have not been compared" in rk("check").out
    assert rk("prisma").status == 1
    assert "11 records, 8 reports, 3 duplicates" in rk("dedupe", "--as", "b").out
    assert (root / "duplicates" / "a.jsonl").read_text(encoding="utf-8") == before


def test_a_later_search_leaves_what_people_said(asked: Path, rk: Command) -> None:
    rk("dedupe", "--different", "cinahl-0001", "medline-0001", "--as", "b")
    rk("dedupe", "--same", "cinahl-0002", "medline-0002", "--as", "b")
    bridge = {**doubtful(0)[1], "DO": "10.1000/new"}
    imported(asked, rk, wos=[bridge, doubtful(1)[1], *({"TI": f"Other {n}", "PY": "1999"} for n in range(3))])
    rk("dedupe", "--as", "b")
    found = groups()
    assert {"cinahl-0002", "medline-0002", "wos-0002"} in found
    assert not any({"cinahl-0001", "medline-0001"} <= group for group in found)


def test_the_protocol_of_the_review_says_what_happens_to_preprints(root: Path, rk: Command) -> None:
    preprint = {**ARTICLE, "JF": "medRxiv", "DO": "10.1101/2020.01.02.1234", "VL": "", "SP": "", "EP": ""}
    imported(root, rk, cinahl=[ARTICLE], medline=[preprint])
    with (root / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("duplicates:\n  preprints: join\n")
    assert "1 report, 1 duplicate" in rk("dedupe", "--as", "a").out
    (root / "review.yaml").write_text(
        (root / "review.yaml").read_text(encoding="utf-8").replace("preprints: join", "preprints: glue"),
        encoding="utf-8",
    )
    assert "is 'glue'. It can be: separate, join, ask" in rk("check").out


def test_an_answer_is_logged_with_its_note_and_can_be_taken_back(asked: Path, rk: Command) -> None:
    ran = rk("dedupe", "same", "cinahl-0001", "medline-0001", "--note", HOSTILE, "--as", "b")
    (event,) = events(asked, "duplicates", "b")
    assert ran.out == f"cinahl-0001 and medline-0001 are the same report; to undo this: reviewkit undo {event}\n"
    line = json.loads((asked / "duplicates" / "b.jsonl").read_text(encoding="utf-8"))
    assert (line["verdict"], line["note"], line["by"]) == ("same", HOSTILE, "b")
    assert is_harmless(rk("dedupe", "explain", "cinahl-0001", "medline-0001"))


def test_an_answer_as_json(asked: Path, rk: Command) -> None:
    told = json.loads(rk("dedupe", "different", "cinahl-0001", "medline-0001", "--as", "b", "--json").out)
    assert told == {
        "event": events(asked, "duplicates", "b")[0],
        "records": ["cinahl-0001", "medline-0001"],
        "verdict": "different",
        "conflict": None,
    }


def test_an_answer_that_brings_decisions_together_names_the_conflict(asked: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a")
    rk("screen", "decide", "medline-0001", "-d", "exclude", "--as", "a")
    told = json.loads(rk("dedupe", "same", "cinahl-0001", "medline-0001", "--as", "a", "--json").out)
    assert told["conflict"] == "cinahl-0001"
    ran = rk("dedupe", "same", "medline-0001", "cinahl-0001", "--note", "again", "--as", "a")
    shown = "(a: include on cinahl-0001, a: exclude on medline-0001): reviewkit screen conflicts"
    assert f"the decisions on the records of cinahl-0001 differ {shown}\n" in ran.out


@pytest.mark.parametrize("answer", ["same", "different"])
@pytest.mark.parametrize(
    ("pair", "status", "told"),
    [
        (["cinahl-0001"], 2, "Missing argument"),
        (["cinahl-0001", "cinahl-0001"], 1, "was named twice"),
        (["cinahl-0001", "x-1"], 1, "'x-1' is not a record in this review"),
        (["", "cinahl-0001"], 1, "'' is not a record in this review"),
        (["cinahl-0001", "medline-0001", "medline-0002"], 2, "unexpected extra argument"),
    ],
)
def test_an_answer_on_what_is_no_pair_is_told_and_not_logged(
    asked: Path, rk: Command, answer: str, pair: list[str], status: int, told: str
) -> None:
    before = contents(asked)
    ran = rk("dedupe", answer, *pair, "--as", "b")
    assert ran.status == status
    assert told in said(ran)
    assert contents(asked) == before


def test_undo_gives_back_the_state_before_byte_for_byte(asked: Path, rk: Command) -> None:
    before = state(rk)
    rk("dedupe", "same", "cinahl-0001", "medline-0001", "--as", "b")
    rk("dedupe", "different", "cinahl-0002", "medline-0002", "--as", "b")
    assert state(rk) != before
    for event in events(asked, "duplicates", "b"):
        assert rk("undo", event, "--as", "a").status == 1
        assert rk("undo", event, "--as", "a", "--note", "we talked").status == 0
    assert state(rk) == before


def test_a_whole_run_is_taken_back_with_its_verdicts(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[SAME])
    before = state(rk)
    rk("dedupe", "--as", "a")
    assert state(rk) != before
    run = events(root, "duplicates", "a")[0]
    ran = rk("dedupe", "--undo", run, "--as", "a")
    assert ran.out == f"{run} was undone with its 1 verdict\n"
    assert ran.err == f"note: reviewkit dedupe --undo is now written reviewkit undo {run}\n"
    assert state(rk) == before
    assert "1 report, 1 duplicate" in rk("dedupe", "--as", "a").out


def test_the_old_undo_of_one_verdict_names_it_alone(asked: Path, rk: Command) -> None:
    rk("dedupe", "same", "cinahl-0001", "medline-0001", "--as", "b")
    (event,) = events(asked, "duplicates", "b")
    assert rk("dedupe", "undo", event, "--as", "b").out == f"{event} was undone\n"
    assert rk("dedupe", "undo", "a-99", "--as", "a").status == 1


def of_an_old_version(root: Path) -> None:
    """The log says that two identical records are different, and that two strangers are the same."""
    log = root / "duplicates" / "a.jsonl"
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line["version"] = "0.0.1"
        if line["do"] == "verdict":
            line.update(records=["cinahl-0001", "wos-0001"])
            del line["fingerprints"]
    log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def test_a_newer_version_shows_what_it_would_change_and_waits(root: Path, rk: Command) -> None:
    stranger = {**BARE, "TI": "Quite another title", "DO": "10.1/z"}
    imported(root, rk, cinahl=[ARTICLE], medline=[SAME], wos=[stranger])
    rk("dedupe", "--as", "a")
    of_an_old_version(root)
    before = state(rk)
    assert "some verdicts were made by reviewkit 0.0.1" in rk("dedupe", "--as", "a").out
    shown = rk("dedupe", "--preview").out
    assert "cinahl-0001 and medline-0001: different, would become same" in shown
    assert "cinahl-0001 and wos-0001: same, would become different (no rule joins them any more)" in shown
    assert "1 from same to different by: no rule joins them any more\n" in shown
    assert "1 from different to same by: I" in shown
    assert "nothing was changed" in shown
    assert state(rk) == before
    rk("dedupe", "--update", "--as", "b")
    assert {"cinahl-0001", "medline-0001"} in groups()
    assert rk("dedupe", "--preview").out.startswith("0 verdicts of reviewkit would change")
    run = events(root, "duplicates", "b")[0]
    assert rk("dedupe", "--undo", run, "--as", "b").out == f"{run} was undone with its 2 verdicts\n"
    assert state(rk) == before


def test_what_would_be_asked_about_is_not_called_linked(root: Path, rk: Command) -> None:
    preprint = {**ARTICLE, "JF": "medRxiv", "DO": "10.1101/2020.01.02.1234", "VL": "", "SP": "", "EP": ""}
    imported(root, rk, cinahl=[ARTICLE], medline=[preprint])
    rk("dedupe", "--as", "a")
    with (root / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("duplicates:\n  preprints: ask\n")
    shown = rk("dedupe", "update", "--dry-run").out
    assert "cinahl-0001 and medline-0001: different, would become unsure (K22" in shown
    assert "linked" not in shown


def test_an_update_as_json_says_before_and_after(root: Path, rk: Command) -> None:
    stranger = {**BARE, "TI": "Quite another title", "DO": "10.1/z"}
    imported(root, rk, cinahl=[ARTICLE], medline=[SAME], wos=[stranger])
    rk("dedupe", "--as", "a")
    of_an_old_version(root)
    planned = json.loads(rk("dedupe", "update", "--dry-run", "--json").out)
    assert (planned["updated"], planned["event"]) == (False, None)
    assert (planned["reports_before"], planned["reports_after"]) == (2, 2)
    assert sorted((one["verdict"], one["before"]) for one in planned["changes"]) == [
        ("different", "same"),
        ("same", "different"),
    ]
    done = json.loads(rk("dedupe", "update", "--as", "a", "--json").out)
    assert done["event"] in events(root, "duplicates", "a")
    assert {**done, "updated": False, "event": None}["changes"] == planned["changes"]


def test_an_update_changes_no_verdict_of_a_person(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[SAME])
    rk("dedupe", "--as", "a")
    rk("dedupe", "--different", "cinahl-0001", "medline-0001", "--as", "b")
    before = contents(root)
    assert rk("dedupe", "--update", "--as", "a").out.startswith("0 verdicts of reviewkit would change")
    assert len(groups()) == 2
    assert contents(root) == before


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (
            ["--same", "cinahl-0001", "medline-0001", "--different", "cinahl-0001", "medline-0001"],
            2,
            "No such option: --different",
        ),
        (["--preview", "--update"], 2, "No such option: --update"),
        (["--undo", "a-99", "--as", "a"], 1, "is not the id of anything in effect"),
        (["-o", "x.ris"], 2, "can only be used with FILES"),
        (["--groups", "x.csv"], 2, "can only be used with FILES"),
        (["--policy", "preprints=join"], 2, "can only be used with FILES"),
        (["update", "--as", "zoe"], 1, "'zoe' is not a reviewer"),
    ],
)
def test_what_cannot_be_asked_is_told(asked: Path, rk: Command, args: list[str], status: int, told: str) -> None:
    before = contents(asked)
    ran = rk("dedupe", *args)
    assert ran.status == status
    assert told in said(ran)
    assert contents(asked) == before
