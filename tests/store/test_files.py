"""Nothing is lost when something breaks."""

import os
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
