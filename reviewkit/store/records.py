"""The records of the exports: their number is known at once, their texts are read when they are needed."""

import contextlib
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.model import UNDERSTOOD, Export, Field, Record
from reviewkit.store import cache, exports, made_by
from reviewkit.store.files import as_written, sha256_of
from reviewkit.words import kept_message, message, message_of


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in an export: how many records, and its problems (places without the path)."""

    records: int
    problems: tuple[Problem, ...]


def contents(sha256: str, format_name: str, path: Path, shown: str) -> Contents:
    """How many records an export holds, from the cache or by reading it. `shown` is how its place is named.

    Raises ReviewkitError where it cannot be read.
    """
    key = _key(sha256, format_name)
    known = cache.read("contents", key)
    if known is not None and cache.is_kept("records", key, ".jsonl"):
        return Contents(known["records"], tuple(problem_of(shown, entry) for entry in known["problems"]))
    problems: list[Problem] = []
    return keep(sha256, format_name, shown, exports.stream(path, problems, format_name), problems, str(path))


def keep(
    sha256: str,
    format_name: str,
    shown: str,
    records: Iterable[Record],
    problems: Sequence[Problem],
    read_as: str = "",
) -> Contents:
    """Keep the records of an export for the next time, one by one, and its problems.

    `problems` may grow while the records are read. `read_as` is the path in their places, where it is not `shown`.
    """
    key, prefix = _key(sha256, format_name), read_as or shown
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for record in records:
            count += 1
            yield _line_of(record, prefix)

    cache.write_pieces(cache.path_of("records", key, ".jsonl"), lines())
    entries = [kept_problem(entry, prefix) for entry in problems]
    cache.write("contents", key, {"records": count, "problems": entries})
    return Contents(count, tuple(problem_of(shown, entry) for entry in entries))


def _key(sha256: str, format_name: str) -> str:
    """The name under which an export is kept: what other readers understood is read again."""
    return f"{sha256}-{format_name or 'recognised'}-{made_by.version()}"


def kept_problem(problem: Problem, path: str) -> list[object]:
    """A problem in the form in which it is kept, with its place in the file but without the path."""
    place = problem.place
    return [
        place.path.removeprefix(path),
        place.line,
        kept_message(problem.message),
        problem.level,
        problem.code,
    ]


def problem_of(shown: str, entry: Sequence[object]) -> Problem:
    """A problem that was kept, in a file that is now named like this."""
    path, line, said, level, code = entry
    return Problem(Place(f"{shown}{path}", int(str(line))), message_of(said), Level(str(level)), str(code))


_VALUES = (*UNDERSTOOD, "format")


def _line_of(record: Record, shown: str) -> bytes:
    place = [record.place.path.removeprefix(shown), record.place.line]
    line = [place, [tuple(item) for item in record.fields], [getattr(record, name) for name in _VALUES]]
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def _fewer(export: Export) -> ReviewkitError:
    return ReviewkitError(
        message("{path}: the file has fewer records than a moment ago. Run the command again.", path=export.path)
    )


def _record_of(line: bytes, record_id: str, export: Export) -> Record:
    if not line:
        raise _fewer(export)
    (path, number), fields, values = json.loads(line.decode("utf-8", "surrogatepass"))
    understood = dict(zip(_VALUES, values, strict=True))
    for name in ("authors", "identifiers"):
        understood[name] = tuple(understood[name])
    return Record(
        id=record_id,
        source=export.source,
        place=Place(f"{export.path}{path}", number),
        fields=tuple(Field(*item) for item in fields),
        **understood,
    )


def _is_whole(path: Path, export: Export) -> bool:
    """Whether the cache holds every record of an export; a power cut can leave a file without its end."""
    try:
        with path.open("rb") as file:
            return sum(1 for _ in file) >= export.records
    except OSError:
        return False


class _Texts:
    """The texts of one export, in a file of the cache, which is written again if it is missing."""

    def __init__(self, root: Path, export: Export) -> None:
        self.root, self.export = root, export

    @property
    def path(self) -> Path:
        """The file of the export."""
        return as_written(self.root / self.export.path)

    @cached_property
    def _file(self) -> BinaryIO:
        export, file = self.export, self.path
        digest = export.content or export.sha256
        path = cache.path_of("records", _key(digest, export.format), ".jsonl")
        if not digest or not _is_whole(path, export):
            # what is kept under a checksum must be what has that checksum, whatever the log says of the file
            digest = sha256_of(file)
            path = cache.path_of("records", _key(digest, export.format), ".jsonl")
            if not _is_whole(path, export):
                with contextlib.suppress(OSError):
                    path.unlink()
                contents(digest, export.format, file, export.path)
        with contextlib.suppress(OSError):
            return path.open("rb")
        # the cache cannot be written: keep the texts in memory
        return BytesIO(b"".join(_line_of(record, str(file)) for record in exports.stream(file, [], export.format)))

    @cached_property
    def _starts(self) -> "array[int]":
        starts = array("Q")
        self._file.seek(0)
        at = 0
        for line in self._file:
            starts.append(at)
            at += len(line)
        return starts

    def record(self, position: int, record_id: str) -> Record:
        """The record at a position, from 0."""
        if position >= len(self._starts):
            raise _fewer(self.export)
        self._file.seek(self._starts[position])
        return _record_of(self._file.readline(), record_id, self.export)

    def all(self, ids: Sequence[str]) -> Iterator[Record]:
        """All records, one after the other."""
        if not ids:
            return
        at = 0
        for record_id in ids:
            self._file.seek(at)
            line = self._file.readline()
            at += len(line)
            yield _record_of(line, record_id, self.export)

    def close(self) -> None:
        """Close the file."""
        if "_file" in self.__dict__:
            self._file.close()
            del self.__dict__["_file"]


class FolderRecords(Mapping[str, Record]):
    """Every record of a review by id, in the order of its exports. Only the ids are held in memory."""

    def __init__(self, root: Path, exports: Sequence[Export]) -> None:
        self._texts = [_Texts(root, export) for export in exports]
        self._ids = [export.record_ids() for export in exports]
        self._where = {
            record_id: (place, position)
            for place, ids in enumerate(self._ids)
            for position, record_id in enumerate(ids)
        }

    def __getitem__(self, record_id: str) -> Record:
        place, position = self._where[record_id]
        return self._texts[place].record(position, record_id)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._where

    def __iter__(self) -> Iterator[str]:
        return iter(self._where)

    def __len__(self) -> int:
        return len(self._where)

    def values(self) -> "RecordsInOrder":  # type: ignore[override]
        """All records, read one after the other."""
        return RecordsInOrder(self)

    def by_export(self) -> Iterator[tuple[Export, Path, Iterator[Record]]]:
        """Each export with its file and its records, which are read only where they are asked for."""
        for texts, ids in zip(self._texts, self._ids, strict=True):
            yield texts.export, texts.path, texts.all(ids)

    def _all(self) -> Iterator[Record]:
        for _, _, records in self.by_export():
            yield from records

    def __del__(self) -> None:
        for texts in self.__dict__.get("_texts", ()):
            texts.close()


class RecordsInOrder:
    """The values of FolderRecords, which can be iterated more than once."""

    def __init__(self, records: FolderRecords) -> None:
        self._records = records

    def __iter__(self) -> Iterator[Record]:
        return self._records._all()

    def __len__(self) -> int:
        return len(self._records)
