"""Large RIS files are read in pieces by several processes; the columns are the same as read in one go."""

from pathlib import Path

import pytest

from reviewkit.dedupe import columns
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.store import columns as store
from reviewkit.store import exports
from tests.builders import papers


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_pieces_give_the_same_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, end: str
) -> None:
    path = tmp_path / "many.ris"
    text = papers(300).replace("care", "omsorg på Åsen").replace("\n", end)
    path.write_bytes(text.encode(encoding))
    monkeypatch.setattr(store, "PIECE", 9000)
    monkeypatch.setattr(store, "LARGE", 20000)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert len(store._ranges(path)) > 3
    problems: list[Problem] = []
    table, counts = store.read([path], problems)
    assert counts == [300]
    assert table == columns(exports.stream(path, []))
    assert [problem.code for problem in problems] == (["encoding"] if encoding == "cp1252" else [])


def test_a_problem_in_a_piece_has_its_line_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "many.ris"
    text = papers(200)
    broken = text[: text.rfind("ER  -")]  # the last record has no ER
    path.write_text(broken, encoding="utf-8")
    monkeypatch.setattr(store, "PIECE", 9000)
    monkeypatch.setattr(store, "LARGE", 20000)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    found: list[Problem] = []
    store.read([path], found)
    alone: list[Problem] = []
    list(exports.stream(path, alone))
    assert [(problem.code, problem.place.line) for problem in found] == [
        (problem.code, problem.place.line) for problem in alone
    ]


@pytest.mark.parametrize("mark", ["utf-16", "cr"])
def test_what_cannot_be_cut_is_read_in_one_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    path = tmp_path / "many.ris"
    text = papers(100)
    path.write_bytes(text.encode("utf-16") if mark == "utf-16" else text.replace("\n", "\r").encode())
    monkeypatch.setattr(store, "PIECE", 2000)
    monkeypatch.setattr(store, "LARGE", 4000)
    assert store._ranges(path) == []
    assert store.read([path], [])[1] == [100]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        store.read([tmp_path / "none.ris"], [])
