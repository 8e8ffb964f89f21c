"""The parts by their names."""

import re

from reviewkit.render.report.parts import PARTS
from tests.conftest import EXAMPLE, REPOSITORY
from tests.render.report.given import given_of


def test_every_part_is_made_and_has_a_heading_of_its_own() -> None:
    given = given_of(EXAMPLE, "nn")
    headings = [part(given).section.heading for part in PARTS.values()]
    assert len(set(headings)) == len(PARTS)
    assert all(headings)


def test_the_page_of_the_docs_has_every_part_in_its_order() -> None:
    page = (REPOSITORY / "docs" / "report.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \|", page, re.MULTILINE)
    assert [name for row in rows for name in re.findall("`([^`]+)`", row)] == list(PARTS)
