"""The queue of possible duplicates as a table to fill in, and what each source brought."""

from collections.abc import Callable, Mapping, Sequence

from reviewkit.locales import Labels
from reviewkit.model import DuplicateVerdict, Record, Share
from reviewkit.render.tables.table import Table

_SHOWN = ("title", "authors", "year", "journal", "volume", "issue", "pages", "doi", "identifiers", "abstract")
_LONGEST = 500  # characters of a field: enough to tell two abstracts apart, and a row still fits on the screen


def queue_table(pairs: Sequence[DuplicateVerdict], records: Mapping[str, Record], language: str = "en") -> Table:
    """One row per pair: an empty column for the answer, why reviewkit is unsure, and both records field by field.

    The columns have the same names in every language, because they are read back; `language` is the team's.
    """
    return Table(
        caption="Possible duplicates: are the two records one report? Write same or different in the column answer.",
        head=(
            "answer",
            "note",
            "first",
            "second",
            "score",
            "why",
            *(f"{name} {number}" for name in _SHOWN for number in (1, 2)),
        ),
        rows=tuple(
            ("", "", pair.first, pair.second, f"{pair.score:.1f}", pair.rule, *_both(pair, records))
            for pair in pairs
        ),
        choices=("same", "different"),
        language=language,
    )


def _both(pair: DuplicateVerdict, records: Mapping[str, Record]) -> tuple[str, ...]:
    """The fields of the pair in turns, so that what is compared is side by side."""
    left, right = records[pair.first], records[pair.second]
    return tuple(_text(record, name) for name in _SHOWN for record in (left, right))


def _text(record: Record, name: str) -> str:
    value = getattr(record, name)
    text = "; ".join(value) if isinstance(value, tuple) else str(value or "")
    return text[:_LONGEST]


def sources_table(shares: Sequence[Share], reports: int, labels: Labels) -> Table:
    """One row per source: records, repeated within it, reports, shared with others, only here.

    `reports` is the number of reports in all, which is less than the sum over the sources where they overlap.
    """
    columns = ("source", "records", "within", "reports", "shared", "only")
    only_here = sum(share.only_here for share in shares)
    records, within = sum(share.records for share in shares), sum(share.within for share in shares)
    totals = (records, within, reports, reports - only_here, only_here)

    def rows(number: Callable[[int], str]) -> tuple[tuple[str, ...], ...]:
        counted = ((s.source, (s.records, s.within, s.reports, s.shared, s.only_here)) for s in shares)
        return tuple((name, *map(number, counts)) for name, counts in counted)

    return Table(
        caption=labels.text("sources.caption"),
        head=tuple(labels.text(f"sources.{name}") for name in columns),
        rows=rows(labels.number),
        foot=(labels.text("table.total"), *map(labels.number, totals)),
        plain_rows=rows(str),
        plain_foot=(labels.text("table.total"), *map(str, totals)),
        notes=(labels.text("sources.note"),),
        row_heads=True,
        language=labels.language,
    )
