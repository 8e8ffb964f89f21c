"""The files of a review folder that show what the review found: figures, tables, reports, manuscripts.

What the review itself reads (exports, logs, full texts) is none of these.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from reviewkit import limits
from reviewkit.actions.compare import figure_compared
from reviewkit.compared import Entry, counts_in
from reviewkit.errors import ReviewkitError
from reviewkit.extract.shown import ENDINGS, boxes_in, words_in
from reviewkit.store import spreadsheets
from reviewkit.store.files import is_hidden, is_own_file, read_bytes, sha256
from reviewkit.store.open_review import OpenReview
from reviewkit.store.readings import read_once
from reviewkit.store.revision import READ
from reviewkit.trace import Document, as_searched
from reviewkit.words import message

MOST = 500  # documents that are read; a folder with more is somebody's archive
_DIGEST = re.compile(r"\breviewkit [\w.+-]+, \D{3,40} ([0-9a-f]{8,64})\b")
_SLOW = ("pdf", "docx", "pptx", "html")  # kinds whose words are kept once they were read


def documents(opened: OpenReview) -> tuple[Document, ...]:
    """Every such file that can be read, by its path."""
    found = []
    for path in list(_files(opened.root))[:MOST]:
        try:
            found.append(document(opened, path))
        except (ReviewkitError, OSError):
            continue  # a file of another kind with one of these endings, or one that is open elsewhere
    return tuple(found)


def document(opened: OpenReview, path: Path) -> Document:
    """One file. Raises ReviewkitError where it cannot be read, or is of no kind that shows anything."""
    ending = path.suffix.casefold().removeprefix(".")
    if ending not in (*ENDINGS, "xlsx"):
        raise ReviewkitError(
            message(
                "{path}: a file to trace ends with one of: {endings}.",
                path=path,
                endings=", ".join(f".{one}" for one in (*ENDINGS, "xlsx")),
            )
        )
    data = read_bytes(path, limits.TEXT)
    text = " ".join(_words(data, path, ending))
    digest = _DIGEST.search(text)
    return Document(
        _shown_path(opened.root, path),
        as_searched(text),
        _boxes(opened, data, path, ending),
        digest[1] == opened.digest() if digest else None,
    )


def _shown_path(root: Path, path: Path) -> str:
    whole = path.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(path)


def _files(root: Path) -> Iterator[Path]:
    """The files with an ending that can show something, outside the folders that the review reads."""
    for path in sorted(root.iterdir()):
        if is_hidden(path.name) or path.is_symlink() or path.name in READ:
            continue
        if path.is_dir():
            below = (one for one in sorted(path.rglob("*")) if is_own_file(root, one))
            yield from (one for one in below if _may_show(one.relative_to(root)))
        elif _may_show(Path(path.name)):
            yield path


def _may_show(path: Path) -> bool:
    ending = path.suffix.casefold().removeprefix(".")
    return ending in (*ENDINGS, "xlsx") and not any(map(is_hidden, path.parts))


def _words(data: bytes, path: Path, ending: str) -> tuple[str, ...]:
    if ending == "xlsx":
        return tuple(cell for row in spreadsheets.cells(path) for cell in row)
    if ending in _SLOW:
        return read_once(data, sha256(data), ending, str(path)).parts
    return words_in(data, str(path), ending)


def _boxes(opened: OpenReview, data: bytes, path: Path, ending: str) -> dict[str, int | None]:
    """The boxes of our flow that a figure has, each with the number that it has for it."""
    boxes = boxes_in(data, str(path), ending)
    flow = opened.review.flow
    found: dict[str, int | None] = {box.name: None for box in boxes if box.name in flow.boxes}
    entries = [Entry(box.name, label, n) for box in boxes for label, n in counts_in(box.lines)]
    if not found or not entries:
        return found
    for one in figure_compared(flow, entries, opened.review.protocol.language)[1]:
        if one.ours and one.theirs and len(one.ours.of) == 1:
            found[one.ours.of[0]] = int(one.theirs.value)
    return found
