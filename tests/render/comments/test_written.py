"""The text of a manuscript as a Word document."""

from io import BytesIO

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.model.passages import Cell, Manuscript, Passage, Role
from reviewkit.render.comments.written import as_word, bytes_of

TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=20).map("a".__add__)


def written(manuscript: Manuscript) -> bytes:
    return bytes_of(as_word(manuscript, "en")[0], manuscript)


def test_titles_headings_and_captions_have_their_styles() -> None:
    roles = (Role.TITLE, Role.HEADING, Role.BODY, Role.CAPTION)
    passages = tuple(Passage(number, f"text {number}", role) for number, role in enumerate(roles, 1))
    made = docx.Document(BytesIO(written(Manuscript("a.txt", passages))))
    assert [one.style.name for one in made.paragraphs] == ["Title", "Heading 1", "Normal", "Caption"]
    assert made.core_properties.title == "text 1"


def test_a_table_has_its_cells_where_they_were_also_the_empty_ones() -> None:
    cells = ((1, 1, "a"), (1, 3, "b"), (2, 2, "c"))
    passages = tuple(
        Passage(number, text, Role.CELL, cell=Cell(1, row, column))
        for number, (row, column, text) in enumerate(cells, 1)
    )
    table = docx.Document(BytesIO(written(Manuscript("a.txt", passages)))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["a", "", "b"], ["", "c", ""]]


@settings(max_examples=20, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_what_is_written_is_read_back_as_the_same_texts(texts: list[str]) -> None:
    first = read_manuscript("\n\n".join(f"# {text}" for text in texts).encode(), "a.md")
    again = read_manuscript(written(first), "a.docx")
    assert [one.text for one in again.passages] == [one.text for one in first.passages]
