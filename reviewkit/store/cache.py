"""Derived data on this computer, by the checksum of what it was computed from. It can be deleted at any time.

Plain JSON, never pickle. What cannot be written or read is silently computed again.
"""

import contextlib
import hashlib
import json
import os
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reviewkit import __version__
from reviewkit.store.local import cache_folder, made_private

LARGEST = 2 << 30  # bytes in all; the oldest files go first
_PLAIN = re.compile(r"[A-Za-z0-9._-]{0,150}")
_CHECKED = 86_400.0  # seconds between two checks of the size of the cache


def path_of(kind: str, key: str, ending: str = ".json") -> Path:
    """Where derived data of this version of reviewkit is kept.

    A key may hold what a log says, so that of one which is no plain name of a file the checksum names it.
    """
    name = key if _PLAIN.fullmatch(key) else hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return cache_folder() / __version__ / kind / f"{name}{ending}"


def folder_of(kind: str) -> Path:
    """A folder of this computer for derived data of a kind, which is there and is this person's alone."""
    made_private(cache_folder())
    folder = path_of(kind, "").parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def is_kept(kind: str, key: str, ending: str = ".json") -> bool:
    """Whether something is kept that can be read; what was kept by another person on this computer may not be."""
    return os.access(path_of(kind, key, ending), os.R_OK)


def read(kind: str, key: str) -> Any:
    """What was kept under a key, or None."""
    try:
        return json.loads(path_of(kind, key).read_bytes())
    except (OSError, ValueError):
        return None


def write(kind: str, key: str, value: Any) -> None:
    """Keep a value under a key. Letters are escaped, so that even lone surrogates survive."""
    write_bytes(path_of(kind, key), json.dumps(value, separators=(",", ":")).encode("ascii"))


def write_sealed(kind: str, key: str, value: Any) -> None:
    """As write, with a checksum before it: for what would not be noticed if it were wrong."""
    write_sealed_bytes(kind, key, json.dumps(value, separators=(",", ":")).encode("ascii"))


def read_sealed(kind: str, key: str) -> Any:
    """What was kept with write_sealed, or None, also where one byte of it is another, or it is from another key."""
    data = read_sealed_bytes(kind, key)
    return None if data is None else json.loads(data)


def write_sealed_bytes(kind: str, key: str, data: bytes) -> None:
    """As write_sealed, of bytes."""
    write_pieces(path_of(kind, key, ".sealed"), [_seal(key, data), b"\n", data])


def read_sealed_bytes(kind: str, key: str) -> bytes | None:
    """As read_sealed, of bytes."""
    try:
        with path_of(kind, key, ".sealed").open("rb") as file:
            seal, data = file.readline().rstrip(b"\n"), file.read()
    except OSError:
        return None
    return data if seal == _seal(key, data) else None


def _seal(key: str, data: bytes) -> bytes:
    """The checksum of what is kept, and of the key under which it is.

    It guards against accidents only: nobody else can write this folder.
    """
    from xxhash import xxh3_128

    total = xxh3_128(key.encode() + b"\n")
    total.update(data)
    return total.hexdigest().encode()


def write_bytes(path: Path, data: bytes) -> None:
    """Keep bytes; a reader sees all of them or none."""
    write_pieces(path, [data])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """As write_bytes, from pieces. All are consumed, even where nothing can be kept."""
    pieces = iter(pieces)
    with contextlib.suppress(OSError):
        made_private(cache_folder())
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.writing")
        try:
            with temporary.open("wb") as out:
                for piece in pieces:
                    out.write(piece)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        prune_now_and_then()
    for _ in pieces:
        pass


def prune_now_and_then() -> None:
    """Once a day, delete what was kept longest where there is too much."""
    mark = cache_folder() / "checked"
    if mark.exists() and time.time() - mark.stat().st_mtime < _CHECKED:
        return
    mark.touch()
    files = [(path.stat(), path) for path in cache_folder().rglob("*") if path.is_file()]
    size = sum(entry.st_size for entry, _ in files)
    for entry, path in sorted(files, key=lambda item: item[0].st_mtime):
        if size <= LARGEST:
            break
        path.unlink(missing_ok=True)
        size -= entry.st_size
