"""A document is what its bytes say, and what cannot be read as a full text is refused in one sentence and a remedy."""

import io
import zipfile

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.formats import documents
from reviewkit.formats.documents import Document, document_of
from tests.growth import is_linear

PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
HTML = b"\xef\xbb\xbf<!DOCTYPE html>\n<html><title>x</title></html>"


def zipped(*names: str, said: str = "application/epub+zip") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, said)
    return out.getvalue()


MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.org/\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\tboundary="--b"\r\n\r\n----b\r\nContent-Type: text/html\r\n\r\n'
    b"<!DOCTYPE html><html>"
)
ODT = "application/vnd.oasis.opendocument.text"
DOCX = zipped("[Content_Types].xml", "word/document.xml")
DOCX_OF_THE_WEB = zipped("[Content_Types].xml", "word/document2.xml")
EPUB = zipped("mimetype", "META-INF/container.xml")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, Document.PDF),
        (b"\r\n junk before it " + PDF, Document.PDF),
        (HTML, Document.HTML),
        (b"<?xml version='1.0'?>\n<html xmlns='x'>", Document.HTML),
        (HTML.decode("utf-8-sig").encode("utf-16"), Document.HTML),
        (HTML.decode("utf-8-sig").encode("utf-16-be"), Document.HTML),
        (b"<!--" + b" x" * 5_000 + b"-->" + HTML, Document.HTML),
        (b"\n<HEAD><title>x</title></HEAD><body>x</body>", Document.HTML),
        (b"<!-- c --><body class='x'>x</body>", Document.HTML),
        (DOCX, Document.DOCX),
        (DOCX_OF_THE_WEB, Document.DOCX),
        (EPUB, Document.EPUB),
        (zipped("META-INF/container.xml", "mimetype", said="application/epub+zip\n"), Document.EPUB),
        (zipped("x/mimetype", "META-INF/container.xml"), Document.EPUB),
        (zipped("ppt/presentation.xml"), Document.PPTX),
    ],
)
def test_the_bytes_say_what_a_document_is_whatever_it_is_called(data: bytes, kind: Document) -> None:
    for name in ("download", "getfile.aspx", f"x.{kind.value}", f"X.{kind.value.upper()}"):
        assert document_of(data, name) is kind


@pytest.mark.parametrize("name", ["notes.txt", "NOTES.TXT", "notes.md"])
@pytest.mark.parametrize("data", [b"bl\xc3\xa5", b"bl\xe5", "blå".encode("utf-16")])
def test_a_plain_text_is_one_by_its_name_alone(name: str, data: bytes) -> None:
    assert document_of(data, name) is Document.TXT
    with pytest.raises(ReviewkitError, match="this is not a PDF"):
        document_of(data, "notes")


def test_bytes_of_a_program_are_no_plain_text() -> None:
    with pytest.raises(ReviewkitError, match="this is not a PDF"):
        document_of(b"MZ\x90\x00\x03", "notes.txt")


def test_htm_is_a_web_page() -> None:
    assert document_of(HTML, "page.htm") is Document.HTML


def test_a_page_or_a_text_about_mail_is_none() -> None:
    assert document_of(HTML + b"\nFrom: a\nMIME-Version: 1.0\n", "page.html") is Document.HTML
    assert document_of(b"It says <body> or <head>.", "notes.md") is Document.TXT
    assert document_of(b"Note: read it.\n\nMIME-Version: 1.0\n", "notes.txt") is Document.TXT


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "x.pdf", "this file is empty"),
        (b"\0" * 5000, "x.pdf", "this file is empty"),
        (PDF[:40], "x.pdf", "this PDF is incomplete; its end is missing. Download it again"),
        (PDF.replace(b"/Root", b"/Encrypt 7 0 R /Root"), "x.pdf", "this PDF is protected"),
        (PDF.replace(b"/Root", b"/Encrypt <</V 4>> /Root"), "x.pdf", "this PDF is protected"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "x.doc", "a file of Word before 2007, or one with a password"),
        (HTML, "x.pdf", "this is a web page and not a PDF, as its name says. Publishers send one where a login"),
        (PDF, "x.html", r"this is a PDF and not a web page, .* let its name end with \.pdf"),
        (DOCX, "x.epub", "this is a document of Word and not an EPUB"),
        (zipped("a.pdf"), "x.zip", "this is a zip. Unpack it"),
        (
            zipped("mimetype", "content.xml", said=ODT),
            "x.odt",
            r"an OpenDocument text .* Save it as \.docx or PDF",
        ),
        (zipped("content.xml", "mimetype", said=ODT), "x.docx", "an OpenDocument text"),
        (zipped("mimetype", "content.xml"), "x.zip", "this is a zip. Unpack it"),
        (zipped("META-INF/container.xml", "mimetype", said="application/vnd.adobe"), "x.idml", "this is a zip"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "x.xlsx", "this is a workbook or another Office file"),
        (zipped("mimetype", said=f"{ODT[:-4]}spreadsheet"), "x.ods", "this is a workbook or another Office file"),
        (b"PK\x03\x04 and nothing more", "x.docx", "this file is damaged"),
        (MHTML, "x.mhtml", r"a web archive \(MHTML\) or an e-mail.* \"Webpage, HTML only\", or print it to PDF"),
        (b"just words about %PDF", "x", "this is not a PDF"),
        (b"MZ\x90\0<html>", "x.exe", "this is not a PDF"),
    ],
)
def test_what_is_no_readable_document_is_refused(data: bytes, name: str, why: str) -> None:
    with pytest.raises(ReviewkitError, match=why) as refused:
        document_of(data, name)
    assert str(refused.value).startswith(f"{name}: ")


def test_a_document_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LARGEST", len(PDF) - 1)
    with pytest.raises(ReviewkitError, match="this file has more than 0 MB"):
        document_of(PDF, "x.pdf")
    monkeypatch.setattr(documents, "LARGEST", len(PDF))
    assert document_of(PDF, "x.pdf") is Document.PDF


@pytest.mark.parametrize("again", [b"<!--", b"<!doctype ", b"<head"])
def test_what_begins_again_and_again_takes_time_in_proportion(again: bytes) -> None:
    assert is_linear(lambda size: document_of(b"x" + again * (size // len(again)), "notes.txt"), 50_000, 0.02)
