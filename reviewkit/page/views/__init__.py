"""The views: what each address of the page shows, and what a form sent to it does."""

from reviewkit.page.asked import Address
from reviewkit.page.views import (
    agreement,
    begin,
    chart_differences,
    charting,
    code_review,
    coding_tables,
    conflicts,
    duplicates,
    excel,
    figures,
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
    *code_review.ADDRESSES,
    *figures.ADDRESSES,
    *matrix.ADDRESSES,
    *coding_tables.ADDRESSES,
    *setup.ADDRESSES,
    *records.ADDRESSES,
)
