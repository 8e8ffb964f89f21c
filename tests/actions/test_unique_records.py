"""One record for each report is written, with what each of its records says and where it comes from."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import matching
from reviewkit.actions import kept_columns, kept_matches, unique_records
from reviewkit.actions.matched_files import reports_of
from reviewkit.duplicates import merged
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.formats import ris
from reviewkit.model import Policies
from reviewkit.store import exports
from tests.builders import papers
from tests.matching.spreading import as_ris, cut, some_records

FILES = [Path("one.ris"), Path("two.ris")]


@pytest.fixture(autouse=True)
def two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    FILES[0].write_text(papers(2), encoding="utf-8")
    FILES[1].write_text(papers(1, start=2), encoding="utf-8")


def test_each_report_is_one_record() -> None:
    text = "".join(unique_records.pieces(FILES, [(1, 2)]))
    assert len(ris.read(text, "unique.ris").records) == 2
    assert text.count("Merged from") == 1
    assert "Merged from one.ris:2; two.ris:1" in text


def test_records_that_are_reports_alone_stay_as_they_are() -> None:
    assert "Merged from" not in "".join(unique_records.pieces(FILES, []))


def test_what_was_written_for_the_same_files_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sums = kept_columns.checksums(FILES)
    key = kept_matches.key_of(FILES, sums, Policies())
    first, *others = [Path(f"unique-{n}.ris") for n in range(3)]
    unique_records.write([first, others[0]], FILES, [(1, 2)], key, sums)
    assert first.read_bytes() == others[0].read_bytes()
    monkeypatch.setattr(unique_records, "pieces", None)
    unique_records.write([others[1]], FILES, [(1, 2)], key, sums)
    assert others[1].read_bytes() == first.read_bytes()


def test_a_file_that_changed_after_it_was_compared_is_not_kept_as_what_it_was() -> None:
    sums = kept_columns.checksums(FILES)
    key = kept_matches.key_of(FILES, sums, Policies())
    before = FILES[1].read_bytes()
    FILES[1].write_text(papers(1, start=7), encoding="utf-8")
    unique_records.write([Path("unique.ris")], FILES, [(1, 2)], key, sums)
    assert kept_matches.kept_unique(key) is None
    FILES[1].write_bytes(before)
    unique_records.write([Path("unique.ris")], FILES, [(1, 2)], key, sums)
    assert kept_matches.kept_unique(key) == Path("unique.ris").read_bytes()


def test_each_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    stream = exports.stream

    def noted(path: Path, problems: list[Problem], raw: bool) -> object:
        read.append(path)
        return stream(path, problems, raw=raw)

    monkeypatch.setattr(exports, "stream", noted)
    list(unique_records.pieces(FILES, [(1, 2)]))
    assert read == FILES


def test_reports_come_in_the_order_of_their_first_records() -> None:
    joined, alone = unique_records.pieces(FILES, [(0, 2)])
    assert "Merged from one.ris:1; two.ris:1" in joined
    assert "Merged from" not in alone


def test_a_file_that_lost_records_since_it_was_compared_is_named() -> None:
    with pytest.raises(ReviewkitError, match=r"two\.ris: the file has fewer records"):
        list(unique_records.pieces(FILES, [(1, 2, 3)]))


@given(st.integers(1, 30), st.integers(1, 3), st.integers(0, 9))
def test_the_records_are_those_that_the_reports_say(number: int, pieces: int, seed: int) -> None:
    """In order of the first record of each report: its records merged, or one as it stands."""
    parts = [part.records for part in cut(some_records(number, seed), pieces) if part.records]
    files = [Path(f"part{n}.ris") for n in range(len(parts))]
    for file, records in zip(files, parts, strict=True):
        file.write_text(as_ris(records), encoding="utf-8")
    every = [
        replace(one, id=f"{file}:{n}") for file in files for n, one in enumerate(exports.stream(file, []), start=1)
    ]
    reports = reports_of(matching.matches(every))
    lone = {(n,) for n in range(number)} - {(n,) for report in reports for n in report}
    expected = [ris.written_record(merged([every[n] for n in one])) for one in sorted([*reports, *lone])]
    assert list(unique_records.pieces(files, reports)) == expected


WITHOUT_TYPE = "TI  - Care at home\nAU  - Berg, Kari\nER  - \n\n"


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)])
def test_what_a_record_is_comes_from_any_that_says_it(order: tuple[int, int]) -> None:
    """Only the fields are read, and yet all is written that is understood of whole records."""
    texts = [
        ("none.ris", WITHOUT_TYPE),
        ("typed.ris", f"TY  - CONF\n{WITHOUT_TYPE}"),
        ("pubmed.nbib", "PMID- 123\nTI  - Care at home\nFAU - Berg, Kari\nPT  - Journal Article\n"),
    ]
    files = [Path(texts[n][0]) for n in order]
    for n, file in zip(order, files, strict=True):
        file.write_text(texts[n][1], encoding="utf-8")
    every = [replace(next(exports.stream(file, [])), id=f"{file}:1") for file in files]
    expected = ris.written_record(merged([ris.in_ris(one) for one in every]))
    assert list(unique_records.pieces(files, [(0, 1)])) == [expected]


def test_files_that_nobody_knows_are_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    unique_records.write([Path("unique.ris")], FILES, [])
    monkeypatch.setattr(unique_records, "pieces", lambda files, reports: iter(["other"]))
    unique_records.write([Path("unique.ris")], FILES, [])
    assert Path("unique.ris").read_text(encoding="utf-8") == "other"
