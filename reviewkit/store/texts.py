"""Full texts in texts/: copied there under names of our own, and known by the checksums of their bytes."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats.documents import LARGEST, Document, too_large
from reviewkit.model import Text
from reviewkit.safe import in_command
from reviewkit.store.files import (
    is_hidden,
    is_own_file,
    link_problems,
    read_bytes,
    reading,
    safe_name,
    sha256,
    stay_inside,
    write_whole,
)
from reviewkit.unicode_forms import in_form
from reviewkit.words import message

FOLDER = "texts"
_IGNORE = """\
# Full texts stay out of Git, because most publishers do not allow passing them on.
# To keep them in Git, write the line below as # * and add the files.
*
"""


class TextState(StrEnum):
    """Whether the file of a text is as it was attached."""

    HERE = "here"
    MISSING = "missing"
    CHANGED = "changed"


def read_given(path: Path) -> bytes:
    """The bytes of a file that somebody wants to attach. Raises ReviewkitError where it is no file, or too large."""
    with reading(path):
        size = path.stat().st_size
    if not path.is_file() and not path.is_dir():
        raise ReviewkitError(message("{path}: this is a pipe or a device, not a file.", path=path))
    if size > LARGEST:
        raise too_large(path.name)
    return read_bytes(path)


def path_for(report: str, digest: str, kind: Document) -> str:
    """The name of our own for a text, as a path from the review folder."""
    return f"{FOLDER}/{safe_name(f'{report}-{digest[:8]}')}.{kind.value}"


def keep(root: Path, path: str, data: bytes) -> None:
    """Write a text into texts/. One that is there already stays as it is.

    Raises ReviewkitError where another file has the name: the text was changed, perhaps by notes that somebody wrote
    into the PDF, which must not be lost.
    """
    stay_inside(root, root / FOLDER)
    target = stay_inside(root, root / path)
    if not target.exists():
        write_whole(target, data)
    elif sha256(read_bytes(target)) != sha256(data):
        raise ReviewkitError(
            message(
                "{path}: this file was changed after it was attached (did somebody write notes into it?), so "
                "it was not replaced. Move it out of the folder, then attach the text again.",
                path=path,
            )
        )


def keep_out_of_git(root: Path) -> None:
    """Let Git ignore texts/, unless the .gitignore at the top does so, or there is one in texts/ already."""
    own = root / FOLDER / ".gitignore"
    if own.exists() or _ignores_texts(root / ".gitignore"):
        return
    write_whole(stay_inside(root, own), _IGNORE)


def _ignores_texts(path: Path) -> bool:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(line.strip().strip("/") in (FOLDER, f"{FOLDER}/*") for line in lines)


def bytes_of(root: Path, text: Text) -> bytes:
    """The bytes of a text as they were attached. Raises ReviewkitError where they are missing or were changed."""
    path = stay_inside(root, root / text.path)
    if not is_own_file(root, path):
        raise ReviewkitError(message("{path}: {said}.", path=text.path, said=_missing(text)))
    if path.stat().st_size != text.size or sha256(data := read_bytes(path)) != text.sha256:
        raise ReviewkitError(message("{path}: {said}.", path=text.path, said=_changed(text)))
    return data


def state_of(root: Path, text: Text) -> TextState:
    """Whether the file of a text is there, with the bytes that were attached."""
    if not is_own_file(root, root / text.path):
        return TextState.MISSING
    try:
        bytes_of(root, text)
    except ReviewkitError:
        return TextState.CHANGED
    return TextState.HERE


def problems(root: Path, texts: Sequence[Text], detached: Iterable[Text] = ()) -> list[Problem]:
    """Texts whose files are missing or have another size, and files in texts/ that were never attached.

    Whether bytes of the same size were changed is seen where they are read (bytes_of, state_of): reading every text
    each time would take minutes. `detached` are texts whose attaching was undone.
    """
    found = []
    for text in texts:
        path = root / text.path
        if not is_own_file(root, path):
            found += link_problems(root, path) or [_problem(text.path, _missing(text), "text-missing")]
        elif path.stat().st_size != text.size:
            found.append(_problem(text.path, _changed(text), "text-changed"))
    return found + _unlisted(root, {text.path for text in texts}, {text.path for text in detached})


def _missing(text: Text) -> str:
    return message(
        "the full text of {record} that {by} attached is not on this computer. Wait until the folder "
        "has been synchronised, or get the file from {by} (Git does not carry it) and attach it "
        "again: reviewkit text add {record} FILE",
        record=text.record,
        by=text.by,
    )


def _changed(text: Text) -> str:
    return message(
        "the full text of {record} is no longer the file that {by} attached; its checksum differs. "
        "Put the original back. If this file should count instead: reviewkit text add {record} "
        "{file}, then reviewkit undo {text}",
        record=text.record,
        by=text.by,
        file=in_command(text.path),
        text=text.id,
    )


def _problem(path: str, message: str, code: str) -> Problem:
    return Problem(Place(path), message, Level.WARNING, code)


def _unlisted(root: Path, known: set[str], detached: set[str]) -> list[Problem]:
    """Files in texts/ that are no report's: warnings, notes where the attaching was undone."""
    folder = root / FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return link_problems(root, folder) if folder.is_symlink() else []
    found: list[Problem] = []
    for path in sorted(folder.rglob("*")):
        shown = in_form("NFC", path.relative_to(root).as_posix())
        if path.is_symlink():
            found += [] if shown in known else link_problems(root, path)
        elif shown not in known and path.is_file() and not any(map(is_hidden, path.relative_to(root).parts)):
            found.append(_not_attached(shown, shown in detached))
    return found


def _not_attached(shown: str, was_detached: bool) -> Problem:
    if was_detached:
        said = message("attaching this text was undone. Delete the file if nobody needs it")
        return Problem(Place(shown), said, Level.NOTE, "text-unlisted")
    return _problem(
        shown,
        message(
            "this file belongs to no report yet. To attach it: reviewkit text add RECORD {file}. A "
            "copy gets a name of its own; then delete this one",
            shown=shown,
            file=in_command(shown),
        ),
        "text-unlisted",
    )
