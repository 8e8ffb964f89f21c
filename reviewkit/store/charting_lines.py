"""How acts of charting are logged: as a line, and read back, side by side."""

import math

from reviewkit.model import (
    Answer,
    ChartedValue,
    ChartingDone,
    ChartPilot,
    ChartSettled,
    ChartValue,
    Single,
    TableRow,
)
from reviewkit.store import ledger
from reviewkit.store.ledger import Event
from reviewkit.store.line_values import (
    LineFormat,
    Values,
    filled,
    list_in,
    logged_values,
    quoted_line,
    read_quoted,
    texts_in,
    whole_number,
)
from reviewkit.words import NotCharted, Settling


def _charted_line(act: ChartedValue) -> Values:
    return {
        "study": act.study,
        "field": act.field,
        "instance": act.instance,
        **_answer_line(act.answer),
        **filled({"evidence": [quoted_line(one) for one in act.evidence], "note": act.note, "form": act.form}),
    }


def _read_charted(event: Event) -> ChartedValue:
    evidence = list_in(event, "evidence") if "evidence" in event.values else []
    return ChartedValue(
        study=event.text("study"),
        field=event.text("field"),
        answer=_read_answer(event),
        instance=_instance(event),
        evidence=tuple(map(read_quoted, evidence)),
        note=event.text("note"),
        form=event.text("form"),
        **logged_values(event),
    )


def _settled_line(act: ChartSettled) -> Values:
    return {
        "study": act.study,
        "field": act.field,
        "instance": act.instance,
        **_answer_line(act.answer),
        "of": list(act.of),
        "why": act.why.value,
        **filled({"note": act.note}),
    }


def _read_settled(event: Event) -> ChartSettled:
    return ChartSettled(
        study=event.text("study"),
        field=event.text("field"),
        answer=_read_answer(event),
        of=tuple(texts_in(event, "of")),
        why=Settling(event.text("why")),
        instance=_instance(event),
        note=event.text("note"),
        **logged_values(event),
    )


def _done_line(act: ChartingDone) -> Values:
    return {"study": act.study, "done": act.done, **filled({"note": act.note})}


def _read_done(event: Event) -> ChartingDone:
    done = event.values["done"]
    if not isinstance(done, bool):
        raise ValueError("'done' should be true or false")
    return ChartingDone(study=event.text("study"), done=done, note=event.text("note"), **logged_values(event))


def _chart_pilot_line(act: ChartPilot) -> Values:
    return {"studies": list(act.studies), "people": list(act.people), **filled({"note": act.note})}


def _read_chart_pilot(event: Event) -> ChartPilot:
    studies, people = tuple(texts_in(event, "studies")), tuple(texts_in(event, "people"))
    return ChartPilot(studies=studies, people=people, note=event.text("note"), **logged_values(event))


def _instance(event: Event) -> int:
    number = whole_number(event, "instance", 1)
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


FORMATS = (
    LineFormat(ChartedValue, ledger.CHARTING, ("chart",), _charted_line, _read_charted),
    LineFormat(ChartSettled, ledger.CHARTING, ("settle",), _settled_line, _read_settled),
    LineFormat(ChartingDone, ledger.CHARTING, ("done",), _done_line, _read_done),
    LineFormat(ChartPilot, ledger.CHARTING, ("chart-pilot",), _chart_pilot_line, _read_chart_pilot),
)
