"""Copies of files that sync programs make where two computers changed one file.

Each program has its own wording, and each language too: `a-DESKTOP-AB12` (OneDrive), `a (Kari's conflicted copy
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
_ALIKE = 0.5  # share of lines that a copy has in common with its original; two codebooks of one review share fewer


def original_of(stem: str, originals: Iterable[str]) -> str:
    """The original that a name, without its ending, is a copy of; "" where it begins with none of them."""
    name = _COPY_OF.sub("", stem)
    found = [
        one
        for one in originals
        if (name == one != stem)
        or (name != one and name.startswith(one) and _MARK.match(name[len(one) : len(one) + 1]))
    ]
    return max(found, key=len, default="")


def is_plain_copy(stem: str, original: str) -> bool:
    """Whether what stands before or behind the original's name is the wording of a sync program or of a computer."""
    name = _COPY_OF.sub("", stem)
    rest = name[len(original) :]
    return bool(name != stem or _COMPUTER.match(rest) or _PLAIN_COPY.search(rest))


def are_alike(text: str, other: str) -> bool:
    """Whether two files share most of their lines, as a copy and its original do whatever a program called it."""
    lines, others = ({line.strip() for line in one.splitlines() if line.strip()} for one in (text, other))
    return bool(lines and others) and len(lines & others) > _ALIKE * min(len(lines), len(others))
