"""Commands that are stopped half way: killed, on a full disk, with nowhere to print, before the disk has all."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders import papers
from tests.conftest import Command
from tests.faults import (
    DUPLICATES,
    SCREENING,
    bring,
    code,
    decide,
    environment,
    errors,
    exits,
    included,
    incoming,
    log,
    old_folder,
    problems,
    process,
    quotes,
    ready_to_code,
    status,
    what_people_wrote,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs the limits and signals of Unix")


# A batch


@dataclass(frozen=True)
class Batch:
    """A command that writes many lines into one log at once, and a number that it changes."""

    kind: str
    command: list[str]
    reached: Callable[[Command, Path], int]


BATCHES = {
    "dedupe": Batch(DUPLICATES, ["dedupe", "--as", "a"], lambda rk, folder: status(rk, folder)["reports"]),
    "decisions": Batch(
        SCREENING,
        ["screen", "--import", "../incoming/decisions.csv", "--as", "a"],
        lambda rk, folder: len(included(rk, folder)),
    ),
}


def prepare(rk: Command, folder: Path) -> None:
    """Twice the same eight papers, not compared yet, and a table with a decision on each."""
    bring(rk, folder, "medline", 9)
    rows = [f"cinahl-{number:04d},a,include" for number in range(1, 9)]
    incoming(folder, "decisions.csv", "\n".join(["record,reviewer,decision", *rows]) + "\n")


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


@pytest.mark.thorough
@pytest.mark.parametrize("where", ["after the first line", "shortly before the end"])
@pytest.mark.parametrize("how", ["killed", "full disk"])
@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_that_was_cut_off_counts_for_nothing_and_is_repeated_whole(
    review: Path, rk: Command, tmp_path: Path, name: str, how: str, where: str
) -> None:
    batch = BATCHES[name]
    prepare(rk, review)
    before = batch.reached(rk, review)

    whole = tmp_path / "whole" / "review"
    shutil.copytree(review, whole)
    assert rk(*batch.command, "-C", whole).status == 0
    after = batch.reached(rk, whole)
    assert after != before

    start, end = size(log(review, batch.kind)), size(log(whole, batch.kind))
    first = log(whole, batch.kind).read_bytes().index(b"\n", start) + 1
    limit = first + 20 if where == "after the first line" else end - (end - first) // 3
    ran = process([*batch.command, "-C", review], limit=limit, kill=how == "killed")
    if how == "killed":
        assert ran.returncode == -signal.SIGXFSZ
    else:
        assert exits(ran) == [1]
        assert ran.stderr
        assert "Traceback" not in ran.stderr
    assert batch.reached(rk, review) == before

    assert rk(*batch.command).status == 0
    assert batch.reached(rk, review) == after
    assert [one for one in errors(rk, review) if one["path"] == f"{batch.kind}/a.jsonl"] == []


def test_a_run_that_was_cut_off_has_compared_nothing(review: Path, rk: Command) -> None:
    prepare(rk, review)
    start = size(log(review, DUPLICATES))
    process(["dedupe", "--as", "a", "-C", review], limit=start + 600)
    assert any(one["code"] == "not-deduplicated" for one in errors(rk, review))
    assert rk("prisma", "-o", "flow.svg").status == 1
    assert "every export was compared" not in rk("dedupe", "--as", "b").out
    assert status(rk, review)["reports"] == 9


def test_a_cut_off_batch_of_one_counts_for_nothing_when_another_act_follows(review: Path, rk: Command) -> None:
    """The torn line is set aside by the next line, which must not make the rest of the batch look whole."""
    prepare(rk, review)
    ran = process(
        ["screen", "--import", review.parent / "incoming" / "decisions.csv", "--as", "a", "-C", review], limit=700
    )
    assert exits(ran) == [1]
    decide(rk, review, 8)
    assert included(rk, review) == {8}


# Single acts


@pytest.mark.parametrize("how", ["killed", "full disk"])
def test_a_decision_that_was_cut_off_does_not_count_and_can_be_made_again(
    review: Path, rk: Command, how: str
) -> None:
    decide(rk, review, 1)
    command: list[str | Path] = ["screen", "decide", "cinahl-0002", "-d", "include", "--as", "a", "-C", review]
    ran = process(command, limit=size(log(review)) + 40, kill=how == "killed")
    assert ran.returncode == (-signal.SIGXFSZ if how == "killed" else 1)
    assert included(rk, review) == {1}
    decide(rk, review, 3)
    decide(rk, review, 2)
    assert included(rk, review) == {1, 2, 3}
    assert errors(rk, review) == []


def test_a_full_disk_changes_nothing_and_says_so(review: Path, rk: Command) -> None:
    decide(rk, review, 1)
    before = what_people_wrote(review)
    ran = process(
        ["screen", "decide", "cinahl-0002", "-d", "include", "--as", "a", "-C", review],
        limit=size(log(review)) + 40,
    )
    assert exits(ran) == [1]
    assert "Nothing was changed" in ran.stderr
    assert what_people_wrote(review) == before


@pytest.mark.parametrize("how", ["killed", "full disk"])
def test_an_import_that_was_cut_off_is_repeated_and_leaves_no_rest(review: Path, rk: Command, how: str) -> None:
    file = incoming(review, "large.ris", papers(150, start=20))
    ran = process(["import", file, "-s", "large", "--as", "a", "-C", review], limit=9000, kill=how == "killed")
    assert ran.returncode == (-signal.SIGXFSZ if how == "killed" else 1)
    assert status(rk, review)["records"] == 8
    long_ago = time.time() - 3 * 24 * 3600
    rest = [path for path in review.rglob("*") if path.is_file() and path.name.startswith(".writing-")]
    for path in rest:
        os.utime(path, (long_ago, long_ago))
    assert rk("import", file, "-s", "large", "--as", "a").status == 0
    assert status(rk, review)["records"] == 158
    for path in rest:
        assert not path.exists() or problems(rk, review, path.name)


@pytest.mark.parametrize("folder", ["searches/cinahl", "codebooks", "."])
def test_what_a_killed_command_left_half_written_goes_with_the_next_act_of_any_kind(
    review: Path, rk: Command, folder: str
) -> None:
    rest = review / folder / ".writing-abcdef"
    rest.write_text("TY  - JO", encoding="utf-8")
    decide(rk, review, 1)
    assert rest.exists(), "it may belong to a process that still runs"
    long_ago = time.time() - 3 * 3600
    os.utime(rest, (long_ago, long_ago))
    decide(rk, review, 2)
    assert not rest.exists()


@pytest.mark.parametrize("how", ["killed", "full disk"])
def test_a_quote_that_was_cut_off_is_lost_alone(review: Path, rk: Command, how: str) -> None:
    ready_to_code(rk, review, "berg")
    assert code(rk, review, "berg", "the first words").status == 0
    (file,) = [review / path for path in what_people_wrote(review) if path.startswith("coding/")]
    command: list[str | Path] = [
        "code",
        "add",
        "berg",
        "-c",
        "trust",
        "-q",
        " ".join(["words"] * 20),
        "--as",
        "a",
        "-C",
        review,
    ]
    ran = process(command, limit=size(file) + 50, kill=how == "killed")
    assert ran.returncode == (-signal.SIGXFSZ if how == "killed" else 1)
    assert quotes(rk, review) == {("berg", "a"): 1}
    assert rk(*command).status == 0
    assert quotes(rk, review) == {("berg", "a"): 2}


# Longer work


@pytest.mark.thorough
def test_a_demo_that_was_killed_is_made_by_the_next(tmp_path: Path, rk: Command) -> None:
    folder = tmp_path / "demo"
    ran = process(["demo", folder], limit=20_000, kill=True)
    assert ran.returncode == -signal.SIGXFSZ
    again = rk("demo", folder)
    assert again.status == 0, again.err
    assert rk("status", "-C", folder).status == 0


def test_a_demo_leaves_a_folder_alone_that_holds_something_else(tmp_path: Path, rk: Command) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("words", encoding="utf-8")
    assert rk("demo", tmp_path / "mine").status == 1
    assert what_people_wrote(tmp_path / "mine") == {"thesis.txt": b"words"}


@pytest.mark.parametrize("limit", [40, 300, 700])
def test_an_upgrade_that_was_killed_is_finished_by_the_next(tmp_path: Path, rk: Command, limit: int) -> None:
    folder = old_folder(tmp_path / "old")

    def reached() -> list[object]:
        boxes = json.loads(rk("prisma", "--json", "-C", folder).out)["boxes"]
        return [boxes, quotes(rk, folder), included(rk, folder)]

    before = reached()
    process(["upgrade", "--as", "a", "-C", folder], limit=limit, kill=True)
    assert reached() == before
    assert rk("upgrade", "--as", "a", "-C", folder).status == 0
    assert reached() == before
    assert errors(rk, folder) == []


# Nowhere to print


def shell(folder: Path, redirected: str, *args: str | Path) -> subprocess.CompletedProcess[str]:
    """Run reviewkit with a stream closed or led elsewhere, as a shell does."""
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirected}', "sh", sys.executable, "-B", "-m", "reviewkit", *map(str, args)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize("redirected", ["2>&-", ">&-", ">&- 2>&-", "<&-"])
def test_an_import_with_a_closed_stream_is_made(review: Path, rk: Command, redirected: str) -> None:
    file = incoming(review, "more.ris", papers(3, start=20))
    ran = shell(review, redirected, "import", file, "-s", "more", "--as", "a")
    assert ran.returncode == 0
    assert "Traceback" not in ran.stderr
    assert status(rk, review)["records"] == 11


def test_a_problem_with_standard_error_closed_is_still_an_exit_status(review: Path) -> None:
    ran = shell(review, "2>&-", "import", "nothing.ris", "-s", "more", "--as", "a")
    assert ran.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["status", "check --json", "--version", "prisma --json"])
def test_what_cannot_be_printed_is_reported_in_words(review: Path, command: str) -> None:
    ran = shell(review, "> /dev/full", *command.split())
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert ran.stderr.startswith("reviewkit: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_decision_whose_message_cannot_be_printed_counts(review: Path, rk: Command) -> None:
    ran = shell(review, "> /dev/full", "screen", "decide", "cinahl-0001", "-d", "include", "--as", "a")
    assert "Traceback" not in ran.stderr
    assert included(rk, review) == {1}


# A power cut


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> set[tuple[int, int]]:
    """The files and folders that were brought to the disk, by device and number."""
    seen: set[tuple[int, int]] = set()

    def watched(really: Callable[[int], None]) -> Callable[[int], None]:
        def sync(file: int) -> None:
            found = os.fstat(file)
            seen.add((found.st_dev, found.st_ino))
            really(file)

        return sync

    monkeypatch.setattr(os, "fsync", watched(os.fsync))
    if hasattr(os, "fdatasync"):
        monkeypatch.setattr(os, "fdatasync", watched(os.fdatasync))
    return seen


def is_in(synced: set[tuple[int, int]], path: Path) -> bool:
    found = path.stat()
    return (found.st_dev, found.st_ino) in synced


def test_a_new_log_is_on_the_disk_with_its_folder(review: Path, rk: Command, synced: set[tuple[int, int]]) -> None:
    decide(rk, review, 1)
    for path in (log(review), review / "screening", review):
        assert is_in(synced, path), path


def test_a_kept_export_is_on_the_disk_with_its_folder(
    review: Path, rk: Command, synced: set[tuple[int, int]]
) -> None:
    bring(rk, review, "medline", 2, start=20)
    (export,) = (review / "searches" / "medline").glob("*.ris")
    for path in (export, review / "searches" / "medline", review / "searches"):
        assert is_in(synced, path), path


def test_a_first_quote_is_on_the_disk_with_its_folder(
    review: Path, rk: Command, synced: set[tuple[int, int]]
) -> None:
    ready_to_code(rk, review, "berg")
    synced.clear()
    assert code(rk, review, "berg", "words").status == 0
    (file,) = [review / path for path in what_people_wrote(review) if path.startswith("coding/")]
    for path in (file, file.parent, review):
        assert is_in(synced, path), path


def test_a_new_review_is_on_the_disk_with_its_folder(
    tmp_path: Path, rk: Command, synced: set[tuple[int, int]]
) -> None:
    assert rk("init", tmp_path / "new").status == 0
    for path in (tmp_path / "new" / "review.yaml", tmp_path / "new"):
        assert is_in(synced, path), path
