"""Every noun as JSON, in one shape each, whichever command prints it. docs/json.md describes them.

Names are those of the model. Unknown values are null, never left out; a set is a list in order; times are ISO 8601 in
UTC; references are ids.
"""

import json
from collections.abc import Iterable
from typing import Any

from reviewkit.agreement import Coefficient
from reviewkit.balance import BalanceCheck, checks
from reviewkit.coding import CodedQuote, Matrix
from reviewkit.errors import Problem
from reviewkit.extract.reading import Reading
from reviewkit.flow_variants import deviations, template_of
from reviewkit.model import (
    Additions,
    AgreementChange,
    CameFrom,
    Coding,
    Decision,
    DuplicateVerdict,
    Export,
    Mark,
    Missing,
    Outcome,
    Protocol,
    Quoted,
    Record,
    Retrieval,
    Reviewer,
    ScreeningStage,
    SegmentReview,
    Source,
    Study,
    TakenBack,
    Text,
    TextRequest,
)
from reviewkit.normalize import written_moment
from reviewkit.pilots import PilotState
from reviewkit.prisma import Box, Flow
from reviewkit.quotes import Passage
from reviewkit.render import json_question
from reviewkit.render.json_past import past
from reviewkit.screening_agreement import Comparison, Disagreement, StageAgreement
from reviewkit.timeline import Then

Shape = dict[str, Any]
_UNKNOWN = Missing()  # of a table nothing is known that would make it finished


def text(value: object) -> str:
    """A value as JSON text; characters outside ASCII are escaped, so that none can control a terminal."""
    return json.dumps(value, ensure_ascii=True, indent=2, allow_nan=False)


def problem(entry: Problem) -> Shape:
    """A problem: where, how serious, its code, and the sentence."""
    return {
        "path": entry.place.path,
        "line": entry.place.line or None,
        "level": entry.level,
        "code": entry.code,
        "message": entry.message,
    }


def problems(entries: Iterable[Problem]) -> list[Shape]:
    """Problems in their order."""
    return [problem(entry) for entry in entries]


def record(entry: Record) -> Shape:
    """A record: where it came from, what is understood of it, and every raw field."""
    return {
        "id": entry.id or None,
        "source": entry.source or None,
        "path": entry.place.path,
        "line": entry.place.line or None,
        "format": entry.format,
        "kind": entry.kind,
        "title": entry.title,
        "authors": list(entry.authors),
        "year": entry.year,
        "journal": entry.journal,
        "volume": entry.volume,
        "issue": entry.issue,
        "pages": entry.pages,
        "doi": entry.doi,
        "pmid": entry.pmid,
        "identifiers": list(entry.identifiers),
        "language": entry.language,
        "abstract": entry.abstract,
        "fields": [{"tag": field.tag, "value": field.value, "line": field.line} for field in entry.fields],
    }


def protocol(entry: Protocol) -> Shape:
    """What the team agreed in review.yaml."""
    return {
        "title": entry.title,
        "language": entry.language,
        "stages": [_stage(stage) for stage in entry.stages],
        "reviewers": [_reviewer(reviewer) for reviewer in entry.reviewers],
        "reasons": [
            {"id": one.id, "labels": one.labels, "aliases": list(one.aliases), "counts_as": one.counts_as or None}
            for one in entry.reasons
        ],
        "aim": dict(entry.aim),
        "target_group": dict(entry.target_group),
        "questions": [dict(labels) for labels in entry.questions],
        "framework": json_question.framework(entry.framework),
        "definitions": [{"term": one.term, "texts": dict(one.texts)} for one in entry.definitions],
        "methods": [dict(labels) for labels in entry.methods],
        "registration": json_question.registration(entry.registration),
        "criteria": {
            "include": [dict(labels) for labels in entry.criteria.include],
            "exclude": [dict(labels) for labels in entry.criteria.exclude],
        },
        "coding": {
            "analysis": entry.analysis,
            "team": entry.team,
            "coders_per_study": entry.coders,
        },
    }


def _stage(entry: ScreeningStage) -> Shape:
    return {
        "id": entry.id,
        "full_text": entry.full_text,
        "reviewers_per_record": entry.people,
        "doubly_screened": entry.share,
        "consensus": entry.consensus,
        "maybe_counts_as": entry.maybe,
        "reasons_asked": entry.reasons,
    }


def _reviewer(entry: Reviewer) -> Shape:
    return {
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind,
        "roles": sorted(entry.roles),
        "from": entry.since.isoformat() if entry.since else None,
        "until": entry.until.isoformat() if entry.until else None,
        "earlier_ids": list(entry.earlier_ids),
    }


def source(entry: Source, records: int) -> Shape:
    """A source: one search in one database, with the number of its records."""
    return {
        "source": entry.name,
        "database": entry.database,
        "platform": entry.platform,
        "arm": entry.arm,
        "date": entry.date,
        "searcher": entry.searcher,
        "limits": entry.limits,
        "hits": entry.hits,
        "difference": entry.difference,
        "records": records,
        "lines": [json_question.line(line) for line in entry.lines],
        "press": json_question.press(entry.press),
        "rerun_of": entry.rerun_of or None,
        "note": entry.note,
    }


def export(entry: Export) -> Shape:
    """An imported file that counts."""
    ids = entry.record_ids()
    return {
        "source": entry.source,
        "path": entry.path,
        "sha256": entry.sha256,
        "format": entry.format,
        "records": entry.records,
        "first": ids[0] if ids else None,
        "last": ids[-1] if ids else None,
        "event": entry.imported,
    }


def decision(entry: Decision) -> Shape:
    """A decision of a person, or a settlement (`final`)."""
    return {
        "event": entry.id,
        "at": written_moment(entry.at),
        "by": entry.by,
        "stage": entry.stage,
        "record": entry.record,
        "decision": entry.choice,
        "reason": entry.reason or None,
        "other_reasons": list(entry.other_reasons),
        "labels": list(entry.labels),
        "note": entry.note or None,
        "final": entry.final,
        "from": entry.origin or None,
        "path": entry.place.path,
        "line": entry.place.line or None,
    }


def pilot(entry: PilotState) -> Shape:
    """A pilot: the reports drawn, who decides on them, and how many each still has left."""
    return {
        "event": entry.event,
        "at": written_moment(entry.at),
        "by": entry.by,
        "stage": entry.stage,
        "seed": entry.seed,
        "people": list(entry.people),
        "reports": list(entry.reports),
        "left": dict(entry.left),
        "finished": entry.finished,
    }


def retrieval(entry: Retrieval) -> Shape:
    """Whether a full text could be retrieved."""
    return {
        "event": entry.id,
        "at": written_moment(entry.at),
        "by": entry.by,
        "record": entry.record,
        "retrieved": entry.retrieved,
        "note": entry.note or None,
    }


def text_request(entry: TextRequest) -> Shape:
    """Who asked for a full text, when, and whom."""
    return {
        "event": entry.id,
        "at": written_moment(entry.at),
        "by": entry.by,
        "record": entry.record,
        "note": entry.note or None,
    }


def full_text(entry: Text, report: str, state: str | None = None) -> Shape:
    """A full text of a report; `state` says whether its file is as it was attached, null where nobody looked."""
    return {
        "event": entry.id,
        "at": written_moment(entry.at),
        "by": entry.by,
        "report": report,
        "path": entry.path,
        "sha256": entry.sha256,
        "size": entry.size,
        "name": entry.name or None,
        "note": entry.note or None,
        "state": state,
    }


def read_text(entry: Text, report: str, reading: Reading, part: int = 0) -> Shape:
    """What can be read in a full text: all of its pages (slides, paragraphs), or one."""
    return {
        "report": report,
        "path": entry.path,
        "sha256": entry.sha256,
        "unit": reading.unit.value,
        "scans": list(reading.scans),
        "parts": [
            {"number": number, "text": text} for number, text in enumerate(reading.parts, 1) if part in (0, number)
        ],
    }


def found_quote(passage: Passage, entry: Text | None, part: int, words: str) -> Shape:
    """Where a quote is; path, part and words are null where it is in no full text."""
    return {
        "match": passage.match.value,
        "score": round(passage.score, 3),
        "path": entry.path if entry else None,
        "part": part or None,
        "words": words or None,
    }


def verdict(entry: DuplicateVerdict) -> Shape:
    """An answer to whether two records are one report; `tool_version` is null for a person's."""
    return {
        "event": entry.id or None,
        "at": written_moment(entry.at) if entry.id else None,
        "by": entry.by,
        "records": [entry.first, entry.second],
        "verdict": entry.verdict,
        "relation": entry.relation,
        "rule": entry.rule or None,
        "score": entry.score if entry.tool_version else None,
        "tool_version": entry.tool_version or None,
        "note": entry.note or None,
    }


def outcome(entry: Outcome, records: Iterable[str]) -> Shape:
    """What became of a report, and the decisions behind it."""
    return {
        "report": entry.report,
        "records": list(records),
        "state": entry.state,
        "stage": entry.stage,
        "reason": entry.reason or None,
        "reasons_differ": entry.reasons_differ,
        "by_tool": entry.by_tool,
        "passed": sorted(entry.passed),
        "decisions": [decision(one) for one in entry.decisions],
        "retrieval": retrieval(entry.retrieval) if entry.retrieval else None,
    }


def box(entry: Box) -> Shape:
    """A box of the flow; `members` is null where the number was entered and no ids are known."""
    return {
        "n": entry.n,
        "unit": entry.unit,
        "names": dict(entry.names),
        "members": None if entry.members is None else list(entry.members),
    }


def balance_check(entry: BalanceCheck) -> Shape:
    """A sum of the flow that must add up."""
    return {
        "code": entry.code,
        "sentence": entry.sentence,
        "left": entry.left,
        "right": entry.right,
        "holds": entry.holds,
    }


def flow(entry: Flow, found: Iterable[Problem], then: Then | None = None) -> Shape:
    """The flow: every box by id, the sums that must add up, and the problems of the review; `then` is its moment."""
    return {
        "other_arm": entry.other_arm,
        "stages": [stage.id for stage in entry.stages],
        "tools": [{"name": name, "excluded": n} for name, n in entry.tools],
        "entered": entry.entered,
        "boxes": {one.id: box(one) for one in entry.boxes.values()},
        "template": template_of(entry),
        "deviations": [one.departure for one in deviations(entry)],
        "additions": additions(entry.additions),
        "balance": [balance_check(check) for check in checks(entry)],
        "problems": problems(found),
        "past": past(then),
    }


def additions(entry: Additions) -> Shape:
    """What a person added to the flow that PRISMA 2020 has no box for."""
    return {
        "searched": entry.searched or None,
        "versions": [
            {"names": dict(one.names), "searched": one.searched or None, "numbers": dict(one.numbers)}
            for one in entry.versions
        ],
        "boxes": [{"texts": dict(one.texts), "n": one.n, "within": one.within or None} for one in entry.boxes],
        "footnotes": [{"texts": dict(one.texts), "box": one.box or None} for one in entry.footnotes],
    }


def study(entry: Study) -> Shape:
    """A study of studies.yaml."""
    return {
        "key": entry.key,
        "citation": entry.citation,
        "records": list(entry.records),
        "characteristics": dict(entry.characteristics),
        "sets": list(entry.sets),
    }


def coding(entry: Coding) -> Shape:
    """What a coder found in a study: quotes with their codes, codes on the study as a whole, and how far they have
    come."""
    return {
        "study": entry.study,
        "coder": entry.coder,
        "state": entry.state,
        "path": entry.place.path,
        "quotes": [
            {
                "event": segment.event or None,
                "quote": segment.quote,
                "page": segment.page or None,
                "note": segment.note or None,
                "codes": marks(segment.marks),
                "section": segment.section or None,
                "construct": segment.construct or None,
                "found": found_at(segment.found),
                "came_from": came_from(segment.came_from),
                "recoded": [
                    {
                        "event": one.event,
                        "before": marks(one.before),
                        "why": one.why,
                        "by": one.by or None,
                        "action": one.action,
                    }
                    for one in segment.recoded
                ],
                "reviews": [segment_review(one) for one in segment.reviews],
            }
            for segment in entry.segments
        ],
        "study_codes": marks(entry.study_marks),
    }


def segment_review(entry: SegmentReview) -> Shape:
    """What somebody else than its coder said of a coded quote; the codes are those that they gave or proposed."""
    return {
        "event": entry.event,
        "by": entry.by,
        "action": entry.action,
        "codes": marks(entry.marks),
        "why": entry.why or None,
        "open": entry.is_open,
    }


def marks(entry: Iterable[Mark]) -> list[Shape]:
    """Codes with how the quote or study relates to each."""
    return [{"code": mark.code, "relation": mark.relation} for mark in entry]


def found_at(entry: Quoted | None) -> Shape | None:
    """Where a coded quote is in a full text: its checksum, the page (slide, paragraph), and the offset, null where the
    text has other words."""
    if entry is None:
        return None
    return {"text": entry.text, "part": entry.part or None, "start": entry.start if entry.start >= 0 else None}


def matrix(
    entry: Matrix,
    found: Iterable[Problem],
    missing: Missing = _UNKNOWN,
    set_name: str = "",
    included: int = 0,
    then: Then | None = None,
    closed: Iterable[str] = (),
) -> Shape:
    """The theme x study matrix; each cell with the quotes and marks behind it; and what is missing."""
    return {
        "finished": not missing.anything,
        "missing": {
            "not_coded": [study.key for study in entry.unfinished],
            "waiting": missing.waiting,
            "errors": missing.errors,
        },
        "set": set_name or None,
        "included_studies": included or len(entry.studies),
        "codebook": entry.codebook.name,
        "version": entry.codebook.version,
        "level": entry.level,
        "whose": entry.whose,
        "coders": list(entry.coders),
        "themes": {theme.id: theme.labels for theme in entry.themes},
        "studies": {one.key: one.citation for one in entry.studies},
        "cells": {one.key: {theme.id: entry.cell(theme, one) for theme in entry.themes} for one in entry.studies},
        "evidence": {
            one.key: {theme.id: evidence(entry, theme.id, one.key) for theme in entry.themes}
            for one in entry.studies
        },
        "studies_per_theme": {theme.id: len(entry.studies_with(theme)) for theme in entry.themes},
        "marks": entry.marks,
        "differ": [{"study": study, "theme": theme} for theme, study in entry.differ],
        "open": [{"study": study, "theme": theme} for theme, study in entry.open],
        "on_one_study": {theme.id: one.key for theme, one in entry.on_one_study},
        "on_one_coder": {theme.id: coder for theme, coder in entry.on_one_coder},
        "problems": problems(found),
        "past": past(then),
        "closed": list(closed),
    }


def evidence(entry: Matrix, theme: str, study_key: str) -> list[Shape]:
    """The quotes and marks behind a cell of the matrix."""
    return [
        {
            "coder": one.coder,
            "code": one.mark.code,
            "relation": one.mark.relation,
            "quote": one.quote or None,
            "page": one.page or None,
            "event": one.event or None,
            "construct": one.construct or None,
            "found": found_at(one.found),
        }
        for one in entry.evidence.get((theme, study_key), ())
    ]


def quotes(
    entry: Matrix,
    found: Iterable[CodedQuote],
    missing: Missing,
    coder: str = "",
    set_name: str = "",
    included: int = 0,
    without: int = 0,
    then: Then | None = None,
    closed: Iterable[str] = (),
) -> Shape:
    """The coded quotes, each under one of its codes; whose they are, and what is missing."""
    return {
        "finished": not missing.anything,
        "missing": {
            "not_coded": [study.key for study in entry.unfinished],
            "waiting": missing.waiting,
            "errors": missing.errors,
        },
        "set": set_name or None,
        "included_studies": included or len(entry.studies),
        "codebook": entry.codebook.name,
        "version": entry.codebook.version,
        "coder": coder or None,
        "quotes": [coded_quote(one) for one in found],
        "without_quote": without,
        "past": past(then),
        "closed": list(closed),
    }


def coded_quote(entry: CodedQuote) -> Shape:
    """A quote under one of its codes, with the theme that the code counts for."""
    return {
        "event": entry.segment.event or None,
        "theme": entry.theme.id if entry.theme else None,
        "code": entry.code.id,
        "relation": entry.relation,
        "study": entry.study.key,
        "coder": entry.coder,
        "quote": entry.segment.quote,
        "page": entry.segment.page or None,
        "section": entry.segment.section or None,
        "construct": entry.segment.construct or None,
        "note": entry.segment.note or None,
        "found": found_at(entry.segment.found),
        "came_from": came_from(entry.segment.came_from),
    }


def came_from(entry: CameFrom | None) -> Shape | None:
    """The file of another program that a quote was imported from, who coded it there, and when it says that was."""
    if entry is None:
        return None
    return {"file": entry.file, "coders": list(entry.coders), "at": entry.at or None}


def coefficient(entry: Coefficient) -> Shape:
    """A measure of agreement with its 95% interval; null where it is undefined or resampling cannot tell."""
    low, high = entry.interval or (None, None)
    return {"measure": entry.measure, "value": entry.value, "low": low, "high": high}


def comparison(entry: Comparison) -> Shape:
    """How far some reviewers agree, on how many reports, and when these were decided on."""
    return {
        "reviewers": list(entry.reviewers),
        "reports": entry.agreement.units,
        "alike": entry.agreement.alike,
        "prevalence": dict(entry.agreement.prevalence),
        "coefficients": [coefficient(one) for one in entry.agreement.coefficients],
        "first": written_moment(entry.first) if entry.first else None,
        "last": written_moment(entry.last) if entry.last else None,
    }


def disagreement(entry: Disagreement) -> Shape:
    """A report on which people differ, with what each decided on their own."""
    return {
        "report": entry.report,
        "only_reasons": entry.only_reasons,
        "decisions": [decision(one) for one in entry.decisions],
    }


def stage_agreement(entry: StageAgreement) -> Shape:
    """How far people agreed at a stage: the disagreements, all people, each two, tools, blocks in time, reasons."""
    return {
        "stage": entry.stage,
        "disagreements": [disagreement(one) for one in entry.disagreements],
        "hidden": entry.hidden,
        "not_compared": entry.not_compared,
        "everybody": comparison(entry.everybody),
        "pairs": [comparison(one) for one in entry.pairs],
        "tools": [comparison(one) for one in entry.tools],
        "blocks": [comparison(one) for one in entry.blocks],
        "reasons": comparison(entry.reasons) if entry.reasons else None,
    }


def taken_back(entry: TakenBack) -> Shape:
    """An act that was undone: its id, and who undid it, when and why."""
    return {
        "event": entry.act.id,
        "by": entry.act.by,
        "undo": entry.undo.id,
        "undone_by": entry.undo.by,
        "undone_at": written_moment(entry.undo.at),
        "note": entry.undo.note or None,
    }


def agreement(entry: AgreementChange) -> Shape:
    """A change to a YAML file, as it was first noticed."""
    return {
        "event": entry.id,
        "at": written_moment(entry.at),
        "by": entry.by,
        "file": entry.file,
        "before": entry.before or None,
        "after": entry.after,
        "difference": entry.difference,
        "why": entry.why or None,
    }
