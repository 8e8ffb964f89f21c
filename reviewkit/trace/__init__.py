"""What is behind anything in a review, and what follows from it: from the lines of an export to every document."""

from collections.abc import Callable, Sequence

from reviewkit.errors import ReviewkitError
from reviewkit.model import (
    ChartedValue,
    ChartSettled,
    CodebookAct,
    CodedSegment,
    Decision,
    DuplicateVerdict,
    Import,
    Pilot,
    Retrieval,
    SegmentRecoded,
    SegmentReviewed,
    StudyCoded,
    StudyMark,
    StudyRead,
    Text,
    TextRequest,
)
from reviewkit.model.events import AnyAct, ChartingDone, ChartPilot, Undo
from reviewkit.prisma import box_id
from reviewkit.trace.chain import Chain, Describe, RawLines, as_searched
from reviewkit.trace.names import Named, acts_named, acts_of, named, quotes_named
from reviewkit.trace.numbers import steps_with
from reviewkit.trace.seen import Seen
from reviewkit.trace.step import Document, Kind, Lines, Step, Trace
from reviewkit.words import message

__all__ = [
    "Chain",
    "Describe",
    "Document",
    "Kind",
    "Lines",
    "Named",
    "RawLines",
    "Seen",
    "Step",
    "Trace",
    "acts_named",
    "acts_of",
    "as_searched",
    "follow",
    "named",
    "quotes_named",
]

_OfStudy = ChartedValue | ChartSettled | ChartingDone | CodedSegment | StudyMark | StudyCoded | StudyRead
_OfRecord = Decision | Retrieval | TextRequest | Text


def follow(chain: Chain, found: Named) -> None:
    """Add to a chain all that is behind what was named, and all that follows from it.

    Raises ReviewkitError for what others did and this person may not see yet.
    """
    ids = found.ids
    match found.what:
        case "record" | "report":
            _record(chain, ids[0])
        case "study":
            chain.whole_study(ids[0])
        case "box":
            chain.box_with_members(chain.review.flow.boxes[box_id(ids[0])])
        case "theme":
            chain.whole_theme(chain.seen.books[ids[0]], ids[1])
        case "code":
            _code(chain, ids[0], ids[1])
        case "cell":
            chain.whole_cell(chain.seen.books[ids[0]], ids[1], ids[2])
            chain.boxes_of(ids[2])
        case "value":
            chain.values(*ids)
            chain.boxes_of(ids[0])
        case "field":
            _field(chain, ids[0])
        case "source":
            _source(chain, ids[0])
        case "quote":
            _quote(chain, *ids)
        case "number":
            for step in steps_with(chain, int(ids[0])):
                chain.add(step)
        case "event":
            for act in acts_named(chain.review, "/".join(ids)):
                _act(chain, act)


def _record(chain: Chain, record: str) -> None:
    """A record with its report, and the studies that this tells of."""
    report = chain.review.report_of[record]
    chain.report(report)
    chain.boxes_of_report(report)
    if report in chain.hidden:
        return
    for study in chain.seen.study_of.get(report, ()):
        chain.whole_study(study)


def _code(chain: Chain, book: str, code: str) -> None:
    """A code with every quote that was given it, or what was merged into it."""
    known = chain.seen.books[book]
    now = known.now[code]
    chain.code(known, code)
    for study in chain.seen.coded.included_studies:
        for coding in chain.seen.coded.facts.codings:
            if coding.study != study.key or coding.codebook not in ("", book):
                continue
            for segment in coding.segments:
                if any(known.now.get(mark.code) == now for mark in segment.marks):
                    _quote(chain, study.key, segment.event or str(segment.place))
            for mark in coding.study_marks:
                if known.now.get(mark.code) == now and mark.event:
                    _quote(chain, study.key, mark.event)


def _field(chain: Chain, field: str) -> None:
    """What was charted in a field of every included study."""
    view = chain.seen.chart
    studies = view.studies if view else chain.review.included_studies
    for study in chain.first(Kind.VALUE, [one.key for one in studies]):
        chain.values(study, field)


def _source(chain: Chain, source: str) -> None:
    """A search with the records that it brought, and the boxes that these are counted in."""
    records = [record for record, name in chain.review.source_of.items() if name == source]
    name = chain.source(source)
    for record in chain.first(Kind.RECORD, records):
        chain.record(record)
    for box in chain.review.flow.boxes.values():
        if box.id.startswith(("id.", "other.identified.")) and box.members and [*box.members] == records:
            chain.box(box, name)


def _quote(chain: Chain, study: str, event: str) -> None:
    """A quote with its study before it, and its codes, themes and cells after it."""
    chain.study_with_reports(study)
    chain.quotes(study, event=event)
    chain.boxes_of(study)


def _act(chain: Chain, act: AnyAct | Undo) -> None:
    """An act, and what it is about."""
    if _is_hidden(chain.seen, act):
        raise ReviewkitError(
            message("{event} is not shown to you before everybody has decided, charted or coded.", event=act.id)
        )
    _about(chain, act)
    if not any(step.id == act.id and step.place == act.place for step in chain.steps.values()):
        chain.act(act)


def _about(chain: Chain, act: AnyAct | Undo) -> None:
    if isinstance(act, _OfRecord):
        _records(chain, [act.record])
    elif isinstance(act, DuplicateVerdict):
        _records(chain, [act.first, act.second])
        chain.verdict(act)
    elif isinstance(act, Import):
        exports = [one for one in chain.review.facts.exports if one.imported == act.id]
        for record in chain.first(Kind.RECORD, [record for one in exports for record in one.record_ids()]):
            chain.record(record)
    elif isinstance(act, Pilot):
        _records(chain, chain.first(Kind.REPORT, act.records))
    elif isinstance(act, ChartedValue | ChartSettled):
        _studies(chain, [act.study], lambda study: chain.values(study, act.field))
    elif isinstance(act, CodedSegment | StudyMark):
        _studies(chain, [act.study], lambda study: chain.quotes(study, event=act.id))
    elif isinstance(act, SegmentRecoded | SegmentReviewed):
        if coded := chain.seen.coding_acts.get(act.segment):
            _about(chain, coded)
    elif isinstance(act, _OfStudy):
        _studies(chain, [act.study], lambda study: None)
    elif isinstance(act, ChartPilot):
        _studies(chain, list(act.studies), lambda study: None)
    elif isinstance(act, CodebookAct):
        _codes(chain, act)
    elif isinstance(act, Undo):
        for undone in acts_named(chain.review, act.event):
            if undone.place.path == act.place.path or undone.by == act.by:
                chain.add(chain.steps[chain.act(act)], chain.act(undone))


def _records(chain: Chain, records: Sequence[str]) -> None:
    for record in records:
        if record in chain.review.report_of:
            report = chain.review.report_of[record]
            chain.report(report)
            chain.boxes_of_report(report)


def _studies(chain: Chain, studies: Sequence[str], then: Callable[[str], None]) -> None:
    for study in studies:
        if study in chain.seen.studies:
            chain.study_with_reports(study)
            then(study)
            chain.boxes_of(study)


def _codes(chain: Chain, act: CodebookAct) -> None:
    book = chain.seen.books.get(act.book)
    for code in (*act.ids, *act.into):
        if book and code in book.now:
            chain.code(book, code)


def _is_hidden(seen: Seen, act: AnyAct | Undo) -> bool:
    """Whether a person may not see what somebody else did."""
    if act.by == seen.who and seen.who:
        return False
    if isinstance(act, Undo):
        undone = [one for one in acts_named(seen.review, act.event) if not isinstance(one, Undo)]
        return any(_is_hidden(seen, one) for one in undone)
    if isinstance(act, Decision):
        report = seen.review.report_of.get(act.record)
        return report is not None and act.stage not in seen.review.stages_shown_to(seen.who, report)
    if isinstance(act, ChartedValue | ChartSettled):
        return seen.chart is not None and not seen.chart.chart.is_open_to(seen.who, act.study)
    if isinstance(act, SegmentRecoded | SegmentReviewed):
        coded = seen.coding_acts.get(act.segment)
        return coded is not None and _is_hidden(seen, coded)
    if isinstance(act, CodedSegment | StudyMark | StudyCoded):
        return act.study in seen.closed
    return False
