"""The text of a manuscript as a Word document: for what comes in another format, or in none that has comments."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from reviewkit.extract.manuscripts.letters import Letter, Where
from reviewkit.model.passages import Manuscript, Passage, Role
from reviewkit.render.tables.docx import saved, set_page
from reviewkit.safe import xml_characters

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml import etree

_STYLES: Final = {Role.TITLE: "Title", Role.HEADING: "Heading 1", Role.CAPTION: "Caption"}
_SPACE: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_GRID: Final = "Table Grid"


def as_word(manuscript: Manuscript, language: str) -> tuple["WordDocument", dict[int, tuple[Letter, ...]]]:
    """The document, and by the number of each passage its letters in it."""
    import docx

    made = docx.Document()
    set_page(made, language, upright=True)
    words = _Words(made)
    for table, group in groupby(manuscript.passages, key=lambda one: one.cell.table if one.cell else None):
        passages = list(group)
        if table is None:
            for passage in passages:
                words.paragraph(passage)
        else:
            words.table(passages)
    return made, words.letters


def bytes_of(made: "WordDocument", manuscript: Manuscript) -> bytes:
    """The file; the same text gives the same bytes."""
    title = next((one.text for one in manuscript.passages if one.role is Role.TITLE), manuscript.name)
    return saved(made, title)


class _Words:
    """A document as it is written, and where the letters of each passage are in it."""

    def __init__(self, made: "WordDocument") -> None:
        self._made = made
        self._ids = {style.name: style.style_id for style in made.styles}
        self._end = made.element.body[-1]  # the page, which comes after all paragraphs
        self.letters: dict[int, tuple[Letter, ...]] = {}

    def paragraph(self, passage: Passage) -> None:
        """A passage as a paragraph."""
        self._end.addprevious(self._paragraph(passage, _STYLES.get(passage.role, "")))

    def table(self, passages: Sequence[Passage]) -> None:
        """The cells of a table, those without text too."""
        cells = {(one.cell.row, one.cell.column): one for one in passages if one.cell}
        width = max(column for _, column in cells)
        table = self._element("tbl")
        table.append(self._element("tblPr", self._valued("tblStyle", self._ids[_GRID])))
        table.append(self._element("tblGrid", *(self._element("gridCol") for _ in range(width))))
        for row in sorted({row for row, _ in cells}):
            table.append(self._element("tr", *self._row(cells, row, width)))
        self._end.addprevious(table)
        self._end.addprevious(self._element("p"))  # two tables without one between them would become one

    def _row(self, cells: dict[tuple[int, int], Passage], row: int, width: int) -> "Iterator[etree._Element]":
        for column in range(1, width + 1):
            passage = cells.get((row, column))
            yield self._element("tc", self._paragraph(passage, "") if passage else self._element("p"))

    def _paragraph(self, passage: Passage, style: str) -> "etree._Element":
        text = self._element("t")
        text.text = xml_characters(passage.text)
        text.set(_XML_SPACE, "preserve")
        self.letters[passage.number] = tuple(_letters(passage.text, text))
        properties = [self._element("pPr", self._valued("pStyle", self._ids[style]))] if style else []
        return self._element("p", *properties, self._element("r", text))

    def _element(self, name: str, *children: "etree._Element") -> "etree._Element":
        made: etree._Element = self._made.element.body.makeelement(_SPACE + name)
        made.extend(children)
        return made

    def _valued(self, name: str, value: str) -> "etree._Element":
        made = self._element(name)
        made.set(f"{_SPACE}val", value)
        return made


def _letters(text: str, element: "etree._Element") -> "Iterator[Letter]":
    at = 0
    for letter in text:
        kept = bool(xml_characters(letter))
        yield Letter(letter, Where(element, at) if kept else None)
        at += kept
