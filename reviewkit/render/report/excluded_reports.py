"""The reports that were excluded when their full texts were read, each with its reason (PRISMA 2020 item 16b), and
those that could not be retrieved.

Where nobody reads full texts as a stage of its own, the reports that might appear to be eligible are those that
somebody wanted to include.
"""

from collections.abc import Iterable, Sequence

from reviewkit.model import Outcome, Record
from reviewkit.normalize import alphabetical
from reviewkit.prisma import AnyBoxId, Flow, open_box
from reviewkit.render.document import Section
from reviewkit.render.report.part import Given, Made
from reviewkit.render.report.reference import reference_line
from reviewkit.render.tables.table import Table
from reviewkit.words import BoxId, Choice, Column, ReviewerKind, State

_OF_ONE_STAGE = (BoxId.EXCLUDED, BoxId.OTHER_EXCLUDED, BoxId.OTHER_REPORTS_EXCLUDED)


def excluded(given: Given) -> Made:
    """What was excluded after people had read it, and what they could not get."""
    found = _of_one_stage(given) if given.review.flow.one_stage else _of_full_texts(given)
    heading = given.say("heading_excluded_one" if given.review.flow.one_stage else "heading_excluded")
    said, tables, numbers = found
    return Made(Section(heading, said, tables), numbers, given.of_studies())


_Found = tuple[tuple[str, ...], tuple[Table, ...], dict[str, int]]


def _of_full_texts(given: Given) -> _Found:
    flow = given.review.flow
    boxes = [one.excluded for column in Column for one in flow.stage_boxes(column) if one.stage.full_text]
    missing = [BoxId.NOT_RETRIEVED.of(column) for column in Column]
    numbers = {"excluded": _sum(flow, boxes), "not_retrieved": _sum(flow, missing)}
    reports, not_here = _members(flow, boxes), _members(flow, missing)
    said = [given.say("excluded", n=numbers["excluded"])]
    said += [given.say("not_retrieved", n=numbers["not_retrieved"])] if numbers["not_retrieved"] else []
    if len(reports) + len(not_here) < sum(numbers.values()):
        said.append(given.say("excluded_entered"))
    tables = _table("excluded_caption", reports, given) + _table("not_retrieved_caption", not_here, given, False)
    return tuple(said), tables, numbers


def _of_one_stage(given: Given) -> _Found:
    flow = given.review.flow
    numbers = {"excluded": _sum(flow, _OF_ONE_STAGE)}
    said = [given.say("excluded_one_stage", n=numbers["excluded"])]
    if flow.unfinished:  # before that, it would tell what others decided
        return (*said, given.say("wanted_later")), (), numbers
    wanted = [name for name, one in given.review.outcomes.items() if _was_wanted(one, given)]
    numbers["wanted"] = len(wanted)
    said.append(given.say("wanted", n=len(wanted)))
    return tuple(said), _table("wanted_caption", wanted, given), numbers


def _was_wanted(outcome: Outcome, given: Given) -> bool:
    """Whether a person was not for excluding it, although it was excluded in the end."""
    people = {one.id for one in given.review.protocol.reviewers if one.kind is ReviewerKind.PERSON}
    if outcome.state is not State.EXCLUDED or open_box(outcome, given.review.protocol):
        return False
    return any(
        one.by in people and not one.final and one.choice is not Choice.EXCLUDE for one in outcome.decisions
    )


def _sum(flow: Flow, boxes: Iterable[AnyBoxId]) -> int:
    return sum(map(flow.n, boxes))


def _members(flow: Flow, boxes: Iterable[AnyBoxId]) -> list[str]:
    found = (flow.boxes[box].members or () for box in boxes if box in flow.boxes)
    return [member for some in found for member in some]


def _table(caption: str, reports: Sequence[str], given: Given, reasons: bool = True) -> tuple[Table, ...]:
    """The reports by their references, numbered, with the main reason of each; none where there is no report."""
    review = given.review
    listed = sorted(reports, key=lambda one: _place(review.records[one]))
    rows = [(str(number), reference_line(review.records[one])) for number, one in enumerate(listed, start=1)]
    head = [given.say("included_number"), given.say("excluded_reference")]
    if reasons:
        head.append(given.say("excluded_reason"))
        rows = [(*row, _reason(one, given)) for row, one in zip(rows, listed, strict=True)]  # type: ignore[misc]
    table = Table(given.say(caption), tuple(head), tuple(rows), language=given.labels.language)
    return (table,) if rows else ()


def _place(record: Record) -> tuple[str, str]:
    return alphabetical(reference_line(record)), record.id


def _reason(report: str, given: Given) -> str:
    """The reason in words; one that was not recorded is said to be so."""
    found = given.review.outcomes[report].reason
    reasons = {one.id: one.label(given.labels.language) for one in given.review.protocol.reasons}
    return reasons.get(found, found) or given.labels.text("box.unrecorded")
