"""What belongs to this computer stays out of the shared folder."""

import os
import sys
from pathlib import Path

import pytest

from reviewkit.store import cache, ledger, local


def test_a_home_that_is_named_holds_cache_and_state(home: Path) -> None:
    assert local.cache_folder() == home / "cache"
    assert local.state_folder() == home / "state"
    assert local.config_folder() == home / "config"


@pytest.mark.parametrize("named", [None, ""])
def test_where_no_home_is_named_they_lie_where_the_system_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: str | None
) -> None:
    monkeypatch.delenv("REVIEWKIT_HOME")
    if named is not None:
        monkeypatch.setenv("REVIEWKIT_HOME", named)
    monkeypatch.setenv("HOME", str(tmp_path))
    folders = (local.cache_folder(), local.state_folder(), local.config_folder())
    assert len(set(folders)) == 3
    assert all("reviewkit" in folder.parts and folder.is_absolute() for folder in folders)


def test_looking_for_the_folders_makes_none(home: Path) -> None:
    local.cache_folder()
    local.state_folder()
    local.config_folder()
    assert list(home.iterdir()) == []


def test_one_folder_has_one_name_by_whatever_way_it_is_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review, other = tmp_path / "review", tmp_path / "other"
    review.mkdir()
    other.mkdir()
    (tmp_path / "link").symlink_to(review)
    monkeypatch.chdir(tmp_path)
    ways = (review, Path("review"), tmp_path / "other" / ".." / "review", tmp_path / "link")
    assert len({local.key_of(way) for way in ways}) == 1
    assert local.key_of(review) != local.key_of(other)


def test_a_name_is_short_and_means_no_folder(tmp_path: Path) -> None:
    name = local.key_of(tmp_path / "a folder with åäö/and more" / ("x" * 200))
    assert name.isalnum()
    assert len(name) == 24


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_folder_whose_name_is_no_text_has_a_name_too(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xff\xfe")
    folder.mkdir()
    assert local.key_of(folder) != local.key_of(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folders of a user private by itself")
def test_what_is_kept_of_a_review_is_for_this_user_alone(home: Path, tmp_path: Path) -> None:
    """A review may lie in a folder that others cannot read; most home folders can be read by all."""
    cache.write("answers", "k", [1])
    folder = tmp_path / "review"
    folder.mkdir()
    with ledger.locked(folder):
        ledger.append(folder, ledger.SCREENING, "a", [{"what": "decision"}])
    kept = [local.cache_folder(), local.state_folder()]
    assert [oct(one.stat().st_mode & 0o777) for one in kept] == ["0o700", "0o700"]
