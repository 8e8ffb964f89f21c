"""A table described once, written late: CSV, Markdown, HTML, XLSX and DOCX. The same table gives the same bytes."""

import csv
import html
import io
import textwrap
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reviewkit.safe import safe_cell

FORMATS = ("csv", "md", "html", "xlsx", "docx")
_MARGINS = (
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
)
_CENTRED = '<w:jc w:val="center"/>'
_FIXED_DATE = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts. `plain_rows` and `plain_notes` are what spreadsheets get (1 and 0 for marks).

    `choices`: the first column is to be filled in with one of these; a spreadsheet offers them and keeps it in sight.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    plain_rows: tuple[tuple[str, ...], ...] = ()
    plain_notes: tuple[str, ...] = ()
    row_heads: bool = False
    choices: tuple[str, ...] = ()
    language: str = "en"

    @property
    def body(self) -> tuple[tuple[str, ...], ...]:
        """The rows with the foot."""
        return (*self.rows, self.foot) if self.foot else self.rows


def written(table: Table, format_name: str) -> bytes:
    """The table as the bytes of a file in one of FORMATS."""
    text_writers = {"csv": as_csv, "md": as_markdown, "html": as_html}
    if format_name in text_writers:
        return text_writers[format_name](table).encode("utf-8")
    return as_xlsx(table) if format_name == "xlsx" else as_docx(table)


def as_csv(table: Table) -> str:
    """CSV for Excel and R: byte-order mark, CRLF; a cell that would act as a formula is given an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    rows = (*(table.plain_rows or table.rows), *([table.foot] if table.foot else []))
    for row in (table.head, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def as_markdown(table: Table) -> str:
    """A pipe table with its caption and notes."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(_markdown_cell(cell) for cell in cells) + " |"

    rows = [line(table.head), "|" + "|".join(" --- " for _ in table.head) + "|", *map(line, table.body)]
    return (
        "\n".join([f"**{_markdown_cell(table.caption)}**", "", *rows, "", *map(_markdown_cell, table.notes)])
        + "\n"
    )


def _markdown_cell(text: str) -> str:
    for letter in "\\|*_<>`[]":
        text = text.replace(letter, f"\\{letter}")
    return " ".join(text.split())


def as_html(table: Table) -> str:
    """A page of its own: real header cells, no script, nothing from the network."""
    head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in table.head)
    body = "\n".join(f"<tr>{_html_row(row, table.row_heads)}</tr>" for row in table.rows)
    foot = f"<tfoot><tr>{_html_row(table.foot, True)}</tr></tfoot>" if table.foot else ""
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in table.notes)
    return f"""<!doctype html>
<html lang="{html.escape(table.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{html.escape(table.caption)}</title>
<style>
body {{ font: 15px/1.4 Arial, sans-serif; margin: 2em; color: #1a1a1a }}
table {{ border-collapse: collapse }}
caption {{ text-align: left; font-weight: bold; padding: 0 0 .6em }}
th, td {{ border: 1px solid #8a8a8a; padding: .3em .6em; vertical-align: top; text-align: left }}
thead th, tfoot th, tfoot td {{ background: #dbe6f1 }}
</style>
</head>
<body>
<table>
<caption>{html.escape(table.caption)}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
{foot}
</table>
{notes}
</body>
</html>
"""


def _html_row(row: Sequence[str], row_heads: bool) -> str:
    first = f'<th scope="row">{html.escape(row[0])}</th>' if row_heads else f"<td>{html.escape(row[0])}</td>"
    return first + "".join(f"<td>{html.escape(cell)}</td>" for cell in row[1:])


def as_xlsx(table: Table) -> bytes:
    """A workbook of one sheet: frozen header, header repeated when printed, landscape; every cell is text or number."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": table.caption, "created": _FIXED_DATE})
    sheet = book.add_worksheet("Table")
    heavy = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DBE6F1", "border": 1})
    light = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    rows = (*(table.plain_rows or table.rows), *([table.foot] if table.foot else []))
    for column, cell in enumerate(table.head):
        sheet.write_string(0, column, cell, heavy)
    for number, row in enumerate(rows, start=1):
        last = bool(table.foot) and number == len(rows)
        for column, cell in enumerate(row):
            style = heavy if last or (table.row_heads and column == 0) else light
            if cell.isascii() and cell.isdigit() and len(cell) < 10:
                sheet.write_number(number, column, int(cell), style)
            else:
                sheet.write_string(number, column, cell, style)
    widths = [_characters(cells) for cells in zip(table.head, *rows, strict=True)]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate((table.head, *rows)):  # Excel would do this when it opens the file; others do not
        sheet.set_row(number, 15 * max(map(_lines, row, widths)))
    if table.choices and rows:
        offered = {"validate": "list", "source": list(table.choices), "error_type": "warning"}
        sheet.data_validation(1, 0, len(rows), 0, offered)
    for offset, note in enumerate(table.plain_notes or table.notes, start=len(rows) + 2):
        sheet.write_string(offset, 0, note)
    sheet.freeze_panes(1, 1 if table.row_heads or table.choices else 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _characters(cells: Sequence[str]) -> int:
    """How wide a column of a spreadsheet is, in characters: as its longest cell, as a head without cut words, at most
    a line that is easily read."""
    head, *others = cells
    return min(max([*map(len, others), *map(len, head.split()), 6]) + 3, 42)


def _lines(cell: str, width: int) -> int:
    """How many lines a cell takes, at most as many as a row of a spreadsheet can show."""
    return min(sum(len(textwrap.wrap(line, width - 2)) or 1 for line in cell.split("\n")), 26)


def as_docx(table: Table) -> bytes:
    """A Word document: landscape A4, caption above, header row on every page, rows kept whole, notes below."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Cm, Pt, RGBColor

    document = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(9)
    normal.paragraph_format.space_after = Pt(2)
    _set_language(document, table.language)
    caption = document.add_paragraph(_printable(table.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    for run in caption.runs:
        run.font.size, run.font.color.rgb = Pt(10), RGBColor(0, 0, 0)
    widths = _column_widths(table)
    rows = [_docx_row(table.head, widths, bold_cells=len(table.head), header=True)]
    rows += [_docx_row(row, widths, bold_cells=int(table.row_heads)) for row in table.rows]
    if table.foot:
        rows.append(_docx_row(table.foot, widths, bold_cells=len(table.foot)))
    title = _attribute(_printable(table.caption))
    description = _attribute(_printable(" ".join(table.notes)) or _printable(table.caption))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}<w:tblCaption w:val={title}/><w:tblDescription w:val={description}/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    caption._p.addnext(parse_xml(xml))
    for note in table.notes:
        document.add_paragraph(_printable(note))
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _printable(table.caption)[:255], "", ""
    properties.created = properties.modified = _FIXED_DATE
    out = io.BytesIO()
    document.save(out)
    return _with_fixed_dates(out.getvalue())


def _set_language(document: "object", language: str) -> None:
    """So that Word checks the spelling in the table's language."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    codes = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), codes.get(language, language))
    properties = document.styles["Normal"].element.get_or_add_rPr()  # type: ignore[attr-defined]
    properties.append(mark)


def _column_widths(table: Table) -> list[int]:
    """Widths in twentieths of a point: no word is cut, long texts share what is left of the page's 25.7 cm."""
    from reviewkit import fonts

    room, margins = 14570, 200

    def width(text: str) -> int:
        return round(fonts.width(text, 9, bold=True) * 20) + margins

    least, wanted = [], []
    for head, *cells in zip(table.head, *table.body, strict=True):
        least.append(max(width(word) for cell in (head, *cells) for word in cell.split() or [""]))
        wanted.append(min(max([width(head) // 2, *map(width, cells)]), 6000))
    spare = room - sum(least)
    if spare < 0:
        return [room * narrow // sum(least) for narrow in least]
    longing = [max(wide - narrow, 0) + 40 for wide, narrow in zip(wanted, least, strict=True)]
    return [narrow + spare * share // sum(longing) for narrow, share in zip(least, longing, strict=True)]


def _docx_row(cells: Sequence[str], widths: Sequence[int], bold_cells: int = 0, header: bool = False) -> str:
    """One row as XML (cell by cell python-docx is slow): never split over pages; a header row repeats."""
    marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if header else "")
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="DBE6F1"/>' if bold_cells == len(cells) else ""
    body = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr><w:p>'
        f'<w:pPr><w:spacing w:after="0"/>{_CENTRED if number and _is_mark(cell) else ""}</w:pPr><w:r>'
        f"<w:rPr>{'<w:b/>' if number < bold_cells else ''}</w:rPr>"
        f'<w:t xml:space="preserve">{html.escape(_printable(cell), quote=False)}</w:t></w:r></w:p></w:tc>'
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{body}</w:tr>"


def _is_mark(cell: str) -> bool:
    """Whether a cell holds a mark or a number."""
    return len(cell) < 4 or cell.isdigit()


def _printable(text: str) -> str:
    """The text without control characters, which XML cannot hold."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\t\n ")


def _with_fixed_dates(data: bytes) -> bytes:
    """The same zip with one date on every part, so that the same table gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, date_time=(2000, 1, 1, 0, 0, 0))
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(fixed, old.read(entry.filename))
    return out.getvalue()


def _attribute(text: str) -> str:
    """The text as a quoted XML attribute."""
    return '"' + html.escape(text, quote=True) + '"'
