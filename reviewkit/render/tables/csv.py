"""A table as CSV for Excel and R."""

import csv
import io

from reviewkit.render.tables.table import Table
from reviewkit.safe import safe_cell

# Where a comma stands in decimal numbers, Excel parts cells at semicolons.
SEPARATORS = {"nb": ";", "nn": ";"}


def as_csv(table: Table, separator: str = "") -> str:
    """Byte-order mark and CRLF, as Excel needs them; a cell that would act as a formula is given an apostrophe.

    Cells are parted by `separator`, otherwise as Excel expects it in the language of the table. Caption and notes are
    left out: programs take the first line for the names of the columns.
    """
    out = io.StringIO(newline="")
    delimiter = separator or SEPARATORS.get(table.language, ",")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for row in (table.head, *table.plain_body):
        writer.writerow([safe_cell(cell) for cell in row])
    return "\ufeff" + out.getvalue()
