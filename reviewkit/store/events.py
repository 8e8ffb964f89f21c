"""What is logged, noun by noun: how it is written as a line and how it is read back, side by side.

A line that is not understood becomes a problem and is left out; the others are read. What is new in a later version
gets a format here, and a round trip in the tests.
"""

import math
import re
from collections.abc import Iterable, Sequence

from reviewkit.errors import Level, Problem
from reviewkit.model import (
    AgreementChange,
    AnyAct,
    ConflictsOpened,
    Decision,
    DedupeRun,
    DuplicateVerdict,
    Import,
    Pilot,
    Retrieval,
    SourceRename,
    TakenBack,
    Text,
    TextRequest,
    Undo,
    undone_by,
)
from reviewkit.normalize import written_moment
from reviewkit.store import charting_lines, coding_lines, ledger, manuscript_lines
from reviewkit.store.ledger import Event
from reviewkit.store.line_values import (
    LineFormat,
    Values,
    filled,
    logged_values,
    optional_texts,
    texts_in,
    whole_number,
)
from reviewkit.words import (
    Choice,
    Relation,
    Stage,
    Verdict,
    message,
)


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
        number=whole_number(event, "number"),
        path=event.text("file"),
        sha256=event.text("sha256"),
        format=event.text("format"),
        first=whole_number(event, "first", 0),
        records=whole_number(event, "records", -1),
        **logged_values(event),
    )


def _rename_line(act: SourceRename) -> Values:
    return {"import": act.imported, "source": act.source, **filled({"note": act.note})}


def _read_rename(event: Event) -> SourceRename:
    return SourceRename(
        imported=event.text("import"), source=event.text("source"), note=event.text("note"), **logged_values(event)
    )


def _verdict_line(act: DuplicateVerdict) -> Values:
    return {
        **filled({"version": act.tool_version}),
        "records": [act.first, act.second],
        "verdict": act.verdict.value,
        **filled({"rule": act.rule}),
        **({"score": act.score} if act.tool_version else {}),
        **filled(
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
    first, second = texts_in(event, "records")
    score = float(event.values.get("score", 0.0))
    if not math.isfinite(score):
        raise ValueError("'score' should be a number")
    prints = texts_in(event, "fingerprints") if "fingerprints" in event.values else ["", ""]
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
        **logged_values(event),
    )


def _run_line(act: DedupeRun) -> Values:
    return {"version": act.version, "exports": sorted(act.exports)}


def _read_run(event: Event) -> DedupeRun:
    return DedupeRun(event.text("version"), frozenset(texts_in(event, "exports")), **logged_values(event))


def _decision_line(act: Decision) -> Values:
    return {
        "do": "resolve" if act.final else "decide",
        "stage": act.stage,
        "record": act.record,
        "decision": act.choice.value,
        **filled(
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
        other_reasons=optional_texts(event, "other_reasons"),
        labels=optional_texts(event, "labels"),
        **logged_values(event),
    )


def _pilot_line(act: Pilot) -> Values:
    return {
        "stage": act.stage,
        "seed": act.seed,
        "people": list(act.people),
        "records": list(act.records),
        **filled({"fingerprints": list(act.fingerprints)}),
    }


def _read_pilot(event: Event) -> Pilot:
    records, prints = texts_in(event, "records"), optional_texts(event, "fingerprints")
    if prints and len(prints) != len(records):
        raise ValueError("'fingerprints' should be as many as 'records'")
    return Pilot(
        stage=_stage(event.text("stage")),
        seed=whole_number(event, "seed"),
        people=tuple(texts_in(event, "people")),
        records=tuple(records),
        fingerprints=prints,
        **logged_values(event),
    )


def _opening_line(act: ConflictsOpened) -> Values:
    return {"stage": act.stage, **filled({"note": act.note})}


def _read_opening(event: Event) -> ConflictsOpened:
    return ConflictsOpened(stage=_stage(event.text("stage")), note=event.text("note"), **logged_values(event))


def _retrieval_line(act: Retrieval) -> Values:
    return {
        "record": act.record,
        "result": "retrieved" if act.retrieved else "not-retrieved",
        **filled({"note": act.note, "fingerprint": act.fingerprint}),
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
        **logged_values(event),
    )


def _request_line(act: TextRequest) -> Values:
    return {"record": act.record, **filled({"note": act.note, "fingerprint": act.fingerprint})}


def _read_request(event: Event) -> TextRequest:
    return TextRequest(
        record=event.text("record"),
        note=event.text("note"),
        fingerprint=event.text("fingerprint"),
        **logged_values(event),
    )


def _text_line(act: Text) -> Values:
    return {
        "record": act.record,
        "file": act.path,
        "sha256": act.sha256,
        "size": act.size,
        **filled({"name": act.name, "note": act.note, "fingerprint": act.fingerprint}),
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
        size=whole_number(event, "size"),
        name=event.text("name"),
        note=event.text("note"),
        fingerprint=event.text("fingerprint"),
        **logged_values(event),
    )


def _agreement_line(act: AgreementChange) -> Values:
    return {
        "file": act.file,
        "before": act.before,
        "after": act.after,
        "difference": act.difference,
        **filled({"why": act.why}),
    }


_CHANGED_LINES = re.compile(r"@@ -\d{1,9}(?:,\d{1,9})? \+\d{1,9}(?:,\d{1,9})? @@")  # of a unified diff


def _read_agreement(event: Event) -> AgreementChange:
    difference = event.text("difference")
    if any(line[:2] == "@@" and not _CHANGED_LINES.match(line) for line in difference.split("\n")):
        raise ValueError(message("`difference` does not say which lines were changed"))
    return AgreementChange(
        file=event.text("file"),
        before=event.text("before"),
        after=event.text("after"),
        difference=difference,
        why=event.text("why"),
        **logged_values(event),
    )


def _undo_line(act: Undo) -> Values:
    return {"event": act.event, **filled({"note": act.note})}


def _read_undo(event: Event) -> Undo:
    return Undo(event=event.text("event"), note=event.text("note"), **logged_values(event))


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
    *coding_lines.FORMATS,
    *charting_lines.FORMATS,
    *manuscript_lines.FORMATS,
    LineFormat(AgreementChange, ledger.AGREEMENTS, ("agreement",), _agreement_line, _read_agreement),
)
_UNDO = LineFormat(Undo, "", ("undo",), _undo_line, _read_undo)
_BY_NOUN = {line_format.noun: line_format for line_format in (*FORMATS, _UNDO)}
_BY_DO = {(line_format.kind, do): line_format for line_format in FORMATS for do in line_format.do}


def kinds_in(log: Iterable[Event]) -> set[str]:
    """The kinds of log that hold such events."""
    words = {do: line_format.kind for line_format in FORMATS for do in line_format.do}
    return {words[event.do] for event in log if event.do in words}
