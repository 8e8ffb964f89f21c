"""What is known between two requests."""

from pathlib import Path

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.page.sitting import Notice, Sitting


def test_an_answer_counts_once(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path)
    answer = sitting.new_answer()
    assert not sitting.is_given(answer)
    assert sitting.is_given(answer)
    assert not sitting.is_given(sitting.new_answer())


def test_a_notice_is_shown_once(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path)
    sitting.say("done", undo="a-1")
    assert sitting.said() == [Notice("done", False, "a-1")]
    assert sitting.said() == []


def test_the_labels_are_those_chosen_else_those_of_the_review(ready: Path) -> None:
    sitting = Sitting(ready)
    sitting.open("a")
    assert sitting.words.language == "en"
    sitting.language = "nn"
    assert sitting.words.language == "nn"


def test_without_a_choice_the_browser_s_language_comes_before_the_review_s_and_english_after_it(
    ready: Path,
) -> None:
    sitting = Sitting(ready)
    sitting.browser_language = "nb"
    assert sitting.words.language == "nb"
    sitting.open("a")  # figures in English, for a journal; the reader is Norwegian
    assert sitting.words.language == "nb"
    with (ready / "review.yaml").open("a", encoding="utf-8") as review:
        review.write("language: nn\n")
    sitting.browser_language = "en"
    sitting.open("a")
    assert sitting.words.language == "nn"
    sitting.language = "en"
    assert sitting.words.language == "en"


def test_a_name_that_is_not_in_the_review_is_refused_at_the_start(ready: Path) -> None:
    with pytest.raises(ReviewkitError, match="is not a reviewer"):
        Sitting(ready).open("nobody")


def test_a_folder_without_a_review_opens_without_one(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path)
    sitting.open("kari")
    assert sitting.folder is None
