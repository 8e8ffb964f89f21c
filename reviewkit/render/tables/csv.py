"""A table as CSV for Excel and R."""

from reviewkit.render.tables.table import Table
from reviewkit.safe import csv_text

# Where a comma stands in decimal numbers, Excel parts cells at semicolons.
SEPARATORS = {"nb": ";", "nn": ";"}


def as_csv(table: Table, separator: str = "") -> str:
    """Byte-order mark and CRLF, as Excel needs them; a cell that would act as a formula is given an apostrophe.

    Cells are parted by `separator`, otherwise as Excel expects it in the language of the table. Caption and notes are
    left out: programs take the first line for the names of the columns. What must be seen (that it is a draft, that it
    shows some of the studies) stands in rows below.
    """
    delimiter = separator or SEPARATORS.get(table.language, ",")
    said = [note for note in (table.draft, *table.everywhere) if note]
    below = [(note, *[""] * (len(table.head) - 1)) for note in said]
    rows = (table.head, *table.plain_body, *below)
    return "\ufeff" + csv_text(rows, delimiter, for_programs=table.for_programs)
