"""A text with headings and tables in the format that was asked for by name, which is also the ending of its file."""

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from reviewkit.errors import ReviewkitError
from reviewkit.render.document import Document
from reviewkit.render.tables.docx import saved, set_page, table_xml
from reviewkit.render.tables.html import element_of, notes_of, page_of, style_of
from reviewkit.render.tables.markdown import as_markdown as table_as_markdown
from reviewkit.render.tables.markdown import escaped
from reviewkit.safe import xml_characters

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_STYLE = """\
h1 { font-size: 22px } h2 { font-size: 18px; margin: 2em 0 .5em } p { max-width: 50em; margin: .4em 0 }
table { margin: 1em 0 } td, th { overflow-wrap: anywhere }
@media print { tr { break-inside: avoid } h2 { break-after: avoid } }"""


def as_bytes(document: Document, format_name: str) -> bytes:
    """The text as the bytes of a file in one of FORMATS. The same text gives the same bytes."""
    if format_name not in _WRITERS:
        raise ReviewkitError(f"a text cannot be written as {format_name!r}; there are: {', '.join(FORMATS)}")
    content = _WRITERS[format_name](document)
    return content.encode("utf-8") if isinstance(content, str) else content


def as_markdown(document: Document) -> str:
    """Headings, paragraphs and pipe tables."""
    parts = [f"# {escaped(document.title)}\n", *(f"{escaped(text)}\n" for text in document.introduction)]
    for section in document.sections:
        parts += [f"## {escaped(section.heading)}\n", *(f"{escaped(text)}\n" for text in section.paragraphs)]
        parts += map(table_as_markdown, section.tables)
    return "\n".join(parts)


def as_html(document: Document) -> str:
    """A page of its own, with no script and nothing from the network."""
    tables = [table for section in document.sections for table in section.tables]
    lines = [f"<h1>{escape(document.title)}</h1>", *map(_paragraph, document.introduction)]
    for section in document.sections:
        lines += [f"<h2>{escape(section.heading)}</h2>", *map(_paragraph, section.paragraphs)]
        lines += [f"{element_of(table)}\n{notes_of(table)}" for table in section.tables]
    body = "".join(f"{line}\n" for line in lines)
    return page_of(document.title, f"{style_of(tables)}\n{_STYLE}", body, document.language)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def as_docx(document: Document) -> bytes:
    """Landscape A4, with headings that Word lists, and tables as journals ask for them."""
    import docx
    from docx.oxml import parse_xml
    from docx.shared import Pt

    made = docx.Document()
    set_page(made, document.language)
    _set_headings(made)
    made.add_heading(xml_characters(document.title), level=1)
    for text in document.introduction:
        made.add_paragraph(xml_characters(text))
    for section in document.sections:
        made.add_heading(xml_characters(section.heading), level=2)
        for text in section.paragraphs:
            made.add_paragraph(xml_characters(text))
        for table in section.tables:
            caption = made.add_paragraph(xml_characters(table.title), style="Caption")
            caption.paragraph_format.keep_with_next = True
            caption._p.addnext(parse_xml(table_xml(table)))
            for text in table.notes or ("",):  # Word joins two tables that nothing parts
                made.add_paragraph(xml_characters(text)).paragraph_format.space_before = Pt(2)
    return saved(made, document.title)


def _set_headings(made: "WordDocument") -> None:
    """Headings and captions in the letters of the text, in black."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in (("Heading 1", 16), ("Heading 2", 12), ("Caption", 10)):
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.keep_with_next = True


_WRITERS: dict[str, Callable[[Document], str | bytes]] = {"docx": as_docx, "html": as_html, "md": as_markdown}
FORMATS = tuple(_WRITERS)
