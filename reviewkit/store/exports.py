"""Files of any format, read record by record so that memory does not grow with the file, and written whole."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from reviewkit.errors import Level, Place, Problem
from reviewkit.formats import registry
from reviewkit.formats.base import ZIP, Reading, decoded_start, encoding_of, without_marks
from reviewkit.formats.json import recognises_ours
from reviewkit.formats.ris import RIS
from reviewkit.model import Record
from reviewkit.store.files import open_bytes as open_bytes
from reviewkit.store.files import read_bytes, reading, write_stream
from reviewkit.words import message


def read(path: Path, name: str = "") -> Reading:
    """All records of a file."""
    return registry.read(read_bytes(path), str(path), "", name)


def stream(path: Path, problems: list[Problem], name: str = "", raw: bool = False) -> Iterator[Record]:
    """The records of a file, one after the other; problems are added as they are met. `raw` as in registry.records_of.

    Raises ReviewkitError as registry.read does.
    """
    with open_bytes(path) as file, reading(path):
        start = registry.first_lines(file)
    text = "" if start[:4] == ZIP else decoded_start(start, str(path))
    if start[:4] == ZIP or recognises_ours(text):
        ours = registry.read(read_bytes(path), str(path), "", name)
        problems.extend(ours.problems)
        yield from ours.records
        return
    used = registry.chosen(name, text, str(path))
    with path.open("rb") as file:
        spelling, errors = encoding_of(file, start, str(path), problems)
    count = 0
    with path.open(encoding=spelling, errors=errors, newline=None) as lines:
        bare = lines if used is RIS else (without_marks(line.rstrip("\n")) for line in lines)
        for record in registry.records_of(used, bare, str(path), "", problems, raw):
            count += 1
            yield record
    if not count:
        problems.append(
            Problem(
                Place(str(path), 1),
                message(
                    "no records were found in this {about} file. Export it again, or name its format",
                    about=used.about,
                ),
                Level.ERROR,
                "no-records",
            )
        )


def size(path: Path) -> int:
    """The length of a regular file in bytes; 0 for a pipe or a missing file."""
    return path.stat().st_size if path.is_file() else 0


def write(path: Path, pieces: Iterable[str]) -> None:
    """Write the pieces into a file that appears only when all of them are on the disk."""
    write_stream(path, (piece.encode("utf-8", "replace") for piece in pieces))
