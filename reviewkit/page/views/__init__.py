"""The views: what each address of the page shows, and what a form sent to it does."""

from reviewkit.page.asked import Address
from reviewkit.page.views import (
    agreement,
    begin,
    chart_differences,
    charting,
    coding_tables,
    conflicts,
    duplicates,
    excel,
    figures,
    findings,
    imports,
    matrix,
    overview,
    records,
    screening,
    setup,
    studies,
    texts,
)

ADDRESSES: tuple[Address, ...] = (
    *begin.ADDRESSES,
    *overview.ADDRESSES,
    *imports.ADDRESSES,
    *duplicates.ADDRESSES,
    *screening.ADDRESSES,
    *excel.ADDRESSES,
    *conflicts.ADDRESSES,
    *agreement.ADDRESSES,
    *texts.ADDRESSES,
    *studies.ADDRESSES,
    *charting.ADDRESSES,
    *chart_differences.ADDRESSES,
    *figures.ADDRESSES,
    *matrix.ADDRESSES,
    *coding_tables.ADDRESSES,
    *findings.ADDRESSES,
    *setup.ADDRESSES,
    *records.ADDRESSES,
)
