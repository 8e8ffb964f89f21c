"""Saying that a claim of a manuscript is right."""

import shutil
from pathlib import Path

import pytest

from reviewkit.actions import merge, undo
from reviewkit.actions.confirming import confirm
from reviewkit.actions.manuscript import CheckedManuscript, check
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview, open_review

PAPER = b"We included 15 studies.\n\nSixteen studies were included.\n\nNurses walked 12 rounds.\n"


def checked(folder: OpenReview, paper: bytes = PAPER) -> CheckedManuscript:
    return check(folder, paper, "paper.txt")


def wrong(found: CheckedManuscript) -> list[str]:
    return [one.claim.words for one in found.wrong]


def number(found: CheckedManuscript, words: str) -> int:
    return next(at for at, one in enumerate(found.claims, 1) if one.claim.words == words)


@pytest.mark.thorough
def test_a_confirmed_claim_is_not_wrong_any_more_wherever_it_moves(example: Path) -> None:
    folder = open_review(example)
    found = checked(folder)
    assert wrong(found) == ["Sixteen"]
    done = confirm(folder, "a", found, number(found, "Sixteen"), "  the sixteenth\ncame late ")
    assert (done.act.words, done.act.why, done.already) == ("Sixteen", "the sixteenth came late", False)
    again = open_review(example)
    assert wrong(checked(again, b"New words.\n\n" + PAPER)) == []
    assert wrong(checked(again, PAPER.replace(b"included.", b"included in it."))) == ["Sixteen"]


def test_the_same_is_logged_once_and_an_undo_takes_it_back(example: Path) -> None:
    folder = open_review(example)
    found = checked(folder)
    first = confirm(folder, "a", found, number(found, "Sixteen"), "late")
    assert confirm(folder, "a", found, number(found, "Sixteen"), "late").already
    undo.undo(folder, "a", [first.act.id])
    assert wrong(checked(folder)) == ["Sixteen"]


@pytest.mark.parametrize(
    ("words", "why", "said"),
    [
        ("Sixteen", " ", "Say why"),
        ("15", "late", "disagrees with nothing"),
        ("12", "late", "disagrees with nothing"),
    ],
)
def test_what_cannot_be_confirmed_is_said_and_not_logged(example: Path, words: str, why: str, said: str) -> None:
    folder = open_review(example)
    found = checked(folder)
    with pytest.raises(ReviewkitError, match=said):
        confirm(folder, "a", found, number(found, words), why)
    assert folder.review.facts.confirmed_claims == ()


def test_a_number_that_no_claim_has_is_said(example: Path) -> None:
    folder = open_review(example)
    with pytest.raises(ReviewkitError, match="There is no claim 99"):
        confirm(folder, "a", checked(folder), 99, "late")


def test_what_was_confirmed_in_another_copy_of_the_folder_comes_with_a_merge(example: Path) -> None:
    other = open_review(Path(shutil.copytree(example, example.parent / "other")))
    found = checked(other)
    confirm(other, "a", found, number(found, "Sixteen"), "late")
    copy = example / "manuscripts" / "a (1).jsonl"
    copy.parent.mkdir()
    shutil.copy(other.root / "manuscripts" / "a.jsonl", copy)
    folder = open_review(example)
    merge.merge(folder, "b", copy)
    assert wrong(checked(folder)) == []
