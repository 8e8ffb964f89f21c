"""Files as sources for stages.py: a large RIS file in pieces, which several processes may read, any other as it is.

Nothing is opened here: the caller says how files are read (`Files`; store/exports.py is one).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import BinaryIO, Generic, Protocol, TypeVar

from reviewkit.errors import Problem, ReviewkitError
from reviewkit.formats import registry
from reviewkit.formats.base import ZIP, decoded_start, encoding_of, lines_of
from reviewkit.formats.json import recognises_ours
from reviewkit.formats.ris import RIS
from reviewkit.matching.columns import Columns, columns, extend, no_columns
from reviewkit.model import Record
from reviewkit.words import message

# Bytes that one process reads at a time, about 4,000 records of SRSR. Each process holds the bytes, the text and
# the columns of one piece, so larger pieces cost memory; with pieces of 1.5 MB a 24 MB file took longer than in
# one go.
PIECE = 6 << 20
# Bytes from which starting processes pays. They start in about 0.4 s, in which one process reads 8 MB: in two
# processes files of 6 and 12 MB took longer than in one (0.6 s for 0.3, 1.0 s for 0.7), one of 24 MB about as
# long.
LARGE = 4 * PIECE
_RECORD_START = b"TY  - "
_BLOCK = 1 << 20  # bytes that are read at a time for a hash

PathT = TypeVar("PathT", contravariant=True)


class Files(Protocol[PathT]):
    """How files are read, whatever the caller's paths are; a module with these three functions will do.

    They go to other processes, which import them by their names, so they must be functions of a module.
    """

    def size(self, path: PathT) -> int:
        """The length of a regular file in bytes; 0 for a pipe and for a file that is not there."""

    def open_bytes(self, path: PathT) -> BinaryIO:
        """The file, opened for reading. Raises ReviewkitError where it cannot be opened."""

    def stream(self, path: PathT, problems: list[Problem]) -> Iterator[Record]:
        """The records of a file of any format, one after the other; problems are added as they are met."""


@dataclass(frozen=True, slots=True)
class FilePiece(Generic[PathT]):
    """Part of a RIS file, in the encoding that the whole file was found to be in.

    `start` is its first byte, `end` the byte behind its last, and `line` the number of its first line, from 1. `told`
    is its digest, where an earlier run has told it.
    """

    path: PathT
    open_bytes: Callable[[PathT], BinaryIO]
    encoding: str
    errors: str
    start: int
    end: int
    line: int
    told: str = ""

    def digest(self) -> str:
        """A hash of the bytes of the piece, and of where it lies."""
        return self.told or self._digest_of(self._bytes())

    def columns(self) -> tuple[Columns, list[Problem]]:
        """Its records, and its problems at their lines in the whole file.

        Raises ReviewkitError where its bytes are no longer those of the digest that was told.
        """
        data = self._bytes()
        if self.told and self._digest_of(data) != self.told:
            raise _changed(self.path)
        problems: list[Problem] = []
        lines = lines_of(data.decode(self.encoding, self.errors))
        part = columns(registry.records_of(RIS, lines, str(self.path), "", problems))
        return part, [_moved(problem, self.line - 1) for problem in problems]

    def _digest_of(self, data: bytes) -> str:
        place = f"{self.path}\n{self.line}\n{self.encoding}\n{self.errors}\n"
        return blake2b(place.encode("utf-8", "surrogateescape") + data).hexdigest()

    def _bytes(self) -> bytes:
        with self.open_bytes(self.path) as file:
            file.seek(self.start)
            return file.read(self.end - self.start)


@dataclass(frozen=True, slots=True)
class WholeFile(Generic[PathT]):
    """A file of any format, read from its start to its end. `told` as in FilePiece."""

    path: PathT
    open_bytes: Callable[[PathT], BinaryIO]
    stream: Callable[[PathT, list[Problem]], Iterator[Record]]
    told: str = ""

    def digest(self) -> str:
        """A hash of the file."""
        return self.told or self._digest()

    def _digest(self) -> str:
        told = blake2b(f"{self.path}\n".encode("utf-8", "surrogateescape"))
        with self.open_bytes(self.path) as file:
            while block := file.read(_BLOCK):
                told.update(block)
        return told.hexdigest()

    def columns(self) -> tuple[Columns, list[Problem]]:
        """Its records, and what was wrong with them. Raises ReviewkitError as FilePiece does."""
        if self.told and self._digest() != self.told:
            raise _changed(self.path)
        problems: list[Problem] = []
        return columns(self.stream(self.path, problems)), problems


@dataclass(frozen=True, slots=True)
class InPieces(Generic[PathT]):
    """The sources of one file, in order, and what was wrong with the file as a whole (its encoding)."""

    path: PathT
    sources: "tuple[FilePiece[PathT] | WholeFile[PathT], ...]"
    problems: tuple[Problem, ...]


def _changed(path: object) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{path}: this file was changed while it was read. Wait until it is whole, and give the same command again.",
            path=path,
        )
    )


def in_pieces(path: PathT, files: Files[PathT]) -> InPieces[PathT]:
    """A file as sources. Raises ReviewkitError where a large file cannot be opened."""
    if files.size(path) >= LARGE:
        with files.open_bytes(path) as file:
            cuts = list(_cut(file, _length(files.size(path)))) if _can_be_cut(_head(file), str(path)) else []
            if len(cuts) > 1:
                problems: list[Problem] = []
                encoding, errors = encoding_of(file, _head(file), str(path), problems)
                pieces = tuple(FilePiece(path, files.open_bytes, encoding, errors, *cut) for cut in cuts)
                return InPieces(path, pieces, tuple(problems))
    return InPieces(path, (WholeFile(path, files.open_bytes, files.stream),), ())


def read(path: PathT, files: Files[PathT], processes: int) -> tuple[Columns, list[Problem]]:
    """The columns of all records of a file, and what was wrong with them, by so many processes where that pays.

    Raises ReviewkitError as `files` does.
    """
    file = in_pieces(path, files)
    workers = min(processes, len(file.sources))
    if workers < 2:
        return _together(file, map(_columns, file.sources))
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return _together(file, pool.map(_columns, file.sources))


def _columns(source: FilePiece[PathT] | WholeFile[PathT]) -> tuple[Columns, list[Problem]]:
    return source.columns()


def _together(
    file: InPieces[PathT], parts: Iterator[tuple[Columns, list[Problem]]]
) -> tuple[Columns, list[Problem]]:
    whole, problems = no_columns(), list(file.problems)
    for part, found in parts:
        extend(whole, part)
        problems += found
    return whole, problems


def _head(file: BinaryIO) -> bytes:
    """The first lines of a file, which is read from its beginning."""
    file.seek(0)
    return registry.first_lines(file)


def _can_be_cut(head: bytes, path: str) -> bool:
    """Whether a file that begins like this is RIS, whose records can be told by their bytes.

    UTF-16 has no bytes to look for, and a file with bare carriage returns is one line.
    """
    if head[:2] in (b"\xff\xfe", b"\xfe\xff", ZIP[:2]) or b"\0" in head or b"\r" in head.replace(b"\r\n", b"\n"):
        return False
    text = decoded_start(head, path)
    return not recognises_ours(text) and registry.recognised(text, path) is RIS


def _length(size: int) -> int:
    """The length of the pieces of a file of this size: from three quarters of PIECE to half as much again, so that
    there are four or a multiple of four, all about equally long. With 13 one of two processes waits for the other.
    """
    fours = max(1, round(size / (4 * PIECE)))
    return -(-size // (4 * fours))


def _cut(file: BinaryIO, length: int) -> Iterator[tuple[int, int, int]]:
    """Start, end and first line of each piece of a RIS file, each but the last of at least `length` bytes and ending
    before the next record."""
    file.seek(0)
    start, line = 0, 1
    while data := file.read(length):
        data += file.readline()
        lines = data.count(b"\n")
        while (following := file.readline()) and not following.startswith(_RECORD_START):
            lines += 1
        end = file.tell() - len(following)
        yield start, end, line
        start, line = end, line + lines
        file.seek(end)


def _moved(problem: Problem, lines: int) -> Problem:
    """The problem that many lines further down."""
    place = problem.place
    return replace(problem, place=replace(place, line=place.line + lines)) if lines else problem
