"""The columns of files: record by record, or, where a RIS file is large, in pieces by several processes at once.

Nothing is opened here: the caller says how files are read (`Files`; store/exports.py is one).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, NamedTuple, Protocol, TypeVar

from reviewkit.errors import Problem
from reviewkit.formats import registry
from reviewkit.formats.base import ZIP, decoded_start, encoding_of, lines_of
from reviewkit.formats.json import recognises_ours
from reviewkit.formats.ris import RIS
from reviewkit.matching.columns import Columns, columns, extend, no_columns
from reviewkit.model import Record

# Bytes that one process reads at a time, about 4,000 records of SRSR. Each process holds the bytes, the text and
# the columns of one piece, so larger pieces cost memory; with pieces of 1.5 MB a 24 MB file took longer than in
# one go.
PIECE = 6 << 20
# Bytes from which starting processes pays. They start in about 0.4 s, in which one process reads 8 MB: in two
# processes files of 6 and 12 MB took longer than in one (0.6 s for 0.3, 1.0 s for 0.7), one of 24 MB about as
# long.
LARGE = 4 * PIECE
_RECORD_START = b"TY  - "

PathT = TypeVar("PathT", contravariant=True)


class Files(Protocol[PathT]):
    """How files are read, whatever the caller's paths are; a module with these three functions will do.

    `open_bytes` goes to other processes, which import it by its name, so it must be a function of a module.
    """

    def size(self, path: PathT) -> int:
        """The length of a regular file in bytes; 0 for a pipe and for a file that is not there."""

    def open_bytes(self, path: PathT) -> BinaryIO:
        """The file, opened for reading. Raises ReviewkitError where it cannot be opened."""

    def stream(self, path: PathT, problems: list[Problem]) -> Iterator[Record]:
        """The records of a file of any format, one after the other; problems are added as they are met."""


class Piece(NamedTuple):
    """Part of a RIS file: its first byte, the byte behind its last, and the number of its first line, from 1."""

    start: int
    end: int
    line: int


def read(
    paths: Sequence[PathT], files: Files[PathT], processes: int, problems: list[Problem]
) -> tuple[Columns, list[int]]:
    """The columns of all records of the files, in order, and how many records each file has.

    `processes` is the most that are started for one file. Raises ReviewkitError as `files` does.
    """
    whole, counts = no_columns(), []
    for path in paths:
        before = len(whole)
        for part, part_problems in _parts(path, files, processes):
            extend(whole, part)
            problems.extend(part_problems)
        counts.append(len(whole) - before)
    return whole, counts


def _parts(path: PathT, files: Files[PathT], processes: int) -> list[tuple[Columns, list[Problem]]]:
    problems: list[Problem] = []
    cut = pieces(path, files) if files.size(path) >= LARGE else []
    workers = min(processes, len(cut))
    if workers < 2:
        return [(columns(files.stream(path, problems)), problems)]
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with files.open_bytes(path) as file:
        encoding, errors = encoding_of(file, registry.first_lines(file), str(path), problems)
    tasks = [(path, files.open_bytes, encoding, errors, piece) for piece in cut]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        parts = pool.map(read_piece, *zip(*tasks, strict=True))
        return [(no_columns(), problems), *parts]


def pieces(path: PathT, files: Files[PathT]) -> list[Piece]:
    """Where a large RIS file can be cut, so that each piece begins with a record; none for what cannot be cut.

    UTF-16 has no bytes to look for, and a file with bare carriage returns is one line.
    """
    with files.open_bytes(path) as file:
        head = registry.first_lines(file)
        uncuttable = head[:2] in (b"\xff\xfe", b"\xfe\xff", ZIP[:2]) or b"\r" in head.replace(b"\r\n", b"\n")
        text = "" if uncuttable else decoded_start(head, str(path))
        if uncuttable or recognises_ours(text) or registry.recognised(text, str(path)) is not RIS:
            return []
        file.seek(0)
        return list(_cut(file))


def _cut(file: BinaryIO) -> Iterator[Piece]:
    """The pieces of a RIS file, each of at least PIECE bytes and ending before the next record."""
    start, line = 0, 1
    while data := file.read(PIECE):
        data += file.readline()
        lines = data.count(b"\n")
        while (following := file.readline()) and not following.startswith(_RECORD_START):
            lines += 1
        end = file.tell() - len(following)
        yield Piece(start, end, line)
        start, line = end, line + lines
        file.seek(end)


def read_piece(
    path: PathT, open_bytes: Callable[[PathT], BinaryIO], encoding: str, errors: str, piece: Piece
) -> tuple[Columns, list[Problem]]:
    """The columns of one piece of a RIS file, with its problems at their lines in the whole file."""
    with open_bytes(path) as file:
        file.seek(piece.start)
        text = file.read(piece.end - piece.start).decode(encoding, errors)
    problems: list[Problem] = []
    part = columns(registry.records_of(RIS, lines_of(text), str(path), "", problems))
    return part, [_moved(problem, piece.line - 1) for problem in problems]


def _moved(problem: Problem, lines: int) -> Problem:
    """The problem that many lines further down."""
    place = problem.place
    return replace(problem, place=replace(place, line=place.line + lines)) if lines else problem
