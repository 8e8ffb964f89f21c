"""What was understood of an export: how many records have each field, and which columns nothing was read from."""

from collections.abc import Iterable
from dataclasses import dataclass

from reviewkit.formats.csv_profiles import column
from reviewkit.formats.registry import BY_NAME
from reviewkit.model import Record

# The fields that screening and deduplication need.
FIELDS = ("title", "authors", "year", "journal", "volume", "issue", "pages", "doi", "pmid", "abstract")

NOT_UNDERSTOOD = "columns that were not understood, kept as they are"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how many records each field is known, and the columns with values that are in no field, as the file has them.

    Columns are known of tables only; in other formats every field has a tag of its own.
    """

    records: int
    filled: dict[str, int]
    columns: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that no record has."""
        return tuple(name for name, count in self.filled.items() if not count)

    def lines(self) -> list[str]:
        """The same in words: the shares, the fields that no record has, the columns that were not understood."""
        shares = [f"{name} {percent(count, self.records)}" for name, count in self.filled.items() if count]
        lines = [f"filled: {', '.join(shares) or 'nothing'}"]
        if self.missing:
            lines.append(f"no record has: {', '.join(self.missing)}")
        if self.columns:
            lines.append(f"{NOT_UNDERSTOOD}: {', '.join(self.columns)}")
        return lines


def coverage(records: Iterable[Record]) -> Coverage:
    """What was understood of records, which are gone through once."""
    count = 0
    filled = dict.fromkeys(FIELDS, 0)
    columns: dict[str, None] = {}
    for record in records:
        count += 1
        for name in FIELDS:
            filled[name] += bool(getattr(record, name))
        columns |= dict.fromkeys(_not_understood(record))
    return Coverage(count, filled, tuple(columns))


def _not_understood(record: Record) -> Iterable[str]:
    known = BY_NAME[record.format].columns if record.format in BY_NAME else frozenset()
    if not known:
        return ()
    return (item.tag for item in record.fields if item.tag and column(item.tag) not in known)


def percent(count: int, records: int) -> str:
    """A share in whole per cent; 0% and 100% are written only where they are exact."""
    if not records or count in (0, records):
        return "100%" if count else "0%"
    return f"{min(99, max(1, round(100 * count / records)))}%"
