"""verify: the first word says it, each place is named, and the exit status tells scripts."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.conftest import Command


@pytest.fixture
def shared(example: Path, rk: Command) -> str:
    """A bundle of the worked example, shared.zip; its hash."""
    return str(json.loads(rk("bundle", "-o", "shared.zip", "--json").out)["hash"])


def changed(old: str, new: str, file: str) -> None:
    """Change a file in the bundle."""
    with zipfile.ZipFile("shared.zip") as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in inside[file]
    inside[file] = inside[file].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile("shared.zip", "w") as archive:
        for name, data in inside.items():
            archive.writestr(name, data)


def test_what_is_as_it_was(shared: str, rk: Command) -> None:
    ran = rk("verify", "shared.zip", "--hash", shared)
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("UNCHANGED: ")
    assert lines[1] == f"hash: {shared}"
    assert lines[2] == "bundle: made by reviewkit 0.3.0, of the review as of 2023-09-06"
    assert lines[3].startswith("computed again and compared byte for byte: results/characteristics.csv, ")
    assert lines[4:6] == [
        "not computed again:",
        "  what is in 6 exports: how many records there are, and which of them are alike. Numbers and verdicts are "
        "those of the logs",
    ]
    assert "nobody can notice" not in ran.out


def test_what_was_changed_comes_first_with_file_and_line(shared: str, rk: Command) -> None:
    changed('"id": "a-3", "do": "decide"', '"id": "a-3", "do": "Decide"', "screening/a.jsonl")
    ran = rk("verify", "shared.zip", "--hash", shared)
    assert ran.status == 1
    assert ran.out.splitlines()[:3] == [
        "screening/a.jsonl:3: this line was changed after the bundle was made",
        "",
        "CHANGED: 1 place is not as it was.",
    ]


def test_without_a_hash_it_says_what_nobody_can_notice(shared: str, rk: Command) -> None:
    ran = rk("verify", "shared.zip")
    assert ran.status == 0
    assert ran.out.startswith("Nothing was found to be changed. No hash was given")
    assert "without --hash nobody can notice:\n  logs: any change, if" in ran.out


def test_a_review_folder_has_the_hash_of_its_bundle(shared: str, rk: Command) -> None:
    assert f"hash: {shared}\n" in rk("verify").out
    assert rk("verify", "--hash", shared, "--bundle", "shared.zip").status == 0


def test_what_is_no_review_is_refused(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.zip").write_bytes(b"no zip")
    for args, said in ((("x.zip",), "not a zip"), ((".",), "not a review folder"), (("nowhere",), "no such file")):
        ran = rk("verify", *args)
        assert (ran.status, ran.out) == (1, "")
        assert said in ran.err


def test_words_of_strangers_act_on_no_terminal(shared: str, rk: Command) -> None:
    changed('"draft": false', '"draft": false, "\\u001b]0;x": "\\u001b[2J"', "manifest.json")
    changed('"made_by": "reviewkit', '"made_by": "\\u001b]0;owned', "manifest.json")
    ran = rk("verify", "shared.zip")
    assert ran.status == 1
    assert "\x1b" not in ran.out + ran.err


def test_long_lists_are_cut_and_lines_that_cannot_be_read_are_named(shared: str, rk: Command) -> None:
    with zipfile.ZipFile("shared.zip", "a") as archive:
        for number in range(25):
            archive.writestr(f"notes-{number:02}.txt", "x")
    ran = rk("verify", "shared.zip", "--hash", shared)
    assert ran.status == 0
    assert "  notes-19.txt\n  ... and 5 more (--json lists all)" in ran.out
    assert "cannot be read" not in ran.out
    Path("screening/b.jsonl").write_bytes(Path("screening/b.jsonl").read_bytes() + b"no line\n")
    ran = rk("verify")
    assert "lines of logs that cannot be read, and count for nothing:\n  screening/b.jsonl:1271: " in ran.out
    assert json.loads(rk("verify", "--json").out)["unread"][0]["line"] == 1271
