"""A text with headings and tables in the format that was asked for by name, which is also the ending of its file."""

import io
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from reviewkit.errors import ReviewkitError
from reviewkit.render.document import Block, Document, Figure, Paragraph, Run, Style
from reviewkit.render.figures.png import as_png
from reviewkit.render.figures.svg import as_svg
from reviewkit.render.tables.docx import saved, set_page, table_xml
from reviewkit.render.tables.html import element_of, notes_of, page_of, style_of
from reviewkit.render.tables.markdown import as_markdown as table_as_markdown
from reviewkit.render.tables.markdown import escaped
from reviewkit.render.tables.table import Table
from reviewkit.safe import xml_characters

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_EMU = 9525  # of a px, the unit of Word
_ROOM = (970.0, 560.0)  # px of a landscape page inside its margins, with room for a caption
_ADDRESSES = ("https://", "http://", "#")  # what a link may lead to
_STYLE = """\
h1 { font-size: 22px } h2 { font-size: 18px; margin: 2em 0 .5em } p { max-width: 50em; margin: .4em 0 }
table { margin: 1em 0 } figure { margin: 1em 0 } figcaption { font-weight: bold }
.reference { padding-left: 2em; text-indent: -2em } .quote { margin-left: 2em } .note { font-size: 13px }
.item { display: list-item; margin-left: 1.5em } pre { white-space: pre-wrap; overflow-wrap: anywhere }
svg { max-width: 100%; height: auto }
td { overflow-wrap: anywhere } th, .mark { overflow-wrap: break-word }
@media print { tr { break-inside: avoid } h2 { break-after: avoid } }"""


def as_bytes(document: Document, format_name: str) -> bytes:
    """The text as the bytes of a file in one of FORMATS. The same text gives the same bytes."""
    if format_name not in _WRITERS:
        raise ReviewkitError(f"a text cannot be written as {format_name!r}; there are: {', '.join(FORMATS)}")
    content = _WRITERS[format_name](document)
    return content.encode("utf-8") if isinstance(content, str) else content


def as_markdown(document: Document) -> str:
    """Headings, paragraphs and pipe tables; of a figure its alternative text, which has every number."""
    parts = [f"# {escaped(document.title)}\n", *(f"{escaped(text)}\n" for text in document.introduction)]
    for level, section in document.walk():
        parts += [f"{'#' * (level + 1)} {escaped(section.heading)}\n", *map(_markdown_block, section.content())]
    return "\n".join(parts)


def _markdown_block(block: Block) -> str:
    match block:
        case Table():
            return table_as_markdown(block)
        case Figure():
            return f"**{escaped(block.caption)}**\n\n{escaped(block.drawing.description)}\n"
        case Paragraph(style=Style.VERBATIM):
            return "".join(f"    {line}\n" for line in block.text.splitlines())
    words = "".join(map(_markdown_run, block.runs))
    return {Style.ITEM: f"- {words}\n", Style.QUOTE: f"> {words}\n"}.get(block.style, f"{words}\n")


def _markdown_run(run: Run) -> str:
    words = escaped(run.text)
    if words and (run.italic or run.bold):
        mark = "*" * (run.italic + 2 * run.bold)
        before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
        return f"{before}{mark}{words}{mark}{after}" if words.strip() else run.text
    spaces = run.text[:1] == " ", run.text[-1:] == " "
    return f"{' ' * (spaces[0] and bool(words))}{words}{' ' * spaces[1]}"


def as_html(document: Document) -> str:
    """A page of its own, with no script and nothing from the network."""
    lines = [f"<h1>{escape(document.title)}</h1>", *(f"<p>{escape(text)}</p>" for text in document.introduction)]
    for level, section in document.walk():
        tag = f"h{min(level + 1, 6)}"
        lines += [f"<{tag}>{escape(section.heading)}</{tag}>", *map(_html_block, section.content())]
    body = "".join(f"{line}\n" for line in lines)
    return page_of(document.title, f"{style_of(list(document.tables()))}\n{_STYLE}", body, document.language)


def _html_block(block: Block) -> str:
    match block:
        case Table():
            return f"{element_of(block)}\n{notes_of(block)}"
        case Figure():
            return f"<figure>{as_svg(block.drawing)}<figcaption>{escape(block.caption)}</figcaption></figure>"
        case Paragraph(style=Style.VERBATIM):
            return f"<pre>{escape(block.text)}</pre>"
    words = "".join(map(_html_run, block.runs))
    looks = "" if block.style is Style.TEXT else f' class="{block.style}"'
    named = f' id="{escape(block.key)}"' if block.key else ""
    return f"<p{named}{looks}>{words}</p>"


def _html_run(run: Run) -> str:
    words = escape(run.text)
    for tag, is_wanted in (("em", run.italic), ("strong", run.bold)):
        words = f"<{tag}>{words}</{tag}>" if is_wanted else words
    return f'<a href="{escape(run.link)}">{words}</a>' if run.link.startswith(_ADDRESSES) else words


def as_docx(document: Document) -> bytes:
    """Landscape A4, with headings that Word lists, and tables as journals ask for them."""
    import docx

    made = docx.Document()
    set_page(made, document.language)
    _set_headings(made)
    made.add_heading(xml_characters(document.title), level=1)
    for text in document.introduction:
        made.add_paragraph(xml_characters(text))
    for level, section in document.walk():
        made.add_heading(xml_characters(section.heading), level=min(level + 1, 9))
        for block in section.content():
            _add_block(made, block)
    return saved(made, document.title)


def _add_block(made: "WordDocument", block: Block) -> None:
    match block:
        case Table():
            _add_table(made, block)
        case Figure():
            _add_figure(made, block)
        case Paragraph():
            _add_paragraph(made, block)


def _add_table(made: "WordDocument", table: Table) -> None:
    from docx.oxml import parse_xml
    from docx.shared import Pt

    caption = made.add_paragraph(xml_characters(table.title), style="Caption")
    caption.paragraph_format.keep_with_next = True
    caption._p.addnext(parse_xml(table_xml(table)))
    for text in table.notes or ("",):  # Word joins two tables that nothing parts
        made.add_paragraph(xml_characters(text)).paragraph_format.space_before = Pt(2)


def _add_figure(made: "WordDocument", figure: Figure) -> None:
    """The figure as a picture that fits the page, with its alternative text, and its caption below it."""
    from docx.shared import Emu

    drawing = figure.drawing
    scale = min(1.0, _ROOM[0] / drawing.width, _ROOM[1] / drawing.height)
    holder = made.add_paragraph()
    holder.paragraph_format.keep_with_next = True
    picture = holder.add_run().add_picture(io.BytesIO(as_png(drawing)), Emu(round(drawing.width * scale * _EMU)))
    described = picture._inline.docPr
    described.set("title", xml_characters(drawing.title))
    described.set("descr", xml_characters(drawing.description))
    made.add_paragraph(xml_characters(figure.caption), style="Caption")


def _add_paragraph(made: "WordDocument", block: Paragraph) -> None:
    from docx.shared import Cm, Pt

    words = made.add_paragraph(style="List Bullet" if block.style is Style.ITEM else None)
    for run in block.runs:
        added = words.add_run(xml_characters(run.text))
        added.italic, added.bold = run.italic or None, run.bold or None
        if block.style is Style.VERBATIM:
            added.font.name = "Courier New"
        if block.style is Style.NOTE:
            added.font.size = Pt(8)
    if block.style is Style.REFERENCE:
        words.paragraph_format.left_indent, words.paragraph_format.first_line_indent = Cm(1), Cm(-1)
    if block.style is Style.QUOTE:
        words.paragraph_format.left_indent = words.paragraph_format.right_indent = Cm(1)


def _set_headings(made: "WordDocument") -> None:
    """Headings and captions in the letters of the text, in black."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in (("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11), ("Caption", 10)):
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.keep_with_next = True


_WRITERS: dict[str, Callable[[Document], str | bytes]] = {"docx": as_docx, "html": as_html, "md": as_markdown}
FORMATS = tuple(_WRITERS)
