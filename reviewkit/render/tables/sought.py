"""The full texts that are sought: where to find them, who asked for them, and what came of it."""

from collections.abc import Sequence
from typing import NamedTuple

from reviewkit.locales import Labels
from reviewkit.model import Record
from reviewkit.normalize import doi_link, pubmed_link
from reviewkit.render.tables.table import Table

_COLUMNS = tuple("id authors year title journal doi_link pubmed_link state by on note texts".split())


class SoughtRow(NamedTuple):
    """A report that is sought; who said something of it last, on which day, and the note; and its number of texts."""

    record: Record
    state: str
    by: str = ""
    on: str = ""
    note: str = ""
    texts: int = 0


def sought_table(rows: Sequence[SoughtRow], labels: Labels) -> Table:
    """One row per report that is sought. The addresses are texts, so that nothing opens by itself."""
    return Table(
        caption=labels.text("sought.caption"),
        head=tuple(labels.text(f"sought.{name}") for name in _COLUMNS),
        rows=tuple(_cells(row, labels) for row in rows),
        row_heads=True,
        language=labels.language,
    )


def _cells(row: SoughtRow, labels: Labels) -> tuple[str, ...]:
    record = row.record
    return (
        record.id,
        "; ".join(record.authors),
        str(record.year or ""),
        record.title,
        record.journal,
        doi_link(record.doi),
        pubmed_link(record.pmid),
        labels.text(f"sought.{row.state}"),
        row.by,
        row.on,
        row.note,
        str(row.texts),
    )
