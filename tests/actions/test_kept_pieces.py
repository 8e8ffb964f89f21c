"""Where pieces begin is kept by the bytes of the file; a file that was changed is cut anew."""

from pathlib import Path

import pytest

from reviewkit.actions import kept_columns, kept_pieces
from reviewkit.matching import pieces
from tests.builders import papers


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pieces, "PIECE", 400)
    monkeypatch.setattr(pieces, "LARGE", 500)
    path = tmp_path / "many.ris"
    path.write_bytes(papers(9).encode() + b"N1  - caf\xe9\n")
    return path


def keep(*paths: Path, digests: list[str] | None = None) -> bool:
    sums = kept_columns.checksums(paths)
    files = list(map(kept_pieces.of_file, paths, sums))
    found = digests or [source.digest() for one in files for source in one.sources]
    return kept_pieces.keep(files, sums, found)


def test_a_file_is_cut_once_and_its_pieces_know_their_digests(file: Path, tmp_path: Path) -> None:
    small = tmp_path / "small.ris"
    small.write_text(papers(1), encoding="utf-8")
    for path in (file, small):
        (checksum,) = kept_columns.checksums([path])
        first = kept_pieces.of_file(path, checksum)
        assert [source.told for source in first.sources] == [""] * len(first.sources)
        assert keep(path)
        again = kept_pieces.of_file(path, checksum)
        assert [source.told for source in again.sources] == [source.digest() for source in first.sources]
        assert again.problems == first.problems
        for before, now in zip(first.sources, again.sources, strict=True):
            assert now.columns() == before.columns()
    assert len(kept_pieces.of_file(file, kept_columns.checksums([file])[0]).sources) > 2
    assert kept_pieces.of_file(file, kept_columns.checksums([file])[0]).problems != ()


def test_other_bytes_and_the_same_elsewhere_are_cut_anew(file: Path, tmp_path: Path) -> None:
    assert keep(file)
    copy = tmp_path / "copy.ris"
    copy.write_bytes(file.read_bytes())
    file.write_bytes(file.read_bytes() + b"\n")
    for path in (file, copy):
        (checksum,) = kept_columns.checksums([path])
        assert not any(source.told for source in kept_pieces.of_file(path, checksum).sources)


def test_nothing_is_kept_of_a_file_that_is_no_longer_what_was_cut(file: Path) -> None:
    sums = kept_columns.checksums([file])
    files = [kept_pieces.of_file(file, sums[0])]
    digests = [source.digest() for source in files[0].sources]
    file.write_bytes(file.read_bytes() + b"\n")
    assert not kept_pieces.keep(files, sums, digests)
    assert not any(source.told for source in kept_pieces.of_file(file, sums[0]).sources)


def test_what_has_no_checksum_is_never_kept(file: Path) -> None:
    assert not kept_pieces.keep([kept_pieces.of_file(file, "")], ("",), ["1"] * 99)
