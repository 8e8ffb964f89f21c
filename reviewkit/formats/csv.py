"""CSV of databases and screening tools: every column is kept, and its name says what it holds."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice, repeat, takewhile

from reviewkit import limits
from reviewkit.errors import Level, ReviewkitError
from reviewkit.formats.base import Fields, Format, Note, understood_by
from reviewkit.formats.csv_profiles import GENERAL, PROFILES, Profile, column, is_head, profile_of
from reviewkit.model import Field, Record
from reviewkit.words import message, number_of

csv.field_size_limit(2**31 - 1)

_ABOVE = 20  # lines in which the head of a table is looked for; producers write titles and dates above it
_SEPARATOR = re.compile(r"\s*\"?sep=([^\w\s\"]|\t)\"?\s*\Z", re.IGNORECASE)  # an instruction to Excel
_OTHER_FORMAT = re.compile(r"\s*[\[{@%<]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the lines from which to which it goes (from 1), its cells, and whether its quotes close."""

    line: int
    last: int
    cells: list[str]
    closed: bool


def table_rows(lines: Iterable[str], delimiter: str, first: int = 1) -> Iterator[Row]:
    """The rows of a table, from lines without their ends, of which the first has the number `first`.

    Blank lines are rows without cells.

    A row of several lines whose quotes do not fit is not closed: a quotation mark that nobody closed has swallowed
    the rows below it. Raises csv.Error where a cell is larger than any.
    """
    taken: list[str] = []
    at_end = False

    def fed() -> Iterator[str]:
        nonlocal at_end
        for line in lines:
            taken.append(line)
            yield f"{line}\n"
        at_end = True

    rows = csv.reader(fed(), delimiter=delimiter)
    above = first - 1
    for cells in rows:
        # the reader asks for a line after the last only within quotes
        closed = not at_end and (len(taken) == 1 or _quotes_fit(taken, delimiter))
        blank = 0 if closed else len(list(takewhile(str.isspace, (f"{line}\n" for line in reversed(taken)))))
        yield Row(first, above + rows.line_num - blank, cells, closed)
        first = above + rows.line_num + 1
        taken.clear()


class Room:
    """How much of a table may still be read."""

    def __init__(self, rows: int | None = None) -> None:
        self.rows = rows or limits.ROWS
        self.cells = limits.CELLS

    def take(self, row: int, cells: int, width: int = 0) -> None:
        """Count cells of a row, which is as wide as they are, or wider. Raises ValueError where they are too many."""
        self.cells -= cells
        if max(cells, width) > limits.COLUMNS:
            raise ValueError(message("more than {n} columns", n=limits.COLUMNS))
        if row > self.rows:
            raise ValueError(message("more than {n} rows", n=self.rows))
        if self.cells < 0:
            raise ValueError(message("more than {n} cells", n=limits.CELLS))


def _quotes_fit(lines: Sequence[str], delimiter: str) -> bool:
    """Whether every quotation mark of a row of several lines begins or ends a cell, or is doubled."""
    try:
        list(csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def by_column(head: Sequence[str], cells: Sequence[str], where: str) -> dict[str, str]:
    """The cells of a row by the names of their columns; cells beyond the head have none and are left out.

    Raises ReviewkitError where a column that is there twice has two values.
    """
    row = dict.fromkeys(head, "")
    for name, cell in zip(head, cells, strict=False):
        if cell and row[name] and cell != row[name]:
            raise ReviewkitError(
                message(
                    "{where}: the column {name!r} is there twice, with {row!r} and {cell!r}. Take one of the two "
                    "columns out.",
                    where=where,
                    name=name,
                    row=row[name][:60],
                    cell=cell[:60],
                )
            )
        row[name] = row[name] or cell
    return row


def delimiter_of(first: str) -> str:
    """What separates the cells of a table, by its first line: comma, semicolon or tab."""
    outside_of_quotes = re.sub(r'"[^"]*"', "", first)
    return max(",;\t", key=outside_of_quotes.count)


def start_of(lines: Sequence[str]) -> tuple[str, int]:
    """What separates the cells of a table, and how many lines come before it: Excel writes `sep=;` above some."""
    number, first = next(((n, line) for n, line in enumerate(lines) if line.strip()), (0, ""))
    named = _SEPARATOR.match(first)
    return (named.group(1), number + 1) if named else (delimiter_of(first), 0)


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the head of a table is among its first lines (from 0), its cells, and what separates them."""

    position: int
    cells: tuple[str, ...]
    delimiter: str


def _head_in(lines: Sequence[str]) -> _Head | None:
    """The line that names the columns of references, or None. Below the first line it takes three such names."""
    separator = ""
    is_first = True
    for position, line in enumerate(lines):
        if found := _SEPARATOR.match(line):
            separator = found.group(1)
        elif line.strip():
            delimiter = separator or delimiter_of(line)
            cells = tuple(next(csv.reader([line], delimiter=delimiter), ()))
            if is_head(cells, 2 if is_first else 3) and not _OTHER_FORMAT.match(line):
                return _Head(position, cells, delimiter)
            is_first = False
    return None


def _some_head(lines: Sequence[str]) -> _Head:
    """The first line with text that is no instruction to Excel, for a table of which no column is known."""
    separator = next((found.group(1) for line in lines if (found := _SEPARATOR.match(line))), "")
    texts = (n for n, line in enumerate(lines) if line.strip() and not _SEPARATOR.match(line))
    position = next(texts, len(lines))
    first = lines[position] if position < len(lines) else ""
    return _Head(position, (), separator or delimiter_of(first))


def entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
    """A row a record. The head names the columns; what is above it is noted and left in the export."""
    source = iter(lines)
    start = list(islice(source, _ABOVE))
    found = _head_in(start) or _some_head(start)
    for number, line in enumerate(start[: found.position], start=1):
        if line.strip():
            note(number, f"text above the head of the table, left in the export: {line.strip()[:80]}", "outside")
    rows = table_rows(chain(start[found.position :], source), found.delimiter, found.position + 1)
    yield from _records(rows, note, found.position)


def _records(rows: Iterator[Row], note: Note, number: int) -> Iterator[Fields]:
    """The cells of each row by the names in the first one."""
    head: list[str] = []
    try:
        for row in rows:
            number = row.last
            cells = [cell.strip() for cell in row.cells]
            if not any(cells):
                continue
            if not row.closed:
                note(row.line, unclosed(row), "quote", Level.ERROR)
            if not head:
                head = cells
                continue
            if cells == head:
                note(row.line, _head_again(), "head-again", Level.WARNING)
            if len(cells) > len(head):
                note(row.line, _too_many(len(cells) - len(head)), "cells", Level.WARNING)
            names = chain(head, repeat(""))
            yield [Field(name, cell, row.line) for name, cell in zip(names, cells, strict=False) if cell]
    except csv.Error:
        note(
            number + 1,
            message("the table is damaged here; what comes before was read. Export it again"),
            "csv",
            Level.ERROR,
        )


def _head_again() -> str:
    return message(
        "this row names the columns once more, as where two tables were put together; it was read as a record. Import "
        "the two tables one by one"
    )


def _too_many(more: int) -> str:
    return message(
        "{cells} more than columns; kept without a name. If a cell that holds the separator is not in quotation marks, "
        "values are in the wrong columns: correct the row, and import it again",
        cells=number_of(more, "cell"),
    )


def unclosed(row: Row) -> str:
    """What is said of a row whose quotation marks do not fit."""
    return message(
        "a quotation mark in this row is not closed, so lines {first} to {last} were read as one record: correct the "
        "row, or export the table again",
        first=row.line,
        last=row.last,
    )


def _understood_by(profile: Profile) -> Callable[[Record], Record]:
    """The function that understands a row by the names of its columns, as one producer uses them."""
    by_name = understood_by(profile.meaning)

    def understood(record: Record) -> Record:
        named = tuple(item._replace(tag=column(item.tag)) for item in record.fields)
        cells = {item.tag: item.value for item in reversed(named)}
        known = profile.completed(by_name(replace(record, fields=named)), cells)
        return replace(known, fields=record.fields)

    return understood


def recognises(text: str) -> bool:
    """Whether one of the first lines names columns that references have."""
    return _head_of(text) is not None


def head_at(text: str) -> int:
    """Where the line begins that names the columns; 0 where none does."""
    head = _head_of(text)
    return sum(len(line) + 1 for line in text.split("\n", head.position)[: head.position]) if head else 0


@lru_cache(maxsize=1)
def _head_of(text: str) -> _Head | None:
    return _head_in(text.split("\n", _ABOVE)[:_ABOVE])


def with_profile(text: str) -> Format:
    """The format of a table, as its producer names the columns; for those of an unknown producer `CSV`."""
    head = _head_of(text)
    return BY_NAME[profile_of(head.cells).name] if head else CSV


def _format(profile: Profile) -> Format:
    return Format(
        profile.name,
        f"CSV of {profile.producer}" if profile.producer else "CSV of databases and screening tools",
        lambda text: recognises(text) and with_profile(text).name == profile.name,
        entries,
        _understood_by(profile),
        profile.columns,
    )


CSV = replace(_format(GENERAL), recognises=recognises)
BY_NAME = {CSV.name: CSV, **{profile.name: _format(profile) for profile in PROFILES}}
