"""undo and merge: what was done is taken back by its id, and copies of logs are brought in."""

import json
import shutil
from pathlib import Path

import pytest

from tests.commands.reviews import HOSTILE, boxes, contents, events, is_harmless, said
from tests.conftest import Command, Once


@pytest.fixture
def decided(ready: Path, rk: Command, once: Once) -> Path:
    """A review in which a has decided three times."""

    def make() -> None:
        for n, choice in ((1, "include"), (2, "exclude"), (3, "include")):
            assert rk("screen", "decide", f"cinahl-000{n}", "-d", choice, "--as", "a").status == 0

    once("decided-thrice", ready.parent, make)
    return ready


def test_a_decision_is_taken_back_and_counts_again(decided: Path, rk: Command) -> None:
    event = events(decided, "screening", "a")[0]
    ran = rk("undo", event, "--as", "a")
    undone = events(decided, "screening", "a")[-1]
    assert ran.status == 0
    assert ran.out == (
        f"undone: {event}: cinahl-0001 decided: include at screening, by a\n"
        f"to undo the undo: reviewkit undo {undone}\n"
    )
    assert json.loads(rk("status", "--json").out)["waiting"]["a"] == 4
    rk("upgrade", "--as", "a")
    ran = rk("undo", undone, "--as", "a")
    assert ran.out.startswith(f"would be undone: {undone}: the undo of {event}, by a; {event} counts again\n")
    assert json.loads(rk("status", "--json").out)["waiting"]["a"] == 3


def test_nothing_is_deleted_by_an_undo(decided: Path, rk: Command) -> None:
    before = (decided / "screening" / "a.jsonl").read_bytes()
    rk("undo", *events(decided, "screening", "a"), "--as", "a")
    assert (decided / "screening" / "a.jsonl").read_bytes().startswith(before)


def test_a_decision_of_somebody_else_stays(decided: Path, rk: Command) -> None:
    before = contents(decided)
    ran = rk("undo", events(decided, "screening", "a")[0], "--as", "b", "--note", "I want to")
    assert ran.status == 1
    assert "which only a can undo. Nothing was changed" in ran.err
    assert contents(decided) == before


def test_what_was_done_for_all_needs_a_reason_from_others(ready: Path, rk: Command) -> None:
    rk("dedupe", "same", "cinahl-0001", "cinahl-0002", "--as", "a")
    event = events(ready, "duplicates", "a")[-1]
    before = contents(ready)
    for note in ([], ["--note", "  "]):
        ran = rk("undo", event, "--as", "b", *note)
        assert ran.status == 1
        assert "Say why you undo it: --note WHY" in ran.err
    assert contents(ready) == before
    assert rk("undo", event, "--as", "b", "--note", "we talked").status == 0


def test_a_dry_run_says_what_would_go_and_changes_nothing(decided: Path, rk: Command) -> None:
    event = events(decided, "screening", "a")[0]
    before = contents(decided)
    ran = rk("undo", event, "--dry-run")
    assert ran.status == 0
    assert ran.out == (
        f"would be undone: {event}: cinahl-0001 decided: include at screening, by a\n"
        "nothing was undone (--dry-run)\n"
    )
    told = json.loads(rk("undo", event, "--dry-run", "--json").out)
    assert (told["would_take_back"], told["taken_back"], told["undos"]) == ([event], [], [])
    assert contents(decided) == before


def test_undo_as_json_names_the_acts_and_the_undos(decided: Path, rk: Command) -> None:
    first, second, _ = events(decided, "screening", "a")
    told = json.loads(rk("undo", first, second, "--as", "a", "--json").out)
    assert told["taken_back"] == [first, second]
    assert told["would_take_back"] == []
    assert told["undos"] == events(decided, "screening", "a")[3:]
    assert told["builds_on_it"] == []
    assert "cinahl-0002 decided: exclude" in told["what"][1]


def test_since_takes_back_all_that_the_same_person_did_after_it(decided: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0004", "-d", "include", "--as", "b")
    rk("dedupe", "different", "cinahl-0001", "cinahl-0002", "--as", "a")
    second = events(decided, "screening", "a")[1]
    ran = rk("undo", second, "--since", "--as", "a")
    assert ran.status == 0
    assert json.loads(rk("status", "--json").out)["waiting"] == {"a": 5, "b": 5}
    assert "cinahl-0001 and cinahl-0002 are different" in ran.out
    assert "cinahl-0001 decided" not in ran.out


def test_since_needs_to_know_who_asks_even_for_a_dry_run(decided: Path, rk: Command) -> None:
    second = events(decided, "screening", "a")[1]
    assert rk("undo", second, "--since", "--dry-run").status == 1
    assert rk("undo", second, "--since", "--dry-run", "--as", "a").out.count("would be undone: ") == 2


def test_many_undos_are_named_by_what_they_have_in_common(decided: Path, rk: Command) -> None:
    rk("upgrade", "--as", "a")
    rk("screen", "decide", "cinahl-0004", "-d", "include", "--as", "a")
    ran = rk("undo", *events(decided, "screening", "a"), "--as", "a")
    assert "4 entries from " in ran.out
    name = ran.out.splitlines()[-1].removeprefix("to undo the undo: reviewkit undo ")
    assert " " not in name
    assert rk("undo", name, "--as", "a").status == 0
    assert json.loads(rk("status", "--json").out)["waiting"] == {"a": 2, "b": 6}


def test_what_builds_on_an_import_is_told_first(decided: Path, rk: Command) -> None:
    rk("upgrade", "--as", "a")
    event = events(decided, "searches/imports", "a")[0]
    ran = rk("undo", event, "--dry-run")
    assert "    4 records of cinahl will not count; their ids will never be used again\n" in ran.out
    assert "3 decisions" in ran.out
    told = json.loads(rk("undo", event, "--dry-run", "--json").out)
    assert len(told["builds_on_it"]) == 2
    done = rk("undo", event, "--as", "a")
    assert done.out.startswith("would be undone: ")
    assert boxes(rk)["id.databases"] == 4


def test_taking_back_an_import_needs_the_new_format(decided: Path, rk: Command) -> None:
    before = contents(decided)
    ran = rk("undo", events(decided, "searches/imports", "a")[0], "--as", "a")
    assert ran.status == 1
    assert "needs the folder's new format" in ran.err
    assert contents(decided) == before


@pytest.mark.parametrize(
    ("ids", "status", "why"),
    [
        ([], 2, "Missing argument 'ID...'"),
        (["a-zzzzz-1"], 1, "'a-zzzzz-1' is not the id of anything in effect"),
        ([""], 1, "'' is not the id of anything in effect"),
        (["../../etc/passwd"], 1, "is not the id of anything in effect"),
        (["cinahl-0001"], 1, "'cinahl-0001' is not the id of anything in effect"),
    ],
)
def test_an_id_that_names_nothing_is_told(
    decided: Path, rk: Command, ids: list[str], status: int, why: str
) -> None:
    before = contents(decided)
    ran = rk("undo", *ids, "--as", "a")
    assert ran.status == status
    assert why in said(ran)
    assert contents(decided) == before


def test_one_wrong_id_among_good_ones_takes_back_none(decided: Path, rk: Command) -> None:
    before = contents(decided)
    assert rk("undo", events(decided, "screening", "a")[0], "a-zzzzz-1", "--as", "a").status == 1
    assert contents(decided) == before


def test_what_was_taken_back_already_is_told_with_the_way_back(decided: Path, rk: Command) -> None:
    """So that a command can be repeated after a crash."""
    event = events(decided, "screening", "a")[0]
    rk("undo", event, "--as", "a")
    undone = events(decided, "screening", "a")[-1]
    before = contents(decided)
    ran = rk("undo", event, "--as", "a")
    assert (ran.status, ran.out) == (0, "nothing was undone\n")
    assert f"{event} has already been undone, by a. To undo the undo: reviewkit undo {undone}" in ran.err
    assert json.loads(rk("undo", event, "--as", "a", "--json").out)["undos"] == []
    assert contents(decided) == before


def test_of_several_the_ones_that_still_count_are_taken_back(decided: Path, rk: Command) -> None:
    first, second, _ = events(decided, "screening", "a")
    rk("undo", first, "--as", "a")
    told = rk("undo", first, second, "--as", "a", "--json")
    assert json.loads(told.out)["taken_back"] == [second]
    assert f"{first} has already been undone" in told.err


def test_hostile_words_of_a_quote_do_not_act_when_it_is_taken_back(coded: Path, rk: Command) -> None:
    rk("code", "add", "berg", "-c", "trust", "-q", HOSTILE, "--as", "a")
    ran = rk("undo", events(coded, "coding", "a")[-1], "--as", "a")
    assert ran.status == 0
    assert "evil" in ran.out
    assert is_harmless(ran)


def test_a_copy_of_a_log_is_brought_in_once(decided: Path, rk: Command) -> None:
    log = decided / "screening" / "a.jsonl"
    copy = decided / "screening" / "a (1).jsonl"
    shutil.copy(log, copy)
    log.write_text("".join(log.read_text(encoding="utf-8").splitlines(keepends=True)[:1]), encoding="utf-8")
    ran = rk("merge", copy, "--as", "b")
    assert (ran.status, ran.out.splitlines()[0]) == (
        0,
        "2 entries added to screening/a.jsonl; 1 was already in it",
    )
    assert f"{copy} was not changed; you may delete it now" in ran.out
    assert log.read_bytes() == copy.read_bytes()
    told = json.loads(rk("merge", copy, "--as", "b", "--json").out)
    assert told == {"log": "screening/a.jsonl", "added": 0, "already": 3, "differently": []}


def test_a_copy_in_which_somebody_decided_otherwise_is_told(
    decided: Path, rk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(decided, elsewhere)
    with monkeypatch.context() as other:
        other.setenv("REVIEWKIT_HOME", str(tmp_path / "other home"))
        rk("screen", "decide", "cinahl-0003", "-d", "exclude", "-r", "population", "--as", "a", "-C", elsewhere)
    rk("screen", "decide", "cinahl-0003", "-d", "include", "--as", "a")
    copy = decided / "screening" / "a (1).jsonl"
    shutil.copy(elsewhere / "screening" / "a.jsonl", copy)
    ran = rk("merge", copy, "--as", "b")
    assert "a decided on cinahl-0003 at screening in both, but not alike; the later decision counts" in ran.err
    assert "exclude" not in ran.err  # b may not know yet what a decided


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("none.jsonl", None, "there is no such file"),
        ("a (1).jsonl", "hello\n", "not look like a log"),
        ("a (1).jsonl", "", "not look like a log"),
        ("studies (1).yaml", "x: 1\n", "cannot be merged automatically"),
    ],
)
def test_what_is_no_copy_of_a_log_is_refused(
    decided: Path, rk: Command, name: str, text: str | None, why: str
) -> None:
    file = decided.parent / name
    if text is not None:
        file.write_text(text, encoding="utf-8")
    before = contents(decided)
    ran = rk("merge", file, "--as", "a")
    assert ran.status == 1
    assert why in ran.err
    assert contents(decided) == before


def test_the_log_itself_is_no_copy(decided: Path, rk: Command) -> None:
    before = contents(decided)
    ran = rk("merge", decided / "screening" / "a.jsonl", "--as", "a")
    assert ran.status == 1
    assert "this is the log itself" in ran.err
    assert contents(decided) == before


def test_the_run_of_the_machine_goes_with_its_verdicts(ready: Path, rk: Command) -> None:
    assert boxes(rk)["rm.duplicates"] == 2
    run = events(ready, "duplicates", "a")[0]
    ran = rk("undo", run, "--as", "a")
    assert ran.status == 0
    assert boxes(rk)["rm.duplicates"] == 0
    assert "its duplicates become separate reports until the next run" in ran.out
