"""The flow diagram of the report."""

from pathlib import Path

from reviewkit.render.document import Figure
from reviewkit.render.report.flow_figure import flow
from tests.conftest import EXAMPLE, Command
from tests.render.report.given import given_of, words_of


def test_its_numbers_are_those_of_the_flow_and_its_alternative_text_has_them() -> None:
    given = given_of(EXAMPLE)
    made = flow(given)
    assert made.numbers == {str(box): one.n for box, one in given.review.flow.boxes.items()}
    assert made.numbers["screened"] == 1285
    assert all(text in words_of(made.section) for text in ("(n = 1285)", "(n = 1270)", "(n = 15)"))


def test_a_flow_that_is_not_finished_is_drawn_as_a_draft(ready: Path, rk: Command) -> None:
    made = flow(given_of(ready))
    (figure,) = (block for block in made.section.content() if isinstance(block, Figure))
    assert any(getattr(shape, "text", "").startswith("DRAFT") for shape in figure.drawing.shapes)
    assert made.missing.waiting == 6
