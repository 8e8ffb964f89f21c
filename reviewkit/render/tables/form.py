"""A table to fill in, described once: which cells people write in, what they choose from, what must stay as it is."""

from dataclasses import dataclass

from reviewkit.render.tables.table import Table


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form. `width` is in characters; `choices` are offered in a list, but other words can be written.

    `hidden` columns say to the reader of the form what a row is about, and are not for people.
    """

    head: str
    width: int = 12
    to_fill_in: bool = False
    choices: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A table in which people fill in some columns, and that is read back row by row, in whatever order.

    `in_sight` columns stay in sight when the others are scrolled; `refusal` is what a spreadsheet says to who writes
    into a cell that is not to fill in.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    in_sight: int = 0
    refusal: str = ""
    language: str = "en"

    @property
    def table(self) -> Table:
        """The same as a table, for formats that can neither hide nor offer anything."""
        return Table(self.title, tuple(column.head for column in self.columns), self.rows, language=self.language)
