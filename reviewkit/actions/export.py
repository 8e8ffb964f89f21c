"""The reports of a review as a file for another tool. Nothing is logged, and nobody's decisions leave too early."""

from dataclasses import dataclass

from reviewkit.actions.who import person
from reviewkit.blind import blind_view, decisions_to_export
from reviewkit.exchange.outgoing import outgoing, starts_with_mark
from reviewkit.formats.writers import as_csv, as_ris
from reviewkit.locales import labels
from reviewkit.model import in_order
from reviewkit.render.tables.form_xlsx import as_form_xlsx
from reviewkit.render.tables.screening import SheetRow, screening_form
from reviewkit.review import Review
from reviewkit.words import Tool


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of a file, and the number of reports in it."""

    text: str
    reports: int


def exported(
    review: Review, tool: Tool, box: str = "", decisions_of: str | None = None, separator: str = ","
) -> Exported:
    """All reports, or those of one box of the flow, as the tool reads them, with the ids of this review.

    `decisions_of` adds decisions: that person's own until everybody has finished, then the outcomes. `separator` parts
    the cells of a table. Raises ReviewkitError for an unknown box or person.
    """
    with_decisions = decisions_of is not None
    decided = decisions_to_export(review, person(review.protocol, decisions_of or "")) if with_decisions else {}
    records = [review.merged(member) for member in _members(review, box)]
    if tool is Tool.CSV:
        words = {record: (choice.value if choice else "", reason) for record, (choice, reason) in decided.items()}
        return Exported("".join(as_csv(records, words if with_decisions else None, separator)), len(records))
    adapted = (
        outgoing(record, tool, *decided.get(record.id, (None, "")), with_decision=with_decisions)
        for record in records
    )
    return Exported(("\ufeff" if starts_with_mark(tool) else "") + "".join(as_ris(adapted)), len(records))


def _members(review: Review, box: str) -> list[str]:
    if not box:
        return list(review.reports)
    members = review.flow.named(box).members or ()
    of_study = {study.key: study.records for study in review.included_studies}
    return [
        record
        for member in members
        for record in ([member] if member in review.records else of_study.get(member, ()))
    ]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The bytes of a reviewer's workbook, whose it is, and how many reports they still have, and had, to decide on."""

    data: bytes
    reviewer: str
    waiting: int
    decided: int


def sheet(review: Review, as_: str, language: str = "") -> Sheet:
    """One reviewer's open reports and own decisions as a workbook to fill in, in the review's language.

    `screen import` reads it back. Nobody else's decisions are in it. Raises ReviewkitError for an unknown person.
    """
    view = blind_view(review, person(review.protocol, as_))
    stages = view.protocol.stage_list()
    own = {
        (review.report_of[one.record], one.stage): one
        for one in in_order(view.own)
        if one.record in review.report_of and one.stage in stages
    }
    waiting = [SheetRow(review.merged(report), stage) for report, stage in view.queue]
    decided = [SheetRow(review.merged(report), stage, one) for (report, stage), one in own.items()]
    words = labels(language or view.protocol.language)
    form = screening_form(view.reviewer, [*waiting, *decided], view.protocol, words)
    return Sheet(as_form_xlsx(form), view.reviewer, len(waiting), len(decided))
