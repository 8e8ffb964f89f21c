"""Columns are kept by the checksum of the file; what is kept and what is computed are always the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import matching
from reviewkit.actions import duplicates, kept_columns
from reviewkit.errors import Problem
from reviewkit.matching import pieces
from reviewkit.matching.columns import Columns, extend, no_columns
from reviewkit.store import cache, exports, made_by
from reviewkit.store import records as records_of_exports
from reviewkit.store.open_review import OpenReview, open_review
from tests.builders import papers, record
from tests.folders import begin, bring


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "export.ris"
    path.write_text(papers(5), encoding="utf-8")
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are read, from now on."""
    paths: list[Path] = []
    stream = exports.stream

    def noted(path: Path, problems: list[Problem], name: str = "", raw: bool = False) -> object:
        paths.append(path)
        return stream(path, problems, name, raw)

    monkeypatch.setattr(exports, "stream", noted)
    return paths


def of_file(path: Path) -> Columns:
    return kept_columns.of_files([path], kept_columns.checksums([path]), 1).table


def cold(path: Path) -> Columns:
    """The columns as they are read from the file."""
    return pieces.read(path, exports, 1)[0]


def kept_file() -> Path:
    (path,) = (cache.path_of("columns", "x").parent).iterdir()
    return path


def test_a_file_is_read_once(file: Path, read: list[Path]) -> None:
    first = of_file(file)
    assert (len(first), read) == (5, [file])
    assert of_file(file) == first
    assert read == [file]


def test_the_same_bytes_under_another_name_are_not_read_again(
    file: Path, read: list[Path], tmp_path: Path
) -> None:
    first = of_file(file)
    other = tmp_path / "copy.txt"
    other.write_bytes(file.read_bytes())
    assert of_file(other) == first
    assert read == [file]


def test_a_changed_byte_is_another_file(file: Path) -> None:
    before = of_file(file)
    file.write_bytes(file.read_bytes().replace(b"care", b"cure", 1))
    assert of_file(file) == cold(file) != before


def test_another_program_reads_anew(file: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    of_file(file)
    monkeypatch.setattr(made_by, "version", lambda: "another")
    of_file(file)
    assert read == [file, file]


def test_files_come_in_their_order_with_their_numbers(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ris"
    other.write_text(papers(3, start=9), encoding="utf-8")
    of_file(other)
    table, counts, _, is_sure = kept_columns.of_files([file, other], kept_columns.checksums([file, other]), 1)
    assert (counts, is_sure) == ((5, 3), True)
    assert table.title == [*cold(file).title, *cold(other).title]


def test_problems_are_said_again_at_the_place_of_the_file(tmp_path: Path) -> None:
    text = papers(2) + "\nTY  - JOUR\nthis is no tag\nTI  - Care\n"
    said: list[list[str]] = []
    for name in ("one.ris", "one.ris", "two.ris"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        read = kept_columns.of_files([path], kept_columns.checksums([path]), 1)
        said.append([str(problem) for problem in read.problems])
    assert said[0]
    assert said[1] == said[0]
    assert said[2] == [line.replace("one.ris", "two.ris") for line in said[0]]


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: b"",
        lambda data: data[:-9],
        lambda data: data.replace(b"care", b"cure", 1),
        lambda data: data[3:],
        lambda data: b"\x00" * len(data),
        lambda data: json.dumps([[[]], []]).encode(),
    ],
    ids=["empty", "cut", "changed", "without its start", "zeros", "foreign"],
)
def test_a_broken_file_of_the_cache_is_computed_again(file: Path, broken: object, read: list[Path]) -> None:
    first = of_file(file)
    path = kept_file()
    assert b"care" in path.read_bytes()
    path.write_bytes(broken(path.read_bytes()))  # type: ignore[operator]
    assert of_file(file) == first
    assert read == [file, file]
    assert of_file(file) == first
    assert read == [file, file]


def test_a_kept_file_under_the_name_of_another_is_not_believed(file: Path, tmp_path: Path) -> None:
    of_file(file)
    path = kept_file()
    other = tmp_path / "other.ris"
    other.write_text(papers(3, start=9), encoding="utf-8")
    expected = of_file(other)
    (kept,) = (one for one in path.parent.iterdir() if one != path)
    kept.write_bytes(path.read_bytes())
    assert of_file(other) == expected


def test_a_file_that_changes_while_it_is_read_is_not_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original, stream = file.read_bytes(), exports.stream

    def changed(path: Path, *more: object) -> object:
        path.write_text(papers(2), encoding="utf-8")
        return stream(path, *more)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(exports, "stream", changed)
        assert len(of_file(file)) == 2
    file.write_bytes(original)
    assert len(of_file(file)) == 5


def test_nothing_is_said_where_nothing_can_be_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    blocked = home / "blocked"
    blocked.write_text("a file", encoding="utf-8")
    monkeypatch.setenv("REVIEWKIT_HOME", str(blocked))
    assert of_file(file) == cold(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"gone\.ris"):
        of_file(tmp_path / "gone.ris")


# In a review


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    made = begin(tmp_path / "review", compared=False)
    bring(made, "medline", 4, start=3)
    return made


def test_the_columns_of_a_review_are_those_of_its_records(folder: OpenReview) -> None:
    expected = matching.columns(folder.review.records.values())
    assert len(expected) == 8
    for _ in range(2):
        assert kept_columns.of_records(folder.review.records) == expected


def test_a_second_run_reads_no_record(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    duplicates.run(folder, "a")
    bring(folder, "embase", 2, start=20)
    read: list[str] = []
    record_of = records_of_exports._record_of

    def noted(line: bytes, record_id: str, export: object) -> object:
        read.append(record_id)
        return record_of(line, record_id, export)  # type: ignore[arg-type]

    monkeypatch.setattr(records_of_exports, "_record_of", noted)
    duplicates.run(open_review(folder.root), "a")
    assert read == ["embase-0001", "embase-0002"]


def test_an_export_that_was_changed_is_read_as_it_is_now(folder: OpenReview) -> None:
    kept_columns.of_records(folder.review.records)
    export = next((folder.root / "searches" / "medline").iterdir())
    export.write_bytes(export.read_bytes().replace(b"care", b"cure"))
    now = open_review(folder.root).review.records
    assert kept_columns.of_records(now) == matching.columns(now.values())


def test_records_that_are_only_in_memory_are_normalized() -> None:
    records = {"a-1": record(title="Care"), "a-2": record(title="Trust")}
    assert kept_columns.of_records(records).title == ["care", "trust"]


@pytest.mark.thorough
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 4), st.integers(1, 9)), min_size=1, max_size=8))
def test_kept_or_not_the_columns_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int, int]]
) -> None:
    """Whatever is written into which files one after the other, what is kept gives what reading gives."""
    folder = tmp_path_factory.mktemp("edited")
    for name, count, start in edits:
        (folder / name).write_text(papers(count, start=start), encoding="utf-8")
        paths = sorted(folder.iterdir())
        read = kept_columns.of_files(paths, kept_columns.checksums(paths), 1)
        whole = no_columns()
        for path in paths:
            extend(whole, cold(path))
        assert read.table == whole
        assert read.counts == tuple(len(cold(path)) for path in paths)
