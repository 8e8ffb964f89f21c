"""How many studies an updated review has: 17 earlier ones and 42 new ones."""

from dataclasses import replace

import pytest

from reviewkit.manuscript.known import Fact, Known
from tests.manuscript.checked import few, wrong

PAPERS = frozenset({"record", "paper", "report", "study"})


def _known() -> Known:
    known = few()
    boxes = (
        Fact(17, PAPERS, "prev.studies", "Earlier studies", frozenset({"included", "previous"})),
        Fact(42, PAPERS, "new.studies", "New studies", frozenset({"included"})),
        Fact(59, PAPERS, "total.studies", "All studies", frozenset({"included"})),
    )
    return replace(known, facts=(*boxes, *(fact for fact in known.facts if fact.source != "new.studies")))


@pytest.mark.parametrize(
    ("text", "right", "other"),
    [
        ("The review now has {} studies.", 59, 58),
        ("The review has grown from {} to 59 studies.", 17, 20),
        ("Oversikten er vokst fra 17 til {} studier.", 59, 57),
        ("Oversikta har {} studiar.", 59, 64),
        ("The review now has 59 studies, {} of them new.", 42, 40),
        ("Table 1 shows the {} new studies.", 42, 24),
        ("Oversikten har nå 59 studier, hvorav {} nye.", 42, 24),
    ],
)
def test_the_number_is_that_of_all_new_or_earlier_studies(text: str, right: int, other: int) -> None:
    assert wrong(f"# Paper\n\n{text.format(right)}\n", _known()) == []
    assert wrong(f"# Paper\n\n{text.format(other)}\n", _known()) == [str(other)]


def test_new_studies_of_others_are_not_those_of_the_review() -> None:
    assert wrong("# Paper\n\nSince then 24 new studies have begun in other places.\n", _known()) == []
