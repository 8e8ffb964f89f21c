"""Full texts in the page: sought, asked for, attached, read where nothing in them can act."""

from pathlib import Path

import pytest

from tests.extract.pages import Put, pdf
from tests.folders import begin, decide
from tests.formats.test_documents import PDF
from tests.page.conftest import HOME, Opened, Page


@pytest.fixture
def page(tmp_path: Path, opened: Opened) -> Page:
    """A report that one person passed on to full text."""
    folder = begin(tmp_path / "review", people=1, stages="two", records=2)
    decide(folder, "a", 1, "y")
    return opened(folder.root)


def attach(page: Page, name: str, data: bytes) -> tuple[int, str]:
    answer = page.client.post(
        "/texts",
        data={"form_secret": page.access.form_secret, "record": "cinahl-0001", "do": "attach"},
        files={"file": (name, data)},
        headers={"origin": HOME},
    )
    return answer.status_code, answer.text


def test_a_request_and_a_failure_are_logged_with_their_note(page: Page) -> None:
    assert "No full text yet" in page.shows("/texts")
    shown = page.sends("/texts", record="cinahl-0001", do="request", note="the library")
    assert "Asked for" in shown
    assert "the library" in shown
    page.sends("/texts", record="cinahl-0001", do="not", note="no reply")
    (retrieval,) = page.sitting.review.facts.retrievals
    assert (retrieval.retrieved, retrieval.note) == (False, "no reply")


def test_an_attached_pdf_is_retrieved_and_read_as_what_it_is(page: Page) -> None:
    status, _ = attach(page, "../../paper.pdf", PDF)
    assert status == 200
    (text,) = page.sitting.review.facts.texts
    assert page.sitting.review.outcomes["cinahl-0001"].retrieval is not None
    answer = page.client.get(f"/text/{text.sha256}")
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert f"/text/{text.sha256}" in page.shows("/screen/report/cinahl-0001")


def test_a_web_page_is_shown_without_its_scripts(page: Page) -> None:
    attach(page, "x.html", b"<!doctype html><html><body><script>alert(1)</script>Hi</body></html>")
    (text,) = page.sitting.review.facts.texts
    policy = page.client.get(f"/text/{text.sha256}").headers["content-security-policy"]
    assert policy.startswith("sandbox;")
    assert "allow-scripts" not in policy
    assert "script-src" not in policy


def test_what_is_no_document_is_refused_in_words(page: Page) -> None:
    status, shown = attach(page, "paper.pdf", b"MZ\x90\x00 a program")
    assert status == 422
    assert "paper.pdf" in shown
    assert page.sitting.review.facts.texts == ()


@pytest.mark.parametrize("digest", ["0" * 64, "..%2f..%2freview.yaml", "x"])
def test_nothing_else_can_be_read(page: Page, digest: str) -> None:
    answer = page.client.get(f"/text/{digest}")
    assert answer.status_code == 404
    assert "reviewers" not in answer.text


def test_pages_that_are_pictures_and_texts_that_cannot_be_read_are_said(page: Page) -> None:
    scan = pdf([Put(60, 700, "")], [Put(60, 700, "")], picture=True)
    _, shown = attach(page, "scan.pdf", scan)
    assert "In scan.pdf, 2 pages are pictures without text (1, 2)." in shown
    assert len(page.sitting.review.facts.texts) == 1
    _, shown = attach(page, "shut.pdf", b"%PDF-1.4\nnothing that belongs into a PDF\nstartxref\n0\n%%EOF\n")
    assert "shut.pdf: this PDF cannot be read" in shown


def test_a_plain_text_in_a_guessed_encoding_is_said(page: Page) -> None:
    _, shown = attach(page, "notes.txt", "Łódź".encode("cp1250"))
    assert "notes.txt is not UTF-8 and was read as Windows-1252." in shown
