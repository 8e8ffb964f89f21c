"""The reading log: what somebody says they have read, and never what a program opened."""

from pathlib import Path

import pytest

from reviewkit.actions import familiarising, texts, undo
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview
from tests.extract.pages import plain, two_columns
from tests.folders import afresh, begin, decide, ready_to_code


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Two included studies, of which the first has a full text."""
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg", "aas")
    for record in (1, 2):
        decide(made, "a", record, "y")
    texts.attach(made, "a", "cinahl-0001", "paper.pdf", plain())
    return made


def test_a_reading_is_logged_with_the_checksums_of_the_texts_and_the_memo(folder: OpenReview) -> None:
    done = familiarising.log_reading(folder, "a", "berg", "  They rely on her. ")
    (one,) = familiarising.readings(afresh(folder))
    assert (done.study, done.reader, done.texts, done.notices) == ("berg", "a", 1, ())
    assert (one.act.id, one.act.by, one.act.memo, one.is_of_other_texts) == (
        done.id,
        "a",
        "They rely on her.",
        False,
    )
    assert one.act.texts == tuple(text.sha256 for text in folder.review.facts.texts)
    assert [study.key for study in familiarising.unread(folder.review)] == ["aas"]


def test_a_study_without_a_text_can_be_read_elsewhere_and_that_is_said(folder: OpenReview) -> None:
    done = familiarising.log_reading(folder, "a", "aas")
    assert done.texts == 0
    assert "no full text here" in done.notices[0]


def test_texts_that_changed_since_are_said(folder: OpenReview) -> None:
    familiarising.log_reading(folder, "a", "berg")
    (text,) = folder.review.facts.texts
    undo.undo(folder, "a", [text.id])
    texts.attach(folder, "a", "cinahl-0001", "newer.pdf", two_columns())
    (one,) = familiarising.readings(folder.review)
    assert (one.new_texts, one.gone_texts) == (1, 1)
    assert list(map(str, one.changes())) == [
        "1 full text attached since",
        "1 full text of then not attached any more",
    ]


def test_nobody_is_a_reader_because_a_file_was_opened(folder: OpenReview) -> None:
    from reviewkit.actions.readings import read_texts

    read_texts(folder, "cinahl-0001")
    assert familiarising.readings(folder.review) == ()


def test_a_reading_is_taken_back_by_its_reader(folder: OpenReview) -> None:
    done = familiarising.log_reading(folder, "a", "berg")
    with pytest.raises(ReviewkitError):
        undo.undo(folder, "b", [done.id])
    undo.undo(folder, "a", [done.id])
    assert familiarising.readings(folder.review) == ()


def test_an_unknown_study_is_refused(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="There is no study 'nobody'"):
        familiarising.log_reading(folder, "a", "nobody")


def test_a_study_that_is_not_included_any_more_is_in_no_list(folder: OpenReview) -> None:
    familiarising.log_reading(folder, "a", "berg")
    decide(folder, "a", 1, "n", "population")
    assert familiarising.readings(folder.review) == ()
