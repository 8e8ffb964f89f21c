"""dedupe FILE...: what is named twice, what cannot be written, and folders that are no exchange."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from reviewkit.actions import matched_files
from reviewkit.matching import Match
from tests.builders import papers
from tests.commands.reviews import contents
from tests.conftest import Command


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("one.ris").write_text(papers(3), encoding="utf-8")
    Path("two.ris").write_text(papers(2, start=2), encoding="utf-8")
    Path("folder").mkdir()
    return tmp_path


def refused(rk: Command, files: Path, told: str, *args: object) -> None:
    before = contents(files)
    ran = rk("dedupe", *args)
    assert ran.status == 1
    assert told in ran.err
    assert contents(files) == before


def test_a_file_with_another_path_is_the_same_file(files: Path, rk: Command) -> None:
    whole = files / "one.ris"
    refused(rk, files, f"one.ris: this is the same file as {whole}; name each file once", whole, "one.ris")


def test_a_link_to_a_file_is_the_same_file(files: Path, rk: Command) -> None:
    try:
        Path("link.ris").symlink_to("one.ris")
    except OSError:
        pytest.skip("links cannot be made here")
    refused(rk, files, "link.ris: this is the same file as one.ris", "one.ris", "link.ris")
    refused(rk, files, "link.ris: this is the same file as one.ris", "audit", "one.ris", "link.ris")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["-o", "folder"], "folder: this is a folder. Name a file in it"),
        (["--groups", "folder", "--force"], "folder: this is a folder. Name a file in it"),
        (["-o", "u.ris", "-o", "./u.ris"], "u.ris: two files to write have this name"),
        (["-o", "u.ris", "--groups", "u.ris"], "u.ris: two files to write have this name"),
        (["-o", "u.csv"], "u.csv: the unique records are written as RIS"),
        (["--exchange", "two.ris"], "two.ris: this is not a folder"),
        (["--exchange", "."], "there are other files in this folder (folder)"),
        (["--exchange", ""], "there are other files in this folder (folder)"),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_is_read(
    files: Path, rk: Command, args: list[str], told: str
) -> None:
    refused(rk, files, told, "one.ris", "two.ris", *args)


def test_a_folder_that_is_an_exchange_is_used_again(files: Path, rk: Command) -> None:
    said = rk("dedupe", "one.ris", "two.ris", "--exchange", "work")
    assert (said.status, said.out) == (0, "5 records, 3 unique, 2 duplicates\n")
    (Path("work") / ".hidden").write_bytes(b"")
    assert rk("dedupe", "one.ris", "two.ris", "--exchange", "work") == said


def test_links_that_lead_in_a_circle_are_told(files: Path, rk: Command) -> None:
    try:
        Path("round").symlink_to("and-round")
        Path("and-round").symlink_to("round")
    except OSError:
        pytest.skip("links cannot be made here")
    for args in (["round"], ["one.ris", "--exchange", "round"]):
        ran = rk("dedupe", *args)
        assert (ran.status, ran.out) == (1, "")
        assert "round" in ran.err
    assert rk("dedupe", "one.ris", "-o", "round").status in (0, 1)


@pytest.mark.parametrize("args", [[], ["-o", "u.ris"], ["--exchange", "work"]])
def test_a_file_that_was_changed_while_it_was_read_is_told(
    files: Path, rk: Command, args: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = matched_files.reports_of

    def changed(matches: Sequence[Match]) -> tuple[tuple[int, ...], ...]:
        with Path("two.ris").open("a", encoding="utf-8") as more:
            more.write(papers(1, start=9))
        return compared(matches)

    monkeypatch.setattr(matched_files, "reports_of", changed)
    ran = rk("dedupe", "one.ris", "two.ris", *args)
    assert (ran.status, ran.out) == (1, "")
    assert "one of these files was changed while it was read" in ran.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_told(files: Path, rk: Command) -> None:
    os.mkfifo("pipe.ris")
    ran = rk("dedupe", "one.ris", "pipe.ris")
    assert (ran.status, ran.out) == (1, "")
    assert "pipe.ris: this is a pipe or a device, not a file" in ran.err


@pytest.mark.parametrize("name", ["./one.ris", "folder/../one.ris"])
def test_a_record_is_found_however_its_file_was_spelt(files: Path, rk: Command, name: str) -> None:
    ran = rk("dedupe", "explain", f"{name}:1", f"{name}:2", name)
    assert ran.status == 0, ran.err
    assert "answer:" in ran.out
