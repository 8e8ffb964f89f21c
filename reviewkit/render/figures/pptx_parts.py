"""What a presentation must have around its slides: a theme, a master and a layout, all of them as plain as can be."""

from collections.abc import Mapping

from reviewkit.render.open_xml import DECLARATION, core_properties, office_language
from reviewkit.safe import xml_attribute

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NAMES = f'xmlns:a="{_A}" xmlns:p="{_P}" xmlns:r="{_R}"'
_TYPES = "application/vnd.openxmlformats-officedocument"
_KINDS = {
    "ppt/presentation.xml": f"{_TYPES}.presentationml.presentation.main+xml",
    "ppt/slideMasters/slideMaster1.xml": f"{_TYPES}.presentationml.slideMaster+xml",
    "ppt/slideLayouts/slideLayout1.xml": f"{_TYPES}.presentationml.slideLayout+xml",
    "ppt/slides/slide1.xml": f"{_TYPES}.presentationml.slide+xml",
    "ppt/theme/theme1.xml": f"{_TYPES}.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "1A1A1A",
    "lt2": "DBE6F1",
    "accent1": "3B6EA5",
    "accent2": "B34700",
    "accent3": "00755A",
    "accent4": "A3296B",
    "accent5": "5B3A8E",
    "accent6": "6B5900",
    "hlink": "00538F",
    "folHlink": "5B3A8E",
}
_PLAIN = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FONT = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface="Arial"/>'
_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="914400" cy="381000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
    "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
)
_MAP = (
    'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"'
)


def parts_around(slide: str, size: tuple[int, int], title: str, language: str) -> dict[str, str]:
    """Every part of a presentation with one slide of this size (EMU), by its name in the file."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    layout, master = "../slideLayouts/slideLayout1.xml", "../slideMasters/slideMaster1.xml"
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            {f"{office}/officeDocument": "ppt/presentation.xml", core: "docProps/core.xml"}
        ),
        "docProps/core.xml": core_properties(title, language),
        "ppt/presentation.xml": _presentation(size, language),
        "ppt/_rels/presentation.xml.rels": _relationships(
            {
                f"{office}/slideMaster": "slideMasters/slideMaster1.xml",
                f"{office}/slide": "slides/slide1.xml",
                f"{office}/theme": "theme/theme1.xml",
            }
        ),
        "ppt/theme/theme1.xml": _theme(),
        "ppt/slideMasters/slideMaster1.xml": _master(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relationships(
            {f"{office}/slideLayout": layout, f"{office}/theme": "../theme/theme1.xml"}
        ),
        "ppt/slideLayouts/slideLayout1.xml": (
            f'{DECLARATION}<p:sldLayout {_NAMES} type="titleOnly"><p:cSld name="Figure"><p:spTree>{_TREE}</p:spTree>'
            "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
        ),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": _relationships({f"{office}/slideMaster": master}),
        "ppt/slides/slide1.xml": slide,
        "ppt/slides/_rels/slide1.xml.rels": _relationships({f"{office}/slideLayout": layout}),
    }


def _content_types() -> str:
    kinds = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _KINDS.items())
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>'
    )


def _relationships(targets: Mapping[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_RELATIONSHIPS}">{lines}</Relationships>'


def _presentation(size: tuple[int, int], language: str) -> str:
    wide, high = size
    lang = xml_attribute(office_language(language))
    return (
        f'{DECLARATION}<p:presentation {_NAMES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/>'
        '</p:sldMasterIdLst><p:sldIdLst><p:sldId id="256" r:id="rId2"/></p:sldIdLst>'
        f'<p:sldSz cx="{wide}" cy="{high}"/><p:notesSz cx="6858000" cy="9144000"/><p:defaultTextStyle><a:defPPr>'
        f"<a:defRPr lang={lang}/></a:defPPr></p:defaultTextStyle></p:presentation>"
    )


def _theme() -> str:
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    lines = "".join(f'<a:ln w="{wide}">{_PLAIN}</a:ln>' for wide in (6350, 12700, 19050))
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_A}" name="Figure"><a:themeElements><a:clrScheme name="Figure">{colours}'
        f'</a:clrScheme><a:fontScheme name="Arial"><a:majorFont>{_FONT}</a:majorFont><a:minorFont>{_FONT}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Plain"><a:fillStyleLst>{_PLAIN * 3}</a:fillStyleLst><a:lnStyleLst>{lines}'
        f"</a:lnStyleLst><a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_PLAIN * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _master() -> str:
    return (
        f'{DECLARATION}<p:sldMaster {_NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg><p:spTree>{_TREE}</p:spTree></p:cSld><p:clrMap {_MAP}/><p:sldLayoutIdLst>"
        '<p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle/><p:bodyStyle/>'
        "<p:otherStyle/></p:txStyles></p:sldMaster>"
    )
