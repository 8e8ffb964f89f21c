"""All sheets of a workbook that people filled in, or a CSV saved of one, as plain values (exchange.sheets)."""

import csv
from collections.abc import Iterator
from pathlib import Path

from reviewkit import limits
from reviewkit.archives import Archive
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.sheets import Sheet, SheetCell
from reviewkit.formats.base import ZIP, decoded, lines_of
from reviewkit.formats.csv import Room, start_of, table_rows
from reviewkit.store.files import read_bytes
from reviewkit.store.spreadsheets import is_workbook
from reviewkit.store.xlsx import XlsxBook, XlsxCell, XlsxSheet, said_of
from reviewkit.store.xlsx_cells import cell_of
from reviewkit.words import message

_OLD = b"\xd0\xcf\x11\xe0"  # how the files of Excel 97 begin, and those with a password
_WITH_PASSWORD = "EncryptedPackage".encode("utf-16-le")


def read(path: Path) -> tuple[Sheet, ...]:
    """The sheets in their order, hidden ones too. Raises ReviewkitError for what is no workbook and no CSV."""
    data = read_bytes(path, limits.TEXT)
    if data[:4] == _OLD:
        raise _refused_old(path, data)
    if data[:4] != ZIP:
        return (Sheet("", dict(_rows_of_csv(path, data))),)
    if not is_workbook(data):
        raise ReviewkitError(
            message("{path}: this is no workbook of Excel. Save it as .xlsx, and import that.", path=path)
        )
    return _sheets(path, data)


def _refused_old(path: Path, data: bytes) -> ReviewkitError:
    if _WITH_PASSWORD in data:
        return ReviewkitError(
            message("{path}: this workbook has a password. Save it without one, and import that.", path=path)
        )
    return ReviewkitError(
        message("{path}: this is a file of an older Excel (.xls). Save it as .xlsx, and import that.", path=path)
    )


# -- workbooks


def _sheets(path: Path, data: bytes) -> tuple[Sheet, ...]:
    damaged = _unreadable(path, ValueError(message("it is damaged")))
    try:
        with Archive(data, str(path), str(damaged)) as archive:
            book = XlsxBook(archive, limits.FORM)
            room = _Room()
            sheets = tuple(_sheet(book, sheet, room) for sheet in book.sheets)
            has_macros = book.has_macros
    except ReviewkitError:
        raise
    except (
        Exception
    ) as error:  # damaged XML raises whatever the part that reads it does: SyntaxError, TypeError, ...
        raise _unreadable(path, error) from None
    if has_macros:
        raise ReviewkitError(
            message("{path}: this workbook has macros. Save it as .xlsx, and import that.", path=path)
        )
    return sheets


def _unreadable(path: Path, error: Exception) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{path}: this workbook cannot be read ({said}). Save it as .xlsx again.",
            path=path,
            said=said_of(error),
        )
    )


class _Room:
    """How many cells may still be read: those that are written in the file, however far out."""

    def __init__(self) -> None:
        self.cells = limits.FORM_CELLS

    def take(self) -> None:
        """Count a cell. Raises ValueError where the workbook would fill the memory."""
        self.cells -= 1
        if self.cells < 0:
            raise ValueError(message("more than {n} cells", n=limits.FORM_CELLS))


def _sheet(book: XlsxBook, sheet: XlsxSheet, room: _Room) -> Sheet:
    rows: dict[int, dict[int, SheetCell]] = {}

    def take(row: int, column: int, given: XlsxCell) -> None:
        if given.value is None and (not given.has_formula or given.is_text):
            return
        cell = cell_of(given)
        if not cell.is_empty:
            room.take()
            rows.setdefault(row, {})[column] = cell

    merged = book.read(sheet, take).merged
    in_order = {row: dict(sorted(rows[row].items())) for row in sorted(rows)}
    return Sheet(sheet.name, in_order, merged)


# -- CSV


def _rows_of_csv(path: Path, data: bytes) -> Iterator[tuple[int, dict[int, SheetCell]]]:
    """The rows as a spreadsheet numbers them: one of several lines is one row, and `sep=;` above is none."""
    lines = lines_of(decoded(data, str(path))[0])
    delimiter, above = start_of(lines)
    room = Room()
    try:
        for number, row in enumerate(table_rows(lines[above:], delimiter, above + 1), start=1):
            room.take(number, len(row.cells))
            if not row.closed:
                raise ReviewkitError(
                    message(
                        "{path}:{line}: this table cannot be read: a quotation mark in this row is not closed. "
                        "Correct the row, or save the table again.",
                        path=path,
                        line=row.line,
                    )
                )
            cells = {place: SheetCell(text) for place, text in enumerate(row.cells, start=1) if text.strip()}
            if cells:
                yield number, cells
    except (csv.Error, ValueError) as error:
        raise ReviewkitError(
            message("{path}: this table cannot be read ({said}). Save it as .xlsx or .csv.", path=path, said=error)
        ) from None
