"""The lines of an export that a record was read from, as they are in the file."""

import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from reviewkit.errors import Place, ReviewkitError
from reviewkit.formats.base import ZIP, encoding_of, without_marks
from reviewkit.formats.json import recognises_ours
from reviewkit.formats.registry import first_lines
from reviewkit.formats.zipped import exports_in
from reviewkit.model import Export, Record
from reviewkit.store.files import as_written, open_bytes, read_bytes
from reviewkit.words import message

_ENDED, _END = ("ris", "wos"), re.compile(r"ER\b")  # formats in which a line says where a record ends


@dataclass(frozen=True, slots=True)
class RawLines:
    """Lines of a file, from `first` to `last`, which count from 1; `texts` are the lines without their ends."""

    path: str
    first: int
    last: int
    texts: tuple[str, ...] = ()


def lines_of(
    root: Path,
    exports: Sequence[Export],
    records: Mapping[str, Record],
    wanted: Iterable[str],
    with_texts: bool = False,
) -> dict[str, RawLines]:
    """The lines of each of these records, by its id. Each export is read once, line by line.

    A record goes to the line that ends it (ER), else to the last before the next one that is not blank. Of a file that
    is gone or cannot be read any more, nothing is found.
    """
    ids = frozenset(wanted)
    found: dict[str, RawLines] = {}
    for export in exports:
        own = [one for one in export.record_ids() if one in ids]
        if own:
            try:
                found.update(_of_export(root, export, records, own, with_texts))
            except (ReviewkitError, OSError):
                continue  # that it cannot be read is a problem of its own: reviewkit check
    return found


def record_at(exports: Sequence[Export], records: Mapping[str, Record], path: str, line: int) -> str:
    """The record that was read from this line of an export, "" where none was: the last that begins at it or before.

    `path` is that of the export, or of a file in a zip (`searches/x/x.zip/a.ris`).
    """
    for export in exports:
        ids = export.record_ids()
        if not ids or not (export.path == path or path.startswith(f"{export.path}/")):
            continue
        if _is_ours(export, records[ids[0]].place):
            return ids[line - 1] if 0 < line <= len(ids) else ""
        if path != export.path:  # a file in a zip
            ids = tuple(one for one in ids if records[one].place.path == path)
        after = bisect_right(ids, line, key=lambda one: records[one].place.line)
        return ids[after - 1] if after else ""
    return ""


def _is_ours(export: Export, place: Place) -> bool:
    """Whether an export is in our own format: a record is one line of it, and its place that in an earlier file."""
    return place.path != export.path and not place.path.startswith(f"{export.path}/")


def _of_export(
    root: Path, export: Export, records: Mapping[str, Record], own: Sequence[str], with_texts: bool
) -> Iterator[tuple[str, RawLines]]:
    ids = export.record_ids()
    if _is_ours(export, records[ids[0]].place):
        number_of = {one: number for number, one in enumerate(ids)}
        blocks = list(_single_lines(_text(root, export.path)))
        for one in own:
            number, text = blocks[number_of[one]]
            yield one, RawLines(export.path, number, number, (text,) if with_texts else ())
        return
    after = dict(pairwise(ids))
    begun = {one: _begun(records[one]) for one in {*own, *(after[one] for one in own if one in after)}}
    for path in dict.fromkeys(begun[one].place.path for one in own):
        here = [one for one in own if begun[one].place.path == path]
        spans = {one: _span(begun[one], begun.get(after.get(one, ""))) for one in here}
        yield from _within(_text(root, export.path, path), path, spans, with_texts)


class _Begun(NamedTuple):
    """Where a record begins, the line on which its last field begins, and whether a line says where it ends."""

    place: Place
    last_field: int
    has_end: bool


class _Span(NamedTuple):
    """The first line of a record, and the last that can be its; None where no record comes after it in the file.

    `last_field` is the line on which its last field begins; with `has_end` a line says where the record ends.
    """

    first: int
    last: int | None
    last_field: int
    has_end: bool


def _begun(record: Record) -> _Begun:
    last_field = max((field.line for field in record.fields), default=record.place.line)
    return _Begun(record.place, last_field, record.format in _ENDED)


def _span(begun: _Begun, following: _Begun | None) -> _Span:
    """A record goes to the line before the next one, or is on the same line where that begins on it too."""
    last = None
    if following and following.place.path == begun.place.path:
        last = max(begun.place.line, following.place.line - 1)
    return _Span(begun.place.line, last, begun.last_field, begun.has_end)


def _within(
    lines: Iterable[str], path: str, spans: Mapping[str, _Span], with_texts: bool
) -> Iterator[tuple[str, RawLines]]:
    """The lines of each span, in one pass."""
    begins: dict[int, list[str]] = {}
    for one, span in spans.items():
        begins.setdefault(span.first, []).append(one)
    reading: dict[str, list[str]] = {}
    left = len(spans)

    def read(one: str) -> tuple[str, RawLines]:
        first, texts = spans[one].first, _without_what_follows(reading.pop(one), spans[one])
        return one, RawLines(path, first, first + len(texts) - 1, tuple(texts) if with_texts else ())

    for number, line in enumerate(lines, start=1):
        reading.update({one: [] for one in begins.get(number, ())})
        for texts in reading.values():
            texts.append(line)
        for one in [one for one in reading if spans[one].last == number]:
            yield read(one)
            left -= 1
        if not left:
            return
    for one in list(reading):
        yield read(one)


def _without_what_follows(texts: list[str], span: _Span) -> list[str]:
    """The lines of a record without blank ones after it, and without what a database prints between records."""
    after_fields = max(0, span.last_field - span.first)
    ends = (number for number, text in enumerate(texts) if number >= after_fields and _END.match(text))
    kept = texts[: next(ends, len(texts) - 1) + 1] if span.has_end else texts
    while len(kept) > 1 and not kept[-1].strip():
        kept = kept[:-1]
    return kept


def _single_lines(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, start=1) if recognises_ours(line))


def _text(root: Path, path: str, inner: str = "") -> Iterator[str]:
    """The lines of an export, or of a file in one that is a zip, in the encoding that its readers find."""
    file = as_written(root / path)
    with open_bytes(file) as opened:
        if opened.read(4) == ZIP:
            yield from _in_zip(file, path, inner)
            return
        opened.seek(0)
        start = first_lines(opened)
        spelling, errors = encoding_of(opened, start, path, [])
    with file.open(encoding=spelling, errors=errors, newline=None) as lines:
        for line in lines:
            yield without_marks(line.rstrip("\n"))


def _in_zip(file: Path, path: str, inner: str) -> Iterator[str]:
    content = next((data for here, data, _ in exports_in(read_bytes(file), path) if here == inner), None)
    if content is None:
        raise ReviewkitError(message("{path}: there is no such file in the zip.", path=inner))
    spelling, errors = encoding_of(io.BytesIO(content), content[:200_000], inner, [])
    with io.TextIOWrapper(io.BytesIO(content), encoding=spelling, errors=errors, newline=None) as lines:
        for line in lines:
            yield without_marks(line.rstrip("\n"))
