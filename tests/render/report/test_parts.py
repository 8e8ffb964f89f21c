"""The parts by their names."""

from reviewkit.render.report.parts import PARTS
from tests.conftest import EXAMPLE
from tests.render.report.given import given_of


def test_every_part_is_made_and_has_a_heading_of_its_own() -> None:
    given = given_of(EXAMPLE, "nn")
    headings = [part(given).section.heading for part in PARTS.values()]
    assert len(set(headings)) == len(PARTS)
    assert all(headings)
