"""A text with headings and tables, described once, before anybody knows in which format it will be written."""

from dataclasses import dataclass

from reviewkit.render.tables.table import Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs below it, and then tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A title, paragraphs that introduce the text, and its sections."""

    title: str
    introduction: tuple[str, ...]
    sections: tuple[Section, ...]
    language: str = "en"
