"""A folder in which several processes, or machines that share it, leave what they made for each other.

Files are named by a hash of what they follow from, so one that is there need not be made again. It can be deleted
when nobody is at work in it.
"""

import mmap
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ExchangeFolder:
    """An exchange (matching.stages.Exchange) in a folder that is made as needed."""

    root: Path

    def read(self, name: str) -> memoryview | None:
        """The bytes of a file, which are read from the disk as they are looked at, or None where there is none."""
        try:
            with self._path(name).open("rb") as file:
                if not os.fstat(file.fileno()).st_size:
                    return memoryview(b"")
                return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except FileNotFoundError:
            return None

    def write(self, name: str, parts: Iterable[bytes]) -> None:
        """Write a file that is seen whole or not at all, also by another machine and after a power cut."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{uuid.uuid4().hex}.writing")
        try:
            with temporary.open("wb") as file:
                for part in parts:
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except PermissionError:
            # On Windows a file that is being read cannot be replaced; what is in it is the same.
            if not path.exists():
                raise
        finally:
            temporary.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.root / name[:2] / name
