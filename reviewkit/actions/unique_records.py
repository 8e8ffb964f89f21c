"""One record for each report in files outside a review, with what each of its records says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reviewkit import duplicates
from reviewkit.actions import kept_columns, kept_matches
from reviewkit.formats import ris
from reviewkit.model import Record
from reviewkit.store import exports
from reviewkit.store.files import read_bytes, write_whole

# Bytes of a file of unique records that is kept, so that it need not be made again.
_KEPT = 512 << 20


def write(
    outputs: Sequence[Path], files: Sequence[Path], reports: Sequence[tuple[int, ...]], key: str = ""
) -> None:
    """Write the reports of files as RIS, as they were written before or as they are made now.

    `reports` are those that have several records, as positions through all files; `key` says which files these are,
    where that is known. Records are named FILE:N, N from 1.
    """
    known = kept_matches.kept_unique(key)
    for output in outputs:
        if known is not None:
            write_whole(output, known)
            continue
        before = kept_columns.checksums(files) if key else ()
        exports.write(output, pieces(files, reports))
        if key and exports.size(output) <= _KEPT and kept_columns.checksums(files) == before:
            known = read_bytes(output)
            kept_matches.keep_unique(key, known)


def pieces(files: Sequence[Path], reports: Sequence[tuple[int, ...]]) -> Iterator[str]:
    """Each report as RIS. Files are read twice, so that only records that are merged into others are held."""
    first_of = {record: report[0] for report in reports for record in report}
    others: dict[int, Record] = {
        position: record for position, record in _named(files) if first_of.get(position, position) != position
    }
    report_of = {report[0]: report for report in reports}
    for position, record in _named(files):
        if first_of.get(position, position) == position:
            members = [record, *(others[other] for other in report_of.get(position, (position,))[1:])]
            yield ris.written_record(duplicates.merged([ris.in_ris(member) for member in members]))


def _named(files: Sequence[Path]) -> Iterator[tuple[int, Record]]:
    """The position of each record through all files, and the record with its file and place in it as its id."""
    position = 0
    for file in files:
        for n, record in enumerate(exports.stream(file, []), start=1):
            yield position, replace(record, id=f"{file}:{n}")
            position += 1
