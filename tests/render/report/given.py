"""What the tests of parts share: what a part is made of in a folder, and the words of a section."""

from pathlib import Path

from reviewkit.actions.reporting import given
from reviewkit.locales import labels
from reviewkit.render.document import Figure, Section
from reviewkit.render.report.part import Given
from reviewkit.render.tables.table import Table
from reviewkit.store.open_review import open_review


def given_of(root: Path, language: str = "en", person: str = "", book: str = "") -> Given:
    """What the parts of the report of a folder are made of."""
    return given(open_review(root), person, labels(language), book)


def words_of(section: Section) -> str:
    """Everything that a section says, with those below it."""
    said = [section.heading]
    for block in section.content():
        match block:
            case Table():
                said += [block.title, *block.head, *(cell for row in block.body for cell in row), *block.notes]
            case Figure():
                said += [block.caption, block.drawing.description]
            case _:
                said.append(block.text)
    return "\n".join([*said, *map(words_of, section.sections)])


def rows_of(section: Section) -> list[list[str]]:
    """The rows of all tables of a section."""
    return [list(row) for block in section.content() if isinstance(block, Table) for row in block.rows]
