"""One record for each report is written, with what each of its records says and where it comes from."""

from pathlib import Path

import pytest

from reviewkit.actions import unique_records
from reviewkit.formats import ris as reader
from reviewkit.model import DuplicateGroup
from tests.builders import papers


def test_each_group_is_one_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("one.ris").write_text(papers(2), encoding="utf-8")
    Path("two.ris").write_text(papers(1, start=2), encoding="utf-8")
    groups = [
        DuplicateGroup("one.ris:1", ("one.ris:1",)),
        DuplicateGroup("one.ris:2", ("one.ris:2", "two.ris:1")),
    ]
    text = unique_records.written([Path("one.ris"), Path("two.ris")], groups).decode("utf-8")
    assert len(reader.read(text, "unique.ris").records) == 2
    assert text.count("Merged from") == 1
    assert "Merged from one.ris:2; two.ris:1" in text
