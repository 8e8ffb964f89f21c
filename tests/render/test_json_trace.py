"""The shape of a trace for other programs."""

from datetime import UTC, datetime

from reviewkit.errors import Place
from reviewkit.render.json_trace import traced
from reviewkit.trace import Kind, Lines, Step, Trace


def test_what_is_not_known_is_null() -> None:
    at = datetime(2026, 1, 31, 10, 20, tzinfo=UTC)
    steps = (
        Step(Kind.DECISION, "a-1", "include", Place("screening/a.jsonl", 4), "a", at, "why", ("outcome:x-0001",)),
        Step(Kind.OUTCOME, "x-0001", "included"),
    )
    found = traced(Trace(("record:x-0001",), steps, {Kind.RECORD: 3}, 1, (Lines("x.ris", 1, 1, ("TY  - JOUR",)),)))
    assert found == {
        "asked": ["record:x-0001"],
        "steps": [
            {
                "name": "event:screening/a-1",
                "kind": "decision",
                "id": "a-1",
                "said": "include",
                "path": "screening/a.jsonl",
                "line": 4,
                "by": "a",
                "at": "2026-01-31T10:20:00Z",
                "why": "why",
                "next": ["outcome:x-0001"],
            },
            {
                "name": "outcome:x-0001",
                "kind": "outcome",
                "id": "x-0001",
                "said": "included",
                "path": None,
                "line": None,
                "by": None,
                "at": None,
                "why": None,
                "next": [],
            },
        ],
        "left_out": {"record": 3},
        "hidden": 1,
        "raw": [{"path": "x.ris", "first": 1, "last": 1, "lines": ["TY  - JOUR"]}],
    }
