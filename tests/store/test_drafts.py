"""What was typed and not saved comes back for that person, review and field alone, whatever happened to the file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.store import drafts
from reviewkit.store.drafts import Place

AIM = Place("berg", "aim", 1)
FORM = {"value": ["To learn ø"], "quote": ["one", "two"]}


def file_of(home: Path) -> Path:
    (found,) = (home / "state" / "drafts").iterdir()
    return found


def test_what_was_typed_comes_back_for_that_person_and_review_alone(tmp_path: Path) -> None:
    drafts.keep(tmp_path / "one", "a", AIM, FORM)
    drafts.keep(tmp_path / "one", "a", AIM._replace(instance=2), {"value": ["x"]})
    assert drafts.read(tmp_path / "one", "a")[AIM] == FORM
    assert len(drafts.read(tmp_path / "one", "a")) == 2
    assert drafts.read(tmp_path / "one", "b") == drafts.read(tmp_path / "two", "a") == {}


def test_what_is_saved_is_forgotten(tmp_path: Path) -> None:
    drafts.keep(tmp_path, "a", AIM, FORM)
    drafts.drop(tmp_path, "a", AIM)
    drafts.drop(tmp_path, "a", AIM)
    assert drafts.read(tmp_path, "a") == {}


def test_nothing_is_written_into_the_review_and_others_cannot_read_it(tmp_path: Path, home: Path) -> None:
    root = tmp_path / "review"
    root.mkdir()
    drafts.keep(root, "a", AIM, FORM)
    assert list(root.iterdir()) == []
    assert (home / "state").stat().st_mode & 0o077 == 0


def test_it_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "_MOST", 3)
    for number in range(5):
        drafts.keep(tmp_path, "a", AIM._replace(instance=number), FORM)
    assert [place.instance for place in drafts.read(tmp_path, "a")] == [2, 3, 4]
    drafts.keep(tmp_path, "a", AIM, {"value": ["x" * 200_001]})
    assert AIM not in drafts.read(tmp_path, "a")


@given(
    st.one_of(
        st.binary(max_size=60), st.sampled_from([b"[]", b'{"drafts": [[1]]}', b'{"drafts": [["a","b",1,[]]]}'])
    )
)
def test_a_damaged_file_says_nothing(data: bytes) -> None:
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "REVIEWKIT_HOME", home)
        drafts.keep(Path(home), "a", AIM, FORM)
        file_of(Path(home)).write_bytes(data)
        assert drafts.read(Path(home), "a") == {}
        drafts.keep(Path(home), "a", AIM, FORM)
        assert drafts.read(Path(home), "a") == {AIM: FORM}
