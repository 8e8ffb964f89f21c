"""Embase's other CSV: a line per field with its name first, such as "AUTHOR NAMES","Berg N.","Dahl P."."""

import csv
from collections.abc import Iterable, Iterator

from reviewkit.errors import Level
from reviewkit.formats.base import Fields, Format, Note
from reviewkit.formats.csv import BY_NAME, table_rows, unclosed
from reviewkit.formats.csv_profiles import column, is_head
from reviewkit.model import Field
from reviewkit.words import message

_COLUMNS = BY_NAME["csv-embase"].columns
_START = "title"
_LOOK = 12  # lines of a record in which three fields of Embase are found, long abstracts and index terms or not


def entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
    """The fields of one record after the other; several values of a line are several fields of one name."""
    fields: Fields = []
    number = 0
    try:
        for row in table_rows(lines, ","):
            number = row.last
            if not row.closed:
                note(row.line, unclosed(row), "quote", Level.ERROR)
            name, *values = [cell.strip() for cell in row.cells] or [""]
            if column(name) == _START and fields:
                yield fields
                fields = []
            found = [Field(name, value, row.line) for value in values if value]
            is_field = bool(found) or column(name) in _COLUMNS
            if is_field and (fields or column(name) == _START):
                fields += found
            elif name or found:
                note(row.line, f"text outside a record, left in the export: {' '.join(row.cells)[:80]}", "outside")
    except csv.Error:
        note(
            number + 1,
            message("the table is damaged here; what comes before was read. Export it again"),
            "csv",
            Level.ERROR,
        )
    if fields:
        yield fields


def recognises(text: str) -> bool:
    """Whether the first lines begin with names of fields, as the cells of a column do in no table; nor is the first
    line the head of one."""
    rows = [next(csv.reader([line]), [""]) for line in text.split("\n", _LOOK)[:_LOOK] if line.strip()]
    names = [column(row[0]) for row in rows]
    is_of_fields = names[:1] == [_START] and len(_COLUMNS.intersection(names)) >= 3
    return is_of_fields and not is_head(rows[0], 3)


EMBASE_ROWS = Format(
    "embase-rows",
    "CSV of Embase with a line per field",
    recognises,
    entries,
    BY_NAME["csv-embase"].understood,
)
