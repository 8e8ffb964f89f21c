"""The report as JSON: the numbers of each part by what they count, and its words, tables and figures as printed."""

from typing import Any

from reviewkit.model import Missing
from reviewkit.render.document import Figure, Paragraph, Section
from reviewkit.render.report.part import Made
from reviewkit.render.report.report import Report
from reviewkit.render.tables.table import Table

Shape = dict[str, Any]


def report(entry: Report, closed: tuple[str, ...]) -> Shape:
    """The report, part by part; `closed` are the studies of which not every coding is shown."""
    return {
        "title": entry.document.title,
        "language": entry.document.language,
        "finished": not entry.missing,
        "closed": list(closed),
        "introduction": list(entry.document.introduction),
        "parts": [
            _part(name, made, section)
            for (name, made), section in zip(entry.parts.items(), entry.document.sections, strict=True)
        ],
    }


def _part(name: str, made: Made, section: Section) -> Shape:
    return {
        "id": name,
        "heading": section.heading,
        "missing": _missing(made.missing),
        "numbers": dict(made.numbers),
        "content": [_block(block) for one in _walk(section) for block in one.content()],
    }


def _walk(section: Section) -> list[Section]:
    return [section, *(inner for one in section.sections for inner in _walk(one))]


def _missing(entry: Missing) -> Shape:
    return {
        "waiting": entry.waiting,
        "errors": entry.errors,
        "not_coded": list(entry.not_coded),
        "not_charted": list(entry.not_charted),
        "left_out": list(entry.left_out),
        "not_settled": list(entry.not_settled),
    }


def _block(block: Paragraph | Table | Figure) -> Shape:
    """A paragraph, a table or a figure; what a kind does not have is null."""
    table = block if isinstance(block, Table) else None
    caption = table.title if table else block.caption if isinstance(block, Figure) else None
    return {
        "kind": type(block).__name__.casefold(),
        "key": (block.key or None) if isinstance(block, Paragraph) else None,
        "text": block.text if isinstance(block, Paragraph) else None,
        "caption": caption,
        "head": list(table.head) if table else None,
        "rows": [list(row) for row in table.body] if table else None,
        "notes": list(table.notes) if table else None,
        "description": block.drawing.description if isinstance(block, Figure) else None,
    }
