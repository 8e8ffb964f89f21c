"""Two at once: clones that Git merges, windows side by side, and the copies that sync programs make."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import papers
from tests.conftest import Command, Ran
from tests.faults import (
    CODEBOOK,
    COPIES,
    DUPLICATES,
    IMPORTS,
    RETRIEVAL,
    SCREENING,
    all_ids,
    at_once,
    begin,
    bring,
    code,
    decide,
    environment,
    errors,
    events,
    git,
    included,
    incoming,
    last_id,
    lines,
    log,
    old_folder,
    old_line,
    problems,
    quotes,
    ready_to_code,
    status,
    what_people_wrote,
    write_log,
)

Clones = tuple[Path, Path, Callable[[], None]]


def cloned(home: Path) -> Clones:
    """A review at home, its clone at work, and what brings both to the same state."""
    if not shutil.which("git"):
        pytest.skip("needs git")
    git(home, "init", "-b", "main")
    git(home, "add", "-A")
    git(home, "commit", "-m", "start")
    work = home.parent / "work"
    git(home.parent, "clone", home, work)

    def share() -> None:
        for folder in (home, work):
            git(folder, "add", "-A")
            git(folder, "commit", "--allow-empty", "-m", folder.name)
        git(home, "pull", "--no-rebase", work, "main")
        git(work, "pull", "--no-rebase", home, "main")

    return home, work, share


@pytest.fixture
def clones(tmp_path: Path, rk: Command) -> Clones:
    home = begin(rk, tmp_path / "home")
    decide(rk, home, 1)
    return cloned(home)


# Clones that Git merges


def test_decisions_of_one_person_in_two_clones_both_count_after_a_pull(clones: Clones, rk: Command) -> None:
    home, work, share = clones
    for record in (2, 3, 4):
        decide(rk, home, record)
    for record in (5, 6):
        decide(rk, work, record)
    share()
    for folder in (home, work):
        assert included(rk, folder) == {1, 2, 3, 4, 5, 6}
        assert [one for one in problems(rk, folder) if one["path"].startswith("screening")] == []
    decide(rk, home, 7)
    decide(rk, work, 8)
    share()
    assert included(rk, home) == included(rk, work) == {1, 2, 3, 4, 5, 6, 7, 8}
    assert errors(rk, home) == []


def test_decisions_of_one_person_in_two_clones_of_an_old_folder_both_count(tmp_path: Path, rk: Command) -> None:
    folder = begin(rk, tmp_path / "home")
    write_log(folder, old_line(1, 1), old_line(2, 2))
    home, work, share = cloned(folder)
    decide(rk, home, 3)
    decide(rk, work, 4)
    share()
    assert included(rk, home) == included(rk, work) == {1, 2, 3, 4}
    assert errors(rk, home) == []


def test_two_lines_that_0_2_0_gave_one_id_in_two_clones_both_count(tmp_path: Path, rk: Command) -> None:
    folder = begin(rk, tmp_path / "home")
    write_log(folder, old_line(1, 1), old_line(2, 2))
    home, work, share = cloned(folder)
    for clone, record in ((home, 3), (work, 4)):
        with log(clone).open("a", encoding="utf-8") as file:
            file.write(old_line(3, record))
    share()
    assert included(rk, home) == {1, 2, 3, 4}
    assert [one["path"] for one in errors(rk, home)] == ["screening/a.jsonl"]


def test_an_undo_in_one_clone_and_a_decision_in_the_other_both_count(clones: Clones, rk: Command) -> None:
    home, work, share = clones
    second = decide(rk, home, 2)
    share()
    assert rk("screen", "undo", second, "--as", "a", "-C", home).status == 0
    decide(rk, work, 3)
    share()
    assert included(rk, home) == included(rk, work) == {1, 3}


def test_one_file_imported_by_two_people_is_one_export(clones: Clones, rk: Command) -> None:
    home, work, share = clones
    bring(rk, home, "medline", 5, start=20, by="a")
    bring(rk, work, "medline", 5, start=20, by="b")
    decide(rk, work, "medline-0002", by="b")
    share()
    for folder in (home, work):
        assert status(rk, folder)["records"] == 13
        assert included(rk, folder) == {1, 21}
    assert rk("dedupe", "--as", "a", "-C", home).status == 0
    assert errors(rk, home) == []


def test_one_file_imported_into_two_sources_is_one_export(clones: Clones, rk: Command) -> None:
    home, work, share = clones
    bring(rk, home, "medline", 5, start=20, by="a")
    bring(rk, work, "pubmed", 5, start=20, by="b")
    decide(rk, home, "medline-0002", by="a")
    decide(rk, work, "pubmed-0003", by="b")
    share()
    for folder in (home, work):
        assert status(rk, folder)["records"] == 13
        assert included(rk, folder) == {1, 21, 22}
    said = rk("check", "--notes", "-C", home).out
    assert any("medline" in line and "pubmed" in line for line in said.splitlines())


def test_duplicates_between_what_two_clones_imported_are_found_after_the_pull(clones: Clones, rk: Command) -> None:
    """Each run compared one of the two files, and none has compared both."""
    home, work, share = clones
    bring(rk, home, "medline", 3, start=20, by="a")
    bring(rk, work, "embase", 4, start=20, by="b")
    for folder, who in ((home, "a"), (work, "b")):
        assert rk("dedupe", "--as", who, "-C", folder).status == 0
    share()
    assert any(one["code"] == "not-deduplicated" for one in errors(rk, home))
    assert rk("dedupe", "--as", "a", "-C", home).status == 0
    assert status(rk, home)["reports"] == 12
    assert errors(rk, home) == []


@pytest.fixture
def one_source(clones: Clones, rk: Command) -> Clones:
    """Two files that a and b imported into one source, each in a clone, and then both decided and compared."""
    home, work, share = clones
    bring(rk, home, "medline", 4, start=20, by="a", name="mine.ris")
    bring(rk, work, "medline", 3, start=30, by="b", name="hers.ris")
    for folder, who in ((home, "a"), (work, "b")):
        assert rk("dedupe", "--as", who, "-C", folder).status == 0
    decide(rk, home, "medline-0002", by="a")
    decide(rk, work, "medline-0003", by="b")
    assert rk("dedupe", "--same", "cinahl-0008", "medline-0001", "--as", "b", "-C", work).status == 0
    share()
    return home, work, share


def test_files_imported_into_one_source_in_two_clones_are_all_there(one_source: Clones, rk: Command) -> None:
    home, work, _ = one_source
    for folder in (home, work):
        assert status(rk, folder)["records"] == 15
        listed = json.loads(rk("searches", "--json", "-C", folder).out)
        assert {one["source"]: one["records"] for one in listed} == {"cinahl": 8, "medline": 7}


def test_decisions_stay_with_their_records_when_files_meet_in_one_source(one_source: Clones, rk: Command) -> None:
    home, work, _ = one_source
    assert included(rk, home) == included(rk, work) == {1, 21, 32}


def test_verdicts_stay_with_their_records_when_files_meet_in_one_source(one_source: Clones, rk: Command) -> None:
    home, _, _ = one_source
    assert status(rk, home)["reports"] == 14
    listed = rk("prisma", "--list", "rm.duplicates", "-C", home).out
    assert f"number {30 * 977 + 13} of" in listed


def test_check_says_what_happened_when_files_meet_in_one_source(one_source: Clones, rk: Command) -> None:
    home, work, share = one_source
    said = rk("check", "--notes", "-C", home).out
    assert any("medline" in line and ("mine.ris" in line or "hers.ris" in line) for line in said.splitlines())
    assert rk("dedupe", "--as", "a", "-C", home).status == 0
    assert errors(rk, home) == []
    share()
    bring(rk, home, "medline", 2, start=50, by="a", name="later.ris")
    decide(rk, work, "medline-0001", by="b")
    share()
    assert status(rk, home)["records"] == 17
    assert len(included(rk, home)) == 4
    assert included(rk, home) == included(rk, work) > {1, 21, 32}


# Windows side by side


@pytest.mark.thorough
def test_quotes_added_in_several_windows_at_once_are_all_there(review: Path, rk: Command) -> None:
    ready_to_code(rk, review, "berg")
    at_once(
        *(
            [
                ["code", "add", "berg", "-c", "trust", "-q", f"words {n} of {window}", "--as", "a", "-C", review]
                for n in range(8)
            ]
            for window in range(4)
        )
    )
    assert quotes(rk, review) == {("berg", "a"): 32}
    assert errors(rk, review) == []


class Window:
    """A sitting of `reviewkit screen` in a process of its own."""

    def __init__(self, folder: Path, who: str) -> None:
        self.child = subprocess.Popen(
            [sys.executable, "-m", "reviewkit", "screen", "next", "--by", "source", "--as", who],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment(),
        )
        self.shown = b""

    def wait_for(self, words: bytes) -> None:
        assert self.child.stdout is not None
        while words not in self.shown:
            piece = self.child.stdout.read(1)
            assert piece, self.shown
            self.shown += piece

    def type(self, keys: str) -> str:
        out, err = self.child.communicate(keys.encode(), timeout=30)
        return (self.shown + out + err).decode()


@pytest.mark.parametrize(("key", "elsewhere"), [("y", "exclude"), ("n\n1", "include"), ("m", "exclude")])
def test_a_second_answer_on_a_record_decided_in_another_window_is_not_logged(
    review: Path, rk: Command, key: str, elsewhere: str
) -> None:
    window = Window(review, "a")
    window.wait_for(b"left for a")
    made = decide(rk, review, 1, elsewhere)
    said = window.type(f"{key}\nq\nq\nq\n")
    assert [event["id"] for event in events(review)] == [made]
    assert re.search(r"another window|meanwhile|already|not logged", said)
    assert included(rk, review) == ({1} if elsewhere == "include" else set())


def test_an_answer_counts_where_another_record_was_decided_in_another_window(review: Path, rk: Command) -> None:
    window = Window(review, "a")
    window.wait_for(b"left for a")
    decide(rk, review, 5)
    window.type("y\nq\n")
    assert included(rk, review) == {1, 5}


def test_a_decision_of_somebody_else_meanwhile_keeps_no_answer_out(in_pairs: Path, rk: Command) -> None:
    window = Window(in_pairs, "a")
    window.wait_for(b"left for a")
    decide(rk, in_pairs, 1, by="b")
    window.type("y\nq\n")
    assert included(rk, in_pairs) == {1}


# Copies of logs


def copied(
    rk: Command, folder: Path, tmp_path: Path, work: Callable[[Path], object], kind: str, name: str
) -> Path:
    """The copy of a's log that a sync program leaves, after `work` was done offline on another computer."""
    other = tmp_path / "offline" / folder.name
    shutil.copytree(folder, other)
    work(other)
    copy = folder / kind / f"{name.format('a')}.jsonl"
    shutil.copy(log(other, kind), copy)
    return copy


def merge(rk: Command, file: Path, by: str = "a") -> Ran:
    ran = rk("merge", file, "--as", by)
    assert ran.status == 0, ran.err
    return ran


@pytest.mark.parametrize("program", COPIES)
def test_what_was_decided_offline_counts_from_the_copy_and_merges(
    review: Path, rk: Command, tmp_path: Path, program: str
) -> None:
    for record in (1, 2):
        decide(rk, review, record)

    def offline(other: Path) -> None:
        decide(rk, other, 4)
        decide(rk, other, 5)

    copy = copied(rk, review, tmp_path, offline, SCREENING, COPIES[program])
    decide(rk, review, 3)
    left = copy.read_bytes()
    assert included(rk, review) == {1, 2, 3, 4, 5}
    named = f"screening/{copy.name}"
    assert any(one["path"] == named for one in problems(rk, review))
    assert [one for one in errors(rk, review) if one["path"] != named] == []

    said = merge(rk, copy).out
    assert re.search(r"\b2\b", said)
    assert "delete" in said
    assert copy.read_bytes() == left
    assert included(rk, review) == {1, 2, 3, 4, 5}

    once = what_people_wrote(review)
    assert re.search(r"\b0\b|nothing|no events", merge(rk, copy).out)
    assert what_people_wrote(review) == once

    copy.unlink()
    assert included(rk, review) == {1, 2, 3, 4, 5}
    assert problems(rk, review, copy.name) == []
    assert errors(rk, review) == []
    decide(rk, review, 6)
    assert included(rk, review) == {1, 2, 3, 4, 5, 6}


@pytest.mark.parametrize("program", COPIES)
def test_two_lines_that_0_2_0_gave_one_id_both_count_whatever_the_copy_is_called(
    review: Path, rk: Command, program: str
) -> None:
    name = COPIES[program].format("a")
    base = old_line(1, 1), old_line(2, 2)
    write_log(review, *base, old_line(3, 3))
    copy = write_log(review, *base, old_line(3, 4), who=name)
    assert included(rk, review) == {1, 2, 3, 4}
    assert any("a-3" in one["message"] for one in errors(rk, review))
    decide(rk, review, 5)
    merge(rk, copy)
    assert included(rk, review) == {1, 2, 3, 4, 5}
    once = what_people_wrote(review)
    merge(rk, copy)
    assert what_people_wrote(review) == once
    copy.unlink()
    assert included(rk, review) == {1, 2, 3, 4, 5}


def test_the_log_itself_missing_beside_its_copy_is_no_loss(review: Path, rk: Command) -> None:
    for record in (1, 2):
        decide(rk, review, record)
    copy = log(review).rename(log(review).with_name("a (1).jsonl"))
    assert included(rk, review) == {1, 2}
    merge(rk, copy)
    copy.unlink()
    assert included(rk, review) == {1, 2}
    assert errors(rk, review) == []


def test_a_copy_that_holds_nothing_new_changes_nothing(review: Path, rk: Command) -> None:
    decide(rk, review, 1)
    copy = log(review).with_name("a-DESKTOP-AB12.jsonl")
    shutil.copy(log(review), copy)
    decide(rk, review, 2)
    before = what_people_wrote(review)
    assert "delete" in merge(rk, copy).out
    assert what_people_wrote(review) == before
    assert included(rk, review) == {1, 2}


def test_an_undo_in_a_copy_counts_and_merges(review: Path, rk: Command, tmp_path: Path) -> None:
    decide(rk, review, 1)
    second = decide(rk, review, 2)
    copy = copied(
        rk,
        review,
        tmp_path,
        lambda other: rk("screen", "undo", second, "--as", "a", "-C", other),
        SCREENING,
        "{}-DESKTOP-AB12",
    )
    decide(rk, review, 3)
    assert included(rk, review) == {1, 3}
    merge(rk, copy)
    copy.unlink()
    assert included(rk, review) == {1, 3}


def test_a_decision_that_came_in_by_a_merge_can_be_taken_back(review: Path, rk: Command, tmp_path: Path) -> None:
    decide(rk, review, 1)
    copy = copied(rk, review, tmp_path, lambda other: decide(rk, other, 2), SCREENING, "{} (1)")
    offline = json.loads(lines(copy)[-1])["id"]
    merge(rk, copy)
    assert rk("undo", offline, "--as", "a").status == 0
    assert included(rk, review) == {1}
    copy.unlink()
    assert included(rk, review) == {1}


def test_somebody_else_may_merge_and_the_decisions_stay_their_makers(
    review: Path, rk: Command, tmp_path: Path
) -> None:
    decide(rk, review, 1)
    copy = copied(rk, review, tmp_path, lambda other: decide(rk, other, 2), SCREENING, "{} (1)")
    offline = json.loads(lines(copy)[-1])["id"]
    merge(rk, copy, by="b")
    copy.unlink()
    assert included(rk, review) == {1, 2}
    assert rk("undo", offline, "--as", "b").status == 1
    assert rk("undo", offline, "--as", "a").status == 0
    assert included(rk, review) == {1}
    assert errors(rk, review) == []


def test_a_copy_of_the_log_of_duplicates_merges(review: Path, rk: Command, tmp_path: Path) -> None:
    def same(folder: Path, first: int, second: int) -> None:
        pair = (f"cinahl-{first:04d}", f"cinahl-{second:04d}")
        assert rk("dedupe", "--same", *pair, "--as", "a", "-C", folder).status == 0

    copy = copied(rk, review, tmp_path, lambda other: same(other, 1, 2), DUPLICATES, "{}-DESKTOP-AB12")
    same(review, 3, 4)
    assert status(rk, review)["reports"] == 6
    assert re.search(r"\b1\b", merge(rk, copy).out)
    copy.unlink()
    assert status(rk, review)["reports"] == 6


def test_a_copy_of_the_log_of_imports_merges(review: Path, rk: Command, tmp_path: Path) -> None:
    def offline(other: Path) -> None:
        bring(rk, other, "embase", 3, start=20)
        shutil.copytree(other / "searches" / "embase", review / "searches" / "embase")

    copy = copied(rk, review, tmp_path, offline, IMPORTS, "{}-DESKTOP-AB12")
    bring(rk, review, "medline", 2, start=30)
    assert status(rk, review)["records"] == 13
    assert re.search(r"\b1\b", merge(rk, copy).out)
    copy.unlink()
    assert status(rk, review)["records"] == 13
    rk("dedupe", "--as", "a")
    assert errors(rk, review) == []


def test_a_copy_of_the_log_of_full_texts_merges(two_stages: Path, rk: Command, tmp_path: Path) -> None:
    for record in (1, 2):
        decide(rk, two_stages, record)
    rk("screen", "retrieved", "cinahl-0001", "--as", "a")

    def offline(other: Path) -> None:
        rk("screen", "retrieved", "cinahl-0002", "--not", "--as", "a", "-C", other)

    copy = copied(rk, two_stages, tmp_path, offline, RETRIEVAL, "{}-DESKTOP-AB12")

    def missing() -> int:
        return json.loads(rk("prisma", "--json").out)["boxes"]["not_retrieved"]["n"]

    assert missing() == 1
    assert re.search(r"\b1\b", merge(rk, copy).out)
    copy.unlink()
    assert missing() == 1


def worked_on(rk: Command, folder: Path, who: str, start: int) -> None:
    """A day's work of one person: an import, a run, decisions, one of them taken back, an answer, a quote."""
    bring(rk, folder, f"from-{start}", 2, start=start, by=who)
    assert rk("dedupe", "--as", who, "-C", folder).status == 0
    decide(rk, folder, f"from-{start}-0001", by=who)
    undone = decide(rk, folder, f"from-{start}-0002", by=who)
    assert rk("undo", undone, "--as", who, "-C", folder).status == 0
    assert code(rk, folder, "berg", f"words of {start}", by=who).status == 0


@pytest.mark.parametrize("people", [("a", "b"), ("a", "a")], ids=["two people", "one person twice"])
def test_two_copies_come_to_the_same_by_git_and_by_merge(
    tmp_path: Path, rk: Command, people: tuple[str, str]
) -> None:
    """Both worked on; Git brings the one pair together, `reviewkit merge` of each log the other."""
    begun = begin(rk, tmp_path / "home")
    ready_to_code(rk, begun, "berg")
    home, work, share = cloned(begun)
    for folder, who, start in ((home, people[0], 20), (work, people[1], 30)):
        worked_on(rk, folder, who, start)
    merged = tmp_path / "merged"
    shutil.copytree(home, merged)
    shutil.copytree(work / "searches" / "from-30", merged / "searches" / "from-30")
    for path in sorted(work.glob("**/*.jsonl")):
        kind = path.parent.relative_to(work).as_posix()
        if not kind.startswith("."):
            twin = shutil.copy(path, merged / kind / f"{path.stem}-DESKTOP-AB12.jsonl")
            ran = rk("merge", twin, "--as", "a", "-C", merged)
            assert ran.status == 0, ran.err
            twin.unlink()
    share()
    for folder in (home, work, merged):
        assert included(rk, folder) == {1, 20, 30}
        assert quotes(rk, folder) == Counter({("berg", who): people.count(who) for who in people})
        assert [one for one in errors(rk, folder) if one["code"] != "not-deduplicated"] == []
        assert [one for one in problems(rk, folder) if one["code"] in ("chain", "copy", "id-twice", "torn")] == []
    assert all_ids(home) == all_ids(work) == all_ids(merged)
    assert rk("dedupe", "--as", "a", "-C", merged).status == 0
    assert errors(rk, merged) == []


@pytest.mark.parametrize("text", ["TY  - JOUR\n", "[]\n", '{"no": "id"}\n'])
def test_a_file_that_is_no_log_is_not_merged(review: Path, rk: Command, tmp_path: Path, text: str) -> None:
    decide(rk, review, 1)
    file = tmp_path / "a (1).jsonl"
    file.write_text(text, encoding="utf-8")
    before = what_people_wrote(review)
    ran = rk("merge", file, "--as", "a")
    assert ran.status == 1
    assert file.name in ran.err
    assert what_people_wrote(review) == before


def test_a_log_whose_name_is_no_reviewer_is_named(review: Path, rk: Command) -> None:
    decide(rk, review, 1)
    for name in ("a-laptop.jsonl", "somebody.jsonl", "a.jsonl.orig", "a.jsonl.bak"):
        shutil.copy(log(review), review / "screening" / name)
    for name in ("a-laptop.jsonl", "somebody.jsonl", "a.jsonl.orig", "a.jsonl.bak"):
        assert any(one["path"] == f"screening/{name}" for one in problems(rk, review)), name
    assert included(rk, review) == {1}


def test_the_log_of_a_reviewer_whose_id_looks_like_a_copy_is_none(review: Path, rk: Command) -> None:
    protocol = review / "review.yaml"
    text = protocol.read_text(encoding="utf-8")
    protocol.write_text(text.replace("  - id: b\n", "  - id: b\n  - id: a-2\n"), encoding="utf-8")
    decide(rk, review, 1, by="a")
    decide(rk, review, 2, by="a-2")
    assert problems(rk, review, "a-2.jsonl") == []
    assert included(rk, review) == {1, 2}


# Copies of other files

AT_THE_TOP = [(file, program) for file in ("review", "searches", "studies") for program in COPIES]


@pytest.mark.parametrize(("file", "program"), AT_THE_TOP, ids=lambda word: word)
def test_a_copy_of_a_yaml_file_is_named_and_not_read(review: Path, rk: Command, file: str, program: str) -> None:
    ready_to_code(rk, review, "berg")
    before = status(rk, review)
    copy = review / f"{COPIES[program].format(file)}.yaml"
    copy.write_bytes((review / f"{file}.yaml").read_bytes() + b"\n# another line\n")
    assert any(one["path"] == copy.name for one in problems(rk, review))
    assert {**status(rk, review), "problems": before["problems"]} == before


# Of `themes-2` and `themes-kari-pc` nobody can say whether they are copies or other codebooks.
PLAINLY_COPIES = [program for program in COPIES if program not in ("number", "computer")]


@pytest.mark.parametrize("program", PLAINLY_COPIES)
def test_a_copy_of_a_codebook_is_named_and_is_no_second_codebook(review: Path, rk: Command, program: str) -> None:
    ready_to_code(rk, review, "berg")
    assert code(rk, review, "berg", "words").status == 0
    copy = review / "codebooks" / f"{COPIES[program].format('themes')}.yaml"
    copy.write_text(CODEBOOK + "  hope: Hope\n", encoding="utf-8")
    ran = rk("matrix", "--json")
    assert ran.status == 0, ran.err
    assert set(json.loads(ran.out)["themes"]) == {"trust", "time"}
    assert any(one["path"] == f"codebooks/{copy.name}" for one in problems(rk, review))


@pytest.mark.parametrize(
    "name",
    ["codebooks/more.yml", "codebooks/themes.yaml.orig", "studies.yaml (1)", "coding/a/berg.yml", "searches.YAML"],
)
def test_a_yaml_file_that_nothing_reads_because_of_its_ending_is_named(
    review: Path, rk: Command, name: str
) -> None:
    (review / name).parent.mkdir(parents=True, exist_ok=True)
    (review / name).write_text("hope: Hope\n", encoding="utf-8")
    assert [one["code"] for one in problems(rk, review) if one["path"] == name] == ["unread"]


@pytest.mark.parametrize("program", PLAINLY_COPIES)
def test_a_copy_of_a_coding_is_named_and_is_no_second_coding(tmp_path: Path, rk: Command, program: str) -> None:
    folder = old_folder(tmp_path / "old")
    coding = folder / "coding" / "a" / "berg.yaml"
    copy = coding.with_stem(COPIES[program].format("berg"))
    copy.write_bytes(coding.read_bytes())
    assert included(rk, folder) == {1}
    assert any(one["path"] == f"coding/a/{copy.name}" for one in problems(rk, folder))
    assert quotes(rk, folder) == {("berg", "a"): 1}


@pytest.mark.parametrize("program", COPIES)
def test_a_copy_of_an_export_is_named_and_not_read(review: Path, rk: Command, program: str) -> None:
    export = next((review / "searches" / "cinahl").glob("*.ris"))
    copy = export.with_stem(COPIES[program].format(export.stem))
    copy.write_text(papers(9), encoding="utf-8")
    assert status(rk, review)["records"] == 8
    assert problems(rk, review, copy.name) != []


def test_two_who_screen_and_import_in_two_clones_merge_without_a_problem(clones: Clones, rk: Command) -> None:
    home, work, share = clones
    for folder, who, start in ((home, "a", 20), (work, "b", 30)):
        bring(rk, folder, f"new-{who}", 2, start=start, by=who)
        assert rk("dedupe", "--as", who, "-C", folder).status == 0
        decide(rk, folder, f"new-{who}-0001", by=who)
        decide(rk, folder, 2 if who == "a" else 3, by=who)
    share()
    assert rk("dedupe", "--as", "a", "-C", home).status == 0
    assert included(rk, home) == included(rk, work) == {1, 2, 3, 20, 30}
    assert errors(rk, home) == []
    assert last_id(home, who="b") == last_id(work, who="b")


def test_a_table_of_decisions_imported_in_two_clones_counts_once(clones: Clones, rk: Command) -> None:
    home, work, share = clones
    rows = ["record,reviewer,decision", *(f"cinahl-{n:04d},b,include" for n in (2, 3))]
    table = incoming(home, "decisions.csv", "\n".join(rows) + "\n")
    for folder, who in ((home, "a"), (work, "b")):
        assert rk("screen", "--import", table, "--as", who, "-C", folder).status == 0
    share()
    assert included(rk, home) == {1, 2, 3}
    assert errors(rk, home) == []
