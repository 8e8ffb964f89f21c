"""Files of any format, read record by record so that memory does not grow with the file, and written at once."""

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

from reviewkit.errors import Level, Place, Problem
from reviewkit.formats import registry
from reviewkit.formats.base import BYTE_ORDER_MARKS, ZIP, Reading, decoded
from reviewkit.formats.json import recognises_ours
from reviewkit.formats.ris import RIS
from reviewkit.model import Record
from reviewkit.store.files import read_bytes, reading, write_stream

PIECE = 1 << 20


def read(path: Path, name: str = "") -> Reading:
    """All records of a file."""
    return registry.read(read_bytes(path), str(path), "", name)


def stream(path: Path, problems: list[Problem], name: str = "", raw: bool = False) -> Iterator[Record]:
    """The records of a file, one after the other; problems are added as they are met. `raw` as in registry.records_of.

    Raises ReviewkitError as registry.read does.
    """
    start = head(path)
    text = "" if start[:4] == ZIP else decoded(start, str(path))[0]
    if start[:4] == ZIP or recognises_ours(text):
        ours = registry.read(read_bytes(path), str(path), "", name)
        problems.extend(ours.problems)
        yield from ours.records
        return
    used = registry.chosen(name, text, str(path))
    spelling, errors = encoding(path, start, problems)
    count = 0
    with path.open(encoding=spelling, errors=errors, newline=None) as lines:
        bare = lines if used is RIS else (line.rstrip("\n") for line in lines)
        for record in registry.records_of(used, bare, str(path), "", problems, raw):
            count += 1
            yield record
    if not count:
        problems.append(
            Problem(Place(str(path), 1), f"no record found in this {used.about} file", Level.ERROR, "no-records")
        )


def head(path: Path) -> bytes:
    """The first bytes of a file, up to the last whole line in them."""
    with reading(path), path.open("rb") as file:
        start = file.read(registry.LOOK)
        whole = not file.read(1)
    return start if whole else start[: start.rfind(b"\n") + 1] or start


def encoding(path: Path, start: bytes, problems: list[Problem]) -> tuple[str, str]:
    """The encoding as decoded() finds it, without holding the file: byte-order mark, UTF-8, else Windows-1252."""
    for mark, name in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}[name], "replace"
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with path.open("rb") as file:
        try:
            while piece := file.read(PIECE):
                decoder.decode(piece)
                line += piece.count(b"\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            line += error.object[: error.start].count(b"\n")
            told = "not UTF-8 from here on; read as Windows-1252, so look at the accented letters"
            problems.append(Problem(Place(str(path), line), told, Level.NOTE, "encoding"))
            return "cp1252", "replace"
    return "utf-8", "strict"


def write(path: Path, pieces: Iterable[str]) -> None:
    """Write the pieces into a file that appears only when all of them are on the disk."""
    write_stream(path, (piece.encode("utf-8") for piece in pieces))
