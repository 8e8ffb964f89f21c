"""The normalized columns of exports, kept on this computer by the checksum of their bytes.

To read an export and to normalize it takes most of the time of `dedupe`, and both follow from its bytes and from the
program alone (made_by.py). What is broken, cut off or from elsewhere does not fit its checksum, and is computed again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from reviewkit.errors import Problem
from reviewkit.gc_pause import gc_paused
from reviewkit.matching import large_files
from reviewkit.matching.columns import Columns, as_lists, columns, extend, from_lists, no_columns
from reviewkit.model import Record
from reviewkit.store import cache, exports, made_by
from reviewkit.store.records import FolderRecords, kept_problem, problem_of

_KIND = "columns"


@gc_paused()
def of_records(records: Mapping[str, Record]) -> Columns:
    """The columns of all records of a review, in their order."""
    if not isinstance(records, FolderRecords):
        return columns(records.values())
    whole = no_columns()
    for export, path, read in records.by_export():
        key = _key(export.content, export.format or "unnamed")
        table, _ = _kept(key) if export.content else (None, ())
        if table is None or len(table) != export.records:
            table = columns(read)
            if export.content and _checksum(path) == export.content:
                _keep(key, table, [])
        extend(whole, table)
    return whole


@gc_paused()
def of_files(paths: Sequence[Path], processes: int, problems: list[Problem]) -> tuple[Columns, list[int]]:
    """The columns of all records of files outside a review, in order, and how many records each file has.

    As large_files.read, but what was read before is not read again.
    """
    whole, counts = no_columns(), []
    for path in paths:
        table, found = _of_file(path, processes)
        extend(whole, table)
        counts.append(len(table))
        problems += found
    return whole, counts


def _of_file(path: Path, processes: int) -> tuple[Columns, list[Problem]]:
    digest = _checksum(path)
    key = _key(digest, "recognised")
    table, entries = _kept(key) if digest else (None, ())
    if table is not None:
        return table, [problem_of(str(path), entry) for entry in entries]
    found: list[Problem] = []
    table, _ = large_files.read([path], exports, processes, found)
    if digest and _checksum(path) == digest:  # what is kept under a checksum must be of these bytes
        _keep(key, table, [kept_problem(entry, str(path)) for entry in found])
    return table, found


def _checksum(path: Path) -> str:
    """The checksum of a regular file; "" for a pipe, which can be read only once, and for what cannot be read."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


def _key(digest: str, format_name: str) -> str:
    return f"{digest}-{format_name}-{made_by.version()}"


def _keep(key: str, table: Columns, problems: list[list[object]]) -> None:
    cache.write_sealed(_KIND, key, [as_lists(table), problems])


def _kept(key: str) -> tuple[Columns | None, Sequence[Sequence[object]]]:
    """What was kept under a key; no table where there is none, or where it is not as it was written."""
    kept = cache.read_sealed(_KIND, key)
    return (None, ()) if kept is None else (from_lists(kept[0]), kept[1])
