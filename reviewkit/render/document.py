"""A text with headings, tables and figures, described once, before anybody knows in which format it will be written."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.tables.table import Table


class Style(StrEnum):
    """How a paragraph is set."""

    TEXT = "text"
    ITEM = "item"  # of a list
    REFERENCE = "reference"  # its second line and those below are indented
    QUOTE = "quote"
    VERBATIM = "verbatim"  # letters of one width, every space and line end as it is
    NOTE = "note"  # small, below a table or a figure


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a paragraph with one look. `link` is an address that it leads to."""

    text: str
    italic: bool = False
    bold: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `key` names what it is about, such as the study of a reference, so that it can be found by it."""

    runs: tuple[Run, ...]
    style: Style = Style.TEXT
    key: str = ""

    @property
    def text(self) -> str:
        """The words without their look."""
        return "".join(run.text for run in self.runs)


def paragraph(text: str, style: Style = Style.TEXT) -> Paragraph:
    """A paragraph with one look throughout."""
    return Paragraph((Run(text),), style)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with the caption that is printed below it."""

    drawing: Drawing
    caption: str


Block = Paragraph | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what is below it: `paragraphs` of plain text first, then `tables`, then `blocks` in their order,
    then sections of a lower level."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()

    def content(self) -> Iterator[Block]:
        """All blocks of this section in their order, without those of its sections."""
        yield from map(paragraph, self.paragraphs)
        yield from self.tables
        yield from self.blocks


@dataclass(frozen=True, slots=True)
class Document:
    """A title, paragraphs that introduce the text, and its sections.

    `contents` is the heading of a list of the sections, "" where there is none. `kinds` are the words before the
    numbers of tables and figures, such as Table, where these are numbered (`numbered`).
    """

    title: str
    introduction: tuple[str, ...]
    sections: tuple[Section, ...]
    language: str = "en"
    contents: str = ""
    kinds: tuple[str, ...] = ()

    def tables(self) -> Iterator[Table]:
        """Every table, in the order of the text."""
        for _, section in self.walk():
            yield from (block for block in section.content() if isinstance(block, Table))

    def walk(self) -> Iterator[tuple[int, Section]]:
        """Every section with its level, from 1, in the order of the text."""
        yield from _walk(self.sections, 1)


def numbered(document: Document, table: str, figure: str) -> Document:
    """The text with a number before the caption of each table and of each figure, in their order: `Table 1. ...`."""
    counts = {Table: itertools.count(1), Figure: itertools.count(1)}

    def block_of(block: Block) -> Block:
        match block:
            case Table() | Figure():
                word = table if isinstance(block, Table) else figure
                return replace(block, caption=f"{word} {next(counts[type(block)])}. {block.caption}")
        return block

    def section_of(section: Section) -> Section:
        blocks = tuple(map(block_of, section.content()))
        inner = tuple(map(section_of, section.sections))
        return Section(section.heading, blocks=blocks, sections=inner)

    return replace(document, sections=tuple(map(section_of, document.sections)), kinds=(table, figure))


def _walk(sections: tuple[Section, ...], level: int) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield level, section
        yield from _walk(section.sections, level + 1)
