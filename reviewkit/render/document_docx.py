"""A text as a Word document: upright pages, and landscape ones for what is wide; headings that Word lists, numbered
captions as Word numbers them, contents that lead to their places."""

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from reviewkit.render.document import Block, Document, Figure, Paragraph, Section, Style
from reviewkit.render.document_pages import on_pages, scale, with_stays
from reviewkit.render.figures.docx import figure_xml
from reviewkit.render.figures.docx_parts import NAMES
from reviewkit.render.tables.docx import saved, set_page, table_xml
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.widths import ROOM, UPRIGHT
from reviewkit.safe import xml_attribute, xml_characters, xml_content

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

_DEEPEST = 9  # levels of headings that Word has
_IN_CONTENTS = 2  # levels of headings


def as_docx(document: Document) -> bytes:
    """A4, with headings that Word lists, and tables as journals ask for them. The same text gives the same bytes."""
    import docx

    made = docx.Document()
    set_page(made, document.language, upright=True)
    _set_styles(made)
    _set_as_word_of_now(made)
    _number_pages(made)
    writer = _Writer(made, document)
    writer.heading(document.title, 1)
    for text in document.introduction:
        made.add_paragraph(xml_characters(text))
    writer.contents()
    for number, (level, section) in enumerate(document.walk(), start=1):
        writer.section(number, level, section)
    writer.end()
    return saved(made, document.title)


class _Writer:
    """A Word document as it grows, and whether its last page is a landscape one."""

    def __init__(self, made: "WordDocument", document: Document) -> None:
        self.made, self.document = made, document
        self.landscape = False
        self.shapes = 0

    def heading(self, text: str, level: int, number: int = 0) -> None:
        """A heading; those of sections are places that the contents lead to."""
        added = self.made.add_heading(xml_characters(text), level=min(level, _DEEPEST))
        if number and self.document.contents:
            _mark(added, number)

    def section(self, number: int, level: int, section: Section) -> None:
        """A section with its blocks. A heading goes with the first table or figure below it onto a page that fits."""
        for place, (landscape, group) in enumerate(on_pages(section)):
            self.turn(landscape)
            if place == 0:
                self.heading(section.heading, level + 1, number)
            for block, stays in with_stays(group):
                self.block(block, stays)

    def turn(self, landscape: bool) -> None:
        """From here on pages are upright, or landscape. What is in between begins on a new page."""
        if landscape == self.landscape:
            return
        last = self.made.element.body[-2]  # the last one is about the pages that follow
        last.get_or_add_pPr().append(self._pages(self.landscape))
        self.landscape = landscape

    def end(self) -> None:
        """The pages of the last part are as it needs them."""
        body = self.made.element.body
        body.replace(body[-1], self._pages(self.landscape))

    def _pages(self, landscape: bool) -> Any:
        """What Word calls the properties of a section: its paper."""
        from docx.oxml.ns import qn

        found = deepcopy(self.made.element.body[-1])
        if landscape:
            paper = found.find(qn("w:pgSz"))
            paper.set(qn("w:w"), "16838")
            paper.set(qn("w:h"), "11906")
            paper.set(qn("w:orient"), "landscape")
        return found

    def contents(self) -> None:
        """The headings as a field that Word can make anew, each leading to its place."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        listed = [
            (number, level, section.heading)
            for number, (level, section) in enumerate(self.document.walk(), start=1)
            if level <= _IN_CONTENTS
        ]
        if not self.document.contents or not listed:
            return
        title = self.made.add_paragraph()
        title.add_run(xml_characters(self.document.contents)).bold = True
        for place, (number, level, heading) in enumerate(listed):
            begins = _BEGIN_CONTENTS if place == 0 else ""
            ends = _END_FIELD if place == len(listed) - 1 else ""
            words = f'<w:r><w:t xml:space="preserve">{xml_content(heading)}</w:t></w:r>'
            indent = f'<w:pPr><w:spacing w:after="0"/><w:ind w:left="{(level - 1) * 300}"/></w:pPr>'
            link = f'<w:hyperlink w:anchor="{_anchor(number)}" w:history="1">{words}</w:hyperlink>'
            self._append(parse_xml(f"<w:p {nsdecls('w')}>{indent}{begins}{link}{ends}</w:p>"))

    def _append(self, element: Any) -> None:
        self.made.element.body.insert(-1, element)  # before what is said of the pages

    def block(self, block: Block, stays: bool = False) -> None:
        """A table, a figure or a paragraph, which stays on the page of what follows where that is a table or figure."""
        match block:
            case Table():
                self.table(block)
            case Figure():
                self.figure(block)
            case Paragraph():
                _add_paragraph(self.made, block).paragraph_format.keep_with_next = stays or None

    def table(self, table: Table) -> None:
        """The caption above the table, and its notes below it."""
        from docx.oxml import parse_xml
        from docx.shared import Pt

        self.caption(table.title).paragraph_format.keep_with_next = True
        self._append(parse_xml(table_xml(table, ROOM if self.landscape else UPRIGHT)))
        for text in table.notes or ("",):  # Word joins two tables that nothing parts
            self.made.add_paragraph(xml_characters(text)).paragraph_format.space_before = Pt(2)

    def caption(self, text: str) -> "WordParagraph":
        """A caption; its number is a field, so that Word counts on when tables are put in between."""
        added = self.made.add_paragraph(style="Caption")
        found = _number_in(text, self.document.kinds)
        if not found:
            added.add_run(xml_characters(text))
            return added
        before, kind, number, after = found
        added.add_run(xml_characters(f"{before}{kind} "))
        added._p.append(_field(f" SEQ {kind} \\* ARABIC ", number))
        added.add_run(xml_characters(after))
        return added

    def figure(self, figure: Figure) -> None:
        """The figure as shapes that can be changed in Word, no larger than the page, with its alternative text, and its
        caption below it."""
        from docx.oxml import OxmlElement, parse_xml
        from docx.oxml.ns import qn

        smaller = scale(figure, self.landscape)
        drawing = figure.drawing if smaller == 1.0 else figure.drawing.scaled(smaller)
        holder: Any = parse_xml(figure_xml(drawing).replace("<w:p>", f"<w:p {NAMES}>", 1))
        holder.find(qn("w:pPr")).insert(0, OxmlElement("w:keepNext"))
        self.shapes = _renumbered(holder, self.shapes)
        self._append(holder)
        self.caption(figure.caption)


def _renumbered(holder: Any, before: int) -> int:
    """Give the shapes of a figure numbers after those of the figures before it; returns the last one."""
    last = before
    for element in holder.iter():
        if str(element.tag).rpartition("}")[2] in ("docPr", "cNvPr", "stCxn", "endCxn"):
            number = before + int(element.get("id"))
            element.set("id", str(number))
            last = max(last, number)
    return last


def _number_in(text: str, kinds: Sequence[str]) -> tuple[str, str, str, str] | None:
    """The number in a caption, `Table 3.`, with what is before and after it."""
    for kind in kinds:
        if found := re.search(rf"{re.escape(kind)} (\d+)(?=\. )", text):
            return text[: found.start()], kind, found[1], text[found.end() :]
    return None


def _add_paragraph(made: "WordDocument", block: Paragraph) -> "WordParagraph":
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
    return words


def _field(instruction: str, shown: str) -> Any:
    """A field of Word with what it shows until it is made anew."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    words = f"<w:r><w:t>{xml_content(shown)}</w:t></w:r>"
    return parse_xml(f"<w:fldSimple {nsdecls('w')} w:instr={xml_attribute(instruction)}>{words}</w:fldSimple>")


_BEGIN_CONTENTS = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "2-3" \\n \\h \\z </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END_FIELD = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _anchor(number: int) -> str:
    return f"_Toc{number:08d}"


def _mark(heading: "WordParagraph", number: int) -> None:
    """A bookmark around a heading."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _anchor(number))
    first = next((place for place, child in enumerate(heading._p) if child.tag == qn("w:r")), len(heading._p))
    heading._p.insert(first, start)
    heading._p.append(end)


def _number_pages(made: "WordDocument") -> None:
    """The number of each page in the middle of its foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    foot = made.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot._p.append(_field(" PAGE ", "1"))


def _set_as_word_of_now(made: "WordDocument") -> None:
    """Word lays the document out as it does now, with words that read upwards in figures, not as Word of 2010 did."""
    from docx.oxml.ns import qn

    for setting in made.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_styles(made: "WordDocument") -> None:
    """Headings and captions in the letters of the text, in black."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size, before in (
        ("Heading 1", 16, 0),
        ("Heading 2", 13, 18),
        ("Heading 3", 11, 12),
        ("Caption", 10, 8),
    ):
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.keep_with_next = name != "Caption"
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
