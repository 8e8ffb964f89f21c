"""What can be read in full texts, kept on this computer by the checksum of their bytes."""

from pathlib import Path

from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import read
from reviewkit.extract.reading import Reading, Unit
from reviewkit.model import Text
from reviewkit.store import cache, texts
from reviewkit.store.apart import KINDS, read_apart
from reviewkit.words import message

_KIND = "readings-4"  # the number goes up when documents are read otherwise, so that nothing old is shown


def reading_of(root: Path, text: Text) -> Reading:
    """The text of a document as it was attached; a document of 100 pages is read in a second or two, and only once.

    Raises ReviewkitError where its file is missing or was changed, or cannot be read.
    """
    data = texts.bytes_of(root, text)
    return read_once(data, text.sha256, text.path.rpartition(".")[2], text.name or text.path)


def read_once(data: bytes, digest: str, kind: str, name: str) -> Reading:
    """What can be read in a document of a kind, from what was kept under its checksum if it was read before.

    Raises ReviewkitError where it cannot be read.
    """
    if (known := _kept(digest)) is not None:
        return known
    reading = read_apart(data, kind, name) if kind in KINDS else read(data, kind, name)
    cache.write(
        _KIND, digest, {"unit": reading.unit.value, "parts": list(reading.parts), "scans": list(reading.scans)}
    )
    return reading


def _kept(digest: str) -> Reading | None:
    known = cache.read(_KIND, digest)
    try:
        return Reading(Unit(known["unit"]), tuple(map(str, known["parts"])), tuple(map(int, known["scans"])))
    except (KeyError, TypeError, ValueError):
        return None


def looked_at(data: bytes, digest: str, kind: str, name: str) -> tuple[tuple[int, ...], str]:
    """The pages of a document that are pictures without text, and why nothing in it can be read; "" where it can."""
    try:
        found = read_once(data, digest, kind, name)
        is_empty = not (found.scans or found.text.strip())
        return found.scans, message("{path}: there is no text in this file.", path=name) if is_empty else ""
    except ReviewkitError as error:
        return (), error.args[0]
