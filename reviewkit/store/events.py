"""What is logged, noun by noun: how it is written as a line and how it is read back, side by side.

A line that is not understood becomes a problem and is left out; the others are read. What is new in a later version
gets a format here, and a round trip in the tests.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewkit.errors import Level, Problem
from reviewkit.model import (
    AgreementChange,
    Answer,
    AnyAct,
    ChartedValue,
    ChartingDone,
    ChartPilot,
    ChartSettled,
    ChartValue,
    CodebookAct,
    CodeChange,
    CodedSegment,
    ConflictsOpened,
    Decision,
    DedupeRun,
    DuplicateVerdict,
    Import,
    Mark,
    Pilot,
    Quoted,
    Retrieval,
    Said,
    SegmentRecoded,
    Single,
    SourceRename,
    StudyCoded,
    StudyMark,
    TableRow,
    TakenBack,
    Text,
    TextRequest,
    Undo,
)
from reviewkit.normalize import written_moment
from reviewkit.store import ledger
from reviewkit.store.ledger import Event
from reviewkit.words import (
    CODEBOOK_OPS,
    CODING_STATES,
    RELATIONS,
    Choice,
    NotCharted,
    Relation,
    Settling,
    Stage,
    Verdict,
    message,
)

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LineFormat:
    """How one noun is logged: in which logs, under which words of the key `do`, and both directions."""

    noun: type
    kind: str
    do: tuple[str, ...]
    written: Callable[[Any], Values]
    read: Callable[[Event], Any]


def line_of(act: "AnyAct | Undo") -> Values:
    """An act as the values of a line, without id and chain."""
    line_format = _BY_NOUN[type(act)]
    done = {"do": line_format.do[0], "at": written_moment(act.at), "by": act.by}
    return {**done, **line_format.written(act)}


def kind_of(act: AnyAct) -> str:
    """The logs that hold an act."""
    return _BY_NOUN[type(act)].kind


def acts_of(events: Iterable[Event], problems: list[Problem]) -> list[AnyAct | Undo]:
    """The events as acts, in their order; one that is not understood is a problem and is left out."""
    acts = []
    for event in events:
        line_format = _BY_DO.get((event.kind, event.do)) or (_UNDO if event.do == "undo" else None)
        if line_format is None:
            problems.append(
                Problem(
                    event.place,
                    message(
                        "unknown entry {do!r}; the line was left out. A newer version of reviewkit may have written "
                        "it",
                        do=event.do,
                    ),
                    Level.ERROR,
                    "log",
                )
            )
            continue
        try:
            acts.append(line_format.read(event))
        except (KeyError, ValueError, TypeError, OverflowError) as error:
            reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            problems.append(
                Problem(
                    event.place,
                    message("this line could not be understood and was left out: {reason}", reason=reason),
                    Level.ERROR,
                    "log",
                )
            )
    return acts


def one_of_each(events: Iterable[Event], problems: list[Problem]) -> list[Event]:
    """Each event once, though a copy of its log holds it too. An id with two contents is two events, and a problem."""
    by_id: dict[str, list[Event]] = {}
    kept = []
    for event in events:
        twins = by_id.setdefault(event.id, [])
        if any(_content(twin) == _content(event) for twin in twins):
            continue
        if twins:
            problems.append(
                Problem(
                    event.place,
                    message(
                        "version 0.2 gave the id {event} twice, here and in {place}; both entries count. If one is "
                        "wrong, undo it; this one is called {event}~{twins}",
                        event=event.id,
                        place=twins[0].place,
                        twins=len(twins) + 1,
                    ),
                    Level.ERROR,
                    "id-twice",
                )
            )
            kept.append(event._replace(id=f"{event.id}~{len(twins) + 1}"))
        else:
            kept.append(event)
        twins.append(event)
    return kept


def _content(event: Event) -> Values:
    return {
        key: value for key, value in event.values.items() if key not in ("prev", "seal", "seen", "copy", "sum")
    }


def undone_by(undos: Sequence[Undo]) -> dict[str, Undo]:
    """The undo in effect of each id that undos, in their order, name; the last where several do.

    An undo that was itself taken back takes back nothing, so the last are looked at first.
    """
    undone: dict[str, Undo] = {}
    for undo in reversed(undos):
        if undo.id not in undone:
            undone.setdefault(undo.event, undo)
    return undone


def standing(
    acts: Sequence["AnyAct | Undo"],
) -> tuple[list[AnyAct], tuple[TakenBack, ...], list[Problem]]:
    """The acts that count, those that were undone, and the undos that name an unknown act.

    An undo applies to the act before it that it names; an undo that was itself undone has no effect.
    """
    ids = {act.id for act in acts}
    undos = [act for act in acts if isinstance(act, Undo)]
    undone = undone_by(undos)
    problems = [
        Problem(
            act.place,
            message(
                "this line undoes {event!r}, which is in no log of this kind, so it has no effect. Wait "
                "until the folder has been synchronised",
                event=act.event,
            ),
            Level.WARNING,
            "undo-of-nothing",
        )
        for act in undos
        if act.event not in ids and act.id not in undone
    ]
    counting = [act for act in acts if not isinstance(act, Undo) and act.id not in undone]
    taken_back = tuple(
        TakenBack(act, undone[act.id]) for act in acts if not isinstance(act, Undo) and act.id in undone
    )
    return counting, taken_back, problems


def _logged(event: Event) -> Values:
    """What every act has."""
    return {
        "at": event.at,
        "by": event.text("by") or event.log,
        "id": event.id,
        "stamp": event.stamp,
        "place": event.place,
    }


def _filled(values: Mapping[str, Any]) -> Values:
    """The values that are not empty."""
    return {key: value for key, value in values.items() if value not in ("", None, (), [])}


def _whole_number(event: Event, key: str, default: int | None = None) -> int:
    value = event.values[key] if default is None else event.values.get(key, default)
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
    if not is_count and value != default:
        raise ValueError(f"{key!r} should be a whole number")
    return int(value)


def _list(event: Event, key: str) -> list[Any]:
    value = event.values[key]
    if not isinstance(value, list):
        raise ValueError(f"{key!r} should be a list")
    return value


def _texts(event: Event, key: str) -> list[str]:
    """A list of texts. Raises ValueError for anything else."""
    value = _list(event, key)
    if not all(isinstance(item, str) for item in value):
        raise ValueError(f"{key!r} should be a list of texts")
    return value


def _optional_texts(event: Event, key: str) -> tuple[str, ...]:
    """A list of texts that a line need not have. Raises ValueError for anything else."""
    return tuple(_texts(event, key)) if key in event.values else ()


def _import_line(act: Import) -> Values:
    return {
        "source": act.source,
        "number": act.number,
        "file": act.path,
        "sha256": act.sha256,
        "format": act.format,
        "first": act.first,
        "records": act.records,
    }


def _read_import(event: Event) -> Import:
    return Import(
        source=event.text("source"),
        number=_whole_number(event, "number"),
        path=event.text("file"),
        sha256=event.text("sha256"),
        format=event.text("format"),
        first=_whole_number(event, "first", 0),
        records=_whole_number(event, "records", -1),
        **_logged(event),
    )


def _rename_line(act: SourceRename) -> Values:
    return {"import": act.imported, "source": act.source, **_filled({"note": act.note})}


def _read_rename(event: Event) -> SourceRename:
    return SourceRename(
        imported=event.text("import"), source=event.text("source"), note=event.text("note"), **_logged(event)
    )


def _verdict_line(act: DuplicateVerdict) -> Values:
    return {
        **_filled({"version": act.tool_version}),
        "records": [act.first, act.second],
        "verdict": act.verdict.value,
        **_filled({"rule": act.rule}),
        **({"score": act.score} if act.tool_version else {}),
        **_filled(
            {
                "relation": act.relation.value if act.relation else "",
                "update": act.update or None,
                "note": act.note,
                "from": act.origin,
                "fingerprints": list(act.fingerprints) if all(act.fingerprints) else None,
            }
        ),
    }


def _read_verdict(event: Event) -> DuplicateVerdict:
    first, second = _texts(event, "records")
    score = float(event.values.get("score", 0.0))
    if not math.isfinite(score):
        raise ValueError("'score' should be a number")
    prints = _texts(event, "fingerprints") if "fingerprints" in event.values else ["", ""]
    if len(prints) != 2:
        raise ValueError("'fingerprints' should be two texts")
    return DuplicateVerdict(
        first=first,
        second=second,
        verdict=Verdict(event.text("verdict")),
        rule=event.text("rule"),
        score=score,
        tool_version=event.text("version"),
        note=event.text("note"),
        relation=Relation(relation) if (relation := event.text("relation")) else None,
        update=event.values.get("update") is True,
        origin=event.text("from"),
        fingerprints=(prints[0], prints[1]),
        **_logged(event),
    )


def _run_line(act: DedupeRun) -> Values:
    return {"version": act.version, "exports": sorted(act.exports)}


def _read_run(event: Event) -> DedupeRun:
    return DedupeRun(event.text("version"), frozenset(_texts(event, "exports")), **_logged(event))


def _decision_line(act: Decision) -> Values:
    return {
        "do": "resolve" if act.final else "decide",
        "stage": act.stage,
        "record": act.record,
        "decision": act.choice.value,
        **_filled(
            {
                "reason": act.reason,
                "other_reasons": list(act.other_reasons),
                "labels": list(act.labels),
                "note": act.note,
                "from": act.origin,
                "fingerprint": act.fingerprint,
            }
        ),
    }


_STAGE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")


def _stage(text: str) -> Stage:
    """A stage by its id; which ids a review has, its protocol says. Raises ValueError for what is no id."""
    if not _STAGE.match(text):
        raise ValueError(f"{text!r} is no stage")
    return Stage(text)


def _read_decision(event: Event) -> Decision:
    return Decision(
        stage=_stage(event.text("stage")),
        record=event.text("record"),
        choice=Choice(event.text("decision")),
        reason=event.text("reason"),
        note=event.text("note"),
        final=event.do == "resolve",
        origin=event.text("from"),
        fingerprint=event.text("fingerprint"),
        other_reasons=_optional_texts(event, "other_reasons"),
        labels=_optional_texts(event, "labels"),
        **_logged(event),
    )


def _pilot_line(act: Pilot) -> Values:
    return {
        "stage": act.stage,
        "seed": act.seed,
        "people": list(act.people),
        "records": list(act.records),
        **_filled({"fingerprints": list(act.fingerprints)}),
    }


def _read_pilot(event: Event) -> Pilot:
    records, prints = _texts(event, "records"), _optional_texts(event, "fingerprints")
    if prints and len(prints) != len(records):
        raise ValueError("'fingerprints' should be as many as 'records'")
    return Pilot(
        stage=_stage(event.text("stage")),
        seed=_whole_number(event, "seed"),
        people=tuple(_texts(event, "people")),
        records=tuple(records),
        fingerprints=prints,
        **_logged(event),
    )


def _opening_line(act: ConflictsOpened) -> Values:
    return {"stage": act.stage, **_filled({"note": act.note})}


def _read_opening(event: Event) -> ConflictsOpened:
    return ConflictsOpened(stage=_stage(event.text("stage")), note=event.text("note"), **_logged(event))


def _retrieval_line(act: Retrieval) -> Values:
    return {
        "record": act.record,
        "result": "retrieved" if act.retrieved else "not-retrieved",
        **_filled({"note": act.note, "fingerprint": act.fingerprint}),
    }


def _read_retrieval(event: Event) -> Retrieval:
    result = event.text("result")
    if result not in ("retrieved", "not-retrieved"):
        raise ValueError(f"result is {result!r}, not retrieved or not-retrieved")
    return Retrieval(
        record=event.text("record"),
        retrieved=result == "retrieved",
        note=event.text("note"),
        fingerprint=event.text("fingerprint"),
        **_logged(event),
    )


def _request_line(act: TextRequest) -> Values:
    return {"record": act.record, **_filled({"note": act.note, "fingerprint": act.fingerprint})}


def _read_request(event: Event) -> TextRequest:
    return TextRequest(
        record=event.text("record"),
        note=event.text("note"),
        fingerprint=event.text("fingerprint"),
        **_logged(event),
    )


def _text_line(act: Text) -> Values:
    return {
        "record": act.record,
        "file": act.path,
        "sha256": act.sha256,
        "size": act.size,
        **_filled({"name": act.name, "note": act.note, "fingerprint": act.fingerprint}),
    }


# A file directly in texts/, so that no line of a log can name another file of the computer.
_TEXT_PATH = re.compile(r"texts/[^/\\\0.][^/\\\0]*\Z")


def _read_text(event: Event) -> Text:
    path = event.text("file")
    if not _TEXT_PATH.match(path):
        raise ValueError(f"{path!r} is no file in texts/")
    return Text(
        record=event.text("record"),
        path=path,
        sha256=event.text("sha256"),
        size=_whole_number(event, "size"),
        name=event.text("name"),
        note=event.text("note"),
        fingerprint=event.text("fingerprint"),
        **_logged(event),
    )


def _segment_line(act: CodedSegment) -> Values:
    return {
        "study": act.study,
        "quote": {"exact": act.quote, **_around_line(act.found)},
        **_filled({"where": _filled({"page": act.page}) | _where_line(act.found) or None}),
        "codes": [_mark_line(mark) for mark in act.marks],
        **_filled(
            {"section": act.section, "construct": act.construct, "note": act.note, "codebook": act.codebook}
        ),
    }


def _read_segment(event: Event) -> CodedSegment:
    where = event.values.get("where", {})
    return CodedSegment(
        study=event.text("study"),
        quote=_text_in(event.values["quote"], "exact"),
        marks=tuple(_read_mark(mark) for mark in _list(event, "codes")),
        page=_text_in({"page": "", **where} if "text" in where else where, "page") if where else "",
        section=event.text("section"),
        construct=event.text("construct"),
        note=event.text("note"),
        codebook=event.text("codebook"),
        found=_found_in(event.values["quote"], where) if where else None,
        **_logged(event),
    )


def _around_line(found: Quoted | None) -> Values:
    return _filled({"prefix": found.prefix, "suffix": found.suffix}) if found else {}


def _where_line(found: Quoted | None) -> Values:
    return {"text": found.text, "part": found.part, "start": found.start} if found else {}


def _found_in(quote: Values, where: Values) -> Quoted | None:
    """Where a coded quote was in a full text; None where the line does not name one."""
    return _read_quoted({**quote, **where, "quote": quote["exact"]}) if "text" in where else None


def _recoded_line(act: SegmentRecoded) -> Values:
    return {"segment": act.segment, "codes": [_mark_line(mark) for mark in act.marks], "why": act.why}


def _read_recoded(event: Event) -> SegmentRecoded:
    marks = tuple(_read_mark(mark) for mark in _list(event, "codes"))
    return SegmentRecoded(
        segment=_text_in(event.values, "segment"), marks=marks, why=event.text("why"), **_logged(event)
    )


def _study_mark_line(act: StudyMark) -> Values:
    return {"study": act.study, "code": _mark_line(act.mark), **_filled({"why": act.why})}


def _read_study_mark(event: Event) -> StudyMark:
    return StudyMark(
        study=event.text("study"), mark=_read_mark(event.values["code"]), why=event.text("why"), **_logged(event)
    )


def _coded_line(act: StudyCoded) -> Values:
    return {"study": act.study, "state": act.state, **_filled({"note": act.note})}


def _read_coded(event: Event) -> StudyCoded:
    state = event.text("state")
    if state not in CODING_STATES:
        raise ValueError(f"state is {state!r}, not one of {', '.join(CODING_STATES)}")
    return StudyCoded(study=event.text("study"), state=state, note=event.text("note"), **_logged(event))


def _charted_line(act: ChartedValue) -> Values:
    return {
        "study": act.study,
        "field": act.field,
        "instance": act.instance,
        **_answer_line(act.answer),
        **_filled({"evidence": [_quoted_line(one) for one in act.evidence], "note": act.note, "form": act.form}),
    }


def _read_charted(event: Event) -> ChartedValue:
    evidence = _list(event, "evidence") if "evidence" in event.values else []
    return ChartedValue(
        study=event.text("study"),
        field=event.text("field"),
        answer=_read_answer(event),
        instance=_instance(event),
        evidence=tuple(map(_read_quoted, evidence)),
        note=event.text("note"),
        form=event.text("form"),
        **_logged(event),
    )


def _settled_line(act: ChartSettled) -> Values:
    return {
        "study": act.study,
        "field": act.field,
        "instance": act.instance,
        **_answer_line(act.answer),
        "of": list(act.of),
        "why": act.why.value,
        **_filled({"note": act.note}),
    }


def _read_settled(event: Event) -> ChartSettled:
    return ChartSettled(
        study=event.text("study"),
        field=event.text("field"),
        answer=_read_answer(event),
        of=tuple(_texts(event, "of")),
        why=Settling(event.text("why")),
        instance=_instance(event),
        note=event.text("note"),
        **_logged(event),
    )


def _done_line(act: ChartingDone) -> Values:
    return {"study": act.study, "done": act.done, **_filled({"note": act.note})}


def _read_done(event: Event) -> ChartingDone:
    done = event.values["done"]
    if not isinstance(done, bool):
        raise ValueError("'done' should be true or false")
    return ChartingDone(study=event.text("study"), done=done, note=event.text("note"), **_logged(event))


def _chart_pilot_line(act: ChartPilot) -> Values:
    return {"studies": list(act.studies), "people": list(act.people), **_filled({"note": act.note})}


def _read_chart_pilot(event: Event) -> ChartPilot:
    studies, people = tuple(_texts(event, "studies")), tuple(_texts(event, "people"))
    return ChartPilot(studies=studies, people=people, note=event.text("note"), **_logged(event))


def _codebook_line(act: CodebookAct) -> Values:
    return {
        "book": act.book,
        "op": act.op,
        "ids": list(act.ids),
        **_filled({"into": list(act.into), "why": act.why, "phase": act.phase or None}),
        "changes": [_change_line(change) for change in act.changes],
        **_filled({"was": act.was, "now": act.now}),
    }


def _change_line(change: CodeChange) -> Values:
    sides = {"before": change.before, "after": change.after}
    return {
        "code": change.code,
        "key": change.key,
        **{name: said for name, said in sides.items() if said is not None},
    }


def _read_codebook(event: Event) -> CodebookAct:
    op, phase = event.text("op"), _whole_number(event, "phase", 0)
    if op not in CODEBOOK_OPS:
        raise ValueError(f"op is {op!r}, not one of {', '.join(CODEBOOK_OPS)}")
    if phase > 6:
        raise ValueError("'phase' should be 1 to 6")
    return CodebookAct(
        book=event.text("book"),
        op=op,
        ids=tuple(_texts(event, "ids")),
        changes=tuple(map(_read_change, _list(event, "changes"))),
        into=_optional_texts(event, "into"),
        why=event.text("why"),
        phase=phase,
        was=event.text("was"),
        now=event.text("now"),
        **_logged(event),
    )


def _read_change(value: object) -> CodeChange:
    code, key = _text_in(value, "code"), _text_in(value, "key")
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


def _instance(event: Event) -> int:
    number = _whole_number(event, "instance", 1)
    if number < 1:
        raise ValueError("'instance' should be 1 or more")
    return number


def _answer_line(answer: Answer) -> Values:
    """A value, or the reason why there is none; rows of a table by the ids of their columns."""
    if answer.missing is not None:
        return {"missing": answer.missing.value}
    value = answer.value
    if isinstance(value, tuple):
        return {"value": [one if isinstance(one, str) else dict(one) for one in value]}
    return {"value": value}


def _read_answer(event: Event) -> Answer:
    if "missing" in event.values:
        if "value" in event.values:
            raise ValueError("a line has either 'value' or 'missing'")
        return Answer(missing=NotCharted(event.text("missing")))
    return Answer(_read_value(event.values["value"]))


def _read_value(value: object) -> ChartValue:
    if not isinstance(value, list):
        return _read_single(value)
    if all(isinstance(one, str) for one in value):
        return tuple(value)
    return tuple(map(_read_row, value))


def _read_row(row: object) -> TableRow:
    if not isinstance(row, dict):
        raise ValueError("'value' should be a text, a number, a list of texts or a list of rows")
    return tuple((column, _read_single(value)) for column, value in row.items())


def _read_single(value: object) -> Single:
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not _is_finite(value):
        raise ValueError("'value' should be a text or a number")
    return value


def _is_finite(value: Single) -> bool:
    return isinstance(value, str) or math.isfinite(value)


def _quoted_line(quoted: Quoted) -> Values:
    return {
        "quote": quoted.quote,
        **_filled({"text": quoted.text, "prefix": quoted.prefix, "suffix": quoted.suffix}),
        **({"part": quoted.part} if quoted.part else {}),
        **({"start": quoted.start} if quoted.start >= 0 else {}),
    }


def _read_quoted(value: object) -> Quoted:
    quote = _text_in(value, "quote")
    known = value if isinstance(value, dict) else {}
    return Quoted(
        quote,
        text=_text_in({"text": "", **known}, "text"),
        prefix=_text_in({"prefix": "", **known}, "prefix"),
        suffix=_text_in({"suffix": "", **known}, "suffix"),
        part=_place_in(known, "part", 0),
        start=_place_in(known, "start", -1),
    )


def _place_in(known: Values, key: str, default: int) -> int:
    value = known.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not default <= value < 10**9:
        raise ValueError(f"{key!r} should be a whole number")
    return value


def _mark_line(mark: Mark) -> Values:
    return {"id": mark.code, "relation": mark.relation}


def _read_mark(value: object) -> Mark:
    relation = _text_in(value, "relation")
    if relation not in RELATIONS:
        raise ValueError(f"relation is {relation!r}, not one of {', '.join(RELATIONS)}")
    return Mark(_text_in(value, "id"), relation)


def _text_in(value: object, key: str) -> str:
    if not isinstance(value, dict) or not isinstance(value.get(key), str):
        raise ValueError(f"{key!r} should be text")
    return str(value[key])


def _agreement_line(act: AgreementChange) -> Values:
    return {
        "file": act.file,
        "before": act.before,
        "after": act.after,
        "difference": act.difference,
        **_filled({"why": act.why}),
    }


def _read_agreement(event: Event) -> AgreementChange:
    return AgreementChange(
        file=event.text("file"),
        before=event.text("before"),
        after=event.text("after"),
        difference=event.text("difference"),
        why=event.text("why"),
        **_logged(event),
    )


def _undo_line(act: Undo) -> Values:
    return {"event": act.event, **_filled({"note": act.note})}


def _read_undo(event: Event) -> Undo:
    return Undo(event=event.text("event"), note=event.text("note"), **_logged(event))


FORMATS = (
    LineFormat(Import, ledger.IMPORTS, ("import",), _import_line, _read_import),
    LineFormat(SourceRename, ledger.IMPORTS, ("rename-source",), _rename_line, _read_rename),
    LineFormat(DuplicateVerdict, ledger.DUPLICATES, ("verdict",), _verdict_line, _read_verdict),
    LineFormat(DedupeRun, ledger.DUPLICATES, ("run",), _run_line, _read_run),
    LineFormat(Decision, ledger.SCREENING, ("decide", "resolve"), _decision_line, _read_decision),
    LineFormat(Pilot, ledger.SCREENING, ("pilot",), _pilot_line, _read_pilot),
    LineFormat(ConflictsOpened, ledger.SCREENING, ("open-conflicts",), _opening_line, _read_opening),
    LineFormat(Retrieval, ledger.RETRIEVAL, ("retrieval",), _retrieval_line, _read_retrieval),
    LineFormat(TextRequest, ledger.RETRIEVAL, ("request",), _request_line, _read_request),
    LineFormat(Text, ledger.RETRIEVAL, ("text",), _text_line, _read_text),
    LineFormat(CodedSegment, ledger.CODING, ("segment",), _segment_line, _read_segment),
    LineFormat(SegmentRecoded, ledger.CODING, ("recode",), _recoded_line, _read_recoded),
    LineFormat(StudyMark, ledger.CODING, ("study-code",), _study_mark_line, _read_study_mark),
    LineFormat(StudyCoded, ledger.CODING, ("coded",), _coded_line, _read_coded),
    LineFormat(ChartedValue, ledger.CHARTING, ("chart",), _charted_line, _read_charted),
    LineFormat(ChartSettled, ledger.CHARTING, ("settle",), _settled_line, _read_settled),
    LineFormat(ChartingDone, ledger.CHARTING, ("done",), _done_line, _read_done),
    LineFormat(ChartPilot, ledger.CHARTING, ("chart-pilot",), _chart_pilot_line, _read_chart_pilot),
    LineFormat(CodebookAct, ledger.HISTORY, ("codebook",), _codebook_line, _read_codebook),
    LineFormat(AgreementChange, ledger.AGREEMENTS, ("agreement",), _agreement_line, _read_agreement),
)
_UNDO = LineFormat(Undo, "", ("undo",), _undo_line, _read_undo)
_BY_NOUN = {line_format.noun: line_format for line_format in (*FORMATS, _UNDO)}
_BY_DO = {(line_format.kind, do): line_format for line_format in FORMATS for do in line_format.do}


def kinds_in(log: Iterable[Event]) -> set[str]:
    """The kinds of log that hold such events."""
    words = {do: line_format.kind for line_format in FORMATS for do in line_format.do}
    return {words[event.do] for event in log if event.do in words}
