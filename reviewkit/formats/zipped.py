"""Files out of a zip, in memory: nothing of a stranger's archive is written to disk."""

import contextlib
import hashlib
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from reviewkit.errors import ReviewkitError
from reviewkit.formats.base import decoded
from reviewkit.words import message

LARGEST = 500_000_000  # bytes of all unpacked files; more is no export but a zip bomb
ENDINGS = ("csv", "ris", "bib", "enw", "nbib", "xml", "ciw", "json", "jsonl", "txt")
_RAYYAN_LOG = "customizations_log.csv"
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


@contextlib.contextmanager
def _readable_zip(path: str) -> Iterator[None]:
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
        raise ReviewkitError(message("{path}: the zip is damaged. Export it again.", path=path)) from None


@contextlib.contextmanager
def opened(data: bytes, path: str) -> Iterator[zipfile.ZipFile]:
    """A zip from its bytes. Raises ReviewkitError where it cannot be read."""
    with _readable_zip(path):
        archive = zipfile.ZipFile(io.BytesIO(data))
    with archive:
        yield archive


def file_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files that somebody put into a zip, without folders and what a Mac adds."""
    return [
        entry
        for entry in archive.infolist()
        if not entry.is_dir()
        and not entry.filename.startswith("__MACOSX/")
        and not entry.filename.rsplit("/", 1)[-1].startswith(".")
    ]


def exports_in(data: bytes, path: str) -> Iterator[tuple[str, bytes, str]]:
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
        size = 0
        seen: dict[str, str] = {}
        for entry in file_entries(archive):
            ending = entry.filename.rpartition(".")[2].casefold()
            if ending not in ENDINGS or entry.filename.endswith(_RAYYAN_LOG):
                continue
            content = unzipped(archive, entry, path)
            size += len(content)
            if size > LARGEST:
                raise ReviewkitError(
                    message("{path}: the files in the zip are larger than any export; it was not read.", path=path)
                )
            here = f"{path}/{entry.filename}"
            same = seen.setdefault(hashlib.sha256(content).hexdigest(), here)
            yield here, content, same if same != here else ""


def unzipped(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str) -> bytes:
    """One file of a zip. Raises ReviewkitError where it is larger than any export, and where it cannot be unpacked."""
    with _readable_zip(path), archive.open(entry) as packed:
        data = packed.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ReviewkitError(
            message(
                "{path}: {filename} in the zip is larger than any export; it was not read.",
                path=path,
                filename=entry.filename,
            )
        )
    return data


def unzipped_text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str) -> str:
    """One text of a zip."""
    return decoded(unzipped(archive, entry, path), f"{path}/{entry.filename}")[0]
