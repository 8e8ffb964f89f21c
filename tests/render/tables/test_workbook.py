"""A workbook is described once, and its columns say how they take what is typed."""

from reviewkit.render.tables.workbook import BookColumn, CellStyle


def test_a_column_takes_text_and_is_not_to_fill_in_unless_it_says_so() -> None:
    column = BookColumn("aim", "Aim")
    assert (column.to_fill_in, column.style, column.choices, column.hidden) == (False, CellStyle.TEXT, (), False)
