"""A list of retracted articles that a person has, read notice by notice so that memory does not grow with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TextIO

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats import registry
from reviewkit.formats.base import ZIP, decoded_start, encoding_of, lines_of, without_marks
from reviewkit.formats.retraction_list import (
    LARGEST_ROW,
    Head,
    ListKind,
    articles_of_row,
    columns_of,
    completed,
    head_in,
    kind_of,
    notices_of_line,
    notices_of_record,
    rows_of,
)
from reviewkit.model.retractions import Notice
from reviewkit.store import exports, spreadsheets
from reviewkit.store.files import read_bytes, reading
from reviewkit.words import message, number_of

_Unread = tuple[Notice, Callable[[], Notice]]  # what is known of a notice, and how to read the rest
_Row = tuple[int, list[_Unread]]  # a line, and the notices in it


@dataclass(slots=True)
class RetractionList:
    """A list while it is read, and what is known of it afterwards.

    `dated` is the day on which the file was last changed, `rows` how many rows (or lines, or records) it has,
    `not_understood` how many of these name no article, and `newest` the day of its last notice.
    """

    path: Path
    kind: ListKind
    dated: str
    head: Head | None = None
    start: bytes = b""
    rows: int = 0
    not_understood: int = 0
    newest: str = ""
    problems: list[Problem] = field(default_factory=list)

    def notices(self, wanted: Callable[[Notice], bool]) -> Iterator[Notice]:
        """The notices that are wanted, one after the other; what is known of the list grows with them.

        `wanted` is asked once of each, of a row of a table before everything in it is read. Raises ReviewkitError where
        the list cannot be read, or names no article at all.
        """
        first = 0
        for line, notices in self._rows():
            self.rows += 1
            if not any(one.doi or one.pmid or one.title for one, _ in notices):
                self.not_understood += 1
                first = first or line
            for notice, whole in notices:
                self.newest = max(self.newest, notice.date)
                if wanted(notice):
                    yield whole()
        if self.rows == self.not_understood:
            raise _no_list(self.path)
        if first:
            self.problems.append(_left_out(self.path, first, self.not_understood))

    def _rows(self) -> Iterator[_Row]:
        if self.kind is ListKind.EXPORT:
            records = exports.stream(self.path, self.problems)
            return ((one.place.line, list(map(_read, notices_of_record(one)))) for one in records)
        return self._of_workbook() if self.start[:4] == ZIP else self._of_text()

    def _of_workbook(self) -> Iterator[_Row]:
        # Excel takes a title that begins with = or - for a formula, and a long list has some.
        line, head, rows = spreadsheets.table(self.path, may_have_errors=True)
        names = list(dict.fromkeys(head))
        columns = columns_of(names)
        self.kind = kind_of(names) if columns else ListKind.NUMBERS
        if not columns:  # no head, only numbers
            yield from _of_line(line, " ".join(names))
        for number, cells in rows:
            values = [cells[name] for name in names]
            if columns:
                yield _of_cells(number, values, columns)
            else:
                yield from _of_line(number, " ".join(values))

    def _of_text(self) -> Iterator[_Row]:
        shown = str(self.path)
        with self.path.open("rb") as bare:
            spelling, errors = encoding_of(bare, self.start, shown, self.problems)
        with self.path.open(encoding=spelling, errors=errors, newline=None) as file:
            lines = _lines(file, shown)
            if self.head:
                for line, cells in rows_of(lines, self.head, shown):
                    yield _of_cells(line, cells, self.head.columns)
            else:
                for number, text in enumerate(lines, start=1):
                    yield from _of_line(number, text)


def _read(notice: Notice) -> _Unread:
    """A notice of which everything is read already."""
    return notice, lambda: notice


def _of_cells(line: int, cells: list[str], columns: Mapping[str, int]) -> _Row:
    articles = articles_of_row(line, cells, columns)
    return line, [(one, partial(completed, one, cells, columns)) for one in articles]


def opened(path: Path) -> RetractionList:
    """A list of retracted articles, of any kind that is known. Raises ReviewkitError for anything else."""
    with exports.open_bytes(path) as file, reading(path):
        start = registry.first_lines(file)
        dated = _day_of(path)
    if start[:4] == ZIP:
        if not spreadsheets.is_workbook(read_bytes(path)):
            raise ReviewkitError(
                message("{path}: this is a zip. Unpack it, and give the list that is in it.", path=path)
            )
        return RetractionList(path, ListKind.TABLE, dated, start=start)
    text = decoded_start(start, str(path))
    head = head_in(lines_of(text))
    kind = head.kind if head else _kind(text, path)
    return RetractionList(path, kind, dated, head, start)


def _day_of(path: Path) -> str:
    """The day on which a file was last changed; "" where the disk gives a time that is no date."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).date().isoformat()
    except (ValueError, OverflowError):
        return ""


def _kind(text: str, path: Path) -> ListKind:
    """Whether a text without the head of a table is an export, or numbers. Raises ReviewkitError for neither."""
    try:
        registry.recognised(text, str(path))
    except ReviewkitError:
        if any(notices_of_line(1, line) for line in lines_of(text)):
            return ListKind.NUMBERS
        raise _no_list(path) from None
    return ListKind.EXPORT


def _of_line(line: int, text: str) -> Iterator[_Row]:
    """The numbers in a line; blank lines, and those that begin with #, are no rows."""
    if text.strip() and not text.lstrip().startswith("#"):
        yield line, list(map(_read, notices_of_line(line, text)))


def _lines(file: TextIO, path: str) -> Iterator[str]:
    """The lines of a text without their ends. Raises ReviewkitError for one that would fill the memory."""
    while line := file.readline(LARGEST_ROW + 1):
        if len(line) > LARGEST_ROW:
            raise ReviewkitError(
                message(
                    "{path}: a line of this file is longer than any list has, so it was not read. Download the list "
                    "again.",
                    path=path,
                )
            )
        yield without_marks(line.rstrip("\n"))


def _no_list(path: Path) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{path}: no retracted article was found in this file. It can be the file of Retraction Watch "
            "(retraction_watch.csv), a table with a column doi or pmid, a text with a DOI or PubMed id on each line, "
            "or an export of retracted articles from a database.",
            path=path,
        )
    )


def _left_out(path: Path, line: int, count: int) -> Problem:
    said = message(
        "{rows} of this list without DOI, PubMed id and title, of which this is the first; nothing was compared there",
        rows=number_of(count, "row"),
    )
    return Problem(Place(str(path), line), said, Level.NOTE, "no-article")
