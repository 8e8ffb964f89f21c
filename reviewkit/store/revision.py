"""Names, sizes and times of the files in a folder, which show whether one of them has changed, without reading it."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from reviewkit.store.ledger import LOCK_FOLDER

Signature = tuple[object, ...]

# The folders of a review that are read, besides the files at its top.
READ = (
    "searches",
    "duplicates",
    "screening",
    "retrieval",
    "texts",
    "coding",
    "codebooks",
    "charting",
    "manuscripts",
    "agreements",
)


def signature(path: Path, deep: bool = False) -> Signature:
    """Names, sizes and times of a file, or of the files in a folder; the name of the error for a missing file."""
    try:
        entry = path.stat()
    except OSError as error:
        return (type(error).__name__,)
    if not path.is_dir():
        return (entry.st_size, entry.st_mtime_ns, entry.st_ctime_ns, entry.st_ino)
    return tuple(_entries(path, deep))


def _entries(folder: Path, deep: bool) -> Iterator[tuple[object, ...]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield (folder.name, type(error).__name__)
        return
    for entry in entries:
        if entry.name in (LOCK_FOLDER, ".git"):
            continue
        try:
            if entry.is_dir():
                yield (entry.name, *(_entries(Path(entry.path), True) if deep else ()))
                continue
            stat = entry.stat()
            yield (entry.name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        except OSError as error:
            yield (entry.name, type(error).__name__)


def revision_of(root: Path) -> str:
    """A name for the state of all files that are read, on this day: people join and leave a review by date."""
    seen = (
        date.today().isoformat(),
        list(_entries(root, False)),
        [(folder, signature(root / folder, True)) for folder in READ],
    )
    return hashlib.blake2b(repr(seen).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def newest_change(root: Path) -> float:
    """When a file of the folder last changed, in seconds."""

    def times(entries: Iterable[object]) -> Iterator[float]:
        for entry in entries:
            if isinstance(entry, tuple):
                if len(entry) == 5 and all(isinstance(value, int) for value in entry[1:]):
                    yield max(entry[2], entry[3]) / 1e9
                else:
                    yield from times(entry)

    everything = [*_entries(root, False), *((folder, signature(root / folder, True)) for folder in READ)]
    return max(times(everything), default=0.0)
