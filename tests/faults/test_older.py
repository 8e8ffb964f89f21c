"""Version 0.2.0 and this one in one folder, in turns; and after an upgrade 0.2.0 stops with a message."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import papers, review_folder
from tests.conftest import REPOSITORY, Command

COMMIT = "bf1fa1147d9644ccd723f10dbef6cd0bb0e4ebab"  # the last of version 0.2.0
RUN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from reviewkit.cli import main; main()"


@pytest.fixture(scope="session")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code of version 0.2.0, from the project's own history."""
    folder = tmp_path_factory.mktemp("older")
    packed = subprocess.run(
        ["git", "archive", COMMIT, "reviewkit"], cwd=REPOSITORY, capture_output=True, check=False
    )
    if packed.returncode:
        pytest.skip("needs the history of the project with version 0.2.0 in it")
    subprocess.run(["tar", "x", "-C", folder], input=packed.stdout, check=True)
    return folder


def run_older(code: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-c", RUN, code, *words, "-C", folder],
        capture_output=True,
        text=True,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        cwd=folder.parent,
        check=False,
    )


@pytest.fixture
def folder(older: Path, tmp_path: Path) -> Path:
    """A review that 0.2.0 imported and compared."""
    root = review_folder(tmp_path / "review")
    (root / "searches.yaml").write_text("cinahl: {hits: 6}\n", encoding="utf-8")
    (tmp_path / "cinahl.ris").write_text(papers(6), encoding="utf-8")
    assert (
        run_older(older, root, "import", str(tmp_path / "cinahl.ris"), "-s", "cinahl", "--as", "a").returncode == 0
    )
    assert run_older(older, root, "dedupe", "--as", "a").returncode == 0
    return root


def boxes(text: str) -> dict[str, int]:
    return {name: box["n"] for name, box in json.loads(text)["boxes"].items()}


@pytest.mark.thorough
def test_two_versions_take_turns_and_count_alike(older: Path, folder: Path, rk: Command) -> None:
    (folder.parent / "medline.ris").write_text(papers(4, start=5), encoding="utf-8")
    turns = [
        ("new", ["screen", "decide", "cinahl-0001", "-d", "include", "--as", "a"]),
        ("old", ["screen", "decide", "cinahl-0001", "-d", "include", "--as", "b"]),
        ("old", ["screen", "decide", "cinahl-0002", "-d", "exclude", "-r", "outcome", "--as", "a"]),
        ("new", ["screen", "decide", "cinahl-0002", "-d", "include", "--as", "b"]),
        ("new", ["import", str(folder.parent / "medline.ris"), "-s", "medline", "--as", "b"]),
        ("old", ["dedupe", "--as", "a"]),
        ("old", ["screen", "resolve", "cinahl-0002", "-d", "exclude", "-r", "outcome", "--as", "a"]),
        ("new", ["dedupe", "different", "cinahl-0005", "cinahl-0006", "--as", "b"]),
        ("new", ["screen", "decide", "cinahl-0003", "-d", "exclude", "--as", "a"]),
        ("old", ["screen", "decide", "cinahl-0003", "-d", "exclude", "--as", "b"]),
    ]
    for version, words in turns:
        if version == "new":
            assert rk(*words, "-C", folder).status == 0, words
        else:
            ran = run_older(older, folder, *words)
            assert ran.returncode == 0, ran.stderr
        ours = boxes(rk("prisma", "--json", "-C", folder).out)
        assert ours == boxes(run_older(older, folder, "prisma", "--json").stdout), words
    assert ours["new.reports"] == 1
    assert ours["excluded"] == 2
    assert ours["rm.duplicates"] == 2
    chain = [one for one in json.loads(rk("check", "--json", "-C", folder).out) if one["code"] == "chain"]
    assert chain == []


def test_undo_of_each_version_is_understood_by_the_other(older: Path, folder: Path, rk: Command) -> None:
    ours = json.loads(
        rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a", "--json", "-C", folder).out
    )["event"]
    run_older(older, folder, "screen", "decide", "cinahl-0002", "-d", "include", "--as", "a")
    assert run_older(older, folder, "screen", "undo", ours, "--as", "a").returncode == 0
    theirs = json.loads((folder / "screening" / "a.jsonl").read_text(encoding="utf-8").splitlines()[1])["id"]
    assert rk("screen", "undo", theirs, "--as", "a", "-C", folder).status == 0
    for text in (rk("prisma", "--json", "-C", folder).out, run_older(older, folder, "prisma", "--json").stdout):
        assert boxes(text)["waiting.screening"] == 6


def test_the_older_version_takes_back_a_run_of_the_newer(older: Path, folder: Path, rk: Command) -> None:
    (folder.parent / "medline.ris").write_text(papers(4, start=5), encoding="utf-8")
    rk("import", folder.parent / "medline.ris", "-s", "medline", "--as", "b", "-C", folder)
    run = json.loads(rk("dedupe", "--as", "b", "--json", "-C", folder).out)["event"]
    assert boxes(rk("prisma", "--json", "-C", folder).out)["rm.duplicates"] == 2
    ran = run_older(older, folder, "dedupe", "--undo", run, "--as", "a")
    assert ran.returncode == 0, ran.stderr
    assert boxes(rk("prisma", "--json", "-C", folder).out)["rm.duplicates"] == 0


def test_after_an_upgrade_the_older_version_stops_and_names_what_to_install(
    older: Path, folder: Path, rk: Command
) -> None:
    before = boxes(rk("prisma", "--json", "-C", folder).out)
    assert rk("upgrade", "--as", "a", "-C", folder).status == 0
    for words in (["status"], ["screen", "decide", "cinahl-0001", "-d", "include", "--as", "a"], ["prisma"]):
        ran = run_older(older, folder, *words)
        assert ran.returncode == 1
        assert "this-review-needs-reviewkit-0.3-or-newer" in ran.stderr
        assert "Traceback" not in ran.stderr
    assert boxes(rk("prisma", "--json", "-C", folder).out) == before
    assert not (folder / "screening").exists()
