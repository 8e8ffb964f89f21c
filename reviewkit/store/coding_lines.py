"""How acts of coding and changes of a codebook are logged: as a line, and read back, side by side."""

from datetime import date

from reviewkit.model import (
    CameFrom,
    CodebookAct,
    CodeChange,
    CodedSegment,
    Consulted,
    Finding,
    FindingJudged,
    Mark,
    Quoted,
    Said,
    SegmentRecoded,
    SegmentReviewed,
    StudyCoded,
    StudyMark,
    StudyRead,
)
from reviewkit.store import ledger
from reviewkit.store.ledger import Event
from reviewkit.store.line_values import (
    LineFormat,
    Values,
    filled,
    list_in,
    logged_values,
    optional_texts,
    read_quoted,
    text_in,
    texts_in,
    whole_number,
)
from reviewkit.words import CERQUAL_COMPONENTS, CODEBOOK_OPS, CODING_STATES, RELATIONS, REVIEW_ACTIONS


def _segment_line(act: CodedSegment) -> Values:
    return {
        "study": act.study,
        "quote": {"exact": act.quote, **_around_line(act.found)},
        **filled({"where": filled({"page": act.page}) | _where_line(act.found) or None}),
        "codes": [_mark_line(mark) for mark in act.marks],
        **filled({"section": act.section, "construct": act.construct, "note": act.note, "codebook": act.codebook}),
        **(_came_from_line(act.came_from) if act.came_from else {}),
    }


def _read_segment(event: Event) -> CodedSegment:
    where = event.values.get("where", {})
    return CodedSegment(
        study=event.text("study"),
        quote=text_in(event.values["quote"], "exact"),
        marks=tuple(_read_mark(mark) for mark in list_in(event, "codes")),
        page=text_in({"page": "", **where} if "text" in where else where, "page") if where else "",
        section=event.text("section"),
        construct=event.text("construct"),
        note=event.text("note"),
        codebook=event.text("codebook"),
        found=_found_in(event.values["quote"], where) if where else None,
        came_from=_read_came_from(event),
        **logged_values(event),
    )


def _came_from_line(said: CameFrom) -> Values:
    return {"from": said.file, **filled({"coded_by": list(said.coders), "coded_at": said.at})}


def _read_came_from(event: Event) -> CameFrom | None:
    """What a quote was imported from; None where the line does not say it."""
    file = event.text("from")
    return CameFrom(file, optional_texts(event, "coded_by"), event.text("coded_at")) if file else None


def _around_line(found: Quoted | None) -> Values:
    return filled({"prefix": found.prefix, "suffix": found.suffix}) if found else {}


def _where_line(found: Quoted | None) -> Values:
    return {"text": found.text, "part": found.part, "start": found.start} if found else {}


def _found_in(quote: Values, where: Values) -> Quoted | None:
    """Where a coded quote was in a full text; None where the line does not name one."""
    return read_quoted({**quote, **where, "quote": quote["exact"]}) if "text" in where else None


def _recoded_line(act: SegmentRecoded) -> Values:
    return {"segment": act.segment, "codes": [_mark_line(mark) for mark in act.marks], "why": act.why}


def _read_recoded(event: Event) -> SegmentRecoded:
    marks = tuple(_read_mark(mark) for mark in list_in(event, "codes"))
    return SegmentRecoded(
        segment=text_in(event.values, "segment"), marks=marks, why=event.text("why"), **logged_values(event)
    )


def _study_mark_line(act: StudyMark) -> Values:
    return {"study": act.study, "code": _mark_line(act.mark), **filled({"why": act.why})}


def _read_study_mark(event: Event) -> StudyMark:
    return StudyMark(
        study=event.text("study"),
        mark=_read_mark(event.values["code"]),
        why=event.text("why"),
        **logged_values(event),
    )


def _coded_line(act: StudyCoded) -> Values:
    return {"study": act.study, "state": act.state, **filled({"note": act.note})}


def _read_coded(event: Event) -> StudyCoded:
    state = event.text("state")
    if state not in CODING_STATES:
        raise ValueError(f"state is {state!r}, not one of {', '.join(CODING_STATES)}")
    return StudyCoded(study=event.text("study"), state=state, note=event.text("note"), **logged_values(event))


def _codebook_line(act: CodebookAct) -> Values:
    return {
        "book": act.book,
        "op": act.op,
        "ids": list(act.ids),
        **filled({"into": list(act.into), "why": act.why, "phase": act.phase or None}),
        "changes": [_change_line(change) for change in act.changes],
        **filled({"was": act.was, "now": act.now}),
    }


def _change_line(change: CodeChange) -> Values:
    sides = {"before": change.before, "after": change.after}
    return {
        "code": change.code,
        "key": change.key,
        **{name: said for name, said in sides.items() if said is not None},
    }


def _read_codebook(event: Event) -> CodebookAct:
    op, phase = event.text("op"), whole_number(event, "phase", 0)
    if op not in CODEBOOK_OPS:
        raise ValueError(f"op is {op!r}, not one of {', '.join(CODEBOOK_OPS)}")
    if phase > 6:
        raise ValueError("'phase' should be 1 to 6")
    return CodebookAct(
        book=event.text("book"),
        op=op,
        ids=tuple(texts_in(event, "ids")),
        changes=tuple(map(_read_change, list_in(event, "changes"))),
        into=optional_texts(event, "into"),
        why=event.text("why"),
        phase=phase,
        was=event.text("was"),
        now=event.text("now"),
        **logged_values(event),
    )


def _read_change(value: object) -> CodeChange:
    code, key = text_in(value, "code"), text_in(value, "key")
    known = value if isinstance(value, dict) else {}
    return CodeChange(code, key, _read_said(known.get("before")), _read_said(known.get("after")))


def _read_said(value: object) -> Said | None:
    """What a key of a YAML file said: texts, lists and mappings."""
    if value is not None and not _is_said(value):
        raise ValueError("'before' and 'after' should be texts, lists or mappings")
    return value  # type: ignore[return-value]


def _is_said(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_said, value.values()))
    return isinstance(value, str) or (isinstance(value, list) and all(map(_is_said, value)))


def _mark_line(mark: Mark) -> Values:
    return {"id": mark.code, "relation": mark.relation}


def _read_mark(value: object) -> Mark:
    relation = text_in(value, "relation")
    if relation not in RELATIONS:
        raise ValueError(f"relation is {relation!r}, not one of {', '.join(RELATIONS)}")
    return Mark(text_in(value, "id"), relation)


def _reviewed_line(act: SegmentReviewed) -> Values:
    return {
        "segment": act.segment,
        "action": act.action,
        **filled({"codes": [_mark_line(mark) for mark in act.marks], "why": act.why}),
    }


def _read_reviewed(event: Event) -> SegmentReviewed:
    action = event.text("action")
    if action not in REVIEW_ACTIONS:
        raise ValueError(f"action is {action!r}, not one of {', '.join(REVIEW_ACTIONS)}")
    marks = list_in(event, "codes") if "codes" in event.values else []
    return SegmentReviewed(
        segment=text_in(event.values, "segment"),
        action=action,
        marks=tuple(map(_read_mark, marks)),
        why=event.text("why"),
        **logged_values(event),
    )


def _study_read_line(act: StudyRead) -> Values:
    return {"study": act.study, **filled({"texts": list(act.texts), "memo": act.memo})}


def _read_study_read(event: Event) -> StudyRead:
    return StudyRead(
        study=text_in(event.values, "study"),
        texts=optional_texts(event, "texts"),
        memo=event.text("memo"),
        **logged_values(event),
    )


def _consulted_line(act: Consulted) -> Values:
    return {
        "whom": act.whom,
        "day": act.day,
        "said": act.said,
        **filled({"about": list(act.about), "led_to": act.led_to}),
    }


def _read_consulted(event: Event) -> Consulted:
    day = event.text("day")
    date.fromisoformat(day)
    return Consulted(
        whom=text_in(event.values, "whom"),
        day=day,
        said=text_in(event.values, "said"),
        about=optional_texts(event, "about"),
        led_to=event.text("led_to"),
        **logged_values(event),
    )


def _finding_line(act: Finding) -> Values:
    lists = {"codes": list(act.codes), "studies": list(act.studies), "segments": list(act.segments)}
    return {"finding": act.key, "text": act.text, **filled({**lists, "why": act.why})}


def _read_finding(event: Event) -> Finding:
    return Finding(
        key=text_in(event.values, "finding"),
        text=text_in(event.values, "text"),
        codes=optional_texts(event, "codes"),
        studies=optional_texts(event, "studies"),
        segments=optional_texts(event, "segments"),
        why=event.text("why"),
        **logged_values(event),
    )


def _judged_line(act: FindingJudged) -> Values:
    return {"finding": act.finding, "component": act.component, "level": act.level, "why": act.why}


def _read_judged(event: Event) -> FindingJudged:
    component, level = event.text("component"), event.text("level")
    if level not in CERQUAL_COMPONENTS.get(component, ()):
        raise ValueError(f"level {level!r} of component {component!r} is none of CERQual")
    return FindingJudged(
        finding=text_in(event.values, "finding"),
        component=component,
        level=level,
        why=event.text("why"),
        **logged_values(event),
    )


FORMATS = (
    LineFormat(CodedSegment, ledger.CODING, ("segment",), _segment_line, _read_segment),
    LineFormat(SegmentRecoded, ledger.CODING, ("recode",), _recoded_line, _read_recoded),
    LineFormat(SegmentReviewed, ledger.CODING, ("review",), _reviewed_line, _read_reviewed),
    LineFormat(StudyMark, ledger.CODING, ("study-code",), _study_mark_line, _read_study_mark),
    LineFormat(StudyCoded, ledger.CODING, ("coded",), _coded_line, _read_coded),
    LineFormat(StudyRead, ledger.CODING, ("read",), _study_read_line, _read_study_read),
    LineFormat(Consulted, ledger.CODING, ("consult",), _consulted_line, _read_consulted),
    LineFormat(Finding, ledger.CODING, ("finding",), _finding_line, _read_finding),
    LineFormat(FindingJudged, ledger.CODING, ("judge",), _judged_line, _read_judged),
    LineFormat(CodebookAct, ledger.HISTORY, ("codebook",), _codebook_line, _read_codebook),
)
