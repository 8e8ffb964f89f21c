"""What each source brought: records, reports that no other source has, and studies that were included."""

from reviewkit.model import Study
from reviewkit.render.document import Section
from reviewkit.render.report.part import Given, Made
from reviewkit.render.tables.table import Table

_COLUMNS = ("source", "records", "reports", "only_here", "studies", "studies_only_here")


def source_yield(given: Given) -> Made:
    """One row per source. Records that another source has too count in each, so only the records add up."""
    review, labels = given.review, given.labels
    names = {source.name: source.database or source.name for source, _ in review.sources_with_counts()}
    sources_of = {study.key: _sources_of(study, given) for study in review.included_studies}
    numbers: dict[str, int] = {}
    rows = []
    for share in review.shares:
        holding = [found for found in sources_of.values() if share.source in found]
        alone = sum(len(found) == 1 for found in holding)
        counts = (share.records, share.reports, share.only_here, len(holding), alone)
        numbers |= {f"{share.source}.{name}": n for name, n in zip(_COLUMNS[1:], counts, strict=True)}
        rows.append((names.get(share.source, share.source), *map(labels.number, counts)))
    totals = {"records": len(review.records), "reports": len(review.reports), "studies": len(sources_of)}
    numbers |= totals
    foot = (
        labels.text("table.total"),
        *(labels.number(totals[name]) if name in totals else "" for name in _COLUMNS[1:]),
    )
    head = tuple(given.say(f"yield_{name}") for name in _COLUMNS)
    table = Table(
        given.say("yield_caption"),
        head,
        tuple(rows),
        foot,
        (given.say("yield_note"),),
        row_heads=True,
        language=labels.language,
    )
    return Made(Section(given.say("heading_yield"), (), (table,) if rows else ()), numbers, given.of_studies())


def _sources_of(study: Study, given: Given) -> frozenset[str]:
    """The sources that have any record of any report of a study."""
    review = given.review
    reports = {review.report_of.get(record, record) for record in study.records}
    records = (record for report in reports for record in review.reports.get(report, ()))
    return frozenset(review.source_of[record] for record in records)
