"""A table as a Word document, as journals ask for it."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reviewkit.render.tables.table import Table
from reviewkit.render.tables.widths import POINTS, ROOM, column_widths
from reviewkit.safe import xml_attribute, xml_characters, xml_content

if TYPE_CHECKING:
    from docx.document import Document

_FIXED_DATE = datetime(2000, 1, 1)  # the date of making would give other bytes each time
_MARGINS = (
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
)
_CENTRED = '<w:jc w:val="center"/>'
_SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="DBE6F1"/>'
_LONGEST_TITLE = 255  # characters that the properties of a document can hold
_WORD_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def as_docx(table: Table) -> bytes:
    """Landscape A4, caption above, header row on every page, rows kept whole, notes below."""
    from docx import Document
    from docx.oxml import parse_xml
    from docx.shared import Pt, RGBColor

    document = Document()
    set_page(document, table.language)
    caption = document.add_paragraph(xml_characters(table.title), style="Caption")
    caption.paragraph_format.keep_with_next = True
    for run in caption.runs:
        run.font.size, run.font.color.rgb = Pt(10), RGBColor(0, 0, 0)
    caption._p.addnext(parse_xml(table_xml(table)))
    for number, note in enumerate(table.notes):
        paragraph = document.add_paragraph(xml_characters(note))
        paragraph.paragraph_format.space_before = Pt(0 if number else 4)  # the first does not touch the table
    return saved(document, table.title)


def saved(document: "Document", title: str) -> bytes:
    """A Word document with its title and nobody's name, the same bytes for the same content."""
    properties = document.core_properties
    properties.title = xml_characters(title)[:_LONGEST_TITLE]
    properties.author = properties.comments = ""
    properties.created = properties.modified = _FIXED_DATE
    out = io.BytesIO()
    document.save(out)
    return _with_fixed_dates(out.getvalue())


def set_page(document: "Document", language: str, upright: bool = False) -> None:
    """A4, landscape or upright, margins and letters; the language is set so that Word checks the spelling in it."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(21.0), Cm(29.7)) if upright else (Cm(29.7), Cm(21.0))
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(POINTS)
    normal.paragraph_format.space_after = Pt(2)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), _WORD_LANGUAGES.get(language, language))
    normal.element.get_or_add_rPr().append(mark)


def table_xml(table: Table, room: int = ROOM) -> str:
    """The table as XML, as wide as the room; its caption and notes are also its alternative text."""
    from docx.oxml.ns import nsdecls

    widths = column_widths(table, room)
    columns = list(zip(widths, table.of_marks, strict=True))
    rows = [_row(table.head, columns, bold_cells=len(table.head), header=True)]
    rows += [
        _row(row, columns, bold_cells=int(table.row_heads), stays=bool(table.foot) and row is table.rows[-1])
        for row in table.rows
    ]
    if table.foot:
        rows.append(_row(table.foot, columns, bold_cells=len(table.foot)))
    title = xml_attribute(table.title)
    description = xml_attribute(" ".join(table.notes) or table.title)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}<w:tblCaption w:val={title}/><w:tblDescription w:val={description}/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(
    cells: Sequence[str],
    columns: Sequence[tuple[int, bool]],
    bold_cells: int = 0,
    header: bool = False,
    stays: bool = False,
) -> str:
    """One row as XML (cell by cell python-docx is slow): never split over pages; a header row repeats, and one that
    stays is on the page of the row below it.

    `columns` are the width of each, and whether it holds marks, which stand in the middle.
    """
    kept = "<w:keepNext/>" if stays else ""
    marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if header else "")
    shade = _SHADED if bold_cells == len(cells) else ""
    body = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr><w:p>'
        f'<w:pPr>{kept}<w:spacing w:after="0"/>{_CENTRED if of_marks else ""}</w:pPr><w:r>'
        f"<w:rPr>{'<w:b/>' if number < bold_cells else ''}</w:rPr>"
        f"{_text(cell)}</w:r></w:p></w:tc>"
        for number, (cell, (width, of_marks)) in enumerate(zip(cells, columns, strict=True))
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{body}</w:tr>"


def _text(cell: str) -> str:
    """The words of a cell with every space as it is; its lines are lines in Word too."""
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{xml_content(line)}</w:t>' for line in lines)


def _with_fixed_dates(data: bytes) -> bytes:
    """The same zip with one date on every part, so that the same table gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, date_time=(2000, 1, 1, 0, 0, 0))
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(fixed, old.read(entry.filename))
    return out.getvalue()
