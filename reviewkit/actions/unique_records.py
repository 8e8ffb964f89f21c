"""One record for each report in files outside a review, with what each of its records says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile

from reviewkit import duplicates
from reviewkit.actions import kept_columns, kept_matches
from reviewkit.errors import ReviewkitError
from reviewkit.formats import ris
from reviewkit.gc_pause import gc_paused
from reviewkit.model import Record
from reviewkit.store import exports
from reviewkit.store.files import read_bytes, write_whole
from reviewkit.words import message

# Bytes of a file of unique records that is kept, so that it need not be made again.
_KEPT = 512 << 20


@gc_paused()
def write(
    outputs: Sequence[Path],
    files: Sequence[Path],
    reports: Sequence[tuple[int, ...]],
    key: str = "",
    compared: Sequence[str] = (),
) -> None:
    """Write the reports of files as RIS, as they were written before or as they are made now.

    `reports` are those that have several records, as positions through all files. `key` says which files these are,
    where that is known, and `compared` are their checksums when they were compared: what is made of other bytes is not
    kept. Records are named FILE:N, N from 1.
    """
    known = kept_matches.kept_unique(key)
    for output in outputs:
        if known is not None:
            write_whole(output, known)
            continue
        exports.write(output, pieces(files, reports))
        if key and exports.size(output) <= _KEPT and kept_columns.checksums(files) == tuple(compared):
            known = read_bytes(output)
            kept_matches.keep_unique(key, known)


def pieces(files: Sequence[Path], reports: Sequence[tuple[int, ...]]) -> Iterator[str]:
    """Each report as RIS, in the order of the first records.

    Files are read once. A report is made when its last record is read; until then its records are held, and texts wait
    in a file. Raises ReviewkitError where a record of a report is no longer there.
    """
    report_of = {record: report for report in reports for record in report}
    held: dict[int, Record] = {}
    ends = [0]
    places: dict[int, int] = {}  # of the first record of each report, among the texts
    with TemporaryFile() as texts:
        for position, (name, record) in enumerate(_named(files)):
            report = report_of.get(position, (position,))
            # Only where records are merged it is said which they are.
            held[position] = replace(record, id=name) if len(report) > 1 else record
            if position == report[-1]:
                text = _written([held.pop(one) for one in report]).encode("utf-8", "surrogatepass")
                texts.write(text)
                places[report[0]] = len(places)
                ends.append(ends[-1] + len(text))
        if held:
            raise ReviewkitError(
                message(
                    "{path}: the file has fewer records than a moment ago. Run the command again.",
                    path=", ".join(map(str, files)),
                )
            )
        for first in sorted(places):
            start, end = ends[places[first]], ends[places[first] + 1]
            texts.seek(start)
            yield texts.read(end - start).decode("utf-8", "surrogatepass")


def _written(records: Sequence[Record]) -> str:
    """A report as RIS. What a record is, is understood where its report does not begin by saying it (TY)."""
    if records[0].format == "ris" and [item.tag for item in records[0].fields[:1]] != ["TY"]:
        records = [ris.understood(record) if record.format == "ris" else record for record in records]
    return ris.written_record(duplicates.merged([ris.in_ris(record) for record in records]))


def _named(files: Sequence[Path]) -> Iterator[tuple[str, Record]]:
    """Each record of all files, with its file and its place in it as its name.

    Of RIS only the fields are read, since these are what is written.
    """
    for file in files:
        for n, record in enumerate(exports.stream(file, [], raw=True), start=1):
            yield f"{file}:{n}", record
