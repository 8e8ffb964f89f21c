"""The question of a review and the lines of its searches, as `--json` prints them."""

from typing import Any

from reviewkit.model import Framework, Press, QueryLine, Registration
from reviewkit.reruns import Rerun

Shape = dict[str, Any]


def framework(entry: Framework | None) -> Shape | None:
    """The framework of the question, with its elements and their search terms."""
    if entry is None:
        return None
    return {
        "name": entry.name,
        "elements": [
            {
                "id": one.id,
                "letter": one.letter,
                "labels": dict(one.labels),
                "meaning": dict(one.meaning),
                "terms": [dict(row) for row in one.terms],
            }
            for one in entry.elements
        ],
    }


def registration(entry: Registration | None) -> Shape | None:
    """Where the protocol is registered."""
    if entry is None:
        return None
    return {"where": entry.where, "id": entry.id, "date": entry.date or None, "url": entry.url}


def line(entry: QueryLine) -> Shape:
    """A line of a search strategy."""
    return {
        "number": entry.number or None,
        "step": entry.step,
        "element": entry.element or None,
        "query": entry.query,
        "of": list(entry.of),
        "limits": entry.limits,
        "date": entry.date or None,
        "hits": entry.hits,
    }


def press(entry: Press | None) -> Shape | None:
    """Who reviewed a search strategy."""
    return None if entry is None else {"by": entry.by, "date": entry.date or None, "note": entry.note}


def rerun(entry: Rerun) -> Shape:
    """A search that was run again, beside the first time."""
    return {
        "source": entry.again.name,
        "rerun_of": entry.first.name,
        "date": entry.again.date or None,
        "date_first": entry.first.date or None,
        "hits": entry.again.hits,
        "hits_first": entry.first.hits,
        "records": entry.records,
        "records_first": entry.records_first,
        "new_reports": entry.new,
    }
