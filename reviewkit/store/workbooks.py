"""All sheets of a workbook that people filled in, or a CSV saved of one, as plain values (exchange.sheets)."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.sheets import CellKind, Sheet, SheetCell
from reviewkit.formats.base import ZIP, decoded, lines_of
from reviewkit.formats.csv import Room, start_of, table_rows
from reviewkit.store.files import read_bytes
from reviewkit.store.spreadsheets import is_workbook, refuse_what_grows
from reviewkit.words import message

_OLD = b"\xd0\xcf\x11\xe0"  # how the files of Excel 97 begin, and those with a password
_WITH_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_DIGITS = 15  # that Excel keeps of a number
_MIDNIGHT = time()
# The area of what is linked or merged: <hyperlink ref="A1:XFD1048576">.
_CORNER = rb"\$?[A-Za-z]{1,3}\$?\d{1,7}"
_AREA = re.compile(
    rb"<(?:\w+:)?(?:hyperlink|mergeCell)\s[^<>]{0,2000}?\bref\s*=\s*[\"']("
    + _CORNER
    + rb"(?::"
    + _CORNER
    + rb")?)[\"']"
)
_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f])_")


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
    import openpyxl

    refuse_what_grows(data, path, limits.FORM)
    try:
        has_macros, has_formulas = _looked_into(data)
        with warnings.catch_warnings(action="ignore"):  # of colours and rules for cells, which nobody needs here
            book: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            with_formulas: Any = openpyxl.load_workbook(io.BytesIO(data)) if has_formulas else None
        sheets = tuple(
            _sheet(sheet, with_formulas[sheet.title] if with_formulas else None) for sheet in book.worksheets
        )
    except (
        Exception
    ) as error:  # damaged XML raises whatever the part that reads it does: SyntaxError, TypeError, ...
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise ReviewkitError(
            message("{path}: this workbook cannot be read ({said}). Save it as .xlsx again.", path=path, said=said)
        ) from None
    if has_macros:
        raise ReviewkitError(
            message("{path}: this workbook has macros. Save it as .xlsx, and import that.", path=path)
        )
    return sheets


def _looked_into(data: bytes) -> tuple[bool, bool]:
    """Whether a workbook has macros, and whether it has formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        sheets = [archive.read(name) for name in names if name.startswith("xl/worksheets/")]
        _refuse_wide_areas(b"".join(sheets))
        return any(name.endswith("vbaProject.bin") for name in names), any(b"<f" in sheet for sheet in sheets)


def _refuse_wide_areas(sheets: bytes) -> None:
    """Raises ValueError where links or merged cells cover more cells than a sheet may have: each would be made."""
    cells = sum(_area(found.decode("ascii")) for found in _AREA.findall(sheets))
    if cells > limits.CELLS:
        raise ValueError(f"links and merged cells cover more than {limits.CELLS} cells")


def _area(corners: str) -> int:
    """How many cells an area has: A1:C2 has six."""
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(corners)
    return int((right - left + 1) * (bottom - top + 1))


def _sheet(sheet: Any, with_formulas: Any) -> Sheet:
    """A sheet of openpyxl; `with_formulas` is the same one with formulas where the first has their results."""
    if len(sheet._cells) > limits.CELLS:  # only cells that are written in the file, however far out
        raise ValueError(f"more than {limits.CELLS} cells")
    rows: dict[int, dict[int, SheetCell]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):
        found = _cell(cell)
        if cell.value is None and with_formulas is not None and _is_formula(with_formulas, row, column):
            found = SheetCell("", CellKind.FORMULA)
        if not found.is_empty:
            rows.setdefault(row, {})[column] = found
    return Sheet(sheet.title, rows, tuple(str(one) for one in sheet.merged_cells.ranges))


def _is_formula(sheet: Any, row: int, column: int) -> bool:
    cell = sheet._cells.get((row, column))
    return cell is not None and cell.data_type == "f"


def _cell(cell: Any) -> SheetCell:
    """A cell as text, and what the spreadsheet keeps in it."""
    value = cell.value
    if value is None:
        return SheetCell()
    if cell.data_type == "e":
        return SheetCell(str(value), CellKind.ERROR)
    if isinstance(value, bool):
        return SheetCell(str(value).upper(), CellKind.BOOLEAN)
    if isinstance(value, int | float):
        is_percent = "%" in (cell.number_format or "")
        return SheetCell(_number(value, is_percent), CellKind.PERCENT if is_percent else CellKind.NUMBER)
    if isinstance(value, date | time | timedelta):
        return _moment(value)
    return SheetCell(_text(str(value)))


def _number(value: int | float, is_percent: bool) -> str:
    """A number with the digits that Excel keeps; a share as the per cent that are shown."""
    if isinstance(value, int):
        return f"{value * 100}%" if is_percent else str(value)
    exact = Decimal(f"{value:.{_DIGITS}g}")
    if not exact.is_finite():
        return str(value)
    shown = exact * 100 if is_percent else exact
    text = f"{shown:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}%" if is_percent else text


def _moment(value: date | time | timedelta) -> SheetCell:
    if isinstance(value, datetime):
        is_day = value.time() == _MIDNIGHT
        return SheetCell(
            value.date().isoformat() if is_day else value.isoformat(" "),
            CellKind.DATE if is_day else CellKind.TIME,
        )
    return SheetCell(str(value), CellKind.DATE if isinstance(value, date) else CellKind.TIME)


def _text(text: str) -> str:
    """A text; Excel writes a pasted line break, and other control characters that XML lacks, as `_x000D_`.

    What openpyxl has read no longer shows whether other such codes are meant, so that those are taken as written.
    """
    return _CONTROL.sub(lambda found: chr(int(found[1], 16)), text)


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
