"""Copies of files that sync programs make when two computers have changed the same file.

Each program and each language has its own wording: `a-DESKTOP-AB12` (OneDrive), `a (Kari's conflicted copy
2026-01-31)` and `a (Karis motstridende kopi ...)` (Dropbox), `a 2` (iCloud), `a (1)` (Google Drive), `a.sync-conflict-
20260131-...` (Syncthing), `a_conflict`. What they share: the name begins with the original's, and goes on with a mark.
"""

import re
from collections.abc import Iterable

_MARK = re.compile(r"[ ._(\-~]")
_PLAIN_COPY = re.compile(
    r"conflict|konflikt|motstridende|motstridande|kopi\b|\bcopy\b|sync-conflict|"
    r"^ ?\(?\d{1,3}\)?$|\.orig$|~$",
    re.IGNORECASE,
)
_UPPER = re.compile(r"^-[A-Z0-9-]+$")
_MIN_SHARED = (
    0.5  # share of lines that a copy has in common with its original; two codebooks of one review share fewer
)


def original_of(stem: str, originals: Iterable[str]) -> str:
    """The original that a name, without its ending, is a copy of; "" where it begins with none of them."""
    candidates = [
        name
        for name in originals
        if stem != name and stem.startswith(name) and _MARK.match(stem[len(name) : len(name) + 1])
    ]
    return max(candidates, key=len, default="")


def is_plain_copy(stem: str, original: str) -> bool:
    """Whether what follows the original's name is how sync programs mark a copy."""
    rest = stem[len(original) :]
    return bool(_UPPER.match(rest) or _PLAIN_COPY.search(rest))


def are_alike(text: str, other: str) -> bool:
    """Whether two files share most of their lines, as a copy and its original do, whatever the copy is called."""
    lines, others = ({line.strip() for line in content.splitlines() if line.strip()} for content in (text, other))
    return bool(lines and others) and len(lines & others) > _MIN_SHARED * min(len(lines), len(others))
