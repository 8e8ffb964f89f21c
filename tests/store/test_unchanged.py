"""A folder is as it was, or it is not: whatever was changed, however lately."""

from pathlib import Path

import pytest

from reviewkit.store import unchanged
from reviewkit.store.revision import revision_of
from tests.folders import begin


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return begin(tmp_path / "review").root


def state(root: Path) -> dict[str, object]:
    found = unchanged.state_of(root, revision_of(root))
    assert found is not None
    return found


def test_a_folder_in_which_nothing_was_done_is_as_it_was(root: Path) -> None:
    before = state(root)
    assert before["lately"]
    assert unchanged.is_state(root, before)


def test_of_files_that_changed_long_ago_no_checksum_is_needed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged.time, "time", lambda: 4e9)
    before = state(root)
    assert before["lately"] == {}
    monkeypatch.setattr(unchanged, "_checksum", lambda path: pytest.fail("read"))
    assert unchanged.is_state(root, before)


@pytest.mark.parametrize("name", ["review.yaml", "duplicates/a.jsonl", "searches/cinahl/*"])
def test_one_byte_that_is_another_is_a_change_though_size_and_times_are_the_same(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(root)
    (path,) = root.glob(name)
    data = path.read_bytes()
    monkeypatch.setattr(unchanged, "revision_of", lambda root: before["revision"])
    path.write_bytes(data[:-2] + b"?" + data[-1:])
    assert not unchanged.is_state(root, before)
    path.write_bytes(data)
    assert unchanged.is_state(root, before)


def test_a_file_more_or_less_is_a_change(root: Path) -> None:
    before = state(root)
    (root / "searches" / "cinahl" / "more.ris").write_text("more", encoding="utf-8")
    assert not unchanged.is_state(root, before)
    (root / "searches" / "cinahl" / "more.ris").unlink()
    assert unchanged.is_state(root, before)
    (root / "duplicates" / "a.jsonl").rename(root / "duplicates" / "b.jsonl")
    assert not unchanged.is_state(root, before)


def test_a_state_that_has_passed_is_none(root: Path) -> None:
    revision = revision_of(root)
    (root / "studies.yaml").write_text("a: b\n", encoding="utf-8")
    assert unchanged.state_of(root, revision) is None


@pytest.mark.parametrize("other", [None, [], {}, {"revision": "x", "lately": {}}, {"lately": {}}])
def test_anything_else_is_no_state(root: Path, other: object) -> None:
    assert not unchanged.is_state(root, other)
