"""Start the page on this computer alone, open it in the browser, and stop it."""

import contextlib
import os
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from reviewkit.page.access import Access
from reviewkit.page.app import application
from reviewkit.page.guard import ENTER
from reviewkit.page.sitting import Sitting
from reviewkit.store.local import made_private, state_folder

HOST = "127.0.0.1"  # never any other: the page is for this computer


def serve(sitting: Sitting, port: int, say: Callable[[str], None], open_browser: bool) -> None:
    """Serve the page until its Close button or Ctrl-C. Raises OSError where the port is taken."""
    with contextlib.closing(_bound(port)) as bound:
        access = Access(bound.getsockname()[1])
        server = uvicorn.Server(
            uvicorn.Config(
                application(sitting, access),
                log_level="error",
                access_log=False,
                server_header=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=2,
            )
        )
        stopper = threading.Thread(target=_stop_when_closed, args=(sitting, server), daemon=True)
        stopper.start()
        with _door(access) as door:
            say(f"http://{HOST}:{access.port}/  code: {access.code}")
            say("Close the page with its button, or press Ctrl-C here.")
            if open_browser:
                _open_when_started(server, door)
            with contextlib.suppress(KeyboardInterrupt):
                server.run(sockets=[bound])
        sitting.closing.set()


def _bound(port: int) -> socket.socket:
    """A socket of this computer alone, at the port named or at any free one.

    It names TCP, or asyncio leaves TCP_NODELAY off, and each page waits 40 ms for its second packet.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if exclusive := getattr(
        socket, "SO_EXCLUSIVEADDRUSE", None
    ):  # Windows lets another program share it otherwise
        bound.setsockopt(socket.SOL_SOCKET, exclusive, 1)
    try:
        bound.bind((HOST, port))
        bound.listen()  # at once: whoever is faster than the server waits a moment, and is not turned away
    except OSError:
        bound.close()
        raise
    return bound


@contextlib.contextmanager
def _door(access: Access) -> Iterator[Path]:
    """A file that only its owner can read, which hands the token to the page; removed at the end."""
    handle, name = tempfile.mkstemp(".html", "open-", made_private(state_folder()))  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(_DOOR.format(action=f"http://{HOST}:{access.port}{ENTER}", token=access.token))
        yield Path(name)
    finally:
        with contextlib.suppress(OSError):
            Path(name).unlink()


def _open_when_started(server: uvicorn.Server, door: Path) -> None:
    """Open the browser once the server answers; without waiting for the browser."""

    def open_it() -> None:
        for _ in range(200):
            if server.started:
                break
            threading.Event().wait(0.05)
        webbrowser.open(door.as_uri())

    threading.Thread(target=open_it, daemon=True).start()


def _stop_when_closed(sitting: Sitting, server: uvicorn.Server) -> None:
    sitting.closing.wait()
    server.should_exit = True


_DOOR = """<!doctype html><meta charset=utf-8><title>reviewkit</title>
<form method=post action="{action}"><input type=hidden name=token value="{token}">
<button>Open reviewkit</button></form><script>document.forms[0].submit()</script>
"""
