"""The search log as a table, with the items of PRISMA-S (Rethlefsen et al. 2021, doi 10.1186/s13643-020-01542-z)."""

from collections.abc import Callable, Sequence

from reviewkit.locales import Labels
from reviewkit.model import NOT_LOGGED, Source
from reviewkit.render.tables.table import Table

_COLUMNS = ("source", "database", "platform", "date", "limits", "hits", "records")


def searches_table(searches: Sequence[tuple[Source, int]], labels: Labels) -> Table:
    """One row per source with the number of its imported records; hits that nobody stated stay empty, not 0, and so
    does their sum."""
    stated = [source.hits for source, _ in searches if source.hits is not None]
    hits = sum(stated) if len(stated) == len(searches) else None
    records = sum(records for _, records in searches)

    def rows(number: Callable[[int], str]) -> tuple[tuple[str, ...], ...]:
        return tuple((*_item(source, labels), *_counts(source.hits, n, number)) for source, n in searches)

    def foot(number: Callable[[int], str]) -> tuple[str, ...]:
        return (labels.text("table.total"), "", "", "", "", *_counts(hits, records, number))

    return Table(
        caption=labels.text("searches.caption"),
        head=tuple(labels.text(f"searches.{name}") for name in _COLUMNS),
        rows=rows(labels.number),
        foot=foot(labels.number),
        plain_rows=rows(str),
        plain_foot=foot(str),
        language=labels.language,
    )


def _item(source: Source, labels: Labels) -> tuple[str, ...]:
    """What the search log says of a source, without its numbers."""
    database = labels.text("searches.not_logged") if source.database == NOT_LOGGED else source.database
    return source.name, database, source.platform, source.date, source.limits


def _counts(hits: int | None, records: int, number: Callable[[int], str]) -> tuple[str, str]:
    return "" if hits is None else number(hits), number(records)
