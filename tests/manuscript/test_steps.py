"""The numbers of the flow in their order."""

from dataclasses import replace

import pytest

from reviewkit.manuscript.known import Fact, Known
from tests.manuscript.checked import few, wrong

PAPERS = frozenset({"record", "paper", "report", "study"})


def _known() -> Known:
    """Of 35 records 7 were duplicates; 28 were sought, 2 not retrieved, 26 assessed, 23 excluded."""
    boxes = (
        (35, "other.identified", "identified other_methods"),
        (7, "other.rm.duplicates", "removed"),
        (28, "other.sought", "sought full_text"),
        (2, "other.not_retrieved", "not_retrieved"),
        (26, "other.assessed", "assessed"),
        (23, "other.reports_excluded", "excluded"),
        (3, "other.assessed - other.reports_excluded", "included"),
    )
    known = few()
    names = tuple(fact for fact in known.facts if fact.names)
    return replace(
        known, facts=(*(Fact(n, PAPERS, of, of, frozenset(acts.split())) for n, of, acts in boxes), *names)
    )


TEXT = "Of the 28 reports, {} could not be retrieved; {} were excluded and {} were included."


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        (("2", "23", "3"), []),
        (("5", "23", "3"), ["5"]),
        (("2", "19", "3"), ["19"]),
        (("2", "23", "7"), ["7"]),
    ],
)
def test_a_number_between_two_right_ones_is_of_the_box_between_them(
    numbers: tuple[str, ...], odd: list[str]
) -> None:
    assert wrong(f"# Paper\n\n{TEXT.format(*numbers)}\n", _known()) == odd


def test_a_number_of_something_else_may_come_between() -> None:
    text = "28 reports were read by 4 people, and 23 were excluded. The other 14 were not about it."
    assert wrong(f"# Paper\n\n{text}\n", _known()) == []
