"""The encoding of a file is the same, whether its text is held or only looked through."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Problem
from reviewkit.formats import base, registry


def streamed(data: bytes, problems: list[Problem]) -> str:
    """The text as it is read with the encoding that was found, without byte-order mark."""
    file = io.BytesIO(data)
    encoding, errors = base.encoding_of(file, data[:4], "x.ris", problems)
    return data.decode(encoding, errors).replace("\ufeff", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_of_exports_is_found(encoding: str) -> None:
    text = "TY  - JOUR\nTI  - Trygghet på Åsen\n"
    problems: list[Problem] = []
    assert streamed(text.encode(encoding), problems) == text
    assert [(problem.place.line, problem.code) for problem in problems] == (
        [(2, "encoding")] if encoding == "cp1252" else []
    )


@given(
    st.text(alphabet="aå–\n\ufeff", min_size=1).filter(str.strip),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
)
def test_looking_through_a_file_gives_what_holding_it_gives(text: str, encoding: str) -> None:
    data = text.encode(encoding, errors="replace")
    problems: list[Problem] = []
    held, told = base.decoded(data, "x.ris")
    assert streamed(data, problems) == held.replace("\ufeff", "")
    assert tuple(problems) == told


def test_a_letter_that_two_pieces_share_is_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "_PIECE", 1)
    assert base.encoding_of(io.BytesIO("på".encode()), b"p", "x.ris", []) == ("utf-8", "strict")


def test_a_file_that_ends_within_a_letter_is_no_utf_8() -> None:
    problems: list[Problem] = []
    assert base.encoding_of(io.BytesIO(b"a\np\xc3"), b"a", "x.ris", problems) == ("cp1252", "replace")
    assert [problem.place.line for problem in problems] == [2]


@pytest.mark.parametrize(
    ("content", "seen"),
    [(b"short", b"short"), (b"one\ntwo\nthree", b"one\n"), (b"one long line", b"one lo"), (b"one\nx", b"one\nx")],
)
def test_a_file_is_looked_at_up_to_its_last_whole_line(
    monkeypatch: pytest.MonkeyPatch, content: bytes, seen: bytes
) -> None:
    monkeypatch.setattr(registry, "LOOK", 6)
    assert registry.first_lines(io.BytesIO(content)) == seen
