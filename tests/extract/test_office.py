"""Word documents and slides."""

import zipfile
from io import BytesIO

import docx
import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import read
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.extract.reading import Unit

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="urn:mc"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="urn:p" xmlns:r="urn:r"'


def zipped(**parts: str) -> bytes:
    """A zip with these parts; two low lines stand for a slash, and DOT for the dot."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(
                name.replace("__", "/").replace("DOT", ".") + ("" if "rels" in name else ".xml"), text
            )
    return out.getvalue()


def word(body: str, **more: str) -> bytes:
    return zipped(word__document=f"<w:document {W}><w:body>{body}</w:body></w:document>", **more)


def test_paragraphs_and_cells_of_a_document_that_word_could_have_written() -> None:
    document = docx.Document()
    document.add_heading("Ønsker")
    paragraph = document.add_paragraph("Ikke som forventet")
    paragraph.add_run("12").font.superscript = True
    document.add_table(1, 2).cell(0, 1).text = "celle"
    out = BytesIO()
    document.save(out)
    found = read(out.getvalue(), "docx", "a.docx")
    assert found.parts == ("Ønsker", "Ikke som forventet¹²", "celle")
    assert found.unit is Unit.PARAGRAPH


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", ("a b c",)),
        ("<w:p><w:r><w:t>n </w:t><w:sym w:font='Symbol' w:char='F0B3'/><w:t> 5</w:t></w:r></w:p>", ("n ≥ 5",)),
        ("<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>", ()),
        ("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>", ("new",)),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r><w:r><w:t>24</w:t></w:r></w:p>", ("24",)),
        ("<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>24</w:t></w:r></w:p>", ("24",)),
        (
            "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p><w:r><w:t>77</w:t></w:r></w:p></w:tc></w:tr>"
            "<w:tr><w:trPr><w:ins w:id='2'/></w:trPr><w:tc><w:p><w:r><w:t>11</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            ("11",),
        ),
        ("<w:p><w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>made</w:t></w:r></w:p>", ("well-made",)),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r></w:p>", ("7",)),
        (
            "<w:p><w:r><w:t>out</w:t></w:r><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>box</w:t></w:r></w:p>"
            "</mc:Choice><mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:p>",
            ("out", "box"),
        ),
        ("", ()),
    ],
)  # fmt: skip
def test_what_is_seen_is_read_once_and_what_is_not_is_not(body: str, wanted: tuple[str, ...]) -> None:
    assert read(word(body), "docx", "a.docx").parts == wanted


def test_notes_come_last() -> None:
    notes = f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>the note</w:t></w:r></w:p></w:footnote></w:footnotes>"
    data = word("<w:p><w:r><w:t>text</w:t></w:r></w:p>", word__footnotes=notes)
    assert read(data, "docx", "a.docx").parts == ("text", "the note")


def slide(text: str, picture: bool = False) -> str:
    return f"<p:sld {A}><a:p><a:r><a:t>{text}</a:t></a:r></a:p>{'<p:pic/>' if picture else ''}</p:sld>"


def test_slides_are_read_in_the_order_in_which_they_are_shown() -> None:
    rel = '<Relationship Id="{}" Type="x/slide" Target="slides/slide{}.xml"/>'
    data = zipped(
        ppt__presentation=f'<p:presentation {A}><p:sldId r:id="b"/><p:sldId r:id="a"/></p:presentation>',
        ppt___rels__presentationDOTxmlDOTrels=f"<x>{rel.format('a', 1)}{rel.format('b', 2)}</x>",
        ppt__slides__slide1=slide("second"),
        ppt__slides__slide2=slide("first"),
    )
    found = read(data, "pptx", "a.pptx")
    assert found.parts == ("first", "second")
    assert found.unit is Unit.SLIDE


def test_slides_without_a_list_are_read_by_their_number_and_a_picture_alone_is_said() -> None:
    data = zipped(**{f"ppt__slides__slide{n}": slide("" if n == 2 else f"no {n}", n == 2) for n in (1, 2, 10)})
    found = read(data, "pptx", "a.pptx")
    assert found.parts == ("no 1", "", "no 10")
    assert found.scans == (2,)


@pytest.mark.parametrize(
    "text", ["We <!-- c -->found 1<?pi x?>7.", "We found <w:x>1</w:x>7.", "<?a?>We found 17.<!--b-->"]
)
def test_letters_after_a_comment_in_the_xml_are_read(text: str) -> None:
    assert read(word(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"), "docx", "x").parts == ("We found 17.",)
    assert read(zipped(ppt__slides__slide1=slide(text)), "pptx", "x").parts == ("We found 17.",)


def test_a_character_style_hides_as_a_run_does() -> None:
    style = "<w:style w:type='character' w:styleId='Away'><w:rPr><w:vanish/></w:rPr></w:style>"
    styles = f"<w:styles {W}>{style}</w:styles>"
    body = "<w:p><w:r><w:rPr><w:rStyle w:val='Away'/></w:rPr><w:t>99</w:t></w:r><w:r><w:t>24</w:t></w:r></w:p>"
    assert read(word(body, word__styles=styles), "docx", "a.docx").parts == ("24",)


def test_a_character_style_raises_as_a_run_does() -> None:
    properties = "<w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
    style = f"<w:styles {W}><w:style w:styleId='S'>{properties}</w:style></w:styles>"
    runs = "<w:r><w:t>studies</w:t></w:r><w:r><w:rPr><w:rStyle w:val='S'/></w:rPr><w:t>12</w:t></w:r>"
    assert read(word(f"<w:p>{runs}</w:p>", word__styles=style), "docx", "a.docx").parts == ("studies¹²",)


def test_the_words_of_a_diagram_are_read() -> None:
    rels = '<x><Relationship Id="d" Type="x/diagramData" Target="../diagrams/data1.xml"/></x>'
    text = "<dgm:t><a:p><a:r><a:t>24 nurses</a:t></a:r></a:p></dgm:t>"
    diagram = f"<dgm:dataModel {A} xmlns:dgm='d'>{text}</dgm:dataModel>"
    slides = zipped(
        ppt__slides__slide1=slide("first"),
        ppt__slides___rels__slide1DOTxmlDOTrels=rels,
        ppt__diagrams__data1=diagram,
    )
    assert read(slides, "pptx", "a.pptx").parts == ("first\n24 nurses",)
    data = word(
        "<w:p><w:r><w:t>Before</w:t></w:r></w:p>",
        word___rels__documentDOTxmlDOTrels=rels.replace("../", ""),
        word__diagrams__data1=diagram,
    )
    assert read(data, "docx", "a.docx").parts == ("Before", "24 nurses")


def test_a_document_that_holds_another_file_is_refused() -> None:
    data = word('<w:p><w:r><w:t>Before</w:t></w:r></w:p><w:altChunk r:id="c"/>'.replace("r:id", "id"))
    for reader in (lambda: read(data, "docx", "a.docx"), lambda: read_manuscript(data, "a.docx")):
        with pytest.raises(
            ReviewkitError, match=r"^a\.docx: this document holds another file, whose text would be lost\."
        ):
            reader()
