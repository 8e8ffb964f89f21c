"""Plain text, and which reader reads what."""

import pytest

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
        (b"", ()),
    ],
)
def test_paragraphs_of_a_plain_text(data: bytes, wanted: tuple[str, ...]) -> None:
    assert read(data, "txt", "a.txt").parts == wanted


def test_a_kind_without_a_reader_is_said() -> None:
    with pytest.raises(ReviewkitError, match="no reader for documents of the kind odt"):
        read(b"", "odt", "a.odt")
