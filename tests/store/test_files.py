"""Nothing is lost when something breaks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.store import files
from tests.conftest import is_root


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "review.yaml"
    files.write_whole(path, "old")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(ReviewkitError, match="No space left on device"):
        files.write_whole(path, "new")
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["review.yaml"]


def test_a_torn_last_line_is_set_aside_and_spoils_no_new_line(tmp_path: Path) -> None:
    log = tmp_path / "a.jsonl"
    log.write_bytes(b'{"id": "a-1"}\n{"id": "a-')
    files.append_lines(log, ['{"id": "a-2"}'])
    assert log.read_text() == '{"id": "a-1"}\n{"id": "a-2"}\n'
    assert (tmp_path / "a.jsonl.torn").read_text() == '{"id": "a-\n'


def test_kill_9_while_appending_leaves_whole_lines(tmp_path: Path) -> None:
    log = tmp_path / "a.jsonl"
    code = """
import sys
from pathlib import Path
from reviewkit.store.files import append_lines
n = 0
while True:
    append_lines(Path(sys.argv[1]), ['{"id": "a-%d"}' % n])
    n += 1
    print(n, flush=True)
"""
    child = subprocess.Popen([sys.executable, "-c", code, str(log)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    told = [int(child.stdout.readline()) for _ in range(50)][-1]
    child.kill()
    child.wait()
    child.stdout.close()
    lines = log.read_text().splitlines()
    assert len(lines) >= told
    assert [f'{{"id": "a-{n}"}}' for n in range(told)] == lines[:told]


@pytest.mark.skipif(is_root(), reason="file permissions do not bind the root user")
def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ReviewkitError, match="writing is not allowed here, so nothing was changed"):
            files.write_whole(tmp_path / "x", "y")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("CINAHL export.ris", "CINAHL export.ris"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("a:b*c?.ris", "a_b_c_.ris"),
        ("con.ris", "_con.ris"),
        ("  .ris", "ris"),
        ("", "export"),
        ("søk på norsk.ris", "søk på norsk.ris"),
    ],
)
def test_file_names_mean_no_folder_and_work_everywhere(name: str, safe: str) -> None:
    assert files.safe_name(name) == safe
