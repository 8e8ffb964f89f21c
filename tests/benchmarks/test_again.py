"""The measurement of second runs splits a set without losing a record."""

import gzip
from pathlib import Path

import pytest

from benchmarks import again
from reviewkit.formats import ris
from tests.builders import papers


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(again, "NEW", 4)
    monkeypatch.setattr(again, "RECORDS", 36)
    return tmp_path / "records.ris.gz"


def titles_of(text: str) -> list[str]:
    return sorted(one.title for one in ris.read(text, "").records)


def parts(source: Path, text: str) -> tuple[str, str]:
    """The old records and the new ones."""
    with gzip.open(source, "wt", encoding="utf-8") as lines:
        lines.write(text)
    old, new, count = again.split(source, source.parent)
    assert (count, len(old)) == (36, 5)
    return "".join(path.read_text(encoding="utf-8") for path in old), new.read_text(encoding="utf-8")


def test_every_record_is_in_one_file(source: Path) -> None:
    old, new = parts(source, papers(40))
    assert len(titles_of(new)) == 4
    assert titles_of(old + new) == titles_of(papers(40))


def test_too_few_records_come_once_more_as_those_of_other_reports(source: Path) -> None:
    old, new = parts(source, papers(20))
    found = titles_of(old + new)
    assert len(set(found)) == len(found) == 40
    assert set(titles_of(papers(20))) < set(found)
