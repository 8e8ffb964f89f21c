"""Files in a shared folder are seen whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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
    with pytest.raises(OSError, match="no space"):
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
    with pytest.raises(PermissionError):
        exchange.write("other.rows", [b"never there"])


def test_two_exchanges_at_one_place_are_one(tmp_path: Path) -> None:
    assert hash(ExchangeFolder(tmp_path)) == hash(ExchangeFolder(tmp_path))
