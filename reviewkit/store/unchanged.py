"""Whether a review folder is as it was when something was computed from it, told without reading most of its files.

Names, sizes and times show a change, except of a file that had changed so lately that its time would be the same after
another change. Of those files, which are few, the checksum is remembered too.
"""

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from reviewkit.store.ledger import LOCK_FOLDER
from reviewkit.store.revision import READ, revision_of

_SETTLED = 2.0  # seconds after which a change shows in a file's time (the resolution of FAT disks)


def state_of(root: Path, revision: str) -> dict[str, object] | None:
    """What is_state needs to know; None where the folder is no longer in the state of that revision."""
    since = time.time() - _SETTLED
    lately = {
        path.relative_to(root).as_posix(): _checksum(path) for path in _files(root) if _changed(path) >= since
    }
    return {"revision": revision, "lately": lately} if revision_of(root) == revision else None


def is_state(root: Path, state: object) -> bool:
    """Whether the folder is in a state that state_of described."""
    if not isinstance(state, dict) or state.get("revision") != revision_of(root):
        return False
    lately = state.get("lately")
    return isinstance(lately, dict) and all(_checksum(root / name) == digest for name, digest in lately.items())


def _files(root: Path) -> Iterator[Path]:
    """The files that a revision is of: those at the top, and all in the folders that are read."""
    for top in (root, *(root / folder for folder in READ)):
        for folder, inside, names in os.walk(top):
            inside[:] = [] if top == root else [name for name in inside if name not in (LOCK_FOLDER, ".git")]
            yield from (Path(folder, name) for name in names)


def _changed(path: Path) -> float:
    """When a file changed, in seconds; of one that is gone again, now."""
    try:
        entry = path.stat()
    except OSError:
        return time.time()
    return max(entry.st_mtime, entry.st_ctime)


def _checksum(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return type(error).__name__
