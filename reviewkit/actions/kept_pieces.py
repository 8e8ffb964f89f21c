"""Where the pieces of files outside a review begin, and their digests, kept on this computer by the files' checksums.

To cut a file and to hash its pieces takes as long as its checksum. A run on files of which most were compared before
needs nothing else of these.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reviewkit.actions import kept_columns
from reviewkit.matching.pieces import FilePiece, InPieces, WholeFile, in_pieces
from reviewkit.store import cache, exports, made_by
from reviewkit.store.records import kept_problem, problem_of

_KIND = "pieces"


def of_file(path: Path, checksum: str) -> InPieces[Path]:
    """A file as sources, which know their digests if it was cut before; `checksum` is "" where it has none."""
    known = cache.read_sealed(_KIND, _key(path, checksum)) if checksum else None
    return in_pieces(path, exports) if known is None else _as_cut(path, known)


def keep(files: Sequence[InPieces[Path]], checksums: Sequence[str], digests: Sequence[str]) -> bool:
    """Keep where the pieces of files begin; `digests` are those of all pieces, in order.

    False where a file is no longer what its checksum was taken of, or has none: then what was found in it is not kept.
    """
    left = iter(digests)
    is_sure = True
    for file, checksum in zip(files, checksums, strict=True):
        of_pieces = [next(left) for _ in file.sources]
        if checksum and _is_known(file):
            continue
        if checksum and kept_columns.checksums([file.path]) == (checksum,):
            cache.write_sealed(_KIND, _key(file.path, checksum), _told(file, of_pieces))
        else:
            is_sure = False
    return is_sure


def _is_known(file: InPieces[Path]) -> bool:
    return all(source.told for source in file.sources)


def _key(path: Path, checksum: str) -> str:
    origin = [str(path), checksum, made_by.version()]
    return hashlib.sha256(json.dumps(origin).encode("ascii")).hexdigest()


def _told(file: InPieces[Path], digests: Sequence[str]) -> list[object]:
    problems = [kept_problem(problem, str(file.path)) for problem in file.problems]
    return [problems, *map(_piece_told, file.sources, digests)]


def _piece_told(source: FilePiece[Path] | WholeFile[Path], digest: str) -> list[object]:
    if isinstance(source, WholeFile):
        return [digest]
    return [digest, source.encoding, source.errors, source.start, source.end, source.line]


def _as_cut(path: Path, known: Any) -> InPieces[Path]:
    problems, *told = known
    return InPieces(
        path,
        tuple(_piece(path, digest, where) for digest, *where in told),
        tuple(problem_of(str(path), entry) for entry in problems),
    )


def _piece(path: Path, digest: str, where: Sequence[Any]) -> FilePiece[Path] | WholeFile[Path]:
    if not where:
        return WholeFile(path, exports.open_bytes, exports.stream, digest)
    encoding, errors, start, end, line = where
    return FilePiece(path, exports.open_bytes, encoding, errors, start, end, line, digest)
