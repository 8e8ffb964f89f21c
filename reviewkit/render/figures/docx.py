"""A drawing as a Word document: a group of text boxes in the line of the text, as the templates of PRISMA have them.

The page is the smallest of A4 and A3, upright or lying, on which the figure can be read; else one of its own size.
"""

from dataclasses import dataclass

from reviewkit.render.figures.docx_parts import parts_around
from reviewkit.render.figures.drawing import Anchor, Drawing
from reviewkit.render.figures.drawing_ml import (
    block_xml,
    body_xml,
    connector_xml,
    described,
    emu,
    glue_xml,
    group_xml,
)
from reviewkit.render.figures.office import Block, Connector, Paragraph, Words, pieces
from reviewkit.render.open_xml import content, office_language, package
from reviewkit.safe import xml_attribute

_MARGIN = 57.0  # px, 15 mm
_FOOT = 8.0  # px: the line that holds the figure is a little higher than the figure
_PAPERS = ((794.0, 1123.0), (1123.0, 794.0), (1123.0, 1587.0), (1587.0, 1123.0))  # A4 and A3 in px
_READABLE = 0.75  # a figure may be made this much smaller before the paper is made larger
_LARGEST = 2112.0  # px: 22 inches, the longest side of a page of Word
_TWIPS = 15  # of a px
_FIRST = 2  # the number of the first shape, after the group
_SIDES = {Anchor.START: "left", Anchor.MIDDLE: "center", Anchor.END: "right"}
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"


@dataclass(frozen=True, slots=True)
class Page:
    """A page in px, and how many times as large as drawn the figure is on it."""

    width: float
    height: float
    scale: float


def as_docx(drawing: Drawing) -> bytes:
    """The drawing as the only thing on a page."""
    page = page_for(drawing.width, drawing.height)
    fitting = drawing if page.scale == 1.0 else drawing.scaled(page.scale)
    return package(parts_around(figure_xml(fitting) + _section(page), drawing.title, drawing.language))


def page_for(width: float, height: float) -> Page:
    """The page on which a figure of this size can be read."""
    pages = [Page(*paper, min(1.0, *_shares(paper, width, height))) for paper in _PAPERS]
    for size in (pages[:2], pages[2:]):
        best = max(size, key=lambda page: page.scale)
        if best.scale >= _READABLE:
            return best
    paper = (min(width + 2 * _MARGIN, _LARGEST), min(height + 2 * _MARGIN + _FOOT, _LARGEST))
    return Page(*paper, min(1.0, *_shares(paper, width, height)))


def _shares(paper: tuple[float, float], width: float, height: float) -> tuple[float, float]:
    return (paper[0] - 2 * _MARGIN) / width, (paper[1] - 2 * _MARGIN - _FOOT) / height


def figure_xml(drawing: Drawing) -> str:
    """The figure in a paragraph of its own."""
    found = pieces(drawing)
    numbers = {piece.name: place for place, piece in enumerate(found, _FIRST) if isinstance(piece, Block)}
    language = office_language(drawing.language)
    shapes = "".join(
        _block(piece, place, language) if isinstance(piece, Block) else _connector(piece, place, numbers)
        for place, piece in enumerate(found, _FIRST)
    )
    size = f'cx="{emu(drawing.width)}" cy="{emu(drawing.height)}"'
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr><w:r><mc:AlternateContent><mc:Choice Requires="wpg">'
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="1" name={xml_attribute(drawing.name)} '
        f'{described(drawing)}/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp>'
        f"<wpg:cNvGrpSpPr/><wpg:grpSpPr>{group_xml(drawing)}</wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )


def _section(page: Page) -> str:
    lying = ' w:orient="landscape"' if page.width > page.height else ""
    size = f'w:w="{round(page.width * _TWIPS)}" w:h="{round(page.height * _TWIPS)}"'
    margins = " ".join(f'w:{side}="{round(_MARGIN * _TWIPS)}"' for side in ("top", "right", "bottom", "left"))
    margin = f'<w:pgMar {margins} w:header="400" w:footer="400" w:gutter="0"/>'
    return f"<w:sectPr><w:pgSz {size}{lying}/>{margin}</w:sectPr>"


def _block(block: Block, number: int, language: str) -> str:
    words, body = "", "<wps:bodyPr/>"
    if block.words:
        paragraphs = "".join(_paragraph(one, block.words, language) for one in block.words.paragraphs)
        words = f"<wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx>"
        body = f"<wps:bodyPr {body_xml(block.words)}</wps:bodyPr>"
    kind = '<wps:cNvSpPr txBox="1"/>' if block.words and not block.fill else "<wps:cNvSpPr/>"
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name={xml_attribute(block.name)}/>{kind}'
        f"<wps:spPr>{block_xml(block)}</wps:spPr>{words}{body}</wps:wsp>"
    )


def _paragraph(one: Paragraph, words: Words, language: str) -> str:
    leading, left, first = (round(length * _TWIPS) for length in (words.leading, one.left, one.first))
    size = max(2, int(one.size * 1.5))  # half points, never more than drawn
    ahead = f'w:hanging="{left - first}"' if first <= left else f'w:firstLine="{first - left}"'
    bold = "<w:b/><w:bCs/>" if one.bold else ""
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{leading}" w:lineRule="exact"/>'
        f'<w:ind w:left="{left}" {ahead}/><w:jc w:val="{_SIDES[words.anchor]}"/></w:pPr><w:r><w:rPr>'
        f'<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>{bold}'
        f'<w:color w:val="{one.ink.removeprefix("#").upper()}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{language}"/></w:rPr><w:t xml:space="preserve">{content(one.text)}</w:t></w:r></w:p>'
    )


def _connector(connector: Connector, number: int, numbers: dict[str, int]) -> str:
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name={xml_attribute(connector.name)}/>'
        f"<wps:cNvCnPr>{glue_xml(connector, numbers)}</wps:cNvCnPr>"
        f"<wps:spPr>{connector_xml(connector)}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )
