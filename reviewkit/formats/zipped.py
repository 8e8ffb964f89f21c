"""Files out of a zip, in memory: nothing of a stranger's archive is written to disk."""

import contextlib
import hashlib
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from reviewkit.archives import Archive
from reviewkit.errors import ReviewkitError
from reviewkit.words import message

ENDINGS = ("csv", "ris", "bib", "enw", "nbib", "xml", "ciw", "json", "jsonl", "txt")
_RAYYAN_LOG = "customizations_log.csv"


@contextlib.contextmanager
def opened(data: bytes | BinaryIO, path: str) -> Iterator[Archive]:
    """A zip from its bytes, or from an open file. Raises ReviewkitError where it cannot be read."""
    with Archive(data, path) as archive:
        yield archive


def file_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files that somebody put into a zip, without folders and what a Mac adds."""
    return [
        entry
        for entry in archive.infolist()
        if entry.filename
        and not entry.is_dir()
        and not entry.filename.startswith("__MACOSX/")
        and not entry.filename.rsplit("/", 1)[-1].startswith(".")
    ]


def exports_in(data: bytes | BinaryIO, path: str) -> Iterator[tuple[str, bytes, str]]:
    """The exports in a zip by their endings: the path of each, its bytes, and the path of an earlier one with the same.

    Rayyan's log, which is beside its articles, is not an export. Raises ReviewkitError where a file cannot be unpacked.
    """
    with opened(data, path) as archive:
        if "[Content_Types].xml" in archive.namelist():
            raise ReviewkitError(
                message(
                    "{path}: this is a Word or Excel file, where an export was expected. Export RIS from the "
                    "database, or save the sheet as CSV.",
                    path=path,
                )
            )
        seen: dict[str, str] = {}
        for entry in file_entries(archive):
            ending = entry.filename.rpartition(".")[2].casefold()
            if ending not in ENDINGS or entry.filename.endswith(_RAYYAN_LOG):
                continue
            content = archive.unpacked(entry)
            here = f"{path}/{entry.filename}"
            same = seen.setdefault(hashlib.sha256(content).hexdigest(), here)
            yield here, content, same if same != here else ""
