"""A second process of reviewkit, for libraries that may take any time or memory: it ends itself where it takes too
much, in the same way on Windows, Mac and Linux, and says what it has until then."""

import os
import sys
import threading
import time
from collections.abc import Callable

_LOOKED = 0.02  # seconds between two looks, in which a library that unpacks a page of a PDF takes some 20 MB
ENDED = 1  # the status of a process that took too much


def answer_of(module: str, given: bytes, wait: float) -> tuple[bytes, bool]:
    """What a process that runs a module answers, and whether it came to its end; it is given up after so many seconds
    by the clock. Raises OSError where no process can be started."""
    import subprocess

    try:
        ran = subprocess.run(
            [sys.executable, "-P", "-m", module],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=wait,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as late:
        return late.output or b"", False
    return ran.stdout, ran.returncode == 0


def end_when(takes_too_much: Callable[[], bool]) -> None:
    """End this process as soon as it takes too much."""

    def look() -> None:
        while not takes_too_much():
            time.sleep(_LOOKED)
        os._exit(ENDED)

    threading.Thread(target=look, daemon=True).start()
