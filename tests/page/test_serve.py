"""The server: on this computer alone, opened from a file that only its owner can read, stopped by its button."""

import os
import socket
import stat
import threading
import urllib.request
from pathlib import Path

import pytest

from reviewkit.page import serve as serving
from reviewkit.page.access import Access
from reviewkit.page.sitting import Sitting


def test_the_socket_is_of_this_computer_alone() -> None:
    with serving._bound(0) as bound:
        assert bound.getsockname()[0] == "127.0.0.1"


def test_an_answer_is_sent_without_waiting_for_more() -> None:
    """asyncio turns TCP_NODELAY on where the socket says that it is TCP."""
    with serving._bound(0) as bound:
        assert bound.proto == socket.IPPROTO_TCP


def test_whoever_comes_before_the_server_has_started_waits() -> None:
    with serving._bound(0) as bound, socket.create_connection(bound.getsockname(), timeout=2):
        pass


def test_a_port_that_is_taken_is_an_error() -> None:
    with serving._bound(0) as first:
        first.listen()
        with pytest.raises(OSError, match=r"."):
            serving._bound(first.getsockname()[1])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes; the folder is the person's own there")
def test_the_file_that_hands_over_the_token_is_readable_by_its_owner_only() -> None:
    access = Access(1)
    with serving._door(access) as door:
        assert stat.S_IMODE(door.stat().st_mode) == 0o600
        assert access.token in door.read_text(encoding="utf-8")
    assert not door.exists()


def test_the_page_is_served_and_stops_with_its_button(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    opened: list[str] = []
    monkeypatch.setattr(serving.webbrowser, "open", lambda address: opened.append(address) or True)
    sitting = Sitting(ready)
    sitting.open("a")
    running = threading.Thread(target=serving.serve, args=(sitting, 0, said.append, True))
    running.start()
    for _ in range(200):
        if opened:
            break
        threading.Event().wait(0.05)
    address = said[0].split()[0]
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address)
    assert refused.value.code == 401
    refused.value.close()
    assert opened[0].startswith("file:")
    assert address.rstrip("/").rpartition(":")[2] not in opened[0]
    sitting.closing.set()
    running.join(10)
    assert not running.is_alive()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(address.rstrip("/").rpartition(":")[2]))) != 0
