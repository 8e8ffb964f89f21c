"""The measurement of second runs splits a set without losing a record."""

import gzip
from pathlib import Path

import pytest

from benchmarks import again
from reviewkit.formats import ris
from tests.builders import papers


def test_every_record_is_in_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "NEW", 4)
    source = tmp_path / "records.ris.gz"
    with gzip.open(source, "wt", encoding="utf-8") as lines:
        lines.write(papers(40))
    old, new, count = again.split(source, tmp_path)
    read = {
        path: [one.title for one in ris.read(path.read_text(encoding="utf-8"), path.name).records]
        for path in (*old, new)
    }
    assert (count, len(old), len(read[new])) == (40, 5, 4)
    titles = [title for found in read.values() for title in found]
    assert sorted(titles) == sorted(one.title for one in ris.read(papers(40), "").records)
