"""One file out of a zip, in memory: nothing of a stranger's archive is written to disk."""

import zipfile

from reviewkit.errors import ReviewkitError
from reviewkit.formats.base import decoded

LARGEST = 500_000_000  # bytes of one unpacked file; more is no export but a zip bomb


def unzipped(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str) -> bytes:
    """One file of a zip. Raises ReviewkitError for one that grows beyond measure."""
    with archive.open(entry) as packed:
        data = packed.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ReviewkitError(f"{path}: {entry.filename} in the zip is larger than any export; it was not read.")
    return data


def unzipped_text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str) -> str:
    """One text of a zip."""
    return decoded(unzipped(archive, entry, path), f"{path}/{entry.filename}")[0]
