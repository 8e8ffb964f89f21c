"""The benchmark of many records makes the same files each time, goes on after a stop, and adds up what it took."""

import gzip
import os
from pathlib import Path

import pytest

from benchmarks import many
from benchmarks.many import Look
from reviewkit import matching
from reviewkit.model import Record
from reviewkit.store import exports
from reviewkit.words import Verdict
from tests.matching.spreading import as_ris, some_records


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "records.ris.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        file.write(as_ris(some_records(40, seed=3)))
    return path


@pytest.fixture
def files(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.setattr(many, "PER_FILE", 30)
    return many.write(source, 100, tmp_path / "files")


def records_of(paths: list[Path]) -> list[Record]:
    return [record for path in paths for record in exports.stream(path, [])]


def test_every_record_is_in_one_file(source: Path, files: list[Path]) -> None:
    assert [path.name for path in files] == ["0000.ris", "0001.ris", "0002.ris"]
    made = [row[0] for _, row in many.rows(source, 100)]
    assert [len(records_of([path])) for path in files] == [34, 33, 33]
    assert [record.title for record in records_of(files)] == [*made[::3], *made[1::3], *made[2::3]]


def test_files_that_are_there_stay_and_one_that_is_not_is_made_as_it_was(source: Path, files: list[Path]) -> None:
    before = [path.read_bytes() for path in files]
    files[1].unlink()
    files[2].write_bytes(b"left alone")
    assert many.write(source, 100, files[0].parent) == files
    assert [path.read_bytes() for path in files] == [before[0], before[1], b"left alone"]


def test_the_first_copy_is_the_set_itself_and_the_second_has_its_duplicates(source: Path) -> None:
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        (source.parent / "set.ris").write_text(lines.read(), encoding="utf-8")
    records = records_of([source.parent / "set.ris"])
    made = [row for _, row in many.rows(source, 2 * len(records))]
    first, second = made[: len(records)], made[len(records) :]
    assert [row[0] for row in first] == [" ".join(record.title.split()) for record in records]
    assert {row[7] for row in first if row[7]}.isdisjoint(row[7] for row in second)
    assert sorted(row[0] for row in first) != sorted(row[0] for row in second)
    joins = []
    for name, rows in (("first.ris", first), ("second.ris", second)):
        (source.parent / name).write_text("".join(map(many.ris_of, rows)), encoding="utf-8")
        found = matching.matches(records_of([source.parent / name]))
        joins.append({(match.left, match.right) for match in found if match.verdict is Verdict.SAME})
    assert joins[0]
    assert len(joins[0] & joins[1]) > len(joins[0]) / 2


@pytest.mark.thorough
def test_the_command_is_watched_until_it_ends(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "_EVERY", 0.05)  # seconds: a small run is over before the usual second look
    told = many.deduplicated(files, tmp_path)
    assert told is not None
    assert told["records"] == 100
    assert 0 < told["unique"] < 100
    looks = many.looks_in(tmp_path / "looks.csv")
    assert looks
    if Path("/proc/self/stat").exists():
        assert max(look.megabytes for look in looks) > 1
    ends = many.ends_in(tmp_path / "exchange")
    assert 0 < ends["shelve"] <= ends["pair"] <= ends["compare"] <= ends["contradict"]
    again = many.deduplicated(files, tmp_path)
    assert again is not None
    assert again["checksum"] == told["checksum"]
    assert len(many.looks_in(tmp_path / "looks.csv")) > len(looks)


def test_a_command_that_is_refused_tells_nothing(tmp_path: Path) -> None:
    assert many.deduplicated([tmp_path / "none.ris"], tmp_path) is None


def test_stages_add_up_over_two_runs_without_the_time_between_them() -> None:
    looks = [
        *(Look(100.0 + n, 2.0 * n, 50.0 + n, 20.0) for n in range(11)),
        *(Look(500.0 + n, 1.0 * n, 70.0, 30.0 + n) for n in range(11)),
    ]
    ends = {"shelve": 104.0, "pair": 110.0, "compare": 505.5, "contradict": 0.0}
    found = {stage.stage: stage for stage in many.stages_of(looks, ends)}
    assert list(found) == ["shelve", "pair", "compare", "the rest", "all"]
    assert found["shelve"] == ("shelve", 4.0, 8.0, 54.0, 20.0)
    assert found["pair"] == ("pair", 6.0, 12.0, 60.0, 20.0)
    assert found["compare"] == ("compare", 5.5, 5.5, 70.0, 35.0)
    assert found["the rest"] == ("the rest", 4.5, 4.5, 70.0, 40.0)
    assert found["all"] == ("all", 20.0, 30.0, 70.0, 40.0)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="memory and processor time are read from /proc")
def test_what_this_process_has_taken() -> None:
    look = many.looked_at(os.getpid())
    assert look.processor > 0
    assert look.megabytes >= look.of_the_first > 10
    assert many.looked_at(2**30)[1:] == (0.0, 0.0, 0.0)
