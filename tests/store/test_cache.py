"""The cache can be deleted, full or out of reach at any time: then things are worked out again, without a word."""

import os
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import __version__
from reviewkit.store import cache

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",))), inner),
    max_leaves=8,
)


@given(json_values)
def test_what_was_kept_is_read_back(value: object) -> None:
    cache.write("answers", "key", value)
    assert cache.read("answers", "key") == value


def test_what_was_not_kept_is_none() -> None:
    assert cache.read("answers", "nothing") is None


def test_the_last_value_is_the_one_that_is_kept(home: Path) -> None:
    for value in (1, 2, 3):
        cache.write("answers", "key", value)
    assert cache.read("answers", "key") == 3
    assert [path.name for path in cache.path_of("answers", "key").parent.iterdir()] == ["key.json"]


def test_kinds_and_keys_do_not_meet() -> None:
    cache.write("answers", "one", 1)
    cache.write("answers", "two", 2)
    cache.write("contents", "one", 3)
    assert [cache.read(*name) for name in (("answers", "one"), ("answers", "two"), ("contents", "one"))] == [
        1,
        2,
        3,
    ]


@pytest.mark.parametrize("key", ["a-/../../../x", "a\ud800", "a\0", "å", "C:\\x", "x" * 5000, "a\n", ".."])
def test_a_key_is_never_a_path(key: str) -> None:
    """A key may hold what a log says of an export, and that may be anything."""
    path = cache.path_of("answers", key)
    assert path.parent.resolve() == path.resolve().parent == cache.path_of("answers", "").parent.resolve()
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,200}", path.name)
    cache.write("answers", key, 1)
    assert cache.read("answers", key) == 1


def test_another_version_has_a_cache_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("answers", "key", 1)
    assert __version__ in cache.path_of("answers", "key").parts
    monkeypatch.setattr(cache, "__version__", "99.0")
    assert cache.read("answers", "key") is None


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xff", b"\x00" * 9])
def test_what_cannot_be_read_is_none(data: bytes) -> None:
    cache.write("answers", "key", {"a": 1})
    cache.path_of("answers", "key").write_bytes(data)
    assert cache.read("answers", "key") is None


def test_a_folder_in_the_way_is_none() -> None:
    cache.path_of("answers", "key").mkdir(parents=True)
    assert cache.read("answers", "key") is None
    cache.write("answers", "key", 1)
    assert cache.read("answers", "key") is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("REVIEWKIT_HOME", str(file))
    cache.write("answers", "key", 1)
    assert cache.read("answers", "key") is None


def test_a_disk_that_gets_full_leaves_what_was_kept_before(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("answers", "key", "old")

    def full(source: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.write("answers", "key", "new")
    assert cache.read("answers", "key") == "old"


def test_readers_see_the_old_value_or_the_new_and_never_half() -> None:
    values = ["a" * 50_000, "b" * 50_000]
    cache.write("answers", "key", values[0])
    stop = threading.Event()
    seen = set()

    def look() -> None:
        while not stop.is_set():
            seen.add(cache.read("answers", "key"))

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(60):
        cache.write("answers", "key", values[number % 2])
    stop.set()
    reader.join()
    assert seen <= set(values)


def test_pieces_are_kept_one_after_the_other() -> None:
    path = cache.path_of("records", "key", ".jsonl")
    cache.write_pieces(path, iter([b"one\n", b"", b"two\n"]))
    assert path.read_bytes() == b"one\ntwo\n"


def test_each_piece_is_asked_for_also_where_nothing_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who makes the pieces counts them."""
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("REVIEWKIT_HOME", str(file))
    made = []
    cache.write_pieces(cache.path_of("records", "key"), (made.append(n) or b"x" for n in range(5)))  # type: ignore[func-returns-value]
    assert made == [0, 1, 2, 3, 4]


def test_pieces_that_cannot_all_be_made_leave_what_was_kept_before() -> None:
    path = cache.path_of("records", "key")
    cache.write_pieces(path, [b"old"])

    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise ValueError("this record is damaged")

    with pytest.raises(ValueError, match="damaged"):
        cache.write_pieces(path, pieces())
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


# How large it grows


def kept(*names: str) -> list[str]:
    return [name for name in names if cache.read("answers", name) is not None]


def fill(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """A value of 100 bytes under each name, the first the oldest; then the look at the size is due."""
    for age, name in enumerate(reversed(names)):
        cache.write("answers", name, "x" * 98)
        when = time.time() - 1000 * (age + 1)
        os.utime(cache.path_of("answers", name), (when, when))
    monkeypatch.setattr(cache, "_CHECKED", 0.0)


def test_the_oldest_go_first_where_it_grows_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    fill(monkeypatch, "first", "second", "third")
    monkeypatch.setattr(cache, "LARGEST", 250)
    cache.write("answers", "new", "x" * 98)
    assert kept("first", "second", "third", "new") == ["third", "new"]


def test_nothing_goes_while_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    fill(monkeypatch, "first", "second")
    monkeypatch.setattr(cache, "LARGEST", 300)
    cache.write("answers", "new", "x" * 98)
    assert kept("first", "second", "new") == ["first", "second", "new"]


def test_the_size_is_looked_at_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    fill(monkeypatch, "first", "second")
    monkeypatch.setattr(cache, "LARGEST", 0)
    monkeypatch.setattr(cache, "_CHECKED", 86_400.0)
    cache.write("answers", "new", 1)
    assert kept("first", "second", "new") == ["first", "second", "new"]
    yesterday = time.time() - 86_500
    os.utime(cache.cache_folder() / "checked", (yesterday, yesterday))
    cache.write("answers", "new", 1)
    assert kept("first", "second", "new") == []


@given(json_values)
def test_what_was_sealed_is_read_back(value: object) -> None:
    cache.write_sealed("columns", "key", value)
    assert cache.read_sealed("columns", "key") == value


def test_what_was_not_sealed_or_never_kept_is_none() -> None:
    assert cache.read_sealed("columns", "nothing") is None
    cache.write_pieces(cache.path_of("columns", "key", ".sealed"), [b"[1]"])
    assert cache.read_sealed("columns", "key") is None


def test_a_byte_that_is_another_is_noticed() -> None:
    cache.write_sealed("columns", "key", ["care", 2020])
    path = cache.path_of("columns", "key", ".sealed")
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert cache.read_sealed("columns", "key") is None
        path.write_bytes(whole[:place])
        assert cache.read_sealed("columns", "key") is None


def test_what_was_sealed_under_another_key_is_none() -> None:
    cache.write_sealed("columns", "one", 1)
    cache.path_of("columns", "one", ".sealed").rename(cache.path_of("columns", "two", ".sealed"))
    assert cache.read_sealed("columns", "two") is None
