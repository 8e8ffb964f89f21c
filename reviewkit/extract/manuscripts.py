"""The passages of a manuscript: a plain text or Markdown."""

import re
import unicodedata
from collections.abc import Iterator

from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import decoded
from reviewkit.model.passages import Cell, Manuscript, Passage, Role
from reviewkit.words import message

ENDINGS = ("txt", "md")
_LONGEST_HEADING = 90  # letters
_NUMBERED_HEADING = re.compile(r"\d+(?:\.\d+)*\.?[ \t]+(?![a-zæøåäö])[^\W\d_][^.!?]*[?]?")
_ITEM = re.compile(r"(?:\d+[.)]|[-*•])\s+")
_CELL_BREAK = re.compile(r"(?<!\\)\|")
_CAPTION = re.compile(r"\**(?:tabell|table|figur|figure)\s+\d+", re.IGNORECASE)
_REFERENCES = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:references|reference list|bibliography|referanse(?:r|liste)|referansar"
    r"|litteratur(?:liste)?)",
    re.IGNORECASE,
)


def read_manuscript(data: bytes, name: str) -> Manuscript:
    """The passages of a file, which is known by its ending. Raises ReviewkitError for an ending that is not read."""
    ending = name.rpartition(".")[2].casefold()
    if ending not in ENDINGS:
        raise ReviewkitError(
            message(
                "{name}: a manuscript ends with one of: {endings}. Save it as one of these.",
                name=name,
                endings=", ".join(f".{one}" for one in ENDINGS),
            )
        )
    text = unicodedata.normalize("NFC", decoded(data)).replace("\r\n", "\n").replace("\r", "\n")
    blocks = _blocks(text, is_markdown=ending == "md")
    return Manuscript(name, tuple(_numbered(blocks)))


def _numbered(found: Iterator[Passage]) -> Iterator[Passage]:
    in_references = False
    for number, one in enumerate(found, start=1):
        role = one.role
        if role is Role.HEADING:
            in_references = _REFERENCES.fullmatch(one.text.strip()) is not None
        elif in_references and role is Role.BODY:
            role = Role.REFERENCE
        yield Passage(number, one.text, role, one.line, one.page, one.cell, one.lines)


def _blocks(text: str, is_markdown: bool) -> Iterator[Passage]:
    """Paragraphs, parted by blank lines, headings, items of lists and page breaks; rows of Markdown tables."""
    waiting: list[tuple[int, str]] = []
    page, table, row = (1 if "\f" in text else None), 0, 0
    for number, raw in enumerate(text.split("\n"), start=1):
        if "\f" in raw and page is not None:
            page += raw.count("\f")
        line = raw.replace("\f", "").strip()
        if is_markdown and line.startswith("|"):
            yield from _joined(waiting, page)
            table, row = (table, row + 1) if row else (table + 1, 1)
            yield from _cells(line, number, table, row)
            continue
        row = 0
        heading = _heading(line, is_markdown)
        if not line or heading or _ITEM.match(line):
            yield from _joined(waiting, page)
        if heading:
            yield Passage(0, heading, Role.HEADING, number, page)
        elif line:
            waiting.append((number, line))
    yield from _joined(waiting, page)


def _heading(line: str, is_markdown: bool) -> str:
    if is_markdown:
        return line.lstrip("#").strip() if line.startswith("#") else ""
    is_known = _REFERENCES.fullmatch(line) is not None
    is_numbered = len(line) <= _LONGEST_HEADING and _NUMBERED_HEADING.fullmatch(line) is not None
    return line if is_known or (is_numbered and "\t" not in line) else ""


def _cells(line: str, number: int, table: int, row: int) -> Iterator[Passage]:
    cells = _CELL_BREAK.split(line.strip().strip("|"))
    if all(set(cell.strip()) <= set("-: ") for cell in cells):
        return
    for column, cell in enumerate(cells, start=1):
        yield Passage(0, cell.strip(), Role.CELL, number, None, Cell(table, row, column))


def _joined(waiting: list[tuple[int, str]], page: int | None) -> Iterator[Passage]:
    """The lines of a paragraph as one text: a word that was divided at the end of a line is whole again."""
    if not waiting:
        return
    text, starts = waiting[0][1], []
    for _, line in waiting[1:]:
        if re.search(r"\w-$", text) and line[:1].islower() and not re.match(r"(?:og|and|eller|or)\b", line):
            text = text[:-1]
        elif not text.endswith("–"):
            text += " "
        starts.append(len(text))
        text += line
    role = Role.CAPTION if _CAPTION.match(text) else Role.BODY
    yield Passage(0, text, role, waiting[0][0], page, None, tuple(starts))
    waiting.clear()
