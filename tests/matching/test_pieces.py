"""Files as sources: cut where they are large, hashed by what they hold and where; their columns are those of the file
read in one go."""

import io
import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Place, Problem, ReviewkitError
from reviewkit.matching import columns, pieces
from reviewkit.matching.pieces import FilePiece, WholeFile, in_pieces, read
from reviewkit.model import Record
from reviewkit.store import exports
from tests.builders import papers, record


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of some kilobytes count as large, and are cut every 9,000 bytes."""
    monkeypatch.setattr(pieces, "PIECE", 9000)
    monkeypatch.setattr(pieces, "LARGE", 20000)


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
    assert len(in_pieces(path, exports).sources) > 3
    table, problems = read(path, exports, 2)
    assert len(table) == 300
    assert table == columns(exports.stream(path, []))
    assert [problem.code for problem in problems] == (["encoding"] if encoding == "cp1252" else [])


@pytest.mark.usefixtures("small_pieces")
def test_a_problem_in_a_piece_has_its_line_in_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "many.ris"
    text = papers(200)
    path.write_text(text[: text.rfind("ER  -")], encoding="utf-8")  # the last record has no ER
    _, divided = read(path, exports, 2)
    in_one_go: list[Problem] = []
    list(exports.stream(path, in_one_go))
    assert [problem.code for problem in in_one_go] == ["missing-er"]
    assert [(problem.code, problem.place) for problem in divided] == [
        (problem.code, problem.place) for problem in in_one_go
    ]


@pytest.mark.usefixtures("small_pieces")
def test_each_piece_begins_with_a_record_and_together_they_are_the_file(many: Path) -> None:
    data = many.read_bytes()
    cut = in_pieces(many, exports).sources
    assert len(cut) > 3
    whole = b""
    for piece in cut:
        assert isinstance(piece, FilePiece)
        whole += data[piece.start : piece.end]
        assert data[piece.start :].startswith(b"TY  - ")
        assert piece.line == data.count(b"\n", 0, piece.start) + 1
    assert whole == data


@given(
    st.lists(st.sampled_from([b"TY  - JOUR\n", b"TI  - Care\n", b"ER  - \n", b"\n", b"\xc3\xa5" * 9])), st.data()
)
def test_any_file_is_cut_without_loss(lines: list[bytes], data: st.DataObject) -> None:
    content = b"".join(lines)
    size = data.draw(st.integers(1, 40))
    cut = list(pieces._cut(io.BytesIO(content), size))
    assert b"".join(content[start:end] for start, end, _ in cut) == content
    assert all(content[start:].startswith(b"TY  - ") for start, _, _ in cut[1:])
    assert [line for _, _, line in cut] == [content.count(b"\n", 0, start) + 1 for start, _, _ in cut]


@given(st.integers(pieces.LARGE, 1 << 40))
def test_pieces_are_of_one_length_and_come_in_fours(size: int) -> None:
    length = pieces._length(size)
    count = -(-size // length)
    assert count % 4 == 0
    assert 0.75 * pieces.PIECE <= length <= 1.5 * pieces.PIECE


def test_a_piece_is_longer_than_asked_by_the_rest_of_its_record() -> None:
    content = b"TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\n"
    assert list(pieces._cut(io.BytesIO(content), 3)) == [(0, 21, 1), (21, 42, 3)]


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
    assert exports.size(path) >= pieces.LARGE
    assert [type(source) for source in in_pieces(path, exports).sources] == [WholeFile]
    assert len(read(path, exports, 2)[0]) == count


def test_a_small_file_is_not_cut() -> None:
    table, problems = read("small", NoProcesses(), 2)
    assert table.title == ["the only record of small"]
    assert [problem.place.path for problem in problems] == ["small"]


def test_a_large_file_of_another_format_is_not_cut() -> None:
    assert read("large", UncutFile(), 2)[0].title == ["the only record of large"]


@pytest.mark.usefixtures("small_pieces")
def test_with_one_processor_a_large_file_is_read_here(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", None)  # starting one would fail
    assert read(many, exports, 1)[0] == columns(exports.stream(many, []))


def test_a_problem_moves_down_by_the_lines_before_its_piece() -> None:
    problem = Problem(Place("x.ris", 3), "odd", code="ris")
    assert pieces._moved(problem, 40) == Problem(Place("x.ris", 43), "odd", code="ris")
    assert pieces._moved(problem, 0) is problem


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        read(tmp_path / "none.ris", exports, 2)


@pytest.mark.usefixtures("small_pieces")
def test_a_file_that_is_small_or_no_ris_file_is_one_source(tmp_path: Path, many: Path) -> None:
    small, table = tmp_path / "small.ris", tmp_path / "table.csv"
    small.write_text(papers(2), encoding="utf-8")
    table.write_text("title,year\n" + "Care,2020\n" * 9000, encoding="utf-8")
    cut = [in_pieces(path, exports) for path in (small, table, many)]
    assert [[type(source) for source in one.sources][:1] for one in cut] == [[WholeFile], [WholeFile], [FilePiece]]
    assert [len(one.sources) for one in cut[:2]] == [1, 1]
    part, problems = cut[1].sources[0].columns()
    assert (len(part), problems) == (9000, [])


@pytest.mark.usefixtures("small_pieces")
def test_a_source_has_another_digest_where_anything_in_it_is_other(tmp_path: Path, many: Path) -> None:
    def digests() -> list[str]:
        return [source.digest() for source in in_pieces(many, exports).sources]

    before = digests()
    assert digests() == before
    assert len(set(before)) == len(before)
    data = many.read_bytes()
    many.write_bytes(data[:-40].replace(b"care", b"cure", 1) + data[-40:])
    assert sum(one != other for one, other in zip(before, digests(), strict=True)) == 1
    small = tmp_path / "small.ris"
    small.write_text(papers(2), encoding="utf-8")
    (one,) = in_pieces(small, exports).sources
    first = one.digest()
    small.write_text(papers(2) + "\n", encoding="utf-8")
    assert one.digest() != first


@pytest.mark.usefixtures("small_pieces")
def test_a_digest_that_was_told_is_not_taken_again_and_nothing_is_read_of_other_bytes(
    tmp_path: Path, many: Path
) -> None:
    small = tmp_path / "small.ris"
    small.write_text(papers(2), encoding="utf-8")
    for path in (many, small):
        sources = [replace(source, told=source.digest()) for source in in_pieces(path, exports).sources]
        assert sum(len(source.columns()[0]) for source in sources) == path.read_bytes().count(b"TY  - ")
        path.write_bytes(path.read_bytes().replace(b"care", b"cure", 1))
        assert [source.digest() for source in sources] == [source.told for source in sources]
        with pytest.raises(ReviewkitError, match=f"{path.name}: this file was changed while it was read"):
            sources[0].columns()


@pytest.mark.usefixtures("small_pieces")
def test_sources_go_to_other_processes(many: Path) -> None:
    for source in in_pieces(many, exports).sources:
        assert pickle.loads(pickle.dumps(source)).digest() == source.digest()


def test_a_missing_file_is_named_before_anything_is_read(tmp_path: Path) -> None:
    cut = in_pieces(tmp_path / "none.ris", exports)
    with pytest.raises(ReviewkitError, match=r"none\.ris"):
        cut.sources[0].digest()
