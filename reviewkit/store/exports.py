"""Files of any format, read record by record so that memory does not grow with the file, and written whole."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from reviewkit.errors import Problem
from reviewkit.formats import registry
from reviewkit.formats.base import Reading
from reviewkit.model import Record
from reviewkit.store.files import open_bytes as open_bytes
from reviewkit.store.files import read_bytes, reading, write_stream


def read(path: Path, name: str = "") -> Reading:
    """All records of a file."""
    return registry.read(read_bytes(path), str(path), "", name)


def stream(
    path: Path, problems: list[Problem], name: str = "", raw: bool = False, formats: set[str] | None = None
) -> Iterator[Record]:
    """The records of a file, one after the other, as registry.stream gives them. Raises ReviewkitError as it does."""
    with open_bytes(path) as file, reading(path):
        yield from registry.stream(file, str(path), problems, "", name, raw, formats)


def size(path: Path) -> int:
    """The length of a regular file in bytes; 0 for a pipe or a missing file."""
    return path.stat().st_size if path.is_file() else 0


def write(path: Path, pieces: Iterable[str]) -> None:
    """Write the pieces into a file that appears only when all of them are on the disk."""
    write_stream(path, (piece.encode("utf-8", "replace") for piece in pieces))
