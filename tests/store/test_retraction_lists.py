"""A list of retracted articles on the disk: every kind is known by its content, and read without being held."""

import os
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewkit.errors import ReviewkitError
from reviewkit.formats.retraction_list import ListKind
from reviewkit.model.retractions import Notice
from reviewkit.store import retraction_lists
from reviewkit.store.retraction_lists import RetractionList
from tests.builders import papers
from tests.retraction_lists import HEAD, retraction_watch


def everything(notice: Notice) -> bool:
    return True


def read(path: Path) -> tuple[RetractionList, list[Notice]]:
    known = retraction_lists.opened(path)
    return known, list(known.notices(everything))


def written(tmp_path: Path, data: "str | bytes", name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("seconds", [10**12, -(10**13), 10**30])
def test_a_time_of_the_disk_that_is_no_date_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    path = written(tmp_path, ROWS)
    own = os.stat_result([*path.stat()[:8], seconds, 0])
    monkeypatch.setattr(Path, "stat", lambda *_, **__: own)
    assert retraction_lists.opened(path).dated == ""


ROWS = retraction_watch(
    {"Title": "Førland", "OriginalPaperDOI": "10.1000/care.1"},
    {"OriginalPaperPubMedID": "34000001", "RetractionDate": "9/1/2023 0:00"},
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_retraction_watch_in_any_encoding(tmp_path: Path, encoding: str, ends: str) -> None:
    known, notices = read(written(tmp_path, ROWS.replace("\n", ends).encode(encoding)))
    assert known.kind is ListKind.RETRACTION_WATCH
    assert [(one.line, one.title, one.doi, one.pmid) for one in notices] == [
        (2, "Førland", "10.1000/care.1", ""),
        (3, "", "", "34000001"),
    ]
    assert (known.rows, known.not_understood, known.newest) == (2, 0, "2023-09-01")


def test_the_day_of_the_file_is_that_of_its_last_change(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert retraction_lists.opened(path).dated in ("2023-11-14", "2023-11-15")


def test_only_what_is_wanted_is_read_to_the_end(tmp_path: Path) -> None:
    known = retraction_lists.opened(written(tmp_path, ROWS))
    (notice,) = known.notices(lambda one: one.pmid == "34000001")
    assert notice.reason == "Concerns/Issues About Data; Unreliable Results"
    assert (known.rows, known.newest) == (2, "2023-09-01")


def test_a_text_with_a_number_on_each_line(tmp_path: Path) -> None:
    text = "# from a colleague\n\nhttps://doi.org/10.1000/care.1\nPMID 34000001\nno number\n"
    known, notices = read(written(tmp_path, text, "list.txt"))
    assert known.kind is ListKind.NUMBERS
    assert [(one.line, one.doi, one.pmid) for one in notices] == [(3, "10.1000/care.1", ""), (4, "", "34000001")]
    (problem,) = known.problems
    assert (problem.place.line, problem.code) == (5, "no-article")
    assert "1 row of this list" in problem.message


def test_a_table_with_a_column_of_dois(tmp_path: Path) -> None:
    known, notices = read(written(tmp_path, "sep=;\nComment;DOI\nx;10.1000/care.1\n"))
    assert known.kind is ListKind.TABLE
    assert [(one.line, one.doi) for one in notices] == [(3, "10.1000/care.1")]


@pytest.mark.parametrize(
    ("rows", "kind", "found"),
    [
        ([["DOI", "Note"], ["10.1000/Care.1", "=1+1"]], ListKind.TABLE, [(2, "10.1000/care.1", "")]),
        ([["PMID"], [34000001]], ListKind.TABLE, [(2, "", "34000001")]),
        (
            [["10.1000/care.1"], ["10.1000/care.2"]],
            ListKind.NUMBERS,
            [(1, "10.1000/care.1", ""), (2, "10.1000/care.2", "")],
        ),
    ],
)
def test_a_workbook(tmp_path: Path, rows: list[list[object]], kind: ListKind, found: list[object]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append([f"'{cell}" if cell == "=1+1" else cell for cell in row])
    book.save(tmp_path / "list.xlsx")
    known, notices = read(tmp_path / "list.xlsx")
    assert known.kind is kind
    assert [(one.line, one.doi, one.pmid) for one in notices] == found


def test_an_export_is_a_list_of_its_records(tmp_path: Path) -> None:
    known, notices = read(written(tmp_path, papers(3), "list.ris"))
    assert known.kind is ListKind.EXPORT
    assert [one.doi for one in notices] == ["10.1000/x.1", "10.1000/x.2", "10.1000/x.3"]
    assert all(one.title and one.authors for one in notices)


@pytest.mark.parametrize(
    "data",
    [
        b"Dear colleague,\nno number here\n",
        HEAD.encode(),
        b"doi\nnone\n",
        b"",
        b"%PDF-1.7",
        b"\x00\x01\xff\xfe\x00",
    ],
    ids=["text", "head-alone", "no-doi", "empty", "pdf", "binary"],
)
def test_what_is_no_list_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ReviewkitError) as refused:
        read(written(tmp_path, data))
    assert "list.csv" in str(refused.value)


def test_a_zip_is_to_be_unpacked(tmp_path: Path) -> None:
    """As an export of references its rows would lose their DOIs, and every correction would be a retraction."""
    with zipfile.ZipFile(tmp_path / "list.zip", "w") as archive:
        archive.writestr("retraction_watch.csv", ROWS)
    with pytest.raises(ReviewkitError, match="Unpack it"):
        retraction_lists.opened(tmp_path / "list.zip")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        retraction_lists.opened(tmp_path / "none.csv")


def test_a_line_that_would_fill_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewkit.store.retraction_lists.LARGEST_ROW", 5000)
    with pytest.raises(ReviewkitError, match="longer than any list has"):
        read(written(tmp_path, ROWS + "x" * 6000))


def test_memory_does_not_grow_with_the_list(tmp_path: Path) -> None:
    """Ten times the rows take no more memory; nothing is wanted of them."""

    def most(rows: int) -> int:
        one = {"Title": "Trust in home care", "OriginalPaperDOI": "10.1000/care.1", "Notes": "n" * 300}
        path = written(tmp_path, retraction_watch(*[one] * rows))
        tracemalloc.start()
        try:
            assert not list(retraction_lists.opened(path).notices(lambda notice: False))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most(500)  # what is read once and kept
    assert most(5000) < most(500) + 3_000_000


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", HEAD + "\n", "doi,title\n", "10.1000/care.1\n"]))
def test_no_file_is_too_odd(tmp_path: Path, data: bytes, before: str) -> None:
    """Whatever bytes a file has, it is read, or refused in words that name it."""
    said = "list.csv"
    try:
        known, notices = read(written(tmp_path, before.encode() + data))
        assert known.rows > known.not_understood
        assert notices
    except ReviewkitError as error:
        said = str(error)
    assert "list.csv" in said
