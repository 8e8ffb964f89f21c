"""A consultation says whom the team asked, when, what they said and what it led to; it counts in no table."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from reviewkit.actions import undo
from reviewkit.actions.consulting import NewConsultation, Noted, consult, consultations
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview, open_review
from tests.folders import begin, files_of, ready_to_code


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg")
    return made


def ask(
    folder: OpenReview, day: str = "2026-01-31", whom: str = "six relatives", said: str = "time matters"
) -> Noted:
    return consult(folder, "b", NewConsultation(whom, day, said, ("time", "trust", "time"), "time was split"))


def test_a_consultation_is_logged_with_all_that_was_said_of_it(folder: OpenReview) -> None:
    done = ask(folder, said=" time\nmatters ")
    (act,) = open_review(folder.root).review.facts.consultations
    assert act == done.act
    assert (act.by, act.whom, act.day, act.said) == ("b", "six relatives", "2026-01-31", "time matters")
    assert (act.about, act.led_to, done.already) == (("time", "trust"), "time was split", False)


def test_the_same_is_logged_once_and_all_are_listed_by_their_day(folder: OpenReview) -> None:
    ask(folder)
    ask(folder, "2025-12-01")
    before = files_of(folder.root)
    assert ask(folder).already
    assert files_of(folder.root) == before
    assert [one.day for one in consultations(folder)] == ["2025-12-01", "2026-01-31"]


def test_it_can_be_undone(folder: OpenReview) -> None:
    undo.undo(folder, "b", [ask(folder).act.id])
    assert consultations(folder) == ()


def test_it_is_in_no_table(folder: OpenReview) -> None:
    before = folder.review.matrices_of()
    ask(folder)
    assert folder.review.matrices_of() == before


TOMORROW = (date.today() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize("day", ["", "31.01.2026", "2026-02-30", "20260131", "2026-W05-6", TOMORROW])
def test_a_day_that_is_none_or_lies_ahead_is_refused(folder: OpenReview, day: str) -> None:
    with pytest.raises(ReviewkitError, match="is not a day on which you can have asked"):
        ask(folder, day)
    assert consultations(folder) == ()


def test_who_what_and_codes_have_to_be_there(folder: OpenReview) -> None:
    for whom, said in ((" ", "time"), ("relatives", "\n")):
        with pytest.raises(ReviewkitError, match="Say whom you asked and what they said"):
            ask(folder, whom=whom, said=said)
    with pytest.raises(ReviewkitError, match="No codebook has the code 'work'"):
        consult(folder, "b", NewConsultation("relatives", "2026-01-31", "yes", ("work",)))
    assert consultations(folder) == ()
