"""Files as sources: cut where they are large, hashed by what they hold and where."""

import pickle
from pathlib import Path

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.matching import columns, large_files
from reviewkit.matching.columns import extend, no_columns
from reviewkit.matching.pieces import FilePiece, WholeFile, in_pieces
from reviewkit.store import exports
from tests.builders import papers


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of some kilobytes count as large, and are cut every 9,000 bytes."""
    monkeypatch.setattr(large_files, "PIECE", 9000)
    monkeypatch.setattr("reviewkit.matching.pieces.LARGE", 20000)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.ris"
    path.write_text(papers(300).replace("care", "omsorg på Åsen"), encoding="cp1252")
    return path


@pytest.mark.usefixtures("small_pieces")
def test_the_sources_of_a_file_have_its_records_in_order(many: Path) -> None:
    (cut,) = in_pieces([many], exports)
    assert len(cut.sources) > 3
    table = no_columns()
    for source in cut.sources:
        part, problems = source.columns()
        assert problems == []
        extend(table, part)
    assert table == columns(exports.stream(many, []))
    assert [problem.code for problem in cut.problems] == ["encoding"]


@pytest.mark.usefixtures("small_pieces")
def test_a_file_that_is_small_or_no_ris_file_is_one_source(tmp_path: Path, many: Path) -> None:
    small, table = tmp_path / "small.ris", tmp_path / "table.csv"
    small.write_text(papers(2), encoding="utf-8")
    table.write_text("title,year\n" + "Care,2020\n" * 9000, encoding="utf-8")
    cut = in_pieces([small, table, many], exports)
    assert [[type(source) for source in one.sources][:1] for one in cut] == [[WholeFile], [WholeFile], [FilePiece]]
    assert [len(one.sources) for one in cut[:2]] == [1, 1]
    part, problems = cut[1].sources[0].columns()
    assert (len(part), problems) == (9000, [])


@pytest.mark.usefixtures("small_pieces")
def test_a_source_has_another_digest_where_anything_in_it_is_other(tmp_path: Path, many: Path) -> None:
    def digests() -> list[str]:
        return [source.digest() for one in in_pieces([many], exports) for source in one.sources]

    before = digests()
    assert digests() == before
    assert len(set(before)) == len(before)
    data = many.read_bytes()
    many.write_bytes(data[:-40].replace(b"omsorg", b"omsorh", 1) + data[-40:])
    assert sum(one != other for one, other in zip(before, digests(), strict=True)) == 1
    small = tmp_path / "small.ris"
    small.write_text(papers(2), encoding="utf-8")
    (one,) = in_pieces([small], exports)[0].sources
    first = one.digest()
    small.write_text(papers(2) + "\n", encoding="utf-8")
    assert one.digest() != first


@pytest.mark.usefixtures("small_pieces")
def test_sources_go_to_other_processes(many: Path) -> None:
    for source in in_pieces([many], exports)[0].sources:
        assert pickle.loads(pickle.dumps(source)).digest() == source.digest()


def test_a_missing_file_is_named_before_anything_is_read(tmp_path: Path) -> None:
    (cut,) = in_pieces([tmp_path / "none.ris"], exports)
    with pytest.raises(ReviewkitError, match=r"none\.ris"):
        cut.sources[0].digest()
