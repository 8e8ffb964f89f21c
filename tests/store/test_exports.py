"""Files of exports are opened and measured, and what cannot be opened is said in words."""

import os
from pathlib import Path

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.store import exports
from tests.builders import papers


def test_a_file_is_as_long_as_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_bytes("på".encode())
    assert exports.size(path) == 3
    with exports.open_bytes(path) as file:
        assert file.read() == "på".encode()


def test_what_is_no_regular_file_has_no_length(tmp_path: Path) -> None:
    assert exports.size(tmp_path / "none.ris") == 0
    assert exports.size(tmp_path) == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_has_no_length(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert exports.size(tmp_path / "pipe") == 0


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        exports.open_bytes(tmp_path / "none.ris")


def test_a_stream_gives_the_records_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_text(papers(3), encoding="utf-8")
    assert list(exports.stream(path, [])) == list(exports.read(path).records)
