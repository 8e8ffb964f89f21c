"""A form is a table with columns to fill in; as a table it has every column, hidden ones too."""

from reviewkit.render.tables.csv import as_csv
from reviewkit.render.tables.form import Column, Form

FORM = Form(
    "A form", (Column("key", hidden=True), Column("answer", 9, True, ("yes",))), (("k", ""),), language="nb"
)


def test_as_a_table_it_has_every_column() -> None:
    assert (FORM.table.head, FORM.table.rows, FORM.table.caption) == (("key", "answer"), (("k", ""),), "A form")
    assert as_csv(FORM.table) == "\ufeffkey;answer\r\nk;\r\n"
