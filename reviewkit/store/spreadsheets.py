"""Tables that people filled in with a spreadsheet program: XLSX, or CSV with any separator and encoding of Excel's."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from functools import reduce
from itertools import dropwhile
from pathlib import Path
from typing import Any

from reviewkit import limits
from reviewkit.archives import Archive
from reviewkit.errors import ReviewkitError
from reviewkit.formats.base import ZIP, decoded, lines_of
from reviewkit.formats.csv import Room, by_column, start_of, table_rows
from reviewkit.safe import unguarded
from reviewkit.store.files import read_bytes
from reviewkit.words import Message, in_line, message

# A cell with a formula and no value. Where the result is an empty text, Excel writes t="str".
_FORMULA_ALONE = re.compile(
    rb'<c\b(?![^<>]{0,200}\bt="str")[^<>]{0,200}\br="([A-Z]+\d+)"[^<>]{0,200}>\s*+'
    rb"<f\b[^<>]{0,500}>[^<]*+</f>\s*+(?:<v\s*/>|<v></v>)?\s*</c>"
)
_DECLARED = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_MERGED = re.compile(rb'<mergeCell\b[^>]{0,200}?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')

Row = tuple[int, list[str]]


def read(path: Path, needed: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows by column name in small letters, each with its row number in the file; empty cells are "".

    The first row that is not blank names the columns. Raises ReviewkitError where it is no table, or one of the
    needed columns is missing.
    """
    line, head, rows = table(path)
    missing = [name for name in needed if name not in head]
    if missing:
        raise ReviewkitError(
            message(
                "{path}:{line}: the column {missing!r} is missing; the first row should name: {needed}",
                path=path,
                line=line,
                missing=missing[0],
                needed=", ".join(needed),
            )
        )
    return rows


def table(path: Path) -> tuple[int, list[str], list[tuple[int, dict[str, str]]]]:
    """The number of the first row that is not blank, the names of columns in it in small letters, and the rows below.

    Raises ReviewkitError where the file is no table.
    """
    data = read_bytes(path, limits.TEXT)
    rows = _rows_of_workbook(data, path) if data[:4] == ZIP else _rows_of_csv(data, path)
    filled = list(dropwhile(lambda row: not any(map(str.strip, row[1])), rows))
    if not filled:
        return 1, [], []
    head = [cell.strip().casefold() for cell in filled[0][1]]
    return (
        filled[0][0],
        head,
        [(line, _by_column(head, cells, f"{in_line(path)}:{line}")) for line, cells in filled[1:]],
    )


def cells(path: Path) -> list[list[str]]:
    """Every row as it is. Raises ReviewkitError where the file is no table."""
    data = read_bytes(path, limits.TEXT)
    return [row for _, row in (_rows_of_workbook(data, path) if data[:4] == ZIP else _rows_of_csv(data, path))]


def is_workbook(data: bytes) -> bool:
    """Whether a file is a workbook of Excel: a zip with the list of its parts."""
    if data[:4] != ZIP:
        return False
    try:
        with Archive(data, "") as archive:
            return "[Content_Types].xml" in archive.namelist()
    except ReviewkitError:
        return False


def _by_column(head: list[str], cells: list[str], where: str) -> dict[str, str]:
    if any(map(str.strip, cells[len(head) :])):
        raise ReviewkitError(
            message(
                "{where}: this table cannot be read: the row has more cells than the first row has columns. "
                "Move the cell to its column, or put quotation marks around a text with the separator in it.",
                where=where,
            )
        )
    return by_column(head, list(map(unguarded, cells)), where)


def _rows_of_csv(data: bytes, path: Path) -> Iterator[Row]:
    lines = lines_of(decoded(data, str(path))[0])
    delimiter, above = start_of(lines)
    room = Room()
    try:
        for number, row in enumerate(table_rows(lines[above:], delimiter, above + 1), start=1):
            if not row.closed:
                raise ReviewkitError(
                    message(
                        "{path}:{line}: this table cannot be read: a quotation mark in this row is not closed. "
                        "Correct the row, or save the table again.",
                        path=path,
                        line=row.line,
                    )
                )
            if row.cells:
                room.take(number, len(row.cells))
                yield row.line, row.cells
    except (csv.Error, ValueError) as error:
        raise _no_table(path, error) from None


def _rows_of_workbook(data: bytes, path: Path) -> list[Row]:
    """The rows of the first sheet."""
    import openpyxl

    refuse_what_grows(data, path)
    try:
        with warnings.catch_warnings(action="ignore"):  # of colours and rules for cells, which nobody needs here
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            rows = list(_rows_in(sheet))
            unknown = _line_without_result(data, rows)
    except (
        Exception
    ) as error:  # damaged XML raises whatever the part that reads it does: SyntaxError, TypeError, ...
        raise _no_table(path, error) from None
    if unknown:
        raise ReviewkitError(
            f"{in_line(path)}:{unknown}: a cell of this row has a formula, and its result is not in the file. Open the "
            "file in Excel or LibreOffice, save it there, and import it again."
        )
    return rows


def _line_without_result(data: bytes, rows: list[Row]) -> int:
    """The first row with a formula that no program has worked out yet, or 0."""
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    without = {found.decode("ascii") for sheet in sheets for found in _FORMULA_ALONE.findall(sheet)}
    if not without:
        return 0
    first: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    first.reset_dimensions()
    for (line, values), cells in zip(rows, first.iter_rows(), strict=False):
        if any(
            not value and cell.data_type == "f" and cell.coordinate in without
            for cell, value in zip(cells, values, strict=False)
        ):
            return line
    return 0


def refuse_what_grows(data: bytes, path: Path, largest: int | None = None) -> None:
    """Raises ReviewkitError for a workbook that would fill the memory, or whose XML declares entities of its own."""
    damaged = _no_table(path, ValueError(message("it is damaged")))
    with Archive(data, str(path), str(damaged)) as archive:
        most = largest or limits.WORKBOOK
        if sum(entry.file_size for entry in archive.infolist()) > most:
            raise _no_table(path, ValueError(message("it is larger than any table")))
        for entry in archive.infolist():
            part = archive.unpacked(entry, most, most)
            if any(mark in part for mark in _DECLARED):
                raise _no_table(path, ValueError(message("it declares entities of its own")))
            if any(map(_is_wide, _MERGED.findall(part))):
                raise _no_table(path, ValueError(message("it joins more cells than any table has")))


def _is_wide(corners: tuple[bytes, bytes, bytes, bytes]) -> bool:
    """Whether the cells between two corners are more than any table has."""
    left, top, right, bottom = corners
    return (_number(right) - _number(left) + 1) * (int(bottom) - int(top) + 1) > limits.CELLS


def _number(column: bytes) -> int:
    """The number of a column, from its letters."""
    return reduce(lambda so_far, letter: so_far * 26 + letter - 64, column, 0)


def _rows_in(sheet: Any) -> Iterator[Row]:
    """The rows of a sheet. Raises ValueError where they would fill the memory."""
    room = Room()
    for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        room.take(line, len(cells))
        yield line, list(map(_text, cells))


def _text(value: object) -> str:
    """The text of a cell; Excel writes a pasted line break, and other signs that XML lacks, as `_x000D_`."""
    from openpyxl.utils.escape import unescape

    text = "" if value is None else str(value)
    return str(unescape(text)) if "_x" in text else text


def _no_table(path: Path, error: Exception) -> ReviewkitError:
    """The error for what is no table, in our words: what parsers say of a damaged file helps nobody."""
    said = error.args[0] if error.args and isinstance(error.args[0], Message) else message("it is damaged")
    return ReviewkitError(
        message("{path}: this table cannot be read ({said}). Save it as .xlsx or .csv.", path=path, said=said)
    )
