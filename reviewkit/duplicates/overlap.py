"""What each source contributed, what only it found, and how many reports sources share."""

from collections import Counter
from collections.abc import Mapping, Sequence

from reviewkit.model import Overlap, Share


def shares(
    order: Sequence[str], source_of: Mapping[str, str], groups: Sequence[Sequence[str]]
) -> tuple[Share, ...]:
    """The share of each source, in the order given; `groups` are the ids of the records of each report."""
    records, reports, alone = Counter(source_of.values()), Counter[str](), Counter[str]()
    for group in groups:
        sources = {source_of[record] for record in group}
        reports.update(sources)
        if len(sources) == 1:
            alone.update(sources)
    return tuple(Share(name, records[name], reports[name], alone[name]) for name in order)


def overlaps(
    order: Sequence[str], source_of: Mapping[str, str], groups: Sequence[Sequence[str]]
) -> tuple[Overlap, ...]:
    """Every combination of sources that has reports, the largest first; together they are all reports."""
    rank = {name: n for n, name in enumerate(order)}
    counted = Counter(
        tuple(sorted({source_of[record] for record in group}, key=rank.__getitem__)) for group in groups
    )
    return tuple(
        Overlap(sources, n)
        for sources, n in sorted(counted.items(), key=lambda item: (-item[1], [rank[name] for name in item[0]]))
    )


def reports_by_sources(
    source_of: Mapping[str, str], reports: Mapping[str, Sequence[str]]
) -> Mapping[frozenset[str], tuple[str, ...]]:
    """The ids of the reports that are in exactly these sources; `reports` are the records of each, by its id."""
    found: dict[frozenset[str], list[str]] = {}
    for report, records in reports.items():
        found.setdefault(frozenset(source_of[record] for record in records), []).append(report)
    return {sources: tuple(some) for sources, some in found.items()}
