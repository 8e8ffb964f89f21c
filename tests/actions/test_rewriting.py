"""A file of agreements changes only from the text that was seen, and no problem comes in with the change."""

from pathlib import Path

import pytest

from reviewkit.actions import rewriting
from reviewkit.actions.who import acting
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.store.open_review import OpenReview
from tests.folders import begin


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begin(tmp_path / "review")


def reader(text: str, problems: list[Problem]) -> str:
    """A problem for each line that begins with a level, as if it were on the line above."""
    for number, line in enumerate(text.splitlines()):
        level, _, message = line.partition(" ")
        if level in list(Level):
            problems.append(Problem(Place("x", number), message, Level(level), "yaml"))
    return text.upper()


def test_what_is_read_back_is_given_where_no_problem_came_in() -> None:
    assert rewriting.read_back(reader, "error a\n", "x\nerror a\nnote b\n") == "X\nERROR A\nNOTE B\n"


@pytest.mark.parametrize("level", ["error", "warning"])
def test_a_problem_that_came_in_is_raised_in_its_words(level: str) -> None:
    with pytest.raises(ReviewkitError, match=r"^b c\. Nothing was changed\.$"):
        rewriting.read_back(reader, "error a\n", f"error a\n{level} b c\n")


def test_only_the_levels_that_matter_stop_a_change() -> None:
    assert rewriting.read_back(reader, "", "warning a", (Level.ERROR,)) == "WARNING A"
    with pytest.raises(ReviewkitError):
        rewriting.read_back(reader, "", "error a", (Level.ERROR,))


def test_without_a_text_before_every_problem_is_new() -> None:
    with pytest.raises(ReviewkitError, match=r"^a\."):
        rewriting.read_back(reader, None, "error a")


def test_the_text_that_was_seen_is_known_by_its_checksum(folder: OpenReview) -> None:
    seen = rewriting.seen_now(folder, "review.yaml")
    text = rewriting.text_now(folder, "review.yaml")
    rewriting.must_be_seen(text, "review.yaml", seen)
    rewriting.must_be_seen(f"{text}#\n", "review.yaml", "")
    with pytest.raises(ReviewkitError, match=r"review\.yaml has changed since you opened it"):
        rewriting.must_be_seen(f"{text}#\n", "review.yaml", seen)


def test_a_file_that_is_not_there_has_no_text(folder: OpenReview) -> None:
    assert rewriting.text_now(folder, "studies.yaml") == ""


def test_a_file_is_written_logged_and_read_again(folder: OpenReview) -> None:
    with acting(folder, "a") as act:
        (made,) = rewriting.write(act, "studies.yaml", "berg: {citation: B, records: []}\n", "why")
        assert rewriting.write(act, "studies.yaml", "berg: {citation: B, records: []}\n", "why") == ()
    assert [study.key for study in folder.review.facts.studies] == ["berg"]
    assert (folder.review.facts.agreements[-1].id, folder.review.facts.agreements[-1].why) == (made, "why")


def test_a_link_out_of_the_folder_is_not_written(folder: OpenReview, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("mine: 1\n", encoding="utf-8")
    (folder.root / "studies.yaml").symlink_to(tmp_path / "mine.yaml")
    with acting(folder, "a") as act, pytest.raises(ReviewkitError, match="points out of the review folder"):
        rewriting.write(act, "studies.yaml", "x: {}\n", "why")
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == "mine: 1\n"
