"""Create a review, and upgrade one from an older version."""

import re
from dataclasses import dataclass
from pathlib import Path

from reviewkit.actions import agreements
from reviewkit.actions.who import person
from reviewkit.errors import ReviewkitError
from reviewkit.store import format as formats
from reviewkit.store import ledger
from reviewkit.store.files import read_text, write_whole
from reviewkit.store.folder import create
from reviewkit.store.open_review import OpenReview
from reviewkit.store.protocol import FILE


def create_review(root: Path, title: str, reviewers: list[str]) -> list[Path]:
    """Create the folder of a new review; returns the files created. Existing files are not changed."""
    return create(root, title, reviewers)


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade does, or did: the format before and after, and the changes in words."""

    before: int
    after: int
    changes: tuple[str, ...]


def plan_upgrade(folder: OpenReview) -> Upgrade:
    """What an upgrade of the folder would change. Raises ReviewkitError for a format newer than this version's."""
    stated = folder.review.protocol.format
    formats.may_write(stated)
    changes = []
    if stated < formats.FORMAT:
        changes.append(f"the line `format: {formats.FORMAT}` is added to {FILE}; nothing else in it changes")
    if not (folder.root / formats.MARK).exists():
        changes.append(f"the file {formats.MARK} is added, which makes reviewkit 0.2 stop and name it")
    return Upgrade(stated, formats.FORMAT, tuple(changes))


def upgrade(folder: OpenReview, as_: str) -> Upgrade:
    """Convert a folder to the format of this version. Logs and exports stay unchanged."""
    with ledger.locked(folder.root):
        plan = plan_upgrade(folder)
        who = person(folder.review.protocol, as_)
        agreements.notice(folder, who)
        if plan.before < plan.after:
            path = folder.root / FILE
            write_whole(path, _with_format(read_text(path)))
            folder.refresh()
        formats.write_mark(folder.root)
        agreements.notice(folder, who, f"upgrade to format {plan.after}")
        if folder.refresh().protocol.format != formats.FORMAT:
            raise ReviewkitError(
                f"{FILE}: the line `format: {formats.FORMAT}` could not be added. Please add it by hand."
            )
    return plan


_STATED = re.compile(r"^format\s*:.*$", re.MULTILINE)
_FIRST_KEY = re.compile(r"^[A-Za-z_]\w*\s*:", re.MULTILINE)


def _with_format(text: str) -> str:
    """The text of review.yaml with the line that states the format; every other line stays as it is."""
    line = f"format: {formats.FORMAT}  # of this folder; reviewkit changes it (reviewkit upgrade)"
    if _STATED.search(text):
        return _STATED.sub(line, text, count=1)
    first = _FIRST_KEY.search(text)
    if first is None:
        raise ReviewkitError(
            f"{FILE}: no line begins with a key. Please add the line `format: {formats.FORMAT}` by hand."
        )
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{text[: first.start()]}{line}{end}{text[first.start() :]}"
