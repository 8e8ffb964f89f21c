"""Cells as people see them: numbers with the digits of Excel, dates, shares, errors and formulas."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from reviewkit.exchange.sheets import CellKind, SheetCell
from reviewkit.store.workbooks import read


def cell_of(tmp_path: Path, value: object, number_format: str = "General") -> SheetCell:
    book = openpyxl.Workbook()
    book.active["B2"] = value
    book.active["B2"].number_format = number_format
    book.save(tmp_path / "x.xlsx")
    (sheet,) = read(tmp_path / "x.xlsx")
    return sheet.rows[2][2]


@pytest.mark.parametrize(
    ("value", "number_format", "text", "kind"),
    [
        (12, "General", "12", CellKind.NUMBER),
        (12.0, "General", "12", CellKind.NUMBER),
        (12.5, "0", "12.5", CellKind.NUMBER),
        (0.1 + 0.2, "General", "0.3", CellKind.NUMBER),
        (1e-7, "General", "0.0000001", CellKind.NUMBER),
        (1e20, "General", "100000000000000000000", CellKind.NUMBER),
        (-3, "@", "-3", CellKind.NUMBER),
        (0.125, "0.0%", "12.5%", CellKind.PERCENT),
        (1, "0 %", "100%", CellKind.PERCENT),
        (0.5, '0%" of all"', "50%", CellKind.PERCENT),
        (12, '0" %"', "12", CellKind.NUMBER),
        (12, "0\\ \\%", "12", CellKind.NUMBER),
        (12, '#" per cent (%)"', "12", CellKind.NUMBER),
        (datetime(2024, 12, 31), "dd.mm.yyyy", "2024-12-31", CellKind.DATE),
        (date(2024, 12, 31), "yyyy-mm-dd", "2024-12-31", CellKind.DATE),
        (datetime(2024, 12, 31, 8), "dd.mm.yyyy", "2024-12-31 08:00:00", CellKind.TIME),
        (time(8, 30), "h:mm", "08:30:00", CellKind.TIME),
        (timedelta(hours=30), "[h]:mm", "1 day, 6:00:00", CellKind.TIME),
        (True, "General", "TRUE", CellKind.BOOLEAN),
        ("#N/A", "General", "#N/A", CellKind.ERROR),
        ("a_x000D_b", "General", "a\rb", CellKind.TEXT),
        ("=1+1", "General", "", CellKind.FORMULA),
    ],
)
def test_a_cell_is_read_as_what_could_have_been_typed(
    tmp_path: Path, value: object, number_format: str, text: str, kind: CellKind
) -> None:
    assert cell_of(tmp_path, value, number_format) == SheetCell(text, kind)
