"""Files out of a zip, in memory: nothing of a stranger's archive is written to disk, and nothing fills the memory.

Exports, workbooks, Office documents, books and projects of other programs are zips. Whatever is wrong with one is said
in a sentence that names the file and what to do: it is damaged, has a password, or would become too large.
"""

import contextlib
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.words import message

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
)


def is_folder(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry of a zip is a folder. Python's own is_dir raises IndexError for one without a name."""
    return entry.filename.endswith("/")


class Archive(zipfile.ZipFile):
    """A zip, from its bytes or an open file, which counts how much was unpacked.

    Raises ReviewkitError where it cannot be read.
    """

    def __init__(self, data: bytes | BinaryIO, path: str, damaged: str = "") -> None:
        """`damaged` is what is said of one that is damaged, where that is a document and not a zip of exports.

        In a document no part may be there twice: a zip finds the last one by its name, and others find the first.
        """
        self.path = path
        self.damaged = damaged
        self.taken = 0
        with readable(path, damaged):
            super().__init__(io.BytesIO(data) if isinstance(data, bytes) else data)
        if len(self.infolist()) > limits.MEMBERS:
            raise ReviewkitError(
                message(
                    "{path}: there are {n} files in this zip, which no export has; it was not read. Give the files "
                    "that you need one by one.",
                    path=path,
                    n=len(self.infolist()),
                )
            )
        if damaged:
            self._refuse_twice()

    def unpacked(self, entry: zipfile.ZipInfo, largest: int | None = None, of_all: int | None = None) -> bytes:
        """One file of the zip. Raises ReviewkitError where it, or what was read of the zip with it, is too large.

        What a zip says of the size of a file is what is read of it at most, so that it cannot lie.
        """
        size = entry.file_size
        is_a_bomb = size > limits.RATIO_FROM and size > limits.RATIO * max(entry.compress_size, 1)
        is_large = size > (largest or limits.MEMBER) or self.taken + size > (of_all or limits.UNPACKED)
        if is_a_bomb or is_large:
            raise (
                self._too_large(entry)
                if self.damaged
                else ReviewkitError(
                    message(
                        "{path}: {filename} in the zip becomes too large when it is unpacked ({size} MB); it was not "
                        "read. If it is what you mean to give, unpack the zip, and give that file.",
                        path=self.path,
                        filename=entry.filename,
                        size=size // 1_000_000,
                    )
                )
            )
        self.taken += size
        with readable(self.path, self.damaged), self.open(entry) as packed:
            return packed.read(size)

    def _refuse_twice(self) -> None:
        """Raises ReviewkitError where two parts have one name; Office takes small and capital letters for the same."""
        seen: set[str] = set()
        for entry in self.infolist():
            name = entry.filename.casefold()
            if name in seen and not is_folder(entry):
                raise ReviewkitError(
                    message(
                        "{path}: {filename} is in it twice, and nobody can tell which one counts; it was not read. "
                        "Open the file in the program that it is for, and save it again.",
                        path=self.path,
                        filename=entry.filename[:80],
                    )
                )
            seen.add(name)

    def _too_large(self, entry: zipfile.ZipInfo) -> ReviewkitError:
        """The error for a part of a document or a workbook, which nobody takes for a zip."""
        return ReviewkitError(
            message(
                "{path}: {filename} in it becomes too large when it is unpacked ({size} MB); it was not read. Divide "
                "the file into several, or leave out what is not needed.",
                path=self.path,
                filename=entry.filename,
                size=entry.file_size // 1_000_000,
            )
        )


@contextlib.contextmanager
def readable(path: str, damaged: str = "") -> Iterator[None]:
    """Say in words why a zip cannot be read: it is damaged, has a password, or was packed in an unknown way."""
    try:
        yield
    except NotImplementedError as error:
        raise ReviewkitError(
            message(
                "{path}: this zip is packed in a way that reviewkit cannot read ({error}). Unpack it, and "
                "give the files in it.",
                path=path,
                error=error,
            )
        ) from None
    except RuntimeError:
        raise ReviewkitError(
            message("{path}: this zip has a password. Unpack it, and give the files in it.", path=path)
        ) from None
    except _DAMAGED:
        said = damaged or message("{path}: the zip is damaged. Export it again.", path=path)
        raise ReviewkitError(said) from None
