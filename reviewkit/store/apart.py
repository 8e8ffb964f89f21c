"""Documents that are read in a process of their own: a PDF of 1 MB can unpack to 10 GB, and the library that reads it
then ends its process. What is too large, takes too long or breaks the reader is refused in a sentence."""

import json
import sys
import time
from typing import TYPE_CHECKING, Any, BinaryIO

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import read
from reviewkit.extract.reading import Reading, Unit
from reviewkit.store.processes import answer_of, end_when
from reviewkit.words import kept_message, message, message_of

if TYPE_CHECKING:
    from psutil import Process

KINDS = ("pdf",)  # those whose library is no Python and has no limits of its own


def read_apart(data: bytes, kind: str, name: str) -> Reading:
    """The text of a document, as documents.read finds it. Raises ReviewkitError as it does, and where too much is asked
    of the computer."""
    head = json.dumps([kind, name]).encode() + b"\n"
    try:
        answer, is_whole = answer_of(__name__, head + data, limits.READING_WAIT)
    except OSError:  # no process can be started here
        return read(data, kind, name)
    try:
        found = json.loads(answer) if is_whole else None
    except ValueError:
        found = None
    if found is None:
        raise _too_much(name)
    if "error" in found:
        raise ReviewkitError(message_of(found["error"]))
    return Reading(Unit(found["unit"]), tuple(found["parts"]), tuple(found["scans"]))


def _too_much(name: str) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{name}: reading this document takes more memory or time than any article or book needs, so it was not "
            "read. Open it and print it to a new PDF, and attach that.",
            name=name,
        )
    )


def main(given: BinaryIO, answer: BinaryIO) -> None:
    """What the other process does: read a document, which comes after a line with its kind and name."""
    kind, name = json.loads(given.readline())
    data = given.read()
    _watch(len(data))
    answer.write(json.dumps(_answer(data, kind, name)).encode("ascii"))


def _answer(data: bytes, kind: str, name: str) -> dict[str, Any]:
    try:
        reading = read(data, kind, name)
    except ReviewkitError as error:
        return {"error": kept_message(error.args[0])}
    return {"unit": reading.unit.value, "parts": reading.parts, "scans": reading.scans}


def _watch(size: int) -> None:
    """End this process when it takes more memory or seconds than a document of so many bytes may."""
    import psutil

    process, most = psutil.Process(), limits.READING_MEMORY + 2 * size
    end_when(lambda: _held(process) > most or time.process_time() > limits.READING_SECONDS)


def _held(process: "Process") -> int:
    """The bytes that a process holds; on Windows also those that the system has put on its disk."""
    held = process.memory_info()
    return int(getattr(held, "private", held.rss))


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
