"""Files as sources for stages.py: a large RIS file in pieces, any other as it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import BinaryIO, Generic

from reviewkit.errors import Problem
from reviewkit.formats import registry
from reviewkit.formats.base import encoding_of
from reviewkit.matching.columns import Columns, columns
from reviewkit.matching.large_files import LARGE, Files, PathT, Piece, pieces, read_piece
from reviewkit.model import Record

_BLOCK = 1 << 20  # bytes that are read at a time for a hash


@dataclass(frozen=True, slots=True)
class FilePiece(Generic[PathT]):
    """One piece of a RIS file, in the encoding that the whole file was found to be in."""

    path: PathT
    open_bytes: Callable[[PathT], BinaryIO]
    encoding: str
    errors: str
    piece: Piece

    def digest(self) -> str:
        """A hash of the bytes of the piece, and of where it lies."""
        with self.open_bytes(self.path) as file:
            file.seek(self.piece.start)
            data = file.read(self.piece.end - self.piece.start)
        place = f"{self.path}\n{self.piece.line}\n{self.encoding}\n{self.errors}\n"
        return blake2b(place.encode("utf-8", "surrogateescape") + data).hexdigest()

    def columns(self) -> tuple[Columns, list[Problem]]:
        """Its records, and its problems at their lines in the whole file."""
        return read_piece(self.path, self.open_bytes, self.encoding, self.errors, self.piece)


@dataclass(frozen=True, slots=True)
class WholeFile(Generic[PathT]):
    """A file of any format, read from its start to its end."""

    path: PathT
    open_bytes: Callable[[PathT], BinaryIO]
    stream: Callable[[PathT, list[Problem]], Iterator[Record]]

    def digest(self) -> str:
        """A hash of the file."""
        told = blake2b(f"{self.path}\n".encode("utf-8", "surrogateescape"))
        with self.open_bytes(self.path) as file:
            while block := file.read(_BLOCK):
                told.update(block)
        return told.hexdigest()

    def columns(self) -> tuple[Columns, list[Problem]]:
        """Its records, and what was wrong with them."""
        problems: list[Problem] = []
        return columns(self.stream(self.path, problems)), problems


@dataclass(frozen=True, slots=True)
class InPieces(Generic[PathT]):
    """The sources of one file, in order, and what was wrong with the file as a whole (its encoding)."""

    path: PathT
    sources: tuple[FilePiece[PathT] | WholeFile[PathT], ...]
    problems: tuple[Problem, ...]


def in_pieces(paths: Sequence[PathT], files: Files[PathT]) -> list[InPieces[PathT]]:
    """Each file as sources. Raises ReviewkitError where a file cannot be opened."""
    return [_in_pieces(path, files) for path in paths]


def _in_pieces(path: PathT, files: Files[PathT]) -> InPieces[PathT]:
    cut = pieces(path, files) if files.size(path) >= LARGE else []
    if len(cut) < 2:
        return InPieces(path, (WholeFile(path, files.open_bytes, files.stream),), ())
    problems: list[Problem] = []
    with files.open_bytes(path) as file:
        encoding, errors = encoding_of(file, registry.first_lines(file), str(path), problems)
    sources = tuple(FilePiece(path, files.open_bytes, encoding, errors, piece) for piece in cut)
    return InPieces(path, sources, tuple(problems))
