"""What was read of a document is kept by its checksum; what was kept wrongly is read anew."""

from pathlib import Path

import pytest

from reviewkit.actions import texts
from reviewkit.store import cache
from reviewkit.store.readings import looked_at, reading_of
from tests.extract.pages import plain, scan
from tests.folders import begin


@pytest.mark.parametrize("kept", [None, [], {"unit": "mile", "parts": [], "scans": []}, {"unit": "page"}, "text"])
def test_what_was_kept_wrongly_is_read_anew(tmp_path: Path, kept: object) -> None:
    folder = begin(tmp_path / "review", records=1)
    digest = texts.attach(folder, "a", "cinahl-0001", "a.pdf", plain()).sha256
    cache.write("readings-4", digest, kept)
    (text,) = folder.review.texts_of["cinahl-0001"]
    assert reading_of(folder.root, text).parts[0].startswith("Home care nurses")


def test_pages_without_text_are_named_and_what_cannot_be_read_is_said() -> None:
    assert looked_at(scan(), "1", "pdf", "a.pdf") == ((1,), "")
    assert looked_at(plain(), "2", "pdf", "a.pdf") == ((), "")
    assert looked_at(b" \n", "4", "txt", "a.txt") == ((), "a.txt: there is no text in this file.")
    scans, why = looked_at(b"%PDF-1.4 damaged", "3", "pdf", "a.pdf")
    assert (scans, why[:7]) == ((), "a.pdf: ")
