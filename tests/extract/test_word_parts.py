"""Which part of a Word document is what, and what of it is read."""

import zipfile
from io import BytesIO

import pytest
from lxml import etree

from reviewkit.extract.documents import read
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.extract.word_parts import main_part, paragraphs_in, part_beside, relations_of, shown, target_in
from reviewkit.extract.xml import Parts, local, recovered
from tests.extract.test_office import word
from tests.growth import LINEAR, growth

KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(**targets: str) -> str:
    made = "".join(
        f'<Relationship Id="{kind}" Type="{KIND}/{kind}" Target="{target}"/>' for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{NAMESPACE}">{made}</Relationships>'


def parts(files: dict[str, str]) -> Parts:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return Parts(out.getvalue(), "a.docx")


@pytest.mark.parametrize(
    ("said", "main"),
    [
        (relations(officeDocument="word/document2.xml"), "word/document2.xml"),
        (relations(officeDocument="/word/document2.xml"), "word/document2.xml"),
        (relations(officeDocument="word/gone.xml"), "word/document.xml"),
        (relations(officeDocument="../../etc/passwd"), "word/document.xml"),
        (relations(), "word/document.xml"),
        ("<Relationships", "word/document.xml"),
    ],
)
def test_the_main_part_is_the_one_that_is_named_and_there(said: str, main: str) -> None:
    given = {"_rels/.rels": said, "word/document2.xml": "<x/>", "word/document.xml": "<x/>"}
    assert main_part(parts(given)) == main


def test_other_parts_are_found_beside_it() -> None:
    given = {
        "word/_rels/document2.xml.rels": relations(styles="styles2.xml", footnotes="gone.xml"),
        "word/styles2.xml": "<x/>",
    }
    read = parts(given)
    assert relations_of("word/document2.xml") == "word/_rels/document2.xml.rels"
    assert part_beside(read, "word/document2.xml", "styles") == "word/styles2.xml"
    assert part_beside(read, "word/document2.xml", "footnotes") == "word/footnotes.xml"


@pytest.mark.parametrize(
    ("target", "path"),
    [("a.xml", "word/a.xml"), ("/a.xml", "a.xml"), ("../a.xml", "a.xml"), ("./a.xml", "word/a.xml")],
)
def test_a_target_is_seen_from_the_folder_of_its_part(target: str, path: str) -> None:
    assert target_in("word", target) == path


@pytest.mark.parametrize(
    ("inside", "read"),
    [
        ("<Choice><t>a</t></Choice><Fallback><t>b</t></Fallback>", ["Choice", "Fallback"]),
        ("<Choice><x/></Choice><Fallback><t>b</t></Fallback>", ["Choice", "t"]),
        ("<Fallback><t>b</t></Fallback>", ["t"]),
    ],
)
def test_what_is_for_older_programs_is_read_where_newer_ones_get_nothing(inside: str, read: list[str]) -> None:
    found = shown(etree.fromstring(f"<AlternateContent>{inside}</AlternateContent>"))
    assert [local(one) for one in found] == read


def test_what_newer_programs_get_is_seen_in_a_document_that_declares_no_names() -> None:
    inside = "<mc:Choice><w:t>a</w:t></mc:Choice><mc:Fallback><w:t>b</w:t></mc:Fallback>"
    root = recovered(f"<mc:AlternateContent>{inside}</mc:AlternateContent>".encode())
    assert root is not None
    assert [local(one) for one in shown(root)] == ["Choice", "Fallback"]


@pytest.mark.parametrize("last", ["<w:r><w:t>24 nurses</w:t></w:r>", "<w:x/>"])
def test_spellings_in_each_other_take_time_in_proportion(last: str) -> None:
    def work(size: int) -> None:
        begin, end = "<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"
        body = f"<w:p>{begin * size}{last}{end * size}</w:p>" * 30
        data = word(f"<w:p><w:r><w:t>Nurses</w:t></w:r></w:p>{body}")
        assert ("24 nurses" in read(data, "docx", "a.docx").text) == ("nurses" in last)
        read_manuscript(data, "a.docx")

    assert growth(work, 28) < LINEAR


def test_runs_without_a_paragraph_are_together() -> None:
    body = etree.fromstring("<body><r/><hyperlink/><p><r/></p><r/><bookmarkEnd/><t/></body>")
    found = [
        [local(one) for one in each] if isinstance(each, list) else local(each) for each in paragraphs_in(body)
    ]
    assert found == [["r", "hyperlink"], "p", "bookmarkEnd", ["r", "t"]]
