"""Included reports become studies in studies.yaml; what is there stays, and the change is logged."""

from pathlib import Path

import pytest

from reviewkit.actions import studies
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview
from tests.folders import begin, decide


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Four reports, of which the first two are included."""
    made = begin(tmp_path / "review", people=1)
    for number in (1, 2):
        decide(made, "a", number, "y")
    return made


def written(folder: OpenReview) -> str:
    return (folder.root / "studies.yaml").read_text(encoding="utf-8")


def test_each_included_report_becomes_a_study_once(folder: OpenReview) -> None:
    new = studies.propose(folder, "a")
    assert [study.records for study in new] == [("cinahl-0001",), ("cinahl-0002",)]
    assert [study.key for study in folder.review.facts.studies] == [study.key for study in new]
    before = written(folder)
    assert studies.propose(folder, "a") == ()
    assert written(folder) == before


def test_what_is_in_the_file_stays_with_its_comments(folder: OpenReview) -> None:
    (folder.root / "studies.yaml").write_text(
        "# ours\nberg: # the first\n  citation: Berg\n  records: [cinahl-0001]\n", encoding="utf-8"
    )
    folder.refresh()
    assert [study.records for study in studies.propose(folder, "a")] == [("cinahl-0002",)]
    assert written(folder).startswith("# ours\nberg: # the first\n  citation: Berg\n  records: [cinahl-0001]\n")


def test_the_change_is_logged_by_who_made_it(folder: OpenReview) -> None:
    studies.propose(folder, "a")
    change = folder.review.facts.agreements[-1]
    assert (change.file, change.by, change.why) == ("studies.yaml", "a", "studies of included reports")


def test_a_file_that_is_no_yaml_is_left_as_it_is(folder: OpenReview) -> None:
    (folder.root / "studies.yaml").write_text("berg: [", encoding="utf-8")
    folder.refresh()
    with pytest.raises(ReviewkitError):
        studies.propose(folder, "a")
    assert written(folder) == "berg: ["
