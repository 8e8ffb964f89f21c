"""Append-only logs, one JSON object per line. This module knows lines, ids, locks and chains, but not what they mean.

A log file belongs to the one who writes (`screening/a.jsonl`), so two people never write the same file and a shared
folder merges without conflict. An id is the writer, a random token of the append, and the number of the line
(`a-7k3fq-17`): it needs no counting to be unique, so two copies of a folder can be merged. What is appended together
counts together or not at all: its lines carry `part` (3/60).
"""

import contextlib
import json
import os
import re
import secrets
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.json_line import object_in
from reviewkit.model import NEVER, NO_STAMP, Stamp
from reviewkit.normalize import moment, written_moment
from reviewkit.store import chain
from reviewkit.store.files import (
    explained,
    files_in,
    is_device_name,
    make_folder,
    read_bytes,
    stay_inside,
    sync_folder,
    write_whole,
)
from reviewkit.words import message

IMPORTS, DUPLICATES, SCREENING, RETRIEVAL = "searches/imports", "duplicates", "screening", "retrieval"
CODING, CHARTING, AGREEMENTS, HISTORY = "coding", "charting", "agreements", "codebooks/history"
MANUSCRIPTS = "manuscripts"
KINDS = (IMPORTS, DUPLICATES, SCREENING, RETRIEVAL, CODING, CHARTING, MANUSCRIPTS, AGREEMENTS, HISTORY)
LOCK_FOLDER = ".reviewkit"
LOCK_SECONDS = 20.0  # a dedupe run on 50,000 records holds the lock for 12 s

_WRITER = re.compile(r"^[a-z0-9][a-z0-9_-]{0,30}\Z")
_WORDS_OF_COMMANDS = frozenset(("agreed", "all", "any", "reviewkit"))  # `matrix --whose any`
_LATELY = 2.0  # seconds; FAT disks count times in these
_TOKEN_LENGTH = 5
_TOKEN_DIGITS = "23456789"
_TOKEN_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"  # none that look like another


class Event(NamedTuple):
    """One line of a log. `at` is what the line says; `stamp` is its place in the order of all events of a review."""

    id: str
    do: str
    at: datetime
    values: dict[str, Any]
    kind: str
    log: str
    place: Place
    hash: str
    stamp: Stamp = NO_STAMP

    def text(self, key: str) -> str:
        """A value as text, "" where it is missing. Raises ValueError for a value that is not text."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise ValueError(f"{key!r} should be text")
        return value

    @property
    def number(self) -> int:
        """Its line in the log, from 1."""
        return self.place.line


@dataclass(frozen=True, slots=True)
class LogFile:
    """One log as it was read: its events, the chain of its lines, and its problems.

    `read_on` means that only what was added since an earlier reading was read; then the events are only those that came
    with the earlier reading, and the new ones. `crc` is of the first `size` bytes, `looks` the size and times of the
    file.
    """

    kind: str
    name: str
    shown: str
    size: int
    events: tuple[Event, ...]
    links: tuple[chain.Link, ...]
    problems: tuple[Problem, ...] = ()
    read_on: bool = field(default=False, compare=False)
    crc: int = 0
    looks: tuple[int, ...] = field(default=(), compare=False)


def writer_name(name: str) -> str:
    """A reviewer's id that can be a file name. Raises ReviewkitError otherwise."""
    if not is_writer_name(name):
        raise _no_writer(name)
    return name


def new_writer_name(name: str) -> str:
    """As writer_name, for somebody who joins; such a one is not called by a word of commands either."""
    if is_word_of_commands(name):
        raise _no_writer(name)
    return writer_name(name)


def _no_writer(name: str) -> ReviewkitError:
    return ReviewkitError(message("{name!r} cannot be a reviewer's id. {hint}.", name=name, hint=other_name(name)))


def is_writer_name(name: str) -> bool:
    """Whether a reviewer's id can be a file name on every system."""
    return bool(_WRITER.match(name)) and not is_device_name(name)


def is_word_of_commands(name: str) -> bool:
    """Whether a name means something else where commands ask whose work they show (`matrix --whose any`)."""
    return name in _WORDS_OF_COMMANDS


def other_name(name: str) -> str:
    """What to do about a name that cannot be a writer's, or should not be a new one's."""
    if is_word_of_commands(name):
        return message("Commands use this word for something else. Choose another, such as a")
    if is_device_name(name):
        return message("Windows reserves this name for a device. Choose another, such as a")
    return message("Use lower-case letters a-z, digits, - and _, such as a")


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the folder's lock, so that nobody else on this computer or network disk writes meanwhile.

    The operating system releases the lock when a process ends, however it ends. Raises ReviewkitError where another
    process keeps it.
    """
    from filelock import FileLock, Timeout

    folder = root / LOCK_FOLDER
    with explained(folder):
        folder.mkdir(exist_ok=True)
        stay_inside(root, folder)
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    lock = FileLock(folder / "lock", timeout=LOCK_SECONDS, is_singleton=True)
    try:
        lock.acquire()
    except Timeout:
        raise ReviewkitError(
            message(
                "{lock}: another reviewkit window has been writing in this folder for {seconds:.0f} "
                "seconds. Nothing was changed. Wait until it has finished, or close it, and try again. If "
                "there is no other window, delete {lock}.",
                lock=folder / "lock",
                seconds=LOCK_SECONDS,
            )
        ) from None
    except OSError as error:
        raise ReviewkitError(
            message(
                "{lock}: the folder could not be locked ({why}). Nothing was changed. Copy the folder "
                "to a place of your own, or ask its owner for access.",
                lock=folder / "lock",
                why=error.strerror,
            )
        ) from None
    try:
        yield
    finally:
        lock.release()


def log_path(root: Path, kind: str, writer: str) -> Path:
    """The path of a writer's log. Raises ReviewkitError where a link points out of the folder."""
    return stay_inside(root, root / kind / f"{writer_name(writer)}.jsonl")


def append(root: Path, kind: str, writer: str, entries: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Add entries to the writer's log of a kind, all of them or none; returns their ids.

    When this returns, they are on the disk. Raises ReviewkitError where they could not be written; then nothing was.
    """
    if not entries:
        return ()
    path = log_path(root, kind, writer)
    with locked(root), explained(path):
        make_folder(path.parent)
        _repair_tail(path)
        own = chain.before_append(root, kind, writer, path, _heads(root))
        token = _new_token()
        lines: list[bytes] = []
        ids: list[str] = []
        for place, entry in enumerate(entries, start=1):
            ids.append(f"{writer}-{token}-{own.lines + place}")
            part = {"part": f"{place}/{len(entries)}"} if len(entries) > 1 else {}
            when = {"logged": written_moment(now())} if "from" in entry else {}
            lines.append(_line_of({"id": ids[-1], **entry, **when, **part, **own.next_link()}))
            own.follow(ids[-1], lines[-1])
        _write_lines(path, lines)
        own.remember()
    return tuple(ids)


def _new_token() -> str:
    """A random token. It begins with a digit, so that it is not taken for the end of a reviewer's id."""
    more = (secrets.choice(_TOKEN_LETTERS) for _ in range(_TOKEN_LENGTH - 1))
    return secrets.choice(_TOKEN_DIGITS) + "".join(more)


def is_token(text: str) -> bool:
    """Whether a text can be the token of an append."""
    return (
        len(text) == _TOKEN_LENGTH
        and text[0] in _TOKEN_DIGITS
        and all(letter in _TOKEN_LETTERS for letter in text)
    )


def _line_of(values: Mapping[str, Any]) -> bytes:
    return chain.summed(json.dumps(values, ensure_ascii=False, separators=(", ", ": ")).encode("utf-8", "replace"))


def _write_lines(path: Path, lines: Sequence[bytes]) -> None:
    """Write the lines at once and wait until they are on disk; lines that were only partly written are removed
    again."""
    is_new = not path.exists()
    with path.open("ab", buffering=0) as log:
        size = log.seek(0, os.SEEK_END)
        try:
            data = memoryview(b"".join(line + b"\n" for line in lines))
            while data:
                data = data[log.write(data) or 0 :]
            os.fsync(log.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                log.truncate(size)
                os.fsync(log.fileno())
                if is_new:
                    path.unlink()
            raise
    if is_new:
        sync_folder(path.parent)


def _repair_tail(path: Path) -> None:
    """Add a missing newline to a complete last line, and move what a crash left unfinished to FILE.torn, so that it
    does no harm. It was never reported as saved."""
    if not path.exists() or not path.stat().st_size:
        return
    with path.open("rb") as log:
        end = chain.last_lines(log, 1)
    if end and end[-1].endswith(b"\n") and not _is_unfinished(end[-1]):
        return
    data = path.read_bytes()
    whole, torn = _split_tail(data)
    if torn:
        with path.with_name(path.name + ".torn").open("ab") as aside:
            aside.write(torn if torn.endswith(b"\n") else torn + b"\n")
            aside.flush()
            os.fsync(aside.fileno())
    if whole != data:
        write_whole(path, whole)


def _is_unfinished(line: bytes) -> bool:
    """Whether a line belongs to an append that has more lines."""
    values = _values(line)
    place, _, size = str(values.get("part", "") if values else "").partition("/")
    return place != size


def _split_tail(data: bytes) -> tuple[bytes, bytes]:
    """A log cut where an append was cut off: what counts, and what was left unfinished behind it."""
    lines = data.splitlines(keepends=True) if b"\r" not in data else data.replace(b"\r\n", b"\n").split(b"\n")
    if b"\r" in data:
        lines = [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    torn: list[bytes] = []
    if lines and not lines[-1].endswith(b"\n"):
        if _values(lines[-1]) is None:
            torn.append(lines.pop())
        else:
            lines[-1] += b"\n"
    if lines and _is_unfinished(lines[-1]):
        token = token_of(str((_values(lines[-1]) or {}).get("id")))
        while lines and token_of(str((_values(lines[-1]) or {}).get("id"))) == token:
            torn.append(lines.pop())
    return b"".join(lines), b"".join(reversed(torn))


def _values(line: bytes) -> dict[str, Any] | None:
    """The object in a line; None where there is none with an id."""
    values = object_in(line)
    return values if values is not None and isinstance(values.get("id"), str) else None


def _heads(root: Path) -> dict[str, bytes]:
    """The last line of every log, by kind and name (`screening/b`)."""
    heads = {}
    for kind in KINDS:
        for path in files_in(root, kind, (".jsonl",), []):
            with contextlib.suppress(OSError), path.open("rb") as log:
                if last := chain.last_lines(log, 1):
                    heads[f"{kind}/{path.stem}"] = last[-1].rstrip(b"\r\n")
    return heads


def read_logs(
    root: Path, kind: str, problems: list[Problem], before: Mapping[str, LogFile] | None = None
) -> dict[str, LogFile]:
    """Every log of a kind by its file name. Of a log that was read `before` only the new lines are read."""
    logs = {}
    for path in files_in(root, kind, (".jsonl",), problems):
        shown = path.relative_to(root).as_posix()
        known = (before or {}).get(path.name)
        try:
            looks = _looks(path)
            if known and looks and known.looks == looks:
                logs[path.name] = replace(known, read_on=True)
                continue
            data = read_bytes(path)
        except (ReviewkitError, OSError) as error:
            problems.append(Problem(Place(shown), str(error), Level.ERROR, "unreadable"))
            continue
        logs[path.name] = replace(parsed(data, kind, shown, known), looks=looks)
    return logs


def _looks(path: Path) -> tuple[int, ...]:
    """Size and times of a file; () where it changed so recently that they could not show another change."""
    entry = path.stat()
    if time.time() - max(entry.st_mtime, entry.st_ctime) < _LATELY:
        return ()
    return (entry.st_size, entry.st_mtime_ns, entry.st_ctime_ns, entry.st_ino)


def parsed(data: bytes, kind: str, shown: str, before: LogFile | None = None) -> LogFile:
    """The events of a log from its bytes. With `before`, lines that were read already are not read again."""
    reader = _Reader(kind, shown)
    if not (data[:80].strip(_NOTHING) or data.strip(_NOTHING)):  # stripping all of a large log copies it
        reader.holds_nothing(data)
        data = b""
    read_on = bool(
        before
        and before.size
        and not before.problems
        and before.size <= len(data)
        and _starts_as_before(data, before)
    )
    if before and read_on:
        reader.go_on(before, data.count(b"\n", 0, before.size))
    lines = data[before.size if before and read_on else 0 :].split(b"\n")
    torn = lines.pop()
    for line in lines:
        reader.take(line.rstrip(b"\r"))
    if torn.strip():
        reader.take_last(torn)
    return LogFile(
        kind,
        name=shown.rpartition("/")[2].removesuffix(".jsonl"),
        shown=shown,
        size=len(data) - len(torn),
        events=reader.whole_events(),
        links=tuple(reader.links),
        problems=tuple(reader.problems),
        read_on=read_on,
        crc=_crc(data, before if read_on else None) if not torn.strip() else _UNFINISHED,
    )


_NOTHING = b"\0\r\n\t "
_UNFINISHED = -1  # of a log whose last line has no newline: it is read anew the next time


def _starts_as_before(data: bytes, before: LogFile) -> bool:
    """Whether a log still begins with all that was read of it."""
    return zlib.crc32(memoryview(data)[: before.size]) == before.crc


def _crc(data: bytes, before: LogFile | None) -> int:
    """The checksum of a log, continued from what was read of it before."""
    return zlib.crc32(memoryview(data)[before.size :], before.crc) if before else zlib.crc32(data)


@dataclass(slots=True)
class _Reader:
    """Turns lines into events, one after the other."""

    kind: str
    shown: str
    number: int = 0
    at: datetime = NEVER
    events: list[Event] = field(default_factory=list)
    links: list[chain.Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def go_on(self, before: LogFile, lines: int) -> None:
        """Behind so many lines, some of which may be blank."""
        self.events, self.links = list(before.events), list(before.links)
        self.number = lines
        self.at = self.events[-1].at if self.events else NEVER

    def take(self, line: bytes) -> None:
        """One whole line."""
        self.number += 1
        if not line.strip():
            return
        values = _values(line)
        if values is None:
            self.problem(
                message("this line could not be understood (it is not JSON, or not a log entry) and was left out")
            )
            self.links.append(chain.Link(self.number, chain.hash_of(line)))
            return
        self.add(line, values)

    def holds_nothing(self, data: bytes) -> None:
        """A log without a letter: what sync programs leave of a file that they keep elsewhere, and crashes too."""
        self.problem(
            message(
                "this log {what}, so nothing in it counts. If a sync program keeps the file elsewhere, "
                "download it (OneDrive: Always keep on this device), or put it back from a backup; if "
                "nothing was ever in it, delete it",
                what=message("holds nothing but zeros") if data.strip() else message("is empty"),
            ),
            Level.ERROR if data.strip() else Level.WARNING,
            "not-downloaded",
        )

    def take_last(self, line: bytes) -> None:
        """The last line, if it has no newline: complete all the same, or cut off by a crash."""
        self.number += 1
        if (values := _values(line)) is not None:
            self.add(line, values)
        else:
            self.problem(
                message(
                    "the last line is incomplete (perhaps after a crash) and was left out. Repeat what you did "
                    "if it is missing"
                ),
                code="torn",
            )

    def add(self, line: bytes, values: dict[str, Any]) -> None:
        place = Place(self.shown, self.number)
        link = chain.link_of(self.number, line, values)
        self.links.append(link)
        written = values.get("at", "")
        at = moment(written) if isinstance(written, str) else None
        if at is None:
            self.problem(
                message(
                    "{written!r} is not a time (such as 2026-01-31T09:30:00Z); this line counts in the order of "
                    "the lines",
                    written=written,
                )
            )
        self.at = at or self.at
        name = self.shown.rpartition("/")[2].removesuffix(".jsonl")
        self.events.append(
            Event(values["id"], str(values.get("do", "")), self.at, values, self.kind, name, place, link.hash)
        )

    def whole_events(self) -> tuple[Event, ...]:
        """The events, without an append at the end that was cut off before its last line."""
        if not self.events:
            return ()
        last = self.events[-1]
        place, _, size = str(last.values.get("part", "")).partition("/")
        if place == size:
            return tuple(self.events)
        token = token_of(last.id)
        kept = len(self.events)
        while kept and token_of(self.events[kept - 1].id) == token:
            kept -= 1
        cut = len(self.events) - kept
        self.problem(
            message(
                "only {cut} of {size} lines that belong together are here, because reviewkit was stopped "
                "while writing them; none of them counts. Repeat what you did",
                cut=cut,
                size=size,
            ),
            Level.WARNING,
            "cut-off",
        )
        return tuple(self.events[:kept])

    def problem(self, message: str, level: Level = Level.ERROR, code: str = "log") -> None:
        self.problems.append(Problem(Place(self.shown, self.number), message, level, code))


_CLOCK: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The time in UTC."""
    return _CLOCK.get() or datetime.now(UTC)


@contextlib.contextmanager
def dated(at: datetime) -> Iterator[None]:
    """What is done in this block is done at a moment that is named: the worked example is of people in 2023."""
    before = _CLOCK.set(at)
    try:
        yield
    finally:
        _CLOCK.reset(before)


def token_of(event_id: str) -> str:
    """What the ids of one append have in common: `a-7k3fq` of `a-7k3fq-17`."""
    return event_id.rpartition("-")[0]


def writer_of(event_id: str) -> str:
    """The writer of the log that an event was written into, judged by its id: `a` of `a-7k3fq-17`, and of `a-17`."""
    parts = event_id.partition("~")[0].rsplit("-", 2)
    return parts[0] if len(parts) == 3 and is_token(parts[1]) else event_id.rpartition("-")[0]


def hash_of(line: bytes) -> str:
    """The hash of a line of a log."""
    return chain.hash_of(line)


def is_event(line: bytes) -> bool:
    """Whether a line holds an event."""
    return _values(line) is not None


def append_lines(root: Path, kind: str, writer: str, lines: Sequence[bytes]) -> None:
    """Add lines from another copy of the log unchanged, all of them or none."""
    if not lines:
        return
    path = log_path(root, kind, writer)
    with locked(root), explained(path):
        make_folder(path.parent)
        _repair_tail(path)
        _write_lines(path, lines)
