"""Each step has a name by which it can be traced itself."""

import pytest

from reviewkit.errors import Place
from reviewkit.trace.step import Kind, Step, Trace, act_name


@pytest.mark.parametrize(
    ("step", "name"),
    [
        (Step(Kind.RECORD, "cinahl-0001"), "record:cinahl-0001"),
        (Step(Kind.BOX, "id.databases"), "box:id.databases"),
        (Step(Kind.DECISION, "a-1", place=Place("screening/a.jsonl", 4)), "event:screening/a-1"),
        (Step(Kind.IMPORT, "a-1", place=Place("searches/imports/a.jsonl", 1)), "event:searches/imports/a-1"),
        (Step(Kind.LINES, "searches/x/x.ris:12", place=Place("searches/x/x.ris", 12)), "searches/x/x.ris:12"),
        (Step(Kind.QUOTE, "coding/a/berg.yaml:3", place=Place("coding/a/berg.yaml", 3)), "coding/a/berg.yaml:3"),
        (Step(Kind.DOCUMENT, "out/flow.svg"), "out/flow.svg"),
        (Step(Kind.ENTERED, "review.yaml:9", place=Place("review.yaml", 9)), "review.yaml:9"),
    ],
)
def test_a_step_is_named_as_it_can_be_traced(step: Step, name: str) -> None:
    assert step.name == name


def test_an_event_is_named_with_its_kind_of_log_because_old_logs_give_an_id_in_each() -> None:
    places = [Place(f"{kind}/a.jsonl", 1) for kind in ("screening", "duplicates")]
    assert len({act_name(place, "a-1") for place in places}) == 2


def test_the_steps_of_a_kind() -> None:
    record, box = Step(Kind.RECORD, "x-0001"), Step(Kind.BOX, "id")
    assert Trace(("x",), (record, box)).of(Kind.BOX) == (box,)
