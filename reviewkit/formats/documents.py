"""What kind of document a file is, by its bytes: publishers send web pages that are named like a PDF."""

import re
from enum import StrEnum
from itertools import takewhile

from reviewkit.archives import Archive
from reviewkit.encodings import BYTE_ORDER_MARKS, LOOK, MARK, UTF_32, text_of
from reviewkit.errors import ReviewkitError
from reviewkit.words import message

LARGEST = 100_000_000  # bytes of a document: a scanned dissertation has half of that
_PDF_STARTS_WITHIN = 1024  # bytes before %PDF-, which readers pass over
_WORD_MAIN = re.compile(r"word/document\d*+\.xml")  # Word on the web adds a number
_ENCRYPTED_PDF = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|\A\s*+<(?:head|body)[\s>]", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_PAGE_START = 4_096  # letters without comments in which a page says that it is one
_MAIL_HEADER = 50_000  # bytes at the start of an e-mail; programs on its way add to them
_FIELD = re.compile(rb"[A-Za-z][A-Za-z-]*+:")
_MIME = re.compile(rb"mime-version:", re.IGNORECASE)
_BOOK = b"application/epub+zip"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OPEN_DOCUMENT_TEXT = _OPEN_DOCUMENT + b"text"  # and what follows it for a template
_CONTENTS = "[Content_Types].xml"  # in every Office file
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # Word before 2007, and every Office file with a password


class Document(StrEnum):
    """The kinds of documents that can be a full text, each the ending of its file."""

    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"
    EPUB = "epub"
    PPTX = "pptx"
    TXT = "txt"


_ENDINGS = {
    **{one.value: one for one in (Document.PDF, Document.HTML, Document.DOCX, Document.EPUB, Document.PPTX)},
    "htm": Document.HTML,
}
_PLAIN = ("txt", "md", "text")
_NAMES = {
    Document.PDF: message("a PDF"),
    Document.HTML: message("a web page"),
    Document.DOCX: message("a document of Word"),
    Document.EPUB: message("an EPUB"),
    Document.PPTX: message("a presentation of PowerPoint"),
    Document.TXT: message("a plain text"),
}


def document_of(data: bytes, name: str) -> Document:
    """The kind of a document. Raises ReviewkitError, with what to do, for a file that cannot be read as a full text."""
    if not data.strip(b"\0\r\n\t "):
        raise ReviewkitError(message("{name}: this file is empty. Download it again.", name=name))
    if len(data) > LARGEST:
        raise too_large(name)
    found = _kind(data, name)
    meant = _ENDINGS.get(_ending(name))
    if meant and meant is not found:
        why = message(" Publishers send one where a login is needed.") if found is Document.HTML else ""
        raise ReviewkitError(
            message(
                "{name}: this is {what} and not {meant}, as its name says.{why} Open it to see what it is; "
                "download it again, or let its name end with .{found}.",
                name=name,
                what=_NAMES[found],
                meant=_NAMES[meant],
                why=why,
                found=found,
            )
        )
    return found


def too_large(name: str) -> ReviewkitError:
    """The error for a file with more bytes than a document may have."""
    return ReviewkitError(
        message(
            "{name}: this file has more than {largest} MB. Save it smaller (scans with fewer dots per "
            "inch, or only the pages that you read), and attach that.",
            name=name,
            largest=LARGEST // 1000000,
        )
    )


def _kind(data: bytes, name: str) -> Document:
    if data.startswith(_OLD_OFFICE):
        raise ReviewkitError(
            message(
                "{name}: this is a file of Word before 2007, or one with a password. Open it, and save it as "
                ".docx without a password, or as PDF.",
                name=name,
            )
        )
    if b"%PDF-" in data[:_PDF_STARTS_WITHIN]:
        _check_pdf(data, name)
        return Document.PDF
    if data.startswith(b"PK\x03\x04"):
        return _of_zip(data, name)
    if _is_mail(data[:_MAIL_HEADER]):
        raise ReviewkitError(
            message(
                "{name}: this is a web archive (MHTML) or an e-mail, which is not read as a full text. Open it, and "
                'save the page as "Webpage, HTML only", or print it to PDF; attach that.',
                name=name,
            )
        )
    if _is_page(data[:LOOK]):
        return Document.HTML
    if _ending(name) in _PLAIN and _is_text(data):
        return Document.TXT
    raise ReviewkitError(
        message(
            "{name}: this is not a PDF, web page (HTML), Word document (.docx), presentation (.pptx), EPUB or plain "
            "text (.txt). Save it as one of these.",
            name=name,
        )
    )


def _ending(name: str) -> str:
    return name.rpartition(".")[2].casefold()


def _is_text(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff", *UTF_32)) or b"\0" not in data


def _is_page(start: bytes) -> bool:
    text = _COMMENT.sub("", text_of(start).removeprefix(MARK))[:_PAGE_START]
    return "\0" not in text and _HTML.search(text) is not None


def _is_mail(start: bytes) -> bool:
    """Whether a file begins as an e-mail does. Browsers save a page with its pictures as one, in other letters."""
    header = list(takewhile(bytes.strip, start.removeprefix(BYTE_ORDER_MARKS[0][0]).lstrip().splitlines()))
    return bool(header and _FIELD.match(header[0])) and any(map(_MIME.match, header))


def _check_pdf(data: bytes, name: str) -> None:
    if b"startxref" not in data:
        raise ReviewkitError(
            message("{name}: this PDF is incomplete; its end is missing. Download it again.", name=name)
        )
    if _ENCRYPTED_PDF.search(data):
        raise ReviewkitError(
            message(
                "{name}: this PDF is protected (encrypted). Open it and print it to a new PDF, or ask who "
                "gave it to you for one without protection.",
                name=name,
            )
        )


def _of_zip(data: bytes, name: str) -> Document:
    with Archive(data, name, message("{name}: this file is damaged. Download it again.", name=name)) as archive:
        names = set(archive.namelist())
        if any(_WORD_MAIN.fullmatch(one) for one in names):
            return Document.DOCX
        if "ppt/presentation.xml" in names:
            return Document.PPTX
        said = archive.unpacked(archive.getinfo("mimetype")) if "mimetype" in names else b""
        # Who unpacked a book and packed it again may have lost its type, which readers of books do not need.
        if "META-INF/container.xml" in names and said.strip() in (b"", _BOOK):
            return Document.EPUB
        raise _of_another_zip(said, _CONTENTS in names, name)


def _of_another_zip(said: bytes, is_office: bool, name: str) -> ReviewkitError:
    """The error for a zip that is no document that can be read, by what it says of itself."""
    if said.startswith(_OPEN_DOCUMENT_TEXT):
        return ReviewkitError(
            message(
                "{name}: this is an OpenDocument text (.odt), which is not read as a full text. Save it as .docx or "
                "PDF, and attach that.",
                name=name,
            )
        )
    if is_office or said.startswith(_OPEN_DOCUMENT):
        return ReviewkitError(
            message(
                "{name}: this is a workbook or another Office file, which is not read as a full text. Open it, save "
                "it as PDF, and attach that.",
                name=name,
            )
        )
    return ReviewkitError(
        message("{name}: this is a zip. Unpack it, and attach the document that is in it.", name=name)
    )
