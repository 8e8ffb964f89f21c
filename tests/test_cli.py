"""The command line as a whole: how it starts, stops, and what its exit status says."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reviewkit import __version__
from reviewkit.errors import ReviewkitError
from tests.builders import papers
from tests.commands.reviews import HOSTILE, boxes, is_harmless
from tests.conftest import Command


def test_version_and_module(rk: Command) -> None:
    assert rk("--version").out == f"reviewkit {__version__}\n"
    ran = subprocess.run(
        [sys.executable, "-m", "reviewkit", "--version"], capture_output=True, text=True, check=True
    )
    assert ran.stdout == f"reviewkit {__version__}\n"


def test_a_review_from_import_to_inclusion(ready: Path, rk: Command) -> None:
    assert boxes(rk) == {
        "id.databases": 8,
        "id.databases.cinahl": 4,
        "id.databases.medline": 4,
        "rm": 2,
        "rm.duplicates": 2,
        "screened": 6,
        "excluded": 0,
        "waiting.screening": 6,
        "new.studies": 0,
        "new.reports": 0,
    }
    assert rk("prisma", "-o", "flow.svg").status == 1
    assert not Path("flow.svg").exists()
    for who in "ab":
        keys = "y\nn\n1\nn\n2\nn\n\nn\n1\nn\n1\n"
        ran = rk("screen", "--by", "source", "--as", who, typed=keys)
        assert f"nothing is left to decide for {who}" in ran.out
    told = boxes(rk)
    assert (told["excluded"], told["new.reports"]) == (5, 1)
    assert told["excluded.population"] == 3
    assert told["excluded.outcome"] == 1
    assert told["excluded.unrecorded"] == 1
    (ready / "studies.yaml").write_text(
        "berg: {citation: Berg (2024), records: [cinahl-0001]}\n", encoding="utf-8"
    )
    assert rk("prisma", "-o", "flow.svg", "-o", "flow.png").status == 0
    assert Path("flow.png").read_bytes().startswith(b"\x89PNG")


def test_what_two_people_did_at_the_same_time_merges_in_git(ready: Path, rk: Command, tmp_path: Path) -> None:
    if not shutil.which("git"):
        pytest.skip("needs git")

    def git(*args: str | Path, at: Path = ready) -> None:
        name = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *name, *args], cwd=at, check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", "-A")
    git("commit", "-m", "start")
    other = tmp_path / "other"
    git("clone", ready, other, at=tmp_path)
    for folder, who in ((ready, "a"), (other, "b")):
        rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", who, "-C", folder)
        rk("dedupe", "--different", "cinahl-0001", "cinahl-0002", "--as", who, "-C", folder)
        file = tmp_path / f"{who}.ris"
        file.write_text(papers(2, start=50 if who == "a" else 60), encoding="utf-8")
        rk("import", file, "-s", f"new-{who}", "--as", who, "-C", folder)
        rk("dedupe", "--as", who, "-C", folder)
        git("add", "-A", at=folder)
        git("commit", "-m", who, at=folder)
    git("pull", "--no-rebase", other, "main")
    told = boxes(rk)
    assert (told["new.reports"], told["id.databases"]) == (1, 12)
    assert "1 problems" not in rk("check").out
    rk("dedupe", "--as", "a")
    assert [line for line in rk("check").out.splitlines() if "error" in line] == []


def test_a_folder_that_is_no_review_says_what_to_do(tmp_path: Path, rk: Command) -> None:
    for command in (["status"], ["check"], ["prisma"], ["matrix"], ["dedupe"], ["screen"], ["code"], ["searches"]):
        ran = rk(*command, "-C", tmp_path)
        assert ran.status == 1, command
        assert "there is no review.yaml in it or above it" in ran.err


@pytest.mark.parametrize(
    "command",
    [
        ["import", "../new.ris", "-s", "new", "--as", "a"],
        ["screen", "decide", "cinahl-0001", "-d", "include", "--as", "a"],
        ["screen", "retrieved", "cinahl-0001", "--as", "a"],
        ["dedupe", "--same", "cinahl-0001", "cinahl-0002", "--as", "a"],
        ["prisma", "-o", "flow.svg", "--draft"],
        ["searches", "-o", "searches.csv"],
        ["init", "../other"],
        ["demo", "../demo"],
    ],
    ids=lambda command: command[0] + command[1],
)
def test_a_read_only_folder_is_told_in_words_and_nothing_changes(
    ready: Path, rk: Command, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    (ready.parent / "new.ris").write_text(papers(1, start=90), encoding="utf-8")
    before = {path: path.read_bytes() for path in ready.parent.rglob("*") if path.is_file()}

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    monkeypatch.setattr("os.fsync", refuse)
    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    ran = rk(*command)
    assert ran.status == 1
    assert "you are not allowed to write here, so nothing was changed" in ran.err
    after = {path: path.read_bytes() for path in ready.parent.rglob("*") if path.is_file()}
    assert after == before


def test_commands_work_from_inside_a_review(ready: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ready / "searches")
    assert rk("status").status == 0


@pytest.mark.parametrize("what", ["--help", "--version"])
def test_starting_imports_nothing_heavy(what: str) -> None:
    code = (
        f"import sys; sys.argv = ['reviewkit', '{what}']\nfrom reviewkit.cli import main\ntry: main()\nfinally: "
        + (
            "print([m for m in ('openpyxl', 'numpy', 'docx', 'xlsxwriter', 'yaml', 'rapidfuzz', 'rispy', 'resvg_py', "
            "'reviewkit.model', 'reviewkit.review') if m in sys.modules], file=sys.stderr)"
        )
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stderr == "[]\n"


def test_a_closed_pipe_is_no_traceback(ready: Path) -> None:
    command = [sys.executable, "-m", "reviewkit", "prisma", "--json"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ready)
    assert child.stdout is not None
    child.stdout.close()
    _, err = child.communicate()
    assert b"Traceback" not in err


def stopping(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let `reviewkit status` end with this error."""

    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr("reviewkit.commands.status.opened", stop)


def test_a_stop_is_said_on_standard_error_and_exits_with_1(rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    stopping(monkeypatch, ReviewkitError(f"no {HOSTILE}"))
    ran = rk("status")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("reviewkit: no ")
    assert "evil" in ran.err
    assert is_harmless(ran)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "x.svg"), "reviewkit: x.svg: No space left on device.\n"),
        (OSError(5, "Input/output error"), "could not be written: Input/output error.\n"),
        (OSError("strange"), "could not be written: strange.\n"),
        (OSError(28, "No space", "a\nreviewkit: all is well"), "a\ufffdreviewkit: all is well: No space.\n"),
        (PermissionError(13, "Permission denied", "coding"), "or ask its owner for access.\n"),
        (FileNotFoundError(2, "No such file", "x.svg"), "reviewkit: x.svg: No such file.\n"),
    ],
)
def test_what_the_system_refuses_is_said_in_words(
    rk: Command, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    stopping(monkeypatch, error)
    ran = rk("status")
    assert ran.status == 1
    assert ran.err.endswith(said)
    assert "Traceback" not in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody delete the current folder")
@pytest.mark.parametrize("command", [["status"], ["init"], ["prisma", "-o", "x.svg"], ["verify"]])
def test_a_current_folder_that_is_gone_is_named(
    rk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    ran = rk(*command)
    monkeypatch.chdir(tmp_path)
    assert ran.status == 1
    assert "the folder that you are in is not there any more. Go to another one (cd)" in ran.err


def test_a_terminal_without_a_width_has_the_usual_one(rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "0")
    assert "Usage: reviewkit" in rk("--help").out


@pytest.mark.parametrize("name", ["x\nreviewkit: all is well.ris", "x\r\x1b[2Kreviewkit: all is well.ris"])
@pytest.mark.parametrize(
    "command",
    [
        ["lint", "FILE"],
        ["lint", "--fix", "FILE"],
        ["import", "FILE", "-s", "new", "--as", "a"],
        ["convert", "FILE", "-o", "FILE.csv"],
        ["dedupe", "FILE", "-o", "FILE"],
        ["prisma", "-o", "FILE.svg", "--draft"],
        ["prisma", "-o", "FILE.nothing", "--draft"],
        ["matrix", "-o", "FILE.nothing"],
        ["compare", "FILE"],
        ["verify", "FILE"],
        ["manuscript", "FILE"],
        ["screen", "import", "FILE", "--as", "a"],
        ["status", "-C", "FILE"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_the_name_of_a_file_is_no_line_of_a_message(
    ready: Path, rk: Command, name: str, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / name
    file.write_text(papers(2, start=90), encoding="utf-8")
    monkeypatch.chdir(ready)
    ran = rk(*(part.replace("FILE", str(file)) for part in command))
    said = ran.out + ran.err
    assert not [line for line in said.splitlines() if line.startswith("reviewkit: all is well")]
    assert is_harmless(ran)


@pytest.mark.parametrize("args", [["frobnicate"], ["--frobnicate"], ["status", "--frobnicate"], ["status", "x"]])
def test_a_mistyped_word_exits_with_2(rk: Command, args: list[str]) -> None:
    ran = rk(*args)
    assert ran.status == 2
    assert ran.out == ""


def test_without_a_command_the_help_is_shown(rk: Command) -> None:
    ran = rk()
    assert "Usage: reviewkit" in ran.out + ran.err
    assert ran.status == 2
    assert rk("-h").status == rk("--help").status == 0
    assert rk("-h").out == rk("--help").out


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_stream_that_was_closed_swallows_what_is_written(ready: Path, stream: str) -> None:
    code = (
        f"import sys; sys.{stream}.close(); sys.{stream} = None; sys.argv = ['reviewkit', 'status']\n"
        "from reviewkit.cli import main\nmain()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ready)
    assert ran.returncode == 0
    assert "Traceback" not in ran.stderr
