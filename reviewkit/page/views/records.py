"""A record, and the records behind a box of the flow."""

from reviewkit.actions.grey import reference_of
from reviewkit.errors import ReviewkitError
from reviewkit.page.asked import Address, Answer, Asked, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.describe import journal_line, links, reason_name
from reviewkit.render.figures.flow import box_title

PER_PAGE = 200


def record(sitting: Sitting, asked: Asked) -> Answer:
    """A report: its fields with where they come from, its records, and the decisions that this person may see."""
    review, name = sitting.review, asked.path["record"]
    report = review.report_of.get(name)
    if report is None:
        raise ReviewkitError(sitting.words.text("page.record.unknown").format(id=name))
    decisions = review.all_decisions_shown_to(sitting.who, report)
    return Show(
        "record.html",
        {
            "report": report,
            "record": review.records[report],
            "journal_line": journal_line(review.records[report]),
            "reference": reference_of(review, report, sitting.words.language),
            "links": links(review.records[report]),
            "records": [review.records[member] for member in review.reports[report]],
            "fields": review.field_origins(report),
            "decisions": decisions,
            "hidden": len(decisions) < len(review.outcomes[report].decisions),
            "verdicts": review.verdicts_of(report),
        },
    )


def box(sitting: Sitting, asked: Asked) -> Answer:
    """The records in a box of the flow, with the reasons for exclusion."""
    review = sitting.review
    found = review.flow.named(asked.path["box"])
    members = found.members or ()
    pages = max(1, -(-len(members) // PER_PAGE))
    at = _page_number(asked.wanted("page"), pages)
    shown = members[(at - 1) * PER_PAGE : at * PER_PAGE]
    citations = {study.key: study.citation for study in review.included_studies}
    rows = []
    for member in shown:
        outcome = review.outcomes.get(member)
        reason = outcome.reason if outcome else ""
        rows.append((member, review.records.get(member), citations.get(member, ""), reason_name(sitting, reason)))
    return Show(
        "box.html",
        {
            "box": found,
            "name": box_title(review.flow, found.id, sitting.words),
            "entered": found.members is None,
            "rows": rows,
            "at": at,
            "pages": pages,
        },
    )


def _page_number(wanted: str, pages: int) -> int:
    """The page asked for; the nearest one where there is no such page, the first where it is no number."""
    number = int(wanted[:7]) if wanted[:7].isdecimal() else 1
    return min(max(1, number), pages)


ADDRESSES = (
    Address("/record/{record}", record),
    Address("/box/{box}", box),
)
