"""What each kind of act is in words, so that a person knows what an undo takes back."""

from collections.abc import Sequence

from reviewkit.model import (
    AgreementChange,
    AnyAct,
    ChartedValue,
    ChartingDone,
    ChartPilot,
    ChartSettled,
    ClaimConfirmed,
    CodebookAct,
    CodedSegment,
    ConflictsOpened,
    Consulted,
    Decision,
    DedupeRun,
    DuplicateVerdict,
    Finding,
    FindingJudged,
    Import,
    Pilot,
    Retrieval,
    SegmentRecoded,
    SegmentReviewed,
    SourceRename,
    StudyCoded,
    StudyMark,
    StudyRead,
    Text,
    TextRequest,
    Undo,
)
from reviewkit.words import message, number_of

Undoable = AnyAct | Undo
_OfRecords = Import | SourceRename | DedupeRun | DuplicateVerdict
_OfReports = Decision | Pilot | ConflictsOpened | Retrieval | TextRequest | Text
_OfCoding = CodedSegment | SegmentRecoded | StudyMark | StudyCoded
_OfAnalysis = SegmentReviewed | StudyRead | Consulted | Finding | FindingJudged
_OfCharting = ChartedValue | ChartSettled | ChartingDone | ChartPilot


def descriptions(acts: Sequence[tuple[str, Undoable]]) -> list[str]:
    """Acts in words, with their ids; many of one kind are counted."""
    lines = []
    kinds: dict[type, list[Undoable]] = {}
    for _, act in acts:
        kinds.setdefault(type(act), []).append(act)
    for group in kinds.values():
        if len(group) <= 3:
            lines += [f"{act.id}: {described(act)}" for act in group]
        else:
            lines.append(
                f"{len(group)} entries from {group[0].id} to {group[-1].id}; the first is {described(group[0])}"
            )
    return lines


def described(act: Undoable) -> str:
    """An act in words: what was done, and by whom."""
    if isinstance(act, _OfRecords):
        return _of_records(act)
    if isinstance(act, _OfReports):
        return _of_reports(act)
    if isinstance(act, _OfCoding):
        return _of_coding(act)
    if isinstance(act, _OfAnalysis):
        return _of_analysis(act)
    if isinstance(act, _OfCharting):
        return _of_charting(act)
    if isinstance(act, CodebookAct):
        return message(
            "{op} of {codes} in the codebook {book}, by {by}",
            op=act.op,
            codes=", ".join(act.ids[:5]),
            book=act.book,
            by=act.by,
        )
    if isinstance(act, ClaimConfirmed):
        return message("“{words}” in a manuscript is right, says {by}", words=act.words[:60], by=act.by)
    if isinstance(act, AgreementChange):
        return message("a change to {file}, first noticed by {by}", file=act.file, by=act.by)
    return message("the undo of {event}, by {by}; {event} counts again", event=act.event, by=act.by)


def _of_records(act: _OfRecords) -> str:
    if isinstance(act, Import):
        return message("the import of {path} into {source}", path=act.path, source=act.source)
    if isinstance(act, SourceRename):
        return message("the renaming of import {imported} to {source}", imported=act.imported, source=act.source)
    if isinstance(act, DedupeRun):
        return message("a dedupe run by reviewkit {version}", version=act.version)
    return message(
        "{first} and {second} are {verdict}, answered by {by}",
        first=act.first,
        second=act.second,
        verdict=act.verdict,
        by=act.by,
    )


def _of_reports(act: _OfReports) -> str:
    if isinstance(act, Decision):
        verb = message("settled as") if act.final else message("decided:")
        return message(
            "{record} {verb} {choice} at {stage}, by {by}",
            record=act.record,
            verb=verb,
            choice=act.choice,
            stage=act.stage,
            by=act.by,
        )
    if isinstance(act, Pilot):
        return message(
            "a pilot of {reports} at {stage}, drawn by {by}",
            reports=number_of(len(act.records), "report"),
            stage=act.stage,
            by=act.by,
        )
    if isinstance(act, ConflictsOpened):
        return message("the opening of the conflicts at {stage}, by {by}", stage=act.stage, by=act.by)
    if isinstance(act, Retrieval):
        return message(
            "{record} {what}, by {by}",
            record=act.record,
            what=message("retrieved") if act.retrieved else message("not retrieved"),
            by=act.by,
        )
    if isinstance(act, TextRequest):
        return message("the full text of {record} was asked for, by {by}", record=act.record, by=act.by)
    return message(
        "{path} is a full text of {record}, attached by {by} (the file stays)",
        path=act.path,
        record=act.record,
        by=act.by,
    )


def _of_coding(act: _OfCoding) -> str:
    if isinstance(act, CodedSegment):
        return message(
            '{study}: "{quote}" coded as {marks}, by {by}',
            study=act.study,
            quote=act.quote[:60],
            marks=", ".join(mark.code for mark in act.marks),
            by=act.by,
        )
    if isinstance(act, SegmentRecoded):
        marks = ", ".join(mark.code for mark in act.marks)
        return message("{segment} coded anew as {marks}, by {by}", segment=act.segment, marks=marks, by=act.by)
    if isinstance(act, StudyMark):
        return message("{study}: {code}, by {by}", study=act.study, code=act.mark.code, by=act.by)
    return message("{study}: {state}, by {by}", study=act.study, state=act.state, by=act.by)


def _of_analysis(act: _OfAnalysis) -> str:
    if isinstance(act, SegmentReviewed):
        return message(
            "a review of {segment} ({action}), by {by}", segment=act.segment, action=act.action, by=act.by
        )
    if isinstance(act, StudyRead):
        return message("{study} was read, by {by}", study=act.study, by=act.by)
    if isinstance(act, Consulted):
        return message("a consultation of {whom}, logged by {by}", whom=act.whom, by=act.by)
    if isinstance(act, Finding):
        return message("the finding {finding}, worded by {by}", finding=act.key, by=act.by)
    return message(
        "a judgement of the finding {finding} ({component}), by {by}",
        finding=act.finding,
        component=act.component,
        by=act.by,
    )


def _of_charting(act: _OfCharting) -> str:
    if isinstance(act, ChartedValue):
        return message("{study}: {field} charted, by {by}", study=act.study, field=act.field, by=act.by)
    if isinstance(act, ChartSettled):
        return message("{study}: {field} settled, by {by}", study=act.study, field=act.field, by=act.by)
    if isinstance(act, ChartingDone):
        if act.done:
            return message("{study} is charted, by {by}", study=act.study, by=act.by)
        return message("{study} is not charted to the end after all, by {by}", study=act.study, by=act.by)
    return message("a pilot of charting with {studies}, by {by}", studies=", ".join(act.studies), by=act.by)
