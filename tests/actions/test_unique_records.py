"""One record for each report is written, with what each of its records says and where it comes from."""

from pathlib import Path

import pytest

from reviewkit.actions import kept_columns, kept_matches, unique_records
from reviewkit.formats import ris as reader
from reviewkit.model import Policies
from tests.builders import papers

FILES = [Path("one.ris"), Path("two.ris")]


@pytest.fixture(autouse=True)
def two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    FILES[0].write_text(papers(2), encoding="utf-8")
    FILES[1].write_text(papers(1, start=2), encoding="utf-8")


def test_each_report_is_one_record() -> None:
    text = "".join(unique_records.pieces(FILES, [(1, 2)]))
    assert len(reader.read(text, "unique.ris").records) == 2
    assert text.count("Merged from") == 1
    assert "Merged from one.ris:2; two.ris:1" in text


def test_records_that_are_reports_alone_stay_as_they_are() -> None:
    assert "Merged from" not in "".join(unique_records.pieces(FILES, []))


def test_what_was_written_for_the_same_files_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    key = kept_matches.key_of(FILES, kept_columns.checksums(FILES), Policies())
    first, *others = [Path(f"unique-{n}.ris") for n in range(3)]
    unique_records.write([first, others[0]], FILES, [(1, 2)], key)
    assert first.read_bytes() == others[0].read_bytes()
    monkeypatch.setattr(unique_records, "pieces", None)
    unique_records.write([others[1]], FILES, [(1, 2)], key)
    assert others[1].read_bytes() == first.read_bytes()


def test_files_that_nobody_knows_are_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    unique_records.write([Path("unique.ris")], FILES, [])
    monkeypatch.setattr(unique_records, "pieces", lambda files, reports: iter(["other"]))
    unique_records.write([Path("unique.ris")], FILES, [])
    assert Path("unique.ris").read_text(encoding="utf-8") == "other"
