"""A folder in which several processes, or machines that share it, leave what they made for each other.

Files are named by a hash of what they follow from, so one that is there need not be made again. Each ends with a
checksum of its name and its bytes: what was cut or changed by a bad disk, a sync program or anybody else is as if it
were not there. The folder can be deleted when nobody is at work in it.
"""

import mmap
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from xxhash import xxh3_128

from reviewkit.errors import ReviewkitError
from reviewkit.words import message

_SEAL = 16  # bytes of the checksum


@dataclass(frozen=True, slots=True)
class ExchangeFolder:
    """An exchange (matching.stages.Exchange) in a folder that is made as needed."""

    root: Path

    def read(self, name: str) -> memoryview | None:
        """The bytes of a file, which are read from the disk as they are looked at, or None where there is no whole one.

        A process checks a file once, when it first reads it.
        """
        try:
            with self._path(name).open("rb") as file:
                facts = os.fstat(file.fileno())
                if facts.st_size < _SEAL:
                    return None
                data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (FileNotFoundError, IsADirectoryError):
            return None
        seen = _Seen(self._path(name), facts.st_ino, facts.st_size, facts.st_mtime_ns)
        return data[:-_SEAL] if _is_whole(seen) else None

    def write(self, name: str, parts: Iterable[bytes]) -> None:
        """Write a file that is seen whole or not at all, also by another machine and after a power cut.

        Raises ReviewkitError where the folder cannot be written.
        """
        try:
            self._write(name, parts)
        except OSError as error:
            raise ReviewkitError(
                message(
                    "{folder}: what is half done cannot be written into this folder ({why}). Make room or ask for "
                    "access, or name another folder with --exchange, and give the command again.",
                    folder=self.root,
                    why=error.strerror or error,
                )
            ) from None

    def _write(self, name: str, parts: Iterable[bytes]) -> None:
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{uuid.uuid4().hex}.writing")
        seal = _seal_of(name)
        try:
            with temporary.open("wb") as file:
                for part in parts:
                    file.write(part)
                    seal.update(part)
                file.write(seal.digest())
            temporary.replace(path)
        except PermissionError:
            # On Windows a file that is being read cannot be replaced; what is in it is the same.
            if self.read(name) is None:
                raise
        finally:
            temporary.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.root / name[:2] / name


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was when it was opened; one that was written again is another."""

    path: Path
    number: int
    size: int
    changed: int


@lru_cache(maxsize=100_000)
def _is_whole(seen: _Seen) -> bool:
    """Whether the file ends with the checksum of its name and of what comes before it."""
    seal = _seal_of(seen.path.name)
    with seen.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        with memoryview(data) as whole, whole[:-_SEAL] as told:
            seal.update(told)
        return data[-_SEAL:] == seal.digest()


def _seal_of(name: str) -> xxh3_128:
    """It guards against accidents, not against people: whoever can write the folder can write the checksum too."""
    return xxh3_128(name.encode())
