"""What a person chose on this computer comes back, whatever happened to the file meanwhile."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import ReviewkitError
from reviewkit.model import Highlight
from reviewkit.store import preferences
from reviewkit.store.preferences import Preferences

CHOSEN = Preferences({"include": "j", "exclude": "ø"}, Highlight(("hjemmebasert*", "på"), ("rat",)))


def file_of(home: Path) -> Path:
    (found,) = (home / "config" / "preferences").iterdir()
    return found


def test_what_was_chosen_comes_back_for_that_person_and_review_alone(tmp_path: Path) -> None:
    preferences.write(tmp_path / "one", "a", CHOSEN)
    assert preferences.read(tmp_path / "one", "a") == CHOSEN
    assert preferences.read(tmp_path / "one", "b") == preferences.read(tmp_path / "two", "a") == Preferences()


def test_nothing_is_written_into_the_review(tmp_path: Path, home: Path) -> None:
    preferences.write(tmp_path, "a", CHOSEN)
    assert list(tmp_path.iterdir()) == []
    assert file_of(home).read_bytes().isascii()


def test_what_is_chosen_later_replaces_what_was_chosen_before(tmp_path: Path, home: Path) -> None:
    preferences.write(tmp_path, "a", CHOSEN)
    preferences.write(tmp_path, "a", Preferences())
    assert preferences.read(tmp_path, "a") == Preferences()
    assert file_of(home).exists()


@pytest.mark.parametrize("reviewer", ["../../x", "con", "å", "a/b", "", "\udc80", "A", "x" * 300])
def test_any_id_has_a_file_of_its_own(tmp_path: Path, home: Path, reviewer: str) -> None:
    preferences.write(tmp_path, reviewer, CHOSEN)
    assert preferences.read(tmp_path, reviewer) == CHOSEN
    assert preferences.read(tmp_path, "a") == Preferences()
    assert file_of(home).parent == home / "config" / "preferences"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("", Preferences()),
        ("{", Preferences()),
        ("[]", Preferences()),
        ("null", Preferences()),
        ("[" * 100_000, Preferences()),
        ('{"keys": [], "highlight": 3}', Preferences()),
        ('{"keys": {"include": "j", "exclude": 3}}', Preferences({"include": "j"})),
        ('{"keys": {"include": "j"}, "highlight": {"include": "x"}}', Preferences({"include": "j"})),
        (
            '{"highlight": {"include": ["a", 3, "", " ", null, "b"], "exclude": {}}, "more": 1}',
            Preferences({}, Highlight(("a", "b"))),
        ),
    ],
)
def test_a_damaged_file_counts_as_far_as_it_is_understood(
    tmp_path: Path, home: Path, text: str, known: Preferences
) -> None:
    preferences.write(tmp_path, "a", CHOSEN)
    file_of(home).write_text(text, encoding="utf-8")
    assert preferences.read(tmp_path, "a") == known


def test_a_file_that_is_no_text_counts_as_none(tmp_path: Path, home: Path) -> None:
    preferences.write(tmp_path, "a", CHOSEN)
    file_of(home).write_bytes(b"\xff\xfe{}")
    assert preferences.read(tmp_path, "a") == Preferences()


def test_a_write_that_stops_half_way_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preferences.write(tmp_path, "a", CHOSEN)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReviewkitError, match="No space left"):
        preferences.write(tmp_path, "a", Preferences())
    assert preferences.read(tmp_path, "a") == CHOSEN


def test_too_many_words_or_too_long_ones_are_left_out(tmp_path: Path) -> None:
    many = Preferences({}, Highlight(tuple(f"w{n}" for n in range(2000)), ("x" * 10_000, "y")))
    preferences.write(tmp_path, "a", many)
    found = preferences.read(tmp_path, "a").highlight
    assert (len(found.include), found.exclude) == (500, ("y",))


words = st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip), max_size=3).map(
    tuple
)


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=3), max_size=3), words, words)
def test_anything_that_a_person_can_type_comes_back(
    keys: dict[str, str], include: tuple[str, ...], exclude: tuple[str, ...]
) -> None:
    chosen = Preferences(keys, Highlight(include, exclude))
    preferences.write(Path("any"), "a", chosen)
    assert preferences.read(Path("any"), "a") == chosen
