"""Summaries of counted studies as JSON, with the keys of the studies behind each number. docs/json.md describes it."""

from collections.abc import Iterator, Sequence

from reviewkit.charting_methods import ChartingMethods
from reviewkit.charting_numbers import Numbers
from reviewkit.field_summary import FieldSummary
from reviewkit.model import Missing
from reviewkit.render.json import Shape
from reviewkit.render.json_charting import counted_axis, number
from reviewkit.words import Settling


def chart_summary(found: Sequence[FieldSummary], studies: int, missing: Missing, set_name: str = "") -> Shape:
    """Each field with its answers and the studies that gave them."""
    return {
        "finished": not missing.anything,
        "set": set_name or None,
        "studies": studies,
        "fields": [
            {
                **counted_axis(one.axis),
                "type": one.field.type,
                "numbers": _numbers(one.numbers) if one.numbers else None,
            }
            for one in found
        ],
    }


def _numbers(found: Numbers) -> Shape:
    return {
        "studies": list(found.studies),
        "values": [number(one) for one in found.values],
        "median": None if found.median is None else number(found.median),
        "least": None if found.least is None else number(found.least),
        "most": None if found.most is None else number(found.most),
        "sum": number(found.sum) if found.values else None,
    }


def chart_methods(found: ChartingMethods, sentences: Sequence[str]) -> Shape:
    """How studies were charted, in sentences and in the counts that they are made of."""
    return {
        "finished": found.is_finished,
        "sentences": list(sentences),
        "published": found.published,
        "studies": found.studies,
        "finished_studies": found.finished,
        "people": found.agreed.people,
        "mode": found.agreed.mode,
        "fields": found.fields,
        "changes_of_form": found.changes_of_form,
        "done": [_done(*one) for one in (*found.people, *found.tools)],
        "pilots": [
            {"studies": one.studies, "people": one.people, "finished": one.finished} for one in found.pilots
        ],
        "compared": found.compared,
        "alike": found.alike,
        "checked": found.checked,
        "confirmed": found.confirmed,
        "settled": dict(_all_ways(found)),
        "not_settled": found.not_settled,
        "not_checked": found.not_checked,
        "left_out": found.left_out,
        "corrections": found.corrections,
        "values": found.quotes.values,
        "with_quote": found.quotes.with_quote,
        "quotes": found.quotes.quotes,
        "found_quotes": found.quotes.found,
    }


def _done(person: str, studies: int) -> Shape:
    return {"person": person, "studies": studies}


def _all_ways(found: ChartingMethods) -> Iterator[tuple[str, int]]:
    settled = dict(found.settled)
    return ((why.value, settled.get(why, 0)) for why in Settling)
