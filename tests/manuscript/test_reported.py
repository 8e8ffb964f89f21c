"""Numbers of studies and of their reports, named together."""

from dataclasses import replace

import pytest

from reviewkit.manuscript.known import Fact, Known
from tests.manuscript.checked import few, wrong

PAPERS = frozenset({"record", "paper", "report", "study"})
INCLUDED = frozenset({"included"})


def _known() -> Known:
    known = few()
    others = tuple(fact for fact in known.facts if fact.source != "new.studies")
    boxes = (
        Fact(28, PAPERS, "new.studies", "New studies", INCLUDED),
        Fact(31, PAPERS, "new.reports", "Reports of new studies", INCLUDED),
    )
    return replace(known, facts=(*boxes, *others))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We found {studies} studies described in {reports} reports.", {"studies": 28, "reports": 31}),
        ("Vi endte med {reports} publikasjoner fra {studies} studier.", {"studies": 28, "reports": 31}),
        ("Vi fann {studies} studiar ({reports} artiklar).", {"studies": 28, "reports": 31}),
    ],
)
def test_the_one_is_wrong_where_the_other_is_right(text: str, said: dict[str, int]) -> None:
    assert wrong(f"# Paper\n\n{text.format(**said)}\n", _known()) == []
    for which in said:
        other = said | {which: said[which] + 3}
        assert wrong(f"# Paper\n\n{text.format(**other)}\n", _known()) == [str(other[which])]


def test_some_of_the_studies_have_their_own_reports() -> None:
    assert wrong("# Paper\n\nThree of the studies were described in seven reports.\n", _known()) == []
    assert wrong("# Paper\n\nAn earlier author had 12 studies in 15 reports.\n", _known()) == []


def test_all_studies_and_all_their_people_are_named_together() -> None:
    text = "Support was studied in {} studies with {} participants."
    assert wrong(f"# Paper\n\n{text.format(28, 251)}\n", _known()) == []
    assert wrong(f"# Paper\n\n{text.format(28, 250)}\n", _known()) == ["250"]
    assert wrong(f"# Paper\n\n{text.format(26, 251)}\n", _known()) == ["26"]
