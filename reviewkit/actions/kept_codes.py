"""What the records of exports are found by, kept on this computer beside their columns (kept_columns.py).

To make the codes of 100,000 records takes a second, and a run with a few new ones needs them all.
"""

from collections.abc import Mapping

from reviewkit.actions import kept_columns
from reviewkit.gc_pause import gc_paused
from reviewkit.matching.columns import Columns, no_columns
from reviewkit.matching.findable import Findable, as_bytes, findable, from_bytes, put_together
from reviewkit.matching.packed import together
from reviewkit.model import Record
from reviewkit.store import cache

_KIND = "codes"


@gc_paused()
def of_records(records: Mapping[str, Record]) -> tuple[Columns, Findable]:
    """The columns of all records of a review, in their order, and what they are found by."""
    tables, parts = [no_columns()], [findable(no_columns())]
    for key, table in kept_columns.by_export(records):
        parts.append(_of_table(key, table))
        tables.append(table)
    return together(tables), put_together(parts)


def _of_table(key: str, table: Columns) -> Findable:
    """What the records of a table are found by; `key` is what the table is kept under, "" where it is not."""
    known = cache.read_sealed_bytes(_KIND, key) if key else None
    if known is not None and len((kept := from_bytes(known)).whole) == len(table):
        return kept
    made = findable(table)
    if key:
        cache.write_sealed_bytes(_KIND, key, as_bytes(made))
    return made
