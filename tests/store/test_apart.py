"""PDFs are read in a process of their own, which may end without taking anything with it."""

import io
import json
import zlib

import pytest

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import read
from reviewkit.store import apart
from tests.extract.pages import plain


def packed(times: int, content: bytes = b" " * 1_000_000) -> bytes:
    """A PDF whose only page says the same so many times, as a small file."""
    packer = zlib.compressobj(9)
    stream = b"".join(packer.compress(content) for _ in range(times)) + packer.flush()
    return (
        b"%%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF"
    ) % (len(stream), stream)


def test_a_pdf_is_read_as_it_would_be_here() -> None:
    assert apart.read_apart(plain(), "pdf", "paper.pdf") == read(plain(), "pdf", "paper.pdf")


@pytest.mark.parametrize("name", ["paper.pdf", "på\n\0 \ud800 'x'.pdf"])
def test_what_is_wrong_with_a_pdf_is_said_in_the_same_words(name: str) -> None:
    said = []
    for way in (apart.read_apart, read):
        with pytest.raises(ReviewkitError) as raised:
            way(b"%PDF-1.4\nstartxref\n0\n%%EOF", "pdf", name)
        said.append(raised.value.args[0])
    assert said[0] == said[1]
    assert said[0].template == said[1].template  # so that it can be said in other languages


def test_a_pdf_that_unpacks_to_a_gigabyte_is_refused() -> None:
    resource = pytest.importorskip("resource", reason="this system cannot limit a process")
    if not hasattr(resource, "RLIMIT_AS"):
        pytest.skip("this system cannot limit the memory of a process")
    data = packed(1_000)
    assert len(data) < 1_100_000
    with pytest.raises(ReviewkitError, match=r"bomb\.pdf: reading this document takes more memory or time"):
        apart.read_apart(data, "pdf", "bomb.pdf")


def test_limits_are_lowered_one_by_one_and_never_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource", reason="this system cannot limit a process")
    allowed = {resource.RLIMIT_CPU: 10, resource.RLIMIT_AS: resource.RLIM_INFINITY, resource.RLIMIT_CORE: 0}
    found: dict[int, int] = {}

    def setrlimit(what: int, pair: tuple[int, int]) -> None:
        if what == resource.RLIMIT_CORE:
            raise ValueError("not here")
        found[what] = pair[1]

    monkeypatch.setattr(resource, "getrlimit", lambda what: (allowed[what], allowed[what]))
    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    apart._limit(100)
    assert found == {resource.RLIMIT_CPU: 10, resource.RLIMIT_AS: limits.READING_MEMORY + 200}


def test_a_pdf_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READING_WAIT", 0.001)
    with pytest.raises(ReviewkitError, match=r"slow\.pdf: reading this document takes more memory or time"):
        apart.read_apart(plain(), "pdf", "slow.pdf")


def test_where_no_process_can_be_started_a_pdf_is_read_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/none/python")
    assert apart.read_apart(plain(), "pdf", "paper.pdf") == read(plain(), "pdf", "paper.pdf")


def test_the_other_process_answers_with_the_text_or_with_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_limit", lambda size: None)
    out = io.BytesIO()
    apart.main(io.BytesIO(b'["pdf", "paper.pdf"]\n' + plain()), out)
    found = json.loads(out.getvalue())
    assert tuple(found["parts"]) == read(plain(), "pdf", "paper.pdf").parts
    out = io.BytesIO()
    apart.main(io.BytesIO(b'["pdf", "paper.pdf"]\nno PDF'), out)
    assert "error" in json.loads(out.getvalue())
