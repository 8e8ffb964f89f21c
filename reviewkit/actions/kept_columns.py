"""The normalized columns of exports, kept on this computer by the checksum of their bytes.

To read an export and to normalize it takes most of the time of `dedupe`, and both follow from its bytes and from the
program alone (made_by.py). What is broken, cut off or from elsewhere does not fit its checksum, and is computed again.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reviewkit.errors import Problem
from reviewkit.gc_pause import gc_paused
from reviewkit.matching import packed, pieces
from reviewkit.matching.columns import Columns, columns, extend, no_columns
from reviewkit.model import Record
from reviewkit.store import cache, exports, made_by
from reviewkit.store.records import FolderRecords, kept_problem, problem_of

_KIND = "columns"


@gc_paused()
def of_records(records: Mapping[str, Record]) -> Columns:
    """The columns of all records of a review, in their order."""
    whole = no_columns()
    for _, table in by_export(records):
        extend(whole, table)
    return whole


def by_export(records: Mapping[str, Record]) -> Iterator[tuple[str, Columns]]:
    """The columns of each export of a review, and what they are kept under, "" where they are not kept."""
    if not isinstance(records, FolderRecords):
        yield "", columns(records.values())
        return
    for export, path, read in records.by_export():
        key = _key(export.content, export.format or "unnamed") if export.content else ""
        table, _ = _kept(key) if key else (None, ())
        if table is None or len(table) != export.records:
            table = columns(read)
            key = key if checksums([path]) == (export.content,) else ""
            if key:
                _keep(key, table, [])
        yield key, table


class Read(NamedTuple):
    """The columns of files, how many records each has, and what is wrong with them.

    `is_sure`: every file is known to have had the bytes of its checksum when it was read.
    """

    table: Columns
    counts: tuple[int, ...]
    problems: tuple[Problem, ...]
    is_sure: bool


@gc_paused()
def of_files(paths: Sequence[Path], checksums: Sequence[str], processes: int) -> Read:
    """The columns of all records of files outside a review, in order.

    As pieces.read, but what was read before is not read again.
    """
    whole = no_columns()
    parts = [_of_file(path, digest, processes) for path, digest in zip(paths, checksums, strict=True)]
    for part in parts:
        extend(whole, part.table)
    return Read(
        whole,
        tuple(len(part.table) for part in parts),
        tuple(problem for part in parts for problem in part.problems),
        all(part.is_sure for part in parts),
    )


def _of_file(path: Path, digest: str, processes: int) -> Read:
    key = _key(digest, "recognised")
    table, entries = _kept(key) if digest else (None, ())
    if table is not None:
        problems = tuple(problem_of(str(path), entry) for entry in entries)
        return Read(table, (len(table),), problems, is_sure=True)
    table, found = pieces.read(path, exports, processes)
    is_sure = bool(digest) and checksums([path]) == (digest,)
    if is_sure:
        _keep(key, table, [kept_problem(entry, str(path)) for entry in found])
    return Read(table, (len(table),), tuple(found), is_sure)


def checksums(paths: Sequence[Path]) -> tuple[str, ...]:
    """The checksums of files; "" for a pipe, which can be read only once, and for what cannot be read.

    Several files are read side by side: while one is hashed, Python can do other things.
    """
    if len(paths) < 2:
        return tuple(map(_checksum, paths))
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return tuple(threads.map(_checksum, paths))


def _checksum(path: Path) -> str:
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


def _key(digest: str, format_name: str) -> str:
    return f"{digest}-{format_name}-{made_by.version()}"


def _keep(key: str, table: Columns, problems: list[list[object]]) -> None:
    cache.write_sealed_bytes(_KIND, key, packed.as_bytes(table, problems))


def _kept(key: str) -> tuple[Columns | None, Sequence[Sequence[object]]]:
    """What was kept under a key; no table where there is none, or where it is not as it was written."""
    kept = cache.read_sealed_bytes(_KIND, key)
    return (None, ()) if kept is None else packed.from_bytes(kept)
