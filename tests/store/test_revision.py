"""A change of any file that is read changes the revision; nothing else does."""

import os
import time
from pathlib import Path

import pytest

from reviewkit.store import ledger, open_review, revision
from reviewkit.store.open_review import OpenReview
from tests.folders import begin, decide


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    found = begin(tmp_path / "review")
    decide(found, "a", 1, "y")
    return found


def test_the_revision_is_a_name_for_the_state_of_the_files(folder: OpenReview) -> None:
    first = folder.revision
    assert open_review.open_review(folder.root).revision == first
    decide(folder, "a", 2, "y")
    assert folder.revision != first
    assert open_review.open_review(folder.root).revision == folder.revision


def test_a_change_of_the_form_changes_the_revision(folder: OpenReview) -> None:
    (folder.root / "charting").mkdir()
    first = revision.revision_of(folder.root)
    (folder.root / "charting" / "form.yaml").write_text("groups: []\n", encoding="utf-8")
    assert revision.revision_of(folder.root) != first


def test_the_lock_and_what_git_keeps_are_no_state_of_the_review(folder: OpenReview) -> None:
    first = folder.revision
    (folder.root / ".git").mkdir()
    (folder.root / ".git" / "index").write_text("x")
    (folder.root / ledger.LOCK_FOLDER / "lock").write_text("x")
    assert revision.revision_of(folder.root) == first


def test_the_newest_change_is_that_of_the_file_that_changed_last(folder: OpenReview) -> None:
    start = time.time()
    path = folder.root / folder.review.facts.exports[0].path
    future = start + 1000
    os.utime(path, (future, future))
    assert revision.newest_change(folder.root) == pytest.approx(future, abs=1)


def test_what_is_not_there_has_a_signature_of_its_own(tmp_path: Path) -> None:
    assert revision.signature(tmp_path / "none") == ("FileNotFoundError",)
    assert revision.signature(tmp_path) == ()


def test_a_folder_further_down_counts_where_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "one" / "two").mkdir(parents=True)
    flat, deep = revision.signature(tmp_path / "one"), revision.signature(tmp_path / "one", deep=True)
    (tmp_path / "one" / "two" / "file").write_text("x")
    assert revision.signature(tmp_path / "one") == flat
    assert revision.signature(tmp_path / "one", deep=True) != deep


def test_a_file_that_another_took_the_place_of_is_another(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("one")
    before, times = revision.signature(path), path.stat()
    (tmp_path / "new").write_text("two")
    os.utime(tmp_path / "new", ns=(times.st_atime_ns, times.st_mtime_ns))
    (tmp_path / "new").replace(path)
    assert revision.signature(path) != before


def test_an_empty_folder_has_no_newest_change(tmp_path: Path) -> None:
    assert revision.newest_change(tmp_path) == 0.0
