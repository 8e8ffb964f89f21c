"""The object in a line of a log: what one reader takes, every reader takes."""

import pytest

from reviewkit.json_line import object_in
from reviewkit.manifest import SHORTENED, LogLine, log_line, logged_hash, sha256, shortened
from reviewkit.store.chain import quick_link
from reviewkit.store.ledger import is_event

LINE = '{"id": "a-1", "note": "så"}'
UNREAD = [
    LINE.encode("utf-8-sig"),
    LINE.encode("utf-16-le"),
    LINE.encode("utf-16"),
    LINE.encode("utf-32-be"),
    LINE.encode("latin-1"),
    b'{"id": "a-1", "n": NaN}',
    b'{"id": "a-1", "n": -Infinity}',
    b'{"id": "a-1", "note": "\xed\xa0\x80"}',
    b'["a-1"]',
    b"[" * 100_000,
    b"",
]


def test_an_object_is_read() -> None:
    assert object_in(LINE.encode()) == {"id": "a-1", "note": "så"}


@pytest.mark.parametrize("line", UNREAD)
def test_what_the_logs_do_not_read_has_no_values_for_anybody(line: bytes) -> None:
    assert object_in(line) is None
    assert not is_event(line)
    assert quick_link(1, line).id == ""
    assert log_line(line) == LogLine(sha256_of(line) if line else "")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-32-be"])
def test_a_line_in_another_encoding_does_not_carry_the_hash_of_another(encoding: str) -> None:
    less = LINE.replace("}", f', "{SHORTENED}": "{sha256(LINE)[:32]}"}}').encode(encoding)
    assert log_line(less) not in (log_line(LINE.encode()), log_line(less.replace(b"1", b"2")))
    assert logged_hash(less) == ""
    assert shortened(less, lambda said: {**said, "note": "x"}) == less


def sha256_of(line: bytes) -> str:
    return quick_link(1, line).hash
