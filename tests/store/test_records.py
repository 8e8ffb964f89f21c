"""Records come out of the cache as they were read of their export; without a cache they are read anew."""

import shutil
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats import registry
from reviewkit.model import Export, Field, Record
from reviewkit.store import cache, made_by, records
from reviewkit.store.files import sha256
from reviewkit.store.records import FolderRecords
from tests.builders import papers, ris
from tests.conftest import REPOSITORY

EXPORTS = sorted(path for path in (REPOSITORY / "tests" / "exports").iterdir() if path.is_file())


def put(root: Path, path: str, data: bytes, source: str = "cinahl", first: int = 1) -> Export:
    """An export of a review with as many records as its file has."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data)
    digest = sha256(data)
    count = records.contents(digest, "", root / path, path).records
    return Export(source, path, digest, "", source, first, count)


def expected(root: Path, export: Export) -> list[Record]:
    """The records of an export as its file is read, under the ids of the review."""

    data = (root / export.path).read_bytes()
    found = registry.read(data, export.path).records
    return [
        replace(record, id=name, source=export.source)
        for name, record in zip(export.record_ids(), found, strict=True)
    ]


@pytest.fixture
def two(tmp_path: Path) -> list[Export]:
    """Two exports of different sources, the second with ids that go on from 5."""
    return [
        put(tmp_path, "searches/cinahl/one.ris", papers(3).encode()),
        put(tmp_path, "searches/medline/two.ris", papers(2, start=9).encode(), "medline", first=5),
    ]


def test_records_are_found_by_id_in_the_order_of_the_exports(tmp_path: Path, two: list[Export]) -> None:
    found = FolderRecords(tmp_path, two)
    wanted = [*expected(tmp_path, two[0]), *expected(tmp_path, two[1])]
    assert list(found) == [record.id for record in wanted]
    assert list(found) == ["cinahl-0001", "cinahl-0002", "cinahl-0003", "medline-0005", "medline-0006"]
    assert [found[name] for name in reversed(list(found))] == wanted[::-1]
    assert list(found.values()) == wanted
    assert list(found.items()) == [(record.id, record) for record in wanted]


def test_there_are_as_many_as_the_exports_have(tmp_path: Path, two: list[Export]) -> None:
    found = FolderRecords(tmp_path, two)
    assert len(found) == len(found.values()) == 5
    assert "medline-0006" in found
    assert "medline-0007" not in found
    assert ("medline-0001" in found, 3 in found) == (False, False)
    assert found.get("medline-0001") is None
    with pytest.raises(KeyError):
        found["medline-0001"]
    assert len(FolderRecords(tmp_path, [])) == 0


def test_records_can_be_gone_through_again_and_at_the_same_time(tmp_path: Path, two: list[Export]) -> None:
    found = FolderRecords(tmp_path, two).values()
    assert list(found) == list(found)
    assert [(one.id, other.id) for one, other in zip(found, found, strict=True)] == [
        (record.id, record.id) for record in found
    ]
    for one in found:
        assert one in list(found)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda path: path.name)
def test_every_field_of_a_real_export_comes_back_from_the_cache(tmp_path: Path, export: Path) -> None:
    data = export.read_bytes()
    try:
        reading = registry.read(data, f"searches/x/{export.name}")
    except ReviewkitError:
        pytest.skip("this file is no export, on purpose")
    kept = put(tmp_path, f"searches/x/{export.name}", data, "x")
    found = FolderRecords(tmp_path, [kept])
    assert list(found.values()) == expected(tmp_path, kept)
    assert len(found) == len(reading.records)
    again = records.contents(kept.sha256, "", Path("gone"), kept.path)
    assert again.records == len(reading.records)
    assert [(one.place, one.code) for one in again.problems] == [(one.place, one.code) for one in reading.problems]


text = st.text(max_size=10)
some_records = st.builds(
    Record,
    id=st.just(""),
    source=st.just(""),
    place=st.builds(
        Place, st.just("searches/x/x.ris") | st.just("searches/x/x.ris:inner.ris"), st.integers(0, 99)
    ),
    fields=st.lists(st.builds(Field, text, text, st.integers(0, 99)), max_size=3).map(tuple),
    kind=text,
    title=text,
    authors=st.lists(text, max_size=3).map(tuple),
    year=st.none() | st.integers(1500, 2099),
    journal=text,
    volume=text,
    issue=text,
    pages=text,
    doi=text,
    pmid=text,
    abstract=text,
    language=text,
    format=text,
)


@given(st.lists(some_records, min_size=1, max_size=4), st.text("abcdef0123456789", min_size=64, max_size=64))
def test_any_record_comes_back_from_the_cache_as_it_was(found: list[Record], digest: str) -> None:
    """Also one with halves of letters, which a broken export may hold."""
    shown = "searches/x/x.ris"
    problem = Problem(Place(shown, 3), "odd", Level.NOTE, "odd")
    kept = records.keep(digest, "", shown, iter(found), [problem])
    assert kept == records.Contents(len(found), (problem,))
    export = Export("x", shown, digest, "", "x", 1, len(found))
    back = list(FolderRecords(Path("nowhere"), [export]).values())
    assert [(record.id, record.source) for record in back] == [(name, "x") for name in export.record_ids()]
    values = [name for name in Record.__dataclass_fields__ if name not in ("id", "source")]
    assert [[getattr(record, name) for name in values] for record in back] == [
        [getattr(record, name) for name in values] for record in found
    ]


# The cache


def test_a_file_that_was_read_before_is_not_read_again(tmp_path: Path, two: list[Export]) -> None:
    again = records.contents(two[0].sha256, "", Path("gone"), two[0].path)
    assert again.records == 3


def test_what_another_program_understood_of_a_file_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ris"
    path.write_text(papers(2), encoding="utf-8")
    digest = sha256(path.read_bytes())
    records.keep(digest, "ris", "a.ris", [], [])  # as readers that find nothing in it keep it
    assert records.contents(digest, "ris", path, "a.ris").records == 0
    monkeypatch.setattr(made_by, "version", lambda: "another")
    assert records.contents(digest, "ris", path, "a.ris").records == 2


def test_a_file_under_another_path_has_its_problems_there(tmp_path: Path) -> None:
    data = papers(1).encode() + b"what is this?\nTY  - JOUR\nTI  - A title\nER  - \n"
    file = tmp_path / "x.ris"
    file.write_bytes(data)
    first = records.contents(sha256(data), "", file, "searches/a/x.ris")
    assert {problem.place.path for problem in first.problems} == {"searches/a/x.ris"}
    again = records.contents(sha256(data), "", Path("gone"), "searches/b/y.ris")
    assert {problem.place.path for problem in again.problems} == {"searches/b/y.ris"}
    assert [problem.place.line for problem in again.problems] == [problem.place.line for problem in first.problems]


def test_one_file_read_as_two_formats_is_kept_twice(tmp_path: Path) -> None:
    data = papers(2).encode()
    file = tmp_path / "x.ris"
    file.write_bytes(data)
    assert records.contents(sha256(data), "", file, "x.ris").records == 2
    with pytest.raises(ReviewkitError):
        records.contents(sha256(data), "ris", tmp_path / "gone.ris", "x.ris")
    assert records.contents(sha256(data), "ris", file, "x.ris").records == 2


def test_a_file_that_is_no_export_stops_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"\x00\x01\x02")
    with pytest.raises(ReviewkitError, match=r"x\.bin"):
        records.contents("ab" * 32, "", tmp_path / "x.bin", "searches/x/x.bin")


def test_records_that_the_cache_lost_are_read_of_the_export(tmp_path: Path, home: Path, two: list[Export]) -> None:
    wanted = [*expected(tmp_path, two[0]), *expected(tmp_path, two[1])]
    shutil.rmtree(home / "cache")
    assert FolderRecords(tmp_path, two)["medline-0006"] == wanted[-1]
    assert list(FolderRecords(tmp_path, two).values()) == wanted
    shutil.rmtree(home / "cache")
    assert records.contents(two[0].sha256, "", tmp_path / two[0].path, two[0].path).records == 3


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
def test_half_of_what_is_kept_of_a_file_is_as_good_as_nothing(
    tmp_path: Path, two: list[Export], ending: str
) -> None:
    kind = "contents" if ending == ".json" else "records"
    cache.path_of(kind, f"{two[0].sha256}-recognised-{made_by.version()}", ending).unlink()
    with pytest.raises(ReviewkitError):
        records.contents(two[0].sha256, "", Path("gone"), two[0].path)
    assert records.contents(two[0].sha256, "", tmp_path / two[0].path, two[0].path).records == 3
    assert list(FolderRecords(tmp_path, two).values())[:3] == expected(tmp_path, two[0])


def test_where_no_cache_can_be_written_records_are_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("REVIEWKIT_HOME", str(file))
    export = put(tmp_path, "searches/cinahl/one.ris", papers(3).encode())
    found = FolderRecords(tmp_path, [export])
    assert list(found.values()) == expected(tmp_path, export)
    assert found["cinahl-0002"] == expected(tmp_path, export)[1]


def test_records_that_were_cut_off_in_the_cache_are_read_of_the_export(tmp_path: Path, two: list[Export]) -> None:
    """A file can have its new name and none of its bytes after a power cut, because the cache waits for no disk."""
    cache.path_of("records", f"{two[0].sha256}-recognised", ".jsonl").write_bytes(b"")
    assert FolderRecords(tmp_path, two)["cinahl-0002"] == expected(tmp_path, two[0])[1]


def test_nothing_is_read_until_somebody_asks(tmp_path: Path, home: Path, two: list[Export]) -> None:
    shutil.rmtree(home / "cache")
    shutil.rmtree(tmp_path / "searches")
    found = FolderRecords(tmp_path, two)
    assert len(found) == 5
    assert list(found) == [*two[0].record_ids(), *two[1].record_ids()]


def test_the_file_of_a_cache_is_let_go(tmp_path: Path, two: list[Export]) -> None:
    """On Windows a file that is held cannot be deleted; here it would be a warning."""
    found = FolderRecords(tmp_path, two)
    list(found.values())
    held = [one._file for one in found._texts]
    del found
    assert all(file.closed for file in held)


def test_a_record_within_a_zip_keeps_its_place(tmp_path: Path) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inner.ris", papers(2))
    export = put(tmp_path, "searches/x/all.zip", packed.getvalue(), "x")
    found = list(FolderRecords(tmp_path, [export]).values())
    assert found == expected(tmp_path, export)
    assert all(record.place.path.startswith("searches/x/all.zip") for record in found)


def test_line_ends_and_letters_within_a_value_come_back(tmp_path: Path) -> None:
    data = ris({"TI": "Ærlig\u2028talt", "AB": "one\u0085two", "N1": '"quoted" \\ back'}).encode()
    export = put(tmp_path, "searches/x/x.ris", data, "x")
    assert list(FolderRecords(tmp_path, [export]).values()) == expected(tmp_path, export)


def test_a_file_that_was_changed_does_not_stand_in_the_cache_for_the_one_that_was_imported(
    tmp_path: Path, home: Path, two: list[Export]
) -> None:
    """On a computer without the cache: the file is changed, looked at, and put back. Nobody would notice."""
    wanted, data = expected(tmp_path, two[0]), (tmp_path / two[0].path).read_bytes()
    shutil.rmtree(home / "cache")
    (tmp_path / two[0].path).write_text(papers(3, start=50))
    list(FolderRecords(tmp_path, two).values())
    (tmp_path / two[0].path).write_bytes(data)
    assert list(FolderRecords(tmp_path, two).values())[:3] == wanted


def test_an_export_that_is_gone_and_counts_for_nothing_hides_no_other(
    tmp_path: Path, home: Path, two: list[Export]
) -> None:
    """That it is gone is reported; the records of the other exports can be compared all the same."""
    shutil.rmtree(home / "cache")
    (tmp_path / two[0].path).unlink()
    found = FolderRecords(tmp_path, [replace(two[0], records=0), two[1]])
    assert list(found.values()) == expected(tmp_path, two[1])


def test_exports_without_a_checksum_are_never_taken_for_each_other(tmp_path: Path, two: list[Export]) -> None:
    bare = [replace(export, sha256="") for export in two]
    wanted = [*expected(tmp_path, two[0]), *expected(tmp_path, two[1])]
    for _ in range(2):
        assert list(FolderRecords(tmp_path, bare).values()) == wanted
    (tmp_path / two[0].path).write_text(papers(3, start=50))
    assert list(FolderRecords(tmp_path, bare).values())[:3] == expected(tmp_path, two[0])


def test_a_file_that_lost_records_since_it_was_looked_at_is_named(
    tmp_path: Path, home: Path, two: list[Export]
) -> None:
    shutil.rmtree(home / "cache")
    (tmp_path / two[0].path).write_text(papers(1))
    found = FolderRecords(tmp_path, two)
    assert found["cinahl-0001"].id == "cinahl-0001"
    for look in (lambda: found["cinahl-0003"], lambda: list(found.values())):
        with pytest.raises(ReviewkitError, match=r"searches/cinahl/one\.ris: the file has fewer records"):
            look()
