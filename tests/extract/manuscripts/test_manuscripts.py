"""Which files are manuscripts."""

import pytest

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.extract.manuscripts import ENDINGS, read_manuscript
from tests.extract.test_office import word


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "a.text", "a.md", "a.markdown", "a.tex", "a.latex"])
def test_a_text_is_read_by_the_ending_of_its_name(name: str) -> None:
    assert read_manuscript(b"A review", name).passages[0].text == "A review"


@pytest.mark.parametrize("name", ["a.exe", "a", ".md.zip"])
def test_another_ending_is_refused_with_those_that_are_read(name: str) -> None:
    with pytest.raises(ReviewkitError, match=", ".join(rf"\.{one}" for one in ENDINGS)):
        read_manuscript(b"A review", name)


@pytest.mark.parametrize("name", [f"a.{ending}" for ending in ENDINGS])
@pytest.mark.parametrize("data", [b"", b"\0", b"PK\x03\x04", b"%PDF-1.4", bytes(range(256)) * 4])
def test_rubbish_is_refused_in_a_sentence_or_read(name: str, data: bytes) -> None:
    said = ""
    try:
        found = read_manuscript(data, name).passages
    except ReviewkitError as error:
        found, said = (), str(error)
    assert found or said.startswith(f"{name}: ")


def test_what_is_larger_than_any_manuscript_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MANUSCRIPT", 5_000_000)
    with pytest.raises(ReviewkitError, match="more than 5 MB"):
        read_manuscript(b"a" * 5_000_001, "a.txt")
    monkeypatch.setattr(limits, "MANUSCRIPT_LETTERS", 1_000_000)
    with pytest.raises(ReviewkitError, match="more than 1 million letters"):
        read_manuscript(b"a " * 1_000_000, "a.txt")


def test_tables_with_room_for_more_cells_than_any_has_are_refused() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>'
    row = f"<w:tr>{wide * 20}</w:tr>"
    data = word(f"<w:tbl>{row * 10}</w:tbl>")
    assert len(read_manuscript(data, "a.docx").passages) == 200
    with pytest.raises(ReviewkitError, match="more than 300000 cells"):
        read_manuscript(word(f"<w:tbl>{row * 20}</w:tbl>"), "a.docx")
