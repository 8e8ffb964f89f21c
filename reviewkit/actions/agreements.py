"""Changes of what the team agreed: review.yaml, searches.yaml, studies.yaml, codebooks and forms.

These files are edited by hand and by command. A change is logged when it is first seen, with the difference, so that
the past of a review is not lost with the next edit.
"""

import difflib
from collections.abc import Iterable
from pathlib import Path

from reviewkit.errors import ReviewkitError
from reviewkit.model import AgreementChange
from reviewkit.store import ledger
from reviewkit.store.files import files_in, read_bytes, sha256
from reviewkit.store.format import is_format_mark
from reviewkit.store.open_review import OpenReview

_FILES = ("review.yaml", "searches.yaml", "studies.yaml")
_FOLDERS = ("codebooks", "charting")


def notice(folder: OpenReview, who: str, why: str = "") -> tuple[str, ...]:
    """Log what changed in the files of agreements since it was last logged; returns the ids. Call under the lock."""
    known = {change.file: change for change in folder.review.facts.agreements}
    changes = []
    for name, text in _texts(folder.root).items():
        digest = sha256(text.encode("utf-8"))
        before = known[name].after if name in known else ""
        if digest != before:
            changes.append(_change(folder, name, before, text, digest, who, why))
    return folder.log(who, changes)


def _texts(root: Path) -> dict[str, str]:
    """The files of agreements that can be read, by their path in the folder."""
    paths = [root / name for name in _FILES]
    paths += [
        path for name in _FOLDERS for path in files_in(root, name, (".yaml",), []) if not is_format_mark(path.name)
    ]
    texts = {}
    for path in paths:
        try:
            if path.is_file():
                texts[path.relative_to(root).as_posix()] = read_bytes(path).decode("utf-8-sig")
        except (ReviewkitError, UnicodeDecodeError):
            continue  # a problem of its own; it is logged once it can be read
    return texts


def _change(
    folder: OpenReview, name: str, before: str, text: str, digest: str, who: str, why: str
) -> AgreementChange:
    old = text_of(folder.review.facts.agreements, name) if before else ""
    lines = difflib.unified_diff(old.split("\n"), text.split("\n"), n=0, lineterm="")
    difference = "\n".join(list(lines)[2:])
    return AgreementChange(name, before, digest, difference, by=who, why=why, at=ledger.now())


def text_of(changes: Iterable[AgreementChange], name: str, until: str = "") -> str:
    """A file of agreements as it was after its last logged change, or after the change with the id `until`."""
    text: list[str] = []
    started = False
    for change in changes:
        if change.file != name:
            continue
        base = text if started and change.before else []
        if change.before and sha256("\n".join(base).encode("utf-8")) != change.before:
            continue  # made on another copy of the folder, from a text that this line of changes does not have
        text, started = _applied(base, change.difference), True
        if change.id == until:
            break
    return "\n".join(text)


def _applied(old: list[str], difference: str) -> list[str]:
    """A text after a unified diff without context. Raises ValueError where the diff is none."""
    new: list[str] = []
    at = 0
    lines = difference.split("\n") if difference else []
    for line in lines:
        if line.startswith("@@"):
            start, _, count = line.split(" ")[1][1:].partition(",")
            begin = int(start) - (0 if count == "0" else 1)
            new += old[at:begin]
            at = begin
        elif line.startswith("-"):
            at += 1
        elif line.startswith("+"):
            new.append(line[1:])
    return new + old[at:]
