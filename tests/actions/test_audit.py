"""The phases of a folder: from its logs, with the days on which things were done."""

from pathlib import Path

import pytest

from reviewkit import codebook_changes as changes
from reviewkit.actions import audit, codebook, coding, familiarising, undo
from reviewkit.actions.codebook import Noted
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview
from tests.folders import afresh, begin, decide, ready_to_code


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """An included study that was read and coded, with a codebook that was changed."""
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg", "aas")
    decide(made, "a", 1, "y")
    familiarising.log_reading(made, "a", "berg", "a memo")
    coding.add_quote(made, "a", "berg", "We trust each other", ["trust"])
    coding.add_quote(made, "b", "berg", "No time", ["time"])
    codebook.change(made, "a", changes.create("calm", "Calm", "theme", {"status": "candidate"}), Noted("seen", 3))
    done = codebook.change(made, "b", changes.retire("time"), Noted("rare", 4))
    undo.undo(made, "a", [done.ids[-1]], "it is in use")
    return made


def test_the_phases_are_those_of_the_logs(folder: OpenReview) -> None:
    found = audit.phases_of(folder.review, "a")
    assert [(row.by, row.memo, row.other_texts_now) for row in found.readings] == [("a", "a memo", False)]
    assert [(row.coder, row.quotes) for row in found.coders] == [("a", 1), ("b", 1)]
    assert found.undated == 0
    assert all(row.first and row.first == row.last for row in found.coders)
    assert [(act.op, bool(undone)) for act, undone in found.changes] == [("create", False), ("retire", True)]
    assert (found.in_phase, found.candidates_made) == ({3: 1}, 1)
    assert found.begun_with is not None
    assert found.begun_with.by == "a"


def test_quotes_in_files_have_no_date(folder: OpenReview) -> None:
    path = folder.root / "coding" / "b" / "berg.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("segments:\n  - {quote: by hand, codes: [trust]}\n", encoding="utf-8")
    folder.refresh()
    found = audit.phases_of(folder.review, "")
    assert (found.quotes, found.undated) == (3, 1)


def test_of_several_codebooks_one_has_to_be_named(folder: OpenReview) -> None:
    (folder.root / "codebooks" / "other.yaml").write_text("codes: {near: Near}\n", encoding="utf-8")
    folder.refresh()
    assert afresh(folder).facts.codebooks
    with pytest.raises(ReviewkitError, match="--codebook"):
        audit.phases_of(folder.review, "a")
    assert audit.phases_of(folder.review, "a", "other").changes == ()


def test_what_somebody_may_not_see_is_in_no_count(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        audit, "codings_shown", lambda review, who: tuple(one for one in review.facts.codings if one.coder == who)
    )
    found = audit.phases_of(folder.review, "a")
    assert ([row.coder for row in found.coders], found.quotes, found.closed) == (["a"], 1, 1)
