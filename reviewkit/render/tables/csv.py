"""A table as CSV for Excel and R."""

import csv
import io
import re

from reviewkit.render.tables.table import Table
from reviewkit.safe import safe_cell

_NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
# Where a comma stands in decimal numbers, Excel parts cells at semicolons.
SEPARATORS = {"nb": ";", "nn": ";"}


def as_csv(table: Table, separator: str = "") -> str:
    """Byte-order mark and CRLF, as Excel needs them; a cell that would act as a formula is given an apostrophe.

    Cells are parted by `separator`, otherwise as Excel expects it in the language of the table. Caption and notes are
    left out: programs take the first line for the names of the columns. What must be seen (that it is a draft, that it
    shows some of the studies) stands in rows below.
    """
    out = io.StringIO(newline="")
    delimiter = separator or SEPARATORS.get(table.language, ",")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    said = [note for note in (table.draft, *table.everywhere) if note]
    below = [(note, *[""] * (len(table.head) - 1)) for note in said]
    for row in (table.head, *table.plain_body, *below):
        writer.writerow([_written(cell, table.for_programs) for cell in row])
    return "\ufeff" + out.getvalue()


def _written(cell: str, for_programs: bool) -> str:
    """The cell, harmless in a spreadsheet. R and Python get a number below zero as one; it is no formula."""
    return cell if for_programs and _NEGATIVE.fullmatch(cell) else safe_cell(cell)
