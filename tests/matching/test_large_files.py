"""Large RIS files are read in pieces by several processes; the columns are the same as read in one go."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Place, Problem, ReviewkitError
from reviewkit.matching import columns, large_files
from reviewkit.matching.large_files import Piece
from reviewkit.model import Record
from reviewkit.store import exports
from tests.builders import papers, record


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of some kilobytes count as large, and are cut every 9,000 bytes."""
    monkeypatch.setattr(large_files, "PIECE", 9000)
    monkeypatch.setattr(large_files, "LARGE", 20000)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.ris"
    path.write_text(papers(300), encoding="utf-8")
    return path


class NoProcesses:
    """A way of reading that must not be asked for bytes, so that no process can be started."""

    def size(self, path: str) -> int:
        return 30 << 20 if path == "large" else 10

    def open_bytes(self, path: str) -> BinaryIO:
        raise AssertionError(path)

    def stream(self, path: str, problems: list[Problem]) -> Iterator[Record]:
        problems.append(Problem(Place(path, 1), "odd"))
        yield record(title=f"The only record of {path}")


class UncutFile(NoProcesses):
    """A large file that is no RIS file."""

    content = b"title,authors,year\nCare,Berg,2020\n"

    def open_bytes(self, path: str) -> BinaryIO:
        return io.BytesIO(self.content)


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_pieces_give_the_same_columns_as_one_go(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "many.ris"
    text = papers(300).replace("care", "omsorg på Åsen").replace("\n", end)
    path.write_bytes(text.encode(encoding))
    assert len(large_files.pieces(path, exports)) > 3
    problems: list[Problem] = []
    table, counts = large_files.read([path], exports, 2, problems)
    assert counts == [300]
    assert table == columns(exports.stream(path, []))
    assert [problem.code for problem in problems] == (["encoding"] if encoding == "cp1252" else [])


@pytest.mark.usefixtures("small_pieces")
def test_a_problem_in_a_piece_has_its_line_in_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "many.ris"
    text = papers(200)
    path.write_text(text[: text.rfind("ER  -")], encoding="utf-8")  # the last record has no ER
    in_pieces: list[Problem] = []
    large_files.read([path], exports, 2, in_pieces)
    in_one_go: list[Problem] = []
    list(exports.stream(path, in_one_go))
    assert [problem.code for problem in in_one_go] == ["missing-er"]
    assert [(problem.code, problem.place) for problem in in_pieces] == [
        (problem.code, problem.place) for problem in in_one_go
    ]


@pytest.mark.usefixtures("small_pieces")
def test_each_piece_begins_with_a_record_and_together_they_are_the_file(many: Path) -> None:
    data = many.read_bytes()
    pieces = large_files.pieces(many, exports)
    assert b"".join(data[piece.start : piece.end] for piece in pieces) == data
    for piece in pieces:
        assert data[piece.start :].startswith(b"TY  - ")
        assert piece.line == data.count(b"\n", 0, piece.start) + 1


@given(
    st.lists(st.sampled_from([b"TY  - JOUR\n", b"TI  - Care\n", b"ER  - \n", b"\n", b"\xc3\xa5" * 9])), st.data()
)
def test_any_file_is_cut_without_loss(lines: list[bytes], data: st.DataObject) -> None:
    content = b"".join(lines)
    size = data.draw(st.integers(1, 40))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(large_files, "PIECE", size)
        pieces = list(large_files._cut(io.BytesIO(content)))
    assert b"".join(content[piece.start : piece.end] for piece in pieces) == content
    assert all(content[piece.start :].startswith(b"TY  - ") for piece in pieces[1:])
    assert [piece.line for piece in pieces] == [content.count(b"\n", 0, piece.start) + 1 for piece in pieces]


def test_a_piece_is_longer_than_asked_by_the_rest_of_its_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_files, "PIECE", 3)
    content = b"TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\n"
    assert list(large_files._cut(io.BytesIO(content))) == [Piece(0, 21, 1), Piece(21, 42, 3)]


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize(
    ("kind", "count"),
    [("utf-16", 300), ("bare carriage returns", 300), ("one record that goes on", 1), ("CSV", 299)],
)
def test_what_cannot_be_cut_is_read_in_one_go(tmp_path: Path, kind: str, count: int) -> None:
    path = tmp_path / "many.txt"
    text = papers(300)
    content = {
        "utf-16": text.encode("utf-16"),
        "bare carriage returns": text.replace("\n", "\r").encode(),
        "one record that goes on": ("TY  - JOUR\n" + "KW  - care\n" * 4000 + "ER  - \n").encode(),
        "CSV": ("title,authors,year\n" + "A title that is long enough,Berg,2020\n" * 299 + " \n" * 9000).encode(),
    }
    path.write_bytes(content[kind])
    assert exports.size(path) >= large_files.LARGE
    assert len(large_files.pieces(path, exports)) < 2
    assert large_files.read([path], exports, 2, [])[1] == [count]


def test_a_small_file_is_not_cut() -> None:
    table, counts = large_files.read(["small", "small too"], NoProcesses(), 2, problems := [])
    assert table.title == ["the only record of small", "the only record of small too"]
    assert counts == [1, 1]
    assert [problem.place.path for problem in problems] == ["small", "small too"]


def test_a_large_file_of_another_format_is_not_cut() -> None:
    table, counts = large_files.read(["large"], UncutFile(), 2, [])
    assert (table.title, counts) == (["the only record of large"], [1])


@pytest.mark.usefixtures("small_pieces")
def test_with_one_processor_a_large_file_is_read_in_one_go(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", None)  # starting one would fail
    assert large_files.read([many], exports, 1, [])[1] == [300]


@pytest.mark.usefixtures("small_pieces")
def test_records_keep_the_order_of_the_files(tmp_path: Path, many: Path) -> None:
    small = tmp_path / "small.ris"
    small.write_text(papers(2, start=900), encoding="utf-8")
    table, counts = large_files.read([small, many, small], exports, 2, [])
    assert counts == [2, 300, 2]
    in_one_go = [*exports.stream(small, []), *exports.stream(many, []), *exports.stream(small, [])]
    assert table == columns(in_one_go)


def test_a_problem_moves_down_by_the_lines_before_its_piece() -> None:
    problem = Problem(Place("x.ris", 3), "odd", code="ris")
    assert large_files._moved(problem, 40) == Problem(Place("x.ris", 43), "odd", code="ris")
    assert large_files._moved(problem, 0) is problem


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        large_files.read([tmp_path / "none.ris"], exports, 2, [])
