"""The search log as a table, with the items of PRISMA-S (Rethlefsen et al. 2021, doi 10.1186/s13643-020-01542-z)."""

from collections.abc import Sequence

from reviewkit.locales import Labels
from reviewkit.model import NOT_LOGGED, Source
from reviewkit.render.tables.table import Table

_COLUMNS = ("source", "database", "platform", "date", "limits", "hits", "records")


def searches_table(searches: Sequence[tuple[Source, int]], labels: Labels) -> Table:
    """One row per source with the number of its imported records; hits that nobody stated stay empty, not 0, and so
    does their sum."""
    rows = tuple(
        (
            source.name,
            labels.text("searches.not_logged") if source.database == NOT_LOGGED else source.database,
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
    return Table(
        caption=labels.text("searches.caption"),
        head=tuple(labels.text(f"searches.{name}") for name in _COLUMNS),
        rows=rows,
        foot=(labels.text("table.total"), "", "", "", "", hits, str(records)),
        language=labels.language,
    )
