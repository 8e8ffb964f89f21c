"""An answer to what is no longer as it was shown is neither logged nor applied to anything else."""

from pathlib import Path

import pytest

from reviewkit.actions import duplicates, screening
from reviewkit.actions.shown import Change, Shown, StaleAnswerError
from reviewkit.actions.undo import undo
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Choice, Stage, Verdict
from tests.folders import begin, bring, decide, files_of

FIRST = Shown("cinahl-0001", Stage.SCREENING)
SECOND = Shown("cinahl-0002", Stage.SCREENING)


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begin(tmp_path / "review")


def answer(folder: OpenReview, shown: Shown, choice: Choice = Choice.EXCLUDE, who: str = "a") -> str:
    """Answer in a window that was opened before: the id of the decision."""
    done = screening.decide(open_review(folder.root), who, shown.report, choice, stage=shown.stage, shown=shown)
    return done.ids[-1]


def refused(folder: OpenReview, shown: Shown, who: str = "a") -> StaleAnswerError:
    """The error of an answer that is not logged."""
    before = files_of(folder.root)
    with pytest.raises(StaleAnswerError) as found:
        answer(folder, shown, who=who)
    assert files_of(folder.root) == before
    return found.value


def test_an_answer_to_what_is_as_it_was_shown_is_logged_once(folder: OpenReview) -> None:
    answer(folder, FIRST, Choice.INCLUDE)
    decide(folder, "b", 1, "y")
    error = refused(folder, FIRST)
    assert (error.change, error.report) == (Change.DECIDED, "cinahl-0001")
    assert "in another window (include)" in str(error)


def test_what_others_decide_meanwhile_stops_no_answer(folder: OpenReview) -> None:
    decide(folder, "b", 1, "n")
    answer(folder, FIRST)


def test_an_earlier_decision_that_is_shown_can_be_made_anew_once(folder: OpenReview) -> None:
    last = answer(folder, FIRST, Choice.INCLUDE)
    again = Shown("cinahl-0001", Stage.SCREENING, last)
    answer(folder, again)
    error = refused(folder, again)
    assert (error.change, "(exclude)" in str(error)) == (Change.DECIDED, True)


def test_a_note_written_meanwhile_is_not_overwritten(folder: OpenReview) -> None:
    last = answer(folder, FIRST)
    screening.annotate(folder, "a", "cinahl-0001", "look again")
    assert refused(folder, Shown("cinahl-0001", Stage.SCREENING, last)).change is Change.DECIDED


def test_a_decision_that_was_undone_meanwhile_is_not_made_anew(folder: OpenReview) -> None:
    last = answer(folder, FIRST)
    undo(folder, "a", [last])
    error = refused(folder, Shown("cinahl-0001", Stage.SCREENING, last))
    assert (error.change, error.report) == (Change.UNDONE, "cinahl-0001")


def test_an_answer_to_what_became_a_duplicate_goes_to_no_other_report(folder: OpenReview) -> None:
    duplicates.answer(folder, "b", ("cinahl-0001", "cinahl-0002"), Verdict.SAME)
    error = refused(folder, SECOND)
    assert (error.change, error.report) == (Change.MERGED, "cinahl-0001")
    assert "cinahl-0002 was found to be a duplicate of cinahl-0001" in str(error)
    answer(folder, FIRST)


def test_an_answer_to_a_report_that_got_a_duplicate_is_logged(folder: OpenReview) -> None:
    duplicates.answer(folder, "b", ("cinahl-0001", "cinahl-0002"), Verdict.SAME)
    assert answer(folder, FIRST)


def test_an_answer_to_a_record_whose_import_was_undone_is_refused(folder: OpenReview) -> None:
    came = bring(folder, "medline", 1, start=20)
    undo(folder, "a", [came.id])
    error = refused(folder, Shown("medline-0001", Stage.SCREENING))
    assert (error.change, error.report) == (Change.WITHDRAWN, "")


def test_what_was_never_a_record_is_no_stale_answer(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="is not a record") as found:
        answer(folder, Shown("medline-0001", Stage.SCREENING))
    assert not isinstance(found.value, StaleAnswerError)


def test_an_answer_that_is_no_longer_needed_is_refused_without_a_word_of_what_others_said(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", people=1)
    decide(folder, "b", 1, "n", "outcome")
    error = refused(folder, FIRST)
    assert error.change is Change.NOT_NEEDED
    assert not {"exclude", "outcome", " b "} & set(str(error).split())


def test_an_answer_at_a_stage_that_the_report_has_left_is_refused(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", people=1, stages="two")
    shown = Shown("cinahl-0001", Stage.TITLE_ABSTRACT)
    decide(folder, "b", 1, "y")
    assert refused(folder, shown).change is Change.NOT_NEEDED
