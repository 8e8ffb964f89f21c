"""A PDF of one page: tagged, with alternative text, searchable, with its fonts in it, the same bytes each time."""

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reviewkit.locales import labels, languages
from reviewkit.render.figures.drawing import Anchor, Arrow, Drawing, Line, Rectangle, Shape, Text
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.overlap import overlap_drawing
from reviewkit.render.figures.pdf import as_pdf
from tests.render.samples import HOSTILE_NAME, OVERLAPS, SHARES, flow_of, flows


def flow(language: str = "en", draft: bool = False, name: str = "CINAHL") -> Drawing:
    return flow_drawing(flow_grid(flow_of(name=name), labels(language), draft))


def drawing(*shapes: Shape, width: float = 400, height: float = 100) -> Drawing:
    return Drawing("test", width, height, "Title", "Described.", shapes, 13, "#1a1a1a", "#ffffff")


def opened(figure: Drawing) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(as_pdf(figure)))


def text_of(figure: Drawing) -> str:
    page = pypdfium2.PdfDocument(as_pdf(figure))[0].get_textpage()
    return " ".join(page.get_text_bounded().split())


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """A tag and the tags in it, in reading order."""
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from elements(kid)


def read_aloud(pdf: pikepdf.Pdf) -> list[str]:
    """The text of each paragraph in the order of the tags, from the marks that they name and the fonts' own tables."""
    page = pdf.pages[0]
    fonts = {str(name): unicode_of(font) for name, font in page.Resources.Font.items()}
    marked: dict[int, str] = {}
    mark, font = -1, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            mark = int(operands[1].MCID)
        elif name == "Tf":
            font = str(operands[0])
        elif name == "Tj":
            codes = bytes(operands[0])
            letters = (codes[at : at + 2] for at in range(0, len(codes), 2))
            marked[mark] = marked.get(mark, "") + "".join(fonts[font][code] for code in letters)
    return [marked[int(one.K)] for one in elements(pdf.Root.StructTreeRoot.K) if one.S == "/P"]


def unicode_of(font: pikepdf.Object) -> dict[bytes, str]:
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9A-F]{4})><((?:[0-9A-F]{4})+)>$", table, re.MULTILINE)
    return {
        bytes.fromhex(code): bytes.fromhex(letter).decode("utf-16-be") for code, letter in pairs if code != "0000"
    }


def paragraphs(figure: Drawing) -> list[str]:
    """What the figure says, box by box, as it should be read."""
    said: list[str] = []
    for shape in figure.shapes:
        if isinstance(shape, Text) and shape.joint is not None:
            said[-1] += shape.joint + shape.text
        elif isinstance(shape, Text):
            said.append(shape.text)
        elif isinstance(shape, Rectangle):
            said += [" ".join(line.text for line in shape.lines)] if shape.lines else []
            said += [shape.label.text] if shape.label else []
    return [" ".join(text.split()) for text in said]


@pytest.mark.parametrize("language", languages())
def test_the_file_says_what_it_is_and_in_which_language(language: str) -> None:
    figure = flow(language)
    pdf = opened(figure)
    assert pdf.Root.Lang == language
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo.Title) == figure.title
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == figure.title
        assert metadata["dc:language"] == {language} or language in metadata["dc:language"]
        assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize(
    "figure", [flow(), flow("nn", draft=True), overlap_drawing(OVERLAPS, SHARES, labels("nb"))]
)
def test_the_tags_are_a_figure_with_its_description_and_every_text_in_order(figure: Drawing) -> None:
    pdf = opened(figure)
    document = pdf.Root.StructTreeRoot.K
    assert (document.S, document.K.S) == ("/Document", "/Figure")
    assert str(document.K.Alt) == figure.description
    assert [" ".join(text.split()) for text in read_aloud(pdf)] == paragraphs(figure)


def test_the_boxes_are_read_from_the_first_to_the_last_stage() -> None:
    said = read_aloud(opened(flow()))
    begins = (
        "Records identified",
        "Records screened",
        "Reports sought",
        "Reports assessed",
        "New studies included",
    )
    places = [next(place for place, text in enumerate(said) if text.startswith(begin)) for begin in begins]
    assert places == sorted(places)


@given(flows(), st.sampled_from(languages()))
@settings(max_examples=25, deadline=None)
def test_every_number_can_be_found_in_the_text_and_in_the_alternative_text(found: object, language: str) -> None:
    figure = flow_drawing(flow_grid(found, labels(language)))  # type: ignore[arg-type]
    pdf = opened(figure)
    said = " ".join(" ".join(read_aloud(pdf)).split())
    for text in figure.texts():
        for number in re.findall(r"\(n = ([^)]*)\)", text.text.replace("\u00a0", " ")):
            assert f"(n = {number})" in said
            assert f"(n = {number})" in str(pdf.Root.StructTreeRoot.K.K.Alt)


def test_every_mark_of_the_page_belongs_to_one_tag_and_everything_else_is_decoration() -> None:
    pdf = opened(flow(draft=True))
    marks, depth = [], 0
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        name = str(operator)
        if name in ("BDC", "BMC"):
            assert depth == 0
            depth += 1
            marks += [int(operands[1].MCID)] if name == "BDC" else []
        elif name == "EMC":
            depth -= 1
        else:
            assert depth == 1 or name == "cm"
    assert marks == list(range(len(marks)))
    tree = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = tree[1]
    assert len(owners) == len(marks)
    for mark, owner in zip(marks, owners, strict=True):
        kids = owner.K if isinstance(owner.K, pikepdf.Array) else [owner.K]
        assert mark in [int(kid) for kid in kids if not isinstance(kid, pikepdf.Dictionary)]
    assert pdf.pages[0].StructParents == tree[0] == 0


def test_both_fonts_are_in_the_file_with_only_their_letters() -> None:
    pdf = opened(flow())
    assert len(as_pdf(flow())) < 45_000
    for font in pdf.pages[0].Resources.Font.values():
        own = font.DescendantFonts[0]
        file = own.FontDescriptor.FontFile2.read_bytes()
        assert file.startswith(b"\x00\x01\x00\x00")
        assert len(file) < 12_000
        assert re.fullmatch(r"/[A-Z]{6}\+Arimo(-Bold)?", str(font.BaseFont))
        assert len(own.W[1]) == len(unicode_of(font)) + 1


def test_the_page_has_the_size_of_the_drawing() -> None:
    pdf = opened(drawing(width=400, height=100))
    assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 300, 75]


def test_a_page_that_no_reader_would_show_has_larger_units() -> None:
    pdf = opened(drawing(height=40_000))
    page = pdf.pages[0]
    assert float(page.MediaBox[3]) * float(page.UserUnit) == pytest.approx(30_000)
    assert float(page.MediaBox[3]) <= 14_400


@pytest.mark.parametrize(
    "figure", [flow(), flow("nb", name=HOSTILE_NAME), overlap_drawing(OVERLAPS, SHARES, labels("en"))]
)
def test_the_same_drawing_gives_the_same_bytes_and_a_file_without_errors(figure: Drawing) -> None:
    assert as_pdf(figure) == as_pdf(figure)
    assert opened(figure).check_pdf_syntax() == []


@pytest.mark.parametrize(
    "name", [HOSTILE_NAME, "a) Tj ET (b", "x>> endobj 1 0 obj", "\\( \\)", "]]>", "\u202eabc", "a\x00b"]
)
def test_what_strangers_wrote_stays_text(name: str) -> None:
    figure = drawing(Text(name, 10, 20))
    pdf = opened(figure)
    assert pdf.check_pdf_syntax() == []
    assert read_aloud(pdf) == [name.replace("\x00", "").replace("\u202e", "\ufffd")]
    assert len(pdf.objects) == len(opened(drawing(Text("a", 10, 20))).objects)


def test_a_note_of_several_lines_is_one_paragraph() -> None:
    note = "A note that is so long that it is printed on several lines. " * 9
    grid = flow_grid(flow_of(), labels("en"), notes=[note.strip(), "Another."])
    said = [" ".join(text.split()) for text in read_aloud(opened(flow_drawing(grid)))]
    assert said[-2:] == [note.strip(), "Another."]


def test_a_word_that_was_cut_is_read_as_one() -> None:
    name = "Donaudampfschiffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
    said = " ".join(read_aloud(opened(flow(name=name))))
    assert f"{name} (n = 113)" in said


def test_letters_that_the_font_lacks_can_still_be_found() -> None:
    assert "中文 𝒳" in text_of(drawing(Text("中文 𝒳", 10, 20)))


def test_letters_that_macos_writes_as_two_are_one() -> None:
    assert read_aloud(opened(drawing(Text("A\u030a", 10, 20)))) == ["Å"]


def placed(figure: Drawing) -> tuple[float, float, float, float]:
    """Where pdfium finds the only text: left, bottom, right, top, in points."""
    page = pypdfium2.PdfDocument(as_pdf(figure))[0].get_textpage()
    boxes = [page.get_charbox(place) for place in range(page.count_chars())]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def test_a_text_is_at_its_point_whichever_part_of_it_that_is() -> None:
    starts = placed(drawing(Text("HHH", 100, 50)))
    middle = placed(drawing(Text("HHH", 100, 50, anchor=Anchor.MIDDLE)))
    ends = placed(drawing(Text("HHH", 100, 50, anchor=Anchor.END)))
    assert starts[0] == pytest.approx(75, abs=1)
    assert (middle[0] + middle[2]) / 2 == pytest.approx(75, abs=1)
    assert ends[2] == pytest.approx(75, abs=1)
    assert {round(box[1]) for box in (starts, middle, ends)} == {38}  # 100 - 50 px from below


def test_a_turned_text_runs_upwards_where_the_angle_is_negative() -> None:
    left, bottom, right, top = placed(drawing(Text("HHHH", 200, 90, angle=-90)))
    assert top - bottom > 3 * (right - left)
    assert bottom == pytest.approx((100 - 90) * 0.75, abs=1.5)


def picture(figure: Drawing) -> Image.Image:
    """What pdfium makes of it, at one dot for a px."""
    return pypdfium2.PdfDocument(as_pdf(figure))[0].render(scale=4 / 3).to_pil().convert("L")


def test_shapes_are_where_they_should_be() -> None:
    figure = drawing(
        Rectangle(10, 10, 40, 20, "#000000"),
        Rectangle(100, 10, 40, 20, "#ffffff", "#000000", 2, corner=8),
        Line((10, 60), (90, 60), "#000000", 4),
        Arrow("a", "b", ((150, 50), (150, 90)), "#000000", 2),
    )
    made = picture(figure)
    dark = {(30, 20), (50, 60), (150, 60), (146, 80)}  # inside the bar, the line, the arrow and its head
    light = {(30, 40), (120, 20), (101, 11), (146, 60)}  # around them, and where a corner is cut off
    assert made.size == (400, 100)
    assert {point for point in dark | light if made.getpixel(point) < 100} == dark  # type: ignore[operator]
