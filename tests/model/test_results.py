"""What follows from the acts carries the acts."""

import pytest

from reviewkit.model import DuplicateGroup, Missing, Outcome, Share
from reviewkit.words import Stage, State
from tests.builders import decision, verdict


@pytest.mark.parametrize(
    ("missing", "is_draft"),
    [
        (Missing(studies=3), False),
        (Missing(), True),
        (Missing(waiting=1, studies=3), True),
        (Missing(not_coded=("Berg",), studies=3), True),
        (Missing(errors=1, studies=3), True),
    ],
)
def test_a_table_is_a_draft_while_anything_is_missing(missing: Missing, is_draft: bool) -> None:
    assert missing.anything is is_draft


def test_the_records_of_a_source_are_its_own_repeated_or_shared() -> None:
    share = Share("cinahl", records=10, reports=8, only_here=5)
    assert (share.within, share.shared) == (2, 3)
    assert share.within + share.shared + share.only_here == share.records


def test_an_outcome_knows_the_decisions_at_its_stage() -> None:
    screened = decision("a", "x-0001", "include", stage=Stage.TITLE_ABSTRACT)
    read = decision("a", "x-0001", "exclude", stage=Stage.FULL_TEXT)
    outcome = Outcome("x-0001", State.EXCLUDED, Stage.FULL_TEXT, decisions=(screened, read))
    assert outcome.at_its_stage() == (read,)


def test_groups_of_the_same_records_are_equal_whatever_joined_them() -> None:
    joined = DuplicateGroup("x-0001", ("x-0001", "x-0002"), (verdict("x-0001", "x-0002", "same"),))
    assert joined == DuplicateGroup("x-0001", ("x-0001", "x-0002"))
