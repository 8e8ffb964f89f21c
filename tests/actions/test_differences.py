"""Two moments, or two copies, by the names that people give them."""

import shutil
from pathlib import Path

import pytest

from reviewkit.actions.differences import compared
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import open_review
from tests.conftest import EXAMPLE


def test_a_day_is_compared_with_now_or_with_another_day() -> None:
    work = open_review(EXAMPLE)
    found = compared(work, "2023-06-30", "", "")
    assert (found.before.asked, found.after.asked, found.after.then) == ("2023-06-30", "now", None)
    assert {one.id: one.after for one in found.difference.flow}["new.studies"] == 15
    assert not compared(work, "now", "now", "").difference.anything
    assert not compared(work, "2023-08-18", "2023-08-18", "").difference.anything


def test_a_copy_in_another_folder_is_compared_record_by_record(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(EXAMPLE, copy)
    work = open_review(EXAMPLE)
    assert not compared(work, str(copy), "", "").difference.anything
    (copy / "screening" / "published.jsonl").unlink()
    found = compared(work, str(copy), "", "").difference
    assert {one.id: (one.before, one.after) for one in found.flow}["new.studies"] == (0, 15)


def test_a_name_that_means_nothing_is_refused() -> None:
    with pytest.raises(ReviewkitError, match="nonsense"):
        compared(open_review(EXAMPLE), "nonsense", "", "")
