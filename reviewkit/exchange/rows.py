"""Rows of the database of another program, whose columns may be missing and hold anything."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reviewkit.errors import ReviewkitError
from reviewkit.words import message

_LONGEST = (
    30  # characters of a number; no id of any program is longer, and one of thousands of digits is an attack
)
_AS_ID = re.compile(r"(-?+(?:0|[1-9][0-9]{0,28}+))(?:\.0)?+\Z")  # 0012 is a text: it may be another id than 12
Value = str | int | float | None
Key = int | str  # what an id is, so that 1, 1.0 and "1" are the same, and "a" is another than "b"
DataRow = Mapping[str, Value]
Data = Mapping[str, Sequence[DataRow]]  # the rows of each table


def text_in(row: DataRow, column: str) -> str:
    """What a column says as a text; "" where it says nothing."""
    value = row.get(column)
    return "" if value is None else str(value)


def number_in(row: DataRow, column: str) -> int:
    """What a column says as a whole number, which 4.0 is too; -1 where it is none."""
    value = row.get(column)
    if isinstance(value, str) and len(value) < _LONGEST and value.strip().isdecimal():
        return int(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else -1
    return value if isinstance(value, int) else -1


def id_in(row: DataRow, column: str) -> Key | None:
    """The id that a column has, or refers to; None where it has none."""
    return id_of(row.get(column))


def id_of(value: object) -> Key | None:
    """A value as an id: SQLite keeps one as what the column or the program made of it, 1 as 1.0 or as a text."""
    if value is None or isinstance(value, int):
        return value
    text = str(value)
    found = _AS_ID.match(text)
    return int(found[1]) if found else text or None


class Row(Mapping[str, Value]):
    """A row as its database gave it; all rows of a table share the names of its columns, each with its place."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: Mapping[str, int], values: Sequence[Value]) -> None:
        self._places, self._values = places, values

    def __getitem__(self, column: str) -> Value:
        return self._values[self._places[column]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(slots=True)
class Tables:
    """The tables of a database, and how much of them was left out because it could not be told what it is of."""

    data: Data
    shown: str = ""
    left: Counter[str] = field(default_factory=Counter)

    def rows(self, table: str) -> Sequence[DataRow]:
        """The rows of a table; none where the database does not have it."""
        return self.data.get(table, ())

    def by_id(self, table: str, column: str) -> dict[Key, DataRow]:
        """The rows of a table by their ids, without those that have none, which nothing could refer to.

        Raises ReviewkitError where two rows have one id: what belongs to which would be a guess.
        """
        found: dict[Key, DataRow] = {}
        without = 0
        for row in self.rows(table):
            key = id_in(row, column)
            if key is None:
                without += 1
            elif key in found:
                raise ReviewkitError(
                    message(
                        "{path}: two rows of the table {table} have the id {id!r}, so it cannot be known what belongs "
                        "to which; nothing was imported.",
                        path=self.shown,
                        table=table,
                        id=key,
                    )
                )
            else:
                found[key] = row
        self.left[message("rows of the table {table} without an id", table=table)] += without
        return found

    def losses(self) -> list[str]:
        """What was left out, in words."""
        return [message("left out: {what} ({n})", n=n, what=what) for what, n in self.left.items() if n]
