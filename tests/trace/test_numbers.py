"""A number is found wherever the review has it, each place with a name that can be traced on."""

from dataclasses import replace

from reviewkit.errors import Place
from reviewkit.model import Answer, ChartedValue, Coding, Mark, Segment
from reviewkit.review import Review
from reviewkit.trace import Kind
from tests.chart_forms import FORM
from tests.trace.test_chain import coded_review
from tests.trace.walked import traced


def test_boxes_sources_and_themes_with_a_number_are_listed() -> None:
    segment = Segment("words", "", (Mark("trust"),), place=Place("coding/a/berg.yaml", 2))
    found = coded_review(Coding("a", "berg", "done", (segment,), (), Place("coding/a/berg.yaml", 1)))
    trace = traced(found, "4")
    assert {step.name for step in trace.of(Kind.BOX)} >= {"box:id.databases", "box:id.registers"}
    assert "source:medline" in {step.name for step in trace.of(Kind.SOURCE)}
    assert [step.said for step in traced(found, "1").of(Kind.THEME)] == ["Trust: in 1 study"]


def test_answers_and_charted_numbers_are_listed() -> None:
    place = Place("charting/a.jsonl", 1)
    value = ChartedValue("a", "berg", "n", Answer(1502), id="a-1", place=place)
    found = coded_review()
    review = Review(replace(found.facts, form=FORM, charted=(value,)))
    assert [step.name for step in traced(review, "1502").of(Kind.VALUE)] == ["value:berg/n"]
    assert "n = Charted: 1 study" in {step.said for step in traced(review, "1").of(Kind.FIELD)}


def test_a_number_that_nothing_has_has_no_steps() -> None:
    assert traced(coded_review(), "987654").steps == ()
