"""A drawing as PDF of one page: tagged, searchable, with its fonts in it, and without dates, so that the same drawing
gives the same bytes.

The tags are Document > Figure, which has the description as its alternative text, > a paragraph for each box or text in
the order of the drawing. Written after PDF 1.7 (ISO 32000-1) and PDF/UA-1 (ISO 14289-1); nothing is compressed, because
compressed bytes differ between computers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil, cos, hypot, radians, sin

from reviewkit import fonts
from reviewkit.extract.kept_boxes import NAMESPACE
from reviewkit.fonts.subset import Subset, subset
from reviewkit.render.figures.drawing import Anchor, Arrow, Dot, Drawing, Line, Point, Rectangle, Shape, Text
from reviewkit.render.figures.kept_boxes import as_lines
from reviewkit.safe import xml_characters, xml_content

_POINTS = 0.75  # of 72 to the inch, in one px of 96 to the inch
_LARGEST = 14400  # points: a page can be no wider or higher, but its unit can be more than a point
_ROUND = 0.5523  # how far the handles of a quarter of a circle reach, as a share of its radius
_MOST_NAMED = 100  # letters in one part of a table of letters
_CATALOG, _PAGES, _PAGE, _CONTENT, _INFO, _XMP, _ROOT, _TREE, _DOCUMENT, _FIGURE = range(1, 11)
_FONTS = (11, 16)  # the first of the five objects of each font
_PARAGRAPHS = 21


_Piece = Rectangle | Arrow | Line | Dot | tuple[Text, ...]


def as_pdf(drawing: Drawing) -> bytes:
    """The drawing as the bytes of a PDF."""
    page = _Page(drawing)
    content = page.content()
    unit = max(1, ceil(max(drawing.width, drawing.height) * _POINTS / _LARGEST))
    width, height = (_number(side * _POINTS / unit) for side in (drawing.width, drawing.height))
    language, title = _string(drawing.language), _string(drawing.title)
    paragraphs = {mark: _PARAGRAPHS + place for place, mark in enumerate(page.paragraphs)}
    parents = " ".join(f"{paragraphs.get(mark, _FIGURE)} 0 R" for mark in range(page.marks))
    children = " ".join(
        f"{paragraphs[mark]} 0 R" if mark in paragraphs else str(mark) for mark in range(page.marks)
    )
    objects: dict[int, str | _Stream] = {
        _CATALOG: f"<</Type/Catalog/Pages {_PAGES} 0 R/Lang{language}/MarkInfo<</Marked true>>/Metadata {_XMP} 0 R"
        f"/StructTreeRoot {_ROOT} 0 R/ViewerPreferences<</DisplayDocTitle true>>>>",
        _PAGES: f"<</Type/Pages/Kids[{_PAGE} 0 R]/Count 1>>",
        _PAGE: f"<</Type/Page/Parent {_PAGES} 0 R/MediaBox[0 0 {width} {height}]/Contents {_CONTENT} 0 R"
        f"/Resources<</Font<</F0 {_FONTS[0]} 0 R/F1 {_FONTS[1]} 0 R>>>>/StructParents 0/Tabs/S"
        f"{f'/UserUnit {unit}' if unit > 1 else ''}>>",
        _CONTENT: _stream(f"{_number(_POINTS / unit, 6)} 0 0 {_number(_POINTS / unit, 6)} 0 0 cm\n{content}"),
        _INFO: f"<</Title{title}/Producer(reviewkit)>>",
        _XMP: _stream(_metadata(drawing), "/Type/Metadata/Subtype/XML"),
        _ROOT: f"<</Type/StructTreeRoot/K {_DOCUMENT} 0 R/ParentTree {_TREE} 0 R/ParentTreeNextKey 1>>",
        _TREE: f"<</Nums[0[{parents}]]>>",
        _DOCUMENT: f"<</Type/StructElem/S/Document/P {_ROOT} 0 R/K {_FIGURE} 0 R>>",
        _FIGURE: f"<</Type/StructElem/S/Figure/P {_DOCUMENT} 0 R/Pg {_PAGE} 0 R/T{title}"
        f"/Alt{_string(_letters(drawing.description))}/A<</O/Layout/Placement/Block"
        f"/BBox[0 0 {width} {height}]>>/K[{children}]>>",
        **{
            number: f"<</Type/StructElem/S/P/P {_FIGURE} 0 R/Pg {_PAGE} 0 R/K {mark}>>"
            for mark, number in paragraphs.items()
        },
    }
    for first, bold in zip(_FONTS, (False, True), strict=True):
        objects |= _font(first, page.fonts[bold], bold)
    return _file(objects)


class _Page:
    """What is painted on the page, from below to above, in marked pieces: `paragraphs` are those that are text."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        used: dict[bool, dict[str, None]] = {False: {}, True: {}}
        for text in drawing.texts():
            used[text.bold] |= dict.fromkeys(_letters(text.text))
        for letters in used.values():
            letters[" "] = None
        self.fonts = {bold: subset(letters, bold) for bold, letters in used.items()}
        self.marks = 0
        self.paragraphs: list[int] = []

    def content(self) -> str:
        """The operators of the whole page."""
        width, height = _number(self.drawing.width), _number(self.drawing.height)
        paper = f"/Artifact BMC\n{_ink(self.drawing.paper)} rg 0 0 {width} {height} re f\nEMC"
        painted = [line for piece in _pieces(self.drawing.shapes) for line in self.piece(piece)]
        return "\n".join((paper, *painted))

    def piece(self, shape: _Piece) -> Iterator[str]:
        match shape:
            case tuple():
                yield from self.paragraph(shape)
            case Rectangle():
                yield from self.marked("Figure", self.rectangle(shape))
                if shape.lines:
                    yield from self.paragraph(shape.lines)
                if shape.label:
                    yield from self.paragraph((shape.label,))
            case Arrow():
                yield from self.marked("Figure", self.arrow(shape))
            case Line():
                yield from self.marked("Figure", self.stroke((shape.start, shape.end), shape.ink, shape.thickness))
            case Dot():
                path = self.rounded(
                    shape.x - shape.radius,
                    shape.y - shape.radius,
                    2 * shape.radius,
                    2 * shape.radius,
                    shape.radius,
                )
                yield from self.marked("Figure", (f"{_ink(shape.ink)} rg {path} f",))

    def marked(self, tag: str, operators: Sequence[str]) -> Iterator[str]:
        """A piece of the page under its mark, by which the tags name it."""
        yield f"/{tag}<</MCID {self.marks}>>BDC"
        yield from operators
        yield "EMC"
        self.marks += 1

    def paragraph(self, lines: Sequence[Text]) -> Iterator[str]:
        """Printed lines that are read as one text; a space parts each from the next, unless a word was cut there."""
        self.paragraphs.append(self.marks)
        after = [*("" if line.joint == "" else " " for line in lines[1:]), ""]
        printed = [self.text(line, joint) for line, joint in zip(lines, after, strict=True)]
        yield from self.marked("P", ["BT", *printed, "ET"])

    def text(self, text: Text, after: str) -> str:
        size = text.size or self.drawing.size
        font = self.fonts[text.bold]
        letters = _letters(text.text)
        turned = radians(text.angle)
        share = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[text.anchor]
        back = share * sum(font.widths[font.glyphs[letter]] for letter in letters) * size / 1000
        x, y = text.x - back * cos(turned), self.up(text.y + back * sin(-turned))
        across, along = _number(cos(turned), 5), _number(sin(turned), 5)
        place = f"{across} {_number(-sin(turned), 5)} {along} {across} {_number(x)} {_number(y)} Tm"
        codes = "".join(f"{font.glyphs[letter]:04X}" for letter in letters + after)
        return (
            f"{_ink(text.ink or self.drawing.ink)} rg /F{int(text.bold)} {_number(size)} Tf {place} <{codes}> Tj"
        )

    def rectangle(self, shape: Rectangle) -> Sequence[str]:
        path = self.rounded(shape.x, shape.y, shape.width, shape.height, shape.corner)
        if not shape.frame:
            return (f"{_ink(shape.fill)} rg {path} f",)
        return (f"{_ink(shape.fill)} rg {_ink(shape.frame)} RG {_number(shape.thickness)} w {path} B",)

    def arrow(self, arrow: Arrow) -> Sequence[str]:
        """The line and the triangle at its end, which is as in the SVG: 7 and a half times as long as the line is
        thick."""
        (x1, y1), (x2, y2) = arrow.points[-2:]
        length = hypot(x2 - x1, y2 - y1) or 1.0
        right, down = (x2 - x1) / length * arrow.thickness, (y2 - y1) / length * arrow.thickness
        corners = [
            (x2 + right * along - down * beside, y2 + down * along + right * beside)
            for along, beside in ((-7, -3.5), (0.5, 0), (-7, 3.5))
        ]
        head = f"{_ink(arrow.ink)} rg {self.path(corners)} h f"
        return (*self.stroke(arrow.points, arrow.ink, arrow.thickness), head)

    def stroke(self, points: Sequence[Point], ink: str, thickness: float) -> Sequence[str]:
        return (f"{_ink(ink)} RG {_number(thickness)} w {self.path(points)} S",)

    def path(self, points: Sequence[Point]) -> str:
        return " ".join(f"{self.at(x, y)} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))

    def rounded(self, x: float, y: float, width: float, height: float, corner: float) -> str:
        """The path of a rectangle whose corners are quarters of a circle."""
        if not corner:
            return f"{_number(x)} {_number(self.up(y + height))} {_number(width)} {_number(height)} re"
        radius = min(corner, width / 2, height / 2)
        right, bottom, handle = x + width, y + height, radius * (1 - _ROUND)
        at = self.at
        return " ".join(
            (
                f"{at(x + radius, y)} m {at(right - radius, y)} l",
                f"{at(right - handle, y)} {at(right, y + handle)} {at(right, y + radius)} c",
                f"{at(right, bottom - radius)} l",
                f"{at(right, bottom - handle)} {at(right - handle, bottom)} {at(right - radius, bottom)} c",
                f"{at(x + radius, bottom)} l",
                f"{at(x + handle, bottom)} {at(x, bottom - handle)} {at(x, bottom - radius)} c",
                f"{at(x, y + radius)} l {at(x, y + handle)} {at(x + handle, y)} {at(x + radius, y)} c h",
            )
        )

    def at(self, x: float, y: float) -> str:
        return f"{_number(x)} {_number(self.up(y))}"

    def up(self, y: float) -> float:
        """In a PDF y grows upwards."""
        return self.drawing.height - y


def _pieces(shapes: Sequence[Shape]) -> Iterator[_Piece]:
    """The shapes, with the lines of a text that was wrapped put together."""
    wrapped: list[Text] = []
    for shape in shapes:
        goes_on = isinstance(shape, Text) and shape.joint is not None
        if wrapped and not goes_on:
            yield tuple(wrapped)
            wrapped = []
        if isinstance(shape, Text):
            wrapped.append(shape)
        else:
            yield shape
    if wrapped:
        yield tuple(wrapped)


@dataclass(frozen=True, slots=True)
class _Stream:
    """Bytes of any kind in a PDF, and what is said of them."""

    data: bytes
    about: str = ""


def _stream(text: str, about: str = "") -> _Stream:
    return _Stream(text.encode("utf-8"), about)


def _font(first: int, font: Subset, bold: bool) -> Mapping[int, str | _Stream]:
    """The five objects of a font: how letters are written, the font itself, what it looks like, its file, and which
    letter each glyph is."""
    whole, own, look, file, letters = range(first, first + 5)
    tag = "".join(chr(ord("A") + byte % 26) for byte in sha256(font.file).digest()[:6])
    name = f"/{tag}+Arimo{'-Bold' if bold else ''}"
    left, bottom, right, top = font.box
    widths = " ".join(map(str, font.widths))
    return {
        whole: f"<</Type/Font/Subtype/Type0/BaseFont{name}/Encoding/Identity-H/DescendantFonts[{own} 0 R]"
        f"/ToUnicode {letters} 0 R>>",
        own: f"<</Type/Font/Subtype/CIDFontType2/BaseFont{name}/CIDToGIDMap/Identity/FontDescriptor {look} 0 R"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[0[{widths}]]>>",
        look: f"<</Type/FontDescriptor/FontName{name}/Flags 4/FontBBox[{left} {bottom} {right} {top}]/ItalicAngle 0"
        f"/Ascent {font.ascent}/Descent {font.descent}/CapHeight {font.capitals}/StemV {140 if bold else 80}"
        f"/FontFile2 {file} 0 R>>",
        file: _Stream(font.file, f"/Length1 {len(font.file)}"),
        letters: _stream(_table_of_letters(font.glyphs)),
    }


def _table_of_letters(glyphs: Mapping[str, int]) -> str:
    """Which letter each glyph is, so that the text can be found and copied. Every kind of space is found as a space."""
    named = [
        f"<{glyph:04X}><{(' ' if letter.isspace() else letter).encode('utf-16-be').hex().upper()}>"
        for letter, glyph in glyphs.items()
    ]
    pieces = [named[start : start + _MOST_NAMED] for start in range(0, len(named), _MOST_NAMED)]
    lines = "\n".join(f"{len(piece)} beginbfchar\n{chr(10).join(piece)}\nendbfchar" for piece in pieces)
    return f"""/CIDInit/ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
{lines}
endcmap
CMapName currentdict/CMap defineresource pop
end
end"""


def _metadata(drawing: Drawing) -> str:
    """What the file is, for programs that do not read PDF itself, and its boxes with their ids."""
    title, boxes = (xml_content(text, quote=True) for text in (_letters(drawing.title), as_lines(drawing)))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" \
xmlns:figure="{NAMESPACE}">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{xml_content(drawing.language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>reviewkit</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
<figure:boxes>{boxes}</figure:boxes>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def _file(objects: Mapping[int, str | _Stream]) -> bytes:
    """The objects, where each of them is, and which is the first. The id of the file is the checksum of its bytes."""
    data = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, value in sorted(objects.items()):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + _bytes(value) + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(places) + 1
    mark = sha256(data).hexdigest()[:32].upper()
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<</Size {size}/Root {_CATALOG} 0 R/Info {_INFO} 0 R/ID[<{mark}><{mark}>]>>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    )
    return data + end.encode("ascii")


def _bytes(value: str | _Stream) -> bytes:
    if isinstance(value, str):
        return value.encode("ascii")
    return f"<</Length {len(value.data)}{value.about}>>\nstream\n".encode() + value.data + b"\nendstream"


def _letters(text: str) -> str:
    """The letters that a text is printed with: composed, and none that XML could not hold."""
    return fonts.composed(xml_characters(text))


def _string(text: str) -> str:
    """A text as a value; what strangers wrote is digits there and can end nothing."""
    return f"<FEFF{_letters(text).encode('utf-16-be').hex().upper()}>"


def _ink(colour: str) -> str:
    return " ".join(_number(int(colour[at : at + 2], 16) / 255, 3) for at in (1, 3, 5))


def _number(value: float, decimals: int = 2) -> str:
    """A number without needless digits, so that the same figure has the same bytes."""
    written = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written
