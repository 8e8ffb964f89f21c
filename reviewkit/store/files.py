"""Writing so that nothing is lost: whole files are replaced at once, logs only grow, both reach the disk."""

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from reviewkit.errors import ReviewkitError

_UNSAFE = re.compile(r"[^\w.+ -]+")
_WINDOWS_NAMES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)


def sha256(data: bytes) -> str:
    """The checksum by which an export is known."""
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Say in words why a file cannot be read."""
    try:
        yield
    except FileNotFoundError:
        raise ReviewkitError(f"{path}: there is no such file. Look at the spelling and the folder.") from None
    except IsADirectoryError:
        raise ReviewkitError(f"{path}: this is a folder; name the file in it.") from None
    except PermissionError:
        raise ReviewkitError(
            f"{path}: reading is not allowed. Close other programs that hold it, or ask its owner."
        ) from None
    except OSError as error:
        raise ReviewkitError(f"{path}: could not be read ({error.strerror}).") from None


def read_bytes(path: Path) -> bytes:
    """All bytes of a file. Raises ReviewkitError with what to do."""
    with reading(path):
        return path.read_bytes()


def read_text(path: Path) -> str:
    """The text of a UTF-8 file of the review folder, with or without byte-order mark."""
    data = read_bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReviewkitError(f"{path}:{line}: not UTF-8 text. Save the file again with encoding UTF-8.") from None


def write_whole(path: Path, data: bytes | str, overwrite: bool = True) -> None:
    """Replace a file at once: a reader sees the old bytes or the new, never half; a crash leaves the old.

    Raises ReviewkitError where the folder cannot be written, or the file exists and `overwrite` is false.
    """
    write_stream(path, [data.encode("utf-8") if isinstance(data, str) else data], overwrite)


def write_stream(path: Path, pieces: Iterable[bytes], overwrite: bool = True) -> None:
    """As write_whole, from pieces; an error while they are made leaves the file as it was."""
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                for piece in pieces:
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            Path(temporary).chmod(0o644)
            if not overwrite and path.exists():
                raise ReviewkitError(f"{path}: exists already and was left as it is.")
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)


def copy(source: Path, target: Path) -> None:
    """Copy a file, or a folder with all that is in it. Raises ReviewkitError as write_whole does."""
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            if path.is_file():
                write_whole(target / path.relative_to(source), read_bytes(path))
    else:
        write_whole(target, read_bytes(source))


def append_lines(path: Path, lines: list[str]) -> None:
    """Add lines to a log in one write and wait until they are on the disk.

    A torn last line (a crash, a full disk) is moved aside into FILE.torn first, so that it spoils no new line.
    """
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _set_torn_tail_aside(path)
        with path.open("ab") as log:
            log.write("".join(line + "\n" for line in lines).encode("utf-8"))
            log.flush()
            os.fsync(log.fileno())


def _set_torn_tail_aside(path: Path) -> None:
    if not path.exists():
        return
    data = path.read_bytes()
    if data.endswith(b"\n") or not data:
        return
    whole, _, torn = data.rpartition(b"\n")
    with path.with_name(path.name + ".torn").open("ab") as aside:
        aside.write(torn + b"\n")
        aside.flush()
        os.fsync(aside.fileno())
    write_whole(path, whole + b"\n" if whole else b"")


def safe_name(name: str) -> str:
    """A file name that means no folder and is allowed on Windows, Mac and Linux."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = _UNSAFE.sub("_", base).strip(" .") or "export"
    stem, dot, suffix = clean.rpartition(".")
    stem = stem if dot else suffix
    if stem.casefold() in _WINDOWS_NAMES:
        clean = f"_{clean}"
    return clean[-100:].lstrip(" .")


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say in words why a file cannot be written."""
    try:
        yield
    except PermissionError:
        raise ReviewkitError(
            f"{path}: writing is not allowed here, so nothing was changed. "
            "Copy the folder to a place of your own, or ask its owner for access."
        ) from None
    except OSError as error:
        if isinstance(error, FileExistsError | NotADirectoryError):
            raise ReviewkitError(f"{path}: a file stands where a folder is needed.") from None
        raise ReviewkitError(f"{path}: could not be written ({error.strerror}); nothing was changed.") from None
