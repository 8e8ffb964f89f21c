"""Summaries of counted studies as JSON, with the keys of the studies behind each number. docs/json.md describes it."""

from collections.abc import Sequence

from reviewkit.charting_numbers import Numbers
from reviewkit.field_summary import FieldSummary
from reviewkit.model import Missing
from reviewkit.render.json import Shape
from reviewkit.render.json_charting import counted_axis, number


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
