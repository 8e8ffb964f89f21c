"""Which format a folder is kept in, and how an older version is made to stop."""

from pathlib import Path

import pytest
import yaml

from reviewkit.errors import Level, Place, ReviewkitError
from reviewkit.store import codebooks
from reviewkit.store import format as formats


def test_the_mark_is_a_codebook_that_is_no_mapping(tmp_path: Path) -> None:
    """Version 0.2 stops at such a file and names it."""
    formats.write_mark(tmp_path)
    content = yaml.safe_load((tmp_path / formats.MARK).read_text(encoding="utf-8"))
    assert isinstance(content, list)
    assert any("pipx install" in line for line in content)
    assert Path(formats.MARK).parts[0] == codebooks.FOLDER


def test_this_version_reads_no_codebook_out_of_the_mark(tmp_path: Path) -> None:
    formats.write_mark(tmp_path)
    problems: list = []
    assert codebooks.read_all(tmp_path, problems) == ()
    assert problems == []


@pytest.mark.parametrize(
    ("name", "is_mark"),
    [
        (Path(formats.MARK).name, True),
        ("this-review-needs-reviewkit-0.9-or-newer.yaml", True),
        ("themes.yaml", False),
        ("my-this-review-needs-reviewkit-.yaml", False),
    ],
)
def test_marks_of_later_versions_are_known_too(name: str, is_mark: bool) -> None:
    assert formats.is_format_mark(name) is is_mark


@pytest.mark.parametrize("stated", [1, 2])
def test_a_folder_of_this_format_or_an_older_one_may_be_written(stated: int) -> None:
    formats.may_write(stated)


def test_a_folder_of_a_newer_format_may_not_be_written() -> None:
    with pytest.raises(ReviewkitError, match=r"has format 3.*only write format 2\. Nothing was changed"):
        formats.may_write(3)


def test_an_act_that_0_2_would_pass_over_needs_the_new_format(tmp_path: Path) -> None:
    formats.needs_format(tmp_path, 2, 2, "coding")
    formats.needs_format(tmp_path, 1, 1, "deciding")
    with pytest.raises(ReviewkitError, match=r": coding needs the folder's new format.*reviewkit upgrade"):
        formats.needs_format(tmp_path, 1, 2, "coding")
    with pytest.raises(ReviewkitError, match="has format 3"):
        formats.needs_format(tmp_path, 3, 2, "coding")


def test_a_newer_format_is_an_error(tmp_path: Path) -> None:
    formats.write_mark(tmp_path)
    (found,) = formats.problems(tmp_path, 3)
    assert (found.place, found.level, found.code) == (Place("review.yaml"), Level.ERROR, "format")


def test_a_mark_that_is_missing_is_reported(tmp_path: Path) -> None:
    (found,) = formats.problems(tmp_path, 2)
    assert (found.place, found.level, found.code) == (Place(formats.MARK), Level.WARNING, "format")
    formats.write_mark(tmp_path)
    assert formats.problems(tmp_path, 2) == []


def test_a_folder_of_0_2_lacks_nothing(tmp_path: Path) -> None:
    assert formats.problems(tmp_path, 1) == []
