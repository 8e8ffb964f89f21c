"""What has become of a codebook: its history, the difference between two moments, and what waits for a person."""

from pathlib import Path

import pytest

from reviewkit import codebook_changes as changes
from reviewkit.actions import codebook, codebook_past, undo
from reviewkit.actions.codebook import ChangedBook, Noted
from reviewkit.codebook_changes import Change
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview
from tests.codebooks import BOOK
from tests.folders import begin, decide, ready_to_code


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg")
    decide(made, "a", 1, "y")
    (made.root / "codebooks" / "themes.yaml").write_text(BOOK, encoding="utf-8")
    made.refresh()
    return made


def change(folder: OpenReview, what: Change, why: str = "we agreed") -> ChangedBook:
    return codebook.change(folder, "a", what, Noted(why))


def test_the_history_of_a_code_has_the_acts_that_it_has_a_part_in(folder: OpenReview) -> None:
    change(folder, changes.retire("time"))
    change(folder, changes.merge(["closeness"], "trust"), "nobody could tell them apart")
    assert [one.act.op for one in codebook_past.history(folder.review)] == ["version", "retire", "merge"]
    for code in ("closeness", "trust"):
        first, last = codebook_past.history(folder.review, code)
        assert (first.act.op, last.act.op, last.act.why) == ("version", "merge", "nobody could tell them apart")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("nosuch", r"\. Known codes: trust, closeness"),
        ("Trust", r"; did you mean 'trust'\?"),
        ("She knows me", r"; did you mean 'knows_me'\?"),
        ("closenes", r"; did you mean 'closeness'\?"),
        ("x" * 20_000, r"\. Known codes: "),
    ],
)
def test_what_is_no_code_has_no_history(folder: OpenReview, name: str, hint: str) -> None:
    with pytest.raises(ReviewkitError, match=f"The codebook themes has no code '{name}'{hint}"):
        codebook_past.history(folder.review, name)
    assert codebook_past.history(folder.review, "trust") == codebook_past.history(folder.review, "known") == ()


def test_an_act_that_was_undone_stays_in_the_history_with_its_undo(folder: OpenReview) -> None:
    done = change(folder, changes.retire("time"))
    undo.undo(folder, "b", [done.ids[-1]], "we need it")
    _, past = codebook_past.history(folder.review, "time")
    assert past.undo is not None
    assert (past.act.op, past.undo.by, past.undo.note) == ("retire", "b", "we need it")
    assert codebook_past.difference(folder.review).steps == ()
    (step,) = codebook_past.difference(folder.review, until=done.ids[-1]).steps
    assert step.op == "retire"


def test_a_difference_is_between_versions_days_or_acts(folder: OpenReview) -> None:
    change(folder, changes.rename("time", "Haste"))
    change(folder, changes.version("2"))
    last = change(folder, changes.retire("time"))

    def between(*moments: str) -> list[str]:
        return [step.op for step in codebook_past.difference(folder.review, *moments).steps]

    assert sorted(between()) == ["rename", "retire", "version"]
    assert sorted(between("1", "2")) == ["rename", "version"]
    assert between("2") == ["retire"]
    assert between("2", last.ids[0]) == ["retire"]
    assert between(last.ids[0]) == []
    assert between("2", "2000-01-01")  # before there was a codebook
    with pytest.raises(ReviewkitError, match="no version"):
        between("first")


def test_a_codebook_without_history_has_no_difference(folder: OpenReview) -> None:
    assert codebook_past.difference(folder.review).steps == ()
    assert codebook_past.history(folder.review) == ()
    (status,) = codebook_past.status(folder.review)
    assert (status.acts, status.edits, status.to_reassign) == (0, (), ())
