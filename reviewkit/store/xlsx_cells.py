"""A cell of a workbook as people see it: numbers with the digits that Excel keeps, days, shares in per cent."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from reviewkit.exchange.sheets import CellKind, SheetCell
from reviewkit.store.xlsx import XlsxCell

_DIGITS = 15  # that Excel keeps of a number
_LETTERS_IN_FORMAT = re.compile(r'"[^"]*+"?|[\\_*].', re.DOTALL)
_MIDNIGHT = time()
_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f])_")


def cell_of(cell: XlsxCell) -> SheetCell:
    """A cell as the text that could have been typed, and what the spreadsheet keeps in it."""
    value = cell.value
    if value is None:
        return SheetCell("", CellKind.FORMULA)
    if cell.is_error:
        return SheetCell(str(value), CellKind.ERROR)
    if isinstance(value, bool):
        return SheetCell(str(value).upper(), CellKind.BOOLEAN)
    if isinstance(value, int | float):
        is_percent = _is_percent(cell.number_format)
        return SheetCell(_number(value, is_percent), CellKind.PERCENT if is_percent else CellKind.NUMBER)
    if isinstance(value, date | time | timedelta):
        return _moment(value)
    text = str(value)
    return SheetCell(_text(text) if "_x00" in text else text)


@lru_cache(maxsize=1_000)
def _is_percent(number_format: str) -> bool:
    """Whether numbers are shown as per cent, and the sign is no letter behind them: in 0" %" twelve stays twelve."""
    return "%" in _LETTERS_IN_FORMAT.sub("", number_format)


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


@lru_cache(maxsize=1_000)  # many cells may share a long text
def _text(text: str) -> str:
    """A text; Excel writes a pasted line break, and other control characters that XML lacks, as `_x000D_`.

    What openpyxl has read no longer shows whether other such codes are meant, so that those are taken as written.
    """
    return _CONTROL.sub(lambda found: chr(int(found[1], 16)), text)
