"""A trace as JSON. docs/json.md describes it."""

from reviewkit.normalize import written_moment
from reviewkit.render.json import Shape
from reviewkit.trace.step import Step, Trace


def traced(found: Trace) -> Shape:
    """What was asked for, and every step with the names of those that follow from it."""
    return {
        "asked": list(found.asked),
        "steps": [_step(step) for step in found.steps],
        "left_out": {str(kind): n for kind, n in found.left_out.items()},
        "hidden": found.hidden,
        "raw": [
            {"path": one.path, "first": one.first, "last": one.last, "lines": list(one.texts)}
            for one in found.texts
        ],
    }


def _step(step: Step) -> Shape:
    return {
        "name": step.name,
        "kind": step.kind,
        "id": step.id,
        "said": str(step.said),
        "path": step.place.path if step.place and step.place.path else None,
        "line": step.place.line or None if step.place else None,
        "by": step.by or None,
        "at": written_moment(step.at) if step.at else None,
        "why": step.why or None,
        "next": list(step.next),
    }
