"""The XML in documents of strangers: nothing in it acts, and what is damaged is named."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import read
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.extract.xml import recovered
from tests.extract.test_office import W, word, zipped


@pytest.mark.parametrize("kind", ["docx", "pptx"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip"])
def test_what_is_damaged_is_named(kind: str, data: bytes) -> None:
    with pytest.raises(ReviewkitError, match=r"a\.docx: this document is damaged"):
        read(data, kind, "a.docx")


def test_nothing_outside_is_read_and_nothing_grows() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'
    body = "<w:p><w:r><w:t>x&a;&c;</w:t></w:r></w:p>"
    data = zipped(word__document=f'<?xml version="1.0"?>{entities}<w:document {W}>{body}</w:document>')
    assert "root:" not in read(data, "docx", "a.docx").text
    assert "hahaha" not in read(data, "docx", "a.docx").text


def test_a_part_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewkit.limits.PART", 50)
    with pytest.raises(ReviewkitError, match=r"a\.docx: word/document\.xml in it becomes too large"):
        read(word("<w:p/>" * 20), "docx", "a.docx")


def test_a_document_that_does_not_declare_its_namespace_is_read_as_far_as_it_goes() -> None:
    data = zipped(
        word__document="<w:document><w:body><w:p><w:r><w:t>We asked nurses.</w:t></w:r></w:p></w:body></w:document>"
    )
    assert read(data, "docx", "a.docx").parts == ("We asked nurses.",)


SAID = "<w:p><w:r><w:t>We asked 24 nurses.</w:t></w:r></w:p>"
DEEP = "<w:tbl><w:tr><w:tc>"


@pytest.mark.parametrize(
    "body",
    [
        f"{DEEP * 90}{SAID}{'</w:tc></w:tr></w:tbl>' * 90}{SAID}",
        f"{SAID}<w:p><w:r></w:p></w:r></w:body></w:document>{SAID}",
        f"{SAID}</w:body></w:document>{SAID}",
        f"{SAID}<w:p></w:r></w:p></w:body>{SAID}",
        f"{SAID}<w:p>",
        f"{SAID}<w:p><![CDATA[{SAID}",
        f"{SAID}<!-- {SAID}",
        f"{SAID}<w:p w:x='{SAID}",
    ],
)
@pytest.mark.parametrize("kind", ["full text", "manuscript"])
def test_a_document_of_which_some_would_be_lost_is_refused(body: str, kind: str) -> None:
    with pytest.raises(ReviewkitError, match=r"a\.docx: this document is damaged"):
        read(word(body), "docx", "a.docx") if kind == "full text" else read_manuscript(word(body), "a.docx")


def test_a_document_with_faults_that_lose_nothing_is_read() -> None:
    odd = "<w:p><w:r><w:t>24 &amp; &#1;x &unknown; \x01y & z</w:t></w:r></w:p>"
    data = zipped(word__document=f"<w:document {W}><w:body>{odd}{SAID}</w:body></w:document>\0\0\n\0")
    assert read(data, "docx", "a.docx").parts[-1] == "We asked 24 nurses."


@pytest.mark.parametrize("half", ["&#xD800;", "&#x0dfff;", "&#55296;", "&#057343;"])
def test_half_a_letter_by_its_number_is_replaced(half: str) -> None:
    root = recovered(f'<a xmlns:n="{half}" n:x="{half}b" y="{half}">{half}c</a>'.encode())
    assert root is not None
    assert (root.get("y"), root.get("{\ufffd}x"), root.text) == ("\ufffd", "\ufffdb", "\ufffdc")


@pytest.mark.parametrize(("number", "letter"), [("&#xD7FB;", "\ud7fb"), ("&#57344;", "\ue000"), ("&#xd8;", "Ø")])
def test_a_letter_by_its_number_is_that_letter(number: str, letter: str) -> None:
    root = recovered(f'<a y="{number}"/>'.encode())
    assert root is not None
    assert root.get("y") == letter


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_half_a_letter_by_its_number_is_replaced_in_utf_16(encoding: str) -> None:
    root = recovered('<?xml version="1.0" encoding="utf-16"?><a y="å&#xD800;"/>'.encode(encoding))
    assert root is not None
    assert root.get("y") == "å\ufffd"
