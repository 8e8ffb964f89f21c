"""Markdown, as pandoc and GitHub know it: headings, lists, pipe tables, notes, and a block of YAML at the top."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.entities import html5

from reviewkit.extract.documents import decoded
from reviewkit.extract.manuscripts.joining import Line, paragraph, unbroken
from reviewkit.extract.manuscripts.pieces import Piece
from reviewkit.extract.prose import tidied
from reviewkit.model.passages import Cell, Role
from reviewkit.normalize import with_letters

_HEADING = re.compile(r" {0,3}(#{1,6})\s++(.*)")
_CLOSING = re.compile(r"(?<!\s)\s++#++$")  # the signs behind a heading: ## Methods ##
_ATTRIBUTES = re.compile(r"(?<!\s)\s*+\{[#.][^{}]*+\}\s*+$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*$")
_FENCE = re.compile(r"^\s*+(```+|~~~+)")
_ITEM = re.compile(r"^\s*+(?:([-*+])|(\(?\w{1,3}[.)]))\s++(?=\S)")
_QUOTED = re.compile(r"(?:\s{0,3}>\s?)+")
_NOTE = re.compile(r"\[\^((?:(?!\[\^)[^\]\s])++)\]:\s*+")
_DELIMITERS = re.compile(r"\s*+(?:\|\s*+)?:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+(?:\|\s*+)?")
_GRID = re.compile(r"^\s*+\+(?:[-=:]++\+)++\s*+")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*")
_TABLE_CAPTION = re.compile(r"(?:Table|Tabell)?:\s+(?=\S)")
_PIPE = re.compile(r"(?<!\\)\|")
_COMMENT = re.compile(r"<!--.*?(?:(-->)|\Z)", re.DOTALL)  # to the end of the text where none closes it
_KEY = re.compile(r"(\w[\w-]*):\s*(.*)$")

_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|!\[(?P<image>[^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"
    r"|\[(?P<link>[^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+\"[^\"]*\")?\)"
    r"|(?P<note>\[\^(?:(?!\[\^)[^\]\s])++\])"
    r"|<(?P<address>https?://[^<>\s]+)>"
    r"|(?P<tag></?[a-zA-Z][^<>]*>)"
    r"|(?P<star>\*+(?=\S)|(?<=\S)\*+)"
    r"|(?P<underscore>(?<!\w)_+(?=\S)|(?:(?<=[^\s_])|(?<=\\_))_++(?!\w)|(?<=_)_(?!\w))"
    r"|(?P<mark>`+|~~)"
    r"|\^(?P<raised>[^\s^\[\]]{1,20})\^"
)


_ENTITY = re.compile(r"&(?:([A-Za-z]\w{1,30})|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")


def shown(text: str) -> str:
    """A line as it is printed: without the marks of emphasis, links, code and notes, and with the letters that are
    written by their names (&thinsp;) or in formulas ({,})."""
    return _ENTITY.sub(_letter, _INLINE.sub(_printed, text).replace("{,}", ","))


def _letter(entity: re.Match[str]) -> str:
    """The letter that an entity names; what names none stays as it is."""
    return html5.get(f"{entity[1]};", entity[0]) if entity[1] else with_letters(entity[0])


def _printed(found: re.Match[str]) -> str:
    groups = found.groupdict()
    kept = (groups[name] for name in ("escaped", "image", "link", "address", "raised") if groups[name] is not None)
    text = next(kept, "")
    if found["link"] is not None:
        return shown(text)
    return " " if (found["tag"] or "").lower().startswith("<br") else text


def read_markdown(data: bytes, name: str) -> Iterator[Piece]:
    """The paragraphs, headings, cells and notes of a text in Markdown; notes come last."""
    text = _COMMENT.sub(_emptied, unbroken(decoded(data)))
    lines = [Line(line, number) for number, line in enumerate(text.split("\n"), 1)]
    top, begin = _front_matter(lines)
    yield from top
    blocks = _Blocks(lines, begin)
    yield from blocks.pieces()
    yield from blocks.notes


def _emptied(comment: re.Match[str]) -> str:
    """The lines of a comment without what is in them; what nothing closes is no comment."""
    return "\n" * comment[0].count("\n") if comment[1] else comment[0]


def _front_matter(lines: Sequence[Line]) -> tuple[list[Piece], int]:
    """The title and the abstract of a block of YAML at the top, and where the text begins."""
    if not lines or lines[0].text.rstrip() != "---":
        return [], 0
    end = next((at for at in range(1, len(lines)) if lines[at].text.rstrip() in ("---", "...")), 0)
    found: list[Piece] = []
    key = ""
    for line in lines[1:end]:
        keyed = _KEY.match(line.text)
        key, value = (keyed[1].casefold(), keyed[2]) if keyed else (key, line.text)
        value = shown(tidied(value)).strip("\"'|> ")
        role = {"title": Role.TITLE, "abstract": Role.ABSTRACT}.get(key)
        if value and role:
            found.append(Piece(value, role, line.number))
    return found, end + 1 if end else 0


@dataclass(slots=True)
class _Blocks:
    """The blocks of a text, from the line `at` on."""

    lines: Sequence[Line]
    at: int
    tables: int = 0
    notes: list[Piece] = field(default_factory=list)

    def pieces(self) -> Iterator[Piece]:
        """The blocks in their order, without the notes."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            heading = _HEADING.match(line.text)
            if not line.text.strip() or _RULE.fullmatch(line.text):
                self.at += 1
            elif heading:
                self.at += 1
                yield _heading(line, heading[2], len(heading[1]))
            elif _FENCE.match(line.text):
                yield from self._fenced()
            elif self._begins_table():
                yield from self._table()
            elif _GRID.fullmatch(line.text):
                yield from self._grid()
            else:
                yield from self._text()

    def _fenced(self) -> Iterator[Piece]:
        fence = self.lines[self.at].text.strip()[:3]
        self.at += 1
        while self.at < len(self.lines) and not self.lines[self.at].text.strip().startswith(fence):
            line = self.lines[self.at]
            yield paragraph(line, divides_words=False).piece()
            self.at += 1
        self.at += 1

    def _begins_table(self) -> bool:
        following = self.lines[self.at + 1].text if self.at + 1 < len(self.lines) else ""
        is_row = bool(_PIPE.search(self.lines[self.at].text))
        return is_row and "-" in following and "|" in following and bool(_DELIMITERS.fullmatch(following))

    def _table(self) -> Iterator[Piece]:
        self.tables += 1
        row = 0
        while self.at < len(self.lines) and _PIPE.search(self.lines[self.at].text):
            line = self.lines[self.at]
            self.at += 1
            if row == 1 and _DELIMITERS.fullmatch(line.text):
                continue
            row += 1
            for column, text in enumerate(_cells(line.text), 1):
                yield Piece(tidied(shown(text)), Role.CELL, line.number, None, Cell(self.tables, row, column))

    def _grid(self) -> Iterator[Piece]:
        """A table drawn with + and -, whose cells may have several lines."""
        self.tables += 1
        row = 0
        cells: list[list[Line]] = []
        while self.at < len(self.lines) and self.lines[self.at].text.strip()[:1] in ("+", "|"):
            line = self.lines[self.at]
            self.at += 1
            if not _GRID.fullmatch(line.text):
                for column, text in enumerate(_cells(line.text)):
                    if column == len(cells):
                        cells.append([])
                    cells[column].append(Line(shown(text), line.number))
            elif cells:
                row += 1
                yield from _grid_row(cells, self.tables, row)
                cells = []
        if cells:
            yield from _grid_row(cells, self.tables, row + 1)

    def _text(self) -> Iterator[Piece]:
        """Lines up to a blank one or another block: a paragraph, an item, a note, a heading with its underline."""
        group: list[Line] = []
        note = _NOTE.match(self.lines[self.at].text)
        while self.at < len(self.lines) and not (group and self._ends(group)):
            line = self.lines[self.at]
            group.append(Line(shown(_unmarked(line.text)), line.number))
            self.at += 1
            following = self.lines[self.at].text if self.at < len(self.lines) else ""
            underline = _UNDERLINE.fullmatch(following)
            if underline and not _ITEM.match(line.text):
                self.at += 1
                yield paragraph(*group, divides_words=False).piece(
                    Role.HEADING, 1 if underline[1][0] == "=" else 2
                )
                return
            if line.text.endswith(("  ", "\\")):
                break
        made = paragraph(*group, divides_words=False).piece(_role(self.lines[self.at - len(group)].text))
        if note:
            self.notes.append(made)
        else:
            yield made

    def _ends(self, group: Sequence[Line]) -> bool:
        text = self.lines[self.at].text
        begins = (_HEADING, _FENCE, _ITEM, _NOTE, _GRID)
        return not text.strip() or any(one.match(text) for one in begins) or self._begins_table()


def _heading(line: Line, text: str, level: int) -> Piece:
    said = Line(shown(_ATTRIBUTES.sub("", _CLOSING.sub("", text.rstrip()))), line.number)
    return paragraph(said, divides_words=False).piece(Role.HEADING, level)


def _cells(line: str) -> list[str]:
    return [text.replace("\\|", "|") for text in _PIPE.split(line.strip().removeprefix("|").removesuffix("|"))]


def _grid_row(cells: Sequence[Sequence[Line]], table: int, row: int) -> Iterator[Piece]:
    for column, lines in enumerate(cells, 1):
        piece = paragraph(*lines, divides_words=False).piece(Role.CELL)
        yield Piece(piece.text, Role.CELL, piece.line, None, Cell(table, row, column), None, piece.turns)


def _unmarked(line: str) -> str:
    """A line without the marks of a quotation, a note, a caption or a bullet; the number of an item stays."""
    text = _NOTE.sub("", _QUOTED.sub("", line, count=1) if _QUOTED.match(line) else line)
    text = _TABLE_CAPTION.sub("", text, count=1) if _TABLE_CAPTION.match(text) else text
    item = _ITEM.match(text)
    return text[item.end() :] if item and item[1] else text


def _role(line: str) -> Role:
    if _NOTE.match(line):
        return Role.FOOTNOTE
    is_image = re.fullmatch(r"\s*!\[[^\[\]]*\]\([^()]*\)(?:\{[^{}]*\})?\s*", line)
    return Role.CAPTION if _TABLE_CAPTION.match(line) or is_image else Role.BODY
