"""The search log as a table, with the items of PRISMA-S (Rethlefsen et al. 2021, doi 10.1186/s13643-020-01542-z)."""

from collections.abc import Sequence

from reviewkit.model import Source
from reviewkit.render.tables.table import Table

_HEAD = ("Source", "Database", "Platform", "Date", "Limits", "Hits", "Records")


def searches_table(searches: Sequence[tuple[Source, int]], language: str) -> Table:
    """One row per source with the number of its imported records; hits that nobody stated stay empty, not 0, and so
    does their sum.

    The columns have English names in every language; `language` is that of the document.
    """
    rows = tuple(
        (
            source.name,
            source.database,
            source.platform,
            source.date,
            source.limits,
            "" if source.hits is None else str(source.hits),
            str(records),
        )
        for source, records in searches
    )
    stated = [source.hits for source, _ in searches if source.hits is not None]
    hits = str(sum(stated)) if len(stated) == len(searches) else ""
    records = sum(records for _, records in searches)
    return Table("Searches", _HEAD, rows, ("Total", "", "", "", "", hits, str(records)), language=language)
