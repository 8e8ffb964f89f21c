"""Rows of the database of another program, whose columns may be missing and hold anything."""

from collections.abc import Mapping, Sequence

_LONGEST = (
    30  # characters of a number; no id of any program is longer, and one of thousands of digits is an attack
)
Value = str | int | None
DataRow = Mapping[str, Value]
Data = Mapping[str, Sequence[DataRow]]  # the rows of each table


def text_in(row: DataRow, column: str) -> str:
    """What a column says as a text; "" where it says nothing."""
    value = row.get(column)
    return "" if value is None else str(value)


def number_in(row: DataRow, column: str) -> int:
    """What a column says as a number; -1 where it is none."""
    value = row.get(column)
    if isinstance(value, str) and len(value) < _LONGEST and value.strip().isdecimal():
        return int(value)
    return value if isinstance(value, int) else -1
