"""A drawing as a PowerPoint slide of its own size: shapes that people can edit, connectors that follow them."""

from reviewkit.render.figures.drawing import Anchor, Drawing
from reviewkit.render.figures.drawing_ml import (
    NAMESPACE,
    block_xml,
    body_xml,
    colour_xml,
    connector_xml,
    described,
    emu,
    fill_xml,
    glue_xml,
    group_xml,
)
from reviewkit.render.figures.office import Block, Connector, Paragraph, Words, pieces
from reviewkit.render.figures.pptx_parts import parts_around
from reviewkit.render.open_xml import DECLARATION, content, office_language, package
from reviewkit.safe import xml_attribute

_SMALLEST, _LARGEST = 96.0, 5376.0  # px: the sides of a slide are 1 to 56 inches
_FIRST = 4  # the number of the first shape, after the slide, its title and the group
_SIDES = {Anchor.START: "l", Anchor.MIDDLE: "ctr", Anchor.END: "r"}
_NAMESPACES = (
    f'xmlns:a="{NAMESPACE}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def as_pptx(drawing: Drawing) -> bytes:
    """The drawing as the only slide of a presentation; one that is too large for a slide is made smaller."""
    shrunk = min(1.0, _LARGEST / drawing.width, _LARGEST / drawing.height)
    fitting = drawing if shrunk == 1.0 else drawing.scaled(shrunk)
    size = (emu(max(fitting.width, _SMALLEST)), emu(max(fitting.height, _SMALLEST)))
    return package(parts_around(_slide(fitting), size, drawing.title, drawing.language))


def _slide(drawing: Drawing) -> str:
    """The slide: a title above its edge, as programs that read aloud expect one, and the figure as one group."""
    found = pieces(drawing)
    numbers = {piece.name: place for place, piece in enumerate(found, _FIRST) if isinstance(piece, Block)}
    language = office_language(drawing.language)
    shapes = "".join(
        _block(piece, place, language) if isinstance(piece, Block) else _connector(piece, place, numbers)
        for place, piece in enumerate(found, _FIRST)
    )
    head = (
        f'<p:nvGrpSpPr><p:cNvPr id="3" name={xml_attribute(drawing.name)} {described(drawing)}/><p:cNvGrpSpPr/>'
        f"<p:nvPr/></p:nvGrpSpPr><p:grpSpPr>{group_xml(drawing)}</p:grpSpPr>"
    )
    return (
        f"{DECLARATION}<p:sld {_NAMESPACES}><p:cSld>"
        f"<p:bg><p:bgPr>{fill_xml(drawing.paper)}<a:effectLst/></p:bgPr></p:bg><p:spTree>"
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{_title(drawing, language)}<p:grpSp>{head}{shapes}</p:grpSp></p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


def _title(drawing: Drawing, language: str) -> str:
    """The title of the slide, which is above its edge: it is read aloud and listed, but not shown."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="{-emu(60)}"/>'
        f'<a:ext cx="{emu(max(drawing.width, _SMALLEST))}" cy="{emu(40)}"/></a:xfrm></p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="{language}" sz="1200"/>'
        f"<a:t>{content(drawing.title)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _block(block: Block, number: int, language: str) -> str:
    kind = "<p:cNvSpPr/>" if block.fill else '<p:cNvSpPr txBox="1"/>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={xml_attribute(block.name)}/>{kind}<p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{block_xml(block)}</p:spPr>{_words(block.words, language)}</p:sp>"
    )


def _words(words: Words | None, language: str) -> str:
    if words is None:
        return f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{language}"/></a:p></p:txBody>'
    paragraphs = "".join(_paragraph(one, words, language) for one in words.paragraphs)
    return f"<p:txBody><a:bodyPr {body_xml(words)}</a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody>"


def _paragraph(one: Paragraph, words: Words, language: str) -> str:
    leading, size = round(words.leading * 75), round(one.size * 75)  # hundredths of a point
    bold = ' b="1"' if one.bold else ""
    look = f'lang="{language}" sz="{size}"{bold}'
    return (
        f'<a:p><a:pPr marL="{emu(one.left)}" indent="{emu(one.first - one.left)}" algn="{_SIDES[words.anchor]}">'
        f'<a:lnSpc><a:spcPts val="{leading}"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/></a:pPr><a:r><a:rPr {look}>'
        f'<a:solidFill>{colour_xml(one.ink)}</a:solidFill><a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:rPr>'
        f"<a:t>{content(one.text)}</a:t></a:r></a:p>"
    )


def _connector(connector: Connector, number: int, numbers: dict[str, int]) -> str:
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{number}" name={xml_attribute(connector.name)}/>'
        f"<p:cNvCxnSpPr>{glue_xml(connector, numbers)}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
        f"<p:spPr>{connector_xml(connector)}</p:spPr></p:cxnSp>"
    )
