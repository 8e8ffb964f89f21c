"""Files in a shared folder are seen whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewkit.errors import ReviewkitError
from reviewkit.store.exchange import ExchangeFolder

NAME = "0a1b2c.rows"


def test_what_is_written_is_read(tmp_path: Path) -> None:
    exchange = ExchangeFolder(tmp_path / "new" / "folder")
    assert exchange.read(NAME) is None
    exchange.write(NAME, [b"one ", b"two"])
    assert bytes(exchange.read(NAME) or b"") == b"one two"
    exchange.write(NAME, [])
    assert exchange.read(NAME) == b""


def test_a_file_that_was_not_finished_is_not_there(tmp_path: Path) -> None:
    def cut_off() -> Iterator[bytes]:
        yield b"half"
        raise OSError("no space left on device")

    exchange = ExchangeFolder(tmp_path)
    with pytest.raises(ReviewkitError, match=r"cannot be written into this folder \(no space left on device\)"):
        exchange.write(NAME, cut_off())
    assert exchange.read(NAME) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_that_another_reads_on_windows_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exchange = ExchangeFolder(tmp_path)
    exchange.write(NAME, [b"the same"])

    def refused(self: Path, target: Path) -> None:
        raise PermissionError(5, "Access is denied", str(target))

    monkeypatch.setattr(Path, "replace", refused)
    exchange.write(NAME, [b"the same"])
    assert exchange.read(NAME) == b"the same"
    with pytest.raises(ReviewkitError, match="Access is denied"):
        exchange.write("other.rows", [b"never there"])


def kept_at(folder: Path) -> Path:
    (path,) = (path for path in folder.rglob(NAME) if path.is_file())
    return path


@given(st.binary(max_size=40), st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_changed_is_not_there_and_can_be_written_again(
    tmp_path: Path, kept: bytes, data: st.DataObject
) -> None:
    exchange = ExchangeFolder(tmp_path)
    exchange.write(NAME, [kept])
    whole = kept_at(tmp_path).read_bytes()
    cut = data.draw(st.integers(0, len(whole) - 1))
    changed = [whole[:cut], whole + b"x", whole[:cut] + bytes([whole[cut] ^ 1]) + whole[cut + 1 :]]
    kept_at(tmp_path).write_bytes(data.draw(st.sampled_from(changed)))
    assert ExchangeFolder(tmp_path).read(NAME) is None
    exchange.write(NAME, [kept])
    assert exchange.read(NAME) == kept


def test_a_file_under_the_name_of_another_is_not_there(tmp_path: Path) -> None:
    exchange = ExchangeFolder(tmp_path)
    exchange.write(NAME, [b"one"])
    kept_at(tmp_path).rename(kept_at(tmp_path).with_name("0aother.rows"))
    assert exchange.read("0aother.rows") is None


def test_a_folder_under_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    exchange = ExchangeFolder(tmp_path)
    (tmp_path / NAME[:2] / NAME).mkdir(parents=True)
    assert exchange.read(NAME) is None
    with pytest.raises(ReviewkitError, match="cannot be written into this folder"):
        exchange.write(NAME, [b"x"])


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ReviewkitError, match="name another folder with --exchange"):
        ExchangeFolder(tmp_path / "file").write(NAME, [b"x"])


def test_two_exchanges_at_one_place_are_one(tmp_path: Path) -> None:
    assert hash(ExchangeFolder(tmp_path)) == hash(ExchangeFolder(tmp_path))
