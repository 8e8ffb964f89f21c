"""Plain text, and which reader reads what."""

import pytest

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import read


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"En\nto.\n\nTre\r\n\r\n  fire", ("En to.", "Tre", "fire")),
        ("\ufeffblåbær".encode(), ("blåbær",)),
        ("blåbær".encode("utf-16"), ("blåbær",)),
        ("blåbær – ja".encode("cp1252"), ("blåbær – ja",)),
        (b"page one\x0cpage two", ("page one", "page two")),
        (b"a\rb\r\x0c\nc\n \t\r\r\nd\x0b\x1ce", ("a b", "c", "d e")),
        ("a\u00ad\nb\u00adc\u2028d\x85e".encode(), ("a\u00ad bc d e",)),
        (b"", ()),
    ],
)
def test_paragraphs_of_a_plain_text(data: bytes, wanted: tuple[str, ...]) -> None:
    assert read(data, "txt", "a.txt").parts == wanted


def test_a_kind_without_a_reader_is_said() -> None:
    with pytest.raises(ReviewkitError, match="no reader for documents of the kind odt"):
        read(b"", "odt", "a.odt")


def test_a_plain_text_of_more_text_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PARAGRAPHS", 2)
    monkeypatch.setattr(limits, "LETTERS", 7)
    assert read(b"a\n\nb\n\n\n", "txt", "a.txt").parts == ("a", "b")
    with pytest.raises(
        ReviewkitError, match=r"^a\.txt: there are more than 2 paragraphs in it, which no text has"
    ):
        read(b"a\n\nb\n\nc", "txt", "a.txt")
    with pytest.raises(ReviewkitError, match=r"^a\.txt: there are more than 7 letters in it, which no text has"):
        read(b"a       ", "txt", "a.txt")
