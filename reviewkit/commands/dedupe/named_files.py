"""The files that dedupe FILE... is to read and to write, checked before anything is read."""

import os
from collections.abc import Sequence
from pathlib import Path

from reviewkit.commands.shared import may_replace
from reviewkit.errors import ReviewkitError
from reviewkit.words import in_line

_RIS = frozenset(("", ".ris", ".txt"))


def check_read(files: Sequence[Path]) -> None:
    """Raises ReviewkitError where a file is named twice, also as a link to it or with another path."""
    for number, file in enumerate(files):
        if file in files[:number]:
            raise ReviewkitError(f"{in_line(file)}: this file was named twice; name each file once.")
        for other in files[:number]:
            if file.exists() and other.exists() and file.samefile(other):
                raise ReviewkitError(f"{in_line(file)}: this is the same file as {other}; name each file once.")


def check_written(groups: Path | None, unique: Sequence[Path], files: Sequence[Path], force: bool) -> None:
    """Raises ReviewkitError where a file cannot be written, is one of those to read, or must not be replaced."""
    paths = [*([groups] if groups else []), *unique]
    read = [_real(file) for file in files]
    for number, path in enumerate(paths):
        if path.is_dir():
            raise ReviewkitError(f"{in_line(path)}: this is a folder. Name a file in it.")
        if path.exists() and _real(path) in read:
            raise ReviewkitError(
                f"{in_line(path)}: this is one of the files to read. Choose another file to write."
            )
        if _real(path) in [_real(other) for other in paths[:number]]:
            raise ReviewkitError(
                f"{in_line(path)}: two files to write have this name. Give each a name of its own."
            )
    for path in unique:
        if path.suffix.casefold() not in _RIS:
            raise ReviewkitError(
                f"{in_line(path)}: the unique records are written as RIS. Name a file that ends in .ris; reviewkit "
                "convert makes other formats of it."
            )
    for path in paths:
        may_replace(path, force)


def check_exchange(folder: Path | None) -> None:
    """Raises ReviewkitError where --exchange is no folder, or holds other things, which would be deleted with it."""
    if folder is None or not folder.exists():
        return
    if not folder.is_dir():
        raise ReviewkitError(f"{in_line(folder)}: this is not a folder. Name a new folder for --exchange.")
    other = min((entry.name for entry in folder.iterdir() if not _is_of_an_exchange(entry.name)), default="")
    if other:
        raise ReviewkitError(
            f"{in_line(folder)}: there are other files in this folder ({other}). Name a new folder for --exchange, "
            "because it can be deleted afterwards."
        )


def record_name(typed: str) -> str:
    """A record that was typed as FILE:POSITION, with its file spelt as the files are: ./one.ris:3 is one.ris:3."""
    file, colon, position = typed.rpartition(":")
    return f"{Path(file)}:{position}" if file and colon else typed


def seen(files: Sequence[Path]) -> list[tuple[int, int]]:
    """The size of each file and when it was last changed."""
    return [(facts.st_size, facts.st_mtime_ns) for facts in map(Path.stat, filter(Path.exists, files))]


def check_unchanged(files: Sequence[Path], before: Sequence[tuple[int, int]]) -> None:
    """Raises ReviewkitError where a file is not as it was `seen` before: its records may have been read in part."""
    if seen(files) != before:
        raise ReviewkitError(
            f"{', '.join(map(str, files))}: one of these files was changed while it was read. Wait until it is whole, "
            "and give the same command again; what was written now may be wrong."
        )


def _real(path: Path) -> str:
    """The path without links; unlike Path.resolve, also of links that lead in a circle."""
    return os.path.realpath(path)


def _is_of_an_exchange(name: str) -> bool:
    """Whether an exchange has made this: a folder named by the beginning of a hash. Hidden files hinder nobody."""
    return name.startswith(".") or (len(name) == 2 and set(name) <= set("0123456789abcdef"))
