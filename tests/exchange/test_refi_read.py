"""REFI-QDA of other programs is read as they write it, and what is left out is said; hostile files are refused."""

import hashlib
import zipfile
from io import BytesIO

import pytest

from reviewkit import limits
from reviewkit.archives import Archive
from reviewkit.errors import ReviewkitError
from reviewkit.exchange import refi_read
from reviewkit.exchange.projects import Project
from reviewkit.exchange.refi_read import read_codebook, read_codes_of_project, read_project
from tests.foreign import G, qde, selection, source, zipped

TEXT = "We trust each other."


def project(xml: str, **files: str | bytes) -> Project:
    return read_project(zipped(**{"project.qde": xml, **files}), "p.qdpx")


@pytest.mark.parametrize("version", ["1.0", "1.5", "0:4"])
@pytest.mark.parametrize("name", ["sources__a.txt", "Sources__A.TXT", "a.txt", "sources\\a.txt"])
def test_versions_of_the_namespace_and_names_of_the_folder_do_not_matter(version: str, name: str) -> None:
    read = project(qde(source("A", "a.txt", selection(3, 8)), version=version), **{name: TEXT})
    assert [(one.words, one.start, one.end) for one in read.quotes] == [("trust", 3, 8)]


def test_documents_whose_files_have_one_name_in_two_folders_have_their_own() -> None:
    body = source("A", "a/t.txt", selection(3, 8)) + source("B", "b/t.txt", selection(0, 2), guid=21)
    read = project(qde(body), **{"sources__a__t.txt": TEXT, "Sources__b__t.txt": "No trust."})
    assert [one.words for one in read.quotes] == ["trust", "No"]
    assert [one.checksums for one in read.sources] == [
        (hashlib.sha256(text.encode()).hexdigest(),) for text in (TEXT, "No trust.")
    ]
    read = project(qde(body), **{"sources__b__t.txt": TEXT, "sources__c__t.txt": "No trust."})
    assert [one.words for one in read.quotes] == ["", "We"]
    assert (read.losses, read.sources[0].checksums) == (("A: the project does not have its text",), ())


def test_a_text_in_the_xml_itself_is_read() -> None:
    content = f"<PlainTextContent>{TEXT}</PlainTextContent>{selection(3, 8)}"
    body = f'<TextSource guid="{G.format(20)}" name="A">{content}</TextSource>'
    assert project(qde(body)).quotes[0].words == "trust"


def test_a_pdf_is_read_by_its_text_and_what_has_none_is_named() -> None:
    pdf = (
        f'<PDFSource guid="{G.format(21)}" name="Berg.pdf" path="internal://x.pdf">'
        f'<PDFSelection guid="{G.format(50)}" page="1" firstX="0" firstY="0" secondX="9" secondY="9">'
        f'<Coding guid="{G.format(51)}"><CodeRef targetGUID="{G.format(1)}"/></Coding></PDFSelection>'
        f'<Representation guid="{G.format(22)}" name="t" plainTextPath="internal://b.txt">{selection(3, 8)}'
        "</Representation></PDFSource>"
        f'<PDFSource guid="{G.format(23)}" name="bare.pdf"/><AudioSource guid="{G.format(24)}"/>'
    )
    more = (
        f'<Notes><Note guid="{G.format(60)}"/></Notes><Sets><Set guid="{G.format(61)}" name="s"/></Sets>'
        f'<Graphs><Graph guid="{G.format(62)}"/></Graphs>'
    )
    read = project(qde(pdf, more=more), sources__b_txt="", **{"sources__b.txt": TEXT})
    assert [(one.name, one.file) for one in read.sources] == [("Berg.pdf", "b.txt")]
    assert [one.words for one in read.quotes] == ["trust"]
    assert read.losses == (
        "left out: recordings (1)",
        "left out: diagrams (1)",
        "left out: notes without a code (1)",
        "left out: selections on pages of a PDF without their text (1)",
        "left out: PDF documents without their text (1)",
        "left out: sets of codes or documents (1)",
    )


def test_a_text_that_is_not_there_leaves_the_words_that_the_selection_has() -> None:
    read = project(qde(source("A", "gone.txt", selection(3, 8, "trust each"))))
    assert [(one.words, one.start) for one in read.quotes] == [("trust each", -1)]
    assert read.losses == ("A: the project does not have its text",)


def test_colors_guids_and_names_that_are_none() -> None:
    codes = (
        f'<Code guid="{{{G.format(1).upper()}}}" name="A" isCodable="True" color="#ff336699"/>'
        f'<Code guid="{G.format(1)}" name="B" color="red"/><Code name="C" color="336699" isCodable="0"/>'
        f'<Code guid="{G.format(4)}" name=" "><Code guid="{G.format(5)}" name="D"/></Code>'
    )
    read = project(qde("", codes))
    assert [(one.name, one.color, one.codable) for one in read.codes] == [
        ("A", "#336699", True),
        ("C", "#336699", False),
        ("D", "", True),
    ]
    assert read.losses == (
        "B: its GUID is that of an earlier code, so it was left out",
        "a code without a name was left out",
    )


def test_a_document_has_the_checksums_of_its_files() -> None:
    pdf = (
        f'<PDFSource guid="{G.format(21)}" name="Berg" path="internal://X.pdf"><Representation guid="{G.format(22)}" '
        f'plainTextPath="internal://b.txt" richTextPath="internal://gone.docx"/></PDFSource>'
    )
    (found,) = project(qde(pdf), **{"Sources__x.PDF": b"%PDF", "sources__b.txt": TEXT, "y.pdf": b"other"}).sources
    assert found.checksums == tuple(hashlib.sha256(data).hexdigest() for data in (b"%PDF", TEXT.encode()))


def test_two_documents_of_one_guid_are_two_and_no_case_tells_their_study() -> None:
    body = (
        source("A", "a.txt", selection(3, 8))
        + source("B", "b.txt", selection(0, 2))
        + source("C", "c.txt", guid=21)
    )
    cases = "".join(
        f'<Case guid="{G.format(70 + n)}" name="S{n}"><SourceRef targetGUID="{G.format(n)}"/></Case>'
        for n in (20, 21)
    )
    read = project(
        qde(body, more=f"<Cases>{cases}</Cases>"),
        **{"sources__a.txt": TEXT, "sources__b.txt": "No trust.", "sources__c.txt": "x"},
    )
    names = {one.guid: one.name for one in read.sources}
    assert [(names[one.source], one.words) for one in read.quotes] == [("A", "trust"), ("B", "No")]
    assert [one.sources for one in read.cases] == [(), (G.format(21),)]
    assert read.losses == (
        "B: its GUID is that of an earlier document (A), so it got another; a case that names it could mean either, "
        "and tells the study of neither",
    )


def test_documents_without_a_guid_are_told_apart() -> None:
    body = (source("A", "a.txt", selection(3, 8)) + source("B", "b.txt", selection(0, 2))).replace(
        G.format(20), ""
    )
    read = project(qde(body), **{"sources__a.txt": TEXT, "sources__b.txt": "No trust."})
    names = {one.guid: one.name for one in read.sources}
    assert [(names[one.source], one.words) for one in read.quotes] == [("A", "trust"), ("B", "No")]
    assert "" not in names
    assert read.losses == ()


def test_people_of_one_guid_are_not_told_apart() -> None:
    xml = qde(source("A", "a.txt", selection(3, 8)))
    for other, called, told in (("Ola", "Kari / Ola", 1), ("Kari", "Kari", 0)):
        more = f'<User guid="{G.format(90)}" name="{other}"/></Users>'
        read = project(xml.replace("</Users>", more), **{"sources__a.txt": TEXT})
        assert [one.name for one in read.users] == [called]
        assert len(read.losses) == told
    assert (
        project(xml.replace("</Users>", f'<User guid="{G.format(91)}" name="Ola"/></Users>')).users[1].name
        == "Ola"
    )


def test_a_program_that_counts_otherwise_is_named() -> None:
    text = "🙂 We trust each other."
    read = project(qde(source("A", "a.txt", selection(6, 11, "trust"))), **{"sources__a.txt": text})
    assert read.quotes[0].words == "trust"
    (said,) = read.losses
    assert said.startswith("A: its selections fit the text when signs are counted otherwise")


def test_what_is_no_project_or_codebook_is_refused() -> None:
    with pytest.raises(ReviewkitError, match="the zip is damaged"):
        read_project(b"no zip", "p.qdpx")
    with pytest.raises(ReviewkitError, match="there is no project in this file"):
        read_project(zipped(a="x"), "p.qdpx")
    with pytest.raises(ReviewkitError, match="its first element is Book"):
        project("<Book/>")
    with pytest.raises(ReviewkitError, match="its first element is Book"):
        read_codebook(b"<Book/>", "b.qdc")
    with pytest.raises(ReviewkitError, match="this is a project, not a codebook"):
        read_codebook(qde("").encode(), "b.qdc")
    with pytest.raises(ReviewkitError, match="has a document type"):
        project('<!DOCTYPE a [<!ENTITY x "ha">]><Project>&x;</Project>')


def test_names_that_lead_out_of_a_zip_lead_nowhere() -> None:
    """The file is one in the zip itself; nothing is read from the disk, or written to it."""
    xml = qde(source("A", "../../../../etc/passwd.txt", selection(0, 4)))
    read = project(xml, **{"..__..__etc__passwd.txt": "root:x:0"})
    assert [(one.words, one.end) for one in read.quotes] == [("root", 4)]


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refi_read, "LARGEST", 100_000)
    with pytest.raises(ReviewkitError, match="larger than any project"):
        project(qde("x" * 200_000))
    sources = "".join(source(f"S{n}", f"{n}.txt", selection(0, 3, "aaa"), guid=20 + n) for n in range(3))
    data = zipped(**{"project.qde": qde(sources), **{f"sources__{n}.txt": "a" * 60_000 for n in range(3)}})
    read = refi_read.read_project(data, "p.qdpx")
    assert [len(one.text) for one in read.sources] == [60_000, 0, 0]
    assert len(read.losses) == 2


def test_selections_that_lie_in_each_other_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUOTED", 1_000)

    def read(n: int) -> Project:
        body = source("A", "a.txt", *(selection(0, 100) for _ in range(n)))
        return project(qde(body), **{"sources__a.txt": "x" * 100})

    assert len(read(10).quotes) == 10
    with pytest.raises(ReviewkitError, match=r"^p\.qdpx: the quotes of this project have more than"):
        read(11)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("-5", "8"),
        ("3", "99"),
        ("", "8"),
        ("3", ""),
        ("0x3", "8"),
        ("3.5", "8"),
        ("8", "3"),
        ("3", "3"),
        ("9" * 99, "8"),
    ],
)
def test_a_place_that_cannot_be_is_told_and_only_the_words_are_taken(start: str, end: str) -> None:
    wrong = selection(0, 98, "trust").replace('"0"', f'"{start}"').replace('"98"', f'"{end}"')
    body = source("A", "a.txt", selection(0, 8, "We trust"), wrong)
    read = project(qde(body), **{"sources__a.txt": TEXT})
    assert [(one.words, one.start, one.end) for one in read.quotes] == [("We trust", 0, 8), ("trust", -1, -1)]
    assert read.losses == (
        f"A: the places of some of its selections (1) are none in its text: the first is from {start or '-'} to "
        f"{end or '-'}. Only the words that the project has of them were taken",
    )


def test_a_whole_number_may_be_written_with_a_fraction_of_nothing() -> None:
    body = source("A", "a.txt", selection(3, 8).replace('"3"', '"3.0"').replace('"8"', '" 8.00"'))
    read = project(qde(body), **{"sources__a.txt": TEXT})
    assert ([one.words for one in read.quotes], read.losses) == (["trust"], ())


def test_a_name_that_is_not_what_is_at_the_place_is_told_once_for_a_document() -> None:
    body = source("A", "a.txt", selection(3, 8, "trust"), selection(0, 8, "Nobody trusts"), selection(0, 2, "We"))
    read = project(qde(body), **{"sources__a.txt": TEXT})
    assert [one.words for one in read.quotes] == ["trust", "We trust", "We"]
    (said,) = read.losses
    assert said.startswith(
        "A: some of its selections (1) have a name that is not what the text has at their places: the"
    )


def test_notes_count_with_the_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUOTED", 1_000)
    coding = f'<Coding guid="{G.format(51)}"><CodeRef targetGUID="{G.format(1)}"/></Coding>'
    note = f'<Note guid="{G.format(60)}" plainTextPath="internal://a.txt">{coding}</Note>'
    with pytest.raises(ReviewkitError, match=r"^p\.qdpx: the quotes of this project have more than"):
        project(qde("", more=f"<Notes>{note * 11}</Notes>"), **{"sources__a.txt": "x" * 100})


def test_documents_that_all_name_one_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refi_read, "LARGEST", 10_000)
    body = "".join(source(f"S{n}", "a.txt", guid=20 + n) for n in range(11))
    with pytest.raises(ReviewkitError, match="larger than any project"):
        project(qde(body), **{"sources__a.txt": "x" * 1_000})


def test_a_zip_that_lies_about_its_sizes_is_damaged() -> None:
    data = bytearray(zipped(**{"project.qde": qde("x" * 5_000)}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(ReviewkitError):
        read_project(bytes(data), "p.qdpx")


def test_the_codes_of_a_project_need_neither_its_texts_nor_its_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUOTED", 10)
    body = source("A", "a.txt", selection(0, 20), selection(0, 20))
    codes = f'<Code guid="{G.format(1)}" name="Trust"><Code name="Deep"/></Code><Code name=""/>'
    data = zipped(**{"project.qde": qde(body, codes), "sources__a.txt": TEXT})
    with pytest.raises(ReviewkitError, match="the quotes of this project have more than"):
        read_project(data, "p.qdpx")
    unpacked = []
    own = Archive.unpacked
    monkeypatch.setattr(
        Archive, "unpacked", lambda self, entry, *rest: unpacked.append(entry.filename) or own(self, entry, *rest)
    )
    read = read_codes_of_project(data, "p.qdpx")
    assert (read.program, [one.name for one in read.codes]) == ("NVivo 14", ["Trust", "Deep"])
    assert (read.losses, unpacked) == (("a code without a name was left out",), ["project.qde"])
    with pytest.raises(ReviewkitError, match="its first element is Book"):
        read_codes_of_project(zipped(**{"project.qde": "<Book/>"}), "p.qdpx")


def test_of_several_projects_in_one_file_the_one_that_is_read_is_told() -> None:
    files = {
        "a.qde": "<Project/>",
        "project.qde": qde(source("A", "a.txt", selection(3, 8))),
        "sources__a.txt": TEXT,
    }
    read = project(files.pop("project.qde"), **files)
    assert [one.words for one in read.quotes] == ["trust"]
    assert read.losses == (
        "there are several projects in this file: project.qde, a.qde; only project.qde was read",
    )
    first = zipped(**{"a.qde": "<Book/>", "b__project.qde": "<Book/>", "project.qde": qde("")})
    assert read_codes_of_project(first, "p.qdpx").losses == (
        "there are several projects in this file: a.qde, b/project.qde, project.qde; only project.qde was read",
    )


def test_an_empty_part_is_no_loss() -> None:
    book = f'<CodeBook><Codes><Code guid="{G.format(1)}" name="A"/></Codes><Sets/></CodeBook>'
    assert read_codebook(book.encode(), "b.qdc").losses == ()
    assert project(qde("", more="<Links/><Description/>")).losses == ()
    assert project(qde("", more="<Description>of it</Description>")).losses == ("left out: Description (1)",)


def test_an_own_codebook_in_utf_16_is_read() -> None:
    code = f'<Codes><Code guid="{G.format(1)}" name="Å"/></Codes>'
    xml = f'<?xml version="1.0" encoding="utf-16"?><CodeBook>{code}</CodeBook>'
    assert [one.name for one in read_codebook(xml.encode("utf-16"), "b.qdc").codes] == ["Å"]


def test_a_project_in_a_folder_of_the_zip_is_found() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("P/project.QDE", qde(source("A", "a.txt", selection(3, 8))))
        archive.writestr("P/sources/a.txt", TEXT)
    assert read_project(made.getvalue(), "p.qdpx").quotes[0].words == "trust"
