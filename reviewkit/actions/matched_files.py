"""The duplicates in files outside a review, found in this process, by several, or on many machines."""

import atexit
import gc
import hashlib
import json
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

from reviewkit import duplicates, matching
from reviewkit.actions import kept_columns, kept_matches, kept_pieces
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.matching import Match
from reviewkit.matching.pieces import LARGE, InPieces, in_pieces
from reviewkit.matching.spread import RANGE, TRIES, Advanced, Crew, Division, Spread, nothing, spread_matches
from reviewkit.model import Policies
from reviewkit.store import cache, exports, made_by
from reviewkit.store.exchange import ExchangeFolder
from reviewkit.words import Verdict, message

# Bytes of files whose rows and keys are kept for the next run. They take about half as much; what is kept on
# this computer is limited to four times this (store/cache.py), and older things would have to go.
_KEPT = 512 << 20
# Bytes of files for each bucket of keys: about 25,000 records, whose keys take 10 MB.
_BUCKET = 40 << 20
# Bytes of files for each 10,000 records whose pairs are compared in one task. A task opens nearly all pieces to read
# the rows of its pairs, so as many tasks as pieces would open files by the million.
_WIDER = 2 << 30
# Pieces that nobody has read before, from which processes are started at once: four take 2.4 s in one process, and two
# processes start in 0.5. With fewer it has to show that they pay.
_UNREAD = 4
_SECONDS = 20  # that a scheduler has to answer
_PROTOCOLS = frozenset(("tcp", "tls", "ws", "wss", "ucx"))


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the work: so many processes here, or those of a Dask scheduler.

    `exchange` is a folder for what they leave for each other, which all of them must see; it stays, so that another run
    goes on where this one stopped.
    """

    processes: int = 1
    scheduler: str = ""
    exchange: Path | None = None


@dataclass(frozen=True, slots=True)
class MatchedFiles:
    """How many records each file has, the problems met, all answers, and the reports that have several records.

    Records are positions through all files in order, from 0. Every other record is a report of its own. `key` is what
    these files and answers are kept under on this computer, "" where they are not, and `checksums` are those that the
    files had then; `is_known`: they were found before.
    """

    records: tuple[int, ...]
    problems: tuple[Problem, ...]
    matches: tuple[Match, ...]
    reports: tuple[tuple[int, ...], ...]
    key: str = field(default="", compare=False)
    checksums: tuple[str, ...] = field(default=(), compare=False)
    is_known: bool = field(default=False, compare=False)

    @property
    def checksum(self) -> str:
        """One SHA-256 for how many records there are and which of them are one report, however they were found."""
        told = json.dumps([sum(self.records), self.reports], separators=(",", ":"))
        return hashlib.sha256(told.encode("ascii")).hexdigest()


def matched_files(
    paths: Sequence[Path],
    policies: Policies | None = None,
    workers: Workers = Workers(),
    advanced: Advanced = nothing,
) -> MatchedFiles:
    """The duplicates in the records of all files; large files are divided, others are compared here.

    Raises ReviewkitError where a file cannot be read, and where a scheduler cannot be used.
    """
    size = sum(map(exports.size, paths))
    if workers.scheduler or workers.exchange or size > _KEPT:
        where = [path.resolve() for path in paths] if workers.scheduler else paths
        return _divided([in_pieces(path, exports) for path in where], policies, workers, size, advanced)[0]
    checksums = kept_columns.checksums(paths)
    key = kept_matches.key_of(paths, checksums, policies or Policies())
    if (known := kept_matches.kept(key)) is not None:
        return MatchedFiles(
            known.counts, known.problems, known.matches, reports_of(known.matches), key, checksums, is_known=True
        )
    if size >= LARGE and all(map(exports.size, paths)):
        files = list(map(kept_pieces.of_file, paths, checksums))
        found, digests = _divided(files, policies, workers, size, advanced)
        key = key if kept_pieces.keep(files, checksums, digests) else ""
    else:
        read = kept_columns.of_files(paths, checksums, workers.processes)
        matches = matching.matches(read.table, policies)
        found = MatchedFiles(read.counts, read.problems, matches, reports_of(matches))
        key = key if read.is_sure else ""
    kept_matches.keep(key, kept_matches.Found(found.records, found.problems, found.matches))
    return replace(found, key=key, checksums=checksums)


def _divided(
    files: Sequence[InPieces[Path]], policies: Policies | None, workers: Workers, size: int, advanced: Advanced
) -> tuple[MatchedFiles, tuple[str, ...]]:
    """What is found in files that are divided, and the digests of their pieces."""
    if workers.scheduler and not workers.exchange:
        raise ReviewkitError(
            message("--scheduler needs a folder that all its workers can read and write: add --exchange FOLDER.")
        )
    unread = sum(not source.told for file in files for source in file.sources)
    with _exchange(workers, size) as exchange, _crew(workers, patient=unread < _UNREAD) as crew:
        found = spread_matches(
            [source for file in files for source in file.sources],
            exchange,
            crew,
            policies,
            Division(max(4, size // _BUCKET), RANGE * max(1, size // _WIDER)),
            made_by.version(),
            advanced,
        )
    problems = (*(problem for file in files for problem in file.problems), *found.problems)
    matched = MatchedFiles(_by_file(files, found), problems, found.matches, reports_of(found.matches))
    return matched, found.digests


def _by_file(files: Sequence[InPieces[Path]], found: Spread) -> tuple[int, ...]:
    records = iter(found.records)
    return tuple(sum(next(records) for _ in file.sources) for file in files)


def reports_of(matches: Sequence[Match]) -> tuple[tuple[int, ...], ...]:
    """The records of each report that has several, in order.

    What a chain of joins amounts to follows from the answers on its own records, so each chain is looked at by itself;
    the verdicts of all chains of ten million records would take 5 GB at once.
    """
    chain_of = _chains((match.left, match.right) for match in matches if match.verdict is Verdict.SAME)
    within: dict[int, list[Match]] = {}
    for match in matches:
        chain = chain_of.get(match.left)
        if chain is not None and chain == chain_of.get(match.right):
            within.setdefault(chain, []).append(match)
    return tuple(sorted(report for among in within.values() for report in _reports_of_chain(among)))


def _chains(joins: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each joined record one record of its chain, the same for all that joins bring together."""
    leads_to: dict[int, int] = {}

    def end(record: int) -> int:
        while (ahead := leads_to.setdefault(record, record)) != record:
            leads_to[record] = record = leads_to[ahead]
        return record

    for left, right in joins:
        leads_to[end(left)] = end(right)
    return {record: end(record) for record in leads_to}


def _reports_of_chain(matches: list[Match]) -> list[tuple[int, ...]]:
    records = sorted({record for match in matches for record in (match.left, match.right)})
    if all(match.verdict is Verdict.SAME for match in matches):
        return [tuple(records)]
    ids = list(map(str, records))
    groups = duplicates.groups(ids, duplicates.verdicts(_Numbered(), matches))
    return [tuple(map(int, group.records)) for group in groups if len(group.records) > 1]


class _Numbered(Sequence[str]):
    """The positions of records as their ids, without a text for each of millions."""

    def __getitem__(self, position: int) -> str:  # type: ignore[override]
        return str(position)

    def __len__(self) -> int:
        raise TypeError("as many as there are records")


@contextmanager
def _exchange(workers: Workers, size: int) -> Iterator[ExchangeFolder]:
    """The folder that was named; else one that is kept for the next run, or for very large files, one that is not."""
    if workers.exchange:
        yield ExchangeFolder(Path(os.path.realpath(workers.exchange)))
    elif size <= _KEPT and (kept := _kept_folder()):
        yield ExchangeFolder(kept)
        cache.prune_now_and_then()
    else:
        with tempfile.TemporaryDirectory(prefix="reviewkit-", ignore_cleanup_errors=True) as folder:
            yield ExchangeFolder(Path(folder))


def _kept_folder() -> Path | None:
    """Where this computer keeps what the next run can use; None where that place cannot be written."""
    try:
        return cache.folder_of("matching")
    except OSError:
        return None


@contextmanager
def _crew(workers: Workers, patient: bool) -> Iterator[Crew]:
    if workers.scheduler:
        with _scheduler(workers.scheduler) as start, Crew(start) as crew:
            yield crew
        return

    with Crew((lambda: processes(workers.processes)) if workers.processes > 1 else None, patient) as crew:
        yield crew


def processes(number: int) -> Executor:
    """Processes on this computer, which stop without a word when the command is stopped by Ctrl-C."""
    return ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=_end_quickly)


def _end_quickly() -> None:
    """Let this process end at once, and without a traceback at Ctrl-C."""
    atexit.register(gc.freeze)  # as the command itself (cli.main)
    signal.signal(signal.SIGINT, lambda number, frame: sys.exit(128 + number))


@contextmanager
def _scheduler(address: str) -> Iterator[Callable[[], Executor]]:
    """A way to hand work to a Dask scheduler, all of whose workers have this version of reviewkit."""
    try:
        from distributed import Client
        from distributed.client import FutureCancelledError
        from distributed.comm import CommClosedError
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise ReviewkitError(
            message("--scheduler needs Dask, which is not installed: pip install 'distributed>=2024.8'")
        ) from error
    for name in ("distributed", "distributed.client"):  # whose tracebacks would stand above what is said here
        logging.getLogger(name).setLevel(logging.CRITICAL)
    nobody = ReviewkitError(
        message(
            "{address}: no Dask scheduler answers there. Start one with `dask scheduler`, and name the address "
            "that it prints, such as tcp://192.0.2.7:8786.",
            address=address,
        )
    )
    # Dask would say so as well, but leave a client behind that prints a traceback when Python ends.
    if not _is_address(address):
        raise nobody
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise nobody from error
    try:
        versions = client.run(made_by.version, on_error="return")
        if not versions:
            raise ReviewkitError(
                message(
                    "{address}: no worker has come to this scheduler. Start some: dask worker {address}",
                    address=address,
                )
            )
        others = sorted(worker for worker, version in versions.items() if version != made_by.version())
        if others:
            raise ReviewkitError(
                message(
                    "{address}: these workers do not have this version of reviewkit, Python and its libraries, and "
                    "could give other answers: {workers}. Install the same on each.",
                    address=address,
                    workers=", ".join(others),
                )
            )
        yield lambda: client.get_executor(retries=TRIES)
    except (FutureCancelledError, CommClosedError, KilledWorker) as error:
        raise ReviewkitError(
            message(
                "{address}: the scheduler was lost, or a worker again and again. Start them again, and give the same "
                "command again: what was done is not done again.",
                address=address,
            )
        ) from error
    finally:
        client.close()


def _is_address(text: str) -> bool:
    """Whether a text can be the address of a scheduler: a protocol of Dask (or none), host and port."""
    try:
        parts = urlsplit(text if "://" in text else f"tcp://{text}")
        return parts.scheme in _PROTOCOLS and bool(parts.hostname) and bool(parts.port)
    except ValueError:
        return False
