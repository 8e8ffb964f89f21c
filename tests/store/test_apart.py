"""PDFs are read in a process of their own, which may end without taking anything with it."""

import io
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import read
from reviewkit.store import apart, processes
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
    data = packed(1_000)
    assert len(data) < 1_100_000
    with pytest.raises(ReviewkitError, match=r"bomb\.pdf: reading this document takes more memory or time"):
        apart.read_apart(data, "pdf", "bomb.pdf")


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell how much memory a process took")
def test_a_process_that_takes_too_much_memory_ends_itself(tmp_path: Path) -> None:
    (tmp_path / "given").write_bytes(b'["pdf", "bomb.pdf"]\n' + packed(1_000))
    with (tmp_path / "given").open("rb") as given:
        child = subprocess.Popen([sys.executable, "-m", apart.__name__], stdin=given, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == processes.ENDED
    in_bytes = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    assert limits.READING_MEMORY * 0.9 < in_bytes < limits.READING_MEMORY + 150_000_000


def test_a_process_that_computes_for_too_long_ends_itself() -> None:
    code = (
        "from reviewkit import limits\nfrom reviewkit.store import apart\n"
        "limits.READING_SECONDS = 0.5\napart._watch(0)\nwhile True: pass"
    )
    ran = subprocess.run([sys.executable, "-c", code], timeout=60, check=False)
    assert ran.returncode == processes.ENDED


def test_memory_that_windows_put_on_its_disk_counts() -> None:
    held = SimpleNamespace(rss=10, private=30)
    assert apart._held(SimpleNamespace(memory_info=lambda: held)) == 30  # type: ignore[arg-type]
    assert apart._held(SimpleNamespace(memory_info=lambda: SimpleNamespace(rss=10))) == 10  # type: ignore[arg-type]


def test_a_pdf_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READING_WAIT", 0.001)
    with pytest.raises(ReviewkitError, match=r"slow\.pdf: reading this document takes more memory or time"):
        apart.read_apart(plain(), "pdf", "slow.pdf")


def test_where_no_process_can_be_started_a_pdf_is_read_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/none/python")
    assert apart.read_apart(plain(), "pdf", "paper.pdf") == read(plain(), "pdf", "paper.pdf")


def test_the_other_process_answers_with_the_text_or_with_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_watch", lambda size: None)
    out = io.BytesIO()
    apart.main(io.BytesIO(b'["pdf", "paper.pdf"]\n' + plain()), out)
    found = json.loads(out.getvalue())
    assert tuple(found["parts"]) == read(plain(), "pdf", "paper.pdf").parts
    out = io.BytesIO()
    apart.main(io.BytesIO(b'["pdf", "paper.pdf"]\nno PDF'), out)
    assert "error" in json.loads(out.getvalue())
