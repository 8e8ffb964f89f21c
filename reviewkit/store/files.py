"""Reading and writing files so that nothing is lost: whole files are replaced at once, and success is reported only
when the data is on disk."""

import contextlib
import hashlib
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from reviewkit import limits
from reviewkit.errors import Level, Place, PlacedError, Problem, ReviewkitError
from reviewkit.unicode_forms import in_form
from reviewkit.words import message

_UNSAFE = re.compile(r"[^\w.+ -]+")
_WINDOWS_NAMES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
_WRITING = ".writing-"
_PIECE = 1 << 24  # bytes that are read at a time
_LEFT_BEHIND = 3600  # seconds after which no process can still be writing a half-written file
# What operating systems, network disks and Office leave in folders; which is never part of a review.
_JUNK = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "@eadir", "__macosx"))


def sha256(data: bytes) -> str:
    """The checksum that identifies an export."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(path: Path) -> str:
    """The checksum of a file, which may be as large as an export. Raises ReviewkitError where it cannot be read."""
    with open_bytes(path, limits.EXPORT) as file, reading(path):
        seen = hashlib.sha256()
        while piece := file.read(_PIECE):
            seen.update(piece)
    return seen.hexdigest()


def write_copy(source: Path, target: Path, digest: str) -> None:
    """Copy a file to a new one. Raises ReviewkitError, and writes nothing, where it no longer has this checksum."""

    def pieces() -> Iterator[bytes]:
        seen = hashlib.sha256()
        with open_bytes(source, limits.EXPORT) as file, reading(source):
            while piece := file.read(_PIECE):
                seen.update(piece)
                yield piece
        if seen.hexdigest() != digest:
            raise PlacedError(
                Place(str(source)), message("the file was changed while it was read. Run the command again.")
            )

    write_stream(target, pieces(), overwrite=False)


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Say in words why a file cannot be read."""
    try:
        yield
    except FileNotFoundError:
        raise PlacedError(
            Place(str(path)), message("there is no such file. Check the spelling and the folder.")
        ) from None
    except IsADirectoryError:
        raise PlacedError(Place(str(path)), message("this is a folder. Name a file in it.")) from None
    except PermissionError:
        raise PlacedError(
            Place(str(path)),
            message(
                "you are not allowed to read this file. Close other programs that use it, or ask its "
                "owner for access."
            ),
        ) from None
    except OSError as error:
        raise PlacedError(
            Place(str(path)), message("this could not be read ({why}).", why=error.strerror)
        ) from None


def read_bytes(path: Path, largest: int | None = None) -> bytes:
    """All bytes of a file. Raises ReviewkitError with what to do; a pipe is not waited for.

    `largest` is how many bytes it may have (limits); without it, as many as an export.
    """
    most = limits.EXPORT if largest is None else largest
    with open_bytes(path, most) as file, reading(path):
        data = b"".join(_pieces(file, most))
    if len(data) > most:
        raise _too_large(path, most)
    return data


def read_pasted(file: BinaryIO, most: int) -> bytes:
    """All bytes that are pasted or piped. Raises ReviewkitError for more than that, and does not read on."""
    data = b"".join(_pieces(file, most))
    if len(data) > most:
        raise _too_large(Path("-"), most)
    return data


def _too_large(path: Path, most: int) -> ReviewkitError:
    return PlacedError(
        Place(str(path)),
        message(
            "this file has more than {most} MB, so it was not read. Is it the file you mean?",
            most=f"{most / 1_000_000:g}",
        ),
    )


def _pieces(file: BinaryIO, most: int) -> Iterator[bytes]:
    """What is in a file, until it is more than that. To ask for all of it at once would take the memory of `most`."""
    left = most
    while left >= 0 and (piece := file.read(_PIECE)):
        left -= len(piece)
        yield piece


def open_bytes(path: Path, largest: int | None = None) -> BinaryIO:
    """A file, opened for reading its bytes. Raises ReviewkitError with what to do where it cannot be opened.

    A pipe or a device is not waited for: it can be read only once, or never ends. `largest` is how many bytes it may
    have (limits).
    """
    with reading(path):
        entry = path.stat()
        if stat.S_ISREG(entry.st_mode) and largest is not None and entry.st_size > largest:
            raise _too_large(path, largest)
        if stat.S_ISREG(entry.st_mode) or stat.S_ISDIR(entry.st_mode):
            return path.open("rb")
    raise PlacedError(
        Place(str(path)), message("this is a pipe or a device, not a file. Save it as a file, and name that.")
    )


def read_text(path: Path, largest: int | None = None) -> str:
    """The text of a UTF-8 file of the review folder, with or without byte-order mark.

    Raises ReviewkitError with what to do, as read_bytes does.
    """
    data = read_bytes(path, largest)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise PlacedError(
                Place(str(path), 1),
                message(
                    "this is UTF-16 text (Notepad calls it Unicode), not UTF-8. Save the file again with the encoding "
                    "UTF-8."
                ),
            ) from None
        raise PlacedError(
            Place(str(path), line), message("this is not UTF-8 text. Save the file again with the encoding UTF-8.")
        ) from None


def is_hidden(name: str) -> bool:
    """Whether a file belongs to an operating system, an editor or Office and not to the review."""
    return name.startswith((".", "~$")) or name.casefold() in _JUNK


def files_in(root: Path, folder: str, endings: tuple[str, ...], problems: list[Problem]) -> list[Path]:
    """The regular files directly in a folder of the review with these endings, by name; none if there is no folder.

    What cannot be read becomes a problem: a folder or file without permission, a link that points out of the review,
    a pipe or device, and the placeholder of a file that is only in iCloud (`.NAME.icloud`).
    """
    here = root / folder
    try:
        entries = sorted(here.iterdir()) if here.is_dir() else []
    except OSError as error:
        problems.append(_unreadable_folder(folder, error))
        return []
    if here.is_symlink() and leads_out(root, here):
        problems.append(_link_problem(folder))
        return []
    return [path for path in entries if _is_wanted(root, path, endings, problems)]


def folders_in(root: Path, folder: str, problems: list[Problem]) -> list[Path]:
    """The folders directly in a folder of the review, by name, without those of systems. One that cannot be read
    becomes a problem."""
    here = root / folder
    try:
        entries = sorted(here.iterdir()) if here.is_dir() else []
        return [path for path in entries if path.is_dir() and not is_hidden(path.name)]
    except OSError as error:
        problems.append(_unreadable_folder(folder, error))
        return []


def _unreadable_folder(folder: str, error: OSError) -> Problem:
    said = message(
        "this folder cannot be read ({why}), so nothing in it counts. Ask its owner for access", why=error.strerror
    )
    return Problem(Place(folder), said, Level.ERROR, "unreadable")


def _is_wanted(root: Path, path: Path, endings: tuple[str, ...], problems: list[Problem]) -> bool:
    """Whether a file is to be read; one with such an ending that cannot be read is added to the problems."""
    if path.name.startswith(".") and path.name.endswith(".icloud"):
        problems += _not_downloaded(root, path, endings)
        return False
    if is_hidden(path.name) or not path.name.endswith(endings):
        return False
    try:
        mode = path.stat().st_mode
    except OSError as error:
        said = message(
            "this file cannot be read ({why}), so nothing in it counts. Ask its owner for access",
            why=error.strerror,
        )
        problems.append(_file_problem(root, path, said, "unreadable"))
        return False
    if stat.S_ISREG(mode):
        is_outside = path.is_symlink() and leads_out(root, path)
        if is_outside:
            problems.append(_link_problem(path.relative_to(root).as_posix()))
        return not is_outside
    if not stat.S_ISDIR(mode):
        said = message("this is a pipe or a device, not a file, so it was left out. Remove it from the folder")
        problems.append(_file_problem(root, path, said, "no-file"))
    elif endings != ("",):
        said = message("this is a folder where a file should be. Rename it")
        problems.append(_file_problem(root, path, said, "no-file"))
    return False


def _not_downloaded(root: Path, placeholder: Path, endings: tuple[str, ...]) -> list[Problem]:
    """The file that a placeholder (`.NAME.icloud`) stands for, as a problem where it has such an ending."""
    name = placeholder.name.removeprefix(".").removesuffix(".icloud")
    said = message(
        "{name} is in iCloud but not on this computer, so nothing in it counts. Open the folder in "
        "the Finder and download it",
        name=name,
    )
    return [_file_problem(root, placeholder, said, "not-downloaded")] if name.endswith(endings) else []


def _file_problem(root: Path, path: Path, message: str, code: str) -> Problem:
    return Problem(Place(path.relative_to(root).as_posix()), message, Level.ERROR, code)


def link_problems(root: Path, path: Path) -> list[Problem]:
    """A problem for a link that points out of the review."""
    return [_link_problem(path.relative_to(root).as_posix())] if leads_out(root, path) else []


def _link_problem(shown: str) -> Problem:
    return Problem(
        Place(shown),
        message(
            "this link points out of the review folder, so it is neither read nor written. Put the file "
            "itself here"
        ),
        Level.ERROR,
        "link",
    )


def leads_out(root: Path, path: Path) -> bool:
    """Whether a path lies outside of the review folder once links are followed."""
    try:
        return not path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):  # a link to itself, or a name that no disk can have
        return True


def stay_inside(root: Path, path: Path) -> Path:
    """The path, if it is in the review folder after following links. Raises ReviewkitError otherwise."""
    if leads_out(root, path):
        raise ReviewkitError(
            message(
                "{path}: this points out of the review folder (by a link, or by dots in the path), so it was "
                "not used. Put the file itself into the folder.",
                path=path,
            )
        )
    return path


def is_file(path: Path) -> bool:
    """Whether this is a regular file; False in a folder that cannot be read."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether this is a folder; False for a name that no disk can have, and in a folder that cannot be read."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Whether something has this path; True in a folder that cannot be read, so that reading it says why."""
    try:
        return path.exists()
    except OSError:
        return True


def is_own_file(root: Path, path: Path) -> bool:
    """Whether a regular file of the review is there, and no link that leads out of the folder."""
    return is_file(path) and not leads_out(root, path)


def as_written(path: Path) -> Path:
    """The path as the disk spells it: Macs and some zips write å as two characters, which elsewhere is another name."""
    try:
        if path.exists() or not path.parent.is_dir():
            return path
    except OSError:
        return path
    wanted = in_form("NFC", path.name)
    spelt = (entry for entry in path.parent.iterdir() if in_form("NFC", entry.name) == wanted)
    return next(spelt, path)


def on_any_disk(name: str) -> str:
    """A name as Windows and Macs take it, on whose disks Export.ris and export.ris are one file."""
    return in_form("NFC", in_form("NFC", name).casefold())


def spelt_as(path: Path) -> Path:
    """The file that Windows or a Mac takes for this one, as it is spelt in the folder; else the path."""
    if path.exists() or not path.parent.is_dir():
        return path
    wanted = on_any_disk(path.name)
    return next((entry for entry in sorted(path.parent.iterdir()) if on_any_disk(entry.name) == wanted), path)


def write_whole(path: Path, data: bytes | str, overwrite: bool = True) -> None:
    """Replace a file at once: a reader sees the old bytes or the new, never half of them; a crash leaves the old ones.

    Letters that UTF-8 lacks (halves of letters, bytes of a file name that is no text) become question marks.

    Raises ReviewkitError where the folder cannot be written, or the file exists and `overwrite` is false.
    """
    write_stream(path, [data.encode("utf-8", "replace") if isinstance(data, str) else data], overwrite)


def write_stream(path: Path, pieces: Iterable[bytes], overwrite: bool = True) -> None:
    """As write_whole, from pieces; an error while they are made leaves the file as it was."""
    with explained(path):
        make_folder(path.parent)
        _remove_left_behind(path.parent.glob(f"{_WRITING}*"))
        handle, temporary = tempfile.mkstemp(prefix=_WRITING, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                for piece in pieces:
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            Path(temporary).chmod(0o644)
            if not overwrite and path.exists():
                raise ReviewkitError(message("{path}: this file already exists and was not replaced.", path=path))
            Path(temporary).replace(path)
            sync_folder(path.parent)
        finally:
            Path(temporary).unlink(missing_ok=True)


def remove_left_behind(root: Path, folders: Iterable[str]) -> None:
    """Remove half-written files from the top of a review and from these folders of it, with all that is in them."""
    _remove_left_behind(root.glob(f"{_WRITING}*"))
    for folder in folders:
        if not leads_out(root, root / folder):
            _remove_left_behind((root / folder).rglob(f"{_WRITING}*"))


def _remove_left_behind(found: Iterable[Path]) -> None:
    """Remove half-written files of processes that were killed; their success was never reported."""
    for path in found:
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _LEFT_BEHIND:
                path.unlink()


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; each new name is on disk when this returns."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, so that a new file survives a power cut.

    Windows can neither open a folder nor needs it: there the names are written with the file.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some network disks cannot; they write names at once
    finally:
        os.close(handle)


def copy(source: Path, target: Path) -> None:
    """Copy a file, or a folder with all that is in it. Raises ReviewkitError as write_whole does."""
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            if path.is_file():
                write_whole(target / path.relative_to(source), read_bytes(path))
    else:
        write_whole(target, read_bytes(source))


def is_device_name(name: str) -> bool:
    """Whether Windows takes a file of this name for a device: `con`, `NUL.ris`, `LPT9 .ris`, `COM¹.ris`."""
    return in_form("NFKC", name.partition(".")[0]).strip().casefold() in _WINDOWS_NAMES


def safe_name(name: str) -> str:
    """A file name that means no folder and is allowed on Windows, Mac and Linux."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = _UNSAFE.sub("_", in_form("NFC", base)).strip(" .") or "export"
    clean = clean[-100:].lstrip(" .")
    return f"_{clean}"[:100] if is_device_name(clean) else clean


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Say in words why a file cannot be written."""
    try:
        yield
    except PermissionError:
        raise ReviewkitError(
            message(
                "{path}: you are not allowed to write here, so nothing was changed. Copy the folder to a "
                "place of your own, or ask its owner for access.",
                path=path,
            )
        ) from None
    except OSError as error:
        if isinstance(error, FileExistsError | NotADirectoryError):
            raise ReviewkitError(
                message("{path}: there is a file where a folder is needed. Move or rename the file.", path=path)
            ) from None
        raise ReviewkitError(
            message(
                "{path}: this could not be written ({why}). Nothing was changed.",
                path=path,
                why=error.strerror,
            )
        ) from None
