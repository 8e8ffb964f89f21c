"""Tables that people filled in with a spreadsheet program: XLSX, or CSV with any separator and encoding of Excel's."""

import contextlib
import csv
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile, islice
from pathlib import Path

from reviewkit import limits
from reviewkit.archives import Archive
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.sheets import ERRORS, CellKind, SheetCell, letters_of, typed_in
from reviewkit.formats.base import ZIP, decoded, lines_of
from reviewkit.formats.csv import Room, by_column, start_of, table_rows
from reviewkit.safe import unguarded
from reviewkit.store.files import read_bytes
from reviewkit.store.xlsx import XlsxBook, XlsxCell, XlsxSheet, corners_of, said_of
from reviewkit.store.xlsx_cells import cell_of
from reviewkit.words import FieldType, in_line, message, together

Row = tuple[int, list[str]]
Cell = tuple[int, int, SheetCell]  # the number of the row and of the column
_MOST = 20  # cells that a refusal names
Check = Callable[[str, Sequence[str], Sequence[Row]], None]


def _nowhere(name: str) -> bool:
    return False


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


def table(
    path: Path, has_words: Callable[[str], bool] = _nowhere, may_have_errors: bool = False
) -> tuple[int, list[str], list[tuple[int, dict[str, str]]]]:
    """The number of the first row that is not blank, the names of columns in it in small letters, and the rows below.

    `has_words` says of a name whether its column has words and pages, which a spreadsheet may have made dates of.
    Raises ReviewkitError for such dates, for what formulas that failed have left (unless there `may_have_errors`), for
    merged cells, of which only the first has a text, and where the file is no table.
    """
    data = read_bytes(path, limits.TEXT)
    is_book = data[:4] == ZIP
    rows = _rows_of_workbook(data, path, _refuse_merged, has_words) if is_book else _rows_of_csv(data, path)
    filled = list(dropwhile(lambda row: not any(map(str.strip, row[1])), rows))
    if not filled:
        return 1, [], []
    head = [_name(cell) for cell in filled[0][1]]
    # A table of 400 kB with 1,000 names and 200,000 rows took 7 GB.
    if len(filled) * len(set(head)) > limits.CELLS:
        raise _no_table(path, ValueError(message("more than {n} cells", n=limits.CELLS)))
    shown = in_line(path)
    if not may_have_errors:
        _refuse_errors(shown, filled)
    below = [(line, _by_column(head, cells, f"{shown}:{line}", is_book)) for line, cells in filled[1:]]
    return filled[0][0], head, below


def _name(cell: str) -> str:
    """The name of a column in small letters, without letters that nobody sees."""
    seen = cell if cell.isascii() else "".join(one for one in cell if unicodedata.category(one) != "Cf")
    return seen.strip().casefold()


def _refuse_errors(shown: str, rows: Sequence[Row]) -> None:
    """Raises ReviewkitError with the first cells that hold an error such as #N/A."""
    found = (
        (line, column, SheetCell(cell, CellKind.ERROR))
        for line, cells in rows
        for column, cell in enumerate(cells, start=1)
        if cell.startswith("#") and cell.strip() in ERRORS
    )
    _refuse(shown, tuple(islice(found, _MOST)))


def _refuse(shown: str, cells: Sequence[Cell]) -> None:
    """Raises ReviewkitError where there are cells in which a spreadsheet made something else of what was typed."""
    said = []
    for line, column, cell in cells:
        try:
            typed_in(cell, FieldType.TEXT)
        except ReviewkitError as error:
            place = f"{shown}: {letters_of(column)}{line}"
            said.append(message("{place}: {said}", place=place, said=error.args[0]))
    if said:
        raise ReviewkitError(together([*said, message("Nothing was imported.")]))


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


def _by_column(head: list[str], cells: list[str], where: str, is_book: bool) -> dict[str, str]:
    if any(map(str.strip, cells[len(head) :])):
        raise ReviewkitError(_more_cells_in_book(where) if is_book else _more_cells(where))
    return by_column(head, list(map(unguarded, cells)), where)


def _more_cells(where: str) -> str:
    return message(
        "{where}: this table cannot be read: the row has more cells than the first row has columns. "
        "Move the cell to its column, or put quotation marks around a text with the separator in it.",
        where=where,
    )


def _more_cells_in_book(where: str) -> str:
    return message(
        "{where}: this table cannot be read: the row has more cells than the first row has columns. The first row "
        "should name the columns: delete the rows above it, or give the column of the cell a name.",
        where=where,
    )


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


def _rows_of_workbook(
    data: bytes,
    path: Path,
    check: Check = lambda where, merged, rows: None,
    has_words: Callable[[str], bool] = _nowhere,
) -> list[Row]:
    """The rows of the first sheet that is seen and has any. Raises ReviewkitError where another one has the same
    columns: its rows would be left out without a word. `check` gets the sheet, its merged areas and its rows."""
    damaged = _no_table(path, ValueError(message("it is damaged")))
    try:
        with Archive(data, str(path), str(damaged)) as archive:
            book = XlsxBook(archive, limits.WORKBOOK)
            heads = [(sheet, _head(book, sheet)) for sheet in _seen(book)]
            named = [(sheet, head) for sheet, head in heads if any(head)]
            sheet, head = (named or heads)[0]
            twice = [
                one
                for one, its_head in named
                if one is not sheet and list(its_head.values()) == list(head.values()) and _has_rows(book, one)
            ]
            if twice:
                raise _two_sheets(path, sheet, twice[0])
            rows = _Rows({column for column, name in head.items() if has_words(name)})
            area = book.read(sheet, rows.take)
        found = rows.until(area.last_row)
    except ReviewkitError:
        raise
    except (
        Exception
    ) as error:  # damaged XML raises whatever the part that reads it does: SyntaxError, TypeError, ...
        raise _no_table(path, error) from None
    if rows.unknown:
        raise ReviewkitError(
            f"{in_line(path)}:{rows.unknown}: a cell of this row has a formula, and its result is not in the file. "
            "Open the file in Excel or LibreOffice, save it there, and import it again."
        )
    _refuse(in_line(path), rows.dates)
    check(f"{in_line(path)}: {in_line(sheet.name[:80])}", area.merged, found)
    return found


def _refuse_merged(where: str, merged: Sequence[str], rows: Sequence[Row]) -> None:
    """Raises ReviewkitError for the first merged area in which something is written. Empty ones lose nothing."""
    cells_of = dict(rows)
    head = next((line for line, cells in rows if any(map(str.strip, cells))), 0)
    for area in merged:
        first, last = corners_of(area)
        text = cells_of.get(first.row, [])[first.column - 1 : first.column]
        if first == last or not any(map(str.strip, text)):
            continue
        if first.row == head:
            raise ReviewkitError(
                message(
                    "{where}!{area}: these cells are merged, and the first row should name the columns. If they are a "
                    "title, delete that row; otherwise unmerge them, and give every column a name.",
                    where=where,
                    area=area,
                )
            )
        said = message("these cells are merged. Unmerge them, and write the answer into each cell that it is for")
        raise ReviewkitError(message("{place}: {said}", place=f"{where}!{area}", said=said))


def _seen(book: XlsxBook) -> list[XlsxSheet]:
    return [sheet for sheet in book.sheets if not sheet.is_hidden] or list(book.sheets)


def _head(book: XlsxBook, sheet: XlsxSheet) -> dict[int, str]:
    """The columns of a sheet with their names: its first row in which something is written."""
    found: dict[int, str] = {}
    first = 0

    def take(line: int, column: int, cell: XlsxCell) -> None:
        nonlocal first
        if first and line != first:
            raise _EnoughError
        if name := _name(_text(cell)):
            first, found[column] = line, name

    with contextlib.suppress(_EnoughError):
        book.read(sheet, take)
    return dict(sorted(found.items()))


def _has_rows(book: XlsxBook, sheet: XlsxSheet) -> bool:
    """Whether something is written below the first row of a sheet."""
    lines: set[int] = set()

    def take(line: int, column: int, cell: XlsxCell) -> None:
        if _text(cell).strip():
            lines.add(line)
        if len(lines) > 1:
            raise _EnoughError

    with contextlib.suppress(_EnoughError):
        book.read(sheet, take)
    return len(lines) > 1


class _EnoughError(Exception):
    """The rest of a sheet is not needed."""


def _two_sheets(path: Path, one: XlsxSheet, other: XlsxSheet) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{path}: the sheets {one!r} and {other!r} have the same columns. Put all rows into one sheet, or save the "
            "one that you mean as a file of its own.",
            path=path,
            one=one.name[:80],
            other=other.name[:80],
        )
    )


class _Rows:
    """The rows of a sheet, cell by cell.

    `unknown` is the first row with a formula that no program has worked out yet, or 0. Where the result of a formula
    is an empty text, Excel says that it is a text. `dates` are the first days, times and TRUE in columns with words.
    """

    def __init__(self, of_words: set[int]) -> None:
        self.unknown = 0
        self.dates: list[Cell] = []
        self._of_words = of_words
        self._room = Room()
        self._rows: dict[int, list[str]] = {}

    def take(self, line: int, column: int, cell: XlsxCell) -> None:
        """Keep a cell. Raises ValueError where the rows would fill the memory."""
        row = self._rows.get(line)
        if row is None:
            row = self._rows[line] = []
        if (more := column - len(row)) > 0:
            self._room.take(line, more, column)
            row += [""] * more
        row[column - 1] = _text(cell)
        if column in self._of_words and not isinstance(cell.value, str | None) and len(self.dates) < _MOST:
            self._keep_date(line, column, cell)
        if cell.has_formula and cell.value is None and not cell.is_text:
            self.unknown = min(self.unknown or line, line)

    def _keep_date(self, line: int, column: int, cell: XlsxCell) -> None:
        seen = cell_of(cell)
        if seen.kind in (CellKind.DATE, CellKind.TIME, CellKind.BOOLEAN):
            self.dates.append((line, column, seen))

    def until(self, last: int) -> list[Row]:
        """All rows to the last one, also those in which nothing is written. Raises ValueError for too many."""
        self._room.take(last, 0)
        return [(line, self._rows.get(line, [])) for line in range(1, max(last, *self._rows, 0) + 1)]


def _text(cell: XlsxCell) -> str:
    """The text of a cell; Excel writes a pasted line break, and other signs that XML lacks, as `_x000D_`."""
    if not isinstance(cell.value, str):
        return cell_of(cell).text
    return _unescaped(cell.value) if "_x" in cell.value else cell.value


@lru_cache(maxsize=1_000)  # many cells may share a long text
def _unescaped(text: str) -> str:
    from openpyxl.utils.escape import unescape

    return str(unescape(text))


def _no_table(path: Path, error: Exception) -> ReviewkitError:
    """The error for what is no table, in our words: what parsers say of a damaged file helps nobody."""
    return ReviewkitError(
        message(
            "{path}: this table cannot be read ({said}). Save it as .xlsx or .csv.", path=path, said=said_of(error)
        )
    )
