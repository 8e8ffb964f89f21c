"""Copies of files that sync programs make when two computers have changed the same file.

Each program and each language has its own wording: `a-DESKTOP-AB12` (OneDrive), `a (Kari's conflicted copy
2026-01-31)` and `a (Karis motstridende kopi ...)` (Dropbox), `a 2` (iCloud), `a (1)` (Google Drive), `a.sync-conflict-
20260131-...` (Syncthing), `a_conflict`, `a – Kopie`. What they share: the name begins with the original's, and goes on
with a mark. Only people's own copies begin with a word: `Copy of a`, `Kopi av a`.
"""

import re
from collections.abc import Iterable

_MARK = re.compile(r"[ ._(\[\-~–—]")
_COPY = r"(?:copy|[kc][oó]pi[aeo]?)"  # English, Norwegian, German, Swedish, French, Spanish, Italian, Finnish, ...
_PLAIN_COPY = re.compile(
    rf"conflict|conflit|konflikt|motstridende|motstridande|(?<![^\W_]){_COPY}(?![^\W_])|^ ?\(?\d{{1,3}}\)?$|\.orig$|~$",
    re.IGNORECASE,
)
_COPY_OF = re.compile(rf"^{_COPY}(?: ?\(\d{{1,3}}\))? (?:of|av|von|van|de|di|à|na|z) ", re.IGNORECASE)
_COMPUTER = re.compile(r"^-(?=.*[A-Z])[A-Z0-9-]+$")
_MIN_SHARED = (
    0.5  # share of lines that a copy has in common with its original; two codebooks of one review share fewer
)


def original_of(stem: str, originals: Iterable[str]) -> str:
    """The original that a name, without its ending, is a copy of; "" where it begins with none of them."""
    name = _COPY_OF.sub("", stem)
    candidates = [
        original
        for original in originals
        if (name == original != stem)
        or (
            name != original and name.startswith(original) and _MARK.match(name[len(original) : len(original) + 1])
        )
    ]
    return max(candidates, key=len, default="")


def is_plain_copy(stem: str, original: str) -> bool:
    """Whether what comes before or after the original's name is how sync programs or computers mark a copy."""
    name = _COPY_OF.sub("", stem)
    rest = name[len(original) :]
    return bool(name != stem or _COMPUTER.match(rest) or _PLAIN_COPY.search(rest))


def are_alike(text: str, other: str) -> bool:
    """Whether two files share most of their lines, as a copy and its original do, whatever the copy is called."""
    lines, others = ({line.strip() for line in content.splitlines() if line.strip()} for content in (text, other))
    return bool(lines and others) and len(lines & others) > _MIN_SHARED * min(len(lines), len(others))
