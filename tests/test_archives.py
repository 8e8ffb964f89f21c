"""Zips of strangers: nothing grows, lies or crashes, and every refusal names the file and what to do."""

import contextlib
import io
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import limits
from reviewkit.archives import Archive
from reviewkit.errors import ReviewkitError


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def unpacked(data: bytes) -> list[bytes]:
    with Archive(data, "x.zip") as archive:
        return [archive.unpacked(entry) for entry in archive.infolist()]


def test_files_are_unpacked_as_they_were() -> None:
    assert unpacked(packed({"a": b"one", "b": b"", "c": b"x" * 100_000})) == [b"one", b"", b"x" * 100_000]


def test_a_file_that_becomes_many_times_larger_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATIO_FROM", 10_000)
    data = packed({"a.ris": b"a" * 100_000})
    with pytest.raises(
        ReviewkitError, match=r"x\.zip: a\.ris in the zip becomes too large when it is unpacked \(0 MB\)"
    ):
        unpacked(data)
    monkeypatch.setattr(limits, "RATIO", 10_000)
    assert len(unpacked(data)[0]) == 100_000


def test_what_was_unpacked_before_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED", 100)
    assert len(unpacked(packed({"a": b"a" * 60, "b": b"b" * 40}))) == 2
    with pytest.raises(ReviewkitError, match=r"x\.zip: b in the zip becomes too large"):
        unpacked(packed({"a": b"a" * 60, "b": b"b" * 41}))


def test_a_zip_of_very_many_files_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMBERS", 2)
    assert len(unpacked(packed({"a": b"", "b": b""}))) == 2
    with pytest.raises(ReviewkitError, match=r"x\.zip: there are 3 files in this zip"):
        unpacked(packed({"a": b"", "b": b"", "c": b""}))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@given(place=st.integers(0, 10_000), letters=st.binary(min_size=1, max_size=12))
def test_a_damaged_zip_is_read_or_told_in_words(method: int, place: int, letters: bytes) -> None:
    whole = packed({"a.ris": b"TY  - JOUR\nTI  - One\nER  - \n" * 9, "b.ris": b"x"}, method)
    at = place % len(whole)
    for damaged in (whole[:at] + letters + whole[at + len(letters) :], whole[:at]):
        with contextlib.suppress(ReviewkitError):
            assert len(unpacked(damaged)) <= 2


def test_what_is_said_of_a_damaged_one_can_be_chosen() -> None:
    with pytest.raises(ReviewkitError, match="the zip is damaged"):
        Archive(b"no zip", "x.zip")
    with pytest.raises(ReviewkitError, match="a broken book"):
        Archive(b"no zip", "x.epub", "a broken book")


@pytest.mark.parametrize("again", ["word/document.xml", "Word/Document.XML"])
def test_a_document_in_which_a_part_is_twice_is_not_read(again: str) -> None:
    data = io.BytesIO(packed({"word/document.xml": b"one", "word/": b""}))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/", b"")
    assert Archive(data.getvalue(), "x.docx", "damaged").namelist()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(data, "a") as archive:
        archive.writestr(again, b"two")
    with pytest.raises(ReviewkitError, match=rf"x\.docx: {again} is in it twice"):
        Archive(data.getvalue(), "x.docx", "damaged")
    assert unpacked(data.getvalue()) == [b"one", b"", b"", b"two"]  # a zip of exports may have two of a name
