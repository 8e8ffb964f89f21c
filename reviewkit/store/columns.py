"""The columns of files for deduplication: record by record, and by several processes at once where a file is large."""

import os
from collections.abc import Sequence
from pathlib import Path

from reviewkit.dedupe.columns import Columns, columns, extend, no_columns
from reviewkit.errors import Problem
from reviewkit.formats import registry
from reviewkit.formats.base import ZIP, decoded, lines_of
from reviewkit.formats.json import recognises_ours
from reviewkit.formats.ris import RIS
from reviewkit.store import exports

PIECE = 6 << 20  # bytes that one process reads at a time
LARGE = 4 * PIECE  # bytes from which starting more processes pays
_START = b"TY  - "


def read(paths: Sequence[Path], problems: list[Problem]) -> tuple[Columns, list[int]]:
    """The columns of all records of the files, in order, and how many records each file has.

    Raises ReviewkitError as exports.stream does.
    """
    whole, counts = no_columns(), []
    for path in paths:
        before = len(whole)
        for part, found in _parts(path):
            extend(whole, part)
            problems.extend(found)
        counts.append(len(whole) - before)
    return whole, counts


def _parts(path: Path) -> list[tuple[Columns, list[Problem]]]:
    found: list[Problem] = []
    ranges = _ranges(path) if path.is_file() and path.stat().st_size >= LARGE else []
    workers = min(os.cpu_count() or 1, len(ranges))
    if workers < 2:
        return [(columns(exports.stream(path, found)), found)]
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    spelling = exports.encoding(path, exports.head(path), found)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        parts = pool.map(_read_range, *zip(*((path, *spelling, *one) for one in ranges), strict=True))
        return [(no_columns(), found), *parts]


def _ranges(path: Path) -> list[tuple[int, int, int]]:
    """Where a large RIS file can be cut: first byte, byte behind the last, first line. Each piece begins at a TY."""
    head = exports.head(path)
    odd = head[:2] in (b"\xff\xfe", b"\xfe\xff", ZIP[:2]) or b"\r" in head.replace(b"\r\n", b"\n")
    text = "" if odd else decoded(head, str(path))[0]
    if odd or recognises_ours(text) or registry.recognised(text, str(path)) is not RIS:
        return []
    found, start, line = [], 0, 1
    with path.open("rb") as file:
        while data := file.read(PIECE):
            data += file.readline()
            lines = data.count(b"\n")
            while (more := file.readline()) and not more.startswith(_START):
                lines += 1
            end = file.tell() - len(more)
            found.append((start, end, line))
            start, line = end, line + lines
            file.seek(end)
    return found


def _read_range(
    path: Path, encoding: str, errors: str, start: int, end: int, line: int
) -> tuple[Columns, list[Problem]]:
    """One piece of a RIS file."""
    with path.open("rb") as file:
        file.seek(start)
        text = file.read(end - start).decode(encoding, errors)
    problems: list[Problem] = []
    made = columns(registry.records_of(RIS, lines_of(text), str(path), "", problems))
    return made, [_moved(problem, line - 1) for problem in problems]


def _moved(problem: Problem, by: int) -> Problem:
    from dataclasses import replace

    place = problem.place
    return replace(problem, place=replace(place, line=place.line + by)) if by else problem
