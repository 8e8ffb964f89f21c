"""Conflicts are opened early by those who settle them, with a reason, and that can be undone."""

from pathlib import Path

import pytest

from reviewkit.actions import screening
from reviewkit.actions.openings import open_conflicts
from reviewkit.actions.undo import undo
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Stage
from tests.folders import afresh, begin, decide, files_of


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """A conflict on the first of four records; nothing else is decided."""
    made = begin(tmp_path / "review")
    decide(made, "a", 1, "y")
    decide(made, "b", 1, "n", "outcome")
    return made


def with_people(folder: OpenReview, *people: str) -> OpenReview:
    """The folder with more people in its review.yaml."""
    path = folder.root / "review.yaml"
    lines = "".join(f"  - {person}\n" for person in people)
    path.write_text(
        path.read_text(encoding="utf-8").replace("reviewers:\n", f"reviewers:\n{lines}"), encoding="utf-8"
    )
    folder.refresh()
    return folder


def shown_to(folder: OpenReview, who: str) -> list[str]:
    return [one.report for one in folder.review.conflicts_for(who)]


def test_conflicts_are_shown_after_they_were_opened_until_that_is_undone(folder: OpenReview) -> None:
    assert shown_to(folder, "a") == []
    (opening,) = open_conflicts(folder, "a", " we meet today ")
    assert (opening.by, opening.stage, opening.note) == ("a", Stage.SCREENING, "we meet today")
    assert shown_to(folder, "a") == shown_to(folder, "b") == ["cinahl-0001"]
    assert afresh(folder).facts.openings == (opening,)
    with pytest.raises(ReviewkitError, match="Say why you undo it"):
        undo(folder, "b", [opening.id])
    done = undo(folder, "a", [opening.id])
    assert done.plan.what == (f"{opening.id}: the opening of the conflicts at screening, by a",)
    assert shown_to(folder, "a") == []
    undo(folder, "a", done.ids)
    assert shown_to(folder, "a") == ["cinahl-0001"]


def test_new_conflicts_of_an_opened_stage_are_shown_too(folder: OpenReview) -> None:
    open_conflicts(folder, "a", "we meet")
    decide(folder, "a", 2, "y")
    assert shown_to(folder, "b") == ["cinahl-0001"]
    decide(folder, "b", 2, "n")
    assert shown_to(folder, "b") == ["cinahl-0001", "cinahl-0002"]


@pytest.mark.parametrize(
    ("note", "stage", "said"),
    [
        ("", None, "Say why the conflicts are opened"),
        ("  ", Stage.SCREENING, "Say why the conflicts are opened"),
        ("why", Stage.FULL_TEXT, "This review has no stage full-text. Its stages are: screening"),
    ],
)
def test_an_opening_without_a_reason_or_of_no_stage_is_refused(
    folder: OpenReview, note: str, stage: Stage | None, said: str
) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=said):
        open_conflicts(folder, "a", note, stage)
    assert files_of(folder.root) == before


def test_what_is_shown_already_is_not_opened(folder: OpenReview) -> None:
    open_conflicts(folder, "a", "we meet")
    with pytest.raises(ReviewkitError, match="There are no conflicts that are not shown yet"):
        open_conflicts(folder, "b", "again")
    with pytest.raises(ReviewkitError, match="The conflicts at screening are already shown"):
        open_conflicts(folder, "b", "again", Stage.SCREENING)


def test_a_stage_without_conflicts_can_be_opened_by_its_name_alone(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    with pytest.raises(ReviewkitError, match="no conflicts that are not shown"):
        open_conflicts(folder, "a", "why")
    (opening,) = open_conflicts(folder, "a", "why", Stage.SCREENING)
    assert folder.review.facts.openings == (opening,)


def test_where_somebody_only_settles_nobody_else_opens(folder: OpenReview) -> None:
    with_people(folder, "{id: c, roles: [settles]}", "{id: d, roles: [screens]}")
    with pytest.raises(ReviewkitError, match="c settles conflicts without screening, so only they"):
        open_conflicts(folder, "a", "why")
    with pytest.raises(ReviewkitError, match="d does not have the role `settles`"):
        open_conflicts(folder, "d", "why")
    assert shown_to(folder, "c") == []
    open_conflicts(folder, "c", "why")
    assert shown_to(folder, "c") == ["cinahl-0001"]
    assert shown_to(folder, "d") == []


def test_who_joins_later_sees_no_decisions_on_what_waits_for_them(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("per_record: 2", "per_record: 3"), encoding="utf-8")
    with_people(folder, "{id: c}")
    open_conflicts(folder, "a", "why")
    assert [one.decisions for one in folder.review.conflicts_for("c")] == [None]
    assert [len(one.decisions or ()) for one in folder.review.conflicts_for("a")] == [2]


def test_a_folder_of_the_older_format_is_upgraded_first(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("format: 2", "format: 1"), encoding="utf-8")
    with pytest.raises(ReviewkitError, match="reviewkit upgrade"):
        open_conflicts(folder, "a", "why")


def test_an_opening_keeps_its_person_when_their_id_changes(folder: OpenReview) -> None:
    open_conflicts(folder, "a", "why")
    path = folder.root / "review.yaml"
    text = path.read_text(encoding="utf-8").replace("- id: a\n", "- {id: anna, earlier_ids: [a]}\n")
    path.write_text(text, encoding="utf-8")
    assert [one.by for one in afresh(folder).facts.openings] == ["anna"]


def test_deciding_goes_on_after_an_opening(folder: OpenReview) -> None:
    open_conflicts(folder, "a", "why")
    assert screening.decide(folder, "b", "cinahl-0002", Choice.INCLUDE).ids
    assert len(folder.review.queue_of("b")) == 2
